"""What the page "Try it" asks of the library: texts go in, and what JSON can hold comes out.

The page is the host here: it keeps the request, plays every role, and lets the time pass. Beside the two numbers that are
typed, everybody and everything is made up.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final, cast, get_args

import attrs

from simreplace import (
    ARTICLE,
    BRTI_2020,
    STRICT,
    WIB,
    Actor,
    Issue,
    Language,
    Nik,
    Paper,
    Policy,
    ReplacementForm,
    ReplacementRequest,
    Role,
    Sex,
    State,
    check_form,
    estimate_ready_date,
    events,
    explain,
    lifecycle,
    month_view,
    open_request,
    progress,
)
from simreplace.errors import CalendarRangeError
from try_words import POLICY_WORDS, WORDS

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
POLICIES: Final = MappingProxyType({policy.name: policy for policy in (ARTICLE, BRTI_2020, STRICT)})
A_MOMENT, A_DAY = timedelta(minutes=10), timedelta(days=1)

# All made up: somebody's real number is never needed to see what is said of one.
NUMBERS: Final = ("0812 3456 7890", "+62 812-3456-7890", "0812 3456", "0812-34S6-7890", "021 555 0123")
IDENTITIES: Final = (
    "3174075508950001",
    "317407550895000",
    "3174073104950001",
    "9101011508950001",
    "1111111111111111",
)
CARDS: Final = tuple(
    f"89621000000000000{end}" for end in ("10", "28", "36", "44", "51", "69", "77", "85", "93")
)  # made up, each with its check digit
OUTLET: Final = "Gerai Contoh"
SALT: Final = bytes(range(16))  # a host draws one at random for each request

CUSTOMER: Final = Actor(Role.APPLICANT, "customer-1")
OWNER: Final = Actor(Role.REGISTERED_OWNER, "customer-2")
REVIEWER: Final = Actor(Role.REVIEWER, "staff-1")
COUNTER: Final = Actor(Role.COUNTER_CLERK, "staff-2")
ANALYST: Final = Actor(Role.FRAUD_ANALYST, "staff-3")
SUPERVISOR: Final = Actor(Role.SUPERVISOR, "staff-4")
HOLDER: Final = Actor(Role.FRAUD_ANALYST, "staff-5")
NETWORK: Final = Actor(Role.NETWORK, "network")
SYSTEM: Final = Actor(Role.SYSTEM, "system")

SAME: Final = tuple(events.RecordMatch(detail, "true") for detail in ("identity_number", "birth_date"))

# What leads on, in its order; whatever else is possible comes after it.
ONWARD: Final = (
    events.Submit,
    events.CompareRecord,
    events.DecideFlag,
    events.Approve,
    events.MakeReady,
    events.TellOwner,
    events.Collect,
    events.AcceptCard,
    events.OrderActivation,
    events.Activate,
    events.ProvideInformation,
    events.ExchangeCard,
    events.Release,
)


@attrs.frozen
class Trial:
    """A request on this page, and the hour of its clock."""

    request: ReplacementRequest
    policy: Policy
    now: datetime

    def after(self, event: events.Event) -> lifecycle.Decision:
        """What would come of an event at this hour."""
        return lifecycle.decide(self.request, event, now=self.now, policy=self.policy)


# What the page shows


def start() -> dict[str, Any]:
    """What the page asks for once: the words, the samples and the policies."""
    return {
        "words": {key: dict(zip(LANGUAGES, said, strict=True)) for key, said in WORDS.items()},
        "numbers": list(NUMBERS),
        "identities": list(IDENTITIES),
        "policies": {name: dict(zip(LANGUAGES, POLICY_WORDS[name], strict=True)) for name in POLICIES},
        "states": {state.value: in_every_language(state) for state in State},
    }


def in_every_language(thing: object) -> dict[str, str]:
    """The words for a thing."""
    return {language: explain(thing, language) for language in LANGUAGES}


def shown(issue: Issue) -> dict[str, Any]:
    """One issue, with its words."""
    return {
        "code": issue.code.value,
        "severity": issue.severity.value,
        "weight": in_every_language(issue.severity),
        "says": in_every_language(issue),
    }


# The form


def fitting(identity: str, day: date) -> dict[str, Any]:
    """A made-up person whom the number fits, where it says when somebody was born."""
    nik = Nik.read(identity).value
    born = [it for it in nik.birth_dates if it < day] if nik else []
    sex = nik.sex if nik else Sex.FEMALE
    name = "Siti Contoh" if sex is Sex.FEMALE else "Budi Contoh"
    return {
        "full_name": name,
        "born_on": (born[-1] if born else date(1995, 8, 15)).isoformat(),
        "sex": sex.value,
        "nationality": "IDN",
        "contact": {"email": "contoh@example.com"},
        "documents": [{"kind": "ktp", "number": identity, "holder_name": name}],
    }


def typed(number: str, identity: str, day: date) -> dict[str, Any]:
    """The form as it is typed."""
    return {"msisdn": number, "reason": "lost", "outlet": OUTLET, "applicant": fitting(identity, day)}


def check(number: str, identity: str, submitted: str, policy: str) -> tuple[dict[str, Any], Trial | None]:
    """Everything that is said of the form, the window as a month, and the request where there is one."""
    now = datetime.fromisoformat(submitted).replace(tzinfo=WIB)
    rules = POLICIES[policy]
    report = check_form(typed(number, identity, now.date()), on=now.date(), policy=rules)
    said: dict[str, Any] = {"issues": [shown(issue) for issue in report.issues], "window": window(now, rules)}
    if report.value is None or report.errors:
        return said, None
    request = open_request(report.value, id="request-1", now=now, salt=SALT)
    return said, Trial(request, rules, now)


def window(now: datetime, policy: Policy) -> dict[str, dict[str, str]]:
    """When the card can be ready, in words and as a month."""
    try:
        estimate = estimate_ready_date(now, policy=policy.review)
    except CalendarRangeError as outside:
        return {language: {"says": explain(outside, language), "month": ""} for language in LANGUAGES}
    return {
        language: {"says": explain(estimate, language), "month": month_view(estimate, language)}
        for language in LANGUAGES
    }


# The request on its way


def view(trial: Trial) -> dict[str, Any]:
    """Where the request stands, and what can happen next."""
    far = progress(trial.request, now=trial.now, policy=trial.policy)
    return {
        "state": trial.request.state.value,
        "been": [State.DRAFT.value, *(step.state.value for step in trial.request.history)],
        "final": trial.request.state.is_final,
        "clock": in_every_language(trial.now),
        "progress": {language: explain(far, language) for language in LANGUAGES},
        "next": list(choices(trial)),
    }


def choices(trial: Trial) -> Iterator[dict[str, Any]]:
    """Every event that can happen from here, what leads on first."""
    possible = lifecycle.available_events(trial.request, policy=trial.policy)
    onward = [it for it in ONWARD if it in possible and leads_on(it, trial)]
    for kind in (*onward, *(it for it in possible if it not in onward)):
        event = event_of(kind, trial)
        if event is None:
            continue
        decision = trial.after(event)
        yield {
            "event": events.event_name(kind),
            "name": in_every_language(kind),
            "by": in_every_language(event.by.role),
            "target": decision.target.value,
            "allowed": decision.allowed,
            "onward": kind in onward,
        }


def leads_on(kind: type[events.Event], trial: Trial) -> bool:
    """Whether an event that may lead on does so from here."""
    if kind is events.Activate:
        return trial.request.state is State.ACTIVATING
    if kind is events.TellOwner:
        return tellings(trial.request) < (1 if trial.policy is ARTICLE else 2)
    return True


def tellings(request: ReplacementRequest) -> int:
    """How often the owner was told, or the attempt was made."""
    return sum(isinstance(step.event, events.TellOwner) for step in request.history)


def happen(trial: Trial, name: str) -> tuple[Trial, list[dict[str, Any]]]:
    """The request after an event, or every reason against it."""
    kind = next(it for it in events.EVENTS if events.event_name(it) == name)
    event = event_of(kind, trial)
    decision = trial.after(cast("events.Event", event))
    if decision.request is None:
        return trial, [shown(issue) for issue in decision.errors]
    return attrs.evolve(trial, request=decision.request, now=trial.now + A_MOMENT), []


def undecided(trial: Trial) -> list[Issue]:
    """The FLAGs of the form that nobody has decided."""
    decided = [step.event for step in trial.request.history if isinstance(step.event, events.DecideFlag)]
    done = {(event.code, event.pointer) for event in decided}
    return [flag for flag in flags_of(trial.request.form, trial) if (flag.code.value, flag.pointer) not in done]


def flags_of(form: ReplacementForm, trial: Trial) -> tuple[Issue, ...]:
    """What somebody must look at."""
    return check_form(form, on=trial.request.opened_at.date(), policy=trial.policy).flags


def event_of(kind: type[events.Event], trial: Trial) -> events.Event | None:
    """An event of this kind as the right person would tell it; None where there is nothing to tell."""
    request = trial.request
    common: dict[str, Any] = {"id": f"event-{len(request.history) + 1}"}
    used = [
        step.event.iccid for step in request.history if isinstance(step.event, (events.MakeReady, events.ExchangeCard))
    ]
    fresh, card = CARDS[len(used) % len(CARDS)], (used[-1] if used else CARDS[0])
    flags = undecided(trial)
    # Where more is asked for than one message, the lost number is called first, and nobody answers.
    calls, told = trial.policy is not ARTICLE and not tellings(request), tellings(request)
    late = request.state is not State.IN_REVIEW
    sound = {"surface": True, "contacts": True, "chip": True, "packaging": True, "number": True}
    made: Mapping[type[events.Event], Callable[[], events.Event | None]] = {
        events.Submit: lambda: events.Submit(
            **common, by=CUSTOMER, form=request.form, acknowledged=flags, other_open_request=False
        ),
        events.CompareRecord: lambda: (
            None
            if any(isinstance(step.event, events.CompareRecord) for step in request.history)
            else events.CompareRecord(**common, by=SYSTEM, matches=SAME)
        ),
        events.DecideFlag: lambda: (
            events.DecideFlag(
                **common,
                by=ANALYST,
                code=flags[0].code.value,
                pointer=flags[0].pointer,
                accepted=True,
                reason="the original was seen",
            )
            if flags
            else None
        ),
        events.TellOwner: lambda: events.TellOwner(
            **common,
            by=SYSTEM,
            to="registered_contact" if told else "old_number",
            means="call" if calls else "sms",
            outcome="unreachable" if calls else "delivered",
        ),
        events.RequestInformation: lambda: events.RequestInformation(
            **common, by=REVIEWER, papers=[Paper.PURCHASE_RECORD]
        ),
        events.ProvideInformation: lambda: events.ProvideInformation(
            **common,
            by=CUSTOMER,
            form=request.form,
            answers=[events.Answer(Paper.PURCHASE_RECORD.value, "a photo")],
            acknowledged=flags_of(request.form, trial),
        ),
        events.Approve: lambda: events.Approve(**common, by=REVIEWER, evidence=tuple(Paper)),
        events.Reject: lambda: events.Reject(
            **common, by=SUPERVISOR if late else REVIEWER, reasons=[events.RejectReason.EVIDENCE_INSUFFICIENT]
        ),
        events.MakeReady: lambda: events.MakeReady(**common, by=COUNTER, iccid=fresh, outlet=OUTLET),
        events.ChangeCollection: lambda: events.ChangeCollection(**common, by=CUSTOMER, method="in_person"),
        events.Collect: lambda: events.Collect(
            **common,
            by=COUNTER,
            outlet=OUTLET,
            visitor=CUSTOMER,
            id_seen=request.applicant.documents[0],
            papers_seen=[Paper.PURCHASE_RECORD, Paper.SERVICE_AGREEMENT],
        ),
        events.FailIdentity: lambda: events.FailIdentity(**common, by=COUNTER, reason="the face is another"),
        events.AcceptCard: lambda: events.AcceptCard(
            **common, by=CUSTOMER, inspection=events.Inspection(**sound, iccid=card)
        ),
        events.ReportFault: lambda: events.ReportFault(**common, by=CUSTOMER, defects=[events.Defect.CHIP_DAMAGED]),
        events.ExchangeCard: lambda: events.ExchangeCard(**common, by=COUNTER, iccid=fresh),
        events.ReturnCard: lambda: events.ReturnCard(**common, by=COUNTER, reason="in a hurry"),
        events.OrderActivation: lambda: events.OrderActivation(**common, by=SYSTEM, iccid=card),
        events.Activate: lambda: events.Activate(**common, by=NETWORK, iccid=card, old_card_deactivated=True),
        events.FailActivation: lambda: events.FailActivation(
            **common, by=NETWORK, iccid=card, code="HLR-17", old_card_deactivated=False
        ),
        events.Hold: lambda: events.Hold(**common, by=HOLDER, reason="something is odd"),
        events.RaiseObjection: lambda: events.RaiseObjection(**common, by=OWNER, reason="it was not me"),
        events.Release: lambda: events.Release(
            **common, by=SUPERVISOR if _objected(request) else ANALYST, finding="all is well"
        ),
        events.ConfirmFraud: lambda: events.ConfirmFraud(**common, by=ANALYST, finding="the papers are forged"),
        events.CloseUnresolved: lambda: events.CloseUnresolved(**common, by=SUPERVISOR, finding="nobody answers"),
        events.Cancel: lambda: events.Cancel(**common, by=CUSTOMER, reason=events.CancelReason.OLD_CARD_FOUND),
        events.Expire: lambda: events.Expire(**common, by=SYSTEM),
    }
    return made[kind]()


def _objected(request: ReplacementRequest) -> bool:
    return any(isinstance(step.event, events.RaiseObjection) for step in request.history)


# What the page calls


_trials: Final[list[Trial]] = []
"""The request of the page, if there is one: the page is the host, and a host keeps it."""


def call(name: str, *arguments: str) -> dict[str, Any]:
    """Everything that the page can ask for, by its name."""
    if name == "start":
        return start()
    if name == "check":
        said, trial = check(*arguments)
        _trials[:] = [] if trial is None else [trial]
        return said | {"request": None if trial is None else view(trial)}
    refused: list[dict[str, Any]] = []
    if name == "happen":
        _trials[0], refused = happen(_trials[0], *arguments)
    elif name == "day":
        _trials[0] = attrs.evolve(_trials[0], now=_trials[0].now + A_DAY)
    return {"refused": refused, "request": view(_trials[0])}
