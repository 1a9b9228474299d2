"""What remains of a request whose time is over: seals and states, and nobody.

Everybody and every number here is made up.
"""

import json
import secrets
from datetime import timedelta
from pathlib import Path

import attrs
import pytest

from hosting import draft_of, store_in, store_in_memory
from journey import SALT, in_state
from planted import leaks, planted_request
from recipes.retention import forget, kept, remains_of
from recipes.store import NoSuchRequestError
from simreplace import ReplacementRequest, State, from_mapping, lifecycle
from simreplace.errors import InvalidRecordError

FINAL = [state for state in State if state.is_final]
LATER = timedelta(days=1)


@pytest.mark.parametrize("state", State, ids=lambda state: state.value)
def test_nobody_is_in_what_remains_and_every_seal_is(state: State) -> None:
    request = in_state(state)
    left = remains_of(request)
    text = json.dumps(left)
    assert leaks(text) == []
    for person in ("Siti", "SITI", "customer-1", "staff-1", "request-1", SALT.hex(), "8962100"):
        assert person not in text
    assert [(step["state"], step["seal"]) for step in left["history"]] == [
        (step.state.value, step.seal) for step in request.history
    ]
    assert left["salt"] is None


def test_nothing_that_was_planted_remains() -> None:
    assert leaks(json.dumps(remains_of(planted_request()))) == []


def test_what_remains_is_no_request_any_more() -> None:
    with pytest.raises(InvalidRecordError):
        from_mapping(ReplacementRequest, remains_of(in_state(State.COMPLETED)))


def test_without_its_salt_no_history_can_be_checked_nor_tried_out() -> None:
    request = in_state(State.COMPLETED)
    assert lifecycle.verify(request) == ()
    guessed = attrs.evolve(request, salt=secrets.token_bytes(16))
    assert [(issue.code.value, issue.pointer) for issue in lifecycle.verify(guessed)] == [
        ("history.altered", "/history/0")
    ]


@pytest.mark.parametrize("state", FINAL, ids=lambda state: state.value)
def test_a_request_is_forgotten_when_its_time_is_over(state: State, tmp_path: Path) -> None:
    store, request = store_in(tmp_path), in_state(state)
    draft = draft_of(request.id)
    store.add(draft, "customer-1")
    store.save(draft.revision, request)
    assert forget(store, ended_before=request.updated_at) == 0
    assert store.load(request.id)[0] == request
    assert forget(store, ended_before=request.updated_at + LATER) == 1
    with pytest.raises(NoSuchRequestError):
        store.load(request.id)
    (left,) = kept(store)
    assert left == json.loads(json.dumps(remains_of(request)))
    # The last seal, kept elsewhere as well, still says that this is the history that was told.
    assert left["history"][-1]["seal"] == request.revision


def test_what_is_open_is_never_forgotten() -> None:
    store, draft = store_in_memory(), draft_of("request-1")
    store.add(draft, "customer-1")
    open_ones = [in_state(state) for state in State if not state.is_final and state is not State.DRAFT]
    before = draft
    for request in open_ones:
        store.save(before.revision, request)
        before = request
        assert forget(store, ended_before=request.updated_at + 400 * LATER) == 0
        assert store.load("request-1")[0] == request
    assert kept(store) == []


def test_what_somebody_moves_at_the_same_moment_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    store, request = store_in_memory(), in_state(State.REJECTED)
    draft = draft_of(request.id)
    store.add(draft, "customer-1")
    monkeypatch.setattr(store, "load", lambda _: (request, "customer-1"))
    assert forget(store, ended_before=request.updated_at + LATER) == 0
    assert kept(store) == []


def test_one_that_is_broken_keeps_nobody_else_from_being_forgotten(caplog: pytest.LogCaptureFixture) -> None:
    store, request = store_in_memory(), in_state(State.REJECTED)
    store.add(draft_of("a-broken-one"), "customer-1")
    store.add(draft_of(request.id), "customer-1")
    store.save(draft_of(request.id).revision, request)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("update requests set record = '' where id = 'a-broken-one'")
    assert forget(store, ended_before=request.updated_at + LATER) == 1
    assert "InvalidRecordError: history.altered" in caplog.text


def test_one_that_is_gone_keeps_nobody_else_from_being_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    store, request = store_in_memory(), in_state(State.REJECTED)
    store.add(draft_of(request.id), "customer-1")
    store.save(draft_of(request.id).revision, request)
    monkeypatch.setattr(store, "names", lambda: ["deleted-meanwhile", request.id])
    assert store.seal_anew() == 1
    assert forget(store, ended_before=request.updated_at + LATER) == 1
    assert len(kept(store)) == 1
