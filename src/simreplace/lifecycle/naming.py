"""Which keys of somebody's mapping may be repeated when they are refused.

A key is typed as well: it may be a number, or a name. So only what names a field of ours is repeated, or what is one
slip away from that; of anything else it is told in which mapping it stood, and as which of its keys.
"""

from typing import Any, Final

import attrs

from simreplace.lifecycle import events
from simreplace.lifecycle.history import Step
from simreplace.lifecycle.request import ReplacementRequest
from simreplace.people import (
    Actor,
    Applicant,
    AuthorizationLetter,
    Contact,
    HeadOfFamily,
    IdentityDocument,
    PurchaseRecord,
    ReplacementForm,
)
from simreplace.rules import Policy

_KINDS: Final[tuple[type[Any], ...]] = (
    *(ReplacementRequest, Step, Policy, ReplacementForm, Applicant, Contact, IdentityDocument, HeadOfFamily),
    *(PurchaseRecord, AuthorizationLetter, Actor, *events.EVENTS, events.Inspection, events.Answer, events.RecordMatch),
)
# What a record has beside its fields, and what the host says beside an event.
_BESIDE: Final = frozenset({"version", "masked", "event", "revision", "updated_at", "actor", "now", "on", "expected"})
_SHORT: Final = 5
_LONGEST: Final = 40


def _folded(text: str) -> str:
    """A name without what people write differently: in capitals, with hyphens, or in one word."""
    return text.replace("_", "").replace("-", "").lower()


_NAMES: Final = frozenset(_folded(name) for name in _BESIDE) | frozenset(
    _folded(field.name) for kind in _KINDS for field in attrs.fields(kind)
)


def may_be_repeated(key: object) -> bool:
    """Whether a key says nothing but which field somebody meant.

    Args:
        key: As it was typed.
    """
    if type(key) is not str or not key.isascii() or len(key) > _LONGEST:
        return False
    told = _folded(key)
    # Of a short word one slip leaves too little: it may be a name of somebody.
    return told in _NAMES or (len(told) >= _SHORT and any(_is_a_slip(told, name) for name in _NAMES))


def _is_a_slip(told: str, name: str) -> bool:
    """Whether one letter is missing, too many, another one, or in the place of its neighbor."""
    same = next((at for at, (one, other) in enumerate(zip(told, name, strict=False)) if one != other), None)
    if same is None:
        return abs(len(told) - len(name)) == 1
    rest, left = told[same:], name[same:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return rest[1:] == left[1:] or rest[1:] == left or rest == left[1:] or swapped == left
