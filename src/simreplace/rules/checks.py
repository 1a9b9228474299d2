"""The rules that look across fields: a document against its holder, a person against the day, a number against another.

The rules follow the table "error, flag, do not check" of docs/reference/identity-checks.md: an ERROR only where no genuine document
can differ, else a FLAG for a second person. They look at what is known of a person, which in a form that must still be
mended is not everything: from what could not be read no rule concludes anything.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Protocol, cast

from simreplace.issues import Issue, IssueCode, pointer
from simreplace.people import (
    INDONESIA,
    NUMBER_TYPES,
    Applicant,
    Contact,
    DocumentKind,
    HeadOfFamily,
    IdentityDocument,
    IdentityNumber,
    PurchaseRecord,
    ReplacementForm,
)
from simreplace.rules.ages import ADULT_AGE, OLDEST_KTP_HOLDER, Age, age_between, birth_issues, is_to_come
from simreplace.rules.policy import Policy
from simreplace.values import (
    BirthDate,
    FamilyCardNumber,
    Masked,
    Mrz,
    Msisdn,
    NameMatch,
    Nik,
    PassportNumber,
    PersonName,
    PhoneNumber,
    Sex,
    check_nationality,
    first_of,
    indonesian_passport_form,
    may_be,
)

_LONGEST_PASSPORT: Final = (10 * 12 + 9, 0)  # months and days; our rule: ten years, and what was left of the one before
_WITH_AN_END: Final = frozenset({DocumentKind.PASSPORT, DocumentKind.KITAS})
# What would be said beside a birth that has not come, and only follows from it.
_BESIDE_BIRTH: Final = frozenset(
    {
        IssueCode.DOCUMENT_ISSUED_BEFORE_BIRTH,
        IssueCode.NIK_BIRTH_DATE_DIFFERS,
        IssueCode.MRZ_BIRTH_DATE_DIFFERS,
    }
)

_KTP_KINDS: Final = frozenset({DocumentKind.KTP, DocumentKind.DIGITAL_KTP})
_WITH_NIK: Final = frozenset(kind for kind, number in NUMBER_TYPES.items() if number is Nik)
_PASSPORT: Final = frozenset({DocumentKind.PASSPORT})
_KITAP: Final = frozenset({DocumentKind.KITAP})
_PERMITS: Final = frozenset({DocumentKind.KITAS, DocumentKind.KITAP})
# Papers of more than one person; and what cannot be read may be one.
_OF_SEVERAL: Final = frozenset({None, DocumentKind.FAMILY_CARD})
_WEAK: Final = frozenset({DocumentKind.KTP_REPLACEMENT_LETTER, DocumentKind.DRIVING_LICENSE})
# The zone has codes of its own for two states that ISO 3166-1 and its users write otherwise.
_ICAO_STATES: Final = MappingProxyType({"D": "DEU", "RKS": "XKX"})

# Where values stand that noticed something when they were read, and codes that say something by themselves.
_NOTICING: Final[Mapping[type[Any], tuple[str, ...]]] = MappingProxyType(
    {
        Applicant: ("full_name", "nationality", "contact", "documents", "head_of_family"),
        Contact: ("phone", "email"),
        IdentityDocument: ("number", "holder_name", "issuing_country", "mrz"),
        HeadOfFamily: ("full_name", "nik", "family_card"),
        PurchaseRecord: ("number",),
    }
)
# Those of the form, around what is said of the applicant as a whole.
_UP_TO_APPLICANT: Final = ("msisdn", "applicant")
_AFTER_APPLICANT: Final = ("old_iccid", "purchase_record", "agreement_number")


class DocumentView(Protocol):
    """What a rule looks at in a document: one that is known in part has None where nothing is known."""

    @property
    def kind(self) -> DocumentKind | None: ...
    @property
    def number(self) -> IdentityNumber | None: ...
    @property
    def holder_name(self) -> PersonName | None: ...
    @property
    def issuing_country(self) -> str | None: ...
    @property
    def issued_on(self) -> date | None: ...
    @property
    def expires_on(self) -> date | None: ...
    @property
    def mrz(self) -> Mrz | None: ...


class HeadView(Protocol):
    """What a rule looks at in the head of a family."""

    @property
    def nik(self) -> Nik | None: ...
    @property
    def family_card(self) -> FamilyCardNumber | None: ...


class PersonView(Protocol):
    """What a rule looks at in a person: an applicant has all of it, somebody who is known in part has None elsewhere."""

    @property
    def full_name(self) -> PersonName | None: ...
    @property
    def born_on(self) -> BirthDate | None: ...
    @property
    def sex(self) -> Sex | None: ...
    @property
    def nationality(self) -> str | None: ...
    @property
    def is_citizen(self) -> bool | None: ...
    @property
    def documents(self) -> Sequence[DocumentView]: ...
    @property
    def head_of_family(self) -> HeadView | None: ...


Held = frozenset[DocumentKind | None]
"""The kinds of a person's documents; None stands for one whose kind is not known."""


def applicant_issues(applicant: Applicant, *, on: date, policy: Policy) -> tuple[Issue, ...]:
    """Everything that a person and their papers show on a day, with pointers from the applicant."""
    return (*_noticed(applicant, "", _NOTICING[Applicant]), *person_issues(_view(applicant), on=on, policy=policy))


def form_issues(form: ReplacementForm, *, on: date, policy: Policy) -> tuple[Issue, ...]:
    """Everything that a form shows on a day, with pointers from the form."""
    record = form.purchase_record
    across = person_issues(_view(form.applicant), on=on, policy=policy)
    return (
        *_noticed(form, "", _UP_TO_APPLICANT),
        *(issue.under("/applicant") for issue in across),
        *_noticed(form, "", _AFTER_APPLICANT),
        *call_and_purchase_issues(
            msisdn=form.msisdn,
            phone=form.applicant.contact.phone,
            bought_on=None if record is None else record.bought_on,
            on=on,
        ),
    )


def _view(applicant: Applicant) -> PersonView:
    # An applicant is one as it is. Pyright takes a field with a converter for something else than what it holds.
    return cast("PersonView", applicant)


# ---- What the values alone show


def _noticed(holder: object, at: str, names: tuple[str, ...]) -> list[Issue]:
    """What the values in these fields have kept from their reading, and what codes show by themselves."""
    found: list[Issue] = []
    for name in names:
        part = getattr(holder, name)
        if part is None or part == INDONESIA:
            continue
        if isinstance(part, Masked) or type(part) is Mrz:
            if part.issues:
                found += [issue.under(f"{at}/{name}") for issue in part.issues]
        elif isinstance(part, str):
            found += [issue.under(f"{at}/{name}") for issue in check_nationality(part)]
        elif isinstance(part, tuple):
            for place, item in enumerate(cast("tuple[object, ...]", part)):
                found += _noticed(item, f"{at}/{name}/{place}", _NOTICING[type(item)])
        else:
            found += _noticed(part, f"{at}/{name}", _NOTICING[type(part)])
    return found


# ---- What they show to each other


def person_issues(person: PersonView, *, on: date, policy: Policy) -> tuple[Issue, ...]:
    """What the parts of a person show to each other and to the day, with pointers from the applicant."""
    born_on = person.born_on
    age = age_between(born_on, on)
    held: Held = frozenset(document.kind for document in person.documents)
    found: list[Issue] = []
    for position, document in enumerate(person.documents):
        about = tuple(_document_issues(document, person, held, age, on))
        if about:
            found += [issue.under(pointer("documents", position)) for issue in about]
    found += _papers_together(person)
    found += _standing(person, held, age, policy)
    if born_on is not None and is_to_come(born_on, on):
        found = [issue for issue in found if issue.code not in _BESIDE_BIRTH]
    return (*birth_issues(born_on, on), *found)


def _holds(held: Held, kinds: frozenset[DocumentKind]) -> bool | None:
    """Whether one of the documents is of these kinds; None where one that cannot be read may be."""
    return True if held & kinds else None if None in held else False


def call_and_purchase_issues(
    *, msisdn: Msisdn | None, phone: PhoneNumber | None, bought_on: date | None, on: date
) -> Iterator[Issue]:
    """What the other parts of a form show to each other and to the day, with pointers from the form."""
    if msisdn is not None and phone is not None and phone.reveal() == msisdn.reveal():
        yield Issue(IssueCode.PHONE_IS_LOST_NUMBER, "/applicant/contact/phone")
    if bought_on is not None and bought_on > on:
        yield Issue(IssueCode.PURCHASE_IN_FUTURE, "/purchase_record/bought_on")


def _document_issues(
    document: DocumentView, person: PersonView, held: Held, age: Age | None, on: date
) -> Iterator[Issue]:
    yield from _holder_issues(document, person)
    yield from _kind_issues(document, person, held, age)
    yield from _time_issues(document, person, held, on)
    yield from _number_issues(document, person, held, on)
    yield from _mrz_issues(document, person)


def _holder_issues(document: DocumentView, person: PersonView) -> Iterator[Issue]:
    # The head of the family stands on the Kartu Keluarga first; whose name was copied from it is unknown.
    if document.holder_name is None or person.full_name is None or document.kind in _OF_SEVERAL:
        return
    match = document.holder_name.compare(person.full_name)
    if match is NameMatch.DIFFERENT:
        yield Issue(IssueCode.DOCUMENT_HOLDER_DIFFERS, "/holder_name")
    elif match is NameMatch.CONTAINED:
        yield Issue(IssueCode.DOCUMENT_HOLDER_CONTAINED, "/holder_name")


def _kind_issues(document: DocumentView, person: PersonView, held: Held, age: Age | None) -> Iterator[Issue]:
    if document.kind in _KTP_KINDS:
        if age is not None and age.most < ADULT_AGE:
            yield Issue(IssueCode.DOCUMENT_HOLDER_UNDER_17, "/kind")
        elif age is not None and age.least > OLDEST_KTP_HOLDER:
            yield Issue(IssueCode.DOCUMENT_HOLDER_OVER_105, "/kind")
        if person.is_citizen and person.sex is Sex.UNSPECIFIED:
            yield Issue(IssueCode.SEX_UNSPECIFIED_WITH_KTP, "/kind")
    if document.kind is DocumentKind.DIGITAL_KTP:
        yield Issue(IssueCode.DOCUMENT_DIGITAL, "/kind")
    if document.kind in _WEAK:
        yield Issue(IssueCode.DOCUMENT_WEAK, "/kind")
    if document.kind is DocumentKind.CHILD_IDENTITY_CARD:
        yield Issue(IssueCode.DOCUMENT_CHILD_CARD, "/kind")
        if age is not None and age.least >= ADULT_AGE:
            yield Issue(IssueCode.DOCUMENT_CHILD_CARD_ADULT, "/kind")
    if document.kind in _PERMITS and person.is_citizen:
        yield Issue(IssueCode.DOCUMENT_PERMIT_OF_CITIZEN, "/kind")
    if document.kind is DocumentKind.KITAS and _holds(held, _PASSPORT) is False:
        yield Issue(IssueCode.DOCUMENT_PERMIT_WITHOUT_PASSPORT, "/kind")


def _time_issues(document: DocumentView, person: PersonView, held: Held, on: date) -> Iterator[Issue]:
    issued, expires = document.issued_on, _end_of(document)
    is_ktp = document.kind in _KTP_KINDS
    if issued is not None and issued > on:
        yield Issue(IssueCode.DOCUMENT_ISSUED_IN_FUTURE, "/issued_on")
    # The Kartu Keluarga may be older than the child who was entered in it.
    of_one_person = document.kind not in _OF_SEVERAL
    if issued is not None and person.born_on is not None and issued < first_of(person.born_on) and of_one_person:
        yield Issue(IssueCode.DOCUMENT_ISSUED_BEFORE_BIRTH, "/issued_on")
    if expires is None:
        yield from _endless_issues(document, person, held)
        return
    # A citizen's KTP-el is valid for life; the cards of 2011-2013 still show a date.
    ends = document.kind is not None and (not is_ktp or person.is_citizen is False)
    if expires < on and ends:
        yield Issue(IssueCode.DOCUMENT_EXPIRED, "/expires_on")
    # Where the date of issue is not given, it is not later than today.
    if document.kind in _WITH_AN_END and _is_long(issued or on, expires):
        yield Issue(IssueCode.DOCUMENT_LONG_VALIDITY, "/expires_on")


def _endless_issues(document: DocumentView, person: PersonView, held: Held) -> Iterator[Issue]:
    """A citizen's KTP has no end, and a KITAP may have none; a foreigner's KTP ends with the KITAP."""
    if document.kind is DocumentKind.KITAS:
        yield Issue(IssueCode.DOCUMENT_EXPIRY_MISSING, "/expires_on")
    elif document.kind in _KTP_KINDS and person.is_citizen is False:
        if any(other.kind is DocumentKind.KITAP and _end_of(other) is None for other in person.documents):
            yield Issue(IssueCode.DOCUMENT_NO_EXPIRY, "/expires_on")
        elif None not in held:
            yield Issue(IssueCode.DOCUMENT_EXPIRY_MISSING, "/expires_on")
    elif document.kind is DocumentKind.PASSPORT:
        yield Issue(IssueCode.DOCUMENT_NO_EXPIRY, "/expires_on")


def _end_of(document: DocumentView) -> date | None:
    return document.expires_on or (None if document.mrz is None else document.mrz.expires_on)


def _is_long(since: date, until: date) -> bool:
    from dateutil.relativedelta import relativedelta

    span = relativedelta(until, since)
    return (span.years * 12 + span.months, span.days) > _LONGEST_PASSPORT


def _number_issues(document: DocumentView, person: PersonView, held: Held, on: date) -> Iterator[Issue]:
    number = document.number
    if isinstance(number, Nik):
        yield from _nik_issues(number, person, held, on)
    if isinstance(number, FamilyCardNumber) and max(number.recorded_on, default=on) > on:
        yield Issue(IssueCode.KK_DATE_IN_FUTURE, "/number")
    # A foreigner who left out the country of issue did not mean Indonesia.
    indonesian = document.issuing_country == INDONESIA and person.is_citizen
    if indonesian and isinstance(number, PassportNumber) and not indonesian_passport_form(number):
        yield Issue(IssueCode.PASSPORT_INDONESIAN_FORM, "/number")


def _nik_issues(nik: Nik, person: PersonView, held: Held, on: date) -> Iterator[Issue]:
    dates = nik.birth_dates
    if dates and min(dates) > on:
        yield Issue(IssueCode.NIK_DATE_IN_FUTURE, "/number")
    elif dates and person.born_on is not None and not _is_one_of(person.born_on, dates):
        yield Issue(IssueCode.NIK_BIRTH_DATE_DIFFERS, "/number")
    if person.sex not in {None, Sex.UNSPECIFIED, nik.sex}:
        yield Issue(IssueCode.NIK_SEX_DIFFERS, "/number")
    if person.is_citizen is False and _holds(held, _KITAP) is False:
        yield Issue(IssueCode.NIK_FOREIGNER_WITHOUT_KITAP, "/number")


def _is_one_of(born_on: BirthDate, days: tuple[date, ...]) -> bool:
    return any(may_be(born_on, day) for day in days)


def _mrz_issues(document: DocumentView, person: PersonView) -> Iterator[Issue]:
    mrz = document.mrz
    if mrz is None:
        return
    # The zone has letters and digits alone: a filler stands for whatever else is printed, and is left out.
    if document.number is not None and mrz.number.reveal() != _letters_and_digits(document.number.reveal()):
        yield Issue(IssueCode.MRZ_NUMBER_DIFFERS, "/mrz")
    if mrz.birth_dates and person.born_on is not None and not _is_one_of(person.born_on, mrz.birth_dates):
        yield Issue(IssueCode.MRZ_BIRTH_DATE_DIFFERS, "/mrz")
    if document.expires_on is not None and mrz.expires_on is not None and mrz.expires_on != document.expires_on:
        yield Issue(IssueCode.MRZ_EXPIRY_DIFFERS, "/mrz")
    if person.nationality is not None and _state(mrz.nationality) != _state(person.nationality):
        yield Issue(IssueCode.MRZ_NATIONALITY_DIFFERS, "/mrz")
    if person.full_name is not None and mrz.compare(person.full_name) is NameMatch.DIFFERENT:
        yield Issue(IssueCode.MRZ_NAME_DIFFERS, "/mrz")
    if mrz.sex is not Sex.UNSPECIFIED and person.sex not in {None, Sex.UNSPECIFIED, mrz.sex}:
        yield Issue(IssueCode.MRZ_SEX_DIFFERS, "/mrz")


def _letters_and_digits(number: str) -> str:
    return "".join(filter(str.isalnum, number)).upper()


def _state(code: str) -> str:
    return _ICAO_STATES.get(code, code)


def _papers_together(person: PersonView) -> Iterator[Issue]:
    numbers = [document.number for document in person.documents]
    niks = {number for number in numbers if isinstance(number, Nik)}
    if len(niks) > 1:
        yield Issue(IssueCode.DOCUMENT_NIKS_DIFFER, "/documents")
        if len({nik.registered_abroad for nik in niks}) > 1:
            yield Issue(IssueCode.NIK_ABROAD_WITH_KTP, "/documents")
    # Whoever types one number twice may take it from the child or from the head of the family.
    head = person.head_of_family
    if not niks and head is None:
        return
    typed = {nik.reveal() for nik in niks}
    if head is not None and head.nik is not None:
        typed.add(head.nik.reveal())
    for at, number in enumerate(numbers):
        if isinstance(number, FamilyCardNumber) and number.reveal() in typed:
            yield Issue(IssueCode.KK_EQUALS_NIK, pointer("documents", at, "number"))
    if head is not None and head.family_card is not None and head.family_card.reveal() in typed:
        yield Issue(IssueCode.KK_EQUALS_NIK, "/head_of_family/family_card")


def _standing(person: PersonView, held: Held, age: Age | None, policy: Policy) -> Iterator[Issue]:
    """Whether this person, as what they are, holds what such a person holds."""
    has_head = person.head_of_family is not None
    if age is not None and age.most < ADULT_AGE and not has_head and _holds(held, _KTP_KINDS) is False:
        yield Issue(IssueCode.MINOR_WITHOUT_HEAD, "/head_of_family")
    # Before they have papers, there is nothing to look at: the checklist says what is missing.
    if not person.documents:
        return
    may_be_child = has_head and (age is None or age.least < ADULT_AGE)
    if person.is_citizen and _holds(held, _WITH_NIK) is False and not may_be_child:
        yield Issue(IssueCode.CITIZEN_WITHOUT_NIK, "/documents")
    if person.is_citizen is False:
        lacks = [_holds(held, _PASSPORT) is False, _holds(held, _PERMITS) is False]
        if any(lacks) if policy.foreigner_needs_all else all(lacks):
            yield Issue(IssueCode.FOREIGNER_WITHOUT_PAPERS, "/documents")
