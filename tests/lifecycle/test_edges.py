"""The later of two notices, and a deadline that a failed look does not move."""

from datetime import datetime, timedelta
from typing import Any, Final

import attrs
import pytest

from journey import draft, in_state, next_moment, sample, tell, walk
from simreplace import ARTICLE, STRICT, IssueCode, Policy, ReplacementRequest, State, events, lifecycle
from simreplace.lifecycle.case import told_since
from simreplace.lifecycle.request import standing

evolve: Final[Any] = attrs.evolve
AN_HOUR: Final = timedelta(hours=1)
APART: Final = STRICT.tellings_apart
NOTICE: Final = {
    "old": {"to": "old_number", "means": "call", "outcome": "unreachable"},
    "reached": {"to": "registered_contact", "means": "sms", "outcome": "delivered"},
    "none": {"to": "registered_contact", "means": "sms", "outcome": "none_on_record"},
}


def noticed(policy: Policy, *notices: tuple[str, timedelta]) -> tuple[ReplacementRequest, datetime]:
    """A request whose owner was told in these ways, each so long after the first moment."""
    request = walk(draft(), events.Submit, events.CompareRecord, policy=policy)
    start = next_moment(request)
    for number, (name, after) in enumerate(notices):
        event = evolve(sample(events.TellOwner, request), id=f"notice-{number}", **NOTICE[name])
        request = tell(request, event, policy, now=start + after)
    return request, start


def since(policy: Policy, *notices: tuple[str, timedelta]) -> timedelta | None:
    """How long after the first moment the owner counts as told."""
    request, start = noticed(policy, *notices)
    found = told_since(standing(request), policy)
    return None if found is None else found - start


ZERO: Final = timedelta(0)
TWO_NOTICES: Final = {
    "the old number first": ((("old", ZERO), ("reached", 3 * AN_HOUR)), 3 * AN_HOUR),
    "the other contact first": ((("reached", ZERO), ("old", 2 * AN_HOUR)), 2 * AN_HOUR),
    "the same once more moves nothing": ((("old", ZERO), ("reached", AN_HOUR), ("old", 5 * AN_HOUR)), AN_HOUR),
    "the other contact once more moves nothing": (
        (("old", ZERO), ("reached", AN_HOUR), ("reached", 5 * AN_HOUR)),
        AN_HOUR,
    ),
    "only the old number": ((("old", ZERO),), None),
    "only the other contact": ((("reached", ZERO),), None),
    "no contact, and the old number twice, too soon": (
        (("none", ZERO), ("old", AN_HOUR), ("old", AN_HOUR + APART - timedelta(microseconds=1))),
        None,
    ),
    "no contact, and the old number twice": (
        (("none", ZERO), ("old", AN_HOUR), ("old", AN_HOUR + APART)),
        AN_HOUR + APART,
    ),
    "the old number twice, and then no contact": (
        (("old", ZERO), ("old", APART), ("none", APART + 4 * AN_HOUR)),
        APART + 4 * AN_HOUR,
    ),
    "the old number twice, and again and again no contact": (
        (("old", ZERO), ("old", APART), ("none", APART + AN_HOUR), ("none", APART + 5 * AN_HOUR)),
        APART + AN_HOUR,
    ),
    "the old number three times": (
        (("none", ZERO), ("old", AN_HOUR), ("old", AN_HOUR + APART), ("old", 3 * APART)),
        AN_HOUR + APART,
    ),
    "the old number twice, and nobody looked for a contact": ((("old", ZERO), ("old", APART)), None),
}


@pytest.mark.parametrize("name", TWO_NOTICES)
def test_of_two_notices_the_later_one_counts(name: str) -> None:
    notices, wanted = TWO_NOTICES[name]
    assert since(STRICT, *notices) == wanted


def test_where_one_notice_is_enough_the_first_one_that_was_an_attempt_counts() -> None:
    assert since(ARTICLE, ("none", ZERO), ("old", AN_HOUR), ("reached", 2 * AN_HOUR)) == AN_HOUR
    assert since(ARTICLE, ("old", ZERO), ("reached", AN_HOUR)) == ZERO
    assert since(ARTICLE, ("none", ZERO)) is None


# ---- A deadline after a failed look


@pytest.mark.parametrize("looks", [1, 2])
def test_a_failed_look_gives_no_more_time_to_fetch_the_card(looks: int) -> None:
    request = in_state(State.READY_FOR_COLLECTION)
    entered = request.updated_at
    until = lifecycle.deadline(standing(request), ARTICLE)
    assert until == entered + ARTICLE.collection_deadline
    for number in range(1, looks + 1):
        look = sample(events.FailIdentity, request)
        request = tell(request, look, now=entered + number * timedelta(days=3))
    assert request.state is State.READY_FOR_COLLECTION
    assert lifecycle.deadline(standing(request), ARTICLE) == until
    visit = sample(events.Collect, request)
    in_time = lifecycle.decide(request, visit, now=until - timedelta(microseconds=1))
    assert IssueCode.DEADLINE_PASSED not in {issue.code for issue in in_time.errors}
    over = lifecycle.decide(request, visit, now=until).errors
    assert (IssueCode.DEADLINE_PASSED, "/request") in {(issue.code, issue.pointer) for issue in over}


def test_a_notice_and_another_way_to_collect_give_no_more_time_either() -> None:
    request = in_state(State.READY_FOR_COLLECTION)
    until = lifecycle.deadline(standing(request), ARTICLE)
    for kind in (events.TellOwner, events.ChangeCollection):
        request = tell(request, sample(kind, request), after=timedelta(days=2))
        assert lifecycle.deadline(standing(request), ARTICLE) == until


def test_a_hold_after_the_last_failed_look_gives_the_whole_time_once_it_is_lifted() -> None:
    request = in_state(State.READY_FOR_COLLECTION)
    request = walk(request, *[events.FailIdentity] * ARTICLE.max_identity_failures)
    assert (request.state, lifecycle.deadline(standing(request), ARTICLE)) == (State.ON_HOLD, None)
    lifted = tell(request, sample(events.Release, request), after=timedelta(days=9))
    assert lifecycle.deadline(standing(lifted), ARTICLE) == lifted.updated_at + ARTICLE.collection_deadline


def test_a_visit_that_ends_without_the_card_begins_the_time_anew() -> None:
    request = walk(in_state(State.READY_FOR_COLLECTION), events.Collect)
    back = tell(request, sample(events.ReturnCard, request), after=timedelta(hours=1))
    assert lifecycle.deadline(standing(back), ARTICLE) == back.updated_at + ARTICLE.collection_deadline
