"""Made-up people and requests for the tests; nobody here exists."""

from datetime import date, datetime, timedelta
from typing import Any, Final, get_args

import attrs
from hypothesis import strategies as st

from simreplace import (
    ARTICLE,
    BRTI_2020,
    WIB,
    Actor,
    Applicant,
    AuthorizationLetter,
    Contact,
    DocumentKind,
    HeadOfFamily,
    IdentityDocument,
    IssueCode,
    Language,
    Paper,
    Policy,
    Reason,
    ReplacementForm,
    ReplacementRequest,
    Role,
    Sex,
    State,
    events,
    lifecycle,
)
from simreplace.lifecycle.events import Event
from simreplace.values.papers import icao_check_digit

LANGUAGES: tuple[Language, ...] = get_args(Language)

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


def form(**changes: Any) -> ReplacementForm:
    """Siti's form as she fills it in."""
    return attrs.evolve(ReplacementForm(msisdn=NUMBER, reason=Reason.LOST, applicant=applicant()), **changes)


def draft(**changes: Any) -> ReplacementRequest:
    """Siti's request as she fills it in."""
    of_request = {name: changes.pop(name) for name in ("id", "opened_at", "state", "history") if name in changes}
    plain = ReplacementRequest(id="request-1", form=form(**changes), opened_at=MONDAY)
    return attrs.evolve(plain, **of_request)


def altered(request: ReplacementRequest, **changes: Any) -> ReplacementRequest:
    """The same request with other things in its form, as nobody can make it by `apply`."""
    of_request = {name: changes.pop(name) for name in ("id", "opened_at", "state", "history") if name in changes}
    return attrs.evolve(request, form=attrs.evolve(request.form, **changes), **of_request)


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


FLAGGED = applicant(born_on=date(1995, 8, 16))  # a day off the NIK: genuine cards do that


FLAG = (IssueCode.NIK_BIRTH_DATE_DIFFERS, "/applicant/documents/0/number")


def decision(reason: str = "KTP seen", by: Actor = REVIEWER) -> events.FlagDecision:
    return events.FlagDecision(*FLAG, reason=reason, by=by)


ON: Final = date(2026, 9, 7)


ALL_PAPERS: Final = attrs.evolve(ARTICLE, name="passport and permit", foreigner_needs_all=True)


KK: Final = "3174071203090007"


HEAD: Final = HeadOfFamily("Budi Santoso", "3174071203700002", "3174071203090008")


def paper(kind: str, number: str | None = None, **rest: Any) -> IdentityDocument:
    """A document of which everything is in order."""
    numbers = {
        "ktp": NIK,
        "digital_ktp": NIK,
        "child_identity_card": NIK,
        "family_card": KK,
        "passport": "X1234567",
        "kitas": "2C21JE0912-K",
        "kitap": "2C21JE0913-K",
    }
    if kind in {"kitas", "kitap"}:
        rest.setdefault("expires_on", date(2030, 1, 1))
    return IdentityDocument(kind=kind, number=number or numbers.get(kind, "470/123/2026"), **rest)


def citizen(*documents: IdentityDocument, **changes: Any) -> Applicant:
    return applicant(documents=documents, **changes)


def foreigner(*documents: IdentityDocument, **changes: Any) -> Applicant:
    return applicant(documents=documents, **{"nationality": "AUS", **changes})


def nik(born: date, *, woman: bool = True, region: str = "317407", serial: str = "0001") -> str:
    """A NIK of somebody who was born on that day."""
    return f"{region}{born.day + 40 * woman:02}{born:%m%y}{serial}"


def zone(**changes: str) -> tuple[str, str]:
    """The machine-readable zone of Siti's passport, with every check digit right."""
    said = {
        "issuer": "IDN",
        "number": "X1234567",
        "nationality": "IDN",
        "born": "950815",
        "sex": "F",
        "expiry": "310506",
        "names": "AMINAH<<SITI",
        **changes,
    }
    number, born, expiry = said["number"].ljust(9, "<"), said["born"], said["expiry"]
    checked = [number + str(icao_check_digit(number)), born + str(icao_check_digit(born))]
    checked += [expiry + str(icao_check_digit(expiry)), "<" * 15]
    whole = str(icao_check_digit("".join(checked)))
    first = ("P<" + said["issuer"].ljust(3, "<") + said["names"]).ljust(44, "<")
    return first, checked[0] + said["nationality"].ljust(3, "<") + checked[1] + said["sex"] + "".join(
        checked[2:]
    ) + whole


def passport(**changes: Any) -> IdentityDocument:
    """Siti's passport, as its zone has it."""
    plain = {"kind": "passport", "number": "X1234567", "expires_on": date(2031, 5, 6), "mrz": zone()}
    return IdentityDocument(**{**plain, **changes})


NAMES: Final = ("Siti Aminah", "Siti Aminah Karto", "Dewi Lestari")


BIRTHS: Final = (date(1995, 8, 15), date(1995, 8, 16), date(2015, 3, 4), date(1910, 1, 1), ON)


NATIONALITIES: Final = ("IDN", "AUS", "DEU", "JPN")


PAPERS: Final = (
    KTP,
    paper("ktp", nik(date(1995, 8, 16), woman=False), expires_on=date(2020, 1, 1), issued_on=date(1995, 8, 15)),
    paper("digital_ktp", "99" + NIK[2:], holder_name="Siti Aminah Karto"),
    paper("child_identity_card", nik(date(2015, 3, 4)), issued_on=date(2015, 3, 3)),
    paper("family_card", NIK, holder_name="Budi"),
    passport(),
    passport(mrz=zone(born="950816", sex="M", nationality="AUS", names="LESTARI<<DEWI"), number="12345678"),
    paper("passport", "12345678", holder_name="Dewi Lestari", expires_on=date(2025, 1, 1)),
    paper("kitas", expires_on=None),
    paper("kitap", expires_on=date(2025, 1, 1), issued_on=date(2011, 1, 1)),
    paper("sktt", issued_on=ON + timedelta(days=1)),
    paper("driving_license", holder_name="Dewi Lestari"),
)


people = st.builds(
    Applicant,
    full_name=st.sampled_from(NAMES),
    born_on=st.sampled_from(BIRTHS),
    sex=st.sampled_from(Sex),
    nationality=st.sampled_from(NATIONALITIES),
    documents=st.lists(st.sampled_from(PAPERS), max_size=4),
    head_of_family=st.sampled_from((None, HEAD, attrs.evolve(HEAD, family_card=NIK))),
)


policies = st.sampled_from((ARTICLE, ALL_PAPERS))
