"""The papers of a person: identity documents, the letter for a proxy, the record of purchase."""

from datetime import date
from types import MappingProxyType
from typing import Final, cast, final

import attrs

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.people.kinds import DocumentKind
from simreplace.shown import printable
from simreplace.values import (
    DocumentNumber,
    FamilyCardNumber,
    Mrz,
    Msisdn,
    Nik,
    PassportNumber,
    PermitNumber,
    PersonName,
    a_day,
    a_day_or_none,
    hidden,
    instance_of,
    naming_its_fields,
    nationality_of,
    one_of,
    parse_mrz,
    parsed,
    refusing_at,
    to_text_or_none,
)

IdentityNumber = Nik | FamilyCardNumber | PassportNumber | PermitNumber | DocumentNumber

INDONESIA: Final = "IDN"

NUMBER_TYPES: Final = MappingProxyType(
    {
        DocumentKind.KTP: Nik,
        DocumentKind.DIGITAL_KTP: Nik,
        DocumentKind.FAMILY_CARD: FamilyCardNumber,
        DocumentKind.KTP_REPLACEMENT_LETTER: DocumentNumber,
        DocumentKind.CHILD_IDENTITY_CARD: Nik,
        DocumentKind.PASSPORT: PassportNumber,
        DocumentKind.KITAS: PermitNumber,
        DocumentKind.KITAP: PermitNumber,
        DocumentKind.SKTT: DocumentNumber,
        DocumentKind.DRIVING_LICENSE: DocumentNumber,
    }
)


def _kind(value: DocumentKind | str) -> DocumentKind:
    return one_of(DocumentKind, value)


def to_name(value: PersonName | str) -> PersonName:
    return parsed(PersonName, value)


def _name_or_none(value: PersonName | str | None) -> PersonName | None:
    return None if value is None else to_name(value)


def to_msisdn(value: Msisdn | str) -> Msisdn:
    """The number, parsed if it is still a text."""
    return parsed(Msisdn, value)


def document_number_or_none(value: DocumentNumber | str | None) -> DocumentNumber | None:
    """A free-form number, parsed if it is still a text."""
    return None if value is None else parsed(DocumentNumber, value)


def _mrz_or_none(value: Mrz | str | list[str] | tuple[str, ...] | None) -> Mrz | None:
    if value is None or type(value) is Mrz:
        return value
    return parse_mrz(cast("list[str]", value))


def _number_for_later(value: IdentityNumber | str) -> IdentityNumber:
    # A text becomes the type that fits the kind in __attrs_post_init__, where the kind is known.
    return cast("IdentityNumber", value)


def validity_issues(kind: DocumentKind | None, issued_on: date | None, expires_on: date | None) -> tuple[Issue, ...]:
    """No document ends before it begins, and no passport on the day on which it begins."""
    if issued_on is None or expires_on is None:
        return ()
    if expires_on < issued_on or (kind is DocumentKind.PASSPORT and expires_on == issued_on):
        return (Issue(IssueCode.DOCUMENT_EXPIRY_BEFORE_ISSUE, "/expires_on"),)
    return ()


@printable
@final
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class IdentityDocument:
    """A paper that says who somebody is.

    Args:
        kind: Which paper.
        number: Its number; a text is read as the type that fits the kind: a NIK for a KTP, and so on.
        holder_name: The name on it, where known.
        issuing_country: ISO 3166-1 or ICAO code, kept as the one of three letters.
        issued_on: The day it was issued, where known.
        expires_on: The last day it is valid, where it has one. A citizen's KTP has none, and a KITAP may have none.
        mrz: The machine-readable zone, where it was scanned.

    Raises:
        InvalidValueError: A part cannot be what it says, or the document ends before it begins.

    Example:
        >>> IdentityDocument(kind=DocumentKind.KTP, number="3174071508950001").number  # made up
        Nik(31**************)
    """

    kind: DocumentKind = attrs.field(converter=_kind)
    number: IdentityNumber = attrs.field(converter=_number_for_later)
    holder_name: PersonName | None = attrs.field(default=None, converter=_name_or_none)
    issuing_country: str = attrs.field(default=INDONESIA, converter=nationality_of)
    issued_on: date | None = attrs.field(default=None, converter=a_day_or_none, repr=hidden)
    expires_on: date | None = attrs.field(default=None, converter=a_day_or_none, repr=hidden)
    mrz: Mrz | None = attrs.field(default=None, converter=_mrz_or_none)

    def __attrs_post_init__(self) -> None:
        convert = refusing_at("/number", lambda number: parsed(NUMBER_TYPES[self.kind], number))
        object.__setattr__(self, "number", convert(self.number))
        issues = validity_issues(self.kind, self.issued_on, self.expires_on)
        if issues:
            raise InvalidValueError(issues)

    def same_paper(self, other: "IdentityDocument") -> bool:
        """Whether the other is the same paper by kind and number, whatever else is known of either."""
        return self.kind is other.kind and self.number == other.number


def to_document(value: IdentityDocument) -> IdentityDocument:
    return instance_of(IdentityDocument, value)


@printable
@final
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class AuthorizationLetter:
    """The surat kuasa by which somebody else may fetch the card.

    Args:
        principal: Who gives the authority.
        proxy: Who receives it.
        proxy_document: The proxy's own identity document.
        msisdn: The number it is about.
        signed_on: The day it was signed.
        valid_until: The last day it holds; None where the letter names none.

    Raises:
        InvalidValueError: A part cannot be what it says, or the letter ends before it was signed.

    Example:
        >>> from datetime import date
        >>> ktp = IdentityDocument(kind=DocumentKind.KTP, number="3174071508750001")  # made up
        >>> AuthorizationLetter(principal="Siti Aminah", proxy="Budi Santoso", proxy_document=ktp,
        ...                     msisdn="0812 3456 7890", signed_on=date(2026, 3, 16)).proxy
        PersonName(B*** S***)
    """

    principal: PersonName = attrs.field(converter=to_name)
    proxy: PersonName = attrs.field(converter=to_name)
    proxy_document: IdentityDocument = attrs.field(converter=to_document)
    msisdn: Msisdn = attrs.field(converter=to_msisdn)
    signed_on: date = attrs.field(converter=a_day)
    valid_until: date | None = attrs.field(default=None, converter=a_day_or_none)

    def __attrs_post_init__(self) -> None:
        if self.valid_until is not None and self.valid_until < self.signed_on:
            raise InvalidValueError((Issue(IssueCode.LETTER_VALIDITY, "/valid_until"),))


@printable
@final
@attrs.frozen(field_transformer=naming_its_fields)
class PurchaseRecord:
    """Where and when the old card was bought, a supporting paper.

    Args:
        seller: The shop.
        bought_on: The day.
        number: The number of the receipt.

    Example:
        >>> PurchaseRecord("Toko Pulsa Jaya", number="INV-2024-0042")  # made up
        PurchaseRecord(seller=***, bought_on=None, number=DocumentNumber(I***********2))
    """

    seller: str | None = attrs.field(default=None, converter=to_text_or_none, repr=hidden)
    bought_on: date | None = attrs.field(default=None, converter=a_day_or_none)
    number: DocumentNumber | None = attrs.field(default=None, converter=document_number_or_none)
