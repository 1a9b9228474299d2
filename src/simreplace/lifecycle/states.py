"""Where a request can be, and the closed lists from which its events choose."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final


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
    ACCEPTED = "accepted"
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
        State.ACCEPTED: "inProgress.accepted",
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
    PROFILE_NOT_INSTALLED = "profile_not_installed"
    CODE_USED_BEFORE = "code_used_before"


class EidUnknown(StrEnum):
    """Why nobody can say on which chip an eSIM will be.

    Example:
        >>> EidUnknown("bound_on_download")
        <EidUnknown.BOUND_ON_DOWNLOAD: 'bound_on_download'>
    """

    BOUND_ON_DOWNLOAD = "bound_on_download"
    PHONE_NOT_HERE = "phone_not_here"
    NOT_SHOWN_BY_PHONE = "not_shown_by_phone"
    OTHER = "other"


class Match(StrEnum):
    """Whether a detail agrees with the operator's own record: three-valued, as CAMARA's KYC Match answers.

    Example:
        >>> Match("not_available")
        <Match.NOT_AVAILABLE: 'not_available'>
    """

    TRUE = "true"
    FALSE = "false"
    NOT_AVAILABLE = "not_available"


class TellMeans(StrEnum):
    """By what the owner was told.

    Example:
        >>> TellMeans("call")
        <TellMeans.CALL: 'call'>
    """

    SMS = "sms"
    CALL = "call"
    EMAIL = "email"
    APP = "app"


class TellOutcome(StrEnum):
    """What came of it. NONE_ON_RECORD: the operator's record has no such contact, so nobody was told.

    Example:
        >>> TellOutcome("unreachable")
        <TellOutcome.UNREACHABLE: 'unreachable'>
    """

    DELIVERED = "delivered"
    ANSWERED = "answered"
    UNREACHABLE = "unreachable"
    NONE_ON_RECORD = "none_on_record"
