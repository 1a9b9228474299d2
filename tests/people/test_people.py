"""People and their papers hold nothing that they cannot be: every field of every class refuses what it is not for."""

import pickle
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final
from unittest.mock import Mock

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import KTP, NUMBER, PROXY_KTP, applicant
from planted import MRZ
from planted import PLANTED as EVERY_NUMBER
from simreplace import (
    Actor,
    Applicant,
    AuthorizationLetter,
    Channel,
    CollectionMethod,
    Contact,
    DocumentKind,
    DocumentNumber,
    EmailAddress,
    FamilyCardNumber,
    HeadOfFamily,
    IdentityDocument,
    Issue,
    IssueCode,
    Msisdn,
    Nik,
    PassportNumber,
    PersonName,
    PhoneNumber,
    PurchaseRecord,
    Reason,
    ReplacementForm,
    ReplacementRequest,
    Role,
    Sex,
    State,
    parse_mrz,
)
from simreplace.errors import InvalidValueError
from simreplace.people.documents import NUMBER_TYPES
from simreplace.people.form import built
from simreplace.values.plain import one_of

# Everybody and every number here is made up; the machine-readable zone is ICAO's printed specimen.
NUMBERS: Final[dict[type[Any], str]] = {kind: EVERY_NUMBER[kind] for kind in NUMBER_TYPES.values()}
SITI: Final = applicant()

# For every class: a value for every field, as a host would write it.
WELL_FORMED: Final[Mapping[type[Any], Mapping[str, Any]]] = MappingProxyType(
    {
        IdentityDocument: {
            "kind": "passport",
            "number": "X1234567",
            "holder_name": "Siti Aminah",
            "issuing_country": "IDN",
            "issued_on": date(2020, 1, 2),
            "expires_on": date(2030, 1, 2),
            "mrz": MRZ,
        },
        Contact: {"phone": "0813 9876 5432", "email": "siti@example.com"},
        HeadOfFamily: {"full_name": "Budi", "nik": "3174071203700002", "family_card": "3174071203090007"},
        Applicant: {
            "full_name": "Siti Aminah",
            "born_on": date(1995, 8, 15),
            "sex": "female",
            "nationality": "IDN",
            "contact": Contact(),
            "documents": (KTP,),
            "head_of_family": HeadOfFamily("Budi", "3174071203700002"),
        },
        AuthorizationLetter: {
            "principal": "Siti Aminah",
            "proxy": "Budi Santoso",
            "proxy_document": PROXY_KTP,
            "msisdn": NUMBER,
            "signed_on": date(2026, 3, 16),
            "valid_until": date(2026, 4, 16),
        },
        PurchaseRecord: {"seller": "Toko Pulsa", "bought_on": date(2020, 1, 2), "number": "INV-1"},
        Actor: {"role": "reviewer", "id": "staff-1"},
        ReplacementForm: {
            "msisdn": NUMBER,
            "reason": "lost",
            "applicant": SITI,
            "channel": "hotline",
            "collection": "in_person",
            "outlet": "Outlet",
            "old_iccid": "8962100000000000018",
            "card_form": "physical",
            "purchase_record": PurchaseRecord(),
            "agreement_number": "A-1",
            "remarks": "",
        },
        ReplacementRequest: {
            "id": "request-1",
            "opened_at": datetime(2026, 3, 16, tzinfo=UTC),
            "draft": ReplacementForm(msisdn=NUMBER, reason="lost", applicant=SITI),
            "state": "draft",
            "history": (),
            "salt": bytes(16),
        },
    }
)
# Looked at apart: nothing and no events are the same, and events carry cards as well.
HISTORY: Final = "history"
CARD: Final = "old_iccid"
FIELDS: Final = [
    (kind, field) for kind, fields in WELL_FORMED.items() for field in fields if field not in {HISTORY, CARD}
]
field_by_field = pytest.mark.parametrize(
    ("kind", "field"), FIELDS, ids=[f"{kind.__name__}.{field}" for kind, field in FIELDS]
)


class Pretender:
    """Not what it says it is, as the stand-ins of a test framework are."""

    def __init__(self, kind: type[object]) -> None:
        self.kind = kind

    @property  # type: ignore[misc]
    def __class__(self) -> type[Any]:
        return self.kind


class Explosive:
    """Cannot even be asked what it is."""

    @property  # type: ignore[misc]
    def __class__(self) -> type[Any]:
        raise RuntimeError


# Of no use in any field. The mark of a made-up name is there to be looked for.
PLANTED: Final = "Wulandari"
ALWAYS_WRONG: Final[tuple[Callable[[], object], ...]] = (
    lambda: 3174075508950001,
    lambda: 1.5,
    lambda: True,
    lambda: b"3174075508950001",
    object,
    lambda: {"full_name": PLANTED},
    dict,
    lambda: [PLANTED],
    lambda: {PLANTED},
    lambda: datetime(2026, 3, 16),
    lambda: Ellipsis,
    lambda: str,
    Explosive,
)


def spoiled(kind: type[Any], field: str, value: object) -> Any:
    return kind(**{**WELL_FORMED[kind], field: value})


def test_every_field_of_every_class_is_tried() -> None:
    for kind, fields in WELL_FORMED.items():
        assert tuple(fields) == tuple(field.name for field in attrs.fields(kind))
        kind(**fields)


@field_by_field
@pytest.mark.parametrize("make", ALWAYS_WRONG)
def test_a_wrong_type_is_refused_by_every_field(kind: type[Any], field: str, make: Callable[[], object]) -> None:
    if field == "salt" and make() == b"3174075508950001":
        return  # sixteen bytes are a salt, whatever they spell
    with pytest.raises((InvalidValueError, TypeError)) as caught:
        spoiled(kind, field, make())
    assert PLANTED not in str(caught.value)
    if isinstance(caught.value, InvalidValueError):
        assert {issue.pointer.split("/")[1] for issue in caught.value.issues} == {field}


@pytest.mark.parametrize("value", [5, None, "submit", b"submit", ["submit"], [SITI], Ellipsis])
def test_a_history_holds_events_alone(value: object) -> None:
    with pytest.raises((InvalidValueError, TypeError)):
        spoiled(ReplacementRequest, HISTORY, value)


@pytest.mark.parametrize("value", [8962100000000000018, b"8962100000000000018", True, {}, [], object(), SITI])
def test_a_card_is_a_card_or_a_text(value: object) -> None:
    with pytest.raises(InvalidValueError):
        spoiled(ReplacementForm, CARD, value)


@field_by_field
def test_a_stand_in_is_not_the_thing(kind: type[Any], field: str) -> None:
    held = getattr(kind(**WELL_FORMED[kind]), field)
    for stand_in in (Pretender(type(held)), Mock(spec=type(held))):
        with pytest.raises((InvalidValueError, TypeError)):
            spoiled(kind, field, stand_in)


@field_by_field
def test_none_stands_only_where_nothing_need_be_known(kind: type[Any], field: str) -> None:
    # Without a history the draft is all there is of a form.
    optional = attrs.fields_dict(kind)[field].default is None and field != "draft"
    if optional:
        assert getattr(spoiled(kind, field, None), field) is None
    else:
        with pytest.raises((InvalidValueError, TypeError)):
            spoiled(kind, field, None)


# ---- What a text becomes


def test_plain_texts_become_the_types_of_the_fields() -> None:
    document = IdentityDocument(**WELL_FORMED[IdentityDocument])
    assert document.kind is DocumentKind.PASSPORT
    assert document.number == PassportNumber.parse("X1234567")
    assert document.holder_name == PersonName.parse("Siti Aminah")
    assert document.mrz == parse_mrz(MRZ)
    person = Applicant(**{**WELL_FORMED[Applicant], "documents": [KTP], "nationality": " idn "})
    assert (person.full_name, person.sex) == (PersonName.parse("Siti Aminah"), Sex.FEMALE)
    assert person.documents == (KTP,) and person.nationality == "IDN" and person.is_citizen
    assert Contact("081398765432", "siti@example.com") == Contact(
        PhoneNumber.parse("+6281398765432"), EmailAddress.parse("siti@example.com")
    )
    letter = AuthorizationLetter(**WELL_FORMED[AuthorizationLetter])
    assert letter.msisdn == Msisdn.parse(NUMBER) and letter.proxy == PersonName.parse("Budi Santoso")
    assert HeadOfFamily(**WELL_FORMED[HeadOfFamily]).family_card == FamilyCardNumber.parse("3174071203090007")
    assert PurchaseRecord(number="INV-1").number == DocumentNumber.parse("INV-1")
    assert Actor("reviewer", "staff-1").role is Role.REVIEWER


def test_values_that_are_built_already_are_taken_as_they_are() -> None:
    name, nik = PersonName.parse("Budi"), Nik.parse("3174071203700002")
    head = HeadOfFamily(name, nik)
    assert head.full_name is name and head.nik is nik
    document = IdentityDocument(kind=DocumentKind.KTP, number=nik, mrz=(zone := parse_mrz(MRZ)))
    assert document.number is nik and document.mrz is zone


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_a_number_is_read_as_the_type_that_fits_the_kind(kind: DocumentKind) -> None:
    wanted = NUMBER_TYPES[kind]
    assert IdentityDocument(kind=kind, number=NUMBERS[wanted]).number == wanted.parse(NUMBERS[wanted])
    for other, text in NUMBERS.items():
        if other is not wanted:
            with pytest.raises(InvalidValueError) as caught:
                IdentityDocument(kind=kind, number=other.parse(text))
            assert {issue.pointer for issue in caught.value.issues} == {"/number"}


def test_a_kind_cannot_be_changed_under_its_number() -> None:
    assert attrs.evolve(KTP, kind="digital_ktp").number == KTP.number
    with pytest.raises(InvalidValueError):
        attrs.evolve(KTP, kind="passport")


def test_a_day_is_only_a_day() -> None:
    class Day(date):
        """A date with more to it."""

    born = attrs.evolve(SITI, born_on=Day(1995, 8, 15)).born_on
    assert born == date(1995, 8, 15) and type(born) is date


def test_a_text_is_only_a_text() -> None:
    class Loud(str):
        """A text that shows itself."""

        __slots__ = ()

        def __str__(self) -> str:
            return "loud"

    seller = PurchaseRecord(Loud("Toko Pulsa")).seller
    assert seller == "Toko Pulsa" and type(seller) is str


def test_who_acts_is_the_same_in_capitals() -> None:
    assert Actor("reviewer", "Staff-1") == Actor("reviewer", "staff-1")
    assert Actor("reviewer", "Staff-1").id == "staff-1"


# ---- Refusals say where


@pytest.mark.parametrize(
    ("kind", "field", "value", "expected"),
    [
        (Applicant, "full_name", "", ("text.empty", "/full_name")),
        (Applicant, "sex", "P", ("form.choice", "/sex")),
        (Applicant, "nationality", "Indonesia", ("nationality.meant", "/nationality")),
        (Applicant, "born_on", datetime(1995, 8, 15, tzinfo=UTC), ("form.date", "/born_on")),
        (Applicant, "documents", "", ("form.type", "/documents")),
        (Applicant, "documents", [KTP, "KTP"], ("form.type", "/documents/1")),
        (Contact, "email", "siti", ("email.no_at_sign", "/email")),
        (IdentityDocument, "number", "1234567890123", ("passport.length", "/number")),
        (HeadOfFamily, "nik", "3174074713700002", ("nik.month", "/nik")),
        (Actor, "id", " ", ("text.empty", "/id")),
        (Actor, "id", "staff 1", ("text.character", "/id")),
        (Actor, "id", "a" * 129, ("text.too_long", "/id")),
        (ReplacementForm, "remarks", "x" * 2001, ("text.too_long", "/remarks")),
        (ReplacementForm, "outlet", "Blok M\u200b", ("text.invisible", "/outlet")),
        (PurchaseRecord, "seller", "Toko\x00", ("text.control", "/seller")),
    ],
)
def test_a_refusal_names_the_field(kind: type[Any], field: str, value: object, expected: tuple[str, str]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        spoiled(kind, field, value)
    assert [(issue.code.value, issue.pointer) for issue in caught.value.issues] == [expected]


@pytest.mark.parametrize(
    ("kind", "days", "refused"),
    [
        ("kitap", 0, False),
        ("kitap", -1, True),
        ("ktp", 0, False),
        ("ktp", -1, True),
        ("passport", 1, False),
        ("passport", 0, True),
        ("passport", -1, True),
    ],
)
def test_a_document_does_not_end_before_it_begins_nor_a_passport_at_once(kind: str, days: int, refused: bool) -> None:
    number = NUMBERS[NUMBER_TYPES[DocumentKind(kind)]]
    begin = date(2020, 5, 10)
    end = date.fromordinal(begin.toordinal() + days)
    if not refused:
        assert IdentityDocument(kind=kind, number=number, issued_on=begin, expires_on=end).expires_on == end
        return
    with pytest.raises(InvalidValueError) as caught:
        IdentityDocument(kind=kind, number=number, issued_on=begin, expires_on=end)
    assert caught.value.issues == (Issue(IssueCode.DOCUMENT_EXPIRY_BEFORE_ISSUE, "/expires_on"),)


def test_a_letter_holds_at_least_on_the_day_on_which_it_was_signed() -> None:
    letter = AuthorizationLetter(**WELL_FORMED[AuthorizationLetter])
    assert attrs.evolve(letter, valid_until=letter.signed_on).valid_until == letter.signed_on
    assert attrs.evolve(letter, valid_until=None).valid_until is None
    with pytest.raises(InvalidValueError) as caught:
        attrs.evolve(letter, valid_until=date(2026, 3, 15))
    assert caught.value.issues == (Issue(IssueCode.LETTER_VALIDITY, "/valid_until"),)


def test_the_first_document_of_a_kind_is_found_and_papers_are_told_apart_by_kind_and_number() -> None:
    other = IdentityDocument(kind="ktp", number="3174071203700002")
    person = attrs.evolve(SITI, documents=(KTP, other))
    assert person.document(DocumentKind.PASSPORT) is None
    assert person.document(DocumentKind.PASSPORT, DocumentKind.KTP) is KTP
    assert KTP.same_paper(attrs.evolve(KTP, holder_name=None, issued_on=date(2015, 1, 1)))
    assert not KTP.same_paper(other)
    assert not KTP.same_paper(attrs.evolve(KTP, kind="digital_ktp"))


def test_a_paper_is_the_same_one_however_its_number_is_written() -> None:
    suket = attrs.evolve(KTP, kind="ktp_replacement_letter", number="470/123/SKT/2026")
    assert suket.same_paper(attrs.evolve(suket, number="470 / 123 / skt / 2026"))
    assert not suket.same_paper(attrs.evolve(suket, number="470/124/SKT/2026"))
    permit = attrs.evolve(KTP, kind="kitas", number="2C21JE0001-A")
    assert permit.same_paper(attrs.evolve(permit, number="2c21je0001a"))
    assert not permit.same_paper(attrs.evolve(permit, number="2C21JE0001-B"))


# ---- The closed lists


CLOSED: Final[tuple[type[StrEnum], ...]] = (DocumentKind, Sex, Reason, Channel, CollectionMethod, Role, State)


@pytest.mark.parametrize("kind", CLOSED)
def test_a_closed_list_takes_its_members_and_their_words_and_nothing_else(kind: type[StrEnum]) -> None:
    members = list(kind)
    for member in members:
        assert one_of(kind, member) is one_of(kind, member.value) is member
    junk: list[object] = [
        "",
        "none",
        members[0].name,
        members[0].value.title(),
        0,
        None,
        [],
        Pretender(kind),
        Explosive(),
    ]
    for thing in junk:
        with pytest.raises(InvalidValueError) as caught:
            one_of(kind, thing)
        assert caught.value.issues == (Issue(IssueCode.FORM_CHOICE, params=(("choices", ", ".join(members)),)),)


def test_a_text_that_is_equal_to_everything_is_on_no_list() -> None:
    class Agreeable(str):
        """Equal to whatever it is compared with, and without a hash."""

        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            raise RuntimeError

    with pytest.raises(InvalidValueError):
        one_of(Sex, Agreeable("other"))
    assert one_of(Sex, Agreeable("male")) is Sex.MALE


# ---- Built of parts that were read already

OF_A_FORM: Final = (Applicant, Contact, HeadOfFamily, IdentityDocument, PurchaseRecord, ReplacementForm)


@given(kind=st.sampled_from(OF_A_FORM), data=st.data())
def test_a_value_that_is_built_is_the_one_that_its_constructor_makes(kind: type[Any], data: st.DataObject) -> None:
    optional = sorted(field.name for field in attrs.fields(kind) if field.default is not attrs.NOTHING)
    left_out = data.draw(st.sets(st.sampled_from(optional)))
    made = kind(**{name: part for name, part in WELL_FORMED[kind].items() if name not in left_out})
    parts = {name: getattr(made, name) for name in WELL_FORMED[kind] if name not in left_out}
    value = built(kind, parts)
    assert type(value) is kind and value == made and hash(value) == hash(made) and repr(value) == repr(made)
    for name in attrs.fields_dict(kind):
        assert type(getattr(value, name)) is type(getattr(made, name))
    assert pickle.loads(pickle.dumps(value)) == made
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(value, optional[0], None)


# ---- What they show of themselves


@pytest.mark.parametrize("kind", list(WELL_FORMED), ids=lambda kind: kind.__name__)
def test_what_is_printed_shows_which_parts_there_are_and_nothing_personal(kind: type[Any]) -> None:
    shown = repr(kind(**WELL_FORMED[kind]))
    for name, field in attrs.fields_dict(kind).items():
        assert (f"{name}=" in shown) is bool(field.repr)
    for secret in ("Siti", "Aminah", "Budi", "1995", "female", "siti@", "staff-1", *NUMBERS.values(), NUMBER):
        assert secret not in shown


def test_a_part_that_is_not_there_is_printed_as_such() -> None:
    shown = repr(IdentityDocument(kind="ktp", number=NUMBERS[Nik], issued_on=date(2015, 3, 4)))
    assert "issued_on=***" in shown and "expires_on=None" in shown
