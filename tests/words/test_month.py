"""The text calendar: every day once, each mark where the estimate says, in columns that line up."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import LANGUAGES
from simreplace import WIB, CollectiveLeave, Language, ReadyEstimate, ReviewPolicy, estimate_ready_date, month_view

DAY = re.compile(r"([\[( ])([ 0-9]\d)([\]) ?])([* ]?)")


def marked(estimate: ReadyEstimate) -> dict[date, tuple[str, str, str]]:
    """What stands around each day of the picture, read back from the text."""
    found: dict[date, tuple[str, str, str]] = {}
    first = min(estimate.submitted_on, estimate.effective_on).replace(day=1)
    for page in month_view(estimate).split("\n\n")[:-1]:
        number = 0
        for line in page.splitlines()[2:]:
            for before, day, behind, beside in DAY.findall(line + "  "):
                number += 1
                assert int(day) == number
                found[first.replace(day=number)] = (before, behind, beside)
        first = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return found


@settings(deadline=None)  # the first one loads a year of holidays
@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2027, 11, 30)),
    st.integers(0, 5),
    st.integers(0, 40),
    st.sampled_from(CollectiveLeave),
)
def test_every_mark_stands_where_the_estimate_says(
    moment: datetime, fewest: int, more: int, leave: CollectiveLeave
) -> None:
    policy = ReviewPolicy(min_days=fewest, max_days=fewest + more, cutoff=time(15), collective_leave=leave)
    estimate = estimate_ready_date(moment.replace(tzinfo=WIB), policy=policy)
    shown = marked(estimate)
    assert {day for day, (before, *_) in shown.items() if before == "["} == {
        estimate.effective_on,
        estimate.effective_earliest,
    }
    starred = {day for day, (*_, beside) in shown.items() if beside == "*"}
    assert min(starred) == estimate.earliest and max(starred) == estimate.latest
    shut = {skipped.day for skipped in estimate.skipped}
    unsure = {skipped.day for skipped in estimate.uncertain}
    assert {day for day, (before, *_) in shown.items() if before == "("} == shut
    assert {day for day, (_, behind, _) in shown.items() if behind == "?"} == unsure
    assert starred.isdisjoint(shut)
    assert starred >= {day for day in estimate.business_days if day >= estimate.earliest}
    near, far = policy.readings(estimate.calendar)
    for day in starred:
        assert far.is_business_day(day) or (day in unsure and near.is_business_day(day))
    assert [around[:2] for day, around in shown.items() if day == estimate.effective_on] == [("[", "]")]
    assert all((day + timedelta(days=1)) in shown for day in shown if day < max(shown))
    assert estimate.submitted_on in shown and estimate.latest in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_columns_line_up_in_every_language(language: Language) -> None:
    page = month_view(estimate_ready_date(date(2026, 3, 16)), language).split("\n\n")[0].splitlines()
    names, weeks = page[1], page[2:]

    def width(text: str) -> int:
        return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)

    starts = [width(names[: found.start()]) for found in re.finditer(r"\S+", names)]
    assert starts == [2 + 7 * weekday for weekday in range(7)]
    assert weeks[3] == " [16]    17 *   18?*  (19)    20?*  (21)   (22)"
    assert all(re.search(r"\S{6}", week) is None for week in weeks)
    started = month_view(estimate_ready_date(date(2026, 3, 18)), language).split("\n\n")[0].splitlines()
    assert started[5] == "  16     17    [18?   (19)    20?*  (21)   (22)"
    assert started[6] == "  23?*   24?*  [25]*   26 *   27 *  (28)   (29)"


def test_a_window_across_new_year_has_two_pages() -> None:
    pages = month_view(estimate_ready_date(datetime(2025, 12, 31, 10, tzinfo=WIB)), "id").split("\n\n")
    assert [page.splitlines()[0] for page in pages[:-1]] == ["Desember 2025", "Januari 2026"]
    assert pages[-1] == "[ ] awal hitungan   ( ) tidak dihitung   ? mungkin dihitung   * SIM baru mungkin siap"
