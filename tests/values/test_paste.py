"""Repair on request: each kind of change, what is left alone, and laws. All numbers and names are made up."""

import copy
import pickle
import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from simreplace.issues import Severity
from simreplace.values.email import EmailAddress
from simreplace.values.names import PersonName
from simreplace.values.paste import Change, ChangeKind, Suggestion, suggest

GONE = (
    "\ufeff\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad\u200b\u200c\u200d\u2060\u2061\u180e"
    "\u206a\u034f\u17b4\u180b\ufe00\ufe0f\U000e0001\U000e0041\U000e0100"
)
SPACES = "\t\n\v\f\r\x85\u00a0\u1680\u2000\u2003\u2007\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
TWINS = dict(zip("０１２３４５６７８９＋－", "0123456789+-", strict=True)) | dict.fromkeys("‐‑‒–—―−﹘﹣", "-")
ADVERSARIAL = (
    GONE
    + SPACES
    + "".join(TWINS)
    + "  0812-+abÄé\u0308٣²①④Ⅳ王ー😀👩🏽\x00\x1c\x1f\ue000\ud800\udfff\uffff\u3164\u2800＠ａ"
)
anything = st.one_of(st.text(), st.text(ADVERSARIAL, max_size=40), st.text(ADVERSARIAL, min_size=250, max_size=260))


def change(kind: ChangeKind, count: int, at: int) -> Change:
    return Change(kind=kind, count=count, at=at)


def is_turned(suggestion: Suggestion) -> bool:
    """Whether a date was turned round, which is more than a repair of single characters."""
    return any(made.kind is ChangeKind.DAY_FIRST for made in suggestion.changes)


# ---- Each kind


@pytest.mark.parametrize(
    ("kind", "text", "clean", "count", "at"),
    [
        (ChangeKind.NO_BREAK_SPACE, "0812\u00a03456\u202f7890", "0812 3456 7890", 2, 5),
        (ChangeKind.BYTE_ORDER_MARK, "\ufeff0812", "0812", 1, 1),
        (ChangeKind.BIDI_MARK, "\u202a+6281234567890\u202c", "+6281234567890", 2, 1),
        (ChangeKind.BIDI_MARK, "08\u200e12\u2069", "0812", 2, 3),
        (ChangeKind.ZERO_WIDTH, "0812\u200b3456\u2060", "08123456", 2, 5),
        (ChangeKind.ZERO_WIDTH, "Si\U000e0041\ufe0fti", "Siti", 2, 3),
        (ChangeKind.SOFT_HYPHEN, "Ami\u00adnah", "Aminah", 1, 4),
        (ChangeKind.FULL_WIDTH_DIGIT, "＋６２－８", "+62-8", 5, 1),
        (ChangeKind.UNUSUAL_DASH, "0812–3456—7890", "0812-3456-7890", 2, 5),
        (ChangeKind.UNUSUAL_DASH, "−1", "-1", 1, 1),
        (ChangeKind.UNUSUAL_SPACE, "Siti\u3000Aminah", "Siti Aminah", 1, 5),
        (ChangeKind.UNUSUAL_SPACE, "8962 1000\n0000\t0001", "8962 1000 0000 0001", 2, 10),
        (ChangeKind.OUTER_SPACE, "  Siti Aminah\r\n", "Siti Aminah", 4, 1),
        (ChangeKind.OUTER_SPACE, "budi@example.com\n", "budi@example.com", 1, 17),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_one_kind_of_change(kind: ChangeKind, text: str, clean: str, count: int, at: int) -> None:
    assert suggest(text) == Suggestion(clean, (change(kind, count, at),))


def test_several_kinds_stand_in_the_order_in_which_they_are_met() -> None:
    assert suggest(" \u202a０812–3456\u00a07890\u200b\u202c ") == Suggestion(
        "0812-3456 7890",
        (
            change(ChangeKind.OUTER_SPACE, 2, 1),
            change(ChangeKind.BIDI_MARK, 2, 2),
            change(ChangeKind.FULL_WIDTH_DIGIT, 1, 3),
            change(ChangeKind.UNUSUAL_DASH, 1, 7),
            change(ChangeKind.NO_BREAK_SPACE, 1, 12),
            change(ChangeKind.ZERO_WIDTH, 1, 17),
        ),
    )


def test_a_space_at_the_edge_counts_once_as_what_it_is() -> None:
    assert suggest("\u00a0 Siti\u3000") == Suggestion(
        "Siti",
        (
            change(ChangeKind.NO_BREAK_SPACE, 1, 1),
            change(ChangeKind.OUTER_SPACE, 1, 2),
            change(ChangeKind.UNUSUAL_SPACE, 1, 7),
        ),
    )


@pytest.mark.parametrize(
    ("text", "kinds"), [("", []), ("   ", ["outer_space"]), ("\ufeff", ["byte_order_mark"])], ids=ascii
)
def test_nothing_may_be_left(text: str, kinds: list[str]) -> None:
    suggestion = suggest(text)
    assert suggestion.text == ""
    assert [made.kind.value for made in suggestion.changes] == kinds


@pytest.mark.parametrize("character", GONE, ids=ascii)
def test_a_mark_that_takes_no_room_is_taken_out(character: str) -> None:
    assert suggest(f"a{character}b").text == "ab"


@pytest.mark.parametrize("character", SPACES, ids=ascii)
def test_an_odd_space_becomes_a_plain_one(character: str) -> None:
    assert suggest(f"a{character}b").text == "a b"
    assert suggest(f"{character}a{character}").text == "a"


@pytest.mark.parametrize(("character", "twin"), TWINS.items(), ids=ascii)
def test_a_wide_digit_or_odd_dash_becomes_its_plain_twin(character: str, twin: str) -> None:
    assert suggest(f"a{character}b").text == f"a{twin}b"


# ---- What is left alone


@pytest.mark.parametrize(
    "text",
    [
        "08123456789\u0660",  # Arabic-Indic
        "0812345\u06f6789",  # extended Arabic-Indic
        "0812345\u0966789",  # Devanagari
        "08123456789\u2070",  # superscript
        "08123456789\u2460",  # circled
        "0812345678\U0001d7d7",  # mathematical
        "Ｓｉｔｉ",
        "budi＠example.com",
        "王小明ー",
        "Siti\x00Aminah",
        "Siti\x1dAminah",
        "\ud800\udfff",
        "\ue000",
        "\u3164",
        "Ai’nun",
        "Jürgen",
        "Ju\u0308rgen",
        "a  b",
        "😀",
    ],
    ids=ascii,
)
def test_what_has_more_than_one_meaning_or_is_no_oddity_stays(text: str) -> None:
    assert suggest(text) == Suggestion(text, ())


def test_a_text_of_254_characters_is_repaired_and_a_longer_one_is_not() -> None:
    assert suggest("\u00a0" + "a" * 253).text == "a" * 253
    longer = "\u00a0" + "a" * 254
    assert suggest(longer) == Suggestion(longer, ())
    huge = "\u200b" * 1_000_000
    assert suggest(huge).text is huge


# ---- A date that begins with the day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("15-08-1995", "1995-08-15"),
        ("15/08/1995", "1995-08-15"),
        ("05-08-1995", "1995-08-05"),  # the fifth of August, as on a KTP, whatever else it may mean elsewhere
        ("5.8.1995", "1995-08-05"),
        ("15 08 1995", "1995-08-15"),
        ("15 - 08 - 1995", "1995-08-15"),
        ("29-02-1996", "1996-02-29"),
    ],
)
def test_a_date_is_turned_round_as_the_ktp_means_it(typed: str, day: str) -> None:
    assert suggest(typed) == Suggestion(day, (change(ChangeKind.DAY_FIRST, len(typed), 1),))
    assert suggest(day) == Suggestion(day, ())


def test_a_date_is_turned_round_after_it_was_repaired() -> None:
    turned = suggest(" １５\u201308\u20131995\u200b")
    assert turned.text == "1995-08-15"
    assert [made.kind.value for made in turned.changes] == [
        "outer_space",
        "full_width_digit",
        "day_first",
        "unusual_dash",
        "zero_width",
    ]


@pytest.mark.parametrize(
    "typed",
    ["31-02-1995", "29-02-1995", "08/15/1995", "15-08-95", "00-08-1995", "15-08-0000", "15-08-1995 x", "150-08-1995"],
)
def test_what_is_no_day_in_that_order_stays(typed: str) -> None:
    assert suggest(typed).text == typed


# ---- What it is for


def test_a_refused_paste_is_accepted_once_its_repair_is() -> None:
    for kind, pasted in ((EmailAddress, "\u202abudi@example.com\u202c\n"), (PersonName, "\ufeffSiti\u200b\tAminah")):
        assert any(issue.severity is Severity.ERROR for issue in kind.check(pasted))
        assert kind.check(suggest(pasted).text) == ()


def test_the_repr_hides_the_text_and_shows_the_changes() -> None:
    shown = repr(suggest(" Siti Aminah"))
    assert "Siti" not in shown and "Aminah" not in shown
    assert "OUTER_SPACE" in shown


def test_a_suggestion_is_a_frozen_value() -> None:
    suggestion = suggest(" Siti")
    assert pickle.loads(pickle.dumps(suggestion)) == copy.deepcopy(suggestion) == suggestion
    assert len({suggestion, suggest(" Siti")}) == 1
    with pytest.raises(AttributeError):
        suggestion.text = "Budi"  # type: ignore[misc]


def test_what_is_not_a_text_is_the_callers_mistake_and_is_not_repeated() -> None:
    with pytest.raises(TypeError) as caught:
        suggest(6281234567890)  # type: ignore[arg-type]
    assert "6281" not in str(caught.value)


# ---- Laws


@given(anything)
@example("\u00a0")
@example(" \u200b ")
@example(" 5/8/1995")
@example("\u200b \u200ba\ufeff ")
def test_law_asking_again_changes_nothing_more(text: str) -> None:
    once = suggest(text)
    assert suggest(once.text) == Suggestion(once.text, ())


@given(st.text(ADVERSARIAL, max_size=40))
def test_law_every_character_that_changed_is_counted_once(text: str) -> None:
    suggestion = suggest(text)
    assume(not is_turned(suggestion))
    counted = sum(made.count for made in suggestion.changes)
    core = text.strip(GONE + SPACES + " ")
    odd = sum(character in GONE + SPACES or character in TWINS for character in text)
    assert counted == odd + text.count(" ") - core.count(" ")
    assert (counted == 0) is (suggestion.text == text)
    assert len({made.kind for made in suggestion.changes}) == len(suggestion.changes)
    assert [made.at for made in suggestion.changes] == sorted({made.at for made in suggestion.changes})
    for made in suggestion.changes:
        assert made.count >= 1 and 1 <= made.at <= len(text)


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_law_plain_ascii_loses_at_most_the_spaces_around_it(text: str) -> None:
    suggestion = suggest(text)
    assume(not is_turned(suggestion))
    assert suggestion.text == (text.strip(" ") if len(text) <= 254 else text)


@given(anything.filter(lambda text: len(text) <= 254 and not is_turned(suggest(text))))
def test_law_no_digit_of_any_script_is_read_but_the_wide_ones(text: str) -> None:
    plain = sum(character in "0123456789" for character in text)
    wide = sum(character in "０１２３４５６７８９" for character in text)
    clean = suggest(text).text
    assert sum(character in "0123456789" for character in clean) == plain + wide
    others = [character for character in text if unicodedata.category(character)[0] == "N" and character not in TWINS]
    assert [c for c in clean if c not in "0123456789" and unicodedata.category(c)[0] == "N"] == [
        character for character in others if character not in "0123456789"
    ]
