"""A history judged again: by its own policy, or by another."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import attrs

from simreplace.errors import NoSuchStepError, RefusedError
from simreplace.issues import Issue, errors_of
from simreplace.lifecycle import events
from simreplace.lifecycle.case import Case
from simreplace.lifecycle.history import Standing, Step, standing_of
from simreplace.lifecycle.request import ReplacementRequest, first_seal, next_step, verify
from simreplace.lifecycle.states import State
from simreplace.lifecycle.steps import judge
from simreplace.people import ReplacementForm
from simreplace.rules import ARTICLE, Policy, the_policy
from simreplace.shown import printable
from simreplace.values import aware, hidden


def replay(
    request: ReplacementRequest, *, until: datetime | None = None, policy: Policy | None = None
) -> ReplacementRequest:
    """The request as its history makes it, judged again step by step, each at the moment at which it was told.

    Args:
        request: Whose history.
        until: Only the steps before the first one told after this moment.
        policy: How strict, in place of the policy that was stored.

    Raises:
        NoSuchStepError: A step had no row.
        RefusedError: A step would have been refused, or the history was altered.

    Example:
        >>> from datetime import date, datetime
        >>> from simreplace import Applicant, ReplacementForm, WIB, open_request
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> request = open_request(form, id="r-1", now=datetime(2026, 3, 16, 10, 0, tzinfo=WIB), salt=bytes(16))
        >>> replay(request) == request
        True
    """
    if policy is not None:
        the_policy(policy)
    altered = verify(request)
    if altered:
        raise RefusedError(request.state.value, "replay", altered)
    limit = None if until is None else aware(until)
    steps: list[Step] = []
    stands = standing_of((), draft=_draft_of(request), opened_at=request.opened_at)
    for past in request.history:
        if limit is not None and past.at > limit:
            break
        state, issues = _judged(stands, past, policy)
        if errors_of(issues):
            raise RefusedError(stands.state.value, events.event_name(type(past.event)), issues)
        before = steps[-1].seal if steps else first_seal(request)
        stored = None if past.policy is None else policy or past.policy
        step = next_step(before, request.salt, past.event, now=past.at, state=state, policy=stored)
        steps.append(step)
        stands.tell(step)
    draft = request.draft if steps else _draft_of(request)
    return attrs.evolve(request, draft=draft, state=stands.state, history=tuple(steps))


def _draft_of(request: ReplacementRequest) -> ReplacementForm:
    """The form before anything was told: the draft, or of a form that was sent the form as it was sent first."""
    sent = (step.event.form for step in request.history if isinstance(step.event, events.Submit))
    return request.draft or next(sent, request.form)


def _judged(stands: Standing, step: Step, policy: Policy | None) -> tuple[State, tuple[Issue, ...]]:
    used = policy or stands.policy or step.policy or ARTICLE
    row, issues = judge(Case(standing=stands, event=step.event, now=step.at, policy=used))
    return row.target, issues


@printable
@attrs.frozen(kw_only=True)
class Difference:
    """A past request that another policy would have treated differently.

    Args:
        position: Which of the requests, counted from 0.
        event_id: The first event at which they part; empty where the history was altered.
        state: Where the request was then.
        issues: Why it would have been refused there; empty where only the way would have been another.

    Example:
        >>> Difference(position=0, event_id="e7", state=State.IN_REVIEW, issues=()).event_id
        'e7'
    """

    position: int
    event_id: str = attrs.field(repr=hidden)
    state: State
    issues: tuple[Issue, ...]


def what_if(requests: Iterable[ReplacementRequest], *, policy: Policy) -> tuple[Difference, ...]:
    """Which past requests another policy would have treated differently, and at which event.

    Args:
        requests: What happened.
        policy: The other policy.

    Example:
        >>> from simreplace import BRTI_2020
        >>> what_if((), policy=BRTI_2020)
        ()
    """
    the_policy(policy)
    return tuple(found for place, request in enumerate(requests) for found in _first_difference(place, request, policy))


def _first_difference(place: int, request: ReplacementRequest, policy: Policy) -> Iterator[Difference]:
    altered = verify(request)
    if altered:
        yield Difference(position=place, event_id="", state=request.state, issues=altered)
        return
    stands = standing_of((), draft=_draft_of(request), opened_at=request.opened_at)
    for past in request.history:
        try:
            state, issues = _judged(stands, past, policy)
        except NoSuchStepError:
            state, issues = stands.state, ()
        if errors_of(issues) or state is not past.state:
            kept = issues if errors_of(issues) else ()
            yield Difference(position=place, event_id=past.event.id, state=stands.state, issues=kept)
            return
        stands.tell(past)
