"""Business-day arithmetic: against numpy, against a plain walk, and at the edges of what is known."""

import copy
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simreplace.calendar.business import BusinessCalendar
from simreplace.calendar.days import CalendarDay, DayKind
from simreplace.errors import CalendarRangeError, InvalidValueError
from simreplace.issues import IssueCode

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
WHOLE = st.dates(FIRST, LAST)
MIDDLE = st.dates(date(2024, 10, 1), date(2026, 3, 31))
WEEKENDS = st.frozensets(st.integers(0, 6), max_size=6)


@st.composite
def calendars(draw: st.DrawFn) -> BusinessCalendar:
    closed = draw(st.frozensets(WHOLE, max_size=25))
    opened = draw(st.frozensets(WHOLE, max_size=25))
    return BusinessCalendar.from_days(
        FIRST,
        LAST,
        weekend=draw(WEEKENDS),
        public_holidays=draw(st.frozensets(WHOLE, max_size=40)),
        collective_leave=draw(st.frozensets(WHOLE, max_size=25)),
        extra_closed=closed - opened,
        extra_open=opened,
    )


def is_open_by_hand(calendar: BusinessCalendar, day: date) -> bool:
    kinds = {row.kind for row in calendar.days if row.day == day}
    if DayKind.EXTRA_OPEN in kinds:
        return True
    return not kinds and day.weekday() not in calendar.weekend


@given(WEEKENDS, st.frozensets(WHOLE, max_size=60), MIDDLE, st.integers(-20, 20))
def test_adding_is_the_same_as_numpy_rolling_forward(
    weekend: frozenset[int], holidays: frozenset[date], day: date, n: int
) -> None:
    calendar = BusinessCalendar.from_days(FIRST, LAST, weekend=weekend, public_holidays=holidays)
    mask = [weekday not in weekend for weekday in range(7)]
    oracle = np.busday_offset(
        np.datetime64(day), n, roll="forward", weekmask=mask, holidays=[np.datetime64(it) for it in holidays]
    )
    assert calendar.add_business_days(day, n) == oracle.astype(date)


@given(WEEKENDS, st.frozensets(WHOLE, max_size=60), WHOLE, WHOLE)
def test_counting_is_the_same_as_numpy_from_the_earlier_to_the_later_day(
    weekend: frozenset[int], holidays: frozenset[date], one: date, other: date
) -> None:
    calendar = BusinessCalendar.from_days(FIRST, LAST, weekend=weekend, public_holidays=holidays)
    mask = [weekday not in weekend for weekday in range(7)]
    listed = [np.datetime64(it) for it in holidays]
    a, b = sorted((one, other))
    oracle = int(np.busday_count(np.datetime64(a), np.datetime64(b), weekmask=mask, holidays=listed))
    assert calendar.business_days_between(a, b) == oracle
    assert calendar.business_days_between(b, a) == -oracle


@given(calendars(), WHOLE)
def test_a_day_is_a_business_day_as_read_off_its_rows(calendar: BusinessCalendar, day: date) -> None:
    assert calendar.is_business_day(day) is is_open_by_hand(calendar, day)


@given(calendars(), MIDDLE, st.integers(0, 40))
def test_adding_is_the_same_as_walking_from_day_to_day(calendar: BusinessCalendar, day: date, n: int) -> None:
    at = day
    left = n
    while left or not is_open_by_hand(calendar, at):
        left -= is_open_by_hand(calendar, at)
        at += timedelta(days=1)
        if at > LAST:
            with pytest.raises(CalendarRangeError):
                calendar.add_business_days(day, n)
            return
    assert calendar.add_business_days(day, n) == at


@given(calendars(), MIDDLE, st.integers(-15, 15), st.integers(-15, 15))
def test_adding_twice_is_adding_the_sum(calendar: BusinessCalendar, day: date, a: int, b: int) -> None:
    there = calendar.add_business_days(day, a)
    assert calendar.add_business_days(there, b) == calendar.add_business_days(day, a + b)
    assert calendar.add_business_days(there, -a) == calendar.add_business_days(day, 0)
    assert calendar.business_days_between(day, there) == a


@given(calendars(), WHOLE, WHOLE, WHOLE)
def test_counts_of_neighboring_intervals_add_up(calendar: BusinessCalendar, a: date, b: date, c: date) -> None:
    count = calendar.business_days_between
    assert count(a, b) + count(b, c) == count(a, c)


@given(calendars())
def test_every_business_day_has_its_number_from_the_first_to_the_last(calendar: BusinessCalendar) -> None:
    span = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    opened = [day for day in span if is_open_by_hand(calendar, day)]
    assert [calendar.day_at(calendar.rank_of(FIRST.toordinal()) + n) for n in range(len(opened))] == opened
    assert calendar.business_days_between(FIRST, LAST + timedelta(days=1)) == len(opened)


def test_a_distance_of_centuries_is_answered_from_the_formula() -> None:
    ever = BusinessCalendar.from_days(date.min, date.max)
    assert ever.add_business_days(date(1, 1, 1), 5 * 52) == date(1, 12, 31)
    assert ever.business_days_between(date(1, 1, 1), date(9999, 12, 31)) == 5 * 521_722 + 4
    assert ever.add_business_days(date(1, 1, 1), 5 * 521_722 + 4) == date(9999, 12, 31)


def test_a_closed_friday_counts_from_the_next_open_day() -> None:
    # Idul Fitri 2026: the eighteenth to the twenty-fourth of March are closed.
    closed = [date(2026, 3, day) for day in (18, 19, 20, 23, 24)]
    march = BusinessCalendar.from_days(date(2026, 1, 1), date(2026, 12, 31), public_holidays=closed)
    answers = [march.add_business_days(date(2026, 3, 20), n) for n in (-2, -1, 0, 1, 2)]
    assert answers == [date(2026, 3, day) for day in (16, 17, 25, 26, 27)]


def test_saturday_can_be_a_working_day_and_the_weekend_can_be_any() -> None:
    six_days = BusinessCalendar.from_days(FIRST, LAST, weekend=[6])
    assert six_days.add_business_days(date(2026, 9, 4), 1) == date(2026, 9, 5)
    friday_off = BusinessCalendar.from_days(FIRST, LAST, weekend={4})
    assert not friday_off.is_business_day(date(2026, 9, 4))
    assert friday_off.is_business_day(date(2026, 9, 6))


def test_an_extra_open_day_wins_over_everything() -> None:
    day = date(2026, 3, 21)
    calendar = BusinessCalendar.from_days(FIRST, LAST, public_holidays=[day], collective_leave=[day], extra_open=[day])
    assert calendar.is_business_day(day)
    assert calendar.kinds_on(day) == (
        DayKind.WEEKEND,
        DayKind.PUBLIC_HOLIDAY,
        DayKind.COLLECTIVE_LEAVE,
        DayKind.EXTRA_OPEN,
    )


def test_collective_leave_can_be_read_as_open() -> None:
    day = date(2026, 3, 20)
    calendar = BusinessCalendar.from_days(FIRST, LAST, collective_leave={day: "Cuti Bersama Idul Fitri"})
    assert not calendar.is_business_day(day)
    read = calendar.reading(weekend=frozenset({5, 6}), collective_leave_closes=False)
    assert read.is_business_day(day)
    assert read.days_on(day) == calendar.days_on(day)


def test_collective_leave_read_as_open_leaves_a_weekend_a_weekend() -> None:
    # The decree for 2005 lists Saturday the fifth of November.
    day = date(2005, 11, 5)
    calendar = BusinessCalendar.from_days(date(2005, 1, 1), date(2005, 12, 31), collective_leave=[day])
    for closes in (True, False):
        read = calendar.reading(weekend=frozenset({5, 6}), collective_leave_closes=closes)
        assert not read.is_business_day(day)
        assert read.add_business_days(day, 0) == date(2005, 11, 7)


def test_extra_days_of_a_reading_outside_the_calendar_are_left_out() -> None:
    calendar = BusinessCalendar.from_days(FIRST, LAST)
    read = calendar.reading(
        weekend=frozenset({5, 6}),
        collective_leave_closes=True,
        extra_closed=frozenset({date(2030, 1, 1)}),
        extra_open=frozenset({date(2020, 1, 4)}),
    )
    assert read == calendar


def test_a_day_says_everything_it_is() -> None:
    easter = date(2026, 4, 5)
    calendar = BusinessCalendar.from_days(
        FIRST, LAST, public_holidays={easter: "Paskah"}, estimated_holidays={date(2026, 4, 7): "Waisak"}
    )
    assert calendar.kinds_on(easter) == (DayKind.WEEKEND, DayKind.PUBLIC_HOLIDAY)
    assert calendar.days_on(easter) == (CalendarDay(easter, DayKind.PUBLIC_HOLIDAY, name="Paskah"),)
    assert [row.estimated for row in calendar.days_on(date(2026, 4, 7))] == [True]
    assert calendar.kinds_on(date(2026, 4, 6)) == ()
    assert calendar.days_on(date(2026, 4, 6)) == ()


def test_a_confirmed_day_takes_the_place_of_its_estimate() -> None:
    day = date(2026, 5, 27)
    guessed = BusinessCalendar.from_days(FIRST, LAST, estimated_holidays={day: "Idul Adha"}, decreed_years=[])
    known = guessed.with_days(public_holidays={day: "Idul Adha"}, decreed_years=[2026], source="decree")
    assert [(row.name, row.estimated) for row in known.days_on(day)] == [("Idul Adha", False)]
    assert known.decreed_years == {2026}
    assert known.source == "own days, decree"
    assert guessed.days_on(day)[0].estimated


def test_an_overlay_undoes_the_opposite_extra_day_and_nothing_else() -> None:
    day, other = date(2026, 5, 27), date(2026, 5, 28)
    closed = BusinessCalendar.from_days(FIRST, LAST, extra_closed=[day, other], public_holidays=[day])
    opened = closed.with_days(extra_open=[day])
    assert opened.kinds_on(day) == (DayKind.PUBLIC_HOLIDAY, DayKind.EXTRA_OPEN)
    assert opened.kinds_on(other) == (DayKind.EXTRA_CLOSED,)
    assert opened.with_days(extra_closed=[day]).kinds_on(day) == (DayKind.PUBLIC_HOLIDAY, DayKind.EXTRA_CLOSED)


def test_days_can_be_forgotten() -> None:
    day, kept = date(2026, 5, 27), date(2026, 5, 28)
    calendar = BusinessCalendar.from_days(FIRST, LAST, public_holidays=[day, kept]).without_days(day, source="revoked")
    assert calendar.is_business_day(day)
    assert not calendar.is_business_day(kept)
    assert calendar.source == "own days, revoked"
    with pytest.raises(CalendarRangeError):
        calendar.without_days(date(2030, 1, 1))


def test_a_decree_of_ones_own_replaces_the_years_it_covers() -> None:
    computed = BusinessCalendar.from_days(
        date(2027, 1, 1),
        date(2028, 12, 31),
        public_holidays=[date(2027, 8, 17), date(2028, 2, 27)],
        decreed_years=[2027],
        source="computed",
    )
    decree = BusinessCalendar.from_days(
        date(2028, 1, 1), date(2029, 12, 31), public_holidays=[date(2028, 2, 28)], weekend=[6], source="decree"
    )
    both = computed.with_calendar(decree)
    assert (both.first, both.last) == (date(2027, 1, 1), date(2029, 12, 31))
    assert [row.day for row in both.days] == [date(2027, 8, 17), date(2028, 2, 28)]
    assert both.decreed_years == {2027, 2028, 2029}
    assert both.weekend == {5, 6}
    assert both.source == "computed, decree"


def test_a_decree_that_follows_next_day_can_be_joined_and_one_that_leaves_a_gap_cannot() -> None:
    first = BusinessCalendar.from_days(date(2027, 1, 1), date(2027, 12, 31))
    next_day = BusinessCalendar.from_days(date(2028, 1, 1), date(2028, 12, 31))
    assert first.with_calendar(next_day).last == date(2028, 12, 31)
    assert next_day.with_calendar(first).first == date(2027, 1, 1)
    later = BusinessCalendar.from_days(date(2028, 1, 2), date(2028, 12, 31))
    for one, other in ((first, later), (later, first)):
        with pytest.raises(InvalidValueError) as caught:
            one.with_calendar(other)
        assert [issue.code for issue in caught.value.issues] == [IssueCode.CALENDAR_RANGE]


YEAR = BusinessCalendar.from_days(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("ask", "day"),
    [
        (lambda: YEAR.is_business_day(date(2025, 12, 31)), date(2025, 12, 31)),
        (lambda: YEAR.kinds_on(date(2027, 1, 1)), date(2027, 1, 1)),
        (lambda: YEAR.days_on(date(2027, 1, 1)), date(2027, 1, 1)),
        (lambda: YEAR.add_business_days(date(2027, 1, 1), -3), date(2027, 1, 1)),
        (lambda: YEAR.add_business_days(date(2026, 12, 31), 1), date(2027, 1, 1)),
        (lambda: YEAR.add_business_days(date(2026, 1, 1), -1), date(2025, 12, 31)),
        (lambda: YEAR.add_business_days(date(2026, 1, 1), 10**30), date(2027, 1, 1)),
        (lambda: YEAR.business_days_between(date(2026, 1, 1), date(2027, 1, 2)), date(2027, 1, 2)),
        (lambda: YEAR.business_days_between(date(2025, 12, 31), date(2026, 1, 2)), date(2025, 12, 31)),
        (lambda: YEAR.with_days(extra_closed=[date(2027, 1, 1)]), date(2027, 1, 1)),
    ],
    ids=[
        "asked before",
        "kinds after",
        "rows after",
        "start after",
        "end after",
        "end before",
        "absurdly far",
        "count to after",
        "count from before",
        "overlay after",
    ],
)
def test_outside_the_calendar_nothing_is_known(ask: Callable[[], object], day: date) -> None:
    with pytest.raises(CalendarRangeError) as caught:
        ask()
    assert (caught.value.day, caught.value.first, caught.value.last) == (day, YEAR.first, YEAR.last)


def test_a_day_beyond_the_last_year_cannot_even_be_named() -> None:
    ever = BusinessCalendar.from_days(date.min, date.max)
    for day, n in ((date.max, 1), (date.min, -1)):
        with pytest.raises(CalendarRangeError) as caught:
            ever.add_business_days(day, n)
        assert caught.value.day is None


MOMENT = datetime(2026, 3, 16, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: YEAR.is_business_day(MOMENT),
        lambda: YEAR.is_business_day("2026-03-16"),  # type: ignore[arg-type]
        lambda: YEAR.is_business_day(None),  # type: ignore[arg-type]
        lambda: YEAR.add_business_days(MOMENT, 1),
        lambda: YEAR.add_business_days(date(2026, 3, 16), True),
        lambda: YEAR.add_business_days(date(2026, 3, 16), 1.0),  # type: ignore[arg-type]
        lambda: YEAR.business_days_between(date(2026, 3, 16), MOMENT),
        lambda: YEAR.with_days(public_holidays=[MOMENT]),
        lambda: YEAR.with_days(public_holidays={MOMENT: "a moment"}),
        lambda: BusinessCalendar.from_days(MOMENT, date(2026, 12, 31)),
        lambda: BusinessCalendar.from_days(date(2026, 1, 1), date(2026, 12, 31), weekend=6),  # type: ignore[arg-type]
    ],
    ids=[
        "moment",
        "text",
        "nothing",
        "from a moment",
        "truth for a count",
        "fraction for a count",
        "to a moment",
        "moment in an overlay",
        "moment in a mapping",
        "begins at a moment",
        "weekend alone",
    ],
)
def test_a_moment_is_not_a_day_and_a_truth_value_is_not_a_count(ask: Callable[[], object]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        ask()
    assert [issue.code for issue in caught.value.issues] == [IssueCode.REVIEW_TYPE]


@pytest.mark.parametrize(
    ("make", "codes"),
    [
        (lambda: BusinessCalendar.from_days(LAST, FIRST), [IssueCode.CALENDAR_RANGE]),
        (lambda: BusinessCalendar.from_days(FIRST, LAST, weekend=range(7)), [IssueCode.REVIEW_NO_WORKING_DAY]),
        (lambda: BusinessCalendar.from_days(FIRST, LAST, weekend=[7]), [IssueCode.REVIEW_WEEKDAY]),
        (lambda: BusinessCalendar.from_days(FIRST, LAST, weekend=[-1]), [IssueCode.REVIEW_WEEKDAY]),
        (lambda: BusinessCalendar.from_days(FIRST, LAST, weekend=[True]), [IssueCode.REVIEW_WEEKDAY]),
        (
            lambda: BusinessCalendar.from_days(FIRST, LAST, extra_closed=[FIRST], extra_open=[FIRST]),
            [IssueCode.REVIEW_EXTRA_CONFLICT],
        ),
        (
            lambda: BusinessCalendar.from_days(LAST, FIRST, weekend=range(7)),
            [IssueCode.REVIEW_NO_WORKING_DAY, IssueCode.CALENDAR_RANGE],
        ),
        (lambda: CalendarDay(FIRST, "festival"), [IssueCode.FORM_CHOICE]),
    ],
    ids=["backwards", "no work", "seven", "minus one", "truth", "closed and open", "two at once", "unknown kind"],
)
def test_what_makes_no_sense_is_refused_with_its_code(make: Callable[[], object], codes: list[IssueCode]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        make()
    assert [issue.code for issue in caught.value.issues] == codes


def test_what_more_is_said_of_a_day_is_given_by_name() -> None:
    with pytest.raises(TypeError, match="positional"):
        CalendarDay(FIRST, DayKind.PUBLIC_HOLIDAY, None)  # type: ignore[call-arg]


def test_an_unknown_group_of_days_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="public_holidays, estimated_holidays"):
        BusinessCalendar.from_days(FIRST, LAST, festivals=[FIRST])  # type: ignore[call-arg]


def test_calendars_are_equal_by_content_whatever_the_order() -> None:
    days = [date(2026, 3, 19), date(2026, 1, 1), date(2026, 3, 19)]
    one = BusinessCalendar.from_days(FIRST, LAST, public_holidays=days)
    other = BusinessCalendar.from_days(FIRST, LAST, public_holidays=reversed(days))
    assert one == other
    assert hash(one) == hash(other)
    assert one != one.with_days(extra_closed=[FIRST])
    assert len({one, other}) == 1


@given(calendars(), MIDDLE)
def test_a_copy_answers_like_the_original(calendar: BusinessCalendar, day: date) -> None:
    for twin in (pickle.loads(pickle.dumps(calendar)), copy.copy(calendar), copy.deepcopy(calendar)):
        assert twin == calendar
        assert hash(twin) == hash(calendar)
        assert twin.add_business_days(day, 7) == calendar.add_business_days(day, 7)


def test_a_hash_does_not_travel_in_a_pickle() -> None:
    # Hashes of texts differ from process to process: one that traveled would lose the calendar in a set.
    calendar = BusinessCalendar.from_days(FIRST, LAST, public_holidays={FIRST: "Tahun Baru"})
    hash(calendar)
    code = (
        "import pickle, sys; from datetime import date; from simreplace.calendar.business import BusinessCalendar;"
        "there = pickle.loads(bytes.fromhex(sys.argv[1]));"
        "here = BusinessCalendar.from_days(date(2024, 1, 1), date(2026, 12, 31),"
        " public_holidays={date(2024, 1, 1): 'Tahun Baru'});"
        "print(here in {there})"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code, pickle.dumps(calendar).hex()],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == "True\n"


def test_a_calendar_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        YEAR.weekend = frozenset()  # type: ignore[misc]
