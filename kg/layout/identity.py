"""Stable article ids: a hash of what the article is, not of where it was found."""

from __future__ import annotations

from hashlib import blake2b

from kg.model import Page


def article_id(page: Page, title: str, text: str, occurrence: int) -> str:
    """16 hex characters from source name, record, title, text and the occurrence among identical ones.

    The folder and the other articles of the page play no part, so moving a file or mending a
    neighbouring article changes no id.
    """
    parts = (page.source, "" if page.record is None else str(page.record), title, text, str(occurrence))
    payload = "\x1f".join(f"{len(part)}:{part}" for part in parts)
    return blake2b(payload.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
