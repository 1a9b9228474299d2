"""Who may do what besides: one symmetrical matrix of the duties that one person may not have on one request."""

from collections.abc import Mapping
from itertools import combinations
from types import MappingProxyType
from typing import Final

from simreplace.lifecycle import events
from simreplace.lifecycle.events import Event
from simreplace.people import Duty, Role
from simreplace.rules import Policy

Pair = frozenset[Duty]

MACHINES: Final = frozenset({Role.SYSTEM, Role.NETWORK})
CUSTOMERS: Final = frozenset({Role.APPLICANT, Role.PROXY, Role.REGISTERED_OWNER})

_DUTY_OF: Final[Mapping[type[Event], Duty]] = MappingProxyType(
    {
        events.Submit: Duty.INTAKE,
        events.ProvideInformation: Duty.INTAKE,
        events.ChangeCollection: Duty.INTAKE,
        events.Cancel: Duty.INTAKE,
        events.CompareRecord: Duty.COMPARE,
        events.DecideFlag: Duty.FLAG,
        events.TellOwner: Duty.TELL,
        events.RequestInformation: Duty.REVIEW,
        events.Approve: Duty.REVIEW,
        events.Reject: Duty.REVIEW,
        events.MakeReady: Duty.STOCK,
        events.Collect: Duty.COUNTER,
        events.FailIdentity: Duty.COUNTER,
        events.ReportFault: Duty.COUNTER,
        events.ExchangeCard: Duty.COUNTER,
        events.ReturnCard: Duty.COUNTER,
        events.Hold: Duty.HOLD,
        events.RaiseObjection: Duty.HOLD,
        events.Release: Duty.RELEASE,
        events.CloseUnresolved: Duty.RELEASE,
    }
)

_D = Duty
_ALONE: Final = (_D.OVERRULE, _D.CUSTOMER)
"""Whoever does one of these on a request does nothing else on it."""

APART_ALWAYS: Final[frozenset[Pair]] = frozenset(
    {
        *(frozenset({alone, other}) for alone in _ALONE for other in Duty if other is not alone),
        frozenset({_D.INTAKE, _D.FLAG}),
        frozenset({_D.INTAKE, _D.REVIEW}),
        frozenset({_D.INTAKE, _D.RELEASE}),
        frozenset({_D.COMPARE, _D.INTAKE}),
        frozenset({_D.COMPARE, _D.STOCK}),
        frozenset({_D.COMPARE, _D.COUNTER}),
        frozenset({_D.COMPARE, _D.RELEASE}),
        frozenset({_D.REVIEW, _D.STOCK}),
        frozenset({_D.REVIEW, _D.COUNTER}),
        frozenset({_D.REVIEW, _D.RELEASE}),
        frozenset({_D.FLAG, _D.COUNTER}),
        frozenset({_D.FLAG, _D.RELEASE}),
        frozenset({_D.TELL, _D.COUNTER}),
        frozenset({_D.COUNTER, _D.RELEASE}),
        frozenset({_D.STOCK, _D.RELEASE}),
        frozenset({_D.HOLD, _D.RELEASE}),
    }
)


def apart(one: Duty, other: Duty, policy: Policy) -> bool:
    """Whether one person may not have both duties on one request."""
    return frozenset({one, other}) in APART_ALWAYS or any({one, other} == set(pair) for pair in policy.duties_apart)


def pairs_apart(policy: Policy) -> frozenset[Pair]:
    """Every pair of duties that one person may not have under a policy.

    Args:
        policy: Which.

    Example:
        >>> from simreplace import ARTICLE, STRICT
        >>> more = pairs_apart(STRICT) - pairs_apart(ARTICLE)
        >>> sorted(sorted(duty.value for duty in pair) for pair in more)
        [['compare', 'review'], ['counter', 'intake'], ['flag', 'review'], ['review', 'tell']]
    """
    return frozenset(frozenset(pair) for pair in combinations(Duty, 2) if apart(*pair, policy))


def duties_of(event: Event, *, overrules: bool, is_machine: bool, to_hold: bool) -> tuple[Duty, ...]:
    """What somebody does by an event; nothing where a machine does it.

    Args:
        event: What happens.
        overrules: Whether a FLAG's "no", or a difference from the operator's record, is set aside by it.
        is_machine: Whether a system or the network does it.
        to_hold: Whether it leads to a hold.
    """
    if is_machine:
        return ()
    if event.by.role in CUSTOMERS:
        return (Duty.CUSTOMER,)
    if overrules:
        return (Duty.OVERRULE,)
    duty = _DUTY_OF.get(type(event))
    if duty is None:
        return ()
    holds = to_hold and isinstance(event, events.FailIdentity)
    return (duty, Duty.HOLD) if holds else (duty,)
