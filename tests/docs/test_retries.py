"""A worker that is stopped, comes too late, and is told everything twice: each event counts once.

Everybody and every number here is made up.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hosting import Clock, draft_of, store_in_memory
from journey import ANALYST, OWNER, SYSTEM, in_state, next_moment, sample, tell
from recipes.retries import FIRST_PAUSE, LONGEST_PAUSE, apply_what_is_due, pauses, tell_until_saved
from recipes.store import Store
from simreplace import ReplacementRequest, State, events, lifecycle
from simreplace.errors import RefusedError, StaleRequestError


class Others:
    """Somebody who tells something of their own between a worker's reading and saving."""

    def __init__(self, store: Store, times: int) -> None:
        self.store, self.left, self.save = store, times, store.save
        store.save = self.after_somebody_else  # type: ignore[method-assign]

    def after_somebody_else(self, before: str, after: ReplacementRequest) -> None:
        if self.left:
            self.left -= 1
            seen, _ = self.store.load(after.id)
            no = events.RaiseObjection(id=f"no-{self.left}", by=OWNER, reason="not me")
            self.save(seen.revision, lifecycle.apply(seen, no, now=next_moment(seen)))
        self.save(before, after)


def in_store(state: State) -> tuple[Store, ReplacementRequest]:
    """A request that has come this far, in a store."""
    store, draft = store_in_memory(), draft_of("request-1")
    store.add(draft, "customer-1")
    request = in_state(state)
    store.save(draft.revision, request)
    return store, request


def worker(store: Store, event: Any, clock: Callable[[], Any], slept: list[float], **more: Any) -> ReplacementRequest:
    return tell_until_saved(store, "request-1", event, clock=clock, sleep=slept.append, spread=lambda: 1.0, **more)


def test_a_message_that_comes_again_changes_nothing() -> None:
    store, request = in_store(State.IN_REVIEW)
    event, slept = sample(events.Hold, request), list[float]()
    clock = Clock()
    clock.now = next_moment(request)
    once = worker(store, event, clock, slept)
    clock.on(days=2)
    for _ in range(5):
        assert worker(store, event, clock, slept) == once == store.load("request-1")[0]
    assert slept == []


def test_the_same_message_comes_again_after_others_have_gone_on() -> None:
    store, request = in_store(State.IN_REVIEW)
    event, clock = sample(events.Hold, request), Clock()
    clock.now = next_moment(request)
    held = worker(store, event, clock, [])
    released = tell(held, events.Release(id="r", by=ANALYST, finding="all is well"))
    store.save(held.revision, released)
    assert worker(store, event, clock, []) == released


@pytest.mark.parametrize("times", range(6))
def test_who_comes_too_late_reads_again_and_loses_nobodys_word(times: int) -> None:
    store, request = in_store(State.IN_REVIEW)
    told = events.TellOwner(id="t-1", by=SYSTEM, to="registered_contact", means="email", outcome="delivered")
    clock, slept = Clock(), list[float]()
    clock.now = next_moment(request) + timedelta(hours=1)
    Others(store, times)
    after = worker(store, told, clock, slept)
    assert slept == [FIRST_PAUSE * 2**attempt for attempt in range(times)]
    objections = [step for step in after.history if isinstance(step.event, events.RaiseObjection)]
    assert len(objections) == times and after.history[-1].event == told
    assert lifecycle.replay(after) == after == store.load("request-1")[0]


def test_after_so_many_attempts_it_goes_back_to_the_queue() -> None:
    store, request = in_store(State.IN_REVIEW)
    clock, slept = Clock(), list[float]()
    clock.now = next_moment(request) + timedelta(hours=1)
    Others(store, 3)
    told = events.TellOwner(id="t-1", by=SYSTEM, to="registered_contact", means="email", outcome="delivered")
    with pytest.raises(StaleRequestError):
        worker(store, told, clock, slept, attempts=3)
    assert len(slept) == 2
    assert worker(store, told, clock, slept).history[-1].event == told


def test_what_a_gate_refuses_is_not_tried_again() -> None:
    store, request = in_store(State.IN_REVIEW)
    clock, slept = Clock(), list[float]()
    clock.now = next_moment(request)
    with pytest.raises(RefusedError):
        worker(store, events.Approve(id="a", by=ANALYST), clock, slept)
    assert slept == []


@given(st.integers(1, 60), st.floats(0, 1))
def test_the_pauses_grow_and_end(attempts: int, spread: float) -> None:
    waited = list(pauses(attempts, lambda: spread))
    assert len(waited) == attempts - 1
    assert waited == sorted(waited)
    assert all(0 <= pause <= LONGEST_PAUSE for pause in waited)


def test_what_has_run_out_is_told_once_by_two_workers() -> None:
    store, request = in_store(State.READY_FOR_COLLECTION)
    late = request.updated_at + timedelta(days=400)
    assert apply_what_is_due(store, request.updated_at) == 0
    assert apply_what_is_due(store, late) == 1
    assert apply_what_is_due(store, late) == 0
    ended, _ = store.load("request-1")
    assert ended.state is State.EXPIRED
    # A worker that has read before the other one saved.
    (due,) = lifecycle.due_events(request, now=late)
    assert lifecycle.apply(ended, due, now=late) is ended


def test_what_somebody_moved_meanwhile_is_looked_at_in_the_next_round(monkeypatch: pytest.MonkeyPatch) -> None:
    store, request = in_store(State.READY_FOR_COLLECTION)
    late = request.updated_at + timedelta(days=400)

    def too_late(*_: object) -> None:
        raise StaleRequestError("a", "b")

    with monkeypatch.context() as patched:
        patched.setattr(store, "save", too_late)
        assert apply_what_is_due(store, late) == 0
    assert apply_what_is_due(store, late) == 1


def test_one_that_is_broken_keeps_nobody_else_waiting(caplog: pytest.LogCaptureFixture) -> None:
    store, request = in_store(State.READY_FOR_COLLECTION)
    store.add(draft_of("a-broken-one"), "customer-1")
    with store.engine.begin() as connection:
        connection.exec_driver_sql("update requests set record = '' where id = 'a-broken-one'")
    late = request.updated_at + timedelta(days=400)
    assert apply_what_is_due(store, late) == 1
    assert "InvalidRecordError: history.altered" in caplog.text
    assert store.load("request-1")[0].state is State.EXPIRED


def test_one_that_is_gone_keeps_nobody_else_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    store, request = in_store(State.READY_FOR_COLLECTION)
    late = request.updated_at + timedelta(days=400)
    monkeypatch.setattr(store, "due", lambda _: ["deleted-meanwhile", "request-1"])
    assert apply_what_is_due(store, late) == 1
    assert store.load("request-1")[0].state is State.EXPIRED
