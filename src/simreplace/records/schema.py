"""Which values have a record, what the record of an estimate shows, and the JSON Schema of them all."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import StrEnum
from inspect import getattr_static
from operator import attrgetter
from types import MappingProxyType, UnionType
from typing import Any, Final, Literal, Self, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs

from simreplace.calendar import (
    BusinessCalendar,
    CalendarDay,
    Caveat,
    EffectiveReason,
    ReadyEstimate,
    ReviewPolicy,
    SkippedDay,
    estimate_ready_date,
)
from simreplace.errors import CalendarRangeError, InvalidValueError
from simreplace.issues import Issue, IssueCode, ParamValue, pointer
from simreplace.lifecycle import Event, ReplacementRequest, Step, events
from simreplace.people import (
    Actor,
    Applicant,
    AuthorizationLetter,
    Contact,
    HeadOfFamily,
    IdentityDocument,
    PurchaseRecord,
    ReplacementForm,
)
from simreplace.records.results import RESULTS
from simreplace.recovery import RecoveryChallenge, RecoveryPolicy
from simreplace.report import Report
from simreplace.rules import Policy, SafeguardRule
from simreplace.shown import printable
from simreplace.values import Masked, Mrz, PartialDate, hidden

VERSION: Final = 1

RECORDS: Final[frozenset[type]] = frozenset(
    {
        Applicant,
        IdentityDocument,
        Contact,
        HeadOfFamily,
        AuthorizationLetter,
        PurchaseRecord,
        Actor,
        ReplacementForm,
        ReplacementRequest,
        Event,
        *events.EVENTS,
        events.Answer,
        events.RecordMatch,
        Step,
        events.Inspection,
        Issue,
        Policy,
        SafeguardRule,
        ReviewPolicy,
        BusinessCalendar,
        CalendarDay,
        ReadyEstimate,
        SkippedDay,
        Caveat,
        RecoveryChallenge,
        RecoveryPolicy,
    }
)
"""Everything that has a record of its own."""

_LATER: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "ReviewPolicy": frozenset({"cutoff_on"}),
        "CalendarDay": frozenset({"decree"}),
        "SkippedDay": frozenset({"decree"}),
        "EstimateRecord": frozenset({"uncertain"}),
        "MakeReady": frozenset({"eid_unknown"}),
        "ExchangeCard": frozenset({"eid_unknown"}),
    }
)


def came_later(kind: type[object], name: str) -> bool:
    """Whether a field is younger than records that must be read: in a record it stands only where it says something.

    So a record that knows nothing of it stays as it was written, and is read as if it said the usual.
    """
    return name in _LATER.get(kind.__name__, ())


# Two holidays that lie further apart cannot get in each other's way, however each of them moves.
_MARGIN: Final = 7


@printable
@attrs.frozen(kw_only=True)
class EstimateRecord:
    """What the record of an estimate holds: what it shows, and the days off that it rests on."""

    submitted_at: datetime | date
    effective_on: date
    effective_reason: EffectiveReason
    earliest: date
    latest: date
    business_days: tuple[date, ...]
    skipped: tuple[SkippedDay, ...]
    uncertain: tuple[SkippedDay, ...] = ()
    caveats: tuple[Caveat, ...]
    tentative: bool
    best_case: tuple[date, date]
    worst_case: tuple[date, date]
    policy: ReviewPolicy
    calendar_source: str
    calendar: BusinessCalendar

    @classmethod
    def of(cls, estimate: ReadyEstimate) -> Self:
        """What there is to say about an estimate.

        Raises:
            CalendarRangeError: The calendar ends too early to tell.
        """
        shown = {name: getattr(estimate, name) for name in _shown_names()}
        return cls(calendar=_around_window(estimate), **shown)

    def estimate(self) -> ReadyEstimate:
        """The estimate itself, made again.

        Raises:
            InvalidValueError: Something that is shown does not follow from policy and calendar.
        """
        try:
            made = estimate_ready_date(self.submitted_at, policy=self.policy, calendar=self.calendar)
            wrong = [name for name in _shown_names() if getattr(made, name) != getattr(self, name)]
        except CalendarRangeError:
            raise InvalidValueError((Issue(IssueCode.CALENDAR_RANGE, "/calendar"),)) from None
        if set(wrong) <= {"skipped", "uncertain"} and self._as_once(made):
            return made
        if wrong:
            raise InvalidValueError(tuple(Issue(IssueCode.RECORD_VALUE, pointer(name)) for name in wrong))
        return made

    def _as_once(self, made: ReadyEstimate) -> bool:
        """Whether the days are listed as before certain and uncertain ones were told apart: all of them as skipped."""
        together = sorted((*made.skipped, *made.uncertain), key=attrgetter("day"))
        return not self.uncertain and self.skipped == tuple(together)


def _shown_names() -> Iterator[str]:
    return (field.name for field in attrs.fields(EstimateRecord) if field.name != "calendar")


def _around_window(estimate: ReadyEstimate) -> BusinessCalendar:
    """The calendar of an estimate without the days that cannot matter to it."""
    calendar = estimate.calendar
    first = estimate.submitted_on.toordinal() - _MARGIN
    last = estimate.worst_case[1].toordinal() + _MARGIN
    # A holiday that may move into the window comes with all those that it can meet.
    moving = [row.day.toordinal() for row in calendar.days if row.estimated]
    for day in reversed(moving):
        first = min(first, day - _MARGIN) if day >= first - _MARGIN else first
    for day in moving:
        last = max(last, day + _MARGIN) if day <= last + _MARGIN else last
    since = date.fromordinal(max(first, calendar.first.toordinal()))
    until = date.fromordinal(min(last, calendar.last.toordinal()))
    return attrs.evolve(
        calendar,
        first=since,
        last=until,
        days=(row for row in calendar.days if since <= row.day <= until),
        decreed_years=calendar.decreed_years.intersection(range(since.year, until.year + 1)),
    )


_PRIMITIVES: Final[Mapping[object, Mapping[str, object]]] = MappingProxyType(
    {
        str: MappingProxyType({"type": "string"}),
        int: MappingProxyType({"type": "integer"}),
        bytes: MappingProxyType({"type": "string", "pattern": "^([0-9a-f]{2}){16,}$"}),
        bool: MappingProxyType({"type": "boolean"}),
        type(None): MappingProxyType({"type": "null"}),
        Decimal: MappingProxyType({"type": "string", "pattern": "^[0-9]+([.][0-9]+)?$"}),
        date: MappingProxyType({"type": "string", "format": "date"}),
        PartialDate: MappingProxyType({"type": "string", "pattern": "^[0-9]{4}-(00-[0-9]{2}|[0-9]{2}-00)$"}),
        datetime: MappingProxyType({"type": "string", "format": "date-time"}),
        # The format "time" of JSON Schema wants a zone, which a local hour has not.
        time: MappingProxyType({"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}:[0-9]{2}"}),
        timedelta: MappingProxyType(
            {
                "anyOf": [{"type": "number"}, {"type": "string", "pattern": "^-?[0-9]{1,14}[.][0-9]{6}$"}],
                "description": "seconds; a text where a number would lose the last of them",
            }
        ),
        tzinfo: MappingProxyType({"type": "string", "pattern": "^(WIB|WITA|WIT|UTC([+-][0-9]{2}:[0-9]{2}.*)?)$"}),
    }
)


def record_schema(cls: type[object]) -> dict[str, object]:
    """The JSON Schema (draft 2020-12) of the mappings that `to_mapping` gives for a type, personal data marked.

    Args:
        cls: Which type of value, or of result.

    Raises:
        TypeError: It is none of the library's values.

    Example:
        >>> from simreplace import Contact
        >>> record_schema(Contact)["properties"]["email"]
        {'anyOf': [{'type': 'string', 'minLength': 1, 'maxLength': 254}, {'type': 'null'}], 'x-personal-data': True}
    """
    _refuse_others(cls)
    definitions: dict[str, object] = {}
    versioned = [_object_schema(kind, definitions, version=True) for kind in _kinds_of(cls)]
    schema = versioned[0] if len(versioned) == 1 else {"anyOf": versioned}
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": cls.__name__}
    return {**dialect, **schema, **({"$defs": definitions} if definitions else {})}


def personal_paths(cls: type[object]) -> tuple[str, ...]:
    """Where personal data lies in the mappings of a type: what to encrypt, and what to delete first.

    Args:
        cls: Which type of value, or of result.

    Raises:
        TypeError: It is none of the library's values.

    Example:
        >>> from simreplace import HeadOfFamily, Applicant
        >>> personal_paths(HeadOfFamily)
        ('/full_name', '/nik', '/family_card')
        >>> "/documents/*/number" in personal_paths(Applicant)
        True
    """
    _refuse_others(cls)
    return tuple(dict.fromkeys(_personal_in(cls, "")))


def _refuse_others(cls: type[object]) -> None:
    if cls not in RECORDS and cls not in RESULTS:
        raise TypeError("only the library's own values have a schema")


def _kinds_of(cls: type[Any]) -> tuple[type[Any], ...]:
    """What a field of this type may hold: an event is one of many."""
    if cls is Event:
        return events.EVENTS
    return (EstimateRecord,) if cls is ReadyEstimate else (cls,)


def _members_of(cls: type[Any]) -> Iterator[tuple[str, Any, bool]]:
    """What stands in the mapping of a type: the name, the type, and whether a person is in it."""
    fields = {field.name: field for field in attrs.fields(cls)}
    for name in RESULTS.get(cls) or [name for name, field in fields.items() if field.init]:
        if name in fields:
            # What a report is about may be a whole person.
            anybody = cls is Report and name == "value"
            yield name, fields[name].type, anybody or fields[name].repr is hidden or _is_masked(fields[name].type)
        else:
            # attrs turns what is worked out once into a slot, and keeps its type beside those of the fields.
            told = get_type_hints(cls).get(name) or get_type_hints(getattr_static(cls, name).fget)["return"]
            yield name, told, False


def _is_masked(hint: Any) -> bool:
    options = get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)
    return any(isinstance(option, type) and issubclass(option, (Masked, Mrz)) for option in options)


def _personal_in(hint: Any, at: str) -> Iterator[str]:
    if get_origin(hint) in {tuple, frozenset}:
        for inner in get_args(hint):
            yield from _personal_in(inner, f"{at}/*")
    elif get_origin(hint) in {Union, UnionType}:
        for option in get_args(hint):
            yield from _personal_in(option, at)
    elif hint in RECORDS or hint in RESULTS or hint is EstimateRecord:
        for kind in _kinds_of(hint):
            for name, inner, personal in _members_of(kind):
                yield from (f"{at}/{name}",) if personal else _personal_in(inner, f"{at}/{name}")


def _object_schema(cls: type[Any], definitions: dict[str, object], *, version: bool = False) -> dict[str, object]:
    properties: dict[str, object] = {"version": {"const": VERSION}} if version else {}
    if issubclass(cls, Event):
        properties["event"] = {"const": events.event_name(cls)}
    for name, hint, personal in _members_of(cls):
        properties[name] = _schema_of(hint, definitions) | ({"x-personal-data": True} if personal else {})
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if not came_later(cls, name)],
        "additionalProperties": False,
    }


def _schema_of(hint: Any, definitions: dict[str, object]) -> dict[str, object]:
    if isinstance(hint, TypeVar):
        return {}
    if hint in _PRIMITIVES:
        return dict(_PRIMITIVES[hint])
    if hint == ParamValue:
        tagged = {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}
        return {"anyOf": [{"type": "string"}, {"type": "integer"}, {**tagged, "additionalProperties": False}]}
    match get_origin(hint):
        case origin if origin in {Union, UnionType}:
            return _any_of([_schema_of(option, definitions) for option in get_args(hint)])
        case origin if origin in {tuple, frozenset}:
            return _array_schema(hint, definitions)
        case origin if origin is Literal:
            return {"enum": list(get_args(hint))}
        case origin if origin is type:
            return {"enum": [events.event_name(kind) for kind in events.EVENTS]}
        case origin:
            return _class_schema(origin or hint, definitions)


def _class_schema(hint: type[Any], definitions: dict[str, object]) -> dict[str, object]:
    if hint is Mrz:
        return {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 3}
    if issubclass(hint, Masked):
        return {"type": "string", "minLength": 1, "maxLength": hint._CAP}
    if issubclass(hint, StrEnum):
        return {"enum": [member.value for member in hint]}
    for kind in _kinds_of(hint):
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}
            definitions[kind.__name__] = _object_schema(kind, definitions)
    return _any_of([{"$ref": f"#/$defs/{kind.__name__}"} for kind in _kinds_of(hint)])


def _any_of(options: list[dict[str, object]]) -> dict[str, object]:
    unique = [option for at, option in enumerate(options) if option not in options[:at]]
    return unique[0] if len(unique) == 1 else {"anyOf": unique}


def _array_schema(hint: Any, definitions: dict[str, object]) -> dict[str, object]:
    inner = get_args(hint)
    if get_origin(hint) is frozenset:
        return {"type": "array", "items": _schema_of(inner[0], definitions), "uniqueItems": True}
    if inner[-1] is Ellipsis:
        return {"type": "array", "items": _schema_of(inner[0], definitions)}
    items = [_schema_of(item, definitions) for item in inner]
    return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}
