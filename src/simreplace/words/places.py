"""What a place in a form is called, and which of several documents it stands on; and what a country is called."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from simreplace._data.country_names import NAMES
from simreplace.people import CardForm
from simreplace.words.dates import without_numbers

# "Number" says not of what; what was found of it does.
_NUMBER_OF: Final = frozenset({"nik", "kk", "passport", "permit", "purchase_record"})
_OF_ANOTHER: Final = MappingProxyType(
    {"head_of_family": "head_of_family", "proxy_document": "proxy", "proxy_id_seen": "proxy"}
)
_MOST_DIGITS: Final = 4  # of a place in a list: whatever is longer is none
_ORDER: Final = ("en", "id", "zh")
# ICAO Doc 9303-3: codes of passports for a state that has another one elsewhere, and for holders without a state.
_ALSO: Final = MappingProxyType({"D": "DEU", "RKS": "XKX"})
_NO_STATE: Final = MappingProxyType({"XXA": "stateless", "XXB": "refugee", "XXC": "refugee", "XXX": "unspecified"})


def label_of(steps: Sequence[str], code: str, table: Mapping[str, str]) -> str:
    """The label of the innermost step of a pointer that has one, or nothing: a list's place has none.

    Args:
        steps: The steps of the pointer, from the outermost one.
        code: What was found there.
        table: The words of a language.
    """
    named = next((step for step in reversed(steps) if f"field.{step}" in table), None)
    if named is None:
        return ""
    kind, place = code.partition(".")[0], _place_of_document(steps)
    if "purchase_record" in steps:
        kind = "purchase_record"
    is_told = named == "number" and kind in _NUMBER_OF
    label = table[f"number_of.{kind}" if is_told else f"field.{named}"]
    if place is not None and named == "documents":
        return table["layout.document_alone"].format(place=place)
    # The first document is mostly the only one, and needs no place where its label says already what number it is.
    if place is not None and not (is_told and place == 1):
        return table["layout.document"].format(field=label, place=place)
    somebody_elses = next((_OF_ANOTHER[step] for step in steps if step in _OF_ANOTHER and step != named), None)
    return label if somebody_elses is None else table[f"layout.{somebody_elses}"].format(field=label)


def item_in_words(item: str, table: Mapping[str, str]) -> str:
    """What was asked for: a paper, a field by its name or its pointer, or a thing of the host's own.

    Args:
        item: As it was asked for.
        table: The words of a language.
    """
    steps = [step for step in item.replace(".", "/").split("/") if step]
    paper = table.get(f"paper.{item}")
    label = label_of(steps, "", table)
    if paper or label:
        return paper or label
    said = (without_numbers(step.replace("_", " ")).strip(" *") for step in reversed(steps) if not step.isdigit())
    name = next(filter(None, said), "")
    # A name of the host's own is in whatever language the host speaks, and is told as one.
    return table["item.named"].format(name=name) if name else table["item.other"]


def of_its_form(key: str, card_form: CardForm | None, table: Mapping[str, str]) -> str:
    """The words of this key: those for a card in the hand or for an eSIM, where it is known which and there are any.

    Args:
        key: The key of the words that are said of either, or of a card where only an eSIM has others.
        card_form: What the new card is; None where nobody knows.
        table: The words of a language.
    """
    own = "" if card_form is None else f"{key}.{card_form.value}"
    return table[own if own in table else key]


def country_in_words(code: str, language: str, table: Mapping[str, str]) -> str:
    """What a country is called; one that has no name in the tables is said to be a code.

    Args:
        code: A code of ISO 3166-1 or of ICAO, in three letters or less.
        language: One of the languages of the words.
        table: Its words.
    """
    if code in _NO_STATE:
        return table[f"nationality.{_NO_STATE[code]}"]
    names = NAMES.get(_ALSO.get(code, code))
    if names is None:
        return table["nationality.other"].format(code=code)
    return names[_ORDER.index(language)]


def _place_of_document(steps: Sequence[str]) -> int | None:
    """Which of the documents is meant, counted from one; None where it is no document."""
    for list_name, place in pairwise(steps):
        if list_name == "documents" and place.isascii() and place.isdigit() and len(place) <= _MOST_DIGITS:
            return int(place) + 1
    return None
