"""The rules across fields: one test for every cell of the table "error, flag, do not check" that the fields can decide.

docs/reference/identity-checks.md lists every cell with its test. Everybody and every number here is made up.
"""

import ast
import inspect
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any, Final, get_args

import attrs
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given
from hypothesis import strategies as st

from builders import (
    ALL_PAPERS,
    BIRTHS,
    HEAD,
    KK,
    MONDAY,
    NAMES,
    NATIONALITIES,
    NIK,
    NUMBER,
    ON,
    applicant,
    citizen,
    foreigner,
    nik,
    paper,
    passport,
    people,
    policies,
    zone,
)
from builders import form as replacement_form
from journey import CARDS, in_state, next_moment, sample
from simreplace import (
    ARTICLE,
    Applicant,
    Contact,
    Issue,
    IssueCode,
    PartialDate,
    Policy,
    PurchaseRecord,
    ReplacementForm,
    Severity,
    Sex,
    State,
    cards,
    check_applicant,
    check_form,
    events,
    explain,
    from_mapping,
    lifecycle,
    suggest,
)
from simreplace.errors import InvalidValueError
from simreplace.forms.read import KnownDocument, KnownHead, KnownPerson
from simreplace.rules import checks as _checks
from simreplace.rules.ages import age_on, day_of, the_day
from simreplace.rules.checks import PersonView, applicant_issues, form_issues, person_issues
from simreplace.values import Masked, PhoneNumber
from simreplace.values.papers import icao_check_digit

DAY: Final = timedelta(days=1)

Found = tuple[str, str]
"""A code, and where."""


def found_in(person: Applicant, *, on: date = ON, policy: Policy = ARTICLE) -> set[Found]:
    """Everything that a person shows."""
    return {(issue.code.value, issue.pointer) for issue in check_applicant(person, on=on, policy=policy).issues}


def form(**changes: Any) -> dict[str, Any]:
    """Siti's form, in which nothing is odd."""
    plain: dict[str, Any] = {
        "full_name": "Siti Aminah",
        "born_on": "1995-08-15",
        "sex": "PEREMPUAN",
        "nationality": "IDN",
        "documents": [{"kind": "ktp", "number": NIK, "holder_name": "SITI AMINAH"}],
    }
    return {**plain, **changes}


def refused(data: Mapping[str, Any], code: str, at: str) -> bool:
    """Whether a form is refused for this reason alone among its ERRORs, and makes no value."""
    report = check_applicant(data, on=ON)
    assert IssueCode(code).severity is Severity.ERROR
    return report.value is None and [(issue.code.value, issue.pointer) for issue in report.errors] == [(code, at)]


def number_refused(code: str, kind: str, number: object) -> bool:
    """Whether a document's number is refused for this reason alone."""
    ends = {"expires_on": "2030-01-01"} if kind in {"kitas", "kitap"} else {}
    return refused(form(documents=[{"kind": kind, "number": number, **ends}]), code, "/documents/0/number")


def test_the_people_of_these_tests_show_nothing_by_themselves() -> None:
    assert found_in(citizen(paper("ktp"))) == set()
    assert found_in(citizen(paper("ktp"), paper("family_card"), passport())) == set()
    assert found_in(foreigner(paper("passport"), paper("kitas"))) == set()
    assert check_applicant(form(), on=ON).issues == ()
    assert check_form(replacement_form(), on=ON).issues == ()


# ---- NIK


def test_nik_error_not_a_text() -> None:
    assert number_refused("text.type", "ktp", int(NIK))


def test_nik_error_over_64_characters() -> None:
    assert number_refused("text.too_long", "ktp", NIK.ljust(65))
    assert check_applicant(form(documents=[{"kind": "ktp", "number": NIK.ljust(64)}]), on=ON).ok


def test_nik_error_non_ascii() -> None:
    assert number_refused("text.non_ascii", "ktp", NIK[:-1] + "\u0661")


def test_nik_error_not_16_digits() -> None:
    assert number_refused("nik.length", "ktp", NIK[:-1])
    assert number_refused("nik.length", "ktp", NIK + "1")
    assert check_applicant(form(documents=[{"kind": "ktp", "number": "3174.07 550895-0001"}]), on=ON).ok


def test_nik_error_a_spreadsheets_number() -> None:
    for number in ("317407150895001.0", "3174075508950001.0", "3174075508950001,0", "3.17407E+15", "3.17407E15"):
        assert number_refused("text.spreadsheet", "ktp", number)


def test_nik_no_issue_for_dots_between_the_groups() -> None:
    for number in ("31.7407.550895.0001", "317407.550895.0001", "3174.0755.0895.0001"):
        assert check_applicant(form(documents=[{"kind": "ktp", "number": number}]), on=ON).issues == ()


def test_nik_error_all_digits_equal() -> None:
    assert number_refused("nik.placeholder", "ktp", "1" * 16)


def test_nik_error_day() -> None:
    for day in ("00", "32", "40", "72"):
        assert number_refused("nik.day", "ktp", f"317407{day}08950001")


def test_nik_error_month() -> None:
    for month in ("00", "13"):
        assert number_refused("nik.month", "ktp", f"31740755{month}950001")


def test_nik_flag_province_unknown() -> None:
    assert found_in(citizen(paper("ktp", "10" + NIK[2:]))) == {("nik.province_unknown", "/documents/0/number")}


def test_nik_flag_registered_abroad() -> None:
    assert found_in(citizen(paper("ktp", "99" + NIK[2:]))) == {("nik.nit_abroad", "/documents/0/number")}


def test_nik_flag_registered_abroad_beside_a_ktp_of_a_region() -> None:
    both = citizen(paper("ktp"), paper("digital_ktp", "99" + NIK[2:]))
    assert found_in(both) >= {("nik.abroad_with_ktp", "/documents"), ("document.niks_differ", "/documents")}
    abroad = citizen(paper("ktp", "99" + NIK[2:]), paper("digital_ktp", "99" + NIK[2:]))
    assert ("nik.abroad_with_ktp", "/documents") not in found_in(abroad)
    # Two numbers of one country differ, and that is all.
    for first, second in ((NIK, NIK[:-1] + "2"), ("99" + NIK[2:], "99" + NIK[2:-1] + "2")):
        told = found_in(citizen(paper("ktp", first), paper("digital_ktp", second)))
        assert ("document.niks_differ", "/documents") in told
        assert ("nik.abroad_with_ktp", "/documents") not in told


def test_nik_flag_serial_0000() -> None:
    assert found_in(citizen(paper("ktp", NIK[:-4] + "0000"))) == {("nik.serial_0000", "/documents/0/number")}


def test_nik_flag_impossible_date() -> None:
    assert found_in(citizen(paper("ktp", "3174077104950001"))) == {("nik.impossible_date", "/documents/0/number")}


def test_nik_flag_date_in_the_future_in_both_centuries() -> None:
    # 1900 was no leap year: 29 February of a year 00 lies in 2000, and in no other century.
    leapling = citizen(paper("ktp", "3174076902000001"), born_on=date(1980, 1, 1))
    before, there = date(2000, 2, 28), date(2000, 2, 29)
    assert ("nik.date_in_future", "/documents/0/number") in found_in(leapling, on=before)
    assert found_in(leapling, on=there) == {("nik.birth_date_differs", "/documents/0/number")}


def test_nik_flag_ktp_holder_under_17() -> None:
    def shown(born: date, on: date) -> set[Found]:
        return found_in(citizen(paper("ktp", nik(born)), born_on=born), on=on)

    flag = {("document.holder_under_17", "/kind")}
    flag = {(code, "/documents/0" + at) for code, at in flag}
    assert shown(date(2009, 9, 8), date(2026, 9, 7)) == flag
    assert shown(date(2009, 9, 7), date(2026, 9, 7)) == set()
    # Born on 29 February: 2025 has none, and the 28th counts.
    assert shown(date(2008, 2, 29), date(2025, 2, 27)) == flag
    assert shown(date(2008, 2, 29), date(2025, 2, 28)) == set()


def test_nik_flag_ktp_holder_over_105() -> None:
    born = date(1920, 9, 7)
    person = citizen(paper("digital_ktp", nik(born)), born_on=born)
    flag = ("document.holder_over_105", "/documents/0/kind")
    assert flag not in found_in(person, on=date(2026, 9, 6))  # 105
    assert flag in found_in(person, on=date(2026, 9, 7))  # 106


def test_nik_flag_date_differs_from_stated_dob() -> None:
    flag = {("nik.birth_date_differs", "/documents/0/number")}
    assert found_in(citizen(paper("ktp"), born_on=date(1995, 8, 16))) == flag
    # A NIK has no century: both are offered, and no clock is asked.
    old = nik(date(1925, 8, 15))
    assert found_in(citizen(paper("ktp", old), born_on=date(1925, 8, 15))) == set()
    assert flag & found_in(citizen(paper("ktp", old), born_on=date(2025, 8, 15))) == set()


def test_nik_flag_sex_differs_from_stated_sex() -> None:
    man = citizen(paper("ktp", nik(date(1995, 8, 15), woman=False)))
    assert found_in(man) == {("nik.sex_differs", "/documents/0/number")}
    assert found_in(citizen(paper("ktp"), sex="male")) == {("nik.sex_differs", "/documents/0/number")}
    assert ("nik.sex_differs", "/documents/0/number") not in found_in(citizen(paper("ktp"), sex="unspecified"))


def test_nik_flag_of_a_foreigner_without_kitap() -> None:
    ktp = paper("ktp", expires_on=date(2030, 1, 1))
    flag = ("nik.foreigner_without_kitap", "/documents/0/number")
    assert flag in found_in(foreigner(ktp, paper("passport")))
    assert flag in found_in(foreigner(ktp, paper("passport"), paper("kitas")))
    assert found_in(foreigner(ktp, paper("passport"), paper("kitap"))) == set()


def test_nik_no_issue_for_regency_and_district() -> None:
    # Codes that are on no list, and some that were retired: a note at most.
    for region in ("329900", "317499", "960901"):
        assert found_in(citizen(paper("ktp", nik(date(1995, 8, 15), region=region)))) == set()
    for region in ("910101", "647301", "732599"):
        retired = check_applicant(citizen(paper("ktp", nik(date(1995, 8, 15), region=region))), on=ON)
        assert [(issue.code, issue.severity) for issue in retired.issues] == [
            (IssueCode.NIK_REGION_FORMER, Severity.NOTE)
        ]


def test_nik_no_issue_for_the_order_of_serials() -> None:
    for serial in ("0001", "0002", "4711", "9999"):
        assert found_in(citizen(paper("ktp", nik(date(1995, 8, 15), serial=serial)))) == set()


def test_nik_no_issue_for_official_placeholder_days() -> None:
    for month, day in ((7, 1), (12, 31), (4, 15)):
        born = date(1960, month, day)
        assert found_in(citizen(paper("ktp", nik(born)), born_on=born)) == set()


def test_niks_flag_differing_among_documents() -> None:
    card = paper("child_identity_card", NIK[:-1] + "2")
    assert ("document.niks_differ", "/documents") in found_in(citizen(paper("ktp"), card))
    assert ("document.niks_differ", "/documents") not in found_in(citizen(paper("ktp"), paper("digital_ktp")))


# ---- Family card


def test_kk_error_type_form_or_length() -> None:
    for number, code in (
        (int(KK), "text.type"),
        (KK.ljust(65), "text.too_long"),
        (KK[:-1] + "\uff17", "text.non_ascii"),
        (KK[:-1], "kk.length"),
    ):
        assert number_refused(code, "family_card", number)


def test_kk_error_all_digits_equal() -> None:
    assert number_refused("kk.placeholder", "family_card", "1" * 16)


def test_kk_flag_equals_nik() -> None:
    twice = citizen(paper("ktp"), paper("family_card", NIK))
    assert ("kk.equals_nik", "/documents/1/number") in found_in(twice)
    # The head of the family's papers count as well, in every pairing.
    at_head = ("kk.equals_nik", "/head_of_family/family_card")
    child = citizen(paper("ktp"), paper("family_card", KK))
    assert found_in(attrs.evolve(child, head_of_family=HEAD)) == set()
    assert at_head in found_in(attrs.evolve(child, head_of_family=attrs.evolve(HEAD, family_card=HEAD.nik.reveal())))
    assert at_head in found_in(attrs.evolve(child, head_of_family=attrs.evolve(HEAD, family_card=NIK)))
    same = attrs.evolve(HEAD, nik=KK)
    assert ("kk.equals_nik", "/documents/1/number") in found_in(attrs.evolve(child, head_of_family=same))


def test_kk_flag_impossible_date() -> None:
    odd = citizen(paper("ktp"), paper("family_card", "3174073104090007"))
    assert found_in(odd) == {("kk.impossible_date", "/documents/1/number")}


def test_kk_flag_date_in_the_future() -> None:
    card = citizen(paper("ktp"), paper("family_card", "3174071508300007"))
    flag = ("kk.date_in_future", "/documents/1/number")
    # The number is younger than the century: 30 is 2030, and nobody was recorded in 1930.
    assert flag in found_in(card, on=date(2030, 8, 14))
    assert flag not in found_in(card, on=date(2030, 8, 15))


def test_kk_flag_province_unknown() -> None:
    assert found_in(citizen(paper("ktp"), paper("family_card", "10" + KK[2:]))) == {
        ("kk.province_unknown", "/documents/1/number")
    }


def test_kk_no_issue_for_another_region_than_the_nik() -> None:
    assert found_in(citizen(paper("ktp"), paper("family_card", "65" + KK[2:]))) == set()


def test_kk_no_issue_for_the_sex_of_its_holder() -> None:
    # The day of recording is no day of birth, and has nothing added to it.
    man = citizen(paper("ktp", nik(date(1995, 8, 15), woman=False)), paper("family_card"), sex="male")
    assert found_in(man) == found_in(citizen(paper("ktp"), paper("family_card"))) == set()


# ---- KTP of a citizen


def test_ktp_error_no_nik() -> None:
    for nothing in ({}, {"number": None}, {"number": " "}):
        data = form(documents=[{"kind": "ktp", **nothing}])
        assert refused(data, "form.required", "/documents/0/number")


def test_ktp_error_no_name() -> None:
    for nothing in (None, "", " "):
        assert refused(form(full_name=nothing), "form.required", "/full_name")


def test_ktp_flag_digital_ktp_whatever_is_shown_of_it() -> None:
    assert found_in(citizen(paper("digital_ktp"))) == {("document.digital", "/documents/0/kind")}


def test_ktp_no_issue_for_a_printed_expiry() -> None:
    # The cards of 2011 to 2013 still show one; the KTP-el is valid for life.
    assert found_in(citizen(paper("ktp", issued_on=date(2012, 8, 15), expires_on=date(2017, 8, 15)))) == set()
    digital = citizen(paper("digital_ktp", expires_on=date(2017, 8, 15)))
    assert found_in(digital) == {("document.digital", "/documents/0/kind")}


@pytest.mark.parametrize(
    "words",
    ["SEUMUR HIDUP", "Seumur hidup", "seumur  hidup ", "SEUMUR-HIDUP", "SEUMURHIDUP", "Berlaku Seumur Hidup",
     "Berlaku Hingga : SEUMUR HIDUP", "For life", "\u7ec8\u8eab"],
    ids=ascii,
)  # fmt: skip
def test_ktp_no_issue_for_the_words_that_it_is_for_life(words: str) -> None:
    for kind in ("ktp", "digital_ktp"):
        held = {"kind": kind, "number": NIK, "holder_name": "Siti Aminah"}
        said = check_applicant(form(documents=[{**held, "expires_on": words}]), on=ON)
        assert said == check_applicant(form(documents=[held]), on=ON) and said.value is not None


def test_passport_error_words_that_it_is_for_life() -> None:
    for kind, number in (
        ("passport", "X1234567"),
        ("kitas", "2C21JE0912-K"),
        ("sktt", "470/1/2026"),
        ("child_identity_card", NIK),
    ):
        data = form(documents=[{"kind": kind, "number": number, "expires_on": "SEUMUR HIDUP"}])
        found = check_applicant(data, on=ON).errors
        assert found == (Issue(IssueCode.DOCUMENT_NOT_FOR_LIFE, "/documents/0/expires_on"),)
    # A driving license of another country may be.
    held = {"kind": "driving_license", "number": "123", "expires_on": "seumur hidup"}
    assert check_applicant(form(documents=[held]), on=ON).errors == ()
    # A foreigner's KTP ends with the KITAP.
    data = form(nationality="AUS", documents=[{"kind": "ktp", "number": NIK, "expires_on": "SEUMUR HIDUP"}])
    assert check_applicant(data, on=ON).errors == (Issue(IssueCode.DOCUMENT_EXPIRY_MISSING, "/documents/0/expires_on"),)


# ---- KTP of a foreigner, KITAP


def test_ktp_wna_error_no_expiry_date() -> None:
    error = ("document.expiry_missing", "/documents/0/expires_on")
    for kind in ("ktp", "digital_ktp"):
        assert error in found_in(foreigner(paper(kind), paper("passport"), paper("kitap")))
        assert error not in found_in(foreigner(paper(kind, expires_on=ON), paper("passport"), paper("kitap")))
        assert error not in found_in(citizen(paper(kind)))


def test_ktp_wna_flag_no_expiry_date_beside_a_kitap_without_one() -> None:
    for kind in ("ktp", "digital_ktp"):
        held = foreigner(paper(kind), paper("passport"), paper("kitap", expires_on=None))
        found = {("document.no_expiry", "/documents/0/expires_on")}
        assert found_in(held) - {("document.digital", "/documents/0/kind")} == found


def test_kitap_no_issue_for_no_expiry_date() -> None:
    assert found_in(foreigner(paper("kitap", expires_on=None), paper("passport"))) == set()
    for words in ("SEUMUR HIDUP", "", None):
        held = [{"kind": "kitap", "number": "2C21JE0913-K", "expires_on": words}]
        assert check_applicant(form(nationality="AUS", documents=held), on=ON).issues == ()


def test_kitap_error_expiry_before_issue() -> None:
    for kind, number in (("kitap", "2C21JE0913-K"), ("kitas", "2C21JE0912-K"), ("ktp", NIK)):
        ends = {"issued_on": "2025-05-06", "expires_on": "2025-05-05"}
        data = form(nationality="AUS", documents=[{"kind": kind, "number": number, **ends}])
        report = check_applicant(data, on=ON)
        errors = [(issue.code.value, issue.pointer) for issue in report.errors]
        assert errors == [("document.expiry_before_issue", "/documents/0/expires_on")] and report.value is None


def test_kitap_flag_expired_from_the_day_after() -> None:
    for kind in ("kitap", "ktp"):
        last = foreigner(paper(kind, expires_on=ON), paper("passport"), paper("kitap"))
        assert found_in(last, on=ON) == set()
        past = check_applicant(last, on=ON + DAY).issues
        assert past == (Issue(IssueCode.DOCUMENT_EXPIRED, "/documents/0/expires_on"),)
        assert past[0].severity is Severity.FLAG


def test_kitap_flag_of_a_citizen() -> None:
    for kind in ("kitap", "kitas"):
        shown = found_in(citizen(paper("ktp"), passport(), paper(kind)))
        assert shown == {("document.permit_of_citizen", "/documents/2/kind")}


def test_kitap_no_issue_for_the_pattern_of_the_number() -> None:
    for number in ("2C21JE0912-K", "2C11AB12345678", "123456", "AB-1234567890-123456"):
        assert found_in(foreigner(paper("passport"), paper("kitap", number), paper("kitas", number))) == set()


# ---- KITAS


def test_kitas_error_no_expiry_date() -> None:
    person = foreigner(paper("passport"), paper("kitas", expires_on=None))
    assert found_in(person) == {("document.expiry_missing", "/documents/1/expires_on")}


def test_kitas_error_form_of_the_number() -> None:
    for number, code in (
        ("2C21J", "permit.length"),
        ("2" * 21, "permit.length"),
        ("ABCDEFG", "permit.no_digit"),
        ("2C21JE/0912", "text.character"),
        ("2C21JE\u0660912", "text.non_ascii"),
    ):
        assert number_refused(code, "kitas", number)


def test_kitas_error_a_label_or_a_spreadsheets_number() -> None:
    assert number_refused("number.label", "kitas", "No. 2C21JE0001-A")
    assert number_refused("text.spreadsheet", "kitas", "12345678.0")


def test_kitas_no_issue_for_the_hyphens_of_the_number() -> None:
    printed, typed = (paper("kitas", number) for number in ("2C21JE0001-A", "2C21JE0001A"))
    assert printed.same_paper(typed)
    assert found_in(foreigner(paper("passport"), typed)) == set()


def test_kitas_flag_expired_from_the_day_after() -> None:
    person = foreigner(paper("passport"), paper("kitas", expires_on=ON))
    assert found_in(person, on=ON) == set()
    assert found_in(person, on=ON + DAY) == {("document.expired", "/documents/1/expires_on")}


def test_kitas_flag_no_passport_beside() -> None:
    flag = {("document.permit_without_passport", "/documents/0/kind")}
    assert found_in(foreigner(paper("kitas"))) == flag
    assert found_in(foreigner(paper("kitas"), paper("kitap"))) == flag
    assert found_in(foreigner(paper("kitas"), paper("passport"))) == set()
    assert found_in(foreigner(paper("kitap"))) == set()


# ---- Passport


def test_passport_error_form_of_the_number() -> None:
    for number, code in (
        ("X1234567890123", "passport.length"),
        ("X12345/7", "text.character"),
        ("X123456\u0667", "text.non_ascii"),
    ):
        assert number_refused(code, "passport", number)


def test_passport_error_a_label_or_a_spreadsheets_number() -> None:
    for number in ("No. 1234567", "No X1234567", "Paspor X1234567"):
        assert number_refused("number.label", "passport", number)
    for number in ("12345678.0", "1.2345678E+7", "1.2345678E7"):
        assert number_refused("text.spreadsheet", "passport", number)
    # Letters that belong to the number are written without a space behind them.
    assert found_in(foreigner(paper("passport", "NO1234567"))) == set()


def test_passport_flag_no_digit() -> None:
    flag = ("passport.no_digit", "/documents/0/number")
    german = paper("passport", "CGHJKLMNP", issuing_country="DEU", mrz=zone(issuer="D<<", number="CGHJKLMNP"))
    shown = found_in(foreigner(german))
    assert flag in shown and ("mrz.number_differs", "/documents/0/mrz") not in shown
    assert flag not in found_in(foreigner(paper("passport", "CGHJKLMN0")))


def test_passport_error_expiry_not_after_issue() -> None:
    for expiry, is_refused in (("2025-05-05", True), ("2025-05-06", True), ("2025-05-07", False)):
        held = {"kind": "passport", "number": "X1234567", "issued_on": "2025-05-06", "expires_on": expiry}
        data = form(documents=[held])
        assert refused(data, "document.expiry_before_issue", "/documents/0/expires_on") is is_refused


def test_passport_flag_unusual_length() -> None:
    for number, odd in (("7", True), ("12345", True), ("123456", False), ("123456789", False), ("AB12345678", True)):
        shown = found_in(foreigner(paper("passport", number)))
        assert (("passport.unusual_length", "/documents/0/number") in shown) is odd


def test_passport_flag_indonesian_form() -> None:
    flag = ("passport.indonesian_form", "/documents/1/number")
    for number, odd in (("A123456", False), ("X1234567", False), ("1234567", True), ("AB12345", True)):
        assert (flag in found_in(citizen(paper("ktp"), paper("passport", number)))) is odd
    abroad = paper("passport", "220608", issuing_country="ARE")
    assert flag not in found_in(citizen(paper("ktp"), abroad))
    # Where a foreigner left out the country of issue, nobody stated Indonesia.
    assert found_in(foreigner(paper("passport", "220608"))) == set()


def test_passport_flag_mrz_copied() -> None:
    copied = "L898902C3" + str(icao_check_digit("L898902C3"))
    shown = found_in(foreigner(paper("passport", copied)))
    assert ("passport.mrz_copied", "/documents/0/number") in shown


def test_passport_flag_expired_from_the_day_after() -> None:
    person = citizen(paper("ktp"), paper("passport", expires_on=ON))
    assert found_in(person, on=ON) == set()
    assert found_in(person, on=ON + DAY) == {("document.expired", "/documents/1/expires_on")}


@pytest.mark.parametrize(
    ("issued", "last"),
    [
        (date(2020, 1, 31), date(2030, 10, 31)),
        (date(2020, 5, 31), date(2031, 2, 28)),  # nine months later there is no 31st
        (date(2020, 2, 29), date(2030, 11, 29)),
    ],
)
def test_passport_flag_validity_over_10_years_and_9_months(issued: date, last: date) -> None:
    flag = ("document.long_validity", "/documents/0/expires_on")
    for expires, odd in ((last, False), (last + DAY, True)):
        held = paper("passport", issued_on=issued, expires_on=expires)
        assert (flag in found_in(foreigner(held))) is odd
    kitap = paper("kitap", issued_on=issued, expires_on=last + DAY)
    assert ("document.long_validity", "/documents/0/expires_on") not in found_in(foreigner(kitap))


def test_passport_flag_no_expiry_date() -> None:
    flag = ("document.no_expiry", "/documents/0/expires_on")
    assert found_in(foreigner(paper("passport", expires_on=None))) == {flag}
    # Where the zone was scanned it says the day.
    assert flag not in found_in(foreigner(passport(expires_on=None)))


def test_passport_flag_an_end_that_lies_too_far_ahead() -> None:
    flag = ("document.long_validity", "/documents/0/expires_on")
    for kind in ("passport", "kitas"):
        for expires, odd in ((date(2096, 1, 1), True), (date(2037, 6, 8), True), (date(2037, 6, 7), False)):
            assert (flag in found_in(foreigner(paper(kind, expires_on=expires)))) is odd
    assert flag not in found_in(foreigner(paper("kitap", expires_on=date(2096, 1, 1))))


def test_passport_flag_country_unknown() -> None:
    odd = foreigner(paper("passport", issuing_country="ZZZ"))
    assert found_in(odd) == {("nationality.unknown", "/documents/0/issuing_country")}


def test_passport_flag_country_that_is_no_state() -> None:
    for code in ("XXA", "XXB", "XXC", "XXX", "UNO"):
        special = foreigner(paper("passport", issuing_country=code), nationality=code)
        assert found_in(special) == {
            ("nationality.special", "/nationality"),
            ("nationality.special", "/documents/0/issuing_country"),
        }


def test_passport_no_issue_for_a_pattern_of_another_country() -> None:
    for number in ("220608", "A123456BC", "AZE1234567"[:9], "C01X00T47"):
        assert found_in(foreigner(paper("passport", number, issuing_country="DEU"))) == set()


def test_passport_no_issue_for_the_letter_o_among_digits() -> None:
    assert found_in(foreigner(paper("passport", "AO12O4567"))) == set()


# ---- Machine-readable zone


def test_mrz_error_shape() -> None:
    first, second = zone()
    for lines in ([first, second[:-1]], [first], [first, second.replace("X", "x")]):
        data = form(documents=[{"kind": "passport", "number": "X1234567", "mrz": lines}])
        assert refused(data, "mrz.format", "/documents/0/mrz")


def test_mrz_error_check_digit() -> None:
    first, second = zone()
    data = form(documents=[{"kind": "passport", "number": "X1234567", "mrz": [first, "Y" + second[1:]]}])
    report = check_applicant(data, on=ON)
    assert {(issue.code.value, issue.pointer) for issue in report.errors} == {("mrz.check_digit", "/documents/0/mrz")}


def test_mrz_flag_number_differs() -> None:
    assert found_in(citizen(paper("ktp"), passport(number="X1234568"))) == {("mrz.number_differs", "/documents/1/mrz")}
    # The zone cannot hold a hyphen, a space or a small letter.
    permit = paper("kitas", "2C21-0912", mrz=zone(number="2C210912"), expires_on=date(2031, 5, 6))
    assert ("mrz.number_differs", "/documents/0/mrz") not in found_in(foreigner(permit))
    # Nor a space or a small letter.
    card = paper("sktt", "ab 12-34", mrz=zone(number="AB1234"), expires_on=date(2031, 5, 6))
    assert ("mrz.number_differs", "/documents/1/mrz") not in found_in(foreigner(paper("passport"), card))
    card = paper("driving_license", "2c21 0912/a", mrz=zone(number="2C210912A"))
    assert ("mrz.number_differs", "/documents/0/mrz") not in found_in(foreigner(card))


def test_mrz_flag_birth_date_differs() -> None:
    shown = found_in(citizen(paper("ktp"), passport(mrz=zone(born="950816"))))
    assert shown == {("mrz.birth_date_differs", "/documents/1/mrz")}
    grown = nik(date(1925, 8, 15))
    old = citizen(paper("ktp", grown), passport(mrz=zone(born="250815")), born_on=date(1925, 8, 15))
    assert found_in(old) == set()


def test_mrz_flag_expiry_differs() -> None:
    shown = found_in(citizen(paper("ktp"), passport(expires_on=date(2031, 5, 7))))
    assert shown == {("mrz.expiry_differs", "/documents/1/mrz")}
    assert found_in(citizen(paper("ktp"), passport(expires_on=None))) == set()
    assert found_in(citizen(paper("ktp"), passport(mrz=zone(expiry="3105<<")))) == set()


def test_mrz_flag_nationality_differs() -> None:
    shown = found_in(citizen(paper("ktp"), passport(mrz=zone(nationality="AUS"))))
    assert shown == {("mrz.nationality_differs", "/documents/1/mrz")}


@pytest.mark.parametrize(("printed", "stated"), [("D", "DEU"), ("D", "D"), ("RKS", "XKX")])
def test_mrz_no_issue_for_a_state_that_the_zone_writes_otherwise(printed: str, stated: str) -> None:
    german = passport(number="C01X00T47", issuing_country=stated, mrz=zone(number="C01X00T47", nationality=printed))
    assert found_in(foreigner(german, nationality=stated)) == set()


def test_mrz_flag_name_differs() -> None:
    shown = found_in(citizen(paper("ktp"), passport(mrz=zone(names="LESTARI<<DEWI"))))
    assert shown == {("mrz.name_differs", "/documents/1/mrz")}
    longer = citizen(paper("ktp"), passport(mrz=zone(names="KARTO<WIJOYO<<SITI<AMINAH")))
    assert found_in(longer) == set()


def test_mrz_no_issue_for_a_name_that_is_cut_off() -> None:
    # ICAO Doc 9303-4, 4.2.3: a full field is matched by beginning; whoever shares only a beginning is another person.
    cut = passport(mrz=zone(names="NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"))
    flag = ("mrz.name_differs", "/documents/0/mrz")
    for name in (
        "Nilavadhanananda Chayapa Dejthamrong Krasuang",
        "Hj. Chayapa Dejthamrong Krasuang Nilavadhanananda, S.E.",
    ):
        assert flag not in found_in(citizen(cut, full_name=name))
    assert flag in found_in(citizen(cut, full_name="Nilavadhanananda Chayapa Dejthamrong Sukarno"))
    assert flag in found_in(citizen(passport(mrz=zone(names="AMINAH<<SIT")), full_name="Siti Aminah"))


def test_mrz_no_issue_for_either_reading_of_a_long_numbers_check_digit() -> None:
    # Specimens of the Belgian card, PRADO BEL-BO-03003 and BEL-BO-11005: with the filler and without it.
    for upper, middle, number in (
        ("IDBEL000590240<6013<<<<<<<<<<<", "8512017F1311048BEL851201002007", "000590240601"),
        ("IDBEL600001795<0152<<<<<<<<<<<", "1301014F2311207BEL130101987398", "600001795015"),
    ):
        lines = [upper, middle, "SPECIMEN<<SPECIMEN<<<<<<<<<<<<"]
        data = form(documents=[{"kind": "passport", "number": number, "mrz": lines}], full_name="Specimen")
        assert not [issue for issue in check_applicant(data, on=ON).issues if issue.code.value.startswith("mrz.f")]
        assert not [issue for issue in check_applicant(data, on=ON).issues if issue.code.value == "mrz.check_digit"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Mu\u00f1oz M\u00fcller", "MUNXXOZ<<MUXXLLER"),
        ("\u0126amrun \u014aata \u0166ara", "TARA<<HAMRUN<NATA"),
        ("Ga\u013f\u013fia", "GALLIA"),
        ("Ravi a/l Muthu", "RAVI<AL<MUTHU"),
        ("Ravi a/l Muthu", "MUTHU<<RAVI<A<L"),
        ("Marie-Elise d'Artagnan", "DARTAGNAN<<MARIE<ELISE"),
    ],
)
def test_mrz_no_issue_for_a_name_in_the_letters_of_doc_9303(typed: str, names: str) -> None:
    holder = citizen(paper("ktp", holder_name=typed), passport(mrz=zone(names=names)), full_name=typed)
    assert found_in(holder) == set()


def test_mrz_flag_sex_differs() -> None:
    assert found_in(citizen(paper("ktp"), passport(mrz=zone(sex="M")))) == {("mrz.sex_differs", "/documents/1/mrz")}


def test_mrz_no_issue_for_a_sex_that_is_not_stated() -> None:
    assert found_in(citizen(paper("ktp"), passport(mrz=zone(sex="<")))) == set()
    assert found_in(foreigner(passport(mrz=zone(nationality="AUS")), sex="unspecified")) == set()


def test_mrz_no_issue_for_a_birth_date_with_unknown_parts() -> None:
    for born in ("95<<<<", "9508<<", "<<<<<<"):
        assert found_in(citizen(paper("ktp"), passport(mrz=zone(born=born)))) == set()


def test_mrz_no_issue_for_an_empty_secondary_name() -> None:
    one_name = citizen(paper("ktp", holder_name="SUPARNO"), passport(mrz=zone(names="SUPARNO")), full_name="Suparno")
    assert found_in(one_name) == set()
    assert found_in(citizen(paper("ktp"), passport(mrz=zone(names="")))) == set()


# ---- Suket, driving license


def test_suket_error_empty_number() -> None:
    for kind in ("ktp_replacement_letter", "driving_license", "sktt"):
        assert number_refused("form.required", kind, " ")


def test_suket_error_issued_in_the_future() -> None:
    for kind in ("ktp_replacement_letter", "driving_license", "sktt", "ktp", "passport", "kitas", "family_card"):
        error = ("document.issued_in_future", "/documents/0/issued_on")
        held = citizen(paper(kind, issued_on=ON))
        assert error not in found_in(held, on=ON)
        assert error in found_in(held, on=ON - DAY)
        # It is an ERROR across fields: what was typed is a value all the same.
        assert not check_applicant(held, on=ON - DAY).ok and check_applicant(held, on=ON - DAY).value is held


def test_suket_flag_a_spreadsheets_number() -> None:
    flag = ("number.spreadsheet", "/documents/1/number")
    for number, odd in (("123456789012.0", True), ("1.23457E+11", True), ("470.0", False), ("400.12.2.1/0", False)):
        assert (flag in found_in(citizen(paper("ktp"), paper("driving_license", number)))) is odd


def test_suket_no_issue_for_spaces_and_capitals_in_the_number() -> None:
    printed, typed = (
        paper("ktp_replacement_letter", number) for number in ("470/123/SKT/2026", "470 / 123 / skt / 2026")
    )
    assert printed.same_paper(typed)
    assert found_in(citizen(paper("ktp"), typed)) == {("document.weak", "/documents/1/kind")}


def test_suket_flag_always() -> None:
    for kind in ("ktp_replacement_letter", "driving_license"):
        held = citizen(paper("ktp"), paper(kind, holder_name="Siti Aminah", issued_on=date(2026, 9, 1)))
        assert found_in(held) == {("document.weak", "/documents/1/kind")}
    assert found_in(citizen(paper("ktp"), paper("sktt"))) == set()


def test_suket_no_issue_for_the_pattern_of_the_number() -> None:
    for number in ("470/123/SKT/2026", "1", "No. 12 - A", "SK-\u00e9"):
        held = citizen(paper("ktp"), paper("ktp_replacement_letter", number))
        assert found_in(held) == {("document.weak", "/documents/1/kind")}


# ---- Children


def test_kia_flag_always() -> None:
    born = date(2015, 3, 4)
    child = citizen(paper("child_identity_card", nik(born)), born_on=born, head_of_family=HEAD)
    assert found_in(child) == {("document.child_card", "/documents/0/kind")}


def test_kia_flag_head_of_family_missing() -> None:
    flag = ("minor.without_head", "/head_of_family")
    born = date(2015, 3, 4)
    child = citizen(paper("child_identity_card", nik(born)), born_on=born)
    assert flag in found_in(child)
    # Who married before 17 lawfully holds a KTP, and then another flag is raised.
    assert flag not in found_in(citizen(paper("ktp", nik(born)), born_on=born))
    nobody = citizen(born_on=date(2009, 9, 8))
    assert found_in(nobody, on=date(2026, 9, 7)) == {flag}
    assert found_in(nobody, on=date(2026, 9, 8)) == set()


def test_kia_flag_holder_of_17_or_more() -> None:
    born = date(2009, 9, 8)
    held = citizen(paper("child_identity_card", nik(born)), born_on=born, head_of_family=HEAD)
    flag = ("document.child_card_adult", "/documents/0/kind")
    assert flag not in found_in(held, on=date(2026, 9, 7))
    assert flag in found_in(held, on=date(2026, 9, 8))


# ---- Name


def test_name_error_empty() -> None:
    with pytest.raises(InvalidValueError):
        applicant(full_name=" ")
    data = form(documents=[{"kind": "ktp", "number": NIK, "holder_name": "\u00a0"}])
    assert check_applicant(data, on=ON).ok  # nothing was typed there, and it need not be


def test_name_error_unseen_characters() -> None:
    for character, code in (
        ("\x00", "text.control"),
        ("\u202e", "text.invisible"),
        ("\u200b", "text.invisible"),
        ("\u200c", "text.invisible"),
        ("\u200d", "text.invisible"),
        ("\ue000", "text.invisible"),
        ("\ud800", "text.invisible"),
    ):
        assert refused(form(full_name=f"Siti{character} Aminah", documents=[]), code, "/full_name")


def test_name_error_over_150_characters() -> None:
    assert refused(form(full_name="a" * 151, documents=[]), "text.too_long", "/full_name")
    assert check_applicant(form(full_name="a" * 150, documents=[]), on=ON).ok


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a" * 101, "name.long"),
        ("Ahmad 2", "name.digits"),
        ("---", "name.no_letter"),
        ("Bud\u0456 Santoso", "name.mixed_scripts"),
        ("Siti <Aminah>", "name.markup"),
    ],
)
def test_name_flag_odd(name: str, code: str) -> None:
    assert (code, "/full_name") in found_in(applicant(full_name=name, documents=()))
    # The name on a document is looked at in the same way, and that of the head of the family.
    named = citizen(paper("ktp", holder_name=name), head_of_family=attrs.evolve(HEAD, full_name=name))
    assert found_in(named) >= {(code, "/documents/0/holder_name"), (code, "/head_of_family/full_name")}


def test_name_flag_words_differ_from_the_document() -> None:
    other = citizen(paper("ktp", holder_name="Dewi Lestari"))
    assert found_in(other) == {("document.holder_differs", "/documents/0/holder_name")}
    # On the Kartu Keluarga the head of the family stands first.
    assert found_in(citizen(paper("ktp"), paper("family_card", holder_name="Budi Santoso"))) == set()


def test_name_note_words_contained() -> None:
    longer = check_applicant(citizen(paper("ktp", holder_name="Siti Aminah Karto Wijoyo")), on=ON)
    assert [(issue.code.value, issue.severity) for issue in longer.issues] == [
        ("document.holder_contained", Severity.NOTE)
    ]


def test_name_note_somebody_of_the_family_or_a_word_that_may_be_a_title() -> None:
    for typed, printed in (("Ahmad bin Ali", "Ali bin Ahmad"), ("H. Nur Ali", "Hj. Nur Ali"), ("Li Meng", "Li")):
        shown = found_in(citizen(paper("ktp", holder_name=printed), full_name=typed))
        assert shown == {("document.holder_contained", "/documents/0/holder_name")}
    flag = {("document.holder_differs", "/documents/0/holder_name")}
    assert found_in(citizen(paper("ktp", holder_name="Ahmad bin Umar"), full_name="Ahmad bin Ali")) == flag


def test_name_no_issue_for_a_joiner_that_its_script_needs() -> None:
    for name in (
        "\u0936\u094d\u0930\u0947\u0937\u094d\u200d\u0920",
        "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
        "\u0645\u062d\u0645\u062f\u200c\u0631\u0636\u0627",
    ):
        bare = name.replace("\u200d", "").replace("\u200c", "")
        typed = citizen(paper("ktp", holder_name=bare), full_name=name)
        assert {code for code, _ in found_in(typed)} == {"name.not_latin"}


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Suparno", "SUPARNO"),
        ("I", "I"),
        ("H. M. Yusuf, S.H., M.Hum.", "M YUSUF"),
        ("Nur'aini", "NURAINI"),
        ("J\u00fcrgen M\u00fcller", "JUERGEN MUELLER"),
        ("siti aminah", "Siti Aminah"),
        ("Dr. Ir. Hj. Siti Aminah, S.Pd., M.Si., Ph.D.", "AMINAH SITI"),
        ("Drs. KH. Abdul Wahid bin H. Ahmad", "ABDUL WAHID AHMAD"),
        ("Ravi a/l Muthu", "RAVI A/L MUTHU"),
    ],
)
def test_name_no_issue_for_words_case_titles_punctuation_diacritics(typed: str, printed: str) -> None:
    assert found_in(citizen(paper("ktp", holder_name=printed), full_name=typed)) == set()


# ---- Sex


def test_sex_error_none_of_three() -> None:
    for word in ("other", "L/P", 0, ["P"], "\uff30"):
        assert refused(form(sex=word), "form.choice", "/sex")


def test_sex_no_issue_for_the_words_of_the_documents() -> None:
    words = {
        Sex.FEMALE: ("P", "PEREMPUAN", "FEMALE", "F", "female", " Perempuan "),
        Sex.MALE: ("L", "LAKI-LAKI", "MALE", "M", "laki-laki", "Male"),
        Sex.UNSPECIFIED: ("X", "unspecified", "<"),
    }
    for sex, typed in words.items():
        for word in typed:
            report = check_applicant(form(sex=word, documents=[]), on=ON)
            assert report.value is not None and report.value.sex is sex and report.issues == ()


def test_sex_flag_unspecified_with_the_ktp_of_a_citizen() -> None:
    for kind in ("ktp", "digital_ktp"):
        shown = found_in(citizen(paper(kind), sex="unspecified"))
        assert ("sex.unspecified_with_ktp", "/documents/0/kind") in shown
    orange = foreigner(paper("ktp", expires_on=ON), paper("passport"), paper("kitap"), sex="unspecified")
    assert found_in(orange) == set()


# ---- Day of birth


def test_dob_error_not_a_date() -> None:
    for typed in ("19950815", "1995-8-15", 19950815, "1995-08-15T00:00:00", "15 Agustus 1995", "1995", "?"):
        assert refused(form(born_on=typed), "form.date", "/born_on")


def test_dob_error_no_such_day() -> None:
    for typed in ("1995-02-29", "1995-13-01", "1995-04-31", "0000-01-01", "0000-00-00", "1995-13-00", "1995-00-32"):
        assert refused(form(born_on=typed), "form.no_such_day", "/born_on")


def test_dob_error_day_first() -> None:
    # 05-08-1995 is the fifth of August on a KTP, and the eighth of May to somebody from elsewhere.
    for typed, meant in (
        ("15-08-1995", date(1995, 8, 15)),
        ("15/08/1995", date(1995, 8, 15)),
        ("05-08-1995", date(1995, 8, 5)),
        ("5.8.1995", date(1995, 8, 5)),
        ("15 08 1995", date(1995, 8, 15)),
        ("08/15/1995", None),
    ):
        assert refused(form(born_on=typed), "form.day_order", "/born_on")
        offered = check_applicant(form(born_on=suggest(typed).text, documents=[]), on=ON).value
        assert (offered and offered.born_on) == meant


def test_dob_flag_known_in_part() -> None:
    flag = ("birth.partly_known", "/born_on")
    for typed in ("1995-00-00", "1995-08-00", "1995-00-15"):
        read = check_applicant(form(born_on=typed), on=ON)
        assert read.value is not None and found_in(read.value) == {flag}
        assert attrs.evolve(read.value).born_on.isoformat() == typed
    # What is known is still compared; what is missing is nobody's reason.
    assert ("nik.birth_date_differs", "/documents/0/number") in found_in(
        citizen(paper("ktp"), born_on=PartialDate(1994))
    )
    assert found_in(citizen(passport(), paper("ktp"), born_on=PartialDate(1995))) == {flag}
    other = found_in(citizen(passport(), paper("ktp"), born_on=PartialDate(1995, 9)))
    assert ("mrz.birth_date_differs", "/documents/0/mrz") in other
    for born, under in ((PartialDate(2010), True), (PartialDate(2009), False), (PartialDate(2009, 9), False)):
        shown = found_in(citizen(paper("ktp", nik(date(2009, 9, 15))), born_on=born))
        assert (("document.holder_under_17", "/documents/0/kind") in shown) is under
        assert (("minor.without_head", "/head_of_family") in found_in(citizen(born_on=born))) is under
    assert ("birth.in_future", "/born_on") not in found_in(citizen(born_on=PartialDate(ON.year)), on=ON)
    assert ("birth.in_future", "/born_on") in found_in(citizen(born_on=PartialDate(ON.year + 1)), on=ON)


def test_dob_error_in_the_future() -> None:
    error = ("birth.in_future", "/born_on")
    assert error not in found_in(citizen(born_on=ON), on=ON)
    assert error in found_in(citizen(born_on=ON + DAY), on=ON)
    # It says that alone, and not what would follow from it.
    kia = paper("child_identity_card", issued_on=date(2020, 1, 1))
    for held in (paper("ktp"), passport(issued_on=date(2021, 5, 6)), kia):
        assert found_in(citizen(held, born_on=ON + DAY), on=ON) - found_in(citizen(held), on=ON) == {error}


def test_dob_flag_over_125_years() -> None:
    error = ("birth.too_long_ago", "/born_on")
    born = date(1900, 9, 7)
    assert error not in found_in(citizen(born_on=born), on=date(2026, 9, 6))  # 125
    assert error in found_in(citizen(born_on=born), on=date(2026, 9, 7))  # 126
    assert error in found_in(citizen(born_on=date.min), on=date.max)
    # It stands on a genuine KTP.
    held = citizen(paper("ktp"), born_on=date(1870, 12, 31))
    assert error in found_in(held) and check_applicant(held, on=ON).ok


def test_dob_no_issue_for_popular_dates() -> None:
    for born in (date(1970, 1, 1), date(1965, 7, 1), date(1945, 8, 17), date(2000, 1, 1)):
        assert found_in(citizen(paper("ktp", nik(born)), born_on=born)) == set()


# ---- Nationality


def test_nationality_error_form() -> None:
    for typed in ("Korea", "I1N", "\u0418", 62, "ABCD"):
        report = check_applicant(form(nationality=typed), on=ON)
        assert report.value is None and [issue.pointer for issue in report.errors] == ["/nationality"]
    assert refused(form(nationality="Korea"), "nationality.form", "/nationality")


def test_nationality_no_issue_for_two_letters_or_the_word_of_the_ktp() -> None:
    for typed in ("ID", "id", "WNI", "IDN"):
        read = check_applicant(form(nationality=typed), on=ON)
        assert read.value is not None and read.value.is_citizen and read == check_applicant(form(), on=ON)


def test_nationality_error_a_name_says_which_code_is_meant() -> None:
    for typed in ("RI", "INA", "INDONESIA", "Republik Indonesia"):
        found = check_applicant(form(nationality=typed), on=ON).errors
        assert found == (Issue(IssueCode.NATIONALITY_MEANT, "/nationality", (("meant", "IDN"),)),)
        assert "IDN" in explain(found[0])


def test_nationality_error_that_names_no_country() -> None:
    assert refused(form(nationality="WNA"), "nationality.foreigner", "/nationality")


def test_nationality_flag_unknown() -> None:
    assert ("nationality.unknown", "/nationality") in found_in(foreigner(paper("passport"), nationality="ZZZ"))


# ---- Numbers and contacts


def asked(**changes: Any) -> set[Found]:
    return {(issue.code.value, issue.pointer) for issue in check_form(replacement_form(**changes), on=ON).issues}


def request_form(**changes: Any) -> dict[str, Any]:
    return {"msisdn": NUMBER, "reason": "lost", "applicant": form(), **changes}


def request_refused(data: Mapping[str, Any], code: str, at: str) -> bool:
    report = check_form(data, on=ON)
    assert IssueCode(code).severity is Severity.ERROR
    return report.value is None and [(issue.code.value, issue.pointer) for issue in report.errors] == [(code, at)]


def test_msisdn_error_not_an_indonesian_mobile_number() -> None:
    for typed, code in (
        ("0812 3456 789O", "msisdn.letters"),
        ("08123456789\u0660", "text.non_ascii"),
        ("021 555 1234", "msisdn.landline"),
        ("+14155552671", "msisdn.foreign"),
        ("081234567890x99", "msisdn.extension"),
        ("0812345", "msisdn.too_short"),
        ("081234567890 081234567891", "msisdn.several"),
    ):
        assert request_refused(request_form(msisdn=typed), code, "/msisdn")


def test_msisdn_error_a_spreadsheets_number() -> None:
    for typed in ("81234567890.0", "81234567890,0", "+62 81234567890.0", "8.1234567890E+10", "8.123456789E10"):
        assert request_refused(request_form(msisdn=typed), "text.spreadsheet", "/msisdn")


def test_msisdn_no_issue_for_dots_between_the_groups() -> None:
    for typed in ("0812.3456.7890", "+62.812.3456.7890", "08.12.34.56.78.90"):
        assert check_form(request_form(msisdn=typed), on=ON).issues == ()


def test_msisdn_flag_prefix_unallocated_or_disputed() -> None:
    assert asked(msisdn="0820 0000 0000") == {("msisdn.prefix_unallocated", "/msisdn")}
    assert asked(msisdn="0885 0000 0000") == {("msisdn.prefix_disputed", "/msisdn")}


def test_contact_phone_error_unparseable() -> None:
    data = request_form(applicant=form(contact={"phone": "12"}))
    assert request_refused(data, "phone.invalid", "/applicant/contact/phone")


def test_contact_phone_error_a_bare_area_code() -> None:
    for typed in ("6581234567", "215551234", "12025550100", "8041234567"):
        data = request_form(applicant=form(contact={"phone": typed}))
        assert request_refused(data, "phone.invalid", "/applicant/contact/phone")


def test_contact_phone_error_two_numbers_or_a_spreadsheets() -> None:
    for typed, code in (
        ("0812 3456 7891 0812 3456 7892", "msisdn.several"),
        ("021 5551234 021 5551235", "msisdn.several"),
        ("81234567891.0", "text.spreadsheet"),
    ):
        data = request_form(applicant=form(contact={"phone": typed}))
        assert request_refused(data, code, "/applicant/contact/phone")


def test_contact_phone_flag_unusual_kind() -> None:
    for typed in ("0809 1234567", "0804 1234567", "0807 1123456", "1500 123", "+81 20 2555 0100", "+44 70 1234 5678"):
        flags = check_form(replacement_form(applicant=applicant(contact=Contact(phone=typed))), on=ON).flags
        assert [(issue.code.value, issue.pointer) for issue in flags] == [
            ("phone.unusual_kind", "/applicant/contact/phone")
        ]
    assert asked(applicant=applicant(contact=Contact(phone="0800 1234567"))) == set()


def test_contact_phone_error_equals_the_lost_number() -> None:
    error = ("phone.is_lost_number", "/applicant/contact/phone")
    # However it is written: what counts is the number.
    for typed in ("081234567890", "+62 812-3456-7890", "0062 81234567890"):
        same = applicant(contact=Contact(phone=typed))
        assert asked(applicant=same) == {error}
        report = check_form(replacement_form(applicant=same), on=ON)
        assert report.value is not None and not report.ok
    assert asked(applicant=applicant(contact=Contact(phone="081234567891"))) == set()


def test_contact_phone_note_foreign() -> None:
    for typed in ("+61412345678", "0061 412 345 678"):
        abroad = check_form(replacement_form(applicant=applicant(contact=Contact(phone=typed))), on=ON)
        assert [(issue.code.value, issue.pointer, issue.severity) for issue in abroad.issues] == [
            ("phone.foreign", "/applicant/contact/phone", Severity.NOTE)
        ]


@pytest.mark.skipif(
    PhoneNumber.read("+22967490948").value is not None, reason="this release of phonenumbers still takes the number"
)
def test_stored_value_flag_stricter_rule_since() -> None:
    """Benin's numbers had eight digits until they became ten; the number of a contact outlives that."""
    stored = from_mapping(Contact, {"version": 1, "phone": "+22967490948", "email": None})
    found = check_form(replacement_form(applicant=applicant(contact=stored)), on=ON).issues
    assert [(issue.code.value, issue.pointer, issue.severity) for issue in found] == [
        ("value.rule_changed", "/applicant/contact/phone", Severity.FLAG)
    ]
    typed = check_form({"applicant": {"contact": {"phone": "+229 67 49 09 48"}}}, on=ON).issues
    assert ("phone.invalid", "/applicant/contact/phone") in {(issue.code.value, issue.pointer) for issue in typed}


def made_ready(iccid: str, old: str | None = None) -> lifecycle.Decision:
    approved = in_state(State.APPROVED, old_iccid=old)
    ready = sample(events.MakeReady, approved)
    assert isinstance(ready, events.MakeReady)
    return lifecycle.decide(approved, attrs.evolve(ready, iccid=iccid), now=next_moment(approved))


def test_new_iccid_error_form() -> None:
    for iccid in ("896210000000000", "8962100000000000018222", "1262100000000000018"):
        with pytest.raises(InvalidValueError):
            made_ready(iccid)


def test_new_iccid_no_issue_for_the_fillers_of_ten_bytes() -> None:
    for iccid in ("8962990000000000005F", "896299000000000000FF", "896299000000000000ff"):
        assert made_ready(iccid).issues == ()


def test_iccid_and_imsi_error_a_spreadsheets_number() -> None:
    for iccid in ("896210000000000001.0", "8.9621E+18"):
        assert request_refused(request_form(old_iccid=iccid), "text.spreadsheet", "/old_iccid")
    for imsi in ("51010123456789.0", "5.10101E+14"):
        assert [issue.code for issue in cards.Imsi.check(imsi)] == [IssueCode.TEXT_SPREADSHEET]


def test_new_iccid_error_equals_the_old_one() -> None:
    refusal = made_ready(CARDS[0], old=CARDS[0])
    assert not refusal.allowed
    assert IssueCode.CARD_IS_OLD_CARD in {issue.code for issue in refusal.issues}
    assert IssueCode.CARD_IS_OLD_CARD not in {issue.code for issue in made_ready(CARDS[0], old=CARDS[1]).issues}


def test_new_iccid_flag_not_indonesian_or_luhn() -> None:
    foreign = {issue.code for issue in made_ready("8944476500008878576").issues}
    assert IssueCode.ICCID_NOT_INDONESIAN in foreign and IssueCode.ICCID_LUHN not in foreign
    assert IssueCode.ICCID_LUHN in {issue.code for issue in made_ready("8962100000000000008").issues}


def test_new_iccid_no_issue_for_the_issuer() -> None:
    # Numbers of issuers that nobody was given, each with its Luhn digit.
    for iccid in ("8962990000000000005", "8962000000000000003", "8962770000000000001"):
        assert made_ready(iccid).issues == ()


def test_old_iccid_error_form() -> None:
    assert request_refused(request_form(old_iccid="12345"), "iccid.length", "/old_iccid")
    assert request_refused(request_form(old_iccid="1262100000000000018"), "iccid.not_telecom", "/old_iccid")


def test_old_iccid_flag_not_indonesian_or_luhn() -> None:
    assert asked(old_iccid="8944476500008878576") == {("iccid.not_indonesian", "/old_iccid")}
    assert asked(old_iccid="8962100000000000008") == {("iccid.luhn", "/old_iccid")}


def test_eid_error_form_or_checksum() -> None:
    for eid, code in (
        ("8903401156001000000000000000012", IssueCode.EID_LENGTH),
        ("89034011560010000000000000000122", IssueCode.EID_CHECKSUM),
    ):
        assert [issue.code for issue in cards.Eid.check(eid)] == [code]


def test_eid_no_issue_for_the_prefix() -> None:
    # The remainder of 97 decides alone; this one begins with 12.
    body = "12" + "0" * 28
    digits = body + f"{98 - int(body + '00') % 97:02}"
    assert int(digits) % 97 == 1
    assert cards.Eid.check(digits) == ()


def test_imsi_error_length() -> None:
    for imsi in ("5101012345678", "5101012345678901"):
        assert [issue.code for issue in cards.Imsi.check(imsi)] == [IssueCode.IMSI_LENGTH]


def test_imsi_flag_not_indonesian() -> None:
    assert [issue.code for issue in cards.Imsi.check("460001234567890")] == [IssueCode.IMSI_NOT_INDONESIAN]
    assert cards.Imsi.check("510891234567890") == ()


def test_imsi_no_issue_for_the_operator() -> None:
    for network in ("00", "99", "55"):
        assert cards.Imsi.check(f"510{network}1234567890") == ()


def test_email_error_syntax() -> None:
    for typed, code in (
        ("siti@ex_ample.com", "email.syntax"),
        ("siti@example.com ", "email.space"),
        ("siti.example.com", "email.no_at_sign"),
        ("siti@@example.com", "email.two_at_signs"),
        ("@example.com", "email.no_name"),
        ("siti@", "email.no_domain"),
        ("siti@localhost", "email.no_top_level"),
        ("siti@example..com", "email.dots"),
        ("siti@example,com", "email.separator"),
        ("siti@example.com; budi@example.com", "email.several"),
        ("Siti <siti@example.com>", "email.display_name"),
    ):
        data = request_form(applicant=form(contact={"email": typed}))
        assert request_refused(data, code, "/applicant/contact/email")


def test_email_flag_non_ascii_or_punycode() -> None:
    for typed, code in (("s\u00ecti@example.com", "email.non_ascii"), ("siti@xn--80ak6aa92e.com", "email.punycode")):
        flags = check_applicant(applicant(contact=Contact(email=typed)), on=ON).flags
        assert [(issue.code.value, issue.pointer) for issue in flags] == [(code, "/contact/email")]


def test_email_no_issue_for_a_domain_that_nobody_asked() -> None:
    assert found_in(applicant(contact=Contact(email="budi@gmail.con"))) == set()


# ---- What no cell of the table names


@pytest.mark.parametrize("kind", ["ktp", "passport", "kitap", "driving_license", "sktt", "child_identity_card"])
def test_a_paper_of_one_person_issued_before_their_birth_is_flagged_and_a_family_card_is_not(kind: str) -> None:
    born = date(1995, 8, 15)
    flag = ("document.issued_before_birth", "/documents/0/issued_on")
    assert flag in found_in(citizen(paper(kind, issued_on=born - DAY)))
    assert flag not in found_in(citizen(paper(kind, issued_on=born)))
    assert flag not in found_in(citizen(paper("family_card", issued_on=born - DAY)))


@pytest.mark.parametrize(
    ("kinds", "any_of", "all_of"),
    [
        ("passport", True, False),
        ("kitap", True, False),
        ("passport kitas", True, True),
        ("passport kitap", True, True),
        ("kitas", True, False),
        ("kitas kitap", True, False),
        ("sktt", False, False),
        ("driving_license family_card", False, False),
    ],
)
def test_a_foreigner_shows_passport_or_permit_and_both_where_the_policy_says_so(
    kinds: str, any_of: bool, all_of: bool
) -> None:
    flag = ("foreigner.without_papers", "/documents")
    person = foreigner(*(paper(kind) for kind in kinds.split()))
    assert (flag not in found_in(person)) is any_of
    assert (flag not in found_in(person, policy=ALL_PAPERS)) is all_of
    # A citizen's papers are other ones, and without any there is nothing to look at yet.
    assert flag not in found_in(citizen(*person.documents))
    assert flag not in found_in(foreigner())


@pytest.mark.parametrize(
    ("kinds", "age", "has_head", "expected"),
    [
        ("ktp", 31, False, False),
        ("digital_ktp", 31, False, False),
        ("child_identity_card", 16, True, False),
        ("ktp_replacement_letter", 31, False, True),
        ("family_card", 31, False, True),
        ("family_card", 31, True, True),
        ("family_card", 16, True, False),
        ("family_card", 17, True, True),
        ("family_card", 16, False, True),
        ("passport", 31, False, True),
        ("", 31, False, False),
    ],
)
def test_a_citizen_shows_a_nik_or_is_a_child_with_a_head_of_family(
    kinds: str, age: int, has_head: bool, expected: bool
) -> None:
    person = citizen(
        *(paper(kind) for kind in kinds.split()),
        born_on=date(ON.year - age, 1, 1),
        head_of_family=HEAD if has_head else None,
    )
    assert (("citizen.without_nik", "/documents") in found_in(person)) is expected


def test_nothing_was_bought_on_a_day_that_has_not_come() -> None:
    record = PurchaseRecord("Toko Pulsa", ON + DAY)
    assert asked(purchase_record=record) == {("purchase.in_future", "/purchase_record/bought_on")}
    assert asked(purchase_record=attrs.evolve(record, bought_on=ON)) == set()
    assert asked(purchase_record=attrs.evolve(record, bought_on=None)) == set()


@pytest.mark.parametrize("on", [date.min, ON, date.max])
def test_the_ends_of_time_are_days_like_others(on: date) -> None:
    ends = (date.min, date(4, 2, 29), date(9990, 1, 1), date.max - DAY)
    for born, issued in product(ends, repeat=2):
        shown = found_in(foreigner(paper("passport", issued_on=issued, expires_on=date.max), born_on=born), on=on)
        flag = ("document.long_validity", "/documents/0/expires_on")
        assert (flag in shown) is (issued.year < 9000)


@given(born=st.dates(), days=st.integers(0, 200 * 366))
@example(born=date(2004, 2, 29), days=366 + 365 - 1)
@example(born=date(2004, 2, 29), days=4 * 365)
def test_age_is_counted_in_full_years_as_dateutil_counts_them(born: date, days: int) -> None:
    on = date.fromordinal(min(born.toordinal() + days, date.max.toordinal()))
    assert age_on(born, on) == relativedelta(on, born).years


@given(born=st.dates(), later=st.dates())
def test_nobody_has_an_age_before_birth(born: date, later: date) -> None:
    if later < born:
        assert age_on(born, later) <= 0


@pytest.mark.parametrize("junk", [datetime(2026, 9, 7, tzinfo=UTC), "2026-09-07", None, 20260907])
def test_the_day_is_a_date_and_nothing_else(junk: Any) -> None:
    with pytest.raises(TypeError, match="on is a date"):
        the_day(junk)
    assert the_day(ON) == ON


def test_the_day_of_a_moment_is_the_day_in_the_zone_of_the_review() -> None:
    assert day_of(datetime(2026, 9, 6, 16, 59, tzinfo=UTC), ARTICLE) == date(2026, 9, 6)
    assert day_of(datetime(2026, 9, 6, 17, 0, tzinfo=UTC), ARTICLE) == ON
    assert day_of(MONDAY, ARTICLE) == ON


def test_a_request_shows_what_its_applicant_shows_one_level_further_out() -> None:
    odd = citizen(paper("ktp"), born_on=date(1995, 8, 16))
    assert form_issues(replacement_form(applicant=odd), on=ON, policy=ARTICLE) == tuple(
        issue.under("/applicant") for issue in applicant_issues(odd, on=ON, policy=ARTICLE)
    )


def value_types(annotated: Any) -> Iterator[type[Any]]:
    """The types of which a field may be, those within a tuple or a union among them."""
    if get_args(annotated):
        for inner in get_args(annotated):
            yield from value_types(inner)
    elif isinstance(annotated, type):
        yield annotated


@pytest.mark.parametrize("kind", [ReplacementForm, *_checks._NOTICING])
def test_every_field_in_which_something_may_have_been_noticed_is_looked_at(kind: type[Any]) -> None:
    of_form = (*_checks._UP_TO_APPLICANT, *_checks._AFTER_APPLICANT)
    looked_at = of_form if kind is ReplacementForm else _checks._NOTICING[kind]
    for field in attrs.fields(kind):
        types = set(value_types(field.type))
        # The machine-readable zone is read or refused, and notices nothing.
        may_notice = any(issubclass(it, Masked) or attrs.has(it) for it in types - {PartialDate})
        assert (field.name in looked_at) is (may_notice or field.name in {"nationality", "issuing_country"})


# ---- What is not known

OF_PERSON: Final[Mapping[str, tuple[Any, ...]]] = {
    "full_name": NAMES,
    "born_on": BIRTHS,
    "sex": tuple(Sex),
    "nationality": NATIONALITIES,
}


def across(person: PersonView, policy: Policy) -> set[Issue]:
    return set(person_issues(person, on=ON, policy=policy))


def seen_of(person: Applicant) -> KnownPerson:
    """The same person as one of whom something may not be known."""
    parts = attrs.asdict(person, recurse=False)
    del parts["contact"]
    documents = tuple(KnownDocument(**attrs.asdict(document, recurse=False)) for document in person.documents)
    head = None if person.head_of_family is None else KnownHead(**attrs.asdict(person.head_of_family, recurse=False))
    return KnownPerson(**{**parts, "documents": documents, "head_of_family": head})


@given(person=people, policy=policies)
def test_of_whom_everything_is_known_the_rules_say_what_they_say_of_the_applicant(
    person: Applicant, policy: Policy
) -> None:
    assert person_issues(seen_of(person), on=ON, policy=policy) == person_issues(person, on=ON, policy=policy)


@given(person=people, policy=policies, field=st.sampled_from(sorted(OF_PERSON)))
def test_without_a_field_that_is_said_which_holds_whatever_stands_in_it(
    person: Applicant, policy: Policy, field: str
) -> None:
    # The values that are tried hold one for every rule that it does not fire for.
    possible = [across(seen_of(attrs.evolve(person, **{field: value})), policy) for value in OF_PERSON[field]]
    unread: dict[str, Any] = {field: None}
    assert across(attrs.evolve(seen_of(person), **unread), policy) == set.intersection(*possible)


OF_DOCUMENT: Final = ("kind", "number", "holder_name", "issuing_country", "issued_on", "mrz")


@given(person=people, policy=policies, data=st.data())
def test_who_knows_less_says_nothing_more(person: Applicant, policy: Policy, data: st.DataObject) -> None:
    seen = seen_of(person)
    erased: dict[str, Any] = dict.fromkeys(data.draw(st.sets(st.sampled_from(sorted(OF_PERSON)))))
    documents = tuple(
        attrs.evolve(document, **dict.fromkeys(data.draw(st.sets(st.sampled_from(OF_DOCUMENT)))))
        for document in seen.documents
    )
    less = attrs.evolve(seen, documents=documents, **erased)
    assert across(less, policy) <= across(seen, policy)


@given(person=people, policy=policies)
def test_a_document_of_which_nothing_is_known_may_be_any(person: Applicant, policy: Policy) -> None:
    """What is concluded from a missing paper is not, as long as one may be it."""
    seen = seen_of(person)
    unread = attrs.evolve(seen, documents=(*seen.documents, KnownDocument())) if seen.documents else seen
    concluded = {
        IssueCode.MINOR_WITHOUT_HEAD,
        IssueCode.CITIZEN_WITHOUT_NIK,
        IssueCode.FOREIGNER_WITHOUT_PAPERS,
        IssueCode.DOCUMENT_PERMIT_WITHOUT_PASSPORT,
        IssueCode.NIK_FOREIGNER_WITHOUT_KITAP,
    }
    # A KITAP without an end would let the KTP of a foreigner be without one.
    ktps = {
        f"/documents/{at}/expires_on" for at, held in enumerate(seen.documents) if held.kind in {"ktp", "digital_ktp"}
    }
    expected = {
        issue
        for issue in across(seen, policy)
        if not seen.documents
        or (issue.code not in concluded and (issue.code != "document.expiry_missing" or issue.pointer not in ktps))
    }
    assert across(unread, policy) == expected


# ---- The page

PAGE: Final = Path(__file__).parent.parent.parent / "docs" / "reference" / "identity-checks.md"
A_CELL: Final = re.compile(r"test_[a-z0-9_]+_(?:error|flag|note|no_issue)_[a-z0-9_]+")


def rows() -> Iterator[tuple[str, ...]]:
    """The cells of the table's rows."""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        if len(cells) == 5 and cells[0] not in {"Field", "---"}:
            yield cells


def test_the_page_names_the_tests_of_this_module_and_this_module_has_a_test_for_each() -> None:
    tree = ast.parse(Path(__file__).read_text(encoding="utf-8"))
    here = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and A_CELL.fullmatch(node.name)}
    listed = set(re.findall(r"`(test_\w+)`", PAGE.read_text(encoding="utf-8")))
    assert listed == here


def test_every_cell_of_the_page_has_a_code_and_a_test_or_is_the_hosts() -> None:
    seen = list(rows())
    assert len(seen) > 100
    for field, says, cell, decided, shown in seen:
        assert field and cell and says in {"ERROR", "FLAG", "do not check"}
        if decided == "the host's":
            assert not re.findall("`test_", shown)
            continue
        assert re.findall("`test_", shown), cell
        codes = [IssueCode(code) for code in re.findall(r"`([a-z_]+\.[a-z0-9_]+)`", decided)]
        assert bool(codes) is (says != "do not check"), cell
        # Where another severity than the cell's is given, the row says so.
        named = {code.severity.name for code in codes} - {says}
        assert all(name in decided for name in named), cell


def test_every_code_that_the_rules_across_fields_give_stands_on_the_page_or_is_tested_apart() -> None:
    source = inspect.getsource(_checks)
    given_here = {IssueCode[name].value for name in re.findall(r"IssueCode\.([A-Z0-9_]+)", source)}
    listed = set(re.findall(r"`([a-z_]+\.[a-z0-9_]+)`", PAGE.read_text(encoding="utf-8")))
    apart = {
        "document.issued_before_birth",
        "foreigner.without_papers",
        "citizen.without_nik",
        "purchase.in_future",
    }
    assert given_here - listed == apart
