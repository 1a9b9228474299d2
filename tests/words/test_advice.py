"""Triage, operators and recovery in a person's own language: complete, in order, and honest about the unknown."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import LANGUAGES
from simreplace import WIB, Circumstances, Language, NumberStatus, explain, operators, recovery, triage
from simreplace.words.dates import words

NOON = datetime(2026, 9, 7, 12, 0, tzinfo=WIB)
KEY = bytes(range(32))


@given(
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, True, False]),
    st.sampled_from([None, True, False]),
    st.booleans(),
    st.sampled_from(NumberStatus),
    st.sampled_from(LANGUAGES),
)
def test_every_triage_is_told_with_its_steps_in_order(
    seen: bool,
    searched: bool,
    damage: bool | None,
    elsewhere: bool | None,
    locked: bool,
    status: NumberStatus,
    language: Language,
) -> None:
    found = triage(
        Circumstances(
            seen=seen,
            searched=searched,
            visible_damage=damage,
            works_in_another_phone=elsewhere,
            pin_or_puk_blocked=locked,
            number_status=status,
        )
    )
    table = words(language)
    lines = explain(found, language).splitlines()
    assert table[f"triage.outcome.{found.outcome}"] in lines[0] and table[f"triage.reason.{found.reason}"] in lines[0]
    assert [line for line in lines[1 : len(found.steps) + 1] if not re.match(r"\d|第\d", line)] == []
    for step, line in zip(found.steps, lines[1:], strict=False):
        assert line.endswith(table[f"triage.step.{step}"])
    assert len(lines) == 1 + len(found.steps) + (found.request_reason is not None)


def test_what_to_do_when_the_card_is_gone() -> None:
    """S1: make sure first, and have the line blocked at once."""
    assert explain(triage(Circumstances(seen=False, searched=True))).splitlines() == [
        "A new card can be asked for. The card is gone, and the search found nothing.",
        "1. First of all, ask the operator to block the line at once.",
        "2. Tell the bank and every service that sends codes to this number.",
        "3. Ask for a new card.",
        "Reason to state in the form: Lost.",
    ]
    recycled = triage(Circumstances(seen=False, searched=True, number_status=NumberStatus.RECYCLED))
    assert explain(recycled.outcome) == "No new card can be issued for this number as it stands"
    assert explain(NumberStatus.GRACE, "id") == words("id")["number_status.grace"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("brand", operators.Brand)
def test_of_every_brand_something_is_said_and_the_unknown_is_named(brand: operators.Brand, language: Language) -> None:
    profile = operators.profile_of(brand)
    lines = explain(profile, language).splitlines()
    table = words(language)
    assert lines[-1] == table["operator.check"]
    asked: tuple[str, ...] = (
        "outlets",
        "hotline",
        "website",
        "app",
        "social",
        "fees",
        "proxy",
        "esim",
        "remote",
        "home_delivery",
    )
    asked += ("foreigner_papers", "visitor_imei_days", "visitor_validity_days")
    for field, line in zip(asked, lines[1:-1], strict=True):
        held = getattr(profile, field)
        assert line.startswith(table[f"operator.field.{field}"])
        assert line.endswith(table["operator.unknown"]) is (held is None or held == ())
        for fact in held if isinstance(held, tuple) else () if held is None else (held,):
            assert (table["operator.detail.undated"] in line) or str(fact.as_of.year) in line


def test_a_fee_is_written_as_prices_are_written() -> None:
    """S39: a fee belongs to an operator, a form of card, and a day."""
    bare = operators.OperatorProfile(operator="xlsmart", brand="xl")
    fee = operators.Fee(amount=Decimal(25000), applies_to="esim", valid_from=date(2026, 1, 1))
    known = operators.Fact(value=fee, source="our own desk", as_of=date(2026, 9, 1), confidence="high")
    open_day = operators.Fact(value=True, source="our own desk", as_of=date(2026, 9, 1), confidence="high")
    profile = attrs.evolve(bare, fees=(known,), proxy=open_day)
    shown = {language: explain(profile, language).splitlines() for language in LANGUAGES}
    assert "Fee: Rp25,000 for an eSIM, from 1 January 2026 (as of 1 September 2026, well supported)" in shown["en"]
    assert any("Rp25.000" in line for line in shown["id"])
    assert any("25,000" in line for line in shown["zh"])
    assert "Somebody else may come: yes (as of 1 September 2026, well supported)" in shown["en"]
    free = attrs.evolve(known, value=operators.Fee(amount=Decimal(0), applies_to="physical"))
    told = explain(attrs.evolve(bare, fees=(free,)))
    assert "Fee: free of charge for a physical card (as of 1 September 2026, well supported)" in told


def test_a_recovery_is_told_without_the_code_and_without_the_contact() -> None:
    """S37, S38: a code to the registered email or phone opens the account once."""
    siti = recovery.Account(id="a-1", email="siti@example.com", phone="081398765432")  # made up
    for where, masked in (("email", "s***@***.com"), ("phone", "+62")):
        sent = recovery.start_recovery(siti, send_to=where, code="493027", key=KEY, at=NOON, supersedes=None)
        for language in LANGUAGES:
            told = explain(sent, language)
            assert masked in told and "12:10" in told
            assert "493027" not in told and "siti@" not in told and "98765" not in told
    wrong = recovery.answer_recovery(sent, "000000", key=KEY, at=NOON, account=siti)
    assert explain(wrong).splitlines() == [
        "The code is not right. Please check it and enter it again.",
        "Attempts left: 2.",
    ]
    right = recovery.answer_recovery(wrong.challenge, "493027", key=KEY, at=NOON + timedelta(minutes=1), account=siti)
    assert explain(right) == "The code is right. A new password can be set now."
    assert explain(right.challenge.state) == "Used"
    again = recovery.answer_recovery(right.challenge, "493027", key=KEY, at=NOON + timedelta(minutes=2), account=siti)
    assert explain(again) == "This code was used already. Please ask for a new one."
