"""What a client may say of an event: its payload. Who, when and which are the host's to say, and so are some facts."""

from collections.abc import Hashable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Final, cast, get_args, get_origin

import attrs

from simreplace._data.choices import YES_AND_NO
from simreplace.errors import InvalidValueError
from simreplace.forms.fields import (
    A_DOCUMENT,
    A_TEXT,
    FORM,
    Table,
    a_value,
    issue_at,
    items_of,
    moved,
    read_document,
    read_form,
    too_long,
)
from simreplace.forms.patterns import around
from simreplace.forms.plain import WORD_CAP, Field, Reading, Shape, Way, choice, day, text_in, word_key
from simreplace.forms.read import all_read, form_as_typed
from simreplace.issues import Issue, IssueCode, errors_of
from simreplace.lifecycle import Event, events
from simreplace.people import (
    Actor,
    AuthorizationLetter,
    Channel,
    CollectionMethod,
    IdentityDocument,
    OwnerContact,
    Paper,
    ReplacementForm,
    built,
)
from simreplace.report import Report
from simreplace.values import LIST_CAP, TEXT_CAP, Masked, read_text, refusing_at, to_identifier

HOST_FACTS: Final[Mapping[type[Event], tuple[str, ...]]] = MappingProxyType(
    {events.Submit: ("other_open_request",), events.Collect: ("visitor",)}
)
"""What only the host can know of an event: whether another request is open, and who stands at the counter."""

_HOSTS_OWN: Final = frozenset({"id", "by"})
_IDENTIFIER: Final = refusing_at("/id", to_identifier)
# Which words of ours name the members of a list: what a screen shows may be typed as well.
_WORDS: Final[Mapping[type[StrEnum], str]] = MappingProxyType(
    {
        Paper: "paper",
        Channel: "channel",
        CollectionMethod: "collection_method",
        OwnerContact: "owner_contact",
        events.Match: "match",
        events.TellMeans: "tell_means",
        events.TellOutcome: "tell_outcome",
        events.RejectReason: "reject_reason",
        events.CancelReason: "cancel_reason",
        events.Defect: "defect",
        events.EidUnknown: "eid_unknown",
    }
)


def check_event(name: str, data: Mapping[str, object], *, id: str, by: Actor, **host_facts: object) -> Report[Event]:  # noqa: A002 - the field's own name
    """Read what a client says of an event, and say everything that is wrong at once.

    The form in an event is read as a form is; what its parts show to each other and to the day, `lifecycle.decide`
    says. Pointers lead from the payload.

    Args:
        name: Which event, as `events.event_name` gives it.
        data: The payload alone: an id, an actor, a time or a state in it is refused by name.
        id: The host's identifier of the event.
        by: Who does it, as the host knows them.
        host_facts: What only the host can know: `other_open_request` for "submit", `visitor` for "collect".

    Raises:
        InvalidValueError: What the host says cannot be so: an identifier, an actor, or a fact of its own.
        TypeError: A fact of the host's is missing, or is none of this event.

    Example:
        >>> from simreplace import Actor, Role
        >>> clerk = Actor(Role.COUNTER_CLERK, "clerk-7")
        >>> report = check_event("make_ready", {"iccid": "8962", "by": "me"}, id="e-1", by=clerk)
        >>> [(issue.code.value, issue.pointer) for issue in report.errors]
        [('iccid.length', '/iccid'), ('form.required', '/outlet'), ('form.unknown_field', '/by')]
    """
    kind: type[Any] | None = events.BY_NAME.get(text_in(name) or "")
    if kind is None:
        return Report(None, (Issue(IssueCode.FORM_CHOICE, "", (("choices", ", ".join(events.BY_NAME)),)),))
    hosts = {"id": _IDENTIFIER(id), "by": by, **_facts_of(name, kind, host_facts)}
    parts, found = read_form(data, table_of(kind))
    if not all_read(errors_of(found)):
        return Report(None, tuple(found))
    try:
        return Report(kind(**hosts, **parts), tuple(found))
    except InvalidValueError as error:
        of_host = tuple(issue for issue in error.issues if issue.pointer.split("/")[1] in hosts)
        if of_host:
            raise InvalidValueError(of_host) from None
        # No reading is laxer today than the event that it is for; were one so, it would be the client's mistake.
        return Report(None, (*found, *error.issues))


def parse_event(name: str, data: Mapping[str, object], *, id: str, by: Actor, **host_facts: object) -> Event:  # noqa: A002 - the field's own name
    """The event of which a client has told.

    Args:
        name: Which event, as `events.event_name` gives it.
        data: The payload alone.
        id: The host's identifier of the event.
        by: Who does it, as the host knows them.
        host_facts: What only the host can know: `other_open_request` for "submit", `visitor` for "collect".

    Raises:
        InvalidValueError: There is an ERROR; it carries every issue.
        TypeError: A fact of the host's is missing, or is none of this event.

    Example:
        >>> from simreplace import Actor, Role
        >>> parse_event("cancel", {"reason": "old_card_found"}, id="e-1", by=Actor(Role.APPLICANT, "siti")).reason
        <CancelReason.OLD_CARD_FOUND: 'old_card_found'>
    """
    return check_event(name, data, id=id, by=by, **host_facts).unwrap()


def _facts_of(name: str, kind: type[Event], told: Mapping[str, object]) -> Mapping[str, object]:
    wanted = HOST_FACTS.get(kind, ())
    if set(told) != set(wanted):
        facts = ", ".join(wanted) or "nothing"
        raise TypeError(f"of {name} the host says beside id and by: {facts}")
    return told


def table_of(kind: type[Any]) -> Table:
    """The fields that a client may say of an event, or of a value in one."""
    return _table_of(cast("Hashable", kind))


@cache
def _table_of(hashed: Hashable) -> Table:
    kind = cast("type[Any]", hashed)
    hosts = _HOSTS_OWN.union(HOST_FACTS.get(kind, ())) if issubclass(kind, Event) else frozenset[str]()
    return MappingProxyType(
        {
            field.name: Field(_way_of(field), required=field.default is attrs.NOTHING)
            for field in attrs.fields(kind)
            if field.name not in hosts
        }
    )


def letter_as_typed(data: object) -> Report[AuthorizationLetter]:
    """The letter for a proxy by what was typed of it."""
    parts, found = read_form(data, table_of(AuthorizationLetter))
    if not all_read(errors_of(found)):
        return Report(None, tuple(found))
    try:
        return Report(AuthorizationLetter(**parts), tuple(found))
    except InvalidValueError as error:
        return Report(None, (*found, *error.issues))


# ---- How a payload's fields are read, by what they hold


def _way_of(field: "attrs.Attribute[Any]") -> Way:
    if events.is_of_tokens(field):
        return _list_of(_token, LIST_CAP) if get_origin(field.type) is tuple else _token
    return _way_for(field.type)


def _way_for(hint: Any) -> Way:
    if get_origin(hint) is UnionType:
        return _way_for(next(option for option in get_args(hint) if option is not NoneType))
    if get_origin(hint) is tuple:
        (inner, _) = get_args(hint)
        return _list_of(_way_for(inner), len(IssueCode) if inner is IssueCode else LIST_CAP)
    if hint in _LEAVES:
        return _LEAVES[hint]
    if issubclass(hint, Masked):
        return a_value(hint)
    return choice(hint, _WORDS.get(hint, "")) if issubclass(hint, StrEnum) else _whole(hint)


def _list_of(way: Way, most: int) -> Way:
    read_item = way.read

    def read(typed: object, at: str) -> Reading:
        items = items_of(typed, most)
        if items is None:
            return None, issue_at(IssueCode.FORM_TYPE, at)
        if len(items) > most:
            return None, too_long(most, at)
        read = [read_item(item, f"{at}/{place}") for place, item in enumerate(items)]
        return tuple(value for value, _ in read), [issue for _, found in read for issue in found]

    return Way(read, Shape(kind=tuple, item=way.shape, most=most))


def _whole(kind: type[Any]) -> Way:
    """A value in a payload, built from its parts or handed over as one."""

    def read(typed: object, at: str) -> Reading:
        if type(typed) is kind:
            return typed, ()
        parts, found = read_form(typed, table_of(kind), at)
        if not all_read(errors_of(found)):
            return None, found
        try:
            return kind(**parts), found
        except InvalidValueError as error:
            return None, (*found, *moved(error.issues, at))

    return Way(read, Shape(kind=kind, parts=table_of(kind)))


def _filled_form(typed: object, at: str) -> Reading:
    report = form_as_typed(typed)
    return report.value, moved(report.issues, at)


def _paper(typed: object, at: str) -> Reading:
    if type(typed) is IdentityDocument:
        return typed, ()
    parts, found = read_document(typed, at)
    return (built(IdentityDocument, parts) if all_read(errors_of(found)) else None), found


def _truth(typed: object, at: str) -> Reading:
    if type(typed) is bool:
        return typed, ()
    text = text_in(typed) or ""
    said = _TRUTHS.get(word_key(text)) if len(text) <= WORD_CAP else None
    return said, (() if said is not None else issue_at(IssueCode.FORM_YES_OR_NO, at))


def _place(typed: object, at: str) -> Reading:
    word = (text_in(typed) or "").strip()
    # To JSON 1.0 is the number 1.
    is_whole = type(typed) is int or (type(typed) is float and typed.is_integer())
    if is_whole or (word.isascii() and word.isdecimal() and len(word) <= WORD_CAP):
        place = int(cast("int | float | str", typed))
        if 0 <= place < LIST_CAP:
            return place, ()
    return None, (Issue(IssueCode.FORM_NUMBER, at, (("limit", LIST_CAP - 1),)),)


def _read_token(typed: object, at: str) -> Reading:
    report = read_text(typed)
    if report.value is None:
        return None, moved(report.issues, at)
    try:
        return events.to_token(report.value), ()
    except InvalidValueError as error:
        return None, moved(error.issues, at)


_token: Final = Way(_read_token, Shape(kind=str, longest=TEXT_CAP, pattern=f"^(?:{events.TOKEN.pattern})$(?!\n)"))


def _code(typed: object, at: str) -> Reading:
    if type(typed) is Issue:
        return typed.code, ()
    if type(typed) is IssueCode:
        return typed, ()
    word = (text_in(typed) or "").strip()
    known = IssueCode(word) if word in _CODES else None
    return known, (() if known is not None else issue_at(IssueCode.FORM_CODE, at))


_CODES: Final = frozenset(IssueCode)
_TRUTHS: Final = MappingProxyType({word_key(word): said for said, words in YES_AND_NO for word in words})
# Noughts in front count nothing, as far as a word is looked at.
_PLACES: Final = "|".join(f"{place:02}" for place in range(LIST_CAP))
_WHOLE_NUMBER: Final = around(f"[0-9]|0{{0,{WORD_CAP - 2}}}(?:{_PLACES})")
_LEAVES: Final[Mapping[object, Way]] = MappingProxyType(
    {
        str: A_TEXT,
        bool: Way(_truth, Shape(kind=bool, longest=WORD_CAP, words=frozenset(_TRUTHS))),
        int: Way(_place, Shape(kind=int, pattern=_WHOLE_NUMBER, most=LIST_CAP - 1)),
        date: day,
        IssueCode: Way(_code, Shape(kind=IssueCode, pattern=around("|".join(sorted(_CODES)).replace(".", r"\.")))),
        IdentityDocument: Way(_paper, A_DOCUMENT),
        ReplacementForm: Way(_filled_form, Shape(kind=ReplacementForm, parts=FORM)),
    }
)
