"""The request: a frozen value whose state and history only `lifecycle.apply` moves."""

from collections.abc import Iterable
from datetime import datetime

import attrs

from simreplace._identity import DocumentNumber
from simreplace._kinds import Channel, CollectionMethod, Reason, one_of
from simreplace._numbers import Msisdn
from simreplace._payloads import State, iccid_or_none, to_moment
from simreplace._people import (
    Applicant,
    PurchaseRecord,
    document_number_or_none,
    hidden,
    instance_of,
    naming_its_fields,
    plain_text,
    plain_text_or_none,
    to_msisdn,
)
from simreplace.cards import Iccid
from simreplace.events import Event


def _reason(value: Reason | str) -> Reason:
    return one_of(Reason, value)


def _channel(value: Channel | str | None) -> Channel | None:
    return None if value is None else one_of(Channel, value)


def _method(value: CollectionMethod | str) -> CollectionMethod:
    return one_of(CollectionMethod, value)


def _state(value: State | str) -> State:
    return one_of(State, value)


def _moment(value: datetime | None) -> datetime | None:
    return None if value is None else to_moment(value)


def _history(value: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(instance_of(Event, event) for event in value)


def _applicant(value: Applicant) -> Applicant:
    return instance_of(Applicant, value)


def _purchase_record(value: PurchaseRecord | None) -> PurchaseRecord | None:
    return None if value is None else instance_of(PurchaseRecord, value)


@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class ReplacementRequest:
    """A request to replace the card that carries a number.

    Args:
        msisdn: The number.
        reason: Why a new card is needed.
        applicant: Whose number it is.
        channel: How the operator was reached, where known.
        collection: How the card is to be fetched.
        outlet: The outlet the applicant would like, in the host's own name for it.
        old_iccid: The old card, where it is known.
        purchase_record: Where the old card was bought, a supporting paper.
        agreement_number: The number of the service agreement, a supporting paper.
        remarks: Anything else.
        opened_at: When the draft was begun; a draft without it has no deadline.
        state: Where the request is; only `lifecycle.apply` moves it.
        history: What happened so far; only `lifecycle.apply` adds to it.

    Raises:
        InvalidValueError: A part cannot be what it says.

    Example:
        >>> from datetime import date
        >>> from simreplace import Applicant
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> ReplacementRequest(msisdn="0812 3456 7890", reason="lost", applicant=siti).state
        <State.DRAFT: 'draft'>
    """

    msisdn: Msisdn = attrs.field(converter=to_msisdn)
    reason: Reason = attrs.field(converter=_reason)
    applicant: Applicant = attrs.field(converter=_applicant)
    channel: Channel | None = attrs.field(default=None, converter=_channel)
    collection: CollectionMethod = attrs.field(default=CollectionMethod.IN_PERSON, converter=_method)
    outlet: str | None = attrs.field(default=None, converter=plain_text_or_none, repr=hidden)
    old_iccid: Iccid | None = attrs.field(default=None, converter=iccid_or_none)
    purchase_record: PurchaseRecord | None = attrs.field(default=None, converter=_purchase_record)
    agreement_number: DocumentNumber | None = attrs.field(default=None, converter=document_number_or_none)
    remarks: str = attrs.field(default="", converter=plain_text, repr=hidden)
    opened_at: datetime | None = attrs.field(default=None, converter=_moment)
    state: State = attrs.field(default=State.DRAFT, converter=_state)
    history: tuple[Event, ...] = attrs.field(default=(), converter=_history)
