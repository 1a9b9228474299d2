"""Free text and identifiers: what can be stored and printed, and nothing that hides."""

import unicodedata
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simreplace import Issue, IssueCode, Severity
from simreplace.errors import InvalidValueError
from simreplace.values.text import (
    ZERO_WIDTH_MARKS,
    plain_text,
    plain_text_or_none,
    read_identifier,
    read_text,
    to_identifier,
    to_some_text,
    to_text,
    to_text_or_none,
    unseen,
    unseen_in,
    unseen_in_name,
)

TAKEN: Final = {
    "nothing": "",
    "a space": " ",
    "lines": "Kartu patah.\r\n\tChip tergores.\rTolong cepat.\n",
    "accents": "Café Ṡiti a\u0301",
    "Chinese": "卡丢了，请尽快补办。",
    "Arabic": "الشريحة مفقودة",
    "Persian, parted": "می\u200cخواهم",
    "Hindi, joined": "क्\u200dष",
    "a heart": "terima kasih \u2764\ufe0f",
    "a key": "tekan 1\ufe0f\u20e3 lalu #\ufe0f\u20e3",
    "a family": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "a burning heart": "\u2764\ufe0f\u200d\U0001f525",
    "as long as may be": "x" * 2000,
}

REFUSED: Final = {
    "NUL": ("Kartu\x00", "text.control", {"at": 6}),
    "escape": ("\x1b[31m", "text.control", {"at": 1}),
    "delete": ("a\x7f", "text.control", {"at": 2}),
    "the next line of old mainframes": ("a\x85b", "text.control", {"at": 2}),
    "vertical tab": ("a\vb", "text.control", {"at": 2}),
    "zero-width space": ("toko\u200b", "text.invisible", {"at": 5, "character": "U+200B"}),
    "byte order mark": ("\ufefftoko", "text.invisible", {"at": 1, "character": "U+FEFF"}),
    "right-to-left override": ("a\u202eb", "text.invisible", {"at": 2, "character": "U+202E"}),
    "isolate": ("a\u2066b", "text.invisible", {"at": 2, "character": "U+2066"}),
    "line separator": ("a\u2028b", "text.invisible", {"at": 2, "character": "U+2028"}),
    "half a pair": ("a\ud800", "text.invisible", {"at": 2, "character": "U+D800"}),
    "noncharacter": ("a\uffff", "text.invisible", {"at": 2, "character": "U+FFFF"}),
    "another noncharacter": ("\ufdd0", "text.invisible", {"at": 1, "character": "U+FDD0"}),
    "private use": ("\ue000", "text.invisible", {"at": 1, "character": "U+E000"}),
    "a tag": ("a\U000e0041", "text.invisible", {"at": 2, "character": "U+E0041"}),
    "a blank letter": ("\u3164", "text.invisible", {"at": 1, "character": "U+3164"}),
    "a joiner among Latin letters": ("to\u200dko", "text.invisible", {"at": 3, "character": "U+200D"}),
    "a joiner at the beginning": ("\u200cخ", "text.invisible", {"at": 1, "character": "U+200C"}),
    "a joiner at the end": ("ی\u200c", "text.invisible", {"at": 2, "character": "U+200C"}),
    "a joiner after a joiner": ("ی\u200c\u200cخ", "text.invisible", {"at": 2, "character": "U+200C"}),
    "a joiner before a space": ("ی\u200c\u2003خ", "text.invisible", {"at": 2, "character": "U+200C"}),
    "a selector after a letter": ("a\ufe0f", "text.invisible", {"at": 2, "character": "U+FE0F"}),
    "a selector at the beginning": ("\ufe0f", "text.invisible", {"at": 1, "character": "U+FE0F"}),
    "two selectors": ("\u2764\ufe0f\ufe0f", "text.invisible", {"at": 3, "character": "U+FE0F"}),
    "another selector": ("\u2764\ufe00", "text.invisible", {"at": 2, "character": "U+FE00"}),
    "too much": ("x" * 2001, "text.too_long", {"limit": 2000}),
    "a number": (7, "text.type", {"found": "number"}),
    "bytes": (b"x", "text.type", {"found": "bytes"}),
    "nothing at all": (None, "text.type", {"found": "nothing"}),
    "a list": (["x"], "text.type", {"found": "other"}),
}


@pytest.mark.parametrize("text", TAKEN.values(), ids=TAKEN)
def test_what_people_write_is_taken_as_it_is(text: str) -> None:
    report = read_text(text)
    assert (report.value, report.issues) == (text, ())
    assert to_text(text) == to_text_or_none(text) == text


@pytest.mark.parametrize(("thing", "code", "params"), REFUSED.values(), ids=REFUSED)
def test_what_hides_or_does_not_end_is_refused(thing: str, code: str, params: dict[str, str | int]) -> None:
    expected = (Issue(IssueCode(code), params=params),)
    report = read_text(thing)
    assert (report.value, report.issues) == (None, expected)
    with pytest.raises(InvalidValueError) as refused:
        to_text(thing)
    assert refused.value.issues == expected


def test_the_first_of_each_kind_is_named() -> None:
    assert [(issue.code.value, dict(issue.params)["at"]) for issue in read_text("\u200b\x00\u200b\x01").issues] == [
        ("text.control", 2),
        ("text.invisible", 1),
    ]


def test_where_there_need_be_no_text_there_need_be_none() -> None:
    assert to_text_or_none(None) is None
    with pytest.raises(InvalidValueError):
        to_text_or_none("\x00")


def test_a_text_that_must_say_something_may_not_be_blank() -> None:
    assert to_some_text(" x ") == " x "
    for blank in ("", " \n", "\u3000"):
        with pytest.raises(InvalidValueError) as refused:
            to_some_text(blank)
        assert refused.value.issues == (Issue(IssueCode.TEXT_EMPTY),)


def test_a_plain_text_is_a_text_whatever_it_holds() -> None:
    assert plain_text("\x00") == plain_text_or_none("\x00") == "\x00"
    assert plain_text_or_none(None) is None
    for thing in (None, 7, b"x"):
        with pytest.raises(InvalidValueError) as refused:
            plain_text(thing)  # type: ignore[arg-type]
        assert [issue.code for issue in refused.value.issues] == [IssueCode.TEXT_TYPE]


# Characters of every category, more often those that hide.
HIDING: Final = st.sampled_from(
    "\x00\t\n\r\x1b\x7f\x85\u00ad\u200b\u200c\u200d\u200e\u202e\u2028\u2066\ufe0e\ufe0f\ufeff\ud800\udfff\uffff"
)
VISIBLE: Final = st.sampled_from("aZ0 .#é\u0301क्षیخ李\u2764\U0001f468")
WRITTEN: Final = st.lists(st.one_of(HIDING, VISIBLE, VISIBLE, st.characters()), max_size=12).map("".join)


@given(WRITTEN)
def test_whatever_is_taken_can_be_stored_and_printed(text: str) -> None:
    report = read_text(text)
    assert all(issue.severity is Severity.ERROR for issue in report.issues)
    assert (report.value is None) == bool(report.issues)
    if report.value is None:
        return
    assert report.value == text == text.encode("utf-8").decode("utf-8")
    left = "".join(character for character in text if character not in "\t\n\r\u200c\u200d\ufe0e\ufe0f")
    assert not {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"} & set(map(unicodedata.category, left))
    assert not ZERO_WIDTH_MARKS & set(left)
    # No two that need no width stand side by side, except a picture's selector before what joins it to the next.
    for first, second in pairwise(text):
        assert not (first in "\u200c\u200d" and second in "\u200c\u200d\ufe0e\ufe0f")


@given(WRITTEN, WRITTEN)
def test_a_joiner_never_parts_two_words_in_plain_letters(before: str, after: str) -> None:
    for hidden in "\u200b\u200c\u200d\ufe0f":
        assert read_text(before + "a" + hidden + "b" + after).value is None


class Liar(str):
    """A text that says of itself what is not so."""

    __slots__ = ()

    def __len__(self) -> int:
        return 3

    def __str__(self) -> str:
        return "lie"

    def strip(self, _: str | None = None, /) -> str:
        return "lie"

    def lower(self) -> str:
        return "lie"


def test_a_lying_text_is_read_as_what_it_is() -> None:
    value = read_text(Liar("toko")).value
    assert value == "toko" and type(value).__name__ == "str"
    assert read_identifier(Liar("Staff-1")).value == "staff-1"
    assert [issue.code for issue in read_text(Liar("x" * 10**6)).issues] == [IssueCode.TEXT_TOO_LONG]
    assert [issue.code for issue in read_identifier(Liar(" ")).issues] == [IssueCode.TEXT_EMPTY]


# ---- Identifiers


@pytest.mark.parametrize("text", ["1", "r-1", "Staff-17", "expire:draft:0", "~!{}", "A" * 128])
def test_an_identifier_is_made_small(text: str) -> None:
    assert read_identifier(text).value == to_identifier(text) == text.lower()


@pytest.mark.parametrize(
    ("thing", "code", "params"),
    [
        ("", "text.empty", {}),
        (" \t", "text.empty", {}),
        ("staff 17", "text.character", {"at": 6}),
        ("staff-17\n", "text.character", {"at": 9}),
        ("\x00", "text.character", {"at": 1}),
        ("a\x7f", "text.character", {"at": 2}),
        ("stáff", "text.non_ascii", {"at": 3, "character": "U+00E1"}),
        ("\u212a", "text.non_ascii", {"at": 1, "character": "U+212A"}),  # the sign of Kelvin, which made small is a k
        ("a" * 129, "text.too_long", {"limit": 128}),
        (7, "text.type", {"found": "number"}),
        (None, "text.type", {"found": "nothing"}),
    ],
)
def test_what_tells_nobody_apart_is_refused(thing: str, code: str, params: dict[str, str | int]) -> None:
    expected = (Issue(IssueCode(code), params=params),)
    assert (read_identifier(thing).value, read_identifier(thing).issues) == (None, expected)
    with pytest.raises(InvalidValueError) as refused:
        to_identifier(thing)
    assert refused.value.issues == expected


NEARLY: Final = st.lists(
    st.sampled_from(["staff", "Staff", "-", "1", ":", " ", "\n", "é", "\u200b", "\u212a", "x" * 60]), max_size=5
).map("".join) | st.text(max_size=5)


@given(NEARLY)
def test_an_identifier_is_what_ascii_can_show_without_a_space(text: str) -> None:
    report = read_identifier(text)
    good = text.isascii() and text.isprintable() and " " not in text and 0 < len(text) <= 128
    assert report.ok == good == (report.issues == ())
    if report.value is not None:
        assert report.value == text.lower() and read_identifier(report.value).value == report.value
        assert read_identifier(text.swapcase()).value == report.value


def test_a_character_that_this_python_does_not_know_is_taken_unless_it_never_can_be_one() -> None:
    """Unicode promises that 66 code points stay without a character: 32 in one row, and the last two of each plane."""
    row = {chr(point) for point in range(0xFDD0, 0xFDF0)}
    never = row | {chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)}
    assert len(never) == 66
    points = [*range(0x0378, 0x0590), *range(0xFDC0, 0xFE00), *range(0x2FE00, 0x30000), *(ord(it) for it in never)]
    unknown = {chr(point) for point in points if unicodedata.category(chr(point)) == "Cn"}
    assert unknown > never
    assert {character for character in unknown if unseen(character) is not None} == never
    assert all(read_text(f"a{character}b").value == f"a{character}b" for character in unknown - never)


@pytest.mark.uncounted
def test_the_quick_look_at_a_whole_text_overlooks_no_character_that_shows_nothing() -> None:
    blank = ZERO_WIDTH_MARKS | set("\u115f\u1160\u3164\uffa0")
    points = [chr(point) for point in range(0x110000)]
    hidden = {character for character in points if character in blank or unseen(character) is not None}
    assert {character for character in points if tuple(unseen_in(character))} == hidden
    assert {character for character in points if tuple(unseen_in_name(character))} == hidden
    assert tuple(unseen_in("".join(character for character in points if character not in hidden))) == ()
