"""What the outside world is told: TM Forum's status changes, CAMARA's SIM swap answers, and a grade of trust."""

from datetime import timedelta

import attrs
import pytest

from builders import FLAGGED, MONDAY, PROXY_KTP, WAY_TO, altered, decision, draft, in_state, letter, sample, walk
from simreplace import Paper, ReplacementRequest, State, events, lifecycle, status_changes
from simreplace.errors import InvalidValueError
from simreplace.records.standards import SimChangeSignal, StatusChange, Trust, TrustReason, sim_change_signal

R = TrustReason
LATER = timedelta(hours=2)


def completed(
    evidence: tuple[Paper, ...] = tuple(Paper), match: str | None = "true", reason: str = "lost"
) -> ReplacementRequest:
    """A request completed on this evidence."""
    request = altered(in_state(State.IN_REVIEW), reason=reason)
    matches = () if match is None else (events.RecordMatch("identity_number", match),)
    approval = attrs.evolve(sample(events.Approve, request), evidence=evidence, record_matches=matches)  # type: ignore[call-arg]
    return finished(lifecycle.apply(request, approval))


def finished(request: ReplacementRequest) -> ReplacementRequest:
    return walk(request, events.MakeReady, events.Collect, events.AcceptCard, events.Activate)


def signal(request: ReplacementRequest) -> SimChangeSignal:
    return sim_change_signal(request, now=request.history[-1].at + LATER)


LOST = (Paper.SECURITY_ANSWERS, Paper.PHOTO_WITH_DOCUMENT, Paper.CALL_TO_LOST_NUMBER, Paper.IDENTITY_DOCUMENT)


@pytest.mark.parametrize(
    ("request_", "trust", "reasons"),
    [
        (
            completed((Paper.OLD_SIM_CARD, Paper.IDENTITY_DOCUMENT), reason="damaged"),
            Trust.HIGH,
            {R.OLD_CARD_SHOWN, R.RECORD_AGREES, R.COLLECTED_IN_PERSON},
        ),
        (completed(LOST), Trust.HIGH, {R.LOST_CARD_FULLY_EVIDENCED, R.RECORD_AGREES, R.COLLECTED_IN_PERSON}),
        (completed(LOST[1:]), None, None),
        (completed((Paper.IDENTITY_DOCUMENT,)), Trust.MEDIUM, {R.RECORD_AGREES, R.COLLECTED_IN_PERSON}),
        (completed(match=None), Trust.MEDIUM, {R.LOST_CARD_FULLY_EVIDENCED, R.COLLECTED_IN_PERSON}),
    ],
    ids=["old card", "lost, all evidence", "lost, a part", "document alone", "record not compared"],
)
def test_the_grade_rests_on_the_evidence(
    request_: ReplacementRequest, trust: Trust | None, reasons: set[TrustReason] | None
) -> None:
    answer = signal(request_)
    assert answer.trust is (trust or Trust.MEDIUM)
    assert reasons is None or set(answer.reasons) == reasons


def test_a_proxy_or_a_decided_flag_keeps_it_from_being_high() -> None:
    ready = in_state(State.READY_FOR_COLLECTION)
    visit = attrs.evolve(sample(events.Collect, ready), letter=letter(), proxy_id_seen=PROXY_KTP)  # type: ignore[call-arg]
    fetched = walk(lifecycle.apply(ready, visit), events.AcceptCard, events.Activate)
    assert signal(fetched).trust is Trust.MEDIUM
    assert R.COLLECTED_BY_PROXY in signal(fetched).reasons
    flagged = altered(in_state(State.IN_REVIEW), applicant=FLAGGED)
    approval = attrs.evolve(sample(events.Approve, flagged), flag_decisions=[decision()])  # type: ignore[call-arg]
    assert signal(finished(lifecycle.apply(flagged, approval))).trust is Trust.MEDIUM


@pytest.mark.parametrize(
    "doubt", [events.Hold, events.RaiseObjection, events.FailIdentity], ids=lambda kind: kind.__name__
)
def test_a_doubt_on_the_way_makes_it_low(doubt: type[events.Event]) -> None:
    way = [doubt] if doubt is events.FailIdentity else [doubt, events.Release]
    request = walk(in_state(State.READY_FOR_COLLECTION), *way, events.Collect, events.AcceptCard, events.Activate)
    assert signal(request).trust is Trust.LOW


def test_the_hours_are_counted_from_activation_and_both_ends_belong() -> None:
    request = in_state(State.COMPLETED)
    active = request.history[-1].at
    swapped = {
        hours: sim_change_signal(request, now=active + timedelta(hours=hours), max_age=24).swapped
        for hours in (-1, 0, 24, 25)
    }
    assert swapped == {-1: False, 0: True, 24: True, 25: False}
    assert signal(request).as_camara() == {"swapped": True}
    assert signal(request).as_camara_date() == {"latestSimChange": active.isoformat()}


@pytest.mark.parametrize(
    "state", [state for state in WAY_TO if state is not State.COMPLETED], ids=lambda state: state.value
)
def test_nothing_was_changed_before_activation(state: State) -> None:
    answer = sim_change_signal(in_state(state), now=MONDAY)
    assert (answer.latest_change, answer.swapped, answer.trust, answer.reasons) == (None, False, None, ())
    assert answer.as_camara_date() == {"latestSimChange": None}


@pytest.mark.parametrize("hours", [0, -1, 2401, True, 1.5])
def test_hours_that_camara_does_not_know_are_refused(hours: int) -> None:
    with pytest.raises(InvalidValueError):
        sim_change_signal(draft(), now=MONDAY, max_age=hours)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(InvalidValueError):
        sim_change_signal(draft(), now=MONDAY.replace(tzinfo=None))


def test_the_status_history_has_an_entry_for_each_new_word() -> None:
    request = in_state(State.COMPLETED)
    told = [(change.status, change.change_reason) for change in status_changes(request)]
    assert told == [("inProgress", "submit"), ("inProgress.accepted", "approve"), ("completed", "activate")]
    first = status_changes(request)[0]
    assert first.as_tmf() == {
        "status": "inProgress",
        "statusChangeDate": request.history[0].at.isoformat(),
        "statusChangeReason": "submit",
    }
    assert isinstance(first, StatusChange)


@pytest.mark.parametrize("state", WAY_TO, ids=lambda state: state.value)
def test_the_last_status_is_the_word_of_the_state(state: State) -> None:
    changes = status_changes(in_state(state))
    assert (changes[-1].status if changes else "draft") == state.order_word
