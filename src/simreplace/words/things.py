"""What every other value is, in a sentence that names nobody: numbers masked, and what was typed freely left out."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from simreplace._data.operators import BRAND_NAMES, OPERATOR_NAMES
from simreplace.issues import IssueCode
from simreplace.lifecycle import Event, events
from simreplace.values import Masked
from simreplace.words.dates import Language, Shown, day_in_words, moment_in_words, words
from simreplace.words.places import of_its_form

# Lists whose words stand under another name.
_LISTS: Final[Mapping[str, str]] = MappingProxyType({"Plan": "plan_kind"})
# How a brand and a company write themselves, in every language alike.
_NAMES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType({"Brand": BRAND_NAMES, "Operator": OPERATOR_NAMES})
_Places = Callable[[Any, Mapping[str, str], Language], Mapping[str, object]]


def said_of(thing: object, language: Language) -> str | None:
    """What a value of ours is, or a member of a closed list; None for whatever is not ours."""
    kind = type(thing)
    if str(kind.__module__).partition(".")[0] != "simreplace":
        return None
    table = words(language)
    if isinstance(thing, StrEnum):
        return _member(thing, table)
    if isinstance(thing, Event):
        name = f"event.{_event_of(thing)}"
        shown = {"event": table.get(name), "role": table[f"role.{thing.by.role.value}"]}
        return table["thing.event" if name in table else "thing.some_event"].format_map(Shown(shown))
    key = f"thing.{in_snake_case(kind)}"
    if key not in table:
        return None
    places = {"shown": thing} if isinstance(thing, Masked) else _PLACES.get(key, _none)(thing, table, language)
    return table[key].format_map(Shown(places))


def _event_of(event: Event) -> str:
    return events.event_name(type(event))


def in_snake_case(kind: type) -> str:
    """The name of a class as keys of the tables have it."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.__name__).lower()


def _member(member: StrEnum, table: Mapping[str, str]) -> str | None:
    kind = type(member)
    if isinstance(member, IssueCode):
        label = table.get(f"flag.{member.value}")
        return label or table[f"issue.{member.value}"].format_map(Shown())
    if kind.__name__ in _NAMES:
        return _NAMES[kind.__name__][member.value]
    return table.get(f"{_LISTS.get(kind.__name__, in_snake_case(kind))}.{member.value}")


def _none(_: object, __: Mapping[str, str], ___: Language) -> Mapping[str, object]:
    return {}


_PLACES: Final[Mapping[str, _Places]] = MappingProxyType(
    {
        "thing.applicant": lambda it, _, __: {"count": len(it.documents)},
        "thing.suggestion": lambda it, _, __: {"count": len(it.changes)},
        "thing.identity_document": lambda it, table, _: {"kind": table[f"document_kind.{it.kind.value}"]},
        "thing.replacement_form": lambda it, table, _: {
            "reason": table[f"reason.{it.reason.value}"],
            "method": table[f"collection_method.{it.collection.value}"],
        },
        "thing.replacement_request": lambda it, table, _: {
            "state": of_its_form(f"state.{it.state.value}", it.form.card_form, table)
        },
        "thing.actor": lambda it, table, _: {"role": table[f"role.{it.role.value}"]},
        "thing.record_match": lambda it, table, _: {"outcome": table[f"match.{it.outcome.value}"]},
        "thing.step": lambda it, table, language: {
            "event": table[f"event.{_event_of(it.event)}"],
            "moment": moment_in_words(it.at, language),
            "state": table[f"state.{it.state.value}"],
        },
        "thing.transition": lambda it, table, _: {
            "event": table[f"event.{events.event_name(it.event)}"],
            "source": table[f"state.{it.source.value}"],
            "target": table[f"state.{it.target.value}"],
        },
        "thing.review_policy": lambda it, _, __: {"first": it.min_days, "last": it.max_days},
        "thing.business_calendar": lambda it, _, language: {
            "first": day_in_words(it.first, language, "date.day"),
            "last": day_in_words(it.last, language, "date.day"),
        },
    }
)
