"""The two questions of a recovery: a challenge for a code, and whether an answer opens it.

Each public function asks an inner one, forgets what it was given, and only then raises: a traceback shows what is left
in the frames it went through, and a tool that collects them must not find the code or the key.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final, TypeVar, cast

import attrs

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode, pointer
from simreplace.recovery.challenge import (
    CODE_CAP,
    SECOND,
    TICK,
    Account,
    ChallengeState,
    Destination,
    RecoveryChallenge,
    RecoveryOutcome,
    RecoveryPolicy,
    account_digest,
    code_digest,
    contact_digest,
    is_sealed,
    moment,
    optional,
    same,
    sealed,
    tag,
    ticks,
    to_destination,
)
from simreplace.values import EmailAddress, PhoneKind, PhoneNumber, refusing_at

Issues = tuple[Issue, ...]
T = TypeVar("T")
Answer = TypeVar("Answer", RecoveryChallenge, RecoveryOutcome)

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
# Not among them: what bills whoever calls it, what is the line of a company or a machine, what is passed on to a phone
# that nobody here knows, and what the metadata does not know.
_PERSONS_PHONES: Final = frozenset(
    {PhoneKind.MOBILE, PhoneKind.FIXED_LINE, PhoneKind.FIXED_LINE_OR_MOBILE, PhoneKind.VOIP}
)

_DEFAULT: Final = RecoveryPolicy()


def start_recovery(
    account: Account,
    *,
    send_to: Destination | str,
    code: str,
    key: bytes,
    at: datetime,
    supersedes: RecoveryChallenge | None,
    policy: RecoveryPolicy = _DEFAULT,
) -> RecoveryChallenge:
    """A challenge for a code that the host then sends to the registered contact.

    Never to the number whose card is being replaced, which may be in anybody's hands; NIST SP 800-63B asks to consider
    a SIM change before sending a secret to a phone. Never to a contact that was changed a moment ago, nor to a number
    that bills whoever calls it or is no person's phone.

    Args:
        account: Whose password, and the registered contacts.
        send_to: Which of them.
        code: Letters and digits, drawn at random by the host and told to nobody but the contact.
        key: The host's secret, 16 bytes or more. One that is changed voids every open challenge.
        at: Now.
        supersedes: The challenge that the host has stored for this account, whatever became of it; None only where it
            has none. The new one takes its place and carries on the count of wrong answers.
        policy: How strict.

    Raises:
        InvalidValueError: There is no such contact, it is the number under replacement, no person's phone, or too new;
            the code or the key is weak; the challenge before was changed or is another account's; too many answers
            were wrong; the time is in no stated zone.

    Example:
        >>> from simreplace import WIB, errors
        >>> lost = Account(id="a-1", phone="0812 3456 7890", number_under_replacement="0812 3456 7890")  # made up
        >>> now = datetime(2026, 9, 7, 10, 0, tzinfo=WIB)
        >>> try:
        ...     start_recovery(lost, send_to="phone", code="493027", key=bytes(16), at=now, supersedes=None)
        ... except errors.InvalidValueError as error:
        ...     [(issue.code.value, issue.pointer) for issue in error.issues]
        [('recovery.number_under_replacement', '/phone')]
    """
    made = _started(account, send_to, code, key=key, at=at, supersedes=supersedes, policy=policy)
    del account, send_to, code, key, at, supersedes, policy
    return _or_refused(made)


def answer_recovery(
    challenge: RecoveryChallenge, code: str, *, key: bytes, at: datetime, account: Account
) -> RecoveryOutcome:
    """Whether an answer opens a challenge, and the challenge to store from now on.

    Spaces and hyphens in the answer do not count. Whatever else differs, also by being no code at all, is a wrong
    answer and uses up an attempt.

    Args:
        challenge: What the host has stored.
        code: What was typed.
        key: The secret that the challenge was made with.
        at: Now.
        account: The account whose password is to be set, with the contacts as they are registered now: the code opens
            only the account it was made for, and only while that still has the contact it was sent to.

    Raises:
        InvalidValueError: The key is too short, or the time is in no stated zone.

    Example:
        >>> from simreplace import WIB
        >>> now = datetime(2026, 9, 7, 10, 0, tzinfo=WIB)
        >>> siti = Account(id="a-1", email="siti@example.com")  # made up, as are code and key
        >>> sent = start_recovery(siti, send_to="email", code="493027", key=bytes(16), at=now, supersedes=None)
        >>> wrong = answer_recovery(sent, "493028", key=bytes(16), at=now, account=siti)
        >>> wrong.opened, wrong.challenge.attempts_left
        (False, 2)
        >>> answer_recovery(wrong.challenge, "493 027", key=bytes(16), at=now, account=siti).opened
        True
    """
    outcome = _answered(challenge, code, key, at, account)
    del challenge, code, key, at, account
    return _or_refused(outcome)


def void(challenge: RecoveryChallenge, *, key: bytes) -> RecoveryChallenge:
    """The same challenge, superseded: for a host that keeps old ones, or calls one off. A closed one stays as it is.

    Args:
        challenge: What the host has stored.
        key: The secret that the challenge was made with.

    Raises:
        InvalidValueError: The challenge was changed, or the key is too short.

    Example:
        >>> from simreplace import WIB
        >>> now = datetime(2026, 9, 7, 10, 0, tzinfo=WIB)
        >>> siti = Account(id="a-1", email="siti@example.com")  # made up, as are code and key
        >>> sent = start_recovery(siti, send_to="email", code="493027", key=bytes(16), at=now, supersedes=None)
        >>> called_off = void(sent, key=bytes(16))
        >>> answer_recovery(called_off, "493027", key=bytes(16), at=now, account=siti).issues[0].code.value
        'recovery.superseded'
    """
    voided = _voided(challenge, key)
    del challenge, key
    return _or_refused(voided)


def _or_refused(answer: Answer | Issues) -> Answer:
    if isinstance(answer, tuple):
        raise InvalidValueError(answer)
    return answer


# ---- What happens


def _started(
    account: Account,
    send_to: Destination | str,
    code: str,
    *,
    key: bytes,
    at: datetime,
    supersedes: RecoveryChallenge | None,
    policy: RecoveryPolicy,
) -> RecoveryChallenge | Issues:
    try:
        account = _exactly(Account, account, "/account")
        policy = _exactly(RecoveryPolicy, policy, "/policy")
        before = None if supersedes is None else _exactly(RecoveryChallenge, supersedes, "/supersedes")
        where: Destination = refusing_at("/send_to", to_destination)(send_to)
        issued_at = _now(at).replace(microsecond=0)
        expires_at = _now(issued_at + policy.code_lifetime // SECOND * SECOND)
    except InvalidValueError as error:
        return error.issues
    recent = _recent(before, issued_at, policy)
    weak = tuple(_key_issues(key))
    issues = (
        *_contact_issues(account, where, issued_at, policy),
        *_code_issues(code, policy),
        *weak,
        *(() if weak or before is None else _before_issues(before, account, key, recent, policy)),
    )
    contact = _contact(account, where)
    if contact is None or issues:
        return issues
    drawn, since = _text(code), None if before is None else before.id
    owner, sent_under = account_digest(key, account), contact_digest(key, where, contact)
    bare = RecoveryChallenge(
        id=tag(key, "id", owner, sent_under, str(ticks(issued_at)), *optional(since), drawn)[:_ID_DIGITS],
        account_digest=owner,
        destination=where,
        sent_to=str(contact),
        destination_digest=sent_under,
        digest="",
        issued_at=issued_at,
        expires_at=expires_at,
        attempts_left=min(policy.max_attempts, policy.max_failures - recent),
        # Those that no longer count are kept as well: a clock that ran ahead and was set back must not forget them.
        failed_at=() if before is None else before.failed_at[-policy.max_failures :],
        supersedes=since,
    )
    return sealed(attrs.evolve(bare, digest=code_digest(key, bare, drawn)), key)


def _answered(
    challenge: RecoveryChallenge, code: str, key: bytes, at: datetime, account: Account
) -> RecoveryOutcome | Issues:
    try:
        challenge = _exactly(RecoveryChallenge, challenge, "/challenge")
        account = _exactly(Account, account, "/account")
        now = _now(at)
    except InvalidValueError as error:
        return error.issues
    weak = tuple(_key_issues(key))
    if weak:
        return weak
    barred = next(_barred(challenge, key, now, account), None)
    if barred is not None:
        return RecoveryOutcome(opened=False, challenge=challenge, issues=(barred,))
    if now >= challenge.expires_at:
        expired = sealed(attrs.evolve(challenge, state=ChallengeState.EXPIRED), key)
        return RecoveryOutcome(opened=False, challenge=expired, issues=(Issue(IssueCode.RECOVERY_EXPIRED),))
    if same(code_digest(key, challenge, _as_typed(code)), challenge.digest):
        used = sealed(attrs.evolve(challenge, state=ChallengeState.USED), key)
        return RecoveryOutcome(opened=True, challenge=used, issues=())
    return _wrong(challenge, key, now)


def _wrong(challenge: RecoveryChallenge, key: bytes, now: datetime) -> RecoveryOutcome:
    left = challenge.attempts_left - 1
    state = ChallengeState.OPEN if left else ChallengeState.EXHAUSTED
    # No earlier than the one before, so that of two the newer always counts for as long: a clock may be set back.
    failed_at = max((_next_second(now).astimezone(challenge.expires_at.tzinfo), *challenge.failed_at[-1:]))
    after = attrs.evolve(challenge, attempts_left=left, failed_at=(*challenge.failed_at, failed_at), state=state)
    issue = Issue(IssueCode.RECOVERY_WRONG_CODE, params=(("left", left),))
    return RecoveryOutcome(
        opened=False, challenge=sealed(after, key), issues=(issue if left else Issue(IssueCode.RECOVERY_EXHAUSTED),)
    )


def _voided(challenge: RecoveryChallenge, key: bytes) -> RecoveryChallenge | Issues:
    try:
        challenge = _exactly(RecoveryChallenge, challenge, "/challenge")
    except InvalidValueError as error:
        return error.issues
    weak = tuple(_key_issues(key))
    if weak:
        return weak
    if not is_sealed(challenge, key):
        return (Issue(IssueCode.RECOVERY_ALTERED, "/challenge"),)
    if challenge.state is not ChallengeState.OPEN:
        return challenge
    return sealed(attrs.evolve(challenge, state=ChallengeState.SUPERSEDED), key)


# ---- Why not


def _contact_issues(account: Account, where: Destination, now: datetime, policy: RecoveryPolicy) -> Iterator[Issue]:
    yield from _reach_issues(account, where)
    changed_at = account.email_changed_at if where is Destination.EMAIL else account.phone_changed_at
    if changed_at is not None and now - changed_at < policy.contact_age:
        hours = -(-policy.contact_age // _HOUR)
        yield Issue(IssueCode.RECOVERY_CONTACT_TOO_NEW, pointer(where), (("hours", hours),))


def _reach_issues(account: Account, where: Destination) -> Iterator[Issue]:
    contact = _contact(account, where)
    if contact is None:
        yield Issue(IssueCode.RECOVERY_NO_CONTACT, pointer(where))
    elif account.number_under_replacement is not None and contact.reveal() == account.number_under_replacement.reveal():
        yield Issue(IssueCode.RECOVERY_NUMBER_UNDER_REPLACEMENT, pointer(where))
    elif isinstance(contact, PhoneNumber) and contact.kind not in _PERSONS_PHONES:
        yield Issue(IssueCode.RECOVERY_UNFIT_NUMBER, pointer(where))


def _code_issues(code: object, policy: RecoveryPolicy) -> Iterator[Issue]:
    plain = _text(code)
    if not (plain.isascii() and plain.isalnum() and policy.min_code_length <= len(plain) <= CODE_CAP):
        yield Issue(IssueCode.RECOVERY_WEAK_CODE, "/code", (("limit", policy.min_code_length),))


def _key_issues(key: bytes) -> Iterator[Issue]:
    if type(key) is not bytes or len(key) < _KEY_BYTES:
        yield Issue(IssueCode.RECOVERY_WEAK_KEY, "/key", (("limit", _KEY_BYTES),))


def _before_issues(
    before: RecoveryChallenge, account: Account, key: bytes, recent: int, policy: RecoveryPolicy
) -> Iterator[Issue]:
    """Why nothing follows on the challenge before: what it says is believed only under its seal."""
    if not is_sealed(before, key):
        yield Issue(IssueCode.RECOVERY_ALTERED, "/supersedes")
    elif not same(account_digest(key, account), before.account_digest):
        yield Issue(IssueCode.RECOVERY_OTHER_ACCOUNT, "/supersedes")
    elif recent >= policy.max_failures:
        yield Issue(IssueCode.RECOVERY_TOO_MANY_FAILURES, params=(("limit", policy.max_failures),))


def _barred(challenge: RecoveryChallenge, key: bytes, now: datetime, account: Account) -> Iterator[Issue]:
    """Why no answer is looked at, and nothing changes by it."""
    if not is_sealed(challenge, key):
        yield Issue(IssueCode.RECOVERY_ALTERED)
    if not same(account_digest(key, account), challenge.account_digest):
        yield Issue(IssueCode.RECOVERY_OTHER_ACCOUNT, "/account")
    if challenge.state in _CLOSED:
        yield Issue(_CLOSED[challenge.state])
    if now < challenge.issued_at:
        yield Issue(IssueCode.EVENT_TIME_BACKWARDS, "/at")
    yield from _reach_issues(account, challenge.destination)
    contact = _contact(account, challenge.destination)
    if contact is None or not same(contact_digest(key, challenge.destination, contact), challenge.destination_digest):
        yield Issue(IssueCode.RECOVERY_NO_CONTACT, pointer(challenge.destination))


# ---- What was given


def _exactly(kind: type[T], value: object, where: str) -> T:
    """The value, if it is of this very class and whole: a class derived from it might answer otherwise every time.

    Its fields are read once more, for a pickle does not ask whether what it puts into them can stand there.
    """
    if type(value) is not kind:
        raise InvalidValueError((Issue(IssueCode.FORM_TYPE, where),))
    try:
        again: T = refusing_at(where, attrs.evolve)(value)
    except AttributeError:
        raise InvalidValueError((Issue(IssueCode.FORM_TYPE, where),)) from None
    return again


def _now(at: datetime) -> datetime:
    plain: datetime = refusing_at("/at", moment)(at)
    return plain


def _recent(before: RecoveryChallenge | None, now: datetime, policy: RecoveryPolicy) -> int:
    """How many of the wrong answers still count: the window ends now, and what seems to lie ahead counts as well."""
    failed_at = () if before is None else before.failed_at[-policy.max_failures :]
    return sum(now - at < policy.failure_window for at in failed_at)


def _next_second(now: datetime) -> datetime:
    return now + -now.microsecond % (SECOND // TICK) * TICK


def _contact(account: Account, where: Destination) -> EmailAddress | PhoneNumber | None:
    return account.email if where is Destination.EMAIL else account.phone


def _text(code: object) -> str:
    # The type is asked, not the value: what was typed may be anything, and may lie about its class.
    return str.__str__(cast("str", code)) if issubclass(type(code), str) else ""


def _as_typed(code: object) -> str:
    text = _text(code)
    return text.translate(_UNMEANT) if len(text) <= CODE_CAP else ""
