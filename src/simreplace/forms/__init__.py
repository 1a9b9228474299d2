"""What somebody typed, read field by field, so that every mistake comes back at once.

This room refuses what a form must not say: it knows no state, no history and no time, and names what it does not know.
"""

from simreplace.forms.events import check_event, parse_event
from simreplace.forms.events import letter_as_typed as letter_as_typed
from simreplace.forms.events import table_of as table_of
from simreplace.forms.fields import APPLICANT as APPLICANT
from simreplace.forms.fields import FORM as FORM
from simreplace.forms.patterns import blank as blank
from simreplace.forms.patterns import one_of_words as one_of_words
from simreplace.forms.patterns import something as something
from simreplace.forms.plain import Field as Field
from simreplace.forms.plain import Shape as Shape
from simreplace.forms.read import applicant_as_typed as applicant_as_typed
from simreplace.forms.read import check_applicant, check_form, parse_applicant, parse_form
from simreplace.forms.read import form_as_typed as form_as_typed

__all__ = ["check_applicant", "check_event", "check_form", "parse_applicant", "parse_event", "parse_form"]
