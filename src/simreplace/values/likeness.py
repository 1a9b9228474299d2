"""How two names agree: by their words, whatever their order, titles and spelling, and how much of them there is.

A name is read in every way in which another document may write it, and two names are the same when they share one. What
may be a title and may be a word is never dropped to call two names the same, only to find one contained in the other.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum, StrEnum
from itertools import product
from types import MappingProxyType
from typing import Final

import attrs

from simreplace._data import titles
from simreplace.shown import printable
from simreplace.values.text import without_joiners

Word = frozenset[str]
"""Every spelling of a word that another document may have."""

_SIGNS: Final = MappingProxyType(
    str.maketrans(
        {
            **dict.fromkeys(
                "`´\u02b9\u02ba\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u2018\u2019\u201a\u201b\u2032\u2035", "'"
            ),
            **dict.fromkeys("\ua78b\ua78c", "'"),
            **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
            **dict.fromkeys("\u3001\uff0c\ufe50\u060c", ","),
        }
    )
)
_SOFT: Final = ".-'/"
# What another document may have put in place of a sign: Doc 9303-3, 4.6 leaves out all but the hyphen; others part words.
_INSTEAD: Final = MappingProxyType({".": ("", " "), "-": (" ", ""), "'": ("", " "), "/": (" ", "")})
_NO_SIGNS: Final = MappingProxyType(dict.fromkeys(map(ord, _SOFT), None))
# Doc 9303-3, section 6.C: the lengthening stroke and the vowel signs of Arabic are not encoded.
_NOT_ENCODED: Final = MappingProxyType(dict.fromkeys((0x0640, *range(0x064B, 0x0653), 0x0670)))
_MIDDLE_DOT: Final = re.compile("l\u00b7")  # what is left of Ŀ
_HIGHER_DEGREE: Final = "(k)"  # konsultan, behind the title of a specialist
# Permenristekdikti 59/2018 art. 20: the letters of the degree, and those of any field.
_DEGREE: Final = re.compile(r"(?:s|m|sp|s\.?tr|m\.?tr|a\.?md|a\.?ma|a\.?p|a\.?m)\.[a-z.]{1,12}")

_MARKS_ON_LATIN: Final = re.compile("([a-z])[\u0300-\u036f]+")
# ICAO Doc 9303-3, section 6.A: letters whose mark is no separate one, and those that may become several letters.
_NO_MARK: Final = MappingProxyType(
    str.maketrans(
        {
            "æ": "ae",
            "œ": "oe",
            "ø": "o",
            "ł": "l",
            "đ": "d",
            "ð": "d",
            "þ": "th",
            "ı": "i",
            "ħ": "h",
            "ŋ": "n",
            "ŧ": "t",
        }
    )
)
_IN_MORE_LETTERS: Final[MappingProxyType[str, tuple[str, ...]]] = MappingProxyType(
    {
        "a\u0308": ("ae",),
        "o\u0308": ("oe",),
        "u\u0308": ("ue", "uxx"),
        "a\u030a": ("aa",),
        "n\u0303": ("nxx",),
        "ø": ("oe",),
    }
)
_TWO: Final = 2  # so many words are a name by themselves, and so many consonants may be initials


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


@printable
@attrs.frozen
class _Reading:
    """One way to read a name.

    Args:
        words: Without what certainly is no part of the name.
        sure: Those of them that certainly are.
        own: Those before "child of"; None where nothing says so.
        man: What is said of the sex; None where nothing is.
    """

    words: tuple[Word, ...] = attrs.field(repr=False)
    sure: tuple[Word, ...] = attrs.field(repr=False)
    own: tuple[Word, ...] | None = attrs.field(repr=False)
    man: bool | None


def likeness(one: str, other: str) -> NameMatch:
    """How two names agree, in either direction."""
    pairs = tuple(product(_readings(one), _readings(other)))
    if any(_same(ours, theirs) for ours, theirs in pairs):
        return NameMatch.SAME
    if any(_contained(ours, theirs) for ours, theirs in pairs):
        return NameMatch.CONTAINED
    return NameMatch.DIFFERENT


def cut_off_likeness(cut: str, whole: str) -> bool:
    """Whether a name that was cut off anywhere (Doc 9303-4, 4.2.3) can be this one, or one that contains it.

    Each of its words begins another word of the whole name. Where the whole name has fewer words, each of them is begun
    by one that was cut off, and at least one stands there in full.
    """
    for ours, theirs in product(_readings(cut), _readings(whole)):
        if _paired(ours.words, theirs.words, _begins):
            return True
        if _paired(theirs.words, ours.words, lambda word, start: _begins(start, word)) and any(
            _alike(word, start) for word, start in product(theirs.words, ours.words)
        ):
            return True
    return False


# ---- What two readings say of each other


def _same(ours: _Reading, theirs: _Reading) -> bool:
    """Every word has its like, and nothing that is said of the person contradicts."""
    if len(ours.words) != len(theirs.words) or {ours.man, theirs.man} == {True, False}:
        return False
    # Whose child somebody is, decides between a father and a son who bear each other's names.
    both_say_so = ours.own is not None and theirs.own is not None
    if both_say_so and not _all_paired(ours.own or (), theirs.own or ()):
        return False
    return _paired(ours.words, theirs.words, _alike)


def _all_paired(some: Sequence[Word], others: Sequence[Word]) -> bool:
    return len(some) == len(others) and _paired(some, others, _alike)


def _contained(ours: _Reading, theirs: _Reading) -> bool:
    """All words of the one are in the other, if need be without what may be a title."""
    return any(
        _paired(some, others, _alike) or _paired(others, some, _alike)
        for some, others in ((ours.words, theirs.words), (ours.sure, theirs.sure))
    )


def _alike(one: Word, other: Word) -> bool:
    return not one.isdisjoint(other)


def _begins(start: Word, word: Word) -> bool:
    return any(whole.startswith(part) for part, whole in product(start, word))


def _paired(few: Sequence[Word], many: Sequence[Word], agree: Callable[[Word, Word], bool]) -> bool:
    """Whether each of the few agrees with one of the many that no other one takes."""
    if len(few) > len(many):
        return False
    # What is written alike goes together first: a letter with a mark and one without may both be there.
    spare, rest = Counter(many), list[Word]()
    for word in few:
        if spare[word]:
            spare[word] -= 1
        else:
            rest.append(word)
    fits = [[place for place, other in enumerate(spare.elements()) if agree(word, other)] for word in rest]
    taken: dict[int, int] = {}
    return all(_finds_a_place(at, fits, taken, set()) for at in range(len(rest)))


def _finds_a_place(at: int, fits: list[list[int]], taken: dict[int, int], tried: set[int]) -> bool:
    """Give a word one of its places, and move the word that has it to another one, if it can (Kuhn's method)."""
    for place in fits[at]:
        if place not in tried:
            tried.add(place)
            if place not in taken or _finds_a_place(taken[place], fits, taken, tried):
                taken[place] = at
                return True
    return False


# ---- In how many ways a name can be read


class _Role(Enum):
    """What a piece of a name is. A LIKELY title may be a word of the name too."""

    NAME = 0
    LIKELY = 1
    TITLE = 2
    CHILD_OF = 3


_Piece = tuple[str, _Role]


def _readings(text: str) -> frozenset[_Reading]:
    pieces = _pieces(_folded(text))
    if not any(role in {_Role.NAME, _Role.LIKELY} for _, role in pieces):
        pieces = [(chunk, _Role.NAME) for chunk, _ in pieces]
    if not pieces:
        signs_alone = tuple(frozenset({word}) for word in text.split())
        return frozenset({_Reading(signs_alone, signs_alone, None, None)})
    told = {_is_of_a_man(chunk) for chunk in _said_of_the_person(pieces)} - {None}
    signs = [sign for sign in _SOFT if any(sign in chunk for chunk, role in pieces if role is not _Role.TITLE)]
    ways = product(*(_INSTEAD[sign] for sign in signs))
    kept = (False, True) if any(role is _Role.CHILD_OF for _, role in pieces) else (False,)
    man = told.pop() if len(told) == 1 else None
    return frozenset(
        _reading(pieces, str.maketrans(dict(zip(signs, way, strict=True))), man=man, with_child_of=keep)
        for way, keep in product(tuple(ways), kept)
    )


def _said_of_the_person(pieces: list[_Piece]) -> Iterator[str]:
    """The titles and "child of" of the person: a title behind that is the father's or mother's."""
    for chunk, role in pieces:
        if role in {_Role.TITLE, _Role.CHILD_OF}:
            yield chunk
        if role is _Role.CHILD_OF:
            return


def _reading(pieces: list[_Piece], instead: Mapping[int, str], *, man: bool | None, with_child_of: bool) -> _Reading:
    words: list[Word] = []
    sure: list[Word] = []
    own: tuple[Word, ...] | None = None
    for chunk, role in pieces:
        if role is _Role.CHILD_OF and own is None:
            own = tuple(words)
        if role is _Role.TITLE or (role is _Role.CHILD_OF and not with_child_of):
            continue
        spelled = [_spellings(word) for word in chunk.translate(instead).split()]
        words += spelled
        sure += spelled if role is not _Role.LIKELY else []
    return _Reading(tuple(words), tuple(sure), own, man)


def _folded(text: str) -> str:
    """The text in small letters, its marks behind their letters, its signs each in one form."""
    signs = without_joiners(text).translate(_SIGNS)
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", signs).casefold()).translate(_SIGNS)
    folded = folded.translate(_NOT_ENCODED)
    return _MIDDLE_DOT.sub("l", folded).replace(_HIGHER_DEGREE, "")


def _spellings(word: str) -> Word:
    """A word without its marks, and as it may be where they became letters."""
    ways = [word]
    for letter, others in _IN_MORE_LETTERS.items():
        if letter in word:
            ways += [way.replace(letter, other) for way in ways for other in others]
    return frozenset(_MARKS_ON_LATIN.sub(r"\1", way.translate(_NO_MARK)) for way in ways)


# ---- What is a title, and what "child of"


def _pieces(folded: str) -> list[_Piece]:
    head, *tails = (_chunks(part) for part in folded.split(","))
    pieces = _before_a_comma(head)
    enough = _names_in(pieces) >= _TWO
    for tail in tails:
        pieces += _behind_a_comma(tail, enough=enough)
    if _names_in(pieces) >= _TWO:
        return pieces
    return [(chunk, _Role.NAME if role is _Role.LIKELY else role) for chunk, role in pieces]


def _names_in(pieces: list[_Piece]) -> int:
    return sum(role is _Role.NAME for _, role in pieces)


def _chunks(part: str) -> list[str]:
    chunks = "".join(character if _stays(character) else " " for character in part).split()
    return [chunk for chunk in chunks if chunk.translate(_NO_SIGNS)]


def _stays(character: str) -> bool:
    return character in _SOFT or unicodedata.category(character)[0] in "LMN"


def _key(chunk: str) -> str:
    return chunk.translate(_NO_SIGNS)


def _before_a_comma(chunks: list[str]) -> list[_Piece]:
    """Titles in front, the name, titles behind it."""
    front: list[_Piece] = []
    while chunks:
        first, *others = _apart(chunks[0])
        role = _role_in_front(first)
        if role is _Role.NAME:
            break
        front.append((first, role))
        chunks = [*others, *chunks[1:]]
    behind: list[_Piece] = []
    while chunks:
        role, count = _role_behind(chunks)
        if role is _Role.NAME:
            break
        behind = [(chunk, role) for chunk in chunks[-count:]] + behind
        chunks = chunks[:-count]
    return front + [(chunk, _role_within(chunks, at)) for at, chunk in enumerate(chunks)] + behind


def _apart(chunk: str) -> list[str]:
    """A piece such as "h.m.yusuf" as the title in front of it and the rest."""
    title, period, rest = chunk.partition(".")
    whole = _key(chunk) in titles.BEFORE | titles.BEFORE_WITH_PERIOD
    return [title + period, rest] if title in titles.BEFORE and _key(rest) and not whole else [chunk]


def _role_in_front(chunk: str) -> _Role:
    key = _key(chunk)
    certain = key in titles.BEFORE or (key in titles.BEFORE_WITH_PERIOD and "." in chunk)
    return _Role.TITLE if certain else _Role.NAME


def _role_behind(chunks: list[str]) -> tuple[_Role, int]:
    """What stands last, and of how many pieces it is: a title may have been written apart, as in "s. pd."."""
    if len(chunks) > 1 and chunks[-2].endswith(".") and _key(chunks[-2] + chunks[-1]) in titles.AFTER:
        return (_Role.TITLE if len(_key(chunks[-1])) > 1 else _Role.LIKELY), 2
    certain = _key(chunks[-1]) in titles.AFTER and _is_written_as_title(chunks[-1])
    return (_Role.TITLE if certain else _Role.NAME), 1


def _is_written_as_title(chunk: str) -> bool:
    unspoken = len(chunk) > _TWO and not set("aeiouy") & set(chunk)
    return "." in chunk or unspoken or _key(chunk) in titles.AFTER_BARE


def _role_within(chunks: list[str], at: int) -> _Role:
    inside = 0 < at < len(chunks) - 1
    if inside and _is_child_of(chunks[at]):
        return _Role.CHILD_OF
    if inside and _is_child_of(chunks[at - 1]):
        return _role_in_front(chunks[at])
    key = _key(chunks[at])
    # A title out of its place: nobody is another person for the order of the words.
    moved = key in titles.BEFORE | titles.BEFORE_WITH_PERIOD | titles.AFTER and len(key) > 1
    return _Role.LIKELY if moved and _is_written_as_title(chunks[at]) else _Role.NAME


def _behind_a_comma(chunks: list[str], *, enough: bool) -> list[_Piece]:
    """Degrees, mostly: the comma is there to tell them from initials of a name (EYD V). Or the given names."""
    if len(chunks) > 1 and "." in chunks[0] and _key("".join(chunks)) in titles.AFTER:
        return [(chunk, _Role.TITLE) for chunk in chunks]
    return [(chunk, _role_behind_a_comma(chunk, enough=enough)) for chunk in chunks]


def _role_behind_a_comma(chunk: str, *, enough: bool) -> _Role:
    key = _key(chunk)
    if len(key) > 1 and key in titles.AFTER | titles.BEFORE:
        certain = _is_written_as_title(chunk) or (enough and key in titles.AFTER_COMMA)
        return _Role.TITLE if certain else _Role.NAME
    return _Role.LIKELY if key in titles.BEFORE or _DEGREE.fullmatch(chunk) else _Role.NAME


def _is_child_of(chunk: str) -> bool:
    return chunk.strip(".") in titles.SON_OF or chunk.strip(".") in titles.DAUGHTER_OF


def _is_of_a_man(chunk: str) -> bool | None:
    key, plain = _key(chunk), chunk.strip(".")
    if key in titles.OF_A_MAN or plain in titles.SON_OF:
        return True
    return False if key in titles.OF_A_WOMAN or plain in titles.DAUGHTER_OF else None
