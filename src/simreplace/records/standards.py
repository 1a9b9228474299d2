"""What the outside world is told, in its own words: TM Forum's status changes, CAMARA's SIM swap answers."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import attrs

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.lifecycle import Match, ReplacementRequest, events, history, trail
from simreplace.people import Paper, Reason
from simreplace.values import aware

MOST_HOURS: Final = 2400  # CAMARA sim-swap.yaml: maxAge from 1 to 2400 hours, 240 unless told otherwise
USUAL_HOURS: Final = 240


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
        >>> from datetime import date
        >>> from simreplace import Applicant, ReplacementForm, ReplacementRequest
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> status_changes(ReplacementRequest(id="r-1", form=form))
        ()
    """
    found: list[StatusChange] = []
    word = events.State.DRAFT.order_word
    for event, state in zip(request.history, trail(request), strict=False):
        if state.order_word != word:
            word = state.order_word
            reason = events.event_name(type(event))
            found.append(StatusChange(status=word, change_date=event.at, change_reason=reason))
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
    COLLECTED_IN_PERSON = "collected_in_person"
    COLLECTED_BY_PROXY = "collected_by_proxy"
    FLAG_DECIDED = "flag_decided"
    IDENTITY_FAILED_AT_COUNTER = "identity_failed_at_counter"
    HELD_OR_OBJECTED = "held_or_objected"


_DOUBTS: Final = frozenset({TrustReason.IDENTITY_FAILED_AT_COUNTER, TrustReason.HELD_OR_OBJECTED})
_PROOFS: Final = frozenset({TrustReason.OLD_CARD_SHOWN, TrustReason.LOST_CARD_FULLY_EVIDENCED})
_NEEDED: Final = frozenset({TrustReason.RECORD_AGREES, TrustReason.COLLECTED_IN_PERSON})
_WEAKER: Final = frozenset({TrustReason.COLLECTED_BY_PROXY, TrustReason.FLAG_DECIDED})
_LOST_CARD: Final = frozenset({Paper.SECURITY_ANSWERS, Paper.PHOTO_WITH_DOCUMENT, Paper.CALL_TO_LOST_NUMBER})


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

    A plain "swapped" is reported to be wrong for up to a quarter of genuine owners (camaraproject/SimSwap #241), so the request's own
    evidence grades it. HIGH: the old card was shown or all evidence for a lost one was there, the operator's record
    agreed, the owner came in person, and nothing was doubtful. LOW: a hold, an objection, or a failed look at the
    counter. MEDIUM: anything between. The grades are our rule.

    Args:
        request: Whose card.
        now: The present moment, in a stated zone.
        max_age: The hours to look back, from 1 to 2400.

    Raises:
        InvalidValueError: A moment without a zone, or hours out of range.

    Example:
        >>> from datetime import date
        >>> from simreplace import WIB, Applicant, ReplacementForm, ReplacementRequest
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> request = ReplacementRequest(id="r-1", form=form)
        >>> sim_change_signal(request, now=datetime(2026, 3, 16, 10, 0, tzinfo=WIB)).swapped
        False
    """
    aware(now)
    if type(max_age) is not int or not 1 <= max_age <= MOST_HOURS:
        raise InvalidValueError((Issue(IssueCode.POLICY_LIMIT, "/max_age"),))
    active = history.last(request, events.Activate)
    if active is None or active.at > now:
        return SimChangeSignal(latest_change=None, swapped=False, max_age=max_age, trust=None, reasons=())
    reasons = tuple(dict.fromkeys(_reasons(request)))
    return SimChangeSignal(
        latest_change=active.at,
        swapped=now - timedelta(hours=max_age) <= active.at <= now,
        max_age=max_age,
        trust=_grade(frozenset(reasons)),
        reasons=reasons,
    )


def _grade(reasons: frozenset[TrustReason]) -> Trust:
    if reasons & _DOUBTS:
        return Trust.LOW
    return Trust.HIGH if reasons & _PROOFS and reasons >= _NEEDED and not reasons & _WEAKER else Trust.MEDIUM


def _reasons(request: ReplacementRequest) -> Iterator[TrustReason]:
    for event in request.history:
        match event:
            case events.Approve():
                # Whoever can show the card has not lost it.
                in_hand = request.reason not in {Reason.LOST, Reason.STOLEN}
                if in_hand and Paper.OLD_SIM_CARD in event.evidence:
                    yield TrustReason.OLD_CARD_SHOWN
                if set(event.evidence) >= _LOST_CARD:
                    yield TrustReason.LOST_CARD_FULLY_EVIDENCED
                outcomes = {match.detail: match.outcome for match in event.record_matches}
                if outcomes.get("identity_number") is Match.TRUE and Match.FALSE not in outcomes.values():
                    yield TrustReason.RECORD_AGREES
                if event.flag_decisions:
                    yield TrustReason.FLAG_DECIDED
            case events.FailIdentity():
                yield TrustReason.IDENTITY_FAILED_AT_COUNTER
            case events.Hold() | events.RaiseObjection():
                yield TrustReason.HELD_OR_OBJECTED
            case _:
                pass
    visit = history.last(request, events.Collect)
    if visit is not None:
        yield TrustReason.COLLECTED_BY_PROXY if visit.is_by_proxy else TrustReason.COLLECTED_IN_PERSON
