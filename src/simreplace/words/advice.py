"""Words for triage, for what is known of an operator, and for a recovery: whole sentences, one table entry each."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from types import MappingProxyType
from typing import Final, cast

import attrs

from simreplace.guidance import Fact, Fee, OperatorProfile, Triage, facts_of
from simreplace.records import SimChangeSignal
from simreplace.recovery import RecoveryChallenge
from simreplace.words.dates import Language, day_in_words, joined, moment_in_words, words

# What a person asks about a brand in any case; the rest is said where it is known.
_OF_INTEREST: Final = (
    "outlets hotline website app social block_contacts fees papers proxy esim remote home_delivery "
    "foreigner_papers visitor_imei_days visitor_validity_days"
)
_ASKED: Final = frozenset(_OF_INTEREST.split())
_UNITS: Final = MappingProxyType(
    {
        **dict.fromkeys(("grace_days", "reactivation_days", "visitor_imei_days", "visitor_validity_days"), "days"),
        "blocked_kept_months": "months",
    }
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
    for field in (found.name for found in attrs.fields(OperatorProfile)):
        if field in known or field in _ASKED:
            shown = joined(_facts(known.get(field, ()), field, language), language, "fact") or table["operator.unknown"]
            lines.append(table["operator.line"].format(field=table[f"operator.field.{field}"], value=shown))
    lines.append(table["operator.line"].format(field=table["operator.password"], value=_reset_at(profile, language)))
    return "\n".join([*lines, table["operator.check"]])


def _reset_at(profile: OperatorProfile, language: Language) -> str:
    """Where a forgotten password is reset no source says: whom to ask, as far as a contact is known."""
    table = words(language)
    hotline = () if profile.hotline is None else profile.hotline.value
    contacts = [*hotline, *(fact.value for fact in (profile.website, profile.app) if fact is not None)]
    if not contacts:
        return table["operator.unknown"]
    return table["operator.password_asked_at"].format(contacts=joined(contacts, language))


def challenge_in_words(challenge: RecoveryChallenge, language: Language) -> str:
    """Where a code was sent, masked, and until when it is valid."""
    until = moment_in_words(challenge.expires_at, language)
    text = words(language)[f"recovery.sent.{challenge.destination}"]
    return text.format(destination=challenge.sent_to, until=until)


def _facts(facts: Iterable[Fact[object]], field: str, language: Language) -> Iterator[str]:
    """What the sources say, each with its date; what is said of the same day stands together."""
    for details, same in groupby(facts, key=lambda fact: joined(_details(fact, language), language, "detail")):
        value = joined((_value(fact.value, field, language) for fact in same), language)
        yield words(language)["operator.with_details"].format(value=value, details=details)


def _details(fact: Fact[object], language: Language) -> Iterator[str]:
    table = words(language)
    if fact.plan is not None:
        yield table["operator.detail.plan"].format(plan=table[f"plan_kind.{fact.plan}"])
    if fact.as_of is None:
        yield table["operator.detail.undated"]
    else:
        yield table["operator.detail.as_of"].format(day=day_in_words(fact.as_of, language, "date.day"))
    yield table[f"confidence.{fact.confidence}"]


def _value(value: object, field: str, language: Language) -> str:
    table = words(language)
    if isinstance(value, bool):
        return table["operator.value.true" if value else "operator.value.false"]
    if field in _UNITS:
        return table[f"operator.{_UNITS[field]}"].format(count=value)
    if isinstance(value, tuple):
        groups = {"papers": "paper", "foreigner_papers": "document_kind"}
        items = (str(item) for item in cast("tuple[object, ...]", value))
        return joined((table[f"{groups[field]}.{item}"] if field in groups else item for item in items), language)
    return _fee(value, language) if isinstance(value, Fee) else str(value)


def _fee(fee: Fee, language: Language) -> str:
    table = words(language)
    form = table[f"operator.card_form.{fee.applies_to}"]
    key = "operator.fee" if fee.amount else "operator.fee_none"
    amount = f"{fee.amount:,.0f}"
    text = table[key].format(amount=amount.replace(",", table["layout.thousands_separator"]), form=form)
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
