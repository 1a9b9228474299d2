"""The person whose number it is, how to reach them, who stands for a child, and who acts."""

from collections.abc import Iterable, Mapping
from typing import ClassVar, cast, final

import attrs

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode, pointer
from simreplace.people.documents import INDONESIA, IdentityDocument, to_document, to_name
from simreplace.people.kinds import DocumentKind, Role
from simreplace.shown import printable
from simreplace.values import (
    BirthDate,
    EmailAddress,
    FamilyCardNumber,
    Nik,
    PersonName,
    PhoneNumber,
    Sex,
    a_birth_date,
    hidden,
    instance_of,
    naming_its_fields,
    nationality_of,
    one_of,
    parsed,
    pydantic_json_schema,
    pydantic_schema,
    refusing_at,
    to_identifier,
)


def _sex(value: Sex | str) -> Sex:
    return one_of(Sex, value)


def _role(value: Role | str) -> Role:
    return one_of(Role, value)


def _nik(value: Nik | str) -> Nik:
    return parsed(Nik, value)


def _family_card_or_none(value: FamilyCardNumber | str | None) -> FamilyCardNumber | None:
    return None if value is None else parsed(FamilyCardNumber, value)


def phone_or_none(value: PhoneNumber | str | None) -> PhoneNumber | None:
    return None if value is None else parsed(PhoneNumber, value)


def email_or_none(value: EmailAddress | str | None) -> EmailAddress | None:
    return None if value is None else parsed(EmailAddress, value)


@printable
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

    phone: PhoneNumber | None = attrs.field(default=None, converter=phone_or_none)
    email: EmailAddress | None = attrs.field(default=None, converter=email_or_none)


@printable
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

    full_name: PersonName = attrs.field(converter=to_name)
    nik: Nik = attrs.field(converter=_nik)
    family_card: FamilyCardNumber | None = attrs.field(default=None, converter=_family_card_or_none)


def _contact(value: Contact) -> Contact:
    return instance_of(Contact, value)


def _documents(value: Iterable[IdentityDocument]) -> tuple[IdentityDocument, ...]:
    # A text and a mapping can be gone through as well, and an empty one would pass for no documents.
    if issubclass(type(value), str | bytes | bytearray | Mapping):
        raise InvalidValueError((Issue(IssueCode.FORM_TYPE),))
    items = instance_of(cast("type[Iterable[IdentityDocument]]", Iterable), value)
    return tuple(refusing_at(pointer(place), to_document)(item) for place, item in enumerate(items))


def _head_or_none(value: HeadOfFamily | None) -> HeadOfFamily | None:
    return None if value is None else instance_of(HeadOfFamily, value)


@printable
@final
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class Applicant:
    """The person whose number it is.

    Args:
        full_name: One field, as on the document: Indonesia knows no surname.
        born_on: The day of birth, or as much of it as is known.
        sex: As on the document.
        nationality: ISO 3166-1 or ICAO code, kept as the one of three letters.
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

    __get_pydantic_core_schema__: ClassVar[object] = classmethod(pydantic_schema)
    __get_pydantic_json_schema__: ClassVar[object] = classmethod(pydantic_json_schema)

    full_name: PersonName = attrs.field(converter=to_name)
    born_on: BirthDate = attrs.field(converter=a_birth_date, repr=hidden)
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


@printable
@final
@attrs.frozen(field_transformer=naming_its_fields)
class Actor:
    """Who does something, and in which capacity.

    Args:
        role: The capacity.
        id: The host's own identifier of the person or system, 1 to 128 visible ASCII characters without regard to case;
            separation of duties compares it.

    Raises:
        InvalidValueError: The identifier is none: nobody could be told apart by it.

    Example:
        >>> Actor(Role.REVIEWER, "staff-17")
        Actor(role=<Role.REVIEWER: 'reviewer'>, id=***)
    """

    role: Role = attrs.field(converter=_role)
    id: str = attrs.field(converter=to_identifier, repr=hidden)
