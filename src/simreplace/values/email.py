"""Where mail reaches somebody: never evidence of who they are."""

import re
import unicodedata
from collections.abc import Iterator
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits
from types import MappingProxyType
from typing import ClassVar, Final, final

from simreplace.issues import Issue, IssueCode
from simreplace.values.masked import Masked, Reading, Taken
from simreplace.values.text import first_hit, unseen_in

_LOCAL_LIMIT: Final = 64
_LABEL_LIMIT: Final = 63
_LETTERS_AND_DIGITS: Final = frozenset(ascii_letters + digits)
_ATEXT: Final = _LETTERS_AND_DIGITS | frozenset("!#$%&'*+-/=?^_`{|}~")
_LDH: Final = _LETTERS_AND_DIGITS | {"-"}
_SMALL: Final = MappingProxyType(str.maketrans(ascii_uppercase, ascii_lowercase))
_PUNYCODE: Final = "xn--"
# An address of which nothing need be said, its domain in small letters already.
_PLAIN: Final = re.compile(
    r"""(?=[^@]{1,64}@) [a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+ (?: [.][a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+ )*
    @ (?: (?!xn--) [a-z0-9] (?: [a-z0-9-]{0,61}[a-z0-9] )? [.] )+
    (?!xn--) [a-z] (?: [a-z0-9-]{0,61}[a-z0-9] )?""",
    re.VERBOSE,
)


@final
class EmailAddress(Masked):
    """An address to which a notice can be sent; never evidence of who somebody is.

    The local part is kept as it was typed. The ASCII letters of the domain are made small, for case has no meaning
    there. Quoted local parts and addresses in brackets are refused. Lengths are counted in characters.

    Example:
        >>> EmailAddress.parse("Budi+telco@Example.co.id").reveal()  # made up
        'Budi+telco@example.co.id'
        >>> EmailAddress.parse("budi@example.com")  # made up
        EmailAddress(b***@***.com)
        >>> EmailAddress.check("budi@localhost")[0].code.value
        'email.syntax'
    """

    __slots__ = ()
    _CAP: ClassVar[int] = 254
    _SHAPE: ClassVar[re.Pattern[str]] = re.compile(
        r"[^@\s\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,64}@[^@\s\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,252}"
    )

    @classmethod
    def _plain(cls, text: str) -> Taken | None:
        return (text, ()) if _PLAIN.fullmatch(text) else None

    @classmethod
    def _read(cls, text: str) -> Reading:
        if not text.strip():
            return None, (Issue(IssueCode.TEXT_EMPTY),)
        hidden = tuple(unseen_in(text))
        if hidden:
            return None, hidden
        fault = _address_fault(text)
        if fault is not None:
            return None, (Issue(IssueCode.EMAIL_SYNTAX, params=(("at", fault),)),)
        local, _, domain = text.partition("@")
        domain = domain.translate(_SMALL)
        return f"{local}@{domain}", tuple(_address_flags(text, len(local) + 2, domain))

    def _mask(self) -> str:
        local, _, domain = self._text.partition("@")
        end = domain.rpartition(".")[2]
        return f"{_shown(local[0])}***@***{'.' + end if end.isascii() else ''}"


# ---- Addresses


def _address_fault(text: str) -> int | None:
    """The first position, from 1, at which the text can no longer be an address; None where it is one."""
    local, at_sign, domain = text.partition("@")
    fault = _fault_in_labels(local, _ATEXT)
    if fault is not None:
        return fault
    if len(local) > _LOCAL_LIMIT:
        return _LOCAL_LIMIT + 1
    if not at_sign:
        return len(text) + 1
    before = len(local) + 1
    fault = _fault_in_labels(domain, _LDH)
    if fault is None:
        fault = _domain_fault(domain)
    return None if fault is None else before + fault


def _fault_in_labels(part: str, allowed: frozenset[str]) -> int | None:
    """The first character that may not stand in a part, or the place where a dot leaves nothing before or after it."""
    at = 1
    for label in part.split("."):
        if not label:
            return at
        for offset, character in enumerate(label):
            if character not in allowed and not _is_foreign_letter(character):
                return at + offset
        at += len(label) + 1
    return None


def _domain_fault(domain: str) -> int | None:
    labels = domain.split(".")
    at = 1
    for label in labels:
        if label.startswith("-"):
            return at
        if len(label) > _LABEL_LIMIT:
            return at + _LABEL_LIMIT
        if label.endswith("-"):
            return at + len(label) - 1
        at += len(label) + 1
    if len(labels) == 1:
        return at - 1
    last = labels[-1]
    # No top-level domain is a number: this is the end of a bare IP address.
    return at - len(last) - 1 if all(unicodedata.category(character)[0] == "N" for character in last) else None


def _is_foreign_letter(character: str) -> bool:
    return not character.isascii() and unicodedata.category(character)[0] in "LMN"


def _address_flags(text: str, domain_at: int, domain: str) -> Iterator[Issue]:
    yield from first_hit(IssueCode.EMAIL_NON_ASCII, (not character.isascii() for character in text))
    at = domain_at
    for label in domain.split("."):
        if label.startswith(_PUNYCODE):
            yield Issue(IssueCode.EMAIL_PUNYCODE, params=(("at", at),))
            return
        at += len(label) + 1


def _shown(first: str) -> str:
    return first if first in _LETTERS_AND_DIGITS else ""
