"""Is the card really lost or broken, and what comes first: asked before any form is filled in."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Final, final

import attrs

from simreplace.people import Reason
from simreplace.shown import printable
from simreplace.values import naming_its_fields, one_of, to_truth, to_truth_or_none


class NumberStatus(StrEnum):
    """Where a number stands in its life. The operator knows it; whoever asks may not.

    GRACE is masa tenggang: no outgoing calls. EXPIRED waits for a reactivation, nothing comes in or goes out. RETURNED
    went back to the operator. RECYCLED may be somebody else's. BLOCKED was stopped because its owner reported it.

    Example:
        >>> NumberStatus("grace")
        <NumberStatus.GRACE: 'grace'>
    """

    ACTIVE = "active"
    GRACE = "grace"
    EXPIRED = "expired"
    RETURNED = "returned"
    RECYCLED = "recycled"
    BLOCKED = "blocked"


class Outcome(StrEnum):
    """What a triage comes to.

    Example:
        >>> Outcome("search_first")
        <Outcome.SEARCH_FIRST: 'search_first'>
    """

    APPLY = "apply"
    SEARCH_FIRST = "search_first"
    TROUBLESHOOT = "troubleshoot"
    NOT_REPLACEABLE = "not_replaceable"


class TriageReason(StrEnum):
    """Why a triage comes to what it comes to.

    Example:
        >>> TriageReason("works_elsewhere")
        <TriageReason.WORKS_ELSEWHERE: 'works_elsewhere'>
    """

    NUMBER_RECYCLED = "number_recycled"
    NUMBER_RETURNED = "number_returned"
    NUMBER_EXPIRED = "number_expired"
    NOT_SEARCHED = "not_searched"
    LOST_AND_SEARCHED = "lost_and_searched"
    DAMAGED = "damaged"
    PIN_OR_PUK = "pin_or_puk"
    LINE_BLOCKED = "line_blocked"
    WORKS_ELSEWHERE = "works_elsewhere"
    NOT_TRIED_ELSEWHERE = "not_tried_elsewhere"
    NOT_WORKING_ANYWHERE = "not_working_anywhere"


class TriageStep(StrEnum):
    """What to do, in the order in which a triage lists it.

    Example:
        >>> TriageStep("suspend_line")
        <TriageStep.SUSPEND_LINE: 'suspend_line'>
    """

    SUSPEND_LINE = "suspend_line"
    WARN_BANK = "warn_bank"
    SEARCH_AGAIN = "search_again"
    ASK_ABOUT_GRACE = "ask_about_grace"
    ASK_ABOUT_REACTIVATION = "ask_about_reactivation"
    REACTIVATE_FIRST = "reactivate_first"
    ASK_FOR_NEW_NUMBER = "ask_for_new_number"
    ASK_FOR_PUK = "ask_for_puk"
    ASK_TO_UNBLOCK = "ask_to_unblock"
    CHECK_PHONE = "check_phone"
    TRY_ANOTHER_PHONE = "try_another_phone"
    APPLY_IF_NOTHING_HELPS = "apply_if_nothing_helps"
    APPLY = "apply"


def _status(value: NumberStatus | str) -> NumberStatus:
    return one_of(NumberStatus, value)


@printable
@final
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class Circumstances:
    """What somebody can say of a card before asking for a new one.

    Args:
        seen: Whether the card is physically there.
        searched: Whether it was looked for in vain; a card that was stolen needs no search, so say yes.
        visible_damage: Whether damage can be seen; None where nobody has looked. A card that is not there shows none:
            damaged without the card in hand counts as lost.
        works_in_another_phone: Whether it works in another phone; None where nobody has tried.
        pin_or_puk_blocked: Whether the phone asks for a PIN or PUK that nobody knows.
        number_status: Where the number stands, as far as the operator has said.

    Raises:
        InvalidValueError: An answer is neither yes nor no, or there is no such status.

    Example:
        >>> Circumstances(seen=False, searched=True).number_status
        <NumberStatus.ACTIVE: 'active'>
    """

    seen: bool = attrs.field(converter=to_truth)
    searched: bool = attrs.field(default=False, converter=to_truth)
    visible_damage: bool | None = attrs.field(default=None, converter=to_truth_or_none)
    works_in_another_phone: bool | None = attrs.field(default=None, converter=to_truth_or_none)
    pin_or_puk_blocked: bool = attrs.field(default=False, converter=to_truth)
    number_status: NumberStatus = attrs.field(default=NumberStatus.ACTIVE, converter=_status)


@printable
@final
@attrs.frozen(kw_only=True)
class Triage:
    """What the circumstances come to.

    Args:
        outcome: Whether to ask for a new card now, later, or not at all.
        reason: Why.
        request_reason: What to state in the form, now or once the other steps did not help; None where no form helps.
        steps: What to do, in this order.
        source: The rule it rests on.

    Example:
        >>> broken = triage(Circumstances(seen=True, visible_damage=True))
        >>> broken.outcome.value, broken.request_reason.value, [step.value for step in broken.steps]
        ('apply', 'damaged', ['apply'])
    """

    outcome: Outcome
    reason: TriageReason
    request_reason: Reason | None
    steps: tuple[TriageStep, ...]
    source: str


@printable
@final
@attrs.frozen(kw_only=True)
class Row:
    """One row of the table: it speaks where it applies and no row above it does."""

    reason: TriageReason
    applies: Callable[[Circumstances], bool]
    outcome: Outcome
    request_reason: Reason | None
    steps: tuple[TriageStep, ...]
    source: str


_ARTICLE: Final = "the article: make sure that the card is really lost or damaged"
_RETURNED: Final = "PM Kominfo 14/2018, annex: a returned number rests 60 calendar days or more (Kompas, 2022-02-19)"
_EXPIRED: Final = "Smartfren's terms; Liputan6 5763136 (2024) on IM3; Liputan6 (2024-09-26) on Telkomsel"
_BLOCKED: Final = "CNN Indonesia, 2017-10-15: operators stop a lost line on report and keep its number"
_OURS: Final = "our rule"

TRIAGE_ROWS: Final = (
    Row(
        reason=TriageReason.NUMBER_RECYCLED,
        applies=lambda told: told.number_status is NumberStatus.RECYCLED,
        outcome=Outcome.NOT_REPLACEABLE,
        request_reason=None,
        steps=(TriageStep.ASK_FOR_NEW_NUMBER,),
        source=_RETURNED,
    ),
    Row(
        reason=TriageReason.NUMBER_RETURNED,
        applies=lambda told: told.number_status is NumberStatus.RETURNED,
        outcome=Outcome.NOT_REPLACEABLE,
        request_reason=None,
        steps=(TriageStep.ASK_FOR_NEW_NUMBER,),
        source=_RETURNED,
    ),
    Row(
        reason=TriageReason.NUMBER_EXPIRED,
        applies=lambda told: told.number_status is NumberStatus.EXPIRED,
        outcome=Outcome.NOT_REPLACEABLE,
        request_reason=None,
        steps=(TriageStep.ASK_ABOUT_REACTIVATION, TriageStep.REACTIVATE_FIRST),
        source=_EXPIRED,
    ),
    Row(
        reason=TriageReason.NOT_SEARCHED,
        applies=lambda told: not told.seen and not told.searched,
        outcome=Outcome.SEARCH_FIRST,
        request_reason=Reason.LOST,
        steps=(TriageStep.SEARCH_AGAIN, TriageStep.APPLY_IF_NOTHING_HELPS),
        source=_ARTICLE,
    ),
    Row(
        reason=TriageReason.LOST_AND_SEARCHED,
        applies=lambda told: not told.seen,
        outcome=Outcome.APPLY,
        request_reason=Reason.LOST,
        steps=(TriageStep.APPLY,),
        source=_ARTICLE,
    ),
    Row(
        reason=TriageReason.DAMAGED,
        applies=lambda told: told.visible_damage is True,
        outcome=Outcome.APPLY,
        request_reason=Reason.DAMAGED,
        steps=(TriageStep.APPLY,),
        source=_ARTICLE,
    ),
    Row(
        reason=TriageReason.PIN_OR_PUK,
        applies=lambda told: told.pin_or_puk_blocked,
        outcome=Outcome.TROUBLESHOOT,
        request_reason=Reason.FAULTY,
        steps=(TriageStep.ASK_FOR_PUK, TriageStep.APPLY_IF_NOTHING_HELPS),
        source=_OURS + ": a locked card may be sound",
    ),
    Row(
        # A card that was found again works in no phone while its line is stopped, and may be sound all the same.
        reason=TriageReason.LINE_BLOCKED,
        applies=lambda told: told.number_status is NumberStatus.BLOCKED,
        outcome=Outcome.TROUBLESHOOT,
        request_reason=Reason.FAULTY,
        steps=(TriageStep.ASK_TO_UNBLOCK, TriageStep.APPLY_IF_NOTHING_HELPS),
        source=_BLOCKED,
    ),
    Row(
        reason=TriageReason.WORKS_ELSEWHERE,
        applies=lambda told: told.works_in_another_phone is True,
        outcome=Outcome.TROUBLESHOOT,
        request_reason=None,
        steps=(TriageStep.CHECK_PHONE,),
        source=_ARTICLE,
    ),
    Row(
        reason=TriageReason.NOT_TRIED_ELSEWHERE,
        applies=lambda told: told.works_in_another_phone is None,
        outcome=Outcome.TROUBLESHOOT,
        request_reason=Reason.FAULTY,
        steps=(TriageStep.TRY_ANOTHER_PHONE, TriageStep.APPLY_IF_NOTHING_HELPS),
        source=_ARTICLE,
    ),
    Row(
        reason=TriageReason.NOT_WORKING_ANYWHERE,
        applies=lambda _: True,
        outcome=Outcome.APPLY,
        request_reason=Reason.FAULTY,
        steps=(TriageStep.APPLY,),
        source=_ARTICLE,
    ),
)

# While the number still rings, whoever holds the card can call and read codes; in grace, codes still come in.
_RINGING: Final = frozenset({NumberStatus.ACTIVE, NumberStatus.GRACE})
# Codes for this number can reach somebody else, whoever holds the card.
_OUT_OF_HAND: Final = frozenset({NumberStatus.RETURNED, NumberStatus.RECYCLED})


def triage(circumstances: Circumstances) -> Triage:
    """What to do about a card that is gone or does not work; where it is gone, the line is stopped first of all.

    A number that may be somebody else's by now is never replaced. Whether one can be in its grace period is told
    differently from operator to operator, so it is asked for and not refused.

    Args:
        circumstances: What is known of the card and its number.

    Example:
        >>> gone = triage(Circumstances(seen=False, searched=True))
        >>> gone.outcome, gone.request_reason
        (<Outcome.APPLY: 'apply'>, <Reason.LOST: 'lost'>)
        >>> [step.value for step in gone.steps]
        ['suspend_line', 'warn_bank', 'apply']
        >>> triage(Circumstances(seen=True, number_status="recycled")).outcome
        <Outcome.NOT_REPLACEABLE: 'not_replaceable'>
    """
    row = next(row for row in TRIAGE_ROWS if row.applies(circumstances))
    return Triage(
        outcome=row.outcome,
        reason=row.reason,
        request_reason=row.request_reason,
        steps=(*_before_all(circumstances), *row.steps),
        source=row.source,
    )


def _before_all(told: Circumstances) -> Iterator[TriageStep]:
    """What cannot wait, whichever row speaks."""
    if not told.seen and told.number_status in _RINGING:
        yield TriageStep.SUSPEND_LINE
    if not told.seen or told.number_status in _OUT_OF_HAND:
        yield TriageStep.WARN_BANK
    if told.number_status is NumberStatus.GRACE:
        yield TriageStep.ASK_ABOUT_GRACE
