"""What is told of a changed card, of an order's status and of another policy: whole sentences, in three languages."""

from typing import get_args

import pytest

from journey import draft, in_state, next_moment
from simreplace import STRICT, Language, State, explain, lifecycle, sim_change_signal, status_changes
from simreplace.records import Trust, TrustReason

LANGUAGES = get_args(Language)
DONE = in_state(State.COMPLETED)


def test_a_bank_is_told_when_and_how_far_to_trust_it() -> None:
    soon = sim_change_signal(DONE, now=next_moment(DONE), max_age=24)
    assert explain(soon) == (
        "The SIM was changed on Monday, 7 September 2026 at 10:50 WIB, within the last 24 hours. Trust: Medium"
        " (All evidence for a lost card was there, The operator's record agrees, The registered owner was told,"
        " There was little time to object, Collected in person)."
    )
    assert "24 jam terakhir" in explain(soon, "id")
    assert "24小时内" in explain(soon, "zh")
    late = sim_change_signal(DONE, now=next_moment(DONE).replace(month=10), max_age=24)
    assert "more than 24 hours ago" in explain(late)
    none = sim_change_signal(draft(), now=next_moment(draft()))
    assert explain(none) == "No change of SIM is known from this request."


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_told_of_an_order_and_of_another_policy_holds_no_code(language: Language) -> None:
    told = [*status_changes(DONE), *lifecycle.what_if([DONE], policy=STRICT)]
    assert len(told) > 3
    for thing in told:
        said = explain(thing, language)
        assert "_" not in said
        assert "..." not in said
    for member in (*Trust, *TrustReason):
        assert explain(member, language) != member.value


def test_another_policy_is_said_with_its_reasons() -> None:
    (difference,) = lifecycle.what_if([DONE], policy=STRICT)
    head, *reasons = explain(difference).splitlines()
    assert head.startswith("Step at which it would have gone otherwise, in the state ")
    assert reasons
