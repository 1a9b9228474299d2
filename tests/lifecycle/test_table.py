"""The table against the same table written by hand: who may do what, from where, to where.

The other tests ask the table for their examples, so only this one can see a row that is wrong in itself.
"""

import pytest

from builders import CARDS, in_state, walk
from simreplace import ARTICLE, BRTI_2020, IssueCode, Role, State, events, lifecycle
from simreplace.lifecycle import history
from simreplace.values.cards import Iccid

BY_HAND = """
draft                 Submit              in_review              applicant intake_clerk
in_review             RequestInformation  information_requested  reviewer
information_requested ProvideInformation  in_review              applicant intake_clerk
in_review             Approve             approved               reviewer
in_review             Reject              rejected               reviewer
approved              MakeReady           ready_for_collection   counter_clerk system
ready_for_collection  Collect             inspecting             counter_clerk
ready_for_collection  FailIdentity        ready_for_collection   counter_clerk
ready_for_collection  FailIdentity        on_hold                counter_clerk
inspecting            AcceptCard          activating             applicant proxy
inspecting            ReportFault         exchanging             applicant proxy counter_clerk
exchanging            ExchangeCard        inspecting             counter_clerk
inspecting            ReturnCard          ready_for_collection   counter_clerk
exchanging            ReturnCard          approved               counter_clerk
activating            Activate            completed              network
activating            FailActivation      exchanging             network
on_hold               ConfirmFraud        failed                 fraud_analyst
on_hold               CloseUnresolved     rejected               supervisor
"""
ORIGINS = {
    "in_review": "in_review",
    "information_requested": "information_requested",
    "approved": "approved",
    "ready_for_collection": "ready_for_collection",
    "inspecting": "ready_for_collection",
    "exchanging": "exchanging",
    "activating": "activating",
}
HOLDERS = "fraud_analyst reviewer intake_clerk counter_clerk system"
EXPIRING = ("draft", "information_requested", "ready_for_collection", "exchanging")
CANCELLABLE = (
    "draft",
    "in_review",
    "information_requested",
    "approved",
    "ready_for_collection",
    "inspecting",
    "exchanging",
)

Row = tuple[str, str, str, frozenset[str], str | None]


def by_hand() -> set[Row]:
    rows: set[Row] = set()
    for line in BY_HAND.strip().splitlines():
        source, event, target, *roles = line.split()
        rows.add((source, event, target, frozenset(roles), None))
    for origin, back in ORIGINS.items():
        rows.add((origin, "Hold", "on_hold", frozenset(HOLDERS.split()), None))
        rows.add((origin, "RaiseObjection", "on_hold", frozenset({"registered_owner", "intake_clerk"}), None))
        rows.add(("on_hold", "Release", back, frozenset({"fraud_analyst"}), origin))
    for source in CANCELLABLE:
        rows.add((source, "Cancel", "cancelled", frozenset({"applicant", "intake_clerk"}), None))
    for source in EXPIRING:
        rows.add((source, "Expire", "expired", frozenset({"system"}), None))
    return rows


def test_the_table_is_the_one_that_was_agreed() -> None:
    table: set[Row] = {
        (
            row.source.value,
            row.event.__name__,
            row.target.value,
            frozenset(role.value for role in row.roles),
            None if row.origin is None else row.origin.value,
        )
        for row in lifecycle.TRANSITIONS
    }
    assert table == by_hand()
    assert len(lifecycle.TRANSITIONS) == len(by_hand())


def test_the_limits_count_what_was_agreed() -> None:
    limits = {
        (row.event, row.limit.counted, row.limit.field, row.limit.code) for row in lifecycle.TRANSITIONS if row.limit
    }
    assert limits == {
        (events.RequestInformation, events.RequestInformation, "max_information_rounds", IssueCode.INFORMATION_ROUNDS_USED_UP),
        (events.Collect, events.Collect, "max_visits", IssueCode.COLLECT_VISITS_USED_UP),
        (events.ExchangeCard, events.ExchangeCard, "max_exchanges", IssueCode.EXCHANGES_USED_UP),
        (events.Release, events.Release, "max_releases", IssueCode.RELEASES_USED_UP),
    }  # fmt: skip


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
        "activating": "inProgress.accepted",
        "completed": "completed",
        "rejected": "rejected",
        "cancelled": "cancelled",
        "expired": "cancelled",
        "failed": "failed",
    }
    assert {state for state in State if state.is_final} == {"completed", "rejected", "cancelled", "expired", "failed"}


@pytest.mark.parametrize("state", [State.EXCHANGING, State.CANCELLED, State.FAILED], ids=lambda state: state.value)
def test_no_card_is_at_hand_once_it_is_void(state: State) -> None:
    assert history.card_at_hand(in_state(state)) is None


def test_the_card_at_hand_is_the_one_that_was_put_there_last() -> None:
    assert history.card_at_hand(in_state(State.READY_FOR_COLLECTION)) == Iccid.parse(CARDS[0])
    assert history.card_at_hand(walk(in_state(State.EXCHANGING), events.ExchangeCard)) == Iccid.parse(CARDS[1])
    assert history.card_at_hand(walk(in_state(State.ACTIVATING), events.FailActivation)) is None
    assert history.card_at_hand(in_state(State.COMPLETED)) == Iccid.parse(CARDS[0])


def test_a_print_without_its_check_digit_names_the_same_card() -> None:
    # 8962 1000 0000 0000 01 with its Luhn digit 0
    full, short, other = (Iccid.parse(text) for text in ("8962100000000000010", "896210000000000001", CARDS[1]))
    assert history.same_card(full, short) and history.same_card(short, full) and history.same_card(full, full)
    assert not history.same_card(full, other)
    assert not history.same_card(full, None)


def test_the_presets_differ_where_they_should() -> None:
    assert [method.value for method in ARTICLE.collection_methods] == ["in_person", "by_proxy"]
    assert [method.value for method in BRTI_2020.collection_methods] == ["in_person"]
    evidence = {reason.value: [paper.value for paper in papers] for reason, papers in BRTI_2020.evidence}
    lost = ["application_form", "identity_document", "security_answers", "photo_with_document", "call_to_lost_number"]
    in_hand = ["old_sim_card", "identity_document", "application_form"]
    assert evidence == {"lost": lost, "stolen": lost, "damaged": in_hand, "faulty": in_hand, "upgrade": in_hand}
    assert all([paper.value for paper in papers] == ["identity_document"] for _, papers in ARTICLE.evidence)
    assert ARTICLE.supporting == BRTI_2020.supporting
    assert Role.PROXY not in {
        role for row in lifecycle.TRANSITIONS if row.event is events.Collect for role in row.roles
    }
