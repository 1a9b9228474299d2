"""The seventeen ways in that were found, each with its neighbors: an insider, an outsider, and a careless host.

Every attack is told as it would be tried, and what stops it is named. Nobody of these people exists.
"""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import product
from typing import Any, Final
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import (
    FLAGGED,
    HEAD,
    KK,
    KTP,
    MONDAY,
    NIK,
    PROXY_KTP,
    applicant,
    foreigner,
    form,
    letter,
    paper,
    passport,
    zone,
)
from journey import (
    ANALYST,
    BUDI,
    CARDS,
    COUNTER,
    INTAKE,
    POLICIES,
    REVIEWER,
    SALT,
    SITI,
    SUPERVISOR,
    WAY_TO,
    draft,
    flags_of,
    in_state,
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
    WIB,
    Actor,
    Contact,
    IssueCode,
    Policy,
    ReplacementRequest,
    Role,
    State,
    events,
    lifecycle,
    open_request,
)
from simreplace.errors import InvalidValueError, NoSuchStepError, RefusedError, SimReplaceError, StaleRequestError
from simreplace.lifecycle.events import Event
from simreplace.lifecycle.request import standing
from simreplace.lifecycle.sameness import as_read
from simreplace.values.cards import luhn_digit

C = IssueCode
evolve: Final[Any] = attrs.evolve  # an event is changed by names that only its own kind has
DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
STRANGER: Final = Actor(Role.APPLICANT, "stranger-9")
ACCOMPLICE: Final = Actor(Role.COUNTER_CLERK, "staff-6")


def codes(
    request: ReplacementRequest, event: Event, now: datetime | None = None, policy: Policy = ARTICLE
) -> list[IssueCode]:
    """Why it is refused; nothing where it is not."""
    when = moment_for(type(event), request, policy) if now is None else now
    return [issue.code for issue in lifecycle.decide(request, event, now=when, policy=policy).errors]


def like(kind: type[Event], request: ReplacementRequest, **changes: Any) -> Event:
    event: Event = evolve(sample(kind, request), **changes)
    return event


def no_step(request: ReplacementRequest, event: Event) -> bool:
    try:
        lifecycle.decide(request, event, now=next_moment(request))
    except NoSuchStepError:
        return True
    return False


def told(request: ReplacementRequest, *steps: Event) -> ReplacementRequest:
    for event in steps:
        request = tell(request, event, request.policy or ARTICLE)
    return request


def approved(policy: Policy = ARTICLE, **changes: Any) -> ReplacementRequest:
    """A request approved, its FLAGs decided by an analyst."""
    request = walk(
        draft(**changes), events.Submit, events.CompareRecord, events.TellOwner, events.TellOwner, policy=policy
    )
    for found in flags_of(request.form, policy):
        request = told(request, like(events.DecideFlag, request, code=found.code, pointer=found.pointer))
    return walk(request, events.Approve, policy=policy)


def ready(policy: Policy = ARTICLE, **changes: Any) -> ReplacementRequest:
    return walk(approved(policy, **changes), events.MakeReady, policy=policy)


def by_proxy(request: ReplacementRequest, **changes: Any) -> Event:
    plain = {"visitor": BUDI, "letter": letter(), "proxy_id_seen": PROXY_KTP}
    return like(events.Collect, request, **{**plain, **changes})


# ---- 1. An exchange skipped identity


def test_1_after_a_failed_activation_a_stranger_gets_no_card_at_another_outlet() -> None:
    request = walk(in_state(State.ACTIVATING), events.FailActivation)
    assert request.state is State.APPROVED
    assert request.card is None
    assert no_step(request, like(events.ExchangeCard, request, by=ACCOMPLICE))
    again = walk(request, events.MakeReady)
    visit = like(events.Collect, again, by=ACCOMPLICE, visitor=STRANGER, outlet="Outlet Bandung", id_seen=None)
    assert set(codes(again, visit, again.updated_at + 25 * DAY)) == {
        C.COLLECT_OWNER_NOT_TOLD,
        C.COLLECT_OTHER_OUTLET,
        C.COLLECT_ORIGINAL_MISSING,
    }


def test_1_twenty_five_days_after_a_fault_no_other_card_is_put_on_the_counter() -> None:
    request = in_state(State.EXCHANGING)
    late = request.updated_at + 25 * DAY
    assert codes(request, like(events.ExchangeCard, request, by=ACCOMPLICE), late) == [C.VISIT_OVER]
    # Nor one minute after the visit is over, nor by whoever hurries and then lets somebody else take it.
    over = standing(request).visit_began
    assert over is not None
    assert codes(request, sample(events.ExchangeCard, request), over + 4 * HOUR) == [C.VISIT_OVER]
    exchanged = walk(request, events.ExchangeCard)
    assert codes(exchanged, like(events.AcceptCard, exchanged, by=STRANGER)) == [C.ACCEPT_OTHER_TAKER]
    assert codes(exchanged, sample(events.AcceptCard, exchanged), over + 4 * HOUR) == [C.VISIT_OVER]


def test_1_a_clerk_alone_does_not_take_over_a_genuine_request() -> None:
    request = in_state(State.INSPECTING)
    faulty = told(request, like(events.ReportFault, request, by=ACCOMPLICE))
    exchanged = told(faulty, like(events.ExchangeCard, faulty, by=ACCOMPLICE))
    for role in (Role.APPLICANT, Role.PROXY):
        refused = codes(exchanged, like(events.AcceptCard, exchanged, by=Actor(role, ACCOMPLICE.id)))
        assert C.ACCEPT_OTHER_TAKER in refused
        assert C.DUTY_SAME_PERSON in refused


def test_1_who_came_to_an_earlier_visit_does_not_take_the_card_of_a_later_one() -> None:
    first = like(events.Collect, ready(), visitor=STRANGER)
    request = walk(told(ready(), first), events.ReturnCard, events.Collect)
    assert codes(request, like(events.AcceptCard, request, by=STRANGER)) == [C.ACCEPT_OTHER_TAKER]
    assert codes(request, like(events.ReportFault, request, by=STRANGER)) == [C.ACCEPT_OTHER_TAKER]


@pytest.mark.parametrize("origin", [State.INSPECTING, State.EXCHANGING, State.ACCEPTED, State.ACTIVATING])
def test_1_after_a_hold_nobody_goes_on_where_the_visit_stood(origin: State) -> None:
    request = walk(in_state(origin), events.Hold, events.Release)
    assert (request.state, request.card) == (State.APPROVED, None)
    used = standing(request).cards[-1]
    assert codes(request, like(events.MakeReady, request, iccid=used)) == [C.CARD_USED_BEFORE]
    again = walk(request, events.MakeReady)
    assert codes(again, sample(events.Collect, again)) == [C.COLLECT_OWNER_NOT_TOLD]


def test_1_a_card_that_was_brought_back_is_not_handed_to_the_next_who_comes() -> None:
    for kinds in ((events.AcceptCard, events.ReturnCard), (events.ReportFault, events.ReturnCard)):
        request = walk(in_state(State.INSPECTING), *kinds)
        assert (request.state, request.card) == (State.APPROVED, None)
        assert codes(request, like(events.MakeReady, request, iccid=CARDS[0])) == [C.CARD_USED_BEFORE]


# ---- 2. A hold shielded the swap


@pytest.mark.parametrize("state", [state for state in State if not state.is_final and state is not State.DRAFT])
def test_2_the_owner_can_object_in_every_state(state: State) -> None:
    request = in_state(state)
    objected = walk(request, events.RaiseObjection)
    assert objected.state is State.ON_HOLD
    # Once more, and at any clock: nobody is too late or too often.
    for now in (MONDAY - 99 * DAY, MONDAY + 9_999 * DAY):
        assert codes(objected, like(events.RaiseObjection, objected, id="again"), now) == []


@pytest.mark.parametrize(
    "state", [state for state in State if not state.is_final and state not in {State.DRAFT, State.ON_HOLD}]
)
def test_2_an_objection_within_a_hold_asks_for_a_supervisor(state: State) -> None:
    request = walk(in_state(state), events.Hold, events.RaiseObjection)
    assert codes(request, like(events.Release, request, by=ANALYST)) == [C.EVENT_ROLE]
    assert codes(request, like(events.Release, request, by=SUPERVISOR)) == []
    # Nor does a second hold hide the objection that came before it.
    hidden = walk(in_state(state), events.RaiseObjection, events.Hold, events.Hold)
    assert codes(hidden, like(events.Release, hidden, by=ANALYST)) == [C.EVENT_ROLE]


def test_2_the_window_does_not_run_out_while_on_hold() -> None:
    request = walk(in_state(State.ACCEPTED, STRICT), events.Hold, policy=STRICT)
    later = request.updated_at + 30 * DAY
    request = lifecycle.apply(request, sample(events.Release, request), now=later)
    request = walk(request, events.MakeReady)
    assert codes(request, sample(events.Collect, request)) == [C.COLLECT_OWNER_NOT_TOLD]
    request = walk(request, events.TellOwner, events.TellOwner)
    began = request.updated_at
    request = walk(request, events.Collect, events.AcceptCard)
    order = sample(events.OrderActivation, request)
    assert codes(request, order, began + DAY - timedelta(seconds=1)) == [C.ORDER_OBJECTION_WINDOW]
    assert codes(request, order, began + DAY) == []


def test_2_who_was_told_while_on_hold_is_told_again() -> None:
    request = walk(ready(), events.Hold, events.TellOwner, events.Release)
    assert codes(request, sample(events.Collect, request)) == [C.COLLECT_OWNER_NOT_TOLD]


# ---- 3. A wrong clock disarmed the owner


@pytest.mark.parametrize("ahead", [10 * timedelta(minutes=1), 3 * DAY, 900 * DAY])
def test_3_one_event_in_the_future_takes_no_objection_away(ahead: timedelta) -> None:
    request = tell(approved(), sample(events.TellOwner, approved()), after=ahead)
    behind = request.updated_at - ahead
    for kind in (events.Hold, events.RaiseObjection, events.Cancel, events.Reject):
        assert codes(request, sample(kind, request), behind) == []


def test_3_a_clock_ahead_shortens_no_window() -> None:
    request = in_state(State.READY_FOR_COLLECTION, STRICT)
    request = walk(request, events.FailIdentity, policy=STRICT)
    fast = lifecycle.apply(request, sample(events.FailIdentity, request), now=request.updated_at + 9 * DAY)
    held = walk(walk(fast, events.Hold), events.Release)
    # What is told after the fast clock counts from the moment that the fast clock told.
    slow = lifecycle.apply(held, sample(events.TellOwner, held), now=MONDAY + HOUR)
    since = standing(slow).told_owner[-1].at
    assert since >= fast.updated_at.astimezone(UTC)


def test_3_a_clock_that_once_ran_ahead_keeps_no_later_visit_open() -> None:
    request = ready()
    fast = lifecycle.apply(request, sample(events.TellOwner, request), now=request.updated_at + 20 * DAY)
    visit = lifecycle.apply(fast, sample(events.Collect, fast), now=MONDAY + 5 * HOUR)
    taken = sample(events.AcceptCard, visit)
    assert codes(visit, taken, MONDAY + 8 * HOUR) == []
    assert codes(visit, taken, MONDAY + 9 * HOUR) == [C.VISIT_OVER]


def test_3_a_clock_behind_opens_no_window() -> None:
    request = in_state(State.ACCEPTED, STRICT)
    order = sample(events.OrderActivation, request)
    assert codes(request, order, MONDAY - 9 * DAY) == [C.ORDER_OBJECTION_WINDOW]


# ---- 4. Duties: see test_duties.py for every pair; here the stories


def test_4_who_took_the_form_in_does_not_come_for_the_card() -> None:
    request = draft()
    request = told(request, like(events.Submit, request, by=INTAKE))
    request = walk(request, events.CompareRecord, events.TellOwner, events.Approve, events.MakeReady)
    for role in (Role.APPLICANT, Role.PROXY):
        assert C.DUTY_SAME_PERSON in codes(request, like(events.Collect, request, visitor=Actor(role, INTAKE.id)))


def test_4_one_person_does_not_make_ready_release_and_activate() -> None:
    request = walk(ready(), events.Hold)
    assert codes(request, like(events.Release, request, by=Actor(Role.FRAUD_ANALYST, COUNTER.id))) == [
        C.DUTY_SAME_PERSON
    ]
    accepted = in_state(State.ACCEPTED)
    for name in (COUNTER.id, REVIEWER.id, SITI.id):
        order = like(events.OrderActivation, accepted, by=Actor(Role.SYSTEM, name))
        assert C.ACTOR_NOT_A_MACHINE in codes(accepted, order)
    activating = in_state(State.ACTIVATING)
    claimed = told(activating, like(events.Activate, activating, by=Actor(Role.NETWORK, COUNTER.id)))
    assert claimed.state is State.ON_HOLD
    assert codes(claimed, sample(events.Release, claimed)) == [C.RELEASE_CARD_LIVE]


def test_4_what_a_machine_did_is_not_undone_by_a_person_of_its_name() -> None:
    request = ready()
    assert codes(request, like(events.Collect, request, by=Actor(Role.COUNTER_CLERK, "system"))) == [
        C.ACTOR_NOT_A_MACHINE
    ]
    forged = like(events.TellOwner, request, by=Actor(Role.SYSTEM, COUNTER.id))
    assert codes(request, forged) == [C.ACTOR_NOT_A_MACHINE]


def test_4_who_overruled_does_nothing_else() -> None:
    request = walk(draft(), events.Submit)
    differs = [events.RecordMatch("identity_number", "false")]
    request = told(request, like(events.CompareRecord, request, matches=differs))
    yes = {"code": C.APPROVE_RECORD_DIFFERS, "pointer": "/record/identity_number"}
    request = told(request, like(events.DecideFlag, request, by=SUPERVISOR, **yes))
    assert C.DUTY_SAME_PERSON in codes(request, like(events.Approve, request, by=Actor(Role.REVIEWER, SUPERVISOR.id)))
    objected = walk(request, events.RaiseObjection)
    assert codes(objected, sample(events.Release, objected)) == [C.DUTY_SAME_PERSON]
    done = walk(request, events.TellOwner, events.Approve)
    assert codes(done, like(events.MakeReady, done, by=Actor(Role.COUNTER_CLERK, SUPERVISOR.id))) == [
        C.DUTY_SAME_PERSON
    ]


# ---- 5. One clerk with four spellings


@pytest.mark.parametrize(
    "name", ["staff-1 ", " staff-1", "staff\u200b-1", "staff-\u0661", "staff\u20101", "", "\tstaff-1", "x" * 129]
)
def test_5_a_name_that_only_looks_another_is_none(name: str) -> None:
    with pytest.raises(InvalidValueError):
        Actor(Role.REVIEWER, name)


@pytest.mark.parametrize("name", ["STAFF-1", "Staff-1"])
def test_5_capitals_make_nobody_else(name: str) -> None:
    assert Actor(Role.COUNTER_CLERK, name).id == REVIEWER.id
    request = approved()
    assert codes(request, like(events.MakeReady, request, by=Actor(Role.COUNTER_CLERK, name))) == [C.DUTY_SAME_PERSON]
    again = like(events.Hold, request, id="E-1")
    held = told(request, again)
    assert tell(held, evolve(again, id="e-1")) == held


# ---- 6. The counter compared kind and number only

PASSPORT: Final = paper(
    "passport", "N1234567", issuing_country="AUS", holder_name="Jane Doe", expires_on=date(2030, 1, 1)
)
JANE: Final = foreigner(PASSPORT, paper("kitas"), full_name="Jane Doe")


@pytest.mark.parametrize(
    ("seen", "code"),
    [
        (None, C.COLLECT_ORIGINAL_MISSING),
        (evolve(PASSPORT, holder_name="John Roe"), C.COLLECT_HOLDER_DIFFERS),
        (evolve(PASSPORT, holder_name=None), C.COLLECT_HOLDER_DIFFERS),
        (evolve(PASSPORT, expires_on=MONDAY.date() - DAY), C.COLLECT_ORIGINAL_EXPIRED),
        (evolve(PASSPORT, issuing_country="NZL"), C.COLLECT_ORIGINAL_DIFFERS),
        (evolve(PASSPORT, number="N7654321"), C.COLLECT_ORIGINAL_DIFFERS),
        (paper("kitas", holder_name="Jane Doe"), C.COLLECT_ORIGINAL_DIFFERS),
        (paper("driving_license", "N1234567", holder_name="Jane Doe"), C.COLLECT_ORIGINAL_DIFFERS),
        (paper("ktp", holder_name="Jane Doe"), C.COLLECT_ORIGINAL_DIFFERS),
    ],
    ids=["none", "other name", "no name", "expired", "other country", "other number", "not compared", "license", "ktp"],
)
def test_6_only_the_reviewed_original_opens(seen: Any, code: IssueCode) -> None:
    request = ready(applicant=JANE)
    assert codes(request, like(events.Collect, request, id_seen=PASSPORT)) == []
    assert codes(request, like(events.Collect, request, id_seen=seen)) == [code]


def test_6_the_original_is_the_reviewed_one_however_its_number_is_written() -> None:
    permit = paper("kitas", "2C21JE0001-A", holder_name="Jane Doe")
    request = ready(applicant=foreigner(permit, PASSPORT, full_name="Jane Doe"))
    typed = evolve(permit, number="2c21je0001a")
    assert codes(request, like(events.Collect, request, id_seen=typed)) == []
    other = evolve(permit, number="2C21JE0001-B")
    assert codes(request, like(events.Collect, request, id_seen=other)) == [C.COLLECT_ORIGINAL_DIFFERS]


def test_6_the_end_of_a_paper_is_read_off_its_zone_as_well() -> None:
    ended = passport(holder_name="Siti Aminah", expires_on=None, mrz=zone(expiry="260101"))
    siti = applicant(nationality="AUS", documents=(passport(holder_name="Siti Aminah"), paper("kitas")))
    request = ready(applicant=siti)
    assert C.COLLECT_ORIGINAL_EXPIRED in codes(request, like(events.Collect, request, id_seen=ended))


def test_6_the_counter_asks_for_the_paper_that_was_compared() -> None:
    """A stranger's own KTP stands beside the owner's leaked number; the record agrees with the second one."""
    own = paper("ktp", "3174075508950009", holder_name="Siti Aminah")
    request = walk(draft(applicant=applicant(documents=(own, KTP))), events.Submit)
    request = told(request, like(events.CompareRecord, request, document=1))
    for found in flags_of(request.form):
        request = told(request, like(events.DecideFlag, request, code=found.code, pointer=found.pointer))
    request = walk(request, events.TellOwner, events.Approve, events.MakeReady)
    assert codes(request, like(events.Collect, request, id_seen=own)) == [C.COLLECT_ORIGINAL_DIFFERS]
    assert codes(request, like(events.Collect, request, id_seen=KTP)) == []


def test_6_a_difference_that_was_overruled_was_about_one_paper() -> None:
    """Also where the form was told anew since, and nothing can be compared a second time."""
    other = paper("ktp", "3174075508950009", holder_name="Siti Aminah")
    request = walk(draft(applicant=applicant(documents=(KTP, other))), events.Submit, policy=BRTI_2020)
    request = told(
        request, like(events.CompareRecord, request, matches=[events.RecordMatch("identity_number", "false")])
    )
    yes = {"code": C.APPROVE_RECORD_DIFFERS, "pointer": "/record/identity_number", "by": SUPERVISOR}
    request = told(request, like(events.DecideFlag, request, **yes))
    request = walk(request, events.RequestInformation, events.ProvideInformation)
    again = like(events.CompareRecord, request, document=1)
    assert codes(request, again) == [C.COMPARE_DONE]
    for found in flags_of(request.form, BRTI_2020):
        request = told(request, like(events.DecideFlag, request, code=found.code, pointer=found.pointer))
    request = walk(request, events.TellOwner, events.Approve, events.MakeReady)
    assert codes(request, like(events.Collect, request, id_seen=other)) == [C.COLLECT_ORIGINAL_DIFFERS]
    assert codes(request, like(events.Collect, request, id_seen=KTP)) == []


# ---- 7. A false match was waved through


def differing(detail: str = "identity_number", **changes: Any) -> ReplacementRequest:
    request = walk(draft(**changes), events.Submit)
    return told(request, like(events.CompareRecord, request, matches=[events.RecordMatch(detail, "false")]))


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
@pytest.mark.parametrize("detail", ["identity_number", "name", "birth_date", "mothers_name"])
def test_7_a_difference_is_accepted_by_a_supervisor_alone(detail: str, policy: Policy) -> None:
    request = walk(draft(), events.Submit, policy=policy)
    request = told(request, like(events.CompareRecord, request, matches=[events.RecordMatch(detail, "false")]))
    request = walk(request, events.TellOwner)
    assert C.APPROVE_FLAG_UNDECIDED in codes(request, sample(events.Approve, request))
    yes = like(events.DecideFlag, request, code=C.APPROVE_RECORD_DIFFERS, pointer=f"/record/{detail}")
    for actor in (REVIEWER, ANALYST):
        assert codes(request, evolve(yes, by=actor)) == [C.DECIDE_BY_SUPERVISOR]
    for name in (SITI.id,):
        assert C.DUTY_SAME_PERSON in codes(request, evolve(yes, by=Actor(Role.SUPERVISOR, name)))
    assert codes(request, evolve(yes, by=SUPERVISOR)) == []


def test_7_a_difference_is_not_compared_away() -> None:
    request = differing()
    for outcome, document in product(("true", "not_available", "false"), (0,)):
        matches = [events.RecordMatch("identity_number", outcome)]
        assert codes(request, like(events.CompareRecord, request, matches=matches, document=document)) == [
            C.COMPARE_DONE
        ]


def answered(request: ReplacementRequest, **changes: Any) -> ReplacementRequest:
    """The same request after the form was told anew."""
    request = walk(request, events.RequestInformation)
    anew = evolve(request.form, **changes)
    return told(request, like(events.ProvideInformation, request, form=anew, acknowledged=flags_of(anew)))


LICENSE: Final = paper("driving_license", "B-123", holder_name="Siti Aminah")
SAME_NUMBER: Final[dict[str, dict[str, Any]]] = {
    "the same form": {},
    "another paper first": {"applicant": applicant(documents=(LICENSE, KTP))},
    "another paper behind": {"applicant": applicant(documents=(KTP, LICENSE))},
    "another name": {"applicant": applicant(full_name="Siti Aminah Karto")},
    "the same number on another kind": {
        "applicant": applicant(documents=(paper("ktp_replacement_letter", NIK), paper("digital_ktp")))
    },
    "another contact": {"applicant": applicant(contact=evolve(applicant().contact, email="x@example.com"))},
}


@pytest.mark.parametrize("change", SAME_NUMBER)
def test_7_a_difference_outlasts_every_form_that_has_the_number(change: str) -> None:
    request = answered(differing(), **SAME_NUMBER[change])
    assert C.COMPARE_DONE in codes(request, sample(events.CompareRecord, request))
    refused = lifecycle.decide(request, sample(events.Approve, request), now=next_moment(request)).errors
    assert ("/request/record/identity_number", (("code", "approve.record_differs"),)) in {
        (issue.pointer, issue.params) for issue in refused
    }


def test_7_a_difference_comes_back_with_its_number() -> None:
    """The number is taken out, and put in again two forms later."""
    other = paper("ktp", "3174075508950009", holder_name="Siti Aminah")
    away = answered(differing(), applicant=applicant(documents=(other,)))
    assert codes(away, sample(events.CompareRecord, away)) == []
    back = answered(away, applicant=applicant(documents=(KTP,)))
    assert codes(back, sample(events.CompareRecord, back)) == [C.COMPARE_DONE]


def test_7_what_was_right_in_one_form_is_compared_again_in_the_next() -> None:
    request = walk(draft(), events.Submit, events.CompareRecord, events.TellOwner)
    own = paper("ktp", "3174075508950009", holder_name="Siti Aminah")
    request = answered(request, applicant=applicant(documents=(own,)))
    refused = lifecycle.decide(request, sample(events.Approve, request), now=next_moment(request)).errors
    assert [(issue.code, issue.params) for issue in refused] == [
        (C.APPROVE_FLAG_UNDECIDED, (("code", "approve.record_unknown"),))
    ]


def refused_flag(**changes: Any) -> ReplacementRequest:
    request = walk(draft(applicant=FLAGGED, **changes), events.Submit, events.CompareRecord, events.TellOwner)
    return told(request, like(events.DecideFlag, request, accepted=False))


NO_STANDS: Final[dict[str, dict[str, Any]]] = {
    "the same form": {},
    "papers exchanged": {"applicant": evolve(FLAGGED, documents=(LICENSE, KTP))},
    "a name in capitals": {"applicant": evolve(FLAGGED, full_name="SITI AMINAH")},
    "another contact": {"applicant": evolve(FLAGGED, contact=evolve(FLAGGED.contact, email="x@example.com"))},
    "another day of birth that does not fit either": {"applicant": evolve(FLAGGED, born_on=date(1995, 8, 17))},
}


@pytest.mark.parametrize("change", NO_STANDS)
def test_7_a_no_is_not_shaken_off_by_another_form(change: str) -> None:
    request = answered(refused_flag(), **NO_STANDS[change])
    place = 1 if change == "papers exchanged" else 0
    yes = like(events.DecideFlag, request, pointer=f"/applicant/documents/{place}/number")
    assert codes(request, yes) == [C.DECIDE_BY_SUPERVISOR]
    # Who said no does not overturn it in another coat either.
    assert codes(request, evolve(yes, by=Actor(Role.SUPERVISOR, ANALYST.id))) == [C.DUTY_SAME_PERSON]
    assert codes(request, evolve(yes, by=SUPERVISOR)) == []


@pytest.mark.parametrize(
    ("typed", "is_same"), [("2c21je0001a", True), ("2C21-JE0001-A", True), ("2C21JE0001-B", False)]
)
def test_7_a_number_that_is_written_otherwise_is_the_same_number(typed: str, is_same: bool) -> None:
    """Told anew, neither the comparison nor the "no" is shaken off; another number was never compared."""
    jane = foreigner(paper("kitas", "2C21JE0001-A", holder_name="Jane Doe"), full_name="Jane Doe")
    request = walk(draft(applicant=jane), events.Submit)
    request = told(
        request, like(events.CompareRecord, request, matches=[events.RecordMatch("identity_number", "false")])
    )
    no = {"code": C.APPROVE_RECORD_DIFFERS, "pointer": "/record/identity_number"}
    request = told(request, like(events.DecideFlag, request, accepted=False, **no))
    permit = evolve(jane.documents[0], number=typed)
    request = answered(request, applicant=evolve(jane, documents=(permit,)))
    expected = C.DECIDE_BY_SUPERVISOR if is_same else C.DECIDE_NO_SUCH_FLAG
    assert codes(request, like(events.DecideFlag, request, **no)) == [expected]
    assert (as_read(permit) == as_read(jane.documents[0])) is is_same


def test_7_a_no_to_one_field_is_none_to_another() -> None:
    odd = applicant(full_name="Siti Aminah 2", documents=(evolve(KTP, holder_name="Siti Aminah 2"),))
    request = walk(draft(applicant=odd), events.Submit, events.CompareRecord)
    no = {"code": C.NAME_DIGITS, "pointer": "/applicant/full_name"}
    request = told(request, like(events.DecideFlag, request, accepted=False, **no))
    request = answered(request, remarks="please")
    assert codes(request, like(events.DecideFlag, request, **no)) == [C.DECIDE_BY_SUPERVISOR]
    other = {"code": C.NAME_DIGITS, "pointer": "/applicant/documents/0/holder_name"}
    assert codes(request, like(events.DecideFlag, request, **other)) == []


def test_7_a_no_is_overturned_once() -> None:
    request = refused_flag()
    request = told(request, like(events.DecideFlag, request, by=SUPERVISOR))
    for accepted in (True, False):
        another = like(events.DecideFlag, request, by=Actor(Role.SUPERVISOR, "staff-40"), accepted=accepted)
        assert codes(request, another) == [C.DECIDE_DONE]


@pytest.mark.parametrize("answers", [(False, False), (True, False), (False, True)], ids=str)
def test_7_one_name_on_two_papers_can_be_refused_twice_and_each_overturned_once(answers: tuple[bool, bool]) -> None:
    papers = (evolve(KTP, holder_name="Dewi Lestari"), evolve(LICENSE, holder_name="Dewi Lestari"))
    request = walk(draft(applicant=applicant(documents=papers)), events.Submit, events.CompareRecord)
    about = [
        {"code": C.DOCUMENT_HOLDER_DIFFERS, "pointer": f"/applicant/documents/{place}/holder_name"} for place in (0, 1)
    ]
    for which, accepted in zip(about, answers, strict=True):
        request = told(request, like(events.DecideFlag, request, accepted=accepted, **which))
    # Nothing changes around either paper, so a "yes" stands as well as a "no", and the "no" is about both.
    request = answered(request, remarks="please")
    for which in about:
        yes = like(events.DecideFlag, request, by=SUPERVISOR, **which)
        if answers == (False, True) and which is about[1]:
            assert codes(request, yes) == [C.DECIDE_DONE]
            continue
        assert codes(request, yes) == []
        request = told(request, yes)
        assert codes(request, evolve(yes, id="another")) == [C.DECIDE_DONE]
    assert C.APPROVE_FLAG_REFUSED not in codes(request, like(events.Approve, request))


@pytest.mark.parametrize(
    "changes",
    [
        {"full_name": "Siti Aminah Karto"},
        {"documents": (evolve(KTP, holder_name=None),)},
        {"born_on": date(1995, 8, 17)},
        {"documents": (KTP, LICENSE)},
        {"sex": "male"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_7_a_yes_is_about_what_was_seen_and_nothing_else(changes: dict[str, Any]) -> None:
    request = walk(draft(applicant=FLAGGED), events.Submit, events.CompareRecord, events.TellOwner)
    request = told(request, sample(events.DecideFlag, request))
    anew = answered(request, applicant=evolve(FLAGGED, **changes))
    assert codes(anew, sample(events.DecideFlag, anew)) == []


def misprint(card: str) -> str:
    """The same card with a wrong check digit."""
    return card[:-1] + str((int(card[-1]) + 1) % 10)


# What is doubtful, and something else in its place that is doubtful for the same reason; each made up.
DOUBTED: Final[dict[str, tuple[IssueCode, str, dict[str, Any], dict[str, Any]]]] = {
    "the number of a paper": (
        C.NIK_BIRTH_DATE_DIFFERS,
        "/applicant/documents/0/number",
        {"applicant": FLAGGED},
        {"applicant": evolve(FLAGGED, documents=(evolve(KTP, number="3174075508950009"),))},
    ),
    "papers that do not go together": (
        C.DOCUMENT_NIKS_DIFFER,
        "/applicant/documents",
        {"applicant": applicant(documents=(KTP, paper("digital_ktp", "3174075508950009")))},
        {
            "applicant": applicant(
                documents=(paper("ktp", "3174075508950002"), paper("digital_ktp", "3174075508950003"))
            )
        },
    ),
    "a name": (
        C.NAME_DIGITS,
        "/applicant/full_name",
        {"applicant": applicant(full_name="Siti Aminah 2")},
        {"applicant": applicant(full_name="Siti Aminah 3")},
    ),
    "the lost card": (
        C.ICCID_LUHN,
        "/old_iccid",
        {"old_iccid": misprint(CARDS[30])},
        {"old_iccid": misprint(CARDS[31])},
    ),
    "an address": (
        C.EMAIL_PUNYCODE,
        "/applicant/contact/email",
        {"applicant": applicant(contact=Contact(email="siti@xn--e1afmkfd.example"))},
        {"applicant": applicant(contact=Contact(email="dewi@xn--e1afmkfd.example"))},
    ),
}


@pytest.mark.parametrize("accepted", [True, False], ids=["yes", "no"])
@pytest.mark.parametrize("what", DOUBTED)
def test_7_what_was_decided_of_one_value_is_not_decided_of_another_in_its_place(what: str, accepted: bool) -> None:
    code, pointer, before, after = DOUBTED[what]
    request = walk(draft(**before), events.Submit, events.CompareRecord)
    decided = {"code": code, "pointer": pointer}
    request = told(request, like(events.DecideFlag, request, accepted=accepted, **decided))
    same = answered(request, remarks="please")
    yes = like(events.DecideFlag, same, **decided)
    assert codes(same, yes) == [C.DECIDE_DONE if accepted else C.DECIDE_BY_SUPERVISOR]
    other = answered(request, **after)
    assert codes(other, yes) == []
    refused = lifecycle.decide(other, sample(events.Approve, other), now=next_moment(other)).errors
    assert (C.APPROVE_FLAG_UNDECIDED, f"/request/form{pointer}") in {(issue.code, issue.pointer) for issue in refused}


@pytest.mark.parametrize("accepted", [True, False], ids=["yes", "no"])
def test_7_what_was_decided_of_a_paper_that_was_left_out_since_stands_nowhere(accepted: bool) -> None:
    second = paper("digital_ktp", "3174075508950009", holder_name="Siti Aminah")
    about = {"code": C.NIK_BIRTH_DATE_DIFFERS, "pointer": "/applicant/documents/1/number"}
    request = walk(draft(applicant=evolve(FLAGGED, documents=(KTP, second))), events.Submit)
    request = answered(told(request, like(events.DecideFlag, request, accepted=accepted, **about)), applicant=FLAGGED)
    for actor in (ANALYST, SUPERVISOR):
        assert codes(request, like(events.DecideFlag, request, by=actor, **about)) == [C.DECIDE_NO_SUCH_FLAG]


@pytest.mark.parametrize(
    ("detail", "same", "other"),
    [
        ("name", {"full_name": "SITI AMINAH"}, {"full_name": "Siti Aminah Karto"}),
        ("birth_date", {"full_name": "Siti Aminah Karto"}, {"born_on": date(1995, 8, 16)}),
        ("mothers_name", {"full_name": "Siti Aminah Karto"}, None),
    ],
)
def test_7_a_difference_stands_while_its_own_value_is_unchanged(
    detail: str, same: dict[str, Any], other: dict[str, Any] | None
) -> None:
    again = [events.RecordMatch(detail, "true")]
    kept = answered(differing(detail), applicant=applicant(**same))
    assert codes(kept, like(events.CompareRecord, kept, matches=again)) == [C.COMPARE_DONE]
    if other is not None:
        gone = answered(differing(detail), applicant=applicant(**other))
        assert codes(gone, like(events.CompareRecord, gone, matches=again)) == []


@pytest.mark.parametrize("detail", ["name", "birth_date", "mothers_name"])
def test_7_a_no_to_the_record_stays_with_its_own_value(detail: str) -> None:
    """Two forms later too, with another mail address and another paper beside the first."""
    request = differing(detail)
    no = {"code": C.APPROVE_RECORD_DIFFERS, "pointer": f"/record/{detail}"}
    request = told(request, like(events.DecideFlag, request, accepted=False, **no))
    request = answered(request, applicant=applicant(documents=(KTP, LICENSE)))
    assert codes(request, like(events.DecideFlag, request, accepted=False, by=SUPERVISOR, **no)) == [C.DECIDE_DONE]
    assert codes(request, like(events.DecideFlag, request, by=SUPERVISOR, **no)) == []


def unknown(detail: str = "identity_number") -> ReplacementRequest:
    request = walk(draft(), events.Submit, events.TellOwner)
    no = like(events.DecideFlag, request, code=C.APPROVE_RECORD_UNKNOWN, pointer=f"/record/{detail}", accepted=False)
    return told(request, no)


def test_7_a_doubt_that_was_refused_stays_with_the_number() -> None:
    own = paper("ktp", "3174075508950009", holder_name="Siti Aminah")
    for documents, stands in (((KTP, own), True), ((own, KTP), True), ((own,), False)):
        request = answered(unknown(), applicant=applicant(documents=documents))
        yes = like(events.DecideFlag, request, code=C.APPROVE_RECORD_UNKNOWN, pointer="/record/identity_number")
        assert codes(request, yes) == ([C.DECIDE_BY_SUPERVISOR] if stands else [])


# ---- 8. Activate named no card


def test_8_a_late_message_for_a_void_card_makes_nothing_live() -> None:
    request = walk(
        in_state(State.ACTIVATING), events.FailActivation, events.MakeReady, events.TellOwner, events.Collect
    )
    request = walk(request, events.AcceptCard, events.OrderActivation)
    late = told(request, like(events.Activate, request, iccid=CARDS[0]))
    assert (late.state, late.card_is_live) == (State.ON_HOLD, True)
    assert codes(late, sample(events.Release, late)) == [C.RELEASE_CARD_LIVE]


@pytest.mark.parametrize("state", [state for state in WAY_TO if state not in {State.DRAFT, State.ON_HOLD}])
def test_8_a_fact_of_the_network_is_never_refused_and_never_leads_on(state: State) -> None:
    request = in_state(state)
    if not standing(request).cards:
        assert no_step(request, like(events.Activate, request, iccid=CARDS[0]))
        return
    for iccid, off in product((CARDS[0], CARDS[44]), (True, False)):
        event = like(events.Activate, request, iccid=iccid, old_card_deactivated=off)
        after = lifecycle.apply(request, event, now=MONDAY - 300 * DAY)
        ordered = state is State.ACTIVATING and iccid == CARDS[0] and off
        wanted = State.COMPLETED if ordered else state if state.is_final else State.ON_HOLD
        assert after.state is wanted
        failed = like(events.FailActivation, request, iccid=iccid)
        gone = lifecycle.apply(request, failed, now=MONDAY + 9_000 * DAY)
        at_hand = request.card is not None and iccid == CARDS[0]
        back = State.APPROVED if state is State.ACTIVATING else State.ON_HOLD
        assert gone.state is (back if at_hand and not state.is_final else state)


def test_8_a_fact_told_twice_is_told_once() -> None:
    request = in_state(State.ACTIVATING)
    event = sample(events.Activate, request)
    done = told(request, event)
    assert lifecycle.apply(done, event, now=MONDAY + 99 * DAY) == done
    # Under another id it is recorded once more, and changes nothing.
    again = lifecycle.apply(done, evolve(event, id="again"), now=MONDAY + DAY)
    assert (again.state, again.card, again.card_is_live) == (State.COMPLETED, done.card, True)


def test_8_the_old_card_is_off_or_the_new_one_is_not_finished() -> None:
    request = in_state(State.ACTIVATING)
    half = told(request, like(events.Activate, request, old_card_deactivated=False))
    assert half.state is State.ON_HOLD
    assert codes(half, sample(events.Release, half)) == [C.RELEASE_CARD_LIVE]
    whole = told(half, like(events.Activate, half, id="whole"))
    assert walk(whole, events.Release).state is State.COMPLETED


@pytest.mark.parametrize("state", [State.READY_FOR_COLLECTION, State.INSPECTING, State.ACCEPTED])
def test_8_a_card_that_nobody_has_ordered_is_never_in_order(state: State) -> None:
    request = told(in_state(state), sample(events.Activate, in_state(state)))
    assert (request.state, request.card_is_live) == (State.ON_HOLD, True)
    assert codes(request, sample(events.Release, request)) == [C.RELEASE_CARD_LIVE]
    ended = walk(request, events.ConfirmFraud)
    assert (ended.state, ended.card_is_live) == (State.FAILED, True)


def test_8_two_live_cards_are_never_in_order() -> None:
    request = walk(in_state(State.ACTIVATING), events.Hold)
    request = told(request, like(events.Activate, request, iccid=CARDS[44]))
    request = told(request, like(events.Activate, request, id="ours"))
    assert codes(request, sample(events.Release, request)) == [C.RELEASE_CARD_LIVE]
    off = told(request, like(events.FailActivation, request, iccid=CARDS[44], old_card_deactivated=True))
    assert walk(off, events.Release).state is State.COMPLETED


def test_8_who_only_says_to_be_the_network_ends_no_alarm() -> None:
    request = walk(in_state(State.ACTIVATING), events.Hold)
    live = told(request, like(events.Activate, request, iccid=CARDS[44]))
    poser = Actor(Role.NETWORK, "not-the-network")
    claimed = told(live, like(events.FailActivation, live, iccid=CARDS[44], by=poser))
    assert claimed.card_is_live
    assert codes(claimed, sample(events.Release, claimed)) == [C.RELEASE_CARD_LIVE]


def test_8_a_reserved_card_that_failed_is_void_at_once() -> None:
    request = told(ready(), sample(events.FailActivation, ready()))
    assert (request.state, request.card) == (State.ON_HOLD, None)
    released = walk(request, events.Release)
    assert released.state is State.APPROVED
    assert codes(released, like(events.MakeReady, released, iccid=CARDS[0])) == [C.CARD_USED_BEFORE]


def test_8_only_the_card_at_hand_is_ordered() -> None:
    request = walk(in_state(State.EXCHANGING), events.ExchangeCard, events.AcceptCard)
    assert codes(request, like(events.OrderActivation, request, iccid=CARDS[0])) == [C.ORDER_OTHER_CARD]
    assert codes(request, like(events.OrderActivation, request, iccid=CARDS[1])) == []


# ---- 9. Lost updates, and what was exchanged under an approval


def test_9_an_objection_is_not_written_over() -> None:
    """Both grew from one stored value: the host saves only where the stored revision equals `before`."""
    request = in_state(State.ACTIVATING)
    now = next_moment(request)
    objection = lifecycle.decide(request, sample(events.RaiseObjection, request), now=now)
    activation = lifecycle.decide(request, sample(events.Activate, request), now=now)
    assert objection.before == activation.before == request.revision
    assert objection.request is not None
    stored = objection.request
    assert activation.before != stored.revision
    retold = lifecycle.decide(stored, sample(events.Activate, request), now=now)
    assert retold.target is State.ON_HOLD


def test_9_a_clerk_who_saw_an_older_page_is_told_so() -> None:
    request = in_state(State.IN_REVIEW)
    seen = request.revision
    moved = walk(request, events.Hold, events.Release)
    with pytest.raises(StaleRequestError) as stale:
        lifecycle.apply(moved, sample(events.Approve, moved), now=next_moment(moved), expected=seen)
    assert (stale.value.expected, stale.value.actual) == (seen, moved.revision)
    # Also while it is a draft: another form is another revision.
    other = evolve(draft(), draft=form(applicant=applicant(full_name="Dewi Lestari")))
    with pytest.raises(StaleRequestError):
        lifecycle.decide(other, sample(events.Submit, other), now=MONDAY, expected=draft().revision)


CHANGED_FORMS: Final[dict[str, dict[str, Any]]] = {
    "applicant": {"applicant": applicant(full_name="Dewi Lestari")},
    "number": {"msisdn": "081300000001"},
    "reason": {"reason": "damaged"},
}


@pytest.mark.parametrize("change", CHANGED_FORMS)
def test_9_what_was_told_cannot_be_exchanged_under_an_approval(change: str) -> None:
    request = approved()
    evil = evolve(request.form, **CHANGED_FORMS[change])
    forged = evolve(request, draft=evil)
    assert forged.form == request.form
    assert [issue.code for issue in lifecycle.verify(forged)] == [C.HISTORY_ALTERED]
    first = request.history[0]
    swapped = evolve(first, event=evolve(first.event, form=evil))
    rewritten = evolve(request, history=(swapped, *request.history[1:]))
    assert [(issue.code, issue.pointer) for issue in lifecycle.verify(rewritten)] == [(C.HISTORY_ALTERED, "/history/0")]
    with pytest.raises(RefusedError):
        lifecycle.replay(rewritten)


def test_9_a_form_told_anew_cannot_change_the_number() -> None:
    request = in_state(State.INFORMATION_REQUESTED)
    anew = like(events.ProvideInformation, request, form=evolve(request.form, msisdn="081300000001"))
    assert codes(request, anew) == [C.SUBMIT_OTHER_NUMBER]
    sent = like(events.Submit, draft(), form=form(msisdn="081300000001"))
    assert codes(draft(), sent) == [C.SUBMIT_OTHER_NUMBER]


LAX: Final = evolve(
    ARTICLE,
    required_record_matches=(),
    evidence=tuple((reason, ()) for reason, _ in ARTICLE.evidence),
    objection_window=timedelta(0),
    machines=("system", "network", "deadline", "staff-2"),
    owner_told="once",
)


@pytest.mark.parametrize("state", [state for state in WAY_TO if not state.is_final and state is not State.DRAFT])
def test_9_a_forgotten_or_swapped_policy_changes_nothing(state: State) -> None:
    request = in_state(state, STRICT)
    for kind in events.EVENTS:
        event = sample(kind, request)
        answers: set[object] = set()
        for policy in (ARTICLE, LAX, STRICT):
            try:
                decided = lifecycle.decide(request, event, now=next_moment(request), policy=policy)
            except NoSuchStepError:
                continue
            answers.add((decided.issues, decided.target, decided.request))
        assert len(answers) <= 1


def test_9_only_the_form_brings_a_policy() -> None:
    request = approved(STRICT)
    for step, policy in ((request.history[-1], LAX), (request.history[0], None)):
        with pytest.raises(InvalidValueError) as refused:
            evolve(step, policy=policy)
        assert [(issue.code, issue.pointer) for issue in refused.value.issues] == [(C.FORM_TYPE, "/policy")]
    swapped = evolve(request, history=(evolve(request.history[0], policy=LAX), *request.history[1:]))
    assert [issue.pointer for issue in lifecycle.verify(swapped)] == ["/history/0"]


# ---- 10. Notices proved nothing


def test_10_a_telling_says_where_to_by_the_operators_own_record() -> None:
    for to in ("form_phone", "081398765432", "siti@example.com"):
        with pytest.raises(InvalidValueError):
            like(events.TellOwner, ready(), to=to)
    assert "at" not in {field.name for field in attrs.fields(events.TellOwner)}


def test_10_nothing_is_told_before_the_form_is_sent() -> None:
    assert no_step(draft(), sample(events.TellOwner, draft()))


def test_10_a_notice_serves_one_card() -> None:
    request = walk(in_state(State.ACTIVATING), events.FailActivation, events.MakeReady)
    assert codes(request, sample(events.Collect, request)) == [C.COLLECT_OWNER_NOT_TOLD]


NONE: Final = {"to": "registered_contact", "outcome": "none_on_record"}
OLD: Final = {"to": "old_number", "outcome": "unreachable", "means": "call"}
REACHED: Final = {"to": "registered_contact", "outcome": "delivered", "means": "sms"}


@pytest.mark.parametrize(
    ("tellings", "enough"),
    [
        ([(0, NONE)], {"ARTICLE": False, "STRICT": False}),
        ([(0, OLD)], {"ARTICLE": True, "STRICT": False}),
        ([(0, REACHED)], {"ARTICLE": True, "STRICT": False}),
        ([(0, OLD), (0, REACHED)], {"ARTICLE": True, "STRICT": True}),
        ([(0, REACHED), (0, OLD)], {"ARTICLE": True, "STRICT": True}),
        ([(0, OLD), (0, NONE)], {"ARTICLE": True, "STRICT": False}),
        ([(0, OLD), (0, NONE), (359, OLD)], {"ARTICLE": True, "STRICT": False}),
        ([(0, OLD), (0, NONE), (360, OLD)], {"ARTICLE": True, "STRICT": True}),
        ([(0, OLD), (360, OLD)], {"ARTICLE": True, "STRICT": False}),
        ([(0, OLD), (200, OLD), (400, OLD), (400, NONE)], {"ARTICLE": True, "STRICT": True}),
        ([(0, OLD), (0, NONE), (0, REACHED)], {"ARTICLE": True, "STRICT": True}),
    ],
)
def test_10_how_often_the_owner_is_told(tellings: list[tuple[int, dict[str, str]]], enough: dict[str, bool]) -> None:
    for policy in (ARTICLE, STRICT):
        request = ready(policy)
        request = walk(request, events.Hold, events.Release)
        start = next_moment(request)
        for number, (minutes, told_) in enumerate(tellings):
            event = like(events.TellOwner, request, id=f"t{number}", **told_)
            request = lifecycle.apply(request, event, now=start + timedelta(minutes=minutes))
        missing = [] if enough[policy.name] else [C.COLLECT_OWNER_NOT_TOLD]
        assert codes(request, sample(events.Collect, request)) == missing


def test_10_under_the_strict_policy_a_person_tells_nobody() -> None:
    request = walk(draft(), events.Submit, policy=STRICT)
    for actor in (REVIEWER, ANALYST):
        assert codes(request, like(events.TellOwner, request, by=actor)) == [C.DUTY_MACHINES_ONLY]
    for name in ("robot", "staff-1"):
        poser = like(events.TellOwner, request, by=Actor(Role.NETWORK, name))
        assert codes(request, poser) == [C.ACTOR_NOT_A_MACHINE]


def test_10_the_window_of_the_strict_policy_runs_from_the_telling_that_made_it_enough() -> None:
    request = walk(draft(), events.Submit, events.CompareRecord, policy=STRICT)
    for hours, said in ((1, OLD), (2, NONE), (9, OLD)):
        event = like(events.TellOwner, request, id=f"t{hours}", **said)
        request = lifecycle.apply(request, event, now=MONDAY + hours * HOUR)
    request = walk(request, events.Approve, events.MakeReady, events.Collect, events.AcceptCard)
    order = sample(events.OrderActivation, request)
    assert codes(request, order, MONDAY + 33 * HOUR - timedelta(seconds=1)) == [C.ORDER_OBJECTION_WINDOW]
    assert codes(request, order, MONDAY + 33 * HOUR) == []


# ---- 11. Papers


def proxied(**changes: Any) -> ReplacementRequest:
    return ready(collection="by_proxy", **changes)


def test_11_no_proxy_comes_where_the_owner_would_come() -> None:
    request = ready()
    assert codes(request, by_proxy(request)) == [C.PROXY_NOT_CHOSEN]
    # Nor does one pass as the applicant, with the papers of a proxy in the other hand.
    assert codes(request, by_proxy(request, visitor=SITI)) == [C.COLLECT_VISITOR_UNCLEAR]
    chosen = told(request, like(events.ChangeCollection, request, method="by_proxy"))
    assert codes(chosen, by_proxy(chosen)) == []
    back = told(chosen, like(events.ChangeCollection, chosen, id="back", method="in_person"))
    assert codes(back, by_proxy(back)) == [C.PROXY_NOT_CHOSEN]


TODAY: Final = MONDAY.date()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (letter(signed_on=date(2001, 1, 1), valid_until=None), C.LETTER_TOO_OLD),
        (letter(signed_on=date(2001, 1, 1)), C.LETTER_TOO_OLD),
        (letter(principal="Siti"), C.LETTER_OTHER_PRINCIPAL),
        (letter(principal="Aminah"), C.LETTER_OTHER_PRINCIPAL),
        (letter(principal="Siti Aminah Karto"), C.LETTER_OTHER_PRINCIPAL),
        (letter(principal="Dewi Lestari"), C.LETTER_OTHER_PRINCIPAL),
        (letter(msisdn="081234567891"), C.LETTER_OTHER_NUMBER),
        (letter(signed_on=TODAY + DAY), C.LETTER_NOT_YET_SIGNED),
        (letter(signed_on=TODAY - DAY, valid_until=TODAY - DAY), C.LETTER_EXPIRED),
        (letter(proxy="Agus Salim"), C.LETTER_OTHER_PROXY),
        (letter(proxy_document=paper("ktp", "3174071203910009")), C.PROXY_DOCUMENT_DIFFERS),
        (letter(proxy_document=paper("passport", "X7654321")), C.PROXY_DOCUMENT_DIFFERS),
        (None, C.COLLECT_LETTER_MISSING),
    ],
)
def test_11_a_letter_is_for_this_proxy_principal_number_and_day(said: Any, code: IssueCode) -> None:
    request = proxied()
    assert codes(request, by_proxy(request)) == []
    assert codes(request, by_proxy(request, letter=said)) == [code]


BUDIS_PASSPORT: Final = paper("passport", "B7654321", holder_name="Budi Santoso", expires_on=TODAY)


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        (BUDIS_PASSPORT, None),
        (evolve(BUDIS_PASSPORT, expires_on=TODAY - DAY), C.PROXY_DOCUMENT_EXPIRED),
        (evolve(BUDIS_PASSPORT, holder_name=None), C.LETTER_OTHER_PROXY),
        (evolve(BUDIS_PASSPORT, holder_name="Agus Salim"), C.LETTER_OTHER_PROXY),
        (evolve(BUDIS_PASSPORT, issuing_country="AUS"), C.PROXY_DOCUMENT_DIFFERS),
        (None, C.PROXY_DOCUMENT_MISSING),
    ],
)
def test_11_a_proxy_shows_a_paper_of_their_own_that_still_holds(shown: Any, code: IssueCode | None) -> None:
    request = proxied()
    visit = by_proxy(request, letter=letter(proxy_document=BUDIS_PASSPORT), proxy_id_seen=shown)
    assert codes(request, visit) == ([] if code is None else [code])


@pytest.mark.parametrize(
    ("kind", "found"),
    [("ktp", []), ("digital_ktp", []), ("ktp_replacement_letter", [C.PROXY_DOCUMENT_EXPIRED])],
)
def test_11_the_card_of_a_proxy_is_for_life_whatever_end_it_shows(kind: str, found: list[IssueCode]) -> None:
    shown = paper(kind, PROXY_KTP.number.reveal(), holder_name="Budi Santoso", expires_on=TODAY - DAY)
    request = proxied()
    visit = by_proxy(request, letter=letter(proxy_document=shown), proxy_id_seen=shown)
    assert codes(request, visit) == found


def test_11_nobody_is_their_own_proxy() -> None:
    request = proxied()
    own = letter(proxy="Siti Aminah", proxy_document=KTP)
    assert codes(request, by_proxy(request, letter=own, proxy_id_seen=KTP)) == [C.PROXY_DOCUMENT_DIFFERS]


@pytest.mark.parametrize(
    ("reviewed", "principal", "found"),
    [
        ("Siti Amina", "Siti Amina", []),
        ("Siti Amina", "Siti Aminah", []),
        ("Siti Amina", "Siti Amin", [C.LETTER_OTHER_PRINCIPAL]),
        (None, "Siti Aminah", []),
        (None, "Siti Amina", [C.LETTER_OTHER_PRINCIPAL]),
        # Who is named on a paper that nobody has compared is nobody.
        ("Siti Aminah", "Dewi Lestari", [C.LETTER_OTHER_PRINCIPAL]),
    ],
)
def test_11_a_letter_bears_the_name_of_the_form_or_of_the_paper_that_was_compared(
    reviewed: str | None, principal: str, found: list[IssueCode]
) -> None:
    held = evolve(KTP, holder_name=reviewed)
    request = proxied(applicant=applicant(documents=(held, evolve(LICENSE, holder_name="Dewi Lestari"))))
    shown = evolve(KTP, holder_name=reviewed or "Siti Aminah")
    assert codes(request, by_proxy(request, id_seen=shown, letter=letter(principal=principal))) == found


FAMILY_CARD: Final = paper("family_card", KK, holder_name="Budi Santoso")
HEADS_KTP: Final = paper("ktp", HEAD.nik.reveal(), holder_name="Budi Santoso")
MOTHERS_KTP: Final = paper("ktp", "3174074101750003", holder_name="Ani Santoso")


def child(*documents: Any, **changes: Any) -> Any:
    plain = {"full_name": "Putri Santoso", "born_on": date(2015, 3, 4), "head_of_family": HEAD}
    return applicant(**{**plain, "documents": documents or (FAMILY_CARD,), **changes})


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        (HEADS_KTP, None),
        (None, C.COLLECT_HEAD_OF_FAMILY_MISSING),
        (MOTHERS_KTP, C.COLLECT_HEAD_OF_FAMILY_MISSING),
        (evolve(HEADS_KTP, holder_name=None), C.COLLECT_HEAD_OF_FAMILY_MISSING),
        (evolve(HEADS_KTP, holder_name="Agus Salim"), C.COLLECT_HEAD_OF_FAMILY_MISSING),
    ],
)
@pytest.mark.parametrize("role", [Role.APPLICANT, Role.PROXY])
def test_11_a_family_card_names_a_household_and_only_its_head_stands_for_the_child(
    role: Role, shown: Any, code: IssueCode | None
) -> None:
    request = ready(applicant=child())
    visit = like(events.Collect, request, visitor=Actor(role, "parent-1"), id_seen=FAMILY_CARD, proxy_id_seen=shown)
    refused = codes(request, visit)
    assert (refused == []) if code is None else (code in refused)


def test_11_another_household_brings_another_card() -> None:
    request = ready(applicant=child())
    other = paper("family_card", "3174071203090015")
    visit = like(events.Collect, request, id_seen=other, proxy_id_seen=HEADS_KTP)
    assert codes(request, visit) == [C.COLLECT_ORIGINAL_DIFFERS]


def test_11_a_child_that_has_grown_up_brings_a_document_of_its_own() -> None:
    """A family card is a child's paper: on the day of the visit they are seventeen."""
    policy = evolve(ARTICLE, collection_deadline=timedelta(days=900))
    born = TODAY.replace(year=TODAY.year - 17) + 30 * DAY
    request = ready(policy, applicant=child(born_on=born))
    visit = like(events.Collect, request, id_seen=FAMILY_CARD, proxy_id_seen=HEADS_KTP)
    assert codes(request, visit) == []
    assert codes(request, visit, MONDAY + 29 * DAY) == []
    assert C.COLLECT_ORIGINAL_DIFFERS in codes(request, visit, MONDAY + 30 * DAY)
    by_head = evolve(visit, visitor=Actor(Role.PROXY, "parent-1"))
    assert codes(request, by_head, MONDAY + 29 * DAY) == []
    assert C.COLLECT_LETTER_MISSING in codes(request, by_head, MONDAY + 30 * DAY)


def test_11_nobody_comes_as_the_head_of_the_family_of_somebody_who_is_grown_up() -> None:
    request = ready(applicant=applicant(head_of_family=HEAD))
    visit = like(events.Collect, request, visitor=Actor(Role.PROXY, "parent-1"), proxy_id_seen=HEADS_KTP)
    assert C.COLLECT_LETTER_MISSING in codes(request, visit)


@pytest.mark.parametrize(("day", "wanted"), [(1, True), (2, False)], ids=["a day before", "on the day"])
def test_11_until_a_child_is_seventeen_its_birth_date_is_compared_too(day: int, wanted: bool) -> None:
    """A family card alone says of nobody in the household which one they are."""
    born_on = TODAY.replace(year=TODAY.year - 17) + 2 * DAY
    request = walk(draft(applicant=child(born_on=born_on)), events.Submit)
    errors = lifecycle.decide(request, sample(events.Approve, request), now=MONDAY + day * DAY).errors
    assert any(issue.pointer == "/request/record/birth_date" for issue in errors) is wanted


# ---- 12. Prints of one card

BODY: Final = "896210000000000777"
FULL: Final = BODY + luhn_digit(BODY)
LONG: Final = FULL + luhn_digit(FULL)
WRONG: Final = BODY + str((int(FULL[-1]) + 3) % 10)
PRINTS: Final = (BODY, FULL, LONG, WRONG, FULL + "F", f"{FULL[:4]} {FULL[4:8]} {FULL[8:]}")
ALL_FLAGS: Final = evolve(ARTICLE, accepted_card_flags=[C.ICCID_LUHN, C.ICCID_NOT_INDONESIAN])


@pytest.mark.parametrize(("first", "second"), list(product(PRINTS, PRINTS)))
def test_12_a_card_is_used_once_however_it_is_printed(first: str, second: str) -> None:
    request = approved(ALL_FLAGS)
    request = told(request, like(events.MakeReady, request, iccid=first))
    void = walk(request, events.Collect, events.ReportFault)
    assert codes(void, like(events.ExchangeCard, void, iccid=second)) == [C.CARD_USED_BEFORE]
    back = walk(void, events.ReturnCard)
    assert codes(back, like(events.MakeReady, back, iccid=second)) == [C.CARD_USED_BEFORE]


@pytest.mark.parametrize(("old", "new"), list(product(PRINTS, PRINTS)))
def test_12_the_old_card_is_never_the_new_one(old: str, new: str) -> None:
    request = approved(ALL_FLAGS, old_iccid=old)
    assert codes(request, like(events.MakeReady, request, iccid=new)) == [C.CARD_IS_OLD_CARD]


def test_12_the_old_card_is_not_forgotten_by_another_form() -> None:
    request = walk(draft(old_iccid=FULL), events.Submit)
    request = answered(request, old_iccid=None)
    request = walk(request, events.CompareRecord, events.TellOwner, events.Approve)
    assert codes(request, like(events.MakeReady, request, iccid=FULL)) == [C.CARD_IS_OLD_CARD]


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
@pytest.mark.parametrize(("iccid", "code"), [(WRONG, "iccid.luhn"), ("890100000000000001", "iccid.not_indonesian")])
def test_12_a_doubtful_card_is_somebodys_decision_and_not_the_clerks(policy: Policy, iccid: str, code: str) -> None:
    request = approved(policy)
    refused = lifecycle.decide(request, like(events.MakeReady, request, iccid=iccid), now=next_moment(request)).errors
    assert [(issue.code, issue.params) for issue in refused] == [(C.CARD_FLAG_NOT_ACCEPTED, (("code", code),))]
    faulty = in_state(State.EXCHANGING, policy)
    assert codes(faulty, like(events.ExchangeCard, faulty, iccid=iccid)) == [C.CARD_FLAG_NOT_ACCEPTED]


ROW: Final = tuple(f"{BODY}{last}" + luhn_digit(f"{BODY}{last}") for last in range(3))
"""Three cards of one row, of twenty digits each, which differ in the nineteenth."""


@pytest.mark.parametrize("late", [ROW[1], ROW[1][:-1], ROW[1][:18]])
def test_12_a_neighbor_in_the_row_does_not_pass_for_the_ordered_card(late: str) -> None:
    request = told(approved(), like(events.MakeReady, approved(), iccid=ROW[0]))
    request = walk(request, events.Collect)
    wrong = like(events.AcceptCard, request, inspection=inspection(late))
    assert codes(request, wrong) == [C.INSPECTION_OTHER_CARD]
    request = walk(request, events.AcceptCard)
    assert codes(request, like(events.OrderActivation, request, iccid=late)) == [C.ORDER_OTHER_CARD]
    request = walk(request, events.OrderActivation)
    assert told(request, like(events.Activate, request, iccid=late)).state is State.ON_HOLD
    assert told(request, like(events.Activate, request, iccid=ROW[0][:-1])).state is State.COMPLETED


def test_12_turning_a_neighbor_off_leaves_the_alarm_on() -> None:
    request = walk(in_state(State.ACCEPTED), events.Hold)
    request = told(request, like(events.Activate, request, iccid=ROW[1]))
    off = told(request, like(events.FailActivation, request, iccid=ROW[2]))
    assert off.card_is_live
    assert codes(off, sample(events.Release, off)) == [C.RELEASE_CARD_LIVE]
    really = told(off, like(events.FailActivation, off, id="really", iccid=ROW[1][:-1]))
    assert not really.card_is_live


# ---- 13. Deadlines were no gates


@pytest.mark.parametrize("years", [1, 5, 500])
def test_13_nothing_goes_on_years_later(years: int) -> None:
    late = MONDAY + years * 366 * DAY
    request = ready()
    assert C.DEADLINE_PASSED in codes(request, sample(events.Collect, request), late)
    assert codes(request, sample(events.Expire, request), late) == []
    inspected = in_state(State.INSPECTING)
    assert codes(inspected, sample(events.AcceptCard, inspected), late) == [C.VISIT_OVER]
    asked = in_state(State.INFORMATION_REQUESTED)
    assert C.DEADLINE_PASSED in codes(asked, sample(events.ProvideInformation, asked), late)
    assert C.DEADLINE_PASSED in codes(draft(), sample(events.Submit, draft()), late)


def test_13_a_visit_that_is_over_is_ended_by_a_machine_and_by_nobody_before() -> None:
    request = in_state(State.INSPECTING)
    began = standing(request).visit_began
    assert began is not None
    assert lifecycle.due_events(request, now=began + 4 * HOUR - timedelta(seconds=1)) == ()
    (due,) = lifecycle.due_events(request, now=began + 4 * HOUR)
    assert isinstance(due, events.ReturnCard)
    assert codes(request, due, began + HOUR) == [C.VISIT_NOT_OVER]
    assert lifecycle.apply(request, due, now=began + 4 * HOUR).state is State.READY_FOR_COLLECTION


def test_13_a_deadline_is_told_by_a_machine_that_the_policy_knows() -> None:
    for machines, name in ((("robot", "network", "system"), "robot"), (("deadline", "system", "network"), "deadline")):
        policy = evolve(ARTICLE, machines=machines)
        request = in_state(State.INSPECTING, policy)
        late = next_moment(request) + 5 * HOUR
        (due,) = lifecycle.due_events(request, now=late, policy=policy)
        assert due.by == Actor(Role.SYSTEM, name)
        assert lifecycle.apply(request, due, now=late).state is State.READY_FOR_COLLECTION


def test_13_with_no_visit_left_nothing_is_made_ready() -> None:
    policy = evolve(ARTICLE, max_visits=1)
    request = walk(in_state(State.EXCHANGING, policy), events.ReturnCard, policy=policy)
    assert set(codes(request, sample(events.MakeReady, request))) == {C.DEADLINE_PASSED, C.COLLECT_VISITS_USED_UP}
    assert [type(due) for due in lifecycle.due_events(request, now=next_moment(request))] == [events.Expire]
    # Before the last visit nobody loses an approved request, however long the operator takes.
    assert lifecycle.due_events(approved(), now=MONDAY + 9_999 * DAY) == ()
    nothing = like(events.Expire, approved())
    assert no_step(approved(), nothing)


# ---- 14. A stranger with a genuine KTP of their own


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_14_a_genuine_paper_proves_nothing_of_a_number_that_is_not_theirs(policy: Policy) -> None:
    own = paper("ktp", "3174074101900001", holder_name="Dewi Lestari")
    dewi = applicant(full_name="Dewi Lestari", born_on=date(1990, 1, 1), documents=(own,))
    request = walk(draft(applicant=dewi), events.Submit, events.TellOwner, policy=policy)
    assert request.state is State.IN_REVIEW
    nobody_compared = codes(request, sample(events.Approve, request))
    assert nobody_compared == ([C.APPROVE_FLAG_UNDECIDED] if policy is ARTICLE else [C.APPROVE_RECORD_NOT_COMPARED])
    differs = told(
        request, like(events.CompareRecord, request, matches=[events.RecordMatch("identity_number", "false")])
    )
    assert codes(differs, sample(events.Approve, differs)) == [C.APPROVE_FLAG_UNDECIDED]
    # Another detail does not stand in for the one that the policy names.
    other = told(request, like(events.CompareRecord, request, matches=[events.RecordMatch("name", "true")]))
    assert codes(other, sample(events.Approve, other)) == nobody_compared


# ---- 16. Moments, zones, and what else should not raise

NEW_YORK: Final = ZoneInfo("America/New_York")


def test_16_a_window_is_as_long_as_it_is_whatever_the_clocks_are_set_to() -> None:
    """One night leaves an hour out, and another has it twice."""
    policy = evolve(ARTICLE, objection_window=HOUR)
    for before, one_second, an_hour in (
        (
            datetime(2026, 3, 8, 1, 59, 59, tzinfo=NEW_YORK),
            datetime(2026, 3, 8, 3, 0, tzinfo=NEW_YORK),
            datetime(2026, 3, 8, 3, 59, 59, tzinfo=NEW_YORK),
        ),
        (
            datetime(2026, 11, 1, 1, 59, 59, tzinfo=NEW_YORK),
            datetime(2026, 11, 1, 1, 0, fold=1, tzinfo=NEW_YORK),
            datetime(2026, 11, 1, 1, 59, 59, fold=1, tzinfo=NEW_YORK),
        ),
    ):
        request = open_request(form(), id="r", now=before - 3 * DAY, salt=SALT)
        early: tuple[type[Event], ...] = (events.Submit, events.CompareRecord, events.Approve, events.MakeReady)
        late: tuple[type[Event], ...] = (events.TellOwner, events.Collect, events.AcceptCard)
        for kind in (*early, *late):
            now = before - 3 * DAY if kind in early else before
            request = lifecycle.apply(request, sample(kind, request), now=now, policy=policy)
        order = sample(events.OrderActivation, request)
        assert codes(request, order, one_second) == [C.ORDER_OBJECTION_WINDOW]
        assert codes(request, order, an_hour) == []
        assert codes(request, order, before.astimezone(UTC) + HOUR) == []


def test_16_the_past_is_asked_for_by_the_instant() -> None:
    start = datetime(2026, 11, 1, 0, 30, tzinfo=NEW_YORK)
    request = open_request(form(), id="r", now=start, salt=SALT)
    sent = sample(events.Submit, request)
    request = lifecycle.apply(request, sent, now=datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK))
    twice = datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=NEW_YORK)
    request = lifecycle.apply(request, sample(events.CompareRecord, request), now=twice)
    first_only = lifecycle.replay(request, until=datetime(2026, 11, 1, 1, 45, tzinfo=NEW_YORK))
    assert [len(first_only.history), len(lifecycle.replay(request, until=twice).history)] == [1, 2]
    assert lifecycle.replay(request, until=start).state is State.DRAFT
    assert lifecycle.replay(request, until=datetime.max.replace(tzinfo=timezone(-12 * HOUR))) == request
    assert lifecycle.replay(request, until=datetime.min.replace(tzinfo=timezone(12 * HOUR))).state is State.DRAFT


class Raising(tzinfo):
    """A zone of the host's own that raises, or answers what no zone answers."""

    def __init__(self, answer: object = None) -> None:
        self.answer = answer

    def utcoffset(self, _: datetime | None, /) -> Any:
        if self.answer is None:
            raise RuntimeError("3174075508950001")
        return self.answer

    def dst(self, _: datetime | None, /) -> timedelta | None:
        raise RuntimeError("3174075508950001")

    def tzname(self, _: datetime | None, /) -> str | None:
        raise RuntimeError("3174075508950001")


class Odd(datetime):
    """A moment of a kind of its own, which answers what it likes."""

    def utcoffset(self) -> timedelta | None:
        return timedelta(hours=-23)

    def astimezone(self, *_: Any, **__: Any) -> Any:
        raise RuntimeError("3174075508950001")

    def replace(self, *_: Any, **__: Any) -> Any:
        raise RuntimeError("3174075508950001")

    def isoformat(self, *_: Any, **__: Any) -> str:
        raise RuntimeError("3174075508950001")


MOMENTS: Final = (
    datetime.min.replace(tzinfo=UTC),
    datetime.max.replace(tzinfo=UTC),
    datetime.min.replace(tzinfo=timezone(23 * HOUR)),
    datetime.max.replace(tzinfo=timezone(-23 * HOUR)),
    datetime(1900, 1, 1, tzinfo=timezone(23 * HOUR)),
    datetime(8000, 12, 31, 23, 59, tzinfo=timezone(-23 * HOUR)),
    datetime(2026, 9, 7, 12, tzinfo=Raising()),
    datetime(2026, 9, 7, 12, tzinfo=Raising(5)),
    datetime(2026, 9, 7, 12, tzinfo=Raising(timedelta(days=3))),
    datetime(2026, 9, 7, 12),
    Odd(2026, 9, 7, 12, tzinfo=WIB),
    Odd(2026, 9, 7, 12, tzinfo=Raising()),
)


def _said(ask: Any) -> list[str]:
    """What is said where it is refused in our own way; anything else that is raised fails the test."""
    try:
        ask()
    except SimReplaceError as error:
        return [str(error), repr(error)]
    return []


@pytest.mark.parametrize("state", WAY_TO)
@pytest.mark.parametrize("place", range(len(MOMENTS)))
def test_16_no_moment_raises_anything_but_our_own(state: State, place: int) -> None:
    request, moment = in_state(state), MOMENTS[place]
    for ask in (
        lambda: lifecycle.due_events(request, now=moment),
        lambda: lifecycle.available_events(request, now=moment),
        lambda: lifecycle.replay(request, until=moment),
        lambda: open_request(form(), id="r", now=moment, salt=SALT),
        *(lambda kind=kind: lifecycle.decide(request, sample(kind, request), now=moment) for kind in events.EVENTS),
    ):
        assert "3174075508950001" not in "".join(_said(ask))


def test_16_a_moment_that_lies_of_itself_is_taken_for_what_it_holds() -> None:
    moment = Odd(2026, 9, 7, 12, tzinfo=WIB)
    request = lifecycle.apply(draft(), sample(events.Submit, draft()), now=moment)
    assert type(request.updated_at) is datetime
    assert request.updated_at == datetime(2026, 9, 7, 12, tzinfo=WIB)
    assert lifecycle.verify(request) == ()


def test_16_an_event_of_a_kind_of_ones_own_is_none() -> None:
    class Waved(events.Approve):
        """Not one of ours."""

    request = in_state(State.IN_REVIEW)
    plain = sample(events.Approve, request)
    assert isinstance(plain, events.Approve)
    for event in (Waved(id="w", by=REVIEWER, evidence=plain.evidence), events.Event(id="w", by=REVIEWER)):
        with pytest.raises(InvalidValueError) as refused:
            lifecycle.decide(request, event, now=next_moment(request))
        assert [issue.pointer for issue in refused.value.issues] == ["/event"]
        with pytest.raises(InvalidValueError):
            evolve(request.history[-1], event=event)


class Sneaky(str):
    """A text that says that it equals everything."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return True

    def __str__(self) -> str:
        raise RuntimeError("3174075508950001")

    def lower(self) -> str:
        return "system"


def test_16_a_text_that_lies_of_itself_is_taken_for_what_it_holds() -> None:
    for text in (Actor(Role.REVIEWER, Sneaky("Staff-1")).id, like(events.Hold, draft(), id=Sneaky("E-1")).id):
        assert type(text) is str
        assert text in {"staff-1", "e-1"}
    note = like(events.Hold, draft(), note=Sneaky("hello")).note
    assert type(note) is str
    assert type(events.RecordMatch(Sneaky("name"), events.Match.TRUE).detail) is str
    assert type(events.Answer(Sneaky("born_on")).item) is str
    outlet = like(events.MakeReady, approved(), outlet=Sneaky("Outlet Bandung"))
    asked = approved(outlet="Outlet Surabaya")
    assert codes(asked, evolve(outlet, id="m")) == [C.READY_OTHER_OUTLET]


@pytest.mark.parametrize(
    "huge", [10**5000, -1, True, 50, 2**63], ids=["huge", "negative", "a truth", "past the end", "long"]
)
def test_16_a_place_is_a_small_number(huge: int) -> None:
    with pytest.raises(InvalidValueError):
        like(events.CompareRecord, draft(), document=huge)


BIRTHS: Final = (date.min, date(1, 2, 28), date(1900, 2, 28), date(2026, 9, 7), date(9999, 12, 31))


@pytest.mark.parametrize("born", BIRTHS, ids=str)
@pytest.mark.parametrize("now", [datetime(1900, 1, 2, tzinfo=UTC), MONDAY, datetime(8000, 12, 30, tzinfo=UTC)], ids=str)
def test_16_no_day_of_a_form_raises(born: date, now: datetime) -> None:
    papers = (
        passport(issued_on=born if born < date(9999, 1, 1) else None, expires_on=date.max, mrz=None),
        paper("kitap", issued_on=date.min, expires_on=date.max),
    )
    told_ = form(applicant=applicant(born_on=born, documents=papers, nationality="AUS"))
    request = open_request(told_, id="r", now=now, salt=SALT)
    for policy in POLICIES:
        decided = lifecycle.decide(request, sample(events.Submit, draft()), now=now, policy=policy)
        sent = evolve(sample(events.Submit, draft()), form=told_)
        decided = lifecycle.decide(request, sent, now=now, policy=policy)
        assert decided.target is State.IN_REVIEW


STEPS: Final = [step for state in WAY_TO for step in in_state(state).history]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(STEPS), max_size=8), st.sampled_from(State), st.booleans(), st.sampled_from(events.EVENTS)
)
def test_16_no_history_raises_anything_but_our_own(
    steps: list[Any], state: State, is_draft: bool, kind: type[Event]
) -> None:
    try:
        request = evolve(draft(), draft=form() if is_draft else None, state=state, history=tuple(steps))
    except InvalidValueError:
        return
    now = MONDAY + DAY
    for ask in (
        lambda: lifecycle.verify(request),
        lambda: lifecycle.replay(request),
        lambda: lifecycle.what_if([request], policy=STRICT),
        lambda: lifecycle.available_events(request, now=now),
        lambda: lifecycle.due_events(request, now=now),
        lambda: (
            request.card,
            request.card_is_live,
            request.outlet,
            request.collection,
            request.policy,
            request.revision,
        ),
        lambda: lifecycle.decide(request, sample(kind, in_state(State.ACTIVATING)), now=now),
    ):
        _said(ask)


def test_16_a_pointer_that_leads_nowhere_raises_nothing() -> None:
    """A history of another making may hold any pointer; it is looked up for what stands, and leads nowhere."""
    request = walk(draft(applicant=FLAGGED), events.Submit, events.CompareRecord)
    for pointer in ("/applicant/documents/\u00b2/number", "/applicant/documents/99999999999999999999", "//", "x", ""):
        decided = like(events.DecideFlag, request, pointer=pointer)
        assert codes(request, decided) == [C.DECIDE_NO_SUCH_FLAG]
        made = evolve(request.history[-1], event=decided)
        forged = evolve(request, history=(*request.history, made))
        forged = walk(forged, events.RequestInformation)
        anew = like(events.ProvideInformation, forged, form=form(applicant=FLAGGED, remarks="x"))
        later = told(forged, anew)
        assert codes(later, like(events.DecideFlag, later, id="d", pointer=pointer, code=C.NIK_BIRTH_DATE_DIFFERS)) == [
            C.DECIDE_NO_SUCH_FLAG
        ]


# ---- 17. How far a change can be trusted


def trust(request: ReplacementRequest) -> str:
    from simreplace import sim_change_signal

    found = sim_change_signal(request, now=request.updated_at + timedelta(minutes=1)).trust
    return "none" if found is None else found.value


def test_17_after_an_exchange_a_fault_or_a_failed_look_the_trust_is_not_high() -> None:
    ways: tuple[tuple[type[Event], ...], ...] = (
        (events.FailIdentity, events.Collect, events.AcceptCard),
        (events.Collect, events.ReportFault, events.ExchangeCard, events.AcceptCard),
        (events.Hold, events.Release, events.TellOwner, events.Collect, events.AcceptCard),
        (events.RaiseObjection, events.Release, events.TellOwner, events.Collect, events.AcceptCard),
    )
    for way in ways:
        done = walk(ready(), *way, events.OrderActivation, events.Activate)
        assert done.state is State.COMPLETED
        assert trust(done) != "high", way


def test_17_a_card_that_went_live_otherwise_is_not_trusted() -> None:
    request = walk(in_state(State.ACCEPTED), events.Hold)
    live = told(request, like(events.Activate, request, iccid=CARDS[44]))
    assert trust(live) != "high"
    for kind in (events.ConfirmFraud, events.CloseUnresolved):
        assert trust(walk(live, kind)) != "high"


# ---- Neighbors of the seventeen: an outsider who makes a child of the owner, late and short words of the network


@pytest.mark.parametrize(
    ("policy", "code"),
    [
        (ARTICLE, C.APPROVE_FLAG_UNDECIDED),
        (BRTI_2020, C.APPROVE_RECORD_NOT_COMPARED),
        (STRICT, C.APPROVE_RECORD_NOT_COMPARED),
    ],
    ids=["ARTICLE", "BRTI_2020", "STRICT"],
)
def test_the_owner_made_a_child_is_found_by_the_birth_date_of_the_record(policy: Policy, code: IssueCode) -> None:
    """A stranger as the head of family needs only the number of the owner's family card, and their own genuine KTP."""
    made_young = draft(applicant=child(full_name="Siti Aminah"))
    number_alone = like(events.CompareRecord, made_young, matches=[events.RecordMatch("identity_number", "true")])
    sent = tell(walk(made_young, events.Submit, policy=policy), number_alone, policy)
    sent = walk(sent, events.TellOwner, events.TellOwner, policy=policy)
    found = lifecycle.decide(sent, sample(events.Approve, sent), now=next_moment(sent)).errors
    assert [(issue.code, issue.pointer.rsplit("/", 1)[-1]) for issue in found] == [(code, "birth_date")]
    asked = like(events.CompareRecord, sent, matches=[events.RecordMatch("birth_date", "false")])
    assert C.APPROVE_FLAG_UNDECIDED in codes(told(sent, asked), sample(events.Approve, sent))
    assert lifecycle.decide(
        told(sent, evolve(asked, matches=[events.RecordMatch("birth_date", "true")])),
        sample(events.Approve, sent),
        now=next_moment(sent) + timedelta(minutes=5),
    ).allowed


def test_a_child_whose_own_nik_was_compared_needs_no_birth_date_of_the_record() -> None:
    card = paper("child_identity_card", "3174074403150001", holder_name="Putri Santoso")
    alone = [events.RecordMatch("identity_number", "true")]
    for document, papers, allowed in (
        (0, (card,), True),
        (0, (FAMILY_CARD, card), False),
        (1, (FAMILY_CARD, card), True),
    ):
        request = walk(draft(applicant=child(*papers)), events.Submit)
        request = told(request, like(events.CompareRecord, request, matches=alone, document=document))
        request = walk(request, events.TellOwner, events.TellOwner)
        errors = lifecycle.decide(request, sample(events.Approve, request), now=next_moment(request)).errors
        assert any(issue.pointer == "/request/record/birth_date" for issue in errors) is not allowed


@pytest.mark.parametrize(
    "shown",
    [
        paper("child_identity_card", HEAD.nik.reveal(), holder_name="Budi Santoso"),
        paper(
            "ktp_replacement_letter",
            HEAD.nik.reveal(),
            holder_name="Budi Santoso",
            issued_on=TODAY - 90 * DAY,
            expires_on=TODAY - DAY,
        ),
    ],
    ids=["the card of a child", "a paper that has run out"],
)
def test_the_head_of_family_shows_what_a_proxy_would_show(shown: Any) -> None:
    visit = like(events.Collect, ready(applicant=child()), id_seen=FAMILY_CARD, proxy_id_seen=shown)
    assert C.COLLECT_HEAD_OF_FAMILY_MISSING in codes(ready(applicant=child()), visit)


def test_a_late_word_on_another_card_says_nothing_about_the_old_one() -> None:
    request = in_state(State.ACTIVATING)
    for off_then, off_late, done in ((False, True, False), (True, False, True)):
        held = told(request, like(events.Hold, request))
        on = told(held, like(events.Activate, held, iccid=request.card, old_card_deactivated=off_then))
        late = told(on, like(events.FailActivation, on, iccid=CARDS[40], old_card_deactivated=off_late))
        release = like(events.Release, late)
        assert (codes(late, release) == []) is done
        assert not done or told(late, release).state is State.COMPLETED


def test_the_next_card_of_the_row_in_a_short_print_does_not_turn_off_this_one() -> None:
    """Cards follow each other, and some networks leave out the check digit: the last digit told is then the card's."""
    body = "8962100000000000"
    one, other = (f"{body}{number}" for number in ("121", "122"))
    made = in_state(State.APPROVED)
    made = told(made, like(events.MakeReady, made, iccid=one + luhn_digit(one)))
    request = told(made, like(events.ChangeCollection, made, method="in_person", outlet="Outlet Bandung"))
    on = told(request, like(events.Activate, request, iccid=one))
    assert on.card_is_live
    for print_ in (other, other + luhn_digit(other)):
        late = told(on, like(events.FailActivation, on, iccid=print_))
        assert late.card_is_live
        assert C.RELEASE_CARD_LIVE in codes(late, like(events.Release, late))
    for print_ in (one, one + luhn_digit(one)):
        assert not told(on, like(events.FailActivation, on, iccid=print_)).card_is_live
    both = told(on, like(events.Activate, on, iccid=other))
    assert told(both, like(events.FailActivation, both, iccid=other)).card_is_live


def test_a_name_that_the_paper_spells_in_its_own_way_was_decided_and_is_no_hindrance_at_the_counter() -> None:
    spelled = evolve(KTP, holder_name="Siti Amina")
    request = ready(applicant=applicant(documents=[spelled]))
    assert codes(request, like(events.Collect, request, id_seen=spelled)) == []
    other = like(events.Collect, request, id_seen=evolve(spelled, holder_name="Dewi Lestari"))
    assert codes(request, other) == [C.COLLECT_HOLDER_DIFFERS]


def test_of_two_papers_with_one_number_each_is_held_against_itself() -> None:
    spelled = paper("digital_ktp", NIK, holder_name="Siti Amina")
    for papers in ((KTP, spelled), (spelled, KTP)):
        request = ready(applicant=applicant(documents=papers))
        for shown in papers:
            assert codes(request, like(events.Collect, request, id_seen=shown)) == []
            stranger = evolve(shown, holder_name="Dewi Lestari")
            assert codes(request, like(events.Collect, request, id_seen=stranger)) == [C.COLLECT_HOLDER_DIFFERS]


@pytest.mark.parametrize(
    ("pointer", "code", "before", "after"),
    [
        (
            "/applicant/documents/0/holder_name",
            C.DOCUMENT_HOLDER_DIFFERS,
            {"documents": [evolve(KTP, holder_name="Dewi Lestari")]},
            {"documents": [evolve(KTP, holder_name="LESTARI DEWI")]},
        ),
        (
            "/applicant/documents",
            C.DOCUMENT_NIKS_DIFFER,
            {"documents": [KTP, paper("digital_ktp", "3174075508950002", holder_name="Siti Aminah")]},
            {
                "documents": [
                    evolve(KTP, issued_on=date(2020, 1, 2)),
                    paper("digital_ktp", "3174075508950002", holder_name="Siti Aminah", issued_on=date(2020, 1, 2)),
                ]
            },
        ),
    ],
    ids=["a name in capitals", "one more field"],
)
def test_a_no_stands_although_the_same_thing_is_written_otherwise(
    pointer: str, code: IssueCode, before: dict[str, Any], after: dict[str, Any]
) -> None:
    request = walk(draft(applicant=applicant(**before)), events.Submit)
    no = like(events.DecideFlag, request, code=code, pointer=pointer, accepted=False)
    request = walk(told(request, no), events.RequestInformation)
    again = form(applicant=applicant(**after))
    request = told(request, like(events.ProvideInformation, request, form=again, acknowledged=flags_of(again)))
    yes = like(events.DecideFlag, request, by=REVIEWER, code=code, pointer=pointer, accepted=True)
    assert codes(request, yes) == [C.DECIDE_BY_SUPERVISOR]


def test_an_answer_is_no_identity_document() -> None:
    bare = form(applicant=applicant(documents=()))
    request = walk(draft(), events.Submit)
    request = told(request, like(events.RequestInformation, request, papers=["identity_document"]))
    sent = like(
        events.ProvideInformation,
        request,
        form=bare,
        answers=[events.Answer("identity_document")],
        acknowledged=flags_of(bare),
    )
    assert C.PAPERS_MISSING in codes(request, sent)


def test_17_a_history_from_which_the_objection_was_cut_out_is_not_trusted() -> None:
    way = (events.RaiseObjection, events.Release, events.TellOwner, events.Collect, events.AcceptCard)
    done = walk(ready(), *way, events.OrderActivation, events.Activate)
    gone = (events.RaiseObjection, events.Release)
    cut = evolve(done, history=tuple(step for step in done.history if not isinstance(step.event, gone)))
    assert trust(cut) == "low"
