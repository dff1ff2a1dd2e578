"""How often a character stands in a given name: counted in the people of jieba's dictionary.

    python -m training.given_names [--out FILE]

A person there is a word of three characters that the dictionary marks as a name (nr) and whose first is a
surname of ``kg/data/surnames.txt``. Written are characters that stand in two of them or more.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from kg.layout.names import surnames
from training.train_recogniser import DATA
from training.word_vectors import dictionary_tags

_FULL = 3  # characters: a surname and two more


def counted() -> Counter[str]:
    """Characters of given names."""
    single, _ = surnames()
    people = (
        word
        for word, tag in dictionary_tags().items()
        if tag == "nr" and len(word) == _FULL and word[0] in single
    )
    return Counter(character for name in people for character in name[1:])


def main() -> None:
    """Count and write, the commonest first."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=DATA / "given_names.tsv")
    options = parser.parse_args()
    rows = sorted(counted().items(), key=lambda row: (-row[1], row[0]))
    lines = [f"{character}\t{count}\n" for character, count in rows if count > 1]
    options.out.write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
