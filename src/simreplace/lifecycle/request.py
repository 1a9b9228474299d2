"""The request: an id, a form and a history; only `lifecycle.apply` moves it."""

from collections.abc import Iterable
from datetime import datetime

import attrs

from simreplace.lifecycle.events import Event
from simreplace.lifecycle.states import State
from simreplace.people import Applicant, CollectionMethod, Reason, ReplacementForm
from simreplace.values import Msisdn, hidden, instance_of, naming_its_fields, one_of, to_identifier, to_moment


def _form(value: ReplacementForm) -> ReplacementForm:
    return instance_of(ReplacementForm, value)


def _state(value: State | str) -> State:
    return one_of(State, value)


def _moment(value: datetime | None) -> datetime | None:
    return None if value is None else to_moment(value)


def _history(value: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(instance_of(Event, event) for event in value)


@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class ReplacementRequest:
    """A request to replace the card that carries a number.

    Args:
        id: The host's identifier of the request.
        form: What was filled in.
        opened_at: When the draft was begun; a draft without it has no deadline.
        state: Where the request is; only `lifecycle.apply` moves it.
        history: What happened so far; only `lifecycle.apply` adds to it.

    Raises:
        InvalidValueError: A part cannot be what it says.

    Example:
        >>> from datetime import date
        >>> from simreplace import Applicant, ReplacementForm
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> ReplacementRequest(id="r-1", form=form).state
        <State.DRAFT: 'draft'>
    """

    id: str = attrs.field(converter=to_identifier, repr=hidden)
    form: ReplacementForm = attrs.field(converter=_form)
    opened_at: datetime | None = attrs.field(default=None, converter=_moment)
    state: State = attrs.field(default=State.DRAFT, converter=_state)
    history: tuple[Event, ...] = attrs.field(default=(), converter=_history)

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
        """How the card is to be fetched."""
        return self.form.collection


def open_request(form: ReplacementForm, *, id: str, now: datetime) -> ReplacementRequest:  # noqa: A002 - the field's own name
    """A draft that carries a form.

    Args:
        form: What was filled in.
        id: The host's identifier of the request.
        now: The present moment, in a stated zone, from which the draft's deadline runs.

    Raises:
        InvalidValueError: A part cannot be what it says.

    Example:
        >>> from datetime import date
        >>> from simreplace import WIB, Applicant, ReplacementForm
        >>> siti = Applicant(full_name="Siti Aminah", born_on=date(1995, 8, 15), sex="female")  # made up
        >>> form = ReplacementForm(msisdn="0812 3456 7890", reason="lost", applicant=siti)
        >>> open_request(form, id="r-1", now=datetime(2026, 3, 16, 10, 0, tzinfo=WIB)).state
        <State.DRAFT: 'draft'>
    """
    return ReplacementRequest(id=id, form=form, opened_at=now)
