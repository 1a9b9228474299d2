"""Requests on their way: who acts, what each event says where every gate lets it through, and how to get to a state."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

import attrs

from builders import KTP, MONDAY, applicant, form
from simreplace import (
    ARTICLE,
    BRTI_2020,
    STRICT,
    Actor,
    CardForm,
    Issue,
    Paper,
    Policy,
    ReplacementForm,
    ReplacementRequest,
    Role,
    State,
    check_form,
    events,
    lifecycle,
    open_request,
)
from simreplace.lifecycle.case import told_since
from simreplace.lifecycle.events import Event
from simreplace.lifecycle.request import standing
from simreplace.rules import ADULT_AGE, age_on
from simreplace.values.cards import luhn_digit

SALT: Final = bytes(range(16))
OUTLET: Final = "Outlet Jakarta Selatan"
EVIDENCE: Final = tuple(Paper)
POLICIES: Final = (ARTICLE, BRTI_2020, STRICT)
A_MOMENT: Final = timedelta(minutes=5)

SITI: Final = Actor(Role.APPLICANT, "customer-1")
BUDI: Final = Actor(Role.PROXY, "customer-2")
OWNER: Final = Actor(Role.REGISTERED_OWNER, "customer-1")
INTAKE: Final = Actor(Role.INTAKE_CLERK, "staff-0")
REVIEWER: Final = Actor(Role.REVIEWER, "staff-1")
COUNTER: Final = Actor(Role.COUNTER_CLERK, "staff-2")
ANALYST: Final = Actor(Role.FRAUD_ANALYST, "staff-3")
SUPERVISOR: Final = Actor(Role.SUPERVISOR, "staff-4")
HOLDER: Final = Actor(Role.FRAUD_ANALYST, "staff-5")
NETWORK: Final = Actor(Role.NETWORK, "network")
SYSTEM: Final = Actor(Role.SYSTEM, "system")
ACTORS: Final[Mapping[Role, Actor]] = MappingProxyType(
    {
        actor.role: actor
        for actor in (SITI, BUDI, OWNER, INTAKE, REVIEWER, COUNTER, ANALYST, SUPERVISOR, NETWORK, SYSTEM)
    }
)

_FIRST: Final = "896210000000000"
CARDS: Final = tuple(body + luhn_digit(body) for body in (f"{_FIRST}{number:03d}" for number in range(1, 60)))
"""Numbers of cards, made up, each with its right check digit."""
EIDS: Final = ("89000000000000000000000000000002", "89000000000000000000000000000196")
"""Numbers of chips, made up, each of which leaves 1 when divided by 97."""


def draft(**changes: Any) -> ReplacementRequest:
    """Siti's request as she fills it in."""
    return open_request(form(**changes), id="request-1", now=MONDAY, salt=SALT)


def next_moment(request: ReplacementRequest) -> datetime:
    """A moment after whatever happened last."""
    return max(request.opened_at, *(step.at for step in request.history), MONDAY) + A_MOMENT


def next_card(request: ReplacementRequest) -> str:
    """A card that this request has not used."""
    return CARDS[len(standing(request).cards)]


def next_esim(request: ReplacementRequest) -> dict[str, Any]:
    """What is told besides of an eSIM that this request has not used; nothing of a card to hold in the hand."""
    number = len(standing(request).cards)
    if request.form.card_form is CardForm.PHYSICAL:
        return {}
    return {"eid": EIDS[number % 2], "activation_code": f"LPA:1$smdp.example.com$MADE-UP-{number}"}


def inspection(card: Any, **changes: Any) -> events.Inspection:
    """A card that is sound in every way."""
    sound = events.Inspection(surface=True, contacts=True, chip=True, packaging=True, number=True)
    return attrs.evolve(sound, **{"iccid": card, **changes})


def esim_inspection(card: Any, **changes: Any) -> events.Inspection:
    """An eSIM that is sound in every way."""
    sound = events.Inspection(profile_installed=True, code_used_once=True, number=True)
    return attrs.evolve(sound, **{"iccid": card, **changes})


def flags_of(told: ReplacementForm, policy: Policy = ARTICLE) -> tuple[Issue, ...]:
    """The FLAGs that a form shows on the day."""
    return check_form(told, on=MONDAY.date(), policy=policy).flags


def _wanted(request: ReplacementRequest) -> tuple[str, ...]:
    """What a comparison asks the record for: of a child the birth date as well."""
    is_child = age_on(request.form.applicant.born_on, MONDAY.date()) < ADULT_AGE
    return ("identity_number", "birth_date") if is_child else ("identity_number",)


def sample(kind: type[Event], request: ReplacementRequest) -> Event:
    """An event of this kind that every gate lets through, wherever the table has a row for it."""
    stands = standing(request)
    common: dict[str, Any] = {"id": f"{events.event_name(kind)}-{len(request.history)}"}
    is_esim = request.form.card_form is CardForm.ESIM
    card = stands.card or (stands.cards[-1] if stands.cards else CARDS[-1])
    told: Mapping[type[Event], Callable[[], Event]] = {
        events.Submit: lambda: events.Submit(
            **common, by=SITI, form=request.form, acknowledged=flags_of(request.form), other_open_request=False
        ),
        events.CompareRecord: lambda: events.CompareRecord(
            **common, by=SYSTEM, matches=[events.RecordMatch(detail, "true") for detail in _wanted(request)]
        ),
        events.DecideFlag: lambda: events.DecideFlag(
            **common,
            by=ANALYST,
            code="nik.birth_date_differs",
            pointer="/applicant/documents/0/number",
            accepted=True,
            reason="the KTP was seen",
        ),
        events.TellOwner: lambda: events.TellOwner(
            **common,
            by=SYSTEM,
            to="registered_contact" if stands.told_owner else "old_number",
            means="sms" if stands.told_owner else "call",
            outcome="delivered" if stands.told_owner else "unreachable",
        ),
        events.RequestInformation: lambda: events.RequestInformation(
            **common, by=REVIEWER, papers=[Paper.PURCHASE_RECORD]
        ),
        events.ProvideInformation: lambda: events.ProvideInformation(
            **common,
            by=SITI,
            form=request.form,
            answers=[events.Answer("purchase_record", "a photo")],
            acknowledged=flags_of(request.form),
        ),
        events.Approve: lambda: events.Approve(**common, by=REVIEWER, evidence=EVIDENCE),
        events.Reject: lambda: events.Reject(
            **common,
            by=REVIEWER if request.state is State.IN_REVIEW else SUPERVISOR,
            reasons=[events.RejectReason.EVIDENCE_INSUFFICIENT],
        ),
        events.MakeReady: lambda: events.MakeReady(
            **common, by=COUNTER, iccid=next_card(request), outlet=OUTLET, **next_esim(request)
        ),
        events.ChangeCollection: lambda: events.ChangeCollection(**common, by=SITI, method="in_person"),
        events.Collect: lambda: events.Collect(
            **common,
            by=COUNTER,
            outlet=OUTLET,
            visitor=SITI,
            id_seen=KTP,
            papers_seen=["purchase_record", "service_agreement"],
        ),
        events.FailIdentity: lambda: events.FailIdentity(**common, by=COUNTER, reason="the face is another"),
        events.AcceptCard: lambda: events.AcceptCard(
            **common, by=SITI, inspection=(esim_inspection if is_esim else inspection)(card)
        ),
        events.ReportFault: lambda: events.ReportFault(**common, by=SITI, defects=[events.Defect.CHIP_DAMAGED]),
        events.ExchangeCard: lambda: events.ExchangeCard(
            **common, by=COUNTER, iccid=next_card(request), **next_esim(request)
        ),
        events.ReturnCard: lambda: events.ReturnCard(**common, by=COUNTER, reason="in a hurry"),
        events.OrderActivation: lambda: events.OrderActivation(**common, by=SYSTEM, iccid=card),
        events.Activate: lambda: events.Activate(**common, by=NETWORK, iccid=card, old_card_deactivated=True),
        events.FailActivation: lambda: events.FailActivation(
            **common, by=NETWORK, iccid=card, code="HLR-17", old_card_deactivated=False
        ),
        events.Hold: lambda: events.Hold(**common, by=HOLDER, reason="something is odd"),
        events.RaiseObjection: lambda: events.RaiseObjection(**common, by=OWNER, reason="it was not me"),
        events.Release: lambda: events.Release(
            **common, by=SUPERVISOR if stands.objected else ANALYST, finding="all is well"
        ),
        events.ConfirmFraud: lambda: events.ConfirmFraud(**common, by=ANALYST, finding="the letter is forged"),
        events.CloseUnresolved: lambda: events.CloseUnresolved(**common, by=SUPERVISOR, finding="nobody answers"),
        events.Cancel: lambda: events.Cancel(**common, by=SITI, reason=events.CancelReason.OLD_CARD_FOUND),
        events.Expire: lambda: events.Expire(**common, by=SYSTEM),
    }
    return told[kind]()


def moment_for(kind: type[Event], request: ReplacementRequest, policy: Policy) -> datetime:
    """A moment at which the event may happen."""
    soon = next_moment(request)
    if kind is events.Expire:
        return soon + timedelta(days=366)
    if kind is events.OrderActivation:
        since = told_since(standing(request), request.policy or policy)
        window = (request.policy or policy).objection_window
        return soon if since is None else max(soon, (since + window).astimezone(UTC) + A_MOMENT)
    return soon


def tell(request: ReplacementRequest, event: Event, policy: Policy = ARTICLE, **later: Any) -> ReplacementRequest:
    """The request after one event; `now` or `after` says when, else a moment after whatever happened last."""
    now = later.get("now") or moment_for(type(event), request, policy) + later.get("after", timedelta(0))
    return lifecycle.apply(request, event, now=now, policy=policy)


def walk(request: ReplacementRequest, *kinds: type[Event], policy: Policy = ARTICLE) -> ReplacementRequest:
    """The request after these events, each let through."""
    for kind in kinds:
        request = tell(request, sample(kind, request), policy)
    return request


def with_form(request: ReplacementRequest, **changes: Any) -> ReplacementRequest:
    """The same with another form, whatever its seals say: for what only reads a request."""
    first, *rest = request.history
    assert isinstance(first.event, events.Submit)
    form = attrs.evolve(first.event.form, **changes)
    return attrs.evolve(request, history=(attrs.evolve(first, event=attrs.evolve(first.event, form=form)), *rest))


_REVIEWED: Final = (events.Submit, events.CompareRecord, events.TellOwner, events.TellOwner)
_READY: Final = (*_REVIEWED, events.Approve, events.MakeReady)
WAY_TO: Final[Mapping[State, tuple[type[Event], ...]]] = MappingProxyType(
    {
        State.DRAFT: (),
        State.IN_REVIEW: _REVIEWED,
        State.INFORMATION_REQUESTED: (*_REVIEWED, events.RequestInformation),
        State.ON_HOLD: (*_REVIEWED, events.Hold),
        State.APPROVED: (*_REVIEWED, events.Approve),
        State.READY_FOR_COLLECTION: _READY,
        State.INSPECTING: (*_READY, events.Collect),
        State.EXCHANGING: (*_READY, events.Collect, events.ReportFault),
        State.ACCEPTED: (*_READY, events.Collect, events.AcceptCard),
        State.ACTIVATING: (*_READY, events.Collect, events.AcceptCard, events.OrderActivation),
        State.COMPLETED: (*_READY, events.Collect, events.AcceptCard, events.OrderActivation, events.Activate),
        State.REJECTED: (events.Submit, events.Reject),
        State.CANCELLED: (events.Cancel,),
        State.EXPIRED: (events.Expire,),
        State.FAILED: (*_REVIEWED, events.Hold, events.ConfirmFraud),
    }
)


def in_state(state: State, policy: Policy = ARTICLE, **changes: Any) -> ReplacementRequest:
    """A request that has come this far."""
    return walk(draft(**changes), *WAY_TO[state], policy=policy)


def flagged(**changes: Any) -> ReplacementForm:
    """A form whose birth date is a day off the NIK, as genuine cards may be."""
    from datetime import date

    return form(applicant=applicant(born_on=date(1995, 8, 16)), **changes)
