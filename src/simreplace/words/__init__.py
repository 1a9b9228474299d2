"""Everything that is said to a person, in English, Indonesian and Chinese, last of all.

This room refuses to put a sentence together from pieces, and to show a code where a person reads.
"""

from simreplace.words.application import application_form
from simreplace.words.dates import Language
from simreplace.words.entries import calendar_entry
from simreplace.words.explain import explain
from simreplace.words.form_schema import form_schema
from simreplace.words.letter import authorization_letter, check_letter
from simreplace.words.month import month_view
from simreplace.words.notices import notice, notices_due
from simreplace.words.problem import language_for, problem
from simreplace.words.summary import summarize

__all__ = [
    "Language",
    "application_form",
    "authorization_letter",
    "calendar_entry",
    "check_letter",
    "explain",
    "form_schema",
    "language_for",
    "month_view",
    "notice",
    "notices_due",
    "problem",
    "summarize",
]
