"""Which days count in Indonesia, and when a card can be ready.

This room refuses to guess: a day that nobody has decreed says so, and a day outside the calendar is an error.
"""

from simreplace.calendar.business import BusinessCalendar
from simreplace.calendar.days import WIB, WIT, WITA, CalendarDay, CollectiveLeave, DayKind, plain_day, whole_number
from simreplace.calendar.indonesia import FIRST_YEAR, LAST_YEAR, indonesian_calendar
from simreplace.calendar.review import ReadyEstimate, ReviewPolicy, estimate_ready_date
from simreplace.calendar.window import Caveat, EffectiveReason, SkippedDay

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "WIB",
    "WIT",
    "WITA",
    "BusinessCalendar",
    "CalendarDay",
    "Caveat",
    "CollectiveLeave",
    "DayKind",
    "EffectiveReason",
    "ReadyEstimate",
    "ReviewPolicy",
    "SkippedDay",
    "estimate_ready_date",
    "indonesian_calendar",
    "plain_day",
    "whole_number",
]
