"""Our reading of Indonesian mobile numbers beside that of `phonenumbers`, and where the two part on purpose.

Every number is made up.
"""

import re
from typing import Final

import phonenumbers
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from simreplace.errors import InvalidValueError
from simreplace.issues import IssueCode, Severity
from simreplace.values.phone import Msisdn, mobile_shape

pytestmark: Final = pytest.mark.uncounted


def ours(text: str) -> str | None:
    try:
        return Msisdn.parse(text).reveal()
    except InvalidValueError:
        return None


def theirs(text: str) -> str | None:
    """What phonenumbers reads, if it is a valid Indonesian mobile number."""
    try:
        number = phonenumbers.parse(text, "ID")
    except phonenumbers.NumberParseException:
        return None
    mobile = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    if number.country_code != 62 or not mobile or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def as_a_quantity(text: str) -> bool:
    """Whether the last dot looks like that of a decimal part: phonenumbers would take the zeros behind it along."""
    whole, _, zeros = text.rstrip(" .-").rpartition(".")
    lone = "." not in whole and bool(re.search("[0-9] ?\\Z", whole))
    few = lone or bool(re.search("[0-9]{7}\\Z", whole))
    return (zeros in {"0", "00"} and few) or (
        bool(zeros) and not zeros.strip("0") and bool(re.fullmatch("[0-9]{9,}", whole))
    )


def undone(text: str) -> str:
    """The same number with a plus where a bare 62 or 0062 stood: the two forms that phonenumbers misreads."""
    digits = "".join(character for character in text if character.isdigit())
    if "+" not in text:
        for bare in ("0062", "62"):
            if digits.startswith(bare):
                return "+62" + digits.removeprefix(bare)
    return text


# Without the 0: mostly mobile or nearly so, and anything else that does not begin with a second 0.
national = st.one_of(
    st.from_regex(mobile_shape().pattern, fullmatch=True),
    st.from_regex(r"8[0-9]{5,13}", fullmatch=True),
    st.from_regex(r"62?0?8[0-9]{7,11}", fullmatch=True),
    st.from_regex(r"[1-9][0-9]{0,13}", fullmatch=True),
)
forms = st.sampled_from(("0{}", "62{}", "+62{}", "620{}", "+620{}", "+62 (0) {}", "(+62) {}", "0062{}", "00620{}"))


@st.composite
def typed(draw: st.DrawFn) -> str:
    digits = draw(national)
    grouped = "".join(digit + draw(st.sampled_from(("", "", "", " ", ".", "-", " - "))) for digit in digits)
    if digits.startswith("8") and draw(st.booleans()):
        return grouped
    return draw(forms).format(grouped)


@settings(max_examples=1000)
@given(typed())
def test_verdict_and_number_are_those_of_phonenumbers_once_a_bare_62_is_undone(text: str) -> None:
    expected = None if as_a_quantity(text) else theirs(undone(text))
    event("mobile" if expected else "refused")
    assert ours(text) == expected


@given(national, forms)
def test_every_form_of_a_number_has_the_same_verdict(digits: str, form: str) -> None:
    assert ours(form.format(digits)) == ours("0" + digits)


@st.composite
def mistyped(draw: st.DrawFn) -> str:
    """A number as it is typed, with a sign or two too many, too few or wrong: of mere signs next to none is a number."""
    text = draw(typed())
    for _ in range(draw(st.integers(0, 2))):
        place, dropped = draw(st.integers(0, len(text))), draw(st.integers(0, 1))
        text = text[:place] + draw(st.sampled_from(("", *"0123456789 .-()+"))) + text[place + dropped :]
    return text


def test_whatever_we_accept_phonenumbers_accepts_as_the_same_number() -> None:
    accepted = 0

    @settings(max_examples=400)
    @given(st.one_of(mistyped(), st.text("0123456789 .-()+", max_size=20)))
    def compared(text: str) -> None:
        nonlocal accepted
        found = ours(text)
        if found is not None:
            accepted += 1
            assert theirs(undone(text)) == found

    compared()
    assert accepted >= 40


# Where phonenumbers accepts an Indonesian mobile number and we refuse: (why, text, what it reads, our code).
REFUSED = [
    ("letters are read as digits", "0812FLOWERS0", "+6281235693770", IssueCode.MSISDN_LETTERS),
    ("leading words are skipped", "HP: 081234567890", "+6281234567890", IssueCode.MSISDN_LETTERS),
    ("a tel: address is followed", "tel:+6281234567890", "+6281234567890", IssueCode.MSISDN_LETTERS),
    ("an extension is lost in E.164", "081234567890x99999", "+6281234567890", IssueCode.MSISDN_EXTENSION),
    ("a short extension is lost in E.164", "0811234567x9", "+62811234567", IssueCode.MSISDN_EXTENSION),
    ("the parameter ext is lost in E.164", "+6281234567890;ext=12", "+6281234567890", IssueCode.MSISDN_EXTENSION),
    ("the number after a slash is dropped", "081234567890/x081234567891", "+6281234567890", IssueCode.MSISDN_LETTERS),
    ("full-width digits", "０８１２３４５６７８９０", "+6281234567890", IssueCode.TEXT_NON_ASCII),
    ("Arabic-Indic digits", "0812345٦٧٨٩٠", "+6281234567890", IssueCode.TEXT_NON_ASCII),
    ("Devanagari digits", "०८१२३४५६७८९०", "+6281234567890", IssueCode.TEXT_NON_ASCII),
    ("full-width plus", "＋6281234567890", "+6281234567890", IssueCode.TEXT_NON_ASCII),
    ("zero-width space", "0812\u200b34567890", "+6281234567890", IssueCode.TEXT_NON_ASCII),
    ("word joiner", "0812\u206034567890", "+6281234567890", IssueCode.TEXT_NON_ASCII),
    ("soft hyphen", "0812\xad34567890", "+6281234567890", IssueCode.TEXT_NON_ASCII),
    ("no-break space", "0812\xa03456\xa07890", "+6281234567890", IssueCode.TEXT_NON_ASCII),
    ("byte order mark", "\ufeff081234567890", "+6281234567890", IssueCode.TEXT_NON_ASCII),
    ("right-to-left override", "\u202e081234567890", "+6281234567890", IssueCode.TEXT_NON_ASCII),
    ("embedding marks", "\u202a+6281234567890\u202c", "+6281234567890", IssueCode.TEXT_NON_ASCII),
    ("a picture in front", "🙂081234567890", "+6281234567890", IssueCode.TEXT_NON_ASCII),
    ("the decimal zero of a spreadsheet", "8123456789.0", "+6281234567890", IssueCode.TEXT_SPREADSHEET),
    ("two plus signs", "++6281234567890", "+6281234567890", IssueCode.TEXT_CHARACTER),
    ("a bracket without its partner", "0812) 34567890", "+6281234567890", IssueCode.TEXT_CHARACTER),
    ("008, a prefix for calls abroad", "0086281234567890", "+6281234567890", IssueCode.MSISDN_FOREIGN),
]


@pytest.mark.parametrize(("text", "read", "code"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_phonenumbers_mends_in_silence_we_refuse_and_name(text: str, read: str, code: IssueCode) -> None:
    assert theirs(text) == read
    assert [issue.code for issue in Msisdn.check(text)] == [code]
    assert code.severity is Severity.ERROR


# Where we accept and phonenumbers reads another number or none: (why, text, what it reads, what we read).
ACCEPTED = [
    ("a short number after a bare 62", "62811123456", "+6262811123456", "+62811123456"),
    ("another short number after a bare 62", "62812345678", "+6262812345678", "+62812345678"),
    ("0062", "006281234567890", "+62006281234567890", "+6281234567890"),
]


@pytest.mark.parametrize(("text", "read", "meant"), [row[1:] for row in ACCEPTED], ids=[row[0] for row in ACCEPTED])
def test_what_phonenumbers_reads_as_another_number_we_read_as_meant(text: str, read: str, meant: str) -> None:
    number = phonenumbers.parse(text, "ID")
    assert phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == read
    assert theirs(text) is None
    assert ours(text) == meant == theirs(meant)
