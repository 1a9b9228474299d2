"""The kit that looks at a host's own wrapper: `apply` passes, and each planted bad wrapper breaks the law it should."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import attrs
import pytest

from simreplace import ARTICLE, BRTI_2020, STRICT, Actor, Policy, ReplacementRequest, events, lifecycle
from simreplace.errors import InvalidValueError, NoSuchStepError, RefusedError, SimReplaceError, StaleRequestError
from simreplace.ext.conformance import ApplyLike, Law, assert_conforms
from simreplace.lifecycle import Event

Plain = Callable[[ReplacementRequest, Event, dict[str, Any]], ReplacementRequest]
"""A wrapper with its keyword arguments in one mapping."""


class NotTodayError(Exception):
    """How a host of its own kind says no."""


def wrapper(plain: Plain) -> ApplyLike:
    def applied(request: ReplacementRequest, event: Event, /, **told: Any) -> ReplacementRequest:
        return plain(request, event, told)

    return applied


def sound(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    return lifecycle.apply(request, event, **told)


def counts_twice(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    if event.id not in {step.event.id for step in request.history}:
        return sound(request, event, told)
    return sound(request, attrs.evolve(events.Hold(id="x", by=event.by, reason="x"), id=f"{event.id}-2"), told)


def raises_when_told_again(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    if event.id in {step.event.id for step in request.history}:
        raise NotTodayError
    return sound(request, event, told)


def takes_an_id_for_the_whole(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    if event.id in {step.event.id for step in request.history}:
        return request
    return sound(request, event, told)


def lets_the_last_writer_win(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    return sound(request, event, {**told, "expected": None})


def has_a_clock_of_its_own(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    return sound(request, event, {**told, "now": told["now"] + timedelta(seconds=1)})


def stops_the_clock(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    return sound(request, event, {**told, "now": request.updated_at + timedelta(minutes=5)})


def guesses_the_zone(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    now: datetime = told["now"]
    return sound(request, event, {**told, "now": now if now.tzinfo else now.replace(tzinfo=UTC)})


def forgets_the_policy(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    return sound(request, event, {**told, "policy": attrs.evolve(ARTICLE, name="default")})


def closes_the_desk(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    if isinstance(event, events.Hold | events.RaiseObjection) and told["now"].year > 2030:
        raise RefusedError(request.state.value, "hold", ())
    return sound(request, event, told)


def hears_nothing_after_the_end(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    if request.state.is_final:
        raise NoSuchStepError(request.state.value, "any", ())
    return sound(request, event, told)


def swallows(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    try:
        return sound(request, event, told)
    except (RefusedError, NoSuchStepError):
        return request


def lets_everybody(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    roles = {role for row in lifecycle.TRANSITIONS if row.event is type(event) for role in row.roles}
    if event.by.role in roles:
        return sound(request, event, told)
    try:
        return sound(request, event, told)
    except RefusedError:
        return request


def shares_an_account(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    return sound(request, attrs.evolve(event, by=Actor(event.by.role, f"{event.by.role.value}-1")), told)


def renames_whoever_did_it(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    if event.by.id.startswith(event.by.role.value) or event.by.id == "contoh-9":
        return sound(request, event, told)
    return sound(request, attrs.evolve(event, by=Actor(event.by.role, "contoh-9")), told)


def drops_the_note(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    return sound(request, attrs.evolve(event, note=""), told)


def answers_with_nothing(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    sound(request, event, told)
    return None  # type: ignore[return-value]


def breaks_down(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    try:
        return sound(request, event, told)
    except SimReplaceError as error:
        raise KeyError(request.msisdn.reveal()) from error


def is_a_loud_one(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    raise RefusedError(request.msisdn.reveal(), request.applicant.full_name.reveal(), ())


def keeps_the_last_steps(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    after = sound(request, event, told)
    sent = [step for step in after.history if isinstance(step.event, events.Submit)][:1]
    return attrs.evolve(after, history=(*sent, *after.history[-1:])) if len(after.history) > 4 else after


def salts_anew(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    return attrs.evolve(sound(request, event, told), salt=bytes(32))


def forges_a_seal(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    after = sound(request, event, told)
    last = attrs.evolve(after.history[-1], seal="0" * 64)
    return attrs.evolve(after, history=(*after.history[:-1], last))


def moves_a_state_only(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    after = sound(request, event, told)
    return attrs.evolve(after, state="completed")


def writes_into_what_it_was_given(
    request: ReplacementRequest, event: Event, told: dict[str, Any]
) -> ReplacementRequest:
    after = sound(request, event, told)
    object.__setattr__(request, "state", after.state)
    return after


def approves_late(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
    if isinstance(event, events.Approve):
        raise RefusedError(request.state.value, "approve", ())
    return sound(request, event, told)


BAD: Final[tuple[tuple[Any, ...], ...]] = (
    (counts_twice, Law.AGAIN),
    (raises_when_told_again, Law.ANSWER),
    (takes_an_id_for_the_whole, Law.REUSED),
    (lets_the_last_writer_win, Law.STALE),
    (has_a_clock_of_its_own, Law.MOMENT),
    (stops_the_clock, Law.DEADLINE),
    (guesses_the_zone, Law.ZONE),
    (forgets_the_policy, Law.POLICY),
    (closes_the_desk, Law.PROTECTIVE),
    (hears_nothing_after_the_end, Law.FACT),
    (swallows, Law.NO_ROW, Law.GATE, Law.DUTY),
    (lets_everybody, Law.ROLE),
    (shares_an_account, Law.EVENT),
    (renames_whoever_did_it, Law.DUTY),
    (drops_the_note, Law.EVENT),
    (answers_with_nothing, Law.ANSWER),
    (breaks_down, Law.ANSWER),
    (is_a_loud_one, Law.ALLOWED),
    (keeps_the_last_steps, Law.PAST),
    (salts_anew, Law.PAST),
    (forges_a_seal, Law.SEAL),
    (moves_a_state_only, Law.STATE),
    (writes_into_what_it_was_given, Law.UNTOUCHED),
    (approves_late, Law.ALLOWED),
)


@pytest.mark.parametrize("policy", [ARTICLE, BRTI_2020, STRICT], ids=lambda policy: policy.name)
def test_apply_itself_conforms(policy: Policy) -> None:
    assert_conforms(lifecycle.apply, policy=policy, examples=2)


@pytest.mark.parametrize(("bad", "laws"), [(bad, laws) for bad, *laws in BAD], ids=[row[0].__name__ for row in BAD])
def test_a_bad_wrapper_breaks_its_law(bad: Plain, laws: list[Law]) -> None:
    with pytest.raises(AssertionError) as failed:
        assert_conforms(wrapper(bad), examples=2)
    told = str(failed.value)
    assert [law for law in laws if law.value not in told] == []
    # Neither what was generated nor what a wrapper says of it.
    assert not [it for it in ("+62", "861", "3299", "CONTOH", "ontoh", "example.") if it in told]
    assert failed.value.__cause__ is None and failed.value.__context__ is None


def test_every_law_is_broken_by_one_of_them() -> None:
    assert {law for _, *laws in BAD for law in laws} == set(Law)


def test_each_broken_law_is_told_once_and_where() -> None:
    with pytest.raises(AssertionError) as failed:
        assert_conforms(wrapper(is_a_loud_one), examples=2)
    lines = str(failed.value).splitlines()
    assert len(lines) == len({line.split(";")[0] for line in lines})
    assert f"{Law.ALLOWED.value}; but submit in state 'draft' was refused with RefusedError" in lines


def test_exceptions_of_the_hosts_own_may_say_no() -> None:
    def applied(request: ReplacementRequest, event: Event, told: dict[str, Any]) -> ReplacementRequest:
        try:
            return sound(request, event, told)
        except (RefusedError, NoSuchStepError, StaleRequestError, InvalidValueError):
            raise NotTodayError from None

    assert_conforms(wrapper(applied), refusals=(NotTodayError,), examples=2)
    with pytest.raises(AssertionError, match="raised NotTodayError"):
        assert_conforms(wrapper(applied), examples=1)


def test_the_walks_are_the_same_in_every_run() -> None:
    seen: list[list[str]] = [[], []]
    for heard in seen:

        def applied(
            request: ReplacementRequest, event: Event, told: dict[str, Any], heard: list[str] = heard
        ) -> ReplacementRequest:
            heard.append(request.revision + event.id)
            return sound(request, event, told)

        assert_conforms(wrapper(applied), examples=1)
    assert seen[0] == seen[1] != []
