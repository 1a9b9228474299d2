"""Any object into any check: a tuple of issues, never an exception, and never more work than the cap allows."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bad_manners import LyingText, Thrower, ThrowingList, ThrowingText
from simreplace import (
    DocumentNumber,
    EmailAddress,
    FamilyCardNumber,
    Issue,
    Msisdn,
    Nik,
    PassportNumber,
    PermitNumber,
    PersonName,
    PhoneNumber,
    Severity,
    cards,
    explain,
)
from simreplace.values.country import check_nationality
from simreplace.values.mrz import check_mrz

Check = Callable[[object], tuple[Issue, ...]]
VALUES = (
    Msisdn, PhoneNumber, Nik, FamilyCardNumber, PassportNumber, PermitNumber, DocumentNumber, PersonName, EmailAddress,
    cards.Iccid, cards.Eid, cards.Imsi,
)  # fmt: skip
CHECKS: dict[str, Check] = {
    **{kind.__name__: kind.check for kind in VALUES},
    "mrz": check_mrz,
    "nationality": check_nationality,
}

# What is found in pasted text, scans, other scripts, and attacks.
ADVERSARIAL = (
    "0123456789abcxyzABCXYZ .-()+/*#,;:@<>{}'\"\\|=_~\t\n\r\x00\x1b\x7f"
    "\u00a0\u00ad\u0301\u034f\u061c\u0660\u0669\u066b\u06f4\u0958\u0966\u1160\u180e\u2000\u200b\u200d\u200e\u2028\u202e"
    "\u2060\u2066\u2069\u2160\u2460\u00b2\u3000\u3164\ufe0f\ufeff\uff10\uff19\uff0b\uff20\ud800\udfff\U0001d7ce\U0001f642"
    "аеіЕМüŁßÆ李さサ한ع"
)
digits = st.text("0123456789", max_size=24)
nearly = st.builds(
    lambda text, at, odd: text[:at] + odd + text[at:], digits, st.integers(0, 24), st.sampled_from(ADVERSARIAL)
)
texts = st.one_of(st.text(ADVERSARIAL, max_size=80), st.text(max_size=80), digits, nearly)
objects = st.one_of(
    texts,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.binary(max_size=40),
    st.lists(texts, max_size=4),
    st.tuples(texts, texts),
    st.dictionaries(texts, texts, max_size=3),
    st.dates(),
)


def hold(check: Check, thing: object) -> None:
    issues = check(thing)
    assert isinstance(issues, tuple)
    for issue in issues:
        assert isinstance(issue, Issue)
        for language in ("en", "id", "zh"):
            assert explain(issue, language)


@pytest.mark.parametrize("name", CHECKS)
@given(thing=objects)
def test_no_object_makes_a_check_raise(name: str, thing: object) -> None:
    hold(CHECKS[name], thing)


@pytest.mark.long
@given(thing=objects)
@settings(max_examples=200_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_two_hundred_thousand_objects_make_no_check_raise(thing: object) -> None:
    for check in CHECKS.values():
        hold(check, thing)


@pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)
@given(text=texts)
def test_parse_takes_exactly_what_check_finds_no_error_in(kind: type[Nik], text: str) -> None:
    wrong = any(issue.severity is Severity.ERROR for issue in kind.check(text))
    try:
        value = kind.parse(text)
    except ValueError:
        assert wrong
    else:
        assert not wrong
        assert kind.parse(value.reveal()) == value


BAD_MANNERS: dict[str, Callable[[], object]] = {
    "throws": Thrower,
    "plain": object,
    "a type": lambda: type,
    "a function": lambda: hold,
    "throws as a text": lambda: ThrowingText("3174075508950001"),
    "lies": lambda: LyingText("3174075508950001"),
    "lies at length": lambda: LyingText("x" * 10**6),
    "a list of what throws": lambda: [Thrower()],
    "a list that throws": lambda: ThrowingList(["P<"]),
    "a tuple that lies": lambda: (LyingText("P<"),),
    **{f"an empty {kind.__name__}": lambda kind=kind: object.__new__(kind) for kind in VALUES},  # type: ignore[misc]
}


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("manners", BAD_MANNERS)
def test_an_object_with_bad_manners_is_only_refused(name: str, manners: str) -> None:
    hold(CHECKS[name], BAD_MANNERS[manners]())


def test_a_lying_text_is_read_as_what_it_is() -> None:
    assert Nik.parse(LyingText("3174075508950001")).reveal() == "3174075508950001"
    with pytest.raises(ValueError, match=r"text\.too_long"):
        Nik.parse(LyingText("x" * 100))


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("filler", ["1", "a", "\u200b", " ", "<", "@"], ids=lambda filler: f"U+{ord(filler):04X}")
def test_past_the_cap_length_changes_nothing(name: str, filler: str) -> None:
    """A million characters give the same answer as a thousand, so nothing has read them."""
    assert CHECKS[name](filler * 1_000) == CHECKS[name](filler * 1_000_000)
