"""The two questions of a recovery: a challenge for a code, and whether an answer opens it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

import attrs

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode, pointer
from simreplace.recovery.challenge import (
    CODE_CAP,
    TICK,
    Account,
    ChallengeState,
    Destination,
    RecoveryChallenge,
    RecoveryOutcome,
    RecoveryPolicy,
    code_digest,
    contact_digest,
    later,
    optional,
    same,
    seal_of,
    sealed,
    tag,
    ticks,
)
from simreplace.values import EmailAddress, PhoneNumber, aware, one_of

_KEY_BYTES: Final = 16
_ID_DIGITS: Final = 32
_HOUR: Final = timedelta(hours=1)
# How a person copies a code; it consists of letters and digits alone, so nothing else in it can be meant.
_UNMEANT: Final = str.maketrans("", "", " -\t\r\n")

_CLOSED: Final = MappingProxyType(
    {
        ChallengeState.USED: IssueCode.RECOVERY_USED,
        ChallengeState.EXHAUSTED: IssueCode.RECOVERY_EXHAUSTED,
        ChallengeState.EXPIRED: IssueCode.RECOVERY_EXPIRED,
        ChallengeState.SUPERSEDED: IssueCode.RECOVERY_SUPERSEDED,
    }
)

_DEFAULT: Final = RecoveryPolicy()


def start_recovery(
    account: Account,
    *,
    send_to: Destination | str,
    code: str,
    key: bytes,
    at: datetime,
    policy: RecoveryPolicy = _DEFAULT,
    supersedes: RecoveryChallenge | None = None,
) -> RecoveryChallenge:
    """A challenge for a code that the host then sends to the registered contact.

    Never to the number whose card is being replaced, which may be in anybody's hands; NIST SP 800-63B asks to consider
    a SIM change before sending a secret to a phone. And never to a contact that was changed a moment ago.

    Args:
        account: The registered contacts.
        send_to: Which of them.
        code: Letters and digits, drawn at random by the host and told to nobody but the contact.
        key: The host's secret, 16 bytes or more. One that is changed voids every open challenge.
        at: Now.
        policy: How strict.
        supersedes: The challenge before, whatever became of it. The new one takes its place and carries on the count
            of wrong answers, unless that one opened or its series is older than `failure_window`.

    Raises:
        InvalidValueError: There is no such contact, it is the number under replacement, or it is too new; the code or
            the key is weak; too many answers were wrong; the time is in no stated zone.

    Example:
        >>> from simreplace import WIB, errors
        >>> lost = Account(phone="0812 3456 7890", number_under_replacement="0812 3456 7890")  # made up
        >>> try:
        ...     start_recovery(
        ...         lost, send_to="phone", code="493027", key=bytes(16), at=datetime(2026, 9, 7, 10, 0, tzinfo=WIB)
        ...     )
        ... except errors.InvalidValueError as error:
        ...     print(error)
        recovery.number_under_replacement at /phone
    """
    issued_at = aware(at).replace(microsecond=0)
    where = one_of(Destination, send_to)
    failures, began_at = _series(supersedes, issued_at, policy)
    issues = (
        *_contact_issues(account, where, issued_at, policy),
        *_code_issues(code, policy),
        *_key_issues(key),
        *_failure_issues(failures, policy),
    )
    contact = _contact(account, where)
    if contact is None or issues:
        raise InvalidValueError(issues)
    before = None if supersedes is None else supersedes.id
    sent_under = contact_digest(key, where, contact)
    id_parts = (sent_under, str(ticks(issued_at)), *optional(before), code)
    bare = RecoveryChallenge(
        id=tag(key, "id", *id_parts)[:_ID_DIGITS],
        destination=where,
        sent_to=str(contact),
        destination_digest=sent_under,
        digest="",
        issued_at=issued_at,
        expires_at=later(issued_at, policy.code_lifetime),
        attempts_left=min(policy.max_attempts, policy.max_failures - failures),
        failures=failures,
        series_began_at=began_at,
        supersedes=before,
    )
    return sealed(attrs.evolve(bare, digest=code_digest(key, bare, code)), key)


def answer_recovery(
    challenge: RecoveryChallenge, code: str, *, key: bytes, at: datetime, account: Account | None = None
) -> RecoveryOutcome:
    """Whether an answer opens a challenge, and the challenge to store from now on.

    Spaces and hyphens in the answer do not count. Whatever else differs, also by being no code at all, is a wrong
    answer and uses up an attempt.

    Args:
        challenge: What the host has stored.
        code: What was typed.
        key: The secret that the challenge was made with.
        at: Now.
        account: The contacts as they are registered now. Where it is given, the code opens only what still has the
            contact it was sent to.

    Raises:
        InvalidValueError: The key is too short, or the time is in no stated zone.

    Example:
        >>> from simreplace import WIB
        >>> now = datetime(2026, 9, 7, 10, 0, tzinfo=WIB)
        >>> siti = Account(email="siti@example.com")  # made up, as are code and key
        >>> sent = start_recovery(siti, send_to="email", code="493027", key=bytes(16), at=now)
        >>> wrong = answer_recovery(sent, "493028", key=bytes(16), at=now, account=siti)
        >>> wrong.opened, wrong.challenge.attempts_left
        (False, 2)
        >>> answer_recovery(wrong.challenge, "493 027", key=bytes(16), at=now, account=siti).opened
        True
    """
    weak = tuple(_key_issues(key))
    if weak:
        raise InvalidValueError(weak)
    now = aware(at)
    barred = next(_barred(challenge, key, now, account), None)
    if barred is not None:
        return RecoveryOutcome(opened=False, challenge=challenge, issues=(barred,))
    if ticks(now) >= ticks(challenge.expires_at):
        expired = sealed(attrs.evolve(challenge, state=ChallengeState.EXPIRED), key)
        return RecoveryOutcome(opened=False, challenge=expired, issues=(Issue(IssueCode.RECOVERY_EXPIRED),))
    if same(code_digest(key, challenge, _as_typed(code)), challenge.digest):
        used = sealed(attrs.evolve(challenge, state=ChallengeState.USED), key)
        return RecoveryOutcome(opened=True, challenge=used, issues=())
    return _wrong(challenge, key)


def void(challenge: RecoveryChallenge, *, key: bytes) -> RecoveryChallenge:
    """The same challenge, superseded: for a host that keeps old ones, or calls one off. A closed one stays as it is.

    Args:
        challenge: What the host has stored.
        key: The secret that the challenge was made with.

    Raises:
        InvalidValueError: The key is too short.

    Example:
        >>> from simreplace import WIB
        >>> now = datetime(2026, 9, 7, 10, 0, tzinfo=WIB)
        >>> siti = Account(email="siti@example.com")  # made up, as are code and key
        >>> sent = start_recovery(siti, send_to="email", code="493027", key=bytes(16), at=now)
        >>> answer_recovery(void(sent, key=bytes(16)), "493027", key=bytes(16), at=now).issues[0].code.value
        'recovery.superseded'
    """
    weak = tuple(_key_issues(key))
    if weak:
        raise InvalidValueError(weak)
    if challenge.state is not ChallengeState.OPEN:
        return challenge
    return sealed(attrs.evolve(challenge, state=ChallengeState.SUPERSEDED), key)


# ---- Why not


def _contact_issues(account: Account, where: Destination, now: datetime, policy: RecoveryPolicy) -> Iterator[Issue]:
    yield from _reach_issues(account, where)
    changed_at = account.email_changed_at if where is Destination.EMAIL else account.phone_changed_at
    if changed_at is not None and ticks(now) - ticks(changed_at) < policy.contact_age // TICK:
        hours = -(-policy.contact_age // _HOUR)
        yield Issue(IssueCode.RECOVERY_CONTACT_TOO_NEW, pointer(where), (("hours", hours),))


def _reach_issues(account: Account, where: Destination) -> Iterator[Issue]:
    contact = _contact(account, where)
    if contact is None:
        yield Issue(IssueCode.RECOVERY_NO_CONTACT, pointer(where))
    elif account.number_under_replacement is not None and contact.reveal() == account.number_under_replacement.reveal():
        yield Issue(IssueCode.RECOVERY_NUMBER_UNDER_REPLACEMENT, pointer(where))


def _code_issues(code: object, policy: RecoveryPolicy) -> Iterator[Issue]:
    plain = code if isinstance(code, str) and code.isascii() and code.isalnum() else ""
    if not policy.min_code_length <= len(plain) <= CODE_CAP:
        yield Issue(IssueCode.RECOVERY_WEAK_CODE, "/code", (("limit", policy.min_code_length),))


def _key_issues(key: bytes) -> Iterator[Issue]:
    if type(key) is not bytes or len(key) < _KEY_BYTES:
        yield Issue(IssueCode.RECOVERY_WEAK_KEY, "/key", (("limit", _KEY_BYTES),))


def _failure_issues(failures: int, policy: RecoveryPolicy) -> Iterator[Issue]:
    if failures >= policy.max_failures:
        yield Issue(IssueCode.RECOVERY_TOO_MANY_FAILURES, params=(("limit", policy.max_failures),))


def _barred(challenge: RecoveryChallenge, key: bytes, now: datetime, account: Account | None) -> Iterator[Issue]:
    """Why no answer is looked at, and nothing changes by it."""
    if not same(seal_of(key, challenge), challenge.seal):
        yield Issue(IssueCode.RECOVERY_ALTERED)
    if challenge.state in _CLOSED:
        yield Issue(_CLOSED[challenge.state])
    if ticks(now) < ticks(challenge.issued_at):
        yield Issue(IssueCode.EVENT_TIME_BACKWARDS, "/at")
    if account is not None:
        yield from _reach_issues(account, challenge.destination)
        contact = _contact(account, challenge.destination)
        if contact is not None and not same(
            contact_digest(key, challenge.destination, contact), challenge.destination_digest
        ):
            yield Issue(IssueCode.RECOVERY_NO_CONTACT, pointer(challenge.destination))


# ---- What happens


def _wrong(challenge: RecoveryChallenge, key: bytes) -> RecoveryOutcome:
    left = challenge.attempts_left - 1
    state = ChallengeState.OPEN if left else ChallengeState.EXHAUSTED
    after = attrs.evolve(challenge, attempts_left=left, failures=challenge.failures + 1, state=state)
    issue = Issue(IssueCode.RECOVERY_WRONG_CODE, params=(("left", left),))
    return RecoveryOutcome(
        opened=False, challenge=sealed(after, key), issues=(issue if left else Issue(IssueCode.RECOVERY_EXHAUSTED),)
    )


def _series(before: RecoveryChallenge | None, now: datetime, policy: RecoveryPolicy) -> tuple[int, datetime]:
    """The wrong answers that still count, and since when they are counted."""
    if before is None or before.state is ChallengeState.USED:
        return 0, now
    if ticks(now) - ticks(before.series_began_at) >= policy.failure_window // TICK:
        return 0, now
    return before.failures, before.series_began_at


def _contact(account: Account, where: Destination) -> EmailAddress | PhoneNumber | None:
    return account.email if where is Destination.EMAIL else account.phone


def _as_typed(code: object) -> str:
    text = str.__str__(code) if isinstance(code, str) else ""
    return text.translate(_UNMEANT) if len(text) <= CODE_CAP else ""
