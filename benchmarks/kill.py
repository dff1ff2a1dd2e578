"""Kill `kg build` again and again at random moments, run it to its end, and compare the exported graph with
that of a build that nothing disturbed: they must be the same, byte for byte.

    python benchmarks/kill.py PATH... [--kills 20] [--seed 1] [--jobs N]
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_SHARE = 0.15  # of a whole build that one run may get before it is killed: twenty cover it all, on average


def kg(*arguments: str) -> list[str]:
    """The command line of a `kg` command."""
    return [sys.executable, "-m", "kg", *arguments]


def exported(store: Path) -> bytes:
    """The graph of a store as GraphML."""
    out = store.with_suffix(".graphml")
    subprocess.run(kg("export", str(store), str(out)), check=True, stdout=subprocess.DEVNULL)
    return out.read_bytes()


def build(store: Path, options: argparse.Namespace) -> float:
    """Build to the end; the seconds it took."""
    begun = time.monotonic()
    command = kg("build", *options.paths, "-o", str(store), "--quiet", "--jobs", str(options.jobs))
    status = subprocess.run(command, check=False).returncode
    if status not in (0, 1):  # 1: some of the inputs cannot be read, which is no matter here
        raise SystemExit(f"kg build ended with status {status}")
    return time.monotonic() - begun


def build_killed(store: Path, options: argparse.Namespace, moment: float) -> bool:
    """Build until ``moment`` (seconds); whether it was still at work then."""
    command = kg("build", *options.paths, "-o", str(store), "--quiet", "--jobs", str(options.jobs))
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def main() -> None:
    """Run the comparison; exit status 1 if the graphs differ."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    moments = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        whole, killed = Path(folder, "whole.kg"), Path(folder, "killed.kg")
        seconds = build(whole, options)
        idle = build(whole, options)  # start, digests, summary: no page is read before about this moment
        at_work = sum(
            build_killed(killed, options, moments.uniform(0.0, idle + _SHARE * seconds))
            for _ in range(options.kills)
        )
        build(killed, options)
        same = exported(whole) == exported(killed)
    print(f"build {seconds:.1f} s, again {idle:.1f} s; killed at work {at_work} of {options.kills} times")
    print("the exports are the same, byte for byte" if same else "THE EXPORTS DIFFER")
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
