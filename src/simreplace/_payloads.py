"""The states of a request, and the values that events carry."""

import re
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeVar

import attrs

from simreplace._issues import Issue, IssueCode
from simreplace._kinds import Channel, Paper, one_of
from simreplace._people import Actor, AuthorizationLetter, IdentityDocument, hidden, instance_of, plain_text
from simreplace.cards import Iccid
from simreplace.errors import InvalidValueError

T = TypeVar("T")

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 8000
# Lower-case words, joined or in a pointer, with the place in a list as the only digits.
_TOKEN: Final = re.compile(r"/?[a-z]+(?:_[a-z]+)*(?:[/.](?:[a-z]+(?:_[a-z]+)*|[0-9]{1,2}))*")


class State(StrEnum):
    """Where a request is. Each state knows its word in a TM Forum product order (TMF622 v5.0.0).

    Example:
        >>> State.IN_REVIEW.order_word, State.IN_REVIEW.is_final
        ('inProgress', False)
    """

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    INFORMATION_REQUESTED = "information_requested"
    ON_HOLD = "on_hold"
    APPROVED = "approved"
    READY_FOR_COLLECTION = "ready_for_collection"
    INSPECTING = "inspecting"
    EXCHANGING = "exchanging"
    ACTIVATING = "activating"
    COMPLETED = "completed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    FAILED = "failed"

    @property
    def is_final(self) -> bool:
        """Whether nothing more can happen."""
        return self in _FINAL

    @property
    def order_word(self) -> str:
        """The state of a TMF622 v5.0.0 product order that says the same."""
        return _ORDER_WORDS[self]


_FINAL: Final = frozenset({State.COMPLETED, State.REJECTED, State.CANCELLED, State.EXPIRED, State.FAILED})
_ORDER_WORDS: Final = MappingProxyType(
    {
        State.DRAFT: "draft",
        State.IN_REVIEW: "inProgress",
        State.INFORMATION_REQUESTED: "pending",
        State.ON_HOLD: "held",
        State.APPROVED: "inProgress.accepted",
        State.READY_FOR_COLLECTION: "inProgress.accepted",
        State.INSPECTING: "inProgress.accepted",
        State.EXCHANGING: "inProgress.accepted",
        State.ACTIVATING: "inProgress.accepted",
        State.COMPLETED: "completed",
        State.REJECTED: "rejected",
        State.CANCELLED: "cancelled",
        State.EXPIRED: "cancelled",
        State.FAILED: "failed",
    }
)


class RejectReason(StrEnum):
    """Why a request is rejected: words for a letter, without saying to a stranger which field disagreed.

    Example:
        >>> RejectReason("evidence_insufficient")
        <RejectReason.EVIDENCE_INSUFFICIENT: 'evidence_insufficient'>
    """

    IDENTITY_NOT_PROVEN = "identity_not_proven"
    EVIDENCE_INSUFFICIENT = "evidence_insufficient"
    NOT_THE_REGISTERED_OWNER = "not_the_registered_owner"
    NUMBER_NOT_REPLACEABLE = "number_not_replaceable"
    SUSPECTED_FRAUD = "suspected_fraud"
    OTHER = "other"


class CancelReason(StrEnum):
    """Why the applicant no longer wants a new card.

    Example:
        >>> CancelReason("old_card_found")
        <CancelReason.OLD_CARD_FOUND: 'old_card_found'>
    """

    OLD_CARD_FOUND = "old_card_found"
    NO_LONGER_NEEDED = "no_longer_needed"
    OTHER_OPERATOR = "other_operator"
    OTHER = "other"


class Defect(StrEnum):
    """What is wrong with a card on the counter.

    Example:
        >>> Defect("chip_damaged")
        <Defect.CHIP_DAMAGED: 'chip_damaged'>
    """

    SCRATCHED = "scratched"
    CONTACTS_DAMAGED = "contacts_damaged"
    CHIP_DAMAGED = "chip_damaged"
    PACKAGING_OPENED = "packaging_opened"
    WRONG_NUMBER = "wrong_number"
    WRONG_ICCID = "wrong_iccid"
    NOT_RECOGNIZED = "not_recognized"


class Match(StrEnum):
    """Whether a detail agrees with the operator's own record: three-valued, as CAMARA's KYC Match answers.

    Example:
        >>> Match("not_available")
        <Match.NOT_AVAILABLE: 'not_available'>
    """

    TRUE = "true"
    FALSE = "false"
    NOT_AVAILABLE = "not_available"


def aware(value: datetime) -> datetime:
    """A moment in a stated zone; a naive one is refused, for whose clock it shows is unknown."""
    if instance_of(datetime, value, IssueCode.FORM_DATE).utcoffset() is None:
        raise InvalidValueError((Issue(IssueCode.REVIEW_NAIVE_TIME),))
    return value


def to_iccid(value: Iccid | str) -> Iccid:
    return value if isinstance(value, Iccid) else Iccid.parse(value)


def iccid_or_none(value: Iccid | str | None) -> Iccid | None:
    """The card's number, where there is one, parsed if it is still a text."""
    return None if value is None else to_iccid(value)


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


def to_moment(value: datetime) -> datetime:
    """A moment in a stated zone, in years that leave room for every deadline."""
    if not FIRST_YEAR <= aware(value).year <= LAST_YEAR:
        raise InvalidValueError((Issue(IssueCode.FORM_DATE),))
    return value


def to_codes(value: Iterable[Issue | IssueCode | str]) -> tuple[IssueCode, ...]:
    """The codes of issues, or codes as they are."""
    return tuple(item.code if isinstance(item, Issue) else to_code(item) for item in value)


def to_id(value: str) -> str:
    """An identifier by which something can be told apart."""
    if not plain_text(value).strip():
        raise InvalidValueError((Issue(IssueCode.TEXT_EMPTY),))
    return value


def to_truth(value: bool) -> bool:  # noqa: FBT001 - the converter of a field that is a plain yes or no
    """A yes or a no that somebody said: None is neither, and must not pass for a no."""
    return instance_of(bool, value)


def to_truth_or_none(value: bool | None) -> bool | None:  # noqa: FBT001 - the same, where nobody may have looked yet
    """A yes, a no, or nothing yet."""
    return None if value is None else to_truth(value)


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
