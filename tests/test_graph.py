import dataclasses
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph import Graph
from kg.model import Article, Credit, Entity, Extraction, Mention, Statement
from kg.ontology import ontology
from kg.relations import Sentence, confidence_of

# Entities of these tests: id -> (type, subtype, name). A mention's text is its entity's id.
KNOWN = {
    "O1": ("Organization", "GovernmentBody", "临溪区水务局"),
    "O2": ("Organization", "Company", "柳林建设有限公司"),
    "P1": ("Person", "", "柳青"),
    "J1": ("Project", "", "清河治理工程"),
    "I1": ("Initiative", "", "清河行动"),
}
ENTITIES = [Entity(id_, *row[:2], row[2], row[2][:4], aliases=("甲", "乙")) for id_, row in KNOWN.items()]
TEXT = "柳青任临溪区水务局局长。该局支持工程500万元。"


def claims(*statements, id_="a1", text=TEXT, date="2031-05-04", mentions=(), **fields):
    """An article that mentions every entity once, and what it states: (type, head, tail, options)."""
    names = list(KNOWN)
    made = []
    for type_, head, tail, *options in statements:
        given = {"start": 0, "end": 12, "evidence": text[:12], "rule": "r", "confidence": 0.8}
        given |= options[0] if options else {}
        made.append(Statement(type_, names.index(head), tail and names.index(tail), **given))
    mentioned = tuple(Mention(0, 2, id_, KNOWN[id_][0], KNOWN[id_][1], id_) for id_ in names)
    article = Article(id_, "page.txt", 1, fields.pop("title", "清河消息"), text, date=date, **fields)
    return Extraction(article, (*mentioned, *mentions), tuple(made))


def graph_of(*extractions, entities=ENTITIES):
    owners = {
        e.article.id: {n: m.text for n, m in enumerate(e.mentions) if m.text in KNOWN} for e in extractions
    }
    for extraction in extractions:
        owners[extraction.article.id] |= {
            n: m.name for n, m in enumerate(extraction.mentions) if m.name in KNOWN
        }
    return Graph.project(extractions, entities, owners, ontology())


def relations(graph):
    return [edge for edge in graph.edges() if edge.type != "MENTIONED_IN"]


def only(graph):
    (edge,) = relations(graph)
    return edge


def test_statements_of_one_relation_are_one_edge():
    second = TEXT + "柳青局长说。"
    edge = only(
        graph_of(
            claims(("HOLDS_POST", "P1", "O1", {"attributes": {"title": "局长"}})),
            claims(
                ("HOLDS_POST", "P1", "O1", {"attributes": {"title": "局长"}, "rule": "s", "confidence": 0.5}),
                (
                    "HOLDS_POST",
                    "P1",
                    "O1",
                    {
                        "attributes": {"title": "局长"},
                        "start": len(TEXT),
                        "end": len(second),
                        "evidence": "柳青局长说。",
                    },
                ),
                id_="a0",
                date="2030-01",
                text=second,
            ),
        )
    )
    assert (edge.head, edge.type, edge.tail) == ("P1", "HOLDS_POST", "O1")
    properties = dict(edge.properties)
    assert properties.pop("id") == edge.id
    assert properties == {
        "type": "HOLDS_POST",
        "label": "任职",
        "articles": ("a0", "a1"),
        "weight": 2,
        "confidence": pytest.approx(1 - 0.2 * 0.2),
        "evidence": (TEXT[:12], "柳青局长说。"),
        "rules": ("r", "s"),
        "modality": "fact",
        "firstSeen": "2030-01",
        "lastSeen": "2031-05-04",
        "title": "局长",
    }


def test_another_post_is_another_edge():
    posts = [("HOLDS_POST", "P1", "O1", {"attributes": {"title": title}}) for title in ("局长", "书记")]
    edges = relations(graph_of(claims(*posts)))
    assert {edge.properties["title"] for edge in edges} == {"局长", "书记"}
    assert len({edge.id for edge in edges}) == 2


@pytest.mark.parametrize(
    ("said", "confidence"),
    [
        ([("a", 0.5)], 0.5),
        ([("a", 0.5), ("b", 0.6)], 0.8),  # two articles are two witnesses
        ([("a", 0.5), ("a", 0.6)], 0.6),  # two sentences of one article are one
        ([("a", 1.0), ("b", 0.3)], 1.0),
    ],
)
def test_confidence(said, confidence):
    sentences = [Sentence(a, n, f"第{n}句。", "fact", sure, "r", ()) for n, (a, sure) in enumerate(said)]
    assert confidence_of(sentences) == pytest.approx(confidence)


@pytest.mark.parametrize(
    ("modalities", "shown"), [(["plan"], "plan"), (["plan", "fact"], "fact"), (["negated", "plan"], "plan")]
)
def test_a_plan_is_a_plan_until_one_sentence_says_it_is_so(modalities, shown):
    said = [("UNDERTAKES", "O2", "J1", {"modality": modality}) for modality in modalities]
    assert only(graph_of(claims(*said))).properties["modality"] == shown


def test_cooperation_has_no_direction():
    both = claims(("COOPERATES_WITH", "O1", "O2"), ("COOPERATES_WITH", "O2", "O1"))
    edge = only(graph_of(both))
    assert (edge.head, edge.tail) == ("O1", "O2")


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (("SUPPORTS", "O1", "O1"), "both ends are one entity"),
        (("SUPPORTS", "O1", "O2", {"modality": "negated"}), "negated"),
        (("SUPPORTS", "P1", "O2"), "the ontology has no SUPPORTS from Person to Organization"),
        (("REPORTED", "O1", None), "the ontology has no REPORTED from Organization to Article"),
        (("ADMIRES", "P1", "O2"), "the ontology has no relation ADMIRES"),
        (("SUPPORTS", "O1", "O2", {"evidence": "别的话"}), "its sentence does not stand in the article"),
        (("SUPPORTS", "O1", "O2", {"evidence": ""}), "its sentence does not stand in the article"),
        (
            ("REPORTED", "P1", None, {"start": -1, "evidence": "记者 别人"}),
            "its sentence does not stand in the article",
        ),
    ],
)
def test_a_statement_that_makes_no_edge_is_counted_with_its_reason(statement, reason):
    graph = graph_of(claims(statement, credits=(Credit("柳青", "记者", line="记者 柳青"),)))
    assert relations(graph) == []
    assert graph.dropped == Counter({(statement[0], reason): 1})


def test_a_statement_about_nobody_is_counted():
    extraction = claims(("SUPPORTS", "O1", "O2"))
    graph = Graph.project([extraction], ENTITIES, {"a1": {0: "O1"}}, ontology())
    assert graph.dropped == Counter({("SUPPORTS", "an end belongs to no entity"): 1})


def test_who_reported_in_which_role():
    line = "记者 柳青 柳青/图"
    roles = [
        ("REPORTED", "P1", None, {"start": -1, "end": -1, "evidence": line, "attributes": {"role": role}})
        for role in ("记者", "摄")
    ]
    edges = relations(graph_of(claims(*roles, credits=(Credit("柳青", "记者", line=line),))))
    assert [(edge.head, edge.tail, edge.properties["evidence"]) for edge in edges] == [
        ("P1", "a1", (line,))
    ] * 2
    assert {edge.properties["role"] for edge in edges} == {"记者", "摄"}


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ([{"amount": "500万元", "amountCny": "5000000"}], {"amount": "500万元", "amountCny": 5e6}),
        (  # two reports of money do not add up
            [{"amount": "3亿元", "amountCny": "300000000"}, {"amount": "500万元", "amountCny": "5000000"}],
            {"amount": "3亿元", "amountCny": 3e8},
        ),
        ([{"amount": "一批物资"}], {"amount": "一批物资"}),
        ([{"amountCny": "5000000"}], {"amountCny": 5e6}),
        ([{"title": "局长", "role": "x"}], {}),  # not properties of this relation
    ],
)
def test_amounts(attributes, expected):
    edges = relations(graph_of(claims(*[("SUPPORTS", "O1", "J1", {"attributes": a}) for a in attributes])))
    got = {k: v for k, v in edges[0].properties.items() if k in ("amount", "amountCny", "title", "role")}
    assert got == expected


def test_roles_of_one_undertaking_are_joined():
    said = [("UNDERTAKES", "O2", "J1", {"attributes": {"role": role}}) for role in ("设计", "施工", "施工")]
    assert only(graph_of(claims(*said))).properties["role"] == "施工、设计"


def test_at_most_twenty_sentences_are_on_an_edge():
    text = "".join(f"第{n}次柳林建设承担工程。" for n in range(30))
    sentences = [f"{s}。" for s in text.split("。") if s]
    said = [
        (
            "UNDERTAKES",
            "O2",
            "J1",
            {"start": text.index(s), "end": text.index(s) + len(s), "evidence": s},
        )
        for s in reversed(sentences)
    ]
    assert only(graph_of(claims(*said, text=text))).properties["evidence"] == tuple(sentences[:20])


# --------------------------------------------------------------------------------------------------- nodes


def test_an_entity_node():
    anaphor = Mention(0, 2, "该局", "Organization", "GovernmentBody", "O1", anaphor=True)
    first, second = claims(mentions=(anaphor,)), claims(id_="a2", date="2029")
    undated = claims(id_="a3", date="--10-09")
    graph = graph_of(first, second, undated)
    (node,) = (node for node in graph.nodes() if node.id == "O1")
    assert node.labels == ("Entity", "Organization", "GovernmentBody")
    assert node.properties == {
        "id": "O1",
        "name": "临溪区水务局",
        "label": "临溪区水",
        "type": "Organization",
        "subtype": "GovernmentBody",
        "aliases": ("甲", "乙"),
        "articleCount": 3,
        "mentionCount": 4,
        "firstSeen": "2029",
        "lastSeen": "2031-05-04",
    }


def test_a_division_carries_its_code():
    area = Entity("D1", "Place", "District", "管城区", "管城区")
    coded = dataclasses.replace(area, division_code="410104", division_path="河南省/郑州市/管城回族区")
    known, unknown = (
        next(Graph.project([], [one], {}, ontology()).nodes()).properties for one in (coded, area)
    )
    assert known == {**unknown, "divisionCode": "410104", "divisionPath": "河南省/郑州市/管城回族区"}


def test_what_is_unknown_is_left_out():
    bare = [Entity("P1", "Person", "", "柳青", "柳青")]
    graph = Graph.project([claims(date=None, title="")], bare, {}, ontology())
    person, article = graph.nodes()
    assert person.labels == ("Entity", "Person")
    assert person.properties.keys() == {"id", "name", "label", "type", "articleCount", "mentionCount"}
    assert article.labels == ("Article",)
    assert article.properties.keys() == {"id", "name", "label", "type", "source", "chars"}


def test_an_article_node():
    title = "临溪区水务局启动清河行动治理全区河道"
    graph = graph_of(claims(title=title, section="A2"))
    (node,) = (node for node in graph.nodes() if "Article" in node.labels)
    assert node.properties == {
        "id": "a1",
        "name": title,
        "title": title,
        "label": title[:15] + "…",
        "type": "Article",
        "source": "page.txt",
        "date": "2031-05-04",
        "section": "A2",
        "chars": len(TEXT),
    }


def test_mentions_lead_to_their_articles():
    extra = (
        Mention(0, 2, "区水务局", "Organization", "", "O1"),
        Mention(0, 2, "该局", "Organization", "", "O1", anaphor=True),
        Mention(0, 2, "区水务局", "Organization", "", "O1"),
    )
    graph = graph_of(claims(mentions=extra))
    (edge,) = (edge for edge in graph.edges() if edge.type == "MENTIONED_IN" and edge.head == "O1")
    assert edge.tail == "a1"
    assert (edge.properties["forms"], edge.properties["count"]) == (("O1", "区水务局"), 4)
    assert edge.properties["label"] == "见于"


def test_an_entity_that_is_only_pointed_at_keeps_that_form():
    pointing = Mention(0, 2, "该局", "Organization", "", "O1", anaphor=True)
    extraction = Extraction(Article("a1", "page.txt", 1, "", TEXT), (pointing,), ())
    graph = Graph.project([extraction], ENTITIES, {"a1": {0: "O1"}}, ontology())
    (edge,) = graph.edges()
    assert edge.properties["forms"] == ("该局",)


def test_as_a_networkx_graph():
    graph = graph_of(
        claims(("SUPPORTS", "O1", "O2"), ("SUPPORTS", "O1", "O2", {"attributes": {"title": "甲"}}))
    )
    copy = graph.to_networkx()
    assert (copy.number_of_nodes(), copy.number_of_edges()) == (graph.node_count, graph.edge_count)
    assert copy.nodes["O1"]["name"] == "临溪区水务局"
    assert {data["evidence"] for data in copy["O1"]["O2"].values()} == {(TEXT[:12],)}


# ----------------------------------------------------------------------------------------------------- laws

ENDS = st.sampled_from(sorted(KNOWN))
STATEMENTS = st.tuples(
    st.sampled_from([name for name in ontology().relations if name not in ("REPORTED", "MENTIONED_IN")]),
    ENDS,
    ENDS,
    st.fixed_dictionaries(
        {
            "modality": st.sampled_from(["fact", "plan", "negated"]),
            "confidence": st.sampled_from([0.3, 0.7, 0.95, 1.0]),
            "rule": st.sampled_from("rs"),
            "attributes": st.dictionaries(
                st.sampled_from(["title", "role", "amount"]), st.sampled_from(["", "甲", "乙"]), max_size=2
            ),
        }
    ),
)


@settings(max_examples=60, deadline=None)
@given(said=st.lists(STATEMENTS, max_size=12))
def test_a_graph_is_sound_and_told_the_same_twice(said):
    half = len(said) // 2
    extractions = claims(*said[:half]), claims(*said[half:], id_="a2", date=None)
    graph = graph_of(*extractions)
    nodes, edges = list(graph.nodes()), list(graph.edges())
    assert (nodes, edges) == (list(graph.nodes()), list(graph.edges()))
    assert (graph.node_count, graph.edge_count) == (len(nodes), len(edges))
    ids = {node.id for node in nodes}
    assert len(ids) == len(nodes)
    assert len({edge.id for edge in edges}) == len(edges)
    for edge in edges:
        assert {edge.head, edge.tail} <= ids
        assert edge.head != edge.tail
    for thing in (*nodes, *edges):
        assert None not in thing.properties.values()
        assert "" not in thing.properties.values()
    again = graph_of(*reversed(extractions))
    assert [e.properties for e in again.edges()] == [e.properties for e in edges]


def test_the_title_is_evidence():
    edge = only(graph_of(claims(("SUPPORTS", "O1", "O2", {"start": -1, "end": -1, "evidence": "清河消息"}))))
    assert edge.properties["evidence"] == ("清河消息",)
