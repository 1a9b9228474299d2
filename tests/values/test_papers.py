"""Family card, passport, permit and other documents' numbers: the cells of the rules, and laws. All are made up."""

import copy
import pickle
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simreplace._data import provinces, regencies
from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode, Severity
from simreplace.values.masked import as_compared
from simreplace.values.nik import FamilyCardNumber, Nik, RegionStatus, Sex
from simreplace.values.papers import (
    DocumentNumber,
    PassportNumber,
    PermitNumber,
    icao_check_digit,
    indonesian_passport_form,
)

KINDS = (FamilyCardNumber, PassportNumber, PermitNumber, DocumentNumber)
Number = FamilyCardNumber | PassportNumber | PermitNumber | DocumentNumber
Kind = type[FamilyCardNumber] | type[PassportNumber] | type[PermitNumber] | type[DocumentNumber]

KK = "3174071508150001"
ADVERSARIAL = "019AZaz -./\\<>\t\n\r\x00\x1f٠١²①３\u00a0\u00ad\u200b\u202e\u2028\ue000\ufeff\ud800\u017f\u212a"

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
anything = st.one_of(st.text(), st.text(ADVERSARIAL, max_size=70), st.text("0123456789", min_size=14, max_size=18))


def codes(kind: Kind, text: object) -> list[IssueCode]:
    return [issue.code for issue in kind.check(text)]


# ---- What all of them share


@every_kind
@pytest.mark.parametrize(("thing", "found"), [(31, "number"), (b"31", "bytes"), (None, "nothing"), ([], "other")])
def test_error_not_a_text(kind: Kind, thing: object, found: str) -> None:
    assert kind.check(thing) == (Issue(IssueCode.TEXT_TYPE, params=(("found", found),)),)


@pytest.mark.parametrize(("kind", "cap"), list(zip(KINDS, (64, 64, 64, 200), strict=True)))
def test_error_too_long_before_anything_else_is_read(kind: Kind, cap: int) -> None:
    assert kind.check("٣" * (cap + 1)) == (Issue(IssueCode.TEXT_TOO_LONG, params=(("limit", cap),)),)
    assert IssueCode.TEXT_TOO_LONG not in codes(kind, "٣" * cap)


@pytest.mark.parametrize("kind", KINDS[:3], ids=lambda kind: kind.__name__)
def test_error_non_ascii_in_a_number_that_has_an_alphabet(kind: Kind) -> None:
    expected = Issue(IssueCode.TEXT_NON_ASCII, params=(("at", 3), ("character", "U+0661")))
    assert kind.check(" 12١4567 ") == (expected,)


@pytest.mark.parametrize("text", ["X12345\u017f7", "X12345\u212a7", "X12345\u01317"])
def test_error_non_ascii_letters_do_not_slip_in_by_becoming_ascii_capitals(text: str) -> None:
    for kind in (PassportNumber, PermitNumber):
        assert codes(kind, text) == [IssueCode.TEXT_NON_ASCII]


@every_kind
@given(thing=st.one_of(anything, st.binary(), st.integers(), st.none()))
@example(thing="\ud800")
@example(thing="")
@example(thing="٣" * 5000)
def test_check_never_raises_and_parse_succeeds_exactly_without_an_error(kind: Kind, thing: object) -> None:
    issues = kind.check(thing)
    if any(issue.severity is Severity.ERROR for issue in issues):
        with pytest.raises(InvalidValueError) as refusal:
            kind.parse(thing)  # type: ignore[arg-type]
        assert refusal.value.issues == issues
        return
    number: Number = kind.parse(thing)  # type: ignore[arg-type]
    # What was read reads again as itself, and its issues are those of the canonical text.
    assert kind.parse(number.reveal()) == number
    assert kind.parse(number.reveal()).reveal() == number.reveal()
    assert kind.check(number) == kind.check(number.reveal()) == issues
    for twin in (pickle.loads(pickle.dumps(number)), copy.copy(number), copy.deepcopy(number)):
        assert twin == number and hash(twin) == hash(number)
    assert set(number.reveal()) == {"*"} or number.reveal() not in str(number)


@every_kind
@given(thing=anything)
def test_issues_hold_positions_counts_and_code_points_alone(kind: Kind, thing: str) -> None:
    for issue in kind.check(thing):
        for name, value in issue.params:
            if name == "character":
                assert isinstance(value, str) and value.startswith("U+")
            else:
                assert name in {"at", "count", "digits", "limit"} and isinstance(value, int)


def test_two_kinds_with_the_same_text_are_not_equal() -> None:
    assert FamilyCardNumber.parse(KK) != Nik.parse(KK)
    assert len({FamilyCardNumber.parse(KK), Nik.parse(KK), FamilyCardNumber.parse(KK)}) == 2


def test_the_closed_lists_say_what_they_are() -> None:
    assert [sex.value for sex in Sex] == ["female", "male", "unspecified"]
    assert [status.value for status in RegionStatus] == ["current", "former", "unknown"]


def test_the_tables_of_regions_say_where_they_come_from() -> None:
    assert "300.2.2-2430/2025" in provinces.SOURCE
    assert "300.2.2-2430/2025" in regencies.SOURCE
    assert provinces.AS_OF == regencies.AS_OF == regencies.MOVED_2022_AS_OF == date(2025, 6, 23)
    assert provinces.CONFIDENCE == regencies.CONFIDENCE == regencies.MOVED_2022_CONFIDENCE == "high"
    assert "cahyadsn/wilayah" in regencies.MOVED_2022_SOURCE
    assert "UU 20/2012" in regencies.MOVED_EARLIER_SOURCE
    assert ("medium", date(2016, 2, 3)) == (regencies.MOVED_EARLIER_CONFIDENCE, regencies.MOVED_EARLIER_AS_OF)


# ---- Kartu Keluarga


@pytest.mark.parametrize(("text", "count"), [("", 0), (KK[:-1], 15), (KK + "0", 17)])
def test_kk_error_not_16_digits(text: str, count: int) -> None:
    assert FamilyCardNumber.check(text) == (Issue(IssueCode.KK_LENGTH, params=(("digits", count),)),)


def test_kk_error_another_character() -> None:
    assert FamilyCardNumber.check("3174/07") == (Issue(IssueCode.TEXT_CHARACTER, params=(("at", 5),)),)


@pytest.mark.parametrize("digit", "0123456789")
def test_kk_error_all_digits_equal(digit: str) -> None:
    assert codes(FamilyCardNumber, digit * 16)[0] is IssueCode.KK_PLACEHOLDER


@pytest.mark.parametrize("text", ["3174 0715 0815 0001", "317407.150815.0001", "\t3174-0715-0815-0001\r\n"])
def test_kk_separators_change_nothing(text: str) -> None:
    assert FamilyCardNumber.parse(text) == FamilyCardNumber.parse(KK)


@pytest.mark.parametrize("written", ["000115", "320115", "150015", "151315", "310415", "290215", "290201"])
def test_kk_flag_impossible_recording_date_is_never_an_error(written: str) -> None:
    text = f"317407{written}0001"
    assert codes(FamilyCardNumber, text) == [IssueCode.KK_IMPOSSIBLE_DATE]
    assert FamilyCardNumber.parse(text).recorded_on == ()


@pytest.mark.parametrize("day", ["41", "55", "71"])
def test_kk_do_not_check_plus_40(day: str) -> None:
    # Nobody is a woman here: such a day is as impossible as any other above 31.
    assert codes(FamilyCardNumber, f"317407{day}08150001") == [IssueCode.KK_IMPOSSIBLE_DATE]


@pytest.mark.parametrize("province", ["10", "20", "97", "99"])
def test_kk_flag_province_unknown(province: str) -> None:
    assert codes(FamilyCardNumber, f"{province}74071508150001") == [IssueCode.KK_PROVINCE_UNKNOWN]


def test_kk_flags_come_at_once() -> None:
    assert codes(FamilyCardNumber, "0" * 16) == [
        IssueCode.KK_PLACEHOLDER,
        IssueCode.KK_IMPOSSIBLE_DATE,
        IssueCode.KK_PROVINCE_UNKNOWN,
    ]


def test_kk_do_not_check_region_below_the_province_or_serial() -> None:
    for regency in range(100):
        assert codes(FamilyCardNumber, f"91{regency:02}991508150000") == []


def test_kk_hand_worked_recording_dates() -> None:
    assert FamilyCardNumber.parse(KK).recorded_on == (date(1915, 8, 15), date(2015, 8, 15))
    assert FamilyCardNumber.parse("3174072902000001").recorded_on == (date(2000, 2, 29),)
    assert FamilyCardNumber.check("3174072902000001") == ()
    assert FamilyCardNumber.parse("3174072902040001").recorded_on == (date(1904, 2, 29), date(2004, 2, 29))


def test_kk_shows_its_province_alone() -> None:
    assert repr(FamilyCardNumber.parse(KK)) == "FamilyCardNumber(31**************)"


# ---- Passport


@pytest.mark.parametrize(
    "text", ["X1234567", "x1234567", " x 123-4567 ", "X-1-2-3-4-5-6-7", "X.123.4567", "\tX1234567\n"]
)
def test_passport_spaces_hyphens_and_small_letters_change_nothing(text: str) -> None:
    assert PassportNumber.parse(text).reveal() == "X1234567"
    assert PassportNumber.check(text) == ()


@pytest.mark.parametrize("length", range(16))
def test_passport_error_length_outside_1_to_12_and_flag_outside_6_to_9(length: int) -> None:
    text = ("X" + "1" * 15)[:length]
    found = set(codes(PassportNumber, text)) - {IssueCode.PASSPORT_NO_DIGIT, IssueCode.PASSPORT_MRZ_COPIED}
    if not 1 <= length <= 12:
        assert found == {IssueCode.PASSPORT_LENGTH}
        assert Issue(IssueCode.PASSPORT_LENGTH, params=(("count", length),)) in PassportNumber.check(text)
    else:
        assert found == (set() if 6 <= length <= 9 else {IssueCode.PASSPORT_UNUSUAL_LENGTH})


@pytest.mark.parametrize("text", ["CGHJKLMNP", "c ghjk lmnp", "ABCDEFG"])
def test_passport_flag_no_digit(text: str) -> None:
    # PassV (Germany), Anlage 11: seventeen letters and ten digits, drawn alike.
    assert codes(PassportNumber, text) == [IssueCode.PASSPORT_NO_DIGIT]
    assert IssueCode.PASSPORT_NO_DIGIT.severity is Severity.FLAG


def test_passport_flags_come_at_once_and_nothing_is_said_of_a_number_that_is_too_long() -> None:
    assert codes(PassportNumber, "ABC") == [IssueCode.PASSPORT_UNUSUAL_LENGTH, IssueCode.PASSPORT_NO_DIGIT]
    assert codes(PassportNumber, "ABCDEFGHIJKLM") == codes(PassportNumber, "") == [IssueCode.PASSPORT_LENGTH]


@given(st.from_regex(r"[A-Z0-9]{1,9}", fullmatch=True))
def test_law_whatever_a_zone_can_hold_as_a_number_can_be_typed(number: str) -> None:
    assert PassportNumber.parse(number).reveal() == number


LABELED = [
    "No. 1234567",
    "No 1234567",
    "NO.1234567",
    "no . 1234567",
    "Nr. 1234567",
    "nomor 1234567",
    "Nomer. 1234567",
    "Number 1234567",
    "No. X1234567",
    "No X 1234567",
    "Passport X1234567",
    "Paspor X1234567",
    "E-Paspor X1234567",
    "Passport No. X1234567",
    "PP No. X1234567",
    " Pass. 1234567 ",
    "Passport: X1234567",
    "No:1234567",
    "NIORA 2C21JE0001",
    "Doc. 1234567",
]


@pytest.mark.parametrize("text", [*LABELED, "KITAS 2C21JE0001-A", "No. KITAP 2C21JE0001-A", "ITAS. 2C21JE0001"])
def test_a_label_in_front_of_a_number_is_no_part_of_it(text: str) -> None:
    for kind in (PassportNumber, PermitNumber):
        assert kind.check(text) == (Issue(IssueCode.NUMBER_LABEL),)


@pytest.mark.parametrize(
    "text", ["NO1234567", "NR6R4H8P5", "N 01234567", "NO-123456", "PASS12345", "NOM 123456", "X 1234567", "AB NO123456"]
)
def test_letters_that_may_belong_to_the_number_are_no_label(text: str) -> None:
    assert PassportNumber.parse(text).reveal() == text.replace(" ", "").replace("-", "")
    assert PermitNumber.parse(text).reveal() == text.replace(" ", "")


@pytest.mark.parametrize(("text", "at"), [("X12345,7", 7), ("X<234567", 2), ("X123\t4567", 5), ("X123/456", 5)])
def test_passport_error_another_character(text: str, at: int) -> None:
    assert PassportNumber.check(text) == (Issue(IssueCode.TEXT_CHARACTER, params=(("at", at),)),)


@pytest.mark.parametrize("text", ["L898902C36", "l898902c3 6", "D231458907"])
def test_passport_flag_tenth_character_is_the_check_digit_of_nine(text: str) -> None:
    assert codes(PassportNumber, text) == [IssueCode.PASSPORT_UNUSUAL_LENGTH, IssueCode.PASSPORT_MRZ_COPIED]


@pytest.mark.parametrize("last", "012345789AL")
def test_passport_no_flag_where_the_tenth_character_is_another(last: str) -> None:
    assert codes(PassportNumber, "L898902C3" + last) == [IssueCode.PASSPORT_UNUSUAL_LENGTH]


def test_passport_no_flag_for_a_check_digit_elsewhere() -> None:
    assert codes(PassportNumber, "L898902C361") == [IssueCode.PASSPORT_UNUSUAL_LENGTH]


@pytest.mark.parametrize("text", ["220608", "A123456BC", "D1234567", "123456789", "C12345678", "00000001"])
def test_passport_do_not_check_country_patterns(text: str) -> None:
    assert PassportNumber.check(text) == ()


def test_passport_do_not_check_letter_o_against_digit_0() -> None:
    assert PassportNumber.parse("XO123456") != PassportNumber.parse("X0123456")
    assert PassportNumber.check("XO123456") == ()


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("X123456", True),
        ("C1234567", True),
        ("x 1234567", True),
        ("X12345", False),
        ("X12345678", False),
        ("12345678", False),
        ("XX123456", False),
        ("X12345A", False),
    ],
)
def test_passport_indonesian_form_is_a_letter_and_six_or_seven_digits(text: str, fits: bool) -> None:
    assert indonesian_passport_form(PassportNumber.parse(text)) is fits


def test_passport_shows_its_ends_alone() -> None:
    assert repr(PassportNumber.parse("X1234567")) == "PassportNumber(X******7)"
    assert repr(PassportNumber.parse("X1234")) == "PassportNumber(X***4)"


# ---- Stay permit


@pytest.mark.parametrize("text", ["2C21JE0001-A", "2c21je0001-a", " 2C21 JE0001 -A "])
def test_kitas_number_spaces_and_small_letters_change_nothing_and_the_hyphen_stays(text: str) -> None:
    assert PermitNumber.parse(text).reveal() == "2C21JE0001-A"


@pytest.mark.parametrize("text", ["2C21JE0001A", "2c21je0001a", "2C21-JE0001-A", "2C21JE0001--A", "2C21.JE0001 A"])
def test_kitas_number_is_one_number_with_hyphens_and_without(text: str) -> None:
    number, printed = PermitNumber.parse(text), PermitNumber.parse("2C21JE0001-A")
    assert number == printed and hash(number) == hash(printed) and len({number, printed}) == 1
    assert as_compared(number) == as_compared(printed)
    # What was stored by an earlier release is shown as it was, and is the same number too.
    stored = PermitNumber._restore("2C21JE0001-A")
    assert stored == number and stored.reveal() == "2C21JE0001-A" and stored.issues == ()
    assert PermitNumber.parse("2C21JE0001-B") != printed


@pytest.mark.parametrize("length", [1, 5, 6, 20, 21, 40])
def test_kitas_number_error_length_outside_6_to_20(length: int) -> None:
    expected = () if 6 <= length <= 20 else (Issue(IssueCode.PERMIT_LENGTH, params=(("count", length),)),)
    assert PermitNumber.check("1" * length) == expected


def test_kitas_number_error_no_digit() -> None:
    assert codes(PermitNumber, "ABC-DEF") == [IssueCode.PERMIT_NO_DIGIT]


def test_kitas_number_errors_come_at_once() -> None:
    assert codes(PermitNumber, "  ") == [IssueCode.PERMIT_LENGTH, IssueCode.PERMIT_NO_DIGIT]


@pytest.mark.parametrize("text", ["2C21JE0001/A", "2C21JE0001,A", "2C21JE0001_A"])
def test_kitas_number_error_another_character(text: str) -> None:
    assert PermitNumber.check(text) == (Issue(IssueCode.TEXT_CHARACTER, params=(("at", 11),)),)


@pytest.mark.parametrize("text", ["2C11AB00000001", "AB000000001", "J1-0001", "------1", "2C21JE0001-X"])
def test_kitas_number_do_not_check_pattern(text: str) -> None:
    assert PermitNumber.check(text) == ()


def test_kitas_number_shows_its_ends_alone() -> None:
    assert repr(PermitNumber.parse("2C21JE0001-A")) == "PermitNumber(2**********A)"


# ---- Any other paper


@pytest.mark.parametrize("text", ["", " ", "\t\r\n", "\u00a0", " \u3000\u2003 "])
def test_suket_and_license_error_empty_number(text: str) -> None:
    assert DocumentNumber.check(text) == (Issue(IssueCode.TEXT_EMPTY),)


def test_suket_error_longer_than_60() -> None:
    assert DocumentNumber.check(" " + "9" * 60 + " ") == ()
    expected = Issue(IssueCode.NUMBER_LENGTH, params=(("count", 61), ("limit", 60)))
    assert DocumentNumber.check("9" * 61) == (expected,)


@pytest.mark.parametrize(
    ("odd", "code", "name"),
    [
        ("\x00", IssueCode.TEXT_CONTROL, "U+0000"),
        ("\t", IssueCode.TEXT_CONTROL, "U+0009"),
        ("\x85", IssueCode.TEXT_CONTROL, "U+0085"),
        ("\u200b", IssueCode.TEXT_INVISIBLE, "U+200B"),
        ("\u202e", IssueCode.TEXT_INVISIBLE, "U+202E"),
        ("\ue000", IssueCode.TEXT_INVISIBLE, "U+E000"),
        ("\ud800", IssueCode.TEXT_INVISIBLE, "U+D800"),
        ("\u2028", IssueCode.TEXT_INVISIBLE, "U+2028"),
    ],
)
def test_suket_error_a_character_that_nobody_sees(odd: str, code: IssueCode, name: str) -> None:
    assert DocumentNumber.check(f"47{odd}0/1{odd}") == (Issue(code, params=(("at", 3), ("character", name))),)


def test_suket_errors_come_at_once() -> None:
    assert codes(DocumentNumber, "\x00" + "9" * 60) == [IssueCode.NUMBER_LENGTH, IssueCode.TEXT_CONTROL]


@pytest.mark.parametrize("text", ["470/123/SKT/2026", "B", "1", "No. 12 (Kel. Übung) – 3", "台-12", "A  B"])
def test_suket_and_license_do_not_check_pattern(text: str) -> None:
    assert DocumentNumber.check(text) == ()
    assert DocumentNumber.parse(f" {text}\n").reveal() == text


@pytest.mark.parametrize(
    "text",
    [
        "470 / 123 / skt / 2026",
        "470/123/SKT/2026",
        " 470/123/Skt/2026\t",
        "470\u00a0/ 123/SKT/2026",
        "470/123/ſkt/2026",
    ],
)
def test_suket_is_one_number_with_other_spaces_and_capitals(text: str) -> None:
    number, printed = DocumentNumber.parse(text), DocumentNumber.parse("470/123/SKT/2026")
    assert number == printed and hash(number) == hash(printed) and len({number, printed}) == 1
    assert number.reveal() == text.strip(" \t")
    assert DocumentNumber._restore("470/123/SKT/2026") == number


@pytest.mark.parametrize("text", ["470/124/SKT/2026", "470-123-SKT-2026", "470123SKT2026", "470/123/SKT/2026-A"])
def test_suket_with_other_signs_is_another_number(text: str) -> None:
    assert DocumentNumber.parse(text) != DocumentNumber.parse("470/123/SKT/2026")


def test_a_stored_number_that_would_be_trimmed_today_is_the_same_number_and_says_so() -> None:
    stored = DocumentNumber._restore(" 12 ")
    assert stored == DocumentNumber.parse("12")
    assert stored.issues == (Issue(IssueCode.VALUE_RULE_CHANGED),)


@given(st.text("AbC1/ \u00a0", min_size=1, max_size=12), st.text("AbC1/ \u00a0", min_size=1, max_size=12))
def test_law_two_numbers_of_an_office_are_one_where_they_differ_by_spaces_and_case_alone(one: str, other: str) -> None:
    first, second = DocumentNumber.read(one).value, DocumentNumber.read(other).value
    if first is not None and second is not None:
        bare = [text.replace(" ", "").replace("\u00a0", "").upper() for text in (one, other)]
        assert (first == second) is (bare[0] == bare[1])
        assert first != second or hash(first) == hash(second)


@pytest.mark.parametrize(("text", "shown"), [("1", "*"), ("12345", "*****"), ("123456", "1****6")])
def test_suket_shows_its_ends_where_enough_stays_hidden(text: str, shown: str) -> None:
    assert str(DocumentNumber.parse(text)) == shown


# ---- The check digit of ICAO


@pytest.mark.parametrize(
    ("field", "digit"),
    [
        # Printed specimens of ICAO Doc 9303
        ("L898902C3", 6),
        ("740812", 2),
        ("120415", 9),
        ("ZE184226B", 1),
        ("ZE184226B<<<<<", 1),
        ("D23145890", 7),
        ("D23145890734", 9),
        # By hand: 7*1 + 3*10 + 1*35 = 72; nothing; fillers
        ("1AZ", 2),
        ("", 0),
        ("<<<<", 0),
    ],
)
def test_icao_check_digit_of_printed_and_hand_worked_fields(field: str, digit: int) -> None:
    assert icao_check_digit(field) == digit


@pytest.mark.parametrize(
    ("text", "code"), [("a", "text.character"), ("1 2", "text.character"), ("٣", "text.non_ascii")]
)
def test_icao_check_digit_refuses_what_no_zone_holds(text: str, code: str) -> None:
    with pytest.raises(InvalidValueError) as refusal:
        icao_check_digit(text)
    assert [issue.code.value for issue in refusal.value.issues] == [code]


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<", max_size=30))
def test_icao_check_digit_agrees_with_base_36(field: str) -> None:
    worth = [int(character.replace("<", "0"), 36) for character in field]
    assert icao_check_digit(field) == (7 * sum(worth[::3]) + 3 * sum(worth[1::3]) + sum(worth[2::3])) % 10


@given(st.text("0123456789", min_size=1, max_size=14), st.data())
def test_icao_check_digit_notices_every_single_wrong_digit(field: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(field) - 1))
    other = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != field[at]))
    assert icao_check_digit(field[:at] + other + field[at + 1 :]) != icao_check_digit(field)
