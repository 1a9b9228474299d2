"""What a gate sees: a request, the event that is tried, the moment and the policy, each thing worked out once."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Final, Generic, TypeVar

import attrs

from simreplace.issues import Issue, IssueCode, Severity, pointer
from simreplace.lifecycle import events
from simreplace.lifecycle.events import Event, Match
from simreplace.lifecycle.history import Standing
from simreplace.lifecycle.states import State, TellOutcome
from simreplace.people import CollectionMethod, OwnerContact, OwnerTold, ReplacementForm
from simreplace.rules import ADULT_AGE, Policy, age_on, day_of, form_issues
from simreplace.shown import printable
from simreplace.values import Nik

_OF_A_CHILD: Final = ("birth_date",)

E_co = TypeVar("E_co", bound=Event, covariant=True)


@printable
@attrs.frozen(kw_only=True)
class Case(Generic[E_co]):
    """One event that is tried on one request: several gates need the same of it, and it is worked out once.

    Args:
        standing: Where things stand.
        event: What is tried.
        now: When, by the host's clock.
        policy: How strict: the policy of the step that sent the form, or the one that is asked for before.
    """

    standing: Standing
    event: E_co
    now: datetime
    policy: Policy

    @cached_property
    def day(self) -> date:
        """The local day of the moment, in the zone of the policy's review."""
        return day_of(self.now, self.policy)

    @cached_property
    def instant(self) -> datetime:
        """The moment in UTC, or the latest that was told: by no clock does time go backwards for a window."""
        return self.now.astimezone(UTC)

    @cached_property
    def form(self) -> ReplacementForm:
        """The form that counts: the one that the event tells, or the one that was told last."""
        told = self.event.form if isinstance(self.event, events.Submit | events.ProvideInformation) else None
        form = told or self.standing.form
        assert form is not None, "a request has a form"  # noqa: S101 - for the type checkers
        return form

    @cached_property
    def form_issues(self) -> tuple[Issue, ...]:
        """Everything that the form shows on this day."""
        return form_issues(self.form, on=self.day, policy=self.policy)

    @property
    def form_flags(self) -> tuple[Issue, ...]:
        """The FLAGs of the form."""
        return tuple(issue for issue in self.form_issues if issue.severity is Severity.FLAG)

    @cached_property
    def flags(self) -> tuple[Issue, ...]:
        """The FLAGs that somebody must decide: those of the form, and those of the operator's record."""
        return (*self.form_flags, *self._record_flags())

    def _record_flags(self) -> Iterator[Issue]:
        compared = self.standing.comparisons
        details = dict.fromkeys((*self.wanted, *compared))
        details |= dict.fromkeys(past.detail for past in self.standing.differences)
        for detail in details:
            where = pointer("record", detail)
            if self.standing.differs(detail):
                yield Issue(IssueCode.APPROVE_RECORD_DIFFERS, where, (("detail", detail),))
            elif self.policy.uncompared_is_flag and self.is_uncompared(detail):
                yield Issue(IssueCode.APPROVE_RECORD_UNKNOWN, where, (("detail", detail),))

    @cached_property
    def wanted(self) -> tuple[str, ...]:
        """The details to be compared: those of the policy, and the birth date of a child whom only a household names."""
        # Else a stranger makes a child of the owner, shows the number of their family card, and comes as its head.
        return tuple(
            dict.fromkeys((*self.policy.required_record_matches, *(_OF_A_CHILD if self._names_no_child else ())))
        )

    @property
    def _names_no_child(self) -> bool:
        person = self.form.applicant
        if age_on(person.born_on, self.day) >= ADULT_AGE:
            return False
        made = self.standing.comparisons.get("identity_number")
        shown = person.documents if made is None else person.documents[made.document : made.document + 1]
        return not any(isinstance(paper.number, Nik) for paper in shown)

    def is_uncompared(self, detail: str) -> bool:
        """Whether a detail that is wanted was not compared, or could not be."""
        made = self.standing.comparisons.get(detail)
        return detail in self.wanted and (made is None or made.outcome is Match.NOT_AVAILABLE)

    @property
    def collection(self) -> CollectionMethod:
        """How the card is to be fetched, as it was changed last."""
        return self.standing.collection or self.form.collection

    @property
    def outlet(self) -> str | None:
        """The outlet at which the card is to be fetched, as it was changed last."""
        return self.standing.outlet or self.form.outlet

    @cached_property
    def told_since(self) -> datetime | None:
        """Since when the owner is told as the policy asks; None while they are not."""
        return told_since(self.standing, self.policy)

    @cached_property
    def deadline(self) -> datetime | None:
        """When the present state runs out by itself; None where it does not."""
        until = deadline(self.standing, self.policy)
        return None if until is None else self.local(until)

    @property
    def visit_ends(self) -> datetime | None:
        """When the visit to the counter is over; None where nobody is there."""
        began = self.standing.visit_began
        return None if began is None else self.local(began + self.policy.visit_length)

    def local(self, moment: datetime) -> datetime:
        """A moment by the clock that the policy's review goes by: whoever is told of it reads it off a wall."""
        return moment.astimezone(self.policy.review.zone)


def told_since(standing: Standing, policy: Policy) -> datetime | None:
    """Since when the tellings of the owner suffice, counted from the last Submit, Release or failed activation."""
    counted = standing.told_owner
    if policy.owner_told is OwnerTold.ONCE:
        return next((telling.at for telling in counted if telling.outcome is not TellOutcome.NONE_ON_RECORD), None)
    old = [telling.at for telling in counted if telling.to is OwnerContact.OLD_NUMBER]
    other = [telling for telling in counted if telling.to is OwnerContact.REGISTERED_CONTACT]
    reached = [telling.at for telling in other if telling.outcome is not TellOutcome.NONE_ON_RECORD]
    if old and reached:
        return max(old[0], reached[0])
    again = next((at for at in old if at - old[0] >= policy.tellings_apart), None)
    return max(again, other[0].at) if other and again is not None else None


def deadline(standing: Standing, policy: Policy) -> datetime | None:
    """When the present state ends by itself; None where it does not."""
    spans: dict[State, timedelta] = {
        State.DRAFT: policy.draft_deadline,
        State.INFORMATION_REQUESTED: policy.information_deadline,
        State.READY_FOR_COLLECTION: policy.collection_deadline,
    }
    span = spans.get(standing.state)
    ends = None if span is None else standing.entered_at + span
    if standing.visits >= policy.max_visits and standing.state in {State.APPROVED, State.READY_FOR_COLLECTION}:
        # Nobody can be shown the card any more: it is over at once.
        return standing.entered_at
    return ends
