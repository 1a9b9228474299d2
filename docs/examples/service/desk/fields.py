"""A form of HTML from a JSON Schema: plain fields, each named by its JSON pointer, with the words that stand in it."""

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

from desk.schemas import Schema

_TYPES: Final[Mapping[str, str]] = {"date": "date", "idn-email": "email"}
_WORDS: Final = ("title", "description")
_ROWS: Final = 3  # of a list of papers, say
_MOST_CHOICES: Final = 40
_SHORT: Final = 500  # what may be longer gets a field with room
Choices = Mapping[str, Mapping[str, str]]


def fields_of(schema: Schema, *, choices: Choices | None = None) -> str:
    """The fields of a schema; `choices` offers for a pointer what fits here, instead of everything there is."""
    return "".join(_properties(schema, schema.get("$defs", {}), "", choices or {}))


def answers_of(schema: Schema, *, papers: Mapping[str, str], details: Mapping[str, str]) -> str:
    """A row for each item that was asked for, with its words: nobody has to know what the library calls it."""
    parts = schema["$defs"]
    text = _real(parts["Answer"]["properties"]["text"], parts)
    rows = []
    for place, (item, told) in enumerate({**papers, **details}.items()):
        at = f"/answers/{place}"
        named = f'name="{at}/item" value="{escape(item)}"'
        if item in papers:
            # Ticked by whoever hands it over, and not by us: a paper is there without any further word.
            rows.append(f'<label><input type="checkbox" {named} required> {escape(told)}</label>')
            rows.append(_input(text, f"{at}/text", required=False))
        else:
            rows.append(f'<input type="hidden" {named}>')
            rows.append(_input({**text, "title": told}, f"{at}/text", required=True))
    return _group(schema["properties"]["answers"], "".join(rows))


def _properties(schema: Schema, parts: Schema, at: str, choices: Choices) -> Iterator[str]:
    needed = schema.get("required", ())
    for name, part in schema["properties"].items():
        here = f"{at}/{name}"
        if here in choices:
            yield _ticks(here, part, choices[here])
        else:
            yield _field(part, parts, here, choices, required=name in needed and not at)


def _field(part: Schema, parts: Schema, at: str, choices: Choices, *, required: bool) -> str:
    part = _real(part, parts)
    if "properties" in part:
        return _group(part, "".join(_properties(part, parts, at, choices)))
    offered = _offered(part)
    if offered:
        return _one_of(at, part, offered, required=required)
    if part.get("type") == "array":
        item = _real(part["items"], parts)
        ticked = _offered(item)
        if ticked and len(ticked) <= _MOST_CHOICES:
            return _ticks(at, part, ticked)
        if "properties" in item:
            rows = (
                _field({**item, "title": f"{item['title']} {row + 1}"}, parts, f"{at}/{row}", choices, required=False)
                for row in range(_ROWS)
            )
            return _group(part, "".join(rows))
        return "" if ticked else _input(part, f"{at}/0", required=False)
    return _input(part, at, required=required)


def _real(part: Schema, parts: Schema) -> Schema:
    """What a schema is, where it is told by name or as one of several ways, of which the first is the usual one."""
    if "$ref" in part:
        inner = parts[part["$ref"].rpartition("/")[2]]
    elif "anyOf" in part:
        inner = part["anyOf"][0]
    else:
        return part
    return {**_real(inner, parts), **{name: part[name] for name in _WORDS if name in part}}


def _offered(part: Schema) -> dict[str, str]:
    told: list[dict[str, Any]] = part.get("oneOf", [])
    return {it["const"] if isinstance(it["const"], str) else json.dumps(it["const"]): it["title"] for it in told}


def _said(part: Schema) -> str:
    """The label, and what helps to fill in the field."""
    help_with_it = part.get("description")
    return escape(part["title"]) + (f" <small>{escape(help_with_it)}</small>" if help_with_it else "")


def _input(part: Schema, at: str, *, required: bool) -> str:
    kind = _TYPES.get(part.get("format", ""), "text")
    needed = " required" if required else ""
    if kind == "text" and part.get("maxLength", 0) > _SHORT:
        return f'<label>{_said(part)} <textarea name="{at}" autocomplete="off"{needed}></textarea></label>'
    return f'<label>{_said(part)} <input type="{kind}" name="{at}" autocomplete="off"{needed}></label>'


def _one_of(at: str, part: Schema, offered: Mapping[str, str], *, required: bool) -> str:
    options = "".join(f'<option value="{escape(value)}">{escape(told)}</option>' for value, told in offered.items())
    needed = " required" if required else ""
    return f'<label>{_said(part)} <select name="{at}"{needed}><option value=""></option>{options}</select></label>'


def _ticks(at: str, part: Schema, offered: Mapping[str, str]) -> str:
    boxes = "".join(
        f'<label><input type="checkbox" name="{at}/{place}" value="{escape(value)}"> {escape(told)}</label>'
        for place, (value, told) in enumerate(offered.items())
    )
    return _group(part, boxes) if boxes else ""


def _group(part: Schema, inside: str) -> str:
    return f"<fieldset><legend>{_said(part)}</legend>{inside}</fieldset>"
