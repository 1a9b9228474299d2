"""The review clock: business time stops while the customer is awaited, and goes on after."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from builders import MONDAY
from journey import POLICIES, draft, in_state, sample, walk
from simreplace import (
    ARTICLE,
    WIB,
    BusinessCalendar,
    Policy,
    ReplacementRequest,
    ReviewPolicy,
    State,
    estimate_ready_date,
    events,
    indonesian_calendar,
)
from simreplace.errors import CalendarRangeError, InvalidValueError
from simreplace.guidance.clock import Pause, ReviewClock, review_clock
from simreplace.lifecycle import Step

YEAR = indonesian_calendar(2025, 2028)
START = datetime(2026, 1, 5, tzinfo=WIB)
SPAN = timedelta(days=200)

Marks = Sequence[tuple[datetime, datetime]]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in September 2026, a month without a day off: the 7th is a Monday."""
    return datetime(2026, 9, day, hour, minute, tzinfo=WIB)


def told(sent: datetime, pauses: Marks, *, opened: datetime | None = None) -> ReplacementRequest:
    """A request that was sent and then waited for the customer; the last wait may still last."""
    request = draft()
    steps = [step(sample(events.Submit, request), sent, State.IN_REVIEW, ARTICLE)]
    asked, answered = (sample(kind, request) for kind in (events.RequestInformation, events.ProvideInformation))
    for since, until in pauses:
        steps += [step(asked, since, State.INFORMATION_REQUESTED), step(answered, until, State.IN_REVIEW)]
    if opened is not None:
        steps.append(step(asked, opened, State.INFORMATION_REQUESTED))
    return attrs.evolve(request, draft=None, state=steps[-1].state, history=tuple(steps))


def step(event: events.Event, at: datetime, state: State, policy: Policy | None = None) -> Step:
    return Step(event=event, at=at, state=state, seal="", policy=policy)


def under(request: ReplacementRequest, policy: Policy) -> ReplacementRequest:
    """The request as if it had been sent under another policy."""
    first, *rest = request.history
    return attrs.evolve(request, history=(attrs.evolve(first, policy=policy), *rest))


def clock_of(
    request: ReplacementRequest,
    now: datetime,
    review: ReviewPolicy | None = None,
    calendar: BusinessCalendar | None = YEAR,
) -> ReviewClock:
    policy = ARTICLE if review is None else attrs.evolve(ARTICLE, review=review)
    clock = review_clock(under(request, policy), now=now, policy=ARTICLE, calendar=calendar)
    assert clock is not None
    return clock


def business(day: date, review: ReviewPolicy) -> bool:
    return review.readings(YEAR)[1].is_business_day(day)


def effective(moment: datetime, review: ReviewPolicy) -> date:
    """The effective day of a moment, by walking from day to day."""
    local = moment.astimezone(review.zone)
    day = local.date()
    if review.cutoff is not None and local.time() >= review.cutoff:
        day += timedelta(days=1)
    while not business(day, review):
        day += timedelta(days=1)
    return day


def counted(after: date, until: date, review: ReviewPolicy) -> int:
    """The business days after one day up to and with another, one by one."""
    days = (after + timedelta(days=passed) for passed in range(1, (until - after).days + 1))
    return sum(business(day, review) for day in days)


REVIEWS = st.builds(
    lambda least, more, cutoff, leave: ReviewPolicy(
        min_days=least, max_days=least + more, cutoff=cutoff, collective_leave=leave
    ),
    st.integers(0, 3),
    st.integers(0, 4),
    st.none() | st.sampled_from([time(9), time(15), time(23, 59)]),
    st.sampled_from(["closed", "open", "either"]),
)
MOMENTS = st.integers(0, int(SPAN.total_seconds()) // 900).map(
    lambda quarters: START + timedelta(minutes=15 * quarters)
)


@st.composite
def timelines(draw: Callable[..., list[datetime]], least: int = 0, most: int = 3) -> tuple[datetime, Marks, datetime]:
    """When it was sent, when it waited, and now: all in order."""
    moments = sorted(draw(st.lists(MOMENTS, min_size=2 * least + 2, max_size=2 * most + 2)))
    inner = moments[1 : len(moments) - 1]
    pauses = tuple(zip(inner[::2], inner[1::2], strict=False))
    return moments[0], pauses, moments[-1]


def test_the_clock_of_the_story_runs_stops_and_goes_on() -> None:
    sent, asked, answered = at(7, 10), at(8, 14), at(14, 9)
    assert clock_of(told(sent, []), at(7, 11)).days_left == 3
    running = clock_of(told(sent, []), at(8, 13))
    assert (running.is_running, running.latest, running.days_left) == (True, date(2026, 9, 10), 2)
    # Tuesday to Saturday: Tuesday, Wednesday, Thursday and Friday cost nothing but time.
    still = clock_of(told(sent, [], opened=asked), at(12, 9))
    assert (still.is_running, still.days_left, still.moved_by, still.latest) == (False, 2, 4, date(2026, 9, 16))
    after = clock_of(told(sent, [(asked, answered)]), at(14, 10))
    assert (after.is_running, after.days_left, after.moved_by) == (True, 2, 4)
    assert (after.earliest, after.latest) == (date(2026, 9, 14), date(2026, 9, 16))
    assert after.pauses == (Pause(state=State.INFORMATION_REQUESTED, since=asked, until=answered),)
    late = clock_of(told(sent, [(asked, answered)]), at(18, 10))
    assert (late.days_left, late.overdue_by) == (0, 2)


def test_a_second_wait_keeps_what_was_left_when_it_began() -> None:
    first = (at(8, 10), at(11, 10))
    again = clock_of(told(at(7, 10), [first], opened=at(14, 10)), at(25, 10))
    # Sent on Monday, one day used by Tuesday; Friday stands in for Tuesday, and Monday is the second day.
    assert again.days_left == 1
    assert again.estimate.latest == date(2026, 9, 10)
    assert again.overdue_by == 0


def test_what_is_overdue_grows_no_further_while_the_customer_is_awaited() -> None:
    request = told(at(7, 10), [], opened=at(15, 10))
    assert {clock_of(request, at(day, 10)).overdue_by for day in range(15, 30)} == {3}
    assert {clock_of(told(at(7, 10), [(at(18, 10), at(19, 10))]), at(day, 10)).overdue_by for day in (19, 20, 21)} == {
        6
    }


def test_a_form_sent_at_the_weekend_has_its_whole_window_left() -> None:
    assert {clock_of(told(at(12, 10), []), at(day, 11)).days_left for day in (12, 13, 14)} == {3}


def test_a_weekend_uses_up_nothing() -> None:
    sent = at(10, 10)
    assert [clock_of(told(sent, []), at(day, 11)).days_left for day in (11, 12, 13, 14, 15)] == [2, 2, 2, 1, 0]
    assert [clock_of(told(sent, [(at(12, 9), at(13, 9))]), at(day, 11)).days_left for day in (13, 14)] == [2, 1]
    # Friday was stopped and Monday takes its place, so the weekend between has no more to offer than Friday had.
    assert [clock_of(told(sent, [(at(11, 9), at(12, 9))]), at(day, 11)).days_left for day in (12, 14, 15)] == [2, 2, 1]


def test_an_answer_after_the_cutoff_counts_for_the_next_day() -> None:
    review = ReviewPolicy(cutoff=time(15))
    before, after = ((at(8, 10), at(8, hour)) for hour in (14, 15))
    assert clock_of(told(at(7, 10), [before]), at(8, 16), review).moved_by == 0
    assert clock_of(told(at(7, 10), [after]), at(8, 16), review).moved_by == 1


def test_a_hold_stops_the_clock_as_well() -> None:
    held = in_state(State.ON_HOLD)
    clock = clock_of(held, MONDAY + timedelta(days=2))
    assert [(pause.state, pause.until) for pause in clock.pauses] == [(State.ON_HOLD, None)]
    assert (clock.is_running, clock.days_left, clock.moved_by) == (False, 3, 2)
    asked = walk(in_state(State.INFORMATION_REQUESTED), events.Hold)
    assert [pause.state for pause in clock_of(asked, MONDAY + timedelta(days=2)).pauses] == [
        State.INFORMATION_REQUESTED,
        State.ON_HOLD,
    ]


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_the_clock_runs_from_sending_to_the_card(policy: Policy) -> None:
    with_clock = {
        state for state in State if review_clock(in_state(state, policy), now=MONDAY, policy=policy, calendar=YEAR)
    }
    assert with_clock == {State.IN_REVIEW, State.INFORMATION_REQUESTED, State.ON_HOLD, State.APPROVED}


def test_the_policy_that_was_stored_counts_and_no_other() -> None:
    slow = attrs.evolve(ARTICLE, name="slow", review=ReviewPolicy(min_days=5, max_days=9))
    sent = in_state(State.IN_REVIEW, slow)
    clock = review_clock(sent, now=MONDAY, policy=ARTICLE, calendar=YEAR)
    assert clock is not None
    assert (clock.earliest, clock.latest) == (date(2026, 9, 14), date(2026, 9, 18))


def test_a_card_that_comes_back_is_no_new_review() -> None:
    request = walk(in_state(State.EXCHANGING), events.ReturnCard)
    assert request.state is State.APPROVED
    assert review_clock(request, now=MONDAY + timedelta(days=90), policy=ARTICLE, calendar=YEAR) is None
    held = walk(in_state(State.READY_FOR_COLLECTION), events.Hold)
    assert review_clock(held, now=MONDAY + timedelta(days=90), policy=ARTICLE, calendar=YEAR) is None


def test_where_the_clocks_are_set_back_the_hour_that_comes_twice_moves_no_day() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    since = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=berlin)  # by its face before the end, and after it in truth
    review = ReviewPolicy(zone=berlin, cutoff=time(2, 45))
    request = told(datetime(2026, 10, 23, 1, tzinfo=berlin), [(since.replace(fold=0), since)])
    clock = clock_of(request, datetime(2026, 10, 26, 1, tzinfo=berlin), review)
    assert [(pause.until or since) - pause.since for pause in clock.pauses] == [timedelta(hours=1)]
    assert (clock.moved_by, clock.latest) == (0, clock.estimate.latest)


def test_two_pauses_that_touch_are_one_even_over_midnight() -> None:
    # Past the cut-off on Monday evening it is Tuesday already: nothing was late when the first pause began.
    review = ReviewPolicy(min_days=0, max_days=0, cutoff=time(9))
    evening, night, morning = at(7, 23, 45), at(8, 3), at(8, 8)
    whole, halves = (
        clock_of(told(at(7, 8), pauses), at(8, 8, 30), review)
        for pauses in ([(evening, morning)], [(evening, night), (night, morning)])
    )
    assert (whole.overdue_by, len(whole.pauses), len(halves.pauses)) == (halves.overdue_by, 1, 2)
    # While the customer is awaited, nothing becomes late by their being asked a second time.
    earlier = at(7, 8, 10), at(7, 8, 20)
    waiting = (
        told(at(7, 8), [], opened=evening),
        told(at(7, 8), [(evening, night)], opened=night),
        told(at(7, 8), [earlier, (evening, night)], opened=night),
    )
    assert [clock_of(request, morning, review).overdue_by for request in waiting] == [0, 0, 0]


def test_events_that_run_backwards_move_nothing() -> None:
    clock = clock_of(told(at(9, 10), [(at(11, 10), at(10, 10))]), at(11, 12))
    assert (clock.moved_by, clock.latest) == (0, clock.estimate.latest)


@given(timelines(most=0), REVIEWS)
def test_law_without_pauses_the_window_is_that_of_the_estimate(
    timeline: tuple[datetime, Marks, datetime], review: ReviewPolicy
) -> None:
    sent, _, now = timeline
    clock = clock_of(told(sent, []), now, review)
    estimate = estimate_ready_date(sent, policy=review)
    assert clock.estimate == estimate
    assert (clock.earliest, clock.latest, clock.moved_by) == (estimate.earliest, estimate.latest, 0)


@given(timelines(), REVIEWS)
def test_law_each_pause_costs_the_business_days_between_its_effective_ends(
    timeline: tuple[datetime, Marks, datetime], review: ReviewPolicy
) -> None:
    sent, pauses, now = timeline
    clock = clock_of(told(sent, pauses), now, review)
    costs = [counted(effective(a, review), effective(b, review), review) for a, b in pauses]
    assert clock.moved_by == sum(costs)
    assert counted(effective(sent, review), clock.latest, review) == review.max_days + sum(costs)


@given(timelines(), REVIEWS)
def test_law_what_is_used_and_what_is_left_are_the_whole(
    timeline: tuple[datetime, Marks, datetime], review: ReviewPolicy
) -> None:
    sent, pauses, now = timeline
    clock = clock_of(told(sent, pauses), now, review)
    today = now.astimezone(WIB).date()
    starts = [sent, *(until for _, until in pauses)]
    assert 0 <= clock.days_left <= review.max_days
    assert not (clock.days_left and clock.overdue_by)
    if business(today, review) and effective(starts[-1], review) <= today <= clock.latest and not clock.overdue_by:
        used = counted(effective(sent, review), today, review) - clock.moved_by
        assert used + clock.days_left == review.max_days


@given(timelines(least=1), REVIEWS, st.data())
def test_law_cutting_a_pause_in_two_changes_nothing(
    timeline: tuple[datetime, Marks, datetime], review: ReviewPolicy, data: st.DataObject
) -> None:
    sent, pauses, now = timeline
    at_which = data.draw(st.integers(0, len(pauses) - 1))
    since, until = pauses[at_which]
    middle = data.draw(st.integers(0, int((until - since).total_seconds()) // 60)) * timedelta(minutes=1) + since
    cut = (*pauses[:at_which], (since, middle), (middle, until), *pauses[at_which + 1 :])
    whole, halves = (clock_of(told(sent, some), now, review) for some in (pauses, cut))
    assert attrs.evolve(halves, pauses=whole.pauses) == whole


@given(timelines(least=1), REVIEWS, st.data())
def test_law_another_pause_never_makes_the_window_end_earlier(
    timeline: tuple[datetime, Marks, datetime], review: ReviewPolicy, data: st.DataObject
) -> None:
    sent, pauses, now = timeline
    left_out = data.draw(st.integers(0, len(pauses) - 1))
    fewer = (*pauses[:left_out], *pauses[left_out + 1 :])
    with_it, without = (clock_of(told(sent, some), now, review) for some in (pauses, fewer))
    assert with_it.latest >= without.latest
    assert with_it.earliest >= without.earliest
    assert with_it.days_left >= without.days_left


@given(timelines(), REVIEWS, MOMENTS)
def test_law_nothing_is_used_up_while_the_clock_stands_still(
    timeline: tuple[datetime, Marks, datetime], review: ReviewPolicy, later: datetime
) -> None:
    sent, pauses, opened = timeline
    assume(not pauses or pauses[-1][1] < opened)  # or it never went on in between
    then, now = (clock_of(told(sent, pauses, opened=opened), max(opened, moment), review) for moment in (opened, later))
    before = clock_of(told(sent, pauses), opened, review)
    assert (then.days_left, then.overdue_by) == (now.days_left, now.overdue_by) == (before.days_left, before.overdue_by)
    assert then.latest <= now.latest
    assert then.latest == before.latest


@given(timelines(), REVIEWS, MOMENTS)
def test_law_time_only_uses_up(
    timeline: tuple[datetime, Marks, datetime], review: ReviewPolicy, later: datetime
) -> None:
    sent, pauses, now = timeline
    first, then = (clock_of(told(sent, pauses), moment, review) for moment in sorted((now, max(now, later))))
    assert first.days_left >= then.days_left
    assert first.overdue_by <= then.overdue_by
    assert first.latest == then.latest


def test_before_it_was_sent_the_whole_window_is_left() -> None:
    for request in (told(at(7, 10), []), told(at(7, 10), [], opened=at(8, 10))):
        for now in (at(7, 9), datetime(2026, 1, 1, tzinfo=WIB), datetime(1900, 1, 1, tzinfo=WIB)):
            for calendar in (YEAR, None):
                clock = clock_of(request, now, calendar=calendar)
                assert (clock.overdue_by, clock.latest) == (0, date(2026, 9, 10))


def test_indonesias_days_off_are_taken_unless_others_are_given() -> None:
    clock = clock_of(told(datetime(2026, 3, 16, 10, tzinfo=WIB), []), datetime(2026, 3, 17, tzinfo=WIB), calendar=None)
    assert clock.latest == date(2026, 3, 26)
    bare = BusinessCalendar.from_days(date(2026, 1, 1), date(2026, 12, 31))
    other = clock_of(told(datetime(2026, 3, 16, 10, tzinfo=WIB), []), datetime(2026, 3, 17, tzinfo=WIB), calendar=bare)
    assert other.latest == date(2026, 3, 19)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(InvalidValueError, match=r"review\.naive_time"):
        clock_of(told(at(7, 10), []), datetime(2026, 9, 8, 10))


@pytest.mark.parametrize("calendar", [YEAR, None], ids=["own", "Indonesia"])
@pytest.mark.parametrize(
    "now",
    [
        datetime.max.replace(tzinfo=UTC),
        datetime.max.replace(tzinfo=timezone(-timedelta(hours=23))),
        datetime.min.replace(tzinfo=UTC),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=23))),
        datetime(8001, 1, 1, tzinfo=WIB),
        datetime(1899, 12, 31, tzinfo=WIB),
    ],
    ids=str,
)
def test_a_year_that_leaves_no_room_is_refused(now: datetime, calendar: BusinessCalendar | None) -> None:
    with pytest.raises(InvalidValueError, match=r"form\.date"):
        clock_of(told(at(7, 10), []), now, calendar=calendar)


SMALL = BusinessCalendar.from_days(date(2026, 9, 1), date(2026, 9, 30))


@pytest.mark.parametrize("calendar", [SMALL, None], ids=["own", "Indonesia"])
@pytest.mark.parametrize(
    ("sent", "now", "opened"),
    [
        (at(7, 10), datetime(2060, 1, 1, tzinfo=WIB), None),
        (at(7, 10), datetime(2060, 1, 1, tzinfo=WIB), at(8, 10)),
        (at(7, 10), datetime(8000, 12, 31, 23, tzinfo=WIB), None),
        (datetime(1990, 1, 1, tzinfo=WIB), at(7, 10), None),
        (datetime(2060, 1, 1, tzinfo=WIB), at(7, 10), None),
    ],
)
def test_days_beyond_the_calendar_are_unknown_and_not_free_of_holidays(
    sent: datetime, now: datetime, opened: datetime | None, calendar: BusinessCalendar | None
) -> None:
    with pytest.raises(CalendarRangeError):
        clock_of(told(sent, [], opened=opened), now, calendar=calendar)
