"""Words for everything: the one place where data becomes text, last of all, in three languages."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, cast

from simreplace.calendar import CalendarDay, Caveat, DayKind, EffectiveReason, ReadyEstimate, SkippedDay
from simreplace.errors import (
    CalendarRangeError,
    InvalidRecordError,
    InvalidValueError,
    NoSuchStepError,
    RefusedError,
    StaleRequestError,
)
from simreplace.guidance import (
    Deed,
    NumberStatus,
    OperatorProfile,
    Outcome,
    Plan,
    PlanAnswer,
    PlannedStep,
    Progress,
    Safeguard,
    Step,
    Triage,
    TriageReason,
    TriageStep,
)
from simreplace.issues import Issue, Severity
from simreplace.lifecycle import Decision, Difference, State, events
from simreplace.people import (
    CardForm,
    Channel,
    CollectionMethod,
    DocumentKind,
    Duty,
    OwnerContact,
    OwnerTold,
    Paper,
    Reason,
    Role,
)
from simreplace.records import SimChangeSignal, StatusChange, Trust, TrustReason
from simreplace.recovery import ChallengeState, Destination, RecoveryChallenge, RecoveryOutcome
from simreplace.report import Report
from simreplace.rules import Direction, Need, Requirement
from simreplace.values import PhoneKind, Sex
from simreplace.words.advice import challenge_in_words, operator_in_words, sim_change_in_words, triage_in_words
from simreplace.words.dates import (
    Language,
    Shown,
    caveat_in_words,
    day_in_words,
    day_off_in_words,
    estimate_in_words,
    joined,
    moment_in_words,
    skipped_in_words,
    words,
)
from simreplace.words.places import item_in_words, label_of
from simreplace.words.progress import (
    advice_in_words,
    answer_of,
    deed_in_words,
    event_in_words,
    outcome_in_words,
    progress_in_words,
    whose,
)
from simreplace.words.things import said_of

_ENUMS: Final[Mapping[type[StrEnum], str]] = MappingProxyType(
    {
        Severity: "severity",
        State: "state",
        Role: "role",
        Paper: "paper",
        Reason: "reason",
        Channel: "channel",
        CollectionMethod: "collection_method",
        CardForm: "card_form",
        DocumentKind: "document_kind",
        Sex: "sex",
        Duty: "duty",
        OwnerContact: "owner_contact",
        OwnerTold: "owner_told",
        Direction: "direction",
        Need: "need",
        DayKind: "day_kind",
        events.Defect: "defect",
        events.EidUnknown: "eid_unknown",
        events.RejectReason: "reject_reason",
        events.CancelReason: "cancel_reason",
        events.Match: "match",
        events.TellMeans: "tell_means",
        events.TellOutcome: "tell_outcome",
        EffectiveReason: "effective_reason",
        Outcome: "triage.outcome",
        PlanAnswer: "plan_answer",
        TriageReason: "triage.reason",
        TriageStep: "triage.step",
        NumberStatus: "number_status",
        Destination: "destination",
        ChallengeState: "challenge_state",
        PhoneKind: "phone_kind",
        Trust: "trust",
        TrustReason: "trust_reason",
    }
)
# A parameter that is a token of a closed list is shown as the word for it.
_WORD_PARAMS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "paper": ("paper",),
        "method": ("collection_method",),
        "role": ("role",),
        "kind": ("phone_kind",),
        "duty": ("duty",),
        "other": ("duty",),
        "code": ("flag",),
        "detail": ("detail", "field"),
    }
)
# A list of choices is shown in the words of the closed list that it is taken from.
_LISTS_OF_CHOICES: Final = (*_ENUMS.values(), "event", "field", "plan_kind", "confidence")


def explain(thing: object, language: Language = "en") -> str:
    """The words for a thing, for a person to read: whatever is public has some, and none of them names anybody.

    Args:
        thing: Issues, any exception, a report, a result, a value, an event or its kind, a member of a closed list, a
            date, a field's name.
        language: English, Indonesian or Chinese.

    Raises:
        TypeError: There are no words for it, for it is none of ours.
        ValueError: There is no such language.

    Example:
        >>> from simreplace import Issue, IssueCode, State
        >>> explain(State.IN_REVIEW, "zh")
        '审核中'
        >>> print(explain(Issue(IssueCode.FORM_REQUIRED, "/full_name"), "id"))
        Nama lengkap: Bagian ini wajib diisi.
    """
    words(language)
    # The type is asked, not the thing, which may lie about its class, or raise when asked for it.
    for kind, tell in _TELLERS:
        if issubclass(type(thing), kind):
            return tell(thing, language)
    return _named(thing, language)


def _named(thing: object, language: Language) -> str:
    table = words(language)
    for event in events.EVENTS:
        if thing is event:
            return table[f"event.{events.event_name(event)}"]
    if type(thing) in _ENUMS:
        return table[f"{_ENUMS[cast('type[StrEnum]', type(thing))]}.{cast('StrEnum', thing).value}"]
    said = said_of(thing, language)
    if said is not None:
        return said
    if type(thing) is str and thing.startswith("why.") and thing in table:
        return table[thing]
    if type(thing) is str and f"field.{thing}" in table:
        return table[f"field.{thing}"]
    if type(thing) in {tuple, list} and all(type(item) is Issue for item in cast("tuple[object]", thing)):
        return _lines(cast("tuple[Issue, ...]", thing), language)
    raise TypeError("there are no words for it")


def _issue(issue: Issue, language: Language) -> str:
    text = sentence(issue, language)
    # A sentence about a detail of the record names it itself, or keeps it to itself; one about a paper names it.
    label = "" if {"detail", "paper"} & dict(issue.params).keys() else _label(issue, language)
    return words(language)["layout.issue_at"].format(field=label, text=text) if label else text


def sentence(issue: Issue, language: Language) -> str:
    return words(language)[f"issue.{issue.code.value}"].format_map(_params(issue, language))


def _label(issue: Issue, language: Language) -> str:
    """What the place of an issue is called."""
    # Where a staff member is told of a doubt, it is the doubt that says of which document.
    return _label_at(issue.pointer, str(dict(issue.params).get("code", issue.code.value)), language)


@lru_cache(maxsize=1024)
def _label_at(pointer: str, code: str, language: Language) -> str:
    """The label of a place: of all that is said of an issue it takes half the time, and the places are few."""
    table = words(language)
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    match steps:
        case ["request", "record", detail]:
            return _word(detail, _WORD_PARAMS["detail"], table)
        case ["event" | "request", "form", *inside]:
            steps = inside
        case ["event" | "request", *_]:
            return ""  # named by the sentence itself: the fields of an event are those of the staff
        case _:
            pass
    return label_of(steps, code, table)


def _params(issue: Issue, language: Language) -> Shown:
    return Shown({name: _param(issue, name, value, language) for name, value in issue.params})


def _param(issue: Issue, name: str, value: str | int | date, language: Language) -> object:
    table = words(language)
    if isinstance(value, datetime):
        return moment_in_words(value, language)
    if isinstance(value, date):
        return day_in_words(value, language)
    if name == "choices":
        return _choices(str(value).split(", "), language)
    # A card's number and a document's are not the same thing: what is inspected has words of its own.
    inspected = issue.code.value.startswith("inspection.")
    if name == "item" and not inspected:
        return item_in_words(str(value), table)
    kinds = ("inspection",) if inspected else _WORD_PARAMS.get(name)
    return value if kinds is None else _word(str(value), kinds, table)


def _choices(choices: list[str], language: Language) -> str:
    table = words(language)
    for kind in _LISTS_OF_CHOICES:
        if all(f"{kind}.{choice}" in table for choice in choices):
            return joined((table[f"{kind}.{choice}"] for choice in choices), language)
    return table["choices.other"]


def _word(token: str, kinds: tuple[str, ...], table: Mapping[str, str]) -> str:
    """The word for a token of these lists; a token of the host's own is shown as the words that it is made of."""
    inner = re.split(r"[/.]", token)[-1]
    known = (table.get(f"{kind}.{text}") for text in (token, inner) for kind in kinds)
    return next((word for word in known if word is not None), inner.replace("_", " "))


def _lines(issues: Iterable[Issue], language: Language) -> str:
    return "\n".join(_issue(issue, language) for issue in issues)


def _decision(decision: Decision, language: Language) -> str:
    return "\n".join([outcome_in_words(decision, language), *(_issue(issue, language) for issue in decision.issues)])


def _requirement(asked: Requirement, language: Language) -> str:
    table = words(language)
    groups = [" + ".join(table[f"document_kind.{kind.value}"] for kind in group) for group in asked.alternatives]
    paper = table[f"paper.{asked.paper.value}"]
    key = f"requirement.{asked.need.value}.{'any_of' if groups else 'plain'}"
    text = table[key].format(paper=paper, documents=joined(groups, language))
    return table["layout.sentence_separator"].join([text, table["requirement.original"]]) if asked.original else text


def _step(step: Step, language: Language) -> str:
    table = words(language)
    text = advice_in_words(step, language) if step.event is None else event_in_words(step, step.event, language)
    if step.by is not None:
        key = "step_by" if step.event is None else "step_event_by"
        text = table[key].format(step=text, until=moment_in_words(step.by, language))
    return "\n".join([text, *("  - " + _issue(issue, language) for issue in step.issues)])


def _plan(plan: Plan, language: Language) -> str:
    table = words(language)
    if not plan.issues and not plan.steps:
        return table[f"state_help.{State.COMPLETED.value}"]
    by = day_in_words(plan.by, language)
    latest = "" if plan.latest is None else day_in_words(plan.latest, language)
    head = table[f"plan.{answer_of(plan)}"].format(by=by, latest=latest)
    may_send = any(Role.PROXY in step.who for step in plan.steps)
    steps = ("- " + _planned_step(step, language, may_send=may_send) for step in plan.steps)
    return "\n".join([head, *steps, *(_issue(issue, language) for issue in plan.issues)])


def _planned_step(step: PlannedStep, language: Language, *, may_send: bool = True) -> str:
    table, last = words(language), step.at_latest
    shown = {
        "step": event_in_words(step, step.event, language),
        "who": table[f"plan.who.{whose(step, may_send=may_send)}"],
        "day": day_in_words(step.not_before, language),
    }
    if last is None or last == step.not_before:
        text = table["plan.step"].format(**shown)
    else:
        text = table["plan.step_between"].format(**shown, latest=day_in_words(last, language))
    return "\n".join([text, *("  - " + _issue(issue, language) for issue in step.issues)])


def _safeguard(safeguard: Safeguard, language: Language) -> str:
    table = words(language)
    service = _word(safeguard.service, ("service",), table)
    return table["safeguard"].format(service=service, until=moment_in_words(safeguard.barred_until, language))


def _broken(error: InvalidRecordError, language: Language) -> str:
    # Whoever reads a sentence such as "please fill this in" must know first that it is not they who left it out.
    return "\n".join(filter(None, [words(language)["problem.detail.500"], _lines(error.issues, language)]))


def _found(thing: Report[object] | InvalidValueError | RefusedError, language: Language) -> str:
    key = "problem.detail.200" if isinstance(thing, Report) else "problem.detail.422"
    return _lines(thing.issues, language) or words(language)[key]


def _no_such_step(error: NoSuchStepError, language: Language) -> str:
    table = words(language)
    possible = joined((_word(name, ("event",), table) for name in error.available), language)
    key = "no_such_step" if error.available else "no_such_step.at_all"
    event, state = _word(error.event, ("event",), table), _word(error.state, ("state",), table)
    return table[key].format(event=event, state=state, events=possible)


def _out_of_range(error: CalendarRangeError, language: Language) -> str:
    covered = {"first": day_in_words(error.first, language), "last": day_in_words(error.last, language)}
    return words(language)["calendar_range"].format(**covered)


def _anything_else(_: BaseException, language: Language) -> str:
    """What else may be raised can quote what was typed, and is not repeated."""
    return words(language)["problem.detail.500"]


def _stale(_: StaleRequestError, language: Language) -> str:
    return words(language)["stale_request"]


def _caveat(caveat: Caveat, language: Language) -> str:
    return caveat_in_words([caveat], language)


def _recovery(outcome: RecoveryOutcome, language: Language) -> str:
    table = words(language)
    if outcome.opened:
        return table["recovery.opened"]
    lines = [_issue(issue, language) for issue in outcome.issues]
    if outcome.challenge.state is ChallengeState.OPEN:
        lines.append(table["recovery.attempts"].format(left=outcome.challenge.attempts_left))
    return "\n".join(lines)


def _status_change(change: StatusChange, language: Language) -> str:
    table = words(language)
    event = _word(change.change_reason, ("event",), table)
    return table["layout.issue_at"].format(field=moment_in_words(change.change_date, language), text=event)


def _difference(found: Difference, language: Language) -> str:
    head = words(language)["difference"].format(state=explain(found.state, language))
    return "\n".join([head, *(_issue(issue, language) for issue in found.issues)])


# One row per kind of thing; a moment is a day as well, and stands before it.
_TELLERS: Final[tuple[tuple[type, Callable[[Any, Language], str]], ...]] = (
    (Issue, _issue),
    (Report, _found),
    (InvalidValueError, _found),
    (InvalidRecordError, _broken),
    (RefusedError, _found),
    (NoSuchStepError, _no_such_step),
    (StaleRequestError, _stale),
    (CalendarRangeError, _out_of_range),
    (BaseException, _anything_else),
    (ReadyEstimate, estimate_in_words),
    (SkippedDay, skipped_in_words),
    (CalendarDay, day_off_in_words),
    (Caveat, _caveat),
    (Decision, _decision),
    (Progress, progress_in_words),
    (Deed, deed_in_words),
    (Step, _step),
    (Requirement, _requirement),
    (Plan, _plan),
    (PlannedStep, _planned_step),
    (Safeguard, _safeguard),
    (SimChangeSignal, sim_change_in_words),
    (StatusChange, _status_change),
    (Difference, _difference),
    (Triage, triage_in_words),
    (OperatorProfile, operator_in_words),
    (RecoveryChallenge, challenge_in_words),
    (RecoveryOutcome, _recovery),
    (datetime, moment_in_words),
    (date, day_in_words),
)
