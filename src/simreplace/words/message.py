"""What fits into one short message, and what must not stand in one: how a text of the host's own is made fit for it."""

import re
import unicodedata
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any, Final, cast

import attrs

from simreplace.values import Masked
from simreplace.words.dates import Language

GSM: Final = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The default alphabet of a short message (3GPP TS 23.038, 6.2.1); a sign of its extension would count twice."""
_GSM_LIMIT: Final = 160
_UCS2_LIMIT: Final = 70
_UNKNOWN: Final = "?"
_CUT: Final = "..."
# What people write that the alphabet lacks, as near as it can be; letters with marks lose the mark.
_NEAR: Final = MappingProxyType(
    str.maketrans(
        {
            **dict.fromkeys("‘’‚‛′`´ʻʼ", "'"),
            **dict.fromkeys("“”„‟″«»", '"'),
            **dict.fromkeys("‐‑‒–—―−~·•", "-"),
            **dict.fromkeys("[{", "("),
            **dict.fromkeys("]}", ")"),
            **dict.fromkeys("\\|", "/"),
            "^": "'",
            "…": "...",
            "€": "EUR",
            "œ": "oe",
            "Œ": "OE",
            "ł": "l",
            "Ł": "L",
            "đ": "d",
            "Đ": "D",
            "ı": "i",
            "№": "No",
            "，": ",",
            "。": ".",
            "、": ",",
        }
    )
)
_MARKS: Final = frozenset({"Mn", "Mc", "Me", "Cf"})
_LONG_NUMBER: Final = re.compile(r"[(（]?\+?\d(?:[ ./()*+-]{0,3}\d){5,}[)）]?")  # a postal code is shorter
_LINK: Final = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?[/\\|]{2,}\s*", re.IGNORECASE)
# A dot between two letters is where a phone sees an address.
_DOTS: Final = re.compile(r"(?<=[^\W\d_])[.。．｡](?=[^\W_])|(?<=\d)[.。．｡](?=[^\W\d_])")


def fits_one_message(text: str, language: Language) -> bool:
    """Whether a text is one message: in Chinese of 70 characters, else of 160 of the GSM alphabet."""
    if language == "zh":
        return room_in(text, language) >= 0 and all(ord(sign) <= 0xFFFF for sign in text)  # noqa: PLR2004 - the end of UCS-2
    return room_in(text, language) >= 0 and set(text) <= set(GSM)


def room_in(text: str, language: Language) -> int:
    """How many more characters have room beside a text."""
    return (_UCS2_LIMIT if language == "zh" else _GSM_LIMIT) - len(text)


def for_a_message(text: str, room: int, language: Language) -> str:
    """A name in the characters of a message, cut off where there is no room, which three dots say."""
    # Only now is it seen what a full stop of another script, or a digit under a mark, becomes.
    said = _without_numbers_and_links("".join(_ucs2(text) if language == "zh" else _gsm(text)))
    said = re.sub(r"\?(?:[ ?]*\?)+", _UNKNOWN, said)
    return cut_off(said, room)


def cut_off(text: str, room: int) -> str:
    """As much of a text as there is room for; where that is not all of it, three dots say so."""
    return text if len(text) <= room else text[: max(0, room - len(_CUT))].rstrip() + _CUT


def without_traces(text: str, thing: object) -> str:
    """A name that the host gave, without what a number or a link would be made of; nothing if it names the person.

    Args:
        text: The name, such as that of an outlet.
        thing: The form, none of whose hidden values may be in it.
    """
    # Wide and encircled digits are digits as well, before anything is looked for.
    line = " ".join(unicodedata.normalize("NFKC", text).split())
    if any(_stands_in(line, hidden) for hidden in _hidden_in(thing)):
        return ""
    return _without_numbers_and_links(line)


def _without_numbers_and_links(line: str) -> str:
    plain = _LINK.sub(" ", line).replace("@", " ")
    return " ".join(_LONG_NUMBER.sub("***", _DOTS.sub(". ", plain)).split())


def _gsm(text: str) -> Iterator[str]:
    for sign in unicodedata.normalize("NFC", text).translate(_NEAR):
        bare = sign if sign in GSM else unicodedata.normalize("NFKD", sign).translate(_NEAR)
        # A mark by itself, or a joiner, changes the letter before it and is none.
        plain = "".join(part for part in bare if unicodedata.category(part) not in _MARKS)
        yield plain if set(plain) <= set(GSM) else _UNKNOWN


def _ucs2(text: str) -> Iterator[str]:
    for sign in text:
        yield sign if ord(sign) <= 0xFFFF else _UNKNOWN  # noqa: PLR2004 - the end of UCS-2


def _hidden_in(thing: object) -> Iterator[str]:
    """Everything in a form that does not show itself."""
    if isinstance(thing, Masked):
        yield thing.reveal()
    elif isinstance(thing, tuple):
        for part in cast("tuple[object, ...]", thing):
            yield from _hidden_in(part)
    elif attrs.has(cast("type[Any]", type(thing))):
        for field in attrs.fields(cast("type[Any]", type(thing))):
            yield from _hidden_in(getattr(thing, field.name))


def _stands_in(line: str, hidden: str) -> bool:
    """Whether a value stands in a line, its words in whatever order, run together, or with other marks and signs."""
    searched, parts = _bare(line), [re.escape(part) for part in _bare(hidden).split()]
    found = [re.search(rf"(?<!\w){part}(?!\w)", searched) for part in (*parts, r"\W*".join(parts))]
    return all(found[:-1]) or found[-1] is not None


def _bare(text: str) -> str:
    """A text as it is compared: without case and marks, and with one sign for all that a message would make one of."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).translate(_NEAR))
    return "".join(part for part in parts if unicodedata.category(part) not in _MARKS).casefold()
