"""A forgotten password, by a code to the registered email address or phone.

Nothing here sends, stores or draws anything. The host supplies the account's registered contacts, a random code and a
secret key, sends the code, and keeps the challenge. The code itself is in no value: a challenge holds an HMAC-SHA256
over it, which nobody can turn back without the key.

What the host does:

- It keeps one challenge per account, on its own side, and puts every `RecoveryOutcome.challenge` and every fresh
  challenge in the place of the one before. So a fresh one voids the old. A host that keeps the old ones too keeps them
  as `void(old, key=...)` gives them.
- It passes that challenge as `supersedes`, also when it has expired or opened, so that wrong answers are counted across
  codes. None is for an account that has no challenge yet. How often a code may be sent is for the host to limit.
- It replaces only what it has read: "where the stored seal is still that of the challenge I answered".
- It hands in the account as it is registered now.
- It tells a stranger the same sentence whether there is an account or not.

What this room guarantees: a challenge that was changed, made under another key or made for another account opens
nothing, is followed by nothing, and is never sealed anew; and along one row of challenges, each superseding the one
before, no span of `RecoveryPolicy.failure_window` holds more than `max_failures` wrong answers, whatever the clock does.

What only the host's store can guarantee: that the challenge is the newest. An older copy that is put back, two answers
to one challenge at the same moment, or None where there was a challenge, all bear a good seal or need none, and give
attempts back. A changed key leaves the old challenges unreadable: nothing can follow on them, and to pass None instead
forgets their wrong answers.

The lifetimes and limits of `RecoveryPolicy` are defaults of this library; no rule for them was found. This room refuses
to send to the number whose card is being replaced, and to numbers that are no person's phone.
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
