"""Made-up people and requests for the tests; nobody here exists."""

from datetime import date, datetime, timedelta
from typing import Any

import attrs

from simreplace import (
    ARTICLE,
    BRTI_2020,
    WIB,
    Actor,
    Applicant,
    AuthorizationLetter,
    Contact,
    DocumentKind,
    IdentityDocument,
    Paper,
    Policy,
    Reason,
    ReplacementRequest,
    Role,
    State,
    events,
    lifecycle,
)
from simreplace.events import Event

NIK = "3174075508950001"
PROXY_NIK = "3174071203910002"
NUMBER = "+6281234567890"
CARDS = tuple(f"896210000000000{number:04d}" for number in range(1, 40))
OUTLET = "Outlet Jakarta Selatan"
MONDAY = datetime(2026, 9, 7, 10, 0, tzinfo=WIB)
EVIDENCE = tuple(Paper)

SITI = Actor(Role.APPLICANT, "customer-1")
BUDI = Actor(Role.PROXY, "customer-2")
OWNER = Actor(Role.REGISTERED_OWNER, "customer-1")
INTAKE = Actor(Role.INTAKE_CLERK, "staff-0")
REVIEWER = Actor(Role.REVIEWER, "staff-1")
COUNTER = Actor(Role.COUNTER_CLERK, "staff-2")
ANALYST = Actor(Role.FRAUD_ANALYST, "staff-3")
SUPERVISOR = Actor(Role.SUPERVISOR, "staff-4")
NETWORK = Actor(Role.NETWORK, "network")
SYSTEM = Actor(Role.SYSTEM, "system")
ACTORS = {
    actor.role: actor for actor in (SITI, BUDI, OWNER, INTAKE, REVIEWER, COUNTER, ANALYST, SUPERVISOR, NETWORK, SYSTEM)
}

KTP = IdentityDocument(kind=DocumentKind.KTP, number=NIK, holder_name="SITI AMINAH")
PROXY_KTP = IdentityDocument(kind=DocumentKind.KTP, number=PROXY_NIK, holder_name="BUDI SANTOSO")


def applicant(**changes: Any) -> Applicant:
    """Siti, a citizen of thirty-one."""
    plain = Applicant(
        full_name="Siti Aminah",
        born_on=date(1995, 8, 15),
        sex="female",
        nationality="IDN",
        contact=Contact(phone="081398765432", email="siti@example.com"),
        documents=(KTP,),
    )
    return attrs.evolve(plain, **changes)


def draft(**changes: Any) -> ReplacementRequest:
    """Siti's request as she fills it in."""
    plain = ReplacementRequest(msisdn=NUMBER, reason=Reason.LOST, applicant=applicant(), opened_at=MONDAY)
    return attrs.evolve(plain, **changes)


def letter(**changes: Any) -> AuthorizationLetter:
    """Siti's letter for Budi."""
    plain = AuthorizationLetter(
        principal="Siti Aminah",
        proxy="Budi Santoso",
        proxy_document=PROXY_KTP,
        msisdn=NUMBER,
        signed_on=MONDAY.date(),
        valid_until=date(2027, 12, 31),
    )
    return attrs.evolve(plain, **changes)


def inspection(card: Any, **changes: Any) -> events.Inspection:
    """A card that is sound in every way."""
    sound = events.Inspection(surface=True, contacts=True, chip=True, packaging=True, number=True)
    return attrs.evolve(sound, **{"iccid": card, **changes})


def next_moment(request: ReplacementRequest) -> datetime:
    """An hour after whatever happened last."""
    return (request.history[-1].at if request.history else MONDAY) + timedelta(hours=1)


def next_card(request: ReplacementRequest) -> str:
    """A card that this request has not used."""
    used = sum(isinstance(event, events.MakeReady | events.ExchangeCard) for event in request.history)
    return CARDS[used]


_RECORD = (events.RecordMatch("identity_number", events.Match.TRUE),)


def sample(kind: type[Event], request: ReplacementRequest, policy: Policy = ARTICLE) -> Event:
    """An event of this kind that every gate lets through, wherever the table has a row for it."""
    at = next_moment(request)
    common: dict[str, Any] = {"id": f"{kind.__name__}-{len(request.history)}", "at": at}
    match kind:
        case events.Submit:
            return events.Submit(**common, by=SITI, other_open_request=False)
        case events.RequestInformation:
            return events.RequestInformation(**common, by=REVIEWER, papers=[Paper.PURCHASE_RECORD])
        case events.ProvideInformation:
            return events.ProvideInformation(**common, by=SITI, answers=[events.Answer("purchase_record", "a photo")])
        case events.Approve:
            return events.Approve(**common, by=REVIEWER, evidence=EVIDENCE, record_matches=_RECORD)
        case events.Reject:
            return events.Reject(**common, by=REVIEWER, reasons=[events.RejectReason.EVIDENCE_INSUFFICIENT])
        case events.MakeReady:
            told = [events.Notice("old_number", at)]
            return events.MakeReady(**common, by=COUNTER, iccid=next_card(request), outlet=OUTLET, notices=told)
        case events.Collect:
            return events.Collect(**common, by=COUNTER, outlet=OUTLET, id_seen=KTP, papers_seen=policy.supporting)
        case events.FailIdentity:
            return events.FailIdentity(**common, by=COUNTER, reason="the face is another")
        case events.AcceptCard:
            card = next(
                event.iccid
                for event in reversed(request.history)
                if isinstance(event, events.MakeReady | events.ExchangeCard)
            )
            return events.AcceptCard(**common, by=SITI, inspection=inspection(card))
        case events.ReportFault:
            return events.ReportFault(**common, by=SITI, defects=[events.Defect.CHIP_DAMAGED])
        case events.ExchangeCard:
            return events.ExchangeCard(**common, by=COUNTER, iccid=next_card(request))
        case events.ReturnCard:
            return events.ReturnCard(**common, by=COUNTER, reason="in a hurry")
        case events.Activate:
            since = max(event.at for event in request.history)
            late = {**common, "at": since + policy.objection_window + timedelta(hours=1)}
            return events.Activate(**late, by=NETWORK, old_card_deactivated=True)
        case events.FailActivation:
            return events.FailActivation(**common, by=NETWORK, code="HLR-17")
        case events.Hold:
            return events.Hold(**common, by=COUNTER, reason="something is odd")
        case events.RaiseObjection:
            return events.RaiseObjection(**common, by=OWNER, reason="it was not me")
        case events.Release:
            return events.Release(**common, by=ANALYST, finding="all is well")
        case events.ConfirmFraud:
            return events.ConfirmFraud(**common, by=ANALYST, finding="the letter is forged")
        case events.CloseUnresolved:
            return events.CloseUnresolved(**common, by=SUPERVISOR, finding="nobody answers")
        case events.Cancel:
            return events.Cancel(**common, by=SITI, reason=events.CancelReason.OLD_CARD_FOUND)
        case _:
            assert kind is events.Expire
            return events.Expire(**{**common, "at": at + timedelta(days=366)}, by=SYSTEM)


def walk(request: ReplacementRequest, *kinds: type[Event], policy: Policy = ARTICLE) -> ReplacementRequest:
    """The request after these events, each let through."""
    for kind in kinds:
        request = lifecycle.apply(request, sample(kind, request, policy), policy=policy)
    return request


WAY_TO: dict[State, tuple[type[Event], ...]] = {
    State.DRAFT: (),
    State.IN_REVIEW: (events.Submit,),
    State.INFORMATION_REQUESTED: (events.Submit, events.RequestInformation),
    State.ON_HOLD: (events.Submit, events.Hold),
    State.APPROVED: (events.Submit, events.Approve),
    State.READY_FOR_COLLECTION: (events.Submit, events.Approve, events.MakeReady),
    State.INSPECTING: (events.Submit, events.Approve, events.MakeReady, events.Collect),
    State.EXCHANGING: (events.Submit, events.Approve, events.MakeReady, events.Collect, events.ReportFault),
    State.ACTIVATING: (events.Submit, events.Approve, events.MakeReady, events.Collect, events.AcceptCard),
    State.COMPLETED: (
        events.Submit,
        events.Approve,
        events.MakeReady,
        events.Collect,
        events.AcceptCard,
        events.Activate,
    ),
    State.REJECTED: (events.Submit, events.Reject),
    State.CANCELLED: (events.Cancel,),
    State.EXPIRED: (events.Expire,),
    State.FAILED: (events.Submit, events.Hold, events.ConfirmFraud),
}


def in_state(state: State, policy: Policy = ARTICLE) -> ReplacementRequest:
    """A request that has come this far."""
    return walk(draft(), *WAY_TO[state], policy=policy)


POLICIES = (ARTICLE, BRTI_2020)
