"""What is worked out and not stored, as data: all that is public of it, with a schema, and nobody in it when masked.

Everybody and every number here is made up.
"""

import inspect
import json
from datetime import date, timedelta
from typing import Any, Final

import attrs
import pytest
from jsonschema import Draft202012Validator

from builders import MONDAY, applicant
from builders import form as filled_in
from journey import draft, in_state, next_moment, sample, tell
from planted import leaks
from simreplace import (
    STRICT,
    Applicant,
    Circumstances,
    IdentityDocument,
    Msisdn,
    Nik,
    Report,
    Role,
    Stage,
    State,
    check_form,
    events,
    from_mapping,
    lifecycle,
    next_steps,
    operators,
    personal_paths,
    plan,
    progress,
    record_schema,
    recovery,
    required_papers,
    safeguards,
    sim_change_signal,
    status_changes,
    suggest,
    to_mapping,
    triage,
)
from simreplace.records.mapping import _converter
from simreplace.records.results import RESULTS
from simreplace.records.schema import RECORDS
from simreplace.values import Masked

READY: Final = in_state(State.READY_FOR_COLLECTION)
DONE: Final = in_state(State.COMPLETED)
ASKED: Final = in_state(State.INFORMATION_REQUESTED)
ANSWERED: Final = tell(ASKED, sample(events.ProvideInformation, ASKED), after=timedelta(days=2))
SITIS: Final = recovery.Account(id="a-1", email="siti@example.com")
SENT: Final = recovery.start_recovery(
    SITIS, send_to="email", code="493027", key=bytes(16), at=MONDAY, supersedes=None
)  # made up, as are code and key
PASTED: Final = suggest("0812\N{EN DASH}3456\N{EN DASH}7890")


def _results() -> tuple[Any, ...]:
    going, planned = (
        progress(ANSWERED, now=next_moment(ANSWERED)),
        plan(READY, now=next_moment(READY), by=MONDAY.date()),
    )
    telkomsel = operators.profile_of("telkomsel")
    facts = (telkomsel.website, *telkomsel.fees)
    assert going.clock is not None
    return (
        lifecycle.decide(draft(), sample(events.Submit, draft()), now=MONDAY),
        lifecycle.decide(draft(), sample(events.Cancel, draft()), now=MONDAY),
        *lifecycle.what_if([DONE], policy=STRICT),
        check_form({"msisdn": "?"}, on=MONDAY.date()),
        Report(READY),
        going,
        going.clock,
        *going.clock.pauses,
        *going.done,
        *next_steps(READY, role=Role.APPLICANT, now=next_moment(READY)),
        planned,
        *plan(READY, now=next_moment(READY), by=date(2026, 10, 30)).steps,
        triage(Circumstances(seen=False, searched=True)),
        *safeguards(in_state(State.COMPLETED, STRICT), policy=STRICT),
        telkomsel,
        *(fact for fact in facts if fact is not None),
        *(fact.value for fact in telkomsel.fees),
        *required_papers(filled_in(), stage=Stage.APPLYING, on=MONDAY.date()),
        *status_changes(DONE),
        sim_change_signal(DONE, now=next_moment(DONE)),
        recovery.answer_recovery(SENT, "493028", key=bytes(16), at=MONDAY, account=SITIS),
        PASTED,
        *PASTED.changes,
        Nik.parse("3174075508950001").region,
        Msisdn.parse("0812 3456 7890").hint,
    )


EXAMPLES: Final = tuple(_results())
NAMES: Final = [f"{at}-{type(value).__name__}" for at, value in enumerate(EXAMPLES)]
# Parts of what is told, once more: of a report's issues those of one severity.
_PARTS: Final = {"Report": {"errors", "flags", "notes"}, "Decision": {"errors", "grew_from"}}


def test_every_kind_of_result_is_tried() -> None:
    assert {type(value) for value in EXAMPLES} == set(RESULTS)
    assert not RECORDS & set(RESULTS)


@pytest.mark.parametrize("kind", RESULTS, ids=lambda kind: kind.__name__)
def test_everything_public_is_told(kind: type[Any]) -> None:
    public = {name for name in dir(kind) if not name.startswith("_")}
    told = {name for name in public if not inspect.isroutine(inspect.getattr_static(kind, name))}
    assert told - _PARTS.get(kind.__name__, set()) == set(RESULTS[kind])


def test_a_converter_that_is_made_anew_writes_what_the_schemas_say() -> None:
    """It is made once for all results; so it is asked for all of them at once here."""
    _converter.cache_clear()
    for value in EXAMPLES:
        assert Draft202012Validator(record_schema(type(value))).is_valid(to_mapping(value))
        assert leaks(json.dumps(to_mapping(value, masked=True))) == []
    assert to_mapping(EXAMPLES[0])["event"] == "submit"


@pytest.mark.parametrize("value", EXAMPLES, ids=NAMES)
@pytest.mark.parametrize("masked", [False, True])
def test_a_result_is_data_and_its_schema_says_which(value: Any, masked: bool) -> None:
    mapping = to_mapping(value, masked=masked)
    assert json.loads(json.dumps(mapping)) == mapping, "nothing but what JSON has"
    schema = record_schema(type(value))
    Draft202012Validator.check_schema(schema)
    if masked:
        assert leaks(json.dumps(mapping)) == []
        assert mapping["masked"] is True
    else:
        assert Draft202012Validator(schema).is_valid(mapping)
        assert not Draft202012Validator(schema).is_valid({**mapping, "another": 1})
    with pytest.raises(TypeError):
        from_mapping(type(value), mapping)


def test_what_is_worked_out_stands_beside_the_fields() -> None:
    allowed, other, *_ = EXAMPLES
    assert (to_mapping(allowed)["event"], to_mapping(allowed)["allowed"]) == ("submit", True)
    assert to_mapping(allowed)["before"] == draft().revision
    assert to_mapping(other)["target"] == "cancelled"
    report = to_mapping(check_form({"msisdn": "?"}, on=MONDAY.date()))
    assert (report["ok"], report["value"]) == (False, None)
    assert to_mapping(plan(READY, now=next_moment(READY), by=date(2026, 10, 30)))["feasible"] is True


def test_a_challenge_is_stored_and_answered_as_if_it_had_never_been_away() -> None:
    stored = from_mapping(recovery.RecoveryChallenge, json.loads(json.dumps(to_mapping(SENT))))
    assert stored == SENT
    outcome = recovery.answer_recovery(stored, "493027", key=bytes(16), at=MONDAY, account=SITIS)
    assert outcome.opened
    shown = to_mapping(SENT, masked=True)
    assert {name for name, told in shown.items() if told == "***"} == {
        "account_digest",
        "destination_digest",
        "digest",
    }
    assert "seal" not in shown


# ---- Where personal data lies


def marked(schema: Any, at: str = "", definitions: Any = None) -> set[str]:
    """Every place that a schema marks, found by going along it."""
    definitions = schema.get("$defs", definitions or {})
    found: set[str] = set()
    for option in schema.get("anyOf", []):
        found |= marked(option, at, definitions)
    if "$ref" in schema:
        found |= marked(definitions[schema["$ref"].rsplit("/", 1)[1]], at, definitions)
    for items in (schema.get("items"), *schema.get("prefixItems", [])):
        found |= marked(items, f"{at}/*", definitions) if isinstance(items, dict) else set()
    for name, inner in schema.get("properties", {}).items():
        place = f"{at}/{name}"
        found |= {place} if inner.get("x-personal-data") else marked(inner, place, definitions)
    return found


@pytest.mark.parametrize("kind", sorted(RECORDS | set(RESULTS), key=str), ids=lambda it: it.__name__)
def test_the_marks_of_a_schema_are_the_personal_paths(kind: type[Any]) -> None:
    assert set(personal_paths(kind)) == marked(record_schema(kind))


def test_of_a_report_what_it_is_about_is_personal_and_nothing_else() -> None:
    """That may be a whole person; what is wrong with it is said without them."""
    assert personal_paths(Report) == ("/value",)
    assert personal_paths(type(PASTED.changes[0])) == ()


def values_in(record: Any, path: list[str]) -> list[Any]:
    """What stands at a path; a star is every item of a list."""
    if not path:
        return [record]
    step, *rest = path
    if isinstance(record, list):
        return [it for item in record for it in values_in(item, rest)]
    return values_in(record[step], rest) if isinstance(record, dict) and record.get(step) is not None else []


def test_without_the_personal_paths_nobody_is_left_in_a_record() -> None:
    """What is encrypted by these paths is all that there is: every value that hides lies under one of them."""
    record = json.loads(json.dumps(to_mapping(DONE)))
    for path in personal_paths(type(DONE)):
        for holder in values_in(record, path.split("/")[1:-1]):
            for one in holder if isinstance(holder, list) else [holder]:
                if isinstance(one, dict) and path.split("/")[-1] in one:
                    one[path.split("/")[-1]] = None
    assert leaks(json.dumps(record)) == []
    assert "Siti" not in json.dumps(record)


def test_a_person_and_a_paper_are_personal_down_to_each_field() -> None:
    hidden = {
        f"/{it.name}" for it in attrs.fields(Applicant) if isinstance(it.type, type) and issubclass(it.type, Masked)
    }
    assert hidden < set(personal_paths(Applicant))
    assert {"/number", "/holder_name", "/mrz"} < set(personal_paths(IdentityDocument))
    assert applicant().documents
    for other in (int, str, dict):
        with pytest.raises(TypeError, match="own values"):
            personal_paths(other)
