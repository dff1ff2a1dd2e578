"""What people decided on who is who: it beats every score, and is a text file that belongs in git.

``rulings`` holds the data that resolution obeys.
"""

from kg.decisions.rulings import Decisions, Designation, Ruling, Verdict, normal_form

__all__ = ["Decisions", "Designation", "Ruling", "Verdict", "normal_form"]
