"""What people decided on who is who: it beats every score, and is a text file that belongs in git.

``rulings`` holds the data that resolution obeys; ``decision_file`` reads the file, ``writing`` adds lines to
it and takes them back, ``signing`` says who and when, ``joining`` takes over another store's decisions.
"""

from kg.decisions.decision_file import Line, Loaded, beside, load, read
from kg.decisions.joining import Joined, join
from kg.decisions.rulings import Decisions, Designation, Ruling, Verdict, normal_form
from kg.decisions.signing import signed, who_decides
from kg.decisions.writing import Receipt, append, take_back, take_back_last

__all__ = [
    "Decisions",
    "Designation",
    "Joined",
    "Line",
    "Loaded",
    "Receipt",
    "Ruling",
    "Verdict",
    "append",
    "beside",
    "join",
    "load",
    "normal_form",
    "read",
    "signed",
    "take_back",
    "take_back_last",
    "who_decides",
]
