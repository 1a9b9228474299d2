"""Whom to call, where to go, what it costs: what public sources say, brand by brand.

These are examples, not facts to rely on: most sources are old, few are official, and fees, numbers and names change.
Each value says where it stands, of what day it is and how sure it is, and what was not found is None. A host that knows
better replaces it with one `attrs.evolve(profile_of(brand), ...)`.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, Generic, Literal, TypeVar, cast, final, get_args

import attrs

from simreplace._data.operators import BRAND_NAMES, OPERATOR_NAMES, OPERATOR_OF, ROWS, SILENCES, SOURCES, Price, Row
from simreplace._data.prefixes import Confidence
from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.people import CardForm, DocumentKind, Paper
from simreplace.shown import printable
from simreplace.values import (
    Brand,
    Operator,
    a_day,
    a_day_or_none,
    instance_of,
    naming_its_fields,
    one_of,
    plain_text,
    to_some_text,
)

__all__ = [
    "Brand",
    "CardForm",
    "Confidence",
    "Fact",
    "Fee",
    "Operator",
    "OperatorProfile",
    "Plan",
    "profile_of",
    "stale",
]

T_co = TypeVar("T_co", covariant=True)

_A_YEAR: Final = 365


class Plan(StrEnum):
    """How a number is paid for: some rules differ.

    Example:
        >>> Plan("postpaid")
        <Plan.POSTPAID: 'postpaid'>
    """

    PREPAID = "prepaid"
    POSTPAID = "postpaid"


def _confidence(value: str) -> Confidence:
    return cast("Confidence", _listed(value, get_args(Confidence)))


def _listed(value: str, choices: tuple[str, ...]) -> str:
    text = plain_text(value)
    if text not in choices:
        raise InvalidValueError((Issue(IssueCode.FORM_CHOICE, params=(("choices", ", ".join(choices)),)),))
    return text


def _plan_or_none(value: Plan | str | None) -> Plan | None:
    return None if value is None else one_of(Plan, value)


def _form(value: CardForm | str) -> CardForm:
    return one_of(CardForm, value)


def _operator(value: Operator | str) -> Operator:
    return one_of(Operator, value)


def _brand(value: Brand | str) -> Brand:
    return one_of(Brand, value)


def _amount(value: Decimal) -> Decimal:
    amount = instance_of(Decimal, value)
    # Money is never a float, and neither NaN nor less than nothing.
    if not amount.is_finite() or amount < 0:
        raise InvalidValueError((Issue(IssueCode.FORM_TYPE),))
    return amount


def _rupiah(value: str) -> Literal["IDR"]:
    _listed(value, ("IDR",))
    return "IDR"


@printable
@final
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class Fact(Generic[T_co]):
    """One thing that a source says.

    Args:
        value: What it says.
        source: Where it says it: an address, or the name of a site with a date.
        as_of: Of what day it is; None where the source carries no date.
        confidence: How sure it is; the weaker one where the sources differ.
        plan: Whether it is said of prepaid or postpaid numbers only; None where the source does not limit it.
        note: What else to know of it, in English.

    Raises:
        InvalidValueError: There is no source, or a part cannot be what it says.

    Example:
        >>> hotline = Fact(value="0800 0000", source="a leaflet", as_of=date(2026, 1, 5), confidence="high")  # made up
        >>> hotline.value, hotline.plan
        ('0800 0000', None)
    """

    value: T_co
    source: str = attrs.field(converter=to_some_text)
    as_of: date | None = attrs.field(converter=a_day_or_none)
    confidence: Confidence = attrs.field(converter=_confidence)
    plan: Plan | None = attrs.field(default=None, converter=_plan_or_none)
    note: str = attrs.field(default="", converter=plain_text)


@printable
@final
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class Fee:
    """What a replacement costs.

    Args:
        amount: In rupiah; 0 where it is free of charge.
        currency: Always rupiah.
        applies_to: For which form of card.
        valid_from: The first day on which it is charged, where it is known.

    Raises:
        InvalidValueError: The amount is no finite `Decimal` from 0 up, or a part cannot be what it says.

    Example:
        >>> Fee(amount=Decimal(10000), applies_to="physical").currency
        'IDR'
    """

    amount: Decimal = attrs.field(converter=_amount)
    currency: Literal["IDR"] = attrs.field(default="IDR", converter=_rupiah)
    applies_to: CardForm = attrs.field(converter=_form)
    valid_from: date | None = attrs.field(default=None, converter=a_day_or_none)


@printable
@final
@attrs.frozen(kw_only=True, field_transformer=naming_its_fields)
class OperatorProfile:
    """What is known of replacing a card with a brand; None or empty is "not found: ask the operator".

    Args:
        operator: The company behind the brand.
        brand: The brand, which outlet, hotline and app follow.
        outlets: What its outlets are called.
        outlet_hours: When they are open.
        hotline: Numbers to call.
        hotline_all_day: Whether somebody answers at any hour.
        email: Where to write.
        website: Its site.
        app: Its app.
        social: Where it can be reached on social media and messengers.
        block_contacts: Whom to tell so that a lost line is stopped.
        blocked_at_once: Whether a lost line is stopped as soon as it is reported.
        blocked_kept_months: After how many months a stopped number that nobody claims goes back to the operator.
        fees: What a replacement costs.
        papers: What must be shown.
        proxy: Whether somebody else may come.
        esim: Whether a lost card may be replaced by an eSIM.
        remote: A way to ask for a replacement without going to an outlet.
        home_delivery: Whether a replacement is brought home.
        grace_days: How many days the grace period lasts.
        replaced_in_grace: Whether a card is replaced while its number is in the grace period.
        reactivation_days: For how many days an expired number can be brought back.
        reactivation_code: What to dial to bring an expired number back.
        foreigner_papers: With which of these documents somebody from abroad registers a prepaid number.
        visitor_imei_days: Up to how many days of a stay an outlet registers a phone that was brought from abroad.
        visitor_validity_days: For how many days a card for visitors is valid.
        notes: For some fields that are None, what was found instead, in English.

    Raises:
        InvalidValueError: A field holds something that is no fact, or there is no such operator or brand.

    Example:
        >>> telkomsel = profile_of(Brand.TELKOMSEL)
        >>> telkomsel.hotline.value, telkomsel.hotline.as_of.year, telkomsel.hotline.confidence
        (('188',), 2021, 'medium')
        >>> fresh = Fact(value=("188",), source="our own call center", as_of=date(2026, 11, 1), confidence="high")
        >>> attrs.evolve(telkomsel, hotline=fresh).hotline.source
        'our own call center'
    """

    operator: Operator = attrs.field(converter=_operator)
    brand: Brand = attrs.field(converter=_brand)
    outlets: Fact[tuple[str, ...]] | None = None
    outlet_hours: Fact[str] | None = None
    hotline: Fact[tuple[str, ...]] | None = None
    hotline_all_day: Fact[bool] | None = None
    email: Fact[str] | None = None
    website: Fact[str] | None = None
    app: Fact[str] | None = None
    social: tuple[Fact[str], ...] = ()
    block_contacts: Fact[tuple[str, ...]] | None = None
    blocked_at_once: Fact[bool] | None = None
    blocked_kept_months: Fact[int] | None = None
    fees: tuple[Fact[Fee], ...] = ()
    papers: Fact[tuple[Paper, ...]] | None = None
    proxy: Fact[bool] | None = None
    esim: Fact[bool] | None = None
    remote: Fact[str] | None = None
    home_delivery: Fact[bool] | None = None
    grace_days: Fact[int] | None = None
    replaced_in_grace: Fact[bool] | None = None
    reactivation_days: Fact[int] | None = None
    reactivation_code: Fact[str] | None = None
    foreigner_papers: Fact[tuple[DocumentKind, ...]] | None = None
    visitor_imei_days: Fact[int] | None = None
    visitor_validity_days: Fact[int] | None = None
    notes: tuple[tuple[str, str], ...] = ()

    def __attrs_post_init__(self) -> None:
        wrong = [name for name, held in facts_of(self) if not all(type(fact) is Fact for fact in held)]
        if wrong:
            raise InvalidValueError(tuple(Issue(IssueCode.FORM_TYPE, "/" + name) for name in wrong))

    @property
    def name(self) -> str:
        """The brand as it writes itself."""
        return BRAND_NAMES[self.brand]

    @property
    def operator_name(self) -> str:
        """The company as it writes itself."""
        return OPERATOR_NAMES[self.operator]


def _value(row: Row) -> object:
    if isinstance(row.value, Price):
        return Fee(amount=row.value.amount, applies_to=row.value.applies_to)
    if row.field == "papers":
        return tuple(map(Paper, cast("tuple[str, ...]", row.value)))
    if row.field == "foreigner_papers":
        return tuple(map(DocumentKind, cast("tuple[str, ...]", row.value)))
    return row.value


def _fact(row: Row) -> Fact[Any]:
    return Fact(
        value=_value(row),
        source="; ".join(SOURCES[key] for key in row.sources),
        as_of=row.as_of,
        confidence=row.confidence,
        plan=row.plan,
        note=row.note,
    )


_SEVERAL: Final = frozenset({"social", "fees"})
_NO_FACTS: Final = frozenset({"operator", "brand", "notes"})


def facts_of(profile: OperatorProfile) -> Iterator[tuple[str, tuple[Fact[object], ...]]]:
    """Every field that holds facts, with all of them."""
    for field in attrs.fields(OperatorProfile):
        held = getattr(profile, field.name)
        if field.name not in _NO_FACTS and held is not None:
            yield field.name, cast("tuple[Fact[object], ...]", held if type(held) is tuple else (held,))


def _fields(rows: Iterable[Row]) -> Iterator[tuple[str, Any]]:
    found = [(row.field, _fact(row)) for row in rows]
    for name in dict.fromkeys(name for name, _ in found):
        facts = tuple(fact for field, fact in found if field == name)
        yield name, facts if name in _SEVERAL else facts[0]


def _profile(brand: Brand) -> OperatorProfile:
    return OperatorProfile(
        operator=Operator(OPERATOR_OF[brand]),
        brand=brand,
        notes=tuple((field, note) for (of, field), note in SILENCES.items() if of == brand),
        **dict(_fields(row for row in ROWS if row.brand == brand)),
    )


_PROFILES: Final = MappingProxyType({brand: _profile(brand) for brand in Brand})


def profile_of(brand: Brand | str) -> OperatorProfile:
    """What public sources say of replacing a card with a brand.

    Args:
        brand: The brand; a prefix only hints at it, see `Msisdn.brands`.

    Raises:
        InvalidValueError: There is no such brand.

    Example:
        >>> prioritas = profile_of("xl").fees[0]
        >>> prioritas.value.amount, prioritas.plan, prioritas.confidence
        (Decimal('10000'), <Plan.POSTPAID: 'postpaid'>, 'medium')
        >>> profile_of("byu").hotline is None  # not found: ask the operator
        True
    """
    return _PROFILES[one_of(Brand, brand)]


def stale(profile: OperatorProfile, *, on: date, days: int = _A_YEAR) -> tuple[str, ...]:
    """The fields whose facts are older than so many days, or carry no date: what to check before telling anybody.

    A fact without a date counts as old, for nobody can say that it is not. A field of several facts is named as soon
    as one of them is old. What was not found is not named.

    Args:
        profile: Of which brand.
        on: The day to count from.
        days: How old a fact may be; a year unless told otherwise.

    Raises:
        InvalidValueError: The day is none, or the bound is no whole number from 0 up.

    Example:
        >>> stale(profile_of("byu"), on=date(2026, 11, 23))
        ('website', 'social')
        >>> checked = Fact(value="byu.id", source="looked at", as_of=date(2026, 11, 2), confidence="high")
        >>> fresh = attrs.evolve(profile_of("byu"), website=checked, social=())
        >>> stale(fresh, on=date(2026, 11, 23)), stale(fresh, on=date(2026, 11, 23), days=14)
        ((), ('website',))
    """
    day = a_day(on)
    if type(days) is not int or days < 0:
        raise InvalidValueError((Issue(IssueCode.FORM_TYPE, "/days"),))
    return tuple(name for name, facts in facts_of(profile) if any(_is_old(fact, day, days) for fact in facts))


def _is_old(fact: Fact[object], on: date, days: int) -> bool:
    return fact.as_of is None or (on - fact.as_of).days > days
