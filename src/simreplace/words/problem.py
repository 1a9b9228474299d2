"""What a web service answers: problem details (RFC 9457) with the status that fits, in the language that is read."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, cast

from simreplace.errors import (
    CalendarRangeError,
    InvalidRecordError,
    InvalidValueError,
    NoSuchStepError,
    RefusedError,
    StaleRequestError,
)
from simreplace.issues import Issue, IssueCode, Severity
from simreplace.lifecycle import Decision
from simreplace.report import Report
from simreplace.words.dates import Language, words
from simreplace.words.explain import explain, sentence

Problem = Report[object] | Decision | BaseException | Iterable[Issue]

_NOTHING_WRONG: Final = 200
_FORBIDDEN: Final = 403
_UNPROCESSABLE: Final = 422
_BROKEN: Final = 500
# The status of what is raised; of anything that is not named here the host itself is the cause.
_STATUS: Final[tuple[tuple[type[BaseException], int], ...]] = (
    (InvalidValueError, _UNPROCESSABLE),
    (RefusedError, _UNPROCESSABLE),
    (CalendarRangeError, _UNPROCESSABLE),
    (NoSuchStepError, 409),
    (StaleRequestError, 412),
)
# What says it in words of its own, and better than the status alone.
_SPEAKING: Final = (NoSuchStepError, StaleRequestError, CalendarRangeError)
_LISTS: Final[Mapping[Severity, str]] = MappingProxyType(
    {Severity.ERROR: "errors", Severity.FLAG: "flags", Severity.NOTE: "notes"}
)
# What a URI fragment may hold as it is (RFC 3986, section 3.5).
_PLAIN_IN_URI: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/!$&'()*+,;=:@?")

_MOST_TAGS: Final = 50
_RANGE: Final = re.compile(r"([A-Za-z]{1,8}|\*)(?:[-_][A-Za-z0-9]{1,8})*(?:;[qQ]=([01](?:\.[0-9]{0,3})?))?")
# ISO 639: what Indonesian was called until 1989, and the Chinese languages that share the written one.
_LANGUAGES: Final[Mapping[str, Language]] = MappingProxyType(
    {
        "en": "en",
        "id": "id",
        "in": "id",
        "ind": "id",
        "eng": "en",
        "zh": "zh",
        "zho": "zh",
        "chi": "zh",
        "cmn": "zh",
        "yue": "zh",
        "wuu": "zh",
        "hak": "zh",
        "nan": "zh",
    }
)


def problem(thing: Problem, language: Language = "en") -> dict[str, object]:
    """Whatever came of something as problem details for an HTTP answer (RFC 9457), with the status that fits.

    Where nothing speaks against it, the status is 200; of an exception that is none of ours nothing is told but that
    something is broken, and of what is nothing of all that neither.

    Args:
        thing: Issues, a report, a decision, or any exception.
        language: English, Indonesian or Chinese.

    Raises:
        ValueError: There is no such language.

    Example:
        >>> from simreplace import Issue, IssueCode
        >>> answer = problem([Issue(IssueCode.FORM_REQUIRED, "/full_name")])
        >>> answer["status"], answer["errors"][0]["pointer"]
        (422, '#/full_name')
        >>> problem(KeyError("whatever it holds"), "id")["title"]
        'Kesalahan server internal'
    """
    table = words(language)
    issues = _issues_of(thing)
    status = _status_of(thing, issues)
    found = issues or ()
    told = {name: [_told(issue, language) for issue in found if issue.severity is it] for it, name in _LISTS.items()}
    return {
        "type": "about:blank",
        "title": table[f"problem.title.{status}"],
        "status": status,
        "detail": explain(thing, language) if issubclass(type(thing), _SPEAKING) else table[f"problem.detail.{status}"],
        **told,
    }


def _issues_of(thing: object) -> tuple[Issue, ...] | None:
    """What was found; None where nobody was asked to find anything."""
    # The type is asked, not the thing: whatever it is, it may lie about its class, or raise when asked for it.
    kind = type(thing)
    if issubclass(kind, InvalidValueError | InvalidRecordError | RefusedError | Report | Decision):
        return cast("Report[object]", thing).issues
    if issubclass(kind, BaseException | str | Mapping):
        return None
    listed: list[Issue] = []
    try:
        for it in cast("Iterable[object]", thing):
            # The first one that is none settles it: what is no list of issues may have no end.
            if type(it) is not Issue:
                return None
            listed.append(it)
    except Exception:  # noqa: BLE001 - whatever is handed over may raise anything
        return None
    return tuple(listed)


def _status_of(thing: object, issues: tuple[Issue, ...] | None) -> int:
    kind = type(thing)
    if issues is None or issubclass(kind, BaseException):
        status = next((status for raised, status in _STATUS if issubclass(kind, raised)), _BROKEN)
    else:
        status = _UNPROCESSABLE if any(it.severity is Severity.ERROR for it in issues) else _NOTHING_WRONG
    if status == _UNPROCESSABLE and any(issue.code is IssueCode.EVENT_ROLE for issue in issues or ()):
        return _FORBIDDEN
    return status


def _told(issue: Issue, language: Language) -> dict[str, str]:
    return {
        "pointer": _fragment(issue.pointer),
        "code": issue.code.value,
        "severity": issue.severity.value,
        "detail": sentence(issue, language),
    }


def _fragment(pointer: str) -> str:
    """A JSON pointer as the fragment of a URI (RFC 6901, section 6)."""
    return "#" + "".join(
        chr(byte) if byte in _PLAIN_IN_URI else f"%{byte:02X}" for byte in pointer.encode(errors="replace")
    )


def language_for(header: str | None, default: Language = "en") -> Language:
    """The language of ours that somebody prefers, by an Accept-Language header or any tag of BCP 47.

    Args:
        header: What a browser sends, or a tag such as "id-ID" or "zh_Hant_TW"; None where there is none.
        default: The language where no other fits.

    Example:
        >>> language_for("fr, id-ID;q=0.8, en;q=0.5")
        'id'
        >>> language_for("*"), language_for(None, "id")
        ('en', 'id')
    """
    best, found = 0.0, default
    plain = header if type(header) is str else ""
    for tag in plain.split(",")[:_MOST_TAGS]:
        told = _RANGE.fullmatch(tag.replace(" ", "").replace("\t", ""))
        if told is None:
            continue
        language = default if told[1] == "*" else _LANGUAGES.get(told[1].lower())
        weight = float(told[2] or 1)
        # Of two that are liked as much the first one counts.
        if language is not None and weight > best:
            best, found = weight, language
    return found
