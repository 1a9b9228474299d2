"""Phone numbers: the table of measured inputs, every refusal, the prefixes, and laws. Every number is made up."""

import copy
import pickle
import subprocess
import sys
from datetime import date
from typing import Any, NoReturn, cast

import attrs
import phonenumbers
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneMetadata, carrier

from bad_manners import Thrower, lying
from simreplace._data.prefixes import AS_OF, PREFIXES, SOURCES
from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode, Severity
from simreplace.values.operator import Brand, Operator, PrefixHint
from simreplace.values.phone import _SHORTEST_PAIR, Msisdn, PhoneNumber, mobile_shape

SAMPLE = "+6281234567890"
HUGE = 10**6

# Digits of other scripts, separators of other kinds, and what else is found around numbers in pasted text.
ADVERSARIAL = "0123456789 .-()+*#/,;xXeEatu\t\n\x00٠१８²①\u00a0\u00ad\u200b\u202e\ufeff\ud800‐🙂"

national_mobiles = st.from_regex(mobile_shape().pattern, fullmatch=True)
adversarial = st.text(ADVERSARIAL, max_size=40)


def codes(text: object) -> list[IssueCode]:
    return [issue.code for issue in Msisdn.check(text)]


def phone_codes(text: object) -> list[IssueCode]:
    return [issue.code for issue in PhoneNumber.check(text)]


ACCEPTED = [
    ("plain national form", "081234567890", SAMPLE),
    ("plain E.164", "+6281234567890", SAMPLE),
    ("62 without plus", "6281234567890", SAMPLE),
    ("stray trunk 0 after +62", "+62 0812 3456 7890", SAMPLE),
    ("0062 lands on the same number", "006281234567890", SAMPLE),
    ("bare-62 trap, 11 digits", "62811123456", "+62811123456"),
    ("bare-62 trap, 11 digits, another prefix", "62812345678", "+62812345678"),
    ("10 digits with 0 is the shortest", "0811123456", "+62811123456"),
    # Beyond the measured table
    ("without the 0", "81234567890", SAMPLE),
    ("13 digits with 0 is the longest", "0812345678901", "+62812345678901"),
    ("stray trunk 0 in brackets", "+62 (0) 812-3456-7890", SAMPLE),
    ("stray trunk 0 after a bare 62", "62081234567890", SAMPLE),
    ("stray trunk 0 after 0062", "0062 0 812.3456.7890", SAMPLE),
    ("country code in brackets", "(+62) 812 3456 7890", SAMPLE),
    ("several pairs of brackets", "(0812) (3456) 7890", SAMPLE),
    ("ASCII whitespace around it", " \t081234567890\r\n", SAMPLE),
    ("separators in a row", "0812 - 3456 -- 7890", SAMPLE),
]


@pytest.mark.parametrize(("text", "e164"), [row[1:] for row in ACCEPTED], ids=[row[0] for row in ACCEPTED])
def test_every_accepted_form_lands_on_one_number(text: str, e164: str) -> None:
    assert Msisdn.parse(text).reveal() == e164
    assert Msisdn.check(text) == ()
    assert PhoneNumber.parse(text).reveal() == e164
    assert PhoneNumber.check(text) == ()


def at(code: IssueCode, position: int, character: str = "") -> Issue:
    params: tuple[tuple[str, str | int], ...] = (("at", position),)
    return Issue(code, params=(*params, ("character", character)) if character else params)


# What keeps a text from being one plain number, for the number to replace and for a contact phone alike.
NOT_ONE_NUMBER = [
    ("non-ASCII digits (full-width)", "０８１２３４５６７８９０", at(IssueCode.TEXT_NON_ASCII, 1, "U+FF10")),
    ("half Arabic-Indic", "0812345\u0666\u0667\u0668\u0669\u0660", at(IssueCode.TEXT_NON_ASCII, 8, "U+0666")),
    ("superscript digit", "08123456789\u2070", at(IssueCode.TEXT_NON_ASCII, 12, "U+2070")),
    ("zero-width space inside", "0812\u200b34567890", at(IssueCode.TEXT_NON_ASCII, 5, "U+200B")),
    ("soft hyphen inside", "0812\xad34567890", at(IssueCode.TEXT_NON_ASCII, 5, "U+00AD")),
    ("NBSP", "0812\xa03456\xa07890", at(IssueCode.TEXT_NON_ASCII, 5, "U+00A0")),
    ("right-to-left override prefix", "\u202e081234567890", at(IssueCode.TEXT_NON_ASCII, 1, "U+202E")),
    ("LRE/PDF wrapping", "\u202a+6281234567890\u202c", at(IssueCode.TEXT_NON_ASCII, 1, "U+202A")),
    ("vanity letters", "0812FLOWERS0", at(IssueCode.MSISDN_LETTERS, 5)),
    ("trailing words become digits", "081234567890 (istri)", at(IssueCode.MSISDN_LETTERS, 15)),
    ("leading words", "HP: 081234567890", at(IssueCode.MSISDN_LETTERS, 1)),
    ("extension", "081234567890x99999", at(IssueCode.MSISDN_EXTENSION, 13)),
    ("extension of one digit", "0811234567x9", at(IssueCode.MSISDN_EXTENSION, 11)),
    # Beyond the measured table
    ("NBSP at the end, which str.strip would take", "081234567890\xa0", at(IssueCode.TEXT_NON_ASCII, 13, "U+00A0")),
    ("non-ASCII outranks letters", "HP: 0812\xa034567890", at(IssueCode.TEXT_NON_ASCII, 9, "U+00A0")),
    ("a letter O for the 0", "O81234567890", at(IssueCode.MSISDN_LETTERS, 1)),
    ("an x that nothing follows", "081234567890x", at(IssueCode.MSISDN_LETTERS, 13)),
    ("digits hidden behind x", "0812xxxx7890", at(IssueCode.MSISDN_LETTERS, 5)),
    ("a tel: address", "tel:+6281234567890", at(IssueCode.MSISDN_LETTERS, 1)),
    ("ext. with a dot", "081234567890 EXT. 12", at(IssueCode.MSISDN_EXTENSION, 14)),
    ("extension in one word", "0812 3456 7890 extension 12", at(IssueCode.MSISDN_EXTENSION, 16)),
    ("extension of a tel: address", "+6281234567890;ext=12", at(IssueCode.MSISDN_EXTENSION, 15)),
    ("extension after a number sign", "081234567890 #12", at(IssueCode.MSISDN_EXTENSION, 14)),
    ("extension in brackets", "081234567890 (ext 12)", at(IssueCode.MSISDN_EXTENSION, 15)),
    ("words behind an extension", "081234567890x99 istri", at(IssueCode.MSISDN_EXTENSION, 13)),
    ("words before an extension", "HP 081234567890x99", at(IssueCode.MSISDN_LETTERS, 1)),
    ("seven digits are a number that another can follow", "0812345/67", at(IssueCode.MSISDN_SEVERAL, 9)),
    ("six digits are not", "081234/567890", at(IssueCode.TEXT_CHARACTER, 7)),
    ("two numbers with a slash", "081234567890/081234567891", at(IssueCode.MSISDN_SEVERAL, 14)),
    ("two numbers with a comma", "081234567890, 081234567891", at(IssueCode.MSISDN_SEVERAL, 15)),
    ("two numbers with a semicolon", "081234567890;+6281234567891", at(IssueCode.MSISDN_SEVERAL, 14)),
    ("two numbers with atau", "081234567890 ATAU 081234567891", at(IssueCode.MSISDN_SEVERAL, 19)),
    ("two numbers with dan", "081234567890 dan 081234567891", at(IssueCode.MSISDN_SEVERAL, 18)),
    ("two numbers with or", "081234567890 or (0812) 34567891", at(IssueCode.MSISDN_SEVERAL, 17)),
    ("two numbers that a plus parts", "081234567890 +6281234567891", at(IssueCode.MSISDN_SEVERAL, 14)),
    ("two numbers that a space parts", "081234567890 081234567891", at(IssueCode.MSISDN_SEVERAL, 14)),
    ("two grouped numbers", "0812 3456 7890 0812 3456 7891", at(IssueCode.MSISDN_SEVERAL, 16)),
    ("two numbers that a hyphen parts", "0812 3456 7890 - 0812-3456-7891", at(IssueCode.MSISDN_SEVERAL, 18)),
    ("two numbers that a dot parts", "0812.3456.7890.0812.3456.7891", at(IssueCode.MSISDN_SEVERAL, 16)),
    ("three numbers", "081234567890 081234567891 081234567892", at(IssueCode.MSISDN_SEVERAL, 14)),
    ("a mobile number and a landline", "081234567890 (021) 5551234", at(IssueCode.MSISDN_SEVERAL, 14)),
    ("two landlines", "021 5551234 021 5551235", at(IssueCode.MSISDN_SEVERAL, 13)),
    ("one without its 0", "0812 3456 7890 812 3456 7891", at(IssueCode.MSISDN_SEVERAL, 16)),
    ("one with its country code", "62812 3456 7890 62812 3456 7891", at(IssueCode.MSISDN_SEVERAL, 17)),
    ("a number and one of Singapore", "0812 3456 7890 0065 8123 4567", at(IssueCode.MSISDN_SEVERAL, 16)),
    ("two of Singapore", "+65 8123 4567 006581234568", at(IssueCode.MSISDN_SEVERAL, 15)),
    ("a spreadsheet's number", "81234567890.0", Issue(IssueCode.TEXT_SPREADSHEET)),
    ("a spreadsheet's power of ten", "8.1234567890E+10", Issue(IssueCode.TEXT_SPREADSHEET)),
    ("a slash within a number", "0812/34567890", at(IssueCode.TEXT_CHARACTER, 5)),
    ("an underscore", "0812_34567890", at(IssueCode.TEXT_CHARACTER, 5)),
    ("a tab inside", "0812\t34567890", at(IssueCode.TEXT_CHARACTER, 5)),
    ("a NUL inside", "0812\x0034567890", at(IssueCode.TEXT_CHARACTER, 5)),
    ("a number sign that nothing follows", "081234567890#", at(IssueCode.TEXT_CHARACTER, 13)),
    ("two plus signs", "++6281234567890", at(IssueCode.TEXT_CHARACTER, 2)),
    ("a plus inside", "62+81234567890", at(IssueCode.TEXT_CHARACTER, 3)),
    ("a plus at the end", "081234567890+", at(IssueCode.TEXT_CHARACTER, 13)),
    ("a bracket that is never closed", "0812 (3456 7890", at(IssueCode.TEXT_CHARACTER, 6)),
    ("a bracket that was never opened", "0812) 34567890", at(IssueCode.TEXT_CHARACTER, 5)),
    ("brackets within brackets", "((0812)) 34567890", at(IssueCode.TEXT_CHARACTER, 1)),
    ("nothing", "", Issue(IssueCode.TEXT_EMPTY)),
    ("only whitespace", " \t\n", Issue(IssueCode.TEXT_EMPTY)),
    ("None", None, Issue(IssueCode.TEXT_TYPE, params=(("found", "nothing"),))),
    ("a number", 81234567890, Issue(IssueCode.TEXT_TYPE, params=(("found", "number"),))),
    ("bytes", b"081234567890", Issue(IssueCode.TEXT_TYPE, params=(("found", "bytes"),))),
    ("65 characters", "0" * 65, Issue(IssueCode.TEXT_TOO_LONG, params=(("limit", 64),))),
]


def test_no_two_numbers_are_as_short_as_what_is_not_searched_for_a_second_one() -> None:
    known: list[Any] = [PhoneMetadata.metadata_for_region(region) for region in phonenumbers.SUPPORTED_REGIONS]
    shortest = min(len(str(each.country_code)) + min(each.general_desc.possible_length) for each in known)
    assert 2 * shortest >= _SHORTEST_PAIR


@pytest.mark.parametrize(("text", "issue"), [row[1:] for row in NOT_ONE_NUMBER], ids=[row[0] for row in NOT_ONE_NUMBER])
def test_what_is_not_one_plain_number_is_refused_where_it_goes_wrong(text: object, issue: Issue) -> None:
    assert Msisdn.check(text) == (issue,)
    assert PhoneNumber.check(text) == (issue,)


# What is one plain number, but not that of an Indonesian SIM card.
NOT_A_SIM_CARD = [
    ("country code twice", "+626281234567890", IssueCode.MSISDN_COUNTRY_CODE_TWICE),
    ("too short", "0812345", IssueCode.MSISDN_TOO_SHORT),
    ("landline", "0215551234", IssueCode.MSISDN_LANDLINE),
    ("service number", "188", IssueCode.MSISDN_SERVICE_CODE),
    ("service code", "*888#", IssueCode.MSISDN_SERVICE_CODE),
    ("foreign", "+14155552671", IssueCode.MSISDN_FOREIGN),
    # Beyond the measured table
    ("country code twice, with 0s and brackets", "0062 (0) 62 0812 3456 7890", IssueCode.MSISDN_COUNTRY_CODE_TWICE),
    ("country code twice, neither with a plus", "626281234567890", IssueCode.MSISDN_COUNTRY_CODE_TWICE),
    ("country code twice before a short number", "+6262811123456", IssueCode.MSISDN_COUNTRY_CODE_TWICE),
    ("a landline in area 0628, not a country code twice", "062811123456", IssueCode.MSISDN_LANDLINE),
    ("bare-62 trap, 9 digits", "628111234", IssueCode.MSISDN_TOO_SHORT),
    ("bare-62 trap, 10 digits", "6281112345", IssueCode.MSISDN_TOO_SHORT),
    ("9 digits with 0", "081112345", IssueCode.MSISDN_TOO_SHORT),
    ("the country code alone", "+62", IssueCode.MSISDN_TOO_SHORT),
    ("the 0 alone", "0", IssueCode.MSISDN_TOO_SHORT),
    ("separators alone", "( ) - .", IssueCode.MSISDN_TOO_SHORT),
    ("14 digits with 0", "08123456789012", IssueCode.MSISDN_TOO_LONG),
    ("bare digits that are a landline here and a number of Singapore", "6581234567", IssueCode.MSISDN_NOT_MOBILE),
    ("080x is no mobile block", "080123456789", IssueCode.MSISDN_NOT_MOBILE),
    ("084x is no mobile block", "084123456789", IssueCode.MSISDN_NOT_MOBILE),
    ("084x without the 0", "84123", IssueCode.MSISDN_NOT_MOBILE),
    ("a landline without its area", "5551234", IssueCode.MSISDN_NOT_MOBILE),
    ("two 0s after the country code", "+62 00812345678", IssueCode.MSISDN_NOT_MOBILE),
    ("two 0s after a bare country code", "6200812345678", IssueCode.MSISDN_NOT_MOBILE),
    ("two 0s after a bare country code, which is no area 0620", "62008123456", IssueCode.MSISDN_NOT_MOBILE),
    ("a service number with the 0", "0188", IssueCode.MSISDN_NOT_MOBILE),
    ("a service number with the country code", "+62188", IssueCode.MSISDN_NOT_MOBILE),
    ("a plus before the 0", "+081234567890", IssueCode.MSISDN_NOT_MOBILE),
    ("a country code that nobody has", "+999123456789", IssueCode.MSISDN_NOT_MOBILE),
    ("a plus alone", "+", IssueCode.MSISDN_NOT_MOBILE),
    ("0s alone", "0" * 64, IssueCode.MSISDN_NOT_MOBILE),
    ("landline with the country code", "+62 (21) 555 1234", IssueCode.MSISDN_LANDLINE),
    ("landline with a bare country code", "62215551234", IssueCode.MSISDN_LANDLINE),
    ("landline without the 0", "215551234", IssueCode.MSISDN_LANDLINE),
    ("emergency number", "112", IssueCode.MSISDN_SERVICE_CODE),
    ("short number of five digits", "14045", IssueCode.MSISDN_SERVICE_CODE),
    ("company number", "1500 123", IssueCode.MSISDN_SERVICE_CODE),
    ("service code with arguments", " *123*4# ", IssueCode.MSISDN_SERVICE_CODE),
    ("toll-free number that begins with 00", "001803301234", IssueCode.MSISDN_SERVICE_CODE),
    ("foreign with 00", "0014155552671", IssueCode.MSISDN_FOREIGN),
    ("foreign with too few digits", "+1415", IssueCode.MSISDN_FOREIGN),
    ("a toll-free number of another country behind 008", "008 1 800 555 0100", IssueCode.MSISDN_FOREIGN),
    ("008 before the country code", "0086281234567890", IssueCode.MSISDN_FOREIGN),
]


@pytest.mark.parametrize(("text", "code"), [row[1:] for row in NOT_A_SIM_CARD], ids=[row[0] for row in NOT_A_SIM_CARD])
def test_what_is_not_the_number_of_a_sim_card_is_refused_with_its_own_code(text: str, code: IssueCode) -> None:
    assert Msisdn.check(text) == (Issue(code),)
    with pytest.raises(InvalidValueError) as caught:
        Msisdn.parse(text)
    assert caught.value.issues == (Issue(code),)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0828 1234 567", IssueCode.MSISDN_PREFIX_UNALLOCATED),
        ("0868 1234 567", IssueCode.MSISDN_PREFIX_UNALLOCATED),
        ("0884 1234 567", IssueCode.MSISDN_PREFIX_DISPUTED),
        ("0885 1234 567", IssueCode.MSISDN_PREFIX_DISPUTED),
        ("0886 1234 567", IssueCode.MSISDN_PREFIX_DISPUTED),
        ("0851 1234 567", IssueCode.MSISDN_PREFIX_AMBIGUOUS),
        ("0859 1234 567", IssueCode.MSISDN_PREFIX_AMBIGUOUS),
    ],
    ids=["0828", "0868", "0884", "0885", "0886", "0851", "0859"],
)
def test_a_doubtful_prefix_is_named_and_never_refused(text: str, code: IssueCode) -> None:
    issue = Issue(code, params=(("prefix", text[:4]),))
    assert Msisdn.check(text) == PhoneNumber.check(text) == (issue,)
    assert issue.severity is (Severity.NOTE if code is IssueCode.MSISDN_PREFIX_AMBIGUOUS else Severity.FLAG)
    assert Msisdn.parse(text).reveal("national") == text.replace(" ", "")


BLOCKS = tuple(f"8{second}{third}" for second in "123456789" for third in "0123456789" if second != "4")

# libphonenumber still names the companies that merged into XLSMART, and never a brand of IOH.
OPERATORS_BY_CARRIER = {
    "Telkomsel": Operator.TELKOMSEL,
    "Indosat Ooredoo Hutchison": Operator.IOH,
    "XL": Operator.XLSMART,
    "AXIS": Operator.XLSMART,
    "Smartfren": Operator.XLSMART,
}


@pytest.mark.parametrize("block", BLOCKS)
def test_the_operators_agree_with_the_carrier_map_of_phonenumbers(block: str) -> None:
    number = Msisdn.parse(f"+62{block}1234567")
    named = carrier.name_for_number(phonenumbers.parse(number.reveal()), "en")
    if number.hint is not None and number.hint.status == "disputed":
        assert named == ""
    else:
        assert number.operators == ({OPERATORS_BY_CARRIER[named]} if named else set())
        assert (number.hint is None) == (named == "")
    if named in {"XL", "AXIS", "Smartfren"}:
        assert Brand(named.lower()) in number.brands


def test_as_many_blocks_are_without_an_operator_as_were_counted() -> None:
    assert len(BLOCKS) == 80
    unknown = [block for block in BLOCKS if codes(f"0{block}1234567") == [IssueCode.MSISDN_PREFIX_UNALLOCATED]]
    assert len(unknown) == 42 - 3  # the three disputed ones have none in the carrier map


def test_what_the_carrier_map_takes_for_one_company_is_two_brands() -> None:
    blocks = {brand: {prefix for prefix, row in PREFIXES.items() if brand in row.brands} for brand in ("im3", "tri")}
    assert blocks["im3"] == {"0814", "0815", "0816", "0855", "0856", "0857", "0858"}
    assert blocks["tri"] == {"0895", "0896", "0897", "0898", "0899"}


def test_a_brand_belongs_to_one_operator() -> None:
    pairs = {(brand, row.operator) for row in PREFIXES.values() for brand in row.brands}
    assert {brand: Operator(operator) for brand, operator in pairs} == {
        Brand.TELKOMSEL: Operator.TELKOMSEL,
        Brand.BYU: Operator.TELKOMSEL,
        Brand.IM3: Operator.IOH,
        Brand.TRI: Operator.IOH,
        Brand.XL: Operator.XLSMART,
        Brand.AXIS: Operator.XLSMART,
        Brand.SMARTFREN: Operator.XLSMART,
    }
    assert len(pairs) == len(Brand)


@pytest.mark.parametrize("prefix", sorted(PREFIXES))
def test_a_row_of_the_prefix_table_is_mobile_and_says_where_it_is_from(prefix: str) -> None:
    row = PREFIXES[prefix]
    assert mobile_shape().pattern.fullmatch(prefix[1:] + "123456")
    assert row.as_of <= AS_OF
    assert row.sources
    assert set(row.sources) <= set(SOURCES)
    assert (len(row.brands) > 1) == (row.status == "ambiguous")


def test_the_hint_of_a_split_prefix_names_both_brands_and_admits_how_little_is_known() -> None:
    number = Msisdn.parse("0851 5123 4567")
    assert number.operators == {Operator.TELKOMSEL}
    assert number.brands == {Brand.TELKOMSEL, Brand.BYU}
    assert number.hint == PrefixHint(
        status="ambiguous",
        confidence="low",
        as_of=date(2022, 1, 1),
        source="; ".join(SOURCES[key] for key in ("PN", "IDPHONE", "ELIS", "IDFOT")),
    )


def test_a_number_without_a_known_operator_has_no_hint() -> None:
    number = Msisdn.parse("0828 1234 567")
    assert (number.operators, number.brands, number.hint) == (frozenset(), frozenset(), None)


def test_both_written_forms_are_revealed_and_no_third() -> None:
    number = Msisdn.parse("0812 3456 7890")
    assert number.reveal() == number.reveal("e164") == SAMPLE
    assert number.reveal("national") == "081234567890"
    with pytest.raises(AssertionError):
        number.reveal(cast("Any", "rfc3966"))


def test_masks_show_the_prefix_and_the_end_alone() -> None:
    assert repr(Msisdn.parse(SAMPLE)) == "Msisdn(+62812*****890)"
    assert f"{Msisdn.parse(SAMPLE)}" == "+62812*****890"
    assert repr(Msisdn.parse("0811123456")) == "Msisdn(+62811***456)"
    assert repr(PhoneNumber.parse(SAMPLE)) == "PhoneNumber(+62*********90)"


# A contact phone


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("021-5551234", "+62215551234"),
        ("(021) 555 1234", "+62215551234"),
        ("+62 (0) 21 555 1234", "+62215551234"),
        ("62215551234", "+62215551234"),
        ("0062 21 555 1234", "+62215551234"),
        ("0628 11123456", "+6262811123456"),
    ],
    ids=["national", "brackets", "stray 0", "bare 62", "0062", "an area that begins like the country code"],
)
def test_an_indonesian_landline_is_a_contact_phone_but_no_sim_card(text: str, e164: str) -> None:
    phone = PhoneNumber.parse(text)
    assert PhoneNumber.check(text) == ()
    assert phone.reveal() == e164
    assert phone.msisdn is None


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("+1 (202) 555-0100", "+12025550100"),
        ("+44 (0)20 7946 0958", "+442079460958"),
        ("+39 06 6982", "+39066982"),
        ("+800 1234 5678", "+80012345678"),
        ("0065 8123 4567", "+6581234567"),
        ("00 1 (202) 555-0100", "+12025550100"),
        ("0081 90 1234 5678", "+819012345678"),
        ("0044 (0)20 7946 0958", "+442079460958"),
    ],
    ids=[
        "United States",
        "United Kingdom with its 0",
        "Italy, which keeps its 0",
        "no country at all",
        "Singapore behind 00",
        "United States behind 00",
        "Japan behind 00",
        "United Kingdom behind 00",
    ],
)
def test_a_contact_phone_of_another_country_is_noted(text: str, e164: str) -> None:
    phone = PhoneNumber.parse(text)
    assert PhoneNumber.check(text) == (Issue(IssueCode.PHONE_FOREIGN),)
    assert IssueCode.PHONE_FOREIGN.severity is Severity.NOTE
    assert phone.reveal() == e164
    assert phone.msisdn is None


@pytest.mark.parametrize(
    "text",
    ["+1 202 555 01000", "+1 000 555 0100", "202 555 0100", "+999 1234 5678", "+0812 3456 7890", "+", "188", "---",
     "5551234", "0812345", "08123456789012", "+626281234567890", "6281112345", "62008123456", "001803301234",
     "6581234567", "215551234", "62811123", "2744 123456", "8001234567", "8041234567", "8091234567", "1771234567",
     "12025550100", "00999 1234 5678", "000 65 8123 4567"],
    ids=["too long", "no such area", "without a plus", "no such country", "a plus before the 0", "a plus alone",
         "service number", "separators", "without its area", "too short", "too long at home", "country code twice",
         "bare-62 trap", "two 0s after a bare country code", "toll-free number that begins with 00",
         "Singapore without a plus", "Jakarta without its 0", "an area that begins with 62 without its 0",
         "South Africa or Indonesia", "toll-free or the United States", "shared cost or Virginia",
         "premium rate or the Dominican Republic", "toll-free without its 0", "the United States without a plus",
         "00 and no country", "a 0 too many"],
)  # fmt: skip
def test_what_phonenumbers_calls_invalid_is_no_contact_phone(text: str) -> None:
    assert PhoneNumber.check(text) == (Issue(IssueCode.PHONE_INVALID),)


@pytest.mark.parametrize(
    ("text", "e164", "kind"),
    [
        ("0809 1 234 567", "+628091234567", "premium_rate"),
        ("0804 1 234 567", "+628041234567", "shared_cost"),
        ("0807 1 123 456", "+628071123456", "uan"),
        ("1500 123", "+621500123", "uan"),
        ("8071123456", "+628071123456", "uan"),
    ],
)
def test_an_indonesian_number_that_is_nobodys_own_phone_is_flagged_with_its_kind(
    text: str, e164: str, kind: str
) -> None:
    phone = PhoneNumber.parse(text)
    assert phone.reveal() == e164
    assert phone.kind.value == kind
    assert phone.issues == (Issue(IssueCode.PHONE_UNUSUAL_KIND, params=(("kind", kind),)),)
    assert IssueCode.PHONE_UNUSUAL_KIND.severity is Severity.FLAG
    # Also where it was stored before anybody looked at its kind.
    assert PhoneNumber._restore(e164).issues == phone.issues


FLAGGED_KINDS = {
    "premium_rate": phonenumbers.PhoneNumberType.PREMIUM_RATE,
    "shared_cost": phonenumbers.PhoneNumberType.SHARED_COST,
    "personal": phonenumbers.PhoneNumberType.PERSONAL_NUMBER,
    "pager": phonenumbers.PhoneNumberType.PAGER,
    "uan": phonenumbers.PhoneNumberType.UAN,
    "voicemail": phonenumbers.PhoneNumberType.VOICEMAIL,
}


@pytest.mark.parametrize("number_type", sorted(phonenumbers.PhoneNumberType.values()))
def test_the_examples_of_every_country_are_flagged_by_their_kind_alone(number_type: int) -> None:
    expected = {kind for kind, flagged in FLAGGED_KINDS.items() if flagged == number_type}
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        example = phonenumbers.example_number_for_type(region, number_type)
        # An example may belong to another kind that is asked first.
        if example is None or phonenumbers.number_type(example) != number_type:
            continue
        phone = PhoneNumber.parse(phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164))
        kinds = {dict(issue.params)["kind"] for issue in phone.issues if issue.code is IssueCode.PHONE_UNUSUAL_KIND}
        assert kinds == expected, region


def test_a_service_code_is_no_contact_phone() -> None:
    assert phone_codes("*888#") == [IssueCode.TEXT_CHARACTER]


def test_a_toll_free_number_that_keeps_its_0s_reads_back_as_itself() -> None:
    phone = PhoneNumber.parse("+62001803301234")
    assert PhoneNumber.parse(phone.reveal()) == phone


# Laws


@given(national_mobiles)
def test_a_mobile_number_is_the_same_as_sim_card_and_as_contact(national: str) -> None:
    number, phone = Msisdn.parse("0" + national), PhoneNumber.parse("0" + national)
    assert phone.msisdn == number
    assert phone.reveal() == number.reveal() == f"+62{national}"
    assert number.reveal("national") == f"0{national}"
    assert Msisdn.check("0" + national) == PhoneNumber.check("0" + national)


@given(
    national_mobiles,
    national_mobiles,
    st.sampled_from((" ", "  ", " - ", ". ")),
    st.sampled_from(("0", "+62", "62", "8")),
)
def test_two_numbers_are_two_whatever_parts_them(one: str, other: str, gap: str, begins: str) -> None:
    text = f"0{one}{gap}{other if begins == '8' else begins + other}"
    expected = (at(IssueCode.MSISDN_SEVERAL, len(one) + len(gap) + 2),)
    assert Msisdn.check(text) == PhoneNumber.check(text) == expected


def test_what_nothing_stands_before_is_no_contact_unless_it_begins_with_62_or_belongs_to_a_company() -> None:
    accepted = refused = 0

    # What begins with 2 to 7 is half of it the number of a landline or of a company, but for the 0 or the plus in front.
    @settings(max_examples=400)
    @given(
        st.one_of(
            st.from_regex(r"[1-79][0-9]{4,14}", fullmatch=True),
            st.from_regex(r"1500[0-9]{3}", fullmatch=True),
            st.from_regex(r"(62)?(21|361)[1-9][0-9]{6}", fullmatch=True),
            national_mobiles.map("62{}".format),
        )
    )
    def looked_at(text: str) -> None:
        nonlocal accepted, refused
        if PhoneNumber.read(text).value is None:
            refused += 1
        else:
            accepted += 1
            assert text.startswith("62") or text[:4] == "1500"

    looked_at()
    assert min(accepted, refused) >= 40


@given(national_mobiles)
def test_no_middle_digit_is_shown(national: str) -> None:
    number, phone = Msisdn.parse("0" + national), PhoneNumber.parse("0" + national)
    hidden = len(number.reveal()) - 9
    assert repr(number) == f"Msisdn(+62{national[:3]}{'*' * hidden}{national[-3:]})"
    assert repr(phone) == f"PhoneNumber(+62{'*' * (hidden + 4)}{national[-2:]})"


REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
TYPES = [value for value in phonenumbers.PhoneNumberType.values() if value != phonenumbers.PhoneNumberType.UNKNOWN]


@st.composite
def numbers_of_the_world(draw: st.DrawFn) -> str:
    """A genuine example of some country and type, with a few of its last digits changed."""
    region = draw(st.sampled_from(REGIONS))
    example = phonenumbers.example_number_for_type(region, draw(st.sampled_from(TYPES)))
    if example is None:
        example = phonenumbers.example_number(region)
        assert example is not None
    text = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    tail = draw(st.text("0123456789", max_size=6))
    return text[: len(text) - len(tail)] + tail


@given(st.one_of(numbers_of_the_world(), national_mobiles.map("0{}".format)))
def test_a_contact_phone_reads_back_as_itself(text: str) -> None:
    try:
        phone = PhoneNumber.parse(text)
    except InvalidValueError:
        return
    plain = phone.reveal()
    assert PhoneNumber.parse(plain) == phone
    assert PhoneNumber.parse(plain).reveal() == plain
    assert pickle.loads(pickle.dumps(phone)) == copy.deepcopy(phone) == phone


@given(numbers_of_the_world())
def test_a_foreign_number_in_plain_form_is_judged_as_phonenumbers_judges_it(text: str) -> None:
    try:
        valid = phonenumbers.is_valid_number(phonenumbers.parse(text))
    except phonenumbers.NumberParseException:
        valid = False
    event("valid" if valid else "invalid")
    assert (IssueCode.PHONE_INVALID in phone_codes(text)) == (not valid)


def test_check_and_parse_agree_on_every_text() -> None:
    parsed = {Msisdn: 0, PhoneNumber: 0}

    @settings(max_examples=400)
    @given(st.one_of(adversarial, st.text(max_size=70), national_mobiles.map("0{}".format), numbers_of_the_world()))
    def looked_at(text: str) -> None:
        for kind in (Msisdn, PhoneNumber):
            issues = kind.check(text)
            if any(issue.severity is Severity.ERROR for issue in issues):
                with pytest.raises(InvalidValueError):
                    kind.parse(text)
            else:
                parsed[kind] += 1
                plain = kind.parse(text).reveal()
                assert kind.parse(plain).reveal() == plain
                assert set(plain) <= set("+0123456789")
                digits = "".join(character for character in text if character.isdigit())
                assert plain[-7:].lstrip("+") == digits[-7:][-len(plain[-7:].lstrip("+")) :]

    looked_at()
    assert min(parsed.values()) >= 30


@given(st.one_of(national_mobiles.map("+62{}".format), adversarial))
def test_no_issue_holds_more_of_a_number_than_its_prefix(text: str) -> None:
    for issue in (*Msisdn.check(text), *PhoneNumber.check(text)):
        for name, value in issue.params:
            if name == "prefix":
                assert isinstance(value, str) and len(value) == 4
            elif name == "at":
                assert isinstance(value, int) and 1 <= value <= len(text)
            elif name == "kind":
                assert value in FLAGGED_KINDS
            else:
                assert name == "character" and isinstance(value, str) and value.startswith("U+")


@pytest.mark.parametrize("kind", [Msisdn, PhoneNumber])
def test_an_object_that_raises_whatever_it_is_asked_is_merely_of_the_wrong_type(
    kind: type[Msisdn] | type[PhoneNumber],
) -> None:
    assert kind.check(Thrower()) == (Issue(IssueCode.TEXT_TYPE, params=(("found", "other"),)),)


@given(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.complex_numbers(), st.binary(), st.dates(),
        st.lists(st.text()), st.dictionaries(st.text(), st.text()), st.sampled_from((object, Msisdn, len, ..., st)),
    )
)  # fmt: skip
def test_whatever_is_not_text_is_of_the_wrong_type(thing: object) -> None:
    assert codes(thing) == phone_codes(thing) == [IssueCode.TEXT_TYPE]


@pytest.mark.parametrize("kind", [Msisdn, PhoneNumber])
def test_a_text_that_lies_about_itself_is_read_as_what_it_is(kind: type[Msisdn] | type[PhoneNumber]) -> None:
    assert [issue.code for issue in kind.check(lying("0812\u200b34567890", SAMPLE))] == [IssueCode.TEXT_NON_ASCII]
    assert kind.parse(lying("0813 3456 7890", SAMPLE)).reveal() == "+6281334567890"
    assert type(kind.parse(lying("0813 3456 7890", SAMPLE)).reveal()) is str
    assert [issue.code for issue in kind.check(lying("1" * HUGE, SAMPLE))] == [IssueCode.TEXT_TOO_LONG]


@pytest.mark.parametrize("kind", [Msisdn, PhoneNumber])
def test_a_million_characters_are_refused_by_the_cap_before_anybody_reads_them(
    kind: type[Msisdn] | type[PhoneNumber], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(text: str) -> NoReturn:
        raise AssertionError(len(text))

    monkeypatch.setattr(kind, "_read", read)
    for filling in ("1", " ", "(", "+62", "\u0660"):
        assert kind.check(filling * HUGE) == (Issue(IssueCode.TEXT_TOO_LONG, params=(("limit", 64),)),)


def test_a_value_is_checked_as_the_text_it_holds() -> None:
    assert Msisdn.check(Msisdn.parse(SAMPLE)) == ()
    assert codes(Msisdn.parse("0828 1234 567")) == [IssueCode.MSISDN_PREFIX_UNALLOCATED]
    assert codes(PhoneNumber.parse(SAMPLE)) == [IssueCode.TEXT_TYPE]


def test_a_sim_card_and_a_contact_with_the_same_number_are_different_things() -> None:
    assert Msisdn.parse(SAMPLE) != PhoneNumber.parse(SAMPLE)
    assert len({Msisdn.parse(SAMPLE), PhoneNumber.parse(SAMPLE), Msisdn.parse("0812 3456 7890")}) == 2


def test_what_is_known_of_a_prefix_cannot_be_changed() -> None:
    hint = Msisdn.parse(SAMPLE).hint
    assert hint is not None
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        hint.confidence = "high"  # type: ignore[misc]


def test_importing_the_module_does_not_import_phonenumbers_and_using_it_does() -> None:
    code = """
import sys
from simreplace.values.phone import Msisdn
before = "phonenumbers" in sys.modules
Msisdn.check("0812 3456 7890")
print(before, "phonenumbers" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False True\n"
