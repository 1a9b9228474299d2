"""The same as the reading of a word, said as regular expressions that browsers (ECMA-262) and Python read alike."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from typing import Final

from simreplace.forms.plain import is_between

# Every letter of a word, as `word_key` leaves it, and no sign that may stand between two of them.
LETTERS: Final = "A-Za-z0-9<\u3400-\u9fff"
_ANYTHING_BETWEEN: Final = f"[^{LETTERS}]*"
# Neither a space nor a dash lies beyond.
_LAST: Final = 0x11000


def around(pattern: str) -> str:
    """The pattern of a text that fits another one but for the spaces around it."""
    return f"^[{_spaces()}]*(?:{pattern})[{_spaces()}]*$"


def blank() -> str:
    """The pattern of a text that says nothing."""
    return f"^[{_spaces()}]*$"


def something() -> str:
    """The pattern of every other one."""
    return f"[^{_spaces()}]"


@cache
def one_of_words(words: frozenset[str]) -> str:
    """The pattern of every text of which one of these words is left, whatever its capitals and the signs between."""
    # What stands between is any of a few signs, which is said once: after that, whatever is no letter is one of them.
    return f"^(?=[{LETTERS}{_class_of(is_between)}]*$){_ANYTHING_BETWEEN}{_any_of(words)}$"


def _any_of(words: Collection[str]) -> str:
    """One pattern for all of these words, in which those that begin alike are one way until they part."""
    rests: dict[str, set[str]] = {}
    for word in words:
        rests.setdefault(word[:1], set()).add(word[1:])
    ends = rests.pop("", None) is not None
    ways = [f"{_letter(first)}{_ANYTHING_BETWEEN}{_any_of(rests[first])}" for first in sorted(rests)]
    if not ways:
        return ""
    return ways[0] if len(ways) == 1 and not ends else f"(?:{'|'.join(ways)}){'?' * ends}"


def _letter(letter: str) -> str:
    return f"[{letter}{letter.upper()}]" if letter.isascii() and letter.isalpha() else letter


@cache
def _spaces() -> str:
    return _class_of(str.isspace)


@cache
def _class_of(belongs: Callable[[str], bool]) -> str:
    """The inside of a class of characters: all that belong, as Python knows them."""
    return "".join(_written(first, last) for first, last in _runs(filter(lambda it: belongs(chr(it)), range(_LAST))))


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    run: tuple[int, int] | None = None
    for number in numbers:
        if run is not None and number == run[1] + 1:
            run = run[0], number
            continue
        if run is not None:
            yield run
        run = number, number
    if run is not None:
        yield run


def _written(first: int, last: int) -> str:
    return _escaped(first) if first == last else f"{_escaped(first)}-{_escaped(last)}"


def _escaped(number: int) -> str:
    # Beyond four hexadecimal digits the two kinds of pattern have no escape in common.
    return f"\\u{number:04x}" if number <= 0xFFFF else chr(number)  # noqa: PLR2004 - the last of four digits
