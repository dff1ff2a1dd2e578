"""Uncertain merges, decided by people: the queue, a question on the terminal, and what is written.

``questions`` is the queue, ``sides`` and ``page`` show a pair, ``answers`` come from keys or lines,
``session`` writes and undoes. ``changes`` turns merge, split and rename into the same decisions; ``nodes``
finds what a name means.
"""
