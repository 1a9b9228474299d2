"""Wherever a request stands, everybody is told what to do or to wait for, in every language.

The state space is the one that the laws of the lifecycle walk: a request for every node, under each shipped policy.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product
from typing import Final, get_args

import attrs
import pytest

import pages
from builders import applicant
from journey import draft, next_moment, with_form
from simreplace import (
    CollectionMethod,
    Language,
    Policy,
    Progress,
    Reason,
    ReplacementRequest,
    Role,
    Stage,
    State,
    explain,
    lifecycle,
    next_steps,
    progress,
    required_papers,
)
from simreplace.guidance.steps import Step
from simreplace.rules.papers import Need
from simreplace.words.dates import words
from simreplace.words.places import of_its_form
from space import SMALL, space

pytestmark: Final = pytest.mark.uncounted

LANGUAGES: tuple[Language, ...] = get_args(Language)


@pytest.fixture(params=SMALL, ids=lambda policy: policy.name)
def policy(request: pytest.FixtureRequest) -> Policy:
    given = request.param
    assert isinstance(given, Policy)
    return given


LOOKED_AT: Final = 300


def everywhere(policy: Policy) -> Iterator[ReplacementRequest]:
    """A request for each node, and where it can be fetched one that somebody else will fetch."""
    nodes = tuple(space(policy).found.values())
    # Neighboring nodes differ in counters alone: every so many-th is looked at, and the first that reached each state.
    first = {request.state: request for request in reversed(nodes)}
    for request in (*first.values(), *nodes[:: max(1, len(nodes) // LOOKED_AT)]):
        yield request
        if request.state in {State.READY_FOR_COLLECTION, State.INSPECTING}:
            yield with_form(request, collection="by_proxy")


@attrs.frozen
class Told:
    """What everybody is told of one request."""

    request: ReplacementRequest
    progress: Progress
    steps: dict[Role, tuple[Step, ...]]


@cache
def told(policy: Policy) -> tuple[Told, ...]:
    """What everybody is told everywhere; that it comes about at all says that every question is answered."""
    found: list[Told] = []
    for request in everywhere(policy):
        now = next_moment(request)
        steps = {role: next_steps(request, now=now, role=role, policy=policy) for role in Role}
        found.append(Told(request, progress(request, now=now, policy=policy), steps))
    return tuple(found)


def test_every_state_is_looked_at(policy: Policy) -> None:
    assert {it.request.state for it in told(policy)} == set(State)


def test_the_applicant_always_has_something_to_do_or_to_wait_for(policy: Policy) -> None:
    assert [it.request.state for it in told(policy) if not it.steps[Role.APPLICANT]] == []


def test_a_request_that_has_not_ended_waits_for_somebody_who_can_move_it(policy: Policy) -> None:
    for it in told(policy):
        awaited = it.progress.waiting_for
        assert bool(awaited) is not it.request.state.is_final
        assert it.progress.steps == tuple(step for role in awaited for step in it.steps[role])
        assert {step.who for step in it.progress.steps} == set(awaited)


def test_nobody_is_told_to_do_what_the_table_does_not_let_them(policy: Policy) -> None:
    rows = {(row.source, role, row.event) for row in lifecycle.TRANSITIONS for role in row.roles}
    for it in told(policy):
        for role, steps in it.steps.items():
            assert {step.who for step in steps} <= {role}
            asked = {(it.request.state, role, step.event) for step in steps if step.event is not None}
            assert asked <= rows


def test_no_step_is_told_twice(policy: Policy) -> None:
    for it in told(policy):
        for steps in it.steps.values():
            codes = [step.code for step in steps]
            assert len(codes) == len(set(codes))


def distinct_steps(policy: Policy) -> list[Step]:
    """Every step that reads differently, deadlines aside."""
    found = {
        (step.code, step.who, step.by is None, step.issues): step
        for it in told(policy)
        for steps in it.steps.values()
        for step in steps
    }
    return list(found.values())


def distinct_progress(policy: Policy) -> list[Progress]:
    """Every progress that reads differently, dates aside."""
    found: dict[tuple[object, ...], Progress] = {}
    for it in told(policy):
        there = it.progress
        phase = None if there.clock is None else (there.clock.is_running, there.clock.overdue_by > 0)
        codes = tuple(step.code for step in there.steps)
        found[there.state, there.step, there.waiting_for, phase, there.deadline is None, codes] = there
    return list(found.values())


def assert_in_words(text: str) -> None:
    """There are words, no place in them was left open, and no name of the code stands among them."""
    assert text.strip()
    assert "..." not in text
    assert not re.search(r"[{}]|\b[a-z]+_[a-z_]+\b", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_has_words(language: Language, policy: Policy) -> None:
    for step in distinct_steps(policy):
        assert_in_words(explain(step, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_progress_has_words_and_names_its_state_first(language: Language, policy: Policy) -> None:
    for there in distinct_progress(policy):
        text = explain(there, language)
        assert_in_words(text)
        # By itself a state is of a card as of an eSIM; of a request it is known which.
        assert text.startswith(of_its_form(f"state.{there.state.value}", there.card_form, words(language)))


def test_the_words_of_a_language_are_not_those_of_another(policy: Policy) -> None:
    for thing in (*distinct_steps(policy), *distinct_progress(policy)):
        assert len({explain(thing, language) for language in LANGUAGES}) == len(LANGUAGES)


# The page of the papers, read as a person reads it


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split(" | ")]


ROWS_OF_PAPERS = [cells(line) for line in pages.papers().splitlines()[2:]]


def rows_for(policy: Policy, stage: Stage, who: tuple[str, bool], reason: Reason, method: str) -> list[list[str]]:
    """The rows that speak of this case."""
    nation, child = who
    age = "under 17" if child else "17 or older"
    return [
        row
        for row in ROWS_OF_PAPERS
        if row[0] == f"`{policy.name}`"
        and row[1] in {stage.value, ""}
        and row[2] in {"anybody", f"anybody, {age}", f"a {nation}", f"a {nation}, {age}"}
        and (row[3] == "any" or reason.value in row[3].split(", "))
        and (row[4] == method or (row[4] == "any" and row[1]))
    ]


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("who", [("citizen", False), ("citizen", True), ("foreigner", False), ("foreigner", True)])
def test_the_page_of_the_papers_answers_every_case_once(who: tuple[str, bool], stage: Stage, policy: Policy) -> None:
    english = words("en")
    nationality, born_on = "IDN" if who[0] == "citizen" else "CHN", date(2012 if who[1] else 1995, 8, 15)
    person = applicant(nationality=nationality, born_on=born_on, documents=())
    for reason, method in product(Reason, CollectionMethod):
        found = rows_for(policy, stage, who, reason, method.value.replace("_", " "))
        if not policy.offers(method):
            assert [row[5] for row in found if not row[1]] == ["not offered"]
            continue
        ((*_, required, for_approval, supporting),) = found
        request = draft(applicant=person, reason=reason, collection=method)
        asked = required_papers(request.form, stage=stage, policy=policy, on=date(2026, 9, 7))
        for need, cell in zip(Need, (required, for_approval, supporting), strict=True):
            wanted = [english[f"paper.{it.paper.value}"] for it in asked if it.need is need]
            listed = [item.split(" (")[0] for item in cell.split("; ") if item]
            assert listed == wanted
        kinds = {english[f"document_kind.{kind.value}"] for it in asked for group in it.alternatives for kind in group}
        known = {text for key, text in english.items() if key.startswith("document_kind.")}
        assert {text for text in known if text in required.replace("Digital KTP", "Digital")} <= kinds | {"KTP"}
        assert all(text in required for text in kinds)
