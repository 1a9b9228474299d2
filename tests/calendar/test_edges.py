"""The edges of a calendar: its first and its last day, one that is a day long, and one laid over another."""

from datetime import date, datetime, time, timedelta
from itertools import permutations
from typing import Any

import attrs
import pytest

from simreplace import WIB, ReadyEstimate, ReviewPolicy, estimate_ready_date
from simreplace.calendar import BusinessCalendar, CalendarDay, DayKind
from simreplace.calendar.window import CaveatCode, EffectiveReason, undecreed_years
from simreplace.errors import CalendarRangeError, InvalidValueError

A_DAY = timedelta(days=1)
MONDAY, WEDNESDAY, FRIDAY = date(2026, 9, 7), date(2026, 9, 9), date(2026, 9, 11)
WEEK = BusinessCalendar.from_days(MONDAY, FRIDAY)
GROUPS = ("public_holidays", "collective_leave", "extra_closed", "extra_open", "estimated_holidays")


def off(**days: list[date]) -> BusinessCalendar:
    given: Any = days
    return BusinessCalendar.from_days(MONDAY, FRIDAY, **given)


# ---- A day on its first or last day


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("edge", [MONDAY, FRIDAY])
def test_a_day_out_of_the_ordinary_may_be_the_first_or_the_last(edge: date, group: str) -> None:
    calendar = off(**{group: [edge]})
    assert [row.day for row in calendar.days] == [edge]
    assert calendar.is_business_day(edge) is (group == "extra_open")
    assert [row.day for row in calendar.days_on(edge)] == [edge]
    for beyond in (MONDAY - A_DAY, FRIDAY + A_DAY):
        with pytest.raises(CalendarRangeError):
            off(**{group: [beyond]})


def test_the_first_and_the_last_day_can_be_asked_for_and_reached() -> None:
    for edge in (MONDAY, FRIDAY):
        assert WEEK.is_business_day(edge) and WEEK.add_business_days(edge, 0) == edge
        assert (WEEK.kinds_on(edge), WEEK.days_on(edge)) == ((), ())
        assert WEEK.day_on(edge.toordinal()) == edge
    assert WEEK.add_business_days(MONDAY, 4) == FRIDAY
    assert WEEK.add_business_days(FRIDAY, -4) == MONDAY
    for start, steps in ((MONDAY, -1), (FRIDAY, 1), (MONDAY, 5), (FRIDAY, -5)):
        with pytest.raises(CalendarRangeError):
            WEEK.add_business_days(start, steps)
    for beyond in (MONDAY - A_DAY, FRIDAY + A_DAY):
        with pytest.raises(CalendarRangeError):
            WEEK.is_business_day(beyond)
        with pytest.raises(CalendarRangeError):
            WEEK.day_on(beyond.toordinal())


def test_where_the_last_day_is_closed_the_count_ends_the_day_before() -> None:
    calendar = off(public_holidays=[MONDAY, FRIDAY])
    assert calendar.add_business_days(MONDAY, 0) == MONDAY + A_DAY
    assert calendar.add_business_days(MONDAY, 2) == FRIDAY - A_DAY
    with pytest.raises(CalendarRangeError) as caught:
        calendar.add_business_days(MONDAY, 3)
    assert caught.value.day == FRIDAY + A_DAY
    assert calendar.business_days_between(MONDAY, FRIDAY + A_DAY) == 3


def test_days_of_a_policy_on_the_edges_count_and_those_beyond_them_cannot_matter() -> None:
    edges, beyond = frozenset({MONDAY, FRIDAY}), frozenset({MONDAY - A_DAY, FRIDAY + A_DAY})
    weekdays = frozenset({5, 6})
    closed = WEEK.reading(weekend=weekdays, collective_leave_closes=True, extra_closed=edges | beyond)
    assert [row.day for row in closed.days] == [MONDAY, FRIDAY]
    assert [closed.is_business_day(day) for day in (MONDAY, WEDNESDAY, FRIDAY)] == [False, True, False]
    worked = WEEK.reading(weekend=frozenset({0, 4}), collective_leave_closes=True, extra_open=edges | beyond)
    assert [worked.is_business_day(day) for day in (MONDAY, WEDNESDAY, FRIDAY)] == [True, True, True]


# ---- A calendar one day long


@pytest.mark.parametrize(
    ("day", "closed", "is_open"),
    [(MONDAY, [], True), (MONDAY, [MONDAY], False), (date(2026, 9, 6), [], False)],
    ids=["open", "closed", "sunday"],
)
def test_a_calendar_may_be_one_day_long(day: date, closed: list[date], *, is_open: bool) -> None:
    calendar = BusinessCalendar.from_days(day, day, public_holidays=closed)
    assert (calendar.first, calendar.last) == (day, day)
    assert calendar.is_business_day(day) is is_open
    assert calendar.business_days_between(day, day) == 0
    assert calendar.business_days_between(day, day + A_DAY) == int(is_open)
    if is_open:
        assert calendar.add_business_days(day, 0) == day
    for steps in (-1, 1) if is_open else (-1, 0, 1):
        with pytest.raises(CalendarRangeError) as caught:
            calendar.add_business_days(day, steps)
        # Where the day is closed, the count rolls forward, out of the calendar.
        assert caught.value.day == (day - A_DAY if steps < 0 else day + A_DAY)


def test_a_calendar_does_not_end_before_it_begins() -> None:
    with pytest.raises(InvalidValueError):
        BusinessCalendar(first=MONDAY, last=MONDAY - A_DAY)


def test_a_window_may_end_on_the_last_day_that_is_known() -> None:
    sent = datetime(2026, 9, 7, 10, tzinfo=WIB)
    policy = ReviewPolicy(min_days=1, max_days=4)
    estimate = estimate_ready_date(sent, policy=policy, calendar=WEEK)
    assert (estimate.earliest, estimate.latest) == (MONDAY + A_DAY, FRIDAY)
    with pytest.raises(CalendarRangeError):
        estimate_ready_date(sent, policy=attrs.evolve(policy, max_days=5), calendar=WEEK)


# ---- Decreed years, laid over each other

COMPUTED = BusinessCalendar.from_days(
    date(2027, 1, 1), date(2029, 12, 31), public_holidays=[date(2028, 3, 1)], decreed_years=[2027, 2028], source="a"
)


def decree(first: date, last: date, years: list[int], *holidays: date) -> BusinessCalendar:
    return BusinessCalendar.from_days(first, last, public_holidays=holidays, decreed_years=years, source="b")


def test_of_a_year_that_both_know_the_one_laid_over_says_whether_it_is_decreed() -> None:
    year = (date(2028, 1, 1), date(2028, 12, 31))
    unsure, sure = decree(*year, []), decree(*year, [2028])
    assert COMPUTED.with_calendar(unsure).decreed_years == {2027}
    assert COMPUTED.with_calendar(sure).decreed_years == {2027, 2028}
    assert unsure.with_calendar(COMPUTED).decreed_years == {2027, 2028}
    # The last of several years is replaced as well as the first.
    both = decree(date(2027, 1, 1), date(2028, 12, 31), [])
    assert COMPUTED.with_calendar(both).decreed_years == frozenset()
    later = decree(date(2028, 1, 1), date(2029, 12, 31), [2029])
    assert COMPUTED.with_calendar(later).decreed_years == {2027, 2029}


def test_a_calendar_laid_over_takes_the_place_of_every_day_it_covers_and_of_no_other() -> None:
    march = [date(2028, 3, day) for day in (1, 2, 30, 31)]
    below = COMPUTED.with_days(public_holidays=[*march, date(2028, 2, 29), date(2028, 4, 3)])
    over = below.with_calendar(decree(march[0], march[-1], [2028], march[0] + A_DAY))
    assert [row.day for row in over.days] == [date(2028, 2, 29), date(2028, 3, 2), date(2028, 4, 3)]
    assert over.source.split(", ")[-1] == "b"


def test_days_of_a_decree_make_its_years_decreed() -> None:
    known = COMPUTED.with_days(public_holidays=[date(2029, 1, 1)], decreed_years=[2029])
    assert known.decreed_years == {2027, 2028, 2029}
    assert undecreed_years(COMPUTED, date(2027, 12, 31), date(2029, 1, 1)) == [2029]
    assert undecreed_years(known, date(2027, 12, 31), date(2029, 1, 1)) == []


def test_of_a_year_without_a_decree_the_first_day_of_the_window_in_it_is_named() -> None:
    bare = BusinessCalendar.from_days(date(2027, 1, 1), date(2029, 12, 31), decreed_years=[2028])
    estimate = estimate_ready_date(datetime(2027, 12, 30, 9, tzinfo=WIB), calendar=bare)
    said = [(caveat.code, caveat.day) for caveat in estimate.caveats]
    assert (CaveatCode.YEAR_WITHOUT_DECREE, date(2027, 12, 30)) in said
    across = estimate_ready_date(datetime(2028, 12, 29, 9, tzinfo=WIB), calendar=bare)
    said = [(caveat.code, caveat.day) for caveat in across.caveats]
    assert (CaveatCode.YEAR_WITHOUT_DECREE, date(2029, 1, 1)) in said
    assert DayKind.WEEKEND in across.skipped[0].kinds


# ---- Estimated holidays that can fall on one day


def test_two_estimated_holidays_with_a_day_between_may_close_that_one_alone() -> None:
    """Tuesday and Thursday may both move to Wednesday, or away from each other to Monday and Friday."""
    names = {date(2026, 9, 8): "one (perkiraan)", date(2026, 9, 10): "another (perkiraan)"}
    known = BusinessCalendar.from_days(date(2026, 8, 1), date(2026, 10, 31), estimated_holidays=names)
    sent = datetime(2026, 9, 7, 8, tzinfo=WIB)
    estimate = estimate_ready_date(sent, policy=ReviewPolicy(min_days=3, max_days=3), calendar=known)
    assert estimate.latest == date(2026, 9, 14)
    assert estimate.best_case[0] == date(2026, 9, 11)


@pytest.mark.parametrize(
    ("holiday", "ends"),
    [
        # Tuesday's, moved to Monday, lets the count begin on Tuesday: day 1 is Wednesday, as where it stays. Moved to
        # Wednesday it leaves Tuesday as day 1. Day 3 is Friday each time.
        (date(2026, 9, 8), ((date(2026, 9, 8), date(2026, 9, 9)), (date(2026, 9, 11),) * 2)),
        # Friday's, moved to Thursday, makes Friday day 3; day 1 is Tuesday each time.
        (date(2026, 9, 11), ((date(2026, 9, 8),) * 2, (date(2026, 9, 10), date(2026, 9, 11)))),
        (date(2026, 9, 14), ((date(2026, 9, 8),) * 2, (date(2026, 9, 10),) * 2)),
    ],
    ids=["the earliest alone", "the latest alone", "neither"],
)
def test_a_window_is_tentative_when_either_end_may_move(
    holiday: date, ends: tuple[tuple[date, date], tuple[date, date]]
) -> None:
    known = BusinessCalendar.from_days(
        date(2026, 8, 1), date(2026, 10, 31), estimated_holidays=[holiday], decreed_years=[2026]
    )
    estimate = estimate_ready_date(datetime(2026, 9, 7, 8, tzinfo=WIB), policy=ReviewPolicy(), calendar=known)
    assert tuple(zip(estimate.best_case, estimate.worst_case, strict=True)) == ends
    assert estimate.tentative is any(best != worst for best, worst in ends)


def test_an_estimated_holiday_may_move_onto_the_first_and_the_last_day_that_is_known() -> None:
    sent, policy = datetime(2026, 9, 7, 8, tzinfo=WIB), ReviewPolicy(min_days=1, max_days=3)
    # On Monday it only lets the count begin on Tuesday; were Monday beyond its reach, Thursday could be day 3.
    after_the_first = estimate_ready_date(sent, policy=policy, calendar=off(estimated_holidays=[MONDAY + A_DAY]))
    assert after_the_first.best_case == (MONDAY + A_DAY, FRIDAY)
    on_the_last = estimate_ready_date(
        FRIDAY, policy=ReviewPolicy(min_days=0, max_days=0), calendar=off(estimated_holidays=[FRIDAY - A_DAY])
    )
    assert on_the_last.latest == FRIDAY
    with pytest.raises(CalendarRangeError) as caught:
        on_the_last.worst_case  # noqa: B018 - asking is the test
    assert caught.value.day == FRIDAY + A_DAY


# ---- What is said of the days on the edges of a window


def said(estimate: ReadyEstimate) -> list[tuple[CaveatCode, date | None]]:
    return [(caveat.code, caveat.day) for caveat in estimate.caveats]


@pytest.mark.parametrize(
    ("holiday", "is_told"),
    [(date(2026, 9, 5), False), (date(2026, 9, 6), True), (date(2026, 9, 11), True), (date(2026, 9, 12), False)],
    ids=["two days before", "the day before", "the day behind", "two days behind"],
)
def test_an_estimate_is_told_where_it_may_move_into_the_window(holiday: date, *, is_told: bool) -> None:
    """The window of Monday the seventh ends on Thursday the tenth."""
    known = BusinessCalendar.from_days(date(2026, 8, 1), date(2026, 10, 31), estimated_holidays=[holiday])
    estimate = estimate_ready_date(datetime(2026, 9, 7, 8, tzinfo=WIB), calendar=known)
    assert estimate.latest == date(2026, 9, 10)
    assert ((CaveatCode.LUNAR_PENDING_DECISION, holiday) in said(estimate)) is is_told


@pytest.mark.parametrize(("hour", "is_told"), [(8, True), (15, False)], ids=["in time", "past the cut-off"])
def test_a_computed_nyepi_on_the_day_of_the_submission_is_told_where_that_day_could_count(
    hour: int, *, is_told: bool
) -> None:
    known = BusinessCalendar.from_days(
        date(2026, 8, 1), date(2026, 10, 31), public_holidays={MONDAY: "Hari Suci Nyepi"}, decreed_years=[]
    )
    estimate = estimate_ready_date(
        datetime(2026, 9, 7, hour, tzinfo=WIB), policy=ReviewPolicy(cutoff=time(15)), calendar=known
    )
    assert ((CaveatCode.COMPUTED_HOLIDAY, MONDAY) in said(estimate)) is is_told


def test_a_saturday_of_collective_leave_is_no_mere_weekend_where_the_latest_is_read_as_closed() -> None:
    saturday = date(2026, 9, 12)
    known = BusinessCalendar.from_days(date(2026, 8, 1), date(2026, 10, 31), collective_leave=[saturday])
    for leave, rests_first in (("either", saturday + A_DAY), ("closed", saturday + A_DAY), ("open", saturday)):
        policy = ReviewPolicy(collective_leave=leave)
        estimate = estimate_ready_date(datetime(2026, 9, 10, 8, tzinfo=WIB), policy=policy, calendar=known)
        assert said(estimate) == [(CaveatCode.WEEKENDS_MAY_BE_WORKED, rests_first)]


def test_a_window_over_new_year_is_counted_with_a_year_to_spare_on_either_side() -> None:
    for day, years in ((date(2026, 12, 1), (2025, 2027)), (date(2026, 12, 31), (2025, 2028))):
        calendar = estimate_ready_date(day).calendar
        assert (calendar.first.year, calendar.last.year) == years


# ---- Values


def test_the_first_and_the_last_day_of_all_can_be_named_where_they_are_not_known() -> None:
    most = BusinessCalendar.from_days(date.min + A_DAY, date.max - A_DAY, weekend=[])
    for day, steps, beyond in ((most.first, -1, date.min), (most.last, 1, date.max)):
        with pytest.raises(CalendarRangeError) as caught:
            most.add_business_days(day, steps)
        assert caught.value.day == beyond


def test_cut_offs_stand_in_the_order_of_the_week_whatever_their_hours() -> None:
    hours = {5: time(11), 0: time(15), 2: None, 4: time(11, 30)}
    ways = [ReviewPolicy(cutoff_on=dict(way)) for way in permutations(hours.items())]
    assert {way.cutoff_on for way in ways} == {((0, time(15)), (2, None), (4, time(11, 30)), (5, time(11)))}
    assert len(set(map(repr, ways))) == len(set(ways)) == 1


def test_reasons_for_one_day_stand_in_one_order_whatever_order_they_came_in() -> None:
    kind = DayKind.PUBLIC_HOLIDAY
    rows = [
        CalendarDay(MONDAY, kind),
        CalendarDay(MONDAY, kind, decree="1/2026"),
        CalendarDay(MONDAY, kind, name="a"),
        CalendarDay(MONDAY, kind, name="a", decree="1/2026"),
        CalendarDay(MONDAY, kind, name="a", decree="2/2026"),
        CalendarDay(MONDAY, kind, name="a", estimated=True),
        CalendarDay(MONDAY, kind, name="b"),
    ]
    for first in range(len(rows)):
        for way in (rows[first:] + rows[:first], rows[first::-1] + rows[:first:-1]):
            assert BusinessCalendar(first=MONDAY, last=FRIDAY, days=way).days == tuple(rows)


def test_estimates_differ_where_an_answer_or_a_reason_does() -> None:
    sent = datetime(2026, 9, 7, 8, tzinfo=WIB)
    known = BusinessCalendar.from_days(date(2026, 8, 1), date(2026, 10, 31))
    plain = estimate_ready_date(sent, calendar=known)
    assert plain != estimate_ready_date(sent + timedelta(hours=1), calendar=known)
    assert plain != estimate_ready_date(sent, policy=ReviewPolicy(max_days=4), calendar=known)
    assert plain != estimate_ready_date(sent, calendar=known.with_days(estimated_holidays=[FRIDAY]))
    assert plain == estimate_ready_date(sent, calendar=known.with_days(public_holidays=[date(2026, 8, 17)], source=""))
    assert (plain == estimate_ready_date(sent + A_DAY, calendar=known)) is (plain == "an estimate") is False


def test_a_submission_on_a_day_that_may_count_is_late_for_the_latest_because_that_day_is_closed() -> None:
    known = BusinessCalendar.from_days(date(2026, 8, 1), date(2026, 10, 31), collective_leave=[MONDAY])
    policy = ReviewPolicy(cutoff=time(15))
    for hour, earliest in ((8, MONDAY), (15, MONDAY + A_DAY)):
        estimate = estimate_ready_date(datetime(2026, 9, 7, hour, tzinfo=WIB), policy=policy, calendar=known)
        assert (estimate.effective_earliest, estimate.effective_on) == (earliest, MONDAY + A_DAY)
        assert estimate.effective_reason is EffectiveReason.CLOSED_DAY
