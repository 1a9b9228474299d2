"""How far is it, and what do I do now?"""

from collections.abc import Iterator
from datetime import datetime
from types import MappingProxyType
from typing import Final, Self

import attrs

from simreplace.calendar import BusinessCalendar
from simreplace.guidance.clock import ReviewClock, review_clock
from simreplace.guidance.operators import OperatorProfile, profile_of
from simreplace.issues import Issue, IssueCode, Severity, errors_of
from simreplace.lifecycle import (
    Event,
    ReplacementRequest,
    Standing,
    State,
    available_events,
    decide,
    events,
    standing,
    told_since,
)
from simreplace.lifecycle import deadline as deadline_of
from simreplace.people import Actor, CardForm, CollectionMethod, Role
from simreplace.rules import ARTICLE, Need, Policy, Stage, day_of, missing_papers, the_policy
from simreplace.shown import printable
from simreplace.values import to_moment

STEPS_OF_THE_PROCEDURE: Final = 6
"""Ask the operator, fill in the form, wait for the review, collect, inspect, keep safe."""

_STEP_OF: Final = MappingProxyType(
    {
        State.DRAFT: 2,
        State.IN_REVIEW: 3,
        State.INFORMATION_REQUESTED: 3,
        State.APPROVED: 4,
        State.READY_FOR_COLLECTION: 4,
        State.INSPECTING: 5,
        State.EXCHANGING: 5,
        State.ACCEPTED: 6,
        State.ACTIVATING: 6,
        State.COMPLETED: 6,
    }
)
_AWAITED: Final = MappingProxyType(
    {
        State.DRAFT: (Role.APPLICANT,),
        State.IN_REVIEW: (Role.REVIEWER,),
        State.INFORMATION_REQUESTED: (Role.APPLICANT,),
        State.ON_HOLD: (Role.FRAUD_ANALYST,),
        State.APPROVED: (Role.COUNTER_CLERK,),
        State.READY_FOR_COLLECTION: (Role.APPLICANT,),
        State.INSPECTING: (Role.APPLICANT,),
        State.EXCHANGING: (Role.COUNTER_CLERK,),
        State.ACCEPTED: (Role.SYSTEM,),
        State.ACTIVATING: (Role.NETWORK,),
    }
)
# What a person does or waits for that is no event: advice of the procedure, in the state where it helps.
_ADVICE: Final = MappingProxyType(
    {
        State.DRAFT: ("contact_customer_service", "gather_papers", "check_once_more"),
        State.IN_REVIEW: ("wait_for_review",),
        State.INFORMATION_REQUESTED: ("answer_questions",),
        State.ON_HOLD: ("wait_for_clarification",),
        State.APPROVED: ("wait_for_card",),
        State.READY_FOR_COLLECTION: ("go_to_outlet", "bring_originals"),
        State.INSPECTING: ("inspect_card",),
        State.EXCHANGING: ("wait_for_exchange",),
        State.ACCEPTED: ("wait_for_activation",),
        State.ACTIVATING: ("wait_for_activation",),
        State.COMPLETED: ("keep_card_safe",),
        State.REJECTED: ("ask_why",),
        State.CANCELLED: ("nothing_more",),
        State.EXPIRED: ("start_again",),
        State.FAILED: ("ask_operator",),
    }
)
# At the counter it depends on who goes there.
_SENDS_SOMEBODY: Final = ("give_letter",)
_GOES_FOR_SOMEBODY: Final = ("go_to_outlet", "bring_letter")
_AT_THE_COUNTER: Final = frozenset({State.INSPECTING, State.EXCHANGING})
# An eSIM is fetched with the phone that is to hold it, and there is nothing of it to turn over.
_OF_ESIMS: Final = MappingProxyType(
    {
        "bring_originals": ("bring_originals", "bring_phone"),
        "bring_letter": ("bring_letter", "bring_phone"),
        "inspect_card": ("inspect_esim",),
    }
)
# The card goes back, and somebody comes for it again.
_AFTER_THE_VISIT: Final = ("wait_for_card",)
_NEED_CODES: Final = MappingProxyType(
    {
        Need.REQUIRED: IssueCode.PAPERS_MISSING,
        Need.FOR_APPROVAL: IssueCode.APPROVE_EVIDENCE_MISSING,
        Need.SUPPORTING: IssueCode.PAPERS_SUPPORTING_MISSING,
    }
)
_THEIR_OWN: Final = frozenset({Role.APPLICANT, Role.PROXY, Role.REGISTERED_OWNER})


@printable
@attrs.frozen(kw_only=True)
class Step:
    """One thing to do, or to wait for.

    Args:
        code: Its name, stable.
        who: Who does it.
        event: The event that it is, where it is one.
        by: Until when, where there is a deadline.
        issues: What stands in the way.

    Example:
        >>> Step(code="keep_card_safe", who=Role.APPLICANT).event is None
        True
    """

    code: str
    who: Role
    event: type[Event] | None = None
    by: datetime | None = None
    issues: tuple[Issue, ...] = ()


@printable
@attrs.frozen(kw_only=True)
class Progress:
    """Where a request stands.

    Args:
        state: Its state.
        waiting_for: Who is awaited; nobody once it has ended.
        step: Which step of the procedure it is in.
        of: How many steps there are.
        clock: The review's clock; None where nothing is under review.
        deadline: When the present state ends by itself: the card is no longer kept, say, or the visit is over.
        ask_at: Where to ask: what is known of each brand that the number's prefix points to; nothing where it points to
            none.
        steps: What the awaited ones do next.

    Example:
        >>> Progress(state=State.COMPLETED, waiting_for=(), step=6, clock=None, deadline=None, steps=()).of
        6
    """

    state: State
    waiting_for: tuple[Role, ...]
    step: int
    of: int = STEPS_OF_THE_PROCEDURE
    clock: ReviewClock | None
    deadline: datetime | None
    ask_at: tuple[OperatorProfile, ...] = ()
    steps: tuple[Step, ...]


def progress(
    request: ReplacementRequest,
    *,
    now: datetime,
    policy: Policy = ARTICLE,
    calendar: BusinessCalendar | None = None,
) -> Progress:
    """Where a request stands, at any time.

    Args:
        request: Whose.
        now: The present moment, in a stated zone.
        policy: How strict.
        calendar: The days off; Indonesia's unless told otherwise.

    Raises:
        InvalidValueError: The present moment has no zone, or no year that leaves room for a deadline.
        CalendarRangeError: The review reaches a day that the calendar does not cover.

    Example:
        >>> from datetime import date, datetime
        >>> from simreplace import WIB, Applicant, ReplacementForm, open_request
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> request = open_request(form, id="r-1", now=datetime(2026, 3, 16, 9, 0, tzinfo=WIB), salt=bytes(16))
        >>> progress(request, now=datetime(2026, 3, 16, 10, 0, tzinfo=WIB)).waiting_for
        (<Role.APPLICANT: 'applicant'>,)
    """
    seen = _Seen.of(request, now, policy)
    return Progress(
        state=request.state,
        waiting_for=seen.awaited,
        step=_step_of(request),
        clock=review_clock(request, now=now, policy=policy, calendar=calendar),
        deadline=None if seen.until is None else seen.until.astimezone(seen.policy.review.zone),
        ask_at=tuple(profile_of(brand) for brand in sorted(request.msisdn.brands)),
        steps=tuple(step for role in seen.awaited for step in _steps(seen, role)),
    )


def next_steps(request: ReplacementRequest, *, now: datetime, role: Role, policy: Policy = ARTICLE) -> tuple[Step, ...]:
    """What this role does next, or waits for, in order.

    Args:
        request: Whose.
        now: The present moment, in a stated zone.
        role: Who asks.
        policy: How strict.

    Raises:
        InvalidValueError: The present moment has no zone, or no year that leaves room for a deadline.

    Example:
        >>> from datetime import date, datetime
        >>> from simreplace import WIB, Applicant, ReplacementForm, open_request
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> request = open_request(form, id="r-1", now=datetime(2026, 3, 16, 9, 0, tzinfo=WIB), salt=bytes(16))
        >>> now = datetime(2026, 3, 16, 10, 0, tzinfo=WIB)
        >>> [step.code for step in next_steps(request, now=now, role=Role.APPLICANT)]
        ['contact_customer_service', 'gather_papers', 'check_once_more', 'submit', 'cancel']
    """
    return tuple(_steps(_Seen.of(request, now, policy), role))


@printable
@attrs.frozen(kw_only=True)
class _Seen:
    """A request as it is at one moment, with what several answers need of it."""

    request: ReplacementRequest
    moment: datetime
    policy: Policy
    stands: Standing
    until: datetime | None

    @classmethod
    def of(cls, request: ReplacementRequest, now: datetime, policy: Policy) -> Self:
        the_policy(policy)
        used, stands = request.policy or policy, standing(request)
        until = _visit_ends(stands, used) or deadline_of(stands, used)
        return cls(request=request, moment=to_moment(now), policy=used, stands=stands, until=until)

    @property
    def is_over(self) -> bool:
        """Whether the present state has run out, whoever has told so."""
        return self.until is not None and self.moment >= self.until

    @property
    def is_told(self) -> bool:
        """Whether the owner was told as the policy asks: before, nobody gets the card."""
        return told_since(self.stands, self.policy) is not None

    @property
    def sends_somebody(self) -> bool:
        return self.request.collection is CollectionMethod.BY_PROXY

    @property
    def awaited(self) -> tuple[Role, ...]:
        """Who can carry it on."""
        state = self.request.state
        if self.is_over or (state is State.READY_FOR_COLLECTION and not self.is_told):
            return (Role.SYSTEM,)
        roles = _AWAITED.get(state, ())
        if state is State.ON_HOLD and self.stands.objected:
            return (*roles, Role.SUPERVISOR)
        at_the_counter = state in {State.READY_FOR_COLLECTION, State.INSPECTING}
        return (*roles, Role.PROXY) if at_the_counter and self.sends_somebody else roles

    def advice(self, role: Role) -> tuple[str, ...]:
        """What this person does or waits for that is no event."""
        state = self.request.state
        if self.is_over:
            return _AFTER_THE_VISIT if state in _AT_THE_COUNTER else _ADVICE[State.EXPIRED]
        if state is State.READY_FOR_COLLECTION:
            if not self.is_told:
                return _ADVICE[State.APPROVED]
            if role is Role.PROXY:
                return _GOES_FOR_SOMEBODY
            if self.sends_somebody:
                return _SENDS_SOMEBODY
        return _ADVICE[state]


def _visit_ends(stands: Standing, policy: Policy) -> datetime | None:
    began = stands.visit_began if stands.state in _AT_THE_COUNTER else None
    return None if began is None else began + policy.visit_length


def _steps(seen: _Seen, role: Role) -> Iterator[Step]:
    request, policy = seen.request, seen.policy
    until = None if seen.until is None else seen.until.astimezone(policy.review.zone)
    draft = _draft_issues(seen) if request.state is State.DRAFT else {}
    if role in _THEIR_OWN:
        for code in _for_its_form(seen.advice(role), request.form.card_form):
            yield Step(code=code, who=role, by=until, issues=draft.get(code, ()))
    for event in available_events(request, role=role, now=seen.moment, policy=policy):
        code = events.event_name(event)
        # Whatever ends or stops a request can be done at any time; a deadline is for what carries it on.
        by = None if event in events.PROTECTIVE or event is events.ReturnCard else until
        yield Step(code=code, who=role, event=event, by=by, issues=draft.get(code, ()))


def _for_its_form(codes: tuple[str, ...], card_form: CardForm) -> Iterator[str]:
    for code in codes:
        yield from (code,) if card_form is CardForm.PHYSICAL else _OF_ESIMS.get(code, (code,))


def _draft_issues(seen: _Seen) -> dict[str, tuple[Issue, ...]]:
    """For each step what is lacking, doubtful, or in the way."""
    found = if_sent(seen.request, seen.moment, seen.policy)
    return {
        "gather_papers": _missing(seen),
        "check_once_more": tuple(issue for issue in found if issue.severity is Severity.FLAG),
        "submit": errors_of(found),
    }


def if_sent(request: ReplacementRequest, now: datetime, policy: Policy) -> tuple[Issue, ...]:
    """What the gate itself says of the form as it is, sent now by somebody who has seen every FLAG.

    Whether another request is open only the host knows; that is left out.
    """
    sent = events.Submit(
        id="as-if-sent-now",
        form=request.form,
        by=Actor(Role.APPLICANT, "applicant"),
        other_open_request=False,
    )
    found = decide(request, sent, now=now, policy=policy).issues
    return tuple(issue for issue in found if issue.code is not IssueCode.SUBMIT_FLAG_NOT_ACKNOWLEDGED)


def _missing(seen: _Seen) -> tuple[Issue, ...]:
    form, policy, on = seen.request.form, seen.policy, day_of(seen.moment, seen.policy)
    return tuple(
        Issue(
            _NEED_CODES[asked.need],
            "/applicant/documents" if asked.alternatives else "",
            (("paper", asked.paper.value),),
        )
        for asked in missing_papers(form, stage=Stage.APPLYING, policy=policy, on=on, seen=seen.stands.papers)
    )


def _step_of(request: ReplacementRequest) -> int:
    """The step of the state, or of the last state that has one: a hold and an ending keep theirs."""
    if request.state is State.DRAFT and not request.applicant.documents:
        return 1
    states = (State.DRAFT, *(step.state for step in request.history), request.state)
    return next(_STEP_OF[state] for state in reversed(states) if state in _STEP_OF)
