"""Annotation read for training: offsets and back, gold laid over texts."""

from __future__ import annotations

import numpy as np
import pytest

from kg.evaluation.gold import KINDS
from training import choice, crf
from training.annotated import HERE, Named, annotated_articles, news_annotation, news_row
from training.stretches import Stretch, stretches

TITLE = "临溪区开建柳林产业园"
BODY = "中新网云川5月4日电 云川市临溪区教育局局长周敏说，柳林产业园由晨光新材建设。"
ROW = {
    "entities": [
        ["DISTRICT", "临溪区", {"same": "云川市临溪区"}],
        ["GOV", "云川市临溪区教育局", "临溪区教育局", "教育局"],
        ["PROJECT", "柳林产业园"],
        ["COMPANY", "晨光新材"],
        ["PERSON", "周敏"],
        ["SITE", "不在文中"],
    ],
    "relations": [
        ["HOLDS_POST", "周敏", "云川市临溪区教育局", {"title": "局长"}],
        ["UNDERTAKES", "晨光新材", "柳林产业园"],
        ["LOCATED_IN", "不在文中", "临溪区"],
    ],
}


def test_offsets_give_back_the_annotation_but_for_what_stands_nowhere() -> None:
    row = news_row("a1", TITLE, f" {BODY}\n", ROW)
    assert all(isinstance(value, int) for _, places in row["entities"] for place in places for value in place)
    found = news_annotation(row, TITLE, f" {BODY}\n")
    assert [(e.kind, e.forms) for e in found.entities] == [
        (kind, tuple(form for form in forms if isinstance(form, str))) for kind, *forms in ROW["entities"][:5]
    ]
    assert [(r.type, r.head, r.tail, dict(r.attributes)) for r in found.relations] == [
        ("HOLDS_POST", 4, 1, {"title": "局长"}),
        ("UNDERTAKES", 3, 2, {}),
    ]


def test_the_longest_form_is_outermost_and_shorter_names_lie_in_it() -> None:
    entities = [
        Named("GOV", "x", ("云川市临溪区教育局", "临溪区教育局")),
        Named("DISTRICT", "y", ("临溪区",)),
        Named("PERSON", "z", ("周敏",)),
    ]
    outer, inner = stretches(BODY, entities)
    assert [(BODY[s.start : s.end], s.kind) for s in sorted(outer, key=lambda s: s.start)] == [
        ("云川市临溪区教育局", "Body"),
        ("周敏", "Person"),
    ]
    nested = {(BODY[s.start : s.end], s.kind) for s in inner}
    assert nested == {("临溪区教育局", "Body"), ("临溪区", "District")}


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("开展“暖冬”行动。", "暖冬行动", "“暖冬”行动"),
        ("开展“暖冬行动”。", "暖冬行动", "“暖冬行动”"),
        ("印发《办法》。", "《办法》", "《办法》"),
    ],
)
def test_quotation_marks_belong_to_the_name(text: str, form: str, expected: str) -> None:
    (outer,), _ = stretches(text, [Named("INITIATIVE", "x", (form,))])
    assert text[outer.start : outer.end] == expected


def test_the_projects_own_articles_are_sound() -> None:
    own = [one for one in annotated_articles() if one.group == "articles"]
    assert len(own) >= 100
    for one in own:
        assert one.entities
        assert {entity.kind for entity in one.entities} <= set(KINDS)
        whole = "".join((HERE / "articles" / one.source).read_text("utf-8").split())
        forms = {"".join(form.split()) for entity in one.entities for form in entity.forms}
        assert not [form for form in forms if form not in whole], one.source


def test_the_gradient_is_that_of_the_loss() -> None:
    chance = np.random.default_rng(0)
    tags = crf.tags_of(5, [Stretch(1, 3, "Person"), Stretch(4, 5, "Site")])
    nothing = np.empty((0, 2), dtype=np.int32)
    batch = [crf.Text(np.zeros((5, 256), dtype=np.float16), nothing, nothing, tags)]
    scores = chance.normal(0, 1, (5, crf.SIZE)).astype(np.float32)
    moves = chance.normal(0, 1, (crf.SIZE + 2, crf.SIZE + 2)).astype(np.float32)
    by_score, _ = crf.loss_gradient(scores, moves, batch, np.array([5]))
    # Each row is a distribution less the tag that is right.
    assert np.allclose(by_score.sum(axis=1), 0, atol=1e-5)
    assert (by_score[np.arange(5), tags] <= 0).all()
    # A step against the gradient makes the right tags surer.
    better, _ = crf.loss_gradient(scores - 0.5 * by_score, moves, batch, np.array([5]))
    assert np.abs(better).sum() < np.abs(by_score).sum()


def test_the_choice_learns_what_tells() -> None:
    chance = np.random.default_rng(0)
    examples = []
    for _ in range(400):
        right = bool(chance.random() < 0.5)
        tells = right if chance.random() < 0.9 else not right
        features = ("good" if tells else "bad", f"noise={chance.integers(3)}")
        examples.append(choice.Example(features, right, 0))
    weights = choice.fit(examples)
    assert weights["good"] > 1 > -1 > weights["bad"]
    assert all(abs(value) < 0.5 for name, value in weights.items() if name.startswith("noise"))
