"""A column says of every row what the scalar says of it: whatever was typed, exported, copied or cut off."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import attrs
import hypothesis.strategies as st
import polars as pl
import pytest
from hypothesis import given, settings
from polars.testing import assert_frame_equal

from simreplace import BusinessCalendar, CollectiveLeave, ReviewPolicy, indonesian_calendar
from simreplace.ext.polars import SCHEMA, check
from simreplace.ext.polars import mobile as mobile_file
from simreplace.values import phone as phone_file
from simreplace.values.phone import mobile_shape
from subscribers import ALL, INPUTS, ODD_BIRTHS, ODD_DAYS, ODDITIES, ON, base, by_the_scalar

# What a form, a spreadsheet, a chat and a cut line make of a number; all made up.
TYPED = (
    "081234567890", "+62 812-3456-7890", "0062812345678", "+62 (0)812 345 6789", "62812345678", "8123456789", "0812345",
    "08123456789012345", "0213456789", "(021) 345678", "+1 202 555 0100", "*123#", "* # 1", "0812 3456 7890 ext 7",
    "0812345678/0812345679", "+62+62812345678", "6262812345678", "0851 1234 5678", "08841234567", "0861234567", "", "  ",
    " 081234567890 ", "\t081234567890\n", "081234567890\r\n", "8.1234567890E+10", "81234567890.0", "8.123.456.7890",
    "0812.3456.7890", "0812.345.000", "0812 3456.000", "081234567890,0", "8,123,456,789", "O81234567890", "08123456789O",
    "０８１２３４５６７８９", "0812\u00a03456\u00a07890", "0812\x0034567", "-081234567890", " -0812345678", "+081234567890",
    "(0812)3456789", ")0812(345678", "0812_345678", "1e10", "1E+10", "0" * 64, "0" * 65, "8" * 70, "0812345678 0812345678",
    "62812", "110", "0800123456", "+62081234567890", "++6281234567890", "0812-3456-7890-", "0812--345678", "٠٨١٢٣٤٥٦٧٨",
    "8123456789.000", "12345.000", "628123456789 atau 62812345", "0812#3456789", "0812345678+0812345678", "0812345678+ 08",
    "0812345678 X7", "0", "62", "620", "00", "+", "()", "(", "6208", "00620812345678", "0628123456789", "0062", "+62 62 8123",
    "3174075508950001", "3174 0755 0895 0001", "3174.0755.0895.0001", "3174-0755-0895-0001", "3174075508950001.0",
    "3.174075508950001E+15", "3174075508950001.000", "317407550895.0001", "0000000000000000", "0171075508950001",
    "+317407550895001", "-317407550895001", "1111111111111111", "9999999999999999", "3174075508950000", "3174072902010001",
    "3174072902000001", "3174076902000001", "9900000101000001", "9101010101900001", "31740755０８950001", "3174075508950001\x00",
    " 3174075508950001", "31740755089500010", "317407550895001", "3174_0755_0895_0001", "0x3174075508950001", "3,174,075,508",
    "8" * 16, "1_000_000_000_000_000", "0" * 15 + "1", "0174075508950001", "99999999999999999999", "1234567890123456",
)  # fmt: skip
ALPHABET = st.sampled_from([
    *"0123456789" * 3, *"+-. ()/,;#*xXeEO_'\t\n\r\x0b\x0c\x00\x1c\x85\u00a0\u2028\u200b\ufeff０８٣𝟛²é", "62", "08", "812",
])  # fmt: skip
TEXTS = st.one_of(
    st.none(),
    st.sampled_from(TYPED),
    st.lists(ALPHABET, max_size=24).map("".join),
    st.builds(lambda text, at, sign: text[: at % (len(text) + 1)] + sign + text[at % (len(text) + 1) :], st.sampled_from(TYPED), st.integers(0, 20), ALPHABET),
    st.builds(lambda text, rule, random: rule(text or "0", random), st.sampled_from(TYPED), st.sampled_from(ODDITIES), st.randoms()),
    st.builds("{}{:02}{:02}{:02}{:04}".format, st.sampled_from(("317407", "990101", "000000", "910101")), st.sampled_from(ODD_DAYS), st.integers(0, 13), st.integers(0, 99), st.integers(0, 9999)),
    st.integers(5, 9).flatmap(lambda rest: st.from_regex(rf"\A(?:\+62|62|0|)8[0-9]{{{rest + 2}}}\Z")),
    st.text(max_size=70),
)  # fmt: skip
DAYS = st.one_of(st.none(), st.sampled_from(ODD_BIRTHS), st.dates())
SEXES = st.sampled_from(
    (None, "", "female", "male", "unspecified", "P", "L", " laki-laki ", "x", "wanita", "?", "Male\x00")
)
ROWS = st.lists(
    st.tuples(TEXTS, TEXTS, DAYS, SEXES, st.one_of(DAYS, st.dates(date(2001, 12, 1), date(2051, 1, 31)))), max_size=20
)


def frame_of(rows: list[Any]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=INPUTS, orient="row")


@given(ROWS, st.one_of(st.just(ON), st.dates(), st.sampled_from((*ODD_BIRTHS, date(2000, 2, 28), date(126, 2, 28), date(2024, 2, 29)))))  # fmt: skip
def test_a_frame_says_what_the_scalar_says(rows: list[Any], on: date) -> None:
    frame = frame_of(rows)
    checked = check(frame, **{**ALL, "on": on})
    assert_frame_equal(checked.select(*SCHEMA), by_the_scalar(frame, on=on))
    assert_frame_equal(checked.select(*INPUTS), frame)


def test_every_text_that_was_ever_odd_says_what_the_scalar_says() -> None:
    rows = [(text, text, day, None, None) for text, day in product((*TYPED, None), (None, *ODD_BIRTHS))]
    assert_frame_equal(check(frame_of(rows), **ALL).select(*SCHEMA), by_the_scalar(frame_of(rows)))


@pytest.mark.uncounted
def test_a_made_up_base_says_what_the_scalar_says_row_by_row() -> None:
    frame = pl.concat([base(20_000), base(5_000, odd=1.0, seed=2)])
    assert_frame_equal(check(frame, **ALL, batch_rows=7_001).select(*SCHEMA), by_the_scalar(frame))


@pytest.mark.long
@pytest.mark.parametrize(("odd", "seed"), [(0.02, 3), (1.0, 4)])
def test_a_million_rows_say_what_the_scalar_says(odd: float, seed: int) -> None:
    frame = base(1_000_000 if odd < 1 else 200_000, odd=odd, seed=seed)
    assert_frame_equal(check(frame, **ALL).select(*SCHEMA), by_the_scalar(frame))


@pytest.mark.long
@given(ROWS, st.dates())
@settings(max_examples=2_000)
def test_thousands_of_frames_say_what_the_scalar_says(rows: list[Any], on: date) -> None:
    frame = frame_of(rows)
    assert_frame_equal(check(frame, **{**ALL, "on": on}).select(*SCHEMA), by_the_scalar(frame, on=on))


# ---- The tables: every entry of them


def niks() -> Iterator[str]:
    yield from (f"{code:04}01010190{serial}" for code in range(10_000) for serial in ("0001", "0000"))
    yield from (
        f"317401{day:02}{month:02}{year:02}0001"
        for day, month in product(range(100), repeat=2)
        for year in (0, 1, 4, 99)
    )
    yield from (f"3174010101{year:02}0001" for year in range(100))
    yield from (f"31740129{2:02}{year:02}0001" for year in range(100))
    yield from (digit * 16 for digit in "0123456789")


@pytest.mark.uncounted
def test_every_region_every_date_and_every_year_is_judged_as_the_scalar_judges_it() -> None:
    rows = [(None, nik, None, None, None) for nik in niks()]
    assert_frame_equal(check(frame_of(rows), **ALL).select(*SCHEMA), by_the_scalar(frame_of(rows)))


def test_every_prefix_in_every_form_and_length_is_judged_as_the_scalar_judges_it() -> None:
    rows = [
        (f"{before}{prefix}{'1234567890'[:rest]}", None, None, None, None)
        for before, prefix, rest in product(
            ("", "0", "62", "+62", "+", "00", "0062", "+62 0", "-"), range(790, 910), range(5, 11)
        )
    ]
    assert_frame_equal(check(frame_of(rows), **ALL).select(*SCHEMA), by_the_scalar(frame_of(rows)))


@pytest.mark.parametrize("pattern", ["(?:8[1-9]|9[0-3])[0-9]{7,9}", "8[1-9][0-9]{8}|86[0-9]{5}", "8[0-9]{8,19}"])
def test_a_release_with_another_pattern_is_followed(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Metadata changes: what the kernel could no longer decide by itself goes to the scalar, and the answer is the same."""
    plain = re.compile(rf"(?:\+?62|0)?(?=8)({pattern})")
    shape = attrs.evolve(mobile_shape(), pattern=re.compile(pattern), plain=plain, example="8123456789")
    monkeypatch.setattr(phone_file, "mobile_shape", lambda: shape)
    monkeypatch.setattr(mobile_file, "mobile_shape", lambda: shape)
    frame = pl.concat(
        [
            base(500),
            frame_of(
                [
                    (text, None, None, None, None)
                    for text in (*TYPED, "0912345678", "+62912345678", "086123456", "0812345678901234567")
                ]
            ),
        ]
    )
    assert_frame_equal(check(frame, **ALL).select(*SCHEMA), by_the_scalar(frame))


# ---- The window: every day there is

READINGS = [
    *(ReviewPolicy(collective_leave=leave) for leave in CollectiveLeave),
    ReviewPolicy(min_days=0, max_days=14, weekend=frozenset({4, 5}), collective_leave="closed"),
    ReviewPolicy(extra_closed=[date(2026, 12, 31)], extra_open=[date(2026, 3, 20)], collective_leave="open"),
]  # fmt: skip


@pytest.mark.parametrize("policy", READINGS, ids=range(len(READINGS)))
@pytest.mark.uncounted
def test_the_window_of_every_day_is_that_of_the_scalar_under_every_reading(policy: ReviewPolicy) -> None:
    days = pl.Series(
        "submitted_on", range(date(2001, 1, 1).toordinal() - 719_163, date(2052, 1, 1).toordinal() - 719_163)
    ).cast(pl.Date)
    frame = days.to_frame().with_columns(
        pl.lit(None, dtype=INPUTS[name]).alias(name) for name in INPUTS if name != "submitted_on"
    )
    expected = by_the_scalar(frame, policy=policy).select("earliest", "latest")
    checked = check(frame.select("submitted_on"), submitted_on="submitted_on", policy=policy)
    assert_frame_equal(checked.select("earliest", "latest"), expected)
    assert expected["latest"].null_count() >= 2 * 365, "outside the calendar nothing is known"
    assert expected.row(days.to_list().index(date(2026, 9, 7))) != (None, None)


def test_the_window_of_a_calendar_of_ones_own_is_that_of_the_scalar() -> None:
    own = BusinessCalendar.from_days(date(2026, 2, 10), date(2027, 3, 5), public_holidays=[date(2026, 8, 17)])
    for calendar in (own, indonesian_calendar(2026, 2026)):
        rows = [
            (None, None, None, None, date.fromordinal(day))
            for day in range(date(2026, 1, 1).toordinal(), date(2027, 6, 1).toordinal())
        ]
        expected = by_the_scalar(frame_of(rows), calendar=calendar)
        assert_frame_equal(check(frame_of(rows), **ALL, calendar=calendar).select(*SCHEMA), expected)


def test_days_that_no_calendar_and_no_python_has_are_unknown() -> None:
    days = pl.Series("day", [-(2**31), 2**31 - 1, -719_163, 0, None], dtype=pl.Int32).cast(pl.Date)
    checked = check(days.to_frame(), submitted_on="day")
    assert checked["earliest"].null_count() == checked["latest"].null_count() == 5
