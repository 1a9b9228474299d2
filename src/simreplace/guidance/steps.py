"""What do I do now: for everybody, whatever they do or wait for next, and what stands in the way."""

from collections.abc import Iterator
from datetime import date, datetime
from types import MappingProxyType
from typing import Final, Self, cast

import attrs

from simreplace.issues import Issue, IssueCode, Severity, errors_of
from simreplace.lifecycle import (
    CUSTOMERS,
    TRANSITIONS,
    Event,
    ReplacementRequest,
    Standing,
    State,
    available_events,
    decide,
    events,
    last_of,
    standing,
    told_since,
)
from simreplace.lifecycle import deadline as deadline_of
from simreplace.people import Actor, CardForm, CollectionMethod, Role
from simreplace.rules import ADULT_AGE, ARTICLE, Need, Policy, Stage, age_on, day_of, missing_papers, the_policy
from simreplace.shown import printable
from simreplace.values import hidden, to_moment

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
# Advice of which a day can be too late; whoever waits, or calls, is told of none.
_IN_TIME: Final = frozenset(
    {"answer_questions", "go_to_outlet", "give_letter", "give_letter_and_phone", "inspect_card", "inspect_esim"}
)
_ABOUT_THE_OUTLET: Final = frozenset({"go_to_outlet", "wait_for_card"})
_TO_BE_FETCHED: Final = frozenset({State.APPROVED, State.READY_FOR_COLLECTION})
_OLD_CARD_FOUND: Final = ("ask_to_unblock",)
# At the counter it depends on who goes there.
_SENDS_SOMEBODY: Final = ("give_letter",)
_GOES_FOR_SOMEBODY: Final = ("go_to_outlet", "bring_letter")
AT_THE_COUNTER: Final = frozenset({State.INSPECTING, State.EXCHANGING})
# An eSIM is fetched with the phone that is to hold it, and there is nothing of it to turn over.
_OF_ESIMS: Final = MappingProxyType(
    {
        "bring_originals": ("bring_originals", "bring_phone"),
        "bring_letter": ("bring_letter", "bring_phone"),
        "give_letter": ("give_letter_and_phone",),
        "inspect_card": ("inspect_esim",),
    }
)
# A child does not come alone: the head of the family, whom the form names, shows a document of their own.
_WITH_A_CHILD: Final = ("come_with_head",)
# What the network tells against how a request has ended, the operator alone can explain.
_AT_ODDS: Final = ("ask_operator",)
_ENDED_WITHOUT_A_CARD: Final = frozenset({State.REJECTED, State.CANCELLED, State.EXPIRED})
# Whoever owns the number need not be who asks for the card, and is told what to do if it is somebody else.
_OF_THE_OWNER: Final = ("object_if_not_you",)
_CAN_BE_OBJECTED: Final = frozenset(row.source for row in TRANSITIONS if row.event is events.RaiseObjection)
_BEFORE_THE_CARD: Final = frozenset({State.DRAFT, State.IN_REVIEW, State.INFORMATION_REQUESTED})
# The card goes back, and somebody comes for it again.
_AFTER_THE_VISIT: Final = ("wait_for_card",)
_NEED_CODES: Final = MappingProxyType(
    {
        Need.REQUIRED: IssueCode.PAPERS_MISSING,
        Need.FOR_APPROVAL: IssueCode.APPROVE_EVIDENCE_MISSING,
        Need.SUPPORTING: IssueCode.PAPERS_SUPPORTING_MISSING,
    }
)


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
        items: What was asked for, where that is to be sent.
        outlet: The outlet where the card is to be fetched, where one is known.
        card_form: Whether it is about a card or an eSIM.

    Example:
        >>> Step(code="keep_card_safe", who=Role.APPLICANT).event is None
        True
    """

    code: str
    who: Role
    event: type[Event] | None = None
    by: datetime | None = None
    issues: tuple[Issue, ...] = ()
    items: tuple[str, ...] = ()
    outlet: str | None = attrs.field(default=None, repr=hidden)
    card_form: CardForm = CardForm.PHYSICAL


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
    return tuple(steps_of(Seen.of(request, now, policy), role))


@printable
@attrs.frozen(kw_only=True)
class Seen:
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
    def prepares_another(self) -> bool:
        """Whether a card was made ready since the approval that is used no more, so that another one is prepared."""
        prepared = last_of(self.request.history, events.Approve, events.MakeReady)
        is_made = prepared is not None and isinstance(prepared.event, events.MakeReady)
        return self.request.state is State.APPROVED and is_made

    @property
    def active_from(self) -> datetime | None:
        """The end of the time in which the owner may still object, where a card that was accepted waits for it."""
        told = told_since(self.stands, self.policy)
        ends = None if told is None else told + self.policy.objection_window
        waits = ends is not None and self.request.state is State.ACCEPTED and self.moment < ends
        return ends if waits else None

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

    @property
    def asked(self) -> tuple[str, ...]:
        """What was asked for and is awaited."""
        return self.stands.asked if self.request.state is State.INFORMATION_REQUESTED else ()

    @property
    def outlet(self) -> str | None:
        """Where the card is to be fetched: where it lies, or else where it was asked to lie."""
        if self.request.state not in _TO_BE_FETCHED or self.is_over:
            return None
        lies = self.stands.card_outlet if self.request.state is State.READY_FOR_COLLECTION else ""
        return lies or self.request.outlet

    def advice(self, role: Role) -> tuple[str, ...]:
        """What this person does or waits for that is no event."""
        state = self.request.state
        if is_at_odds(self.stands):
            return _AT_ODDS
        cancelled = last_of(self.request.history, events.Cancel)
        found = None if cancelled is None else cast("events.Cancel", cancelled.event).reason
        if found is events.CancelReason.OLD_CARD_FOUND:
            return _OLD_CARD_FOUND
        if role is Role.REGISTERED_OWNER and state in _CAN_BE_OBJECTED and not self.stands.objected:
            return _OF_THE_OWNER
        if self.is_over:
            return _AFTER_THE_VISIT if state in AT_THE_COUNTER else _ADVICE[State.EXPIRED]
        if role is Role.PROXY and state in _BEFORE_THE_CARD:
            return _ADVICE[State.APPROVED]
        if state is State.READY_FOR_COLLECTION:
            if not self.is_told:
                return _ADVICE[State.APPROVED]
            if role is Role.PROXY:
                return _GOES_FOR_SOMEBODY
            if self.sends_somebody:
                return _SENDS_SOMEBODY
            if brings_head(self.request, day_of(self.moment, self.policy)):
                return (*_ADVICE[state], *_WITH_A_CHILD)
        return _ADVICE[state]


def is_at_odds(stands: Standing) -> bool:
    """Whether the network tells otherwise than an end: of no live card where there should be one, or of one too many."""
    if stands.state is State.COMPLETED:
        return not stands.live
    return stands.state in _ENDED_WITHOUT_A_CARD and bool(stands.live)


def brings_head(request: ReplacementRequest, day: date) -> bool:
    """Whether a child comes for the card, and the head of the family comes along; a proxy comes by themselves."""
    child = request.applicant.head_of_family is not None and age_on(request.applicant.born_on, day) < ADULT_AGE
    return child and request.collection is not CollectionMethod.BY_PROXY


def _visit_ends(stands: Standing, policy: Policy) -> datetime | None:
    began = stands.visit_began if stands.state in AT_THE_COUNTER else None
    return None if began is None else began + policy.visit_length


def steps_of(seen: Seen, role: Role) -> Iterator[Step]:
    request, policy = seen.request, seen.policy
    until = None if seen.until is None else seen.until.astimezone(policy.review.zone)
    draft = _draft_issues(seen) if request.state is State.DRAFT else {}
    if role in CUSTOMERS:
        for code in _for_its_form(seen.advice(role), request.form.card_form):
            yield Step(
                code=code,
                who=role,
                by=until if code in _IN_TIME else None,
                issues=draft.get(code, ()),
                items=seen.asked if code == "answer_questions" else (),
                outlet=seen.outlet if code in _ABOUT_THE_OUTLET else None,
                card_form=request.form.card_form,
            )
    for event in available_events(request, role=role, now=seen.moment, policy=policy):
        code = events.event_name(event)
        # Whatever ends or stops a request can be done at any time; a deadline is for what carries it on.
        by = None if event in events.PROTECTIVE or event is events.ReturnCard else until
        issues, card_form = draft.get(code, ()), request.form.card_form
        yield Step(code=code, who=role, event=event, by=by, issues=issues, card_form=card_form)


def _for_its_form(codes: tuple[str, ...], card_form: CardForm) -> Iterator[str]:
    for code in codes:
        yield from (code,) if card_form is CardForm.PHYSICAL else _OF_ESIMS.get(code, (code,))


def _draft_issues(seen: Seen) -> dict[str, tuple[Issue, ...]]:
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


def _missing(seen: Seen) -> tuple[Issue, ...]:
    form, policy, on = seen.request.form, seen.policy, day_of(seen.moment, seen.policy)
    return tuple(
        Issue(
            _NEED_CODES[asked.need],
            "/applicant/documents" if asked.alternatives else "",
            (("paper", asked.paper.value),),
        )
        for asked in missing_papers(form, stage=Stage.APPLYING, policy=policy, on=on, seen=seen.stands.papers)
    )
