import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError
from kg.model import Page
from kg.workers import PageClaims, lac_reader, read_in_order


def page(characters):
    return Page(source="页.txt", path="/页.txt", text="云" * characters)


def read(steps, reader):
    """Steps are pages, or texts that have none."""
    return list(
        read_in_order(steps, lambda step: step if isinstance(step, Page) else None, 1, lambda: reader)
    )


@given(steps=st.lists(st.one_of(st.integers(1, 9000).map(page), st.text(max_size=2)), max_size=130))
def test_every_step_comes_back_in_order_with_its_own_claims(steps):
    portions = []

    def reader(pages):
        portions.append(len(pages))
        return [[len(page.text)] for page in pages]

    done = read(steps, reader)
    assert [step for step, _ in done] == steps
    for step, claims in done:
        assert claims == (PageClaims((len(step.text),)) if isinstance(step, Page) else None)
    assert sum(portions) == sum(isinstance(step, Page) for step in steps)


def test_short_pages_are_read_together_and_long_ones_are_not():
    portions = []
    reader = lambda pages: portions.append([len(page.text) for page in pages]) or [[] for _ in pages]  # noqa: E731
    read([page(1000)] * 18 + [page(30_000)] * 2, reader)
    assert portions == [[1000] * 16, [1000, 1000, 30_000], [30_000]]


def test_no_reader_is_made_where_no_page_is_read():
    def forbidden():
        raise AssertionError("nothing should be read")

    assert list(read_in_order(["甲", "乙"], lambda step: None, 1, forbidden)) == [("甲", None), ("乙", None)]


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (KgError("页.txt: too long"), "页.txt: too long"),
        (ValueError("坏"), "fault of the program, please report it: ValueError: 坏"),
    ],
)
def test_a_fault_is_that_of_the_page_that_has_it(error, fault):
    def reader(pages):
        if any(len(page.text) == 2 for page in pages):
            raise error
        return [[len(page.text)] for page in pages]

    claims = [claims for _, claims in read([page(1), page(2), page(3)], reader)]
    assert claims == [PageClaims((1,)), PageClaims(fault=fault), PageClaims((3,))]


def test_the_collector_of_garbage_is_on_again_after_a_portion(monkeypatch):
    during = []

    def fail(*_):
        during.append(gc.isenabled())
        raise ValueError("no")

    monkeypatch.setattr("kg.extract.extract_pages", fail)
    read = lac_reader()
    with pytest.raises(ValueError, match="no"):
        read([])
    assert during == [False]
    assert gc.isenabled()
