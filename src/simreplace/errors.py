"""The exceptions: few, picklable, and silent about personal data.

Every exception hands all its arguments to `Exception`, so that it survives a pickle, and builds its sentence only when
it is printed. The sentence names codes and pointers. The words for people come from `simreplace.explain`.
"""

from datetime import date

from simreplace.issues import Issue
from simreplace.shown import printable

__all__ = [
    "CalendarRangeError",
    "InvalidRecordError",
    "InvalidValueError",
    "NoSuchStepError",
    "RefusedError",
    "SimReplaceError",
    "StaleRequestError",
]


def _list_of(issues: tuple[Issue, ...]) -> str:
    found = [f"{issue.code.value} at {issue.pointer}" if issue.pointer else issue.code.value for issue in issues]
    return "; ".join(found)


class SimReplaceError(Exception):
    """Anything that this library raises on purpose.

    Example:
        >>> from simreplace import errors
        >>> issubclass(errors.InvalidValueError, errors.SimReplaceError)
        True
    """


@printable
class InvalidValueError(SimReplaceError, ValueError):
    """A value that cannot be what it says it is.

    Args:
        issues: Everything that was found, with at least one ERROR.

    Example:
        >>> from simreplace import Nik, errors
        >>> try:
        ...     Nik.parse("123")
        ... except errors.InvalidValueError as error:
        ...     [issue.code.value for issue in error.issues]
        ['nik.length']
    """

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__(issues)
        self.issues = issues

    def __str__(self) -> str:
        return _list_of(self.issues)


@printable
class InvalidRecordError(SimReplaceError, ValueError):
    """What was stored is broken: the host's alarm, and nobody's typing mistake (HTTP 500).

    Args:
        issues: Everything that was found.

    Example:
        >>> from simreplace import Issue, IssueCode, errors
        >>> print(errors.InvalidRecordError((Issue(IssueCode.HISTORY_ALTERED, "/history/3"),)))
        history.altered at /history/3
    """

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__(issues)
        self.issues = issues

    def __str__(self) -> str:
        return _list_of(self.issues)


@printable
class NoSuchStepError(SimReplaceError):
    """No row of the lifecycle leads from this state by this event: the caller's mistake (HTTP 409).

    Args:
        state: The name of the state in which the request is.
        event: The name of what was tried.
        available: The names of what can happen from there.

    Example:
        >>> from simreplace import errors
        >>> print(errors.NoSuchStepError("completed", "expire", ()))
        expire cannot happen in state 'completed'; nothing can
    """

    def __init__(self, state: str, event: str, available: tuple[str, ...]) -> None:
        super().__init__(state, event, available)
        self.state = state
        self.event = event
        self.available = available

    def __str__(self) -> str:
        offer = f"what can: {', '.join(self.available)}" if self.available else "nothing can"
        return f"{self.event} cannot happen in state '{self.state}'; {offer}"


@printable
class RefusedError(SimReplaceError):
    """A gate is closed, and the issues say what would open it (HTTP 422).

    Args:
        state: The name of the state in which the request is, and stays.
        event: The name of what was tried.
        issues: Every reason, not only the first.

    Example:
        >>> from simreplace import Issue, IssueCode, errors
        >>> issue = Issue(IssueCode.REJECT_NO_REASON, "/reasons")
        >>> print(errors.RefusedError("in_review", "reject", (issue,)))
        reject refused in state 'in_review': reject.no_reason at /reasons
    """

    def __init__(self, state: str, event: str, issues: tuple[Issue, ...]) -> None:
        super().__init__(state, event, issues)
        self.state = state
        self.event = event
        self.issues = issues

    def __str__(self) -> str:
        return f"{self.event} refused in state '{self.state}': {_list_of(self.issues)}"


class StaleRequestError(SimReplaceError):
    """Somebody has moved the request since it was looked at (HTTP 412).

    Args:
        expected: The revision that was looked at.
        actual: The revision as it is.

    Example:
        >>> from simreplace import errors
        >>> print(errors.StaleRequestError("5f2c...", "a41d..."))
        the request was moved since it was looked at
    """

    def __init__(self, expected: str, actual: str) -> None:
        super().__init__(expected, actual)
        self.expected = expected
        self.actual = actual

    def __str__(self) -> str:
        return "the request was moved since it was looked at"


@printable
class CalendarRangeError(SimReplaceError, ValueError):
    """A day that the calendar does not cover: it is unknown there, not free of holidays.

    Args:
        day: The day that was asked for, or None where even naming it would leave the years that a date can have.
        first: The first day covered.
        last: The last day covered.

    Example:
        >>> from datetime import date
        >>> from simreplace import errors
        >>> print(errors.CalendarRangeError(date(2030, 1, 1), date(2026, 1, 1), date(2027, 12, 31)))
        2030-01-01 is outside the calendar (2026-01-01 to 2027-12-31)
    """

    def __init__(self, day: date | None, first: date, last: date) -> None:
        super().__init__(day, first, last)
        self.day = day
        self.first = first
        self.last = last

    def __str__(self) -> str:
        what = "the day" if self.day is None else self.day.isoformat()
        return f"{what} is outside the calendar ({self.first.isoformat()} to {self.last.isoformat()})"
