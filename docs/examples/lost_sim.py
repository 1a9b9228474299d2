"""A lost SIM card comes back to its owner: the story, told by the library.

Run it with `python docs/examples/lost_sim.py`, and with `--language id` or `--language zh` in Indonesian or Chinese.
Three cases are told: a citizen who loses a card and sends a proxy, a fraudster who has everything but the card, and a
foreigner whose card is damaged. Everybody and every number is made up. This script does the reading and the printing;
the library does neither.
"""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, cast

import attrs

from simreplace import (
    ARTICLE,
    BRTI_2020,
    WIB,
    Actor,
    AuthorizationLetter,
    Circumstances,
    Language,
    Paper,
    Policy,
    ReplacementRequest,
    Role,
    SafeguardRule,
    Stage,
    State,
    check_form,
    estimate_ready_date,
    events,
    explain,
    from_mapping,
    lifecycle,
    missing_papers,
    month_view,
    open_request,
    operators,
    parse_form,
    plan,
    progress,
    recovery,
    required_papers,
    safeguards,
    summarize,
    triage,
)
from simreplace.errors import InvalidRecordError, InvalidValueError, RefusedError

Story = dict[str, Any]

CUSTOMER: Final = Actor(Role.APPLICANT, "customer-1")
PROXY: Final = Actor(Role.PROXY, "customer-2")
OWNER: Final = Actor(Role.REGISTERED_OWNER, "customer-3")
INTAKE: Final = Actor(Role.INTAKE_CLERK, "staff-0")
REVIEWER: Final = Actor(Role.REVIEWER, "staff-1")
COUNTER: Final = Actor(Role.COUNTER_CLERK, "staff-2")
ANALYST: Final = Actor(Role.FRAUD_ANALYST, "staff-3")
NETWORK: Final = Actor(Role.NETWORK, "network")
SYSTEM: Final = Actor(Role.SYSTEM, "system")
MONDAY: Final = datetime(2026, 3, 16, 10, 0, tzinfo=WIB)
OUTLET: Final = "Outlet Jakarta Selatan"
SALT: Final = bytes(range(16))  # a host draws one at random for each request, and keeps it with the request
# The regulator's list, and after activation no codes for a day: a choice of this story, after a rule of India's.
CAREFUL: Final = attrs.evolve(
    BRTI_2020,
    name="BRTI_2020 and a day without codes",
    safeguards=(SafeguardRule("sms_codes", timedelta(hours=24), "India, DoT, November 2022"),),
)
SAME: Final = [events.RecordMatch("identity_number", events.Match.TRUE)]

# The script's own lines; everything else is said by the library.
LINES: Final[dict[str, tuple[str, str, str]]] = {
    "citizen": ("A citizen loses a card", "Seorang warga kehilangan kartu", "一位公民丢失了卡片"),
    "fraudster": ("A fraudster has everything but the card", "Penipu punya segalanya kecuali kartunya", "骗子什么都有，唯独没有卡"),
    "foreigner": ("A foreigner's card is damaged", "Kartu milik warga asing rusak", "一位外国人的卡片损坏了"),
    "gone": ("Is it really gone? What to do at once?", "Benarkah hilang? Apa yang segera dilakukan?", "真的丢了吗？马上该做什么？"),
    "operator": ("Whom to call, where to go, what does it cost?", "Hubungi siapa, ke mana, berapa biayanya?", "找谁、去哪里、费用多少？"),
    "friday": ("Can she have it today? And by Friday?", "Bisakah selesai hari ini? Atau hari Jumat?", "今天能办好吗？周五之前呢？"),
    "password": ("She has forgotten the password of her account", "Ia lupa kata sandi akunnya", "她忘记了账户密码"),
    "mistakes": ("Siti fills in the form, with four mistakes", "Siti mengisi formulir, dengan empat kesalahan", "西蒂填写表格，有四处错误"),
    "mended": ("She mends them, and looks once more", "Ia memperbaikinya dan memeriksa sekali lagi", "她改正后再核对一遍"),
    "papers": ("Which papers are needed?", "Dokumen apa yang diperlukan?", "需要哪些材料？"),
    "lacking": ("Not there yet", "Belum ada", "尚缺"),
    "sent": ("It is sent. When will the card be ready?", "Formulir dikirim. Kapan kartunya siap?", "表格已提交。卡片何时备好？"),
    "asked": ("One more paper is asked for; the clock stands still", "Satu dokumen lagi diminta; waktu berhenti", "还需补充一份材料，计时暂停"),
    "approved": ("The request is approved", "Permohonan disetujui", "申请获批"),
    "ready": ("A card is made ready, and the owner's side is told", "Kartu disiapkan, dan pihak pemilik diberi tahu", "卡片备好，并通知机主"),
    "budi": ("Siti sends Budi; without her letter he gets nothing", "Siti mengutus Budi; tanpa surat kuasa ia tidak mendapat apa-apa", "西蒂请布迪代领，没有授权委托书便领不到"),
    "fault": ("The chip is scratched; the card is exchanged on the spot", "Cipnya tergores; kartu ditukar di tempat", "芯片有划痕，当场更换卡片"),
    "alive": ("The number lives again", "Nomornya aktif kembali", "号码恢复使用"),
    "damaged": ("He says that the card is damaged, and cannot show it", "Ia bilang kartunya rusak, tetapi tidak dapat memperlihatkannya", "他说卡片损坏，却拿不出卡"),
    "called": ("The lost number is called, and the owner answers", "Nomor itu ditelepon, dan pemiliknya menjawab", "拨打该号码，机主接听了"),
}  # fmt: skip


class CannotReadError(Exception):
    """The input file cannot be read; its sentence says why."""


class Teller:
    """Says things in one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self.colon = "：" if language == "zh" else ": "

    def line(self, key: str) -> str:
        """One of the script's own lines."""
        return LINES[key][("en", "id", "zh").index(self.language)]

    def chapter(self, key: str) -> None:
        print(f"\n==== {self.line(key)}")

    def heading(self, key: str) -> None:
        print(f"\n== {self.line(key)}")

    def show(self, text: str) -> None:
        for line in text.splitlines():
            print(f"   {line}".rstrip())

    def say(self, *things: object) -> None:
        """What the library says of these things."""
        for thing in things:
            self.show(explain(thing, self.language))

    def step(
        self, request: ReplacementRequest, event: events.Event, now: datetime, policy: Policy = ARTICLE
    ) -> ReplacementRequest:
        """Apply an event and say where it led; the policy counts when the form is sent, and is kept from there on."""
        after = lifecycle.apply(request, event, now=now, policy=policy)
        what, where = explain(type(event), self.language), explain(after.state, self.language)
        print(f"   {explain(now, self.language)}{self.colon}{what} -> {where}")
        return after


def read(path: Path) -> Story:
    """The story's inputs."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CannotReadError(f"Cannot read {path.name}: {error.strerror}.") from None
    except ValueError:
        raise CannotReadError(f"Cannot read {path.name}: it is not JSON.") from None
    wanted = {"form_with_mistakes", "mended", "letter", "cards", "fraudster", "foreigner"}
    if not isinstance(found, dict) or not wanted <= found.keys():
        raise CannotReadError(f"Cannot read {path.name}: it lacks {', '.join(sorted(wanted))}.")
    return found


def papers(teller: Teller, request: ReplacementRequest, policy: Policy = ARTICLE) -> None:
    """What to bring, and what of it is not there yet."""
    teller.heading("papers")
    asked: dict[str, Any] = {"stage": Stage.APPLYING, "policy": policy, "on": MONDAY.date()}
    for requirement in required_papers(request.form, **asked):
        teller.show(f"- {explain(requirement, teller.language)}")
    lacking = [explain(missing.paper, teller.language) for missing in missing_papers(request.form, **asked)]
    teller.show(teller.line("lacking") + teller.colon + ("、" if teller.language == "zh" else ", ").join(lacking))


def find_out(teller: Teller, story: Story) -> None:
    """Before anything is filled in: is it really lost, and whose customer is she?"""
    teller.heading("gone")
    teller.say(triage(Circumstances(seen=False, searched=True)))
    teller.heading("operator")
    number = parse_form({**story["form_with_mistakes"], **story["mended"]}, on=MONDAY.date()).msisdn
    teller.say(*(operators.profile_of(brand) for brand in sorted(number.brands)))


def look_ahead(teller: Teller, request: ReplacementRequest) -> None:
    """What is left to be done, and by when it can be done."""
    teller.heading("friday")
    teller.say(*(plan(request, now=MONDAY, by=by) for by in (date(2026, 3, 16), date(2026, 3, 20))))


def recover(teller: Teller, request: ReplacementRequest) -> None:
    """A code never goes to the lost number; by email it opens the account once."""
    teller.heading("password")
    key, code = bytes(range(32)), "493027"  # a host draws both at random
    account = recovery.Account(
        id="account-1",
        email=request.applicant.contact.email,
        phone=request.msisdn.reveal(),
        number_under_replacement=request.msisdn,
    )
    try:
        recovery.start_recovery(account, send_to="phone", code=code, key=key, at=MONDAY, supersedes=None)
    except InvalidValueError as refused:
        teller.say(refused)
    sent = recovery.start_recovery(account, send_to="email", code=code, key=key, at=MONDAY, supersedes=None)
    wrong = recovery.answer_recovery(sent, "000000", key=key, at=MONDAY, account=account)
    soon, later = MONDAY + timedelta(minutes=1), MONDAY + timedelta(minutes=2)
    right = recovery.answer_recovery(wrong.challenge, code, key=key, at=soon, account=account)
    again = recovery.answer_recovery(right.challenge, code, key=key, at=later, account=account)
    teller.say(sent, wrong, right, again)


def fill_in(teller: Teller, story: Story) -> ReplacementRequest:
    """Siti types, is told everything that is wrong at once, and mends it."""
    today = MONDAY.date()
    teller.heading("mistakes")
    report = check_form(story["form_with_mistakes"], on=today)
    for issue in report.errors:
        teller.show(f"{issue.pointer}  {explain(issue, teller.language)}")

    teller.heading("mended")
    form = parse_form({**story["form_with_mistakes"], **story["mended"]}, on=today)
    request = open_request(form, id="r-01", now=MONDAY, salt=SALT)
    teller.show(summarize(form, teller.language, on=today))
    papers(teller, request)
    return request


def send(teller: Teller, request: ReplacementRequest) -> ReplacementRequest:
    """She sends the form, and every skipped day of the window is explained."""
    teller.heading("sent")
    sent = events.Submit(id="e01", by=CUSTOMER, form=request.form, other_open_request=False)
    request = teller.step(request, sent, MONDAY)
    estimate = estimate_ready_date(MONDAY)
    teller.say(estimate)
    for skipped in (*estimate.skipped, *estimate.uncertain):
        teller.show(f"- {explain(skipped, teller.language)}")
    teller.show(month_view(estimate, teller.language))
    return request


def review(teller: Teller, request: ReplacementRequest) -> ReplacementRequest:
    """One more paper is asked for, and meanwhile the clock stands still."""
    teller.heading("asked")
    at = MONDAY + timedelta(days=1)
    question = events.RequestInformation(id="e02", by=REVIEWER, papers=[Paper.PURCHASE_RECORD])
    request = teller.step(request, question, at)
    teller.say(progress(request, now=at + timedelta(days=1)))
    answer = events.Answer(Paper.PURCHASE_RECORD.value, "a photo of the receipt")
    at = datetime(2026, 3, 25, 9, 0, tzinfo=WIB)
    told = events.ProvideInformation(id="e03", by=CUSTOMER, form=request.form, answers=[answer])
    request = teller.step(request, told, at)
    teller.say(progress(request, now=at))

    teller.heading("approved")
    request = compare(teller, request, at + timedelta(minutes=1))
    approval = events.Approve(id="e05", by=REVIEWER, evidence=[Paper.IDENTITY_DOCUMENT])
    return teller.step(request, approval, at + timedelta(days=1))


def compare(teller: Teller, request: ReplacementRequest, now: datetime) -> ReplacementRequest:
    """A system compares what the form says with the operator's own record."""
    return teller.step(request, events.CompareRecord(id="e04", by=SYSTEM, matches=SAME), now)


def make_ready(teller: Teller, request: ReplacementRequest, card: str) -> ReplacementRequest:
    """A card lies at the outlet, and the owner is told at the old number: without that nobody gets it."""
    teller.heading("ready")
    at = request.history[-1].at + timedelta(days=1)
    request = teller.step(request, events.MakeReady(id="e06", by=COUNTER, iccid=card, outlet=OUTLET), at)
    return teller.step(request, tell_owner("e07", "sms", "delivered"), at + timedelta(minutes=1))


def tell_owner(id_: str, means: str, outcome: str, by: Actor = SYSTEM) -> events.TellOwner:
    """The owner is told at the old number; what only the form names would reach whoever filled it in."""
    return events.TellOwner(id=id_, by=by, to="old_number", means=means, outcome=outcome)


def sound(card: str) -> events.Inspection:
    """A card that was looked at from every side."""
    return events.Inspection(surface=True, contacts=True, chip=True, packaging=True, number=True, iccid=card)


def fetch(teller: Teller, request: ReplacementRequest, story: Story) -> ReplacementRequest:
    """A proxy comes, is refused without the letter, finds a fault, and gets another card."""
    first, second = story["cards"]["first"], story["cards"]["second"]
    request = make_ready(teller, request, first)

    teller.heading("budi")
    letter = from_mapping(AuthorizationLetter, story["letter"])
    ktp = request.applicant.documents[0]
    at = datetime(2026, 3, 30, 11, 0, tzinfo=WIB)
    brought = events.Collect(
        id="e08", by=COUNTER, outlet=OUTLET, visitor=PROXY, id_seen=ktp, proxy_id_seen=letter.proxy_document
    )
    try:
        teller.step(request, brought, at)
    except RefusedError as refused:
        teller.say(refused)
    request = teller.step(request, attrs.evolve(brought, id="e09", letter=letter), at + timedelta(minutes=5))

    teller.heading("fault")
    at += timedelta(minutes=10)
    fault = events.ReportFault(id="e10", by=PROXY, defects=[events.Defect.SCRATCHED, events.Defect.CHIP_DAMAGED])
    request = teller.step(request, fault, at)
    request = teller.step(request, events.ExchangeCard(id="e11", by=COUNTER, iccid=second), at)
    return teller.step(request, events.AcceptCard(id="e12", by=PROXY, inspection=sound(second)), at)


def activate(teller: Teller, request: ReplacementRequest, card: str) -> ReplacementRequest:
    """Permission is asked first; then the network turns the new card on, and says so."""
    teller.heading("alive")
    at = request.history[-1].at + timedelta(minutes=1)
    request = teller.step(request, events.OrderActivation(id="e13", by=SYSTEM, iccid=card), at)
    at += timedelta(minutes=20)
    live = events.Activate(id="e14", by=NETWORK, iccid=card, old_card_deactivated=True)
    request = teller.step(request, live, at)
    teller.say(progress(request, now=at), *safeguards(request))
    return request


def citizen(teller: Teller, story: Story) -> State:
    """Siti loses her card, and gets her number back."""
    find_out(teller, story)
    request = fill_in(teller, story)
    look_ahead(teller, request)
    recover(teller, request)
    request = fetch(teller, review(teller, send(teller, request)), story)
    return activate(teller, request, story["cards"]["second"]).state


def fraudster(teller: Teller, story: Story) -> State:
    """Correct data, no old card, under the regulator's list of 2020: it ends on the fraud analyst's desk."""
    form = parse_form(story["fraudster"], on=MONDAY.date(), policy=BRTI_2020)
    request = open_request(form, id="r-02", now=MONDAY, salt=SALT)
    papers(teller, request, BRTI_2020)

    teller.heading("damaged")
    sent = events.Submit(id="f01", by=INTAKE, form=form, other_open_request=False)
    request = teller.step(request, sent, MONDAY, BRTI_2020)
    request = compare(teller, request, MONDAY + timedelta(minutes=1))
    at = MONDAY + timedelta(minutes=3)
    shown = [Paper.IDENTITY_DOCUMENT, Paper.APPLICATION_FORM]
    teller.say(lifecycle.decide(request, events.Approve(id="f02", by=REVIEWER, evidence=shown), now=at))

    teller.heading("called")
    request = teller.step(request, tell_owner("f03", "call", "answered", by=ANALYST), at)
    objection = events.RaiseObjection(id="f04", by=OWNER, reason="that is not me")
    request = teller.step(request, objection, at + timedelta(minutes=2))
    teller.say(progress(request, now=at + timedelta(minutes=3)))
    finding = "the owner holds the card in his hand"
    confirmed = events.ConfirmFraud(id="f05", by=ANALYST, finding=finding)
    return teller.step(request, confirmed, at + timedelta(hours=1)).state


def foreigner(teller: Teller, story: Story) -> State:
    """A passport, a damaged card in hand, and the owner in person; codes stay barred for a day."""
    teller.say(triage(Circumstances(seen=True, visible_damage=True)))
    form = parse_form(story["foreigner"], on=MONDAY.date(), policy=CAREFUL)
    request = open_request(form, id="r-03", now=MONDAY, salt=SALT)
    papers(teller, request, CAREFUL)

    teller.heading("sent")
    sent = events.Submit(id="e01", by=CUSTOMER, form=form, other_open_request=False)
    request = teller.step(request, sent, MONDAY, CAREFUL)
    request = compare(teller, request, MONDAY + timedelta(minutes=1))
    shown = [Paper.OLD_SIM_CARD, Paper.IDENTITY_DOCUMENT, Paper.APPLICATION_FORM]
    approval = events.Approve(id="e05", by=REVIEWER, evidence=shown)
    teller.heading("approved")
    card = story["cards"]["first"]
    request = make_ready(teller, teller.step(request, approval, MONDAY + timedelta(days=1)), card)
    at = request.history[-1].at + timedelta(hours=2)
    passport = request.applicant.documents[0]
    visit = events.Collect(id="e08", by=COUNTER, outlet=OUTLET, visitor=CUSTOMER, id_seen=passport)
    request = teller.step(request, visit, at)
    taken = events.AcceptCard(id="e12", by=CUSTOMER, inspection=sound(card))
    return activate(teller, teller.step(request, taken, at), card).state


CASES: Final[dict[str, tuple[Callable[[Teller, Story], State], State]]] = {
    "citizen": (citizen, State.COMPLETED),
    "fraudster": (fraudster, State.FAILED),
    "foreigner": (foreigner, State.COMPLETED),
}


def tell(story: Story, language: Language = "en") -> bool:
    """Every case, and whether each ended where it should."""
    teller = Teller(language)
    ended = []
    for name, (case, should) in CASES.items():
        teller.chapter(name)
        ended.append(case(teller, story) is should)
    return all(ended)


def main(arguments: list[str]) -> int:
    """Tell the story; 0 if every case ends where it should, 2 if the inputs cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--input", type=Path, default=Path(__file__).with_suffix(".json"), help="the story's inputs")
    parser.add_argument("--language", choices=("en", "id", "zh"), default="en", help="the language it is told in")
    chosen = parser.parse_args(arguments)
    try:
        ended = tell(read(chosen.input), cast("Language", chosen.language))
    except CannotReadError as error:
        print(error, file=sys.stderr)
        return 2
    except (InvalidRecordError, InvalidValueError, KeyError, TypeError):
        print("Cannot read the input: a part of it is not what the story needs.", file=sys.stderr)
        return 2
    return 0 if ended else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
