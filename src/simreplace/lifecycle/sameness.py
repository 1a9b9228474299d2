"""When two texts name one thing: cards by what is printed on them, outlets by what people call them."""

from typing import Final

from simreplace.values import Iccid

_SHORTEST: Final = 18  # digits of a print without its check digit


def same_card(one: Iccid, other: Iccid | None) -> bool:
    """Whether two prints may name one card, where that is a reason to refuse or to stop.

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


def same_place(one: str, other: str) -> bool:
    """Whether two texts name one outlet, whatever their spaces and capitals."""
    return one.casefold().split() == other.casefold().split()
