"""Whoever asked for an eSIM is told of no card by a decision, a refusal or an impossible step, nor by a bare issue.

Everybody and every number here is made up.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

import attrs
import pytest

from builders import KTP, LANGUAGES
from journey import BUDI, CARDS, REVIEWER, SITI, WAY_TO, in_state, next_moment, sample, walk
from simreplace import (
    ARTICLE,
    STRICT,
    CardForm,
    Issue,
    IssueCode,
    Language,
    ReplacementRequest,
    ReviewPolicy,
    State,
    errors,
    estimate_ready_date,
    events,
    explain,
    lifecycle,
    month_view,
    problem,
    sim_change_signal,
    status_changes,
)
from simreplace.calendar import Caveat
from simreplace.calendar.window import CaveatCode
from simreplace.guidance import Deed
from simreplace.lifecycle import Decision, Event
from simreplace.people import Duty, Role
from simreplace.records import TrustReason
from simreplace.words import id as words_id
from simreplace.words import paper_zh
from simreplace.words import zh as words_zh

# What is a card whatever is asked for: the one that is replaced, a paper of the person's, and the article by its name.
_ANOTHER: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "en": re.compile(
            r"(?:old|lost|damaged|family|SIM|identity|citizen's|original) card|number that needs a new card"
        ),
        "id": re.compile(
            r"kartu (?:SIM|lama|hilang|yang rusak|keluarga|identitas|izin|tanda|anak|atau dokumen aslinya)|yang kartunya",
            re.IGNORECASE,
        ),
        "zh": re.compile("SIM卡|旧卡|家庭卡|购卡|需补卡的手机号码|卡片或材料原件|丢失补卡"),
    }
)
_CARD: Final = MappingProxyType(
    {"en": re.compile(r"\bcards?\b", re.IGNORECASE), "id": re.compile(r"\bkartu", re.IGNORECASE)}
)


def says_card(text: str, language: Language) -> bool:
    rest = _ANOTHER[language].sub("", text)
    return "卡" in rest if language == "zh" else _CARD[language].search(rest) is not None


def spoilt(event: Event) -> Iterator[Event]:
    """The event, and the event with one thing wrong."""
    yield event
    wrong: Mapping[str, tuple[Any, ...]] = {
        "by": (SITI, BUDI, REVIEWER),
        "iccid": (CARDS[0], CARDS[-2], "8900000000000000000", "8962100000000000011"),
        "outlet": ("Outlet Bandung", None),
        "inspection": (events.Inspection(), events.Inspection(number=False, iccid=CARDS[-2])),
        "visitor": (SITI, BUDI),
        "id_seen": (None, attrs.evolve(KTP, holder_name="SITI AMINAT")),
        "defects": ((),),
        "eid": (None,),
        "activation_code": (None, "LPA:1$smdp.example.com$MADE-UP-0"),
        "evidence": ((),),
        "old_card_deactivated": (False,),
        "method": ("by_proxy", "home_delivery"),
        "other_open_request": (True, None),
    }
    for field in attrs.fields(type(event)):
        for value in wrong.get(field.name, ()):
            try:
                yield attrs.evolve(event, **{field.name: value})
            except (errors.InvalidValueError, TypeError):
                continue


def requests(card_form: str) -> Iterator[ReplacementRequest]:
    for state in WAY_TO:
        yield in_state(state, card_form=card_form)
        yield in_state(state, STRICT, card_form=card_form)
    ready = in_state(State.READY_FOR_COLLECTION, card_form=card_form)
    yield walk(ready, events.Collect, events.ReportFault, events.ExchangeCard)
    yield walk(ready, events.Collect, events.ReportFault, events.ReturnCard)
    yield in_state(State.READY_FOR_COLLECTION, card_form=card_form, collection="by_proxy")
    yield in_state(State.APPROVED, card_form=card_form, outlet="Outlet Bandung")
    unhurried = attrs.evolve(ARTICLE, name="with a window", objection_window=timedelta(days=2))
    yield in_state(State.ACCEPTED, unhurried, card_form=card_form)


def tried(request: ReplacementRequest) -> Iterator[Decision | errors.SimReplaceError]:
    """Whatever comes of each event, as it should be and with something wrong, at once and much later."""
    for kind in events.EVENTS:
        for event in spoilt(sample(kind, request)):
            for late in (timedelta(0), timedelta(days=60)):
                now = next_moment(request) + late
                try:
                    yield lifecycle.decide(request, event, now=now)
                    lifecycle.apply(request, event, now=now)
                except errors.SimReplaceError as error:
                    yield error


def test_no_decision_refusal_or_impossible_step_of_an_esim_tells_of_a_card() -> None:
    found: set[tuple[str, str]] = set()
    kinds: set[str] = set()
    for request in requests("esim"):
        for thing in tried(request):
            allowed = isinstance(thing, Decision) and thing.allowed
            kinds.add(f"{type(thing).__name__}{' allowed' if allowed else ''}")
            for language in LANGUAGES:
                told = explain(thing, language), str(problem(thing, language)["detail"])
                found |= {(language, text) for text in told if says_card(text, language)}
    assert sorted(found) == []
    assert kinds == {"Decision", "Decision allowed", "RefusedError", "NoSuchStepError"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_decision_says_what_it_is_about(language: Language) -> None:
    """Of an eSIM it says so, and of a card it says a card."""
    said: dict[str, str] = {}
    for card_form in CardForm:
        request = in_state(State.APPROVED, card_form=card_form)
        decision = lifecycle.decide(request, sample(events.MakeReady, request), now=next_moment(request))
        said[card_form.value] = explain(decision, language).split("\n")[0]
    named = {
        "en": ("Make the card ready", "Make the eSIM ready"),
        "id": ("Siapkan kartu", "Siapkan eSIM"),
        "zh": ("备好新卡", "备好eSIM"),
    }[language]
    assert said["physical"].startswith(named[0])
    assert said["esim"].startswith(named[1])
    unknown = Decision(event=events.MakeReady, source=State.APPROVED, target=State.ACCEPTED, issues=(), request=None)
    assert not says_card(explain(unknown, language), language)
    assert "eSIM" not in explain(unknown, language)


# Those of a form in which a card in the hand was asked for, and of the papers and cards that a person has already.
_OF_A_CARD: Final = frozenset(
    {
        IssueCode.CARD_NOT_AN_ESIM,
        IssueCode.ICCID_LENGTH,
        IssueCode.ICCID_NOT_TELECOM,
        IssueCode.ICCID_NOT_INDONESIAN,
        IssueCode.IMSI_NOT_INDONESIAN,
        IssueCode.DOCUMENT_CHILD_CARD,
        IssueCode.DOCUMENT_EXPIRY_MISSING,
        IssueCode.RECOVERY_NUMBER_UNDER_REPLACEMENT,
    }
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_issue_alone_is_true_of_either(language: Language) -> None:
    told = {code: explain(Issue(code), language) for code in IssueCode if code not in _OF_A_CARD}
    assert {code: text for code, text in told.items() if says_card(text, language)} == {}
    assert len(told) > len(_OF_A_CARD)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_does_not_know_its_request_is_true_of_either(language: Language) -> None:
    done = in_state(State.COMPLETED, card_form="esim")
    moment = next_moment(done)
    window = estimate_ready_date(date(2026, 9, 7))
    one_day = estimate_ready_date(date(2026, 9, 7), policy=ReviewPolicy(min_days=2, max_days=2))
    things: list[Any] = [*State, *events.EVENTS, *TrustReason, *Duty, *status_changes(done), window, one_day, done.form]
    things += [sim_change_signal(done, now=moment + timedelta(days=days)) for days in (0, 90)]
    things += [sim_change_signal(in_state(State.DRAFT), now=moment), done, in_state(State.ACCEPTED, card_form="esim")]
    things += [Deed(event=kind, by=Role.NETWORK, at=moment) for kind in events.EVENTS]
    things += [Caveat(code, date(2028, 2, 28)) for code in CaveatCode]
    said = [*(explain(thing, language) for thing in things), month_view(window, language)]
    assert [text for text in said if says_card(text, language)] == []


def test_a_card_is_noticed() -> None:
    assert says_card("Accept the card", "en") and says_card("Kartu diterima", "id") and says_card("验卡中", "zh")
    assert not says_card("The old card", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_request_tells_of_what_it_is_for(language: Language) -> None:
    state = {"en": ("Card accepted", "eSIM accepted"), "id": ("Kartu sudah", "eSIM sudah"), "zh": ("新卡已", "eSIM已")}
    for card_form, named in zip(CardForm, state[language], strict=True):
        assert named in explain(in_state(State.ACCEPTED, card_form=card_form), language)


# ---- Small words of the same tables


def test_an_objection_and_an_order_are_called_as_they_are_elsewhere() -> None:
    assert [text for text in words_id.WORDS.values() if "sanggah" in text or "pesanan" in text] == []


def test_one_thing_has_one_name_in_chinese() -> None:
    # What was accepted is said to be collected in a notice as well.
    assert explain(State.ACCEPTED, "zh") == "新SIM卡已领取"
    assert "{sim}已领取" in paper_zh.PAPER_WORDS["notice.accepted.sms"]
    assert explain("issuing_country", "zh") == paper_zh.PAPER_WORDS["letter.label.issuing_country"]
    # A telephone need not be a mobile one.
    assert "手机" not in words_zh.WORDS["recovery.sent.phone"]
