"""Random walks by honest people, clumsy ones and thieves, under random policies; an auditor looks for a broken law.

Each walk is told by a string of bytes that Hypothesis makes up. A zero is always the helpful choice, so that a walk that
breaks a law shrinks to an ordinary case with the few odd steps that it takes.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from builders import KTP, MONDAY, NUMBER, PROXY_KTP, applicant, form, letter, passport
from custody import broken
from journey import CARDS, EIDS, EVIDENCE, OUTLET, POLICIES, SALT, flags_of, moment_for, next_moment, sample
from simreplace import (
    Actor,
    CardForm,
    CollectionMethod,
    Duty,
    IssueCode,
    Policy,
    Reason,
    ReplacementForm,
    ReplacementRequest,
    Role,
    State,
    events,
    lifecycle,
    open_request,
)
from simreplace.errors import NoSuchStepError
from simreplace.lifecycle import Standing, standing
from simreplace.lifecycle.case import Case
from simreplace.lifecycle.events import Event
from simreplace.people import OwnerContact, OwnerTold
from space import KINDS_FROM

pytestmark: Final = pytest.mark.uncounted

T = TypeVar("T")

LENGTH: Final = 260


class Choices:
    """Choices read off a string of bytes; once it is used up, everybody is helpful."""

    def __init__(self, told: bytes) -> None:
        self._told = iter(told)

    def one(self, options: Sequence[T]) -> T:
        """One of these; the first one is the helpful one."""
        return options[next(self._told, 0) % len(options)]

    def chance(self, one_in: int) -> bool:
        """Whether something odd happens, once in so many times."""
        return next(self._told, 0) > 255 - 256 // one_in


# Who and what there is


IDS: Final = (
    "customer-1", "customer-2", "staff-0", "staff-1", "staff-2", "staff-3", "staff-4", "staff-5", "staff-6", "network",
    "system", "deadline", "mallory", "STAFF-2",
)  # fmt: skip
STRANGE_KTP: Final = attrs.evolve(PROXY_KTP, holder_name="Siti Aminah")
FORMS: Final[tuple[ReplacementForm, ...]] = (
    form(),
    form(collection="by_proxy"),
    form(applicant=applicant(born_on=MONDAY.date().replace(year=1995, month=8, day=16))),
    form(card_form=CardForm.ESIM),
    form(reason=Reason.DAMAGED, old_iccid=CARDS[3], outlet="Outlet Bandung"),
    form(applicant=applicant(documents=(KTP, passport()))),
    form(applicant=applicant(documents=(STRANGE_KTP,))),
    form(reason=Reason.UPGRADE, applicant=applicant(contact=applicant().contact, documents=())),
    form(msisdn="+6281234567891"),
    form(channel="outlet"),
)
PRINTS: Final = (
    *CARDS[:4], CARDS[0][:18], CARDS[1][:-1] + ("0" if CARDS[1][-1] != "0" else "1"), CARDS[2] + "F", CARDS[0] + "7",
)  # fmt: skip
CODES: Final = (
    None, "LPA:1$smdp.example.com$MADE-UP-0", "LPA:1$SMDP.example.com$MADE-UP-1$$1", "LPA:1$smdp.example.com$",
    "LPA:1$smdp.example.com$MADE-UP-7",
)  # fmt: skip
PAPERS_SEEN: Final = (
    KTP, None, PROXY_KTP, STRANGE_KTP, passport(), attrs.evolve(KTP, holder_name="Dewi Lestari"),
    attrs.evolve(KTP, holder_name=None), attrs.evolve(passport(), expires_on=MONDAY.date()),
)  # fmt: skip
LETTERS: Final = (
    letter(), None, letter(principal="Siti"), letter(msisdn="+6281234567891"), letter(proxy="Dewi Lestari"),
    letter(signed_on=MONDAY.date() - timedelta(days=400)), letter(proxy_document=KTP),
)  # fmt: skip
OUTLETS: Final = (OUTLET, "Outlet Bandung", "outlet  JAKARTA selatan", "")
SHIFTS: Final = (
    timedelta(0), timedelta(hours=7), timedelta(days=1), timedelta(days=15), timedelta(days=31), timedelta(days=900),
    timedelta(days=-1), timedelta(days=-900),
)  # fmt: skip
FLAGS: Final = (
    (IssueCode.NIK_BIRTH_DATE_DIFFERS, "/applicant/documents/0/number"),
    (IssueCode.APPROVE_RECORD_DIFFERS, "/record/identity_number"),
    (IssueCode.APPROVE_RECORD_UNKNOWN, "/record/identity_number"),
    (IssueCode.APPROVE_RECORD_DIFFERS, "/record/birth_date"),
)


def any_policy(choices: Choices) -> Policy:
    """A shipped policy, or one that differs from it."""
    policy = choices.one(POLICIES)
    changes: dict[str, Any] = {}
    if choices.chance(3):
        for limit in ("max_visits", "max_exchanges", "max_releases", "max_identity_failures", "max_information_rounds"):
            changes[limit] = 1 + choices.one(range(3))
        changes["max_collection_changes"], changes["max_tellings"] = (
            1 + choices.one(range(2)),
            3 + choices.one(range(9)),
        )
    if choices.chance(4):
        changes["owner_told"] = choices.one(tuple(OwnerTold))
        changes["objection_window"] = timedelta(hours=choices.one((0, 1, 30)))
        changes["tellings_apart"] = timedelta(hours=choices.one((0, 6, 48)))
    if choices.chance(4):
        changes["visit_length"] = timedelta(minutes=choices.one((30, 6, 600)))
        changes["collection_deadline"] = timedelta(days=choices.one((30, 1)))
    if choices.chance(5):
        changes["required_record_matches"] = choices.one((("identity_number", "birth_date"), ()))
        changes["uncompared_is_flag"] = choices.one((False, True))
    if choices.chance(5):
        changes["machines_only"] = tuple({choices.one((Duty.TELL, Duty.COMPARE, Duty.STOCK)), Duty.COMPARE})
    if choices.chance(5):
        pair = (choices.one(tuple(Duty)), choices.one(tuple(Duty)))
        changes["duties_apart"] = (*policy.duties_apart, *((pair,) if pair[0] is not pair[1] else ()))
    if choices.chance(6):
        changes["collection_methods"] = choices.one(((CollectionMethod.IN_PERSON,), tuple(CollectionMethod)))
        changes["proxy_when_flagged"] = choices.one((True, False))
    if choices.chance(8):
        changes["accepted_card_flags"] = (IssueCode.ICCID_LUHN,)
    return attrs.evolve(policy, **changes)


# Honest people


def helpful(request: ReplacementRequest, policy: Policy) -> Event:
    """What somebody who wants to get on does next."""
    stands = standing(request)
    kind = _next_kind(stands, stands.policy or policy)
    event = sample(kind, request)
    changes: dict[str, Any] = {}
    match event:
        case events.CompareRecord():
            details = [
                detail
                for detail in (stands.policy or policy).required_record_matches
                if detail not in stands.comparisons and not stands.differs(detail)
            ]
            changes["matches"] = [events.RecordMatch(detail, "true") for detail in details]
        case events.DecideFlag():
            changes = _decision(stands)
        case events.TellOwner() if stands.told_owner and not stands.lost_number_called:
            changes = {"to": "old_number", "means": "call", "outcome": "unreachable"}
        case events.MakeReady():
            changes["outlet"] = stands.outlet or request.form.outlet or OUTLET
        case events.Collect():
            changes = {"outlet": stands.card_outlet, **_proxy(request)}
        case events.AcceptCard():
            changes["by"] = stands.visit.visitor if stands.visit else event.by
        case events.Release():
            changes["by"] = Actor(event.by.role, "staff-6")
        case _:
            pass
    return attrs.evolve(event, **changes)


def _proxy(request: ReplacementRequest) -> dict[str, Any]:
    if request.collection is not CollectionMethod.BY_PROXY:
        return {"id_seen": next(iter(request.applicant.documents), KTP)}
    visitor = Actor(Role.PROXY, "customer-2")
    return {"visitor": visitor, "letter": letter(), "proxy_id_seen": PROXY_KTP}


def _decision(stands: Standing) -> dict[str, Any]:
    flag, *_ = _undecided(stands)
    differs = flag[0] is IssueCode.APPROVE_RECORD_DIFFERS
    overruled = Actor(Role.SUPERVISOR, "staff-4")
    past = stands.decided(*flag)
    return {"code": flag[0], "pointer": flag[1], **({"by": overruled} if differs or past else {})}


def _undecided(stands: Standing) -> list[tuple[IssueCode, str]]:
    assert stands.policy is not None
    case = Case(
        standing=stands,
        event=events.Expire(id="x", by=Actor(Role.SYSTEM, "x")),
        now=stands.latest,
        policy=stands.policy,
    )
    flags = [(flag.code, flag.pointer) for flag in case.flags]
    return [flag for flag in flags if not any(past.accepted for past in stands.decided(*flag))]


def _next_kind(stands: Standing, policy: Policy) -> type[Event]:
    told = lifecycle.told_since(stands, policy) is not None
    match stands.state:
        case State.IN_REVIEW:
            known = {*stands.comparisons, *(it.detail for it in stands.differences)}
            if set(policy.required_record_matches) - known:
                return events.CompareRecord
            if not told or not stands.lost_number_called:
                return events.TellOwner
            return events.DecideFlag if _undecided(stands) else events.Approve
        case State.READY_FOR_COLLECTION:
            return events.Collect if told else events.TellOwner
        case state:
            return ONWARD.get(state, events.Expire)


ONWARD: Final = {
    State.DRAFT: events.Submit,
    State.INFORMATION_REQUESTED: events.ProvideInformation,
    State.ON_HOLD: events.Release,
    State.APPROVED: events.MakeReady,
    State.INSPECTING: events.AcceptCard,
    State.EXCHANGING: events.ExchangeCard,
    State.ACCEPTED: events.OrderActivation,
    State.ACTIVATING: events.Activate,
}


# Clumsy people, and thieves


def odd(choices: Choices, request: ReplacementRequest, policy: Policy) -> Event:
    """Some event, some of it as it should be."""
    known = KINDS_FROM[request.state] or events.EVENTS
    kind = choices.one(events.EVENTS) if choices.chance(6) else choices.one(known)
    try:
        event = helpful(request, policy) if choices.chance(2) else sample(kind, request)
    except ValueError:
        event = sample(kind, request)
    changes: dict[str, Any] = {}
    for name, make in _made_up(choices).items():
        if hasattr(event, name) and choices.chance(3):
            changes[name] = make()
    if choices.chance(2):
        role = event.by.role if choices.chance(2) else choices.one(tuple(Role))
        changes["by"] = Actor(role, choices.one(IDS))
    if request.history and choices.chance(12):
        changes["id"] = choices.one(request.history).event.id
    return attrs.evolve(event, **changes)


def _made_up(choices: Choices) -> dict[str, Callable[[], Any]]:
    one = choices.one
    code, pointer = one(FLAGS)
    told = one(FORMS)
    return {
        "form": lambda: told,
        "acknowledged": lambda: flags_of(told) if one((True, False)) else (),
        "matches": lambda: [
            events.RecordMatch(one(("identity_number", "birth_date", "shoe_size")), one(tuple(events.Match)))
        ],
        "document": lambda: one((0, 1, 2)),
        "code": lambda: code,
        "pointer": lambda: pointer,
        "accepted": lambda: one((True, False)),
        "to": lambda: one(tuple(OwnerContact)),
        "means": lambda: one(tuple(events.TellMeans)),
        "outcome": lambda: one(tuple(events.TellOutcome)),
        "evidence": lambda: EVIDENCE[: one(range(len(EVIDENCE)))],
        "answers": lambda: (),
        "iccid": lambda: one(PRINTS),
        "eid": lambda: one((None, *EIDS)),
        "eid_unknown": lambda: one((None, *events.EidUnknown)),
        "activation_code": lambda: one(CODES),
        "outlet": lambda: one(OUTLETS),
        "method": lambda: one(tuple(CollectionMethod)),
        "visitor": lambda: Actor(one((Role.APPLICANT, Role.PROXY)), one(IDS)),
        "id_seen": lambda: one(PAPERS_SEEN),
        "proxy_id_seen": lambda: one((None, PROXY_KTP, KTP)),
        "letter": lambda: one(LETTERS),
        "inspection": lambda: events.Inspection(
            surface=one((True, False, None)), contacts=True, chip=True, packaging=True, number=one((True, None)),
            iccid=one(PRINTS), profile_installed=one((None, True, False)), code_used_once=one((None, True)),
        ),
        "defects": lambda: one(((), ("code_used_before",), ("profile_not_installed", "scratched"))),
        "old_card_deactivated": lambda: one((True, False)),
        "finding": lambda: " ",
        "other_open_request": lambda: True,
    }  # fmt: skip


def walked(told: bytes) -> ReplacementRequest:
    """The request at the end of a walk."""
    choices = Choices(told)
    policy = any_policy(choices)
    request = open_request(choices.one(FORMS), id="request-1", now=MONDAY, salt=SALT)
    for number in range(45):
        if request.state.is_final and not choices.chance(3):
            break
        event = odd(choices, request, policy) if choices.chance(3) else None
        try:
            event = event or helpful(request, policy)
            event = event if choices.chance(40) else attrs.evolve(event, id=f"{event.id}.{number}")
        except ValueError:
            continue
        try:
            decision = lifecycle.decide(request, event, now=_clock(choices, request, event, policy), policy=policy)
        except NoSuchStepError:
            assert not _passes_always(request, event), event
            continue
        assert decision.allowed or not _passes_always(request, event), decision.errors
        request = decision.request or request
    return request


PROTECTORS: Final = {
    events.Hold: (
        Role.FRAUD_ANALYST, Role.REVIEWER, Role.INTAKE_CLERK, Role.COUNTER_CLERK, Role.SUPERVISOR, Role.SYSTEM,
    ),
    events.RaiseObjection: (Role.REGISTERED_OWNER, Role.INTAKE_CLERK, Role.REVIEWER),
}  # fmt: skip


def _passes_always(request: ReplacementRequest, event: Event) -> bool:
    """Whether an event is one that nothing keeps out: a hold or an objection under way, or a fact once a card was used."""
    if event.id in {step.event.id for step in request.history}:
        return False
    if isinstance(event, events.Activate | events.FailActivation):
        used = any(isinstance(step.event, events.MakeReady) for step in request.history)
        return used and event.by.role is Role.NETWORK
    under_way = request.state is not State.DRAFT and not request.state.is_final
    return under_way and event.by.role in PROTECTORS.get(type(event), ())


def _clock(choices: Choices, request: ReplacementRequest, event: Event, policy: Policy) -> datetime:
    usual = moment_for(type(event), request, policy)
    if isinstance(event, events.TellOwner):
        usual += (request.policy or policy).tellings_apart * choices.one((0, 1))
    return next_moment(request) + choices.one(SHIFTS) if choices.chance(12) else usual


def explore(walks: int) -> Counter[str]:
    """Walk, audit, and say how the walks ended.

    Every history that came of it is judged again as well.
    """
    ends: Counter[str] = Counter()

    @settings(
        max_examples=walks,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(told=st.binary(min_size=LENGTH, max_size=LENGTH))
    def walk(told: bytes) -> None:
        request = walked(told)
        ends[request.state.value] += 1
        ends["steps"] += len(request.history)
        assert broken(request) == []
        assert lifecycle.replay(request) == request

    walk()
    return ends


def test_no_walk_breaks_a_law(capsys: pytest.CaptureFixture[str]) -> None:
    ends = explore(300)
    with capsys.disabled():
        print(f"\nexplorer: {dict(ends)}")
    assert ends["completed"] > 60
    assert {ends[state.value] > 0 for state in State if state.is_final} == {True}


@pytest.mark.long
def test_no_walk_of_very_many_breaks_a_law(capsys: pytest.CaptureFixture[str]) -> None:
    ends = explore(20_000)
    with capsys.disabled():
        print(f"\nexplorer: {dict(ends)}")
    assert ends["completed"] > 4_000


def test_a_walk_in_which_everybody_is_helpful_completes() -> None:
    request = walked(b"")
    assert request.state is State.COMPLETED
    assert request.msisdn.reveal("e164") == NUMBER
    assert broken(request) == []
