"""The tables of the package are read alike with either loader of PyYAML."""

from __future__ import annotations

import pytest
import yaml

from kg.errors import SchemaError
from kg.tables import data_table, parsed


@pytest.mark.parametrize(
    "text",
    ["a: [1, 2.5, 柳林, 'yes', no, ~]", "- 一\n- 二: {三: 四}\n", "a: |\n  柳林\n  临溪\n", "a: 2031-05-04"],
)
def test_what_is_parsed_is_what_the_plain_loader_reads(text: str) -> None:
    assert parsed(text) == yaml.safe_load(text)


def test_a_document_with_a_fault_is_refused() -> None:
    with pytest.raises(yaml.YAMLError):
        parsed("a: {")


def test_no_object_is_made_from_a_document() -> None:
    with pytest.raises(yaml.YAMLError):
        parsed("!!python/object/apply:os.getcwd []")


def test_a_table_is_a_mapping_and_the_same_one_for_all() -> None:
    assert data_table("name_words.yaml") is data_table("name_words.yaml")
    with pytest.raises(SchemaError, match=r"surnames\.txt: expected a mapping"):
        data_table("surnames.txt")
