"""Whether what was made up is marked as nobody's, wherever it stands."""

import re
from collections.abc import Iterator
from typing import Any, Final

import attrs

from simreplace import (
    DocumentNumber,
    EmailAddress,
    FamilyCardNumber,
    Msisdn,
    Nik,
    PassportNumber,
    PermitNumber,
    PersonName,
    PhoneNumber,
    cards,
)
from simreplace.values import Masked, Mrz

MARKS: Final = {
    Msisdn: r"\+6286[1-7]\d{6,9}",
    PhoneNumber: r"\+120255501\d\d",
    Nik: r"3299\d{12}",
    FamilyCardNumber: r"3299\d{12}",
    PassportNumber: r"CONTOH\d{3}|Z000\d{4}",
    PermitNumber: r"CONTOH-\d{4}",
    DocumentNumber: r"\d{3}/CONTOH/\d{4}",
    PersonName: r"(?i).*contoh",
    EmailAddress: r".*@(?:example\.com|example\.org|contoh\.example)",
    cards.Iccid: r"896266\d{13,14}",
    cards.Eid: r"8900\d{28}",
    cards.Imsi: r"51066\d{9,10}",
    cards.ActivationCode: r"LPA:1\$smdp\.example\.com\$CONTOH-\d{5}",
    Mrz: r"P<[A-Z]{3}.*CONTOH(?s:.*)",
}


def values_in(thing: Any) -> Iterator[Any]:
    """Every value that hides itself, wherever it stands."""
    if isinstance(thing, Masked | Mrz):
        yield thing
    elif isinstance(thing, tuple | frozenset):
        for item in thing:
            yield from values_in(item)
    elif attrs.has(type(thing)):
        for field in attrs.fields(type(thing)):
            yield from values_in(getattr(thing, field.name))


def unmarked(thing: Any) -> list[type[Any]]:
    """The kinds of the values that are not marked as nobody's; never what they hold."""
    texts = ((type(it), plain_of(it)) for it in values_in(thing))
    return [kind for kind, text in texts if re.fullmatch(MARKS[kind], text) is None]


def plain_of(value: Any) -> str:
    revealed = value.reveal()
    return "\n".join(revealed) if isinstance(value, Mrz) else revealed
