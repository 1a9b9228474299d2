"""What people are called.

No rule knows what a genuine name looks like. One word, one letter, titles and punctuation are all in order, so a name is
refused only for what cannot be printed, and everything else that is odd is left to a person who holds the document.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from types import MappingProxyType
from typing import ClassVar, Final, final

from simreplace.issues import Issue, IssueCode
from simreplace.values.likeness import NameMatch, likeness
from simreplace.values.masked import Masked, Reading, Taken
from simreplace.values.text import first_hit, unseen_in_name

_LONG_NAME: Final = 100
_PLAIN: Final = re.compile(r"(?=[ .'-]*[A-Za-z])[A-Za-z .'-]{1,100}")  # nothing can be said of a name like that
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
    _SHAPE: ClassVar[re.Pattern[str]] = re.compile(r"(?=.*\S)[^\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,150}")

    @classmethod
    def _plain(cls, text: str) -> Taken | None:
        return (text, ()) if _PLAIN.fullmatch(text) else None

    @classmethod
    def _read(cls, text: str) -> Reading:
        if not text.strip():
            return None, (Issue(IssueCode.TEXT_EMPTY),)
        return text, (*unseen_in_name(text), *_oddities(text))

    def _mask(self) -> str:
        return " ".join(_initial(word) + "***" for word in self._text.split())

    def compare(self, other: "PersonName") -> NameMatch:
        """How this name agrees with another, in either direction.

        Case, punctuation, order, titles and "child of" (bin, binti, a/l, a/p) do not count. Letters with marks may have
        been written without them or, as ICAO Doc 9303 allows, with several letters. Abbreviations are not resolved.
        Nobody is called the same where a word of the name is missing, where what is said of the sex contradicts, or
        where both say whose child they are and not with the same words.

        Args:
            other: The name on another document or record.

        Example:
            >>> PersonName.parse("Jürgen Müller").compare(PersonName.parse("MUELLER JUERGEN"))  # made up
            <NameMatch.SAME: 'same'>
            >>> PersonName.parse("Ir. Hj. Siti binti Ahmad, S.Pd.").compare(PersonName.parse("SITI AHMAD"))  # made up
            <NameMatch.SAME: 'same'>
            >>> PersonName.parse("Suparno").compare(PersonName.parse("Suparno Karto Wijoyo"))  # made up
            <NameMatch.CONTAINED: 'contained'>
        """
        if self._text.isascii() and self._text.lower() == other._text.lower():
            return NameMatch.SAME  # the usual case, two hundred times faster than to take both apart
        return likeness(self._text, other._text)


# ---- Names


def _oddities(text: str) -> Iterator[Issue]:
    if len(text) > _LONG_NAME:
        yield Issue(IssueCode.NAME_LONG, params=(("limit", _LONG_NAME),))
    categories = [unicodedata.category(character) for character in text]
    scripts = [_script(character) for character in text]
    yield from first_hit(IssueCode.NAME_DIGITS, (category[0] == "N" for category in categories))
    if not any(category[0] == "L" for category in categories):
        yield Issue(IssueCode.NAME_NO_LETTER)
    yield from first_hit(IssueCode.NAME_MIXED_SCRIPTS, _changes_of_script(text, scripts))
    yield from first_hit(IssueCode.NAME_NOT_LATIN, (script not in {None, _LATIN} for script in scripts))
    signs = (_is_sign(character, category) for character, category in zip(text, categories, strict=True))
    yield from first_hit(IssueCode.NAME_MARKUP, signs)


def _is_sign(character: str, category: str) -> bool:
    """Residue of scanning or of a file format, and whatever symbol is not ASCII, such as an emoji."""
    return character in _MARKUP or (category in {"Sc", "Sm", "So"} and not character.isascii())


@lru_cache(maxsize=4096)
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
