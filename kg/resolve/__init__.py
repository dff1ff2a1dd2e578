"""From mentions to entities: who is who across articles and pages.

Regions are settled from page and article (``learning``, ``homes``), occurrences of one normal name and region
become atoms (``atoms``), names that meet under a key (``blocking``) are scored (``pairs``), blocks are
settled (``settling``), people by posts and company (``people``). The tables (``state``) let only what changed
be worked on again (``update``); the outcome is a pure function of the set of claims and the decisions.
"""

from __future__ import annotations

from kg.resolve.resolution import Resolution, resolve

__all__ = ["Resolution", "resolve"]
