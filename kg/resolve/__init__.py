"""From mentions to entities: who is who across articles and pages.

Names are parsed (``names``), regions settled from page and article (``homes``, ``regions``), occurrences
of one normal name compared by region (``agreement``), short and misprinted names by their parts
(``variants``), people by posts and company (``people``). The outcome is a pure function of the set of claims.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Extraction
from kg.resolve.resolution import Resolution, resolve_all

__all__ = ["Resolution", "resolve"]


def resolve(claims: Iterable[Extraction]) -> Resolution:
    """The entities behind the mentions of some articles, whatever order these come in."""
    return resolve_all(
        sorted(claims, key=lambda claim: (claim.article.source, claim.article.number, claim.article.id))
    )
