"""A forgotten password: what is refused, what opens, and that nothing opens twice. People, codes and keys are made up."""

import hashlib
import hmac
import json
import pickle
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from simreplace import recovery
from simreplace.calendar.days import WIB, WIT
from simreplace.errors import InvalidValueError
from simreplace.issues import IssueCode
from simreplace.recovery.challenge import (
    Account,
    ChallengeState,
    Destination,
    RecoveryChallenge,
    RecoveryOutcome,
    RecoveryPolicy,
)
from simreplace.recovery.recovery import answer_recovery, start_recovery, void
from simreplace.values.phone import Msisdn

NOW = datetime(2026, 9, 7, 10, 0, tzinfo=WIB)
KEY = b"made up, 16 byte"
CODE = "493027"
EMAIL = "wulandari@kusumawardhani.example"
PHONE = "+6281398765432"
SITI = Account(id="a-1", email=EMAIL, phone=PHONE)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)

codes = st.text("0123456789ABCDEFabcdef", min_size=6, max_size=12)
keys = st.binary(min_size=16, max_size=40)
moments = st.datetimes(
    datetime(1990, 1, 1),
    datetime(2100, 1, 1),
    timezones=st.sampled_from([WIB, WIT, UTC, timezone(timedelta(hours=-11, minutes=-30))]),
)
answers = st.one_of(
    codes, st.text(max_size=80), st.sampled_from(["", " ", "0" * 10**5, "４９３０２７", "\ud800", "٤٩٣٠٢٧"])
)


def start(**changes: Any) -> RecoveryChallenge:
    plain: dict[str, Any] = {"account": SITI, "send_to": Destination.EMAIL, "code": CODE, "key": KEY, "at": NOW}
    whole = plain | {"supersedes": None} | changes
    return start_recovery(whole.pop("account"), **whole)


def answer(challenge: RecoveryChallenge, code: Any = CODE, **changes: Any) -> RecoveryOutcome:
    plain: dict[str, Any] = {"key": KEY, "at": NOW, "account": SITI}
    return answer_recovery(challenge, code, **plain | changes)


def reasons(outcome: RecoveryOutcome) -> list[IssueCode]:
    return [issue.code for issue in outcome.issues]


def refused(**changes: Any) -> list[tuple[IssueCode, str, dict[str, object]]]:
    """Why a recovery does not start."""
    with pytest.raises(InvalidValueError) as error:
        start(**changes)
    return [(issue.code, issue.pointer, dict(issue.params)) for issue in error.value.issues]


def plainly(code: object) -> str:
    """An answer as the host's user meant it."""
    return "".join(character for character in str(code) if character not in " -\t\r\n")


# ---- Where a code is sent


def test_a_code_is_sent_to_the_contact_that_was_asked_for() -> None:
    by_email, by_phone = start(), start(send_to="phone")
    assert (by_email.destination, by_email.sent_to) == (Destination.EMAIL, "w***@***.example")
    assert (by_phone.destination, by_phone.sent_to) == (Destination.PHONE, "+62*********32")
    assert answer(by_email).opened and answer(by_phone).opened


@pytest.mark.parametrize(("where", "held"), [("email", {"phone": PHONE}), ("phone", {"email": EMAIL}), ("email", {})])
def test_a_contact_that_is_not_registered_is_sent_nothing(where: str, held: dict[str, str]) -> None:
    account = Account(id="a-1", **held)  # type: ignore[arg-type]
    assert refused(account=account, send_to=where) == [(IssueCode.RECOVERY_NO_CONTACT, "/" + where, {})]


@pytest.mark.parametrize("where", ["post", "", None, 1, "EMAIL"])
def test_there_are_two_destinations_and_no_other(where: object) -> None:
    assert refused(send_to=where)[0][0] is IssueCode.FORM_CHOICE


@pytest.mark.parametrize("written", ["0813-9876-5432", "+62 813 9876 5432", "6281398765432", "0062 (0) 813 98765432"])
def test_a_code_is_never_sent_to_the_number_whose_card_is_being_replaced_however_it_is_written(written: str) -> None:
    for phone, number in ((written, Msisdn.parse(PHONE)), (PHONE, Msisdn.parse(written))):
        account = Account(id="a-1", email=EMAIL, phone=phone, number_under_replacement=number)
        assert refused(account=account, send_to="phone") == [
            (IssueCode.RECOVERY_NUMBER_UNDER_REPLACEMENT, "/phone", {})
        ]
        assert answer(start(account=account)).opened


def test_another_phone_may_be_sent_a_code_while_a_number_is_being_replaced() -> None:
    for phone in ("+6281398765433", "+1 202 555 0100", "021 555 0100"):
        account = Account(id="a-1", phone=phone, number_under_replacement=PHONE)
        assert start(account=account, send_to="phone").state is ChallengeState.OPEN


@pytest.mark.parametrize("where", Destination)
def test_a_contact_is_too_new_until_the_very_moment_at_which_it_is_old_enough(where: Destination) -> None:
    def changed(ago: timedelta) -> Account:
        return attrs.evolve(SITI, **{f"{where}_changed_at": NOW - ago})  # type: ignore[arg-type]

    three_days = timedelta(hours=72)
    for ago in (timedelta(0), HOUR, three_days - SECOND, -HOUR):
        assert refused(account=changed(ago), send_to=where) == [
            (IssueCode.RECOVERY_CONTACT_TOO_NEW, "/" + where, {"hours": 72})
        ]
    for ago in (three_days, three_days + SECOND, timedelta(days=900)):
        assert start(account=changed(ago), send_to=where).state is ChallengeState.OPEN


def test_only_the_contact_that_is_used_must_be_old_enough() -> None:
    account = attrs.evolve(SITI, phone_changed_at=NOW)
    assert start(account=account, send_to="email").state is ChallengeState.OPEN


def test_the_age_of_a_contact_is_the_policys_and_is_told_in_whole_hours() -> None:
    account = attrs.evolve(SITI, email_changed_at=NOW - HOUR)
    policy = RecoveryPolicy(contact_age=timedelta(minutes=61))
    assert refused(account=account, policy=policy)[0][2] == {"hours": 2}
    assert start(account=account, policy=RecoveryPolicy(contact_age=HOUR)).state is ChallengeState.OPEN


# ---- What it takes


@pytest.mark.parametrize(
    "code",
    [
        "",
        "12345",
        "1" * 65,
        "493 027",
        "493-027",
        "４９３０２７",
        "49302é",
        "٤٩٣٠٢٧",
        "49302\n",
        None,
        493027,
        b"493027",
    ],
)
def test_a_weak_or_unwritable_code_is_refused(code: object) -> None:
    assert refused(code=code) == [(IssueCode.RECOVERY_WEAK_CODE, "/code", {"limit": 6})]


@pytest.mark.parametrize("code", ["493027", "0" * 64, "aB3xY9Zk"])
def test_letters_and_digits_from_six_to_sixty_four_are_a_code(code: str) -> None:
    assert answer(start(code=code), code).opened


def test_the_least_length_of_a_code_is_the_policys() -> None:
    assert refused(code="1234567", policy=RecoveryPolicy(min_code_length=8))[0][2] == {"limit": 8}
    assert answer(start(code="1234", policy=RecoveryPolicy(min_code_length=4)), "1234").opened


@pytest.mark.parametrize("key", [b"", b"x" * 15, "x" * 16, bytearray(16), None])
def test_a_weak_key_is_refused_when_a_code_is_made_answered_or_voided(key: object) -> None:
    weak = [(IssueCode.RECOVERY_WEAK_KEY, "/key", {"limit": 16})]
    assert refused(key=key) == weak
    for tried in (lambda: answer(start(), key=key), lambda: void(start(), key=key)):  # type: ignore[arg-type]
        with pytest.raises(InvalidValueError) as error:
            tried()
        assert [(issue.code, issue.pointer, dict(issue.params)) for issue in error.value.issues] == weak


def test_everything_that_is_wrong_is_said_at_once() -> None:
    account = Account(id="a-1", phone=PHONE, phone_changed_at=NOW, number_under_replacement=PHONE)
    assert [code for code, _, _ in refused(account=account, send_to="phone", code="1", key=b"")] == [
        IssueCode.RECOVERY_NUMBER_UNDER_REPLACEMENT,
        IssueCode.RECOVERY_CONTACT_TOO_NEW,
        IssueCode.RECOVERY_WEAK_CODE,
        IssueCode.RECOVERY_WEAK_KEY,
    ]


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (NOW.replace(tzinfo=None), IssueCode.REVIEW_NAIVE_TIME),
        (date(2026, 9, 7), IssueCode.FORM_DATE),
        ("2026-09-07T10:00:00+07:00", IssueCode.FORM_DATE),
    ],
    ids=["naive", "day", "text"],
)
def test_a_moment_without_a_zone_is_refused_everywhere(at: Any, code: IssueCode) -> None:
    assert refused(at=at) == [(code, "/at", {})]
    sent = start()
    for tried in (
        lambda: answer(sent, at=at),
        lambda: Account(id="a-1", email_changed_at=at),
        lambda: Account(id="a-1", phone_changed_at=at),
        lambda: attrs.evolve(sent, issued_at=at),
        lambda: attrs.evolve(sent, expires_at=at),
        lambda: attrs.evolve(sent, failed_at=(at,)),
    ):
        with pytest.raises(InvalidValueError) as error:
            tried()
        assert [issue.code for issue in error.value.issues] == [code]


@pytest.mark.parametrize(
    "at", [datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=WIB)], ids=["end", "start"]
)
def test_a_moment_at_the_edge_of_time_is_refused_and_nothing_breaks(at: datetime) -> None:
    assert refused(at=at) == [(IssueCode.FORM_DATE, "/at", {})]


@pytest.mark.parametrize(
    ("changes", "pointers"),
    [
        ({"max_attempts": 0}, ["/max_attempts"]),
        ({"max_attempts": True}, ["/max_attempts"]),
        ({"max_attempts": 2.0}, ["/max_attempts"]),
        ({"max_attempts": 101}, ["/max_attempts"]),
        ({"max_failures": 101}, ["/max_failures"]),
        ({"code_lifetime": timedelta(days=3650, microseconds=1)}, ["/code_lifetime"]),
        ({"contact_age": timedelta.max}, ["/contact_age"]),
        ({"failure_window": timedelta.max}, ["/failure_window"]),
        ({"max_failures": 0}, ["/max_failures"]),
        ({"min_code_length": 0}, ["/min_code_length"]),
        ({"min_code_length": 65}, ["/min_code_length"]),
        ({"min_code_length": "6"}, ["/min_code_length"]),
        ({"code_lifetime": timedelta(0)}, ["/code_lifetime"]),
        ({"code_lifetime": timedelta(milliseconds=999)}, ["/code_lifetime"]),
        ({"code_lifetime": 600}, ["/code_lifetime"]),
        ({"contact_age": -SECOND}, ["/contact_age"]),
        ({"failure_window": timedelta(0)}, ["/failure_window"]),
        ({"max_attempts": 0, "contact_age": None}, ["/max_attempts", "/contact_age"]),
    ],
)
def test_a_policy_by_which_no_code_could_work_is_refused(changes: dict[str, Any], pointers: list[str]) -> None:
    with pytest.raises(InvalidValueError) as error:
        RecoveryPolicy(**changes)
    assert [(issue.code, issue.pointer) for issue in error.value.issues] == [
        (IssueCode.POLICY_LIMIT, at) for at in pointers
    ]


def test_a_challenge_holds_as_many_wrong_answers_as_two_challenges_can_take_and_no_more() -> None:
    sent = start()
    assert len(attrs.evolve(sent, failed_at=[NOW] * 200).failed_at) == 200
    with pytest.raises(InvalidValueError) as error:
        attrs.evolve(sent, failed_at=[NOW] * 201)
    assert [(issue.code, issue.pointer) for issue in error.value.issues] == [(IssueCode.FORM_TYPE, "/failed_at")]


def test_the_defaults_are_those_that_are_published() -> None:
    assert attrs.asdict(RecoveryPolicy()) == {
        "code_lifetime": timedelta(minutes=10),
        "max_attempts": 3,
        "contact_age": timedelta(hours=72),
        "min_code_length": 6,
        "max_failures": 15,
        "failure_window": timedelta(hours=24),
    }


# ---- What opens


@pytest.mark.parametrize("typed", ["493027", " 493027 ", "493 027", "493-027", "4 9 3 0 2 7\r\n", "\t493027"])
def test_spaces_and_hyphens_in_an_answer_do_not_count(typed: str) -> None:
    assert answer(start(), typed).opened


@pytest.mark.parametrize(
    "typed",
    [
        "493028",
        "",
        "49302",
        "4930270",
        "４９３０２７",
        "493\u00a0027",
        "493.027",
        "493027" + " " * 59,
        None,
        493027,
        b"493027",
        ["493027"],
    ],
)
def test_anything_else_is_a_wrong_answer_and_costs_one_attempt(typed: object) -> None:
    outcome = answer(start(), typed)
    assert (outcome.opened, reasons(outcome), outcome.challenge.attempts_left) == (
        False,
        [IssueCode.RECOVERY_WRONG_CODE],
        2,
    )
    assert outcome.issues[0].params == (("left", 2),)
    assert outcome.challenge.state is ChallengeState.OPEN


def test_letters_count_as_they_were_drawn() -> None:
    assert not answer(start(code="aB3xY9"), "AB3XY9").opened


def test_a_right_answer_opens_once_and_the_challenge_is_used() -> None:
    first = answer(start())
    assert (first.opened, first.issues, first.challenge.state) == (True, (), ChallengeState.USED)
    second = answer(first.challenge)
    assert (second.opened, reasons(second), second.challenge) == (False, [IssueCode.RECOVERY_USED], first.challenge)


def test_the_third_wrong_answer_closes_the_challenge_for_the_right_one_too() -> None:
    challenge, told = start(), []
    for _ in range(3):
        outcome = answer(challenge, "000000")
        challenge = outcome.challenge
        told.append((reasons(outcome), challenge.attempts_left, challenge.state.value))
    assert told == [
        ([IssueCode.RECOVERY_WRONG_CODE], 2, "open"),
        ([IssueCode.RECOVERY_WRONG_CODE], 1, "open"),
        ([IssueCode.RECOVERY_EXHAUSTED], 0, "exhausted"),
    ]
    last = answer(challenge)
    assert (last.opened, reasons(last), last.challenge) == (False, [IssueCode.RECOVERY_EXHAUSTED], challenge)


def test_a_code_opens_until_the_last_moment_and_not_at_the_end() -> None:
    sent, end = start(), NOW + timedelta(minutes=10)
    assert sent.expires_at == end
    assert answer(sent, at=end - timedelta(microseconds=1)).opened
    late = answer(sent, at=end)
    assert (late.opened, reasons(late), late.challenge.state) == (
        False,
        [IssueCode.RECOVERY_EXPIRED],
        ChallengeState.EXPIRED,
    )
    # What has expired stays so, even for a clock that goes back.
    again = answer(late.challenge, at=NOW)
    assert (again.opened, reasons(again), again.challenge) == (False, [IssueCode.RECOVERY_EXPIRED], late.challenge)


def test_an_answer_from_before_the_code_was_made_opens_nothing_and_costs_nothing() -> None:
    sent = start()
    early = answer(sent, at=NOW - SECOND)
    assert (early.opened, reasons(early), early.challenge) == (False, [IssueCode.EVENT_TIME_BACKWARDS], sent)
    assert early.issues[0].pointer == "/at"


def test_times_are_kept_in_whole_seconds_so_that_a_coarse_store_changes_nothing() -> None:
    sent = start(at=NOW + timedelta(microseconds=999_999), policy=RecoveryPolicy(code_lifetime=timedelta(seconds=90.7)))
    assert (sent.issued_at, sent.expires_at) == (NOW, NOW + timedelta(seconds=90))
    assert answer(sent, at=NOW).opened


class SummerTime(tzinfo):
    """A made-up zone whose clocks go back from 10:05 to 09:05 on 7 September 2026."""

    def utcoffset(self, moment: datetime | None) -> timedelta:
        assert moment is not None
        late = moment.replace(tzinfo=None) >= datetime(2026, 9, 7, 10, 5)
        between = datetime(2026, 9, 7, 9, 5) <= moment.replace(tzinfo=None) < datetime(2026, 9, 7, 10, 5)
        return timedelta(hours=7) if late or (between and moment.fold) else timedelta(hours=8)

    def fromutc(self, moment: datetime) -> datetime:
        if moment.replace(tzinfo=None) < datetime(2026, 9, 7, 2, 5):
            return moment + timedelta(hours=8)
        return (moment + timedelta(hours=7)).replace(fold=int(moment.replace(tzinfo=None) < datetime(2026, 9, 7, 3, 5)))

    def dst(self, _: datetime | None) -> timedelta:
        return timedelta(0)

    def tzname(self, _: datetime | None) -> str:
        return "made up"


def test_ten_minutes_are_ten_minutes_when_the_clock_on_the_wall_goes_back() -> None:
    at = datetime(2026, 9, 7, 10, 0, tzinfo=SummerTime())  # 02:00 UTC, five minutes before the clocks go back
    sent = start(at=at)
    assert sent.expires_at.astimezone(UTC) == datetime(2026, 9, 7, 2, 10, tzinfo=UTC)
    wall = datetime(2026, 9, 7, 9, 9, 59, fold=1, tzinfo=SummerTime())  # 02:09:59 UTC
    assert answer(sent, at=wall).opened
    assert not answer(sent, at=wall + SECOND).opened


# ---- One challenge takes the place of another


def test_a_fresh_challenge_names_the_one_it_voids_and_only_the_fresh_code_opens() -> None:
    first = start()
    second = start(code="118822", at=NOW + SECOND, supersedes=first)
    assert (second.supersedes, first.supersedes) == (first.id, None)
    assert second.id != first.id
    assert not answer(second, CODE, at=NOW + SECOND).opened
    assert answer(second, "118822", at=NOW + SECOND).opened


def test_what_was_voided_never_opens() -> None:
    old = void(start(), key=KEY)
    assert old.state is ChallengeState.SUPERSEDED
    outcome = answer(old)
    assert (outcome.opened, reasons(outcome), outcome.challenge) == (False, [IssueCode.RECOVERY_SUPERSEDED], old)


def test_voiding_a_closed_challenge_rewrites_no_history() -> None:
    for closed in (answer(start()).challenge, answer(start(), at=NOW + HOUR).challenge, void(start(), key=KEY)):
        assert void(closed, key=KEY) == closed


def test_wrong_answers_are_counted_across_codes_and_each_for_as_long_as_the_window() -> None:
    policy = RecoveryPolicy(max_attempts=3, max_failures=7)
    challenge, at = start(policy=policy), NOW
    taken = 0
    for given_attempts in (3, 3, 1):
        assert challenge.attempts_left == given_attempts
        while challenge.state is ChallengeState.OPEN:
            challenge = answer(challenge, "000000", at=at).challenge
            taken += 1
        at += HOUR
        if taken < 7:
            challenge = start(policy=policy, at=at, supersedes=challenge)
    hours = [moment - NOW for moment in challenge.failed_at]
    assert hours == [timedelta(0)] * 3 + [HOUR] * 3 + [2 * HOUR]
    day = timedelta(hours=24)
    for moment in (at, NOW + day - SECOND):
        assert refused(policy=policy, at=moment, supersedes=challenge) == [
            (IssueCode.RECOVERY_TOO_MANY_FAILURES, "", {"limit": 7})
        ]
    narrow = RecoveryPolicy(max_attempts=7, max_failures=7)
    for later, left in ((day, 3), (day + HOUR - SECOND, 3), (day + HOUR, 6), (day + 2 * HOUR, 7)):
        assert start(policy=narrow, at=NOW + later, supersedes=challenge).attempts_left == left


def test_codes_that_are_asked_for_and_not_answered_wrongly_lock_nobody_out() -> None:
    challenge = start()
    for minutes in range(60):
        challenge = start(at=NOW + timedelta(minutes=minutes), supersedes=challenge)
    assert (challenge.failed_at, challenge.attempts_left) == ((), 3)


def test_a_success_forgives_no_wrong_answer() -> None:
    once_wrong = answer(start(), "000000").challenge
    opened = answer(once_wrong)
    assert opened.opened
    later = start(supersedes=opened.challenge, at=NOW + HOUR)
    assert (later.failed_at, later.supersedes) == ((NOW,), opened.challenge.id)


# ---- Whose it is


def test_a_code_opens_only_an_account_that_still_has_the_contact_it_was_sent_to() -> None:
    sent = start()
    assert answer(sent, account=SITI).opened
    assert answer(sent, account=Account(id="a-1", email=EMAIL)).opened
    others: tuple[dict[str, Any], ...] = ({}, {"phone": PHONE}, {"email": "budi@example.com"}, {"email": EMAIL.upper()})
    for other in (Account(id="a-1", **held) for held in others):
        outcome = answer(sent, account=other)
        expected = [IssueCode.RECOVERY_NO_CONTACT]
        assert (outcome.opened, reasons(outcome), outcome.challenge) == (False, expected, sent)
        assert outcome.issues[0].pointer == "/email"


def test_a_challenge_of_another_account_opens_nothing_though_its_code_is_known() -> None:
    """Neither with another contact nor with the very same one, as in a family."""
    for budi in (Account(id="a-2", email="budi@example.com"), Account(id="a-2", email=EMAIL, phone=PHONE)):
        own = start(account=budi, code="111111")
        assert answer(own, "111111", account=budi).opened
        outcome = answer(own, "111111")
        assert (outcome.opened, reasons(outcome), outcome.challenge) == (False, [IssueCode.RECOVERY_OTHER_ACCOUNT], own)
        assert outcome.issues[0].pointer == "/account"


def test_a_replacement_that_began_after_the_code_was_sent_closes_the_door() -> None:
    sent = start(send_to="phone")
    outcome = answer(sent, account=attrs.evolve(SITI, number_under_replacement=PHONE))
    assert (outcome.opened, reasons(outcome)) == (False, [IssueCode.RECOVERY_NUMBER_UNDER_REPLACEMENT])
    assert outcome.challenge == sent


def test_another_key_opens_nothing() -> None:
    outcome = answer(start(), key=b"y" * 16)
    assert (outcome.opened, reasons(outcome)) == (False, [IssueCode.RECOVERY_ALTERED])


OTHER = start(account=Account(id="a-2", phone="+6281200000000"), send_to="phone", code="118822", at=NOW - HOUR)
TAMPERED: dict[str, list[object]] = {
    "id": [OTHER.id, "", "\ud800"],
    "account_digest": [OTHER.account_digest, "", "é"],
    "destination": [Destination.PHONE],
    "sent_to": [OTHER.sent_to, ""],
    "destination_digest": [OTHER.destination_digest, "", "é"],
    "digest": [OTHER.digest, "", "é"],
    "issued_at": [NOW - SECOND, NOW + timedelta(microseconds=1)],
    "expires_at": [NOW + HOUR, NOW + timedelta(minutes=10, microseconds=1)],
    "attempts_left": [0, 2, 4, 100],
    "failed_at": [(NOW,), [NOW, NOW]],
    "supersedes": [OTHER.id, ""],
    "state": [state for state in ChallengeState if state is not ChallengeState.OPEN],
    "seal": [OTHER.seal, "", "é", "\ud800"],
}


def test_every_field_is_tried() -> None:
    assert set(TAMPERED) == {field.name for field in attrs.fields(RecoveryChallenge)}


@pytest.mark.parametrize(("field", "value"), [(name, value) for name in TAMPERED for value in TAMPERED[name]])
def test_a_challenge_that_was_changed_by_hand_opens_nothing(field: str, value: object) -> None:
    changed: dict[str, Any] = {field: value}
    altered = attrs.evolve(start(), **changed)
    outcome = answer(altered)
    assert (outcome.opened, reasons(outcome), outcome.challenge) == (False, [IssueCode.RECOVERY_ALTERED], altered)


def test_attempts_cannot_be_put_back_nor_a_used_challenge_opened_again() -> None:
    exhausted = start()
    while exhausted.state is ChallengeState.OPEN:
        exhausted = answer(exhausted, "000000").challenge
    used = answer(start()).challenge
    for closed in (exhausted, used, void(start(), key=KEY)):
        again = attrs.evolve(closed, state=ChallengeState.OPEN, attempts_left=3, failed_at=())
        assert reasons(answer(again)) == [IssueCode.RECOVERY_ALTERED]


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("digest", IssueCode.RECOVERY_WRONG_CODE),
        ("sent_to", IssueCode.RECOVERY_WRONG_CODE),
        ("id", IssueCode.RECOVERY_WRONG_CODE),
        ("expires_at", IssueCode.RECOVERY_WRONG_CODE),
        ("destination_digest", IssueCode.RECOVERY_NO_CONTACT),
        ("account_digest", IssueCode.RECOVERY_OTHER_ACCOUNT),
    ],
)
def test_the_digest_alone_covers_what_the_code_was_made_for(field: str, code: IssueCode) -> None:
    """Even under a seal that fits: the seal guards the count, the digest guards the code."""
    from simreplace.recovery.challenge import sealed

    wide = attrs.evolve(OTHER, expires_at=NOW + HOUR)
    changed: dict[str, Any] = {field: getattr(wide, field)}
    resealed = sealed(attrs.evolve(start(), **changed), KEY)
    outcome = answer(resealed)
    assert (outcome.opened, reasons(outcome)) == (False, [code])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("attempts_left", -1),
        ("attempts_left", True),
        ("attempts_left", 3.0),
        ("attempts_left", 101),
        ("failed_at", None),
        ("failed_at", "2026"),
        ("failed_at", {NOW}),
        ("failed_at", (NOW for _ in range(3))),
        ("failed_at", [NOW] * 201),
    ],
)
def test_a_count_is_a_whole_number_from_nothing_up(field: str, value: Any) -> None:
    with pytest.raises(InvalidValueError) as error:
        attrs.evolve(start(), **{field: value})
    assert [(issue.code, issue.pointer) for issue in error.value.issues] == [(IssueCode.FORM_TYPE, "/" + field)]


@pytest.mark.parametrize("field", ["id", "account_digest", "sent_to", "digest", "destination_digest", "seal"])
def test_what_is_a_text_is_a_text(field: str) -> None:
    changed: dict[str, Any] = {field: None}
    with pytest.raises(InvalidValueError) as error:
        attrs.evolve(start(), **changed)
    assert [(issue.code, issue.pointer) for issue in error.value.issues] == [(IssueCode.TEXT_TYPE, "/" + field)]


# ---- The digest, against the standard library


def framed(*parts: str) -> bytes:
    """Each part behind its length in eight bytes, the most significant first."""
    return b"".join(len(part.encode()).to_bytes(8, "big") + part.encode() for part in parts)


def test_the_digests_are_hmac_sha256_of_the_published_message() -> None:
    sent = start()
    seconds = int(NOW.timestamp())
    head = ("simreplace.recovery.1",)

    def expected(*parts: str) -> str:
        return hmac.new(KEY, framed(*head, *parts), hashlib.sha256).hexdigest()

    owner, contact = expected("account", "a-1"), expected("contact", "email", EMAIL)
    made = str(seconds * 10**6)
    identity = (sent.id, owner, "email", "w***@***.example", contact, made, str((seconds + 600) * 10**6))
    digest = expected("code", *identity, CODE)
    assert (sent.account_digest, sent.destination_digest) == (owner, contact)
    assert sent.id == expected("id", owner, contact, made, "none", "", CODE)[:32]
    assert sent.digest == digest
    assert sent.seal == expected("seal", *identity, digest, "3", "", "none", "", "open")
    wrong = answer(answer(sent, "000000").challenge, "000000", at=NOW + SECOND).challenge
    failed = f"{made},{(seconds + 1) * 10**6}"
    assert wrong.seal == expected("seal", *identity, digest, "1", failed, "none", "", "open")


def test_no_two_lists_of_parts_make_the_same_message() -> None:
    from simreplace.recovery.challenge import tag

    lists = [("a", "bc"), ("ab", "c"), ("abc",), ("abc", ""), ("", "abc"), ("a", "b", "c"), ()]
    assert len({tag(KEY, "x", *parts) for parts in lists} | {tag(KEY, "xa", "bc")}) == len(lists) + 1


def test_the_same_things_make_the_same_challenge_and_anything_else_another() -> None:
    assert start() == start()
    others = [
        start(code="493028"),
        start(key=b"y" * 16),
        start(at=NOW + SECOND),
        start(send_to="phone"),
        start(account=Account(id="a-1", email="budi@example.com")),
        start(account=attrs.evolve(SITI, id="a-2")),
        start(supersedes=start()),
    ]
    for field in ("id", "digest", "seal"):
        assert len({getattr(challenge, field) for challenge in (start(), *others)}) == 8


# ---- Laws


@given(codes, keys, moments, st.sampled_from(Destination))
def test_the_code_that_was_sent_opens(code: str, key: bytes, at: datetime, where: Destination) -> None:
    sent = start(code=code, key=key, at=at, send_to=where)
    outcome = answer(sent, code, key=key, at=at, account=SITI)
    assert (outcome.opened, outcome.issues) == (True, ())


@given(codes, st.lists(answers, max_size=8))
def test_no_row_of_wrong_answers_ever_opens(code: str, typed: list[str]) -> None:
    assume(all(plainly(text) != code for text in typed))
    challenge = start(code=code)
    for at, text in enumerate(typed, start=1):
        outcome = answer(challenge, text)
        assert not outcome.opened and len(outcome.issues) == 1
        challenge = outcome.challenge
        assert (challenge.attempts_left, challenge.failed_at) == (max(3 - at, 0), (NOW,) * min(at, 3))
    assert (challenge.state is ChallengeState.EXHAUSTED) is (len(typed) >= 3)


@given(st.lists(st.sampled_from([CODE, "000000", "", "493 027"]), max_size=10))
def test_any_row_of_answers_opens_at_most_once_and_as_worked_out(typed: list[str]) -> None:
    challenge, opened = start(), []
    for text in typed:
        outcome = answer(challenge, text)
        opened.append(outcome.opened)
        challenge = outcome.challenge
    right = [plainly(text) == CODE for text in typed]
    expected = [at for at, hit in enumerate(right[:3]) if hit][:1]
    assert [at for at, hit in enumerate(opened) if hit] == expected


@given(moments, st.timedeltas(timedelta(0), timedelta(days=900)), st.timedeltas(SECOND, timedelta(days=2)))
def test_a_code_opens_before_it_expires_and_never_after(at: datetime, passed: timedelta, lifetime: timedelta) -> None:
    sent = start(at=at, policy=RecoveryPolicy(code_lifetime=lifetime))
    outcome = answer(sent, at=at + passed)
    assert outcome.opened is (at + passed < sent.expires_at)
    assert outcome.opened or outcome.challenge.state is ChallengeState.EXPIRED


Step = tuple[str, str, int]
steps = st.lists(
    st.tuples(st.sampled_from(["answer", "start", "void"]), st.sampled_from([CODE, "000000", "999999"]), st.integers(0, 900)),
    max_size=25,
)  # fmt: skip


@given(steps)
def test_a_host_that_keeps_the_newest_challenge_opens_only_for_its_own_code(walk: list[Step]) -> None:
    """One slot per account, against a plain account of what should happen."""
    policy = RecoveryPolicy(max_failures=5)
    at, slot = NOW, start(policy=policy)
    code, is_open, left, failures = CODE, True, 3, 0
    for kind, text, seconds in walk:
        at += timedelta(seconds=seconds)
        alive = is_open and at < slot.expires_at
        if kind == "void":
            slot = void(slot, key=KEY)
            is_open = False
        elif kind == "answer":
            outcome = answer(slot, text, at=at)
            slot = outcome.challenge
            assert outcome.opened is (alive and text == code)
            wrong = alive and text != code
            left, failures = left - wrong, failures + wrong
            is_open = alive and not outcome.opened and left > 0
        elif failures < 5:
            slot = start(policy=policy, at=at, code=text, supersedes=slot)
            code, is_open, left = text, True, min(3, 5 - failures)
        else:
            assert (
                refused(policy=policy, at=at, code=text, supersedes=slot)[0][0] is IssueCode.RECOVERY_TOO_MANY_FAILURES
            )
        assert is_open is False or slot.attempts_left == left


@given(st.lists(st.sampled_from(["000000", CODE]), max_size=6))
def test_a_seal_is_never_seen_twice_so_a_store_can_compare_and_swap_by_it(typed: list[str]) -> None:
    challenges = [start()]
    for text in typed:
        challenges.append(answer(challenges[-1], text).challenge)
    for before, after in pairwise(challenges):
        assert (before.seal == after.seal) is (before == after)
        assert before.state is ChallengeState.OPEN or before == after


@given(codes, keys, moments, st.sampled_from(Destination))
def test_no_value_shows_the_code_the_key_or_the_contact(
    code: str, key: bytes, at: datetime, where: Destination
) -> None:
    # A short row of hexadecimal digits may stand in any digest by chance.
    code = "Zq" + code
    sent = start(code=code, key=key, at=at, send_to=where)
    wrong, right = answer(sent, "000000", key=key, at=at), answer(sent, code, key=key, at=at)
    for thing in (sent, wrong, right, void(sent, key=key), wrong.issues):
        plain = repr(thing) if isinstance(thing, tuple) else json.dumps(attrs.asdict(thing), default=str)
        stored = pickle.dumps(thing)
        for shown in (repr(thing), str(thing), plain):
            assert all(secret not in shown for secret in (code, EMAIL, PHONE, PHONE[3:], "wulandari", "kusumawardhani"))
        assert all(secret.encode() not in stored for secret in (code, EMAIL, PHONE))
        assert key not in stored
        assert key.hex() not in plain
    for digest in (sent.digest, sent.seal, sent.destination_digest):
        assert digest not in repr(sent)


def test_an_account_shows_its_contacts_masked() -> None:
    shown = repr(attrs.evolve(SITI, number_under_replacement=PHONE))
    assert all(secret not in shown for secret in (EMAIL, PHONE, PHONE[3:], "wulandari", "kusumawardhani"))


def test_a_refusal_repeats_neither_code_nor_contact() -> None:
    account = Account(id="a-1", phone=PHONE, number_under_replacement=PHONE)
    with pytest.raises(InvalidValueError) as error:
        start(account=account, send_to="phone", code="Zq 1")
    for text in (str(error.value), repr(error.value)):
        assert all(secret not in text for secret in ("Zq", PHONE, PHONE[3:]))


@given(moments, st.sampled_from([UTC, WIB, WIT]))
def test_a_challenge_comes_back_from_a_pickle_and_from_a_store_that_keeps_another_zone(
    at: datetime, zone: tzinfo
) -> None:
    sent = answer(start(at=at), "000000", at=at).challenge
    again: RecoveryChallenge = pickle.loads(pickle.dumps(sent))
    assert again == sent
    moved = attrs.evolve(
        sent,
        issued_at=sent.issued_at.astimezone(zone),
        expires_at=sent.expires_at.astimezone(zone),
        failed_at=[moment.astimezone(zone) for moment in sent.failed_at],
        destination="email",
        state="open",
    )
    assert answer(moved, at=at).opened and answer(again, at=at).opened


def test_the_promised_names_are_there() -> None:
    assert [name for name in recovery.__all__ if not hasattr(recovery, name)] == []
