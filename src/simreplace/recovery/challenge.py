"""What a recovery hands to its host to keep, and the key that shows whether it was changed."""

import hmac
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from typing import Final, cast, final

import attrs

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode, pointer
from simreplace.shown import printable
from simreplace.values import (
    EmailAddress,
    Msisdn,
    PhoneNumber,
    changed_fields,
    hidden,
    instance_of,
    naming_its_fields,
    one_of,
    plain_text,
    plain_text_or_none,
    refusing_at,
    to_identifier,
    to_moment,
)

CODE_CAP: Final = 64
_COUNT_CAP: Final = 100
_LONGEST: Final = timedelta(days=3650)
_DOMAIN: Final = "simreplace.recovery.1"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
TICK: Final = timedelta(microseconds=1)
SECOND: Final = timedelta(seconds=1)


class Destination(StrEnum):
    """Where a code is sent.

    Example:
        >>> Destination("email")
        <Destination.EMAIL: 'email'>
    """

    EMAIL = "email"
    PHONE = "phone"


class ChallengeState(StrEnum):
    """Whether a code can still open something, and why not.

    Example:
        >>> ChallengeState("superseded")
        <ChallengeState.SUPERSEDED: 'superseded'>
    """

    OPEN = "open"
    USED = "used"
    EXHAUSTED = "exhausted"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


# ---- Time


def moment(value: datetime) -> datetime:
    """The same moment as a plain one, at the distance from UTC that its zone has then.

    Within one zone Python compares the clocks on the wall, and a zone of somebody else's making may say another thing
    each time it is asked, or raise. So a zone is asked once.
    """
    given = instance_of(datetime, value, IssueCode.FORM_DATE)
    try:
        distance, name = datetime.utcoffset(given), datetime.tzname(given)
    except Exception:  # noqa: BLE001 - a zone is somebody else's code
        raise InvalidValueError((Issue(IssueCode.FORM_DATE),)) from None
    if distance is None:
        raise InvalidValueError((Issue(IssueCode.REVIEW_NAIVE_TIME),))
    plain = timedelta.__pos__(distance)
    zone = timezone(plain) if name is None else timezone(plain, str.__str__(name))
    return to_moment(datetime.combine(datetime.date(given), datetime.time(given), zone).replace(fold=0))


def ticks(at: datetime) -> int:
    """Microseconds since 1970."""
    return (at - _EPOCH) // TICK


# ---- What the fields take


def to_destination(value: Destination | str) -> Destination:
    return one_of(Destination, value)


def _state(value: ChallengeState | str) -> ChallengeState:
    return one_of(ChallengeState, value)


def _moment_or_none(value: datetime | None) -> datetime | None:
    return None if value is None else moment(value)


def _moments(value: Iterable[datetime]) -> tuple[datetime, ...]:
    if type(value) not in {tuple, list}:
        raise InvalidValueError((Issue(IssueCode.FORM_TYPE),))
    items = tuple(value)
    if len(items) > 2 * _COUNT_CAP:
        raise InvalidValueError((Issue(IssueCode.FORM_TYPE),))
    return tuple(refusing_at(pointer(place), moment)(item) for place, item in enumerate(items))


def _id(value: str) -> str:
    return to_identifier(value)


def _email_or_none(value: EmailAddress | str | None) -> EmailAddress | None:
    return None if value is None else EmailAddress.parse(cast("str", value))


def _phone_or_none(value: PhoneNumber | str | None) -> PhoneNumber | None:
    return None if value is None else PhoneNumber.parse(cast("str", value))


def _msisdn_or_none(value: Msisdn | str | None) -> Msisdn | None:
    return None if value is None else Msisdn.parse(cast("str", value))


def _count(value: int) -> int:
    if type(value) is not int or not 0 <= value <= _COUNT_CAP:
        raise InvalidValueError((Issue(IssueCode.FORM_TYPE),))
    return value


@printable
@final
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class Account:
    """Whose password it is, and the contacts that the account has registered.

    Args:
        id: By which the host knows the account, and which stays when every contact changes. A challenge is bound to it.
        email: The registered address.
        phone: The registered phone.
        email_changed_at: When the address was last changed; None where it never was, as far as anybody knows.
        phone_changed_at: When the phone was last changed; None where it never was, as far as anybody knows.
        number_under_replacement: The number whose card is being replaced, while it is: who holds its card is the very
            thing that is not known.

    Raises:
        InvalidValueError: A part cannot be what it says.

    Example:
        >>> Account(id="a-1", email="siti@example.com", phone="0812 3456 7890").phone  # made up
        PhoneNumber(+62*********90)
    """

    id: str = attrs.field(converter=_id, repr=hidden)
    email: EmailAddress | None = attrs.field(default=None, converter=_email_or_none)
    phone: PhoneNumber | None = attrs.field(default=None, converter=_phone_or_none)
    email_changed_at: datetime | None = attrs.field(default=None, converter=_moment_or_none)
    phone_changed_at: datetime | None = attrs.field(default=None, converter=_moment_or_none)
    number_under_replacement: Msisdn | None = attrs.field(default=None, converter=_msisdn_or_none)


@printable
@final
@attrs.frozen(kw_only=True)
class RecoveryPolicy:
    """How strict a recovery is. Every value is a default of this library.

    Whoever guesses codes of six digits has, within any span of `failure_window`, 15 tries in a million, however many
    codes are sent. Counts go up to 100 and spans up to 3650 days.

    Args:
        code_lifetime: How long a code can be answered, in whole seconds; a fraction is dropped.
        max_attempts: How many wrong answers close a challenge.
        contact_age: For how long a contact must have stood unchanged before a code is sent to it.
        min_code_length: How many letters and digits a code has at least.
        max_failures: How many wrong answers are taken within any span of `failure_window`, however many codes are sent.
        failure_window: For how long each wrong answer counts.

    Raises:
        InvalidValueError: A count or a span that is none, or out of bounds, or a code that could never be answered.

    Example:
        >>> RecoveryPolicy(max_attempts=5).code_lifetime
        datetime.timedelta(seconds=600)
    """

    code_lifetime: timedelta = timedelta(minutes=10)
    max_attempts: int = 3
    contact_age: timedelta = timedelta(hours=72)
    min_code_length: int = 6
    max_failures: int = 15
    failure_window: timedelta = timedelta(hours=24)

    def __attrs_post_init__(self) -> None:
        counts = {"max_attempts": _COUNT_CAP, "min_code_length": CODE_CAP, "max_failures": _COUNT_CAP}
        shortest = {"code_lifetime": SECOND, "contact_age": timedelta(0), "failure_window": SECOND}
        wrong = [
            name
            for name, most in counts.items()
            if type(getattr(self, name)) is not int or not 1 <= getattr(self, name) <= most
        ]
        wrong += [
            name
            for name, least in shortest.items()
            if type(getattr(self, name)) is not timedelta or not least <= getattr(self, name) <= _LONGEST
        ]
        if wrong:
            raise InvalidValueError(tuple(Issue(IssueCode.POLICY_LIMIT, pointer(name)) for name in wrong))

    def __repr__(self) -> str:
        return changed_fields(self)


@printable
@final
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class RecoveryChallenge:
    """A code that was sent, without the code. Made by `start_recovery`; one that was changed by hand opens nothing.

    Args:
        id: By which it can be told apart; it says nothing of the account or the code.
        account_digest: Whose it is, under the key.
        destination: Where the code went.
        sent_to: The contact it went to, masked.
        destination_digest: The contact it went to, under the key.
        digest: The code together with all the above and the times, under the key.
        issued_at: When it was made, in whole seconds.
        expires_at: The moment from which on it opens nothing.
        attempts_left: How many wrong answers it still takes.
        failed_at: When the last wrong answers were given, to it and to the challenges before it, as far as they can
            count; each rounded up to a whole second, so that none is forgotten early.
        supersedes: The `id` of the challenge that it voids.
        state: Whether it can still open something.
        seal: Everything above under the key, so that no part can be changed alone.

    Raises:
        InvalidValueError: A part cannot be what it says.

    Example:
        >>> from simreplace import WIB, recovery
        >>> sent = recovery.start_recovery(
        ...     Account(id="a-1", email="siti@example.com"),  # made up, as are code and key
        ...     send_to=Destination.EMAIL, code="493027", key=bytes(16), at=datetime(2026, 9, 7, 10, 0, tzinfo=WIB),
        ...     supersedes=None,
        ... )
        >>> sent.state.value, sent.attempts_left, sent.sent_to, sent.expires_at.isoformat()
        ('open', 3, 's***@***.com', '2026-09-07T10:10:00+07:00')
    """

    id: str = attrs.field(converter=plain_text)
    account_digest: str = attrs.field(converter=plain_text, repr=hidden)
    destination: Destination = attrs.field(converter=to_destination)
    sent_to: str = attrs.field(converter=plain_text)
    destination_digest: str = attrs.field(converter=plain_text, repr=hidden)
    digest: str = attrs.field(converter=plain_text, repr=hidden)
    issued_at: datetime = attrs.field(converter=moment)
    expires_at: datetime = attrs.field(converter=moment)
    attempts_left: int = attrs.field(converter=_count)
    failed_at: tuple[datetime, ...] = attrs.field(default=(), converter=_moments)
    supersedes: str | None = attrs.field(default=None, converter=plain_text_or_none)
    state: ChallengeState = attrs.field(default=ChallengeState.OPEN, converter=_state)
    seal: str = attrs.field(default="", converter=plain_text, repr=hidden)


@printable
@final
@attrs.frozen(kw_only=True)
class RecoveryOutcome:
    """What came of an answer.

    Args:
        opened: Whether a new password may be set now.
        challenge: What to store in the place of the challenge that was answered.
        issues: Why not; empty exactly where it opened.

    Example:
        >>> from simreplace import WIB, recovery
        >>> siti = Account(id="a-1", email="siti@example.com")  # made up, as are code and key
        >>> now, key = datetime(2026, 9, 7, 10, 0, tzinfo=WIB), bytes(16)
        >>> sent = recovery.start_recovery(siti, send_to="email", code="493027", key=key, at=now, supersedes=None)
        >>> late = recovery.answer_recovery(sent, "493027", key=key, at=now + timedelta(minutes=10), account=siti)
        >>> late.opened, late.challenge.state.value, late.issues[0].code.value
        (False, 'expired', 'recovery.expired')
    """

    opened: bool
    challenge: RecoveryChallenge
    issues: tuple[Issue, ...]


# ---- Under the key


def tag(key: bytes, purpose: str, *parts: str) -> str:
    """HMAC-SHA256 over parts, each behind its length, so that no two lists of parts make the same message."""
    plain = [part.encode("utf-8", "surrogatepass") for part in (_DOMAIN, purpose, *parts)]
    message = b"".join(len(part).to_bytes(8, "big") + part for part in plain)
    return hmac.digest(key, message, "sha256").hex()


def same(one: str, other: str) -> bool:
    """Whether two texts are equal, in a time that does not tell how far they agree."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))


def account_digest(key: bytes, account: Account) -> str:
    return tag(key, "account", account.id)


def contact_digest(key: bytes, where: Destination, contact: EmailAddress | PhoneNumber) -> str:
    return tag(key, "contact", where, contact.reveal())


def _identity(challenge: RecoveryChallenge) -> tuple[str, ...]:
    """What never changes in the life of a challenge. Moments count as instants: a store may give another zone back."""
    return (
        challenge.id,
        challenge.account_digest,
        challenge.destination,
        challenge.sent_to,
        challenge.destination_digest,
        str(ticks(challenge.issued_at)),
        str(ticks(challenge.expires_at)),
    )


def code_digest(key: bytes, challenge: RecoveryChallenge, code: str) -> str:
    return tag(key, "code", *_identity(challenge), code)


def _seal_of(key: bytes, challenge: RecoveryChallenge) -> str:
    failed = ",".join(str(ticks(at)) for at in challenge.failed_at)
    since = optional(challenge.supersedes)
    left = str(challenge.attempts_left)
    return tag(key, "seal", *_identity(challenge), challenge.digest, left, failed, *since, challenge.state)


def sealed(challenge: RecoveryChallenge, key: bytes) -> RecoveryChallenge:
    return attrs.evolve(challenge, seal=_seal_of(key, challenge))


def is_sealed(challenge: RecoveryChallenge, key: bytes) -> bool:
    """Whether it is as it was when it was last sealed under this key."""
    return same(_seal_of(key, challenge), challenge.seal)


def optional(text: str | None) -> tuple[str, str]:
    return ("none", "") if text is None else ("some", text)
