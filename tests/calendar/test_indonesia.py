"""Indonesia's days off, against the decrees, and safe from the machine's settings."""

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest

from simreplace.calendar.days import DayKind
from simreplace.calendar.indonesia import FIRST_YEAR, LAST_YEAR, calendar_around, indonesian_calendar
from simreplace.errors import CalendarRangeError, InvalidValueError
from simreplace.issues import IssueCode

DATA = Path(__file__).parent.parent / "data"
KINDS = {"libur_nasional": DayKind.PUBLIC_HOLIDAY, "cuti_bersama": DayKind.COLLECTIVE_LEAVE}


def decreed() -> Iterator[tuple[date, DayKind]]:
    """The days of the decrees for 2024 to 2027, typed by hand from the sources."""
    with (DATA / "skb_days.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            yield date.fromisoformat(row["date"]), KINDS[row["kind"]]


def test_every_day_agrees_with_the_decrees_of_four_years() -> None:
    calendar = indonesian_calendar(2024, 2027)
    assert {(row.day, row.kind) for row in calendar.days} == set(decreed())
    assert len(set(decreed())) == 108


def test_every_day_of_four_years_carries_the_numbers_of_its_decree() -> None:
    """As typed by hand beside each day; when it was signed, and what it amends, is left to the sources."""
    with (DATA / "skb_days.csv").open(encoding="utf-8", newline="") as table:
        by_hand = {
            (it["date"], KINDS[it["kind"]]): it["decree_reference"].split(" (")[0] for it in csv.DictReader(table)
        }
    told = {(str(row.day), row.kind): row.decree for row in indonesian_calendar(2024, 2027).days}
    assert told == by_hand
    assert len(set(told.values())) == 7
    assert {row.decree for row in (*indonesian_calendar(2002, 2023).days, *indonesian_calendar(2028, 2050).days)} == {
        None
    }


def test_collective_leave_carries_its_name_in_indonesian() -> None:
    for row in indonesian_calendar(FIRST_YEAR, LAST_YEAR).days:
        assert row.name
        assert ("Cuti Bersama" in row.name) is (row.kind is DayKind.COLLECTIVE_LEAVE)
        assert "perkiraan" not in row.name


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2026, []),
        (2027, ["03-10", "03-11", "05-17"]),
        (2028, ["01-26", "02-27", "02-28", "05-05", "05-09", "05-26", "08-04", "12-14"]),
    ],
)
def test_estimated_days_are_known_by_the_package_s_own_label(year: int, days: list[str]) -> None:
    rows = indonesian_calendar(year, year).days
    assert [f"{row.day:%m-%d}" for row in rows if row.estimated] == days


def test_two_holidays_on_one_day_stay_two_and_only_one_of_them_is_estimated() -> None:
    rows = indonesian_calendar(2034, 2034).days_on(date(2034, 6, 1))
    assert [(row.name, row.estimated) for row in rows] == [
        ("Hari Lahir Pancasila", False),
        ("Hari Raya Waisak", True),
    ]


def test_a_year_is_decreed_when_its_collective_leave_is_known() -> None:
    calendar = indonesian_calendar(FIRST_YEAR, LAST_YEAR)
    decreed_years = {row.day.year for row in calendar.days if row.kind is DayKind.COLLECTIVE_LEAVE}
    assert calendar.decreed_years == decreed_years
    assert set(range(2002, 2028)) <= calendar.decreed_years
    assert indonesian_calendar(2049, 2050).decreed_years == frozenset()


def test_every_year_that_is_answered_has_its_nyepi() -> None:
    rows = indonesian_calendar(FIRST_YEAR, LAST_YEAR).days
    assert [row.day.year for row in rows if row.name == "Hari Suci Nyepi"] == list(range(FIRST_YEAR, LAST_YEAR + 1))


def test_the_source_names_the_version_of_the_package() -> None:
    assert indonesian_calendar(2026, 2026).source == f"holidays {version('holidays')}"


def test_the_calendar_covers_whole_years() -> None:
    calendar = indonesian_calendar(2026, 2027)
    assert (calendar.first, calendar.last) == (date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "day"),
    [
        (2001, 2026, date(2001, 1, 1)),
        (2026, 2051, date(2051, 1, 1)),
        (1, 2026, date(1, 1, 1)),
        (0, 2026, None),
        (2026, 9999, date(9999, 1, 1)),
        (2026, 10_000, None),
        (-(10**30), 2026, None),
    ],
)
def test_years_that_are_not_sound_are_refused_and_never_free_of_holidays(
    first: int, last: int, day: date | None
) -> None:
    with pytest.raises(CalendarRangeError) as caught:
        indonesian_calendar(first, last)
    assert (caught.value.day, caught.value.first, caught.value.last) == (day, date(2002, 1, 1), date(2050, 12, 31))


@pytest.mark.parametrize("wrong", [True, "2026", None, 2026.0])
def test_a_year_is_a_whole_number(wrong: object) -> None:
    for years in ((wrong, 2026), (2026, wrong)):
        with pytest.raises(InvalidValueError) as caught:
            indonesian_calendar(*years)
        assert [issue.code for issue in caught.value.issues] == [IssueCode.REVIEW_TYPE]


def test_the_last_year_does_not_lie_before_the_first() -> None:
    with pytest.raises(InvalidValueError) as caught:
        indonesian_calendar(2027, 2026)
    assert [issue.code for issue in caught.value.issues] == [IssueCode.CALENDAR_RANGE]


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [(2026, 2026, (2025, 2027)), (2002, 2003, (2002, 2004)), (2049, 2050, (2048, 2050))],
)
def test_a_year_on_either_side_is_added_where_there_is_one(first: int, last: int, years: tuple[int, int]) -> None:
    calendar = calendar_around(date(first, 5, 1), date(last, 5, 1))
    assert (calendar.first.year, calendar.last.year) == years


@pytest.mark.parametrize("day", [date(2001, 12, 31), date(2051, 1, 1)])
def test_days_around_unsound_years_are_refused(day: date) -> None:
    for span in ((day, date(2026, 1, 1)), (date(2026, 1, 1), day)):
        with pytest.raises(CalendarRangeError) as caught:
            calendar_around(*span)
        assert caught.value.day == day


def test_the_same_years_are_the_same_calendar() -> None:
    assert indonesian_calendar(2026, 2027) is indonesian_calendar(2026, 2027)


def test_a_decree_that_the_package_does_not_have_is_laid_over_in_one_expression() -> None:
    calendar = indonesian_calendar(2027, 2028).with_days(
        collective_leave={date(2028, 2, 29): "Cuti Bersama Hari Raya Idul Fitri"},
        decreed_years=[2028],
        source="a decree made up for this test",
    )
    assert not calendar.is_business_day(date(2028, 2, 29))
    assert 2028 in calendar.decreed_years
    assert calendar.source.startswith("holidays ")
    assert calendar.source.endswith(", a decree made up for this test")


def test_importing_does_not_load_the_package() -> None:
    code = "import sys, simreplace.calendar.review, simreplace.calendar.indonesia; print('holidays' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_names_and_estimates_do_not_follow_the_language_or_the_clock_of_the_machine() -> None:
    code = (
        "import sys; from simreplace.calendar.indonesia import indonesian_calendar;"
        "sys.stdout.buffer.write(repr(indonesian_calendar(2024, 2034).days).encode())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "LANG": language, "LANGUAGE": language, "LC_ALL": language, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for language, zone in (("C", "UTC"), ("th_TH.UTF-8", "Asia/Jayapura"), ("en_US.UTF-8", "America/New_York"))
    }
    assert told == {repr(indonesian_calendar(2024, 2034).days).encode()}
