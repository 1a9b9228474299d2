"""A request at rest: nobody is in what is stored, and what is not ours is an alarm.

Everybody and every number here is made up.
"""

import json
import traceback
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hosting import KEYS, NEW_KEY, OLD_KEY
from journey import SALT, in_state
from planted import PLANTED, leaks, planted_request
from recipes.sealed import Keys, apart, seal_request, seal_value, unseal_request, unseal_value
from simreplace import Msisdn, State, lifecycle, to_mapping
from simreplace.errors import InvalidRecordError

REQUESTS = [planted_request(), *(in_state(state) for state in State)]


def flipped(text: str, at: int) -> str:
    return text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda it: it.state.value)
def test_a_request_comes_back_and_is_sealed_in_between(request_: Any) -> None:
    text = seal_request(request_, KEYS)
    assert unseal_request(text, KEYS) == request_
    stored = json.loads(text)["open"]
    assert leaks(text) == []
    for secret in (SALT.hex(), request_.id, "customer-1", "staff-1", "Siti", "8962100"):
        assert secret not in text
    # What runs a database may look at: the states, the moments, the seals.
    assert stored["state"] == request_.state.value
    assert [step["seal"] for step in stored["history"]] == [step.seal for step in request_.history]


def test_the_same_request_is_never_sealed_alike() -> None:
    assert seal_request(REQUESTS[1], KEYS) != seal_request(REQUESTS[1], KEYS)


def test_every_place_is_taken_apart_once_and_the_record_itself_is_left_alone() -> None:
    record = to_mapping(in_state(State.COMPLETED))
    before = json.dumps(record)
    bare, taken = apart(record)
    assert json.dumps(record) == before
    assert taken["/salt"] == SALT.hex()
    assert taken["/history/0/event/form/applicant/documents/0/number"] == "3174075508950001"
    assert apart(bare) == (bare, {})


def test_a_key_that_is_new_opens_what_the_old_one_sealed() -> None:
    before = Keys("old", {"old": OLD_KEY})
    text = seal_request(REQUESTS[0], before)
    assert unseal_request(text, KEYS) == REQUESTS[0]
    assert json.loads(text)["sealed"].startswith("old.")
    assert json.loads(seal_request(REQUESTS[0], KEYS))["sealed"].startswith("new.")
    with pytest.raises(InvalidRecordError):
        unseal_request(text, Keys("new", {"new": NEW_KEY}))


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{}", '{"open": {}, "sealed": "x"}', '{"open": {}, "sealed": 1}', '{"open": {}, "sealed": "new."}',
     '{"open": {}, "sealed": "new.QUJD"}', '{"open": {}, "sealed": "new.\\u00e4"}', "[" * 100_000, "\0", "\ud800"],
    ids=range(12),
)  # fmt: skip
def test_what_is_not_ours_is_an_alarm_and_no_other_exception(text: str) -> None:
    with pytest.raises(InvalidRecordError) as caught:
        unseal_request(text, KEYS)
    assert caught.value.issues


def test_neither_part_fits_to_another_record() -> None:
    one, other = (json.loads(seal_request(in_state(state), KEYS)) for state in (State.APPROVED, State.REJECTED))
    for mixed in ({"open": one["open"], "sealed": other["sealed"]}, {**one, "open": {**one["open"], "state": "draft"}}):
        with pytest.raises(InvalidRecordError):
            unseal_request(json.dumps(mixed), KEYS)


@given(st.data())
def test_no_character_of_what_is_sealed_can_be_changed(data: st.DataObject) -> None:
    text = seal_request(REQUESTS[0], KEYS)
    sealed = text.index('"sealed": "new.') + len('"sealed": "new.')
    at = data.draw(st.integers(sealed, len(text) - 5))
    with pytest.raises(InvalidRecordError) as caught:
        unseal_request(flipped(text, at), KEYS)
    shown = "".join(traceback.TracebackException.from_exception(caught.value).format())
    assert "InvalidTag" not in shown and leaks(shown) == []


@pytest.mark.parametrize("kind", PLANTED, ids=lambda kind: kind.__name__)
def test_a_value_comes_back_only_as_what_it_was(kind: Any) -> None:
    text = seal_value(kind.parse(PLANTED[kind]), KEYS)
    assert leaks(text) == []
    assert unseal_value(kind, text, KEYS) == kind.parse(PLANTED[kind])
    for other in set(PLANTED) - {kind}:
        with pytest.raises(InvalidRecordError):
            unseal_value(other, text, KEYS)


def test_a_value_that_was_sealed_wrongly_is_an_alarm() -> None:
    with pytest.raises(InvalidRecordError) as caught:
        unseal_value(Msisdn, KEYS.seal("0812", "Msisdn"), KEYS)
    assert [issue.code.value for issue in caught.value.issues] == ["record.value"]


def test_a_value_comes_back_also_where_the_rules_have_become_stricter_since() -> None:
    text = "+628123456789012"  # longer than what is taken today, and such as an older release may have stored
    assert [issue.code.value for issue in Msisdn.check(text) if issue.severity == "error"] == ["msisdn.too_long"]
    back = unseal_value(Msisdn, KEYS.seal(text, "Msisdn"), KEYS)
    assert (type(back), back.reveal()) == (Msisdn, text)


def test_the_keys_show_themselves_nowhere() -> None:
    assert repr(KEYS) == "Keys(current='new')"


def test_the_history_of_a_request_that_was_read_is_the_one_that_was_told() -> None:
    assert lifecycle.verify(unseal_request(seal_request(REQUESTS[-1], KEYS), KEYS)) == ()
