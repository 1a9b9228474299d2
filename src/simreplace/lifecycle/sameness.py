"""When two texts name one thing: cards by what is printed on them, outlets by what people call them."""

from typing import Final

from simreplace.values import Iccid

_SHORTEST: Final = 18  # digits of a print without its check digit


def same_card(one: Iccid, other: Iccid | None) -> bool:
    """Whether two prints may name one card, where that is a reason to refuse or to stop.

    Prints of different lengths are compared as far as every print goes: to refuse a card of the same row is no harm.
    """
    if other is None:
        return False
    digits, others = one.reveal(), other.reveal()
    if len(digits) != len(others):
        return digits[:_SHORTEST] == others[:_SHORTEST]
    return is_card(one, other)


def is_card(one: Iccid, other: Iccid | None) -> bool:
    """Whether two prints name one card beyond doubt, where that lets something happen.

    They agree up to the check digit, which some leave out and some misprint. A print that lacks more than the check
    digit would fit ten cards of a row, and whoever lets one of them pass for another activates a void one.
    """
    if other is None:
        return False
    digits, others = one.reveal(), other.reveal()
    if len(digits) == len(others):
        return digits == others if len(digits) == _SHORTEST else digits[:-1] == others[:-1]
    shorter, longer = sorted((digits, others), key=len)
    return longer[:-1] == shorter


def without_check_digit(iccid: Iccid) -> str:
    """The digits of a print up to its check digit; the shortest print has none."""
    digits = iccid.reveal()
    return digits[: max(_SHORTEST, len(digits) - 1)]


def same_place(one: str, other: str) -> bool:
    """Whether two texts name one outlet, whatever their spaces and capitals."""
    return one.casefold().split() == other.casefold().split()
