"""Single values as JSON has them, and back: days, moments, zones, spans of time, members of closed lists.

Each `to_...` reads what its `from_...` wrote and refuses everything else, without repeating it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from itertools import islice
from types import MappingProxyType
from typing import Final, TypeVar, cast

from simreplace.calendar import WIB, WIT, WITA
from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode, ParamValue
from simreplace.values import BirthDate, PartialDate, aware

T = TypeVar("T")

_ONLY_TEXT: Final = frozenset({str})
_MOST_FIELDS: Final = 200  # of any object, with room to spare: what has no end is not gone through

_ZONES: Final = MappingProxyType({"WIB": WIB, "WITA": WITA, "WIT": WIT, "UTC": UTC})
_TIME: Final = re.compile(r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?")
_HEX: Final = re.compile(r"(?:[0-9a-f]{2})*")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OFFSET: Final = re.compile(r"[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{6})?)?")
_AFTER_DAY: Final = len("2026-03-16T")
_SECOND: Final = timedelta(seconds=1)
_EXACT: Final = 10**11
_SECONDS: Final = re.compile(r"-?[0-9]{1,14}\.[0-9]{6}")
_MOMENT: Final = re.compile(rf"{_DAY.pattern}T{_TIME.pattern}(?:Z|{_OFFSET.pattern})?")


def wrong(code: IssueCode, *params: tuple[str, str]) -> InvalidValueError:
    return InvalidValueError((Issue(code, params=params),))


def to_object(value: object) -> dict[object, object]:
    """The items of a mapping, each asked for once; a key that is no text stays, and is known to nobody."""
    # The type is asked, not the value: a stand-in would say that it is one.
    kind = type(value)
    if kind is dict:
        record = cast("dict[object, object]", value)
        if len(record) <= _MOST_FIELDS and _ONLY_TEXT.issuperset(map(type, record)):
            return record
    try:
        if issubclass(kind, Mapping):
            items = tuple(islice(cast("Mapping[object, object]", value).items(), _MOST_FIELDS + 1))
            if len(items) <= _MOST_FIELDS:
                return {(key if type(key) is str else object()): item for key, item in items}
    except Exception:  # noqa: BLE001 - a mapping of the host's own may raise anything, and may quote what it holds
        raise wrong(IssueCode.FORM_TYPE) from None
    raise wrong(IssueCode.FORM_TYPE)


def from_param(value: ParamValue) -> object:
    """A day is written as a text; so a text that looks like a day is marked as one."""
    if isinstance(value, datetime):
        # One that says no zone could not be read back: whose clock is it?
        return aware(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return {"text": value} if isinstance(value, str) and _looks_like_a_day(value) else value


def _looks_like_a_day(value: str) -> bool:
    return (_DAY.fullmatch(value) or _MOMENT.fullmatch(value)) is not None


def from_span(span: timedelta) -> float | str:
    """Seconds as a number, or as a text where a number would lose a microsecond."""
    whole, rest = divmod(abs(span), _SECOND)
    if not rest:
        return span // _SECOND
    seconds = span.total_seconds()
    # What is longer rounds to another microsecond, and the longest of all to a span that there is not.
    if whole < _EXACT and timedelta(seconds=seconds) == span:
        return seconds
    return f"{'-' if span < timedelta(0) else ''}{whole}.{rest.microseconds:06}"


def from_zone(zone: tzinfo) -> str:
    try:
        offset = zone.utcoffset(None)
    except Exception:  # noqa: BLE001 - a zone of the host's own may raise anything, and then has no offset either
        offset = None
    if offset is None:
        # A named zone has no one offset, and reading one back would read the machine's own files.
        raise wrong(IssueCode.RECORD_VALUE)
    return next((name for name, known in _ZONES.items() if known == timezone(offset)), str(timezone(offset)))


def exactly(kind: type[T]) -> Callable[[object, object], T]:
    """Only this very type: a stored 1 is not True, and a stored "3" is not 3."""

    def read(value: object, _: object) -> T:
        if type(value) is not kind:
            raise wrong(IssueCode.RECORD_VALUE)
        return value

    return read


def to_member(value: object, kind: type[StrEnum]) -> StrEnum:
    if type(value) is str:
        try:
            return kind(value)
        except ValueError:
            pass  # it says what was given
    raise wrong(IssueCode.FORM_CHOICE, ("choices", ", ".join(kind)))


def _parsed(parse: Callable[[str], T], form: re.Pattern[str], value: object) -> T:
    """A text of this form, read as ISO 8601; the form keeps out what only one release of Python can read."""
    if type(value) is str and form.fullmatch(value):
        try:
            return parse(value)
        except ValueError:
            pass
    raise wrong(IssueCode.FORM_DATE)


def to_day(value: object, _: object) -> date:
    return _parsed(date.fromisoformat, _DAY, value)


def to_birth_date(value: object, kind: object) -> BirthDate:
    """A day of birth; one that is known in part has 00 where nobody knows."""
    if type(value) is str and "00" in value.split("-")[1:]:
        return PartialDate.parse(value)
    return to_day(value, kind)


def to_moment(value: object, _: object) -> datetime:
    return aware(_parsed(_moment, _MOMENT, value))


def _moment(text: str) -> datetime:
    local, offset = text[:_AFTER_DAY], text[_AFTER_DAY:]
    cut = next((at for at, sign in enumerate(offset) if sign in "+-Z"), len(offset))
    moment = datetime.fromisoformat(local + offset[:cut])
    return moment.replace(tzinfo=_zone(offset[cut:])) if offset[cut:] else moment


def _zone(offset: str) -> timezone:
    """The zone of an offset: Python by itself takes one of less than a second for none."""
    if offset == "Z":
        return UTC
    told = time.fromisoformat(offset[1:])
    ahead = timedelta(hours=told.hour, minutes=told.minute, seconds=told.second, microseconds=told.microsecond)
    return timezone(-ahead if offset[0] == "-" else ahead)


def to_moment_or_day(value: object, kind: object) -> date:
    bare = type(value) is str and _DAY.fullmatch(value) is not None
    return to_day(value, kind) if bare else to_moment(value, kind)


def to_time(value: object, _: object) -> time:
    return _parsed(time.fromisoformat, _TIME, value)


def to_span(value: object, _: object) -> timedelta:
    try:
        if type(value) is int or type(value) is float:
            return timedelta(seconds=value)
        if type(value) is str and _SECONDS.fullmatch(value):
            return int(value.replace(".", "")) * timedelta.resolution
    except (ValueError, OverflowError):
        pass
    raise wrong(IssueCode.RECORD_VALUE)


def to_bytes(value: object, _: object) -> bytes:
    if type(value) is str and _HEX.fullmatch(value):
        return bytes.fromhex(value)
    raise wrong(IssueCode.RECORD_VALUE)


def to_zone(value: object, _: object) -> tzinfo:
    if type(value) is str:
        if value in _ZONES:
            return _ZONES[value]
        if value.startswith("UTC") and _OFFSET.fullmatch(value[3:]):
            return _parsed(_zone, _OFFSET, value[3:])
    raise wrong(IssueCode.RECORD_VALUE)


def to_param(value: object, kind: object) -> object:
    """A parameter of an issue: see `from_param`."""
    if type(value) is str:
        return to_moment_or_day(value, kind) if _looks_like_a_day(value) else value
    if type(value) is int:
        return value
    if issubclass(type(value), Mapping):
        tagged = to_object(value)
        if list(tagged) == ["text"] and type(tagged["text"]) is str:
            return tagged["text"]
    raise wrong(IssueCode.RECORD_VALUE)
