"""Encodings are told by what the text looks like; nothing is ever read as mojibake."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.reading.encodings import decode, decode_page, judge, plausibility

NEWS = (
    "本报讯（记者 何秀水）10月9日，云川市临溪区柳林街道召开老旧小区改造推进会，部署第四季度工作。\r\n"
    "会议要求，各社区要加快工程进度，确保年底前完成12个院落的改造，让居民早日受益。\n"
)
TRADITIONAL = "本報訊，雲川市政府昨日舉行記者會，說明臨溪區舊城改造計畫的進度與經費來源，並回答媒體提問。"

ENCODINGS = {
    "utf-8": NEWS.encode(),
    "utf-8 with mark": codecs.BOM_UTF8 + NEWS.encode(),
    "gb18030": NEWS.encode("gb18030"),
    "gb18030 with mark": ("\ufeff" + NEWS).encode("gb18030"),
    "utf-16-le with mark": codecs.BOM_UTF16_LE + NEWS.encode("utf-16-le"),
    "utf-16-be with mark": codecs.BOM_UTF16_BE + NEWS.encode("utf-16-be"),
    "utf-16-le": NEWS.encode("utf-16-le"),
    "utf-16-be": NEWS.encode("utf-16-be"),
    "utf-32-le with mark": codecs.BOM_UTF32_LE + NEWS.encode("utf-32-le"),
}


@pytest.mark.parametrize("data", ENCODINGS.values(), ids=ENCODINGS.keys())
def test_every_usual_encoding_gives_the_same_text(data: bytes) -> None:
    assert decode(data) == (NEWS, "")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("云川市新闻", "gb18030"),  # short, no ASCII
        ("联通", "gb18030"),  # the pair of bytes that Notepad took for UTF-8
        ("云川市新闻", "utf-8"),
        ("Plain ASCII text.\n", "utf-8"),
        ("Le café de Genève", "utf-8"),  # two-byte sequences that are frequent characters in GB18030
        ("Привет из города", "utf-8"),
        (TRADITIONAL, "utf-8"),
        ("云川市临溪区𠮷家村的居民说", "gb18030"),  # a four-byte character
    ],
)
def test_short_and_odd_texts(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, "")


UTF8 = NEWS.encode()
GB = NEWS.encode("gb18030")
BROKEN = {
    "cut inside the last character": (UTF8[:-2], f"byte {len(UTF8) - 4}"),
    "one bad byte in the middle": (UTF8[:61] + b"\xff" + UTF8[61:], "UTF-8: byte 61"),
    "a character of another encoding": (UTF8[:61] + "云川".encode("gb18030") + UTF8[61:], "UTF-8: byte 61"),
    "gb18030 cut inside a character": (GB.rstrip()[:-1], "GB18030: byte"),
    "gb18030 with a bad byte": (GB[:21] + b"\xff" + GB[21:], "GB18030: byte 21"),
    "utf-16 with mark and an odd byte": (codecs.BOM_UTF16_LE + NEWS.encode("utf-16-le") + b"a", "UTF-16"),
    "utf-8 mark, then gb18030": (codecs.BOM_UTF8 + GB, "UTF-8: byte"),
    "big5": (TRADITIONAL.encode("big5"), "Big5"),
    "shift-jis": (
        "雲川市の記者会見で、市長は来年度の予算について説明しました。".encode("shift-jis"),
        "no encoding",
    ),
    "latin-1": ("Le café de Genève était fermé".encode("latin-1"), "no encoding"),
    "random bytes": (bytes((i * 89 + i * i * 7) % 255 + 1 for i in range(4000)), "no encoding"),
    "replacement characters": (("云川" + "\ufffd" * 8 + "新闻").encode(), "damaged"),
    "nul bytes": (b"abc\x00\x01\x02\xfe\x00\x00" * 40, "NUL"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
    "zip": (b"PK\x03\x04\x14\x00", "ZIP"),
    "png": (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
    "jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
    "word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "Office"),
}


@pytest.mark.parametrize(("data", "cause"), BROKEN.values(), ids=BROKEN.keys())
def test_what_cannot_be_read_is_refused_with_its_cause(data: bytes, cause: str) -> None:
    text, told = decode(data)
    assert text == ""
    assert cause in told


def test_gb18030_that_lost_a_byte_is_refused_although_it_decodes() -> None:
    """From a lost byte on, pairs are read across characters until an ASCII byte stops it."""
    line = "云川市临溪区柳林街道召开老旧小区改造推进会部署第四季度工作各社区要加快工程进度确保年底前完成" * 4
    shifted = (NEWS * 30).encode("gb18030") + line.encode("gb18030")[1:-1]
    shifted.decode("gb18030")
    assert "near byte" in decode(shifted)[1]


def test_a_sample_may_end_inside_a_character() -> None:
    assert judge(UTF8[:62], complete=False).cause == ""
    assert judge(UTF8[:62], complete=True).cause != ""


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "utf-8", "nonsense", ""])
@pytest.mark.parametrize("real", ["gb18030", "utf-8"])
def test_a_page_that_declares_the_wrong_encoding_is_read_right(declared: str, real: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body>{NEWS}</body></html>'
    assert decode_page(page.encode(real)) == (page, "")


def test_a_page_in_declared_big5_is_read() -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset=big5"><p>{TRADITIONAL}</p>'
    assert decode_page(page.encode("big5")) == (page, "")


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_cause(data: bytes) -> None:
    text, cause = decode(data)
    assert not (text and cause)
    assert text or cause or len(data) <= 4  # nothing, or a byte-order mark alone


@given(st.text(alphabet=st.sampled_from(NEWS), min_size=12, max_size=200), st.sampled_from(list(ENCODINGS)))
def test_text_of_news_characters_survives(text: str, name: str) -> None:
    """Whatever the order of the characters, the text comes back unchanged or is refused."""
    encoding, _, mark = name.partition(" with ")
    data = ("\ufeff" + text if mark else text).encode(encoding)
    decoded, cause = decode(data)
    assert cause or decoded == text


SEEDS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus" / "seeds"


@pytest.mark.corpus
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the reference corpus is not beside the checkout")
def test_real_pages_in_every_encoding() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_bytes().decode()
        for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-16"):
            assert decode(text.encode(encoding)) == (text, ""), (path.name, encoding)
        assert plausibility(text) > 0.8
        assert plausibility(text.encode().decode("gb18030", "replace")) < 0.2
