"""What may be sent, as JSON Schema: the one place that knows where the schemas come from."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

import attrs

import simreplace
from simreplace import Actor, Language, ReplacementForm, events, explain, record_schema

Schema = dict[str, Any]
Kind = type[events.Event] | type[ReplacementForm]

# Who, when and which are the host's to say, and so are these facts.
HOST_FACTS: Final[Mapping[type, frozenset[str]]] = MappingProxyType(
    {events.Submit: frozenset({"other_open_request"}), events.Collect: frozenset({"visitor"})}
)
_NEVER_TYPED: Final = frozenset({"version", "event", "id", "by"})
# What is not sent again stays as it is in the draft.
KEPT: Final = frozenset({(events.Submit, "form"), (events.ProvideInformation, "form")})
_PLACES: Final = (vars(simreplace), vars(events))
# A closed list is known by its values, and its words are the library's.
_LISTS: Final[Mapping[tuple[str, ...], type[StrEnum]]] = MappingProxyType(
    {
        tuple(it.value for it in kind): kind
        for place in _PLACES
        for kind in place.values()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not simreplace.IssueCode
    }
)


def schema_for(what: Kind, language: Language = "en") -> Schema:
    """The schema of what a client may say of an event, or of a form.

    Made from the schema of the record, which asks for every field: what has a default may be left out, and what is the
    host's to say is taken away.
    """
    record: Any = record_schema(what)
    parts = {
        name: _open(part, _class_of(name), language)
        for name, part in record.pop("$defs", {}).items()
        if name != Actor.__name__
    }
    del record["$schema"]
    schema = _open(record, what, language)
    return {**schema, "$defs": parts} if parts else schema


def hoisted(schema: Schema, parts: Schema) -> Schema:
    """A schema for a document of OpenAPI, in which the parts of all of them lie in one place."""
    own = schema.get("$defs", {})
    parts |= {name: _moved(part) for name, part in own.items()}
    moved: Schema = _moved({name: part for name, part in schema.items() if name != "$defs"})
    return moved


def _moved(part: Any) -> Any:
    if isinstance(part, list):
        return [_moved(it) for it in part]
    if not isinstance(part, dict):
        return part
    moved = {name: _moved(it) for name, it in part.items()}
    if "$ref" in moved:
        moved["$ref"] = moved["$ref"].replace("#/$defs/", "#/components/schemas/")
    return moved


def _open(schema: Schema, kind: type[Any], language: Language) -> Schema:
    """A schema of a record as one of what may be typed."""
    away = _NEVER_TYPED | HOST_FACTS.get(kind, frozenset())
    shown = {name: _with_words(part, language) for name, part in schema["properties"].items() if name not in away}
    needed = [name for name in _without_default(kind) if name in shown and (kind, name) not in KEPT]
    return {**schema, "properties": shown, "required": needed}


def _with_words(part: Schema, language: Language) -> Schema:
    if "enum" in part:
        kind = _LISTS.get(tuple(part["enum"]))
        if kind is not None:
            return {"oneOf": [{"const": it.value, "title": explain(it, language)} for it in kind]}
        return part
    if "items" in part and isinstance(part["items"], dict):
        return {**part, "items": _with_words(part["items"], language)}
    if "anyOf" in part:
        return {**part, "anyOf": [_with_words(it, language) for it in part["anyOf"]]}
    return part


def _without_default(kind: type[Any]) -> Iterator[str]:
    return (field.name for field in attrs.fields(kind) if field.default is attrs.NOTHING)


def _class_of(name: str) -> type[Any]:
    kind: type[Any] = next(place[name] for place in _PLACES if name in place)
    return kind
