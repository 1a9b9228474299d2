"""What a request's history says: who did what, how often, which card lies where, since when.

The steps are gone through once, in order, and each adds to a `Standing`; so whoever goes along a history step by step
needs no longer for a step than for the step before.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final, cast, final

import attrs

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.lifecycle import events
from simreplace.lifecycle.duties import MACHINES, duties_of
from simreplace.lifecycle.events import Event, Match, TellMeans, TellOutcome
from simreplace.lifecycle.sameness import as_read, is_card, same_card, same_place, value_at, without_places
from simreplace.lifecycle.states import State
from simreplace.people import (
    Actor,
    CollectionMethod,
    Duty,
    OwnerContact,
    Paper,
    ReplacementForm,
    Role,
)
from simreplace.rules import Policy
from simreplace.shown import printable
from simreplace.values import (
    Iccid,
    NameMatch,
    as_compared,
    instance_of,
    naming_its_fields,
    one_of,
    plain_text,
    to_moment,
)

_VOIDING: Final = frozenset({State.INSPECTING, State.EXCHANGING, State.ACCEPTED, State.ACTIVATING})
"""A hold that came from one of these ends with the card void: it lay open, or was in somebody's hands."""


def _policy_or_none(value: Policy | None) -> Policy | None:
    return None if value is None else instance_of(Policy, value)


def _event(value: Event) -> Event:
    # A kind of its own has no row, no name and no seal that anybody could read again.
    if type(value) not in events.EVENTS:
        raise InvalidValueError((Issue(IssueCode.FORM_TYPE),))
    return value


def _state(value: State | str) -> State:
    return one_of(State, value)


@printable
@final
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class Step:
    """What happened, when, and where it led; made by `lifecycle.apply` alone.

    Args:
        event: What happened, and who did it.
        at: When, by the host's clock.
        state: Where it led.
        seal: The digest over the seal before it and all the above.
        policy: For `Submit`, the policy by which this and every later step is judged; None for all others.

    Example:
        >>> from simreplace import lifecycle
        >>> [field.name for field in attrs.fields(lifecycle.Step)]
        ['event', 'at', 'state', 'seal', 'policy']
    """

    event: Event = attrs.field(converter=_event)
    at: datetime = attrs.field(converter=to_moment)
    state: State = attrs.field(converter=_state)
    seal: str = attrs.field(converter=plain_text, repr=False)
    policy: Policy | None = attrs.field(default=None, converter=_policy_or_none, repr=False)

    def __attrs_post_init__(self) -> None:
        # A step that brought a policy of its own would judge all that follows by it.
        if (self.policy is not None) is not isinstance(self.event, events.Submit):
            raise InvalidValueError((Issue(IssueCode.FORM_TYPE, "/policy"),))


@printable
@attrs.frozen
class Comparison:
    """One detail that was compared with the operator's record, and the form in which it stood."""

    detail: str
    outcome: Match
    document: int
    form: ReplacementForm


@printable
@attrs.frozen
class FlagDecision:
    """What somebody decided of a FLAG, and the form in which it stood."""

    code: IssueCode
    pointer: str = attrs.field(repr=False)
    accepted: bool
    by: str = attrs.field(repr=False)
    form: ReplacementForm


@printable
@attrs.frozen
class Telling:
    """One attempt to tell the owner, at the latest moment that was told so far."""

    to: OwnerContact
    means: TellMeans
    outcome: TellOutcome
    at: datetime


@printable
@attrs.define(kw_only=True)
class Standing:
    """Where things stand after some steps. It grows with each step and is never handed out; a crash report may print it."""

    form: ReplacementForm | None
    entered_at: datetime
    latest: datetime
    state: State = State.DRAFT
    policy: Policy | None = None
    told: dict[str, Event] = attrs.field(factory=dict[str, Event], repr=False)
    duties: dict[str, set[Duty]] = attrs.field(factory=dict[str, set[Duty]], repr=False)
    people: set[str] = attrs.field(factory=set[str], repr=False)
    rounds: int = 0
    visits: int = 0
    exchanges: int = 0
    releases: int = 0
    tellings: int = 0
    changes: int = 0
    looks: int = 0
    asked: tuple[str, ...] = ()
    comparisons: dict[str, Comparison] = attrs.field(factory=dict[str, Comparison])
    differences: list[Comparison] = attrs.field(factory=list[Comparison])
    decisions: list[FlagDecision] = attrs.field(factory=list[FlagDecision])
    told_owner: list[Telling] = attrs.field(factory=list[Telling])
    lost_number_called: bool = False
    papers: list[Paper] = attrs.field(factory=list[Paper])
    collection: CollectionMethod | None = None
    outlet: str | None = attrs.field(default=None, repr=False)
    old_cards: set[Iccid] = attrs.field(factory=set[Iccid])
    cards: list[Iccid] = attrs.field(factory=list[Iccid])
    card: Iccid | None = None
    card_outlet: str = attrs.field(default="", repr=False)
    ordered: Iccid | None = None
    live: dict[str, Iccid] = attrs.field(factory=dict[str, Iccid], repr=False)
    old_card_off: bool = False
    visit: events.Collect | None = None
    visit_began: datetime | None = None
    origin: State | None = None
    objected: bool = False

    def tell(self, step: Step) -> None:
        """Add one step."""
        event, before = step.event, self.state
        self.policy = step.policy or self.policy
        self.told[event.id] = event
        self._count_people(event, to_hold=step.state is State.ON_HOLD)
        self.latest = max(self.latest, step.at.astimezone(UTC))
        if step.state is not before:
            self.entered_at = step.at.astimezone(UTC)
        if step.state is State.ON_HOLD and before is not State.ON_HOLD:
            self.origin, self.objected = before, False
        self._take_in(event)
        self._of_the_card(event, before)
        self.state = step.state
        if step.state.is_final and step.state is not State.COMPLETED:
            self.card = None

    def is_machine(self, actor: Actor) -> bool:
        """Whether a system or the network acts, under an identifier that the policy knows and no person has used."""
        machines = () if self.policy is None else self.policy.machines
        return actor.role in MACHINES and actor.id in machines and actor.id not in self.people

    def overrules(self, event: Event) -> bool:
        """Whether an event sets aside a difference from the operator's record, or somebody's "no"."""
        if not (isinstance(event, events.DecideFlag) and event.accepted and event.by.role is Role.SUPERVISOR):
            return False
        return event.code is IssueCode.APPROVE_RECORD_DIFFERS or any(
            not decided.accepted for decided in self.decided(event.code, event.pointer)
        )

    def decided(self, code: IssueCode, pointer: str) -> list[FlagDecision]:
        """The decisions of a FLAG that still stand: of a "yes" everything around is unchanged, of a "no" the matter."""
        return [past for past in self.decisions if past.code is code and _still_stands(past, pointer, self.form)]

    def differs(self, detail: str) -> bool:
        """Whether a detail differed from the operator's record, and what was compared is unchanged since."""
        return self.difference(detail) is not None

    def difference(self, detail: str) -> Comparison | None:
        """The last comparison by which it differed, where what was compared is unchanged since."""
        standing = (past for past in reversed(self.differences) if past.detail == detail)
        return next((past for past in standing if _same_value(past, self.form)), None)

    def _count_people(self, event: Event, *, to_hold: bool) -> None:
        machine = self.is_machine(event.by)
        if event.by.role not in MACHINES:
            self.people.add(event.by.id)
        done = duties_of(event, overrules=self.overrules(event), is_machine=machine, to_hold=to_hold)
        self.duties.setdefault(event.by.id, set()).update(done)
        if isinstance(event, events.Collect):
            self.people.add(event.visitor.id)
            self.duties.setdefault(event.visitor.id, set()).add(Duty.CUSTOMER)

    def _take_in(self, event: Event) -> None:
        match event:
            case events.Submit() | events.ProvideInformation():
                self.form = event.form
                self.old_cards.update(old for old in (event.form.old_iccid,) if old is not None)
                self.comparisons = {}
                if isinstance(event, events.Submit):
                    self.told_owner, self.lost_number_called = [], False
                else:
                    self.papers += [Paper(answer.item) for answer in event.answers if answer.item in _PAPERS]
            case events.RequestInformation():
                self.rounds += 1
                self.asked = event.items
            case events.CompareRecord():
                self._compare(event)
            case events.DecideFlag():
                assert self.form is not None  # noqa: S101 - nothing is decided of a form before it is sent
                decided = FlagDecision(event.code, event.pointer, event.accepted, event.by.id, self.form)
                self.decisions.append(decided)
            case events.TellOwner():
                self.tellings += 1
                self.told_owner.append(Telling(event.to, event.means, event.outcome, self.latest))
                called = event.to is OwnerContact.OLD_NUMBER and event.means is TellMeans.CALL
                self.lost_number_called = self.lost_number_called or called
            case events.Approve():
                self.papers += event.evidence
            case events.ChangeCollection():
                self.changes += 1
                self.collection, self.outlet = event.method, event.outlet or self.outlet
            case events.RaiseObjection():
                self.objected = True
            case _:
                pass

    def _compare(self, event: events.CompareRecord) -> None:
        assert self.form is not None  # noqa: S101 - nothing is compared of a form before it is sent
        for match in event.matches:
            made = Comparison(match.detail, match.outcome, event.document, self.form)
            self.comparisons[match.detail] = made
            if match.outcome is Match.FALSE:
                self.differences.append(made)

    def _of_the_card(self, event: Event, before: State) -> None:
        match event:
            case events.MakeReady() | events.ExchangeCard():
                self.card = event.iccid
                self.cards.append(event.iccid)
                self.ordered = None
                if isinstance(event, events.MakeReady):
                    self.card_outlet = event.outlet
                else:
                    self.exchanges += 1
            case events.ChangeCollection():
                moved = event.outlet is not None and not same_place(event.outlet, self.card_outlet)
                if moved:
                    self.card = None
            case events.Collect():
                self.visits += 1
                # Not at the latest moment told: one clock that once ran ahead would keep every later visit open.
                self.visit, self.visit_began = event, self.entered_at
            case events.FailIdentity():
                self.looks += 1
            case events.ReportFault():
                self.card = None
            case events.ReturnCard():
                self.card = self.card if before is State.INSPECTING else None
            case events.Release():
                self.releases += 1
                self.looks, self.told_owner = 0, []
                if self.origin in _VOIDING and not self.live:
                    self.card = None
            case _:
                self._of_the_network(event)

    def _of_the_network(self, event: Event) -> None:
        match event:
            case events.OrderActivation():
                self.ordered = event.iccid
            case events.Activate():
                self._turn_off(event.iccid)
                self.live[event.iccid.reveal()] = event.iccid
                # Whoever only says to be the network can alarm, but can neither complete a request nor end an alarm.
                self.old_card_off = event.old_card_deactivated and self.is_machine(event.by)
            case events.FailActivation():
                if self.is_machine(event.by):
                    self._turn_off(event.iccid)
                    # A late word on another card says nothing about what this one left behind.
                    if is_card(event.iccid, self.card):
                        self.old_card_off = event.old_card_deactivated
                if same_card(event.iccid, self.card):
                    self.card, self.told_owner = None, []
            case _:
                pass

    def _turn_off(self, iccid: Iccid) -> None:
        """The card is no longer live, whichever print of it was told; looked up, for the network may tell of many."""
        digits = iccid.reveal()
        for printed in (digits, digits[:-1], *(digits + last for last in "0123456789")):
            self.live.pop(printed, None)


_PAPERS: Final = frozenset(Paper)


def standing_of(steps: Iterable[Step], *, draft: ReplacementForm | None, opened_at: datetime) -> Standing:
    """Where things stand after these steps."""
    began = opened_at.astimezone(UTC)
    standing = Standing(form=draft, entered_at=began, latest=began)
    for step in steps:
        standing.tell(step)
    return standing


def last_of(steps: Iterable[Step], *kinds: type[Event]) -> Step | None:
    """The last step at which any of these happened."""
    return next((step for step in reversed(tuple(steps)) if isinstance(step.event, kinds)), None)


# ---- What a comparison or a decision was about


def _numbers_of(form: ReplacementForm) -> set[str]:
    """The numbers as they read: the same one under another kind of paper is still the same one."""
    return {as_compared(held.number) for held in form.applicant.documents}


def _same_value(past: Comparison, form: ReplacementForm | None) -> bool:
    """Whether what was compared is unchanged. Of a detail of the host's own nobody can say that it has changed."""
    if form is None or past.form is form:
        return True
    then, now = past.form.applicant, form.applicant
    match past.detail:
        case "identity_number":
            documents = then.documents[past.document : past.document + 1]
            return not documents or as_compared(documents[0].number) in _numbers_of(form)
        case "name":
            return then.full_name.compare(now.full_name) is NameMatch.SAME
        case "birth_date":
            return then.born_on == now.born_on
        case _:
            return True


def _still_stands(past: FlagDecision, pointer: str, form: ReplacementForm | None) -> bool:
    """Whether a decision is still about this: a "yes" is lost by any change around it, a "no" by none but its matter's."""
    # Else whoever was refused would send the form again with two papers exchanged, or with a name in capitals.
    if past.form is form or form is None:
        return past.pointer == pointer
    if past.accepted:
        return past.pointer == pointer and _around(past.form, pointer) == _around(form, pointer)
    if without_places(past.pointer) != without_places(pointer):
        return False
    then, now = _matter(past.form, past.pointer), _matter(form, pointer)
    return bool(then & now) or then == now


def _around(form: ReplacementForm, pointer: str) -> tuple[object, ...]:
    """What a "yes" had before its eyes: who the person is, their papers, their head of family, and the value itself."""
    person = form.applicant
    core = person.full_name, person.born_on, person.sex, person.nationality
    return *core, person.documents, person.head_of_family, value_at(form, pointer)


def _matter(form: ReplacementForm, pointer: str) -> frozenset[object]:
    """What a "no" was about, wherever it stands: some of several numbers or papers are enough to know it again."""
    person = form.applicant
    match pointer:
        case "/record/identity_number":
            return frozenset(_numbers_of(form))
        case "/record/name":
            return frozenset({as_read(person.full_name)})
        case "/record/birth_date":
            return frozenset({person.born_on})
        case _ if pointer.startswith("/record/"):
            return frozenset()
        case _:
            value = value_at(form, pointer)
            parts = cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,)
            return frozenset(as_read(part) for part in parts)
