"""The steps of a plan: on which day each can happen, and what stands in its way now."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

import attrs

from simreplace.calendar import BusinessCalendar, ReadyEstimate, estimate_ready_date
from simreplace.errors import CalendarRangeError
from simreplace.guidance.clock import review_clock
from simreplace.guidance.steps import if_sent
from simreplace.issues import Issue, IssueCode, errors_of
from simreplace.lifecycle import (
    TRANSITIONS,
    Case,
    Event,
    ReplacementRequest,
    Standing,
    State,
    Transition,
    events,
    standing,
    told_since,
)
from simreplace.people import Actor, CardForm, CollectionMethod, Duty, Paper, Role
from simreplace.rules import Need, Policy, Stage, day_of, missing_papers
from simreplace.shown import printable


@printable
@attrs.frozen(kw_only=True)
class PlannedStep:
    """One step of a plan.

    Args:
        event: What happens.
        who: Who may do it.
        not_before: The first day on which it can happen.
        at_latest: The day on which it happens if the review takes all its time and nobody else takes any; None where
            nobody can know.
        issues: What stands in its way now, as far as the request alone shows it.
        card_form: Whether it is about a card or an eSIM.

    Example:
        >>> PlannedStep(event=events.Activate, who=(Role.NETWORK,), not_before=date(2026, 3, 20)).issues
        ()
    """

    event: type[Event]
    who: tuple[Role, ...]
    not_before: date
    at_latest: date | None = None
    issues: tuple[Issue, ...] = ()
    card_form: CardForm = CardForm.PHYSICAL


@printable
@attrs.define(kw_only=True)
class _Days:
    """How far a plan has come: the first day, and the last one while somebody can know it."""

    first: date
    last: date | None

    def wait_for(self, first: date, last: date | None) -> None:
        """Nothing further happens before these days."""
        self.first = max(self.first, first)
        self.last = None if self.last is None or last is None else max(self.last, last)


def steps_on(
    request: ReplacementRequest,
    rows: Iterable[Transition],
    *,
    now: datetime,
    policy: Policy,
    calendar: BusinessCalendar | None,
) -> Iterator[PlannedStep]:
    """The steps along a way, with whatever goes besides them, each with its days and what is in its way."""
    stands, today = standing(request), day_of(now, policy)
    days = _Days(first=today, last=today)
    told, is_anew, is_reviewed = told_since(stands, policy), False, False
    # A proxy comes only where one was named to come.
    somebody_elses = frozenset[Role]() if request.collection is CollectionMethod.BY_PROXY else {Role.PROXY}
    for row in rows:
        for kind in _besides(request, row, now, policy, is_anew=is_anew, is_told=told is not None):
            if kind is events.DecideFlag:
                # It can be decided either way.
                days.wait_for(today, None)
            doubts = tuple(_doubts(request, now, policy)) if kind is events.DecideFlag else ()
            beside = _beside(kind, row.source, days, policy, doubts)
            yield attrs.evolve(beside, card_form=request.form.card_form)
            told = (told or now) if kind is events.TellOwner else told
        if row.event is events.Approve:
            first, last = _reviewed(request, now, policy, calendar)
            days.wait_for(first, last)
            is_reviewed = True
        if row.event is events.MakeReady:
            days.wait_for(today, days.last if is_reviewed else _made_ready(request, now, policy, calendar))
        if row.event is events.Release:
            # Whoever looks into a question of security takes the time that it takes.
            days.wait_for(today, None)
        if row.event is events.OrderActivation and told is not None:
            open_until = day_of(told + policy.objection_window, policy)
            days.wait_for(open_until, open_until)
        yield PlannedStep(
            event=row.event,
            who=tuple(sorted(row.roles - somebody_elses)),
            not_before=days.first,
            at_latest=days.last,
            issues=tuple(_in_the_way(request, row.event, told, now, policy)),
            card_form=request.form.card_form,
        )
        is_anew = is_anew or row.event in {events.Submit, events.ProvideInformation}
        told = None if row.event is events.Release else told


# ---- What is missing, in the step that it blocks


def _in_the_way(
    request: ReplacementRequest, kind: type[Event], told: datetime | None, now: datetime, policy: Policy
) -> Iterator[Issue]:
    """What keeps a step from happening now, as far as the request alone shows it."""
    stands = standing(request)
    if kind is events.Submit:
        yield from errors_of(if_sent(request, now, policy))
    if kind is events.ProvideInformation:
        yield from (Issue(IssueCode.INFORMATION_UNANSWERED, params=(("item", item),)) for item in stands.asked)
    if kind is events.Approve:
        yield from _papers(request, Stage.APPLYING, IssueCode.APPROVE_EVIDENCE_MISSING, now, policy)
    if kind is events.Collect:
        yield from _papers(request, Stage.COUNTER, IssueCode.PAPERS_MISSING, now, policy)
    if kind is events.OrderActivation and told is not None and told + policy.objection_window > now:
        until = (told + policy.objection_window).astimezone(policy.review.zone)
        yield Issue(IssueCode.ORDER_OBJECTION_WINDOW, params=(("until", until),))


def _doubts(request: ReplacementRequest, now: datetime, policy: Policy) -> Iterator[Issue]:
    """What is to be decided of the form; what the operator's record says is not for the customer's eyes."""
    stands = standing(request)
    for flag in Case(standing=stands, event=_APPROVAL, now=now, policy=policy).form_flags:
        past = stands.decided(flag.code, flag.pointer)
        if not past or not past[-1].accepted:
            yield Issue(IssueCode.APPROVE_FLAG_UNDECIDED, flag.pointer, (("code", flag.code.value),))


_NEEDED: Final = MappingProxyType({Stage.APPLYING: Need.FOR_APPROVAL, Stage.COUNTER: Need.REQUIRED})


def _papers(
    request: ReplacementRequest, stage: Stage, code: IssueCode, now: datetime, policy: Policy
) -> Iterator[Issue]:
    """The papers that somebody still has to bring; the identity document is asked for with the form."""
    # Whatever the review has seen, at the counter it is shown again.
    seen = standing(request).papers if stage is Stage.APPLYING else ()
    form = attrs.evolve(request.form, collection=request.collection)
    for asked in missing_papers(form, stage=stage, policy=policy, on=day_of(now, policy), seen=seen):
        if asked.need is _NEEDED[stage] and asked.paper is not Paper.IDENTITY_DOCUMENT:
            yield Issue(code, params=(("paper", asked.paper.value),))


# The first of these that is left: told later, the owner could only object for longer.
_WITH_THE_OWNER_TOLD: Final = frozenset({events.Approve, events.MakeReady, events.Collect, events.OrderActivation})
_BY_MACHINES: Final[Mapping[type[Event], Duty]] = MappingProxyType(
    {events.CompareRecord: Duty.COMPARE, events.TellOwner: Duty.TELL}
)


def _besides(
    request: ReplacementRequest, row: Transition, now: datetime, policy: Policy, *, is_anew: bool, is_told: bool
) -> Iterator[type[Event]]:
    """What leads nowhere by itself, and without which this row is refused: as far as it is left."""
    stands, is_called = standing(request), True
    if row.event is events.Approve:
        yield from _of_the_review(stands, now, policy, is_anew=is_anew)
        wants_call = Paper.CALL_TO_LOST_NUMBER in policy.evidence_for(request.reason)
        is_called = stands.lost_number_called or not wants_call
    if row.event in _WITH_THE_OWNER_TOLD and not (is_told and is_called):
        yield events.TellOwner


def _of_the_review(stands: Standing, now: datetime, policy: Policy, *, is_anew: bool) -> Iterator[type[Event]]:
    """Comparing with the operator's record, and deciding what is doubtful; a form told anew is compared anew."""
    compared = {} if is_anew else stands.comparisons
    case = Case(standing=stands, event=_APPROVAL, now=now, policy=policy)
    uncompared = (detail for detail in compared if case.is_uncompared(detail) and not policy.uncompared_is_flag)
    if any(detail not in compared for detail in case.wanted) or any(uncompared):
        yield events.CompareRecord
    doubtful = (
        flag
        for flag in case.flags
        if flag.code is not IssueCode.APPROVE_RECORD_UNKNOWN or dict(flag.params)["detail"] in compared
    )
    if any(not past or not past[-1].accepted for past in (stands.decided(it.code, it.pointer) for it in doubtful)):
        yield events.DecideFlag


_APPROVAL: Final = events.Approve(id="as-if-approved", by=Actor(Role.REVIEWER, "reviewer"))


def _beside(kind: type[Event], state: State, days: _Days, policy: Policy, issues: tuple[Issue, ...]) -> PlannedStep:
    """A step that leads nowhere by itself, and without which the next one is refused."""
    roles = next(row.roles for row in TRANSITIONS if (row.source, row.event) == (state, kind))
    if _BY_MACHINES.get(kind) in policy.machines_only:
        roles &= {Role.SYSTEM, Role.NETWORK}
    who = tuple(sorted(roles))
    return PlannedStep(event=kind, who=who, not_before=days.first, at_latest=days.last, issues=issues)


# ---- How long it takes


def _reviewed(
    request: ReplacementRequest, now: datetime, policy: Policy, calendar: BusinessCalendar | None
) -> tuple[date, date | None]:
    """The first and the last day on which the review can be over, if whoever is awaited answers now."""
    clock = review_clock(request, now=now, policy=policy, calendar=calendar)
    if clock is None:
        estimate = estimate_ready_date(now, policy=policy.review, calendar=calendar)
        return estimate.earliest, _at_worst(estimate)
    worst = _at_worst(clock.estimate)
    return clock.earliest, None if clock.overdue_by or worst is None else max(worst, clock.latest)


def _made_ready(
    request: ReplacementRequest, now: datetime, policy: Policy, calendar: BusinessCalendar | None
) -> date | None:
    """The last day of the review that is over, by which the card should be ready; of another card nobody knows it."""
    clock = review_clock(request, now=now, policy=policy, calendar=calendar)
    return None if clock is None or clock.overdue_by else clock.latest


def _at_worst(estimate: ReadyEstimate) -> date | None:
    """The last day even if the days off still move; None where nobody knows them."""
    try:
        return estimate.worst_case[1]
    except CalendarRangeError:
        return None
