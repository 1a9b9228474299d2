"""Hypothesis strategies for everything public: made-up, marked as nobody's, and built right instead of sorted out.

Hypothesis itself asks for this when it is imported, through its entry point: `st.from_type(Msisdn)` works with nothing
imported from here. `typed`, `pasted` and `nearly` are what people type for a value; `form_data` and `mistaken_data` the
same for a form; `requests` and `histories` walk through the lifecycle as far as its gates let them; `assert_conforms`
walks a wrapper of yours.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final, TypeVar, get_args, get_origin

import attrs

from simreplace import (
    ARTICLE,
    BRTI_2020,
    STRICT,
    Actor,
    Applicant,
    AuthorizationLetter,
    Contact,
    HeadOfFamily,
    IdentityDocument,
    IssueCode,
    Paper,
    Policy,
    PurchaseRecord,
    ReplacementForm,
    ReplacementRequest,
    ReviewPolicy,
    Role,
    cards,
    events,
    lifecycle,
)
from simreplace.ext.announce import register
from simreplace.ext.conformance import assert_conforms
from simreplace.ext.made_up import st
from simreplace.ext.outcomes import INSIDE, OUTCOMES, reviews
from simreplace.ext.personas import (
    ON,
    applicants,
    contacts,
    documents,
    form_data,
    forms,
    heads,
    letters,
    mistaken_data,
    purchases,
    value,
)
from simreplace.ext.specimens import TEXTS, nearly, pasted, typed
from simreplace.ext.walks import OUTLET, actor, histories, requests

__all__ = [
    "ON",
    "assert_conforms",
    "form_data",
    "forms",
    "histories",
    "mistaken_data",
    "nearly",
    "pasted",
    "register",
    "requests",
    "typed",
    "valid",
]

T = TypeVar("T")

# ---- Policies and events, each by itself


@st.composite
def _policies(draw: st.DrawFn) -> Policy:
    shipped = draw(st.sampled_from((ARTICLE, BRTI_2020, STRICT)))
    changes: dict[str, Any] = {"max_visits": draw(st.integers(1, 5)), "max_releases": draw(st.integers(1, 5))}
    changes["collection_deadline"] = draw(st.integers(5, 60).map(lambda days: timedelta(days=days)))
    changes["objection_window"] = draw(st.integers(0, 48).map(lambda hours: timedelta(hours=hours)))
    return draw(st.just(shipped) | st.just(attrs.evolve(shipped, name="contoh", review=draw(reviews()), **changes)))


def _roles_of(kind: type[events.Event]) -> tuple[Role, ...]:
    return tuple(sorted({role for row in lifecycle.TRANSITIONS if row.event is kind for role in row.roles}))


def _actors(roles: tuple[Role, ...] = tuple(Role)) -> st.SearchStrategy[Actor]:
    return st.sampled_from(roles).map(actor)


_WORDS: Final = ("", "contoh")
_FIELDS: Final[Mapping[str, Callable[[], st.SearchStrategy[Any]]]] = MappingProxyType(
    {
        "id": lambda: st.integers(0, 999).map("contoh-{}".format),
        "note": lambda: st.sampled_from(_WORDS),
        "form": forms,
        "acknowledged": lambda: st.lists(st.sampled_from(IssueCode), max_size=3),
        "other_open_request": st.booleans,
        "matches": lambda: st.lists(_made(events.RecordMatch), max_size=2),
        "document": lambda: st.integers(0, 3),
        "code": lambda: st.sampled_from(IssueCode),
        "pointer": lambda: st.sampled_from(("/msisdn", "/applicant/documents/0/number")),
        "accepted": st.booleans,
        "reason": lambda: st.sampled_from(_WORDS),
        "finding": lambda: st.sampled_from(_WORDS),
        "papers": lambda: st.lists(st.sampled_from(Paper), max_size=3),
        "papers_seen": lambda: st.lists(st.sampled_from(Paper), max_size=3),
        "evidence": lambda: st.lists(st.sampled_from(Paper), max_size=3),
        "fields": lambda: st.lists(st.sampled_from(("full_name", "msisdn")), max_size=2),
        "answers": lambda: st.lists(_made(events.Answer), max_size=2),
        "reasons": lambda: st.lists(st.sampled_from(events.RejectReason), max_size=2),
        "defects": lambda: st.lists(st.sampled_from(events.Defect), max_size=2),
        "outlet": lambda: st.just(OUTLET),
        "visitor": lambda: _actors((Role.APPLICANT, Role.PROXY)),
        "iccid": lambda: value(cards.Iccid),
        "eid": lambda: st.none() | value(cards.Eid),
        "activation_code": lambda: st.none() | value(cards.ActivationCode),
        "eid_unknown": lambda: st.none() | st.sampled_from(events.EidUnknown),
        **dict.fromkeys(("surface", "contacts", "chip", "packaging", "number"), lambda: st.none() | st.booleans()),
        **dict.fromkeys(("profile_installed", "code_used_once"), lambda: st.none() | st.booleans()),
        "id_seen": lambda: st.none() | documents(),
        "proxy_id_seen": lambda: st.none() | documents(),
        "letter": lambda: st.none() | letters(),
        "inspection": lambda: _made(events.Inspection),
        "item": lambda: st.sampled_from(("purchase_record", "full_name")),
        "text": lambda: st.sampled_from(_WORDS),
        "detail": lambda: st.sampled_from(("identity_number", "birth_date")),
    }
)
"""What stands in the fields of events that their types do not say enough of."""


def _made(kind: type[T]) -> st.SearchStrategy[T]:
    """An event, or what one carries: well formed, whatever a gate would say of it."""
    given = {field.name: _FIELDS[field.name]() for field in attrs.fields(kind) if field.name in _FIELDS}  # type: ignore[arg-type]
    if issubclass(kind, events.Cancel):
        given["reason"] = st.sampled_from(events.CancelReason)
    if issubclass(kind, events.FailActivation):
        given["code"] = st.sampled_from(_WORDS)
    if issubclass(kind, events.Event):
        given["by"] = _actors(_roles_of(kind))
    return st.builds(kind, **given)


# ---- The whole list


_Maker = Callable[[date, bool], st.SearchStrategy[Any]]


def _of_events(kind: type[Any]) -> _Maker:
    return lambda _, __: _made(kind)


def _worked_out(make: Callable[[], st.SearchStrategy[Any]]) -> _Maker:
    return lambda _, __: make()


_WHOLE: Final[Mapping[type[Any], _Maker]] = MappingProxyType(
    {
        Applicant: lambda on, _: applicants(on=on),
        IdentityDocument: lambda on, _: documents(on=on),
        Contact: lambda _, __: contacts(),
        HeadOfFamily: lambda on, _: heads(on),
        PurchaseRecord: lambda on, _: purchases(on),
        AuthorizationLetter: lambda on, _: letters(on=on),
        ReplacementForm: lambda on, plausible: forms(on=on, plausible=plausible),
        Actor: lambda _, __: _actors(),
        ReviewPolicy: lambda _, __: reviews(),
        Policy: lambda _, __: _policies(),
        ReplacementRequest: lambda on, plausible: requests(on=on, plausible=plausible),
        events.Event: lambda _, __: st.sampled_from(events.EVENTS).flatmap(_made),
        **{kind: _of_events(kind) for kind in (*events.EVENTS, events.Answer, events.RecordMatch, events.Inspection)},
        **{kind: _worked_out(make) for kind, make in OUTCOMES.items()},
    }
)


def valid(kind: type[T], *, on: date = ON, plausible: bool = False) -> st.SearchStrategy[T]:
    """Well-formed values of a public type; `st.from_type(kind)` is the same with the defaults.

    Args:
        kind: A value, a part of a form, a policy, an event, a request, or what the library makes of one.
        on: The day on which a form is without an ERROR.
        plausible: Whether a mobile number has an ordinary prefix and shows no FLAG; somebody may have it, so that no
            test should ever send to one.

    Example:
        >>> from hypothesis import find
        >>> from simreplace import Msisdn
        >>> find(valid(Msisdn), lambda number: True).operators  # 086 belongs to no mobile operator
        frozenset()
    """
    if kind in TEXTS:
        return value(kind, plausible=plausible)
    holder = get_origin(kind)
    if holder is not None:
        return INSIDE[holder](*get_args(kind))
    return _WHOLE[kind](on, plausible)
