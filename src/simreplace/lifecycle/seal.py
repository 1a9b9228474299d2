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
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, cast

import attrs

from simreplace.rules import Policy
from simreplace.values import Masked, Mrz

SALT_BYTES: Final = 16
_MICROSECOND: Final = timedelta(microseconds=1)
# The keys come in order from `_names_of`: to sort them anew for each seal takes as long as all the rest.
_AS_THEY_ARE: Final = frozenset({str, int, bool, type(None)})
_CANONICAL: Final = json.JSONEncoder(separators=(",", ":"))


def seal_of(before: str, salt: bytes, *parts: object) -> str:
    """The digest of some parts over the seal before them."""
    return _digest([before, salt.hex(), *map(_plain, parts)])


def _digest(told: object) -> str:
    return hashlib.sha256(_CANONICAL.encode(told).encode("ascii")).hexdigest()


def _plain(thing: object) -> object:
    """A thing as JSON has it, the same however it was stored meanwhile: moments count as instants."""
    return _way_of(type(thing))(thing)


def _way(kind: type[Any]) -> Callable[[Any], object]:
    if kind in _AS_THEY_ARE:
        return _as_it_is
    if kind in _USUAL:
        return _USUAL[kind]
    if issubclass(kind, str):
        return str.__str__
    if issubclass(kind, Masked):
        return _revealed
    return _zone if issubclass(kind, tzinfo) else _members


_way_of: Final = cast("Callable[[type], Callable[[Any], object]]", cache(_way))


def _as_it_is(thing: object) -> object:
    return thing


def _list_of(items: tuple[object, ...]) -> list[object]:
    return [_plain(item) for item in items]


def _sorted(items: frozenset[Any]) -> list[Any]:
    return sorted([_plain(item) for item in items])


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _microseconds(span: timedelta) -> int:
    return span // _MICROSECOND


def _revealed(value: Masked) -> str:
    return value.reveal()


def _zone(zone: tzinfo) -> object:
    return _plain(zone.utcoffset(None))


def _lines(zone: Mrz) -> list[str]:
    return list(zone.reveal())


def _members(thing: object) -> Mapping[str, object]:
    name, names, read = _names_of(type(thing))
    told: dict[str, object] = {"": name}
    for field, member in zip(names, read(thing), strict=True):
        # What is not there needs no place: a field that a later release adds leaves older seals as they are.
        if member is not None:
            kind = type(member)
            told[field] = member if kind in _AS_THEY_ARE else _way_of(kind)(member)
    return told


def _names(kind: type[Any]) -> tuple[str, tuple[str, ...], Callable[[object], tuple[object, ...]]]:
    """The name of a class, those of its fields in order, and what reads them all at once."""
    names = tuple(sorted(field.name for field in attrs.fields(kind) if field.init))
    # Of a single name `attrgetter` would answer the value itself instead of a row of one.
    read: Callable[[object], tuple[object, ...]] = (
        attrgetter(*names) if len(names) > 1 else lambda thing: tuple(getattr(thing, name) for name in names)
    )
    return kind.__name__, names, read


_names_of: Final = cast(
    "Callable[[type], tuple[str, tuple[str, ...], Callable[[object], tuple[object, ...]]]]", cache(_names)
)


@lru_cache(maxsize=32)
def _digest_of(policy: Policy) -> str:
    """A policy as its own digest: a host has few, sends many forms under each, and nothing personal stands in one."""
    return _digest(_members(policy))


_USUAL: Final[Mapping[type, Callable[[Any], object]]] = MappingProxyType(
    {
        tuple: _list_of,
        frozenset: _sorted,
        datetime: _instant,
        date: date.isoformat,
        time: time.isoformat,
        timedelta: _microseconds,
        Mrz: _lines,
        Policy: _digest_of,
    }
)
