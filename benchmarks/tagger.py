"""Characters per second of the tagger and of jieba.posseg on the same text, in one run, and peak memory.

Usage: python benchmarks/tagger.py TEXTS.jsonl[.gz] [COUNT]      (records with a "body"; default 2,000)
"""

from __future__ import annotations

import gzip
import json
import logging
import resource
import sys
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

import jieba
import jieba.posseg

from kg.language.lac import Tagger
from kg.language.sentences import LONGEST, split_sentences

DEFAULT = Path(__file__).resolve().parents[1] / ".." / "shared" / "corpus" / "load" / "news.jsonl.gz"
ARTICLES_A_CALL = 50


def bodies(path: Path, count: int) -> list[str]:
    """The first ``count`` bodies of a JSON-lines file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["body"] for line in islice(lines, count)]


def sentences(body: str) -> list[str]:
    """The sentences of one body."""
    return [body[span.start : span.end] for span in split_sentences(body, LONGEST)]


def seconds(work: Callable[[], Iterable[object]]) -> float:
    """CPU time of running through ``work()``."""
    start = time.process_time()
    for _ in work():
        pass
    return time.process_time() - start


def main() -> None:
    """Measure and print."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    texts = bodies(path, int(sys.argv[2]) if len(sys.argv) > 2 else 2000)
    characters = sum(map(len, texts))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    tagger = Tagger.load()
    print(
        f"{len(texts)} texts, {characters} characters; tagger loaded in {time.perf_counter() - start:.2f} s"
    )

    calls = (texts[i : i + ARTICLES_A_CALL] for i in range(0, len(texts), ARTICLES_A_CALL))
    lac = seconds(lambda: (tagger.tag([s for body in call for s in sentences(body)]) for call in calls))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"tagger        {characters / lac:9.0f} chars/s   peak {peak // 1024} MB (texts {before // 1024} MB)"
    )

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    list(jieba.posseg.cut(texts[0]))
    posseg = seconds(lambda: (list(jieba.posseg.cut(body)) for body in texts))
    print(f"jieba.posseg  {characters / posseg:9.0f} chars/s   ratio {posseg / lac:.2f}   (CPU time)")


if __name__ == "__main__":
    main()
