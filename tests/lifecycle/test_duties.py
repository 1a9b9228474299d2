"""The matrix of duties: every pair, in both orders, under each policy, through what people really do."""

from collections.abc import Iterator
from functools import cache
from itertools import combinations, permutations
from typing import Any, Final

import attrs
import pytest

from builders import applicant, paper
from custody import ALWAYS, MORE, pairs
from journey import (
    ANALYST,
    COUNTER,
    INTAKE,
    POLICIES,
    REVIEWER,
    SITI,
    SUPERVISOR,
    draft,
    moment_for,
    next_moment,
    sample,
    tell,
    walk,
)
from simreplace import ARTICLE, STRICT, Actor, IssueCode, Policy, ReplacementRequest, Role, State, events, lifecycle
from simreplace.lifecycle.duties import APART_ALWAYS, apart
from simreplace.lifecycle.events import Event
from simreplace.people import Duty

_D, _R = Duty, Role
evolve: Final[Any] = attrs.evolve  # an event is changed by names that only its own kind has


def by_hand(policy: Policy) -> set[frozenset[Duty]]:
    """The matrix as it was written by hand, and not as the code has it."""
    return {frozenset(map(Duty, pair)) for pair in pairs(ALWAYS) | pairs(MORE[policy.name])}


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_the_matrix_is_the_one_that_was_agreed(policy: Policy) -> None:
    assert lifecycle.pairs_apart(policy) == by_hand(policy)
    assert lifecycle.pairs_apart(ARTICLE) == APART_ALWAYS
    assert all(apart(one, other, policy) is apart(other, one, policy) for one, other in permutations(Duty, 2))
    assert not any(apart(duty, duty, policy) for duty in Duty)


# ---- One long request in which every duty comes before and after every other

Told = tuple[type[Event], dict[str, Any]]
_FLAGS: Final = (
    ("nik.birth_date_differs", "/applicant/documents/0/number"),
    ("nik.sex_differs", "/applicant/documents/0/number"),
    ("nik.serial_0000", "/applicant/documents/0/number"),
)
FORM: Final[dict[str, Any]] = {
    "applicant": applicant(documents=(paper("ktp", "3174071608950000", holder_name="Siti Aminah"),)),
    "outlet": "Outlet Jakarta Selatan",
}


def flag(number: int) -> Told:
    code, pointer = _FLAGS[number]
    return events.DecideFlag, {"code": code, "pointer": pointer}


def compare(detail: str) -> Told:
    return events.CompareRecord, {"matches": [events.RecordMatch(detail, "false")]}


def overrule(detail: str) -> Told:
    return events.DecideFlag, {"code": "approve.record_differs", "pointer": f"/record/{detail}", "by": SUPERVISOR}


def plain(*kinds: type[Event]) -> tuple[Told, ...]:
    return tuple((kind, {}) for kind in kinds)


_HELD: Final = plain(events.Hold, events.Release, events.TellOwner, events.TellOwner)
_ASKED: Final = plain(events.RequestInformation, events.ProvideInformation)
_ELSEWHERE: Final[Told] = (events.ChangeCollection, {"outlet": "Outlet Bandung"})
_BACK: Final[Told] = (events.ChangeCollection, {"outlet": "Outlet Jakarta Selatan"})
WALK: Final[tuple[Told, ...]] = (
    *plain(events.Submit, events.TellOwner),
    *_HELD,
    *(told for number, detail in enumerate(("identity_number", "name", "birth_date"))
      for told in (flag(number), compare(detail), overrule(detail), *_ASKED, *_HELD)),
    *plain(events.TellOwner, events.Approve, events.ChangeCollection, events.MakeReady),
    *plain(events.FailIdentity, events.Collect, events.ReturnCard),
    *_HELD,
    _ELSEWHERE,
    (events.MakeReady, {"outlet": "Outlet Bandung"}),
    (events.Collect, {"outlet": "Outlet Bandung"}),
    *plain(events.ReportFault, events.ExchangeCard, events.ReturnCard),
    *_HELD,
    _BACK,
    *plain(events.MakeReady, events.Collect, events.ReturnCard),
    *_HELD,
    *plain(events.ChangeCollection, events.Collect),
)  # fmt: skip
OFTEN: Final = {
    f"max_{name}": 50
    for name in ("releases", "information_rounds", "collection_changes", "visits", "exchanges", "tellings")
}
SLOTS: Final[dict[type[Event], tuple[tuple[Duty, Role], ...]]] = {
    events.Submit: ((_D.INTAKE, _R.INTAKE_CLERK), (_D.CUSTOMER, _R.APPLICANT)),
    events.ProvideInformation: ((_D.INTAKE, _R.INTAKE_CLERK), (_D.CUSTOMER, _R.APPLICANT)),
    events.ChangeCollection: ((_D.INTAKE, _R.INTAKE_CLERK), (_D.CUSTOMER, _R.APPLICANT)),
    events.CompareRecord: ((_D.COMPARE, _R.REVIEWER),),
    events.TellOwner: ((_D.TELL, _R.FRAUD_ANALYST), (_D.TELL, _R.REVIEWER)),
    events.RequestInformation: ((_D.REVIEW, _R.REVIEWER),),
    events.Approve: ((_D.REVIEW, _R.REVIEWER),),
    events.MakeReady: ((_D.STOCK, _R.COUNTER_CLERK),),
    events.Collect: ((_D.COUNTER, _R.COUNTER_CLERK), (_D.CUSTOMER, _R.APPLICANT)),
    events.FailIdentity: ((_D.COUNTER, _R.COUNTER_CLERK),),
    events.ReportFault: ((_D.COUNTER, _R.COUNTER_CLERK),),
    events.ExchangeCard: ((_D.COUNTER, _R.COUNTER_CLERK),),
    events.ReturnCard: ((_D.COUNTER, _R.COUNTER_CLERK),),
    events.Hold: ((_D.HOLD, _R.SUPERVISOR), (_D.HOLD, _R.INTAKE_CLERK)),
    events.Release: ((_D.RELEASE, _R.FRAUD_ANALYST),),
}
X: Final = "staff-77"


def slots_of(told: Told) -> tuple[tuple[Duty, Role], ...]:
    kind, changes = told
    if kind is events.DecideFlag:
        return (
            ((_D.OVERRULE, _R.SUPERVISOR),)
            if "by" in changes
            else ((_D.FLAG, _R.FRAUD_ANALYST), (_D.FLAG, _R.REVIEWER))
        )
    return SLOTS[kind]


def often(policy: Policy) -> Policy:
    lenient: Policy = evolve(policy, **OFTEN)
    return lenient


def step(request: ReplacementRequest, told: Told, place: int, who: tuple[Duty, Role] | None) -> Event:
    kind, changes = told
    event = sample(kind, request)
    everybody = event.by.role in {_R.SYSTEM, _R.NETWORK}
    by = event.by if everybody else Actor(event.by.role, f"person-{place}")
    changes = {"by": by, **changes}
    if kind is events.DecideFlag:
        changes["by"] = Actor(changes["by"].role if "by" in told[1] else _R.FRAUD_ANALYST, f"person-{place}")
    if kind is events.Collect:
        changes["visitor"] = Actor(_R.APPLICANT, f"visitor-{place}")
        changes["id_seen"] = FORM["applicant"].documents[0]
    if kind in {events.AcceptCard, events.ReportFault} and (who is None or who[0] is _D.CUSTOMER):
        changes["by"] = Actor(_R.COUNTER_CLERK, f"person-{place}")
    if who is not None:
        duty, role = who
        is_visitor = kind is events.Collect and duty is _D.CUSTOMER
        changes["visitor" if is_visitor else "by"] = Actor(role, X)
    done: Event = evolve(event, **changes)
    return done


def first_orders(policy: Policy) -> Iterator[tuple[Duty, Duty, int, int, tuple[Duty, Role], tuple[Duty, Role]]]:
    """For each ordered pair of duties the first place at which one comes after the other."""
    seen: set[tuple[Duty, Duty]] = set()
    for later, told in enumerate(WALK):
        for second in slots_of(told):
            for earlier in range(later):
                for first in slots_of(WALK[earlier]):
                    pair = first[0], second[0]
                    machines = set(policy.machines_only) & set(pair)
                    if pair[0] is not pair[1] and pair not in seen and not machines:
                        seen.add(pair)
                        yield *pair, earlier, later, first, second


ORDERS: Final = [
    pytest.param(policy, *order, id=f"{policy.name}-{order[0]}-{order[1]}")
    for policy in POLICIES
    for order in first_orders(policy)
]


@cache
def until(policy: Policy, place: int) -> ReplacementRequest:
    """The long request before a place, everything done by somebody else."""
    if place == 0:
        return draft(**FORM)
    request = until(policy, place - 1)
    event = step(request, WALK[place - 1], place - 1, None)
    return tell(request, event, policy)


@pytest.mark.uncounted
@pytest.mark.parametrize(("policy", "one", "other", "earlier", "later", "first", "second"), ORDERS)
def test_a_pair_of_duties_is_one_persons_or_is_not(
    policy: Policy,
    one: Duty,
    other: Duty,
    earlier: int,
    later: int,
    first: tuple[Duty, Role],
    second: tuple[Duty, Role],
) -> None:
    used = often(policy)
    request = until(used, earlier)
    request = tell(request, step(request, WALK[earlier], earlier, first), used)
    for place in range(earlier + 1, later):
        request = tell(request, step(request, WALK[place], place, None), used)
    event = step(request, WALK[later], later, second)
    decided = lifecycle.decide(request, event, now=moment_for(type(event), request, used), policy=used)
    told = [(issue.code, issue.pointer, issue.params) for issue in decided.errors]
    where = "/event/visitor" if isinstance(event, events.Collect) and other is _D.CUSTOMER else "/event/by"
    wanted = [(IssueCode.DUTY_SAME_PERSON, where, (("duty", other.value), ("other", one.value)))]
    spared = isinstance(event, events.Hold)
    assert told == (wanted if frozenset({one, other}) in by_hand(policy) and not spared else [])


def test_every_pair_that_can_come_in_this_order_was_tried() -> None:
    # What was approved is reviewed no more: nobody compares or decides after somebody handed out.
    never = {(one, other) for one in (_D.STOCK, _D.COUNTER) for other in (_D.COMPARE, _D.FLAG, _D.OVERRULE, _D.REVIEW)}
    for policy in POLICIES:
        possible = set(permutations([duty for duty in Duty if duty not in policy.machines_only], 2)) - never
        assert {order[:2] for order in first_orders(policy)} == possible


@pytest.mark.parametrize(
    ("kind", "duty"), [(events.CompareRecord, "compare"), (events.TellOwner, "tell")], ids=["compare", "tell"]
)
def test_under_the_strict_policy_machines_compare_and_tell(kind: type[Event], duty: str) -> None:
    request = walk(draft(), events.Submit, policy=STRICT)
    by_a_person = evolve(sample(kind, request), by=REVIEWER)
    decided = lifecycle.decide(request, by_a_person, now=next_moment(request))
    assert [(issue.code, issue.pointer, issue.params) for issue in decided.errors] == [
        (IssueCode.DUTY_MACHINES_ONLY, "/event/by", (("duty", duty),))
    ]


def test_nobody_hands_a_card_to_themselves() -> None:
    request = walk(draft(), events.Submit, events.CompareRecord, events.TellOwner, events.Approve, events.MakeReady)
    own = evolve(sample(events.Collect, request), visitor=Actor(Role.APPLICANT, COUNTER.id))
    decided = lifecycle.decide(request, own, now=next_moment(request))
    same = (IssueCode.DUTY_SAME_PERSON, "/event/visitor")
    assert [(issue.code, issue.pointer) for issue in decided.errors] == [same, same]
    fresh = evolve(own, by=Actor(Role.COUNTER_CLERK, "staff-8"), visitor=Actor(Role.APPLICANT, "staff-8"))
    decided = lifecycle.decide(request, fresh, now=next_moment(request))
    assert [(issue.code, issue.pointer, issue.params) for issue in decided.errors] == [
        (*same, (("duty", "customer"), ("other", "counter")))
    ]


SPELLINGS: Final = ("STAFF-1", "Staff-1", "sTaFf-1")


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_one_person_has_one_name_whatever_the_capitals(spelling: str) -> None:
    request = walk(draft(), events.Submit, events.CompareRecord, events.TellOwner, events.Approve)
    stock = evolve(sample(events.MakeReady, request), by=Actor(Role.COUNTER_CLERK, spelling))
    decided = lifecycle.decide(request, stock, now=next_moment(request))
    assert [issue.code for issue in decided.errors] == [IssueCode.DUTY_SAME_PERSON]


@pytest.mark.parametrize("held", [(events.Hold,), (events.Hold, events.RaiseObjection), (events.RaiseObjection,)])
def test_whoever_had_a_part_in_a_hold_does_not_lift_it(held: tuple[type[Event], ...]) -> None:
    """Also who only added to it: a hold in a hold counts its author, and so does an objection taken at the desk."""
    request = walk(draft(), events.Submit, events.CompareRecord)
    for kind in held:
        request = tell(request, evolve(sample(kind, request), by=Actor(Role.REVIEWER, "staff-20")))
    request = tell(request, evolve(sample(events.Hold, request), by=Actor(Role.SUPERVISOR, "staff-21")))
    for author in ("staff-20", "staff-21"):
        lifted = evolve(sample(events.Release, request), by=Actor(sample(events.Release, request).by.role, author))
        decided = lifecycle.decide(request, lifted, now=next_moment(request))
        assert [(issue.code, issue.params) for issue in decided.errors] == [
            (IssueCode.DUTY_SAME_PERSON, (("duty", "release"), ("other", "hold")))
        ]
    assert walk(request, events.Release).state is State.IN_REVIEW


def test_a_look_that_led_to_a_hold_is_a_part_in_it() -> None:
    ready = walk(draft(), events.Submit, events.CompareRecord, events.TellOwner, events.Approve, events.MakeReady)
    request = walk(ready, *[events.FailIdentity] * 3)
    lifted = evolve(sample(events.Release, request), by=Actor(Role.FRAUD_ANALYST, COUNTER.id))
    decided = lifecycle.decide(request, lifted, now=next_moment(request))
    assert {issue.params for issue in decided.errors} == {
        (("duty", "release"), ("other", other)) for other in ("counter", "hold", "stock")
    }


def test_how_few_people_an_ordinary_case_takes() -> None:
    """Two: one takes in, stocks and hands out; the other tells, decides and approves; a system compares."""
    request = draft(channel="outlet")
    one, two = "staff-50", "staff-51"
    for kind in (
        events.Submit,
        events.CompareRecord,
        events.TellOwner,
        events.Approve,
        events.MakeReady,
        events.Collect,
    ):
        event = sample(kind, request)
        names = {
            events.Submit: (Role.INTAKE_CLERK, one),
            events.TellOwner: (Role.REVIEWER, two),
            events.Approve: (Role.REVIEWER, two),
        }
        names |= {events.MakeReady: (Role.COUNTER_CLERK, one), events.Collect: (Role.COUNTER_CLERK, one)}
        request = tell(request, evolve(event, by=Actor(*names[kind])) if kind in names else event)
    assert walk(request, events.AcceptCard, events.OrderActivation, events.Activate).state is State.COMPLETED


def test_the_people_of_the_tests_are_apart() -> None:
    people = {actor.id for actor in (INTAKE, REVIEWER, COUNTER, ANALYST, SUPERVISOR, SITI)}
    assert len(people) == len(list(combinations(people, 1))) == 6
