"""The recogniser: how likely is a stretch of a sentence a name, and of what kind, as learned from news.

The grammar of names (``kg.extract.names`` and its neighbours) proposes; the recogniser weighs. It reads the
tagger's states together with what the grammar saw (``signs``), runs a small network and a linear-chain CRF
over them (``lattice``), and gives the probability of any stretch to be a name of any kind. Its weights lie
in ``kg/data/recogniser.npz`` and come out of ``training/train_recogniser.py``.
"""

from __future__ import annotations

from kg.extract.recognition.choice import Choice
from kg.extract.recognition.chosen import RECOGNISED, chosen
from kg.extract.recognition.kinds import KINDS, kind_of
from kg.extract.recognition.lattice import Lattice
from kg.extract.recognition.network import Recogniser
from kg.extract.recognition.signs import Signs, signs_of
from kg.extract.recognition.weighing import Proposal

__all__ = [
    "KINDS",
    "RECOGNISED",
    "Choice",
    "Lattice",
    "Proposal",
    "Recogniser",
    "Signs",
    "chosen",
    "kind_of",
    "signs_of",
]
