"""Who asks, with which papers, and who acts for them: well formed by type, whatever state a request is in."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import wraps
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast, final

import attrs

from simreplace._identity import DocumentNumber, FamilyCardNumber, Nik, PassportNumber, PermitNumber, Sex
from simreplace._issues import Issue, IssueCode, pointer
from simreplace._kinds import DocumentKind, Role, one_of
from simreplace._mrz import Mrz, parse_mrz
from simreplace._names import EmailAddress, PersonName, nationality_of
from simreplace._numbers import Msisdn, PhoneNumber
from simreplace._private import Masked
from simreplace.errors import InvalidValueError

T = TypeVar("T")
M = TypeVar("M", bound=Masked)

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


def hidden(value: object) -> str:
    """The `repr` of a plain field that holds personal data."""
    return "None" if value is None else "***"


def instance_of(kind: type[T], value: object, code: IssueCode = IssueCode.FORM_TYPE) -> T:
    """The value itself, if it is of this kind. The type is asked, not the value: a stand-in would say that it is."""
    if not issubclass(type(value), kind):
        raise InvalidValueError((Issue(code),))
    return cast("T", value)


def _parsed(kind: type[M], value: object) -> M:
    """The value itself, or what a text says; anything else is refused by the kind."""
    return value if type(value) is kind else kind.parse(cast("str", value))


def naming_its_fields(_: type, fields: "list[attrs.Attribute[Any]]") -> "list[attrs.Attribute[Any]]":
    """For `field_transformer`: a converter that refuses says in which field."""
    plain: Callable[[object], Callable[[Any], Any] | None] = attrgetter("converter")
    converters = [plain(field) for field in fields]
    return [
        field if convert is None else field.evolve(converter=_at(pointer(field.name), convert))
        for field, convert in zip(fields, converters, strict=True)
    ]


def _at(where: str, convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    @wraps(convert)
    def converter(value: object) -> object:
        try:
            return convert(value)
        except InvalidValueError as error:
            raise InvalidValueError(tuple(issue.under(where) for issue in error.issues)) from None

    return converter


def a_day(value: date) -> date:
    """A calendar day: a datetime is refused, for its day depends on a zone that nobody stated."""
    if issubclass(type(value), datetime):
        raise InvalidValueError((Issue(IssueCode.FORM_DATE),))
    return date.fromordinal(date.toordinal(instance_of(date, value, IssueCode.FORM_DATE)))


def a_day_or_none(value: date | None) -> date | None:
    """A calendar day, where one is known."""
    return None if value is None else a_day(value)


def plain_text(value: str) -> str:
    """A text that is really a text."""
    return str.__str__(instance_of(str, value, IssueCode.TEXT_TYPE))


def plain_text_or_none(value: str | None) -> str | None:
    """A text, where there is one."""
    return None if value is None else plain_text(value)


def _kind(value: DocumentKind | str) -> DocumentKind:
    return one_of(DocumentKind, value)


def _sex(value: Sex | str) -> Sex:
    return one_of(Sex, value)


def _role(value: Role | str) -> Role:
    return one_of(Role, value)


def _name(value: PersonName | str) -> PersonName:
    return _parsed(PersonName, value)


def _name_or_none(value: PersonName | str | None) -> PersonName | None:
    return None if value is None else _name(value)


def _nik(value: Nik | str) -> Nik:
    return _parsed(Nik, value)


def _family_card_or_none(value: FamilyCardNumber | str | None) -> FamilyCardNumber | None:
    return None if value is None else _parsed(FamilyCardNumber, value)


def to_msisdn(value: Msisdn | str) -> Msisdn:
    """The number, parsed if it is still a text."""
    return _parsed(Msisdn, value)


def _phone_or_none(value: PhoneNumber | str | None) -> PhoneNumber | None:
    return None if value is None else _parsed(PhoneNumber, value)


def _email_or_none(value: EmailAddress | str | None) -> EmailAddress | None:
    return None if value is None else _parsed(EmailAddress, value)


def document_number_or_none(value: DocumentNumber | str | None) -> DocumentNumber | None:
    """A free-form number, parsed if it is still a text."""
    return None if value is None else _parsed(DocumentNumber, value)


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


@final
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class IdentityDocument:
    """A paper that says who somebody is.

    Args:
        kind: Which paper.
        number: Its number; a text is read as the type that fits the kind: a NIK for a KTP, and so on.
        holder_name: The name on it, where known.
        issuing_country: ISO 3166-1 alpha-3 or ICAO code.
        issued_on: The day it was issued, where known.
        expires_on: The last day it is valid, where it has one. A citizen's KTP has none.
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
        convert = _at("/number", lambda number: _parsed(NUMBER_TYPES[self.kind], number))
        object.__setattr__(self, "number", convert(self.number))
        issues = validity_issues(self.kind, self.issued_on, self.expires_on)
        if issues:
            raise InvalidValueError(issues)

    def same_paper(self, other: "IdentityDocument") -> bool:
        """Whether the other is the same paper by kind and number, whatever else is known of either."""
        return self.kind is other.kind and self.number == other.number


@final
@attrs.frozen(field_transformer=naming_its_fields)
class Contact:
    """How to reach somebody while their number is dead.

    Args:
        phone: A phone of any country, but not the lost one.
        email: An address.

    Example:
        >>> Contact(phone="0812 3456 7890", email="siti@example.com")  # made up
        Contact(phone=PhoneNumber(+62*********90), email=EmailAddress(s***@***.com))
    """

    phone: PhoneNumber | None = attrs.field(default=None, converter=_phone_or_none)
    email: EmailAddress | None = attrs.field(default=None, converter=_email_or_none)


@final
@attrs.frozen(field_transformer=naming_its_fields)
class HeadOfFamily:
    """Who stands for a child under 17 who has no KTP yet (Permenkomdigi 7/2026 art. 3(2)).

    Args:
        full_name: The name on the Kartu Keluarga.
        nik: Their NIK.
        family_card: The number of the Kartu Keluarga, where known.

    Example:
        >>> HeadOfFamily("Budi Santoso", "3174071508750001")  # made up
        HeadOfFamily(full_name=PersonName(B*** S***), nik=Nik(31**************), family_card=None)
    """

    full_name: PersonName = attrs.field(converter=_name)
    nik: Nik = attrs.field(converter=_nik)
    family_card: FamilyCardNumber | None = attrs.field(default=None, converter=_family_card_or_none)


def _contact(value: Contact) -> Contact:
    return instance_of(Contact, value)


def _document(value: IdentityDocument) -> IdentityDocument:
    return instance_of(IdentityDocument, value)


def _documents(value: Iterable[IdentityDocument]) -> tuple[IdentityDocument, ...]:
    # A text and a mapping can be gone through as well, and an empty one would pass for no documents.
    if issubclass(type(value), str | bytes | bytearray | Mapping):
        raise InvalidValueError((Issue(IssueCode.FORM_TYPE),))
    items = instance_of(cast("type[Iterable[IdentityDocument]]", Iterable), value)
    return tuple(_at(pointer(place), _document)(item) for place, item in enumerate(items))


def _head_or_none(value: HeadOfFamily | None) -> HeadOfFamily | None:
    return None if value is None else instance_of(HeadOfFamily, value)


@final
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class Applicant:
    """The person whose number it is.

    Args:
        full_name: One field, as on the document: Indonesia knows no surname.
        born_on: The day of birth.
        sex: As on the document.
        nationality: ISO 3166-1 alpha-3 or ICAO code.
        contact: How to reach them meanwhile.
        documents: Their papers, the one to be shown at the counter first.
        head_of_family: Who stands for a child under 17 without a KTP.

    Raises:
        InvalidValueError: A part cannot be what it says.

    Example:
        >>> from datetime import date
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex=Sex.FEMALE)  # made up
        >>> siti.full_name, siti.is_citizen
        (PersonName(S*** A***), True)
    """

    full_name: PersonName = attrs.field(converter=_name)
    born_on: date = attrs.field(converter=a_day, repr=hidden)
    sex: Sex = attrs.field(converter=_sex, repr=hidden)
    nationality: str = attrs.field(default=INDONESIA, converter=nationality_of, repr=hidden)
    contact: Contact = attrs.field(factory=Contact, converter=_contact)
    documents: tuple[IdentityDocument, ...] = attrs.field(default=(), converter=_documents)
    head_of_family: HeadOfFamily | None = attrs.field(default=None, converter=_head_or_none)

    @property
    def is_citizen(self) -> bool:
        """Whether they are an Indonesian citizen (WNI)."""
        return self.nationality == INDONESIA

    def document(self, *kinds: DocumentKind) -> IdentityDocument | None:
        """The first of their documents that is of one of these kinds."""
        return next((held for held in self.documents if held.kind in kinds), None)


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

    principal: PersonName = attrs.field(converter=_name)
    proxy: PersonName = attrs.field(converter=_name)
    proxy_document: IdentityDocument = attrs.field(converter=_document)
    msisdn: Msisdn = attrs.field(converter=to_msisdn)
    signed_on: date = attrs.field(converter=a_day)
    valid_until: date | None = attrs.field(default=None, converter=a_day_or_none)

    def __attrs_post_init__(self) -> None:
        if self.valid_until is not None and self.valid_until < self.signed_on:
            raise InvalidValueError((Issue(IssueCode.LETTER_VALIDITY, "/valid_until"),))


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

    seller: str | None = attrs.field(default=None, converter=plain_text_or_none, repr=hidden)
    bought_on: date | None = attrs.field(default=None, converter=a_day_or_none)
    number: DocumentNumber | None = attrs.field(default=None, converter=document_number_or_none)


@final
@attrs.frozen(field_transformer=naming_its_fields)
class Actor:
    """Who does something, and in which capacity.

    Args:
        role: The capacity.
        id: The host's own identifier of the person or system; separation of duties compares it.

    Raises:
        InvalidValueError: The identifier is empty: nobody could be told apart by it.

    Example:
        >>> Actor(Role.REVIEWER, "staff-17")
        Actor(role=<Role.REVIEWER: 'reviewer'>, id=***)
    """

    role: Role = attrs.field(converter=_role)
    id: str = attrs.field(converter=plain_text, repr=hidden)

    def __attrs_post_init__(self) -> None:
        if not self.id.strip():
            raise InvalidValueError((Issue(IssueCode.TEXT_EMPTY, "/id"),))
