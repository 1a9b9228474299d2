"""The request: an id, a form and a history of steps; only `lifecycle.apply` moves it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import final

import attrs

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode, pointer
from simreplace.lifecycle import events
from simreplace.lifecycle.events import Event
from simreplace.lifecycle.history import Standing, Step, standing_of
from simreplace.lifecycle.seal import SALT_BYTES, seal_of
from simreplace.lifecycle.states import State
from simreplace.people import Applicant, CollectionMethod, Reason, ReplacementForm
from simreplace.rules import Policy
from simreplace.shown import printable
from simreplace.values import (
    Iccid,
    Msisdn,
    hidden,
    instance_of,
    naming_its_fields,
    one_of,
    to_identifier,
    to_moment,
)


def _form_or_none(value: ReplacementForm | None) -> ReplacementForm | None:
    return None if value is None else instance_of(ReplacementForm, value)


def _state(value: State | str) -> State:
    return one_of(State, value)


def _history(value: Iterable[Step]) -> tuple[Step, ...]:
    return tuple(instance_of(Step, step) for step in value)


def _salt(value: bytes) -> bytes:
    if type(value) is not bytes or len(value) < SALT_BYTES:
        raise InvalidValueError((Issue(IssueCode.REQUEST_WEAK_SALT, params=(("limit", SALT_BYTES),)),))
    return value


@printable
@final
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class ReplacementRequest:
    """A request to replace the card that carries a number. Begin one with `open_request`.

    Args:
        id: The host's identifier of the request.
        opened_at: When the draft was begun.
        draft: The form as it is filled in; None once it was sent.
        state: Where the request is; only `lifecycle.apply` moves it.
        history: What happened so far; only `lifecycle.apply` adds to it.
        salt: The host's secret for the seals of this request, deleted with it.

    Raises:
        InvalidValueError: A part cannot be what it says.

    Example:
        >>> from datetime import date
        >>> from simreplace import WIB, Applicant, ReplacementForm
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> open_request(form, id="r-1", now=datetime(2026, 3, 16, 10, 0, tzinfo=WIB), salt=bytes(16)).state
        <State.DRAFT: 'draft'>
    """

    id: str = attrs.field(converter=to_identifier, repr=hidden)
    opened_at: datetime = attrs.field(converter=to_moment)
    draft: ReplacementForm | None = attrs.field(default=None, converter=_form_or_none)
    state: State = attrs.field(default=State.DRAFT, converter=_state)
    history: tuple[Step, ...] = attrs.field(default=(), converter=_history)
    salt: bytes = attrs.field(converter=_salt, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.draft is None and next(_told_forms(self.history), None) is None:
            raise InvalidValueError((Issue(IssueCode.FORM_REQUIRED, "/draft"),))

    @property
    def form(self) -> ReplacementForm:
        """The form as it was told last, or else the draft."""
        told = next(_told_forms(self.history), self.draft)
        assert told is not None, "a request without a form cannot be made"  # noqa: S101 - for the type checkers
        return told

    @property
    def msisdn(self) -> Msisdn:
        """The number whose card is replaced."""
        return self.form.msisdn

    @property
    def reason(self) -> Reason:
        """Why a new card is needed."""
        return self.form.reason

    @property
    def applicant(self) -> Applicant:
        """Whose number it is."""
        return self.form.applicant

    @property
    def collection(self) -> CollectionMethod:
        """How the card is to be fetched, as it was changed last."""
        changed = (
            step.event.method for step in reversed(self.history) if isinstance(step.event, events.ChangeCollection)
        )
        return next(changed, self.form.collection)

    @property
    def outlet(self) -> str | None:
        """The outlet at which the card is to be fetched, as it was changed last; None where none was named."""
        for step in reversed(self.history):
            if isinstance(step.event, events.ChangeCollection) and step.event.outlet is not None:
                return step.event.outlet
        return self.form.outlet

    @property
    def policy(self) -> Policy | None:
        """The policy under which the form was sent; None while it is a draft."""
        return next((step.policy for step in self.history if step.policy is not None), None)

    @property
    def revision(self) -> str:
        """What changes with every step: the last seal, or that of the draft. A host saves only over the one it read."""
        return self.history[-1].seal if self.history else first_seal(self)

    @property
    def card(self) -> Iccid | None:
        """The card that is reserved, shown, in use, or live; None before there is one and after it became void."""
        return standing(self).card

    @property
    def card_is_live(self) -> bool:
        """Whether the network has told that a card of this request is on; after a fraud, the host undoes the swap."""
        return bool(standing(self).live)

    @property
    def updated_at(self) -> datetime:
        """The moment of the last step, or of the beginning."""
        return self.history[-1].at if self.history else self.opened_at


def standing(request: ReplacementRequest) -> Standing:
    """Where the request stands after all that was told."""
    # A history that lost its beginning has no form where somebody looked at one: the next best one stands in for it.
    return standing_of(request.history, draft=request.draft or request.form, opened_at=request.opened_at)


def _told_forms(history: tuple[Step, ...]) -> Iterator[ReplacementForm]:
    """The forms that were told, the last one first."""
    for step in reversed(history):
        if isinstance(step.event, events.Submit | events.ProvideInformation):
            yield step.event.form


def open_request(form: ReplacementForm, *, id: str, now: datetime, salt: bytes) -> ReplacementRequest:  # noqa: A002 - the field's own name
    """A draft that carries a form.

    Args:
        form: What was filled in.
        id: The host's identifier of the request.
        now: The present moment, in a stated zone, from which the draft's deadline runs.
        salt: 16 bytes or more, drawn at random by the host for this request and kept with it.

    Raises:
        InvalidValueError: A part cannot be what it says.

    Example:
        >>> from datetime import date
        >>> from simreplace import WIB, Applicant, ReplacementForm
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> request = open_request(form, id="r-1", now=datetime(2026, 3, 16, 10, 0, tzinfo=WIB), salt=bytes(16))
        >>> request.form == form
        True
    """
    return ReplacementRequest(id=id, opened_at=now, draft=instance_of(ReplacementForm, form), salt=salt)


def next_step(before: str, salt: bytes, event: Event, *, now: datetime, state: State, policy: Policy | None) -> Step:
    """The step that an event makes, sealed over the seal before it."""
    # Everything was read already: to read it once more would take as long as all the gates.
    step = object.__new__(Step)
    put = object.__setattr__
    put(step, "event", event)
    put(step, "at", now)
    put(step, "state", state)
    put(step, "seal", seal_of(before, salt, event, now, state, policy))
    put(step, "policy", policy)
    return step


def after_step(request: ReplacementRequest, step: Step, *, draft: ReplacementForm | None) -> ReplacementRequest:
    """The request with one more step; what it holds was read already."""
    after = object.__new__(ReplacementRequest)
    put = object.__setattr__
    put(after, "id", request.id)
    put(after, "opened_at", request.opened_at)
    put(after, "draft", draft)
    put(after, "state", step.state)
    put(after, "history", (*request.history, step))
    put(after, "salt", request.salt)
    return after


def first_seal(request: ReplacementRequest, *, sent: bool = False) -> str:
    """The seal below all steps: over salt, id and beginning, and over the draft while there is one."""
    bare = seal_of("", request.salt, request.id, request.opened_at)
    return bare if sent or request.draft is None else seal_of(bare, request.salt, request.draft)


def verify(request: ReplacementRequest, *, last_seal: str | None = None) -> tuple[Issue, ...]:
    """Whether the history is the one that was told: a changed, removed, added or reordered step shows.

    Args:
        request: Whose history.
        last_seal: The last seal, where the host keeps it elsewhere: only then does a history that was cut off, or
            sealed anew as a whole, show.

    Example:
        >>> from datetime import date
        >>> from simreplace import WIB, Applicant, ReplacementForm
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> request = open_request(form, id="r-1", now=datetime(2026, 3, 16, 10, 0, tzinfo=WIB), salt=bytes(16))
        >>> verify(request), [issue.code.value for issue in verify(request, last_seal="another")]
        ((), ['history.altered'])
    """
    return tuple(_alterations(request, last_seal))


def _alterations(request: ReplacementRequest, last_seal: str | None) -> Iterator[Issue]:
    before = first_seal(request)
    for place, step in enumerate(request.history):
        before = seal_of(before, request.salt, step.event, step.at, step.state, step.policy)
        if before != step.seal:
            yield Issue(IssueCode.HISTORY_ALTERED, pointer("history", place))
            break
    if request.state is not (request.history[-1].state if request.history else State.DRAFT):
        yield Issue(IssueCode.HISTORY_ALTERED, "/state")
    if last_seal is not None and request.revision != last_seal:
        yield Issue(IssueCode.HISTORY_ALTERED, "/history")
