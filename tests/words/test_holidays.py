"""The names of the days off: every one has a name in three languages, and what is not known stays as it was given."""

import csv
import re
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest
from holidays.countries.indonesia import Indonesia

from builders import LANGUAGES
from simreplace import BusinessCalendar, Language, estimate_ready_date, explain, indonesian_calendar
from simreplace.calendar.days import CalendarDay, DayKind
from simreplace.words import en as words_en
from simreplace.words import id as words_id
from simreplace.words import zh as words_zh
from simreplace.words.holidays import holiday_in_words

EN, ID, ZH = words_en.WORDS, words_id.WORDS, words_zh.WORDS
DATA = Path(__file__).parent.parent / "data"


def names_of_the_package(first: int, last: int) -> list[str]:
    return sorted({row.name for row in indonesian_calendar(first, last).days if row.name})


def names_of_the_decrees() -> list[str]:
    with (DATA / "skb_days.csv").open(encoding="utf-8", newline="") as table:
        return sorted({row["name_id"] for row in csv.DictReader(table)})


@pytest.mark.parametrize("name", names_of_the_package(2002, 2050) + names_of_the_decrees())
def test_every_day_off_has_a_name_in_three_languages(name: str) -> None:
    english, chinese = holiday_in_words(name, EN), holiday_in_words(name, ZH)
    assert holiday_in_words(name, ID) == name.replace("Hari kedua dari Hari Raya", "Hari Kedua")
    assert english != name and english.isascii()
    assert re.fullmatch("[\u4e00-\u9fff（）]+", chinese), "no Latin letter is left"
    is_leave = "Cuti Bersama" in name
    assert ("collective leave for" in english) is is_leave
    assert ("集体休假" in chinese) is is_leave


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("Isra Mi'raj Nabi Muhammad SAW 1447 H", "Isra and Miraj"),
        ("Hari Raya Idul Fitri 1440 Hijriyah", "Eid al-Fitr"),
        ("Hari Raya Nyepi (Tahun Baru Saka 1941)", "Nyepi Day of Silence"),
        ("Wafat Isa Al Masih", "Good Friday"),
        ("KENAIKAN ISA AL-MASIH", "Ascension Day"),
        ("1 Muharram Tahun Baru Islam 1445 Hijriah", "Islamic New Year"),
        ("Hari Natal", "Christmas Day"),
        ("Cuti Bersama Imlek", "collective leave for Lunar New Year (Imlek)"),
        ("Pengganti Cuti Bersama Idulfitri 1441 H", "day off in lieu: collective leave for Eid al-Fitr"),
        ("Hari Kedua Idul Fitri", "second day of Eid al-Fitr"),
    ],
)
def test_a_name_is_known_in_the_ways_in_which_it_is_written(name: str, english: str) -> None:
    assert holiday_in_words(name, EN) == english


# The package's own English, and ours where they differ by more than a word such as "Day".
OURS = MappingProxyType(
    {
        "Day of Silence": "Nyepi Day of Silence",
        "Eid al-Fitr Second Day": "second day of Eid al-Fitr",
        "Isra' and Mi'raj": "Isra and Miraj",
        "Local Election Day": "regional election day",
        "Lunar New Year": "Lunar New Year (Imlek)",
        "Prophet's Birthday": "Prophet's Birthday (Maulid)",
        "General Election Day": "general election day",
        "Legislative Election Day": "legislative election day",
        "Presidential Election Day": "presidential election day",
    }
)


def test_our_english_names_are_those_of_the_same_holidays_as_the_package_has_them() -> None:
    ours: dict[tuple[date, DayKind], list[str]] = {}
    for row in indonesian_calendar(2002, 2050).days:
        ours.setdefault((row.day, row.kind), []).append(holiday_in_words(row.name or "", EN))
    seen = 0
    for category, kind in (("public", DayKind.PUBLIC_HOLIDAY), ("government", DayKind.COLLECTIVE_LEAVE)):
        theirs = Indonesia(years=range(2002, 2051), language="en_US", categories=category, expand=False)
        for day in theirs:
            told = []
            for name in theirs.get_list(day):
                bare = re.sub(r" \((estimated|observed)\)", "", name)
                seen += "observed" in name
                if kind is DayKind.COLLECTIVE_LEAVE:
                    bare = bare.removesuffix(" Joint Holiday")
                    whole = {"Ascension": "Ascension Day", "Christmas": "Christmas Day", "Vesak": "Vesak Day"}
                    whole["New Year's"] = whole["New Year"] = "New Year's Day"
                    bare = whole.get(bare, bare)
                    bare = f"collective leave for {OURS.get(bare, bare)}"
                told.append(f"day off in lieu: {OURS.get(bare, bare)}" if "observed" in name else OURS.get(bare, bare))
            assert sorted(told) == sorted(ours[day, kind]), day
    assert seen == 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name",
    ["Hari Raya", "Cuti Bersama", "Persiapan Idul Fitri", "Libur Natal kantor", "Haul pendiri", "Christmas Day", "Hari", "2026", "开斋节"],
)  # fmt: skip
def test_a_name_that_is_not_known_stays_as_it_was_given(name: str, language: Language) -> None:
    day = date(2026, 9, 8)
    ours = BusinessCalendar.from_days(date(2026, 9, 1), date(2026, 9, 30), public_holidays={day: name})
    estimate = estimate_ready_date(date(2026, 9, 7), calendar=ours)
    assert name in explain(estimate, language)
    assert name in explain(estimate.skipped[0], language)
    assert name in explain(ours.days[0], language)


def test_of_several_names_each_is_told_by_itself() -> None:
    names = "Hari Lahir Pancasila; Persiapan; Hari Raya Waisak"
    assert holiday_in_words(names, EN) == "Pancasila Day; Persiapan; Vesak Day"
    assert holiday_in_words(names, ID) == names
    # The package says the second day in a roundabout way, and no decree does.
    second = "Hari kedua dari Hari Raya Idul Fitri"
    assert holiday_in_words(f"{names}; {second}", ID) == f"{names}; Hari Kedua Idul Fitri"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            CalendarDay(
                date(2026, 8, 17), DayKind.PUBLIC_HOLIDAY, name="Proklamasi Kemerdekaan", decree="SKB 1497/2025"
            ),
            (
                "Monday, 17 August 2026: Public holiday: Independence Day; SKB 1497/2025",
                "Senin, 17 Agustus 2026: Libur nasional: Proklamasi Kemerdekaan; SKB 1497/2025",
                "2026年8月17日星期一：法定节假日：印度尼西亚独立日；SKB 1497/2025",
            ),
        ),
        (
            CalendarDay(date(2026, 9, 5), DayKind.EXTRA_OPEN),
            (
                "Saturday, 5 September 2026: Extra open day",
                "Sabtu, 5 September 2026: Hari layanan tambahan",
                "2026年9月5日星期六：额外营业日",
            ),
        ),
    ],
    ids=["decreed", "ours"],
)
def test_a_day_of_a_calendar_is_told_with_its_name_and_its_decree(row: CalendarDay, told: tuple[str, ...]) -> None:
    assert tuple(explain(row, language) for language in ("en", "id", "zh")) == told
