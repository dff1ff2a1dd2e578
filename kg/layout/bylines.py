"""Credits: who wrote, photographed, edited."""

from __future__ import annotations

import re

BYLINE = re.compile(r"^[(（]?(?:本报|.{0,6}报\s?)?(?:见习|实习)?记者[\s:：].{2,40}$")


def is_byline_line(line: str) -> bool:
    """Whether the line holds credits and nothing else."""
    return len(line) <= 60 and bool(BYLINE.match(line)) and not re.search("[。，,]", line)
