"""What came of reading something: the value, if there is one, and everything that was found."""

from typing import Generic, TypeVar

import attrs

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, Severity, errors_of
from simreplace.shown import printable

T_co = TypeVar("T_co", covariant=True)


@printable
@attrs.frozen
class Report(Generic[T_co]):
    """What came of reading something that a person typed: the value if there is one, and every issue.

    Args:
        value: The value, as soon as every field of it could be read; it may be there beside an ERROR across fields.
        issues: Everything found, ERRORs, FLAGs and NOTEs together.

    Example:
        >>> report = Report(value=None, issues=(Issue(IssueCode.FORM_REQUIRED, "/full_name"),))
        >>> report.ok
        False
        >>> [issue.pointer for issue in report.errors]
        ['/full_name']
    """

    value: T_co | None
    issues: tuple[Issue, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether there is a value and no ERROR; FLAGs may still await a second person."""
        return self.value is not None and not self.errors

    @property
    def errors(self) -> tuple[Issue, ...]:
        """The issues that must be mended."""
        return errors_of(self.issues)

    @property
    def flags(self) -> tuple[Issue, ...]:
        """The issues that a second person decides."""
        return tuple(issue for issue in self.issues if issue.severity is Severity.FLAG)

    @property
    def notes(self) -> tuple[Issue, ...]:
        """The issues that are information."""
        return tuple(issue for issue in self.issues if issue.severity is Severity.NOTE)

    def unwrap(self) -> T_co:
        """The value.

        Raises:
            InvalidValueError: There is an ERROR; it carries every issue.
        """
        if self.value is None or self.errors:
            raise InvalidValueError(self.issues)
        return self.value
