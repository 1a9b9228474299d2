"""Notices: one for every step at which somebody waits, none that does not fit, and nothing in them of anybody."""

import itertools
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final, get_args

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builders import LANGUAGES, MONDAY, applicant, child
from journey import WAY_TO, draft, in_state, next_moment, sample, tell, walk, with_form
from planted import PLANTED, SECRETS, leaks, planted_request
from simreplace import (
    ARTICLE,
    BRTI_2020,
    STRICT,
    IssueCode,
    Language,
    Nik,
    Policy,
    ReplacementRequest,
    ReviewPolicy,
    Role,
    SafeguardRule,
    State,
    calendar_entry,
    events,
    explain,
    lifecycle,
    next_steps,
    notice,
    notices_due,
    progress,
)
from simreplace.errors import InvalidValueError
from simreplace.values import read_text
from simreplace.words.message import GSM, fits_one_message, for_a_message, room_in, without_traces
from simreplace.words.notices import NoticeChannel, NoticeKind
from simreplace.words.paper import paper_words

KINDS: Final[tuple[NoticeKind, ...]] = get_args(NoticeKind)
CHANNELS: Final[tuple[NoticeChannel, ...]] = get_args(NoticeChannel)
# A link as a phone sees one: a scheme, an address of a host, or of a mailbox.
LINK: Final = re.compile(r"https?:|//|www\.|@|[a-z0-9]\.[a-z]{2,}", re.IGNORECASE)
NUMBER: Final = re.compile(r"[0-9](?:[ .-]?[0-9]){5,}")

# Worked out by hand from the table of the lifecycle: what can be told in each state, the owner having been told.
FITTING: Final = {
    State.DRAFT: {"lapsing_soon"},
    State.IN_REVIEW: {"received", "told_of_replacement"},
    State.INFORMATION_REQUESTED: {"information_needed", "lapsing_soon", "told_of_replacement"},
    State.ON_HOLD: {"on_hold", "told_of_replacement"},
    State.APPROVED: {"approved", "told_of_replacement"},
    State.READY_FOR_COLLECTION: {"ready", "lapsing_soon", "told_of_replacement"},
    State.INSPECTING: {"told_of_replacement"},
    State.EXCHANGING: {"told_of_replacement"},
    State.ACCEPTED: {"accepted", "told_of_replacement"},
    State.ACTIVATING: {"accepted"},
    State.COMPLETED: {"activated", "ended"},
    State.REJECTED: {"ended"},
    State.CANCELLED: {"ended"},
    State.EXPIRED: {"ended"},
    State.FAILED: {"ended"},
}


def told(request: ReplacementRequest, policy: Policy = ARTICLE) -> Iterator[tuple[NoticeKind, str, Language, str]]:
    """Everything that can be told of a request, with its kind, its channel and its language."""
    for kind in KINDS:
        for channel in CHANNELS:
            for language in LANGUAGES:
                try:
                    made = notice(kind, request, channel, language, policy=policy)
                except InvalidValueError:
                    continue
                yield kind, channel, language, f"{made.subject}\n{made.text}" if channel == "email" else made.text


READY: Final = in_state(State.READY_FOR_COLLECTION)


def with_outlet(outlet: str) -> ReplacementRequest:
    """A card that lies at an outlet of this name."""
    step = READY.history[-1]
    event: Any = step.event
    return attrs.evolve(
        READY, history=(*READY.history[:-1], attrs.evolve(step, event=attrs.evolve(event, outlet=outlet)))
    )


@pytest.mark.parametrize("state", State, ids=lambda state: state.value)
def test_what_fits_a_state_can_be_told_and_nothing_else(state: State) -> None:
    request = in_state(state)
    for kind in KINDS:
        for channel in CHANNELS:
            if kind in FITTING[state]:
                assert notice(kind, request, channel).text
                continue
            with pytest.raises(InvalidValueError) as refused:
                notice(kind, request, channel)
            assert [(issue.code, issue.pointer) for issue in refused.value.issues] == [
                (IssueCode.NOTICE_NOT_NOW, "/kind")
            ]


def test_every_kind_fits_somewhere_and_every_state_but_at_the_counter_tells_something() -> None:
    assert set().union(*FITTING.values()) == set(KINDS)


@pytest.mark.parametrize("policy", [ARTICLE, BRTI_2020, STRICT], ids=lambda policy: policy.name)
@pytest.mark.parametrize("state", WAY_TO, ids=lambda state: state.value)
def test_a_message_is_one_message_and_a_mail_has_a_subject(state: State, policy: Policy) -> None:
    if state in {State.REJECTED, State.CANCELLED, State.EXPIRED} and policy is not ARTICLE:
        pytest.skip("the ways there are the same under every policy")
    for _, channel, language, text in told(in_state(state, policy=policy)):
        assert channel == "email" or fits_one_message(text, language)
        assert ("\n" in text) is (channel == "email")
        assert LINK.search(text) is None and NUMBER.search(text) is None
        assert re.search("PIN|密码", text)


def test_one_message_is_what_the_standard_says() -> None:
    # 3GPP TS 23.038, 6.2.1: 127 signs, the escape to the extension left out; 160 of seven bits in 140 octets.
    assert len(GSM) == len(set(GSM)) == 127
    assert 140 * 8 // 7 == 160 and 140 // 2 == 70
    assert fits_one_message("a" * 160, "id") and not fits_one_message("a" * 161, "id")
    assert fits_one_message("卡" * 70, "zh") and not fits_one_message("卡" * 71, "zh")
    assert not fits_one_message("卡", "en") and not fits_one_message("[", "en") and not fits_one_message("🙂", "zh")


def test_endings_differ_in_words() -> None:
    for language in LANGUAGES:
        ends = [notice("ended", in_state(state), "sms", language).text for state in State if state.is_final]
        assert len(set(ends)) == len(ends) == 5


def test_a_card_that_was_found_is_another_ending_than_a_change_of_mind() -> None:
    cancel: Any = sample(events.Cancel, draft())
    found, other = (tell(draft(), attrs.evolve(cancel, reason=reason)) for reason in ("old_card_found", "other"))
    assert (
        "blokir" in notice("ended", found, "sms", "id").text
        and "blokir" not in notice("ended", other, "sms", "id").text
    )


def test_an_answer_is_received_in_other_words_than_the_form() -> None:
    first = in_state(State.IN_REVIEW)
    again = walk(in_state(State.INFORMATION_REQUESTED), events.ProvideInformation)
    assert "request" in notice("received", first, "sms").text and "answer" in notice("received", again, "sms").text


def test_what_was_asked_for_is_said_by_name_as_far_as_everybody_knows_it() -> None:
    asked = events.RequestInformation(
        id="e", by=sample(events.Approve, in_state(State.IN_REVIEW)).by,
        papers=["purchase_record"], fields=["/applicant/documents/0/number", "wulandari", "mothers_name"],
    )  # fmt: skip
    request = tell(in_state(State.IN_REVIEW), asked)
    text = notice("information_needed", request, "email", "en").text
    assert "- Purchase record\n- Number (identity document 1)\n- another detail\n\n" in text
    assert (
        "Purchase record, Number (identity document 1), another detail"
        in notice("information_needed", request, "sms").text
    )


def test_what_has_no_room_is_left_to_be_asked_for() -> None:
    everything = events.RequestInformation(
        id="e", by=sample(events.Approve, in_state(State.IN_REVIEW)).by,
        papers=list(sample(events.Approve, in_state(State.IN_REVIEW)).evidence),  # type: ignore[attr-defined]
    )  # fmt: skip
    request = tell(in_state(State.IN_REVIEW), everything)
    for language in LANGUAGES:
        assert fits_one_message(notice("information_needed", request, "sms", language).text, language)
    assert "ask us what" in notice("information_needed", request, "sms").text


def test_a_proxy_is_told_to_bring_the_letter() -> None:
    request = in_state(State.READY_FOR_COLLECTION, collection="by_proxy")
    assert "letter" in notice("ready", request, "sms").text
    assert "- Surat kuasa" in notice("ready", request, "email", "id").text
    assert "Surat kuasa" not in notice("ready", in_state(State.READY_FOR_COLLECTION), "email", "id").text


@pytest.mark.parametrize(
    "way",
    [
        (events.Collect, events.AcceptCard, events.OrderActivation, events.FailActivation),
        (events.Collect, events.ReportFault, events.ReturnCard),
        (events.Collect, events.AcceptCard, events.ReturnCard),
        (events.Collect, events.AcceptCard, events.Hold, events.Release),
    ],
    ids=["failed", "faulty", "returned", "held"],
)
def test_after_a_card_that_could_not_be_used_another_one_is_announced(way: tuple[type[events.Event], ...]) -> None:
    again = walk(in_state(State.READY_FOR_COLLECTION), *way)
    assert again.state is State.APPROVED and "approved" in notices_due(again, at=next_moment(again))
    announced = {"en": "once more", "id": "siapkan ulang", "zh": "重新准备"}
    for language in LANGUAGES:
        said = announced[language]
        for channel in CHANNELS:
            assert said in notice("approved", again, channel, language).text
            assert said not in notice("approved", in_state(State.APPROVED), channel, language).text
    # Once the next one lies there it is ready like the first.
    ready = walk(again, events.MakeReady, *(() if events.ReportFault in way else (events.TellOwner, events.TellOwner)))
    assert "ready at" in notice("ready", ready, "sms").text


def test_an_approval_after_the_card_is_one_like_the_first() -> None:
    """What a card made ready tells is the last of the two alone."""
    again = walk(in_state(State.READY_FOR_COLLECTION), events.Collect, events.ReportFault, events.ReturnCard)
    approved = next(step for step in again.history if isinstance(step.event, events.Approve))
    later = attrs.evolve(again, history=(*again.history, attrs.evolve(approved, at=next_moment(again))))
    assert "once more" not in notice("approved", later, "sms").text


def test_while_the_owner_may_object_a_card_is_not_said_to_be_active_soon() -> None:
    """Told at 10:15, accepted within the hour: under a window of a day, active no earlier than a day after."""
    window = attrs.evolve(ARTICLE, name="window", objection_window=timedelta(days=1))
    request = in_state(State.ACCEPTED, policy=window)
    told_at = next(step.at for step in request.history if isinstance(step.event, events.TellOwner))
    assert told_at.astimezone(MONDAY.tzinfo) == MONDAY + timedelta(minutes=15)
    until = {"en": "8 Sep 10:15 WIB", "id": "8 Sep 10.15 WIB", "zh": "9月8日10:15（雅加达时间）"}
    for language in LANGUAGES:
        message, mail = (notice("accepted", request, channel, language).text for channel in CHANNELS)
        assert until[language] in message and fits_one_message(message, language)
        assert re.search("10[:.]15", mail) is not None
        for text in (message, mail):
            assert re.search("soon be|segera aktif|即将", text) is None
    assert "soon" in notice("accepted", in_state(State.ACCEPTED), "sms").text
    # Ordered it can only be once the window is over.
    assert "soon" in notice("accepted", walk(request, events.OrderActivation, policy=window), "sms").text
    over = attrs.evolve(window, name="over", objection_window=timedelta(minutes=1))
    assert "soon" in notice("accepted", in_state(State.ACCEPTED, policy=over), "sms").text


# What the phone is called in each language.
PHONE: Final = {"en": "phone", "id": "ponsel", "zh": "手机"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("collection", ["in_person", "by_proxy"])
def test_whoever_fetches_an_esim_is_told_to_bring_the_phone(collection: str, language: Language) -> None:
    esim = in_state(State.READY_FOR_COLLECTION, card_form="esim", collection=collection)
    card = in_state(State.READY_FOR_COLLECTION, collection=collection)
    phone, item = PHONE[language], f"- {paper_words(language)['notice.phone']}\n"
    message, mail = (notice("ready", esim, channel, language) for channel in CHANNELS)
    assert phone in message.text and "eSIM" in message.text and fits_one_message(message.text, language)
    assert item in mail.text and "eSIM" in mail.subject
    # It is installed, and there is no surface to look at.
    assert {"en": "profile", "id": "profil", "zh": "配置文件"}[language] in mail.text
    assert item in notice("lapsing_soon", esim, "email", language).text
    # Of a card nobody is sent for a phone.
    assert phone not in notice("ready", card, "sms", language).text
    assert item not in notice("ready", card, "email", language).text
    letter_word = {"en": "letter", "id": "surat kuasa", "zh": "委托书"}[language]
    assert (letter_word in message.text) is (collection == "by_proxy")


def test_a_card_that_nobody_may_be_handed_yet_is_not_said_to_be_ready() -> None:
    way = (events.Submit, events.CompareRecord)
    approved = walk(draft(), *way, events.Approve, events.MakeReady)
    for kind in ("ready", "lapsing_soon"):
        with pytest.raises(InvalidValueError):
            notice(kind, approved, "sms")
    assert notices_due(approved, at=next_moment(approved)) == ("told_of_replacement",)
    now = walk(approved, events.TellOwner)
    assert notices_due(now, at=next_moment(now)) == ("ready",)


def test_a_card_that_nobody_can_be_shown_any_more_is_not_said_to_be_ready() -> None:
    once = attrs.evolve(ARTICLE, name="one visit", max_visits=1)
    request = walk(draft(), *WAY_TO[State.INSPECTING], events.ReturnCard, policy=once)
    assert request.state is State.READY_FOR_COLLECTION
    with pytest.raises(InvalidValueError):
        notice("ready", request, "sms")
    assert notices_due(request, at=next_moment(request)) == ()


def test_what_stays_barred_is_said_with_its_end() -> None:
    request = in_state(State.COMPLETED, policy=STRICT)
    text = notice("activated", request, "email", "en").text
    assert "- codes by SMS until " in text and "- moving the number to another operator until " in text
    message = notice("activated", request, "sms", "en").text
    assert "codes by SMS" in message and "moving the number to another operator" in message
    assert "barred" not in notice("activated", in_state(State.COMPLETED), "email", "en").text


def test_a_service_of_the_hosts_own_is_not_named() -> None:
    rule = SafeguardRule("wulandari-only", timedelta(hours=24), "ours")
    policy = attrs.evolve(ARTICLE, name="barred", safeguards=(rule,))
    for language in LANGUAGES:
        text = notice("activated", in_state(State.COMPLETED, policy=policy), "sms", language).text
        assert "wulandari" not in text
    many = attrs.evolve(
        policy, safeguards=tuple(attrs.evolve(STRICT.safeguards[1], barred_for=timedelta(days=9)) for _ in range(9))
    )
    assert "some services" in notice("activated", in_state(State.COMPLETED, policy=many), "sms").text


def test_a_rejection_gives_its_reasons_in_a_mail() -> None:
    request = in_state(State.REJECTED)
    assert "Reason: The evidence is not sufficient\n" in notice("ended", request, "email").text
    closed = walk(in_state(State.ON_HOLD), events.CloseUnresolved)
    assert "Alasan: silakan tanyakan kepada layanan pelanggan\n" in notice("ended", closed, "email", "id").text


def test_what_the_network_tells_after_the_end_is_told_and_no_card_is_claimed() -> None:
    for end in (events.Cancel, events.Reject, events.Expire):
        ended = walk(in_state(State.READY_FOR_COLLECTION), end, events.Activate)
        assert ended.card_is_live and ended.state.is_final
        for channel in CHANNELS:
            told = notice("ended", ended, channel).text
            assert "live" in told and "no new SIM" not in told and "nothing more" not in told
        seen = progress(ended, now=next_moment(ended))
        assert seen.at_odds and [step.code for step in seen.steps] == []
        assert "contact the operator at once" in explain(seen)
        (step,) = (it for it in next_steps(ended, now=next_moment(ended), role=Role.APPLICANT) if it.event is None)
        assert step.code == "ask_operator"
        # And once it is off again, as before.
        off = walk(ended, events.FailActivation)
        assert "live" not in notice("ended", off, "sms").text and not progress(off, now=next_moment(off)).at_odds
    found = walk(in_state(State.READY_FOR_COLLECTION), events.Cancel, events.Activate, events.FailActivation)
    assert found.state is State.CANCELLED and "old card found" in notice("ended", found, "sms").text
    rejected = walk(in_state(State.READY_FOR_COLLECTION), events.Reject, events.Activate, events.FailActivation)
    assert "The evidence is not sufficient" in notice("ended", rejected, "email").text
    off = walk(in_state(State.COMPLETED), events.FailActivation)
    assert off.state is State.COMPLETED and not off.card_is_live
    assert notices_due(off, at=next_moment(off)) == ()
    assert "turned off" in explain(progress(off, now=next_moment(off)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("card_form", ["physical", "esim"])
def test_a_child_is_told_that_the_head_of_the_family_comes_along(card_form: str, language: Language) -> None:
    ready = with_form(in_state(State.READY_FOR_COLLECTION, card_form=card_form), applicant=child())
    head = {"en": "head of the family", "id": "epala keluarga", "zh": "户主"}[language]
    for channel in CHANNELS:
        assert head in notice("ready", ready, channel, language).text
    assert head in notice("lapsing_soon", ready, "email", language).text
    now = next_moment(ready)
    steps = next_steps(ready, now=now, role=Role.APPLICANT)
    assert head in " ".join(explain(step, language) for step in steps)
    entry = calendar_entry(ready, language, uid="1", stamp=now).replace("\r\n ", "")
    assert head in entry
    # An adult comes alone, whoever the form names, and of a proxy nothing is said of a head.
    grown = with_form(in_state(State.READY_FOR_COLLECTION), applicant=applicant(head_of_family=child().head_of_family))
    sent = with_form(in_state(State.READY_FOR_COLLECTION, collection="by_proxy"), applicant=child())
    for other in (grown, sent):
        assert not any(head in notice("ready", other, channel, language).text for channel in CHANNELS)
        assert head not in calendar_entry(other, language, uid="1", stamp=next_moment(other)).replace("\r\n ", "")


@pytest.mark.parametrize(
    "outlet",
    [
        "Rumah Nur\u2019aini Putri",
        "Rumah Nur'aini Putri",
        "Rumah NUR\u02bcAINI putri",
        "Gerai Putri Nur\u2018aini",
        "Toko Nur'ainiPutri",
        "Toko N\u00fbr\u2032aini P\u00fatri",
    ],
    ids=itertools.count(),
)
def test_a_name_in_the_name_of_an_outlet_is_found_however_it_is_written(outlet: str) -> None:
    person = applicant(full_name="Nur'aini Putri", documents=[])
    form = attrs.evolve(draft().form, applicant=person)
    assert without_traces(outlet, form) == ""
    assert without_traces("Gerai Putri Selatan", form) == "Gerai Putri Selatan"


def test_a_long_name_of_an_outlet_is_cut_off_in_a_mail_with_three_dots() -> None:
    approved = in_state(State.APPROVED)
    made = attrs.evolve(sample(events.MakeReady, approved), outlet="Gerai " + "Sangat Panjang " * 10)  # type: ignore[call-arg]
    ready = tell(approved, made)
    (line,) = (it for it in notice("ready", ready, "email", "id").text.splitlines() if it.startswith("Tempat: "))
    assert line.endswith("...") and len(line) <= len("Tempat: ") + 120


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_has_room_for_the_longest_moment_and_for_a_name(language: Language) -> None:
    """Of the texts of a kind the last one is what is sent where nothing else has room."""
    table = paper_words(language)
    longest = {"en": "30 Sep 2027 23:59 +0730", "id": "30 Sep 2027 23.59 +0730", "zh": "2027年12月30日23:59（+0730）"}[
        language
    ]
    between = "" if language == "zh" else " "
    for name in {key.split(".")[1] for key in table if key.endswith(".sms")} - {"guard"}:
        last = [table[key] for key in table if key.startswith(f"notice.{name}.sms")][-1]
        assert "{items}" not in last and "{services}" not in last and "{names}" not in last
        bare = between.join(
            [last.format(until=longest, outlet="", sim=table["notice.sim.physical"]), table["notice.guard.sms"]]
        )
        assert room_in(bare, language) >= (9 if language == "zh" else 14) * ("{outlet}" in last), name


@pytest.mark.parametrize(
    ("state", "at", "due"),
    [
        (State.DRAFT, timedelta(days=26), ()),
        (State.DRAFT, timedelta(days=28), ("lapsing_soon",)),
        (State.DRAFT, timedelta(days=31), ()),
        (State.IN_REVIEW, timedelta(days=1), ("received",)),
        (State.INFORMATION_REQUESTED, timedelta(days=1), ("information_needed",)),
        (State.INFORMATION_REQUESTED, timedelta(days=12), ("information_needed", "lapsing_soon")),
        (State.APPROVED, timedelta(days=1), ("approved",)),
        (State.READY_FOR_COLLECTION, timedelta(days=28), ("ready", "lapsing_soon")),
        (State.READY_FOR_COLLECTION, timedelta(days=31), ()),
        (State.ON_HOLD, timedelta(days=1), ("on_hold",)),
        (State.INSPECTING, timedelta(hours=1), ()),
        (State.ACCEPTED, timedelta(hours=1), ("accepted",)),
        (State.COMPLETED, timedelta(hours=1), ("activated",)),
        (State.FAILED, timedelta(hours=1), ("ended",)),
    ],
)
def test_what_is_due(state: State, at: timedelta, due: tuple[str, ...]) -> None:
    assert notices_due(in_state(state), at=MONDAY + at) == due


def test_due_is_judged_by_the_policy_of_the_request() -> None:
    """One telling is enough under the first and not under the second, whatever is asked for later."""
    request = walk(draft(), events.Submit, events.CompareRecord, events.TellOwner)
    assert notices_due(request, at=next_moment(request), policy=STRICT) == ("received",)
    strict = walk(draft(), events.Submit, events.CompareRecord, events.TellOwner, policy=STRICT)
    assert notices_due(strict, at=next_moment(strict)) == ("received", "told_of_replacement")


@pytest.mark.parametrize("state", WAY_TO, ids=lambda state: state.value)
def test_whatever_is_due_fits(state: State) -> None:
    request = in_state(state)
    for days in range(40):
        assert set(notices_due(request, at=MONDAY + timedelta(days=days))) <= FITTING[state]


TEXTS: Final = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), max_size=300)
ADDRESSES: Final = st.text("gera.i:/\\\\|@。．0123456789 -()①Ａ", max_size=60)


@example("00000\u30020", "en")
@example("toko\u3002com", "en")
@example("0\u03010\u03010\u03010\u03010\u03010", "en")
@given((TEXTS | ADDRESSES).filter(lambda text: read_text(text).value is not None), st.sampled_from(LANGUAGES))
def test_an_outlet_of_any_name_leaves_one_message_in_its_alphabet(outlet: str, language: Language) -> None:
    request = with_outlet(outlet)
    for kind in ("ready", "lapsing_soon"):
        text = notice(kind, request, "sms", language).text
        assert fits_one_message(text, language)
        assert LINK.search(text) is None and NUMBER.search(text) is None


@pytest.mark.parametrize(
    ("outlet", "shown"),
    [
        ("Gerai Jakarta Selatan", "Gerai Jakarta Selatan"),
        ("  Gerai\n Blok M ", "Gerai Blok M"),
        ("Café Çelebi – Đồng ç", "Café Çelebi - Dong c"),
        ("Gerai “Plaza” [Lt. 3]", 'Gerai "Plaza" (Lt. 3)'),
        ("Gerai 北京路 Kemang", "Gerai ? Kemang"),
        ("Gerai 🙂 Kemang", "Gerai ? Kemang"),
        ("Ｇｅｒａｉ №３", "Gerai No3"),
        ("Gerai q̃", "Gerai q"),
        ("Gerai Jalan Contoh, Jakarta 10350", "Gerai Jalan Contoh, Jakarta 10350"),
        ("Gerai Denpasar (0361) 12345", "Gerai Denpasar ***"),
        ("Gerai (0812-3456-7890)", "Gerai ***"),
        ("Gerai 0812-3456-7890", "Gerai ***"),
        ("Gerai ①②③④⑤⑥⑦⑧", "Gerai ***"),
        ("gerai.example.com", "gerai. example. com"),
        ("http://gerai.example", "gerai. example"),
        ("http:\\\\gerai．example", "gerai. example"),
        ("siti@example.org", "siti example. org"),
        ("", "the outlet chosen"),
        ("Siti Aminah", "the outlet chosen"),
        ("rumah SITI  AMINAH", "the outlet chosen"),
    ],
)
def test_an_outlet_is_written_as_near_as_the_alphabet_allows(outlet: str, shown: str) -> None:
    assert f"ready at {shown} until" in notice("ready", with_outlet(outlet), "sms", "en").text


def test_a_long_outlet_is_cut_off_and_three_dots_say_so() -> None:
    text = notice("ready", with_outlet("Gerai " + "Panjang " * 40), "sms", "id").text
    assert re.search(r"di Gerai Panjang.*Panja?n?g?\.\.\. s\.d\.", text) and 150 <= len(text) <= 160


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["ready", "lapsing_soon"])
def test_a_name_has_room_on_the_longest_day(kind: NoticeKind, language: Language) -> None:
    """September has the most letters in none of the languages that are cut off; a far year takes the most room."""
    far = attrs.evolve(
        ARTICLE, name="far", collection_deadline=timedelta(days=400),
        review=ReviewPolicy(zone=timezone(timedelta(hours=7, minutes=30), "a zone of a very long name")),
    )  # fmt: skip
    for card_form in ("physical", "esim"):
        request = in_state(
            State.READY_FOR_COLLECTION, policy=far, outlet=None, collection="by_proxy", card_form=card_form
        )
        text = notice(kind, request, "sms", language).text
        assert fits_one_message(text, language)
        assert "2027" in text and "Outlet" in text


def test_cutting_off_never_asks_for_less_than_nothing() -> None:
    assert for_a_message("Gerai", 2, "en") == "..." and for_a_message("Gerai", 5, "en") == "Gerai"
    assert for_a_message("", 0, "zh") == ""


# What can be told from the name of a place: a lone word, free text, and a day in the manner of Python cannot.
TELLING: Final = sorted(set(SECRETS) - {"Wulandari", "Kusumawardhani", "rahasia sekali", "ERIKSSON", "1995, 8, 15"})


def planted_in(state: State) -> ReplacementRequest:
    """A request with something to hide in every field of the form, and in every text of its events."""
    request, way = planted_request(), WAY_TO[state]
    policy = attrs.evolve(ARTICLE, name=PLANTED[Nik], supporting=())
    for kind in way:
        made: Any = sample(kind, request)
        texts = {
            field.name: "rahasia sekali " + PLANTED[Nik]
            for field in attrs.fields(type(made))
            if field.type in {str, str | None} and field.name not in {"id", "outlet", "pointer"}
        }
        made = attrs.evolve(made, **texts)
        step = lifecycle.Step(
            event=made, at=next_moment(request), state=_where(kind, state), seal="x",
            policy=policy if kind is events.Submit else None,
        )  # fmt: skip
        request = attrs.evolve(request, history=(*request.history, step), state=step.state)
    return request


def _where(kind: type[events.Event], last: State) -> State:
    ways = {row.target for row in lifecycle.TRANSITIONS if row.event is kind}
    return next(iter(ways)) if len(ways) == 1 else last if last in ways else min(ways)


@pytest.mark.parametrize("state", WAY_TO, ids=lambda state: state.value)
def test_nothing_planted_is_told(state: State) -> None:
    request = planted_in(state)
    request = attrs.evolve(request, state=state)
    found = [text for *_, text in told(request)]
    assert found or state in {State.DRAFT, State.INSPECTING}
    for text in found:
        assert leaks(text) == []


@pytest.mark.parametrize("secret", TELLING)
def test_an_outlet_that_holds_what_the_form_holds_is_not_named(secret: str) -> None:
    form = planted_request().form
    assert leaks(without_traces(f"Gerai {secret} Kemang", form)) == []


def test_what_there_is_not_is_refused() -> None:
    request = draft()
    wrong: Any = "news"
    with pytest.raises(ValueError, match="the kinds are received"):
        notice(wrong, request, "sms")
    with pytest.raises(ValueError, match="sms and email"):
        notice("lapsing_soon", request, wrong)
    with pytest.raises(ValueError, match="languages"):
        notice("lapsing_soon", request, "sms", wrong)
    with pytest.raises(TypeError):
        notice("lapsing_soon", request, "sms", policy=wrong)
    with pytest.raises(InvalidValueError):
        notices_due(request, at=datetime(2026, 9, 7, 10))


def test_a_moment_is_told_by_the_clock_of_the_policy() -> None:
    request = attrs.evolve(draft(), opened_at=datetime(2026, 9, 7, 3, 0, tzinfo=UTC))
    assert "7 Oct 10:00 WIB" in notice("lapsing_soon", request, "sms").text
    assert "10.00 WIB" in notice("lapsing_soon", request, "sms", "id").text
    assert "10月7日10:00（雅加达时间）" in notice("lapsing_soon", request, "sms", "zh").text
