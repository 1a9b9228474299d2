"""When two things are one: cards by their prints, outlets by what people call them, fields by what stands in them."""

from typing import Final, cast

from simreplace.people import IdentityDocument, ReplacementForm
from simreplace.values import ActivationCode, Iccid, Mrz, PersonName, as_compared

_SHORTEST: Final = 18  # digits of a print without its check digit


def same_card(one: Iccid, other: Iccid | None) -> bool:
    """Whether two prints may name one card, where that is a reason to refuse or to stop.

    Of an eSIM the ICCID names the profile: with a new one the same chip holds a new card, and with the old one another
    phone holds the old card.

    Prints of one length are compared up to the check digit, which some misprint, and others as far as every print
    goes: to refuse a card of the same row is no harm.
    """
    if other is None:
        return False
    digits, others = one.reveal(), other.reveal()
    same_print = len(digits) == len(others)
    told = max(_SHORTEST, len(digits) - 1) if same_print else _SHORTEST
    return digits[:told] == others[:told]


def is_card(one: Iccid, other: Iccid | None) -> bool:
    """Whether two prints name one card beyond doubt, where that lets something happen.

    They are equal, or one of them leaves out the check digit. In two of one length nobody can tell a misprinted check
    digit from the next card of the row, told without one; whoever lets one pass for another activates a void card.
    """
    if other is None:
        return False
    digits, others = one.reveal(), other.reveal()
    shorter, longer = sorted((digits, others), key=len)
    return shorter in {longer, longer[:-1]}


def same_code(one: ActivationCode, other: ActivationCode | None) -> bool:
    """Whether two activation codes lead to one profile: the same server, the same matching id.

    Without a matching id the server knows the phone by its chip, so that such a code is everybody's.
    """
    server, matching = _order_of(one)
    return other is not None and matching != "" and (server, matching) == _order_of(other)


def _order_of(code: ActivationCode) -> tuple[str, str]:
    _, server, matching, *_ = code.reveal().split("$")
    return server.casefold().rstrip("."), matching


def same_place(one: str, other: str) -> bool:
    """Whether two texts name one outlet, whatever their spaces and capitals."""
    return one.casefold().split() == other.casefold().split()


def as_read(value: object) -> object:
    """A value as whoever said "no" read it: a name whatever its capitals and order, a paper by its number."""
    match value:
        case PersonName():
            return frozenset(value.reveal().casefold().split())
        case IdentityDocument() | Mrz():
            return as_compared(value.number)
        case _:
            return value


def without_places(pointer: str) -> tuple[str, ...]:
    """A pointer but for the places in lists: the same field of whichever paper."""
    return tuple("" if step.isdecimal() else step for step in pointer.split("/"))


def value_at(form: ReplacementForm, pointer: str) -> object:
    """What a pointer leads to in a form; None where it leads nowhere, as for the record."""
    here: object = form
    for step in pointer.split("/")[1:]:
        if isinstance(here, tuple):
            items = cast("tuple[object, ...]", here)
            here = items[int(step)] if step.isdecimal() and int(step) < len(items) else None
        else:
            here = cast("object", None if step.startswith("_") else getattr(here, step, None))
    return here
