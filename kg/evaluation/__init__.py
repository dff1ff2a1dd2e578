"""A store measured against gold: figures, faults with their sentences, and what each rule is worth."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.decisions import Decisions
from kg.errors import InputError
from kg.evaluation.found import found_documents
from kg.evaluation.gold import Gold, read_gold
from kg.evaluation.matching import Matched, match
from kg.evaluation.scores import Figures, Scores, Share, score
from kg.store import Store

__all__ = ["Evaluation", "Figures", "Matched", "Scores", "Share", "evaluate", "match_gold", "score"]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Every gold document beside what was found in it, and the gold files that could not be scored."""

    documents: tuple[Matched, ...]
    faults: tuple[InputError, ...]

    def scores(self) -> Scores:
        """The figures of all documents."""
        return score(self.documents)


def evaluate(store: Store, gold: Path, decisions: Decisions | None = None) -> Evaluation:
    """Measure a store against a folder of gold files. ``decisions``: None for those beside the store.

    Raises KgError if the folder is missing or holds no gold; files with faults are named in the result, and
    the others scored.
    """
    return match_gold(store, read_gold(gold), decisions)


def match_gold(store: Store, gold: Gold, decisions: Decisions | None = None) -> Evaluation:
    """The same for gold that was read."""
    found = found_documents(store, (document.source for document in gold.documents), decisions)
    faults = list(gold.faults)
    documents = []
    for wanted in gold.documents:
        if wanted.source in found:
            documents.append(match(wanted, found[wanted.source]))
        else:
            cause = f"its source {wanted.source} is not in {store.path}: build that file into it first"
            faults.append(InputError(str(wanted.path), cause))
    return Evaluation(tuple(documents), tuple(faults))
