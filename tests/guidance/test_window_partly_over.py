"""A plan while the owner may still object: what is over of that time is not waited for again."""

from datetime import date, datetime, timedelta
from typing import Final

import attrs
import pytest

from builders import MONDAY
from journey import in_state, walk
from simreplace import ARTICLE, WIB, IssueCode, State, events
from simreplace.guidance.plan import Plan, PlanAnswer, plan

LATE: Final = date(2026, 12, 31)
TWO_DAYS: Final = attrs.evolve(ARTICLE, name="two days to object", objection_window=timedelta(hours=48))
# Siti's owner was told a quarter of an hour after the start, so that the time to object ends on Wednesday, 10:15.
ENDS: Final = datetime(2026, 9, 9, 10, 15, tzinfo=WIB)


def order_of(found: Plan) -> tuple[date, date | None, tuple[tuple[IssueCode, object], ...]]:
    step = next(step for step in found.steps if step.event is events.OrderActivation)
    return step.not_before, step.at_latest, tuple((issue.code, dict(issue.params)["until"]) for issue in step.issues)


OPEN: Final = ((IssueCode.ORDER_OBJECTION_WINDOW, ENDS),)


@pytest.mark.parametrize("state", [State.READY_FOR_COLLECTION, State.INSPECTING, State.ACCEPTED])
@pytest.mark.parametrize(
    ("now", "first", "last", "open_until"),
    [
        (MONDAY + timedelta(minutes=45), date(2026, 9, 9), date(2026, 9, 9), OPEN),
        (MONDAY + timedelta(hours=3), date(2026, 9, 9), date(2026, 9, 9), OPEN),
    ],
    ids=["just told", "three hours later"],
)
def test_what_is_left_of_the_window_is_waited_for_and_no_more(
    state: State, now: datetime, first: date, last: date, open_until: tuple[object, ...]
) -> None:
    found = plan(in_state(state, TWO_DAYS), now=now, by=LATE)
    order = order_of(found)
    assert (order[0], order[2]) == (first, open_until)
    assert order[1] == (last if state is not State.READY_FOR_COLLECTION else order[1])


@pytest.mark.parametrize(
    ("now", "first", "open_until"),
    [
        (MONDAY + timedelta(hours=30), date(2026, 9, 9), OPEN),
        (ENDS - timedelta(microseconds=1), date(2026, 9, 9), OPEN),
        (ENDS, date(2026, 9, 9), ()),
        (ENDS + timedelta(days=1), date(2026, 9, 10), ()),
    ],
    ids=["half over", "all but over", "over to the moment", "over since yesterday"],
)
def test_a_window_that_is_partly_over_ends_when_it_would_have_ended(
    now: datetime, first: date, open_until: tuple[object, ...]
) -> None:
    found = plan(in_state(State.READY_FOR_COLLECTION, TWO_DAYS), now=now, by=LATE)
    assert (order_of(found)[0], order_of(found)[2]) == (first, open_until)
    assert found.earliest == first


def test_the_answer_for_the_day_on_which_the_window_ends() -> None:
    request = in_state(State.READY_FOR_COLLECTION, TWO_DAYS)
    half_over = MONDAY + timedelta(hours=30)
    answers = [plan(request, now=half_over, by=date(2026, 9, day)).answer for day in (8, 9)]
    assert answers[0] is PlanAnswer.NO
    assert answers[1] is not PlanAnswer.NO


def test_after_a_hold_nothing_is_over_of_a_window_that_begins_anew() -> None:
    held = walk(in_state(State.READY_FOR_COLLECTION, TWO_DAYS), events.Hold)
    now = MONDAY + timedelta(hours=30)
    found = plan(held, now=now, by=LATE)
    assert order_of(found)[0] == (now + timedelta(hours=48)).date()
