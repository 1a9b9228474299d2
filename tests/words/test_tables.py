"""The words: the same keys, order and places in three languages, one for every code and every member, and good manners."""

import re
import string
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import pytest

from simreplace import cards, events
from simreplace.calendar.days import CollectiveLeave, DayKind
from simreplace.calendar.window import CaveatCode
from simreplace.guidance.plan import PlanAnswer
from simreplace.guidance.triage import NumberStatus
from simreplace.issues import IssueCode, Severity
from simreplace.people.kinds import (
    CardForm,
    Channel,
    CollectionMethod,
    DocumentKind,
    Duty,
    OwnerContact,
    OwnerTold,
    Paper,
    Reason,
    Role,
)
from simreplace.records import Trust, TrustReason
from simreplace.recovery.challenge import ChallengeState, Destination
from simreplace.rules.papers import Stage
from simreplace.rules.policy import Direction
from simreplace.values.likeness import NameMatch
from simreplace.values.masked import Masked
from simreplace.values.nik import FamilyCardNumber, Nik, RegionStatus, Sex
from simreplace.values.operator import PhoneKind
from simreplace.values.papers import PassportNumber, PermitNumber
from simreplace.values.paste import ChangeKind
from simreplace.values.phone import Msisdn
from simreplace.words import en as words_en
from simreplace.words import id as words_id
from simreplace.words import zh as words_zh

TABLES: Final = MappingProxyType({"en": words_en.WORDS, "id": words_id.WORDS, "zh": words_zh.WORDS})
EN, ID, ZH = TABLES["en"], TABLES["id"], TABLES["zh"]

# What each code carries that words may show. A code that is not named here carries nothing for them.
CARRIED: Final = MappingProxyType(
    {
        "text.too_long": {"limit"},
        "form.number": {"limit"},
        "text.non_ascii": {"at", "character"},
        "text.character": {"at"},
        "text.control": {"at"},
        "text.invisible": {"at", "character"},
        "msisdn.letters": {"at"},
        "msisdn.extension": {"at"},
        "msisdn.several": {"at"},
        "msisdn.prefix_unallocated": {"prefix"},
        "msisdn.prefix_disputed": {"prefix"},
        "msisdn.prefix_ambiguous": {"prefix"},
        "phone.unusual_kind": {"kind"},
        "nik.length": {"digits"},
        "kk.length": {"digits"},
        "mrz.format": {"line"},
        "iccid.length": {"digits"},
        "eid.length": {"digits"},
        "imsi.length": {"digits"},
        "email.syntax": {"at"},
        "email.space": {"at"},
        "email.two_at_signs": {"at"},
        "email.dots": {"at"},
        "email.separator": {"at"},
        "email.several": {"at"},
        "email.display_name": {"at"},
        "nationality.meant": {"meant"},
        "form.choice": {"choices"},
        "record.version": {"known"},
        "papers.missing": {"paper"},
        "papers.supporting_missing": {"paper"},
        "review.days": {"limit"},
        "event.role": {"role"},
        "duty.same_person": {"duty", "other"},
        "duty.machines_only": {"duty"},
        "actor.not_a_machine": {"role"},
        "deadline.passed": {"until"},
        "history.full": {"limit"},
        "request.weak_salt": {"limit"},
        "submit.flag_not_acknowledged": {"code"},
        "submit.method_not_offered": {"method"},
        "compare.done": {"detail"},
        "decide.no_such_flag": {"code"},
        "decide.done": {"code"},
        "decide.by_supervisor": {"code"},
        "tell.used_up": {"limit"},
        "information.rounds_used_up": {"limit"},
        "information.unanswered": {"item"},
        "approve.evidence_missing": {"paper"},
        "approve.flag_undecided": {"code"},
        "approve.flag_refused": {"code"},
        "approve.record_not_compared": {"detail"},
        "approve.record_differs": {"detail"},
        "approve.record_unknown": {"detail"},
        "card.flag_not_accepted": {"code"},
        "collection.changes_used_up": {"limit"},
        "collect.visits_used_up": {"limit"},
        "letter.not_yet_signed": {"since"},
        "letter.expired": {"until"},
        "letter.too_old": {"until"},
        "collect.looks_used_up": {"limit"},
        "visit.over": {"until"},
        "visit.not_over": {"until"},
        "plan.too_soon": {"until"},
        "plan.registration_ends": {"until"},
        "plan.registration_short": {"until"},
        "inspection.unanswered": {"item"},
        "inspection.unsound": {"item"},
        "exchange.used_up": {"limit"},
        "order.objection_window": {"until"},
        "release.used_up": {"limit"},
        "expire.not_due": {"until"},
    }
)

_FIELDS: Final = (
    "full_name born_on sex nationality contact phone email documents kind number holder_name issuing_country issued_on "
    "expires_on mrz head_of_family nik family_card applicant msisdn reason channel collection outlet old_iccid "
    "card_form purchase_record seller bought_on agreement_number remarks"
)
_EVENT_FIELDS: Final = (
    "form acknowledged matches comparison detail outcome document code fail_activation.code pointer accepted reason to "
    "means papers fields answers answer item text evidence reasons iccid eid eid_unknown activation_code method id_seen papers_seen "
    "letter proxy_id_seen principal proxy proxy_document signed_on valid_until inspection defects old_card_deactivated "
    "finding note purchase_record.number id by visitor other_open_request"
)


def values(kind: Iterable[StrEnum]) -> tuple[str, ...]:
    return tuple(member.value for member in kind)


def snake(name: str) -> str:
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in name).lstrip("_")


GROUPS: Final = MappingProxyType(
    {
        "issue": values(IssueCode),
        "flag": values(code for code in IssueCode if code.severity is Severity.FLAG),
        "severity": values(Severity),
        "state": values(events.State),
        "state_help": values(events.State),
        "event": tuple(snake(kind.__name__) for kind in events.EVENTS),
        "role": values(Role),
        "paper": values(Paper),
        "reason": values(Reason),
        "channel": values(Channel),
        "collection_method": values(CollectionMethod),
        "document_kind": values(DocumentKind),
        "sex": values(Sex),
        "card_form": values(CardForm),
        "duty": values(Duty),
        "owner_contact": values(OwnerContact),
        "owner_told": values(OwnerTold),
        "direction": values(Direction),
        "tell_means": values(events.TellMeans),
        "tell_outcome": values(events.TellOutcome),
        "defect": values(events.Defect),
        "reject_reason": values(events.RejectReason),
        "cancel_reason": values(events.CancelReason),
        "inspection": tuple(dict.fromkeys(item for form in CardForm for item in events.Inspection().unanswered(form))),
        "match": values(events.Match),
        "number_status": values(NumberStatus),
        "destination": values(Destination),
        "challenge_state": values(ChallengeState),
        "phone_kind": values(PhoneKind),
        "trust": values(Trust),
        "trust_reason": values(TrustReason),
        "field": tuple(_FIELDS.split()),
        "event_field": tuple(_EVENT_FIELDS.split()),
        "stage": values(Stage),
        "collective_leave": values(CollectiveLeave),
        "name_match": values(NameMatch),
        "region_status": values(RegionStatus),
        "change_kind": values(ChangeKind),
        "caveat_code": values(CaveatCode),
        "weekday": tuple(str(weekday) for weekday in range(7)),
        "month": tuple(str(month) for month in range(1, 13)),
        "date": ("full", "day", "short", "month_year", "year", "year_day"),
        "moment": ("full", "time"),
        "zone": ("WIB", "WITA", "WIT"),
        "done": tuple(snake(kind.__name__) for kind in events.EVENTS),
        "plan_answer": values(PlanAnswer),
        "day_kind": values(DayKind),
        "effective_reason": ("same_day", "after_cutoff", "closed_day"),
        "caveat": (
            "lunar_pending_decision",
            "computed_holiday",
            "year_without_decree",
            "collective_leave_matters",
            "weekends_may_be_worked",
        ),
    }
)

# Names of documents, numbers, places and zones that stay as they are in Chinese.
_TERMS: Final = "NIK KTP KK KITAS KITAP KIA IKD SKTT MRZ SIM ICCID EID IMSI IDN CHN WIB WITA WIT PIN PUK eSIM Excel suket cuti bersama"
TERMS: Final = frozenset(_TERMS.split())
_ENGLISH: Final = (
    "a and are be by can for from has have is it must no not of or please still that the this to was which with"
)
ENGLISH: Final = frozenset(_ENGLISH.split())
BLAME: Final = MappingProxyType(
    {
        "en": r"\b(fraud\w*|fake\w*|false\w*|forge\w*|invalid|lie|lies|lying|mistake\w*|suspicious|wrong)\b",
        "id": r"\b(bohong|curiga|mencurigakan|palsu|penipuan|salah(?! satu)|tidak sah)\b",
        "zh": "伪造|作假|假冒|可疑|撒谎|欺诈|虚假|错误",
    }
)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def plain(text: str) -> str:
    """The text without its places."""
    return re.sub(r"\{\w+\}", "", text)


def sentences(language: str) -> dict[str, str]:
    whole = ("issue.", "state_help.", "effective_reason.", "caveat.", "help.", "thing.")
    return {key: text for key, text in TABLES[language].items() if key.startswith(whole)}


def numbers_in(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"[0-9]+", text)]


def test_the_three_tables_have_the_same_keys_in_the_same_order() -> None:
    assert list(EN) == list(ID) == list(ZH)


@pytest.mark.parametrize("language", ["id", "zh"])
def test_the_same_places_stand_in_every_language(language: str) -> None:
    assert {key: places(text) for key, text in TABLES[language].items()} == {k: places(t) for k, t in EN.items()}


@pytest.mark.parametrize("group", GROUPS)
def test_every_member_has_its_word_and_no_word_is_left_over(group: str) -> None:
    # What is said otherwise of a card in the hand or of an eSIM, or the second time, stands beside what is said of either.
    beside, members = re.compile(r"(\.again)?(\.physical|\.esim)?$"), {f"{group}.{member}" for member in GROUPS[group]}
    found = {key for key in EN if key.startswith(group + ".")}
    assert {key if key in members else beside.sub("", key) for key in found} == members
    assert members <= found


@pytest.mark.parametrize("code", IssueCode, ids=values(IssueCode))
def test_words_of_an_issue_show_only_what_the_issue_carries(code: IssueCode) -> None:
    assert places(EN[f"issue.{code.value}"]) <= CARRIED.get(code.value, set())


def test_only_known_codes_are_said_to_carry_anything() -> None:
    assert set(CARRIED) <= set(IssueCode)


@pytest.mark.parametrize("language", TABLES)
def test_no_text_is_empty_or_has_room_around_it(language: str) -> None:
    bad = [key for key, text in TABLES[language].items() if not text.strip() or text != text.strip()]
    assert [key for key in bad if not key.endswith("_separator")] == []


@pytest.mark.parametrize("language", TABLES)
def test_every_text_can_be_filled_with_named_things_alone(language: str) -> None:
    for text in TABLES[language].values():
        assert all(name.isidentifier() for name in places(text))
        assert re.findall(r"[{}]", text.format(**dict.fromkeys(places(text), 1))) == []


@pytest.mark.parametrize("language", ["en", "id"])
def test_latin_words_are_typed_with_plain_characters(language: str) -> None:
    assert [key for key, text in TABLES[language].items() if not text.isascii()] == []


@pytest.mark.parametrize(("language", "stop"), [("en", "."), ("id", "."), ("zh", "。")])
def test_whole_sentences_end_with_a_full_stop_and_are_few(language: str, stop: str) -> None:
    for key, text in sentences(language).items():
        assert text.endswith(stop), key
        assert 1 <= len(re.findall(rf"{re.escape(stop)}(?:\s|$)" if stop == "." else stop, text)) <= 3, key


@pytest.mark.parametrize("language", TABLES)
def test_labels_are_not_sentences(language: str) -> None:
    whole = set(sentences(language))
    for group in GROUPS:
        for key in (f"{group}.{member}" for member in GROUPS[group]):
            assert key in whole or TABLES[language][key][-1] not in ".。", key


def test_chinese_is_written_in_chinese_characters() -> None:
    wordless = {key for key, text in ZH.items() if re.search("[\u4e00-\u9fff]", text) is None}
    assert {key for key in wordless if plain(EN[key]).strip(" ,.:;")} <= {
        "moment.full",
        "moment.time",
        "card_form.esim",
        "operator.card_form.esim",
        "estimate.skipped_day",
        "operator.with_details",
        "done_by",
        "summary.document",
    }


def test_chinese_uses_full_width_punctuation_and_no_room_beside_a_character() -> None:
    wide = "\u4e00-\u9fff，。；：（）、“”"
    for key, text in ZH.items():
        if key in {"layout.clock_separator", "layout.thousands_separator"}:
            continue
        assert re.findall(r"[,.;:!?()\"']", plain(text)) == [], key
        assert re.findall(f"[{wide}] | [{wide}]", text) == [], key


def test_chinese_keeps_only_known_latin_terms() -> None:
    found = {word for text in ZH.values() for word in re.findall("[A-Za-z]+", plain(text))}
    assert found <= TERMS


def test_indonesian_holds_no_english_sentence() -> None:
    for key, text in ID.items():
        assert ENGLISH.isdisjoint(re.findall("[a-z]+", plain(text).lower())), key


@pytest.mark.parametrize("language", ["id", "zh"])
def test_no_sentence_was_left_untranslated(language: str) -> None:
    assert [key for key, text in sentences(language).items() if text == EN[key]] == []


def test_indonesian_addresses_a_person_with_respect_and_repeats_no_word_for_a_plural() -> None:
    for key, text in ID.items():
        assert re.search(r"\b(?:anda|kamu|engkau)\b", text) is None, key
        assert re.search(r"\b(\w+)-\1\b", text.replace("aki-laki", ""), re.IGNORECASE) is None, key


@pytest.mark.parametrize(("language", "word"), [("en", "original"), ("id", "asli"), ("zh", "原件")])
def test_a_flag_says_that_somebody_looks_at_the_original_and_blames_nobody(language: str, word: str) -> None:
    for code in IssueCode:
        if code.severity is Severity.FLAG:
            text = TABLES[language][f"issue.{code.value}"]
            assert word in text, code.value
            assert re.search(BLAME[language], text.lower()) is None, code.value


def test_a_difference_from_the_record_does_not_say_which_detail_differs() -> None:
    assert [places(table["issue.approve.record_differs"]) for table in TABLES.values()] == [set(), set(), set()]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_number_typed_as_a_number_is_told_of_spreadsheets(table: MappingProxyType[str, str]) -> None:
    assert numbers_in(table["issue.text.type"]) == [15]


def lengths_taken(check: Callable[[object], tuple[object, ...]], code: str, shape: Callable[[int], str]) -> list[int]:
    """The lengths that are not refused with this code."""
    return [
        length
        for length in range(1, 60)
        if code not in {getattr(issue, "code", None) for issue in check(shape(length))}
    ]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (Nik, "nik.length"),
        (FamilyCardNumber, "kk.length"),
        (PassportNumber, "passport.length"),
        (PermitNumber, "permit.length"),
        (cards.Iccid, "iccid.length"),
        (cards.Eid, "eid.length"),
        (cards.Imsi, "imsi.length"),
    ],
)
def test_the_lengths_in_the_words_are_those_that_the_values_take(kind: type[Masked], code: str) -> None:
    taken = lengths_taken(kind.check, code, lambda length: "89" + "1" * (length - 2) if length > 1 else "8")
    for table in TABLES.values():
        assert sorted({*numbers_in(table[f"issue.{code}"])}) == sorted({taken[0], taken[-1]})


def test_the_lengths_of_a_mobile_number_in_the_words_are_those_that_the_value_takes() -> None:
    lengths = {"msisdn.too_short", "msisdn.too_long"}
    taken = [
        n for n in range(8, 20) if lengths.isdisjoint(issue.code for issue in Msisdn.check("0812" + "3" * (n - 4)))
    ]
    assert (taken[0], taken[-1]) == (10, 13)
    for code in sorted(lengths):
        for table in TABLES.values():
            # The third number is the 0 in front.
            assert numbers_in(table[f"issue.{code}"]) == [10, 13, 0] or numbers_in(table[f"issue.{code}"]) == [
                0,
                10,
                13,
            ]


@pytest.mark.parametrize(
    ("language", "full", "day", "short", "moment"),
    [
        (
            "en",
            "Monday, 16 March 2026",
            "16 March 2026",
            "Monday, 16 March",
            "Monday, 16 March 2026 at 15:00 WIB",
        ),
        ("id", "Senin, 16 Maret 2026", "16 Maret 2026", "Senin, 16 Maret", "Senin, 16 Maret 2026 pukul 15.00 WIB"),
        ("zh", "2026年3月16日星期一", "2026年3月16日", "3月16日星期一", "2026年3月16日星期一15:00（雅加达时间WIB）"),
    ],
)
def test_a_date_is_written_in_the_order_of_its_language(
    language: str, full: str, day: str, short: str, moment: str
) -> None:
    table, when = TABLES[language], date(2026, 3, 16)
    parts = {
        "weekday": table[f"weekday.{when.weekday()}"],
        "day": when.day,
        "month": table[f"month.{when.month}"],
        "year": when.year,
    }
    assert [table[f"date.{form}"].format(**parts) for form in ("full", "day", "short")] == [full, day, short]
    clock = f"15{table['layout.clock_separator']}00"
    time = table["moment.time"].format(time=clock, zone=table["zone.WIB"])
    assert table["moment.full"].format(date=full, time=time) == moment


def test_english_days_and_months_are_named_as_the_calendar_names_them() -> None:
    start = date(2026, 1, 1)
    for day in (start + timedelta(days=passed) for passed in range(365)):
        named = f"{EN[f'weekday.{day.weekday()}']} {EN[f'month.{day.month}']}"
        assert named == day.strftime("%A %B")


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_two_members_of_a_list_share_a_word(table: MappingProxyType[str, str]) -> None:
    for group in GROUPS:
        texts = [table[f"{group}.{member}"] for member in GROUPS[group]]
        assert len(set(texts)) == len(texts), group


@pytest.mark.parametrize(
    ("table", "shown"),
    [(EN, "NIK: A, B"), (ID, "NIK: A, B"), (ZH, "居民身份号码（NIK）：A、B")],
    ids=TABLES,
)
def test_a_place_and_a_list_are_laid_out_in_the_way_of_the_language(
    table: MappingProxyType[str, str], shown: str
) -> None:
    text = table["layout.list_separator"].join("AB")
    assert table["layout.issue_at"].format(field=table["field.nik"], text=text) == shown


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_no_text_holds_a_code_a_name_of_the_code_or_a_piece_of_python(table: MappingProxyType[str, str]) -> None:
    for key, text in table.items():
        assert re.findall(r"[a-z]+_[a-z_]+|[a-z]+\.[a-z]+|\w\(|=", plain(text)) == [], key
