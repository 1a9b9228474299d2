"""The decrees by which Indonesia's days off are set, by their numbers: of the years for which these are known.

Three ministers decree libur nasional and cuti bersama of a year together (SKB); the president declares a day of voting
one (Keppres). A day that stands here under no number is not free of a decree: its number is unknown to us. The numbers,
and the days of each, were typed from reports of the press and compared among several (2024 to 2026), or from public
transcriptions of setneg.go.id and kemenkopmk.go.id (2027); the texts themselves were not seen.
"""

from datetime import date
from types import MappingProxyType
from typing import Final

SOURCE: Final = "press reports of each decree, two or more that agree; 2027: three separate transcriptions"
AS_OF: Final = date(2026, 11, 23)
CONFIDENCE: Final = "high"

_SKB_2024: Final = "SKB Menag 855/2023, Menaker 3/2023, MenPANRB 4/2023"  # 12 September 2023
_SKB_2025: Final = "SKB Menag 1017/2024, Menaker 2/2024, MenPANRB 2/2024"  # 14 October 2024
_SKB_2025_AMENDED: Final = "SKB Menag 933/2025, Menaker 1/2025, MenPANRB 3/2025"  # 7 August 2025
_SKB_2026: Final = "SKB Menag 1497/2025, Menaker 2/2025, MenPANRB 5/2025"  # 19 September 2025
_SKB_2027: Final = "SKB Menag 1205/2026, Menaker 3/2026, MenPANRB 2/2026"  # 15 September 2026

# The year, whether the days are cuti bersama, the decree, and the days as month and day.
_DECREED: Final = (
    (
        2024,
        False,
        _SKB_2024,
        "01-01 02-08 02-10 03-11 03-29 03-31 04-10 04-11 05-01 05-09 05-23 06-01 06-17 07-07 08-17 09-16 12-25",
    ),
    (2024, True, _SKB_2024, "02-09 03-12 04-08 04-09 04-12 04-15 05-10 05-24 06-18 12-26"),
    (2024, False, "Keppres 10/2024", "02-14"),  # 6 February 2024
    (2024, False, "Keppres 33/2024", "11-27"),  # 21 November 2024
    (
        2025,
        False,
        _SKB_2025,
        "01-01 01-27 01-29 03-29 03-31 04-01 04-18 04-20 05-01 05-12 05-29 06-01 06-06 06-27 08-17 09-05 12-25",
    ),
    (2025, True, _SKB_2025, "01-28 03-28 04-02 04-03 04-04 04-07 05-13 05-30 06-09 12-26"),
    (2025, True, _SKB_2025_AMENDED, "08-18"),
    (
        2026,
        False,
        _SKB_2026,
        "01-01 01-16 02-17 03-19 03-21 03-22 04-03 04-05 05-01 05-14 05-27 05-31 06-01 06-16 08-17 08-25 12-25",
    ),
    (2026, True, _SKB_2026, "02-16 03-18 03-20 03-23 03-24 05-15 05-28 12-24"),
    (
        2027,
        False,
        _SKB_2027,
        "01-01 01-05 02-06 03-08 03-10 03-11 03-26 03-28 05-01 05-06 05-17 05-20 06-01 06-06 08-15 08-17 12-25 12-26",
    ),
    (2027, True, _SKB_2027, "02-05 03-09 03-12 03-15 03-25 05-18 05-19 12-24"),
)
_DECREES: Final = MappingProxyType(
    {
        (date.fromisoformat(f"{year}-{day}"), is_leave): decree
        for year, is_leave, decree, days in _DECREED
        for day in days.split()
    }
)


def decree_of(day: date, *, is_leave: bool) -> str | None:
    """The decree of a day off, by its numbers: as libur nasional or as cuti bersama."""
    return _DECREES.get((day, is_leave))
