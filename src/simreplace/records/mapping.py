"""What we stored: values to plain mappings and back.

A record is not a form: it is ours, it carries a version, and it is read strictly, with every field there and nothing
turned into something else. Reading a request follows its steps along the rows of the table without their gates, so that
a newer release or a stricter policy still loads what happened; `lifecycle.replay` is what judges.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import StrEnum
from functools import cache, partial
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast, get_args, get_origin

import attrs

from simreplace.calendar import ReadyEstimate
from simreplace.errors import CalendarRangeError, InvalidRecordError, InvalidValueError
from simreplace.issues import Issue, IssueCode, ParamValue, pointer
from simreplace.lifecycle import Event, ReplacementRequest, broken_ways, events, may_be_repeated, verify
from simreplace.people import NUMBER_TYPES, DocumentKind, IdentityDocument
from simreplace.records.results import RESULTS
from simreplace.records.scalars import (
    exactly,
    from_param,
    from_span,
    from_zone,
    to_birth_date,
    to_bytes,
    to_day,
    to_member,
    to_moment,
    to_moment_or_day,
    to_object,
    to_param,
    to_span,
    to_time,
    to_zone,
    wrong,
)
from simreplace.records.schema import RECORDS, VERSION, EstimateRecord, came_later
from simreplace.values import BirthDate, Masked, Mrz, PartialDate, hidden

if TYPE_CHECKING:
    from cattrs import BaseConverter


T = TypeVar("T")
M = TypeVar("M", bound=Masked)

MASK: Final = "***"
_SECRETS: Final = frozenset({"salt", "seal"})


def to_mapping(thing: object, *, masked: bool = False) -> dict[str, object]:
    """A plain mapping of a value, fit for JSON.

    Moments are written as in RFC 3339, spans of time in seconds, and one that no JSON number holds as a text. An
    estimate shows all that it knows, and of its calendar the days around the window. What was worked out and is not stored, such as a decision, a progress or a plan,
    is written as well, for an answer or a screen, and not read back.

    Args:
        thing: An applicant, a document, a request, an event, an estimate, a result, or another of the library's values.
        masked: Whether personal data is masked. A masked mapping says so and cannot be read back.

    Raises:
        TypeError: It is none of the library's values.
        InvalidValueError: A policy whose zone has no fixed offset: what it means lies in files of the machine.
        CalendarRangeError: An estimate whose calendar ends too early to tell how far the window can move.

    Example:
        >>> from simreplace import Contact
        >>> to_mapping(Contact(email="siti@example.com"))  # made up
        {'version': 1, 'phone': None, 'email': 'siti@example.com'}
        >>> to_mapping(Contact(email="siti@example.com"), masked=True)
        {'version': 1, 'masked': True, 'phone': None, 'email': 's***@***.com'}
    """
    if type(thing) is Event or not (type(thing) in RECORDS or type(thing) in RESULTS):
        raise TypeError("only the library's own values have a mapping")
    head: dict[str, object] = {"version": VERSION, "masked": True} if masked else {"version": VERSION}
    return head | cast("dict[str, object]", _converter(masked=masked).unstructure(thing))


def from_mapping(cls: type[T], data: Mapping[str, object]) -> T:
    """The value that a mapping was made from.

    Args:
        cls: Which type of value; `events.Event` for an event of any kind.
        data: What `to_mapping` gave, perhaps after a way through JSON.

    Raises:
        TypeError: The type is none of the library's values.
        InvalidRecordError: The version is not known, a part cannot be what it says, a step was altered, or no row leads
            to it; it carries every issue. What the rules say of it today, `lifecycle.replay` tells.

    Example:
        >>> from simreplace import Contact
        >>> from_mapping(Contact, {"version": 1, "phone": None, "email": "siti@example.com"})  # made up
        Contact(phone=None, email=EmailAddress(s***@***.com))
    """
    if cls not in RECORDS:
        raise TypeError("only the library's own values have a mapping")
    try:
        value = _read(cls, data)
    except InvalidValueError as error:
        raise InvalidRecordError(error.issues) from None
    if isinstance(value, ReplacementRequest):
        found = (*verify(value), *broken_ways(value.history))
        if found:
            raise InvalidRecordError(found)
    return value


def from_text(cls: type[M], stored: str) -> M:
    """The single value whose plain text was stored, as `reveal` gave it: by its shape alone, as in a record.

    Rules change, and what was taken when it was typed comes back all the same: what today's rules say of it stands in
    its `issues`. What somebody types is read by `read` and `parse`, and never by this.

    Args:
        cls: Which value, such as `Msisdn` or `Nik`.
        stored: Its text.

    Raises:
        TypeError: The type is none of the library's values that hide themselves.
        InvalidRecordError: It is no text of that shape, so that no release can have stored it.

    Example:
        >>> from simreplace import Msisdn
        >>> from_text(Msisdn, Msisdn.parse("0812 3456 7890").reveal())  # made up
        Msisdn(+62812*****890)
    """
    if not _is_a_value(cls):
        raise TypeError("only the library's own values come back from a text")
    try:
        return cls._restore(stored)
    except InvalidValueError as error:
        raise InvalidRecordError(error.issues) from None


def _is_a_value(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Masked) and kind is not Masked


def _read(cls: type[T], data: Mapping[str, object]) -> T:
    record = to_object(data)
    if "masked" in record:
        raise InvalidValueError((Issue(IssueCode.RECORD_MASKED, "/masked"),))
    if "version" not in record:
        raise InvalidValueError((Issue(IssueCode.FORM_REQUIRED, "/version"),))
    version = record["version"]
    if type(version) is not int or version != VERSION:
        raise InvalidValueError((Issue(IssueCode.RECORD_VERSION, "/version", (("known", VERSION),)),))
    return _converter(masked=False).structure({name: it for name, it in record.items() if name != "version"}, cls)


@cache
def _converter(*, masked: bool) -> "BaseConverter":
    """A converter that is strict, loses nothing, and repeats nothing of what it refuses.

    Made once, with every hook in place, and never changed afterwards, so that threads can share it.
    """
    from cattrs import BaseConverter

    converter = BaseConverter()
    _teach_to_write(converter, masked=masked)
    _teach_to_read(converter)
    for kind in (*RECORDS, EstimateRecord):
        converter.get_unstructure_hook(kind)
        converter.get_structure_hook(kind)
    return converter


# To write


def _teach_to_write(converter: "BaseConverter", *, masked: bool) -> None:
    def each(items: Iterable[object]) -> list[object]:
        return [converter.unstructure(item) for item in items]

    converter.register_unstructure_hook_factory(attrs.has, partial(_writer, converter, masked=masked))
    converter.register_unstructure_hook(Masked, str if masked else _revealed)
    converter.register_unstructure_hook(Mrz, _masked_lines if masked else _lines)
    converter.register_unstructure_hook(ReadyEstimate, lambda made: converter.unstructure(EstimateRecord.of(made)))
    converter.register_unstructure_hook(tuple, each)
    converter.register_unstructure_hook(frozenset, lambda items: each(sorted(items)))
    converter.register_unstructure_hook(StrEnum, lambda member: member.value)
    converter.register_unstructure_hook(bytes, bytes.hex)
    for kind in (date, datetime, time):
        converter.register_unstructure_hook(kind, kind.isoformat)
    converter.register_unstructure_hook(Decimal, str)
    # A result names what may happen by the kind of event itself.
    converter.register_unstructure_hook(type, events.event_name)
    converter.register_unstructure_hook(PartialDate, PartialDate.isoformat)
    converter.register_unstructure_hook(timedelta, from_span)
    converter.register_unstructure_hook(tzinfo, from_zone)


def _writer(converter: "BaseConverter", kind: type[Any], *, masked: bool) -> Callable[[Any], dict[str, object]]:
    # A masked record is for a log: what would let somebody try out contents against a seal stays away.
    secret = _SECRETS if masked else frozenset[str]()
    fields = attrs.fields(kind)
    names = RESULTS.get(kind) or [field.name for field in fields if field.init and field.name not in secret]
    personal = [field.name for field in fields if masked and field.repr is hidden and field.name in names]
    tagged = {"params"} if kind is Issue else set[str]()
    later = {field.name: field.default for field in fields if came_later(kind, field.name)}
    head = {"event": events.event_name(kind)} if issubclass(kind, Event) else {}

    def write(value: Any) -> dict[str, object]:
        plain: dict[str, object] = {**head}
        for name in names:
            item = getattr(value, name)
            if name in later and item == later[name]:
                continue
            try:
                plain[name] = _params(item) if name in tagged else converter.unstructure(item)
            except InvalidValueError as error:
                raise InvalidValueError(_under(name, error)) from None
        for name in personal:
            plain[name] = MASK if plain[name] else plain[name]
        return plain

    return write


def _params(params: Iterable[tuple[str, ParamValue]]) -> list[list[object]]:
    return [[name, from_param(param)] for name, param in params]


def _revealed(value: Masked) -> str:
    return value.reveal()


def _lines(zone: Mrz) -> list[str]:
    return list(zone.reveal())


def _masked_lines(zone: Mrz) -> list[str]:
    return [MASK] * len(zone.reveal())


# To read


def _under(step: str | int, error: InvalidValueError) -> tuple[Issue, ...]:
    return tuple(issue.under(pointer(step)) for issue in error.issues)


def _array(value: object) -> list[object]:
    if type(value) is not list and type(value) is not tuple:
        raise wrong(IssueCode.FORM_TYPE)
    return list(cast("Iterable[object]", value))


def _teach_to_read(converter: "BaseConverter") -> None:
    # What is registered for a class serves its subclasses too: so all of them are named, down to the last.
    converter.register_structure_hook_factory(attrs.has, partial(_reader, converter))
    event_readers: dict[type[Event], Reader] = {}
    converter.register_structure_hook(Event, lambda value, kind: _to_event(event_readers, value, kind))
    converter.register_structure_hook(ReadyEstimate, lambda it, _: converter.structure(it, EstimateRecord).estimate())
    converter.register_structure_hook(Masked, lambda value, kind: kind._restore(value))
    converter.register_structure_hook(bytes, to_bytes)
    converter.register_structure_hook(Mrz, lambda value, _: Mrz._restore(_array(value)))
    converter.register_structure_hook_factory(_is_tuple, partial(_tuple_reader, converter))
    converter.register_structure_hook_factory(_is_frozenset, partial(_frozenset_reader, converter))
    for primitive in (str, int, bool):
        converter.register_structure_hook(primitive, exactly(primitive))
    converter.register_structure_hook(StrEnum, to_member)
    converter.register_structure_hook(date, to_day)
    converter.register_structure_hook(datetime, to_moment)
    converter.register_structure_hook(time, to_time)
    converter.register_structure_hook(timedelta, to_span)
    converter.register_structure_hook(tzinfo, to_zone)
    converter.register_structure_hook_func(lambda kind: kind == datetime | date, to_moment_or_day)
    converter.register_structure_hook_func(lambda kind: kind == BirthDate, to_birth_date)
    converter.register_structure_hook_func(lambda kind: kind == ParamValue, to_param)
    event_readers |= {kind: _reader(converter, kind) for kind in events.EVENTS}


def _is_tuple(kind: object) -> bool:
    return get_origin(kind) is tuple


def _is_frozenset(kind: object) -> bool:
    return get_origin(kind) is frozenset


Reader = Callable[[object, Any], Any]


def _reader(converter: "BaseConverter", kind: type[Any]) -> Reader:
    hanging = {IdentityDocument: "number"}.get(kind)
    types: dict[str, Any] = {field.name: field.type for field in attrs.fields(kind) if field.init}
    # What reads a field is looked up once: to ask the converter for each value takes as long as to read it.
    readers: dict[str, tuple[Reader, Any]] = {
        name: (converter.get_structure_hook(str if name == hanging else wanted), wanted)
        for name, wanted in types.items()
    }

    def read(value: object, _: object) -> Any:
        data = to_object(value)
        values: dict[str, object] = {}
        issues: list[Issue] = []
        for name, (hook, wanted) in readers.items():
            if name not in data:
                if not came_later(kind, name):
                    issues.append(Issue(IssueCode.FORM_REQUIRED, pointer(name)))
                continue
            try:
                if name == hanging:
                    values[name] = converter.structure(data[name], _number_type(data))
                else:
                    values[name] = hook(data[name], wanted)
            except InvalidValueError as error:
                issues += _under(name, error)
        if len(data) > len(values):
            issues += (_unknown(key) for key in data if key not in types)
        if issues:
            raise InvalidValueError(tuple(issues))
        try:
            return kind(**values)
        except CalendarRangeError:
            raise wrong(IssueCode.CALENDAR_RANGE) from None

    return read


def _number_type(document: Mapping[object, object]) -> type[object]:
    """What the number of a document is: its kind says so."""
    kind = document.get("kind")
    return NUMBER_TYPES[DocumentKind(kind)] if type(kind) is str and kind in set(DocumentKind) else str


def _unknown(key: object) -> Issue:
    return Issue(IssueCode.FORM_UNKNOWN_FIELD, pointer(str(key)) if may_be_repeated(key) else "")


def _to_event(readers: Mapping[type[Event], Reader], value: object, kind: type[Event]) -> Event:
    data = to_object(value)
    if "event" not in data:
        raise InvalidValueError((Issue(IssueCode.FORM_REQUIRED, "/event"),))
    name = data["event"]
    told = events.BY_NAME.get(name) if type(name) is str else None
    if told is None or not issubclass(told, kind):
        known = ", ".join(name for name, told in events.BY_NAME.items() if issubclass(told, kind))
        raise InvalidValueError((Issue(IssueCode.FORM_CHOICE, "/event", (("choices", known),)),))
    event: Event = readers[told]({name: item for name, item in data.items() if name != "event"}, told)
    return event


def _each(items: Iterable[tuple[object, tuple[Reader, Any]]]) -> list[Any]:
    """Every item read as its type, or every issue of them with its place."""
    values: list[Any] = []
    issues: list[Issue] = []
    for place, (item, (hook, wanted)) in enumerate(items):
        try:
            values.append(hook(item, wanted))
        except InvalidValueError as error:
            issues += _under(place, error)
    if issues:
        raise InvalidValueError(tuple(issues))
    return values


def _tuple_reader(converter: "BaseConverter", kind: object) -> Reader:
    inner = get_args(kind)
    readers = [(converter.get_structure_hook(wanted), wanted) for wanted in inner if wanted is not Ellipsis]
    any_number = inner[-1] is Ellipsis

    def read(value: object, _: object) -> tuple[Any, ...]:
        items = _array(value)
        if not any_number and len(items) != len(readers):
            raise wrong(IssueCode.FORM_TYPE)
        return tuple(_each(zip(items, repeat(readers[0]) if any_number else readers)))  # noqa: B905 - the first ends

    return read


def _frozenset_reader(converter: "BaseConverter", kind: object) -> Reader:
    (inner,) = get_args(kind)
    reader = (converter.get_structure_hook(inner), inner)

    def read(value: object, _: object) -> frozenset[Any]:
        values = _each((item, reader) for item in _array(value))
        if len(values) != len(set(values)):
            raise wrong(IssueCode.FORM_TYPE)
        return frozenset(values)

    return read
