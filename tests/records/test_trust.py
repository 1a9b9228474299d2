"""The grade of trust: what it rests on, by hand, and the two ends of the time to object."""

from datetime import timedelta
from itertools import combinations
from typing import Any

import attrs
import pytest

from journey import A_MOMENT, in_state, moment_for, sample, tell, walk
from simreplace import ARTICLE, STRICT, Policy, ReplacementRequest, State, events, sim_change_signal
from simreplace.lifecycle.case import told_since
from simreplace.lifecycle.request import standing
from simreplace.records.standards import Trust, TrustReason, _grade

R = TrustReason
PROOFS = (R.OLD_CARD_SHOWN, R.LOST_CARD_FULLY_EVIDENCED)
NEEDED = frozenset({R.RECORD_AGREES, R.COLLECTED_IN_PERSON, R.OWNER_TOLD})
DOUBTS = (R.IDENTITY_FAILED_AT_COUNTER, R.HELD_OR_OBJECTED, R.NOT_AS_ORDERED)
WEAKER = (
    R.COLLECTED_BY_PROXY,
    R.FLAG_DECIDED,
    R.CARD_NUMBER_DOUBTFUL,
    R.CARD_EXCHANGED,
    R.ONE_PERSON_ALONE,
    R.LITTLE_TIME_TO_OBJECT,
)


def test_every_reason_is_a_proof_or_needed_or_weakens_or_is_a_doubt() -> None:
    assert {*PROOFS, *NEEDED, *DOUBTS, *WEAKER} == set(R)
    assert len(PROOFS) + len(NEEDED) + len(DOUBTS) + len(WEAKER) == len(R)


@pytest.mark.parametrize("proofs", [PROOFS[:1], PROOFS[1:], PROOFS])
def test_one_proof_and_all_that_is_needed_is_high_and_anything_less_is_not(proofs: tuple[R, ...]) -> None:
    enough = NEEDED | {*proofs}
    assert _grade(enough) is Trust.HIGH
    for missing in NEEDED:
        assert _grade(enough - {missing}) is Trust.MEDIUM
    for weaker in WEAKER:
        assert _grade(enough | {weaker}) is Trust.MEDIUM
    for doubt in DOUBTS:
        assert _grade(enough | {doubt}) is Trust.LOW


def test_without_a_proof_it_is_medium_and_with_a_doubt_low_whatever_else_there_is() -> None:
    assert _grade(frozenset()) is _grade(NEEDED) is Trust.MEDIUM
    for some in combinations((*PROOFS, *NEEDED, *WEAKER), 3):
        for doubts in (DOUBTS[:1], DOUBTS[1:2], DOUBTS[2:], DOUBTS):
            assert _grade(frozenset({*some, *doubts})) is Trust.LOW


def completed(policy: Policy, wait: timedelta) -> ReplacementRequest:
    """A card that was ordered so long after the owner was told."""
    request = in_state(State.ACCEPTED, policy)
    since = told_since(standing(request), STRICT)
    assert since is not None
    request = tell(request, sample(events.OrderActivation, request), policy, now=since + wait)
    return walk(request, events.Activate, policy=policy)


def graded(request: ReplacementRequest) -> tuple[Trust | None, bool]:
    answer = sim_change_signal(request, now=moment_for(events.Activate, request, ARTICLE))
    return answer.trust, R.LITTLE_TIME_TO_OBJECT in answer.reasons


def test_the_time_to_object_is_enough_from_the_very_moment_on() -> None:
    # By the later of the two notices, which is the one that reached the owner.
    window = STRICT.objection_window
    assert graded(completed(ARTICLE, window)) == (Trust.HIGH, False)
    assert graded(completed(ARTICLE, window - timedelta(microseconds=1))) == (Trust.MEDIUM, True)
    assert graded(completed(ARTICLE, window + A_MOMENT)) == (Trust.HIGH, False)


def test_a_record_that_nobody_asked_is_no_record_that_agrees() -> None:
    policy = attrs.evolve(ARTICLE, name="nothing compared", required_record_matches=())
    request = in_state(State.DRAFT)
    way = (events.Submit, events.TellOwner, events.TellOwner, events.Approve, events.MakeReady, events.Collect)
    request = walk(request, *way, events.AcceptCard, policy=policy)
    order: Any = sample(events.OrderActivation, request)
    late = moment_for(events.OrderActivation, request, policy) + STRICT.objection_window
    request = walk(tell(request, order, policy, now=late), events.Activate, policy=policy)
    answer = sim_change_signal(request, now=late + timedelta(hours=1))
    assert answer.trust is Trust.MEDIUM
    assert set(answer.reasons) == {R.LOST_CARD_FULLY_EVIDENCED, R.OWNER_TOLD, R.COLLECTED_IN_PERSON}


def test_an_altered_history_is_not_as_ordered_whatever_it_says() -> None:
    request = completed(ARTICLE, STRICT.objection_window)
    step = request.history[-1]
    altered = attrs.evolve(request, history=(*request.history[:-1], attrs.evolve(step, seal="0" * 64)))
    now = step.at + timedelta(hours=1)
    assert sim_change_signal(request, now=now).trust is Trust.HIGH
    answer = sim_change_signal(altered, now=now)
    assert (answer.trust, R.NOT_AS_ORDERED in answer.reasons) == (Trust.LOW, True)
