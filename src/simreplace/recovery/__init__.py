"""A forgotten password, by a code to the registered email address or phone.

Nothing here sends, stores or draws anything. The host supplies the account's registered contacts, a random code and a
secret key, sends the code, and keeps the challenge. The code itself is in no value: a challenge holds an HMAC-SHA256
over it, which nobody can turn back without the key.

What the host does:

- It keeps one challenge per account, on its own side, and puts every `RecoveryOutcome.challenge` and every fresh
  challenge in the place of the one before. So a fresh one voids the old. A host that keeps the old ones too keeps them
  as `void(old, key=...)` gives them.
- It replaces only what it has read: "where the stored seal is still that of the challenge I answered". Two answers at
  the same moment would otherwise be counted as one, and an older copy put back would have its attempts back. The seal
  shows that a challenge was changed; that it is the newest, only the store can know.
- It passes the challenge before as `supersedes`, also when that one has expired, so that wrong answers are counted
  across codes. How often a code may be sent is for the host to limit.
- It passes `account=` when it checks an answer, so that a challenge of another account, or one that went to a contact
  that has changed since, opens nothing.
- It tells a stranger the same sentence whether there is an account or not.

The lifetimes and limits of `RecoveryPolicy` are defaults of this library; no rule for them was found. This room refuses
to send to the number whose card is being replaced.
"""

from simreplace.recovery.challenge import (
    Account,
    ChallengeState,
    Destination,
    RecoveryChallenge,
    RecoveryOutcome,
    RecoveryPolicy,
)
from simreplace.recovery.recovery import answer_recovery, start_recovery, void

__all__ = [
    "Account",
    "ChallengeState",
    "Destination",
    "RecoveryChallenge",
    "RecoveryOutcome",
    "RecoveryPolicy",
    "answer_recovery",
    "start_recovery",
    "void",
]
