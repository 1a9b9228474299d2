"""What a gate sees: a request, the event that is tried, the moment and the policy, each thing worked out once."""

from datetime import date, datetime
from functools import cached_property
from typing import Generic, TypeVar

import attrs

from simreplace.issues import Issue, Severity
from simreplace.lifecycle import history
from simreplace.lifecycle.events import Event
from simreplace.lifecycle.request import ReplacementRequest
from simreplace.rules import Policy, day_of, form_issues

E_co = TypeVar("E_co", bound=Event, covariant=True)


@attrs.frozen(kw_only=True)
class Case(Generic[E_co]):
    """One event that is tried on one request: several gates need the same of it, and it is worked out once.

    Args:
        request: Where things stand.
        event: What is tried.
        now: When.
        policy: How strict.
    """

    request: ReplacementRequest
    event: E_co
    now: datetime
    policy: Policy

    @cached_property
    def day(self) -> date:
        """The local day of the moment, in the zone of the policy's review."""
        return day_of(self.now, self.policy)

    @cached_property
    def form_issues(self) -> tuple[Issue, ...]:
        """Everything that the form shows on this day."""
        return form_issues(self.request.form, on=self.day, policy=self.policy)

    @cached_property
    def flags(self) -> tuple[Issue, ...]:
        """The FLAGs among them."""
        return tuple(issue for issue in self.form_issues if issue.severity is Severity.FLAG)

    @cached_property
    def submitters(self) -> frozenset[str]:
        """Those who sent the form or added to it."""
        return history.submitters(self.request)

    @cached_property
    def reviewers(self) -> frozenset[str]:
        """Those who reviewed."""
        return history.reviewers(self.request)

    @cached_property
    def counter_clerks(self) -> frozenset[str]:
        """Those who put a card on the counter."""
        return history.counter_clerks(self.request)

    @cached_property
    def releasers(self) -> frozenset[str]:
        """Those who lifted a hold."""
        return history.releasers(self.request)
