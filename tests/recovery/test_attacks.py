"""What was tried against a recovery, and must not get through again. People, codes and keys are made up."""

import contextlib
import io
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from types import TracebackType
from typing import Any, Never
from zoneinfo import ZoneInfo

import attrs
import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simreplace.calendar.days import WIB
from simreplace.errors import InvalidValueError
from simreplace.issues import IssueCode
from simreplace.recovery import recovery as room
from simreplace.recovery.challenge import (
    Account,
    ChallengeState,
    Destination,
    RecoveryChallenge,
    RecoveryOutcome,
    RecoveryPolicy,
    moment,
)
from simreplace.recovery.recovery import answer_recovery, start_recovery, void
from simreplace.values.email import EmailAddress
from simreplace.values.operator import PhoneKind
from simreplace.values.phone import PhoneNumber

NOW = datetime(2026, 9, 7, 10, 0, tzinfo=WIB)
KEY = b"made up, 16 byte"
CODE = "Zq493027"
WRONG = "000000"
SITI = Account(id="a-1", email="siti@example.com", phone="0813 9876 5432")
BUDI = Account(id="a-2", email="siti@example.com", phone="0813 9876 5432")  # the same contacts, as in a family
SECOND = timedelta(seconds=1)
DAY = timedelta(hours=24)


def start(before: RecoveryChallenge | None = None, **changes: Any) -> RecoveryChallenge:
    plain: dict[str, Any] = {"account": SITI, "send_to": "email", "code": CODE, "key": KEY, "at": NOW}
    whole = plain | {"supersedes": before} | changes
    return start_recovery(whole.pop("account"), **whole)


def answer(challenge: RecoveryChallenge, code: Any = CODE, **changes: Any) -> RecoveryOutcome:
    plain: dict[str, Any] = {"key": KEY, "at": NOW, "account": SITI}
    return answer_recovery(challenge, code, **plain | changes)


def exhausted(before: RecoveryChallenge | None = None, at: datetime = NOW) -> RecoveryChallenge:
    challenge = start(before, at=at)
    while challenge.state is ChallengeState.OPEN:
        challenge = answer(challenge, WRONG, at=at).challenge
    return challenge


def locked(at: datetime = NOW) -> RecoveryChallenge:
    """After fifteen wrong answers at one moment."""
    challenge = None
    for _ in range(5):
        challenge = exhausted(challenge, at)
    assert challenge is not None and len(challenge.failed_at) == 15
    return challenge


def codes_of(tried: Callable[..., object], *given: Any, **named: Any) -> list[tuple[str, str]]:
    with pytest.raises(InvalidValueError) as error:
        tried(*given, **named)
    return [(issue.code.value, issue.pointer) for issue in error.value.issues]


TOO_MANY = [("recovery.too_many_failures", "")]


# ---- More guesses by way of the challenge before


@pytest.mark.parametrize(
    "edit",
    [
        {"failed_at": ()},
        {"failed_at": (NOW - 2 * DAY,) * 15},
        {"failed_at": (NOW,) * 14},
        {"state": "used"},
        {"state": "open"},
        {"attempts_left": 3},
        {"issued_at": NOW - 2 * DAY},
        {"account_digest": ""},
        {"supersedes": None},
        {"id": ""},
        {"seal": ""},
        {"seal": "é"},
        {"digest": ""},
    ],
    ids="-".join,
)
def test_a_count_that_was_edited_is_followed_by_nothing_and_never_sealed_anew(edit: dict[str, Any]) -> None:
    altered = attrs.evolve(locked(), **edit)
    assert codes_of(start, altered) == [("recovery.altered", "/supersedes")]
    assert codes_of(void, altered, key=KEY) == [("recovery.altered", "/challenge")]
    outcome = answer(altered)
    assert (outcome.opened, outcome.challenge) == (False, altered)
    assert outcome.issues[0].code is IssueCode.RECOVERY_ALTERED


def test_fifteen_guesses_stay_fifteen_whatever_is_done_to_the_stored_challenge_between_them() -> None:
    taken, challenge = 0, start()
    for _ in range(50):
        while challenge.state is ChallengeState.OPEN:
            challenge, taken = answer(challenge, WRONG).challenge, taken + 1
        for forged in (
            attrs.evolve(challenge, failed_at=()),
            attrs.evolve(challenge, state="used"),
            attrs.evolve(challenge, seal=start().seal),
        ):
            with contextlib.suppress(InvalidValueError):
                challenge = start(void(forged, key=KEY))
        with contextlib.suppress(InvalidValueError):
            challenge = start(challenge)
    assert taken == 15


def test_a_challenge_that_was_never_sealed_or_under_another_key_is_followed_by_nothing() -> None:
    plain = {name: getattr(locked(), name) for name in ("id", "destination", "sent_to", "issued_at", "expires_at")}
    plain |= dict.fromkeys(("account_digest", "destination_digest", "digest"), "")
    bare = RecoveryChallenge(**plain, attempts_left=3)
    for forged in (bare, start(key=b"another key, 16b")):
        assert codes_of(start, forged) == [("recovery.altered", "/supersedes")]


def test_the_challenge_of_another_account_resets_nothing_even_with_the_same_contacts() -> None:
    for other in (start(account=BUDI), answer(start(account=BUDI), account=BUDI).challenge):
        assert codes_of(start, other) == [("recovery.other_account", "/supersedes")]


def test_neither_another_contact_nor_a_changed_one_resets_the_count() -> None:
    before = locked()
    moved = attrs.evolve(SITI, email="new@example.com", phone="0813 9876 5433")
    for account, where in ((SITI, "phone"), (moved, "email"), (moved, "phone")):
        assert codes_of(start, before, account=account, send_to=where) == TOO_MANY


def test_to_have_no_challenge_before_must_be_said() -> None:
    with pytest.raises(TypeError, match="supersedes"):
        start_recovery(SITI, send_to="email", code=CODE, key=KEY, at=NOW)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def test_a_success_of_the_owner_gives_a_guesser_no_more_guesses() -> None:
    challenge = start()
    for _ in range(4):
        challenge = exhausted(challenge)
    challenge = answer(answer(start(challenge), WRONG).challenge, WRONG).challenge
    challenge = answer(challenge).challenge
    assert challenge.state is ChallengeState.USED
    challenge = start(challenge)
    assert (challenge.attempts_left, len(challenge.failed_at)) == (1, 14)


def test_a_laxer_policy_for_one_code_forgets_no_wrong_answer_for_the_next() -> None:
    before = locked()
    lax = RecoveryPolicy(max_attempts=1, max_failures=15, failure_window=SECOND)
    between = start(before, policy=lax, at=NOW + SECOND)
    assert codes_of(start, between, at=NOW + 2 * SECOND) == TOO_MANY


# ---- More guesses across the edge of a window


def test_no_thirty_guesses_across_the_edge_of_a_window() -> None:
    first = answer(start(), WRONG).challenge
    late = NOW + DAY - SECOND
    challenge, taken = first, 0
    for at in (late, NOW + DAY, NOW + DAY + SECOND, NOW + DAY + 30 * SECOND):
        for _ in range(20):
            with contextlib.suppress(InvalidValueError):
                challenge = start(challenge, at=at)
            while challenge.state is ChallengeState.OPEN:
                challenge, taken = answer(challenge, WRONG, at=at).challenge, taken + 1
    assert taken == 15
    assert start(challenge, at=late + DAY).attempts_left == 3


class Guesser:
    """A host that keeps the newest challenge, whoever types, and a clock that may be set back."""

    def __init__(self, policy: RecoveryPolicy) -> None:
        self.policy, self.slot, self.wrong = policy, start(policy=policy), list[datetime]()

    def do(self, kind: str, at: datetime) -> None:
        if kind == "start":
            with contextlib.suppress(InvalidValueError):
                self.slot = start(self.slot, at=at, policy=self.policy)
        elif kind == "void":
            self.slot = void(self.slot, key=KEY)
        else:
            outcome = answer(self.slot, CODE if kind == "right" else WRONG, at=at)
            if len(outcome.challenge.failed_at) > len(self.slot.failed_at):
                self.wrong.append(at)
            self.slot = outcome.challenge

    def densest(self) -> int:
        window = self.policy.failure_window
        return max((sum(at <= other < at + window for other in self.wrong) for at in self.wrong), default=0)


walks = st.lists(
    st.tuples(
        st.sampled_from(["start", "start", "wrong", "wrong", "wrong", "wrong", "right", "void"]),
        st.one_of(
            st.timedeltas(timedelta(0), timedelta(minutes=3)),
            st.timedeltas(timedelta(minutes=-30), timedelta(hours=3)),
            st.sampled_from([timedelta(minutes=20), timedelta(minutes=20, microseconds=-1), SECOND, timedelta(0)]),
        ),
    ),
    max_size=60,
)


@given(walks, st.integers(1, 4), st.integers(1, 6))
def test_no_span_of_the_window_holds_more_wrong_answers_than_the_policy_takes(
    walk: list[tuple[str, timedelta]], attempts: int, failures: int
) -> None:
    policy = RecoveryPolicy(max_attempts=attempts, max_failures=failures, failure_window=timedelta(minutes=20))
    guesser, at = Guesser(policy), NOW
    for kind, passed in walk:
        at += passed
        guesser.do(kind, at)
        assert len(guesser.slot.failed_at) <= 2 * failures
        assert all(before <= after for before, after in pairwise(guesser.slot.failed_at))
    assert guesser.densest() <= failures


@example(1, 1, timedelta(minutes=20, microseconds=-1))
@example(1, 1, timedelta(minutes=20))
@example(1, 1, timedelta(minutes=20, microseconds=1))
@given(st.integers(1, 4), st.integers(1, 6), st.timedeltas(timedelta(0), timedelta(minutes=40)))
def test_a_guesser_who_never_stops_gets_exactly_what_the_policy_takes(
    attempts: int, failures: int, passed: timedelta
) -> None:
    """So the limit is no tighter than it says either."""
    policy = RecoveryPolicy(max_attempts=attempts, max_failures=failures, failure_window=timedelta(minutes=20))
    guesser = Guesser(policy)
    for at in (NOW, NOW + passed):
        for kind in ("start", *["wrong"] * attempts) * failures:
            guesser.do(kind, at)
    assert len(guesser.wrong) == failures * (2 if passed >= timedelta(minutes=20) else 1)


def test_a_clock_that_is_set_back_gives_no_attempts_back() -> None:
    before = locked()
    for back in (SECOND, DAY, 400 * DAY):
        assert codes_of(start, before, at=NOW - back) == TOO_MANY
    ahead = start(before, at=NOW + 2 * DAY)
    assert codes_of(start, ahead, at=NOW + SECOND) == TOO_MANY
    early = answer(start(at=NOW), WRONG, at=NOW - SECOND)
    assert early.issues[0].code is IssueCode.EVENT_TIME_BACKWARDS


def test_a_wrong_answer_after_the_clock_was_set_back_counts_no_less_long_than_the_one_before() -> None:
    once = answer(start(), WRONG, at=NOW + timedelta(minutes=9)).challenge
    twice = answer(once, WRONG, at=NOW).challenge
    assert twice.failed_at == (NOW + timedelta(minutes=9),) * 2


def test_a_wrong_answer_counts_until_the_whole_second_after_it() -> None:
    policy = RecoveryPolicy(max_attempts=1, max_failures=1, failure_window=timedelta(minutes=1))
    wrong = answer(start(policy=policy), WRONG, at=NOW + timedelta(microseconds=1)).challenge
    assert wrong.failed_at == (NOW + SECOND,)
    minute = NOW + timedelta(minutes=1)
    assert codes_of(start, wrong, policy=policy, at=minute + SECOND - timedelta(microseconds=1)) == TOO_MANY
    assert start(wrong, policy=policy, at=minute + SECOND).attempts_left == 1


# ---- Whose answer it is


def test_nothing_opens_without_the_account_as_it_is_registered_now() -> None:
    with pytest.raises(TypeError, match="account"):
        answer_recovery(start(), CODE, key=KEY, at=NOW)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    for nobody in (None, "a-1", {"id": "a-1"}, 0, object()):
        assert codes_of(answer, start(), account=nobody) == [("form.type", "/account")]


def test_the_account_of_somebody_else_costs_no_attempt_and_opens_nothing() -> None:
    sent = start()
    outcome = answer(sent, account=BUDI)
    assert (outcome.opened, outcome.challenge) == (False, sent)
    assert [issue.code for issue in outcome.issues] == [IssueCode.RECOVERY_OTHER_ACCOUNT]


# ---- What is left in the frames


class Naughty(str):
    """Lies about everything a code is asked."""

    __slots__ = ()

    def isalnum(self) -> bool:
        return True

    def isascii(self) -> bool:
        return True

    def __len__(self) -> int:
        return 8

    def encode(self, *_: object) -> bytes:
        raise RuntimeError("boo")


LOST = attrs.evolve(SITI, number_under_replacement=SITI.phone.reveal() if SITI.phone else None)
REFUSALS: dict[str, Callable[[], object]] = {
    "no contact": lambda: start(account=Account(id="a-1")),
    "not an account": lambda: start(account=None),
    "not an account to answer": lambda: answer(start(), account=None),
    "lost number": lambda: start(account=LOST, send_to="phone"),
    "premium rate": lambda: start(account=Account(id="a-1", phone="0809 1 234 567"), send_to="phone"),
    "too new": lambda: start(account=attrs.evolve(SITI, email_changed_at=NOW)),
    "weak code": lambda: start(code="Zq49"),
    "long code": lambda: start(code="Zq49" * 50),
    "code of bytes": lambda: start(code=b"Zq493027"),
    "code in a list": lambda: start(code=["Zq493027"]),
    "weak key": lambda: start(key=b"made up"),
    "key of text": lambda: start(key=KEY.decode()),
    "key in an array": lambda: start(key=bytearray(KEY)),
    "weak key to answer": lambda: answer(start(), key=b"made up"),
    "weak key to void": lambda: void(start(), key=b"made up"),
    "no destination": lambda: start(send_to="post"),
    "code as destination": lambda: start(send_to=CODE),
    "naive": lambda: start(at=NOW.replace(tzinfo=None)),
    "naive answer": lambda: answer(start(), at=NOW.replace(tzinfo=None)),
    "no moment": lambda: answer(start(), at=CODE),
    "end of time": lambda: start(at=datetime.max.replace(tzinfo=UTC)),
    "altered": lambda: start(attrs.evolve(start(), attempts_left=9)),
    "altered to void": lambda: void(attrs.evolve(start(), attempts_left=9), key=KEY),
    "other account": lambda: start(start(account=BUDI)),
    "too many": lambda: start(locked()),
    "no policy": lambda: start(policy=None),
    "no challenge to answer": lambda: answer(CODE),  # type: ignore[arg-type]
    "swapped": lambda: answer_recovery(CODE, start(), key=KEY, at=NOW, account=SITI),  # type: ignore[arg-type]
    "no challenge to void": lambda: void(KEY, key=KEY),  # type: ignore[arg-type]
    "no challenge before": lambda: start(CODE),  # type: ignore[arg-type]
}
SHOWN_SECRETS = ("Zq49", "made up", KEY.hex())


def frames_of(tb: TracebackType | None) -> Iterator[Any]:
    while tb is not None:
        yield tb.tb_frame
        tb = tb.tb_next


def everything_raised(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_refusal_leaves_neither_code_nor_key_in_the_frames_of_the_library(refusal: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        REFUSALS[refusal]()
    met = 0
    for error in everything_raised(caught.value):
        assert not any(secret in f"{error} {error!r} {error.args}" for secret in SHOWN_SECRETS)
        for frame in frames_of(error.__traceback__):
            if "simreplace/recovery" in frame.f_code.co_filename and "tests" not in frame.f_code.co_filename:
                met += 1
                held = repr(dict(frame.f_locals))
                assert not any(secret in held for secret in SHOWN_SECRETS), frame.f_code.co_name
                # Nor the account, the challenge or the policy: nothing that was given, whatever it was given as.
                assert set(frame.f_locals) <= {"answer", "made", "outcome", "voided"}, frame.f_code.co_name
    assert met >= 2
    assert caught.value.__cause__ is None and caught.value.__context__ is None
    told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    ours = [frame for frame in told.stack if frame.filename.endswith(("recovery/recovery.py", "recovery/challenge.py"))]
    assert ours
    for frame in ours:
        assert not any(secret in value for value in (frame.locals or {}).values() for secret in SHOWN_SECRETS)


def test_what_the_host_calls_wrongly_is_refused_before_a_frame_of_the_library_is_made() -> None:
    with pytest.raises(TypeError) as caught:
        answer_recovery(start(), CODE, key=KEY, at=NOW)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    assert [frame.f_code.co_filename for frame in frames_of(caught.value.__traceback__)] == [__file__]


def test_a_wrong_answer_shows_neither_itself_nor_the_code() -> None:
    outcome = answer(start(), "Zq493028")
    out = io.StringIO()
    print(outcome, outcome.issues, outcome.challenge, repr(SITI), file=out)
    assert not any(secret in out.getvalue() for secret in (*SHOWN_SECRETS, "a-1", "siti@"))


# ---- Numbers that are nobody's phone

KINDS: dict[PhoneKind, int] = {
    PhoneKind.MOBILE: phonenumbers.PhoneNumberType.MOBILE,
    PhoneKind.FIXED_LINE: phonenumbers.PhoneNumberType.FIXED_LINE,
    PhoneKind.FIXED_LINE_OR_MOBILE: phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
    PhoneKind.TOLL_FREE: phonenumbers.PhoneNumberType.TOLL_FREE,
    PhoneKind.PREMIUM_RATE: phonenumbers.PhoneNumberType.PREMIUM_RATE,
    PhoneKind.SHARED_COST: phonenumbers.PhoneNumberType.SHARED_COST,
    PhoneKind.VOIP: phonenumbers.PhoneNumberType.VOIP,
    PhoneKind.PERSONAL: phonenumbers.PhoneNumberType.PERSONAL_NUMBER,
    PhoneKind.PAGER: phonenumbers.PhoneNumberType.PAGER,
    PhoneKind.UAN: phonenumbers.PhoneNumberType.UAN,
    PhoneKind.VOICEMAIL: phonenumbers.PhoneNumberType.VOICEMAIL,
}
PERSONAL = {PhoneKind.MOBILE, PhoneKind.FIXED_LINE, PhoneKind.FIXED_LINE_OR_MOBILE, PhoneKind.VOIP}


def examples(kind: PhoneKind) -> list[str]:
    """The example of every region that has one of this very kind: where one pattern serves two, it is the other."""
    found = []
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        number = phonenumbers.example_number_for_type(region, KINDS[kind])
        if number is not None and phonenumbers.number_type(number) == KINDS[kind]:
            found.append(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_goes_to_a_persons_phone_and_to_no_other_number_of_any_country(kind: PhoneKind) -> None:
    numbers = examples(kind)
    assert numbers
    for number in numbers:
        account = Account(id="a-1", email="siti@example.com", phone=number)
        assert account.phone is not None and account.phone.kind is kind
        if kind in PERSONAL:
            assert answer(start(account=account, send_to="phone"), account=account).opened
        else:
            assert codes_of(start, account=account, send_to="phone") == [("recovery.unfit_number", "/phone")]
        assert answer(start(account=account), account=account).opened


def test_the_indonesian_service_numbers_are_told_apart() -> None:
    written = {
        "0809 1 234 567": "premium_rate",
        "0800 1 234 567": "toll_free",
        "0804 123 4567": "shared_cost",
        "0807 1 123 456": "uan",
        "021 8350123": "fixed_line",
        "0812 345 678": "mobile",
    }
    assert {number: PhoneNumber.parse(number).kind.value for number in written} == written


def test_a_number_that_the_metadata_does_not_know_is_of_no_known_kind_and_is_sent_nothing() -> None:
    for number in ("+6299912345678", "+999", "+0", ""):
        phone = PhoneNumber._of(number, ())
        assert phone.kind is PhoneKind.UNKNOWN
        account = Account(id="a-1", phone=phone)
        assert codes_of(start, account=account, send_to="phone") == [("recovery.unfit_number", "/phone")]


def test_there_is_a_kind_for_every_kind_of_the_metadata() -> None:
    kinds = set(phonenumbers.PhoneNumberType.values())
    assert kinds == {*KINDS.values(), phonenumbers.PhoneNumberType.UNKNOWN}
    assert set(PhoneKind) == {*KINDS, PhoneKind.UNKNOWN}


# ---- Clocks

PARIS, LORD_HOWE, JAKARTA = ZoneInfo("Europe/Paris"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Jakarta")
# Back in the autumn and forward in the spring, by an hour and by half of one.
TURNS = [
    datetime(2026, 10, 25, 0, 55, tzinfo=UTC).astimezone(PARIS),
    datetime(2026, 3, 29, 0, 55, tzinfo=UTC).astimezone(PARIS),
    datetime(2026, 4, 4, 14, 55, tzinfo=UTC).astimezone(LORD_HOWE),
    datetime(2026, 10, 3, 15, 25, tzinfo=UTC).astimezone(LORD_HOWE),
    datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=PARIS),
    datetime(2026, 10, 25, 2, 30, fold=0, tzinfo=PARIS),
]


def after(at: datetime, span: timedelta) -> datetime:
    """So much real time later, on the same wall."""
    return (at.astimezone(UTC) + span).astimezone(at.tzinfo)


@pytest.mark.parametrize("at", TURNS, ids=str)
def test_a_code_lives_exactly_as_long_as_it_should_when_the_clocks_are_turned(at: datetime) -> None:
    sent = start(at=at)
    end = after(at, timedelta(minutes=10))
    assert sent.expires_at.astimezone(UTC) == end.astimezone(UTC)
    assert not sent.expires_at <= after(end, -SECOND)
    for minutes in range(10):
        assert answer(sent, at=after(at, timedelta(minutes=minutes))).opened
    assert answer(sent, at=after(end, -timedelta(microseconds=1))).opened
    assert answer(sent, at=end).challenge.state is ChallengeState.EXPIRED
    early = answer(sent, at=after(at, -SECOND))
    assert [issue.code for issue in early.issues] == [IssueCode.EVENT_TIME_BACKWARDS]


@pytest.mark.parametrize("at", TURNS, ids=str)
def test_wrong_answers_and_contacts_age_by_real_time_when_the_clocks_are_turned(at: datetime) -> None:
    policy = RecoveryPolicy(max_attempts=1, max_failures=1, failure_window=timedelta(minutes=40))
    wrong = answer(start(at=at, policy=policy), WRONG, at=at).challenge
    forty = after(at, timedelta(minutes=40))
    assert codes_of(start, wrong, policy=policy, at=after(forty, -SECOND)) == TOO_MANY
    assert start(wrong, policy=policy, at=forty).attempts_left == 1
    fresh = attrs.evolve(SITI, email_changed_at=at)
    young = RecoveryPolicy(contact_age=timedelta(minutes=40))
    assert codes_of(start, account=fresh, policy=young, at=after(forty, -SECOND)) == [
        ("recovery.contact_too_new", "/email")
    ]
    assert start(account=fresh, policy=young, at=forty).state is ChallengeState.OPEN


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),
    st.sampled_from([PARIS, LORD_HOWE, JAKARTA, WIB, UTC, timezone(timedelta(hours=-23, minutes=-59))]),
    st.integers(0, 1),
)
def test_a_moment_is_kept_at_its_distance_from_utc_and_read_once(at: datetime, zone: tzinfo, fold: int) -> None:
    given_at = at.replace(tzinfo=zone, fold=fold)
    kept = moment(given_at)
    assert kept.astimezone(UTC).replace(fold=0) == given_at.astimezone(UTC).replace(fold=0)
    assert (kept.isoformat(), kept.tzname()) == (given_at.isoformat(), given_at.tzname())
    assert type(kept.tzinfo) is timezone
    assert moment(kept) == kept


# ---- Odd values


class Zone(tzinfo):
    """A zone of somebody else's making."""

    def __init__(self, offset: object, name: object = "x") -> None:
        self.offset, self.name = offset, name

    def utcoffset(self, _: datetime | None) -> Any:
        if isinstance(self.offset, Exception):
            raise self.offset
        return self.offset

    def tzname(self, _: datetime | None) -> Any:
        return self.name

    def dst(self, _: datetime | None) -> timedelta | None:
        return None


class Swinging(Zone):
    """Says another thing each time it is asked."""

    def utcoffset(self, _: datetime | None) -> timedelta:
        self.offset = -self.offset  # type: ignore[operator]
        return self.offset  # type: ignore[return-value]


class Liar(datetime):
    """Lies about when it is."""

    def utcoffset(self) -> timedelta:
        raise RuntimeError("boo")

    def __sub__(self, other: Any) -> Any:
        return timedelta(0)

    def __lt__(self, other: object) -> bool:
        return False

    def replace(self, *_: object, **__: object) -> Never:
        raise RuntimeError("boo")


class LyingSpan(timedelta):
    """Longer than anything."""

    def __le__(self, other: object) -> bool:
        return True

    def __gt__(self, other: object) -> bool:
        return True


ODD_MOMENTS: dict[str, tuple[Any, str]] = {
    "first": (datetime.min.replace(tzinfo=UTC), "form.date"),
    "first east": (datetime.min.replace(tzinfo=timezone(timedelta(hours=23))), "form.date"),
    "first west": (datetime.min.replace(tzinfo=timezone(timedelta(hours=-23))), "form.date"),
    "last": (datetime.max.replace(tzinfo=UTC), "form.date"),
    "last east": (datetime.max.replace(tzinfo=timezone(timedelta(hours=23))), "form.date"),
    "last west": (datetime.max.replace(tzinfo=timezone(timedelta(hours=-23))), "form.date"),
    "naive": (datetime(2026, 9, 7), "review.naive_time"),
    "a zone without distance": (NOW.replace(tzinfo=Zone(None)), "review.naive_time"),
    "a zone that raises": (NOW.replace(tzinfo=Zone(RuntimeError(CODE))), "form.date"),
    "a zone that overflows": (NOW.replace(tzinfo=Zone(OverflowError())), "form.date"),
    "a zone a day off": (NOW.replace(tzinfo=Zone(timedelta(days=1))), "form.date"),
    "a zone of numbers": (NOW.replace(tzinfo=Zone(7)), "form.date"),
    "a zone with a number for a name": (NOW.replace(tzinfo=Zone(timedelta(0), 7)), "form.date"),
    "a day": (date(2026, 9, 7), "form.date"),
    "a number": (1_800_000_000, "form.date"),
    "a huge number": (10**5000, "form.date"),
    "a truth": (True, "form.date"),
    "nothing": (None, "form.date"),
    "a text": ("2026-09-07T10:00:00+07:00", "form.date"),
}


@pytest.mark.parametrize("odd", ODD_MOMENTS)
def test_an_odd_moment_is_refused_in_one_plain_way_wherever_it_is_given(odd: str) -> None:
    at, code = ODD_MOMENTS[odd]
    sent = start()
    assert codes_of(start, at=at) == [(code, "/at")]
    assert codes_of(answer, sent, at=at) == [(code, "/at")]
    for field in ("issued_at", "expires_at"):
        assert codes_of(attrs.evolve, sent, **{field: at}) == [(code, "/" + field)]
    assert codes_of(attrs.evolve, sent, failed_at=(NOW, at)) == [(code, "/failed_at/1")]
    if at is not None:
        assert codes_of(attrs.evolve, SITI, email_changed_at=at) == [(code, "/email_changed_at")]


def test_what_a_class_or_a_zone_says_of_a_moment_later_on_changes_nothing() -> None:
    liar = Liar(2026, 9, 7, 10, 0, tzinfo=WIB)
    assert start(at=liar) == start()
    assert type(start(at=liar).issued_at) is datetime
    late = Liar(2026, 9, 7, 10, 10, tzinfo=WIB)
    assert answer(start(), at=late).challenge.state is ChallengeState.EXPIRED
    swinging = start(at=datetime(2026, 9, 7, 10, 0, tzinfo=Swinging(timedelta(hours=-7))))
    assert swinging.issued_at == NOW
    assert swinging.expires_at - swinging.issued_at == timedelta(minutes=10)
    assert answer(swinging).opened


def test_a_moment_keeps_the_name_of_its_zone_where_it_has_one() -> None:
    assert start(at=datetime(2026, 9, 7, 10, tzinfo=JAKARTA)).expires_at.tzname() == "WIB"
    assert start(at=datetime(2026, 9, 7, 10, tzinfo=Zone(timedelta(hours=7), None))).expires_at.tzname() == "UTC+07:00"


def test_a_code_that_lies_about_itself_is_read_as_what_it_is() -> None:
    assert codes_of(start, code=Naughty("a b")) == [("recovery.weak_code", "/code")]
    assert answer(start(code=Naughty(CODE)), CODE).opened
    assert answer(start(), Naughty(CODE)).opened
    assert not answer(start(), Naughty("x")).opened


def pretender() -> object:
    """Something that raises when it is asked what it is."""

    def boo(_: object) -> type:
        raise RuntimeError("boo")

    return type("Pretender", (), {"__class__": property(boo)})()


ODD_THINGS: dict[str, Callable[[], Any]] = {
    "a truth": lambda: True,
    "a huge number": lambda: 10**5000,
    "bytes": lambda: b"x",
    "no number": lambda: float("nan"),
    "a pretender": pretender,
    "a list": list,
    "a mapping": dict,
}


@pytest.mark.parametrize("name", ODD_THINGS)
def test_an_odd_thing_in_any_place_is_refused_by_the_name_of_that_place(name: str) -> None:
    odd = ODD_THINGS[name]()
    assert codes_of(start, account=odd) == [("form.type", "/account")]
    assert codes_of(start, policy=odd) == [("form.type", "/policy")]
    assert codes_of(start, odd) == [("form.type", "/supersedes")]
    assert codes_of(start, send_to=odd) == [("form.choice", "/send_to")]
    assert codes_of(start, code=odd) == [("recovery.weak_code", "/code")]
    assert codes_of(start, key=odd) == [("recovery.weak_key", "/key")]
    assert codes_of(answer, odd) == [("form.type", "/challenge")]
    assert codes_of(void, odd, key=KEY) == [("form.type", "/challenge")]
    assert not answer(start(), odd).opened
    assert codes_of(Account, id=odd) == [("text.type", "/id")]
    assert codes_of(attrs.evolve, start(), attempts_left=odd) == [("form.type", "/attempts_left")]
    for field in ("max_attempts", "max_failures", "min_code_length", "code_lifetime", "contact_age", "failure_window"):
        changed: dict[str, Any] = {field: odd}
        assert codes_of(RecoveryPolicy, **changed) == [("policy.limit", "/" + field)]


def test_a_span_that_lies_about_itself_is_refused() -> None:
    for field in ("code_lifetime", "contact_age", "failure_window"):
        changed: dict[str, Any] = {field: LyingSpan(days=-5)}
        assert codes_of(RecoveryPolicy, **changed) == [("policy.limit", "/" + field)]


def test_the_longest_spans_and_counts_work() -> None:
    long = timedelta(days=3650)
    policy = RecoveryPolicy(
        code_lifetime=long, contact_age=long, failure_window=long, max_attempts=100, max_failures=100
    )
    last = datetime(7990, 12, 31, 23, 59, 59, tzinfo=UTC)
    challenge = start(policy=policy, at=last, account=attrs.evolve(SITI, email_changed_at=last - long))
    while challenge.state is ChallengeState.OPEN:
        challenge = answer(challenge, WRONG, at=last).challenge
    assert len(challenge.failed_at) == 100
    assert codes_of(start, challenge, policy=policy, at=last) == TOO_MANY


def test_at_the_end_of_the_years_a_code_that_would_outlive_them_is_refused_and_every_other_is_answered() -> None:
    east, west = (timezone(timedelta(hours=hours)) for hours in (14, -12))
    end = datetime(8000, 12, 31, 23, 59, 59, 500_000, tzinfo=east)
    assert codes_of(start, at=end) == codes_of(start, at=end - timedelta(minutes=9)) == [("form.date", "/at")]
    sent = start(at=(end - timedelta(minutes=5)).astimezone(west))
    wrong = answer(sent, WRONG, at=end)
    assert wrong.issues[0].code is IssueCode.RECOVERY_WRONG_CODE
    assert wrong.challenge.failed_at[0] - end == timedelta(milliseconds=500)
    first = datetime(1900, 1, 1, tzinfo=west)
    assert answer(answer(start(at=first), WRONG, at=first).challenge, at=first).opened


def test_what_was_made_around_the_constructors_is_read_again() -> None:
    hollow = object.__new__(RecoveryChallenge)
    for tried in (lambda: answer(hollow), lambda: void(hollow, key=KEY)):
        assert codes_of(tried) == [("form.type", "/challenge")]
    assert codes_of(start, account=object.__new__(Account)) == [("form.type", "/account")]
    assert codes_of(Account, id="a-1", email=object.__new__(EmailAddress)) == [("text.type", "/email")]
    huge = start()
    object.__setattr__(huge, "attempts_left", 10**5000)
    assert codes_of(answer, huge) == [("form.type", "/challenge/attempts_left")]


def test_the_files_of_the_room_are_the_ones_that_are_looked_at() -> None:
    assert str(room.__file__).endswith("simreplace/recovery/recovery.py")
    assert Destination.PHONE.value == "phone"
