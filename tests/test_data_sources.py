import re
from importlib import resources


def test_every_data_file_has_a_source_and_a_licence():
    folder = resources.files("kg") / "data"
    table = re.findall(
        r"^\| `([^`]+)` \| [^|]+ \| [^|]+ \| [^|]*(?:MIT|WTFPL|Apache-2\.0)[^|]* \|$",
        (folder / "SOURCES.md").read_text("utf-8"),
        re.MULTILINE,
    )
    files = {entry.name for entry in folder.iterdir() if entry.is_file() and not entry.name.endswith(".py")}
    assert sorted([*table, "SOURCES.md"]) == sorted(files)
