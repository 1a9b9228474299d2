"""What people are called, where mail reaches them, and which state they belong to.

No rule knows what a genuine name looks like. One word, one letter, titles and punctuation are all in order, so a name is
refused only for what cannot be printed, and everything else that is odd is left to a person who holds the document.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from itertools import product
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits
from types import MappingProxyType
from typing import ClassVar, Final, cast, final

from simreplace._data.countries import ICAO_CODES, ISO_3166, SPECIAL_CODES
from simreplace._data.titles import TITLES
from simreplace._issues import Issue, IssueCode
from simreplace._private import Masked, Reading, _kind_of, character_name, outer_trimmed, unseen
from simreplace.errors import InvalidValueError

# Marks that take no room and show nothing, though Unicode counts them as combining: the joiner, the selectors.
ZERO_WIDTH_MARKS: Final = frozenset(
    map(chr, (0x034F, 0x17B4, 0x17B5, *range(0x180B, 0x180E), 0x180F, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)
# Letters that show nothing: the fillers for a missing part of a Korean syllable.
_BLANK_LETTERS: Final = frozenset("\u115f\u1160\u3164\uffa0")

_LONG_NAME: Final = 100
_MARKUP: Final = frozenset("<>{}=|")
_LATIN: Final = "LATIN"
_EAST_ASIAN: Final = "CJK"
# How the names of characters begin where that is not the script.
_WIDTHS: Final = frozenset({"FULLWIDTH", "HALFWIDTH"})
_SCRIPTS: Final = MappingProxyType(
    {
        "FEMININE": _LATIN,  # the ª of María
        "MASCULINE": _LATIN,
        # These stand together in one word of Chinese, Japanese or Korean.
        **dict.fromkeys(("BOPOMOFO", "HANGUL", "HIRAGANA", "IDEOGRAPHIC", "KATAKANA"), _EAST_ASIAN),
        "KATAKANA-HIRAGANA": _EAST_ASIAN,
        "MODIFIER": None,  # ʻ and ʼ, apostrophes that are letters of any script
    }
)

_APOSTROPHES: Final = re.compile("['`´\u02b9-\u02bf\u02c8\u2018-\u201b\u2032\u2035\ua78b\ua78c]")
_MARKS_ON_LATIN: Final = re.compile("([a-z])[\u0300-\u036f]+")
# ICAO Doc 9303 part 3: letters whose mark is no separate one, and those that may become two letters.
_NO_MARK: Final = MappingProxyType(
    str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
)
_IN_TWO_LETTERS: Final = MappingProxyType(
    {"a\u0308": "ae", "o\u0308": "oe", "u\u0308": "ue", "a\u030a": "aa", "ø": "oe"}
)
_TWO_LETTERS: Final = re.compile("|".join(_IN_TWO_LETTERS))

_LOCAL_LIMIT: Final = 64
_LABEL_LIMIT: Final = 63
_LETTERS_AND_DIGITS: Final = frozenset(ascii_letters + digits)
_ATEXT: Final = _LETTERS_AND_DIGITS | frozenset("!#$%&'*+-/=?^_`{|}~")
_LDH: Final = _LETTERS_AND_DIGITS | {"-"}
_SMALL: Final = MappingProxyType(str.maketrans(ascii_uppercase, ascii_lowercase))
_PUNYCODE: Final = "xn--"

_CODE: Final = re.compile(r"[A-Z]{1,3}")
_PADDED: Final = 3


class NameMatch(StrEnum):
    """How two names agree by their words.

    CONTAINED is common and harmless: a passport may add the names of father and grandfather.

    Example:
        >>> NameMatch("contained")
        <NameMatch.CONTAINED: 'contained'>
    """

    SAME = "same"
    CONTAINED = "contained"
    DIFFERENT = "different"


@final
class PersonName(Masked):
    """A name as it was typed: one field, for Indonesia knows no surname.

    The text is kept character by character, without a trim: what is compared is what `compare` makes of it. Two values
    are equal when they were typed alike.

    Example:
        >>> PersonName.parse("Ni Luh Putu A.A. Dewi")  # made up
        PersonName(N*** L*** P*** A*** D***)
        >>> PersonName.check("Suparno")
        ()
        >>> [issue.code.value for issue in PersonName.check("Ahmad 2")]
        ['name.digits']
    """

    __slots__ = ()
    _CAP: ClassVar[int] = 150

    @classmethod
    def _read(cls, text: str) -> Reading:
        if not text.strip():
            return None, (Issue(IssueCode.TEXT_EMPTY),)
        return text, (*_unseen_in(text), *_oddities(text))

    def _mask(self) -> str:
        return " ".join(_initial(word) + "***" for word in self._text.split())

    def compare(self, other: "PersonName") -> NameMatch:
        """How this name agrees with another, in either direction.

        Case, punctuation, order and a few titles do not count. Letters with marks may have been written without them
        or, as ICAO Doc 9303 allows, with two letters. Abbreviations are not resolved.

        Args:
            other: The name on another document or record.

        Example:
            >>> PersonName.parse("Jürgen Müller").compare(PersonName.parse("MUELLER JUERGEN"))  # made up
            <NameMatch.SAME: 'same'>
            >>> PersonName.parse("Suparno").compare(PersonName.parse("Suparno Karto Wijoyo"))  # made up
            <NameMatch.CONTAINED: 'contained'>
        """
        pairs = tuple(product(_word_counts(self._text), _word_counts(other._text)))
        if any(ours == theirs for ours, theirs in pairs):
            return NameMatch.SAME
        if any(ours <= theirs or theirs <= ours for ours, theirs in pairs):
            return NameMatch.CONTAINED
        return NameMatch.DIFFERENT


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

    @classmethod
    def _read(cls, text: str) -> Reading:
        if not text.strip():
            return None, (Issue(IssueCode.TEXT_EMPTY),)
        hidden = tuple(_unseen_in(text))
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


# ---- Any text


def _unseen_in(text: str) -> Iterator[Issue]:
    """The first control character and the first other one that nobody can see."""
    found = [_hidden(character) for character in text]
    if IssueCode.TEXT_CONTROL in found:
        yield Issue(IssueCode.TEXT_CONTROL, params=(("at", found.index(IssueCode.TEXT_CONTROL) + 1),))
    if IssueCode.TEXT_INVISIBLE in found:
        at = found.index(IssueCode.TEXT_INVISIBLE)
        yield Issue(IssueCode.TEXT_INVISIBLE, params=(("at", at + 1), ("character", character_name(text[at]))))


def _hidden(character: str) -> IssueCode | None:
    if character in ZERO_WIDTH_MARKS or character in _BLANK_LETTERS:
        return IssueCode.TEXT_INVISIBLE
    return unseen(character)


def _first(code: IssueCode, hits: Iterator[bool]) -> Iterator[Issue]:
    at = next((position for position, hit in enumerate(hits, start=1) if hit), None)
    if at is not None:
        yield Issue(code, params=(("at", at),))


# ---- Names


def _oddities(text: str) -> Iterator[Issue]:
    if len(text) > _LONG_NAME:
        yield Issue(IssueCode.NAME_LONG, params=(("limit", _LONG_NAME),))
    categories = [unicodedata.category(character) for character in text]
    scripts = [_script(character) for character in text]
    yield from _first(IssueCode.NAME_DIGITS, (category[0] == "N" for category in categories))
    if not any(category[0] == "L" for category in categories):
        yield Issue(IssueCode.NAME_NO_LETTER)
    yield from _first(IssueCode.NAME_MIXED_SCRIPTS, _changes_of_script(text, scripts))
    yield from _first(IssueCode.NAME_NOT_LATIN, (script not in {None, _LATIN} for script in scripts))
    signs = (_is_sign(character, category) for character, category in zip(text, categories, strict=True))
    yield from _first(IssueCode.NAME_MARKUP, signs)


def _is_sign(character: str, category: str) -> bool:
    """Residue of scanning or of a file format, and whatever symbol is not ASCII, such as an emoji."""
    return character in _MARKUP or (category in {"Sc", "Sm", "So"} and not character.isascii())


def _script(character: str) -> str | None:
    """The script of a letter by the first word of its Unicode name; None where any script has it, or it is none."""
    if unicodedata.category(character)[0] != "L":
        return None
    # A few signs, such as that of Kelvin, are letters once more; a few letters come apart into one and its marks.
    letter = unicodedata.normalize("NFC", character)[0]
    words = unicodedata.name(letter, "UNNAMED").split()
    first = words[1] if words[0] in _WIDTHS else words[0]
    return _SCRIPTS.get(first, first)


def _changes_of_script(text: str, scripts: list[str | None]) -> Iterator[bool]:
    """For every character, whether its script is another than that of the word so far."""
    before: str | None = None
    for character, script in zip(text, scripts, strict=True):
        yield script is not None and before is not None and script != before
        before = None if character.isspace() else before or script


def _initial(word: str) -> str:
    """The first letter, which for a word of syllables or ideographs would be most of it: then nothing."""
    first = next((character for character in word if _script(character) is not None), None)
    return "" if first is None or _script(first) == _EAST_ASIAN else first


def _word_counts(text: str) -> Iterator[Counter[str]]:
    """The words of a name in every way in which another document may spell them.

    A letter with a mark may have lost it or become two letters; a period may have been a gap or nothing.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).casefold())
    folded = _APOSTROPHES.sub("", folded)
    in_two = _TWO_LETTERS.sub(lambda letters: _IN_TWO_LETTERS[letters[0]], folded)
    for spelling, gap in product((folded, in_two), ("", " ")):
        yield Counter(_words(_MARKS_ON_LATIN.sub(r"\1", spelling.translate(_NO_MARK)), gap) or text.split())


def _words(spelled: str, gap: str) -> list[str]:
    """The words, without their titles unless there is nothing else."""
    chunks = "".join(character if _stays(character) else " " for character in spelled).split()
    # A title is looked for before its periods become gaps: "S.H." is one word of the table, not two.
    parted = [chunk.replace(".", gap).split() for chunk in chunks if chunk.replace(".", "") not in TITLES]
    named = [word for words in parted for word in words if word not in TITLES]
    return named or [word for chunk in chunks for word in chunk.replace(".", "").split()]


def _stays(character: str) -> bool:
    return character == "." or unicodedata.category(character)[0] in "LMN"


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
    yield from _first(IssueCode.EMAIL_NON_ASCII, (not character.isascii() for character in text))
    at = domain_at
    for label in domain.split("."):
        if label.startswith(_PUNYCODE):
            yield Issue(IssueCode.EMAIL_PUNYCODE, params=(("at", at),))
            return
        at += len(label) + 1


def _shown(first: str) -> str:
    return first if first in _LETTERS_AND_DIGITS else ""


# ---- Nationality


def check_nationality(text: object) -> tuple[Issue, ...]:
    """Everything that a code for a nationality or an issuing country shows by itself, for any object; never raises.

    A state that the tables do not know may be a new one. A code behind which no state stands asks for a stay permit.

    Args:
        text: What was typed, or anything else.

    Example:
        >>> check_nationality("idn")
        ()
        >>> [issue.code.value for issue in check_nationality("XXA")]
        ['nationality.special']
        >>> [issue.code.value for issue in check_nationality("Indonesia")]
        ['nationality.form']
    """
    return _read_nationality(text)[1]


def nationality_of(text: str) -> str:
    """The code in capital letters, without the spaces around it or the fillers of a machine-readable zone.

    Args:
        text: An ISO 3166-1 alpha-3 or ICAO code.

    Raises:
        InvalidValueError: It is not one to three ASCII letters.

    Example:
        >>> nationality_of(" idn "), nationality_of("D<<")
        ('IDN', 'D')
    """
    code, issues = _read_nationality(text)
    if code is None:
        raise InvalidValueError(issues)
    return code


def _read_nationality(text: object) -> Reading:
    kind = type(text)
    if not issubclass(kind, str):
        return None, (Issue(IssueCode.TEXT_TYPE, params=(("found", _kind_of(kind)),)),)
    code = outer_trimmed(str.__str__(cast("str", text)))
    if not code:
        return None, (Issue(IssueCode.TEXT_EMPTY),)
    if len(code) == _PADDED:
        code = code.rstrip("<")
    # Capitals only after ASCII: "ß" has two, and that of the dotless "ı" is I.
    code = code.upper() if code.isascii() else ""
    if not _CODE.fullmatch(code):
        return None, (Issue(IssueCode.NATIONALITY_FORM),)
    if code in SPECIAL_CODES:
        return code, (Issue(IssueCode.NATIONALITY_SPECIAL),)
    if code not in ISO_3166 and code not in ICAO_CODES:
        return code, (Issue(IssueCode.NATIONALITY_UNKNOWN),)
    return code, ()
