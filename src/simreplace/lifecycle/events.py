"""What can happen to a request: one frozen class per event.

Every event says when it happened, who did it, and carries an `id` of the host's making, so that the same event told
twice counts once. What an event needs beyond that is its payload.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final, TypeVar

import attrs

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.lifecycle.states import CancelReason, Defect, Match, RejectReason, State
from simreplace.people import Actor, AuthorizationLetter, Channel, IdentityDocument, Paper
from simreplace.values import (
    Iccid,
    hidden,
    iccid_or_none,
    instance_of,
    one_of,
    plain_text,
    to_iccid,
    to_identifier,
    to_moment,
    to_truth,
    to_truth_or_none,
)

T = TypeVar("T")

# Lower-case words, joined or in a pointer, with the place in a list as the only digits.
_TOKEN: Final = re.compile(r"/?[a-z]+(?:_[a-z]+)*(?:[/.](?:[a-z]+(?:_[a-z]+)*|[0-9]{1,2}))*")


def to_code(value: IssueCode | str) -> IssueCode:
    return one_of(IssueCode, value)


def to_match(value: Match | str) -> Match:
    return one_of(Match, value)


def to_channel_or_none(value: Channel | str | None) -> Channel | None:
    return None if value is None else one_of(Channel, value)


def to_papers(value: Iterable[Paper | str]) -> tuple[Paper, ...]:
    return tuple(one_of(Paper, item) for item in value)


def to_field_name(value: str) -> str:
    """A name or pointer of a field, or a token of the host's: a sentence could carry anything, and is refused."""
    if _TOKEN.fullmatch(plain_text(value)) is None:
        raise InvalidValueError((Issue(IssueCode.FORM_CHOICE, params=(("choices", "full_name, msisdn, reason"),)),))
    return value


def to_field_names(value: Iterable[str]) -> tuple[str, ...]:
    """Names of fields; a lone one is taken as one, not as its letters."""
    return (to_field_name(value),) if isinstance(value, str) else tuple(to_field_name(item) for item in value)


def to_codes(value: Iterable[Issue | IssueCode | str]) -> tuple[IssueCode, ...]:
    """The codes of issues, or codes as they are."""
    return tuple(item.code if isinstance(item, Issue) else to_code(item) for item in value)


def to_actor(value: Actor) -> Actor:
    """Somebody who can be told apart."""
    return instance_of(Actor, value)


def to_document_or_none(value: IdentityDocument | None) -> IdentityDocument | None:
    """A document, where one was seen."""
    return None if value is None else instance_of(IdentityDocument, value)


def to_letter_or_none(value: AuthorizationLetter | None) -> AuthorizationLetter | None:
    """A letter, where there is one."""
    return None if value is None else instance_of(AuthorizationLetter, value)


def to_reject_reasons(value: Iterable[RejectReason | str]) -> tuple[RejectReason, ...]:
    return tuple(one_of(RejectReason, item) for item in value)


def to_cancel_reason(value: CancelReason | str) -> CancelReason:
    return one_of(CancelReason, value)


def to_defects(value: Iterable[Defect | str]) -> tuple[Defect, ...]:
    return tuple(one_of(Defect, item) for item in value)


@attrs.frozen
class Answer:
    """What the applicant gave to one asked item.

    Args:
        item: The item as it was asked: a paper's value such as "purchase_record", or a field's name.
        text: What they answered, where it is a text.

    Example:
        >>> Answer("purchase_record", "the receipt, by mail")
        Answer(item='purchase_record', text=***)
    """

    item: str = attrs.field(converter=to_field_name)
    text: str = attrs.field(default="", converter=plain_text, repr=hidden)


@attrs.frozen
class FlagDecision:
    """A second person's decision that one FLAG may stand, with the original document in hand.

    Args:
        code: The FLAG.
        pointer: Where it was.
        reason: Why it may stand.
        by: Who decided.

    Example:
        >>> from simreplace import Actor, Role
        >>> FlagDecision("nik.birth_date_differs", "/applicant/documents/0/number", "KTP seen", Actor(Role.REVIEWER, "r1"))
        FlagDecision(code=<IssueCode.NIK_BIRTH_DATE_DIFFERS: 'nik.birth_date_differs'>, \
pointer=***, reason=***, by=Actor(role=<Role.REVIEWER: 'reviewer'>, id=***))
    """

    code: IssueCode = attrs.field(converter=to_code)
    pointer: str = attrs.field(converter=plain_text, repr=hidden)
    reason: str = attrs.field(converter=plain_text, repr=hidden)
    by: Actor = attrs.field(converter=to_actor)


@attrs.frozen
class RecordMatch:
    """How one detail compares with the operator's own record of the subscriber.

    Args:
        detail: Which detail: "name", "birth_date", "identity_number", or a name of the host's.
        outcome: The answer.

    Example:
        >>> RecordMatch("identity_number", Match.TRUE).outcome
        <Match.TRUE: 'true'>
    """

    detail: str = attrs.field(converter=to_field_name)
    outcome: Match = attrs.field(converter=to_match)


@attrs.frozen
class Notice:
    """A notice of the replacement that went out before the new card can live.

    Args:
        to: Where it went: "old_number", "contact_phone", "email", or a name of the host's.
        at: When.

    Example:
        >>> from datetime import datetime
        >>> from simreplace import WIB
        >>> Notice("old_number", datetime(2026, 3, 17, 9, 0, tzinfo=WIB)).to
        'old_number'
    """

    to: str = attrs.field(converter=plain_text, repr=hidden)
    at: datetime = attrs.field(converter=to_moment)


@attrs.frozen(kw_only=True)
class Inspection:
    """What was seen of the card on the counter; None is "not looked at".

    Args:
        surface: Free of scratches.
        contacts: Clean and whole.
        chip: Intact.
        packaging: Unopened.
        number: The right number.
        iccid: The ICCID as read off the card.

    Example:
        >>> Inspection(surface=True, chip=False).unanswered
        ('contacts', 'packaging', 'number', 'iccid')
    """

    surface: bool | None = attrs.field(default=None, converter=to_truth_or_none)
    contacts: bool | None = attrs.field(default=None, converter=to_truth_or_none)
    chip: bool | None = attrs.field(default=None, converter=to_truth_or_none)
    packaging: bool | None = attrs.field(default=None, converter=to_truth_or_none)
    number: bool | None = attrs.field(default=None, converter=to_truth_or_none)
    iccid: Iccid | None = attrs.field(default=None, converter=iccid_or_none)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The items nobody has looked at."""
        return tuple(field.name for field in attrs.fields(Inspection) if getattr(self, field.name) is None)

    @property
    def unsound(self) -> tuple[str, ...]:
        """The items that were looked at and found wanting."""
        return tuple(field.name for field in attrs.fields(Inspection) if getattr(self, field.name) is False)


def to_answers(value: Iterable[Answer]) -> tuple[Answer, ...]:
    """Answers, and nothing else."""
    return _all_of(Answer, value)


def to_flag_decisions(value: Iterable[FlagDecision]) -> tuple[FlagDecision, ...]:
    """Decisions, and nothing else."""
    return _all_of(FlagDecision, value)


def to_record_matches(value: Iterable[RecordMatch]) -> tuple[RecordMatch, ...]:
    """Comparisons, and nothing else."""
    return _all_of(RecordMatch, value)


def to_notices(value: Iterable[Notice]) -> tuple[Notice, ...]:
    """Notices, and nothing else."""
    return _all_of(Notice, value)


def _all_of(kind: type[T], value: Iterable[object]) -> tuple[T, ...]:
    return tuple(instance_of(kind, item) for item in value)


def to_inspection(value: Inspection) -> Inspection:
    """What was seen of a card."""
    return instance_of(Inspection, value)


__all__ = [
    "AcceptCard",
    "Activate",
    "Answer",
    "Approve",
    "Cancel",
    "CancelReason",
    "CloseUnresolved",
    "Collect",
    "ConfirmFraud",
    "Defect",
    "Event",
    "ExchangeCard",
    "Expire",
    "FailActivation",
    "FailIdentity",
    "FlagDecision",
    "Hold",
    "Inspection",
    "MakeReady",
    "Match",
    "Notice",
    "ProvideInformation",
    "RaiseObjection",
    "RecordMatch",
    "Reject",
    "RejectReason",
    "Release",
    "ReportFault",
    "RequestInformation",
    "ReturnCard",
    "State",
    "Submit",
    "event_name",
]


@attrs.frozen(kw_only=True)
class Event:
    """What every event has.

    Args:
        id: The host's identifier of this event; the same event told twice counts once.
        at: When it happened, in a stated zone.
        by: Who did it, in which capacity.
        note: A remark.

    Example:
        >>> from simreplace import events
        >>> issubclass(events.Submit, events.Event)
        True
    """

    id: str = attrs.field(converter=to_identifier, repr=hidden)
    at: datetime = attrs.field(converter=to_moment)
    by: Actor = attrs.field(converter=to_actor)
    note: str = attrs.field(default="", converter=plain_text, repr=hidden)


@attrs.frozen(kw_only=True)
class Submit(Event):
    """The form is sent.

    Args:
        acknowledged: The codes of the FLAGs that the sender has seen.
        other_open_request: Whether the host knows of another open request for this number. No default: somebody looks.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is Submit})
        ['in_review']
    """

    acknowledged: tuple[IssueCode, ...] = attrs.field(default=(), converter=to_codes)
    other_open_request: bool = attrs.field(converter=to_truth)


@attrs.frozen(kw_only=True)
class RequestInformation(Event):
    """The reviewer needs more.

    Args:
        papers: Papers that are asked for.
        fields: Fields of the form that are asked for again.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is RequestInformation})
        ['information_requested']
    """

    papers: tuple[Paper, ...] = attrs.field(default=(), converter=to_papers)
    fields: tuple[str, ...] = attrs.field(default=(), converter=to_field_names)

    @property
    def items(self) -> tuple[str, ...]:
        """Everything that is asked for, in order."""
        return tuple(paper.value for paper in self.papers) + self.fields


@attrs.frozen(kw_only=True)
class ProvideInformation(Event):
    """The applicant answers.

    Args:
        answers: One answer for each asked item.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is ProvideInformation})
        ['in_review']
    """

    answers: tuple[Answer, ...] = attrs.field(default=(), converter=to_answers)


@attrs.frozen(kw_only=True)
class Approve(Event):
    """The reviewer is satisfied.

    Args:
        evidence: What was seen or done.
        flag_decisions: A second person's decision for every FLAG.
        record_matches: How the details compare with the operator's own record.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is Approve})
        ['approved']
    """

    evidence: tuple[Paper, ...] = attrs.field(default=(), converter=to_papers)
    flag_decisions: tuple[FlagDecision, ...] = attrs.field(default=(), converter=to_flag_decisions)
    record_matches: tuple[RecordMatch, ...] = attrs.field(default=(), converter=to_record_matches)


@attrs.frozen(kw_only=True)
class Reject(Event):
    """The reviewer is not.

    Args:
        reasons: At least one.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is Reject})
        ['rejected']
    """

    reasons: tuple[RejectReason, ...] = attrs.field(converter=to_reject_reasons)


@attrs.frozen(kw_only=True)
class MakeReady(Event):
    """A card lies at an outlet.

    Args:
        iccid: The card.
        outlet: Where it lies.
        notices: Whom the owner's side was told through.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is MakeReady})
        ['ready_for_collection']
    """

    iccid: Iccid = attrs.field(converter=to_iccid)
    outlet: str = attrs.field(converter=plain_text, repr=hidden)
    notices: tuple[Notice, ...] = attrs.field(default=(), converter=to_notices)


@attrs.frozen(kw_only=True)
class Collect(Event):
    """Somebody stands at the counter, and the card is shown to them.

    Args:
        outlet: Which counter.
        id_seen: The applicant's original document as the clerk sees it; None if it was not brought.
        papers_seen: The other papers they brought.
        letter: The authorization letter, where a proxy came.
        proxy_id_seen: The proxy's own original document, where a proxy came.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is Collect})
        ['inspecting']
    """

    outlet: str = attrs.field(converter=plain_text, repr=hidden)
    id_seen: IdentityDocument | None = attrs.field(default=None, converter=to_document_or_none)
    papers_seen: tuple[Paper, ...] = attrs.field(default=(), converter=to_papers)
    letter: AuthorizationLetter | None = attrs.field(default=None, converter=to_letter_or_none)
    proxy_id_seen: IdentityDocument | None = attrs.field(default=None, converter=to_document_or_none)

    @property
    def is_by_proxy(self) -> bool:
        """Whether somebody else came for the applicant."""
        brought = {Paper.AUTHORIZATION_LETTER, Paper.PROXY_DOCUMENT} & set(self.papers_seen)
        return self.letter is not None or self.proxy_id_seen is not None or bool(brought)


@attrs.frozen(kw_only=True)
class FailIdentity(Event):
    """The person at the counter is not shown to be the right one.

    Args:
        reason: What was wrong.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is FailIdentity})
        ['on_hold', 'ready_for_collection']
    """

    reason: str = attrs.field(default="", converter=plain_text, repr=hidden)


@attrs.frozen(kw_only=True)
class AcceptCard(Event):
    """The card was looked at and taken.

    Args:
        inspection: What was seen.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is AcceptCard})
        ['activating']
    """

    inspection: Inspection = attrs.field(converter=to_inspection)


@attrs.frozen(kw_only=True)
class ReportFault(Event):
    """The card is faulty; it is void from here.

    Args:
        defects: At least one.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is ReportFault})
        ['exchanging']
    """

    defects: tuple[Defect, ...] = attrs.field(converter=to_defects)


@attrs.frozen(kw_only=True)
class ExchangeCard(Event):
    """Another card is put on the counter.

    Args:
        iccid: The new card.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is ExchangeCard})
        ['inspecting']
    """

    iccid: Iccid = attrs.field(converter=to_iccid)


@attrs.frozen(kw_only=True)
class ReturnCard(Event):
    """The person leaves without the card.

    Args:
        reason: Why.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is ReturnCard})
        ['approved', 'ready_for_collection']
    """

    reason: str = attrs.field(default="", converter=plain_text, repr=hidden)


@attrs.frozen(kw_only=True)
class Activate(Event):
    """The network turns the new card on.

    Args:
        old_card_deactivated: Whether the old card is off. No default: the network says so.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is Activate})
        ['completed']
    """

    old_card_deactivated: bool = attrs.field(converter=to_truth)


@attrs.frozen(kw_only=True)
class FailActivation(Event):
    """The network could not turn the new card on; the card is void from here.

    Args:
        code: The network's error code.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is FailActivation})
        ['exchanging']
    """

    code: str = attrs.field(converter=plain_text, repr=hidden)


@attrs.frozen(kw_only=True)
class Hold(Event):
    """Somebody of the operator stops everything.

    Args:
        reason: Why.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is Hold})
        ['on_hold']
    """

    reason: str = attrs.field(converter=plain_text, repr=hidden)


@attrs.frozen(kw_only=True)
class RaiseObjection(Event):
    """The registered owner says: that was not me.

    Args:
        reason: What they said.
        channel: How they reached the operator, where known.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is RaiseObjection})
        ['on_hold']
    """

    reason: str = attrs.field(default="", converter=plain_text, repr=hidden)
    channel: Channel | None = attrs.field(default=None, converter=to_channel_or_none)


@attrs.frozen(kw_only=True)
class Release(Event):
    """A fraud analyst lifts the hold.

    Args:
        finding: What they found.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is Release})
        ['activating', 'approved', 'exchanging', 'in_review', 'information_requested', 'ready_for_collection']
    """

    finding: str = attrs.field(converter=plain_text, repr=hidden)


@attrs.frozen(kw_only=True)
class ConfirmFraud(Event):
    """A fraud analyst confirms fraud.

    Args:
        finding: What they found.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is ConfirmFraud})
        ['failed']
    """

    finding: str = attrs.field(converter=plain_text, repr=hidden)


@attrs.frozen(kw_only=True)
class CloseUnresolved(Event):
    """A supervisor ends a hold that could not be cleared.

    Args:
        finding: What is known.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is CloseUnresolved})
        ['rejected']
    """

    finding: str = attrs.field(converter=plain_text, repr=hidden)


@attrs.frozen(kw_only=True)
class Cancel(Event):
    """The applicant no longer wants it.

    Args:
        reason: Why, "old card found" among the answers.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is Cancel})
        ['cancelled']
    """

    reason: CancelReason = attrs.field(converter=to_cancel_reason)


@attrs.frozen(kw_only=True)
class Expire(Event):
    """A deadline has passed.

    Example:
        >>> from simreplace import lifecycle
        >>> sorted({row.target.value for row in lifecycle.TRANSITIONS if row.event is Expire})
        ['expired']
    """


EVENTS: Final[tuple[type[Event], ...]] = (
    Submit,
    RequestInformation,
    ProvideInformation,
    Approve,
    Reject,
    MakeReady,
    Collect,
    FailIdentity,
    AcceptCard,
    ReportFault,
    ExchangeCard,
    ReturnCard,
    Activate,
    FailActivation,
    Hold,
    RaiseObjection,
    Release,
    ConfirmFraud,
    CloseUnresolved,
    Cancel,
    Expire,
)
"""Every event there is."""


def event_name(kind: type[Event]) -> str:
    """The name of a kind of event in records and words.

    Example:
        >>> event_name(MakeReady)
        'make_ready'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.__name__).lower()
