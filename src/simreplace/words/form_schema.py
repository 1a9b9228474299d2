"""What may be typed, as JSON Schema (draft 2020-12): made of the very rows by which the checks read it, with words."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

import attrs

from simreplace.forms import APPLICANT, FORM, Field, Shape, blank, one_of_words, something, table_of
from simreplace.issues import IssueCode, Severity
from simreplace.lifecycle import Event, events
from simreplace.people import (
    Applicant,
    AuthorizationLetter,
    Contact,
    HeadOfFamily,
    IdentityDocument,
    PurchaseRecord,
    ReplacementForm,
)
from simreplace.records import personal_paths
from simreplace.values import (
    TEXT_CAP,
    ActivationCode,
    DocumentNumber,
    Eid,
    EmailAddress,
    FamilyCardNumber,
    Iccid,
    Mrz,
    Msisdn,
    Nik,
    PartialDate,
    PersonName,
    PhoneNumber,
)
from simreplace.words.dates import Language, words
from simreplace.words.explain import explain
from simreplace.words.things import in_snake_case

_Schema = dict[str, Any]

_BY_NAME: Final[Mapping[str, type[Any]]] = MappingProxyType(
    {
        "applicant": Applicant,
        "form": ReplacementForm,
        **events.BY_NAME,
    }
)
# What a part is called that is no event.
_TITLES: Final[Mapping[type[Any], str]] = MappingProxyType(
    {
        Applicant: "field.applicant",
        ReplacementForm: "event_field.form",
        Contact: "field.contact",
        IdentityDocument: "paper.identity_document",
        HeadOfFamily: "field.head_of_family",
        PurchaseRecord: "field.purchase_record",
        AuthorizationLetter: "paper.authorization_letter",
        events.Inspection: "event_field.inspection",
        events.Answer: "event_field.answer",
        events.RecordMatch: "event_field.comparison",
    }
)
# Made up, and marked as nobody's: a regency that was never numbered, a block of prefixes that no mobile operator holds,
# a number and domains that are kept for examples, a passport of ICAO's Utopia, and the Indonesian word for specimen.
_EXAMPLES: Final[Mapping[object, object]] = MappingProxyType(
    {
        PersonName: "Siti Contoh",
        Msisdn: "0861 2345 678",
        PhoneNumber: "+1 202 555 0143",
        EmailAddress: "siti.contoh@example.com",
        Nik: "3299015508950001",
        FamilyCardNumber: "3299021103150001",
        DocumentNumber: "470/CONTOH/2026",
        Iccid: "8962660000000000004",
        Eid: "89000000000000000000000000000002",
        ActivationCode: "LPA:1$smdp.example.com$CONTOH-12345",
        Mrz: "P<UTOCONTOH<<SITI<<<<<<<<<<<<<<<<<<<<<<<<<<<\nC012345605UTO9508152F3105065CONTOH<<<<<<<<18",
        PartialDate: "1995-08-15",
        date: "2026-03-16",
        IssueCode: IssueCode.NIK_SEX_DIFFERS.value,
        bool: True,
        int: 0,
        # Of what is just a text, by the name of the field.
        "nationality": "IDN",
        "issuing_country": "IDN",
        "outlet": "Gerai Contoh",
        "seller": "Toko Contoh",
        "pointer": "/applicant/documents/0/number",
        "fields": "full_name",
        "item": "purchase_record",
        "detail": "identity_number",
        # The number of the first kind of document, a KTP.
        "number": "3299015508950001",
    }
)
_A_TEXT: Final = "contoh"
_FORMATS: Final[Mapping[type[Any], str]] = MappingProxyType(
    {EmailAddress: "idn-email", date: "date", PartialDate: "date"}
)
_ISO_DAY: Final = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def form_schema(
    what: str | type[Applicant] | type[ReplacementForm] | type[Event], language: Language = "en"
) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what may be typed, for whoever makes a form of it or checks one early.

    It takes exactly what the checks can read: whatever it refuses they answer with an ERROR in that place. What a number
    or a day shows, and what the parts show to each other, is for the checks alone. A choice may be sent as its value,
    which stands first, or as anything that it is called. What may be left out may be blank as well.

    Args:
        what: "applicant", "form", or the name or class of an event, of which a client says the payload alone.
        language: English, Indonesian or Chinese, for titles, help and the words of choices.

    Raises:
        ValueError: There is no such form or event, or no such language.
        TypeError: It is neither a name nor one of these classes.

    Example:
        >>> schema = form_schema("cancel", "id")
        >>> schema["title"], schema["required"]
        ('Batalkan permohonan', ['reason'])
        >>> schema["$defs"]["CancelReason"]["anyOf"][0]["oneOf"][0]
        {'const': 'old_card_found', 'title': 'Kartu lama ditemukan'}
        >>> form_schema("applicant")["properties"]["full_name"]["title"]
        'Full name'
    """
    words(language)
    kind = _kind_of(what)
    parts: dict[str, _Schema] = {}
    schema = _mapping(kind, _table_of(kind), language, parts)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "examples": [_example(kind, _table_of(kind))],
        **({"$defs": dict(sorted(parts.items()))} if parts else {}),
    }


def _kind_of(what: Any) -> type[Any]:
    if isinstance(what, str):
        if what not in _BY_NAME:
            raise ValueError("there is a schema of an applicant, a form, and every event by its name")
        return _BY_NAME[what]
    known: type[Any] | None = next((kind for kind in _BY_NAME.values() if kind is what), None)
    if known is None:
        raise TypeError("there is a schema of Applicant, ReplacementForm, and every class of event")
    return known


def _table_of(kind: type[Any]) -> Mapping[str, Field]:
    return {Applicant: APPLICANT, ReplacementForm: FORM}.get(kind) or table_of(kind)


# ---- A mapping and its fields


def _mapping(kind: type[Any], table: Mapping[str, Field], language: Language, parts: dict[str, _Schema]) -> _Schema:
    title = f"event.{events.event_name(kind)}" if issubclass(kind, Event) else _TITLES[kind]
    return {
        "title": words(language)[title],
        "type": "object",
        "properties": {name: _property(kind, name, field, language, parts) for name, field in table.items()},
        "required": [name for name, field in table.items() if field.required],
        "additionalProperties": False,
    }


def _property(kind: type[Any], name: str, field: Field, language: Language, parts: dict[str, _Schema]) -> _Schema:
    shape = field.way.shape
    said: _Schema = {"title": title_of(kind, name, language)}
    help_with_it = help_of(kind, name, language)
    if help_with_it is not None:
        said["description"] = help_with_it
    told = _one(_ways(shape, language, parts)) if field.required else _or_blank(shape, language, parts)
    if field.required and "pattern" not in told and told.get("type") == "string":
        told["pattern"] = something()
    told |= _beside(kind, name)
    if _is_plain(shape):
        told["examples"] = [_example_of(kind, name, shape)]
    return {**said, **told}


def title_of(kind: type[Any], name: str, language: Language) -> str:
    """What a field of an event, or of a part of a form, is called."""
    table = words(language)
    if kind is events.Inspection:
        return table[f"inspection.{name}"]
    # The reason for an event is another matter than that for a new card.
    groups = ("event_field", "field") if issubclass(kind, Event) else ("field", "event_field")
    keys = (f"event_field.{in_snake_case(kind)}.{name}", *(f"{group}.{name}" for group in groups))
    return next(table[key] for key in keys if key in table)


def help_of(kind: type[Any], name: str, language: Language) -> str | None:
    """What helps to fill in a field, where its title does not say it all."""
    table = words(language)
    keys = (f"help.{in_snake_case(kind)}.{name}", f"help.{name}")
    return next((table[key] for key in keys if key in table), None)


def _beside(kind: type[Any], name: str) -> _Schema:
    """What a field is beside what it may hold: whether a person is in it, and what it is when nothing is said."""
    usual = getattr(attrs.fields_dict(kind)[name], "default", None)
    said: _Schema = {"x-personal-data": True} if f"/{name}" in personal_paths(kind) else {}
    if isinstance(usual, str | int) and usual != "":
        said["default"] = usual.value if isinstance(usual, StrEnum) else usual
    return said


def _or_blank(shape: Shape, language: Language, parts: dict[str, _Schema]) -> _Schema:
    """What may be left out may also be there and say nothing."""
    parts["Blank"] = {"type": ["string", "null"], "pattern": blank(), "maxLength": TEXT_CAP}
    ways = _ways(shape, language, parts)
    if shape.may_be_bare and shape.parts is not None and any(field.required for field in shape.parts.values()):
        nothing = dict.fromkeys(shape.parts, _ref("Blank"))
        ways.append({"type": "object", "properties": nothing, "additionalProperties": False})
    return _one([*ways, _ref("Blank")])


def _one(ways: list[_Schema]) -> _Schema:
    return dict(ways[0]) if len(ways) == 1 else {"anyOf": ways}


def _ref(name: str) -> _Schema:
    return {"$ref": f"#/$defs/{name}"}


# ---- What one field may hold: the usual way first, then everything else that is read


def _ways(shape: Shape, language: Language, parts: dict[str, _Schema]) -> list[_Schema]:
    if shape.parts is not None:
        name = shape.kind.__name__
        if name not in parts:
            parts[name] = _mapping(shape.kind, shape.parts, language, parts)
        return [_ref(name)]
    if _is_choice(shape):
        name = shape.kind.__name__
        parts[name] = {"anyOf": [_choices(shape, language), *_texts(shape)]}
        return [_ref(name)]
    items = shape.item and _one(_ways(shape.item, language, parts))
    listed = [{"type": "array", "items": items, "maxItems": shape.most}] if items else []
    return [*_usual(shape, language), *_texts(shape), *listed]


def _is_choice(shape: Shape) -> bool:
    return issubclass(shape.kind, StrEnum)


def _is_plain(shape: Shape) -> bool:
    return shape.parts is None and not _is_choice(shape) and (shape.item is None or _is_plain(shape.item))


def _choices(shape: Shape, language: Language) -> _Schema:
    if shape.kind is IssueCode:
        table = words(language)
        flags = [it for it in IssueCode if it.severity is Severity.FLAG]
        return {"oneOf": [{"const": it.value, "title": table[f"flag.{it.value}"]} for it in flags]}
    return {"oneOf": [{"const": it.value, "title": explain(it, language)} for it in shape.kind]}


def _usual(shape: Shape, language: Language) -> list[_Schema]:
    """How a program says it, where that is no text, or a text of a known format."""
    if shape.kind is bool:
        table = words(language)
        said = [{"const": it, "title": table[f"operator.value.{str(it).lower()}"]} for it in (True, False)]
        return [{"type": "boolean", "oneOf": said}]
    if shape.kind is int:
        return [{"type": "integer", "minimum": 0, "maximum": shape.most}]
    if _FORMATS.get(shape.kind) == "date":
        return [{"type": "string", "format": "date", "pattern": _ISO_DAY}]
    return []


def _texts(shape: Shape) -> list[_Schema]:
    """Every text that is read."""
    if shape.longest is None and shape.pattern is None:
        return []
    text: _Schema = {"type": "string"} | ({"maxLength": shape.longest} if shape.longest else {})
    if shape.kind in _FORMATS and shape.pattern is None:
        text["format"] = _FORMATS[shape.kind]
    patterns = [one_of_words(shape.words)] if shape.words else []
    patterns += [shape.pattern] if shape.pattern else []
    return [{**text, "pattern": pattern} for pattern in patterns] or [text]


# ---- Examples


def _example(kind: type[Any], table: Mapping[str, Field]) -> dict[str, object]:
    return {name: _example_of(kind, name, field.way.shape) for name, field in table.items() if field.required}


def _example_of(kind: type[Any], name: str, shape: Shape) -> object:
    if shape.parts is not None:
        return _example(shape.kind, shape.parts)
    if shape.kind in _EXAMPLES and (kind is not IdentityDocument or name != "number"):
        return _EXAMPLES[shape.kind]
    if shape.item is not None:
        return [_example_of(kind, name, shape.item)]
    if _is_choice(shape):
        return next(iter(shape.kind)).value
    return _EXAMPLES.get(name, _A_TEXT)
