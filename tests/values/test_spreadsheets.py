"""Numbers that went through a spreadsheet or a program: said to be so, and never read as another number. All made up.

Each such text holds digits enough to pass for a number of its kind once its signs are taken for separators.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode
from simreplace.values.cards import Eid, Iccid, Imsi
from simreplace.values.masked import Masked
from simreplace.values.nik import FamilyCardNumber, Nik
from simreplace.values.papers import DocumentNumber, PassportNumber, PermitNumber
from simreplace.values.phone import Msisdn, PhoneNumber, mobile_shape

SPREADSHEET = (Issue(IssueCode.TEXT_SPREADSHEET),)

Kind = type[Masked]

# As many digits as a number of the kind may have, so that the zero behind the dot would still fit, or just not.
WHOLE: dict[Kind, tuple[str, ...]] = {
    Msisdn: ("81234567890", "812345678", "081234567890", "6281234567890"),
    PhoneNumber: ("81234567890", "812345678", "0215551234", "62215551234"),
    Nik: ("317407150895001", "3174071508950001"),
    FamilyCardNumber: ("317407150815001", "3174071508150001"),
    PassportNumber: ("12345", "12345678", "123456789"),
    PermitNumber: ("12345678", "1234567890123456789"),
    Iccid: ("896210001234567890", "8962100012345678901", "89621000123456789012"),
    Eid: ("8903401156001000000000000000012", "89034011560010000000000000000121"),
    Imsi: ("51010123456789", "510101234567890"),
}
EACH = pytest.mark.parametrize(
    ("kind", "whole"),
    [(kind, whole) for kind, wholes in WHOLE.items() for whole in wholes],
    ids=lambda part: part.__name__ if isinstance(part, type) else f"{len(part)}",
)


def as_programs_write(whole: str) -> list[str]:
    """The same quantity as Python, Java, Excel in two languages, pandas and a database write it."""
    number = int(whole)
    power = f"{number:E}"
    return [
        f"{whole}.0",
        f"{whole}.00",
        f"{whole},0",
        f"{whole},00",
        f" {whole}.0\n",
        f"{number:,}.0",
        f"{number:,}.00",
        f"{number:,}".replace(",", ".") + ",0",
        f"{number:,}".replace(",", ".") + ",00",
        power,
        power.replace(".", ","),
        power.lower(),
        f"{number:.0e}",
        f"{number:.10E}",
        power.replace("E+", "E"),
        power.replace("E+", "E+0"),
        repr(float(number)),
    ]


@EACH
def test_a_quantity_is_no_number_of_any_kind_and_is_called_what_it_is(kind: Kind, whole: str) -> None:
    for text in as_programs_write(whole):
        assert kind.check(text) == SPREADSHEET, text.replace(whole, "#")
        with pytest.raises(InvalidValueError):
            kind.parse(text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Msisdn, "81234567890.0"),
        (Msisdn, "8.1234567890E+10"),
        (PhoneNumber, "8.12345678E10"),
        (Nik, "317407150895001.0"),
        (Nik, "3.17407E+15"),
        (FamilyCardNumber, "3.17407E15"),
        (PassportNumber, "12345678.0"),
        (PassportNumber, "1.2345678E7"),
        (PermitNumber, "12345678,0"),
        (Iccid, "8,96E+18"),
        (Imsi, "51010123456789.0"),
        # Put together from a text and such a quantity
        (Msisdn, "+62 81234567890.0"),
        (Msisdn, "+62.81234567890.0"),
        (Msisdn, "+6281234567890.0"),
        (Msisdn, "(81234567890.0)"),
        (PhoneNumber, "021 5551234.0"),
        (PassportNumber, "X1234567.0"),
        (Nik, "3174 071508950001.0"),
        # A full stop, or a database's six decimals
        (Msisdn, "81234567890.0."),
        (Msisdn, "81234567890. 0"),
        (Msisdn, "8123456789E+1"),
        (Msisdn, "8.1234567890 E+10."),
        (Msisdn, "812345678.000"),
        (PassportNumber, "123456.000000"),
        (PassportNumber, "12345.000"),
        (Iccid, "896210001234567890.000"),
        (Imsi, "51010123456789.000"),
    ],
)
def test_the_ways_such_a_quantity_comes_in(kind: Kind, text: str) -> None:
    assert kind.check(text) == SPREADSHEET


@pytest.mark.parametrize(
    ("kind", "text", "plain"),
    [
        (Msisdn, "0812.3456.7890", "+6281234567890"),
        (Msisdn, "81.234.567.890", "+6281234567890"),
        (Msisdn, "0812.3456.780", "+628123456780"),
        (Msisdn, "08.12.34.56.78.00", "+6281234567800"),
        (Msisdn, "08.12.34.56.78.0", "+62812345678" + "0"),
        (Msisdn, "0812.345.678.0", "+628123456780"),
        (Msisdn, "+62 811 1234.000", "+628111234000"),
        (Msisdn, "0811.1234000", "+628111234000"),
        (PhoneNumber, "021.500.0000", "+62215000000"),
        (PhoneNumber, "0215500.000", "+62215500000"),
        (Nik, "35.2318.150895.0001", "3523181508950001"),
        (Nik, "317407.150895.0000", "3174071508950000"),
        (Nik, "317407150895.0000", "3174071508950000"),
        (FamilyCardNumber, "3174.0715.0815.0001", "3174071508150001"),
        (PassportNumber, "1234.000", "1234000"),
        (PassportNumber, "X.123.4560", "X1234560"),
        (PassportNumber, "12E34567", "12E34567"),
        (PassportNumber, "1234.5670", "12345670"),
        (PermitNumber, "2C21.JE0000", "2C21JE0000"),
        (Iccid, "8962.1000.1234.5678.90", "896210001234567890"),
        (Imsi, "510.10.1234567000", "510101234567000"),
    ],
)
def test_other_dots_stay_separators(kind: Kind, text: str, plain: str) -> None:
    assert kind.parse(text).reveal() == plain


@pytest.mark.parametrize(
    "text", ["123456789012.0", "123456789012,0", "1234567.000", "8.12345E+11", "8.12345E11", "8,12345e+011"]
)
def test_an_office_may_number_as_it_likes_so_its_number_is_kept_and_doubted(text: str) -> None:
    assert DocumentNumber.check(text) == (Issue(IssueCode.NUMBER_SPREADSHEET),)
    assert DocumentNumber.parse(text).reveal() == text


@pytest.mark.parametrize(
    "text",
    [
        "470.0",
        "400.12.2.1/0",
        "470/123/SKT/2026.0",
        "2.1E+3",
        "12E45678",
        "1234567.01",
        "1234567",
        "470.123.0",
        "1,234,567",
    ],
)
def test_an_office_that_puts_dots_into_its_numbers_is_not_doubted(text: str) -> None:
    assert DocumentNumber.check(text) == ()


@st.composite
def dotted(draw: st.DrawFn, digits: st.SearchStrategy[str]) -> tuple[str, str]:
    """A number, and the same in three or more groups of two to six digits with dots between."""
    whole = draw(digits)
    left, groups = whole, list[str]()
    while len(left) > 3:
        size = draw(st.integers(2, min(6, len(left) - 2)))
        groups.append(left[:size])
        left = left[size:]
    return whole, ".".join((*groups, left))


@given(dotted(st.from_regex(mobile_shape().pattern, fullmatch=True)))
def test_law_a_phone_number_in_dotted_groups_reads_as_itself(pair: tuple[str, str]) -> None:
    whole, text = pair
    if text.count(".") > 1:
        assert Msisdn.parse("0" + text) == PhoneNumber.parse("0" + text).msisdn == Msisdn.parse(whole)


@given(dotted(st.from_regex(r"[1-9][0-9]{5}(0[1-9]|4[1-9])(0[1-9])[0-9]{6}", fullmatch=True)))
def test_law_a_nik_in_dotted_groups_reads_as_itself(pair: tuple[str, str]) -> None:
    whole, text = pair
    assert Nik.read(text).value == Nik.read(whole).value
    assert FamilyCardNumber.check(text) == FamilyCardNumber.check(whole)


@given(dotted(st.from_regex(r"8962[0-9]{14,16}", fullmatch=True)))
def test_law_a_card_in_dotted_groups_reads_as_itself(pair: tuple[str, str]) -> None:
    whole, text = pair
    assert Iccid.parse(text) == Iccid.parse(whole)


@given(st.sampled_from(list(WHOLE)), st.integers(10**6, 10**32 - 1))
def test_law_no_quantity_is_read_as_a_number(kind: Kind, number: int) -> None:
    for text in as_programs_write(str(number)):
        assert kind.check(text) == SPREADSHEET


@given(st.sampled_from(list(WHOLE)), st.text("0123456789 -", max_size=40))
def test_law_a_decimal_zero_is_never_the_last_digit_of_a_number(kind: Kind, whole: str) -> None:
    for zeros in (".0", ".00", ",0", ",00"):
        assert kind.check(f"{whole}7{zeros}") == SPREADSHEET
