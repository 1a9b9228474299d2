"""The table against the same table written by hand: who may do what, from where, to where, under which gates.

The other tests ask the table for their examples, so only this one can see a row that is wrong in itself.
"""

from collections import Counter
from itertools import combinations, product
from typing import Any

import attrs
import pytest

from journey import (
    ACTORS,
    CARDS,
    COUNTER,
    NETWORK,
    OUTLET,
    draft,
    in_state,
    moment_for,
    next_moment,
    sample,
    tell,
    walk,
)
from simreplace import (
    ARTICLE,
    Actor,
    IssueCode,
    ReplacementRequest,
    Role,
    State,
    events,
    lifecycle,
)
from simreplace.lifecycle import rows_from
from simreplace.lifecycle.case import Case
from simreplace.lifecycle.request import standing
from simreplace.values.cards import Iccid

BY_HAND = """
draft                 Submit              in_review              applicant intake_clerk
in_review             CompareRecord       in_review              system reviewer
in_review             DecideFlag          in_review              reviewer fraud_analyst supervisor
in_review             RequestInformation  information_requested  reviewer
information_requested ProvideInformation  in_review              applicant intake_clerk
in_review             Approve             approved               reviewer
in_review             Reject              rejected               reviewer
approved              Reject              rejected               supervisor
ready_for_collection  Reject              rejected               supervisor
approved              MakeReady           ready_for_collection   counter_clerk system
approved              ChangeCollection    approved               applicant intake_clerk
ready_for_collection  ChangeCollection    ready_for_collection   applicant intake_clerk
ready_for_collection  ChangeCollection    approved               applicant intake_clerk
ready_for_collection  Collect             inspecting             counter_clerk
ready_for_collection  FailIdentity        ready_for_collection   counter_clerk
ready_for_collection  FailIdentity        on_hold                counter_clerk
inspecting            AcceptCard          accepted               applicant proxy
inspecting            ReportFault         exchanging             applicant proxy counter_clerk
exchanging            ExchangeCard        inspecting             counter_clerk
inspecting            ReturnCard          ready_for_collection   counter_clerk system
exchanging            ReturnCard          approved               counter_clerk system
accepted              ReturnCard          approved               counter_clerk
accepted              OrderActivation     activating             system network
activating            Activate            completed              network
activating            FailActivation      approved               network
on_hold               ConfirmFraud        failed                 fraud_analyst
on_hold               CloseUnresolved     rejected               supervisor
approved              Expire              expired                system
"""
UNDER_WAY = (
    "in_review", "information_requested", "on_hold", "approved", "ready_for_collection", "inspecting", "exchanging",
    "accepted", "activating",
)  # fmt: skip
WITH_CARD = UNDER_WAY[2:]
FINAL = ("completed", "rejected", "cancelled", "expired", "failed")
BACK = {
    "in_review": "in_review", "information_requested": "information_requested", "approved": "approved",
    "inspecting": "approved", "exchanging": "approved", "accepted": "approved", "activating": "approved",
}  # fmt: skip

Row = tuple[str, str, str, frozenset[str], str | None]


def by_hand() -> list[Row]:
    rows: list[Row] = []

    def add(source: str, event: str, target: str, roles: str, origin: str | None = None) -> None:
        rows.append((source, event, target, frozenset(roles.split()), origin))

    for line in BY_HAND.strip().splitlines():
        source, event, target, *roles = line.split()
        add(source, event, target, " ".join(roles))
    for source in UNDER_WAY:
        holders = "fraud_analyst reviewer intake_clerk counter_clerk supervisor system"
        add(source, "Hold", "on_hold", holders)
        add(source, "RaiseObjection", "on_hold", "registered_owner intake_clerk reviewer")
        if source != "activating":
            add(source, "TellOwner", source, "system network reviewer fraud_analyst")
        if source not in {"activating", "on_hold"}:
            add(source, "Cancel", "cancelled", "applicant intake_clerk")
    add("draft", "Cancel", "cancelled", "applicant intake_clerk")
    for source in ("draft", "information_requested", "ready_for_collection"):
        add(source, "Expire", "expired", "system")
    for source in WITH_CARD:
        add(source, "Activate", "on_hold", "network")
        add(source, "FailActivation", source, "network")
        if source not in {"approved", "exchanging"}:  # where no card is at hand
            add(source, "FailActivation", "on_hold", "network")
    for source in FINAL:
        add(source, "Activate", source, "network")
        add(source, "FailActivation", source, "network")
    for role in ("fraud_analyst", "supervisor"):
        for origin, back in BACK.items():
            add("on_hold", "Release", back, role, origin)
        add("on_hold", "Release", "ready_for_collection", role, "ready_for_collection")
        add("on_hold", "Release", "approved", role, "ready_for_collection")
        add("on_hold", "Release", "completed", role)
    return rows


def test_the_table_is_the_one_that_was_agreed() -> None:
    table: list[Row] = [
        (
            row.source.value,
            row.event.__name__,
            row.target.value,
            frozenset(role.value for role in row.roles),
            None if row.origin is None else row.origin.value,
        )
        for row in lifecycle.TRANSITIONS
    ]
    assert Counter(table) == Counter(by_hand())


GATES = """
Submit              form_is_complete form_has_no_error number_is_that_of_the_request somebody_can_be_reached flags_are_acknowledged method_is_offered no_other_request_is_open
CompareRecord       something_is_compared number_is_one_of_a_person compared_once
DecideFlag          flag_stands_undecided decision_has_a_reason
TellOwner           telling_makes_sense
RequestInformation  something_is_asked
ProvideInformation  everything_is_answered form_is_complete form_has_no_error number_is_that_of_the_request somebody_can_be_reached flags_are_acknowledged method_is_offered
Approve             form_still_holds evidence_is_there record_was_compared flags_are_accepted
Reject              reasons_are_given
MakeReady           card_is_fresh card_is_of_its_form outlet_is_the_chosen_one a_visit_is_left
ChangeCollection    new_method_is_offered
Collect             owner_is_told outlet_is_the_designated_one original_is_the_reviewed_one papers_are_brought a_look_is_left proxy_is_authorized
AcceptCard          it_is_the_visitor visit_is_not_over card_is_inspected
ReportFault         it_is_the_visitor a_defect_is_named
ExchangeCard        visit_is_not_over card_is_fresh card_is_of_its_form
OrderActivation     it_is_the_card_at_hand objection_window_is_over
ConfirmFraud        a_finding_is_given
CloseUnresolved     a_finding_is_given
Expire              deadline_has_passed
"""


def test_every_row_has_the_gates_that_were_agreed() -> None:
    wanted = {line.split()[0]: set(line.split()[1:]) for line in GATES.strip().splitlines()}
    for row in lifecycle.TRANSITIONS:
        gates = [gate.__name__ for gate in row.gates]
        assert len(gates) == len(set(gates))
        if row.event is events.ReturnCard:
            by_machine = Role.SYSTEM in row.roles
            assert gates == (["visit_is_over_for_a_machine"] if by_machine else [])
        elif row.event is events.Release:
            live = [] if row.target is State.COMPLETED else ["no_card_is_live"]
            assert gates == ["a_finding_is_given", *live]
        else:
            assert set(gates) == wanted.get(row.event.__name__, set())


def test_the_limits_count_what_was_agreed() -> None:
    limits = {
        (row.event, row.limit.counted, row.limit.field, row.limit.code) for row in lifecycle.TRANSITIONS if row.limit
    }
    assert limits == {
        (events.RequestInformation, "rounds", "max_information_rounds", IssueCode.INFORMATION_ROUNDS_USED_UP),
        (events.Collect, "visits", "max_visits", IssueCode.COLLECT_VISITS_USED_UP),
        (events.ExchangeCard, "exchanges", "max_exchanges", IssueCode.EXCHANGES_USED_UP),
        (events.Release, "releases", "max_releases", IssueCode.RELEASES_USED_UP),
        (events.TellOwner, "tellings", "max_tellings", IssueCode.TELLINGS_USED_UP),
        (events.ChangeCollection, "changes", "max_collection_changes", IssueCode.COLLECTION_CHANGES_USED_UP),
    }
    for row in lifecycle.TRANSITIONS:
        assert (row.limit is None) is (row.event not in {event for event, *_ in limits})


@pytest.mark.parametrize(
    ("kind", "field", "last"),
    [
        (events.RequestInformation, "max_information_rounds", (events.ProvideInformation,)),
        (events.Collect, "max_visits", (events.ReturnCard,)),
        (events.ExchangeCard, "max_exchanges", (events.ReportFault,)),
        (events.Release, "max_releases", (events.Hold,)),
        (events.TellOwner, "max_tellings", ()),
        (events.ChangeCollection, "max_collection_changes", ()),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
@pytest.mark.parametrize("most", [1, 2])
def test_a_limit_lets_as_many_through_as_it_says(
    kind: type[events.Event], field: str, last: tuple[type[events.Event], ...], most: int
) -> None:
    turned: dict[str, Any] = {field: most}
    policy = attrs.evolve(ARTICLE, **turned)
    starts = {
        events.RequestInformation: (events.Submit,),
        events.TellOwner: (events.Submit,),
        events.Release: (events.Submit, events.Hold),
        events.ChangeCollection: WAY_TO_APPROVED,
        events.Collect: (*WAY_TO_APPROVED, events.MakeReady),
        events.ExchangeCard: (*WAY_TO_APPROVED, events.MakeReady, events.Collect, events.ReportFault),
    }
    request = walk(draft(), *starts[kind], policy=policy)
    for _ in range(most):
        assert kind in lifecycle.available_events(request)
        request = walk(request, kind, *last, policy=policy)
    (limit,) = {row.limit for row in lifecycle.TRANSITIONS if row.event is kind}
    assert limit is not None
    found = lifecycle.decide(request, sample(kind, request), now=next_moment(request))
    assert (limit.code, "/request", (("limit", most),)) in {(it.code, it.pointer, it.params) for it in found.errors}
    assert kind not in lifecycle.available_events(request)


WAY_TO_APPROVED = (events.Submit, events.CompareRecord, events.TellOwner, events.TellOwner, events.Approve)


def before(row: lifecycle.Transition) -> ReplacementRequest:
    """A request from which this row leads on."""
    if row.event is events.Release:
        origin = row.origin or State.ACTIVATING
        request = walk(in_state(origin), events.Hold)
        if row.target is State.COMPLETED:
            request = walk(request, events.Activate)
        if (row.origin, row.target) == (State.READY_FOR_COLLECTION, State.APPROVED):
            request = walk(request, events.FailActivation)
        return walk(request, events.RaiseObjection) if Role.SUPERVISOR in row.roles else request
    if row.event is events.FailIdentity and row.target is State.ON_HOLD:
        return walk(in_state(row.source), *[events.FailIdentity] * (ARTICLE.max_identity_failures - 1))
    if row.event is events.Expire and row.source is State.APPROVED:
        request = in_state(State.READY_FOR_COLLECTION)
        for _ in range(ARTICLE.max_visits - 1):
            request = walk(request, events.Collect, events.ReturnCard)
        return walk(request, events.Collect, events.AcceptCard, events.ReturnCard)
    if row.event is events.CompareRecord:
        return walk(draft(), events.Submit)
    if row.event in events.NETWORK_FACTS:
        return _with_card(row.source)
    return in_state(row.source)


def _with_card(state: State) -> ReplacementRequest:
    ready = in_state(State.READY_FOR_COLLECTION)
    ways = {
        State.APPROVED: (events.Collect, events.AcceptCard, events.ReturnCard),
        State.ON_HOLD: (events.Hold,),
        State.REJECTED: (events.Reject,),
        State.CANCELLED: (events.Cancel,),
        State.EXPIRED: (events.Expire,),
        State.FAILED: (events.Hold, events.ConfirmFraud),
    }
    return walk(ready, *ways[state]) if state in ways else in_state(state)


def event_of(row: lifecycle.Transition, request: ReplacementRequest) -> events.Event:
    event = sample(row.event, request)
    if isinstance(event, events.ChangeCollection) and row.target is not row.source:
        return attrs.evolve(event, outlet="Outlet Bandung")
    if isinstance(event, events.Activate) and row.source is State.ACTIVATING and row.target is State.ON_HOLD:
        return attrs.evolve(event, old_card_deactivated=False)
    if isinstance(event, events.FailActivation) and row.source is not State.APPROVED:
        # Told of the card at hand by somebody who only says to be the network; or of a card that is not at hand.
        if row.source is State.ACTIVATING and row.target is State.ON_HOLD:
            return attrs.evolve(event, by=Actor(Role.NETWORK, "mallory"))
        if row.target is row.source:
            return attrs.evolve(event, iccid=CARDS[-1])
    return event


@pytest.mark.parametrize(
    "row",
    lifecycle.TRANSITIONS,
    ids=lambda row: f"{row.source}-{row.event.__name__}-{row.target}-{row.origin}-{min(row.roles)}",
)
def test_a_row_lets_its_roles_pass_and_no_other(row: lifecycle.Transition) -> None:
    request = before(row)
    assert request.state is row.source
    event, now = event_of(row, request), moment_for(row.event, request, ARTICLE)
    for role, actor in ACTORS.items():
        machine = role in {Role.SYSTEM, Role.NETWORK}
        who = {Role.APPLICANT: "customer-1", Role.PROXY: "customer-1", Role.REGISTERED_OWNER: "customer-1"}
        fresh = Actor(role, actor.id if machine else who.get(role, f"fresh-{role.value}"))
        told = attrs.evolve(event, by=event.by if row.event in events.NETWORK_FACTS and role is Role.NETWORK else fresh)
        if row.event is events.ReturnCard and machine:
            now = next_moment(request) + ARTICLE.visit_length
        if row.event is events.Reject and role is Role.REVIEWER and row.source is State.IN_REVIEW:
            told = attrs.evolve(told, by=event.by)
        decision = lifecycle.decide(request, told, now=now)
        if role not in row.roles:
            assert [issue.code for issue in decision.issues] == [IssueCode.EVENT_ROLE]
        # A proxy takes the card only where a proxy came for it, which has an example of its own.
        elif role is not Role.PROXY and row.event is not events.DecideFlag:
            assert decision.allowed, decision.errors
            assert decision.target is row.target
            assert decision.source is row.source


def test_no_two_rows_lead_on_at_once() -> None:
    keys = [(row.source, row.event, row.target, row.origin, row.roles, row.fits) for row in lifecycle.TRANSITIONS]
    assert len(keys) == len(set(keys))
    for one, other in combinations(lifecycle.TRANSITIONS, 2):
        if (one.source, one.event, one.origin) == (other.source, other.event, other.origin):
            assert one.when is not None or one.fits is not None, one


@pytest.mark.parametrize("known", [True, False], ids=["the network", "who says to be it"])
@pytest.mark.parametrize("kind", [events.Activate, events.FailActivation], ids=lambda kind: kind.__name__)
@pytest.mark.parametrize(
    "state",
    [
        State.READY_FOR_COLLECTION,
        State.INSPECTING,
        State.EXCHANGING,
        State.ACCEPTED,
        State.ACTIVATING,
        State.ON_HOLD,
        State.COMPLETED,
    ],
    ids=lambda state: state.value,
)
def test_whatever_the_network_tells_there_is_one_row_for_it(
    state: State, kind: type[events.Event], known: bool
) -> None:
    request = walk(in_state(State.ACTIVATING), events.Hold) if state is State.ON_HOLD else in_state(state)
    by = NETWORK if known else Actor(Role.NETWORK, "nobody-known")
    for iccid, off in product((CARDS[0], CARDS[44]), (True, False)):
        told: Any = sample(kind, request)
        event = attrs.evolve(told, by=by, iccid=iccid, old_card_deactivated=off)
        case = Case(standing=standing(request), event=event, now=next_moment(request), policy=ARTICLE)
        rows = [row for row in rows_from(case.standing, kind, ARTICLE) if row.fits is None or row.fits(case)]
        assert len(rows) == 1, rows


def test_every_event_stands_in_the_table() -> None:
    assert {row.event for row in lifecycle.TRANSITIONS} == set(events.EVENTS)


def test_that_there_is_no_answer_is_followed_by_an_answer_alone() -> None:
    request = walk(draft(), events.Submit)

    def asked(outcome: str, number: int) -> events.CompareRecord:
        plain = sample(events.CompareRecord, request)
        assert isinstance(plain, events.CompareRecord)
        return attrs.evolve(plain, id=f"asked-{number}", matches=[events.RecordMatch("identity_number", outcome)])

    request = tell(request, asked("not_available", 1))
    again = lifecycle.decide(request, asked("not_available", 2), now=next_moment(request))
    where = [(issue.code, issue.pointer) for issue in again.errors]
    assert where == [(IssueCode.COMPARE_DONE, "/event/matches/0")]
    assert tell(request, asked("true", 3)).state is State.IN_REVIEW


# The cards


@pytest.mark.parametrize(
    "state", [State.EXCHANGING, State.CANCELLED, State.FAILED, State.APPROVED], ids=lambda state: state.value
)
def test_no_card_is_at_hand_once_it_is_void(state: State) -> None:
    assert _with_card(state).card is None


def test_the_card_at_hand_is_the_one_that_was_put_there_last() -> None:
    assert in_state(State.READY_FOR_COLLECTION).card == Iccid.parse(CARDS[0])
    assert walk(in_state(State.EXCHANGING), events.ExchangeCard).card == Iccid.parse(CARDS[1])
    assert walk(in_state(State.ACTIVATING), events.FailActivation).card is None
    assert in_state(State.COMPLETED).card == Iccid.parse(CARDS[0])
    assert walk(in_state(State.INSPECTING), events.ReturnCard).card == Iccid.parse(CARDS[0])


def test_a_card_is_live_once_the_network_says_so_and_no_longer_than_it_does() -> None:
    done = in_state(State.COMPLETED)
    assert done.card_is_live
    assert not in_state(State.ACTIVATING).card_is_live
    off = tell(done, sample(events.FailActivation, done))
    assert (off.state, off.card_is_live) == (State.COMPLETED, False)


@pytest.mark.parametrize("kind", [events.Activate, events.FailActivation], ids=lambda kind: kind.__name__)
def test_who_only_says_to_be_the_network_alarms_but_neither_completes_nor_calms(kind: type[events.Event]) -> None:
    ordered = in_state(State.ACTIVATING)
    false_word = attrs.evolve(sample(kind, ordered), by=Actor(Role.NETWORK, "mallory"))
    held = tell(ordered, false_word)
    assert held.state is State.ON_HOLD
    lift = lifecycle.decide(held, sample(events.Release, held), now=next_moment(held))
    assert lift.allowed is (kind is events.FailActivation)
    assert lift.target is State.APPROVED
    # A live card stays live until the network itself says that it is off.
    live = tell(walk(ordered, events.Hold), sample(events.Activate, ordered))
    still = tell(live, attrs.evolve(sample(events.FailActivation, live), by=Actor(Role.NETWORK, "mallory")))
    assert still.card_is_live
    calm = tell(still, attrs.evolve(sample(events.FailActivation, live), id="true", by=NETWORK))
    assert not calm.card_is_live


def test_a_card_that_failed_once_is_void_even_if_the_network_turns_it_on_after_all() -> None:
    request = walk(in_state(State.ACTIVATING), events.Hold, events.FailActivation)
    turned_on = tell(request, sample(events.Activate, request))
    assert turned_on.card_is_live
    found = lifecycle.decide(turned_on, sample(events.Release, turned_on), now=next_moment(turned_on))
    assert [issue.code for issue in found.errors] == [IssueCode.RELEASE_CARD_LIVE]
    assert found.target is State.APPROVED


def test_every_print_of_a_void_card_is_void_and_its_neighbor_is_not() -> None:
    # 8962 1000 0000 0000 01 with its Luhn digit 0, without it, with another one, with more behind it; and the next card
    void = _with_card(State.APPROVED)
    assert CARDS[0] == "8962100000000000010"
    for text in (CARDS[0], CARDS[0][:-1], CARDS[0][:-1] + "3", CARDS[0] + "7", CARDS[0] + "F"):
        again = events.MakeReady(id="again", by=COUNTER, iccid=text, outlet=OUTLET)
        found = lifecycle.decide(void, again, now=next_moment(void)).errors
        assert IssueCode.CARD_USED_BEFORE in {issue.code for issue in found}
    assert lifecycle.decide(void, sample(events.MakeReady, void), now=next_moment(void)).allowed


# Words, presets, picture


def test_the_words_of_a_product_order_are_those_of_tmf622() -> None:
    assert {state.value: state.order_word for state in State} == {
        "draft": "draft",
        "in_review": "inProgress",
        "information_requested": "pending",
        "on_hold": "held",
        "approved": "inProgress.accepted",
        "ready_for_collection": "inProgress.accepted",
        "inspecting": "inProgress.accepted",
        "exchanging": "inProgress.accepted",
        "accepted": "inProgress.accepted",
        "activating": "inProgress.accepted",
        "completed": "completed",
        "rejected": "rejected",
        "cancelled": "cancelled",
        "expired": "cancelled",
        "failed": "failed",
    }
    assert {state for state in State if state.is_final} == {"completed", "rejected", "cancelled", "expired", "failed"}


def test_a_proxy_hands_nothing_out() -> None:
    for kind in (events.Collect, events.MakeReady, events.OrderActivation, events.Release, events.Approve):
        roles = {role for row in lifecycle.TRANSITIONS if row.event is kind for role in row.roles}
        assert not roles & {Role.PROXY, Role.APPLICANT, Role.REGISTERED_OWNER}


def test_the_diagram_shows_every_edge_once() -> None:
    wanted = {
        (row.source.value, row.target.value, row.event.__name__)
        for row in lifecycle.TRANSITIONS
        if not row.source.is_final
    }
    drawn = set()
    for line in lifecycle.diagram().splitlines():
        if "-->" in line and "[*]" not in line:
            edge, names = line.strip().split(": ")
            source, target = edge.split(" --> ")
            drawn |= {(source, target, name) for name in names.split(", ")}
    assert drawn == wanted
    dotted = lifecycle.diagram("dot")
    assert all(f"{source} -> {target} " in dotted for source, target, _ in wanted)
    assert [line.strip() for line in dotted.splitlines() if "start" in line] == [
        "start [shape=point]",
        "start -> draft",
    ]
