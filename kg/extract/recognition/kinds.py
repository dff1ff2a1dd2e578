"""The kinds of names that the recogniser tells apart: subtypes that read alike are one kind."""

from __future__ import annotations

Stretch = tuple[int, int, str]  # start, end, kind

KINDS = (
    "Person",
    "Body",
    "Local",
    "Company",
    "Institution",
    "Media",
    "Project",
    "District",
    "Site",
    "Initiative",
)
KIND_OF_SUBTYPE = {
    "PartyBody": "Body",
    "GovernmentBody": "Body",
    "Office": "Local",
    "Community": "Local",
    "Company": "Company",
    "Institution": "Institution",
    "SocialOrganization": "Institution",
    "Media": "Media",
    "District": "District",
    "Site": "Site",
}
_KIND_OF_TYPE = {
    "Person": "Person",
    "Project": "Project",
    "Initiative": "Initiative",
    "Place": "Site",
    "Organization": "Company",
}
#: The type and subtype of a name of which nothing but the kind is known.
TYPE_OF_KIND = {
    "Person": ("Person", ""),
    "Body": ("Organization", "GovernmentBody"),
    "Local": ("Organization", "Community"),
    "Company": ("Organization", "Company"),
    "Institution": ("Organization", "Institution"),
    "Media": ("Organization", "Media"),
    "Project": ("Project", ""),
    "District": ("Place", "District"),
    "Site": ("Place", "Site"),
    "Initiative": ("Initiative", ""),
}


def kind_of(type_: str, subtype: str) -> str:
    """The kind of a candidate by its type and subtype."""
    return KIND_OF_SUBTYPE.get(subtype) or _KIND_OF_TYPE[type_]
