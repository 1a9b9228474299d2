"""Which fields may be seen: each field of each value is filled with a secret, and the secret is looked for.

What is not shown and what is shown stands on two lists, written by hand, with the reason of each group. A new text or
day is on neither, and fails; so does a hidden field that shows, or a shown one that hides. Everybody here is made up.
"""

import copy
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, Final, TypeVar

import attrs
import pytest

from builders import LANGUAGES
from everything_public import specimens
from simreplace import ARTICLE, PartialDate, Policy, ReviewPolicy, Sex, events, explain
from simreplace.values import Mrz
from test_leaks import said_of
from test_shown import CLASSES, half_built

WRITTEN: Final = "rahasia-sekali"
DAY: Final = date(1987, 6, 5)
SHOWN: Final = (WRITTEN, "1987")
FREE: Final = (str, bytes, date, datetime, time)
"""What can hold whatever somebody writes; members of closed lists, truths, counts and masked values cannot."""

_HIDDEN: Final[Mapping[str, str]] = {
    "what somebody has written in their own words": """
        lifecycle.events.Answer.text  lifecycle.events.CloseUnresolved.finding  lifecycle.events.ConfirmFraud.finding
        lifecycle.events.DecideFlag.reason  lifecycle.events.Event.note  lifecycle.events.FailIdentity.reason
        lifecycle.events.Hold.reason  lifecycle.events.RaiseObjection.reason  lifecycle.events.Release.finding
        lifecycle.events.ReturnCard.reason  people.form.ReplacementForm.remarks  values.paste.Suggestion.text
    """,
    "who somebody is, and when their documents begin and end": """
        people.documents.IdentityDocument.expires_on  people.documents.IdentityDocument.issued_on
        people.people.Applicant.born_on  people.people.Applicant.nationality  people.people.Applicant.sex
        values.likeness._Reading.own  values.likeness._Reading.sure  values.likeness._Reading.words
        values.nik.Region.code  values.nik.Region.name  values.nik.Region.successor
        values.partial.PartialDate.day  values.partial.PartialDate.month  values.partial.PartialDate.year
    """,
    "everything that could be read of a form that is not whole": """
        forms.read.KnownDocument.expires_on  forms.read.KnownDocument.holder_name  forms.read.KnownDocument.issued_on
        forms.read.KnownDocument.issuing_country  forms.read.KnownDocument.kind  forms.read.KnownDocument.mrz
        forms.read.KnownDocument.number  forms.read.KnownHead.family_card  forms.read.KnownHead.full_name
        forms.read.KnownHead.nik  forms.read.KnownPerson.born_on  forms.read.KnownPerson.documents
        forms.read.KnownPerson.full_name  forms.read.KnownPerson.head_of_family  forms.read.KnownPerson.nationality
        forms.read.KnownPerson.sex
    """,
    "names that a host gives, into which it may have put somebody's number": """
        lifecycle.events.DecideFlag.pointer  lifecycle.events.Event.id  lifecycle.events.FailActivation.code
        lifecycle.history.FlagDecision.by  lifecycle.history.FlagDecision.pointer  lifecycle.history.Standing.duties
        lifecycle.history.Standing.people  lifecycle.history.Standing.told  lifecycle.replay.Difference.event_id
        lifecycle.request.ReplacementRequest.id  people.people.Actor.id  recovery.challenge.Account.id
    """,
    "where somebody goes or has bought": """
        guidance.progress.Progress.outlet  guidance.steps.Step.outlet  lifecycle.events.ChangeCollection.outlet
        lifecycle.events.Collect.outlet  lifecycle.events.MakeReady.outlet  lifecycle.history.Standing.card_outlet
        lifecycle.history.Standing.outlet  people.documents.PurchaseRecord.seller  people.form.ReplacementForm.outlet
    """,
    "cards by their plain numbers": "lifecycle.history.Standing.live",
    "salts and digests, from which something could be guessed": """
        lifecycle.history.Step.seal  lifecycle.request.ReplacementRequest.salt
        recovery.challenge.RecoveryChallenge.account_digest  recovery.challenge.RecoveryChallenge.destination_digest
        recovery.challenge.RecoveryChallenge.digest  recovery.challenge.RecoveryChallenge.seal
    """,
    "nothing of anybody, and too long to read": """
        calendar.business.BusinessCalendar._bounds  calendar.business.BusinessCalendar._by_day
        calendar.business.BusinessCalendar._index  calendar.business.BusinessCalendar.days
        calendar.business.BusinessCalendar.decreed_years  calendar.review.ReadyEstimate.calendar
        lifecycle.history.Step.policy  lifecycle.steps.Decision.grew_from
        rules.policy.Policy._is_shipped  rules.policy.Policy.sources
    """,
}
_SEEN: Final[Mapping[str, str]] = {
    "days of everybody's calendar, and where they are from": """
        calendar.business.BusinessCalendar.first  calendar.business.BusinessCalendar.last
        calendar.business.BusinessCalendar.source  calendar.days.CalendarDay.day  calendar.days.CalendarDay.decree
        calendar.days.CalendarDay.name  calendar.review.ReviewPolicy.cutoff  calendar.review.ReviewPolicy.cutoff_on
        calendar.review.ReviewPolicy.extra_closed  calendar.review.ReviewPolicy.extra_open  calendar.window.Caveat.day
        calendar.window.SkippedDay.day  calendar.window.SkippedDay.decree  calendar.window.SkippedDay.name
        records.schema.EstimateRecord.calendar_source
    """,
    "when something of the procedure happens, which names nobody": """
        calendar.review.ReadyEstimate.earliest  calendar.review.ReadyEstimate.effective_on
        calendar.review.ReadyEstimate.latest  calendar.review.ReadyEstimate.submitted_at  guidance.clock.Pause.since
        guidance.clock.Pause.until  guidance.clock.ReviewClock.earliest  guidance.clock.ReviewClock.latest
        guidance.plan.Plan.by  guidance.planned.PlannedStep.at_latest  guidance.planned.PlannedStep.not_before
        guidance.planned._Days.first  guidance.planned._Days.last  guidance.progress.Deed.at
        guidance.progress.Progress.active_from  guidance.progress.Progress.deadline
        guidance.safeguards.Safeguard.barred_until  guidance.steps.Seen.moment  guidance.steps.Seen.until
        guidance.steps.Step.by  lifecycle.case.Case.now  lifecycle.history.Standing.entered_at
        lifecycle.history.Standing.latest  lifecycle.history.Standing.visit_began  lifecycle.history.Step.at
        lifecycle.history.Telling.at  lifecycle.request.ReplacementRequest.opened_at
        people.documents.AuthorizationLetter.signed_on  people.documents.AuthorizationLetter.valid_until
        people.documents.PurchaseRecord.bought_on  records.schema.EstimateRecord.best_case
        records.schema.EstimateRecord.business_days  records.schema.EstimateRecord.earliest
        records.schema.EstimateRecord.effective_on  records.schema.EstimateRecord.latest
        records.schema.EstimateRecord.submitted_at  records.schema.EstimateRecord.worst_case
        records.standards.SimChangeSignal.latest_change  records.standards.StatusChange.change_date
        recovery.challenge.Account.email_changed_at  recovery.challenge.Account.phone_changed_at
        recovery.challenge.RecoveryChallenge.expires_at  recovery.challenge.RecoveryChallenge.failed_at
        recovery.challenge.RecoveryChallenge.issued_at
    """,
    "tokens, pointers and bounds of the library's own; a name that is none of its own is refused or never put there": """
        forms.plain.Shape.kind  forms.plain.Shape.parts  forms.plain.Shape.pattern  forms.plain.Shape.words
        guidance.progress.Progress.asked  guidance.safeguards.Safeguard.service  guidance.steps.Step.code
        guidance.steps.Step.items  issues.Issue.params  issues.Issue.pointer  lifecycle.events.Answer.item
        lifecycle.events.RecordMatch.detail  lifecycle.events.RequestInformation.fields
        lifecycle.history.Comparison.detail  lifecycle.history.Standing.asked
        lifecycle.history.Standing.comparisons  lifecycle.table.Limit.counted  lifecycle.table.Limit.field
        records.standards.StatusChange.change_reason  records.standards.StatusChange.status
        rules.policy.Policy.machines  rules.policy.Policy.name  rules.policy.Policy.required_record_matches
        rules.policy.SafeguardRule.service
    """,
    "what operators and rules have published, and where": """
        guidance.operators.Fact.as_of  guidance.operators.Fact.note  guidance.operators.Fact.source
        guidance.operators.Fact.value  guidance.operators.Fee.valid_from  guidance.operators.OperatorProfile.app
        guidance.operators.OperatorProfile.block_contacts  guidance.operators.OperatorProfile.email
        guidance.operators.OperatorProfile.hotline  guidance.operators.OperatorProfile.notes
        guidance.operators.OperatorProfile.outlet_hours  guidance.operators.OperatorProfile.outlets
        guidance.operators.OperatorProfile.reactivation_code  guidance.operators.OperatorProfile.remote
        guidance.operators.OperatorProfile.social  guidance.operators.OperatorProfile.website
        guidance.safeguards.Safeguard.source  guidance.triage.Row.source  guidance.triage.Triage.source
        rules.papers.Requirement.source  rules.policy.SafeguardRule.source  values.operator.PrefixHint.as_of
        values.operator.PrefixHint.source  values.phone.MobileShape.example  values.phone.MobileShape.pattern
        values.phone.MobileShape.landline  values.phone.MobileShape.plain
    """,
    "how a host calls the columns of its frames, which day counts, and how often each code was found": """
        ext.polars.frames.Question.born_on  ext.polars.frames.Question.msisdn  ext.polars.frames.Question.nik
        ext.polars.frames.Question.on  ext.polars.frames.Question.only  ext.polars.frames.Question.sex
        ext.polars.frames.Question.submitted_on  ext.polars.summary.Summary.counts
    """,
    "the state that issued a paper, as it stands in every zone": """
        people.documents.IdentityDocument.issuing_country
    """,
    "a word that says nothing of the account, and a contact that is masked already": """
        recovery.challenge.RecoveryChallenge.id  recovery.challenge.RecoveryChallenge.sent_to
        recovery.challenge.RecoveryChallenge.supersedes
    """,
    "what is shown by what it holds: a value, an event": """
        lifecycle.case.Case.event  report.Report.value
    """,
    "a message that holds no number and no name, as its own tests say": """
        words.notices.Notice.subject  words.notices.Notice.text
    """,
    "of walks and examples with made-up people": """
        ext.conformance.Try.expected  ext.conformance.Try.moment  ext.walks.Seen.moment
    """,
}


def listed(groups: Mapping[str, str]) -> list[str]:
    return sorted(name for names in groups.values() for name in names.split())


# What shows itself in a way of its own needs the rest of its fields to be there.
WHOLE: Final[Mapping[type[Any], object]] = {ReviewPolicy: ReviewPolicy(), Policy: attrs.evolve(ARTICLE, name="ours")}
PLACES: Final[tuple[tuple[type[Any], Any], ...]] = tuple(
    (kind, field)
    for kind in CLASSES
    # A zone has one field, which is a masked value: tests/test_leaks.py fills it.
    if attrs.has(kind) and kind is not Mrz
    for field in attrs.fields(kind)
    if not field.inherited
)


def dotted(kind: type[Any], field: Any) -> str:
    return f"{kind.__module__.removeprefix('simreplace.')}.{kind.__name__}.{field.name}"


def is_free(hint: Any) -> bool:
    """Whether a field of this type can hold what somebody writes, or a day."""
    if typing.get_origin(hint) in {Callable, typing.Literal} or typing.get_origin(hint) is Callable:
        return False
    parts = typing.get_args(hint)
    return any(map(is_free, parts)) if parts else hint in FREE or hint in {Any, object} or isinstance(hint, TypeVar)


def with_a_secret(kind: type[Any], field: Any) -> Any:
    """A value of which every other field is as harmless as can be."""
    value = copy.copy(WHOLE[kind]) if kind in WHOLE else half_built(kind)
    if kind not in WHOLE:
        for other in attrs.fields(kind):
            object.__setattr__(value, other.name, None)
    secret: Any = WRITTEN
    if not isinstance(field.repr, bool) and field.repr.__name__.endswith("_shown"):
        secret = ((1987, time(9)),) if field.name == "cutoff_on" else frozenset({DAY})
    object.__setattr__(value, field.name, secret)
    return value


def shows(kind: type[Any], field: Any) -> bool:
    return any(secret in repr(with_a_secret(kind, field)) for secret in SHOWN)


def test_every_field_is_hidden_or_may_be_seen_as_the_lists_say() -> None:
    hints = {kind: typing.get_type_hints(kind) for kind, _ in PLACES}
    hidden = [dotted(kind, field) for kind, field in PLACES if not shows(kind, field)]
    seen = [dotted(kind, field) for kind, field in PLACES if shows(kind, field) and is_free(hints[kind][field.name])]
    assert sorted(hidden) == listed(_HIDDEN)
    assert sorted(seen) == listed(_SEEN)


def test_a_text_and_a_day_need_a_decision_and_a_truth_needs_none() -> None:
    asked = (
        str,
        bytes,
        date,
        str | None,
        tuple[str, ...],
        dict[str, int],
        frozenset[date],
        Any,
        tuple[tuple[int, str]],
    )
    assert [is_free(hint) for hint in asked] == [True] * len(asked)
    spared = (bool, int, int | None, Policy, tuple[Policy, ...], Callable[[str], str], typing.Literal["a"])
    assert [is_free(hint) for hint in spared] == [False] * len(spared)


_CLOSED: Final = frozenset(listed(_HIDDEN))


@pytest.mark.parametrize(
    ("kind", "field"),
    [place for place in PLACES if dotted(*place) in _CLOSED],
    ids=lambda it: getattr(it, "name", None) or it.__name__,
)
def test_a_hidden_field_shows_in_no_way_in_which_python_prints(kind: type[Any], field: Any) -> None:
    value = with_a_secret(kind, field)
    for thing in (value, [value], {"value": value}):
        for text in said_of(thing):
            assert [secret for secret in SHOWN if secret in text] == []


# ---- In words

# To whoever waits it is told where the card lies.
TOLD: Final = frozenset({"guidance.progress.Progress.outlet", "guidance.steps.Step.outlet"})
STEEPED: Final[Mapping[str, Any]] = {
    "people.people.Applicant.born_on": DAY,
    "people.people.Applicant.nationality": "ZWE",
    "people.people.Applicant.sex": Sex.UNSPECIFIED,
    "people.documents.IdentityDocument.expires_on": DAY,
    "people.documents.IdentityDocument.issued_on": DAY,
}
TEXTS: Final = (
    frozenset(listed({reason: names for reason, names in _HIDDEN.items() if "too long" not in reason})) - TOLD
)


def steeped(thing: Any, told: frozenset[str] = frozenset()) -> Any:
    """The same thing with a secret in each hidden field of it and of whatever it holds, past every converter."""
    if type(thing) is tuple:
        return tuple(steeped(part, told) for part in thing)
    if type(thing) not in CLASSES or not attrs.has(type(thing)) or type(thing) in {Mrz, PartialDate}:
        return thing
    value = copy.copy(thing)
    defined = {name: kind for kind in reversed(type(thing).__mro__) if attrs.has(kind) for name in own_names(kind)}
    for field in attrs.fields(type(thing)):
        name, held = dotted(defined[field.name], field), getattr(thing, field.name)
        secret = held if held is None else STEEPED.get(name, WRITTEN)
        object.__setattr__(value, field.name, secret if name in TEXTS | told else steeped(held, told))
    return value


def own_names(kind: type[Any]) -> Iterator[str]:
    return (field.name for field in attrs.fields(kind) if not field.inherited)


def in_words(thing: Any) -> Iterator[str]:
    """What is explained of it; nothing of what has no words."""
    for language in LANGUAGES:
        try:
            yield explain(thing, language)
        except TypeError:
            return


def test_nothing_that_is_hidden_is_said_in_words() -> None:
    explained, silent = set[str](), set[str]()
    for thing in specimens():
        value = steeped(thing)
        texts = list(in_words(value))
        assert [secret for text in texts for secret in (*SHOWN, "ZWE", "Zimbabwe", "津巴布韦") if secret in text] == []
        if value != thing:
            (explained if len(texts) == len(LANGUAGES) else silent).add(type(thing).__name__)
    assert explained >= {kind.__name__ for kind in events.EVENTS} | STEEPED_THINGS
    assert silent == set()


STEEPED_THINGS: Final = {"Applicant", "IdentityDocument", "ReplacementForm", "ReplacementRequest", "Decision", "Step"}


def test_whoever_waits_is_told_where_the_card_lies() -> None:
    said = [text for thing in specimens() for text in in_words(steeped(thing, TOLD)) if type(thing).__name__ == "Step"]
    assert any(WRITTEN in text for text in said)
