"""What may be sent, as JSON Schema: the library's own, but for what this service keeps in the draft."""

from typing import Any, Final

from simreplace import Language, ReplacementForm, events, form_schema

Schema = dict[str, Any]
Kind = type[events.Event] | type[ReplacementForm]

# What is not sent again stays as it is in the draft.
KEPT: Final = frozenset({(events.Submit, "form"), (events.ProvideInformation, "form")})


def schema_for(what: Kind, language: Language = "en") -> Schema:
    """The schema of what a client may say of an event, or of a form."""
    schema = form_schema(what, language)
    needed = [name for name in schema["required"] if (what, name) not in KEPT]
    return {**schema, "required": needed}


def hoisted(schema: Schema, parts: Schema) -> Schema:
    """A schema for a document of OpenAPI, in which the parts of all of them lie in one place."""
    parts |= {name: _moved(part) for name, part in schema.get("$defs", {}).items()}
    moved: Schema = _moved({name: part for name, part in schema.items() if name not in {"$schema", "$defs"}})
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
