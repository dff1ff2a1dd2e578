"""The example pages and their gold annotation agree with each other and cover the whole ontology."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "examples" / "pages"
GOLD = ROOT / "examples" / "gold"
CORPUS = ROOT / ".." / "shared" / "corpus"

ORGANIZATIONS = {"PARTY", "GOV", "OFFICE", "COMMUNITY", "COMPANY", "INSTITUTION", "SOCIAL", "MEDIA"}
PLACES = {"DISTRICT", "SITE"}
PERSON, PROJECT, INITIATIVE = {"PERSON"}, {"PROJECT"}, {"INITIATIVE"}
ALL_TYPES = ORGANIZATIONS | PLACES | PERSON | PROJECT | INITIATIVE

# relation: what may stand at its head, what at its tail
ENDS = {
    "HOLDS_POST": (PERSON, ORGANIZATIONS | PLACES),
    "BELONGS_TO": (PERSON, ORGANIZATIONS | PLACES),
    "PART_OF": (ORGANIZATIONS, ORGANIZATIONS | PLACES),
    "LOCATED_IN": (ORGANIZATIONS | PROJECT | PLACES | INITIATIVE, ORGANIZATIONS | PLACES | PROJECT),
    "UNDERTAKES": (ORGANIZATIONS | PLACES, PROJECT),
    "SUPPORTS": (ORGANIZATIONS | PLACES, ORGANIZATIONS | PROJECT),
    "COOPERATES_WITH": (ORGANIZATIONS | PLACES, ORGANIZATIONS | PLACES),
    "INSPECTS": (PERSON | ORGANIZATIONS, ORGANIZATIONS | PLACES | PROJECT),
    "ORGANIZES": (ORGANIZATIONS | PLACES | PERSON, INITIATIVE),
    "PARTICIPATES_IN": (PERSON | ORGANIZATIONS | PLACES, INITIATIVE),
}
ENCODINGS = {"utf16": "utf-16", "gb18030": "gb18030", "10_ninglan": "gb18030"}
LEAST_OF_EACH = 3
COPIED_RUN = 14


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


@cache
def page_text(name: str) -> str:
    encoding = next((value for part, value in ENCODINGS.items() if part in name), "utf-8-sig")
    return (PAGES / name).read_bytes().decode(encoding)


@cache
def gold_pages() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(path.read_text("utf-8")) for path in sorted(GOLD.glob("*.yaml")))


def articles() -> Iterator[tuple[str, dict[str, Any]]]:
    for page in gold_pages():
        for article in page["articles"]:
            yield page["source"], article


def forms(entity: list[Any]) -> list[str]:
    return [str(part) for part in entity[1:] if not isinstance(part, dict)]


def key(entity: list[Any]) -> str:
    return str(entity[-1]["same"]) if isinstance(entity[-1], dict) else forms(entity)[0]


def types_by_name(article: dict[str, Any]) -> dict[str, str]:
    return {forms(entity)[0]: entity[0] for entity in article["entities"]}


ARTICLES = [pytest.param(source, article, id=article["id"]) for source, article in articles()]


def test_every_page_has_one_gold_file_and_the_reverse() -> None:
    sources = [page["source"] for page in gold_pages()]
    assert sorted(sources) == sorted(path.name for path in PAGES.iterdir())


def test_enough_pages_and_kinds_of_file() -> None:
    names = [path.name for path in PAGES.iterdir()]
    assert len(names) >= 14
    assert {Path(name).suffix for name in names} == {".txt", ".html", ".jsonl", ".csv", ".md"}
    assert (PAGES / "03_yunchuan_quxian_2022-05.txt").read_bytes().startswith(b"\xef\xbb\xbf")
    for name in names:
        if "gb18030" in name or "utf16" in name:
            with pytest.raises(UnicodeDecodeError):
                (PAGES / name).read_bytes().decode("utf-8")


def test_records_are_well_formed() -> None:
    records = [json.loads(line) for line in page_text("11_yunchuan_rongmei.jsonl").splitlines()]
    with (PAGES / "12_qinghe_jianxun.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    by_source = {page["source"]: [article["title"] for article in page["articles"]] for page in gold_pages()}
    assert [record["title"] for record in records] == by_source["11_yunchuan_rongmei.jsonl"]
    assert [row["标题"] for row in rows] == by_source["12_qinghe_jianxun.csv"]


def test_articles_are_numbered_through() -> None:
    for number, page in enumerate(gold_pages(), 1):
        wanted = [f"{number:03}-{place}" for place in range(1, len(page["articles"]) + 1)]
        assert [article["id"] for article in page["articles"]] == wanted


@pytest.mark.parametrize(("source", "article"), ARTICLES)
def test_what_the_gold_quotes_stands_on_the_page(source: str, article: dict[str, Any]) -> None:
    text = squeeze(page_text(source))
    assert squeeze(article["starts"]) in text
    for part in (article["title"] or "").split(" "):  # a headline's lines may stand apart
        assert part in text
    missing = [form for entity in article["entities"] for form in forms(entity) if squeeze(form) not in text]
    assert not missing
    said = [
        str(value)
        for relation in article["relations"]
        for name, value in (relation[3] if len(relation) > 3 else {}).items()
        if name in ("title", "amount")
    ]
    assert not [value for value in said if squeeze(value) not in text]


@pytest.mark.parametrize(("source", "article"), ARTICLES)
def test_relations_join_entities_of_the_article(source: str, article: dict[str, Any]) -> None:
    types = types_by_name(article)
    assert len(types) == len(article["entities"]), "two entities of one canonical name"
    assert set(types.values()) <= ALL_TYPES
    for kind, head, tail, *attributes in article["relations"]:
        heads, tails = ENDS[kind]
        assert types[head] in heads, (kind, head)
        assert types[tail] in tails, (kind, tail)
        assert head != tail
        assert (kind == "HOLDS_POST") == bool(attributes and "title" in attributes[0]), (kind, head, tail)
    triples = [tuple(relation[:3]) for relation in article["relations"] if relation[0] != "HOLDS_POST"]
    assert len(triples) == len(set(triples))


@pytest.mark.parametrize(("source", "article"), ARTICLES)
def test_credited_names_are_people(source: str, article: dict[str, Any]) -> None:
    types = types_by_name(article)
    for name in article["reporters"] + article["correspondents"]:
        assert types[name] == "PERSON"


def test_every_type_and_relation_is_used() -> None:
    types = Counter(entity[0] for _, article in articles() for entity in article["entities"])
    relations = Counter(relation[0] for _, article in articles() for relation in article["relations"])
    assert {name for name in ALL_TYPES if types[name] < LEAST_OF_EACH} == set()
    assert {name for name in ENDS if relations[name] < LEAST_OF_EACH} == set()
    assert (
        sum(1 for _, article in articles() if article["reporters"] and article["correspondents"])
        >= LEAST_OF_EACH
    )


def test_a_key_is_of_one_type() -> None:
    types = defaultdict(set)
    for _, article in articles():
        for entity in article["entities"]:
            types[key(entity)].add(entity[0])
    assert {name: found for name, found in types.items() if len(found) > 1} == {}


def test_things_recur_over_pages_under_other_forms() -> None:
    sources, canonicals = defaultdict(set), defaultdict(set)
    for source, article in articles():
        for entity in article["entities"]:
            sources[key(entity)].add(source)
            canonicals[key(entity)].add(forms(entity)[0])
    recurring = {name for name, where in sources.items() if len(where) > 1}
    assert len(recurring) >= 50
    assert len([name for name in recurring if len(canonicals[name]) > 1]) >= 20


@pytest.mark.parametrize("name", ["王伟", "刘敏", "东城街道"])
def test_homonyms_have_keys_of_their_own(name: str) -> None:
    keys = {
        key(entity) for _, article in articles() for entity in article["entities"] if name in forms(entity)
    }
    assert len(keys) == 2


def test_a_career_over_the_years() -> None:
    posts = {
        (str(article["date"])[:4], tail, attributes["title"])
        for _, article in articles()
        for kind, head, tail, attributes in (r for r in article["relations"] if len(r) == 4)
        if kind == "HOLDS_POST" and head == "周启航"
    }
    assert {
        ("2020", "柳林街道办事处", "主任"),
        ("2021", "柳林街道党工委", "书记"),
        ("2023", "临溪区", "副区长"),
    } <= posts


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="reference corpus is not beside the checkout")
def test_nothing_is_copied_from_the_reference_corpus() -> None:
    def runs(text: str) -> set[str]:
        chinese = re.sub(r"[^\u4e00-\u9fff]", "", text)
        return {chinese[i : i + COPIED_RUN] for i in range(len(chinese) - COPIED_RUN + 1)}

    ours: set[str] = set().union(*(runs(page_text(path.name)) for path in PAGES.iterdir()))
    theirs = (path.read_text("utf-8", errors="replace") for path in sorted(CORPUS.glob("*/*.txt")))
    assert [found for text in theirs for found in ours & runs(text)] == []
