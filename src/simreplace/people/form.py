"""The form: what a person states about a lost or broken card, before anything has happened to it.

A form knows no state, no history and no clock. A request carries it; the rules and the list of papers look at it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Final, TypeVar, final

import attrs

from simreplace.people.documents import IdentityDocument, PurchaseRecord, document_number_or_none, to_msisdn
from simreplace.people.kinds import CardForm, Channel, CollectionMethod, Reason
from simreplace.people.people import Applicant, Contact, HeadOfFamily
from simreplace.shown import printable
from simreplace.values import (
    DocumentNumber,
    Iccid,
    Msisdn,
    hidden,
    iccid_or_none,
    instance_of,
    naming_its_fields,
    one_of,
    pydantic_json_schema,
    pydantic_schema,
    to_text,
    to_text_or_none,
)


def _reason(value: Reason | str) -> Reason:
    return one_of(Reason, value)


def _channel(value: Channel | str | None) -> Channel | None:
    return None if value is None else one_of(Channel, value)


def _method(value: CollectionMethod | str) -> CollectionMethod:
    return one_of(CollectionMethod, value)


def _card_form(value: CardForm | str) -> CardForm:
    return one_of(CardForm, value)


def _applicant(value: Applicant) -> Applicant:
    return instance_of(Applicant, value)


def _purchase_record(value: PurchaseRecord | None) -> PurchaseRecord | None:
    return None if value is None else instance_of(PurchaseRecord, value)


@printable
@final
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class ReplacementForm:
    """What somebody fills in to get a new card for a number.

    Args:
        msisdn: The number.
        reason: Why a new card is needed.
        applicant: Whose number it is.
        channel: How the operator was reached, where known.
        collection: How the card is to be fetched.
        outlet: The outlet the applicant would like, in the host's own name for it.
        old_iccid: The old card, where it is known.
        card_form: Whether the new card is to be held in the hand, or an eSIM.
        purchase_record: Where the old card was bought, a supporting paper.
        agreement_number: The number of the service agreement, a supporting paper.
        remarks: Anything else.

    Raises:
        InvalidValueError: A part cannot be what it says.

    Example:
        >>> from datetime import date
        >>> from simreplace import Applicant
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti).collection.value
        'in_person'
    """

    __get_pydantic_core_schema__: ClassVar[object] = classmethod(pydantic_schema)
    __get_pydantic_json_schema__: ClassVar[object] = classmethod(pydantic_json_schema)

    msisdn: Msisdn = attrs.field(converter=to_msisdn)
    reason: Reason = attrs.field(converter=_reason)
    applicant: Applicant = attrs.field(converter=_applicant)
    channel: Channel | None = attrs.field(default=None, converter=_channel)
    collection: CollectionMethod = attrs.field(default=CollectionMethod.IN_PERSON, converter=_method)
    outlet: str | None = attrs.field(default=None, converter=to_text_or_none, repr=hidden)
    old_iccid: Iccid | None = attrs.field(default=None, converter=iccid_or_none)
    card_form: CardForm = attrs.field(default=CardForm.PHYSICAL, converter=_card_form)
    purchase_record: PurchaseRecord | None = attrs.field(default=None, converter=_purchase_record)
    agreement_number: DocumentNumber | None = attrs.field(default=None, converter=document_number_or_none)
    remarks: str = attrs.field(default="", converter=to_text, repr=hidden)


T = TypeVar("T", Applicant, Contact, HeadOfFamily, IdentityDocument, PurchaseRecord, ReplacementForm)


def _beginnings(kind: type[Any]) -> tuple[tuple[str, object], ...]:
    # A default that is made anew for every value is that of the contact: a frozen one, which may be shared.
    return tuple((field.name, Contact() if field.name == "contact" else field.default) for field in attrs.fields(kind))


_BEGINNINGS: Final = MappingProxyType(
    {
        kind: _beginnings(kind)
        for kind in (Applicant, Contact, HeadOfFamily, IdentityDocument, PurchaseRecord, ReplacementForm)
    }
)


def built(kind: type[T], parts: Mapping[str, Any]) -> T:
    """The value of parts that were read already: of the right types, all that it needs, none that it refuses.

    The constructor cannot know that, and reads and checks every part once more, which takes longer than everything
    else that is done with a form. A test holds the two ways equal.
    """
    value = object.__new__(kind)
    put = object.__setattr__
    for name, beginning in _BEGINNINGS[kind]:
        put(value, name, parts.get(name, beginning))
    return value
