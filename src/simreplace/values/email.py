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
# What stands between the addresses of a list, also as a Chinese keyboard writes it.
_SEPARATORS: Final = frozenset(",;|\uff0c\uff1b\u3001")
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
        'email.no_top_level'
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
        fault = _fault_in(text)
        if fault is not None:
            code, at = fault
            return None, (Issue(code, params=(("at", at),)),)
        local, _, domain = text.partition("@")
        domain = domain.translate(_SMALL)
        return f"{local}@{domain}", tuple(_address_flags(text, len(local) + 2, domain))

    def _mask(self) -> str:
        local, _, domain = self._text.partition("@")
        end = domain.rpartition(".")[2]
        return f"{_shown(local[0])}***@***{'.' + end if end.isascii() else ''}"


# ---- Addresses

Fault = tuple[IssueCode, int]
"""What keeps a text from being an address, and the position, from 1, at which it shows."""


def _fault_in(text: str) -> Fault | None:
    """Why a text is no address; None where it is one."""
    return _more_than_one(text) or _first_fault(text)


def _more_than_one(text: str) -> Fault | None:
    """Whether more than one address stands there, or somebody's name beside it: what a mail program copies."""
    first, last = text.find("@"), text.rfind("@")
    if first == last and "<" not in text and ">" not in text:
        return None
    for at, character in enumerate(text):
        if character in "<>":
            return IssueCode.EMAIL_DISPLAY_NAME, at + 1
        if first < at < last and (character.isspace() or character == "/" or character in _SEPARATORS):
            return IssueCode.EMAIL_SEVERAL, at + 1
    return None


def _first_fault(text: str) -> Fault | None:
    local, at_sign, domain = text.partition("@")
    if not local:
        return (IssueCode.EMAIL_NO_NAME if at_sign else IssueCode.EMAIL_NO_AT_SIGN), 1
    fault = _fault_in_labels(local, _ATEXT)
    if not at_sign and (fault is None or fault[0] is IssueCode.EMAIL_SPACE):
        return IssueCode.EMAIL_NO_AT_SIGN, len(text) + 1
    if fault is not None:
        return fault
    before = len(local) + 1
    if len(local) > _LOCAL_LIMIT:
        return IssueCode.EMAIL_SYNTAX, _LOCAL_LIMIT + 1
    if not domain:
        return IssueCode.EMAIL_NO_DOMAIN, before + 1
    fault = _fault_in_labels(domain, _LDH) or _domain_fault(domain)
    return None if fault is None else (fault[0], before + fault[1])


def _fault_in_labels(part: str, allowed: frozenset[str]) -> Fault | None:
    """The first character that may not stand in a part, or the place where a dot leaves nothing before or after it."""
    at = 1
    for label in part.split("."):
        if not label:
            return IssueCode.EMAIL_DOTS, at
        for offset, character in enumerate("" if allowed.issuperset(label) else label):
            if character not in allowed and not _is_foreign_letter(character):
                return _of_character(character), at + offset
        at += len(label) + 1
    return None


def _of_character(character: str) -> IssueCode:
    if character.isspace():
        return IssueCode.EMAIL_SPACE
    if character == "@":
        return IssueCode.EMAIL_TWO_AT_SIGNS
    return IssueCode.EMAIL_SEPARATOR if character in _SEPARATORS else IssueCode.EMAIL_SYNTAX


def _domain_fault(domain: str) -> Fault | None:
    labels = domain.split(".")
    at = 1
    for label in labels:
        if label.startswith("-"):
            return IssueCode.EMAIL_SYNTAX, at
        if len(label) > _LABEL_LIMIT:
            return IssueCode.EMAIL_SYNTAX, at + _LABEL_LIMIT
        if label.endswith("-"):
            return IssueCode.EMAIL_SYNTAX, at + len(label) - 1
        at += len(label) + 1
    if len(labels) == 1:
        return IssueCode.EMAIL_NO_TOP_LEVEL, at - 1
    last = labels[-1]
    # No top-level domain is a number: this is the end of a bare IP address.
    numeric = all(unicodedata.category(character)[0] == "N" for character in last)
    return (IssueCode.EMAIL_NO_TOP_LEVEL, at - len(last) - 1) if numeric else None


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
