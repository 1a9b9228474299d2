"""How cost grows: the same work at several sizes, so that what is linear or constant shows as such."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

import journey
from benchmarks import form_model
from benchmarks.rows import SUBMITTED, Work
from simreplace import (
    PersonName,
    ReplacementRequest,
    ReviewPolicy,
    State,
    check_form,
    estimate_ready_date,
    events,
    explain,
    indonesian_calendar,
    lifecycle,
    records,
)
from simreplace.lifecycle import replay

ON: Final = form_model.MOMENT.date()


class Growth(NamedTuple):
    """One work at several sizes.

    Attributes:
        name: What is done.
        unit: What there is more and more of.
        sizes: How much.
        made: Makes the work of a size.
    """

    name: str
    unit: str
    sizes: tuple[int, ...]
    made: Callable[[int], Work]


@cache
def long_request(steps: int) -> ReplacementRequest:
    """A request whose history has so many steps, most of them holds."""
    request = journey.in_state(State.ON_HOLD)
    while len(request.history) < steps:
        request = journey.tell(request, journey.sample(events.Hold, request))
    return request


def _decide(steps: int) -> Work:
    request = long_request(steps)
    event, now = journey.sample(events.Hold, request), journey.next_moment(request)
    return lambda: lifecycle.decide(request, event, now=now)


def _replay(steps: int) -> Work:
    return lambda: replay(long_request(steps))


def _from_mapping(steps: int) -> Work:
    stored = records.to_mapping(long_request(steps))
    return lambda: records.from_mapping(ReplacementRequest, stored)


def _documents(count: int) -> Work:
    form: dict[str, Any] = form_model.copied()
    form["applicant"]["documents"] = [{"kind": "driving_license", "number": f"A-{at}"} for at in range(count)]
    return lambda: check_form(form, on=ON)


def _mistakes(count: int) -> Work:
    form: dict[str, Any] = form_model.copied()
    form["applicant"]["documents"] = [{"kind": "ktp", "number": "31740755"} for _ in range(count)]
    return lambda: [explain(issue) for issue in check_form(form, on=ON).issues]


def _window(days: int) -> Work:
    policy, calendar = ReviewPolicy(max_days=days), indonesian_calendar(2026, 2028)
    return lambda: estimate_ready_date(SUBMITTED, policy=policy, calendar=calendar).latest


def _span(years: int) -> Work:
    calendar = indonesian_calendar(2026, 2025 + years)
    return lambda: calendar.is_business_day(date(2026, 6, 1))


def _name(words: int) -> Work:
    one = PersonName.parse(" ".join(["Siti", "Aminah", "Nur", "Hayati"] * words)[:140].strip())
    other = PersonName.parse(" ".join(reversed(one.reveal().split())))
    return lambda: one.compare(other)


GROWTHS: Final = (
    Growth("decide", "steps of history", (10, 100, 1000), _decide),
    Growth("replay", "steps of history", (10, 100, 1000), _replay),
    Growth("from_mapping", "steps of history", (10, 100, 1000), _from_mapping),
    Growth("check_form", "documents", (1, 10, 50), _documents),
    Growth("check_form and explain", "mistakes", (1, 10, 50), _mistakes),
    Growth("estimate_ready_date", "days of the window", (3, 30, 300), _window),
    Growth("is_business_day", "years of the calendar", (1, 10, 24), _span),
    Growth("PersonName.compare", "four words of a name", (1, 3, 7), _name),
)
