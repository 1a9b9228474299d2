"""Words for triage, for what is known of an operator, and for a recovery: whole sentences, one table entry each."""

from collections.abc import Iterator
from typing import Final, cast

from simreplace.guidance import Fact, Fee, OperatorProfile, Triage, facts_of
from simreplace.people import DocumentKind
from simreplace.records import SimChangeSignal
from simreplace.recovery import RecoveryChallenge
from simreplace.words.dates import Language, day_in_words, joined, moment_in_words, words

# What a person asks about a brand; the rest of a profile is for programs.
_ASKED: Final = (
    "outlets",
    "hotline",
    "website",
    "app",
    "social",
    "fees",
    "proxy",
    "esim",
    "remote",
    "home_delivery",
    "foreigner_papers",
    "visitor_imei_days",
    "visitor_validity_days",
)


def triage_in_words(triage: Triage, language: Language) -> str:
    """The outcome and why, what to do in order, and what to state in the form."""
    table = words(language)
    outcome, reason = (table[f"triage.outcome.{triage.outcome}"], table[f"triage.reason.{triage.reason}"])
    lines = [table["triage.summary"].format(outcome=outcome, reason=reason)]
    lines += (
        table["triage.step_line"].format(number=number, step=table[f"triage.step.{step}"])
        for number, step in enumerate(triage.steps, start=1)
    )
    if triage.request_reason is not None:
        stated = table[f"reason.{triage.request_reason}"]
        lines.append(table["triage.request_reason"].format(reason=stated))
    return "\n".join(lines)


def operator_in_words(profile: OperatorProfile, language: Language) -> str:
    """What is known of a brand, each with its date, and where nothing is known, that the operator is to be asked."""
    table = words(language)
    lines = [table["operator.head"].format(brand=profile.name, operator=profile.operator_name)]
    known = dict(facts_of(profile))
    for field in _ASKED:
        facts = (_fact(fact, language) for fact in known.get(field, ()))
        shown = joined(facts, language) or table["operator.unknown"]
        lines.append(table["operator.line"].format(field=table[f"operator.field.{field}"], value=shown))
    return "\n".join([*lines, table["operator.check"]])


def challenge_in_words(challenge: RecoveryChallenge, language: Language) -> str:
    """Where a code was sent, masked, and until when it is valid."""
    until = moment_in_words(challenge.expires_at, language)
    text = words(language)[f"recovery.sent.{challenge.destination}"]
    return text.format(destination=challenge.sent_to, until=until)


def _fact(fact: Fact[object], language: Language) -> str:
    details = joined(_details(fact, language), language)
    return words(language)["operator.with_details"].format(value=_value(fact.value, language), details=details)


def _details(fact: Fact[object], language: Language) -> Iterator[str]:
    table = words(language)
    if fact.plan is not None:
        yield table["operator.detail.plan"].format(plan=table[f"plan_kind.{fact.plan}"])
    if fact.as_of is None:
        yield table["operator.detail.undated"]
    else:
        yield table["operator.detail.as_of"].format(day=day_in_words(fact.as_of, language, "date.day"))
    yield table[f"confidence.{fact.confidence}"]


def _value(value: object, language: Language) -> str:
    table = words(language)
    if isinstance(value, bool):
        return table["operator.value.true" if value else "operator.value.false"]
    if isinstance(value, tuple):
        kinds = tuple(kind for kind in cast("tuple[object, ...]", value) if isinstance(kind, DocumentKind))
        if kinds:
            return joined((table[f"document_kind.{kind}"] for kind in kinds), language)
        return joined(map(str, cast("tuple[object, ...]", value)), language)
    return _fee(value, language) if isinstance(value, Fee) else str(value)


def _fee(fee: Fee, language: Language) -> str:
    table = words(language)
    form = table[f"operator.card_form.{fee.applies_to}"]
    key = "operator.fee" if fee.amount else "operator.fee_none"
    amount = f"{fee.amount:,.0f}"
    text = table[key].format(amount=amount.replace(",", ".") if language == "id" else amount, form=form)
    if fee.valid_from is None:
        return text
    return table["operator.fee_from"].format(fee=text, day=day_in_words(fee.valid_from, language, "date.day"))


def sim_change_in_words(signal: SimChangeSignal, language: Language) -> str:
    table = words(language)
    if signal.latest_change is None or signal.trust is None:
        return table["sim_change.none"]
    shown = {
        "moment": moment_in_words(signal.latest_change, language),
        "hours": signal.max_age,
        "trust": table[f"trust.{signal.trust.value}"],
        "reasons": joined((table[f"trust_reason.{reason.value}"] for reason in signal.reasons), language),
    }
    return table["sim_change.recent" if signal.swapped else "sim_change.earlier"].format(**shown)
