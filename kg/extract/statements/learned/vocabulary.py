"""The names that the learned model speaks in: relations, kinds of thing, classes of preposition."""

from __future__ import annotations

from kg.model import Statement

WITHIN = "WITHIN"  # PART_OF and LOCATED_IN, told apart by the kinds of their ends
RELATIONS = (
    WITHIN, "HOLDS_POST", "BELONGS_TO", "UNDERTAKES", "SUPPORTS", "COOPERATES_WITH", "INSPECTS",
    "ORGANIZES", "PARTICIPATES_IN",
)  # fmt: skip
COOPERATION = RELATIONS.index("COOPERATES_WITH")
NUMBER_OF = {name: number for number, name in enumerate(RELATIONS)} | {"PART_OF": 0, "LOCATED_IN": 0}

TYPES = ("Organization", "Person", "Place", "Project", "Initiative")
KINDS = (
    "PartyBody", "GovernmentBody", "Office", "Community", "Company", "Institution", "SocialOrganization",
    "Media", "Person", "Project", "District", "Site", "Initiative", "",
)  # fmt: skip
KIND_NUMBER = {name: number for number, name in enumerate(KINDS)}
TYPE_NUMBER = {name: number for number, name in enumerate(TYPES)}

_BODIES = ("Organization", "Place")
ENDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    WITHIN: (("Organization", "Place", "Project", "Initiative"), ("Place", "Organization", "Project")),
    "HOLDS_POST": (("Person",), _BODIES),
    "BELONGS_TO": (("Person",), _BODIES),
    "UNDERTAKES": (_BODIES, ("Project",)),
    "SUPPORTS": (_BODIES, ("Organization", "Project")),
    "COOPERATES_WITH": (_BODIES, _BODIES),
    "INSPECTS": (("Person", "Organization"), ("Organization", "Place", "Project")),
    "ORGANIZES": (("Organization", "Place", "Person"), ("Initiative",)),
    "PARTICIPATES_IN": (("Person", "Organization", "Place"), ("Initiative",)),
}

# Prepositions (and verbs) that govern a noun phrase, in classes: what a model can learn of each.
GOVERNORS: tuple[frozenset[str], ...] = tuple(
    frozenset(words.split())
    for words in (
        "在 于 位于 坐落于",
        "由 被 经",
        "为 给 让 使",
        "对 针对 就 围绕",
        "与 同 跟 和 联合 会同 携手",
        "到 赴 往 来到 前往 走进 深入 抵达 赶到",
        "向",
        "从 自 来自",
        "以 通过 按照 按 根据 依托 借助",
    )
)
_GOVERNOR_NUMBER = {word: number for number, words in enumerate(GOVERNORS, 1) for word in words}
ANY_PREPOSITION = len(GOVERNORS) + 1
ANY_VERB = len(GOVERNORS) + 2
GOVERNOR_CLASSES = len(GOVERNORS) + 3


def governor_class(word: str, verb: bool) -> int:
    """0: nothing governs; then the classes of :data:`GOVERNORS`; then any other preposition, any verb."""
    if not word:
        return 0
    return _GOVERNOR_NUMBER.get(word, ANY_VERB if verb else ANY_PREPOSITION)


def type_of(relation: int, head_type: str, head_kind: str, tail_type: str) -> str:
    """The relation's name in the graph; for :data:`WITHIN` by the kinds of its ends.

    A company in a district is located there; a bureau of a district is part of it.
    """
    if relation != 0:
        return RELATIONS[relation]
    if head_type != "Organization":
        return "LOCATED_IN"
    if tail_type == "Organization":
        return "PART_OF"
    settles = head_kind in ("Company", "Institution", "Media")
    return "LOCATED_IN" if settles or tail_type == "Project" else "PART_OF"


def relation_number(statement: Statement) -> int | None:
    """The model's number of a statement's relation; None where the model has no say (REPORTED)."""
    return NUMBER_OF.get(statement.type)
