"""Everything that is said to a person, in English, Indonesian and Chinese, last of all.

This room refuses to put a sentence together from pieces, and to show a code where a person reads.
"""

from simreplace.words.dates import Language
from simreplace.words.explain import explain
from simreplace.words.form_schema import form_schema
from simreplace.words.month import month_view
from simreplace.words.problem import language_for, problem
from simreplace.words.summary import summarize

__all__ = ["Language", "explain", "form_schema", "language_for", "month_view", "problem", "summarize"]
