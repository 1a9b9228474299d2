"""The genuine stories: whoever is who they say they are gets their number back. Nobody of these people exists."""

from datetime import date, timedelta
from typing import Any, Final

import attrs
import pytest

from builders import FLAGGED, HEAD, KK, KTP, MONDAY, NIK, PROXY_KTP, applicant, foreigner, form, letter, paper, passport
from journey import (
    ANALYST,
    BUDI,
    CARDS,
    COUNTER,
    EIDS,
    INTAKE,
    OUTLET,
    POLICIES,
    REVIEWER,
    SALT,
    SITI,
    SUPERVISOR,
    draft,
    flags_of,
    inspection,
    moment_for,
    next_moment,
    sample,
    tell,
    walk,
)
from simreplace import (
    ARTICLE,
    BRTI_2020,
    STRICT,
    Actor,
    CollectionMethod,
    Contact,
    IssueCode,
    Paper,
    Policy,
    ReplacementRequest,
    ReviewPolicy,
    Role,
    State,
    estimate_ready_date,
    events,
    lifecycle,
    open_request,
)
from simreplace.errors import RefusedError
from simreplace.lifecycle.events import Event

TODAY: Final = MONDAY.date()
evolve: Final[Any] = attrs.evolve  # an event is changed by names that only its own kind has
PROXIES: Final = (CollectionMethod.IN_PERSON, CollectionMethod.BY_PROXY)
EVERY_POLICY: Final = pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
OFFERING_PROXIES: Final = pytest.mark.parametrize(
    "policy",
    [
        ARTICLE,
        *(evolve(policy, collection_methods=PROXIES, proxy_when_flagged=True) for policy in (BRTI_2020, STRICT)),
    ],
    ids=lambda policy: policy.name,
)


CARD_EVENTS: Final = (events.MakeReady, events.ExchangeCard)


def like(kind: type[Event], request: ReplacementRequest, **changes: Any) -> Event:
    event: Event = evolve(sample(kind, request), **changes)
    return event


def told(request: ReplacementRequest, kind: type[Event], **changes: Any) -> ReplacementRequest:
    return tell(request, like(kind, request, **changes))


def reviewed(
    policy: Policy, *, by: Actor = ANALYST, evidence: Any = tuple(Paper), **changes: Any
) -> ReplacementRequest:
    """Sent, compared by a system, told, its FLAGs decided by another person, approved."""
    request = walk(draft(**changes), events.Submit, events.CompareRecord, policy=policy)
    request = decided(walk(request, events.TellOwner, events.TellOwner), by=by)
    return told(request, events.Approve, evidence=evidence)


def decided(request: ReplacementRequest, by: Actor = ANALYST) -> ReplacementRequest:
    for found in flags_of(request.form, request.policy or ARTICLE):
        request = told(request, events.DecideFlag, code=found.code, pointer=found.pointer, by=by)
    return request


def taken(request: ReplacementRequest, **visit: Any) -> ReplacementRequest:
    """Made ready, fetched, accepted, ordered, activated."""
    request = walk(request, events.MakeReady)
    request = told(request, events.Collect, **visit)
    who = visit.get("visitor", SITI)
    request = told(request, events.AcceptCard, by=who)
    return walk(request, events.OrderActivation, events.Activate)


def ends_well(request: ReplacementRequest) -> bool:
    """COMPLETED, its own card live, and the history is what was told and judged."""
    assert lifecycle.verify(request, last_seal=request.revision) == ()
    assert lifecycle.replay(request) == request
    assert request.card_is_live and request.card is not None
    return request.state is State.COMPLETED


@EVERY_POLICY
def test_the_ordinary_lost_card(policy: Policy) -> None:
    assert ends_well(taken(reviewed(policy)))


@EVERY_POLICY
@pytest.mark.parametrize("reason", ["damaged", "faulty", "upgrade", "stolen"])
def test_the_damaged_card_with_the_old_one_in_hand(policy: Policy, reason: str) -> None:
    in_hand = (Paper.OLD_SIM_CARD, Paper.IDENTITY_DOCUMENT, Paper.APPLICATION_FORM)
    evidence = tuple(Paper) if reason == "stolen" else in_hand
    assert ends_well(taken(reviewed(policy, reason=reason, old_iccid=CARDS[30], evidence=evidence)))


@OFFERING_PROXIES
def test_a_proxy_with_a_letter(policy: Policy) -> None:
    request = reviewed(policy, collection="by_proxy")
    assert ends_well(taken(request, visitor=BUDI, letter=letter(), proxy_id_seen=PROXY_KTP))


def test_a_proxy_who_was_named_after_the_approval() -> None:
    request = told(reviewed(ARTICLE), events.ChangeCollection, method="by_proxy")
    assert ends_well(taken(request, visitor=BUDI, letter=letter(), proxy_id_seen=PROXY_KTP))


FAMILY_CARD: Final = paper("family_card", KK, holder_name="Budi Santoso")
KIA: Final = paper("child_identity_card", "3174074403150001", holder_name="Putri Santoso")
FATHERS_KTP: Final = paper("ktp", HEAD.nik.reveal(), holder_name="Budi Santoso")


@EVERY_POLICY
@pytest.mark.parametrize("document", [FAMILY_CARD, KIA], ids=["family card", "KIA"])
@pytest.mark.parametrize(
    "visitor", [Actor(Role.APPLICANT, "customer-7"), Actor(Role.PROXY, "customer-8")], ids=["child", "head"]
)
def test_a_child_with_the_head_of_the_family(policy: Policy, document: Any, visitor: Actor) -> None:
    putri = applicant(full_name="Putri Santoso", born_on=date(2015, 3, 4), documents=(document,), head_of_family=HEAD)
    request = reviewed(policy, applicant=putri)
    assert ends_well(taken(request, visitor=visitor, id_seen=document, proxy_id_seen=FATHERS_KTP))


@EVERY_POLICY
@pytest.mark.parametrize("with_permit", [False, True], ids=["passport", "passport and permit"])
def test_a_foreigner(policy: Policy, with_permit: bool) -> None:
    own = paper("passport", "N1234567", issuing_country="AUS", holder_name="Jane Doe", expires_on=date(2030, 1, 1))
    papers = (own, paper("kitas", holder_name="Jane Doe")) if with_permit else (own,)
    jane = foreigner(*papers, full_name="Jane Doe")
    used = evolve(policy, foreigner_needs_all=with_permit)
    assert ends_well(taken(reviewed(used, applicant=jane), id_seen=own))


def test_the_walk_in_who_leaves_with_a_card_after_ten_minutes() -> None:
    """Who stands at the counter without phone and mail; the intake clerk is a person, and so is the reviewer."""
    bare = form(channel="outlet", outlet=OUTLET, applicant=applicant(contact=Contact()))
    request = open_request(bare, id="walk-in", now=MONDAY, salt=SALT)
    steps: tuple[tuple[type[Event], dict[str, Any]], ...] = (
        (events.Submit, {"by": INTAKE}),
        (events.CompareRecord, {}),
        (events.TellOwner, {"by": ANALYST, "to": "old_number", "means": "call", "outcome": "unreachable"}),
        (events.Approve, {"evidence": BRTI_2020.evidence_for(bare.reason)}),
        (events.MakeReady, {"by": Actor(Role.COUNTER_CLERK, INTAKE.id)}),
        (events.Collect, {"by": Actor(Role.COUNTER_CLERK, INTAKE.id)}),
        (events.AcceptCard, {}),
        (events.OrderActivation, {}),
        (events.Activate, {}),
    )
    for minute, (kind, changes) in enumerate(steps, start=1):
        event = like(kind, request, **changes)
        request = lifecycle.apply(request, event, now=MONDAY + timedelta(minutes=minute), policy=BRTI_2020)
    assert ends_well(request)
    assert request.updated_at - request.opened_at < timedelta(minutes=10)
    assert BRTI_2020.review == ReviewPolicy(min_days=0)
    assert estimate_ready_date(MONDAY, policy=BRTI_2020.review).earliest == TODAY


@EVERY_POLICY
def test_the_exchange_on_the_spot(policy: Policy) -> None:
    request = walk(reviewed(policy), events.MakeReady, events.Collect, events.ReportFault, events.ExchangeCard)
    request = walk(request, events.ReportFault, events.ExchangeCard)
    assert request.card is not None and request.card.reveal() == CARDS[2]
    assert ends_well(walk(request, events.AcceptCard, events.OrderActivation, events.Activate))


@EVERY_POLICY
def test_the_objection_that_was_a_mistake(policy: Policy) -> None:
    """The owner's own daughter was told at the old number; a supervisor finds out, and the owner is told again."""
    request = walk(reviewed(policy), events.MakeReady, events.RaiseObjection)
    assert request.state is State.ON_HOLD
    request = told(request, events.Release, by=SUPERVISOR)
    assert request.state is State.READY_FOR_COLLECTION
    request = walk(request, events.TellOwner, events.TellOwner, events.Collect, events.AcceptCard)
    assert ends_well(walk(request, events.OrderActivation, events.Activate))


@EVERY_POLICY
def test_an_esim(policy: Policy) -> None:
    request = reviewed(policy, card_form="esim")
    eid, code = "89000000000000000000000000000002", "LPA:1$smdp.example.com$04386-AGYFT-A74Y8-3F815"
    request = told(request, events.MakeReady, eid=eid, activation_code=code)
    request = walk(request, events.Collect)
    seen = events.Inspection(profile_installed=True, code_used_once=True, number=True, iccid=request.card)
    request = told(request, events.AcceptCard, inspection=seen)
    assert ends_well(walk(request, events.OrderActivation, events.Activate))


@EVERY_POLICY
@pytest.mark.parametrize("reason", events.EidUnknown)
def test_an_esim_of_which_nobody_knows_the_chip_and_that_comes_without_a_code(
    policy: Policy, reason: events.EidUnknown
) -> None:
    request = reviewed(policy, card_form="esim")
    request = told(request, events.MakeReady, eid=None, activation_code=None, eid_unknown=reason)
    assert ends_well(walk(request, events.Collect, events.AcceptCard, events.OrderActivation, events.Activate))


@EVERY_POLICY
def test_an_esim_that_could_not_be_installed_is_exchanged_for_a_new_profile_on_the_same_chip(policy: Policy) -> None:
    request = told(reviewed(policy, card_form="esim"), events.MakeReady, eid=EIDS[0])
    request = walk(request, events.Collect)
    faults = [events.Defect.PROFILE_NOT_INSTALLED, events.Defect.CODE_USED_BEFORE]
    request = told(request, events.ReportFault, defects=faults)
    request = told(request, events.ExchangeCard, eid=EIDS[0])
    first, second = (step.event for step in request.history if isinstance(step.event, CARD_EVENTS))
    assert (first.iccid != second.iccid, first.eid) == (True, second.eid)
    assert request.card == second.iccid
    assert ends_well(walk(request, events.AcceptCard, events.OrderActivation, events.Activate))


@EVERY_POLICY
@pytest.mark.parametrize(
    "by", [ANALYST, Actor(Role.REVIEWER, "staff-9"), SUPERVISOR], ids=lambda actor: actor.role.value
)
def test_a_flag_that_another_person_decided(policy: Policy, by: Actor) -> None:
    assert ends_well(taken(reviewed(policy, by=by, applicant=FLAGGED)))


def test_a_flag_that_the_reviewer_decided_under_the_article() -> None:
    assert ends_well(taken(reviewed(ARTICLE, by=REVIEWER, applicant=FLAGGED)))


@pytest.mark.parametrize("compared", [False, True], ids=["never compared", "not available"])
def test_a_record_that_could_not_be_compared_under_the_article(compared: bool) -> None:
    request = walk(draft(), events.Submit, events.TellOwner)
    if compared:
        request = told(request, events.CompareRecord, matches=[events.RecordMatch("identity_number", "not_available")])
    request = told(request, events.DecideFlag, code=IssueCode.APPROVE_RECORD_UNKNOWN, pointer="/record/identity_number")
    assert ends_well(taken(walk(request, events.Approve)))


@EVERY_POLICY
def test_a_comparison_that_got_its_answer_later(policy: Policy) -> None:
    request = walk(draft(), events.Submit, events.TellOwner, events.TellOwner, policy=policy)
    request = told(request, events.CompareRecord, matches=[events.RecordMatch("identity_number", "not_available")])
    assert ends_well(taken(walk(request, events.CompareRecord, events.Approve)))


@EVERY_POLICY
def test_a_false_that_a_supervisor_overruled(policy: Policy) -> None:
    request = walk(draft(), events.Submit, events.TellOwner, events.TellOwner, policy=policy)
    request = told(request, events.CompareRecord, matches=[events.RecordMatch("identity_number", "false")])
    yes = {"code": IssueCode.APPROVE_RECORD_DIFFERS, "pointer": "/record/identity_number"}
    request = told(request, events.DecideFlag, by=SUPERVISOR, **yes)
    assert ends_well(taken(walk(request, events.Approve)))


@EVERY_POLICY
def test_a_no_that_a_supervisor_overturned(policy: Policy) -> None:
    request = walk(
        draft(applicant=FLAGGED), events.Submit, events.CompareRecord, events.TellOwner, events.TellOwner, policy=policy
    )
    request = told(request, events.DecideFlag, accepted=False)
    request = told(request, events.DecideFlag, by=SUPERVISOR)
    assert ends_well(taken(walk(request, events.Approve)))


@EVERY_POLICY
def test_information_that_was_asked_and_given_with_a_corrected_form(policy: Policy) -> None:
    """A digit was mistyped: the record differed, the form is told anew, and is compared anew."""
    typo = paper("ktp", NIK[:-1] + "7", holder_name="Siti Aminah")
    request = walk(
        draft(applicant=applicant(documents=(typo,))), events.Submit, events.TellOwner, events.TellOwner, policy=policy
    )
    request = told(request, events.CompareRecord, matches=[events.RecordMatch("identity_number", "false")])
    request = told(request, events.RequestInformation, papers=[], fields=["number"])
    right = evolve(request.form, applicant=applicant())
    answer = [events.Answer("number", "the last digit")]
    request = told(request, events.ProvideInformation, form=right, answers=answer)
    assert request.form == right
    assert ends_well(taken(walk(request, events.CompareRecord, events.Approve)))


@EVERY_POLICY
def test_a_collection_that_was_moved_to_another_outlet(policy: Policy) -> None:
    request = walk(reviewed(policy, outlet=OUTLET), events.MakeReady)
    request = told(request, events.ChangeCollection, outlet="Outlet Bandung")
    assert (request.state, request.card, request.outlet) == (State.APPROVED, None, "Outlet Bandung")
    request = told(request, events.MakeReady, outlet="Outlet Bandung")
    request = told(request, events.Collect, outlet="outlet  bandung")
    assert ends_well(walk(request, events.AcceptCard, events.OrderActivation, events.Activate))


@EVERY_POLICY
def test_a_failed_activation_and_a_new_card(policy: Policy) -> None:
    request = walk(reviewed(policy), events.MakeReady, events.Collect, events.AcceptCard, events.OrderActivation)
    request = walk(request, events.FailActivation, events.MakeReady, events.TellOwner, events.TellOwner)
    request = walk(request, events.Collect, events.AcceptCard, events.OrderActivation, events.Activate)
    assert request.card is not None and request.card.reveal() == CARDS[1]
    assert ends_well(request)


@EVERY_POLICY
@pytest.mark.parametrize("objected", [False, True], ids=["held", "objected"])
def test_an_activation_that_was_told_while_on_hold(policy: Policy, objected: bool) -> None:
    request = walk(reviewed(policy), events.MakeReady, events.Collect, events.AcceptCard, events.OrderActivation)
    request = walk(request, events.RaiseObjection if objected else events.Hold, events.Activate)
    assert (request.state, request.card_is_live) == (State.ON_HOLD, True)
    assert ends_well(walk(request, events.Release))


@EVERY_POLICY
def test_a_visit_in_a_hurry_and_another_one(policy: Policy) -> None:
    request = walk(
        reviewed(policy), events.MakeReady, events.Collect, events.ReturnCard, events.FailIdentity, events.Collect
    )
    assert ends_well(walk(request, events.AcceptCard, events.OrderActivation, events.Activate))


@EVERY_POLICY
def test_a_visitor_who_left_without_a_word(policy: Policy) -> None:
    request = walk(reviewed(policy), events.MakeReady, events.Collect)
    late = next_moment(request) + timedelta(hours=4)
    (due,) = lifecycle.due_events(request, now=late)
    request = lifecycle.apply(request, due, now=late)
    assert ends_well(walk(request, events.Collect, events.AcceptCard, events.OrderActivation, events.Activate))


@EVERY_POLICY
def test_a_card_that_was_brought_back_and_another_one(policy: Policy) -> None:
    request = walk(reviewed(policy), events.MakeReady, events.Collect, events.AcceptCard, events.ReturnCard)
    assert ends_well(taken(request))


@EVERY_POLICY
@pytest.mark.parametrize(
    "origin",
    [
        (),
        (events.RequestInformation,),
        (events.Approve,),
        (events.Approve, events.MakeReady),
        (events.Approve, events.MakeReady, events.Collect),
        (events.Approve, events.MakeReady, events.Collect, events.ReportFault),
        (events.Approve, events.MakeReady, events.Collect, events.AcceptCard),
        (events.Approve, events.MakeReady, events.Collect, events.AcceptCard, events.OrderActivation),
    ],
    ids=lambda kinds: "-".join(kind.__name__ for kind in kinds) or "review",
)
def test_a_hold_over_nothing(policy: Policy, origin: tuple[type[Event], ...]) -> None:
    request = walk(draft(), events.Submit, events.CompareRecord, events.TellOwner, events.TellOwner, policy=policy)
    request = walk(request, *origin, events.Hold, events.Release, events.TellOwner, events.TellOwner)
    goes_on: dict[State, tuple[type[Event], ...]] = {
        State.INFORMATION_REQUESTED: (
            events.ProvideInformation,
            events.CompareRecord,
            events.Approve,
            events.MakeReady,
        ),
        State.IN_REVIEW: (events.Approve, events.MakeReady),
        State.APPROVED: (events.MakeReady,),
        State.READY_FOR_COLLECTION: (),
    }
    request = walk(request, *goes_on[request.state], events.Collect, events.AcceptCard)
    assert ends_well(walk(request, events.OrderActivation, events.Activate))


@pytest.mark.parametrize("contact", ["reached", "none on record"])
def test_the_owner_is_told_as_the_strict_policy_asks(contact: str) -> None:
    request = walk(draft(), events.Submit, events.CompareRecord, policy=STRICT)
    old = {"to": "old_number", "means": "call", "outcome": "unreachable"}
    other = {"to": "registered_contact", "means": "sms"}
    if contact == "reached":
        request = told(told(request, events.TellOwner, **old), events.TellOwner, **other, outcome="delivered")
    else:
        request = told(told(request, events.TellOwner, **old), events.TellOwner, **other, outcome="none_on_record")
        again = like(events.TellOwner, request, **old)
        request = lifecycle.apply(request, again, now=next_moment(request) + timedelta(hours=6))
    assert ends_well(taken(walk(request, events.Approve)))


def test_who_applied_with_the_digital_ktp_brings_the_card() -> None:
    assert ends_well(taken(reviewed(ARTICLE, applicant=applicant(documents=(paper("digital_ktp"),))), id_seen=KTP))


def test_a_passport_whose_end_is_read_off_its_zone() -> None:
    own = passport(holder_name="Siti Aminah", expires_on=None, issuing_country="AUS")
    siti = applicant(nationality="AUS", documents=(own,))
    assert ends_well(taken(reviewed(ARTICLE, applicant=siti), id_seen=own))


def test_a_card_that_is_printed_without_its_check_digit() -> None:
    request = walk(reviewed(ARTICLE), events.MakeReady, events.Collect)
    short = CARDS[0][:-1]
    request = told(request, events.AcceptCard, inspection=inspection(short))
    request = told(request, events.OrderActivation, iccid=short)
    assert ends_well(told(request, events.Activate, iccid=CARDS[0] + "F"))


def test_the_helpers_say_what_they_mean() -> None:
    """So that no story is told by a helper that lets everything pass."""
    request = reviewed(ARTICLE)
    assert [type(step.event).__name__ for step in request.history][-1] == "Approve"
    with pytest.raises(RefusedError):
        taken(request, visitor=Actor(Role.APPLICANT, COUNTER.id))
    assert moment_for(events.Expire, request, ARTICLE) > MONDAY + timedelta(days=365)
