"""The seal of a step: a digest over the seal before it, the host's salt, and the step in canonical form.

It shows an accident or a careless edit. It shows an intruder only to a host that keeps the last seal elsewhere: whoever
can write the whole record can also seal it anew. The salt is the host's and is deleted with the record, so that a seal
that was kept says nothing about anybody.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache, lru_cache
from json.encoder import encode_basestring_ascii as _quoted
from operator import attrgetter
from types import MappingProxyType, NoneType
from typing import Any, Final, cast

import attrs

from simreplace.rules import Policy
from simreplace.values import Masked, Mrz

SALT_BYTES: Final = 16
_MICROSECOND: Final = timedelta(microseconds=1)

Way = Callable[[Any], str]
"""How a thing of some type is written as JSON: at once, for to make plain objects of it first takes half as long again."""


def seal_of(before: str, salt: bytes, *parts: object) -> str:
    """The digest of some parts over the seal before them."""
    return _digest(_array([_quoted(before), _quoted(salt.hex()), *map(_text, parts)]))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _text(thing: object) -> str:
    """A thing as JSON, the same however it was stored meanwhile: moments count as instants."""
    return _way_of(type(thing))(thing)


def _way(kind: type[Any]) -> Way:
    if kind in _USUAL:
        return _USUAL[kind]
    if issubclass(kind, str):
        return _member_of_a_list
    if issubclass(kind, Masked):
        return _revealed
    return _zone if issubclass(kind, tzinfo) else _members


_way_of: Final = cast("Callable[[type], Way]", cache(_way))


def _array(texts: list[str]) -> str:
    return f"[{','.join(texts)}]"


def _list_of(items: tuple[object, ...]) -> str:
    return _array([_text(item) for item in items])


def _sorted(items: frozenset[Any]) -> str:
    return _array(sorted(map(_text, items), key=json.loads))


def _nothing(_: None) -> str:
    return "null"


def _truth(value: bool) -> str:  # noqa: FBT001 - one of many that take a single value
    return "true" if value else "false"


def _day(day: date | time) -> str:
    return _quoted(day.isoformat())


def _instant(moment: datetime) -> str:
    return _quoted(moment.astimezone(UTC).isoformat())


def _microseconds(span: timedelta) -> str:
    return str(span // _MICROSECOND)


def _member_of_a_list(member: str) -> str:
    return _quoted(str.__str__(member))


def _revealed(value: Masked) -> str:
    return _quoted(value.reveal())


def _zone(zone: tzinfo) -> str:
    return _text(zone.utcoffset(None))


def _lines(zone: Mrz) -> str:
    return _array([_quoted(line) for line in zone.reveal()])


def _members(thing: object) -> str:
    name, keys, read = _keys_of(type(thing))
    told = [name]
    for key, member in zip(keys, read(thing), strict=True):
        # What is not there needs no place: a field that a later release adds leaves older seals as they are.
        if member is not None:
            told.append(key + _way_of(type(member))(member))
    return f"{{{','.join(told)}}}"


def _keys(kind: type[Any]) -> tuple[str, tuple[str, ...], Callable[[object], tuple[object, ...]]]:
    """The name of a class and those of its fields in order, as JSON has them, and what reads the fields all at once."""
    names = tuple(sorted(field.name for field in attrs.fields(kind) if field.init))
    # Of a single name `attrgetter` would answer the value itself instead of a row of one.
    read: Callable[[object], tuple[object, ...]] = (
        attrgetter(*names) if len(names) > 1 else lambda thing: tuple(getattr(thing, name) for name in names)
    )
    return f'"":{_quoted(kind.__name__)}', tuple(f"{_quoted(name)}:" for name in names), read


_keys_of: Final = cast(
    "Callable[[type], tuple[str, tuple[str, ...], Callable[[object], tuple[object, ...]]]]", cache(_keys)
)


@lru_cache(maxsize=32)
def _digest_of(policy: Policy) -> str:
    """A policy as its own digest: a host has few, sends many forms under each, and nothing personal stands in one."""
    return _quoted(_digest(_members(policy)))


_USUAL: Final[Mapping[type, Way]] = MappingProxyType(
    {
        str: _quoted,
        int: int.__repr__,
        bool: _truth,
        NoneType: _nothing,
        tuple: _list_of,
        frozenset: _sorted,
        datetime: _instant,
        date: _day,
        time: _day,
        timedelta: _microseconds,
        Mrz: _lines,
        Policy: _digest_of,
    }
)
