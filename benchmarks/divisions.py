"""What ``kg locate`` costs and how often it is right: size, time, memory, precision, recall.

Usage: python benchmarks/divisions.py [TABLE.tsv]     (columns mention, region, code; default: the tests' own)
Each figure of time and memory is taken in a fresh process.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

from kg.divisions import Located, locate

ROOT = Path(__file__).resolve().parents[1]
MENTIONS = ROOT / "tests" / "divisions" / "mentions.tsv"
DATA = ROOT / "kg" / "data"

# What is timed, after nothing but the interpreter's own start.
_PARTS = {
    "import kg.divisions": "import kg.divisions",
    "counties (as on every build)": "import kg.divisions; start = clock(); kg.divisions.gazetteer()",
    "first look-up of a village": (
        "import kg.divisions; kg.divisions.gazetteer(); start = clock();"
        " kg.divisions.locate('多福巷社区', '北京市东城区')"
    ),
    "all of this": "import kg.divisions; kg.divisions.locate('多福巷社区', '北京市东城区')",
    "every block, one after the other": (
        "from kg.divisions.blocks import settlements; start = clock(); t = settlements();"
        " sum(len(t.villages(county)) for county in t.counties)"
    ),
}
_TIMED = """
import time
clock = time.process_time
start = clock()
{part}
spent = clock() - start
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(spent, int(status["VmHWM"].split()[0]) / 1024)
"""


def measure(part: str) -> tuple[float, float]:
    """CPU seconds, and peak MB of the whole process, the best of three (Linux)."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
    runs = [
        subprocess.run(
            [sys.executable, "-c", _TIMED.format(part=part)],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for _ in range(3)
    ]
    return min(float(run[0]) for run in runs), min(float(run[1]) for run in runs)


def score(table: Path) -> None:
    """Print how many rows are right, wrong, missed, rightly left without a code."""
    rows = list(csv.DictReader(table.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    right = wrong = missed = none = 0
    for row in rows:
        found = locate(row["mention"], row["region"])
        code = found.code if isinstance(found, Located) else "-"
        right += code == row["code"] != "-"
        none += code == row["code"] == "-"
        wrong += code not in (row["code"], "-")
        missed += code == "-" != row["code"]
        if code != row["code"]:
            print(f"  {row['mention']} in {row['region'] or 'China'}: {code}, should be {row['code']}")
    print(
        f"{table.name}: {right} right, {wrong} wrong, {missed} missed, {none} rightly none of {len(rows)}; "
        f"precision {right / max(right + wrong, 1):.3f}, recall {right / max(right + missed, 1):.3f}"
    )


def main() -> None:
    """Measure and print."""
    files = sorted(DATA.glob("division*"))
    print(f"data files: {sum(file.stat().st_size for file in files) / 1e6:.2f} MB")
    for name, part in _PARTS.items():
        seconds, megabytes = measure(part)
        print(f"{name}: {seconds:.3f} s, {megabytes:.0f} MB")
    score(Path(sys.argv[1]) if len(sys.argv) > 1 else MENTIONS)


if __name__ == "__main__":
    main()
