"""A form of HTML from a JSON Schema: plain fields, each named by its JSON pointer."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

from desk.schemas import Schema
from desk.words import word
from simreplace import Language

_TYPES: Final[Mapping[str, str]] = {"date": "date", "email": "email"}
_ROWS: Final = 3  # of a list of papers, say
_MOST_CHOICES: Final = 40


def fields_of(schema: Schema, language: Language, *, choices: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """The fields of a schema; `choices` offers for a pointer what fits here, instead of everything there is."""
    return "".join(_properties(schema, schema.get("$defs", {}), "", language, choices or {}))


def _properties(
    schema: Schema, parts: Schema, at: str, language: Language, choices: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    needed = schema.get("required", ())
    for name, part in schema["properties"].items():
        here = f"{at}/{name}"
        if here in choices:
            yield _ticks(here, name, choices[here])
        else:
            yield _field(part, parts, here, language, required=name in needed and not at, choices=choices)


def _field(
    part: Schema,
    parts: Schema,
    at: str,
    language: Language,
    *,
    required: bool,
    choices: Mapping[str, Mapping[str, str]],
) -> str:
    part = _real(part, parts)
    label = str(part.get("title") or at.rpartition("/")[2].replace("_", " "))
    if "properties" in part:
        inside = "".join(_properties(part, parts, at, language, choices))
        return f"<fieldset><legend>{escape(_name_of(at))}</legend>{inside}</fieldset>"
    offered = _offered(part)
    if offered:
        return _one_of(at, label, offered, required=required)
    if part.get("type") == "boolean":
        return _one_of(at, label, {"true": word("yes", language), "false": word("no", language)}, required=required)
    if part.get("type") == "array":
        item = _real(part.get("items") or {}, parts)
        ticked = _offered(item)
        if ticked and len(ticked) <= _MOST_CHOICES:
            return _ticks(at, label, ticked)
        if "properties" in item:
            rows = (
                _field(item, parts, f"{at}/{row}", language, required=False, choices=choices) for row in range(_ROWS)
            )
            return f"<fieldset><legend>{escape(_name_of(at))}</legend>{''.join(rows)}</fieldset>"
        return "" if ticked else _input(part, f"{at}/0", label, required=False)
    return _input(part, at, label, required=required)


def _name_of(at: str) -> str:
    steps = at.split("/")
    last = f"{steps[-2]} {int(steps[-1]) + 1}" if steps[-1].isdecimal() else steps[-1]
    return last.replace("_", " ")


def _real(part: Schema, parts: Schema) -> Schema:
    """The schema itself, where it is told by name, or is one of several of which one is "nothing"."""
    if "$ref" in part:
        return _real(parts[part["$ref"].rpartition("/")[2]], parts)
    if "anyOf" in part:
        return _real(next(it for it in part["anyOf"] if it.get("type") != "null"), parts)
    return part


def _offered(part: Schema) -> dict[str, str]:
    told: list[dict[str, Any]] = part.get("oneOf") or [{"const": it} for it in part.get("enum", ())]
    return {str(it["const"]): str(it.get("title", it["const"])) for it in told}


def _input(part: Schema, at: str, label: str, *, required: bool) -> str:
    kind = _TYPES.get(part.get("format", ""), "text")
    needed = " required" if required else ""
    return f'<label>{escape(label)} <input type="{kind}" name="{at}" autocomplete="off"{needed}></label>'


def _one_of(at: str, label: str, offered: Mapping[str, str], *, required: bool) -> str:
    options = "".join(f'<option value="{escape(value)}">{escape(told)}</option>' for value, told in offered.items())
    needed = " required" if required else ""
    return f'<label>{escape(label)} <select name="{at}"{needed}><option value=""></option>{options}</select></label>'


def _ticks(at: str, label: str, offered: Mapping[str, str]) -> str:
    boxes = "".join(
        f'<label><input type="checkbox" name="{at}/{place}" value="{escape(value)}"> {escape(told)}</label>'
        for place, (value, told) in enumerate(offered.items())
    )
    return f"<fieldset><legend>{escape(label.replace('_', ' '))}</legend>{boxes}</fieldset>" if boxes else ""
