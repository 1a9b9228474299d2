"""What a request keeps of itself: seals, replay, told twice, what a host saves over, and what shows when it is touched."""

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any, Final
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import MONDAY, applicant, form, passport
from journey import CARDS, POLICIES, SALT, SITI, WAY_TO, draft, in_state, next_moment, sample, tell, walk
from simreplace import (
    ARTICLE,
    BRTI_2020,
    STRICT,
    Actor,
    CollectionMethod,
    IssueCode,
    Paper,
    ReplacementRequest,
    ReviewPolicy,
    Role,
    State,
    events,
    from_mapping,
    lifecycle,
    open_request,
    to_mapping,
)
from simreplace.errors import InvalidValueError, NoSuchStepError, RefusedError, SimReplaceError, StaleRequestError
from simreplace.lifecycle.request import first_seal
from simreplace.lifecycle.seal import seal_of

C = IssueCode
evolve: Final[Any] = attrs.evolve  # an event is changed by names that only its own kind has
DONE: Final = in_state(State.COMPLETED)
STATES: Final = pytest.mark.parametrize("state", WAY_TO)


def found(request: ReplacementRequest, **more: Any) -> list[tuple[str, str]]:
    return [(issue.code.value, issue.pointer) for issue in lifecycle.verify(request, **more)]


# ---- The seal


def test_a_seal_is_the_digest_that_anybody_can_work_out() -> None:
    """By hand: JSON without spaces, keys in order, over the seal before, the salt and what is sealed."""
    import hashlib

    told = '["before","000102030405060708090a0b0c0d0e0f","r-1","2026-09-07T03:00:00+00:00",true,null,3,[],{"":"Actor","id":"x","role":"system"}]'
    parts = ("r-1", MONDAY, True, None, 3, (), Actor(Role.SYSTEM, "X"))
    assert seal_of("before", SALT, *parts) == hashlib.sha256(told.encode()).hexdigest()
    assert json.loads(told)[1] == SALT.hex()


@attrs.frozen
class Alone:
    """Something with one field alone, as nothing that is sealed has today."""

    word: str


def test_what_has_one_field_is_sealed_like_what_has_several() -> None:
    import hashlib

    told = '["","000102030405060708090a0b0c0d0e0f",{"":"Alone","word":"made up"}]'
    assert seal_of("", SALT, Alone("made up")) == hashlib.sha256(told.encode()).hexdigest()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (time(15), time(16)),
        (timedelta(0), timedelta(microseconds=1)),
        (timedelta(days=1), timedelta(seconds=1)),
        (date(2026, 1, 2), date(2026, 2, 1)),
        (frozenset({5, 6}), frozenset({6})),
        (UTC, timezone(timedelta(hours=7))),
        (passport().mrz, passport(number="X7654321", mrz=None).mrz),
        (form(), form(remarks="x")),
        (("a", "b"), ("ab",)),
        (("a", ("b",)), (("a",), "b")),
        (ARTICLE, BRTI_2020),
        (ARTICLE, evolve(ARTICLE, review=ReviewPolicy(cutoff=time(15)))),
        (ARTICLE, evolve(ARTICLE, review=ReviewPolicy(cutoff_on={5: time(12)}))),
        (ReviewPolicy(cutoff_on={5: time(12)}), ReviewPolicy(cutoff_on={5: time(13)})),
        (ReviewPolicy(cutoff_on={5: time(12)}), ReviewPolicy(cutoff_on={4: time(12)})),
        (ReviewPolicy(cutoff_on={5: None}), ReviewPolicy()),
        (1, True),
        (State.DRAFT, Paper.OLD_SIM_CARD),
        (form(msisdn="081234567890"), form(msisdn="081234567891")),
    ],
    ids=range(19),
)
def test_two_things_have_two_seals(one: object, other: object) -> None:
    assert seal_of("", SALT, one) == seal_of("", SALT, one)
    assert seal_of("", SALT, one) != seal_of("", SALT, other)


def test_a_field_that_came_later_and_says_nothing_leaves_older_seals_as_they_are() -> None:
    """The digest of a counting rule, worked out by hand as it was before there were cut-offs by weekday."""
    import hashlib

    told = '["","000102030405060708090a0b0c0d0e0f",{"":"ReviewPolicy","collective_leave":"either","extra_closed":[],"extra_open":[],"max_days":3,"min_days":1,"weekend":[5,6],"zone":25200000000}]'
    sealed = hashlib.sha256(told.encode()).hexdigest()
    assert seal_of("", SALT, ReviewPolicy()) == seal_of("", SALT, ReviewPolicy(cutoff_on={})) == sealed
    given = told.replace('"extra_closed"', '"cutoff_on":[[4,null],[5,"12:00:00"]],"extra_closed"')
    policy = ReviewPolicy(cutoff_on={5: time(12), 4: None})
    assert seal_of("", SALT, policy) == hashlib.sha256(given.encode()).hexdigest()


def test_a_moment_is_sealed_as_the_instant_that_it_is() -> None:
    jakarta = datetime(2026, 9, 7, 10, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert seal_of("", SALT, jakarta) == seal_of("", SALT, MONDAY) == seal_of("", SALT, MONDAY.astimezone(UTC))
    assert seal_of("", SALT, frozenset({5, 6})) == seal_of("", SALT, frozenset({6, 5}))


@pytest.mark.parametrize("salt", [b"", bytes(15), "x" * 16, bytearray(16), None], ids=range(5))
def test_a_salt_is_sixteen_bytes_or_more(salt: Any) -> None:
    with pytest.raises(InvalidValueError) as refused:
        open_request(form(), id="r", now=MONDAY, salt=salt)
    assert [(issue.code, issue.pointer, issue.params) for issue in refused.value.issues] == [
        (C.REQUEST_WEAK_SALT, "/salt", (("limit", 16),))
    ]
    assert "salt=" not in repr(draft())
    assert SALT.hex() not in repr(DONE) and str(SALT) not in repr(DONE)


def test_what_is_sealed_first() -> None:
    """Salt, identifier and beginning; over a draft the draft as well."""
    plain = draft()
    for changes in ({"id": "request-2"}, {"opened_at": MONDAY + timedelta(seconds=1)}, {"salt": bytes(16)}):
        assert evolve(plain, **changes).revision != plain.revision
        assert first_seal(evolve(plain, **changes), sent=True) != first_seal(plain, sent=True)
    other = evolve(plain, draft=form(remarks="x"))
    assert other.revision != plain.revision
    assert first_seal(other, sent=True) == first_seal(plain, sent=True)


# ---- Verify


@STATES
def test_what_was_told_is_what_is_there(state: State) -> None:
    request = in_state(state)
    assert found(request) == []
    assert found(request, last_seal=request.revision) == []
    assert found(request, last_seal="0" * 64) == [("history.altered", "/history")]


@STATES
def test_a_history_of_every_policy_replays_to_itself(state: State) -> None:
    for policy in POLICIES:
        request = in_state(state, policy)
        assert lifecycle.replay(request) == request
        assert lifecycle.replay(request, policy=policy) == request


@settings(deadline=None)
@given(st.data())
def test_a_step_that_is_changed_removed_added_or_moved_shows(data: st.DataObject) -> None:
    steps = list(DONE.history)
    place = data.draw(st.integers(0, len(steps) - 1), label="place")
    how = data.draw(st.sampled_from(("note", "at", "state", "seal", "remove", "double", "swap")), label="how")
    step = steps[place]
    if how == "note":
        steps[place] = evolve(step, event=evolve(step.event, note="x"))
    elif how == "at":
        steps[place] = evolve(step, at=step.at + timedelta(microseconds=1))
    elif how == "state":
        steps[place] = evolve(step, state=State.FAILED)
    elif how == "seal":
        steps[place] = evolve(step, seal="0" * 64)
    elif how == "remove":
        del steps[place]
        if place == 0:
            steps.insert(0, evolve(DONE.history[0], event=evolve(DONE.history[0].event, id="other")))
    elif how == "double":
        steps.insert(place, step)
    else:
        other = data.draw(st.integers(0, len(steps) - 1).filter(lambda at: at != place), label="other")
        steps[place], steps[other] = steps[other], steps[place]
    touched = evolve(DONE, history=tuple(steps))
    # What was cut off at the end shows only to a host that keeps the last seal elsewhere.
    cut = how == "remove" and place == len(DONE.history) - 1
    assert bool(lifecycle.verify(evolve(touched, state=touched.history[-1].state))) is not cut
    assert lifecycle.verify(touched, last_seal=DONE.revision) != ()
    if lifecycle.verify(touched):
        with pytest.raises(RefusedError):
            lifecycle.replay(touched)
        with pytest.raises(SimReplaceError):
            from_mapping(ReplacementRequest, to_mapping(touched))


@pytest.mark.parametrize("changes", [{"id": "other"}, {"opened_at": MONDAY - timedelta(days=1)}, {"salt": bytes(16)}])
def test_what_lies_below_the_steps_is_sealed_too(changes: dict[str, Any]) -> None:
    assert found(evolve(DONE, **changes)) == [("history.altered", "/history/0")]


@STATES
def test_a_state_that_was_made_up_goes_nowhere(state: State) -> None:
    request = in_state(State.IN_REVIEW)
    forged = evolve(request, state=state)
    assert found(forged) == ([] if state is State.IN_REVIEW else [("history.altered", "/state")])
    decided = lifecycle.decide(forged, sample(events.Approve, request), now=next_moment(request))
    assert [(issue.code, issue.pointer) for issue in decided.errors] == (
        [] if state is State.IN_REVIEW else [(C.HISTORY_BROKEN, "/request/state")]
    )


def test_whoever_can_write_everything_can_seal_everything_but_not_the_seal_that_is_kept_elsewhere() -> None:
    kept = DONE.revision
    forged = evolve(draft(), id=DONE.id)
    for step in DONE.history[:-1]:
        forged = lifecycle.apply(forged, step.event, now=step.at)
    assert found(forged) == []
    assert found(forged, last_seal=kept) == [("history.altered", "/history")]


def test_what_is_judged_anew_is_judged_by_the_gates_and_not_by_the_seal_alone() -> None:
    """Sealed well, and never let through: somebody wrote around `apply`."""
    from simreplace.lifecycle.request import next_step

    request = walk(draft(), events.Submit)
    step = next_step(
        request.revision,
        SALT,
        sample(events.Approve, request),
        now=next_moment(request),
        state=State.APPROVED,
        policy=None,
    )
    forged = evolve(request, state=State.APPROVED, history=(*request.history, step))
    assert found(forged) == []
    with pytest.raises(RefusedError) as refused:
        lifecycle.replay(forged)
    assert [issue.code for issue in refused.value.issues if issue.severity == "error"] == [C.APPROVE_FLAG_UNDECIDED]
    (difference,) = lifecycle.what_if([forged], policy=ARTICLE)
    assert (difference.position, difference.event_id, difference.state) == (0, step.event.id, State.IN_REVIEW)


# ---- Replay and what if


def test_the_past_can_be_asked_for_at_any_moment() -> None:
    for place, step in enumerate(DONE.history, start=1):
        past = lifecycle.replay(DONE, until=step.at)
        assert past.history == DONE.history[:place]
        assert past.state is step.state
        assert lifecycle.verify(past) == ()
    before = lifecycle.replay(DONE, until=MONDAY - timedelta(days=1))
    assert (before.state, before.history, before.draft) == (State.DRAFT, (), form())
    assert lifecycle.replay(draft()) == draft()


def test_another_policy_would_have_refused() -> None:
    lax = walk(draft(), events.Submit, events.TellOwner)
    yes = {"code": C.APPROVE_RECORD_UNKNOWN, "pointer": "/record/identity_number"}
    lax = walk(tell(lax, evolve(sample(events.DecideFlag, lax), **yes)), events.Approve)
    assert lifecycle.what_if([lax, DONE], policy=ARTICLE) == ()
    (difference,) = lifecycle.what_if([DONE, lax], policy=BRTI_2020)
    assert (difference.position, difference.state) == (1, State.IN_REVIEW)
    assert [issue.code for issue in difference.issues if issue.severity == "error"] == [C.DECIDE_NO_SUCH_FLAG]
    with pytest.raises(RefusedError):
        lifecycle.replay(lax, policy=BRTI_2020)
    stricter = lifecycle.replay(in_state(State.COMPLETED, STRICT), policy=BRTI_2020)
    assert (stricter.policy, stricter.state) == (BRTI_2020, State.COMPLETED)


def test_a_way_that_would_have_been_another_is_a_difference_too() -> None:
    failed = walk(in_state(State.READY_FOR_COLLECTION), events.FailIdentity, events.Collect)
    once = evolve(ARTICLE, max_identity_failures=1)
    (difference,) = lifecycle.what_if([failed], policy=once)
    assert (difference.event_id, difference.issues) == (failed.history[-2].event.id, ())


def test_a_step_that_would_have_had_no_row_is_a_difference_without_an_issue() -> None:
    policy = evolve(ARTICLE, max_visits=2)
    request = in_state(State.READY_FOR_COLLECTION, policy)
    request = walk(request, *[events.Collect, events.ReturnCard] * 2)
    moved = evolve(sample(events.ChangeCollection, request), outlet="Outlet Bandung")
    assert C.DEADLINE_PASSED in {
        issue.code for issue in lifecycle.decide(request, moved, now=next_moment(request)).errors
    }
    request = walk(in_state(State.EXCHANGING, evolve(ARTICLE, max_visits=1)), events.ReturnCard, events.Expire)
    (difference,) = lifecycle.what_if([request], policy=ARTICLE)
    assert (difference.state, difference.issues) == (State.APPROVED, ())


def test_a_history_that_was_altered_is_a_difference_under_every_policy() -> None:
    forged = evolve(DONE, state=State.DRAFT)
    (difference,) = lifecycle.what_if([forged], policy=ARTICLE)
    assert (difference.event_id, [issue.code for issue in difference.issues]) == ("", [C.HISTORY_ALTERED])
    with pytest.raises(RefusedError) as refused:
        lifecycle.replay(forged)
    assert (refused.value.state, refused.value.event) == ("draft", "replay")
    assert refused.value.issues == difference.issues


# ---- Told twice, and saved over


@STATES
def test_the_same_event_told_twice_counts_once(state: State) -> None:
    request = in_state(state)
    for step in request.history:
        for now in (MONDAY - timedelta(days=9), MONDAY + timedelta(days=999)):
            decided = lifecycle.decide(request, step.event, now=now, expected="a page that is long gone")
            assert decided.request is request
            assert (decided.issues, decided.source, decided.target) == ((), request.state, request.state)
            assert lifecycle.apply(request, step.event, now=now, expected="gone") is request


@STATES
def test_an_id_used_again_for_something_else_is_refused_and_nothing_else_is_said(state: State) -> None:
    request = in_state(state)
    for step in request.history:
        other = evolve(step.event, note="another")
        decided = lifecycle.decide(request, other, now=MONDAY, expected="gone")
        assert [(issue.code, issue.pointer, issue.params) for issue in decided.issues] == [
            (C.EVENT_ID_REUSED, "/event/id", ())
        ]
        assert decided.request is None
        with pytest.raises(RefusedError):
            lifecycle.apply(request, other, now=MONDAY)
        # Of another kind as well: an identifier names one thing that happened.
        taken = events.Hold(id=step.event.id.upper(), by=SITI, reason="x")
        if type(step.event) is not events.Hold:
            assert [issue.code for issue in lifecycle.decide(request, taken, now=MONDAY).issues] == [C.EVENT_ID_REUSED]


@STATES
def test_who_looked_at_this_revision_goes_on_and_who_looked_at_another_does_not(state: State) -> None:
    request = in_state(state)
    for kind in events.EVENTS:
        event = sample(kind, request)
        with pytest.raises(StaleRequestError):
            lifecycle.decide(request, event, now=next_moment(request), expected="another")
    if state is not State.DRAFT:
        return
    assert lifecycle.decide(request, sample(events.Submit, request), now=MONDAY, expected=request.revision).allowed


def test_every_step_is_another_revision_and_grows_from_the_one_before() -> None:
    request = draft()
    seen: set[str] = set()
    for step in DONE.history:
        seen.add(request.revision)
        decided = lifecycle.decide(request, step.event, now=step.at)
        assert decided.before == request.revision
        assert decided.request is not None
        request = decided.request
    assert len({*seen, request.revision}) == len(DONE.history) + 1
    assert request == DONE


def test_a_host_that_saves_by_compare_and_swap_loses_nothing() -> None:
    """Two workers read one value; the second to save must read again, and is then told of what came between."""
    store = {"r": in_state(State.READY_FOR_COLLECTION)}

    def save(decided: lifecycle.Decision) -> bool:
        if decided.request is None or store["r"].revision != decided.before:
            return False
        store["r"] = decided.request
        return True

    first = second = store["r"]
    now = next_moment(first)
    assert save(lifecycle.decide(first, sample(events.RaiseObjection, first), now=now))
    assert not save(lifecycle.decide(second, sample(events.Collect, second), now=now))
    assert store["r"].state is State.ON_HOLD


def test_decide_changes_nothing() -> None:
    for state in WAY_TO:
        request = in_state(state)
        copy = evolve(request)
        for kind in events.EVENTS:
            try:
                lifecycle.decide(request, sample(kind, request), now=next_moment(request))
            except NoSuchStepError:
                continue
        assert request == copy


# ---- What a request says of itself


def test_the_form_that_was_told_is_the_form() -> None:
    request = in_state(State.INFORMATION_REQUESTED)
    anew = form(applicant=applicant(full_name="Siti Aminah Karto"), remarks="my new name")
    told = {"form": anew, "acknowledged": ()}
    request = tell(request, evolve(sample(events.ProvideInformation, request), **told))
    assert request.draft is None
    assert request.form == anew
    assert (request.msisdn, request.reason, request.applicant) == (anew.msisdn, anew.reason, anew.applicant)
    evolved = evolve(request, draft=form())
    assert evolved.form == anew


def test_a_request_has_a_form() -> None:
    with pytest.raises(InvalidValueError) as refused:
        evolve(draft(), draft=None)
    assert [(issue.code, issue.pointer) for issue in refused.value.issues] == [(C.FORM_REQUIRED, "/draft")]
    with pytest.raises(InvalidValueError):
        evolve(DONE, history=DONE.history[1:])
    wrong: tuple[Any, ...] = ("x", form, None)
    for junk in wrong:
        with pytest.raises(InvalidValueError):
            open_request(junk, id="r", now=MONDAY, salt=SALT)
        with pytest.raises(InvalidValueError):
            evolve(DONE, history=(junk,))


def test_a_history_that_lost_its_beginning_is_answered_for() -> None:
    """Its first step is gone, and a form stands in a later one."""
    request = walk(in_state(State.INFORMATION_REQUESTED), events.ProvideInformation, events.CompareRecord)
    headless = evolve(request, history=request.history[1:])
    assert found(headless) == [("history.altered", "/history/0")]
    assert headless.card is None and headless.policy is None
    with pytest.raises(RefusedError):
        lifecycle.replay(headless)
    (difference,) = lifecycle.what_if([headless], policy=ARTICLE)
    assert difference.event_id == ""


def test_the_collection_as_it_was_changed_last() -> None:
    request = in_state(State.READY_FOR_COLLECTION)
    assert (request.collection, request.outlet) == (CollectionMethod.IN_PERSON, None)
    by_proxy = tell(request, evolve(sample(events.ChangeCollection, request), method="by_proxy"))
    assert (by_proxy.collection, by_proxy.outlet, by_proxy.state) == ("by_proxy", None, State.READY_FOR_COLLECTION)
    moved = {"method": "in_person", "outlet": "Outlet Bandung"}
    away = tell(by_proxy, evolve(sample(events.ChangeCollection, by_proxy), **moved))
    assert (away.collection, away.outlet, away.card) == ("in_person", "Outlet Bandung", None)
    blank = tell(away, evolve(sample(events.ChangeCollection, away), outlet="  "))
    assert blank.outlet == "Outlet Bandung"
    named = in_state(State.READY_FOR_COLLECTION, outlet="Outlet Jakarta Selatan")
    assert named.outlet == "Outlet Jakarta Selatan"


def test_the_card_at_hand() -> None:
    for state in (State.EXCHANGING, State.CANCELLED, State.FAILED, State.DRAFT, State.APPROVED):
        assert in_state(state).card is None
    ready = in_state(State.READY_FOR_COLLECTION)
    assert ready.card is not None and ready.card.reveal() == CARDS[0]
    assert not ready.card_is_live and DONE.card_is_live
    assert DONE.card == ready.card
    assert walk(ready, events.Cancel).card is None


def test_the_beginning_and_the_last_change() -> None:
    assert draft().updated_at == draft().opened_at == MONDAY
    assert DONE.updated_at == DONE.history[-1].at
    assert draft().policy is None
    assert in_state(State.IN_REVIEW, STRICT).policy == STRICT


# ---- The texts of a history of a final state: what a host shows of it hides everybody


def test_masked_records_say_neither_salt_nor_seals() -> None:
    shown = json.dumps(to_mapping(DONE, masked=True))
    assert SALT.hex() not in shown
    assert not any(step.seal in shown for step in DONE.history)
