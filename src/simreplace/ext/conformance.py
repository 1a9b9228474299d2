"""Whether a host's own wrapper around `lifecycle.apply` still keeps what `apply` promises.

A wrapper translates, stores, locks and answers, and each of these is where a promise gets lost: an event counted twice,
one judged by a page that has gone stale, a hold refused for a deadline. Here it is walked through made-up requests and
asked at every step what else might happen there; whatever it does otherwise is a broken law. Two writers at once it
cannot see, for it knows no store. What the wrapper says when it refuses is never repeated.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final, Protocol

import attrs

from simreplace import (
    ARTICLE,
    STRICT,
    Actor,
    AuthorizationLetter,
    IssueCode,
    Policy,
    ReplacementRequest,
    Role,
    events,
    lifecycle,
)
from simreplace.errors import InvalidValueError, NoSuchStepError, SimReplaceError, StaleRequestError
from simreplace.ext.personas import ON, letters
from simreplace.ext.walks import actor, histories, said
from simreplace.lifecycle import Event, standing
from simreplace.shown import printable

_YEARS: Final = timedelta(days=3000)
_ANOTHER: Final = "another revision"


class ApplyLike(Protocol):
    """What `lifecycle.apply` looks like, and the wrapper must."""

    def __call__(
        self,
        request: ReplacementRequest,
        event: Event,
        /,
        *,
        now: datetime,
        policy: Policy,
        expected: str | None,
    ) -> ReplacementRequest:
        """The request after the event, or an exception that says no."""
        ...


class Law(StrEnum):
    """What a wrapper must keep.

    Example:
        >>> Law.STALE.value
        'whoever looked at another revision is refused'
    """

    ALLOWED = "what every gate lets through is let through"
    PROTECTIVE = "what stops or ends a request is not refused where it has a row"
    FACT = "what the network tells is recorded and never refused"
    ANSWER = "the answer is a request, or an exception that says no"
    AGAIN = "the same event told again changes nothing"
    REUSED = "another event under an id that was used is refused"
    STALE = "whoever looked at another revision is refused"
    NO_ROW = "what has no row in the table is refused"
    ROLE = "who has not the role is refused"
    DUTY = "who may not do both is refused, and so is a person who poses as a machine"
    DEADLINE = "what has run out cannot go on"
    GATE = "what a gate refuses is refused"
    ZONE = "a moment without a zone is refused"
    PAST = "what was told before stays as it is"
    EVENT = "the event is recorded as it was told"
    MOMENT = "the moment is the one that was told"
    STATE = "the request is in the state to which the row leads"
    POLICY = "the policy is stored with the form that is sent, and judges from there on"
    SEAL = "the history can be verified"
    UNTOUCHED = "the request that was given stays as it was"


_REFUSED: Final = (
    (Law.REUSED, frozenset({IssueCode.EVENT_ID_REUSED})),
    (Law.ROLE, frozenset({IssueCode.EVENT_ROLE})),
    (Law.DUTY, frozenset({IssueCode.DUTY_SAME_PERSON, IssueCode.DUTY_MACHINES_ONLY, IssueCode.ACTOR_NOT_A_MACHINE})),
    (Law.DEADLINE, frozenset({IssueCode.DEADLINE_PASSED})),
)


@printable
@attrs.frozen(kw_only=True)
class Try:
    """One thing that might happen."""

    request: ReplacementRequest
    event: Event
    moment: datetime
    policy: Policy
    expected: str | None = None


def assert_conforms(
    apply_like: ApplyLike,
    *,
    policy: Policy = ARTICLE,
    refusals: type[Exception] | tuple[type[Exception], ...] = SimReplaceError,
    examples: int = 10,
) -> None:
    """Walk a host's wrapper through the lifecycle, and fail if it breaks a law of `lifecycle.apply`.

    The walks are the same in every run. What is refused, and what is told of it, holds no personal data.

    Args:
        apply_like: The wrapper: called as `lifecycle.apply` is, with the request that it is to move. It may store and
            lock whatever it likes, but has to begin from the request that it is given.
        policy: How strict.
        refusals: The exceptions by which the wrapper says no, where they are its own.
        examples: How many walks.

    Raises:
        AssertionError: It breaks a law; each broken one is named once, with where it was broken first.

    Example:
        >>> assert_conforms(lifecycle.apply, examples=1)
    """
    from hypothesis import HealthCheck, Phase, given, settings

    broken: dict[Law, str] = {}

    @settings(
        max_examples=examples,
        phases=(Phase.generate,),
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example),
    )
    @given(walk=histories(policy), letter=letters(on=ON))
    def look(walk: tuple[ReplacementRequest, ...], letter: AuthorizationLetter) -> None:
        for tried in _tries(walk, letter, policy):
            for law, where in _breaches(apply_like, tried, refusals):
                broken.setdefault(law, where)

    look()
    if broken:
        raise AssertionError("\n".join(f"{law.value}; but {where}" for law, where in broken.items()))


# ---- What might happen


def _tries(walk: tuple[ReplacementRequest, ...], letter: AuthorizationLetter, policy: Policy) -> Iterator[Try]:
    for before, after in pairwise(walk):
        step = after.history[-1]
        good = Try(request=before, event=step.event, moment=step.at, policy=policy)
        yield from _others(good, letter)
        yield from _varied(good)
        # Last, and by then nothing that was refused may have left a trace.
        yield attrs.evolve(good, expected=before.revision)
        yield good
        told = attrs.evolve(good, request=after, expected=_ANOTHER)
        yield told
        yield attrs.evolve(told, moment=step.at + _YEARS, policy=_other(policy))
        yield attrs.evolve(told, expected=None, event=attrs.evolve(step.event, note="contoh contoh"))
    yield from (it for last in walk[-1:] for it in _ended(last, policy, letter))


def _other(policy: Policy) -> Policy:
    return ARTICLE if policy == STRICT else STRICT


def _varied(good: Try) -> Iterator[Try]:
    """The step that was taken, by the wrong one, at the wrong time, on the wrong revision, under another policy."""
    event = good.event
    yield attrs.evolve(good, expected=_ANOTHER)
    yield attrs.evolve(good, moment=good.moment.replace(tzinfo=None))
    yield attrs.evolve(good, policy=_other(good.policy))
    for shift in (-_YEARS, _YEARS):
        yield attrs.evolve(good, moment=good.moment + shift)
    for role in Role:
        yield attrs.evolve(good, event=attrs.evolve(event, by=Actor(role, event.by.id)))
    for person in sorted({step.event.by.id for step in good.request.history} | {"contoh-9"}):
        yield attrs.evolve(good, event=attrs.evolve(event, by=Actor(event.by.role, person)))


def _others(good: Try, letter: AuthorizationLetter) -> Iterator[Try]:
    """Every event that there is, whether or not it can happen here, at its own moment and years later."""
    for kind in events.EVENTS:
        event, moment = said(kind, good.request, good.policy, letter)
        for later in (timedelta(0), _YEARS):
            yield attrs.evolve(good, event=event, moment=moment + later)
    for kind, role in ((events.Hold, Role.INTAKE_CLERK), (events.RaiseObjection, Role.REVIEWER)):
        event, moment = said(kind, good.request, good.policy, letter)
        who = [step.event.by for step in good.request.history if step.event.by.role is role]
        for by in (*who[-1:], actor(role)):
            yield attrs.evolve(good, event=attrs.evolve(event, by=by), moment=moment - _YEARS)
    yield from _facts(good.request, good.policy, letter)


def _facts(request: ReplacementRequest, policy: Policy, letter: AuthorizationLetter) -> Iterator[Try]:
    """What the network may tell, of every card and of none of them, by itself and by somebody who says to be it."""
    stranger = Actor(Role.NETWORK, "contoh-9")
    for kind in (events.Activate, events.FailActivation):
        event, moment = said(kind, request, policy, letter)
        for card in standing(request).cards:
            for by in (event.by, stranger):
                changes: dict[str, Any] = {"iccid": card, "by": by}
                told = attrs.evolve(event, **changes)
                yield Try(request=request, event=told, moment=moment, policy=policy)


def _ended(last: ReplacementRequest, policy: Policy, letter: AuthorizationLetter) -> Iterator[Try]:
    for kind in events.EVENTS if last.state.is_final else ():
        event, moment = said(kind, last, policy, letter)
        yield Try(request=last, event=event, moment=moment, policy=policy)
    yield from _facts(last, policy, letter)


# ---- What came of it


def _breaches(
    apply_like: ApplyLike, tried: Try, refusals: type[Exception] | tuple[type[Exception], ...]
) -> Iterator[tuple[Law, str]]:
    request, event = tried.request, tried.event
    where = f"{events.event_name(type(event))} in state '{request.state.value}'"
    wanted, law, why = _wanted(tried)
    # A request of its own: one that writes into it must not spoil the rest of the walk.
    given = attrs.evolve(request)
    got: object = None
    no: Exception | None = None
    try:
        got = apply_like(given, event, now=tried.moment, policy=tried.policy, expected=tried.expected)
    except Exception as error:  # noqa: BLE001 - whatever a host's wrapper may raise
        no = error
    if given != request:
        yield Law.UNTOUCHED, f"{where} changed it"
    if no is not None and not isinstance(no, refusals):
        yield Law.ANSWER, f"{where} raised {type(no).__name__}"
    elif no is None and not isinstance(got, ReplacementRequest):
        yield Law.ANSWER, f"{where} gave {type(got).__name__}"
    elif wanted is None:
        if no is None:
            yield law, f"{where} went through{why}"
    elif no is not None:
        yield law, f"{where} was refused with {type(no).__name__}"
    elif isinstance(got, ReplacementRequest) and got != wanted:
        yield _how_it_differs(got, wanted, tried), f"{where} did otherwise"


def _wanted(tried: Try) -> tuple[ReplacementRequest | None, Law, str]:
    """What `apply` makes of it, the law that says so, and for a refusal the codes."""
    try:
        decision = lifecycle.decide(
            tried.request, tried.event, now=tried.moment, policy=tried.policy, expected=tried.expected
        )
    except StaleRequestError:
        return None, Law.STALE, ""
    except NoSuchStepError:
        return None, Law.NO_ROW, ""
    except InvalidValueError:
        return None, Law.ZONE, ""
    if decision.request is None:
        codes = {issue.code for issue in decision.errors}
        law = next((law for law, known in _REFUSED if codes <= known), Law.GATE)
        return None, law, f" against {', '.join(sorted(code.value for code in codes))}"
    if decision.request == tried.request:
        return decision.request, Law.AGAIN, ""
    kind = type(tried.event)
    law = Law.FACT if kind in events.NETWORK_FACTS else Law.PROTECTIVE if kind in events.PROTECTIVE else Law.ALLOWED
    return decision.request, law, ""


def _how_it_differs(got: ReplacementRequest, wanted: ReplacementRequest, tried: Try) -> Law:
    """The law that is broken first by another request than the one that is wanted."""
    if wanted == tried.request:
        return Law.AGAIN
    before = tried.request.history
    ours = (got.id, got.opened_at, got.salt, got.history[: len(before)])
    if ours != (wanted.id, wanted.opened_at, wanted.salt, before) or len(got.history) != len(wanted.history):
        return Law.PAST
    last, due = got.history[-1], wanted.history[-1]
    parts = (
        (Law.EVENT, last.event == due.event),
        (Law.MOMENT, last.at == due.at),
        (Law.STATE, (last.state, got.state) == (due.state, wanted.state)),
        (Law.POLICY, last.policy == due.policy),
    )
    # What is left is a seal, or the form that the first one covers.
    return next((law for law, kept in parts if not kept), Law.SEAL)
