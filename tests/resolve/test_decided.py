"""What people decided beats every score, and what is taken back leaves nothing behind."""

from __future__ import annotations

from resolve_claims import article, entity_of

from kg.decisions import Decisions, Designation, Ruling, Verdict
from kg.resolve import resolve

FIRST = article("a.txt", "区:云川市 企:云川宏远建设有限公司", number=1)
SECOND = article("b.txt", "区:云川市 企:宏远公司", number=1)
THIRD = article("c.txt", "区:云川市 企:云川宏远物业有限公司 企:宏远公司", number=1)
PAGES = [FIRST, SECOND, THIRD]


def _name(name: str, article: str = "") -> Designation:
    return Designation("Organization", name, "云川市", article)


def _ruling(verdict: Verdict, a: Designation, b: Designation) -> Ruling:
    return Ruling(verdict, a, b)


def test_a_short_name_of_two_things_is_split_by_article() -> None:
    here = _name("宏远公司", THIRD.article.id)
    rulings = (
        _ruling(Verdict.DIFFERENT, here, _name("宏远公司")),
        _ruling(Verdict.SAME, here, _name("云川宏远物业有限公司")),
        _ruling(Verdict.SAME, _name("宏远公司"), _name("云川宏远建设有限公司")),
    )
    found = resolve(PAGES, Decisions(rulings))
    assert entity_of(found, SECOND, "宏远公司") == entity_of(found, FIRST, "云川宏远建设有限公司")
    assert entity_of(found, THIRD, "宏远公司") == entity_of(found, THIRD, "云川宏远物业有限公司")
    assert entity_of(found, SECOND, "宏远公司") != entity_of(found, THIRD, "宏远公司")


def test_same_holds_against_a_blocker() -> None:
    rulings = (_ruling(Verdict.SAME, _name("云川宏远建设有限公司"), _name("云川宏远物业有限公司")),)
    found = resolve(PAGES, Decisions(rulings))
    assert entity_of(found, FIRST, "云川宏远建设有限公司") == entity_of(found, THIRD, "云川宏远物业有限公司")


def test_different_holds_through_what_is_tied_to_both() -> None:
    pages = [article("a.txt", "区:云川市 企:云川瑞禾食品有限公司 企:瑞禾食品", number=1)]
    assert entity_of(resolve(pages), pages[0], "瑞禾食品").name == "云川瑞禾食品有限公司"
    more = article("b.txt", "区:云川市 企:瑞禾食品股份有限公司", number=1)
    pages.append(more)
    apart = _ruling(Verdict.DIFFERENT, _name("云川瑞禾食品有限公司"), _name("瑞禾食品股份有限公司"))
    found = resolve(pages, Decisions((apart,)))
    one = entity_of(found, pages[0], "云川瑞禾食品有限公司")
    assert one != entity_of(found, more, "瑞禾食品股份有限公司")


def test_the_later_line_wins() -> None:
    a, b = _name("云川宏远建设有限公司"), _name("云川宏远物业有限公司")
    for first, second in ((Verdict.SAME, Verdict.DIFFERENT), (Verdict.DIFFERENT, Verdict.SAME)):
        found = resolve(PAGES, Decisions((_ruling(first, a, b), _ruling(second, b, a))))
        same = entity_of(found, FIRST, a.name) == entity_of(found, THIRD, b.name)
        assert same is (second is Verdict.SAME)


def test_a_new_name() -> None:
    rename = Ruling(Verdict.RENAME, _name("云川宏远建设有限公司"), name="宏远建设")
    found = entity_of(resolve(PAGES, Decisions((rename,))), FIRST, "云川宏远建设有限公司")
    assert found.name == "宏远建设"
    assert "云川宏远建设有限公司" in found.aliases


def test_what_points_at_nothing_changes_nothing() -> None:
    idle = _ruling(Verdict.SAME, _name("没有这一家"), _name("云川宏远建设有限公司"))
    assert resolve(PAGES, Decisions((idle,))) == resolve(PAGES)


def test_people_are_told_apart_and_together() -> None:
    names = "区:云川市 区:临溪区 政:临溪区教育局 政:临溪区水利局 人:王伟"
    one = article("a.txt", names, "王伟>临溪区教育局", number=1)
    other = article("b.txt", names, "王伟>临溪区水利局", number=1)
    third = article("c.txt", names, "王伟>临溪区教育局", number=1)

    def person(claim_id: str) -> Designation:
        return Designation("Person", "王伟", "云川市临溪区", claim_id)

    def same(*rulings: Ruling) -> tuple[bool, bool]:
        found = resolve([one, other, third], Decisions(rulings))
        first = entity_of(found, one, "王伟")
        return first == entity_of(found, other, "王伟"), first == entity_of(found, third, "王伟")

    assert same() == (False, True)
    join = _ruling(Verdict.SAME, person(one.article.id), person(other.article.id))
    assert same(join) == (True, True)
    split = _ruling(Verdict.DIFFERENT, person(one.article.id), person(third.article.id))
    assert same(split) == (False, False)
