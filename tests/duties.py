"""How few people each shipped policy takes, and which of them could together give a card to a stranger: by searching.

The stranger has the owner's data and a forged copy of the papers. Honest staff do their duty and are deceived by data and
copies: a comparison agrees, and a reviewer approves what papers alone prove. They do not give what nobody can forge (the
answers to security questions, a photo with the document, the old card in the hand), a counter clerk hands nothing to a
stranger whose face is another, a teller really tells, nobody lifts an objection. A corrupt person does what the matrix
lets one person do. An owner who is awake objects once told, and again after every release.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import timedelta
from enum import Enum
from functools import cache
from itertools import count
from typing import Any, Final

import attrs

from builders import KTP, MONDAY, form
from journey import CARDS, OUTLET, POLICIES, SALT, inspection, moment_for
from simreplace import (
    Actor,
    Duty,
    Paper,
    Policy,
    Reason,
    ReplacementRequest,
    Role,
    State,
    events,
    lifecycle,
    open_request,
)
from simreplace.errors import NoSuchStepError
from simreplace.lifecycle import pairs_apart, standing
from simreplace.lifecycle.duties import _DUTY_OF as DUTY_OF
from simreplace.lifecycle.events import Event
from space import Node, node

FORGEABLE: Final = tuple(
    paper for paper in Paper if paper not in {Paper.SECURITY_ANSWERS, Paper.PHOTO_WITH_DOCUMENT, Paper.OLD_SIM_CARD}
)
"""What data and copies are enough for; the call to the lost number is a telling, and counts as one."""

Corrupt = frozenset[Duty]
Way = tuple[tuple[Event, Duty | None, timedelta], ...]


class By(Enum):
    """Who compares the record, and who tells the owner."""

    PEOPLE = "people compare and tell"
    SYSTEMS = "systems compare and tell"


@attrs.frozen
class Scenario:
    """What the search is about.

    Args:
        policy: Under which policy.
        awake: Whether the owner hears what they are told.
        by: Who compares and tells.
        genuine: Whether the owner asked for the card themselves, and expects to be told.
    """

    policy: Policy
    awake: bool
    by: By
    genuine: bool = False


@attrs.frozen
class Found:
    """A way to a card in a stranger's hands: which duties must be done corruptly, and by which events."""

    duties: Corrupt
    way: Way
    reason: Reason


@attrs.frozen
class _Place:
    request: ReplacementRequest
    corrupt: Corrupt
    knows: bool
    way: Way


@cache
def search(scenario: Scenario) -> tuple[Found, ...]:
    """The least sets of duties that must be done corruptly; none where there is no way at all."""
    found: list[Found] = []
    for reason in (Reason.LOST, Reason.DAMAGED):
        for place in _completed(scenario, reason):
            if not any(other.duties <= place.corrupt for other in found):
                found = [other for other in found if not place.corrupt <= other.duties]
                found.append(Found(place.corrupt, place.way, reason))
    return tuple(sorted(found, key=lambda it: (len(it.duties), sorted(it.duties))))


def _completed(scenario: Scenario, reason: Reason) -> Iterator[_Place]:
    first = _Place(open_request(form(reason=reason), id="request-1", now=MONDAY, salt=SALT), frozenset(), False, ())
    least: dict[tuple[Node, bool], list[Corrupt]] = {}
    waiting = deque([first])
    while waiting:
        place = waiting.popleft()
        if place.request.state is State.COMPLETED:
            yield place
            continue
        for after in _next(place, scenario):
            here = (node(after.request, scenario.policy), after.knows)
            known = least.setdefault(here, [])
            if not any(other <= after.corrupt for other in known):
                known[:] = [other for other in known if not after.corrupt <= other] + [after.corrupt]
                waiting.append(after)


def _next(place: _Place, scenario: Scenario) -> Iterator[_Place]:
    for event, duty, later in _deeds(place.request, scenario):
        after = _told(place, event, duty, later, scenario)
        if after is None:
            continue
        hears = scenario.awake and not scenario.genuine
        told = isinstance(event, events.TellOwner) and duty is None
        knows = place.knows or (hears and told)
        after = attrs.evolve(after, knows=knows)
        if knows and not after.request.state.is_final and (told or isinstance(event, events.Release)):
            objection = events.RaiseObjection(id=_id(), by=Actor(Role.REGISTERED_OWNER, "owner"), reason="not me")
            after = _told(after, objection, None, timedelta(0), scenario)
            assert after is not None, "an objection was refused"
        yield after


_NUMBERS: Final = count()


def _id() -> str:
    return f"event-{next(_NUMBERS)}"


def _told(place: _Place, event: Event, duty: Duty | None, later: timedelta, scenario: Scenario) -> _Place | None:
    now = moment_for(type(event), place.request, scenario.policy) + later
    try:
        decision = lifecycle.decide(place.request, event, now=now, policy=scenario.policy)
    except NoSuchStepError:
        return None
    if decision.request is None:
        return None
    corrupt = place.corrupt if duty is None else place.corrupt | {duty}
    return attrs.evolve(place, request=decision.request, corrupt=corrupt, way=(*place.way, (event, duty, later)))


def _deeds(request: ReplacementRequest, scenario: Scenario) -> Iterator[tuple[Event, Duty | None, timedelta]]:
    """What can be told next: the event, the duty that is done corruptly by it, and how much later."""
    stands, at_once = standing(request), timedelta(0)

    def by(role: Role) -> Any:
        # Everybody does one deed; what one person can do together is the matrix's to say, afterwards.
        named = _id()
        return {"id": named, "by": Actor(role, "system" if role is Role.SYSTEM else f"{role.value}-{named}")}

    customer = Actor(Role.APPLICANT, "customer-1")
    yield events.Submit(id=_id(), by=customer, form=request.form, other_open_request=False), None, at_once
    systems = scenario.by is By.SYSTEMS
    comparer, teller = (Role.SYSTEM, Role.SYSTEM) if systems else (Role.REVIEWER, Role.FRAUD_ANALYST)
    yield (
        events.CompareRecord(**by(comparer), matches=[events.RecordMatch("identity_number", "true")]),
        None,
        at_once,
    )
    tellings = (("old_number", "call", "unreachable", at_once), ("registered_contact", "sms", "delivered", at_once))
    for to, means, outcome, later in tellings:
        told: dict[str, Any] = {"to": to, "means": means, "outcome": outcome}
        yield events.TellOwner(**by(teller), **told), None, later
        if not systems:
            yield events.TellOwner(**by(teller), **told), Duty.TELL, later
    yield events.Approve(**by(Role.REVIEWER), evidence=tuple(Paper) if scenario.genuine else FORGEABLE), None, at_once
    yield events.Approve(**by(Role.REVIEWER), evidence=tuple(Paper)), Duty.REVIEW, at_once
    card = CARDS[len(stands.cards)]
    yield events.MakeReady(**by(Role.COUNTER_CLERK), iccid=card, outlet=OUTLET), None, at_once
    handed_out = events.Collect(**by(Role.COUNTER_CLERK), outlet=OUTLET, visitor=customer, id_seen=KTP)
    yield handed_out, Duty.COUNTER, at_once
    if stands.card is not None:
        told_of = stands.card
        yield events.AcceptCard(id=_id(), by=customer, inspection=inspection(told_of)), None, at_once
        yield events.OrderActivation(**by(Role.SYSTEM), iccid=told_of), None, at_once
        network = Actor(Role.NETWORK, "network")
        yield events.Activate(id=_id(), by=network, iccid=told_of, old_card_deactivated=True), None, at_once
    for role in (Role.FRAUD_ANALYST, Role.SUPERVISOR):
        yield events.Release(**by(role), finding="all is well"), Duty.RELEASE, at_once


# How few people have some duties


def groups(duties: Corrupt, policy: Policy) -> tuple[Corrupt, ...]:
    """These duties among as few people as the matrix lets have them."""
    apart = pairs_apart(policy)

    def divide(left: Sequence[Duty], so_far: tuple[Corrupt, ...]) -> tuple[Corrupt, ...]:
        if not left:
            return so_far
        duty, *rest = left
        ways = [
            (*so_far[:place], group | {duty}, *so_far[place + 1 :])
            for place, group in enumerate(so_far)
            if not any(frozenset({duty, other}) in apart for other in group)
        ]
        return min((divide(rest, way) for way in [*ways, (*so_far, frozenset({duty}))]), key=len)

    return divide(sorted(duties, key=list(Duty).index), ())


def told_by(found: Found, policy: Policy) -> ReplacementRequest:
    """The way again, told by as few corrupt people as there must be, and the request at its end."""
    people = {duty: f"corrupt-{place}" for place, group in enumerate(groups(found.duties, policy)) for duty in group}
    request = open_request(form(reason=found.reason), id="request-1", now=MONDAY, salt=SALT)
    for event, duty, later in found.way:
        told = event if duty is None else attrs.evolve(event, by=Actor(event.by.role, people[duty]))
        now = moment_for(type(event), request, policy) + later
        request = lifecycle.apply(request, told, now=now, policy=policy)
    return request


ORDINARY: Final = frozenset({Duty.INTAKE, Duty.REVIEW, Duty.STOCK, Duty.COUNTER})
"""What people do in an ordinary case that is taken in at an outlet, where systems compare and tell."""


def ordinary(policy: Policy, *more: Duty) -> tuple[Corrupt, ...] | None:
    """Who does what, if as few as possible do all of an ordinary case; None where only machines do some of it."""
    return None if set(more) & set(policy.machines_only) else groups(ORDINARY | set(more), policy)


# The page

_CASES: Final = (
    ("an ordinary case, systems compare and tell", ()),
    ("the same, a person tells", (Duty.TELL,)),
    ("the same, people compare and tell", (Duty.COMPARE, Duty.TELL)),
    ("an ordinary case with a doubt to decide", (Duty.FLAG,)),
    ("an ordinary case with a hold that is lifted", (Duty.HOLD, Duty.RELEASE)),
)


def _table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [head, ["---"] * len(head), *rows])


def _together(duties: Corrupt) -> str:
    return " + ".join(duty.value for duty in sorted(duties, key=list(Duty).index))


def _among(parts: Sequence[Corrupt] | None) -> str:
    if parts is None:
        return "machines only"
    return f"{len(parts)}: " + ", ".join(map(_together, parts))


def _events_of(duty: Duty) -> str:
    told = {kind.__name__: done for kind, done in DUTY_OF.items()}
    named = ", ".join(name for name, done in told.items() if done is duty)
    return (
        named
        or {
            Duty.OVERRULE: 'DecideFlag: a supervisor\'s "yes" to what differs from the record, or against a "no"',
            Duty.CUSTOMER: "whatever applicant, proxy and owner do",
        }[duty]
    )


def matrix(policies: Sequence[Policy]) -> str:
    """Each duty, by which events it is done, and with which others one person may not have it."""

    def rows() -> Iterator[Sequence[str]]:
        for duty in Duty:
            pairs = [{other for other in Duty if frozenset({duty, other}) in pairs_apart(it)} for it in policies]
            everywhere = set.intersection(*pairs)
            more = [pairs[place] - everywhere for place in range(len(policies))]
            yield duty.value, _events_of(duty), _names(everywhere), *(_names(it) or "none" for it in more)

    head = ("Duty", "Done by", "Not together with", *(f"under `{policy.name}` also" for policy in policies))
    return _table(head, rows())


def _names(duties: set[Duty]) -> str:
    if len(duties) == len(Duty) - 1:
        return "every other"
    return ", ".join(duty.value for duty in Duty if duty in duties)


def people(policies: Sequence[Policy]) -> str:
    """How few people each case takes."""
    return _table(
        ("Case", *(f"`{policy.name}`" for policy in policies)),
        ((case, *(_among(ordinary(policy, *more)) for policy in policies)) for case, more in _CASES),
    )


def _answer(scenario: Scenario) -> str:
    if scenario.by is By.PEOPLE and scenario.policy.machines_only:
        return "machines only"
    ways = [_among(groups(found.duties, scenario.policy)) for found in search(scenario)]
    return "; or ".join(ways) or "nobody"


def thieves(policies: Sequence[Policy]) -> str:
    """Who could together give a card to a stranger."""

    def rows() -> Iterator[Sequence[str]]:
        for genuine in (False, True):
            for awake in (False,) if genuine else (False, True):
                for by in By:
                    hears = "The owner asked for it" if genuine else f"A stranger asked, the owner {_AWAKE[awake]}"
                    asked = (Scenario(policy, awake, by, genuine) for policy in policies)
                    yield hears, by.value, *map(_answer, asked)

    return _table(("Whose request", "Who compares and tells", *(f"`{policy.name}`" for policy in policies)), rows())


_AWAKE: Final = {False: "sleeps", True: "is awake"}


def page() -> str:
    """What `docs/reference/duties.md` shows."""
    parts = ["## The matrix", matrix(POLICIES), "## How few people a case takes", people(POLICIES)]
    parts += ["## Who could give a card to a stranger", thieves(POLICIES)]
    return "\n\n".join(parts)
