"""What a recovery hands to its host to keep, and the key that shows whether it was changed."""

import hmac
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final, final

import attrs

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode, pointer
from simreplace.people import email_or_none, phone_or_none, to_msisdn
from simreplace.values import (
    EmailAddress,
    Msisdn,
    PhoneNumber,
    aware,
    changed_fields,
    hidden,
    naming_its_fields,
    one_of,
    plain_text,
    plain_text_or_none,
)

CODE_CAP: Final = 64
_DOMAIN: Final = "simreplace.recovery.1"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
TICK: Final = timedelta(microseconds=1)
_SECOND: Final = timedelta(seconds=1)


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


def _destination(value: Destination | str) -> Destination:
    return one_of(Destination, value)


def _state(value: ChallengeState | str) -> ChallengeState:
    return one_of(ChallengeState, value)


def _moment_or_none(value: datetime | None) -> datetime | None:
    return None if value is None else aware(value)


def _msisdn_or_none(value: Msisdn | str | None) -> Msisdn | None:
    return None if value is None else to_msisdn(value)


def _count(value: int) -> int:
    if type(value) is not int or value < 0:
        raise InvalidValueError((Issue(IssueCode.FORM_TYPE),))
    return value


@final
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class Account:
    """The contacts that an account has registered.

    Args:
        email: The registered address.
        phone: The registered phone.
        email_changed_at: When the address was last changed; None where it never was, as far as anybody knows.
        phone_changed_at: When the phone was last changed; None where it never was, as far as anybody knows.
        number_under_replacement: The number whose card is being replaced, while it is: who holds its card is the very
            thing that is not known.

    Raises:
        InvalidValueError: A part cannot be what it says.

    Example:
        >>> Account(email="siti@example.com", phone="0812 3456 7890").phone  # made up
        PhoneNumber(+62*********90)
    """

    email: EmailAddress | None = attrs.field(default=None, converter=email_or_none)
    phone: PhoneNumber | None = attrs.field(default=None, converter=phone_or_none)
    email_changed_at: datetime | None = attrs.field(default=None, converter=_moment_or_none)
    phone_changed_at: datetime | None = attrs.field(default=None, converter=_moment_or_none)
    number_under_replacement: Msisdn | None = attrs.field(default=None, converter=_msisdn_or_none)


@final
@attrs.frozen(kw_only=True)
class RecoveryPolicy:
    """How strict a recovery is. Every value is a default of this library.

    Whoever guesses codes of six digits has, within one window, 15 tries in a million, however many codes are sent.

    Args:
        code_lifetime: How long a code can be answered, in whole seconds; a fraction is dropped.
        max_attempts: How many wrong answers close a challenge.
        contact_age: For how long a contact must have stood unchanged before a code is sent to it.
        min_code_length: How many letters and digits a code has at least.
        max_failures: How many wrong answers are taken within `failure_window`, however many codes are sent.
        failure_window: For how long wrong answers count, from the first challenge of a series on.

    Raises:
        InvalidValueError: A count below one, a negative span, or a code that could never be answered.

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
        counts = ("max_attempts", "min_code_length", "max_failures")
        shortest = {"code_lifetime": _SECOND, "contact_age": timedelta(0), "failure_window": _SECOND}
        wrong = [name for name in counts if type(getattr(self, name)) is not int or getattr(self, name) < 1]
        wrong += [
            name
            for name, least in shortest.items()
            if not isinstance(getattr(self, name), timedelta) or getattr(self, name) < least
        ]
        if "min_code_length" not in wrong and self.min_code_length > CODE_CAP:
            wrong.append("min_code_length")
        if wrong:
            raise InvalidValueError(tuple(Issue(IssueCode.POLICY_LIMIT, pointer(name)) for name in wrong))

    def __repr__(self) -> str:
        return changed_fields(self)


@final
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class RecoveryChallenge:
    """A code that was sent, without the code. Made by `start_recovery`; one that was changed by hand opens nothing.

    Args:
        id: By which it can be told apart; it says nothing of the account or the code.
        destination: Where the code went.
        sent_to: The contact it went to, masked.
        destination_digest: The contact it went to, under the key.
        digest: The code together with all the above and the times, under the key.
        issued_at: When it was made, in whole seconds.
        expires_at: The moment from which on it opens nothing.
        attempts_left: How many wrong answers it still takes.
        failures: The wrong answers of its series, those to the challenges before it among them.
        series_began_at: When the first challenge of its series was made.
        supersedes: The `id` of the challenge that it voids.
        state: Whether it can still open something.
        seal: Everything above under the key, so that no part can be changed alone.

    Raises:
        InvalidValueError: A part cannot be what it says.

    Example:
        >>> from simreplace import WIB, recovery
        >>> sent = recovery.start_recovery(
        ...     Account(email="siti@example.com"),  # made up, as are code and key
        ...     send_to=Destination.EMAIL, code="493027", key=bytes(16), at=datetime(2026, 9, 7, 10, 0, tzinfo=WIB),
        ... )
        >>> sent.state.value, sent.attempts_left, sent.sent_to, sent.expires_at.isoformat()
        ('open', 3, 's***@***.com', '2026-09-07T10:10:00+07:00')
    """

    id: str = attrs.field(converter=plain_text)
    destination: Destination = attrs.field(converter=_destination)
    sent_to: str = attrs.field(converter=plain_text)
    destination_digest: str = attrs.field(converter=plain_text, repr=hidden)
    digest: str = attrs.field(converter=plain_text, repr=hidden)
    issued_at: datetime = attrs.field(converter=aware)
    expires_at: datetime = attrs.field(converter=aware)
    attempts_left: int = attrs.field(converter=_count)
    failures: int = attrs.field(converter=_count)
    series_began_at: datetime = attrs.field(converter=aware)
    supersedes: str | None = attrs.field(default=None, converter=plain_text_or_none)
    state: ChallengeState = attrs.field(default=ChallengeState.OPEN, converter=_state)
    seal: str = attrs.field(default="", converter=plain_text, repr=hidden)


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
        >>> sent = recovery.start_recovery(
        ...     Account(email="siti@example.com"),  # made up, as are code and key
        ...     send_to=Destination.EMAIL, code="493027", key=bytes(16), at=datetime(2026, 9, 7, 10, 0, tzinfo=WIB),
        ... )
        >>> late = recovery.answer_recovery(sent, "493027", key=bytes(16), at=datetime(2026, 9, 7, 10, 10, tzinfo=WIB))
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


def contact_digest(key: bytes, where: Destination, contact: EmailAddress | PhoneNumber) -> str:
    return tag(key, "contact", where, contact.reveal())


def _identity(challenge: RecoveryChallenge) -> tuple[str, ...]:
    """What never changes in the life of a challenge. Moments count as instants: a store may give another zone back."""
    return (
        challenge.id,
        challenge.destination,
        challenge.sent_to,
        challenge.destination_digest,
        str(ticks(challenge.issued_at)),
        str(ticks(challenge.expires_at)),
    )


def code_digest(key: bytes, challenge: RecoveryChallenge, code: str) -> str:
    return tag(key, "code", *_identity(challenge), code)


def seal_of(key: bytes, challenge: RecoveryChallenge) -> str:
    counted = (challenge.attempts_left, challenge.failures, ticks(challenge.series_began_at))
    since = optional(challenge.supersedes)
    return tag(key, "seal", *_identity(challenge), challenge.digest, *map(str, counted), *since, challenge.state)


def sealed(challenge: RecoveryChallenge, key: bytes) -> RecoveryChallenge:
    return attrs.evolve(challenge, seal=seal_of(key, challenge))


def optional(text: str | None) -> tuple[str, str]:
    return ("none", "") if text is None else ("some", text)


# ---- Time


def ticks(moment: datetime) -> int:
    """Microseconds since 1970: two moments of one zone would be compared by the clock on its wall."""
    return (moment - _EPOCH) // TICK


def later(moment: datetime, span: timedelta) -> datetime:
    try:
        return (moment.astimezone(UTC) + span // _SECOND * _SECOND).astimezone(moment.tzinfo)
    except OverflowError:
        raise InvalidValueError((Issue(IssueCode.FORM_DATE, "/at"),)) from None
