"""Whoever asked for an eSIM reads of an eSIM, and nobody of a card that was used before as if it were the first.

Everybody and every number here is made up.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

import attrs
import pytest

from builders import KTP, LANGUAGES, MONDAY, foreigner, letter, paper
from journey import draft, in_state, next_moment, walk
from simreplace import (
    ARTICLE,
    STRICT,
    WIB,
    CardForm,
    Language,
    ReplacementRequest,
    Role,
    State,
    authorization_letter,
    calendar_entry,
    events,
    explain,
    next_steps,
    notice,
    plan,
    progress,
)
from simreplace.guidance import PlannedStep
from simreplace.words.notices import NoticeChannel, NoticeKind

# What only a card is called; the article of one that is replaced, and the old one, may well be one.
CARD: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "en": re.compile(r"(?<!old )(?<!SIM )\bcards?\b", re.IGNORECASE),
        "id": re.compile(r"\bkartu(?! SIM| lama)", re.IGNORECASE),
        "zh": re.compile("(?<!SIM)(?<![旧购])卡"),
    }
)
OF_THE_NEW_ONE: Final = (
    State.APPROVED,
    State.READY_FOR_COLLECTION,
    State.INSPECTING,
    State.EXCHANGING,
    State.ACCEPTED,
    State.ACTIVATING,
    State.COMPLETED,
    State.FAILED,
)


def of(state: State, **changes: Any) -> ReplacementRequest:
    return in_state(state, card_form="esim", **changes)


def told_to_a_customer(request: ReplacementRequest, language: Language) -> Iterator[str]:
    now = next_moment(request)
    for late in (timedelta(0), timedelta(days=1), timedelta(days=60)):
        yield explain(progress(request, now=now + late), language)
        for role in (Role.APPLICANT, Role.PROXY):
            yield from (explain(step, language) for step in next_steps(request, now=now + late, role=role))
    yield explain(plan(request, now=now, by=date(2026, 12, 31)), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", OF_THE_NEW_ONE)
def test_an_esim_is_called_one_all_the_way(state: State, language: Language) -> None:
    for method in ("in_person", "by_proxy"):
        said = [*told_to_a_customer(of(state, collection=method), language)]
        # The papers of whoever holds a family card, or a stay permit, are cards whatever is asked for.
        said = [re.sub(r"Kartu (?:Keluarga|Izin)|家庭卡", "", text) for text in said]
        assert [text for text in said if CARD[language].search(text)] == []
    card = "\n".join(told_to_a_customer(in_state(state), language))
    assert "eSIM" not in card


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", ["sms", "email"])
def test_a_notice_of_an_esim_speaks_of_none_but_it(channel: NoticeChannel, language: Language) -> None:
    lost = walk(of(State.READY_FOR_COLLECTION), events.Collect, events.ReportFault, events.ReturnCard)
    kinds: tuple[tuple[NoticeKind, ReplacementRequest], ...] = (
        ("approved", of(State.APPROVED)),
        ("approved", lost),
        ("ready", of(State.READY_FOR_COLLECTION)),
        ("lapsing_soon", of(State.READY_FOR_COLLECTION)),
        ("accepted", of(State.ACCEPTED)),
        ("activated", of(State.COMPLETED)),
        ("activated", in_state(State.COMPLETED, STRICT, card_form="esim")),
    )
    for kind, request in kinds:
        told = notice(kind, request, channel, language)
        assert "eSIM" in told.text, kind
        assert CARD[language].search(f"{told.subject}\n{told.text}") is None, kind
    assert "eSIM" not in notice("approved", in_state(State.APPROVED), channel, language).text


@pytest.mark.parametrize(
    ("language", "window", "deadline"),
    [
        ("en", "Replacement eSIM may be ready", "Last moment to collect the eSIM"),
        ("id", "eSIM pengganti mungkin siap", "Batas waktu pengambilan eSIM"),
        ("zh", "补办的eSIM可能备好", "eSIM领取截止时间"),
    ],
)
def test_a_calendar_is_told_of_an_esim(language: Language, window: str, deadline: str) -> None:
    for method in ("in_person", "by_proxy"):
        reviewed, ready = of(State.IN_REVIEW, collection=method), of(State.READY_FOR_COLLECTION, collection=method)
        entry = calendar_entry(reviewed, language, uid="r-1", stamp=MONDAY)
        assert f"SUMMARY;LANGUAGE={language}:{window}\r\n" in entry
        assert f":{deadline}\r\n" in calendar_entry(ready, language, uid="r-1", stamp=next_moment(ready))


def test_a_letter_of_an_esim_says_so_below_its_title() -> None:
    for language, lines in {
        "id": ["Pengambilan eSIM pengganti"],
        "en": ["Pengambilan eSIM pengganti", "Letter of authorization (to collect a replacement eSIM)"],
        "zh": ["Pengambilan eSIM pengganti", "授权委托书（代领补办的eSIM）"],
    }.items():
        text = authorization_letter(letter(), language, card_form="esim")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        assert [line.strip() for line in text.splitlines()[1 : 1 + len(lines)]] == lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_a_stamp_goes_a_letter_says_in_both_of_its_languages(language: Language) -> None:
    places = {"id": (), "en": ("(stamp, if asked for)",), "zh": ("（印花，如要求）",)}[language]
    for markup in ("text", "markdown"):
        text = authorization_letter(letter(), language, document=KTP, markup=markup).replace("\\", "")
        assert all(said in text for said in ("(meterai, bila diminta)", *places))


# The second one


@pytest.mark.parametrize("card_form", CardForm)
def test_another_one_is_told_of_as_another(card_form: CardForm) -> None:
    ready = in_state(State.READY_FOR_COLLECTION, card_form=card_form)
    again = walk(ready, events.Collect, events.ReportFault, events.ReturnCard)
    seen = progress(again, now=next_moment(again))
    assert (seen.state, seen.prepares_another, seen.card_form) == (State.APPROVED, True, card_form)
    what = "card" if card_form is CardForm.PHYSICAL else "eSIM"
    assert explain(seen).splitlines()[1].startswith(f"The {what} that was prepared before is no longer used")
    first = in_state(State.APPROVED, card_form=card_form)
    for request in (first, ready, in_state(State.COMPLETED, card_form=card_form)):
        assert not progress(request, now=next_moment(request)).prepares_another


def test_who_waits_for_the_end_of_the_objection_is_told_of_it() -> None:
    unhurried = attrs.evolve(ARTICLE, name="with a window", objection_window=timedelta(days=2))
    accepted = in_state(State.ACCEPTED, unhurried)
    now = next_moment(accepted)
    # Told on Monday at 10:10 and at 10:15; the first of the two counts, as the policy asks for one alone.
    ends = datetime(2026, 9, 9, 10, 15, tzinfo=WIB)
    seen = progress(accepted, now=now)
    assert seen.active_from == ends
    assert explain(seen, "id").splitlines()[2] == (
        "Demi keamanan, aktivasi dilakukan paling cepat Rabu, 9 September 2026 pukul 10.15 WIB: sampai saat itu pemilik"
        " nomor yang terdaftar masih dapat mengajukan keberatan."
    )
    assert progress(accepted, now=ends).active_from is None
    assert progress(in_state(State.ACCEPTED), now=now).active_from is None
    assert progress(in_state(State.READY_FOR_COLLECTION, unhurried), now=now).active_from is None


# Plans


def test_each_step_of_a_plan_says_whose_it_is() -> None:
    told = explain(plan(draft(), now=MONDAY, by=date(2026, 9, 11)), "id").splitlines()[1:]
    whose = [(line[2:].partition(" (")[0], line.partition("(")[2].partition(")")[0]) for line in told]
    assert [it for it in whose if it[1]] == [
        ("Kirim formulir", "pemohon"),
        ("Cocokkan dengan data operator", "operator"),
        ("Beri tahu pemilik terdaftar", "operator"),
        ("Setujui permohonan", "operator"),
        ("Siapkan kartu", "operator"),
        ("Ambil kartu", "pemohon"),
        ("Terima kartu", "pemohon"),
        ("Minta aktivasi", "operator"),
        ("Aktifkan kartu", "operator"),
    ]
    sends = plan(draft(collection="by_proxy"), now=MONDAY, by=date(2026, 9, 11))
    assert explain(sends, "id").count("kartu (pemohon atau penerima kuasa)") == 2
    assert explain(sends.steps[5], "en").startswith("Collect the card (applicant or proxy): ")
    alone = PlannedStep(event=events.Activate, who=(Role.NETWORK,), not_before=date(2026, 3, 20))
    assert explain(alone, "zh") == "激活新卡（运营商）：最早2026年3月20日星期五。"
    assert (
        explain(attrs.evolve(alone, card_form=CardForm.ESIM), "zh") == "激活eSIM（运营商）：最早2026年3月20日星期五。"
    )


def head(request: ReplacementRequest, by: date, language: Language = "en", **known: Any) -> str:
    return explain(plan(request, now=next_moment(request), by=by, **known), language).splitlines()[0]


def test_a_plan_speaks_of_a_review_only_while_there_is_one() -> None:
    far, today = date(2026, 12, 31), MONDAY.date()
    assert "even if the review takes all its time" in head(draft(), far)
    for state in (State.APPROVED, State.READY_FOR_COLLECTION, State.INSPECTING, State.EXCHANGING, State.ACCEPTED):
        assert "review" not in head(in_state(state), far) and head(in_state(state), far).startswith("It can be done by")
    # A card that is made ready in time may be, and need not be.
    assert head(in_state(State.APPROVED), today, "id") == (
        "Mungkin selesai paling lambat Senin, 7 September 2026 bila langkah berikutnya cepat; bila memakai seluruh"
        " waktunya, nomor aktif lagi pada Kamis, 10 September 2026. Langkah yang tersisa:"
    )
    assert "if the review is quick" in head(draft(), date(2026, 9, 8))


def test_a_plan_that_comes_too_late_still_lists_what_is_left() -> None:
    assert head(draft(), MONDAY.date(), "zh") == "在2026年9月7日星期一（含当日）之前无法办完。仍须办理的步骤："
    assert head(in_state(State.CANCELLED), date(2026, 12, 31), "zh") == "在2026年12月31日星期四（含当日）之前无法办完。"


def test_a_registration_that_may_end_first_is_what_makes_a_plan_uncertain() -> None:
    traveler = draft(applicant=foreigner(paper("passport")))
    assert head(traveler, date(2026, 12, 31), registration_ends=date(2026, 9, 9)) == (
        "It may be done by Thursday, 31 December 2026: the number works again on Thursday, 10 September 2026 at the latest,"
        " but its registration may end before that. What is left:"
    )


# Whose advice it is


def advised(request: ReplacementRequest, role: Role) -> list[str]:
    return [step.code for step in next_steps(request, now=next_moment(request), role=role) if step.event is None]


def test_an_owner_who_did_not_ask_is_told_to_object_and_not_to_fetch_anything() -> None:
    for state in (
        State.IN_REVIEW,
        State.INFORMATION_REQUESTED,
        State.APPROVED,
        State.READY_FOR_COLLECTION,
        State.ACCEPTED,
    ):
        owner = next_steps(in_state(state), now=next_moment(in_state(state)), role=Role.REGISTERED_OWNER)
        assert [step.code for step in owner] == ["object_if_not_you", "raise_objection"]
        assert owner[0].outlet is None and owner[0].items == ()
    assert explain(owner[0], "id").startswith("Bila bukan Anda yang meminta penggantian ini, segera ajukan keberatan")
    # Once they have objected they wait; on a hold of the operator's own they still may.
    objected = walk(in_state(State.IN_REVIEW), events.RaiseObjection)
    assert advised(objected, Role.REGISTERED_OWNER) == ["wait_for_clarification"]
    assert advised(in_state(State.ON_HOLD), Role.REGISTERED_OWNER) == ["object_if_not_you"]
    assert advised(in_state(State.COMPLETED), Role.REGISTERED_OWNER) == ["keep_card_safe"]


def test_a_proxy_is_not_told_to_fill_in_the_form_of_somebody_else() -> None:
    for state in (State.DRAFT, State.IN_REVIEW, State.INFORMATION_REQUESTED, State.APPROVED):
        assert advised(in_state(state, collection="by_proxy"), Role.PROXY) == ["wait_for_card"]
        assert advised(in_state(state, collection="by_proxy"), Role.APPLICANT) != []
    assert advised(in_state(State.READY_FOR_COLLECTION, collection="by_proxy"), Role.PROXY) == [
        "go_to_outlet",
        "bring_letter",
    ]


def test_a_plan_names_a_proxy_only_where_one_is_sent() -> None:
    for method, may in (("in_person", (Role.APPLICANT,)), ("by_proxy", (Role.APPLICANT, Role.PROXY))):
        found = plan(draft(collection=method), now=MONDAY, by=date(2026, 9, 11))
        (accepting,) = (step for step in found.steps if step.event is events.AcceptCard)
        assert accepting.who == may
