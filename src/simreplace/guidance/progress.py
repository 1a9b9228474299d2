"""How far is it, and what do I do now?"""

from collections.abc import Iterator
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

import attrs

from simreplace.calendar import BusinessCalendar, outside
from simreplace.guidance.clock import ReviewClock, review_clock
from simreplace.guidance.operators import OperatorProfile, profile_of
from simreplace.issues import Issue, IssueCode, Severity, errors_of
from simreplace.lifecycle import Event, ReplacementRequest, State, available_events, decide, events, history, trail
from simreplace.people import Actor, CollectionMethod, Role
from simreplace.rules import ARTICLE, Need, Policy, Stage, day_of, missing_papers
from simreplace.values import aware

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
_NEED_CODES: Final = MappingProxyType(
    {
        Need.REQUIRED: IssueCode.PAPERS_MISSING,
        Need.FOR_APPROVAL: IssueCode.APPROVE_EVIDENCE_MISSING,
        Need.SUPPORTING: IssueCode.PAPERS_SUPPORTING_MISSING,
    }
)
_THEIR_OWN: Final = frozenset({Role.APPLICANT, Role.PROXY, Role.REGISTERED_OWNER})


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


@attrs.frozen(kw_only=True)
class Progress:
    """Where a request stands.

    Args:
        state: Its state.
        waiting_for: Who is awaited; nobody once it has ended.
        step: Which step of the procedure it is in.
        of: How many steps there are.
        clock: The review's clock; None where nothing is under review.
        deadline: When the present state ends by itself.
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
        InvalidValueError: The present moment has no zone.
        CalendarRangeError: The review reaches a day that the calendar does not cover.

    Example:
        >>> from datetime import date, datetime
        >>> from simreplace import WIB, Applicant, ReplacementForm, ReplacementRequest
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> request = ReplacementRequest(id="r-1", form=form)
        >>> progress(request, now=datetime(2026, 3, 16, 10, 0, tzinfo=WIB)).waiting_for
        (<Role.APPLICANT: 'applicant'>,)
    """
    aware(now)
    awaited = _awaited(request)
    return Progress(
        state=request.state,
        waiting_for=awaited,
        step=_step_of(request),
        clock=review_clock(request, now=now, policy=policy, calendar=calendar),
        deadline=history.deadline(request, policy),
        ask_at=tuple(profile_of(brand) for brand in sorted(request.msisdn.brands)),
        steps=tuple(step for role in awaited for step in next_steps(request, now=now, role=role, policy=policy)),
    )


def next_steps(request: ReplacementRequest, *, now: datetime, role: Role, policy: Policy = ARTICLE) -> tuple[Step, ...]:
    """What this role does next, or waits for, in order.

    Args:
        request: Whose.
        now: The present moment, in a stated zone.
        role: Who asks.
        policy: How strict.

    Raises:
        InvalidValueError: The present moment has no zone.
        CalendarRangeError: The present moment lies outside the years that a date can have.

    Example:
        >>> from datetime import date, datetime
        >>> from simreplace import WIB, Applicant, ReplacementForm, ReplacementRequest
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> request = ReplacementRequest(id="r-1", form=form)
        >>> now = datetime(2026, 3, 16, 10, 0, tzinfo=WIB)
        >>> [step.code for step in next_steps(request, now=now, role=Role.APPLICANT)]
        ['contact_customer_service', 'gather_papers', 'check_once_more', 'submit', 'cancel']
    """
    aware(now)
    return tuple(_steps(request, now, role, policy))


def _awaited(request: ReplacementRequest) -> tuple[Role, ...]:
    roles = _AWAITED.get(request.state, ())
    at_the_counter = request.state in {State.READY_FOR_COLLECTION, State.INSPECTING}
    return (*roles, Role.PROXY) if at_the_counter and _sends_somebody(request) else roles


def _sends_somebody(request: ReplacementRequest) -> bool:
    return request.collection is CollectionMethod.BY_PROXY


def _steps(request: ReplacementRequest, now: datetime, role: Role, policy: Policy) -> Iterator[Step]:
    until = history.deadline(request, policy)
    draft = _draft_issues(request, now, policy) if request.state is State.DRAFT else {}
    if role in _THEIR_OWN:
        for code in _advice(request, role):
            yield Step(code=code, who=role, by=until, issues=draft.get(code, ()))
    for event in available_events(request, role=role, policy=policy):
        if event is events.Expire and (until is None or now < until):
            continue
        code = events.event_name(event)
        # Whatever ends or stops a request can be done at any time; a deadline is for what carries it on.
        carries_on = event not in {events.Cancel, events.Hold, events.RaiseObjection, events.Expire}
        yield Step(code=code, who=role, event=event, by=until if carries_on else None, issues=draft.get(code, ()))


def _advice(request: ReplacementRequest, role: Role) -> tuple[str, ...]:
    if request.state is State.READY_FOR_COLLECTION:
        if role is Role.PROXY:
            return _GOES_FOR_SOMEBODY
        if _sends_somebody(request):
            return _SENDS_SOMEBODY
    return _ADVICE[request.state]


def _draft_issues(request: ReplacementRequest, now: datetime, policy: Policy) -> dict[str, tuple[Issue, ...]]:
    """For each step what is lacking, doubtful, or in the way."""
    found = _if_sent(request, now, policy)
    return {
        "gather_papers": _missing(request, _day(now, policy), policy),
        "check_once_more": tuple(issue for issue in found if issue.severity is Severity.FLAG),
        "submit": errors_of(found),
    }


def blocking_issues(request: ReplacementRequest, now: datetime, policy: Policy) -> tuple[Issue, ...]:
    """What would close the gate of sending, as far as the request itself shows it."""
    return errors_of(_if_sent(request, now, policy))


def _if_sent(request: ReplacementRequest, now: datetime, policy: Policy) -> tuple[Issue, ...]:
    """What the gate itself says of the form as it is, sent now by somebody who has seen every FLAG.

    Whether another request is open only the host knows; that is left out.
    """
    _day(now, policy)
    sent = events.Submit(
        id="as-if-sent-now",
        at=now,
        by=Actor(Role.APPLICANT, "applicant"),
        acknowledged=tuple(IssueCode),
        other_open_request=False,
    )
    return decide(request, sent, policy=policy).issues


def _day(now: datetime, policy: Policy) -> date:
    try:
        return day_of(now, policy)
    except OverflowError:
        raise outside(None) from None


def _missing(request: ReplacementRequest, on: date, policy: Policy) -> tuple[Issue, ...]:
    return tuple(
        Issue(
            _NEED_CODES[asked.need],
            "/applicant/documents" if asked.alternatives else "",
            (("paper", asked.paper.value),),
        )
        for asked in missing_papers(
            request.form, stage=Stage.APPLYING, policy=policy, on=on, seen=history.papers_told(request)
        )
    )


def _step_of(request: ReplacementRequest) -> int:
    """The step of the state, or of the last state that has one: a hold and an ending keep theirs."""
    if request.state is State.DRAFT and not request.applicant.documents:
        return 1
    states = (State.DRAFT, *trail(request), request.state)
    return next(_STEP_OF[state] for state in reversed(states) if state in _STEP_OF)
