"""The review window: against windows worked by hand, a plain walk, and every combination of moving holidays."""

import csv
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from itertools import product
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simreplace.calendar.business import BusinessCalendar
from simreplace.calendar.days import WIB, WIT, WITA, CalendarDay, CollectiveLeave, DayKind
from simreplace.calendar.indonesia import indonesian_calendar
from simreplace.calendar.review import ReadyEstimate, ReviewPolicy, estimate_ready_date
from simreplace.calendar.window import Caveat, CaveatCode, EffectiveReason, SkippedDay
from simreplace.errors import CalendarRangeError, InvalidValueError
from simreplace.issues import IssueCode

DATA = Path(__file__).parent.parent / "data"
CLOSED, OPEN, EITHER = CollectiveLeave.CLOSED, CollectiveLeave.OPEN, CollectiveLeave.EITHER
THREE = time(15)
ONE_DAY = timedelta(days=1)
ZONES = {"Asia/Jakarta": WIB, "Asia/Jayapura": WIT}


def at(text: str, zone: tzinfo = WIB) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def window(
    submitted_at: datetime | date, leave: CollectiveLeave = EITHER, calendar: BusinessCalendar | None = None
) -> ReadyEstimate:
    return estimate_ready_date(
        submitted_at, policy=ReviewPolicy(cutoff=THREE, collective_leave=leave), calendar=calendar
    )


# ---- windows worked by hand ------------------------------------------------------------------------------------------


def golden() -> Iterator[dict[str, str]]:
    with (DATA / "golden_windows.csv").open(encoding="utf-8", newline="") as table:
        yield from csv.DictReader(table)


def estimate_of(row: dict[str, str], leave: CollectiveLeave) -> ReadyEstimate:
    zone = ZONES[row["tz"]]
    policy = ReviewPolicy(
        min_days=int(row["min_days"]),
        max_days=int(row["max_days"]),
        cutoff=time(int(row["cutoff_hour"])) if row["cutoff_hour"] else None,
        zone=zone,
        collective_leave=leave,
    )
    return estimate_ready_date(at(row["submitted_at_local"], zone), policy=policy)


@pytest.mark.parametrize(
    "row", list(golden()), ids=[f"{it['note'][:7]} {it['collective_leave_policy']}" for it in golden()]
)
def test_a_window_is_as_worked_by_hand_from_the_decrees(row: dict[str, str]) -> None:
    estimate = estimate_of(row, {"non_working": CLOSED, "working": OPEN}[row["collective_leave_policy"]])
    assert (estimate.earliest.isoformat(), estimate.latest.isoformat()) == (row["earliest"], row["latest"])


def test_either_reads_the_earliest_as_open_and_the_latest_as_closed() -> None:
    rows = list(golden())
    for closed, opened in zip(rows[::2], rows[1::2], strict=True):
        assert (closed["collective_leave_policy"], opened["collective_leave_policy"]) == ("non_working", "working")
        assert closed["submitted_at_local"] == opened["submitted_at_local"]
        estimate = estimate_of(closed, EITHER)
        assert (estimate.earliest.isoformat(), estimate.latest.isoformat()) == (opened["earliest"], closed["latest"])


def test_idul_fitri_2026_shows_every_day_it_skips() -> None:
    estimate = window(at("2026-03-16T10:00"))
    leave, holiday, weekend = DayKind.COLLECTIVE_LEAVE, DayKind.PUBLIC_HOLIDAY, DayKind.WEEKEND
    assert (estimate.effective_on, estimate.effective_reason) == (date(2026, 3, 16), EffectiveReason.SAME_DAY)
    assert estimate.business_days == (date(2026, 3, 17), date(2026, 3, 25), date(2026, 3, 26))
    certain: list[tuple[int, tuple[DayKind, ...], str]] = [
        (19, (holiday,), "Hari Suci Nyepi"),
        (21, (weekend, holiday), "Hari Raya Idul Fitri"),
        (22, (weekend, holiday), "Hari kedua dari Hari Raya Idul Fitri"),
    ]
    uncertain: list[tuple[int, tuple[DayKind, ...], str]] = [
        (18, (leave,), "Cuti Bersama Hari Suci Nyepi"),
        (20, (leave,), "Cuti Bersama Hari Raya Idul Fitri"),
        (23, (leave,), "Cuti Bersama Hari Raya Idul Fitri"),
        (24, (leave,), "Cuti Bersama Hari Raya Idul Fitri"),
    ]
    assert [(it.day.day, it.kinds, it.name) for it in estimate.skipped] == certain
    assert [(it.day.day, it.kinds, it.name) for it in estimate.uncertain] == uncertain
    assert not any(it.estimated or it.before_clock_start for it in (*estimate.skipped, *estimate.uncertain))
    closed = window(at("2026-03-16T10:00"), CLOSED)
    assert [(it.day.day, it.kinds, it.name) for it in closed.skipped] == sorted(certain + uncertain)
    assert closed.uncertain == ()
    assert estimate.calendar_source.startswith("holidays ")
    assert (estimate.best_case, estimate.worst_case) == ((estimate.earliest, estimate.latest),) * 2
    assert not estimate.tentative


def test_days_before_the_clock_starts_are_told_apart() -> None:
    estimate = estimate_ready_date(
        at("2026-03-17T15:30", WIT), policy=ReviewPolicy(cutoff=THREE, zone=WIT, collective_leave=CLOSED)
    )
    assert (estimate.effective_on, estimate.effective_reason) == (date(2026, 3, 25), EffectiveReason.AFTER_CUTOFF)
    assert [it.day.day for it in estimate.skipped if it.before_clock_start] == [18, 19, 20, 21, 22, 23, 24]
    assert [it.day.day for it in estimate.skipped if not it.before_clock_start] == [28, 29]


def test_on_an_open_reading_collective_leave_is_not_skipped() -> None:
    estimate = window(at("2026-03-16T10:00"), OPEN)
    assert [it.day.day for it in estimate.skipped] == [19]
    assert estimate.business_days == (date(2026, 3, 17), date(2026, 3, 18), date(2026, 3, 20))
    assert estimate.uncertain == ()


def test_what_is_said_of_either_reading_does_not_contradict_itself() -> None:
    """Tuesday 17 March 2026, 10:00: the earliest day is a day of cuti bersama, and so it may count."""
    estimate = estimate_ready_date(at("2026-03-17T10:00"))
    assert (estimate.earliest, estimate.latest) == (date(2026, 3, 18), date(2026, 3, 27))
    assert [it.day.day for it in estimate.skipped] == [19, 21, 22]
    assert [it.day.day for it in estimate.uncertain] == [18, 20, 23, 24]
    assert estimate.business_days == (date(2026, 3, 25), date(2026, 3, 26), date(2026, 3, 27))
    assert estimate.effective_earliest == estimate.effective_on == date(2026, 3, 17)


def test_a_submission_on_a_day_that_may_count_starts_on_that_day_or_on_the_next_certain_one() -> None:
    estimate = estimate_ready_date(at("2026-03-18T10:00"))
    assert (estimate.effective_earliest, estimate.effective_on) == (date(2026, 3, 18), date(2026, 3, 25))
    assert (estimate.earliest, estimate.latest) == (date(2026, 3, 20), date(2026, 3, 30))
    assert estimate.uncertain[0].day == date(2026, 3, 18)
    assert estimate.uncertain[0].before_clock_start


def test_a_decree_that_is_known_stands_with_its_day() -> None:
    decree = "SKB Menag 1497/2025, Menaker 2/2025, MenPANRB 5/2025"
    estimate = estimate_ready_date(at("2026-03-17T10:00"))
    assert {it.decree for it in (*estimate.skipped, *estimate.uncertain)} == {decree}
    assert [it.decree for it in estimate_ready_date(date(2026, 9, 4)).skipped] == [None, None]
    assert {it.decree for it in estimate_ready_date(date(2023, 3, 21)).skipped} == {None}
    day = date(2026, 1, 6)
    rows = [
        CalendarDay(day, DayKind.PUBLIC_HOLIDAY, name="Libur", decree="one"),
        CalendarDay(day, DayKind.EXTRA_CLOSED, decree="other"),
        CalendarDay(day, DayKind.COLLECTIVE_LEAVE, decree="one"),
    ]
    ours = BusinessCalendar(first=date(2026, 1, 1), last=date(2026, 12, 31), days=rows)
    assert [it.decree for it in window(date(2026, 1, 5), CLOSED, ours).skipped if it.day == day] == ["one; other"]


def test_two_holidays_on_one_day_are_both_named_and_a_name_that_repeats_stands_once() -> None:
    estimate = window(date(2034, 5, 31))
    skipped = {it.day: it for it in estimate.skipped}[date(2034, 6, 1)]
    assert (skipped.name, skipped.estimated) == ("Hari Lahir Pancasila; Hari Raya Waisak", True)
    day = date(2026, 1, 6)
    twice = BusinessCalendar.from_days(
        date(2026, 1, 1), date(2026, 12, 31), public_holidays={day: "Libur"}, collective_leave={day: "Libur"}
    )
    assert [it.name for it in window(date(2026, 1, 5), CLOSED, twice).skipped if it.day == day] == ["Libur"]


# ---- the rule --------------------------------------------------------------------------------------------------------

YEAR = BusinessCalendar.from_days(date(2026, 1, 1), date(2026, 12, 31), source="plain weeks")


@pytest.mark.parametrize(
    ("submitted_at", "effective", "reason"),
    [
        (at("2026-09-04T14:59:59.999999"), 4, EffectiveReason.SAME_DAY),
        (at("2026-09-04T15:00:00"), 7, EffectiveReason.AFTER_CUTOFF),
        (at("2026-09-03T23:59:59"), 4, EffectiveReason.AFTER_CUTOFF),
        (at("2026-09-05T09:00"), 7, EffectiveReason.CLOSED_DAY),
        (at("2026-09-05T23:00"), 7, EffectiveReason.CLOSED_DAY),
        (date(2026, 9, 4), 4, EffectiveReason.SAME_DAY),
        (date(2026, 9, 6), 7, EffectiveReason.CLOSED_DAY),
        # 08:00 UTC is 15:00 in Jakarta, and 07:59 is not yet.
        (at("2026-09-04T08:00", UTC), 7, EffectiveReason.AFTER_CUTOFF),
        (at("2026-09-04T07:59", UTC), 4, EffectiveReason.SAME_DAY),
        # Friday 20:00 UTC is Saturday in Jakarta.
        (at("2026-09-04T20:00", UTC), 7, EffectiveReason.CLOSED_DAY),
    ],
    ids=["before", "at", "late", "Saturday", "late on Saturday", "date", "Sunday", "UTC at", "UTC before", "UTC next"],
)
def test_the_effective_day_is_today_before_the_cut_off_and_else_the_next_business_day(
    submitted_at: datetime | date, effective: int, reason: EffectiveReason
) -> None:
    estimate = window(submitted_at, calendar=YEAR)
    assert (estimate.effective_on, estimate.effective_reason) == (date(2026, 9, effective), reason)
    assert estimate.earliest == YEAR.add_business_days(estimate.effective_on, 1)


def test_without_a_cut_off_the_whole_day_counts_and_with_one_at_midnight_none_of_it() -> None:
    late, early = at("2026-09-03T23:59:59.999999"), at("2026-09-03T00:00")
    assert estimate_ready_date(late, calendar=YEAR).effective_on == date(2026, 9, 3)
    midnight = ReviewPolicy(cutoff=time(0))
    assert estimate_ready_date(early, policy=midnight, calendar=YEAR).effective_on == date(2026, 9, 4)
    assert estimate_ready_date(date(2026, 9, 3), policy=midnight, calendar=YEAR).effective_on == date(2026, 9, 3)


@pytest.mark.parametrize(
    ("submitted_at", "effective", "reason"),
    [
        (at("2026-09-05T11:59:59"), 5, EffectiveReason.SAME_DAY),
        (at("2026-09-05T12:00"), 7, EffectiveReason.AFTER_CUTOFF),
        (at("2026-09-04T12:00"), 4, EffectiveReason.SAME_DAY),
        (at("2026-09-04T15:00"), 5, EffectiveReason.AFTER_CUTOFF),
        (at("2026-09-03T23:59"), 3, EffectiveReason.SAME_DAY),
        (at("2026-09-06T08:00"), 7, EffectiveReason.CLOSED_DAY),
        (date(2026, 9, 5), 5, EffectiveReason.SAME_DAY),
        # 05:00 UTC on a Saturday is noon in Jakarta; the weekday is the local one.
        (at("2026-09-05T05:00", UTC), 7, EffectiveReason.AFTER_CUTOFF),
        (at("2026-09-04T17:00", UTC), 5, EffectiveReason.SAME_DAY),
    ],
    ids=["Saturday", "at noon", "Friday", "late on Friday", "Thursday", "Sunday", "date", "UTC at noon", "UTC Friday"],
)
def test_a_cut_off_can_differ_by_weekday(
    submitted_at: datetime | date, effective: int, reason: EffectiveReason
) -> None:
    """Six days a week; until 15:00, on Saturdays until noon, and on Thursdays as long as the day lasts."""
    policy = ReviewPolicy(weekend={6}, cutoff=THREE, cutoff_on={5: time(12), 3: None})
    estimate = estimate_ready_date(submitted_at, policy=policy, calendar=YEAR)
    assert (estimate.effective_on, estimate.effective_reason) == (date(2026, 9, effective), reason)


def test_cut_offs_by_weekday_are_frozen_in_order_and_none_of_them_is_nothing_said() -> None:
    given_as: list[Any] = [{5: time(12), 4: time(11)}, [(5, time(12)), (4, time(11))], ((4, time(11)), (5, time(12)))]
    for cutoffs in given_as:
        policy = ReviewPolicy(cutoff_on=cutoffs)
        assert policy.cutoff_on == ((4, time(11)), (5, time(12)))
        assert repr(policy) == "ReviewPolicy(cutoff_on={4: datetime.time(11, 0), 5: datetime.time(12, 0)})"
        assert hash(policy) == hash(attrs.evolve(policy))
        assert attrs.evolve(policy) == policy == pickle.loads(pickle.dumps(policy))
    nothing: Any
    for nothing in ({}, (), None):
        assert ReviewPolicy(cutoff_on=nothing) == ReviewPolicy()
        assert ReviewPolicy(cutoff_on=nothing).cutoff_on is None
    policy = ReviewPolicy(cutoff=THREE, cutoff_on={5: time(12), 4: None})
    assert [policy.cutoff_of(date(2026, 9, day)) for day in (3, 4, 5)] == [THREE, None, time(12)]


def test_the_same_instant_can_fall_on_either_side_of_two_local_cut_offs() -> None:
    instant = at("2026-09-04T15:30", WIT)
    for zone, effective in ((WIT, 7), (WITA, 4), (WIB, 4)):
        policy = ReviewPolicy(cutoff=THREE, zone=zone)
        assert estimate_ready_date(instant, policy=policy, calendar=YEAR).effective_on == date(2026, 9, effective)


def test_the_three_zones_are_fixed_and_named() -> None:
    assert [(zone.tzname(None), zone.utcoffset(None)) for zone in (WIB, WITA, WIT)] == [
        (name, timedelta(hours=hours)) for name, hours in (("WIB", 7), ("WITA", 8), ("WIT", 9))
    ]


def test_any_zone_will_do() -> None:
    class Odd(tzinfo):
        """A zone that cannot be hashed, as some libraries have them."""

        __hash__ = None  # type: ignore[assignment]

        def utcoffset(self, _: datetime | None, /) -> timedelta:
            return timedelta(hours=7)

        def dst(self, _: datetime | None, /) -> timedelta:
            return timedelta(0)

        def tzname(self, _: datetime | None, /) -> str:
            return "odd"

    moment = datetime(2026, 9, 4, 8, tzinfo=UTC)
    for zone in (Odd(), ZoneInfo("Asia/Jakarta"), timezone(timedelta(hours=7))):
        policy = ReviewPolicy(cutoff=THREE, zone=zone)
        assert estimate_ready_date(moment, policy=policy, calendar=YEAR).effective_on == date(2026, 9, 7)
        assert hash(policy) == hash(policy)


def test_day_zero_is_the_effective_day() -> None:
    policy = ReviewPolicy(min_days=0, max_days=0)
    estimate = estimate_ready_date(date(2026, 9, 5), policy=policy, calendar=YEAR)
    assert (estimate.effective_on, estimate.earliest, estimate.latest) == (date(2026, 9, 7),) * 3
    assert estimate.business_days == ()


def test_saturday_work_and_extra_days_are_the_policy_s() -> None:
    estimate = estimate_ready_date(date(2026, 9, 4), policy=ReviewPolicy(weekend={6}), calendar=YEAR)
    assert (estimate.earliest, estimate.latest) == (date(2026, 9, 5), date(2026, 9, 8))
    extra = ReviewPolicy(extra_open=[date(2026, 9, 5)], extra_closed=[date(2026, 9, 7)])
    estimate = estimate_ready_date(date(2026, 9, 4), policy=extra, calendar=YEAR)
    assert (estimate.earliest, estimate.latest) == (date(2026, 9, 5), date(2026, 9, 9))
    assert [(it.day.day, it.kinds) for it in estimate.skipped] == [
        (6, (DayKind.WEEKEND,)),
        (7, (DayKind.EXTRA_CLOSED,)),
    ]


def test_the_policy_s_extra_days_and_weekend_win_over_the_calendar_s() -> None:
    day = date(2026, 9, 7)
    calendar = BusinessCalendar.from_days(
        date(2026, 1, 1),
        date(2026, 12, 31),
        weekend={4},
        extra_closed=[day],
        public_holidays={date(2026, 9, 8): "Libur"},
    )
    policy = ReviewPolicy(extra_open=[day, date(2026, 9, 8)], min_days=0)
    estimate = estimate_ready_date(date(2026, 9, 5), policy=policy, calendar=calendar)
    assert (estimate.earliest, estimate.business_days[0]) == (day, date(2026, 9, 8))


@st.composite
def calendars(draw: st.DrawFn) -> BusinessCalendar:
    days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
    near = st.dates(date(2026, 5, 20), date(2026, 7, 10))
    names = st.sampled_from(["Idul Fitri", "Hari kedua dari Idul Fitri", "Waisak", "Imlek"])
    opened = draw(st.frozensets(near, max_size=4))
    return BusinessCalendar.from_days(
        date(2026, 1, 1),
        date(2026, 12, 31),
        public_holidays=draw(st.frozensets(days, max_size=20)),
        collective_leave=draw(st.frozensets(near, max_size=10)),
        estimated_holidays=draw(st.dictionaries(near, names, max_size=5)),
        extra_open=opened,
    )


@st.composite
def policies(draw: st.DrawFn) -> ReviewPolicy:
    days = st.dates(date(2026, 5, 20), date(2026, 7, 10))
    low, high = sorted(draw(st.tuples(st.integers(0, 8), st.integers(0, 8))))
    closed = draw(st.frozensets(days, max_size=4))
    return ReviewPolicy(
        min_days=low,
        max_days=high,
        cutoff=draw(st.none() | st.times()),
        cutoff_on=draw(st.dictionaries(st.integers(0, 6), st.none() | st.times(), max_size=3)),
        zone=draw(st.sampled_from([WIB, WITA, WIT, UTC])),
        weekend=draw(st.frozensets(st.integers(0, 6), max_size=5)),
        collective_leave=draw(st.sampled_from(CollectiveLeave)),
        extra_closed=closed,
        extra_open=draw(st.frozensets(days, max_size=4)) - closed,
    )


SUBMISSIONS = st.dates(date(2026, 6, 1), date(2026, 6, 25)) | st.datetimes(
    datetime(2026, 6, 1),
    datetime(2026, 6, 25),
    timezones=st.sampled_from([WIB, WIT, UTC]),
)
IsOpen = Callable[[date], bool]


def is_open_by_hand(calendar: BusinessCalendar, policy: ReviewPolicy, *, leave_closes: bool) -> IsOpen:
    kinds: dict[date, set[DayKind]] = {}
    for row in calendar.days:
        kinds.setdefault(row.day, set()).add(row.kind)

    def answer(day: date) -> bool:
        known = kinds.get(day, set())
        if day in policy.extra_open or day in policy.extra_closed:
            return day in policy.extra_open
        if DayKind.EXTRA_OPEN in known:
            return True
        closed = DayKind.PUBLIC_HOLIDAY in known or (leave_closes and DayKind.COLLECTIVE_LEAVE in known)
        return not closed and day.weekday() not in policy.weekend

    return answer


def walked(submitted_at: datetime | date, policy: ReviewPolicy, is_open: IsOpen) -> list[date]:
    """The effective day and every business day after it, found day by day as the rule is written."""
    if isinstance(submitted_at, datetime):
        local = submitted_at.astimezone(policy.zone)
        cutoffs = {**dict.fromkeys(range(7), policy.cutoff), **dict(policy.cutoff_on or ())}
        cutoff = cutoffs[local.weekday()]
        day, in_time = local.date(), cutoff is None or local.time() < cutoff
    else:
        day, in_time = submitted_at, True
    if not (is_open(day) and in_time):
        day += ONE_DAY
        while not is_open(day):
            day += ONE_DAY
    found = [day]
    while len(found) <= policy.max_days:
        day += ONE_DAY
        if is_open(day):
            found.append(day)
    return found


def walked_window(submitted_at: datetime | date, policy: ReviewPolicy, calendar: BusinessCalendar) -> tuple[date, date]:
    near = is_open_by_hand(calendar, policy, leave_closes=policy.collective_leave is CLOSED)
    far = is_open_by_hand(calendar, policy, leave_closes=policy.collective_leave is not OPEN)
    first, last = walked(submitted_at, policy, near), walked(submitted_at, policy, far)
    return first[policy.min_days], last[policy.max_days]


@pytest.mark.uncounted
@given(SUBMISSIONS, policies(), calendars())
def test_a_window_is_what_a_walk_from_day_to_day_finds(
    submitted_at: datetime | date, policy: ReviewPolicy, calendar: BusinessCalendar
) -> None:
    estimate = estimate_ready_date(submitted_at, policy=policy, calendar=calendar)
    far = is_open_by_hand(calendar, policy, leave_closes=policy.collective_leave is not OPEN)
    days = walked(submitted_at, policy, far)
    assert (estimate.earliest, estimate.latest) == walked_window(submitted_at, policy, calendar)
    assert (estimate.effective_on, *estimate.business_days) == tuple(days)
    span = [estimate.submitted_on + n * ONE_DAY for n in range((estimate.latest - estimate.submitted_on).days + 1)]
    near = is_open_by_hand(calendar, policy, leave_closes=policy.collective_leave is CLOSED)
    assert estimate.effective_earliest == walked(submitted_at, policy, near)[0]
    assert [it.day for it in estimate.skipped] == [day for day in span if not far(day) and not near(day)]
    assert [it.day for it in estimate.uncertain] == [day for day in span if far(day) is not near(day)]
    closed = (*estimate.skipped, *estimate.uncertain)
    assert all(it.kinds and it.before_clock_start is (it.day < estimate.effective_on) for it in closed)
    assert estimate.earliest not in {it.day for it in estimate.skipped}
    assert not {estimate.latest, estimate.effective_on, *estimate.business_days} & {it.day for it in closed}


@pytest.mark.uncounted
@given(SUBMISSIONS, policies(), calendars())
def test_the_earliest_is_never_after_the_latest_and_both_are_business_days_as_they_are_read(
    submitted_at: datetime | date, policy: ReviewPolicy, calendar: BusinessCalendar
) -> None:
    estimate = estimate_ready_date(submitted_at, policy=policy, calendar=calendar)
    near, far = policy.readings(calendar)
    assert estimate.earliest <= estimate.latest
    assert near.is_business_day(estimate.earliest)
    assert far.is_business_day(estimate.latest)
    assert far.is_business_day(estimate.effective_on)


@given(SUBMISSIONS, policies(), calendars(), st.dates(date(2026, 6, 1), date(2026, 7, 15)))
def test_closing_a_day_never_makes_a_date_earlier(
    submitted_at: datetime | date, policy: ReviewPolicy, calendar: BusinessCalendar, day: date
) -> None:
    before = estimate_ready_date(submitted_at, policy=policy, calendar=calendar)
    stricter = attrs.evolve(policy, extra_closed=policy.extra_closed | {day}, extra_open=policy.extra_open - {day})
    after = estimate_ready_date(submitted_at, policy=stricter, calendar=calendar)
    assert (after.effective_on, after.earliest, after.latest) >= (before.effective_on, before.earliest, before.latest)
    assert after.earliest >= before.earliest
    assert after.latest >= before.latest


# ---- holidays that may move ------------------------------------------------------------------------------------------


def scenarios_by_hand(calendar: BusinessCalendar) -> Iterator[BusinessCalendar]:
    """The calendar under every combination of shifts: neighbors of one name move together."""
    blocks: list[list[tuple[date, str]]] = []
    for row in calendar.days:
        if not row.estimated:
            continue
        name = row.name or ""
        joined = [
            block
            for block in blocks
            if block[-1][0] == row.day - ONE_DAY and (name in block[0][1] or block[0][1] in name)
        ]
        if joined:
            joined[0].append((row.day, name))
        else:
            blocks.append([(row.day, name)])
    firm = attrs.evolve(calendar, days=[row for row in calendar.days if not row.estimated])
    for shifts in product((-1, 0, 1), repeat=len(blocks)):
        moved = [row_day + shift * ONE_DAY for block, shift in zip(blocks, shifts, strict=True) for row_day, _ in block]
        extra = [row.day for row in firm.days if row.kind is DayKind.EXTRA_OPEN]
        kept = [row.day for row in firm.days if row.kind is DayKind.PUBLIC_HOLIDAY]
        yield firm.with_days(public_holidays=[*kept, *moved], extra_open=extra)


@pytest.mark.uncounted
@given(SUBMISSIONS, policies(), calendars())
def test_best_and_worst_are_the_minima_and_maxima_over_every_combination(
    submitted_at: datetime | date, policy: ReviewPolicy, calendar: BusinessCalendar
) -> None:
    windows = [walked_window(submitted_at, policy, moved) for moved in scenarios_by_hand(calendar)]
    earliest, latest = [it[0] for it in windows], [it[1] for it in windows]
    estimate = estimate_ready_date(submitted_at, policy=policy, calendar=calendar)
    assert estimate.best_case == (min(earliest), min(latest))
    assert estimate.worst_case == (max(earliest), max(latest))
    plain = (estimate.earliest, estimate.latest)
    assert estimate.tentative is (estimate.best_case != plain or estimate.worst_case != plain)


# Estimated holidays by how many days after the first they lie, each with the names of its days.
MOVING: dict[str, list[tuple[list[int], list[str | None]]]] = {
    "one": [([0], ["Waisak"])],
    "two days": [([0, 1], ["Idul Fitri", "Hari kedua dari Idul Fitri"])],
    "three days": [([0, 1, 2], ["Idul Fitri"] * 3)],
    "neighbors of two names": [([0], ["Waisak"]), ([1], ["Imlek"])],
    "neighbors, one without a name": [([0], ["Waisak"]), ([1], [None])],
    "neighbors without a name": [([0, 1], [None, None])],
    "a day between": [([0], ["Waisak"]), ([2], ["Imlek"])],
    "two days, a day between": [([0, 1], ["Idul Fitri"] * 2), ([3], ["Imlek"])],
    "a day between, two days": [([0], ["Waisak"]), ([2, 3], ["Idul Fitri"] * 2)],
    "one apart, a day between": [([-7], ["Nyepi"]), ([0], ["Waisak"]), ([2], ["Imlek"])],
    "a day between, one apart": [([-2], ["Nyepi"]), ([0], ["Waisak"]), ([6], ["Imlek"])],
}


@pytest.mark.parametrize("blocks", MOVING.values(), ids=MOVING)
def test_holidays_that_may_meet_are_counted_as_by_a_walk_wherever_they_lie(
    blocks: list[tuple[list[int], list[str | None]]],
) -> None:
    """A Saturday that is worked and a day that is firm lie among them; 8 June 2026 is a Monday."""
    ends, policy = (date(2026, 5, 1), date(2026, 7, 31)), ReviewPolicy(min_days=0, max_days=2, collective_leave=OPEN)
    firm, opened = [date(2026, 6, 17)], [date(2026, 6, 13)]
    for first in (date(2026, 6, 7) + n * ONE_DAY for n in range(8)):
        names = {first + at * ONE_DAY: name for days, said in blocks for at, name in zip(days, said, strict=True)}
        calendar = BusinessCalendar.from_days(*ends, public_holidays=firm, estimated_holidays=names, extra_open=opened)
        moved = [
            [first + (at + shift) * ONE_DAY for (days, _), shift in zip(blocks, shifts, strict=True) for at in days]
            for shifts in product((-1, 0, 1), repeat=len(blocks))
        ]
        ways = [BusinessCalendar.from_days(*ends, public_holidays=firm + days, extra_open=opened) for days in moved]
        for sent in (date(2026, 6, 8) + n * ONE_DAY for n in range(8)):
            estimate = estimate_ready_date(sent, policy=policy, calendar=calendar)
            earliest, latest = zip(*(walked_window(sent, policy, way) for way in ways), strict=True)
            assert (estimate.best_case, estimate.worst_case) == (
                (min(earliest), min(latest)),
                (max(earliest), max(latest)),
            ), (first, sent)


@pytest.mark.parametrize(
    ("submitted", "leave", "plain", "best", "worst"),
    [
        ("2027-03-05", CLOSED, "03-16 03-18", "03-10 03-17", "03-16 03-18"),
        ("2027-03-05", OPEN, "03-09 03-15", "03-09 03-15", "03-11 03-15"),
        ("2027-03-05", EITHER, "03-09 03-18", "03-09 03-17", "03-11 03-18"),
        ("2027-05-14", CLOSED, "05-21 05-25", "05-17 05-24", "05-21 05-25"),
        ("2027-05-14", OPEN, "05-18 05-21", "05-17 05-19", "05-18 05-21"),
        ("2027-05-14", EITHER, "05-18 05-25", "05-17 05-24", "05-18 05-25"),
        ("2028-02-25", CLOSED, "02-29 03-02", "02-28 03-01", "03-01 03-03"),
    ],
)
def test_a_lunar_holiday_that_moves_by_a_day_moves_the_window_as_measured(
    submitted: str, leave: CollectiveLeave, plain: str, best: str, worst: str
) -> None:
    estimate = window(at(f"{submitted}T10:00"), leave)
    shown = [
        " ".join(f"{day:%m-%d}" for day in case)
        for case in ((estimate.earliest, estimate.latest), estimate.best_case, estimate.worst_case)
    ]
    assert shown == [plain, best, worst]
    assert estimate.tentative


@pytest.mark.parametrize(
    ("year", "leave", "count"), [(2027, CLOSED, 15), (2027, OPEN, 17), (2028, CLOSED, 50), (2028, OPEN, 50)]
)
def test_the_days_whose_window_depends_on_a_shift_are_as_many_as_counted(
    year: int, leave: CollectiveLeave, count: int
) -> None:
    days = [date(year, 1, 1) + n * ONE_DAY for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]
    estimates = [window(day, leave) for day in days]
    assert sum((it.best_case, it.worst_case) != ((it.earliest, it.latest),) * 2 for it in estimates) == count


def test_an_answer_that_the_calendar_is_too_short_to_give_is_refused_when_it_is_asked_for() -> None:
    week = BusinessCalendar.from_days(
        date(2026, 9, 1), date(2026, 9, 11), estimated_holidays={date(2026, 9, 12) - ONE_DAY * 2: "Maulid"}
    )
    # Maulid on Thursday the tenth: Friday is the third day, and the last one known. Nothing later can be needed.
    assert window(date(2026, 9, 7), calendar=week).worst_case[1] == date(2026, 9, 11)
    # Maulid on Saturday: moved to Friday it would push the third day out of the calendar.
    short = BusinessCalendar.from_days(
        date(2026, 9, 1), date(2026, 9, 12), estimated_holidays={date(2026, 9, 12): "Maulid"}
    )
    estimate = window(date(2026, 9, 8), calendar=short)
    assert estimate.latest == date(2026, 9, 11)
    for ask in ("best_case", "worst_case", "tentative", "caveats"):
        with pytest.raises(CalendarRangeError) as caught:
            getattr(estimate, ask)
        assert caught.value.day == date(2026, 9, 13)


def test_a_last_year_that_ends_with_an_estimate_names_no_impossible_day() -> None:
    ever = BusinessCalendar.from_days(
        date(9999, 12, 1), date.max, estimated_holidays={date.max - ONE_DAY: "Libur"}, weekend=[]
    )
    estimate = estimate_ready_date(
        date(9999, 12, 29), policy=ReviewPolicy(min_days=1, max_days=1, weekend=[]), calendar=ever
    )
    assert estimate.latest == date.max
    assert estimate.worst_case == (date.max, date.max)
    assert estimate.best_case == (date(9999, 12, 30),) * 2
    tight = ever.with_days(extra_closed=[date.max - ONE_DAY, date.max - 2 * ONE_DAY])
    squeezed = estimate_ready_date(
        date(9999, 12, 28), policy=ReviewPolicy(min_days=1, max_days=1, weekend=[]), calendar=tight
    )
    with pytest.raises(CalendarRangeError) as caught:
        squeezed.worst_case  # noqa: B018 - asking is the test
    assert caught.value.day is None


def test_many_estimates_in_a_row_widen_the_answer_and_never_narrow_it() -> None:
    days = {date(2026, 6, 1) + n * ONE_DAY: f"Libur {n}." for n in range(7)}
    calendar = BusinessCalendar.from_days(date(2026, 1, 1), date(2026, 12, 31), estimated_holidays=days)
    estimate = estimate_ready_date(date(2026, 5, 29), calendar=calendar)
    every = [walked_window(date(2026, 5, 29), estimate.policy, moved) for moved in scenarios_by_hand(calendar)]
    assert estimate.best_case[0] <= min(it[0] for it in every)
    assert estimate.best_case[1] <= min(it[1] for it in every)
    assert estimate.worst_case[0] >= max(it[0] for it in every)
    assert estimate.worst_case[1] >= max(it[1] for it in every)


def test_however_many_estimates_there_are_in_a_row_the_answer_comes() -> None:
    """All combinations of thirty holidays are more than can be looked at."""
    days = {date(2026, 6, 1) + n * ONE_DAY: f"Libur {n}." for n in range(30)}
    calendar = BusinessCalendar.from_days(
        date(2026, 1, 1), date(2026, 12, 31), estimated_holidays={date(2026, 4, 1): "Libur", **days}
    )
    estimate = estimate_ready_date(date(2026, 5, 29), calendar=calendar)
    assert (estimate.earliest, estimate.latest) == (date(2026, 7, 1), date(2026, 7, 3))
    assert estimate.best_case <= (estimate.earliest, estimate.latest) <= estimate.worst_case


# ---- caveats ---------------------------------------------------------------------------------------------------------


def test_a_decreed_lunar_day_awaits_its_decision() -> None:
    estimate = window(at("2027-03-05T10:00"))
    assert estimate.caveats == (
        Caveat(CaveatCode.LUNAR_PENDING_DECISION, date(2027, 3, 10)),
        Caveat(CaveatCode.LUNAR_PENDING_DECISION, date(2027, 3, 11)),
        Caveat(CaveatCode.COLLECTIVE_LEAVE_MATTERS, date(2027, 3, 9)),
        Caveat(CaveatCode.WEEKENDS_MAY_BE_WORKED, date(2027, 3, 6)),
    )
    assert {it.day for it in estimate.skipped if it.estimated} == {date(2027, 3, 10), date(2027, 3, 11)}


def test_an_undecreed_year_says_what_is_computed_and_that_collective_leave_is_unknown() -> None:
    assert window(at("2028-02-25T10:00")).caveats == (
        Caveat(CaveatCode.COMPUTED_HOLIDAY, date(2028, 2, 27)),
        Caveat(CaveatCode.COMPUTED_HOLIDAY, date(2028, 2, 28)),
        Caveat(CaveatCode.YEAR_WITHOUT_DECREE, date(2028, 2, 25)),
        Caveat(CaveatCode.WEEKENDS_MAY_BE_WORKED, date(2028, 2, 26)),
    )


def test_nyepi_in_an_undecreed_year_is_computed_though_nothing_marks_it() -> None:
    codes = {(it.code, it.day) for it in window(date(2028, 3, 24)).caveats}
    assert (CaveatCode.COMPUTED_HOLIDAY, date(2028, 3, 26)) in codes
    # Good Friday and New Year follow from the calendar alone, and Nyepi 2027 is decreed.
    for day in (date(2028, 4, 13), date(2028, 1, 3), date(2027, 3, 5)):
        assert not any(it.code is CaveatCode.COMPUTED_HOLIDAY for it in window(day).caveats)


def test_an_estimate_a_day_outside_the_window_is_told_and_one_farther_off_is_not() -> None:
    told = {
        day: any(it.code is CaveatCode.LUNAR_PENDING_DECISION for it in window(day, CLOSED).caveats)
        for day in (date(2027, 5, 10), date(2027, 5, 11), date(2027, 5, 12), date(2027, 5, 18), date(2027, 5, 19))
    }
    # Idul Adha is on Monday the seventeenth; three days from Tuesday the eleventh end on Friday the fourteenth.
    assert told == {
        date(2027, 5, 10): False,
        date(2027, 5, 11): False,
        date(2027, 5, 12): True,
        date(2027, 5, 18): True,
        date(2027, 5, 19): False,
    }


def test_a_window_over_new_year_names_the_year_that_has_no_decree() -> None:
    estimate = window(date(2027, 12, 30))
    assert Caveat(CaveatCode.YEAR_WITHOUT_DECREE, date(2028, 1, 1)) in estimate.caveats
    assert estimate.tentative
    assert (estimate.best_case, estimate.worst_case) == ((estimate.earliest, estimate.latest),) * 2
    assert not window(date(2027, 12, 20)).tentative


@pytest.mark.parametrize(("year", "count", "most"), [(2026, 38, 7), (2027, 35, 7)])
def test_collective_leave_matters_exactly_where_the_two_readings_differ(year: int, count: int, most: int) -> None:
    differing, farthest = 0, 0
    for n in range(365):
        day = date(year, 1, 1) + n * ONE_DAY
        closed, opened, either = (window(day, leave) for leave in (CLOSED, OPEN, EITHER))
        differs = (closed.earliest, closed.latest) != (opened.earliest, opened.latest)
        for estimate in (closed, opened, either):
            assert any(it.code is CaveatCode.COLLECTIVE_LEAVE_MATTERS for it in estimate.caveats) is differs
        differing += differs
        farthest = max(farthest, (closed.latest - opened.latest).days)
    assert (differing, farthest) == (count, most)


def test_a_window_without_a_mere_weekend_says_nothing_of_weekends() -> None:
    def told(estimate: ReadyEstimate) -> list[date | None]:
        return [it.day for it in estimate.caveats if it.code is CaveatCode.WEEKENDS_MAY_BE_WORKED]

    assert told(window(date(2026, 9, 7), calendar=YEAR)) == []
    assert told(window(date(2026, 9, 3), calendar=YEAR)) == [date(2026, 9, 5)]
    # Past the cut-off on a Sunday, working that Sunday would change nothing.
    assert told(window(at("2026-09-06T15:00"), calendar=YEAR)) == []
    assert told(window(at("2026-09-06T14:00"), calendar=YEAR)) == [date(2026, 9, 6)]


@given(SUBMISSIONS, policies(), calendars())
def test_the_caveats_of_a_reading_are_there_exactly_when_it_moves_the_window(
    submitted_at: datetime | date, policy: ReviewPolicy, calendar: BusinessCalendar
) -> None:
    def dates(leave: CollectiveLeave, extra_open: frozenset[date]) -> tuple[date, date]:
        read = attrs.evolve(policy, collective_leave=leave, extra_open=extra_open)
        estimate = estimate_ready_date(submitted_at, policy=read, calendar=calendar)
        return estimate.earliest, estimate.latest

    estimate = estimate_ready_date(submitted_at, policy=policy, calendar=calendar)
    codes = {it.code: it.day for it in estimate.caveats}
    differs = dates(CLOSED, policy.extra_open) != dates(OPEN, policy.extra_open)
    assert (CaveatCode.COLLECTIVE_LEAVE_MATTERS in codes) is differs
    resting = codes.get(CaveatCode.WEEKENDS_MAY_BE_WORKED)
    if resting is not None:
        leave = policy.collective_leave
        assert dates(leave, policy.extra_open | {resting})[1] < dates(leave, policy.extra_open)[1]


# ---- what is not covered ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("submitted_at", "day"),
    [
        (date(2001, 12, 31), date(2001, 12, 31)),
        (date(2051, 1, 1), date(2051, 1, 1)),
        (date(2050, 12, 29), date(2051, 1, 1)),
        (at("2001-12-31T16:00", UTC), date(2001, 12, 31)),
        (date.min, date.min),
        (date.max, date.max),
        (datetime.max.replace(tzinfo=UTC), None),
        (datetime.min.replace(tzinfo=WIT), None),
        (datetime.min.replace(tzinfo=UTC), date.min),
        (datetime.max.replace(tzinfo=WIT), date.max),
    ],
    ids=["2001", "2051", "runs into 2051", "2001 by UTC", "first", "last", "10000", "year 0", "year 1", "9999"],
)
def test_a_day_on_which_the_days_off_are_not_known_is_refused(submitted_at: datetime | date, day: date | None) -> None:
    with pytest.raises(CalendarRangeError) as caught:
        estimate_ready_date(submitted_at)
    assert (caught.value.day, caught.value.first, caught.value.last) == (day, date(2002, 1, 1), date(2050, 12, 31))


def test_the_first_and_the_last_sound_days_are_answered() -> None:
    assert estimate_ready_date(date(2002, 1, 1)).earliest == date(2002, 1, 3)
    assert estimate_ready_date(at("2001-12-31T17:00", UTC)).submitted_on == date(2002, 1, 1)
    late = estimate_ready_date(date(2050, 12, 26))
    assert late.latest == date(2050, 12, 29)
    assert late.tentative


@pytest.mark.parametrize(
    ("submitted_at", "day"),
    [
        (date(2025, 12, 31), date(2025, 12, 31)),
        (date(2026, 12, 31), date(2027, 1, 1)),
        (at("2026-12-31T15:00"), date(2027, 1, 1)),
        (datetime.max.replace(tzinfo=UTC), None),
    ],
    ids=["before", "runs out", "past the cut-off of the last day", "beyond all years"],
)
def test_a_calendar_that_is_given_is_not_asked_beyond_its_days(submitted_at: datetime | date, day: date | None) -> None:
    with pytest.raises(CalendarRangeError) as caught:
        window(submitted_at, calendar=YEAR)
    assert (caught.value.day, caught.value.first, caught.value.last) == (day, YEAR.first, YEAR.last)


def test_long_windows_reach_as_many_years_as_they_need() -> None:
    every = indonesian_calendar(2002, 2050)
    for policy in (ReviewPolicy(max_days=366), ReviewPolicy(max_days=366, weekend={0, 1, 2, 3, 4, 5})):
        for day in (date(2026, 12, 30), date(2030, 1, 1)):
            estimate = estimate_ready_date(day, policy=policy)
            oracle = estimate_ready_date(day, policy=policy, calendar=every)
            assert (estimate.earliest, estimate.latest) == (oracle.earliest, oracle.latest)
            assert (estimate.best_case, estimate.worst_case) == (oracle.best_case, oracle.worst_case)
    with pytest.raises(CalendarRangeError) as caught:
        estimate_ready_date(date(2048, 6, 1), policy=ReviewPolicy(max_days=366, weekend={0, 1, 2, 3, 4, 5}))
    assert (caught.value.day, caught.value.first) == (date(2051, 1, 1), date(2002, 1, 1))


# ---- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_time", "code"),
    [
        (datetime(2026, 3, 16, 10), IssueCode.REVIEW_NAIVE_TIME),
        ("2026-03-16", IssueCode.REVIEW_TYPE),
        (None, IssueCode.REVIEW_TYPE),
        (True, IssueCode.REVIEW_TYPE),
        (1_773_630_000, IssueCode.REVIEW_TYPE),
        (THREE, IssueCode.REVIEW_TYPE),
    ],
    ids=["naive", "text", "nothing", "truth", "number", "time"],
)
def test_what_is_no_moment_and_no_day_is_refused(given_time: object, code: IssueCode) -> None:
    with pytest.raises(InvalidValueError) as caught:
        estimate_ready_date(given_time)  # type: ignore[arg-type]
    assert [(issue.code, issue.pointer) for issue in caught.value.issues] == [(code, "/submitted_at")]


def test_a_zone_that_does_not_know_its_offset_leaves_a_time_naive() -> None:
    class Unsure(tzinfo):
        def utcoffset(self, _: datetime | None, /) -> None:
            return None

        dst = tzname = utcoffset

    with pytest.raises(InvalidValueError) as caught:
        estimate_ready_date(datetime(2026, 3, 16, 10, tzinfo=Unsure()))
    assert [issue.code for issue in caught.value.issues] == [IssueCode.REVIEW_NAIVE_TIME]


DAY = date(2026, 3, 16)


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ({"min_days": 4}, [("review.days", "/min_days")]),
        ({"min_days": -1}, [("review.days", "/min_days")]),
        ({"max_days": 367}, [("review.days", "/max_days")]),
        ({"max_days": True}, [("review.days", "/max_days")]),
        ({"min_days": 1.0}, [("review.days", "/min_days")]),
        ({"min_days": "1", "max_days": None}, [("review.days", "/min_days"), ("review.days", "/max_days")]),
        ({"weekend": range(7)}, [("review.no_working_day", "/weekend")]),
        ({"weekend": {7}}, [("review.weekday", "/weekend")]),
        ({"weekend": {-1}}, [("review.weekday", "/weekend")]),
        ({"weekend": {True}}, [("review.weekday", "/weekend")]),
        ({"weekend": {"sat"}}, [("review.weekday", "/weekend")]),
        ({"weekend": 6}, [("review.type", "/weekend")]),
        ({"cutoff": time(15, tzinfo=WIB)}, [("review.cutoff", "/cutoff")]),
        ({"cutoff": 15}, [("review.cutoff", "/cutoff")]),
        ({"cutoff_on": {7: time(12)}}, [("review.weekday", "/cutoff_on")]),
        ({"cutoff_on": {True: time(12)}}, [("review.weekday", "/cutoff_on")]),
        ({"cutoff_on": {"5": time(12)}}, [("review.weekday", "/cutoff_on")]),
        ({"cutoff_on": {1.0: time(12)}}, [("review.weekday", "/cutoff_on")]),
        ({"cutoff_on": [(5, time(12)), (5, time(13))]}, [("review.weekday", "/cutoff_on")]),
        ({"cutoff_on": {5: 12}}, [("review.cutoff", "/cutoff_on")]),
        ({"cutoff_on": {5: time(12, tzinfo=WIB)}}, [("review.cutoff", "/cutoff_on")]),
        ({"cutoff_on": {9: "noon"}}, [("review.weekday", "/cutoff_on"), ("review.cutoff", "/cutoff_on")]),
        ({"cutoff_on": {5: time(12), "6": None}}, [("review.type", "/cutoff_on")]),
        ({"cutoff_on": time(12)}, [("review.type", "/cutoff_on")]),
        ({"cutoff_on": [5]}, [("review.type", "/cutoff_on")]),
        ({"cutoff_on": [(5, time(12), 1)]}, [("review.type", "/cutoff_on")]),
        ({"zone": "Asia/Jakarta"}, [("review.type", "/zone")]),
        ({"zone": None}, [("review.type", "/zone")]),
        ({"collective_leave": "sometimes"}, [("form.choice", "")]),
        ({"extra_closed": {DAY}, "extra_open": {DAY}}, [("review.extra_conflict", "/extra_open")]),
        ({"extra_closed": [datetime(2026, 3, 16, tzinfo=WIB)]}, [("review.type", "/extra_closed")]),
        ({"extra_open": ["2026-03-16"]}, [("review.type", "/extra_open")]),
        ({"extra_open": DAY}, [("review.type", "/extra_open")]),
        (
            {"max_days": 0, "weekend": {8}, "cutoff": "15:00"},
            [("review.days", "/min_days"), ("review.cutoff", "/cutoff"), ("review.weekday", "/weekend")],
        ),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused_with_every_reason(
    settings: dict[str, object], found: list[tuple[str, str]]
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        ReviewPolicy(**settings)  # type: ignore[arg-type]
    assert [(issue.code.value, issue.pointer) for issue in caught.value.issues] == found


def test_a_policy_takes_any_collection_and_the_words_of_its_enumerations() -> None:
    policy = ReviewPolicy(weekend=[6], collective_leave="open", extra_open=[DAY])
    assert policy == ReviewPolicy(weekend=frozenset({6}), collective_leave=OPEN, extra_open=frozenset({DAY}))
    assert policy.collective_leave is OPEN
    assert isinstance(policy.extra_open, frozenset)


def test_a_backlog_widens_the_far_end_alone() -> None:
    policy = ReviewPolicy(cutoff=THREE).with_backlog(4)
    assert (policy.min_days, policy.max_days, policy.cutoff) == (1, 7, THREE)
    assert policy.with_backlog(0) == policy


@pytest.mark.parametrize("days", [-1, True, 1.5, None, 364])
def test_a_backlog_that_makes_no_sense_is_refused(days: object) -> None:
    with pytest.raises(InvalidValueError) as caught:
        ReviewPolicy().with_backlog(days)  # type: ignore[arg-type]
    assert {issue.code for issue in caught.value.issues} == {IssueCode.REVIEW_DAYS}
    assert caught.value.issues[0].params == (("limit", 366),)


# ---- values ----------------------------------------------------------------------------------------------------------


@given(SUBMISSIONS, policies(), calendars())
def test_an_estimate_is_a_value(
    submitted_at: datetime | date, policy: ReviewPolicy, calendar: BusinessCalendar
) -> None:
    estimate = estimate_ready_date(submitted_at, policy=policy, calendar=calendar)
    again = estimate_ready_date(submitted_at, policy=policy, calendar=pickle.loads(pickle.dumps(calendar)))
    thawed = pickle.loads(pickle.dumps(estimate))
    assert estimate == again == thawed
    assert hash(estimate) == hash(again) == hash(thawed)
    assert (thawed.skipped, thawed.caveats, thawed.worst_case) == (
        estimate.skipped,
        estimate.caveats,
        estimate.worst_case,
    )
    assert pickle.loads(pickle.dumps(policy)) == policy


def test_a_moment_in_a_repeated_hour_is_equal_to_itself_however_it_is_kept() -> None:
    """Clocks in New York went back on 1 November 2026: 01:30 was there twice, and the second is 06:30 UTC."""
    moment = datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=ZoneInfo("America/New_York"))
    estimate = estimate_ready_date(moment, calendar=YEAR)
    assert estimate.submitted_at == datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    assert estimate == pickle.loads(pickle.dumps(estimate))
    assert estimate == estimate_ready_date(datetime(2026, 11, 1, 6, 30, tzinfo=UTC), calendar=YEAR)


def test_estimates_are_equal_when_all_they_show_is_equal_and_only_then() -> None:
    day = date(2026, 3, 16)
    assert estimate_ready_date(day) == estimate_ready_date(day, calendar=indonesian_calendar(2026, 2026))
    assert estimate_ready_date(day) != estimate_ready_date(date(2026, 3, 17))
    named = {date(2026, 9, 5): "Libur"}
    assert window(date(2026, 9, 4), calendar=YEAR) != window(
        date(2026, 9, 4), calendar=YEAR.with_days(public_holidays=named, source="")
    )
    assert (estimate_ready_date(day) == "2026-03-17") is False


def test_an_estimate_and_a_policy_cannot_be_changed() -> None:
    estimate = estimate_ready_date(date(2026, 3, 16))
    for thing, name in ((estimate, "latest"), (estimate, "skipped"), (estimate.policy, "max_days")):
        with pytest.raises(AttributeError):
            setattr(thing, name, None)


def test_a_skipped_day_is_a_plain_value() -> None:
    one = SkippedDay(day=DAY, kinds=(DayKind.WEEKEND,))
    assert one == SkippedDay(day=DAY, kinds=(DayKind.WEEKEND,), name=None, estimated=False, before_clock_start=False)


def test_what_is_shown_does_not_follow_the_language_the_clock_or_the_hash_seed_of_the_machine() -> None:
    code = (
        "import sys; from datetime import date, datetime;"
        "from simreplace.calendar import WIB, ReviewPolicy, estimate_ready_date;"
        "policy = ReviewPolicy(extra_closed=[date(2027, 3, day) for day in (22, 16, 17, 29)]);"
        "estimate = estimate_ready_date(datetime(2027, 3, 5, 10, tzinfo=WIB), policy=policy);"
        "parts = (estimate, estimate.skipped, estimate.caveats, estimate.best_case, estimate.worst_case);"
        "sys.stdout.buffer.write(repr(parts).encode())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "LANG": lang, "LANGUAGE": lang, "LC_ALL": lang, "TZ": zone, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for lang, zone, seed in (
            ("C", "UTC", "0"),
            ("th_TH.UTF-8", "Asia/Jayapura", "1"),
            ("id_ID.UTF-8", "America/New_York", "2"),
        )
    }
    assert len(told) == 1
    assert b"Hari Raya Idul Fitri" in next(iter(told))
