"""Profiles of the brands: every fact says where it stands, and what was not found stays unknown."""

import pickle
import types
import typing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simreplace import operators
from simreplace._data.operators import BRAND_NAMES, OPERATOR_NAMES, OPERATOR_OF, ROWS, SILENCES, SOURCES
from simreplace._data.prefixes import PREFIXES
from simreplace.errors import InvalidValueError
from simreplace.guidance.operators import CardForm, Fact, Fee, OperatorProfile, Plan, profile_of, stale
from simreplace.issues import IssueCode
from simreplace.people.kinds import DocumentKind, Paper
from simreplace.values.operator import Brand, Operator

NOW = date(2026, 11, 23)
FACT_FIELDS = tuple(
    field.name for field in attrs.fields(OperatorProfile) if field.name not in {"operator", "brand", "notes"}
)
SEVERAL = ("social", "fees")

VISITORS = ("foreigner_papers", "visitor_imei_days")

# Read off the facts by hand, brand by brand: everything that is known. What is missing here must be missing there.
KNOWN: dict[Brand, set[str]] = {
    Brand.TELKOMSEL: {
        "outlets", "hotline", "hotline_all_day", "email", "website", "app", "social", "fees", "papers", "proxy",
        "grace_days", "replaced_in_grace", "reactivation_days", "reactivation_code", *VISITORS,
    },
    Brand.BYU: {"website", "social"},
    Brand.IM3: {
        "outlets", "app", "papers", "proxy", "grace_days", "reactivation_days", "blocked_kept_months", *VISITORS,
    },
    Brand.TRI: {"outlets", *VISITORS},
    Brand.XL: {
        "outlets", "hotline", "website", "app", "social", "fees", "papers", "remote", "block_contacts",
        "blocked_at_once", "grace_days", *VISITORS,
    },
    Brand.AXIS: {"outlets", "grace_days", *VISITORS},
    Brand.SMARTFREN: {"outlets", "hotline", "hotline_all_day", "email", "website", "app", "blocked_at_once", *VISITORS},
}  # fmt: skip


def facts_in(profile: OperatorProfile) -> list[tuple[str, Fact[Any]]]:
    """Every fact of a profile under the name of its field."""
    held: list[tuple[str, Fact[Any]]] = []
    for name in FACT_FIELDS:
        value = getattr(profile, name)
        held += [(name, fact) for fact in (value if name in SEVERAL else [value]) if fact is not None]
    return held


ALL_FACTS = [(brand, name, fact) for brand in Brand for name, fact in facts_in(profile_of(brand))]


def codes_of(error: InvalidValueError) -> list[tuple[IssueCode, str]]:
    return [(issue.code, issue.pointer) for issue in error.issues]


def made_up(value: object = "0800 0000", **changes: Any) -> Fact[Any]:
    plain: dict[str, Any] = {"source": "a leaflet", "as_of": date(2026, 1, 5), "confidence": "high"}
    return Fact(value=value, **plain | changes)


# ---- What was found, against the facts by hand


@pytest.mark.parametrize("brand", Brand, ids=lambda brand: brand.value)
def test_a_profile_knows_what_was_found_and_nothing_else(brand: Brand) -> None:
    profile = profile_of(brand)
    assert {name for name, _ in facts_in(profile)} == KNOWN[brand]
    for name in set(FACT_FIELDS) - KNOWN[brand]:
        assert getattr(profile, name) == (() if name in SEVERAL else None)


@pytest.mark.parametrize(
    ("brand", "operator", "name", "operator_name"),
    [
        (Brand.TELKOMSEL, Operator.TELKOMSEL, "Telkomsel", "Telkomsel"),
        (Brand.BYU, Operator.TELKOMSEL, "by.U", "Telkomsel"),
        (Brand.IM3, Operator.IOH, "IM3", "Indosat Ooredoo Hutchison"),
        (Brand.TRI, Operator.IOH, "Tri", "Indosat Ooredoo Hutchison"),
        (Brand.XL, Operator.XLSMART, "XL", "XLSMART"),
        (Brand.AXIS, Operator.XLSMART, "AXIS", "XLSMART"),
        (Brand.SMARTFREN, Operator.XLSMART, "Smartfren", "XLSMART"),
    ],
)
def test_a_brand_belongs_to_its_operator_of_2026(
    brand: Brand, operator: Operator, name: str, operator_name: str
) -> None:
    profile = profile_of(brand)
    assert (profile.brand, profile.operator, profile.name, profile.operator_name) == (
        brand,
        operator,
        name,
        operator_name,
    )


def test_brands_belong_to_the_operators_that_their_prefixes_name() -> None:
    by_prefix = {(brand, row.operator) for row in PREFIXES.values() for brand in row.brands}
    assert by_prefix == set(OPERATOR_OF.items())


@pytest.mark.parametrize(
    ("brand", "field", "value", "as_of", "confidence", "plan", "key"),
    [
        (Brand.TELKOMSEL, "outlets", ("GraPARI", "MyGraPARI"), date(2021, 2, 1), "high", None, "MADURA"),
        (Brand.TELKOMSEL, "hotline", ("188",), date(2021, 12, 20), "medium", None, "BISNIS21"),
        (Brand.TELKOMSEL, "email", "cs@telkomsel.co.id", date(2021, 12, 20), "medium", None, "BISNIS21"),
        (Brand.TELKOMSEL, "app", "MyTelkomsel", date(2021, 12, 20), "medium", None, "BISNIS21"),
        (Brand.TELKOMSEL, "proxy", False, date(2020, 11, 1), "low", Plan.PREPAID, "DOLAN"),
        (Brand.TELKOMSEL, "grace_days", 30, date(2022, 2, 19), "medium", None, "KOMPAS22"),
        (Brand.TELKOMSEL, "replaced_in_grace", False, None, "low", Plan.POSTPAID, "DATASEL"),
        (Brand.TELKOMSEL, "reactivation_days", 175, date(2024, 9, 26), "medium", None, "LIP24"),
        (Brand.TELKOMSEL, "reactivation_code", "*888*89#", date(2021, 12, 20), "medium", None, "BISNIS21"),
        (Brand.IM3, "outlets", ("Gerai Indosat",), date(2020, 1, 17), "high", None, "CYB4750"),
        (Brand.IM3, "proxy", False, date(2020, 1, 1), "medium", None, "DEMOK"),
        (Brand.IM3, "grace_days", 30, date(2024, 1, 1), "medium", None, "LIP576"),
        (Brand.IM3, "app", "MyIM3", date(2024, 1, 1), "medium", None, "TEMPO24"),
        (Brand.SMARTFREN, "app", "mySF", None, "medium", None, "SFFAQ"),
        (Brand.IM3, "reactivation_days", 30, date(2024, 1, 1), "medium", None, "LIP576"),
        (Brand.IM3, "blocked_kept_months", 6, date(2020, 1, 27), "low", None, "RMOL"),
        (Brand.TRI, "outlets", ("3Store",), None, "low", None, "MOJOK"),
        (Brand.XL, "outlets", ("XL Center",), None, "medium", Plan.POSTPAID, "XLPRIO"),
        (Brand.XL, "hotline", ("817",), None, "medium", Plan.POSTPAID, "XLPRIO"),
        (Brand.XL, "app", "myXL Postpaid", None, "medium", Plan.POSTPAID, "XLPRIO"),
        (Brand.XL, "remote", "xlc@xl.co.id", None, "medium", Plan.POSTPAID, "XLPRIO"),
        (
            Brand.XL,
            "block_contacts",
            ("817", "021-57959817", "XL Center", "@myXL"),
            date(2017, 10, 15),
            "medium",
            None,
            "CNN17",
        ),
        (Brand.XL, "grace_days", 30, None, "low", Plan.PREPAID, "DATASELXL"),
        (Brand.AXIS, "outlets", ("AXIS/XL Center",), None, "low", None, "SAUNG"),
        (Brand.AXIS, "grace_days", 30, None, "low", None, "SAUNG"),
        (Brand.SMARTFREN, "outlets", ("Galeri Smartfren",), None, "medium", None, "SFTNC"),
        (Brand.SMARTFREN, "hotline", ("888", "08811223344"), None, "high", None, "SFTNC"),
        (Brand.SMARTFREN, "hotline_all_day", True, None, "high", None, "SFTNC"),
        (Brand.SMARTFREN, "email", "customercare@smartfren.com", None, "high", None, "SFTNC"),
        (Brand.SMARTFREN, "blocked_at_once", True, date(2017, 10, 15), "medium", None, "CNN17"),
    ],
)
def test_a_fact_stands_as_it_was_found(
    brand: Brand, field: str, value: object, *, as_of: date | None, confidence: str, plan: Plan | None, key: str
) -> None:
    fact: Fact[Any] = getattr(profile_of(brand), field)
    assert (fact.value, fact.as_of, fact.confidence, fact.plan) == (value, as_of, confidence, plan)
    assert SOURCES[key] in fact.source


def test_fees_are_the_three_that_were_found() -> None:
    found = [
        (brand.value, fact.value.amount, fact.value.applies_to.value, fact.plan, fact.as_of, fact.confidence)
        for brand in Brand
        for fact in profile_of(brand).fees
    ]
    assert found == [
        ("telkomsel", Decimal(0), "physical", Plan.POSTPAID, None, "low"),
        ("telkomsel", Decimal(10000), "esim", None, date(2025, 1, 1), "low"),
        ("xl", Decimal(10000), "physical", Plan.POSTPAID, None, "medium"),
    ]
    assert "PRIORITAS" in profile_of(Brand.XL).fees[0].note
    assert {fact.value.currency for brand in Brand for fact in profile_of(brand).fees} == {"IDR"}


def test_the_ways_to_reach_a_brand_elsewhere_are_those_that_were_found() -> None:
    assert {brand.value: [fact.value for fact in profile_of(brand).social] for brand in Brand} == {
        "telkomsel": ["X @telkomsel", "LINE", "Telegram", "Facebook"],
        "byu": ["live chat (Nindy)"],
        "im3": [],
        "tri": [],
        "xl": ["WhatsApp 0818 8000 55"],
        "axis": [],
        "smartfren": [],
    }


def test_papers_are_named_as_the_rest_of_the_library_names_them() -> None:
    shown = {brand.value: fact.value for brand in Brand if (fact := profile_of(brand).papers) is not None}
    assert shown == {
        "telkomsel": (Paper.IDENTITY_DOCUMENT, Paper.SECOND_DOCUMENT, Paper.SECURITY_ANSWERS),
        "im3": (
            Paper.IDENTITY_DOCUMENT,
            Paper.PHOTO_WITH_DOCUMENT,
            Paper.SECURITY_ANSWERS,
            Paper.APPLICATION_FORM,
        ),
        "xl": (Paper.IDENTITY_DOCUMENT, Paper.OLD_SIM_CARD),
    }


def test_who_comes_with_a_passport_is_told_what_the_state_asks_and_where_that_stands() -> None:
    any_of = (DocumentKind.PASSPORT, DocumentKind.KITAP, DocumentKind.KITAS)
    for brand in set(Brand) - {Brand.BYU}:
        profile = profile_of(brand)
        papers, stay = profile.foreigner_papers, profile.visitor_imei_days
        assert papers is not None and stay is not None
        assert (papers.value, papers.as_of, papers.plan) == (any_of, date(2026, 2, 1), Plan.PREPAID)
        assert "passport and stay permit together" in papers.note
        assert (stay.value, stay.as_of, stay.confidence) == (90, date(2024, 1, 24), "medium")
    assert {field for field, _ in profile_of(Brand.BYU).notes} >= set(VISITORS)


@pytest.mark.parametrize("field", ["esim", "home_delivery", "outlet_hours", "visitor_validity_days"])
def test_what_was_looked_for_and_not_found_anywhere_is_unknown_everywhere(field: str) -> None:
    assert [getattr(profile_of(brand), field) for brand in Brand] == [None] * len(Brand)


def test_a_proxy_is_nowhere_said_to_be_welcome() -> None:
    assert {fact.value for brand in Brand if (fact := profile_of(brand).proxy) is not None} == {False}


# ---- Where it stands


@pytest.mark.parametrize(
    ("brand", "name", "fact"), ALL_FACTS, ids=[f"{brand.value}-{name}" for brand, name, _ in ALL_FACTS]
)
def test_no_fact_without_a_source_a_day_or_the_word_undated_and_a_confidence(
    brand: Brand, name: str, fact: Fact[Any]
) -> None:
    assert fact.source.strip()
    assert fact.confidence in {"high", "medium", "low"}
    if fact.as_of is None:
        assert any(word in fact.source for word in ("undated", "before 2022", "rules of 2017"))
    else:
        assert date(2017, 1, 1) <= fact.as_of <= NOW


def test_every_source_is_used_and_every_row_lands_in_a_profile() -> None:
    assert {key for row in ROWS for key in row.sources} == set(SOURCES)
    assert len(ROWS) == len(ALL_FACTS)
    assert {row.brand for row in ROWS} == set(BRAND_NAMES) == set(OPERATOR_OF) == {brand.value for brand in Brand}
    assert set(OPERATOR_NAMES) == {operator.value for operator in Operator}


def test_only_fields_of_several_facts_are_stated_more_than_once() -> None:
    single = [(row.brand, row.field) for row in ROWS if row.field not in SEVERAL]
    assert len(single) == len(set(single))


def test_a_note_on_silence_stands_only_where_there_is_silence() -> None:
    for brand in Brand:
        profile = profile_of(brand)
        for field, note in profile.notes:
            assert getattr(profile, field) is None
            assert note
    assert sum(len(profile_of(brand).notes) for brand in Brand) == len(SILENCES)


def holds(value: object, kind: Any) -> bool:
    """Whether a value is of a declared type, down to what a tuple holds."""
    if kind is None or kind is type(None):
        return value is None
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in {typing.Union, types.UnionType}:
        return any(holds(value, option) for option in inner)
    if origin is tuple:
        return type(value) is tuple and all(holds(item, inner[0]) for item in value)
    if origin is Fact:
        return isinstance(value, Fact) and holds(value.value, inner[0])
    return type(value) is kind


@pytest.mark.parametrize("brand", Brand, ids=lambda brand: brand.value)
def test_every_value_is_of_the_type_that_its_field_declares(brand: Brand) -> None:
    hints = typing.get_type_hints(OperatorProfile)
    for name in FACT_FIELDS:
        assert holds(getattr(profile_of(brand), name), hints[name]), name


def test_the_check_of_types_would_see_a_wrong_one() -> None:
    hints = typing.get_type_hints(OperatorProfile)
    assert not holds(made_up("188"), hints["hotline"])
    assert not holds(made_up(True), hints["grace_days"])
    assert holds(made_up(("188",)), hints["hotline"])


# ---- How old it is


BARE = OperatorProfile(operator=Operator.IOH, brand=Brand.TRI)


def test_a_fact_is_old_from_the_day_after_a_year() -> None:
    said = date(2026, 3, 1)
    profile = attrs.evolve(BARE, outlets=made_up(("3Store",), as_of=said))
    assert stale(profile, on=said + timedelta(days=365)) == ()
    assert stale(profile, on=said + timedelta(days=366)) == ("outlets",)


def test_a_fact_of_tomorrow_is_not_old() -> None:
    profile = attrs.evolve(BARE, outlets=made_up(("3Store",), as_of=date.max))
    assert stale(profile, on=date.min) == ()


def test_what_carries_no_date_is_old_on_every_day() -> None:
    profile = attrs.evolve(BARE, outlets=made_up(("3Store",), as_of=None))
    assert stale(profile, on=date.min) == stale(profile, on=date.max) == ("outlets",)


def test_one_old_fact_among_several_names_the_field_once() -> None:
    fresh, old = made_up("LINE"), made_up("Telegram", as_of=None)
    for social, named in (((fresh,), ()), ((fresh, old), ("social",)), ((old, old), ("social",)), ((), ())):
        assert stale(attrs.evolve(BARE, social=social), on=date(2026, 2, 1)) == named


def test_of_what_ships_only_the_rule_of_2026_is_younger_than_a_year_by_the_end_of_it() -> None:
    for brand in Brand:
        assert set(stale(profile_of(brand), on=NOW)) == KNOWN[brand] - {"foreigner_papers"}
        assert set(stale(profile_of(brand), on=NOW, days=0)) == KNOWN[brand]


@pytest.mark.parametrize("days", [0, 1, 30, 365, 10_000_000])
def test_a_host_says_how_old_a_fact_may_be(days: int) -> None:
    profile = attrs.evolve(profile_of(Brand.BYU), website=None, social=(made_up(as_of=date.min),))
    last = date.min + timedelta(days=min(days, 3_000_000))
    assert stale(profile, on=last, days=days) == ()
    if days < 3_000_000:
        assert stale(profile, on=last + timedelta(days=1), days=days) == ("social",)


@pytest.mark.parametrize("days", [-1, 1.0, "30", True, None])
def test_a_bound_is_a_whole_number_of_days(days: Any) -> None:
    with pytest.raises(InvalidValueError) as refused:
        stale(profile_of(Brand.BYU), on=NOW, days=days)
    assert codes_of(refused.value) == [(IssueCode.FORM_TYPE, "/days")]


@given(st.dates(), st.dates())
def test_what_is_old_stays_old(first: date, second: date) -> None:
    early, late = sorted((first, second))
    for brand in Brand:
        assert set(stale(profile_of(brand), on=early)) <= set(stale(profile_of(brand), on=late))


@pytest.mark.parametrize("on", [datetime(2026, 1, 1, tzinfo=UTC), "2026-01-01", None], ids=["moment", "text", "none"])
def test_the_day_to_count_from_is_a_plain_day(on: Any) -> None:
    with pytest.raises(InvalidValueError) as refused:
        stale(profile_of(Brand.TRI), on=on)
    assert codes_of(refused.value) == [(IssueCode.FORM_DATE, "")]


# ---- A host that knows better


def test_a_host_replaces_one_thing_and_keeps_the_rest() -> None:
    before = profile_of(Brand.BYU)
    after = attrs.evolve(before, hotline=made_up(("0800 0000",)))
    assert after.hotline is not None and after.hotline.value == ("0800 0000",)
    assert attrs.evolve(after, hotline=None) == before == profile_of(Brand.BYU)


@pytest.mark.parametrize(
    ("field", "value"), [("hotline", "188"), ("outlets", ("GraPARI",)), ("social", ("LINE",)), ("fees", (Decimal(1),))]
)
def test_a_bare_value_without_a_source_is_refused(field: str, value: object) -> None:
    changed: dict[str, Any] = {field: value}
    with pytest.raises(InvalidValueError) as refused:
        attrs.evolve(profile_of(Brand.BYU), **changed)
    assert codes_of(refused.value) == [(IssueCode.FORM_TYPE, "/" + field)]


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"source": ""}, IssueCode.TEXT_EMPTY, "/source"),
        ({"source": "  "}, IssueCode.TEXT_EMPTY, "/source"),
        ({"source": None}, IssueCode.TEXT_TYPE, "/source"),
        ({"as_of": "2026-01-05"}, IssueCode.FORM_DATE, "/as_of"),
        ({"as_of": datetime(2026, 1, 5, tzinfo=UTC)}, IssueCode.FORM_DATE, "/as_of"),
        ({"confidence": "certain"}, IssueCode.FORM_CHOICE, "/confidence"),
        ({"confidence": 1}, IssueCode.TEXT_TYPE, "/confidence"),
        ({"plan": "hybrid"}, IssueCode.FORM_CHOICE, "/plan"),
        ({"note": 1}, IssueCode.TEXT_TYPE, "/note"),
    ],
)
def test_a_fact_that_does_not_say_where_it_stands_is_refused(
    changes: dict[str, Any], code: IssueCode, pointer: str
) -> None:
    with pytest.raises(InvalidValueError) as refused:
        made_up(**changes)
    assert codes_of(refused.value) == [(code, pointer)]


@pytest.mark.parametrize("missing", ["source", "as_of", "confidence"])
def test_a_fact_must_say_all_three_even_to_say_undated(missing: str) -> None:
    whole: dict[str, Any] = {"value": "188", "source": "a leaflet", "as_of": None, "confidence": "low"}
    del whole[missing]
    with pytest.raises(TypeError):
        Fact(**whole)


@pytest.mark.parametrize("amount", [10000, 10000.0, "10000", True, None], ids=lambda amount: type(amount).__name__)
def test_money_is_a_decimal_and_nothing_else(amount: Any) -> None:
    with pytest.raises(InvalidValueError) as refused:
        Fee(amount=amount, applies_to=CardForm.ESIM)
    assert codes_of(refused.value) == [(IssueCode.FORM_TYPE, "/amount")]


@pytest.mark.parametrize("amount", ["NaN", "sNaN", "Infinity", "-Infinity", "-1", "-0.01"])
def test_a_fee_is_finite_and_not_less_than_nothing(amount: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        Fee(amount=Decimal(amount), applies_to=CardForm.ESIM)
    assert codes_of(refused.value) == [(IssueCode.FORM_TYPE, "/amount")]


@given(st.decimals(min_value=0, allow_nan=False, allow_infinity=False), st.sampled_from(CardForm), st.dates())
def test_any_other_amount_is_kept_to_the_last_digit(amount: Decimal, form: CardForm, day: date) -> None:
    fee = Fee(amount=amount, applies_to=form.value, valid_from=day)
    assert (fee.amount, fee.applies_to, fee.currency, fee.valid_from) == (amount, form, "IDR", day)


def test_a_fee_is_in_rupiah_and_for_a_known_form_of_card() -> None:
    with pytest.raises(InvalidValueError) as refused:
        Fee(amount=Decimal(1), currency="USD", applies_to=CardForm.ESIM)
    assert codes_of(refused.value) == [(IssueCode.FORM_CHOICE, "/currency")]
    with pytest.raises(InvalidValueError) as refused:
        Fee(amount=Decimal(1), applies_to="wooden")
    assert codes_of(refused.value) == [(IssueCode.FORM_CHOICE, "/applies_to")]


@pytest.mark.parametrize("brand", ["telkom", "", "Telkomsel", None, 7])
def test_there_is_no_profile_of_an_unknown_brand(brand: Any) -> None:
    with pytest.raises(InvalidValueError) as refused:
        profile_of(brand)
    assert codes_of(refused.value) == [(IssueCode.FORM_CHOICE, "")]


def test_a_profile_survives_a_pickle_and_can_be_a_key() -> None:
    for brand in Brand:
        again: OperatorProfile = pickle.loads(pickle.dumps(profile_of(brand)))
        assert again == profile_of(brand)
        assert {again: brand}[profile_of(brand.value)] is brand


def test_the_promised_names_are_there() -> None:
    assert [name for name in operators.__all__ if not hasattr(operators, name)] == []
    assert typing.get_args(operators.Confidence) == ("high", "medium", "low")
