"""What holds for every value that hides itself, and that the short way of reading says what the long one says."""

import copy
import pickle
import subprocess
import sys
from typing import Final

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planted import MRZ, PLANTED
from simreplace import (
    DocumentNumber,
    EmailAddress,
    FamilyCardNumber,
    Issue,
    IssueCode,
    Msisdn,
    Nik,
    PassportNumber,
    PermitNumber,
    PersonName,
    PhoneNumber,
    Severity,
    cards,
    parse_mrz,
)
from simreplace._data.provinces import PROVINCES
from simreplace._data.regencies import FORMER_REGENCIES
from simreplace.errors import InvalidValueError
from simreplace.values.masked import Masked
from simreplace.values.mrz import Mrz, check_mrz

KINDS: Final = tuple(PLANTED)
of_every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)

# ---- Texts that are nearly in order: put together of parts that are right and parts that are not.

ODD: Final = st.sampled_from(["", "", "", " ", "-", ".", "+", "(", "0", "x", "\n", "\u0661", "\u200b", "é", "<", "@"])


@st.composite
def spoiled(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    """A text with one thing put in somewhere, which is often nothing."""
    text = draw(texts)
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(ODD) + text[at:]


def digits(least: int, most: int | None = None) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=least, max_size=least if most is None else most)


def joined(*parts: st.SearchStrategy[str], by: str = "") -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(by.join)


PHONES: Final = joined(
    st.sampled_from(["", "0", "00", "62", "+62", "0062", "+620", "620", "6262", "+1", "+65"]),
    st.sampled_from(["", "8", "8", "8", "84", "81", "851", "884", "21"]),
    digits(5, 12),
)
FORMER: Final = st.sampled_from(sorted(FORMER_REGENCIES))
REGIONS: Final = joined(st.sampled_from(sorted(PROVINCES)) | digits(2), digits(2)) | FORMER
DATES: Final = joined(*(st.integers(0, most).map("{:02}".format) for most in (75, 13, 99)))
SERIALS: Final = st.just("0000") | digits(4)
SIXTEEN: Final = (
    joined(REGIONS, digits(2), DATES, SERIALS)
    | st.sampled_from("0123456789").map(lambda one: one * 16)
    | digits(15, 17)
)
NAMES: Final = st.lists(
    st.sampled_from(["Siti", "A.A.", "d'Arc", "-", "'", ".", "H.", "x" * 60, "é", "2", "李", "<", "\t"]), max_size=5
).map(" ".join)
LABELS: Final = st.lists(
    st.sampled_from(
        ["com", "co", "id", "x", "1", "12", "a-b", "-a", "a-", "xn--a", "xn-a", "A", "", "a" * 63, "a" * 64]
    ),
    min_size=1,
    max_size=5,
).map(".".join)
LOCALS: Final = st.lists(st.sampled_from(["siti", "A", "1", "a+b", "a_b", "", "a" * 64, "!#"]), max_size=3).map(
    ".".join
)
CAPITALS: Final = st.text("ABX0123456789abx", min_size=4, max_size=14)

TEXTS: Final[dict[type[Masked], st.SearchStrategy[str]]] = {
    Msisdn: PHONES,
    PhoneNumber: PHONES,
    Nik: SIXTEEN,
    FamilyCardNumber: SIXTEEN,
    PassportNumber: CAPITALS,
    PermitNumber: CAPITALS,
    DocumentNumber: st.text("A1/ .-é\u00a0", max_size=62),
    PersonName: NAMES,
    EmailAddress: joined(LOCALS, LABELS, by="@"),
    cards.Iccid: joined(st.sampled_from(["8962", "8965", "89", "12"]), digits(13, 17), st.sampled_from(["", "F"])),
    cards.Eid: digits(31, 32) | st.integers(0, 10**28).map(lambda number: f"{number * 97 + 1:032}"),
    cards.Imsi: joined(st.sampled_from(["510", "999"]), digits(10, 13)),
}


def plain_or(kind: type[Masked]) -> st.SearchStrategy[str]:
    return spoiled(TEXTS[kind] | st.just(PLANTED[kind]))


# ---- The short way

HAS_SHORT_WAY: Final = (Msisdn, PhoneNumber, Nik, FamilyCardNumber, DocumentNumber, PersonName, EmailAddress)


@pytest.mark.parametrize("kind", HAS_SHORT_WAY, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_the_short_way_says_what_the_long_way_says(kind: type[Masked], data: st.DataObject) -> None:
    text = data.draw(plain_or(kind))
    assert kind._plain(text) in (None, kind._read(text))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Msisdn, "081234567890"),
        (Msisdn, "81234567890"),
        (Msisdn, "6281234567890"),
        (Msisdn, "+6281234567890"),
        (Msisdn, "085112345678"),
        (PhoneNumber, "081398765432"),
        (Nik, "3174075508950001"),
        (Nik, "3174072802950001"),
        (Nik, "3174077112950001"),
        (FamilyCardNumber, "3174071203090007"),
        (DocumentNumber, "470/123-SKT/2026"),
        (PersonName, "Ni Luh Putu A.A. d'Arc-Dewi"),
        (PersonName, "X"),
        (EmailAddress, "Budi+telco@mail.example.co.id"),
    ],
)
def test_the_plain_form_goes_the_short_way(kind: type[Masked], text: str) -> None:
    assert kind._plain(text) is not None


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Msisdn, "0812.3456.7890"),
        (Msisdn, "-081234567890"),
        (Msisdn, "628123456789012345"),
        (Msisdn, "084012345678"),
        (Msisdn, "081234567890\n"),
        (Nik, "1111111111111111"),
        (Nik, "3174073102950001"),
        (Nik, "3174073006950000"),
        (Nik, "9974073006950001"),
        (Nik, "9101013006950001"),
        (FamilyCardNumber, "3174073102090007"),
        (FamilyCardNumber, "9974071203090007"),
        (FamilyCardNumber, "3174071203090007\n"),
        (DocumentNumber, "81234567.0"),
        (DocumentNumber, "1" * 61),
        (PersonName, " .'-"),
        (PersonName, "x" * 101),
        (PersonName, "Siti\n"),
        (EmailAddress, "siti@Example.com"),
        (EmailAddress, "siti@example.1"),
        (EmailAddress, "siti@xn--a.com"),
        (EmailAddress, "siti@com.xn--a"),
        (EmailAddress, "a" * 65 + "@example.com"),
    ],
)
def test_what_wants_a_word_goes_the_long_way(kind: type[Masked], text: str) -> None:
    assert kind._plain(text) is None


def test_phonenumbers_need_not_parse_an_indonesian_mobile_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("asked")

    monkeypatch.setattr(phonenumbers, "parse", refuse)
    assert PhoneNumber.read("081398765432").ok
    with pytest.raises(AssertionError, match="asked"):
        PhoneNumber.read("+1 202 555 0100")


# ---- Reading, parsing, checking


@pytest.mark.uncounted
@of_every_kind
@given(data=st.data())
def test_parse_and_check_are_the_two_halves_of_read(kind: type[Masked], data: st.DataObject) -> None:
    text = data.draw(plain_or(kind))
    report = kind.read(text)
    assert kind.check(text) == report.issues
    assert (report.value is None) == any(issue.severity is Severity.ERROR for issue in report.issues)
    if report.value is None:
        with pytest.raises(InvalidValueError) as refused:
            kind.parse(text)
        assert refused.value.issues == report.issues
    else:
        assert kind.parse(text) == report.value
        assert report.value.issues == report.issues == kind.check(report.value)
        again = kind.read(report.value)
        assert (again.value, again.issues) == (report.value, report.issues)


@pytest.mark.uncounted
@of_every_kind
@given(data=st.data())
def test_what_was_read_comes_back_from_store_with_all_that_was_noticed(kind: type[Masked], data: st.DataObject) -> None:
    value = kind.read(data.draw(plain_or(kind))).value
    if value is None:
        return
    stored = kind._restore(value.reveal())
    assert stored == value and hash(stored) == hash(value) and repr(stored) == repr(value)
    assert kind.read(stored).issues == stored.issues == value.issues == stored.issues


@of_every_kind
def test_a_copy_is_the_value_and_a_pickle_its_equal(kind: type[Masked]) -> None:
    value = kind.parse(PLANTED[kind])
    assert copy.copy(value) is copy.deepcopy(value) is value
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(value, protocol))
        assert again == value and hash(again) == hash(value) and again.issues == value.issues


@of_every_kind
def test_a_value_that_is_half_made_can_be_printed_and_is_never_taken(kind: type[Masked]) -> None:
    half = object.__new__(kind)
    assert (repr(half), str(half), f"{half:>5}") == (f"{kind.__name__}(***)", "***", "  ***")
    assert [issue.code for issue in kind.check(half)] == [IssueCode.TEXT_TYPE]


def test_a_zone_that_is_half_made_can_be_printed() -> None:
    assert repr(object.__new__(Mrz)) == "Mrz(***)"


# ---- Stored under other rules

CHANGED: Final = (Issue(IssueCode.VALUE_RULE_CHANGED),)


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        (PhoneNumber, "+99912345678"),
        (PhoneNumber, "+62812"),
        (Msisdn, "+62215550100"),
        (Nik, "3174075513950001"),
        (FamilyCardNumber, "0000000000000000"),
        (PermitNumber, "ABCDEF"),
        (DocumentNumber, " 12 "),  # which would be trimmed today, and so be another
        (PersonName, "Siti\u200b"),
        (EmailAddress, "siti@localhost"),
        (EmailAddress, "siti@EXAMPLE.com"),
        (cards.Iccid, "1262100000000000018"),
        (cards.Eid, "89034011560010000000000000000122"),
    ],
)
def test_a_stored_value_outlives_a_rule_and_says_so(kind: type[Masked], stored: str) -> None:
    value = kind._restore(stored)
    assert value.reveal() == stored
    assert value.issues == CHANGED == kind.check(value)
    report = kind.read(value)
    assert report.value is value and report.ok
    again = pickle.loads(pickle.dumps(value))
    assert again == value and again.issues == CHANGED
    assert stored not in repr(value)


def test_only_a_changed_rule_is_called_one() -> None:
    assert PhoneNumber._restore("+12025550100").issues == (Issue(IssueCode.PHONE_FOREIGN),)
    assert PhoneNumber._restore("+6281398765432").issues == ()


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Msisdn, "081234567890"),
        (Msisdn, "+62812345678901234567"),
        (PhoneNumber, "12025550100"),
        (PhoneNumber, "+1202555٠100"),
        (Nik, "317407550895000A"),
        (FamilyCardNumber, "3174 0712 0309 0007"),
        (PassportNumber, "x1234567"),
        (PermitNumber, "2C21JE0912 K"),
        (DocumentNumber, " \u00a0"),
        (DocumentNumber, "1" * 61),
        (PersonName, ""),
        (PersonName, "Siti\x00"),
        (PersonName, "\ud800Siti"),
        (EmailAddress, "siti.example.com"),
        (EmailAddress, "siti@@example.com"),
        (EmailAddress, "@example.com"),
        (cards.Iccid, "8962100000000000018F"),
        (cards.Eid, "8903401156001000000000000000012"),
        (cards.Imsi, "5101012345678\n"),
    ],
)
def test_what_no_release_can_have_stored_is_refused(kind: type[Masked], text: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        kind._restore(text)
    assert refused.value.issues == (Issue(IssueCode.RECORD_VALUE),)


@of_every_kind
@pytest.mark.parametrize(("thing", "found"), [(None, "nothing"), (3174075508950001, "number"), (b"1", "bytes")])
def test_only_a_text_can_have_been_stored(kind: type[Masked], thing: str, found: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        kind._restore(thing)
    assert refused.value.issues == (Issue(IssueCode.TEXT_TYPE, params={"found": found}),)


def test_the_numbers_of_all_countries_can_be_stored() -> None:
    """Numbers that the metadata gives as its own examples, of every region and kind."""
    texts = {
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        for region in (*phonenumbers.SUPPORTED_REGIONS, phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY)
        for kind in phonenumbers.PhoneNumberType.values()
        if (number := phonenumbers.example_number_for_type(region, kind)) is not None
    }
    assert len(texts) > 500
    for text in texts:
        assert PhoneNumber._restore(text).reveal() == text


def test_coming_back_from_a_pickle_loads_no_metadata() -> None:
    value = (Msisdn.parse("081234567890"), PhoneNumber.parse("+12025550100"))
    code = f"""
import pickle, sys
pickle.loads({pickle.dumps(value)!r})
print("phonenumbers" in sys.modules, "simreplace.values.phone" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout == "False True\n"


# ---- The machine-readable zone

ZONES: Final = (
    MRZ,
    ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"),
    ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"),
    ("I<D<<D23145890<7349<<<<<<<<<<<", "74<<<<<F120415<D<<<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"),
)


@pytest.mark.parametrize("lines", ZONES[:3], ids=["TD3", "TD2", "TD1"])
def test_a_zone_comes_back_from_store(lines: tuple[str, ...]) -> None:
    mrz = parse_mrz(lines)
    stored = Mrz._restore(lines)
    assert stored == mrz and hash(stored) == hash(mrz) and stored.issues == mrz.issues == ()
    assert pickle.loads(pickle.dumps(mrz)) == copy.deepcopy(mrz) == copy.copy(mrz) == mrz
    assert parse_mrz(mrz) == mrz  # type: ignore[arg-type]  # a zone that was read is not read again


@st.composite
def spoiled_zones(draw: st.DrawFn) -> tuple[str, ...]:
    lines = list(draw(st.sampled_from(ZONES)))
    for _ in range(draw(st.integers(1, 3))):
        line = draw(st.integers(0, len(lines) - 1))
        at = draw(st.integers(0, len(lines[line]) - 1))
        lines[line] = lines[line][:at] + draw(st.sampled_from("A7<OVX")) + lines[line][at + 1 :]
    return tuple(lines)


@given(spoiled_zones())
def test_a_zone_is_restored_unless_it_cannot_be_one_and_then_answers_everything(lines: tuple[str, ...]) -> None:
    """What the reader calls misread is no zone; what it calls a wrong check digit is one that outlived a rule."""
    found = {issue.code for issue in check_mrz(lines)}
    if IssueCode.MRZ_FORMAT in found:
        with pytest.raises(InvalidValueError):
            Mrz._restore(lines)
        return
    mrz = Mrz._restore(lines)
    assert mrz.issues == (CHANGED if found else ())
    said = (mrz.document_code, mrz.issuing_country, mrz.nationality, mrz.sex, mrz.names, mrz.name, mrz.number)
    assert all(part is not None for part in said[:5])
    assert len(mrz.birth_dates) <= 2 and (mrz.expires_on is None or mrz.expires_on.year >= 2000)
    assert repr(mrz).startswith("Mrz(document_code=") and mrz.reveal() == lines


@pytest.mark.parametrize("lines", [(), (MRZ[0],), (MRZ[0][:36], MRZ[1]), (MRZ[0], MRZ[1][:36]), (*MRZ, ""), 7])
def test_lines_of_another_form_are_no_zone(lines: object) -> None:
    with pytest.raises(InvalidValueError):
        Mrz._restore(lines)
