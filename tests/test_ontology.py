import pytest

from kg.errors import SchemaError
from kg.ontology import ontology, parse, schema_files

GOOD = """
entities:
  Body: {zh: 机构, en: body, colour: "aabbcc", subtypes: {Bureau: {zh: 局, en: bureau}}}
  Thing: {zh: 事物, en: thing, colour: "112233"}
article: {zh: 文章, en: article, colour: "000000"}
relations:
  OWNS: {zh: 拥有, en: owns, head: [Body], tail: [Thing, Article], properties: {share: number}}
  MEETS: {zh: 会面, en: meets, head: [Body], tail: [Body], undirected: true}
"""


def test_the_graph_model_names_every_type():
    known = ontology()
    assert list(known.entities) == ["Organization", "Person", "Project", "Place", "Initiative"]
    assert list(known.entities["Organization"].subtypes) == [
        "PartyBody",
        "GovernmentBody",
        "Office",
        "Community",
        "Company",
        "Institution",
        "SocialOrganization",
        "Media",
    ]
    assert list(known.entities["Place"].subtypes) == ["District", "Site"]
    assert len(known.relations) == 12
    assert [name for name, relation in known.relations.items() if relation.undirected] == ["COOPERATES_WITH"]


@pytest.mark.parametrize(
    ("relation", "head", "tail", "allowed"),
    [
        ("HOLDS_POST", "Person", "Place", True),
        ("HOLDS_POST", "Organization", "Place", False),
        ("PART_OF", "Place", "Place", False),
        ("LOCATED_IN", "Initiative", "Place", True),
        ("LOCATED_IN", "Person", "Place", False),
        ("REPORTED", "Person", "Article", True),
        ("INSPECTS", "Person", "Article", False),
    ],
)
def test_allowed_ends(relation, head, tail, allowed):
    assert ontology().relations[relation].allows(head, tail) is allowed


def test_a_subtype_without_a_colour_has_its_types():
    known = parse(GOOD, "o.yaml")
    assert known.colour("Body", "Bureau") == known.colour("Body") == "AABBCC"
    assert known.colour("Article") == "000000"


def test_the_data_folder_is_found():
    assert (schema_files() / "ontology.yaml").is_file()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("zh: 机构, ", "", "entities.Body: zh is missing"),
        ('"aabbcc"', "aab", "entities.Body: colour must be six hexadecimal digits"),
        ("en: bureau", "en: bureau, size: 3", "entities.Body.subtypes.Bureau: unknown key 'size'"),
        ("Bureau:", "the bureau:", "entities.Body.subtypes.the bureau: a subtype's name"),
        ("Thing: {", "Article: {", "entities.Article: a type's name"),
        ("head: [Body], tail: [Thing", "head: [Boddy], tail: [Thing", "OWNS.head: unknown type 'Boddy'"),
        ("tail: [Body]", "tail: []", "relations.MEETS.tail: expected a list"),
        ("share: number", "share: money", "relations.OWNS.properties.share: unknown kind 'money'"),
        ("tail: [Body], undirected: true", "tail: [Thing], undirected: true", "same types at both ends"),
        ("undirected: true", "undirected: 3", "relations.MEETS.undirected: expected true or false"),
        ("OWNS:", "Owns:", "relations.Owns: a relation's name"),
        ("article: {zh: 文章, en: article, ", "article: {zh: 文章, ", "article: en is missing"),
        ("relations:", "relation:", "unknown key 'relation'"),
        ("entities:", "entities: {", "not YAML"),
    ],
)  # fmt: skip
def test_each_fault_is_named(old, new, fault):
    assert old in GOOD
    with pytest.raises(SchemaError, match=r"^o\.yaml: ") as error:
        parse(GOOD.replace(old, new, 1), "o.yaml")
    assert fault in str(error.value)


def test_all_faults_are_named_at_once():
    text = GOOD.replace("zh: 机构, ", "").replace("share: number", "share: money").replace("OWNS:", "Owns:")
    with pytest.raises(SchemaError) as error:
        parse(text, "o.yaml")
    assert len(str(error.value).splitlines()) == 3


@pytest.mark.parametrize("text", ["", "- 1", "entities: 3\nrelations: []\narticle:"])
def test_what_is_no_ontology_at_all(text):
    with pytest.raises(SchemaError):
        parse(text, "o.yaml")
