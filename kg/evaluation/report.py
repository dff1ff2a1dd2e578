"""An evaluation in lines to read and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from kg.evaluation import Evaluation
from kg.evaluation.misses import KINDS, Fault, faults
from kg.evaluation.rules import MentionRule, StatementRule, calibration, mention_rules, statement_rules
from kg.evaluation.scores import Figures, Scores

_DECIMALS = 3


def print_evaluation(console: Console, evaluation: Evaluation, *, misses: bool) -> None:
    """The figures; with ``misses`` also each fault, and what each rule is worth."""
    for table in score_tables(evaluation.scores()):
        console.print(table)
    if misses:
        print_misses(console, evaluation)


def print_misses(console: Console, evaluation: Evaluation) -> None:
    """Each fault, and what each rule is worth."""
    for line in fault_lines(faults(evaluation.documents)):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    for table in rule_tables(evaluation):
        console.print(table)


def figure_rows(scores: Scores) -> Iterator[tuple[str, Figures]]:
    """Every line of right, wrong and missed; lines of a type are indented."""
    yield "entities", scores.entities
    for type_, figures in sorted(scores.entities_by_type.items()):
        yield f"  {type_}", figures
    yield "relations", scores.relations
    for type_, figures in sorted(scores.relations_by_type.items()):
        yield f"  {type_}", figures
    yield "articles", scores.articles
    yield "bylines", scores.bylines
    yield "links across documents", scores.across


def share_rows(scores: Scores) -> Iterator[tuple[str, float | None, str]]:
    """Every other figure (None: there is nothing to judge), with what it is of."""
    for name, share, of in (
        ("subtypes right", scores.subtypes, "entities found"),
        ("post titles right", scores.post_titles, "posts found"),
        ("relations with a sentence", scores.evidence, "found"),
    ):
        yield name, share.value if share.of else None, f"of {share.of} {of}"
    clusters = scores.clusters
    told = f"precision {clusters.precision:.3f}, recall {clusters.recall:.3f}, over {clusters.items} entities"
    yield "who is who, B³ F1", clusters.f1 if clusters.items else None, told


def score_tables(scores: Scores) -> Iterator[Table]:
    """The figures, as two tables."""
    table = _table("", "F1", "precision", "recall", "right", "wrong", "missed")
    for name, row in figure_rows(scores):
        rates = (f"{rate:.3f}" for rate in (row.f1, row.precision, row.recall))
        table.add_row(name, *rates, *map(str, (row.right, row.wrong, row.missed)))
    yield table
    others = Table(box=None, show_header=False, pad_edge=False)
    for name, value, of in share_rows(scores):
        others.add_row(name, shown(value), of)
    others.add_row("documents", str(scores.documents), "")
    yield others


def shown(value: float | None) -> str:
    """A share with three decimals; nothing where there is none."""
    return "" if value is None else f"{value:.3f}"


def rule_tables(evaluation: Evaluation) -> Iterator[Table]:
    """What each rule made, and claimed confidence against what is right."""
    mentions = _table("mentions by rule", "right", "other form", "wrong", "share right")
    for rule, made in mention_rules(evaluation.documents).items():
        named = made.right + made.other_form
        share = named / (named + made.wrong)
        mentions.add_row(rule, str(made.right), str(made.other_form), str(made.wrong), f"{share:.2f}")
    yield mentions
    statements = _table("statements by rule", "right", "wrong", "end not in gold", "share right")
    for rule, said in statement_rules(evaluation.documents).items():
        share = said.right / (said.right + said.wrong + said.wrong_ends)
        statements.add_row(rule, *map(str, (said.right, said.wrong, said.wrong_ends)), f"{share:.2f}")
    yield statements
    claimed = _table(
        "confidence of statements", "right", "of all", "right", "of those with both ends in gold"
    )
    for bin_ in calibration(evaluation.documents):
        shares = (bin_.all, bin_.matched)
        cells = (
            cell for share in shares for cell in (f"{share.value:.2f}" if share.of else "", str(share.of))
        )
        claimed.add_row(f"{bin_.low:.1f} - {bin_.high:.1f}", *cells)
    yield claimed


def fault_lines(found: Sequence[Fault]) -> Iterator[str]:
    """Every fault under its kind: what, by which rule, the sentence, what is known of the cause."""
    for kind in KINDS:
        of_kind = [fault for fault in found if fault.kind == kind]
        if not of_kind:
            continue
        yield ""
        yield f"## {kind} ({len(of_kind)})"
        for fault in of_kind:
            by = (
                f"  [{', '.join(fault.rules)} {fault.confidence:.2f}]" if fault.confidence is not None else ""
            )
            yield f"{fault.source}: {fault.what}{by}"
            if fault.sentence:
                yield f"    「{_one_line(fault.sentence)}」"
            yield from (f"    {note}" for note in fault.notes)


def as_json(evaluation: Evaluation) -> str:
    """Every figure, table and fault as a JSON object; shares have three decimals."""
    told = figures_of(evaluation.scores()) | {
        "mentions_by_rule": _counts(mention_rules(evaluation.documents)),
        "statements_by_rule": _counts(statement_rules(evaluation.documents)),
        "confidence": [asdict(bin_) for bin_ in calibration(evaluation.documents)],
        "misses": _by_kind(faults(evaluation.documents)),
        "not_scored": [str(fault) for fault in evaluation.faults],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def figures_of(scores: Scores) -> dict[str, Any]:
    """Every figure by name, rounded: tp, fp and fn are the counts of right, wrong and missed."""
    clusters = scores.clusters
    return {
        "entities": _figures(scores.entities),
        "relations": _figures(scores.relations),
        "resolution_b3": _rates(clusters.precision, clusters.recall, clusters.f1) | {"items": clusters.items},
        "resolution_across_documents": _figures(scores.across),
        "entities_by_type": _by_type(scores.entities_by_type),
        "relations_by_type": _by_type(scores.relations_by_type),
        "articles": _figures(scores.articles),
        "bylines": _figures(scores.bylines),
        "subtype_accuracy": round(scores.subtypes.value, _DECIMALS),
        "post_title_accuracy": round(scores.post_titles.value, _DECIMALS),
        "relations_with_evidence": round(scores.evidence.value, _DECIMALS),
        "documents": scores.documents,
    }


def _figures(figures: Figures) -> dict[str, float]:
    counts = {"tp": figures.right, "fp": figures.wrong, "fn": figures.missed}
    return _rates(figures.precision, figures.recall, figures.f1) | counts


def _rates(precision: float, recall: float, f1: float) -> dict[str, float]:
    return {"p": round(precision, _DECIMALS), "r": round(recall, _DECIMALS), "f1": round(f1, _DECIMALS)}


def _by_type(figures: Mapping[str, Figures]) -> dict[str, dict[str, float]]:
    return {type_: _figures(row) for type_, row in sorted(figures.items())}


def _counts(rules: Mapping[str, MentionRule] | Mapping[str, StatementRule]) -> dict[str, dict[str, int]]:
    return {rule: asdict(counts) for rule, counts in rules.items()}


def _by_kind(found: Sequence[Fault]) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    for fault in found:
        row = asdict(fault)
        rows[row.pop("kind")].append(row)
    return rows


def _table(first: str, *others: str) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False)
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, justify="right")
    return table


def _one_line(text: str) -> str:
    return " ".join(text.split())
