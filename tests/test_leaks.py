"""Known numbers are planted in every field, and looked for in everything the library says by itself."""

import copy
import json
import logging
import pickle
import pprint
import traceback
from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from builders import MONDAY, letter, paper
from journey import WAY_TO, draft, in_state, next_moment, sample
from planted import PLANTED, SECRETS, leaks, planted_request
from simreplace import (
    ARTICLE,
    Actor,
    Applicant,
    IdentityDocument,
    Nik,
    PersonName,
    ReplacementRequest,
    Role,
    State,
    cards,
    check_applicant,
    check_form,
    estimate_ready_date,
    events,
    explain,
    from_mapping,
    lifecycle,
    problem,
    progress,
    to_mapping,
)
from simreplace.errors import InvalidRecordError, InvalidValueError, NoSuchStepError, RefusedError


def said_of(thing: object) -> Iterator[str]:
    """Everything that Python says of a thing by itself."""
    yield repr(thing)
    yield str(thing)
    yield f"{thing}"
    yield f"{thing!r:>400}"
    yield pprint.pformat(thing)
    yield logging.LogRecord("x", 20, "x", 1, "%s %r", (thing, thing), None).getMessage()


def test_the_net_catches_a_leak() -> None:
    assert leaks("NIK 3174075508950001, 1995-08-15") == ["3174075508950001", "1995-08-15"]


@pytest.mark.parametrize("kind", PLANTED, ids=lambda kind: kind.__name__)
def test_a_value_shows_itself_only_when_revealed(kind: type[Nik]) -> None:
    value = kind.parse(PLANTED[kind])
    assert value.reveal() == PLANTED[kind]
    for text in (*said_of(value), *said_of([value]), *said_of({value: value})):
        assert leaks(text) == []
    assert json.dumps(str(value)).count("*") >= 3


def test_a_request_shows_nothing_whatever_it_is_put_into() -> None:
    request = planted_request()
    for thing in (request, request.applicant, request.applicant.documents, [request], {"request": request}):
        for text in said_of(thing):
            assert leaks(text) == []
    values: list[Applicant | IdentityDocument] = [request.applicant, *request.applicant.documents]
    for value in values:
        assert [found for found in leaks(json.dumps(attrs.asdict(value), default=str)) if "1995" not in found] == []


def test_a_masked_record_shows_nothing() -> None:
    for thing in (planted_request(), planted_request().applicant, letter(), in_state(State.COMPLETED)):
        assert leaks(json.dumps(to_mapping(thing, masked=True))) == []
    assert leaks(json.dumps(to_mapping(planted_request()))) != []


def test_issues_their_words_and_problem_details_show_nothing() -> None:
    report = check_form(planted_request().form, on=MONDAY.date())
    assert report.issues
    for issue in report.issues:
        for language in ("en", "id", "zh"):
            assert leaks(explain(issue, language)) == []
        assert leaks(repr(issue)) == []
    assert leaks(json.dumps(problem(report.issues))) == []
    assert leaks(repr(report)) == []


def typed_wrongly() -> Iterator[dict[str, object]]:
    """Forms in which each secret stands where it does not belong, as a key as well."""
    for secret in SECRETS:
        yield {
            "full_name": secret + "\u200b",
            "born_on": secret,
            "sex": secret,
            "nationality": secret,
            "contact": {"phone": secret, "email": secret, secret: secret},
            "documents": [{"kind": secret, "number": secret}, {"kind": "ktp", "number": secret + "x"}, secret],
            "head_of_family": {"full_name": secret, "nik": secret + "1"},
            secret: secret,
        }
        yield {"documents": secret, "contact": secret, "full_name": [secret]}


@pytest.mark.parametrize("at", range(len(SECRETS) * 2))
def test_a_form_that_is_refused_is_not_repeated(at: int) -> None:
    form = list(typed_wrongly())[at]
    report = check_applicant(form, on=MONDAY.date())
    whole = check_form({"applicant": form, "msisdn": form.get("sex"), "reason": form.get("sex")}, on=MONDAY.date())
    shown = [secret for secret in SECRETS if not secret.isalpha()]  # a lone word may be the name of a field
    for found in (report, whole):
        assert not found.ok
        with pytest.raises(InvalidValueError) as refused:
            found.unwrap()
        for text in (repr(found), str(refused.value), repr(refused.value), explain(found, "id")):
            assert [secret for secret in leaks(text) if secret in shown] == []


@pytest.mark.parametrize("kind", PLANTED, ids=lambda kind: kind.__name__)
def test_an_exception_says_what_is_wrong_and_not_with_what(kind: type[Nik]) -> None:
    with pytest.raises(InvalidValueError) as refused:
        kind.parse(PLANTED[kind] + "\u202e")
    trace = "".join(traceback.format_exception(refused.value, chain=True))
    assert leaks(str(refused.value)) == leaks(repr(refused.value)) == []
    assert [secret for secret in leaks(trace) if secret == PLANTED[kind]] == []
    assert leaks(repr(pickle.dumps(refused.value))) == []


def test_a_record_that_is_refused_is_not_repeated() -> None:
    record = to_mapping(planted_request())
    for key in record:
        if key == "version":
            continue
        for secret in SECRETS:
            with pytest.raises(InvalidRecordError) as refused:
                from_mapping(ReplacementRequest, {**record, key: {secret: [secret]}})
            assert leaks(str(refused.value)) == leaks(repr(refused.value)) == []


@pytest.mark.parametrize("state", WAY_TO, ids=lambda state: state.value)
def test_the_lifecycle_tells_nothing_of_the_person(state: State) -> None:
    request = in_state(state, remarks="rahasia sekali")
    now = next_moment(request)
    seen = progress(request, now=now)
    texts = [repr(seen), explain(seen), repr(request.history), *map(explain, seen.steps)]
    for kind in events.EVENTS:
        try:
            by = Actor(sample(kind, request).by.role, PLANTED[Nik])
            decision = lifecycle.decide(request, attrs.evolve(sample(kind, request), by=by), now=now)
        except (NoSuchStepError, StopIteration, ValueError) as error:
            texts += [str(error), repr(error)]
            continue
        texts += [
            repr(decision),
            explain(decision),
            str(RefusedError(state.value, events.event_name(kind), decision.issues)),
        ]
    for text in texts:
        assert leaks(text) == []


TEXTS = [
    (kind, field.name)
    for kind in events.EVENTS
    for field in attrs.fields(kind)
    if field.type in {str, str | None} and not field.name.startswith("by")
]


@pytest.mark.parametrize(("kind", "field"), TEXTS, ids=lambda it: it if isinstance(it, str) else it.__name__)
def test_a_text_of_an_event_shows_nothing_that_was_written_into_it(kind: type[events.Event], field: str) -> None:
    request = in_state(State.INSPECTING)
    changes: Any = {field: PLANTED[Nik]}
    told = attrs.evolve(sample(kind, request), **changes)
    policy = ARTICLE if kind is events.Submit else None
    step = lifecycle.Step(event=told, at=MONDAY, state=State.ON_HOLD, seal="x", policy=policy)
    for thing in (told, step, attrs.evolve(request, history=(*request.history, step))):
        for text in said_of(thing):
            assert leaks(text) == []
        assert leaks(json.dumps(to_mapping(thing, masked=True))) == []


def test_an_event_shows_nobody_and_no_card() -> None:
    by = Actor(Role.COUNTER_CLERK, PLANTED[Nik])
    common: dict[str, Any] = {"id": "e", "by": by}
    told: list[events.Event] = [
        events.Submit(**common, form=planted_request().form, other_open_request=False),
        events.ProvideInformation(
            **common, form=planted_request().form, answers=[events.Answer("full_name", PLANTED[Nik])]
        ),
        events.MakeReady(**common, iccid=PLANTED[cards.Iccid], outlet="x", eid=PLANTED[cards.Eid]),
        events.ExchangeCard(**common, iccid=PLANTED[cards.Iccid], eid=PLANTED[cards.Eid]),
        events.Collect(
            **common,
            outlet="x",
            visitor=Actor(Role.APPLICANT, PLANTED[Nik]),
            id_seen=planted_request().applicant.documents[2],
            letter=letter(principal=PLANTED[PersonName]),
            proxy_id_seen=paper("ktp", PLANTED[Nik], holder_name=PLANTED[PersonName]),
        ),
        events.AcceptCard(**common, inspection=events.Inspection(iccid=PLANTED[cards.Iccid])),
        *(kind(**common, iccid=PLANTED[cards.Iccid], old_card_deactivated=True) for kind in FACTS),
        events.OrderActivation(**common, iccid=PLANTED[cards.Iccid]),
    ]
    for event in told:
        for text in said_of(event):
            assert leaks(text) == []
        assert leaks(json.dumps(to_mapping(event, masked=True))) == []


FACTS = (events.Activate, events.FailActivation)


def test_an_estimate_has_nothing_to_hide() -> None:
    estimate = estimate_ready_date(MONDAY)
    assert leaks(repr(estimate) + explain(estimate)) == []


def test_a_failing_comparison_in_a_test_shows_nothing() -> None:
    left, right = Nik.parse(PLANTED[Nik]), Nik.parse("3174075508950002")
    with pytest.raises(AssertionError) as failed:
        assert left == right
    assert leaks(str(failed.value)) == []


def test_a_deep_copy_is_as_silent_as_the_original() -> None:
    again = copy.deepcopy(planted_request())
    assert again == planted_request()
    assert leaks(repr(again)) == []


def test_nothing_but_letters_of_the_form_goes_into_a_draft() -> None:
    assert leaks(repr(draft())) == []
