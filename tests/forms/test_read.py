"""What a person typed: every mistake at once and in its place, whatever stands there, and nothing that is not so.

Everybody and every number here is made up.
"""

import copy
from collections import UserDict
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, get_args
from unicodedata import category

import attrs
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from builders import ALL_PAPERS, HEAD, KK, KTP, NIK, NUMBER, ON, applicant, people, policies, zone
from builders import form as replacement_form
from journey import draft
from simreplace import (
    ARTICLE,
    BRTI_2020,
    Applicant,
    CardForm,
    Channel,
    CollectionMethod,
    Contact,
    DocumentKind,
    HeadOfFamily,
    IdentityDocument,
    Issue,
    IssueCode,
    Language,
    PartialDate,
    PurchaseRecord,
    Reason,
    ReplacementForm,
    Report,
    Severity,
    Sex,
    check_applicant,
    check_form,
    explain,
    parse_applicant,
    parse_form,
    parse_mrz,
    to_mapping,
)
from simreplace.errors import InvalidValueError
from simreplace.forms.fields import (
    _CONTACT,
    _DOCUMENT,
    _DOCUMENT_KIND,
    _HEAD,
    _PURCHASE,
    APPLICANT,
    FORM,
)
from simreplace.forms.plain import word_key, words_for
from simreplace.values.masked import Masked
from simreplace.values.mrz import Mrz
from simreplace.values.text import LIST_CAP, TEXT_CAP

Found = list[tuple[str, str]]
KITAS: Final = "2C21JE0912-K"


def person(**changes: Any) -> dict[str, Any]:
    """What Siti types about herself."""
    plain: dict[str, Any] = {
        "full_name": "Siti Aminah",
        "born_on": "1995-08-15",
        "sex": "P",
        "nationality": "IDN",
        "contact": {"phone": "0813 9876 5432", "email": "siti@example.com"},
        "documents": [{"kind": "ktp", "number": NIK, "holder_name": "SITI AMINAH"}],
    }
    return {**plain, **changes}


def typed(**changes: Any) -> dict[str, Any]:
    """What Siti types about her request."""
    plain: dict[str, Any] = {
        "msisdn": "0812 3456 7890",
        "reason": "lost",
        "applicant": person(),
        "channel": "hotline",
        "collection": "in_person",
        "outlet": "Outlet Jakarta Selatan",
        "old_iccid": "8962990000000000005",
        "purchase_record": {"seller": "Toko Pulsa", "bought_on": "2020-01-02", "number": "INV-1"},
        "agreement_number": "A-1",
        "remarks": "Saya butuh cepat.",
    }
    return {**plain, **changes}


def errors_in(report: Report[Any]) -> Found:
    return [(issue.code.value, issue.pointer) for issue in report.errors]


def flags_in(report: Report[Any]) -> Found:
    return [(issue.code.value, issue.pointer) for issue in report.flags]


def in_request(**changes: Any) -> Found:
    return errors_in(check_form(typed(**changes), on=ON))


def in_person(**changes: Any) -> Found:
    return errors_in(check_applicant(person(**changes), on=ON))


def as_typed(value: Any) -> Any:
    """What somebody would have typed to get this value."""
    if isinstance(value, Masked):
        return value.reveal()
    if isinstance(value, Mrz):
        return list(value.reveal())
    if isinstance(value, date | PartialDate):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [as_typed(item) for item in value]
    if attrs.has(type(value)):
        return {name: as_typed(part) for name, part in attrs.asdict(value, recurse=False).items()}
    return value


# ---- The tables


@pytest.mark.parametrize(
    ("table", "kind", "not_typed"),
    [
        (APPLICANT, Applicant, set()),
        (_CONTACT, Contact, set()),
        (_HEAD, HeadOfFamily, set()),
        (_PURCHASE, PurchaseRecord, set()),
        ({**_DOCUMENT_KIND, **_DOCUMENT}, IdentityDocument, {"number"}),
        (FORM, ReplacementForm, set()),
    ],
)
def test_every_field_of_a_value_has_a_row_and_every_row_a_field(
    table: Any, kind: type[Any], not_typed: set[str]
) -> None:
    assert set(table) == {field.name for field in attrs.fields(kind)} - not_typed


def test_a_form_without_mistakes_becomes_the_value() -> None:
    report = check_form(typed(), on=ON)
    assert report.ok and report.issues == ()
    assert report.value == ReplacementForm(
        msisdn=NUMBER,
        reason=Reason.LOST,
        applicant=applicant(contact=Contact("081398765432", "siti@example.com")),
        channel=Channel.HOTLINE,
        collection=CollectionMethod.IN_PERSON,
        outlet="Outlet Jakarta Selatan",
        old_iccid="8962990000000000005",
        purchase_record=PurchaseRecord("Toko Pulsa", date(2020, 1, 2), "INV-1"),
        agreement_number="A-1",
        remarks="Saya butuh cepat.",
    )


def test_what_is_not_typed_is_what_the_value_begins_with() -> None:
    few = {"msisdn": NUMBER, "reason": "lost", "applicant": {"full_name": "Siti", "born_on": "1995-08-15"}}
    few["applicant"] |= {"sex": "P", "nationality": "IDN"}  # type: ignore[operator]
    siti = Applicant(full_name="Siti", born_on=date(1995, 8, 15), sex="female")
    assert check_form(few, on=ON) == Report(ReplacementForm(msisdn=NUMBER, reason="lost", applicant=siti), ())


# ---- Every mistake at once


def test_every_mistake_comes_back_at_once_each_in_its_place() -> None:
    data = {
        "msisdn": "0812 3456 789O",
        "reason": "gone",
        "channel": "pigeon",
        "collection": "by_proxy_of_a_proxy",
        "outlet": 5,
        "old_iccid": "123",
        "purchase_record": {"seller": ["Toko"], "bought_on": "yesterday", "number": "x" * 61},
        "agreement_number": 17,
        "remarks": "x" * (TEXT_CAP + 1),
        "state": "approved",
        "applicant": {
            "full_name": "Siti\x00",
            "born_on": "1995-13-15",
            "sex": "?",
            "nationality": "Indonesia",
            "contact": {"phone": "12", "email": "siti", "fax": "1"},
            "head_of_family": {"full_name": " ", "nik": "12", "family_card": "34"},
            "documents": [
                {"kind": "ktp", "number": "12"},
                {"kind": "scroll", "number": 5, "holder_name": "", "issuing_country": "?", "issued_on": 5},
                {"kind": "passport", "expires_on": "x", "mrz": ["<"]},
                "a photo",
            ],
        },
    }
    assert set(errors_in(check_form(data, on=ON))) == {
        ("msisdn.letters", "/msisdn"),
        ("form.choice", "/reason"),
        ("form.choice", "/channel"),
        ("form.choice", "/collection"),
        ("text.type", "/outlet"),
        ("iccid.length", "/old_iccid"),
        ("text.type", "/purchase_record/seller"),
        ("form.date", "/purchase_record/bought_on"),
        ("number.length", "/purchase_record/number"),
        ("text.type", "/agreement_number"),
        ("text.too_long", "/remarks"),
        ("form.unknown_field", "/state"),
        ("text.control", "/applicant/full_name"),
        ("form.no_such_day", "/applicant/born_on"),
        ("form.choice", "/applicant/sex"),
        ("nationality.meant", "/applicant/nationality"),
        ("phone.invalid", "/applicant/contact/phone"),
        ("email.no_at_sign", "/applicant/contact/email"),
        ("form.unknown_field", "/applicant/contact"),
        ("form.required", "/applicant/head_of_family/full_name"),
        ("nik.length", "/applicant/head_of_family/nik"),
        ("kk.length", "/applicant/head_of_family/family_card"),
        ("nik.length", "/applicant/documents/0/number"),
        ("form.choice", "/applicant/documents/1/kind"),
        ("text.type", "/applicant/documents/1/number"),
        ("nationality.form", "/applicant/documents/1/issuing_country"),
        ("form.date", "/applicant/documents/1/issued_on"),
        ("form.required", "/applicant/documents/2/number"),
        ("form.date", "/applicant/documents/2/expires_on"),
        ("mrz.format", "/applicant/documents/2/mrz"),
        ("form.type", "/applicant/documents/3"),
    }


def test_what_is_required_is_named() -> None:
    assert errors_in(check_applicant({}, on=ON)) == [
        ("form.required", "/full_name"),
        ("form.required", "/born_on"),
        ("form.required", "/sex"),
        ("form.required", "/nationality"),
    ]
    required = [("form.required", "/msisdn"), ("form.required", "/reason"), ("form.required", "/applicant")]
    assert errors_in(check_form({}, on=ON)) == required
    assert in_request(applicant={}) == [
        ("form.required", f"/applicant/{field}") for field in ("full_name", "born_on", "sex", "nationality")
    ]
    assert in_person(documents=[{}]) == [
        ("form.required", "/documents/0/kind"),
        ("form.required", "/documents/0/number"),
    ]
    assert in_person(documents=[{"kind": "scroll"}]) == [
        ("form.choice", "/documents/0/kind"),
        ("form.required", "/documents/0/number"),
    ]


def test_the_expiry_is_looked_at_while_another_part_of_the_document_is_broken() -> None:
    dates = {"issued_on": "2025-01-02", "expires_on": "2025-01-01"}
    held = {"kind": "kitap", "number": "?", "holder_name": "\x00", **dates}
    assert in_person(documents=[held]) == [
        ("text.character", "/documents/0/number"),
        ("text.control", "/documents/0/holder_name"),
        ("document.expiry_before_issue", "/documents/0/expires_on"),
    ]


# ---- What the form does not know


@pytest.mark.parametrize("key", ["state", "history", "version", "opened_at", "fullName", "full-nmae", "reasn"])
def test_a_field_that_the_form_does_not_know_is_an_error_beside_the_value(key: str) -> None:
    report = check_form(typed(**{key: "approved"}), on=ON)
    assert report.value == check_form(typed(), on=ON).value is not None
    assert errors_in(report) == [("form.unknown_field", "/" + key)] and not report.ok
    with pytest.raises(InvalidValueError):
        parse_form(typed(**{key: "approved"}), on=ON)


def test_it_is_an_error_on_every_level() -> None:
    odd = {"version": 1}
    data = typed(
        applicant=person(
            **odd,
            contact={"email": "siti@example.com", **odd},
            head_of_family={"full_name": "Budi", "nik": NIK, **odd},
            documents=[{"kind": "ktp", "number": NIK, **odd}],
        ),
        purchase_record={"seller": "Toko", **odd},
        **odd,
    )
    report = check_form(data, on=ON)
    assert sorted(errors_in(report)) == [
        ("form.unknown_field", at)
        for at in sorted(
            (
                "/version",
                "/applicant/version",
                "/applicant/contact/version",
                "/applicant/head_of_family/version",
                "/applicant/documents/0/version",
                "/purchase_record/version",
            )
        )
    ]
    assert report.value is not None


@pytest.mark.parametrize(
    "key", ["3174075508950001", "Siti Aminah", "x" * 41, "a/b", "", "\ud800", 5, None, ("msisdn",)]
)
def test_a_key_that_is_no_name_of_a_field_is_not_repeated(key: object) -> None:
    issues = check_form({**typed(), key: 1}, on=ON).errors  # type: ignore[dict-item]
    assert issues == (Issue(IssueCode.FORM_UNKNOWN_FIELD, "", (("at", len(typed()) + 1),)),)


# ---- What is as good as not there


@pytest.mark.parametrize("nothing", [None, "", " ", "\t\n", "\u00a0"])
def test_an_empty_text_is_absent(nothing: object) -> None:
    optional = ("channel", "collection", "outlet", "old_iccid", "purchase_record", "agreement_number", "remarks")
    emptied = check_form(typed(**dict.fromkeys(optional, nothing)), on=ON)
    left_out = {key: value for key, value in typed().items() if key not in optional}
    assert emptied == check_form(left_out, on=ON) and emptied.ok
    for field in ("msisdn", "reason", "applicant"):
        assert in_request(**{field: nothing}) == [("form.required", "/" + field)]
    for field in ("full_name", "born_on", "sex", "nationality"):
        assert in_person(**{field: nothing}) == [("form.required", "/" + field)]


@pytest.mark.parametrize("nothing", [None, "", " "])
def test_a_nested_form_in_which_nothing_stands_is_absent(nothing: object) -> None:
    data = typed(
        applicant=person(
            contact={"phone": nothing, "email": nothing},
            head_of_family={"full_name": nothing, "nik": nothing, "family_card": nothing},
        ),
        purchase_record={"seller": nothing, "bought_on": nothing, "number": nothing},
    )
    value = parse_form(data, on=ON)
    assert value.purchase_record is None
    assert value.applicant.head_of_family is None and value.applicant.contact == Contact()


# ---- Words


@pytest.mark.parametrize(
    ("field", "kind"),
    [("reason", Reason), ("channel", Channel), ("collection", CollectionMethod), ("card_form", CardForm)],
)
def test_the_words_of_a_closed_list_may_be_written_in_any_case(field: str, kind: type[StrEnum]) -> None:
    for member in kind:
        for word in (member.value, member.value.upper(), member.value.title(), f" {member.value}\n", member):
            assert getattr(check_form(typed(**{field: word}), on=ON).value, field) is member


def test_the_kinds_of_documents_and_the_sexes_too() -> None:
    for kind in DocumentKind:
        report = check_applicant(person(documents=[{"kind": kind.value.upper(), "number": "?"}]), on=ON)
        assert ("form.choice", "/documents/0/kind") not in errors_in(report)
    for sex in Sex:
        assert parse_applicant(person(sex=sex.value.upper()), on=ON).sex is sex


@pytest.mark.parametrize("word", ["lo\u017ft", "\u212aTP", "lost" + " " * 64, "", 0, ["lost"], {"lost": 1}])
def test_what_only_looks_like_a_word_is_none(word: object) -> None:
    allowed = ", ".join(reason.value for reason in Reason)
    expected = Issue(IssueCode.FORM_CHOICE, "/reason", (("choices", allowed),))
    if word != "":
        assert check_form(typed(reason=word), on=ON).errors == (expected,)
    assert ("form.choice", "/documents/0/kind") in in_person(documents=[{"kind": word or "?", "number": NIK}])


LISTS: Final[Mapping[str, tuple[type[StrEnum], str]]] = MappingProxyType(
    {
        "reason": (Reason, "reason"),
        "channel": (Channel, "channel"),
        "collection": (CollectionMethod, "collection_method"),
        "card_form": (CardForm, "card_form"),
        "kind": (DocumentKind, "document_kind"),
        "sex": (Sex, "sex"),
    }
)
"""Every closed list that a form reads, with the group of the words that names its members."""


def read_as(field: str, word: object) -> object:
    """What a word is read as in a field of the form."""
    table: Any = {**FORM, **APPLICANT, **_DOCUMENT_KIND}[field]
    value, found = table.read(word, "/" + field)
    assert (value is None) is bool(found)
    return value


def test_every_field_that_is_a_closed_list_is_tried_here() -> None:
    for table in (FORM, APPLICANT, _DOCUMENT_KIND, _DOCUMENT, _CONTACT, _HEAD, _PURCHASE):
        for name, field in table.items():
            found = tuple(field.read("?", "")[1])
            assert (name in LISTS) is (IssueCode.FORM_CHOICE in {issue.code for issue in found}), name


@pytest.mark.parametrize("field", LISTS)
@pytest.mark.parametrize("language", get_args(Language))
def test_what_our_words_call_a_choice_is_that_choice(field: str, language: Language) -> None:
    for member in LISTS[field][0]:
        label = explain(member, language)
        without = label.replace(" ", "").replace("-", "")
        for word in (label, label.upper(), label.lower(), f" {label}\n", label.replace(" ", "  "), label.replace(" ", "-"),
                     label.replace("-", " - "), label.replace("-", "\u2013"), label.replace(" ", "_"), without):  # fmt: skip
            assert read_as(field, word) is member, word


@pytest.mark.parametrize("field", LISTS)
def test_what_is_recommended_when_a_choice_is_refused_is_accepted(field: str) -> None:
    kind, _ = LISTS[field]
    choices = ", ".join(kind)
    for language in get_args(Language):
        told = explain(Issue(IssueCode.FORM_CHOICE, "", {"choices": choices}), language)
        assert all(explain(member, language) in told for member in kind)


@given(st.text(st.characters() | st.sampled_from("Aa \u00a0\u2013-._:\uff1a()\uff08\x1c\u0130\u212a"), max_size=9))
def test_what_stands_between_letters_tells_no_word_from_another(text: str) -> None:
    kept = [
        sign for sign in text if not (sign in "._()\uff08\uff09:\uff1a" or sign.isspace() or category(sign) == "Pd")
    ]
    assert word_key(text) == "".join(sign.lower() if sign.isascii() else sign for sign in kept)


@pytest.mark.parametrize("field", LISTS)
def test_no_word_is_that_of_two_choices(field: str) -> None:
    kind, group = LISTS[field]
    seen: dict[str, StrEnum] = {}
    for member in kind:
        for word in words_for(group, member.value):
            assert word_key(word) and seen.setdefault(word_key(word), member) is member, word


@pytest.mark.parametrize(
    ("field", "word", "member"),
    [
        ("sex", "LAKI - LAKI", Sex.MALE),
        ("sex", "LAKI-LAKI", Sex.MALE),
        ("sex", "Laki laki", Sex.MALE),
        ("sex", "LAKI\u2013LAKI", Sex.MALE),
        ("sex", "PEREMPUAN", Sex.FEMALE),
        ("sex", "L", Sex.MALE),
        ("sex", "P", Sex.FEMALE),
        ("sex", "wanita", Sex.FEMALE),
        ("sex", "\u7537", Sex.MALE),
        ("sex", "\u5973", Sex.FEMALE),
        ("sex", "Not stated", Sex.UNSPECIFIED),
        ("sex", "<", Sex.UNSPECIFIED),
        ("reason", "HILANG", Reason.LOST),
        ("reason", "\u4e22\u5931", Reason.LOST),
        ("kind", "Digital KTP (IKD)", DocumentKind.DIGITAL_KTP),
        ("kind", "KTP digital", DocumentKind.DIGITAL_KTP),
        ("kind", "IKD", DocumentKind.DIGITAL_KTP),
        ("kind", "Kartu Keluarga", DocumentKind.FAMILY_CARD),
        ("kind", "\u7535\u5b50\u8eab\u4efd\u8bc1\uff08IKD\uff09", DocumentKind.DIGITAL_KTP),
        ("kind", "KTP-el", DocumentKind.KTP),
        ("kind", "E-KTP", DocumentKind.KTP),
        ("kind", "KTP", DocumentKind.KTP),
        ("kind", "paspor", DocumentKind.PASSPORT),
        ("channel", "Media sosial", Channel.SOCIAL_MEDIA),
        ("collection", "Diambil sendiri", CollectionMethod.IN_PERSON),
        ("card_form", "e-SIM", CardForm.ESIM),
    ],
    ids=ascii,
)
def test_words_that_are_written_out_here(field: str, word: str, member: StrEnum) -> None:
    assert read_as(field, word) is member


@pytest.mark.parametrize(
    "word", ["", "-", "()", "laki", "lakilakilaki", "\u2170", "\uff2b\uff34\uff30", "\u200bl", "M/F"]
)
def test_what_is_nearly_a_word_is_none(word: str) -> None:
    assert read_as("sex", word) is None and read_as("kind", word) is None


def test_the_word_of_a_ktp_for_an_indonesian_is_understood() -> None:
    for word in ("WNI", " wni "):
        report = check_applicant(person(nationality=word), on=ON)
        assert report == check_applicant(person(), on=ON) and report.ok
    assert in_person(nationality="Warga Negara Indonesia") == [("nationality.meant", "/nationality")]
    for word in ("WNI", "ID", "id", "IDN"):
        issued = [{"kind": "ktp", "number": NIK, "holder_name": "SITI AMINAH", "issuing_country": word}]
        assert check_applicant(person(documents=issued), on=ON) == check_applicant(person(), on=ON)


# ---- Days


class Day(date):
    """A date with more to it."""


@pytest.mark.parametrize("day", ["1995-08-15", " 1995-08-15\n", date(1995, 8, 15), Day(1995, 8, 15)])
def test_a_day_is_a_date_or_its_text(day: object) -> None:
    value = parse_applicant(person(born_on=day), on=ON)
    assert value.born_on == date(1995, 8, 15) and type(value.born_on) is date


@pytest.mark.parametrize("part", ["1995-08-00", " 1995-08-00\n", PartialDate(1995, 8)])
def test_a_day_of_birth_may_be_known_in_part_and_no_other_day(part: object) -> None:
    assert parse_applicant(person(born_on=part), on=ON).born_on == PartialDate(1995, 8)
    held = {"kind": "ktp", "number": NIK, "issued_on": part}
    code = "form.date" if isinstance(part, PartialDate) else "form.no_such_day"
    assert in_person(documents=[held]) == [(code, "/documents/0/issued_on")]


@pytest.mark.parametrize(
    "day",
    [
        "1995-8-15",
        "1995-08-15T10:00",
        "19950815",
        "1995-W33-2",
        "\u0661995-08-15",
        "\u00a01995-08-15",
        "1995-08-15" + " " * 64,
        19950815,
        datetime(1995, 8, 15, tzinfo=UTC),
        ["1995-08-15"],
        True,
    ],
)
def test_anything_else_is_none(day: object) -> None:
    assert in_person(born_on=day) == [("form.date", "/born_on")]


# ---- Caps


@pytest.mark.parametrize("field", ["outlet", "remarks"])
def test_a_text_may_be_long_but_not_endless(field: str) -> None:
    assert in_request(**{field: "x" * TEXT_CAP}) == []
    too_long = check_form(typed(**{field: "x" * (TEXT_CAP + 1)}), on=ON).errors
    assert too_long == (Issue(IssueCode.TEXT_TOO_LONG, "/" + field, (("limit", TEXT_CAP),)),)


@pytest.mark.parametrize("width", [TEXT_CAP + 1, 1_000_000])
@pytest.mark.parametrize("character", ["x", " ", "0", "\u0660", "\ud800"])
def test_a_huge_text_is_refused_in_every_field(width: int, character: str) -> None:
    for path in PLACES:
        report = check_form(replaced(typed_in_full(), path, character * width), on=ON)
        assert report.value is None
        assert {issue.pointer for issue in report.errors} == {pointer_of(path)} and len(report.errors) == 1


def test_what_is_as_long_as_it_may_be_is_read() -> None:
    assert in_request(remarks=" " * TEXT_CAP) == []
    assert in_request(remarks=" " * TEXT_CAP + " ") == [("text.too_long", "/remarks")]
    assert in_person(full_name=" " * TEXT_CAP) == [("form.required", "/full_name")]
    assert in_person(full_name=" " * TEXT_CAP + " ") == [("text.too_long", "/full_name")]
    for field, word in (("sex", "P"), ("born_on", "1995-08-15"), ("born_on", "1995-08-00"), ("nationality", "IDN")):
        assert in_person(**{field: word.ljust(64)}) == []
        assert in_person(**{field: word.ljust(65)}) != []
    for part, word in (("expires_on", "2030-01-01"), ("expires_on", "Seumur hidup"), ("kind", "ktp")):
        ktp = {"kind": "ktp", "number": NIK, part: word.ljust(64)}
        assert in_person(documents=[ktp]) == []
        assert in_person(documents=[{**ktp, part: word.ljust(65)}]) != []
    lines = [*zone(), *[""] * (LIST_CAP - 2)]
    assert in_person(documents=[{"kind": "passport", "number": "X1234567", "mrz": lines}]) == []


def test_a_zone_may_be_typed_as_one_text_or_as_any_list() -> None:
    for typed_zone in ("\n".join(zone()), list(zone()), zone(), Crowd(zone())):
        held = {"kind": "passport", "number": "X1234567", "mrz": typed_zone}
        read = parse_applicant(person(documents=[held]), on=ON).documents[0].mrz
        assert read == parse_mrz(zone())


def test_a_huge_list_is_not_gone_through() -> None:
    assert in_person(documents=[KTP] * LIST_CAP) == []
    for too_many in ([KTP] * (LIST_CAP + 1), [None] * 1_000_000, (None,) * 1_000_000):
        report = check_applicant(person(documents=too_many), on=ON)
        assert report.errors == (Issue(IssueCode.TEXT_TOO_LONG, "/documents", (("limit", LIST_CAP),)),)
        assert report.value is None and report.flags == ()
    for lines in (["<"] * (LIST_CAP + 1), ["<" * 100] * 100_000):
        held = {"kind": "passport", "number": "X1234567", "mrz": lines}
        assert in_person(documents=[held]) == [("text.too_long", "/documents/0/mrz")]


class Endless(Mapping[str, object]):
    """A mapping that goes on for ever, and counts how far somebody went."""

    def __init__(self) -> None:
        self.read = 0

    def __getitem__(self, key: str) -> object:
        return key

    def __iter__(self) -> Iterator[str]:
        while True:
            self.read += 1
            yield f"field{self.read}"

    def __len__(self) -> int:
        return 3


def test_a_huge_mapping_is_not_gone_through() -> None:
    endless = Endless()
    assert errors_in(check_form(endless, on=ON)) == [("text.too_long", "")]
    assert endless.read == LIST_CAP + 1
    assert in_request(applicant={f"x{at}": 1 for at in range(100_000)}) == [("text.too_long", "/applicant")]
    # As many as are read are named.
    known = len(person())
    few = person(**{f"x{'a' * at}": 1 for at in range(LIST_CAP - known)})
    for form in (few, UserDict(few)):
        assert len(errors_in(check_applicant(form, on=ON))) == LIST_CAP - known


class Gone(Endless):
    """A mapping whose rows cannot be fetched any more."""

    def __getitem__(self, key: str) -> object:
        raise OSError(key)


def test_a_mapping_that_fails_to_give_what_it_holds_is_none() -> None:
    assert check_form(Gone(), on=ON) == Report(None, (Issue(IssueCode.FORM_TYPE),))
    assert in_request(applicant=Gone()) == [("form.type", "/applicant")]


# ---- Values that are built already


def test_nested_values_may_be_built_already() -> None:
    built = typed(applicant=applicant(), purchase_record=PurchaseRecord("Toko Pulsa", date(2020, 1, 2), "INV-1"))
    assert check_form(built, on=ON) == check_form(typed(), on=ON)
    assert check_form(typed(applicant=person(documents=[KTP], contact=applicant().contact)), on=ON).ok
    held = {"kind": "passport", "number": "X1234567", "mrz": parse_mrz(zone())}
    assert parse_applicant(person(documents=(KTP, held), head_of_family=HEAD), on=ON).head_of_family == HEAD
    number = draft().msisdn
    assert parse_form(typed(msisdn=number, reason=Reason.LOST), on=ON).msisdn is number


def test_a_value_of_another_kind_is_none() -> None:
    assert in_request(msisdn=KTP.number) == [("text.type", "/msisdn")]
    assert in_request(applicant=KTP) == [("form.type", "/applicant")]
    assert in_request(applicant=draft()) == [("form.type", "/applicant")]
    assert in_person(documents=KTP) == [("form.type", "/documents")]
    assert in_person(documents=[applicant()]) == [("form.type", "/documents/0")]
    assert errors_in(check_applicant(draft(), on=ON)) == [("form.type", "")]  # type: ignore[arg-type]
    assert errors_in(check_form(applicant(), on=ON)) == [("form.type", "")]  # type: ignore[arg-type]


@pytest.mark.parametrize("make", [dict, UserDict, MappingProxyType])
def test_any_mapping_is_a_form(make: Callable[[dict[str, Any]], Mapping[str, Any]]) -> None:
    data = make(typed(applicant=make(person(contact=make({"phone": "0813 9876 5432"})))))
    assert check_form(data, on=ON).ok


@given(siti=people, policy=policies)
def test_the_report_of_what_was_typed_is_that_of_the_value(siti: Applicant, policy: Any) -> None:
    assert check_applicant(as_typed(siti), on=ON, policy=policy) == check_applicant(siti, on=ON, policy=policy)


@given(siti=people, method=st.sampled_from(CollectionMethod), own=st.booleans())
def test_that_of_a_whole_form_too(siti: Applicant, method: CollectionMethod, own: bool) -> None:
    if own:
        siti = attrs.evolve(siti, contact=Contact(phone=NUMBER))
    value = replacement_form(applicant=siti, collection=method)
    data = as_typed(value)
    report = check_form(data, on=ON, policy=BRTI_2020)
    assert report == check_form(value, on=ON, policy=BRTI_2020)
    assert made_anew(report.value) == report.value


@given(text=st.text(max_size=30))
def test_a_text_that_is_read_is_one_that_the_value_takes(text: str) -> None:
    for field in ("outlet", "agreement_number", "remarks"):
        value = check_form(typed(**{field: text}), on=ON).value
        assert made_anew(value) == value


def test_a_method_that_is_not_offered_is_an_error_beside_the_value() -> None:
    for collection, expected in (
        ("by_post", [("submit.method_not_offered", "/collection")]),
        ("by_proxy", []),
        ("in_person", []),
    ):
        report = check_form(typed(collection=collection), on=ON, policy=ARTICLE)
        assert report.value is not None and errors_in(report) == expected
    broken = check_form(typed(collection="by_post", msisdn="x"), on=ON)
    assert ("submit.method_not_offered", "/collection") in errors_in(broken)


# ---- While something must still be mended


def partly(**changes: Any) -> Report[Applicant]:
    report = check_applicant(person(**changes), on=ON)
    assert report.value is None
    return report


def test_what_the_readable_fields_show_to_each_other_is_said_while_others_are_broken() -> None:
    other_day = [{"kind": "ktp", "number": NIK, "holder_name": "Dewi Lestari"}]
    differs = ("nik.birth_date_differs", "/documents/0/number")
    named = ("document.holder_differs", "/documents/0/holder_name")
    assert flags_in(partly(born_on="1995-08-16", full_name="Siti\x00", documents=other_day)) == [differs]
    assert flags_in(partly(born_on="?", documents=other_day)) == [named]
    assert flags_in(partly(born_on="1995-08-16", nationality="?", documents=other_day)) == [named, differs]
    assert flags_in(partly(born_on="1995-08-16", sex="?", documents=other_day)) == [named, differs]
    assert flags_in(partly(born_on="1995-08-16", contact={"email": "?"}, documents=other_day)) == [named, differs]
    assert flags_in(partly(born_on="1995-08-16", head_of_family=5, documents=other_day)) == [named, differs]


def test_a_broken_part_of_a_document_hides_only_what_rests_on_it() -> None:
    held = {"kind": "ktp", "number": NIK, "holder_name": "Dewi Lestari", "issued_on": "?"}
    assert flags_in(partly(born_on="2015-03-04", documents=[held])) == [
        ("document.holder_differs", "/documents/0/holder_name"),
        ("document.holder_under_17", "/documents/0/kind"),
        ("nik.birth_date_differs", "/documents/0/number"),
    ]
    unread = {"kind": "passport", "number": "?", "expires_on": "2020-01-01"}
    assert flags_in(partly(nationality="AUS", documents=[unread])) == [("document.expired", "/documents/0/expires_on")]


def test_the_place_of_a_document_is_that_in_the_form() -> None:
    listed = [{"kind": "?"}, "junk", {"kind": "driving_license", "number": "1"}, {"kind": "ktp", "number": NIK}]
    found = flags_in(partly(born_on="1995-08-16", documents=listed))
    assert found == [("document.weak", "/documents/2/kind"), ("nik.birth_date_differs", "/documents/3/number")]


@pytest.mark.parametrize("broken", [{"kind": "?"}, {"kind": "kitap", "number": "?"}, {"number": "X1234567"}, 5, None])
def test_a_document_that_cannot_be_read_is_not_taken_for_missing(broken: object) -> None:
    """It may be the passport beside the KITAS, the KITAP behind the NIK, the KTP of the child."""
    kitas = {"kind": "kitas", "number": KITAS, "expires_on": "2030-01-01"}
    orange = {"kind": "ktp", "number": NIK, "expires_on": "2030-01-01"}
    assert flags_in(partly(nationality="AUS", documents=[orange, broken])) == []
    if broken != {"kind": "kitap", "number": "?"}:
        assert flags_in(partly(nationality="AUS", documents=[kitas, broken])) == []
        assert flags_in(partly(born_on="2015-03-04", documents=[broken])) == []
        assert flags_in(partly(documents=[broken])) == []


def test_documents_that_are_no_list_are_not_taken_for_none() -> None:
    for junk in (5, "KTP", {"kind": "ktp"}, [KTP] * 51):
        assert flags_in(partly(nationality="AUS", documents=junk)) == []
        assert flags_in(partly(born_on="2015-03-04", documents=junk)) == []


def test_an_expiry_that_cannot_be_read_is_not_taken_for_missing() -> None:
    kitap = {"kind": "kitap", "number": KITAS, "expires_on": "31-12-2030"}
    assert errors_in(partly(nationality="AUS", documents=[kitap])) == [("form.day_order", "/documents/0/expires_on")]
    kitas = {"kind": "kitas", "number": KITAS, "expires_on": ""}
    missing = [("text.control", "/full_name"), ("document.expiry_missing", "/documents/0/expires_on")]
    assert errors_in(partly(nationality="AUS", full_name="Siti\x00", documents=[kitas])) == missing


def test_a_country_that_cannot_be_read_is_not_taken_for_indonesia() -> None:
    held = {"kind": "passport", "number": "220608", "issuing_country": "?", "expires_on": "2030-01-01"}
    assert flags_in(partly(documents=[{"kind": "ktp", "number": NIK}, held])) == []
    del held["issuing_country"]
    flag = ("passport.indonesian_form", "/documents/1/number")
    assert flags_in(partly(sex="?", documents=[{"kind": "ktp", "number": NIK}, held])) == [flag]


def test_a_head_of_family_that_cannot_be_read_is_not_taken_for_missing() -> None:
    kia = {"kind": "family_card", "number": KK}
    for head in (5, {"full_name": "Budi"}, {"nik": "?"}, {"x": 1}):
        assert flags_in(partly(born_on="2015-03-04", documents=[kia], head_of_family=head)) == []
    twice = {"full_name": "Budi\x00", "nik": HEAD.nik, "family_card": HEAD.nik.reveal()}
    found = flags_in(partly(born_on="2015-03-04", documents=[kia], head_of_family=twice))
    assert found == [("kk.equals_nik", "/head_of_family/family_card")]


def test_the_lost_number_as_contact_and_a_purchase_to_come_are_said_while_others_are_broken() -> None:
    own = person(contact={"phone": NUMBER, "email": "?"}, sex="?")
    assert in_request(applicant=own, purchase_record={"bought_on": "2030-01-01", "number": 5}) == [
        ("form.choice", "/applicant/sex"),
        ("email.no_at_sign", "/applicant/contact/email"),
        ("text.type", "/purchase_record/number"),
        ("phone.is_lost_number", "/applicant/contact/phone"),
        ("purchase.in_future", "/purchase_record/bought_on"),
    ]
    assert in_request(applicant=own, msisdn="?")[1:] == [
        ("form.choice", "/applicant/sex"),
        ("email.no_at_sign", "/applicant/contact/email"),
    ]


def test_an_error_across_fields_leaves_the_value_there() -> None:
    late = person(documents=[{"kind": "ktp", "number": NIK, "issued_on": "2030-01-01"}], contact={"phone": NUMBER})
    report = check_form(typed(applicant=late), on=ON)
    assert report.value is not None and not report.ok
    assert errors_in(report) == [
        ("document.issued_in_future", "/applicant/documents/0/issued_on"),
        ("phone.is_lost_number", "/applicant/contact/phone"),
    ]


def test_flags_of_single_fields_are_said_beside_the_errors_and_once() -> None:
    report = partly(full_name="Ahmad 2", sex="?", documents=[{"kind": "ktp", "number": NIK[:-4] + "0000"}])
    assert flags_in(report) == [("name.digits", "/full_name"), ("nik.serial_0000", "/documents/0/number")]


# ---- Parsing


def test_parsing_gives_the_value_or_every_issue() -> None:
    assert parse_applicant(person(), on=ON) == check_applicant(person(), on=ON).value
    assert parse_applicant(applicant(), on=ON) == applicant()
    assert parse_form(replacement_form(), on=ON) == replacement_form()
    odd = person(full_name="Ahmad 2", sex="?")
    with pytest.raises(InvalidValueError) as caught:
        parse_applicant(odd, on=ON)
    assert caught.value.issues == check_applicant(odd, on=ON).issues
    assert {issue.severity for issue in caught.value.issues} == {Severity.ERROR, Severity.FLAG}
    with pytest.raises(InvalidValueError) as caught:
        parse_form(typed(applicant=odd), on=ON)
    assert caught.value.issues == check_form(typed(applicant=odd), on=ON).issues
    late = typed(applicant=person(contact={"phone": NUMBER}))
    with pytest.raises(InvalidValueError, match=r"phone\.is_lost_number at /applicant/contact/phone"):
        parse_form(late, on=ON)


@pytest.mark.parametrize("on", [datetime(2026, 9, 7, tzinfo=UTC), "2026-09-07", None, 20260907, ON.isoformat])
@pytest.mark.parametrize("read", [check_applicant, check_form, parse_applicant, parse_form])
@pytest.mark.parametrize("data", [{}, None])
def test_a_day_that_is_none_is_the_callers_mistake(read: Callable[..., object], data: object, on: object) -> None:
    with pytest.raises(TypeError, match="on is a date"):
        read(data, on=on)


# ---- Junk

HEAD_TYPED: Final = {"full_name": "Budi Santoso", "nik": "3174071203700002", "family_card": KK}


def typed_in_full() -> dict[str, Any]:
    """A form in which every field is filled in, and a few things are odd."""
    documents = [
        {"kind": "ktp", "number": NIK, "holder_name": "Dewi Lestari", "expires_on": "2012-01-01"},
        {
            "kind": "passport",
            "number": "X1234568",
            "holder_name": "Siti Aminah Karto",
            "issuing_country": "IDN",
            "issued_on": "2010-01-01",
            "expires_on": "2025-01-01",
            "mrz": list(zone(sex="M", names="LESTARI<<DEWI")),
        },
        {"kind": "kitas", "number": KITAS, "expires_on": "2030-01-01"},
        {"kind": "family_card", "number": NIK},
    ]
    siti = person(born_on="1995-08-16", documents=documents, head_of_family=HEAD_TYPED)
    return typed(applicant=siti)


Path = tuple[str | int, ...]


def places(data: Any, path: Path = ()) -> Iterator[Path]:
    """The places of everything that is filled in, from the whole form's fields down to each text."""
    inner: Any = ()
    if isinstance(data, dict):
        inner = data.items()
    elif isinstance(data, list) and path[-1] != "mrz":
        inner = enumerate(data)
    for key, value in inner:
        yield (*path, key)
        yield from places(value, (*path, key))


PLACES: Final = tuple(places(typed_in_full()))


def pointer_of(path: Path) -> str:
    return "".join(f"/{step}" for step in path)


def replaced(data: dict[str, Any], path: Path, junk: object) -> dict[str, Any]:
    """The form with something else in one place."""
    whole = copy.deepcopy(data)
    inner: Any = whole
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = junk
    return whole


ALL_FIELDS: Final = frozenset(
    name for table in (APPLICANT, _CONTACT, _DOCUMENT_KIND, _DOCUMENT, _HEAD, _PURCHASE, FORM) for name in table
) | {"number"}
# What makes an ERROR of what could be read.
ACROSS: Final = frozenset(
    {
        IssueCode.FORM_UNKNOWN_FIELD,
        IssueCode.BIRTH_IN_FUTURE,
        IssueCode.BIRTH_TOO_LONG_AGO,
        IssueCode.DOCUMENT_ISSUED_IN_FUTURE,
        IssueCode.DOCUMENT_EXPIRY_MISSING,
        IssueCode.PURCHASE_IN_FUTURE,
        IssueCode.PHONE_IS_LOST_NUMBER,
        IssueCode.SUBMIT_METHOD_NOT_OFFERED,
    }
)


def assert_points_into(form: object, pointer: str) -> None:
    """A pointer leads to something in the form, or to a field that could have been there."""
    assert pointer == "" or pointer.startswith("/")
    here: Any = form
    for step in pointer.split("/")[1:]:
        if isinstance(here, list | tuple):
            here = here[int(step)]
        elif attrs.has(type(here)):
            here = getattr(here, step)
        else:
            assert isinstance(here, Mapping), pointer
            assert step in here or step in ALL_FIELDS, pointer
            here = here.get(step)


def made_anew(value: Any) -> Any:
    """The same value by its constructors, which read and check every part themselves."""
    if isinstance(value, tuple):
        return tuple(made_anew(item) for item in value)
    if type(value) not in {Applicant, Contact, HeadOfFamily, IdentityDocument, PurchaseRecord, ReplacementForm}:
        return value
    return type(value)(**{name: made_anew(part) for name, part in attrs.asdict(value, recurse=False).items()})


def assert_sound(report: Report[Any], form: object) -> None:
    """What holds of every report, whatever was typed."""
    for issue in report.issues:
        assert_points_into(form, issue.pointer)
    assert len(set(report.issues)) == len(report.issues)
    assert (report.value is None) is bool({issue.code for issue in report.errors} - ACROSS)
    assert report.ok is (report.errors == ())
    assert made_anew(report.value) == report.value


texts = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "ktp", "passport", "KITAS", "lost", "P", "IDN", "aus", "1995-08-15", "2030-02-30", NIK, KK, "X1234567",
            NUMBER, "siti@example.com", "Siti", "8962990000000000005", "in_person", "\ud800", "\x00", " ",
        ]
    ),
)  # fmt: skip
leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.binary(max_size=4),
    texts,
    st.just(KTP),
    st.just(applicant()),
    st.just(HEAD),
)
keys = st.one_of(st.sampled_from(sorted(ALL_FIELDS)), st.text(max_size=8), st.integers(), st.none())
junk = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.tuples(inner, inner),
        st.dictionaries(keys, inner, max_size=6),
        st.fixed_dictionaries({}, optional=dict.fromkeys(sorted(ALL_FIELDS), inner)),
    ),
    max_leaves=25,
)


@given(data=junk, policy=st.sampled_from((ARTICLE, BRTI_2020, ALL_PAPERS)))
@example(data={"applicant": {"documents": [{"kind": "passport", "number": "X1234567", "mrz": {}}]}}, policy=ARTICLE)
@example(data={"issued_on": "9999-12-31", "documents": [[]]}, policy=ARTICLE)
def test_whatever_was_typed_gives_a_sound_report(data: Any, policy: Any) -> None:
    assert_sound(check_applicant(data, on=ON, policy=policy), data)
    assert_sound(check_form(data, on=ON, policy=policy), data)


@given(path=st.sampled_from(PLACES), thing=junk, days=st.integers(-40_000, 400_000))
def test_one_place_of_a_form_may_hold_anything(path: Path, thing: Any, days: int) -> None:
    data = replaced(typed_in_full(), path, thing)
    on = ON + timedelta(days=days)
    report = check_form(data, on=on)
    assert_sound(report, data)
    at = pointer_of(path)
    here = {issue for issue in report.issues if (issue.pointer + "/").startswith(at + "/")}
    # Nothing is said elsewhere that would not be said without the mistake.
    assume(any(issue.severity is Severity.ERROR and issue.code not in ACROSS for issue in here))
    assert set(report.issues) - here <= set(check_form(typed_in_full(), on=on).issues)


class Liar(str):
    """A text that lies about everything, or will not be asked."""

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> Any:
        raise RuntimeError

    __len__ = __iter__ = __eq__ = __ne__ = __contains__ = __getitem__ = __str__ = __repr__ = __add__ = _refuse
    strip = lower = upper = isascii = translate = split = encode = casefold = replace = startswith = _refuse
    __hash__ = str.__hash__


class Crowd(list[object]):
    """A list that cannot be gone through."""

    def __iter__(self) -> Iterator[object]:
        raise RuntimeError

    def __len__(self) -> int:
        raise RuntimeError


class Explosive:
    """Cannot even be asked what it is."""

    @property  # type: ignore[misc]
    def __class__(self) -> type[Any]:
        raise RuntimeError

    def __eq__(self, other: object) -> bool:
        raise RuntimeError

    def __bool__(self) -> bool:
        raise RuntimeError

    __hash__ = None  # type: ignore[assignment]


@pytest.mark.parametrize("path", PLACES, ids=pointer_of)
def test_whoever_lies_is_read_for_what_they_are(path: Path) -> None:
    honest = typed_in_full()
    inner: Any = honest
    for step in path:
        inner = inner[step]
    if isinstance(inner, str):
        assert check_form(replaced(honest, path, Liar(inner)), on=ON) == check_form(honest, on=ON)
    for thing in (Liar("?!"), Explosive(), Crowd([Explosive()]), {Liar("x"): Explosive()}, [Explosive(), Liar("\x00")]):
        report = check_form(replaced(honest, path, thing), on=ON)
        assert (report.value is None) is bool({issue.code for issue in report.errors} - ACROSS)


def test_the_keys_of_a_form_may_lie_too() -> None:
    assert check_form({Liar(key): value for key, value in typed().items()}, on=ON) == check_form(typed(), on=ON)
    twice = {**{key: value for key, value in typed().items() if key != "reason"}}
    pairs = [*twice.items(), (Liar("reason"), "stolen"), ("reason", "lost")]

    class Pairs(Endless):
        """A mapping with one key twice."""

        def items(self) -> Any:
            return iter(pairs)

    report = check_form(Pairs(), on=ON)
    assert report.value is not None and report.value.reason is Reason.STOLEN
    assert errors_in(report) == [("form.unknown_field", "/reason")]


NO_FORMS: Final[tuple[Callable[[], Any], ...]] = (
    lambda: None,
    lambda: 5,
    lambda: "form",
    lambda: b"form",
    list,
    lambda: [("msisdn", NUMBER)],
    object,
    Explosive,
    lambda: Liar("form"),
)


@pytest.mark.parametrize("make", NO_FORMS)
@pytest.mark.parametrize("check", [check_applicant, check_form])
def test_what_is_no_mapping_is_no_form(check: Callable[..., Report[Any]], make: Callable[[], Any]) -> None:
    assert check(make(), on=ON) == Report(None, (Issue(IssueCode.FORM_TYPE),))


@pytest.mark.parametrize("copy_of", [applicant(), replacement_form()], ids=lambda it: type(it).__name__)
def test_the_masked_copy_of_a_record_is_named_in_one_sentence(copy_of: Any) -> None:
    check = check_applicant if type(copy_of) is Applicant else check_form
    masked = to_mapping(copy_of, masked=True)
    assert [(issue.code, issue.pointer) for issue in check(masked, on=ON).issues] == [(IssueCode.RECORD_MASKED, "")]
    inside = check_form({"msisdn": NUMBER, "reason": "lost", "applicant": to_mapping(applicant(), masked=True)}, on=ON)
    assert (IssueCode.RECORD_MASKED, "/applicant") in {(issue.code, issue.pointer) for issue in inside.errors}
