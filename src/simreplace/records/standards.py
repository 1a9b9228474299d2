"""What the outside world is told, in its own words: TM Forum's status changes, CAMARA's SIM swap answers."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import attrs

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.lifecycle import (
    Match,
    ReplacementRequest,
    Standing,
    State,
    Step,
    TellOutcome,
    events,
    is_card,
    last_of,
    pairs_apart,
    standing,
    verify,
)
from simreplace.people import Paper, Reason
from simreplace.rules import STRICT
from simreplace.shown import printable
from simreplace.values import aware

MOST_HOURS: Final = 2400  # CAMARA sim-swap.yaml: maxAge from 1 to 2400 hours, 240 unless told otherwise
USUAL_HOURS: Final = 240


@printable
@attrs.frozen(kw_only=True)
class StatusChange:
    """One entry of a status history, in the shape of TMF621 v5.0.1.

    Args:
        status: The word of a TMF622 v5.0.0 product order.
        change_date: When.
        change_reason: The event that did it.

    Example:
        >>> from simreplace import WIB
        >>> at = datetime(2026, 3, 16, 10, 0, tzinfo=WIB)
        >>> StatusChange(status="inProgress", change_date=at, change_reason="submit").as_tmf()["status"]
        'inProgress'
    """

    status: str
    change_date: datetime
    change_reason: str

    def as_tmf(self) -> dict[str, str]:
        """The same with TM Forum's own names of the fields."""
        return {
            "status": self.status,
            "statusChangeDate": self.change_date.isoformat(),
            "statusChangeReason": self.change_reason,
        }


def status_changes(request: ReplacementRequest) -> tuple[StatusChange, ...]:
    """The history as status changes, one for each event that changed the word.

    Args:
        request: Whose.

    Example:
        >>> from datetime import date, datetime
        >>> from simreplace import WIB, Applicant, ReplacementForm, open_request
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> status_changes(open_request(form, id="r-1", now=datetime(2026, 3, 16, 9, 0, tzinfo=WIB), salt=bytes(16)))
        ()
    """
    found: list[StatusChange] = []
    word = events.State.DRAFT.order_word
    for step in request.history:
        if step.state.order_word != word:
            word = step.state.order_word
            reason = events.event_name(type(step.event))
            found.append(StatusChange(status=word, change_date=step.at, change_reason=reason))
    return tuple(found)


class Trust(StrEnum):
    """How far the request's own evidence speaks for a change of the card that its owner wanted.

    Example:
        >>> Trust("low")
        <Trust.LOW: 'low'>
    """

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class TrustReason(StrEnum):
    """What a grade of trust rests on.

    Example:
        >>> TrustReason("old_card_shown")
        <TrustReason.OLD_CARD_SHOWN: 'old_card_shown'>
    """

    OLD_CARD_SHOWN = "old_card_shown"
    LOST_CARD_FULLY_EVIDENCED = "lost_card_fully_evidenced"
    RECORD_AGREES = "record_agrees"
    OWNER_TOLD = "owner_told"
    COLLECTED_IN_PERSON = "collected_in_person"
    COLLECTED_BY_PROXY = "collected_by_proxy"
    FLAG_DECIDED = "flag_decided"
    CARD_NUMBER_DOUBTFUL = "card_number_doubtful"
    CARD_EXCHANGED = "card_exchanged"
    ONE_PERSON_ALONE = "one_person_alone"
    LITTLE_TIME_TO_OBJECT = "little_time_to_object"
    IDENTITY_FAILED_AT_COUNTER = "identity_failed_at_counter"
    HELD_OR_OBJECTED = "held_or_objected"
    NOT_AS_ORDERED = "not_as_ordered"


_DOUBTS: Final = frozenset(
    {TrustReason.IDENTITY_FAILED_AT_COUNTER, TrustReason.HELD_OR_OBJECTED, TrustReason.NOT_AS_ORDERED}
)
_PROOFS: Final = frozenset({TrustReason.OLD_CARD_SHOWN, TrustReason.LOST_CARD_FULLY_EVIDENCED})
_NEEDED: Final = frozenset({TrustReason.RECORD_AGREES, TrustReason.COLLECTED_IN_PERSON, TrustReason.OWNER_TOLD})
_WEAKER: Final = frozenset(
    {
        TrustReason.COLLECTED_BY_PROXY,
        TrustReason.FLAG_DECIDED,
        TrustReason.CARD_NUMBER_DOUBTFUL,
        TrustReason.CARD_EXCHANGED,
        TrustReason.ONE_PERSON_ALONE,
        TrustReason.LITTLE_TIME_TO_OBJECT,
    }
)
_REACHED: Final = frozenset({TellOutcome.DELIVERED, TellOutcome.ANSWERED})
_ALONE: Final = pairs_apart(STRICT) | {frozenset({duty}) for duty in STRICT.machines_only}
_WITHOUT_CHECK_DIGIT: Final = 18
_LOST_CARD: Final = frozenset({Paper.SECURITY_ANSWERS, Paper.PHOTO_WITH_DOCUMENT})


@printable
@attrs.frozen(kw_only=True)
class SimChangeSignal:
    """What a bank may be told about a number's card.

    Args:
        latest_change: When the new card became active; None if it did not, by this request.
        swapped: Whether that was within the hours that were asked about.
        max_age: Those hours.
        trust: How far the evidence speaks for a change that the owner wanted; None without a change.
        reasons: What the grade rests on.

    Example:
        >>> SimChangeSignal(latest_change=None, swapped=False, max_age=240, trust=None, reasons=()).as_camara()
        {'swapped': False}
    """

    latest_change: datetime | None
    swapped: bool
    max_age: int
    trust: Trust | None
    reasons: tuple[TrustReason, ...]

    def as_camara(self) -> dict[str, bool]:
        """The answer to CAMARA's `POST /check`; the grade of trust has no field there."""
        return {"swapped": self.swapped}

    def as_camara_date(self) -> dict[str, str | None]:
        """The answer to CAMARA's `POST /retrieve-date`; how far back the operator looks is the operator's to add."""
        return {"latestSimChange": None if self.latest_change is None else self.latest_change.isoformat()}


def sim_change_signal(request: ReplacementRequest, *, now: datetime, max_age: int = USUAL_HOURS) -> SimChangeSignal:
    """Whether and when the card was changed by this request, and how far that can be trusted.

    A plain "swapped" is reported to be wrong for up to a quarter of genuine owners (camaraproject/SimSwap #241), so the
    request's own evidence grades it. HIGH: the old card was shown or all evidence for a lost one was there, the
    operator's record agreed, the owner was told at the old number or a registered contact and had as long to object as
    `STRICT` gives, came in person, took a card with a sound number that was never exchanged, no FLAG had to be decided,
    and nobody did alone what `STRICT` keeps apart or leaves to machines. LOW: a hold, an objection, a failed look at the
    counter, or another card that was turned on. MEDIUM: anything between. The grades are our rule.

    Args:
        request: Whose card.
        now: The present moment, in a stated zone.
        max_age: The hours to look back, from 1 to 2400.

    Raises:
        InvalidValueError: A moment without a zone, or hours out of range.

    Example:
        >>> from datetime import date
        >>> from simreplace import WIB, Applicant, ReplacementForm, open_request
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> request = open_request(form, id="r-1", now=datetime(2026, 3, 16, 9, 0, tzinfo=WIB), salt=bytes(16))
        >>> sim_change_signal(request, now=datetime(2026, 3, 16, 10, 0, tzinfo=WIB)).swapped
        False
    """
    now = aware(now)
    if type(max_age) is not int or not 1 <= max_age <= MOST_HOURS:
        raise InvalidValueError((Issue(IssueCode.POLICY_LIMIT, "/max_age"),))
    changed = _last_change(step for step in request.history if step.at <= now)
    if changed is None:
        return SimChangeSignal(latest_change=None, swapped=False, max_age=max_age, trust=None, reasons=())
    reasons = tuple(dict.fromkeys(_reasons(request)))
    return SimChangeSignal(
        latest_change=changed,
        swapped=now - changed <= timedelta(hours=max_age),
        max_age=max_age,
        trust=_grade(frozenset(reasons)),
        reasons=reasons,
    )


def _last_change(steps: Iterable[Step]) -> datetime | None:
    """When another card was last turned on: a network that says the same again has changed nothing."""
    changed, on = None, None
    for step in steps:
        match step.event:
            case events.Activate(iccid=card) if not is_card(card, on):
                changed, on = step.at, card
            case events.FailActivation():
                on = None
            case _:
                pass
    return changed


def _grade(reasons: frozenset[TrustReason]) -> Trust:
    if reasons & _DOUBTS:
        return Trust.LOW
    return Trust.HIGH if reasons & _PROOFS and reasons >= _NEEDED and not reasons & _WEAKER else Trust.MEDIUM


def _reasons(request: ReplacementRequest) -> Iterator[TrustReason]:
    stands = standing(request)
    for step in request.history:
        if step.state is State.ON_HOLD:
            yield TrustReason.HELD_OR_OBJECTED
        match step.event:
            case events.Approve() as approval:
                # Whoever can show the card has not lost it.
                in_hand = request.reason not in {Reason.LOST, Reason.STOLEN}
                if in_hand and Paper.OLD_SIM_CARD in approval.evidence:
                    yield TrustReason.OLD_CARD_SHOWN
                if set(approval.evidence) >= _LOST_CARD and stands.lost_number_called:
                    yield TrustReason.LOST_CARD_FULLY_EVIDENCED
            case events.DecideFlag():
                yield TrustReason.FLAG_DECIDED
            case events.FailIdentity():
                yield TrustReason.IDENTITY_FAILED_AT_COUNTER
            case events.ReportFault() | events.FailActivation():
                yield TrustReason.CARD_EXCHANGED
            case _:
                pass
    yield from _of_the_owner(request, stands)
    yield from _of_the_card(request, stands)
    if any(pair <= done for done in stands.duties.values() for pair in _ALONE):
        yield TrustReason.ONE_PERSON_ALONE


def _of_the_owner(request: ReplacementRequest, stands: Standing) -> Iterator[TrustReason]:
    """Whose number it is by the operator's record, whether they knew of it, and who came."""
    outcomes = {detail: made.outcome for detail, made in stands.comparisons.items()}
    if outcomes.get("identity_number") is Match.TRUE and not stands.differences:
        yield TrustReason.RECORD_AGREES
    reached = [telling.at for telling in stands.told_owner if telling.outcome in _REACHED]
    if reached:
        yield TrustReason.OWNER_TOLD
    order = last_of(request.history, events.OrderActivation)
    if order is None or not any(order.at - at >= STRICT.objection_window for at in reached):
        yield TrustReason.LITTLE_TIME_TO_OBJECT
    if stands.visit is not None:
        yield TrustReason.COLLECTED_BY_PROXY if stands.visit.is_by_proxy else TrustReason.COLLECTED_IN_PERSON


def _of_the_card(request: ReplacementRequest, stands: Standing) -> Iterator[TrustReason]:
    """Whether the card that was made ready first is the one that is on, and no other ever was."""
    if len(stands.cards) > 1:
        yield TrustReason.CARD_EXCHANGED
    if any(card.issues for card in stands.cards):
        yield TrustReason.CARD_NUMBER_DOUBTFUL
    # Prints of one card differ in their last digits, if at all.
    facts = (step.event for step in request.history if isinstance(step.event, events.Activate))
    turned_on = {fact.iccid.reveal()[:_WITHOUT_CHECK_DIGIT] for fact in facts}
    as_ordered = request.state is State.COMPLETED and stands.card is not None and stands.old_card_off
    if verify(request) or not as_ordered or len(stands.live) != 1 or len(turned_on) != 1:
        yield TrustReason.NOT_AS_ORDERED
