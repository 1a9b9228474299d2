"""What the days off are called: an Indonesian name, by the package or by a decree, in the language of the reader."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from simreplace.words.id import WORDS as INDONESIAN

_PREFIX: Final = "holiday."
_WORD: Final = re.compile(r"[^\W\d_]+")
# Words that come and go with the writer, and the names of the eras, whose years are left out as well.
_WRITTEN_OR_NOT: Final = (
    "hari raya suci nabi muhammad saw masehi hijriah hijriyah h kongzili be republik indonesia ri internasional"
)
_OMITTED: Final = frozenset(_WRITTEN_OR_NOT.split())
# Other ways to write the names of the table: those of the decrees, and what people say for short.
_ALSO_CALLED: Final = MappingProxyType(
    {
        other: key
        for key, others in {
            "nyepi": ("nyepi tahun baru saka",),
            "lunar_new_year": ("imlek",),
            "eid_al_fitr": ("idulfitri",),
            "eid_al_fitr_second": ("kedua dari idul fitri", "kedua idulfitri", "kedua dari idulfitri"),
            "eid_al_adha": ("iduladha",),
            "islamic_new_year": ("muharam tahun baru islam", "muharram tahun baru islam"),
            "isra_miraj": ("isra mi raj", "isra miraj"),
            "good_friday": (
                "wafat isa almasih",
                "wafat isa al masih",
                "wafat isa almasih yesus kristus",
                "jumat agung",
            ),
            "easter": ("kebangkitan yesus kristus paskah", "paskah"),
            "ascension": ("kenaikan isa almasih", "kenaikan isa al masih", "kenaikan isa almasih yesus kristus"),
            "independence": ("proklamasi kemerdekaan",),
            "christmas": ("kelahiran yesus kristus", "kelahiran yesus kristus natal"),
            "general_election": ("pemungutan suara pemilihan umum", "pemungutan suara pemilihan umum tahun"),
            "regional_election": ("pemungutan suara pilkada tahun", "pemilihan kepala daerah serentak"),
        }.items()
        for other in others
    }
)
# What the package says in a roundabout way, and no decree does.
_SAID_SHORTER: Final = MappingProxyType({"Hari kedua dari Hari Raya Idul Fitri": "eid_al_fitr_second"})
_LEAVE: Final = ("cuti", "bersama")
_IN_LIEU: Final = frozenset({"pengganti", "pegangti"})


def holiday_in_words(names: str, table: Mapping[str, str]) -> str:
    """The names of a day in the language of a table; what is not known there stays as it was given.

    Args:
        names: One Indonesian name, or several with semicolons between.
        table: The words of a language.
    """
    # The decree's own words are Indonesian already, and carry the year besides.
    if table is INDONESIAN:
        known = ((name, _SAID_SHORTER.get(name)) for name in names.split("; "))
        return "; ".join(name if key is None else table[_PREFIX + key] for name, key in known)
    return "; ".join(_told(name, table) or name for name in names.split("; "))


def _told(name: str, table: Mapping[str, str]) -> str | None:
    words = tuple(_WORD.findall(name.casefold()))
    in_lieu = words[:1] and words[0] in _IN_LIEU
    words = words[1:] if in_lieu else words
    is_leave = words[:2] == _LEAVE
    key = _keys().get(_core(words[2:] if is_leave else words))
    if key is None:
        return None
    text = table[_PREFIX + key]
    text = table["holiday_as.leave"].format(name=text) if is_leave else text
    return table["holiday_as.in_lieu"].format(name=text) if in_lieu else text


def _core(words: tuple[str, ...]) -> str:
    return " ".join(word for word in words if word not in _OMITTED)


@cache
def _keys() -> Mapping[str, str]:
    """From what is left of a name to its key in the tables."""
    return MappingProxyType(dict(_own_names()) | dict(_ALSO_CALLED))


def _own_names() -> Iterator[tuple[str, str]]:
    for key, name in INDONESIAN.items():
        if key.startswith(_PREFIX):
            yield _core(tuple(_WORD.findall(name.casefold()))), key.removeprefix(_PREFIX)
