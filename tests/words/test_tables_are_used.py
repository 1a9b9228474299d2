"""Every word is said to somebody: each key of each table is used, each place is filled, and a label fits a phone's line.

The tables are read through a mapping that notes what is asked of it, while a great many things are told.
Everybody and every number here is made up.
"""

import importlib
import pkgutil
import re
import string
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import product
from types import MappingProxyType
from typing import Any, Final, NamedTuple, get_args

import attrs
import pytest

from builders import HEAD, KTP, LANGUAGES, MONDAY, PROXY_KTP, applicant, child, foreigner, letter, paper, passport
from builders import form as filled_in
from everything_public import LISTS, specimens
from journey import REVIEWER, WAY_TO, draft, flagged, in_state, next_moment, sample, tell, walk, with_form
from simreplace import (
    ARTICLE,
    BRTI_2020,
    STRICT,
    WIB,
    WIT,
    WITA,
    BusinessCalendar,
    CardForm,
    Circumstances,
    CollectiveLeave,
    DocumentKind,
    Issue,
    IssueCode,
    Language,
    NumberStatus,
    Paper,
    PartialDate,
    PurchaseRecord,
    Reason,
    ReplacementRequest,
    ReviewPolicy,
    Role,
    SafeguardRule,
    Severity,
    Stage,
    State,
    application_form,
    authorization_letter,
    calendar_entry,
    errors,
    estimate_ready_date,
    events,
    explain,
    form_schema,
    lifecycle,
    month_view,
    next_steps,
    notice,
    open_request,
    operators,
    plan,
    problem,
    progress,
    recovery,
    required_papers,
    safeguards,
    sim_change_signal,
    summarize,
    triage,
)
from simreplace.calendar import CalendarDay, Caveat, DayKind
from simreplace.calendar.window import CaveatCode
from simreplace.guidance import Step
from simreplace.rules import Need, Requirement
from simreplace.values.nik import RegionStatus
from simreplace.values.paste import ChangeKind
from simreplace.words import dates, paper_en, paper_id, paper_zh
from simreplace.words import en as words_en
from simreplace.words import id as words_id
from simreplace.words import paper as laid_out
from simreplace.words import zh as words_zh
from simreplace.words.form_schema import title_of
from simreplace.words.notices import NoticeChannel, NoticeKind

pytestmark: Final = pytest.mark.uncounted

TABLES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "en": words_en.WORDS,
        "id": words_id.WORDS,
        "zh": words_zh.WORDS,
        "paper_en": paper_en.PAPER_WORDS,
        "paper_id": paper_id.PAPER_WORDS,
        "paper_zh": paper_zh.PAPER_WORDS,
    }
)
"""Every table of words, by the module in which it stands."""
ENUMS: Final[Mapping[type[StrEnum], str]] = importlib.import_module("simreplace.words.explain")._ENUMS


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


class Noted(str):
    """A text of a table that notes which of its places are filled."""

    __slots__ = ("filled", "key")
    key: str
    filled: set[tuple[str, str]]

    def format(self, *args: object, **named: object) -> str:
        return self.format_map(named) if not args else str.format(self, *args, **named)

    def format_map(self, named: Mapping[str, object], /) -> str:  # type: ignore[override]
        self.filled.update((self.key, name) for name in places(self) if str(named[name]) not in {"", "..."})
        return str.format_map(self, named)


class Noting(Mapping[str, str]):
    """A table that notes what is asked of it."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self.table = table
        self.used: set[str] = set()
        self.filled: set[tuple[str, str]] = set()

    def __getitem__(self, key: str) -> str:
        text = Noted(self.table[key])
        text.key, text.filled = key, self.filled
        self.used.add(key)
        return text

    def __contains__(self, key: object) -> bool:
        return key in self.table

    def __iter__(self) -> Iterator[str]:
        return iter(self.table)

    def __len__(self) -> int:
        return len(self.table)


# What each code carries: a value for every place of every sentence.
PARAMS: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "at": 3,
        "character": "U+200B",
        "choices": "lost, stolen",
        "code": "nik.birth_date_differs",
        "detail": "name",
        "digits": 15,
        "duty": "review",
        "item": "purchase_record",
        "kind": "pager",
        "known": 1,
        "limit": 3,
        "line": 2,
        "meant": "IDN",
        "method": "by_post",
        "other": "intake",
        "paper": "purchase_record",
        "prefix": "0899",
        "role": "reviewer",
        "since": date(2026, 3, 16),
        "until": datetime(2026, 3, 16, 10, 0, tzinfo=WIB),
    }
)
PLACES_OF_ISSUES: Final = (
    "/applicant/documents",
    "/applicant/documents/0",
    "/applicant/documents/1/number",
    "/applicant/head_of_family/nik",
    "/letter/proxy_document/number",
    "/purchase_record/number",
    "/inspection/chip",
    *(f"/{key.removeprefix('field.')}" for key in words_en.WORDS if key.startswith("field.")),
)


def issues() -> Iterator[Issue]:
    for code in IssueCode:
        text = words_en.WORDS[f"issue.{code.value}"]
        yield Issue(code, params={name: PARAMS[name] for name in places(text)})
        if code.severity is Severity.FLAG:
            yield Issue(IssueCode.APPROVE_FLAG_UNDECIDED, params={"code": code.value})
    for pointer in PLACES_OF_ISSUES:
        yield Issue(IssueCode.FORM_REQUIRED, pointer)
    for code in (IssueCode.NIK_LENGTH, IssueCode.KK_LENGTH, IssueCode.PASSPORT_LENGTH, IssueCode.PERMIT_LENGTH):
        yield Issue(code, "/applicant/documents/0/number", {"digits": 15})
    for detail in ("name", "birth_date", "identity_number"):
        yield Issue(IssueCode.APPROVE_RECORD_NOT_COMPARED, params={"detail": detail})
    for item in ("chip", "surface", "contacts", "packaging", "number", "iccid", "profile_installed", "code_used_once"):
        yield Issue(IssueCode.INSPECTION_UNSOUND, params={"item": item})
    yield Issue(IssueCode.INFORMATION_UNANSWERED, params={"item": "0"})
    yield Issue(IssueCode.FORM_CHOICE, params={"choices": "neither, nor"})
    for kind in ("plan_kind", "confidence"):
        members = [key.partition(".")[2] for key in words_en.WORDS if key.startswith(kind + ".")]
        yield Issue(IssueCode.FORM_CHOICE, params={"choices": ", ".join(members)})


def windows() -> Iterator[Any]:
    """Every way in which a window begins, what lies in it, and what is not known of it."""
    nine = ReviewPolicy(cutoff=time(15), weekend={6})
    at = [datetime(2026, 3, day, hour, tzinfo=WIB) for day, hour in ((16, 10), (16, 16), (18, 10), (18, 16), (21, 9))]
    for moment, review in product(at, (ReviewPolicy(), ReviewPolicy(cutoff=time(15)))):
        found = estimate_ready_date(moment, policy=review)
        yield from (found, *found.skipped, *found.uncertain, found.effective_reason)
    yield estimate_ready_date(date(2026, 9, 7), policy=ReviewPolicy(min_days=2, max_days=2))
    yield estimate_ready_date(date(2026, 9, 5), policy=attrs.evolve(nine, collective_leave=CollectiveLeave.CLOSED))
    yield estimate_ready_date(datetime(2028, 2, 24, 10, tzinfo=WIB))
    closed = BusinessCalendar.from_days(
        date(2026, 9, 1),
        date(2026, 9, 13),
        extra_closed=[date(2026, 9, 8)],
        estimated_holidays={date(2026, 9, 12): "?"},
    )
    yield estimate_ready_date(date(2026, 9, 7), policy=ReviewPolicy(max_days=2), calendar=closed)
    yield estimate_ready_date(date(2026, 9, 7), policy=ReviewPolicy(max_days=3), calendar=closed)
    for key, name in words_id.WORDS.items():
        if key.startswith("holiday."):
            for called in (name, f"Cuti Bersama {name}", f"Pengganti {name}"):
                yield CalendarDay(date(2026, 8, 17), DayKind.PUBLIC_HOLIDAY, name=called, decree="SKB 1/2026 (made up)")
    for code in CaveatCode:
        yield Caveat(code, date(2028, 2, 28))
    yield from (date(2026, month, 1 + month) for month in range(1, 13))
    yield from (datetime(2026, 3, 16, 10, tzinfo=zone) for zone in (WIB, WITA, WIT))
    yield datetime(2026, 3, 16, 10)


def requests() -> Iterator[ReplacementRequest]:
    strict = attrs.evolve(STRICT, name="with rules of its own", safeguards=(*STRICT.safeguards, *BARRED))
    for state in WAY_TO:
        yield in_state(state)
        yield in_state(state, strict)
    asked = in_state(State.INFORMATION_REQUESTED)
    yield tell(asked, sample(events.ProvideInformation, asked), after=timedelta(days=2))
    for reason in events.CancelReason:
        yield tell(draft(), attrs.evolve(sample(events.Cancel, draft()), reason=reason))  # type: ignore[call-arg]
    sent = walk(draft(), events.Submit)
    for why in events.RejectReason:
        yield tell(sent, attrs.evolve(sample(events.Reject, sent), reasons=[why]))  # type: ignore[call-arg]
    yield draft(applicant=applicant(documents=()))
    yield draft(collection="by_proxy")
    yield in_state(State.READY_FOR_COLLECTION, collection="by_proxy")
    yield in_state(State.APPROVED, outlet="Outlet Bandung")
    for state in WAY_TO:
        yield in_state(state, card_form="esim")
        yield in_state(state, strict, card_form="esim")
    for card_form in ("physical", "esim"):
        ready = in_state(State.READY_FOR_COLLECTION, card_form=card_form)
        yield from (ready, walk(ready, events.Collect, events.ReturnCard))
        yield in_state(State.APPROVED, card_form=card_form, outlet="Outlet Bandung")
        yield walk(ready, events.Collect, events.ReportFault, events.ExchangeCard)
        yield walk(ready, events.Collect, events.ReportFault, events.ReturnCard)
        # Accepted while the owner may still object.
        unhurried = attrs.evolve(ARTICLE, name="with a window", objection_window=timedelta(days=2))
        yield in_state(State.ACCEPTED, unhurried, card_form=card_form)
        yield walk(draft(card_form=card_form), events.Submit, events.CompareRecord, events.Approve, events.MakeReady)
    yield in_state(State.READY_FOR_COLLECTION, card_form="esim", collection="by_proxy")
    # A child, and what the network tells after the end.
    for card_form in ("physical", "esim"):
        yield with_form(in_state(State.READY_FOR_COLLECTION, card_form=card_form), applicant=child())
        yield walk(in_state(State.COMPLETED, card_form=card_form), events.FailActivation)
        yield walk(in_state(State.READY_FOR_COLLECTION, card_form=card_form), events.Cancel, events.Activate)
    yield draft(msisdn="082812345678")
    yield walk(in_state(State.INSPECTING), events.ReturnCard)
    yield walk(draft(), events.Submit, events.CompareRecord, events.Approve, events.MakeReady)


BARRED: Final = (SafeguardRule("high_value_otp", timedelta(hours=1), "made up"),)
# Everything in turn that can follow a card made ready, so that each kind of deed is told.
DEEDS: Final = (
    (State.INSPECTING, (events.Hold, events.Release)),
    (State.IN_REVIEW, (events.RaiseObjection, events.CloseUnresolved)),
    (State.READY_FOR_COLLECTION, (events.FailIdentity, events.ChangeCollection, events.Expire)),
    (State.EXCHANGING, (events.ExchangeCard,)),
    (State.ACTIVATING, (events.FailActivation,)),
    (State.ON_HOLD, (events.ConfirmFraud,)),
)


def journeys() -> Iterator[Any]:
    """What is said of a request on its way, and of what can be done with it."""
    walked = [walk(in_state(state), *kinds) for state, kinds in DEEDS]
    doubtful = open_request(flagged(), id="request-1", now=MONDAY, salt=bytes(16))
    walked.append(walk(doubtful, events.Submit, events.CompareRecord, events.TellOwner, events.DecideFlag))
    for request in (*requests(), *walked):
        for now in (next_moment(request) + timedelta(days=days) for days in (0, 2, 13, 60)):
            far = progress(request, now=now)
            yield from (far, *far.done)
            yield from (step for role in Role for step in next_steps(request, now=now, role=role))
        yield from safeguards(request)
        yield sim_change_signal(request, now=next_moment(request), max_age=24)
        yield sim_change_signal(request, now=next_moment(request) + timedelta(days=40), max_age=24)
    traveler = draft(applicant=foreigner(paper("passport")))
    for request in (draft(), traveler, in_state(State.ON_HOLD), in_state(State.COMPLETED), in_state(State.CANCELLED)):
        for by in (MONDAY.date(), date(2026, 9, 9), date(2026, 12, 31)):
            yield plan(request, now=next_moment(request), by=by)
    for ends in (MONDAY.date(), date(2026, 9, 9)):
        yield plan(traveler, now=MONDAY, by=date(2026, 12, 31), registration_ends=ends)
    for card_form, by in product(("physical", "esim"), (MONDAY.date(), date(2026, 12, 31))):
        for state in (State.APPROVED, State.INSPECTING, State.EXCHANGING):
            begun = in_state(state, card_form=card_form)
            yield plan(begun, now=next_moment(begun), by=by)
    back = walk(in_state(State.INSPECTING, card_form="esim"))
    yield plan(back, now=next_moment(back) + timedelta(hours=5), by=date(2026, 12, 31))
    sent = walk(draft(), events.Submit)
    question = attrs.evolve(sample(events.RequestInformation, sent), fields=["shoe_size"])  # type: ignore[call-arg]
    yield progress(tell(sent, question), now=next_moment(sent))
    # Where nobody has said which items or which outlet.
    yield Step(code="go_to_outlet", who=Role.APPLICANT, card_form=CardForm.ESIM)
    yield Step(code="wait_for_card", who=Role.APPLICANT, card_form=CardForm.ESIM, outlet="Outlet Bandung")
    yield Step(code="answer_questions", who=Role.APPLICANT)
    yield Step(code="go_to_outlet", who=Role.APPLICANT)
    yield Step(code="wait_for_card", who=Role.APPLICANT, outlet="Outlet Bandung")
    yield from lifecycle.what_if([in_state(State.COMPLETED)], policy=STRICT)
    yield lifecycle.decide(draft(), sample(events.Submit, draft()), now=MONDAY)
    yield lifecycle.decide(draft(), attrs.evolve(sample(events.Submit, draft()), by=REVIEWER), now=MONDAY)
    yield errors.NoSuchStepError("completed", "expire", ())
    yield errors.NoSuchStepError("draft", "approve", ("submit",))
    yield errors.StaleRequestError("a", "b")
    yield errors.CalendarRangeError(date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1))
    for reason, policy, who in product(Reason, (ARTICLE, BRTI_2020, STRICT), (applicant(), foreigner())):
        for stage, method in product(Stage, ("in_person", "by_proxy")):
            form = filled_in(reason=reason, applicant=who, collection=method)
            for asked in required_papers(form, stage=stage, policy=policy):
                yield from (asked, asked.why)
    two = attrs.evolve(ARTICLE, supporting=("second_document", "police_report"), evidence=ARTICLE.evidence)
    yield from required_papers(filled_in(), stage=Stage.APPLYING, policy=two)
    # No shipped policy asks for such a choice, and a host's own list may.
    either = ((DocumentKind.KTP,), (DocumentKind.PASSPORT,))
    for need in Need:
        yield Requirement(paper=Paper.SECOND_DOCUMENT, need=need, source="made up", alternatives=either)
    yield from (f"why.{member.value}" for member in next(kind for kind, group in ENUMS.items() if group == "paper"))


def advice() -> Iterator[Any]:
    """Triage, operators and the recovery of a password."""
    answers: tuple[bool | None, ...] = (None, True, False)
    for seen, searched, damage, works, locked in product((True, False), (True, False), answers, answers, (True, False)):
        for status in NumberStatus:
            yield triage(
                Circumstances(
                    seen=seen,
                    searched=searched,
                    visible_damage=damage,
                    works_in_another_phone=works,
                    pin_or_puk_blocked=locked,
                    number_status=status,
                )
            )
    yield from (operators.profile_of(brand) for brand in operators.Brand)
    known: dict[str, Any] = {"source": "our own desk", "as_of": date(2026, 9, 1), "confidence": "high"}
    fees = [
        operators.Fee(amount=Decimal(amount), applies_to=form, valid_from=date(2026, 1, 1))
        for amount, form in product((0, 25000), ("physical", "esim"))
    ]
    more: dict[str, Any] = {name: operators.Fact(value=True, **known) for name in ("proxy", "esim", "home_delivery")}
    yield attrs.evolve(
        operators.profile_of("telkomsel"),
        outlet_hours=operators.Fact(value="09.00-17.00", **known),
        blocked_at_once=operators.Fact(value=True, **known),
        blocked_kept_months=operators.Fact(value=6, **known),
        fees=tuple(operators.Fact(value=fee, **known) for fee in fees),
        **more,
    )
    siti = recovery.Account(id="a-1", email="siti@example.com", phone="081398765432")
    key, noon = bytes(32), datetime(2026, 9, 7, 12, 0, tzinfo=WIB)
    for where in ("email", "phone"):
        sent = recovery.start_recovery(siti, send_to=where, code="493027", key=key, at=noon, supersedes=None)
        yield from (sent, recovery.answer_recovery(sent, "000000", key=key, at=noon, account=siti))
        yield recovery.answer_recovery(sent, "493027", key=key, at=noon, account=siti)


def forms(language: Language) -> Iterator[str]:
    """Forms as they are looked over before they are sent."""
    for code in ("IDN", "XXA", "XXB", "XXX", "QQQ"):
        whole = filled_in(
            applicant=applicant(nationality=code, head_of_family=HEAD, documents=(KTP, paper("passport"))),
            channel="hotline",
            outlet="Outlet Bandung",
            old_iccid="8962100000000000010",
            purchase_record=PurchaseRecord("Toko Pulsa Jaya", date(2024, 2, 29), "INV-1"),
            agreement_number="PKS-1",
            remarks="thanks",
        )
        yield summarize(whole, language, on=MONDAY.date())
    for born_on in (PartialDate(1995, 8), PartialDate(1995, day=15), PartialDate(1995)):
        application_form(filled_in(applicant=applicant(born_on=born_on)), language)


def papers(language: Language) -> Iterator[str]:
    """Every letter, notice and entry, and forms on paper."""
    abroad = passport(issuing_country="QQQ", issued_on=date(2021, 5, 6), holder_name="BUDI SANTOSO")
    for document, card_form in product((PROXY_KTP, abroad), ("physical", "esim")):
        signed = letter(valid_until=None, proxy_document=document)
        yield authorization_letter(signed, language, document=KTP, place="Jakarta", card_form=card_form)
    # The letter is Indonesian in any case, and what it says besides is in the language that was asked for.
    for request in (*requests(), *waiting()):
        yield from notices(request, language)
        try:
            yield calendar_entry(request, language, uid="r-1", stamp=next_moment(request))
        except errors.InvalidValueError:
            continue
    yield calendar_entry(estimate_ready_date(MONDAY), language, uid="r-2", stamp=MONDAY)
    purchase = PurchaseRecord("Toko Pulsa Jaya", date(2024, 2, 29), "INV-1")
    for who in (applicant(documents=(KTP, paper("passport"))), applicant(head_of_family=HEAD)):
        filled = filled_in(applicant=who, purchase_record=purchase, collection="by_proxy")
        yield application_form(filled, language)
        yield summarize(filled, language, unmasked=True)


def waiting() -> Iterator[ReplacementRequest]:
    """Requests of which something is told that is told of no other."""
    yield in_state(State.READY_FOR_COLLECTION, card_form="esim", collection="by_proxy")
    sent = walk(draft(), events.Submit)
    question = sample(events.RequestInformation, sent)
    # So much is asked for, or barred, that a short message has no room to name it.
    fields = [
        "full_name",
        "born_on",
        "nationality",
        "shoe_size",
        *(f"/applicant/documents/{at}/number" for at in range(4)),
    ]
    yield tell(sent, attrs.evolve(question, fields=fields))  # type: ignore[call-arg]
    for length in range(1, 8):
        names = ("port_out", "sms_codes", "high_value_otp", *(f"service-{number}" for number in range(length)))
        rules = tuple(SafeguardRule(name, timedelta(days=400), "made up") for name in names[: 1 + length])
        yield in_state(State.COMPLETED, attrs.evolve(ARTICLE, name="barred", safeguards=rules))
    eastern = attrs.evolve(ARTICLE, name="in the east", review=ReviewPolicy(zone=WIT))
    central = attrs.evolve(ARTICLE, name="in the middle", review=ReviewPolicy(zone=WITA))
    yield from (in_state(State.READY_FOR_COLLECTION, policy) for policy in (eastern, central))
    # The network has told of a card since; nobody says why the request was rejected.
    rejected = in_state(State.REJECTED)
    yield attrs.evolve(rejected, history=tuple(it for it in rejected.history if type(it.event) is not events.Reject))
    unnamed = in_state(State.READY_FOR_COLLECTION)
    step: Any = unnamed.history[-1]
    named = attrs.evolve(step, event=attrs.evolve(step.event, outlet="Siti Aminah"))
    yield attrs.evolve(unnamed, history=(*unnamed.history[:-1], named))


def notices(request: ReplacementRequest, language: Language) -> Iterator[str]:
    for kind, channel in product(get_args(NoticeKind), get_args(NoticeChannel)):
        try:
            told = notice(kind, request, channel, language)
        except errors.InvalidValueError:
            continue
        # The name of an outlet is cut off where there is no room for it, which three dots say.
        yield f"{told.subject}\n{told.text.replace('...', '')}"


def everything(language: Language) -> Iterator[str]:
    """All of it, said once."""
    for thing in (*issues(), *windows(), *journeys(), *advice(), *specimens()):
        yield explain(thing, language)
    yield from papers(language)
    lists: set[type[StrEnum]] = set(ENUMS) | set(LISTS) | {RegionStatus, ChangeKind, CaveatCode}
    for thing in (*(member for kind in lists - {IssueCode} for member in kind), *events.EVENTS):
        yield explain(thing, language)
    for name in (key.removeprefix("field.") for key in words_en.WORDS if key.startswith("field.")):
        yield explain(name, language)
    yield month_view(estimate_ready_date(date(2026, 3, 16)), language)
    found: list[Any] = [
        [],
        [Issue(IssueCode.FORM_REQUIRED)],
        [Issue(IssueCode.EVENT_ROLE, params={"role": "reviewer"})],
    ]
    found += [KeyError(), errors.NoSuchStepError("draft", "approve", ()), errors.StaleRequestError("a", "b")]
    for thing in found:
        answer = problem(thing, language)
        yield f"{answer['title']} {answer['detail']}"
    yield from forms(language)
    for what in ("applicant", "form", *map(events.event_name, events.EVENTS)):
        yield from said_in(form_schema(what, language))
    for kind in events.EVENTS:
        yield from (title_of(kind, field.name, language) for field in attrs.fields(kind))


def said_in(schema: Any) -> Iterator[str]:
    """What a schema has for people to read."""
    if isinstance(schema, dict):
        for key, part in schema.items():
            yield from (part,) if key in {"title", "description"} and isinstance(part, str) else said_in(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from said_in(part)


class Told(NamedTuple):
    """What was asked of each table, and everything that was said in each language."""

    tables: Mapping[str, Noting]
    said: Mapping[str, tuple[str, ...]]


def forget() -> None:
    """Keep no word that was looked up before: one that is not looked up again would count as said by nobody."""
    for module in pkgutil.iter_modules(importlib.import_module("simreplace.words").__path__):
        for thing in vars(importlib.import_module(f"simreplace.words.{module.name}")).values():
            if hasattr(thing, "cache_clear"):
                thing.cache_clear()


@pytest.fixture(scope="module")
def told() -> Told:
    tables = {name: Noting(table) for name, table in TABLES.items()}
    # As any other test may have done in this process.
    for issue, language in product(issues(), LANGUAGES):
        explain(issue, language)
    forget()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(dates, "_WORDS", MappingProxyType({each: tables[each] for each in LANGUAGES}))
        on_paper = {each: tables[f"paper_{each}"] for each in LANGUAGES}
        patched.setattr(laid_out, "_PAPER_WORDS", MappingProxyType(on_paper))
        said = Told(tables, {language: tuple(everything(language)) for language in LANGUAGES})
    forget()
    return said


def test_there_is_no_other_table_of_words() -> None:
    """Whatever long mapping of texts stands in a module of the words is one of those that are walked, or a part of one."""
    others: list[str] = []
    found = 0
    for module in pkgutil.iter_modules(importlib.import_module("simreplace.words").__path__):
        for name, value in vars(importlib.import_module(f"simreplace.words.{module.name}")).items():
            if (
                isinstance(value, Mapping)
                and len(value) > 40
                and {type(it) for pair in value.items() for it in pair} == {str}
            ):
                found += 1
                if not any(value.items() <= table.items() for table in TABLES.values()):
                    others.append(f"{module.name}.{name}")
    assert others == []
    assert found >= len(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_every_word_is_said_somewhere(table: str, told: Told) -> None:
    assert [key for key in TABLES[table] if key not in told.tables[table].used] == []


@pytest.mark.parametrize("table", TABLES)
def test_every_place_is_filled_somewhere(table: str, told: Told) -> None:
    wanted = {(key, name) for key, text in TABLES[table].items() for name in places(text)}
    assert sorted(wanted - told.tables[table].filled) == []
    assert len(wanted) > len(TABLES[table]) // 10


def test_a_word_that_nobody_says_and_a_place_that_nothing_fills_would_be_noticed() -> None:
    noting = Noting({"said": "{day}: {what}", "unsaid": "{day}"})
    assert noting["said"].format(day="Monday", what="...") == "Monday: ..."
    assert (noting.used, noting.filled) == ({"said"}, {("said", "day")})


# What is no word of anybody's: names of the code, what Python prints, an open place, a day or a time of the machine's.
_NO_WORD: Final = re.compile(r"\b[a-z]+_[a-z_]+\b|\bNone\b|\bTrue\b|\bFalse\b|\.\.\.|[{}<>]|\d{4}-\d\d-\d\dT")
# The machine-readable zone of a passport, as a letter has it.
_ZONE: Final = re.compile("[A-Z0-9<]{10,}")
_CLOCK: Final = re.compile(r"(?<![+\d])\d\d:\d\d")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_code_and_nothing_of_the_machine_is_said(language: Language, told: Told) -> None:
    # But for the room on paper that is left to be filled in by hand.
    said = (_ZONE.sub("", text.replace(laid_out.BLANK, "")) for text in told.said[language])
    assert [text for text in said if _NO_WORD.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_bare_code_of_a_country_is_said(language: Language, told: Told) -> None:
    """But where somebody is told how to type one."""
    how = {explain(Issue(code, params={"meant": "IDN"}), language) for code in (NATIONALITY_FORM, NATIONALITY_MEANT)}
    # On paper the code stands in brackets behind the name, as it does in a passport.
    said = [re.sub(r"[(（][A-Z]{3}[)）]", "", text) for text in told.said[language] if text not in how]
    assert [text for text in said if re.search(r"\b(?:IDN|CHN|AUS|XX[ABCX])\b", text)] == []


def test_a_time_is_written_as_its_language_writes_it(told: Told) -> None:
    assert [text for text in told.said["id"] if _CLOCK.search(text)] == []
    assert any(_CLOCK.search(text) for text in told.said["en"])
    # Whoever reads Chinese has never heard of the letters alone.
    bare = re.compile("(?<!时间)(?:WIB|WITA|WIT)(?![A（])")
    assert [text for text in told.said["zh"] if bare.search(text)] == []


NATIONALITY_FORM, NATIONALITY_MEANT = IssueCode.NATIONALITY_FORM, IssueCode.NATIONALITY_MEANT

# A phone of the smallest kind shows some forty narrow characters in a line; a Chinese one takes the room of two.
LINE: Final = 40
_NO_LABELS: Final = (
    "issue state_help step step_by step_event_by progress safeguard estimate caveat effective_reason triage why problem"
    " recovery requirement plan sim_change no_such_step decision operator stale_request difference calendar_range"
    " month_view help thing"
)
SENTENCES: Final = frozenset(_NO_LABELS.split())
LABELS_ON_PAPER: Final = (
    "letter.label. letter.sign. letter.title letter.no_end letter.not_stated form.original form.if_at_hand form.place"
    " form.date form.sign. notice.sim. notice.zone. notice.time notice.outlet notice.another_"
)
# What a calendar on a phone shows of an entry.
TITLES: Final = frozenset({"entry.review", "entry.review_esim", "entry.collection", "entry.collection_esim"})


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_fits_a_line_of_a_phone(language: Language) -> None:
    labels = {key: text for key, text in TABLES[language].items() if key.split(".")[0] not in SENTENCES}
    labels |= {key: text for key, text in TABLES[language].items() if key.startswith("operator.field.")}
    assert {key: text for key, text in labels.items() if width(text) > LINE} == {}
    assert len(labels) > len(TABLES[language]) // 3
    on_paper = {key: text for key, text in TABLES[f"paper_{language}"].items() if is_label_on_paper(key)}
    assert {key: text for key, text in on_paper.items() if width(text) > LINE} == {}
    assert set(on_paper) > TITLES and len(on_paper) > len(TITLES) + len(LABELS_ON_PAPER.split())


def is_label_on_paper(key: str) -> bool:
    return key in TITLES or key.startswith(tuple(LABELS_ON_PAPER.split()))
