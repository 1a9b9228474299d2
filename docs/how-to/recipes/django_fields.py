"""Values and requests in Django: a field of a form, a field of a model, and a request that is saved over what was read.

The keys come from the settings, as `SIMREPLACE_KEYS`, which come from outside.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language

import simreplace
from recipes.sealed import seal_request, seal_value, unseal_request, unseal_value
from simreplace import ReplacementRequest, explain, language_for
from simreplace.errors import StaleRequestError


class ValueFormField(forms.CharField):
    """A field of a form that reads one of the library's values and says everything that is wrong with it.

    Args:
        kind: Which, such as `simreplace.Msisdn`.
        options: As of any field, but for a length.
    """

    def __init__(self, kind: Any, **options: Any) -> None:
        if any(options.get(name) is not None for name in ("max_length", "min_length")):
            raise TypeError("How long a value may be the library says: leave out max_length and min_length.")
        # It says as well what spaces are worth.
        super().__init__(strip=False, **options)
        self.kind = kind

    def to_python(self, value: Any) -> Any:
        """The value; ValidationError with a message for each mistake, in the language of the reader."""
        if value in self.empty_values or isinstance(value, self.kind):
            return value or None
        report = self.kind.read(value)
        if report.value is None or report.errors:
            language = language_for(get_language())
            found = [ValidationError(explain(issue, language), code=issue.code.value) for issue in report.errors]
            raise ValidationError(found)
        return report.value

    def prepare_value(self, value: Any) -> Any:
        """What stands in the field of a page: the value itself, for whoever may edit it."""
        return value.reveal() if isinstance(value, self.kind) else value


class ValueField(models.TextField):
    """A field of a model that holds one of the library's values, encrypted.

    Nobody can look for it in the database. Keep a keyed digest beside it, as the store does, where it must be found.

    Args:
        kind: Which, by its name in the library, so that a migration can write it down: "Msisdn", "Nik".
        options: As of any field.
    """

    def __init__(self, kind: str, **options: Any) -> None:
        super().__init__(**options)
        self.kind_name, self.kind = kind, getattr(simreplace, kind)

    def deconstruct(self) -> Any:
        """As a migration writes it down."""
        name, path, args, options = super().deconstruct()
        return name, path, [self.kind_name, *args], options

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:  # noqa: ARG002 - Django's own
        """The value as it was stored."""
        return None if value is None else unseal_value(self.kind, value, settings.SIMREPLACE_KEYS)

    def get_prep_value(self, value: Any) -> Any:
        """As it is stored; an empty text is no value, and stored as none."""
        read = self.to_python(value)
        return None if read is None else seal_value(read, settings.SIMREPLACE_KEYS)

    def to_python(self, value: Any) -> Any:
        """The value, of what a form has read or a program has set."""
        return value if value is None or isinstance(value, self.kind) else ValueFormField(self.kind).to_python(value)

    def value_to_string(self, obj: Any) -> str:
        """Nothing of a person is written by `dumpdata`."""
        return str(self.value_from_object(obj))

    def get_lookup(self, lookup_name: str) -> Any:
        """None but whether it is there: what is sealed is never twice the same, and would silently not be found."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def formfield(self, **options: Any) -> Any:
        """The field of a form for it."""
        usual = {"required": not self.blank, "label": self.verbose_name, "help_text": self.help_text}
        return ValueFormField(self.kind, **{**usual, **options})


class RequestField(models.TextField):
    """A field of a model that holds a request, with what concerns a person encrypted."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:  # noqa: ARG002 - Django's own
        """The request as it was stored."""
        return None if value is None else unseal_request(value, settings.SIMREPLACE_KEYS)

    def get_prep_value(self, value: Any) -> Any:
        """As it is stored."""
        return None if value is None else seal_request(value, settings.SIMREPLACE_KEYS)

    def to_python(self, value: Any) -> Any:
        """The request itself: nobody types one."""
        return value

    def value_to_string(self, obj: Any) -> str:
        """Nothing of a person is written by `dumpdata`."""
        return repr(self.value_from_object(obj))


def save_over(rows: Any, before: str, after: ReplacementRequest) -> None:
    """Save a request over the revision that it grew from, or not at all: StaleRequestError.

    Args:
        rows: What finds the row, such as `Replacement.objects.filter(pk=pk)`, of a model with the columns `revision`
            and `record`.
        before: The revision that was read.
        after: The request after the event.
    """
    if after.revision != before and not rows.filter(revision=before).update(revision=after.revision, record=after):
        raise StaleRequestError(before, "")
