"""The seal of a step: a digest over the seal before it, the host's salt, and the step in canonical form.

It shows an accident or a careless edit. It shows an intruder only to a host that keeps the last seal elsewhere: whoever
can write the whole record can also seal it anew. The salt is the host's and is deleted with the record, so that a seal
that was kept says nothing about anybody.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Final, cast

import attrs

from simreplace.values import Masked, Mrz

SALT_BYTES: Final = 16
_MICROSECOND: Final = timedelta(microseconds=1)


def seal_of(before: str, salt: bytes, *parts: object) -> str:
    """The digest of some parts over the seal before them."""
    told = json.dumps([before, salt.hex(), *map(_plain, parts)], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode("ascii")).hexdigest()


def _plain(thing: object) -> object:
    """A thing as JSON has it, the same however it was stored meanwhile: moments count as instants."""
    if isinstance(thing, str):
        return str(thing)
    if thing is None or isinstance(thing, int):
        return thing
    if isinstance(thing, Masked):
        return thing.reveal()
    if isinstance(thing, datetime):
        return thing.astimezone(UTC).isoformat()
    if isinstance(thing, date | time):
        return thing.isoformat()
    if isinstance(thing, timedelta):
        return thing // _MICROSECOND
    if isinstance(thing, frozenset):
        return sorted(cast("Iterable[Any]", map(_plain, cast("Iterable[object]", thing))))
    if isinstance(thing, tuple):
        return [_plain(item) for item in cast("tuple[object, ...]", thing)]
    if isinstance(thing, Mrz):
        return list(thing.reveal())
    if isinstance(thing, tzinfo):
        return _plain(thing.utcoffset(None))
    return _members(thing)


def _members(thing: object) -> Mapping[str, object]:
    kind: Any = type(thing)
    fields = {field.name: _plain(getattr(thing, field.name)) for field in attrs.fields(kind) if field.init}
    return {"": kind.__name__, **fields}
