"""Encryption at rest: what concerns a person is sealed, the rest of a record stays open to whoever runs the database.

The open part, with its states, moments and seals of steps, is authenticated along with the sealed one: neither fits to
another. A key has a name, which is stored, so that a new key can begin while the old one still opens what it sealed.
"""

import base64
import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from simreplace import Issue, IssueCode, ReplacementRequest, from_mapping, from_text, personal_paths, to_mapping
from simreplace.errors import InvalidRecordError

PERSONAL: Final = (*personal_paths(ReplacementRequest), "/salt")
_NONCE: Final = 12
# Whatever a text that is not ours makes of reading it.
_BROKEN: Final = (ValueError, LookupError, TypeError, AttributeError, RecursionError, InvalidTag)


@dataclass(frozen=True, eq=False)
class Keys:
    """Keys of 32 random bytes by name, taken from where secrets are kept and never from beside the database."""

    current: str
    by_name: Mapping[str, bytes] = field(repr=False)

    def seal(self, plain: str, about: str) -> str:
        """The text under the current key, so that it opens only together with what it is about."""
        nonce = secrets.token_bytes(_NONCE)
        locked = AESGCM(self.by_name[self.current]).encrypt(nonce, plain.encode(), about.encode())
        return f"{self.current}.{base64.b64encode(nonce + locked).decode()}"

    def unseal(self, text: str, about: str) -> str:
        """The text again, by whichever key sealed it."""
        name, _, coded = text.partition(".")
        locked = base64.b64decode(coded, validate=True)
        return AESGCM(self.by_name[name]).decrypt(locked[:_NONCE], locked[_NONCE:], about.encode()).decode()


def seal_request(request: ReplacementRequest, keys: Keys) -> str:
    """A request as text for a column."""
    record, taken = apart(to_mapping(request))
    return json.dumps({"open": record, "sealed": keys.seal(json.dumps(taken), _canonical(record))})


def unseal_request(text: str, keys: Keys) -> ReplacementRequest:
    """The request again; InvalidRecordError, the host's alarm, where the text is not what was stored."""
    return from_mapping(ReplacementRequest, _or_alarm(lambda: _together(json.loads(text), keys)))


def seal_value(value: Any, keys: Keys) -> str:
    """A single value as text for a column, such as an Msisdn."""
    return keys.seal(value.reveal(), type(value).__name__)


def unseal_value(kind: Any, text: str, keys: Keys) -> Any:
    """The value again, whatever today's rules say of it; InvalidRecordError where the text is not what was stored."""
    return from_text(kind, _or_alarm(lambda: keys.unseal(text, kind.__name__)))


def apart(record: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """A record without what concerns a person, and that by its places."""
    record = json.loads(json.dumps(record))
    found = [place for path in PERSONAL for place in _places(record, "", path.split("/")[1:])]
    taken = {}
    for holder, key, pointer in found:
        taken[pointer], holder[key] = holder[key], None
    return record, taken


def _together(stored: Any, keys: Keys) -> dict[str, Any]:
    record = stored["open"]
    for pointer, value in json.loads(keys.unseal(stored["sealed"], _canonical(record))).items():
        holder: Any = record
        *way, last = [int(step) if step.isdecimal() else step for step in pointer.split("/")[1:]]
        for step in way:
            holder = holder[step]
        holder[last] = value
    return dict(record)


def _places(holder: Any, at: str, steps: list[str]) -> Iterator[tuple[Any, Any, str]]:
    first, *rest = steps
    if isinstance(holder, list):
        keys: list[Any] = list(range(len(holder))) if first == "*" else []
    else:
        keys = [first] if isinstance(holder, dict) and holder.get(first) is not None else []
    for key in keys:
        yield from _places(holder[key], f"{at}/{key}", rest) if rest else [(holder, key, f"{at}/{key}")]


def _canonical(record: dict[str, Any]) -> str:
    return json.dumps(record, sort_keys=True, separators=(",", ":"))


def _or_alarm(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except _BROKEN:
        # What was stored is repeated nowhere, in no chain of exceptions either.
        raise InvalidRecordError((Issue(IssueCode.HISTORY_ALTERED),)) from None
