"""What somebody typed, read field by field, so that every mistake comes back at once.

This room refuses what a form must not say: it knows no state, no history and no time, and names what it does not know.
"""

from simreplace.forms.events import check_event, parse_event
from simreplace.forms.events import letter_as_typed as letter_as_typed
from simreplace.forms.read import applicant_as_typed as applicant_as_typed
from simreplace.forms.read import check_applicant, check_form, parse_applicant, parse_form
from simreplace.forms.read import form_as_typed as form_as_typed

__all__ = ["check_applicant", "check_event", "check_form", "parse_applicant", "parse_event", "parse_form"]
