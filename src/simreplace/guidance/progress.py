"""How far is it, and what do I do now?"""

from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final, cast

import attrs

from simreplace.calendar import BusinessCalendar, whole_number
from simreplace.errors import CalendarRangeError, InvalidValueError
from simreplace.guidance.clock import ReviewClock, days_off_around, review_clock
from simreplace.guidance.operators import OperatorProfile, profile_of
from simreplace.guidance.steps import AT_THE_COUNTER, Seen, Step, is_at_odds, steps_of
from simreplace.issues import Issue, IssueCode
from simreplace.lifecycle import Event, ReplacementRequest, State, events, last_of
from simreplace.people import CardForm, Role
from simreplace.rules import ARTICLE, Policy, day_of
from simreplace.shown import printable
from simreplace.values import hidden

STEPS_OF_THE_PROCEDURE: Final = 6
"""Ask the operator, fill in the form, wait for the review, collect, inspect, keep safe."""

_A_YEAR: Final = 366
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


@printable
@attrs.frozen(kw_only=True)
class Deed:
    """One thing that was done: what, in which role and when, and never who it was.

    Args:
        event: What was done.
        by: The role of whoever did it.
        at: When, in the zone of the policy's review.

    Example:
        >>> from simreplace import WIB
        >>> sent = Deed(event=events.Submit, by=Role.APPLICANT, at=datetime(2026, 3, 16, 10, 0, tzinfo=WIB))
        >>> sent.by.value
        'applicant'
    """

    event: type[Event]
    by: Role
    at: datetime


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
        asked: What was asked for and not sent yet: papers and fields, by name.
        outlet: Where the card lies, or will lie; None where nobody has said.
        rejected_for: Why it was rejected, where a reviewer said so.
        cancelled_for: Why it was cancelled.
        review_in_jeopardy: Whether a review that runs is within so many business days of its last day.
        deadline_in_jeopardy: Whether the deadline is within so many business days.
        done: What was done so far.
        has_run_out: Whether the present state is over by its deadline or its limits, whoever has told so.
        card_form: Whether it is about a card or an eSIM.
        prepares_another: Whether another card is prepared, for the one that was made ready is used no more.
        active_from: From when on the card that was accepted can be active, where the owner may still object.
        at_odds: Whether the network tells otherwise than how it has ended: of a card that is live though none should be,
            or of none though one should.

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
    asked: tuple[str, ...] = ()
    outlet: str | None = attrs.field(default=None, repr=hidden)
    rejected_for: tuple[events.RejectReason, ...] = ()
    cancelled_for: events.CancelReason | None = None
    review_in_jeopardy: bool = False
    deadline_in_jeopardy: bool = False
    done: tuple[Deed, ...] = ()
    has_run_out: bool = False
    card_form: CardForm = CardForm.PHYSICAL
    prepares_another: bool = False
    active_from: datetime | None = None
    at_odds: bool = False


def progress(
    request: ReplacementRequest,
    *,
    now: datetime,
    policy: Policy = ARTICLE,
    calendar: BusinessCalendar | None = None,
    warn_days: int = 1,
) -> Progress:
    """Where a request stands, at any time.

    Args:
        request: Whose.
        now: The present moment, in a stated zone.
        policy: How strict.
        calendar: The days off; Indonesia's unless told otherwise.
        warn_days: How many business days before its last day a review, and before its deadline a step, is in jeopardy.

    Raises:
        InvalidValueError: The present moment has no zone, or no year that leaves room for a deadline, or the days of
            warning are no number up to 366.
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
    if not 0 <= whole_number(warn_days, "/warn_days") <= _A_YEAR:
        raise InvalidValueError((Issue(IssueCode.FORM_NUMBER, "/warn_days", (("limit", _A_YEAR),)),))
    seen = Seen.of(request, now, policy)
    clock = review_clock(request, now=now, policy=policy, calendar=calendar)
    # A final state still records what the network tells, so that what led there need not stand last.
    rejected, cancelled = (last_of(request.history, kind) for kind in (events.Reject, events.Cancel))
    return Progress(
        state=request.state,
        waiting_for=seen.awaited,
        step=_step_of(request),
        clock=clock,
        deadline=None if seen.until is None else seen.until.astimezone(seen.policy.review.zone),
        ask_at=tuple(profile_of(brand) for brand in sorted(request.msisdn.brands)),
        steps=tuple(step for role in seen.awaited for step in steps_of(seen, role)),
        asked=seen.asked,
        outlet=seen.outlet,
        rejected_for=() if rejected is None else cast("events.Reject", rejected.event).reasons,
        cancelled_for=None if cancelled is None else cast("events.Cancel", cancelled.event).reason,
        review_in_jeopardy=clock is not None and _is_short(clock, warn_days),
        deadline_in_jeopardy=_is_near(seen, calendar, warn_days),
        done=tuple(
            Deed(event=type(step.event), by=step.event.by.role, at=step.at.astimezone(seen.policy.review.zone))
            for step in request.history
        ),
        has_run_out=seen.is_over,
        card_form=request.form.card_form,
        prepares_another=seen.prepares_another,
        active_from=None if seen.active_from is None else seen.active_from.astimezone(seen.policy.review.zone),
        at_odds=is_at_odds(seen.stands),
    )


def _is_short(clock: ReviewClock, warn_days: int) -> bool:
    """Whether so little is left of a review that runs that somebody should look after it; what is late is late."""
    return clock.is_running and not clock.overdue_by and clock.days_left <= warn_days


def _is_near(seen: Seen, calendar: BusinessCalendar | None, warn_days: int) -> bool:
    """Whether at most so many business days are left before the deadline; a visit of some hours has none."""
    until, policy = seen.until, seen.policy
    if until is None or seen.is_over or seen.request.state in AT_THE_COUNTER:
        return False
    today, last = day_of(seen.moment, policy), day_of(until, policy)
    try:
        known = days_off_around(seen.moment, until, policy) if calendar is None else calendar
        first = min(reading.add_business_days(last, -warn_days) for reading in policy.review.readings(known))
    except CalendarRangeError:
        # Of days that no calendar covers nobody knows whether they count.
        first = last - timedelta(days=warn_days)
    return today >= first


def _step_of(request: ReplacementRequest) -> int:
    """The step of the state, or of the last state that has one: a hold and an ending keep theirs."""
    if request.state is State.DRAFT and not request.applicant.documents:
        return 1
    states = (State.DRAFT, *(step.state for step in request.history), request.state)
    return next(_STEP_OF[state] for state in reversed(states) if state in _STEP_OF)
