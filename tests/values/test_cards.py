"""The numbers of the card: the table of measured inputs, the edges, and laws beside the sums of python-stdnum.

Every number is made up, or published as an example by the makers of cards.
"""

import copy
import pickle
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.iso7064 import mod_97_10

from bad_manners import Thrower, lying
from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode, Severity
from simreplace.values.cards import Eid, Iccid, Imsi

Kind = type[Iccid] | type[Eid] | type[Imsi]
KINDS: tuple[Kind, ...] = (Iccid, Eid, Imsi)

PLAIN = {
    Iccid: "8962000000000000003",
    Eid: "89034011560010000000000000000121",
    Imsi: "510101234567890",
}

adversarial = st.text("0123456789 .-FfA\t\n\x00٠१８²①\u00a0\u200b\u202e\ud800", max_size=40)


def digits(shortest: int, longest: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=shortest, max_size=longest)


def codes(kind: Kind, text: object) -> list[IssueCode]:
    return [issue.code for issue in kind.check(text)]


MEASURED: list[tuple[str, Kind, str, list[IssueCode]]] = [
    ("EID, mod 97 = 1", Eid, "89034011560010000000000000000121", []),
    ("another EID, mod 97 = 1", Eid, "89001567010203040506070809101152", []),
    ("EID, mod 97 = 2", Eid, "89034011560010000000000000000122", [IssueCode.EID_CHECKSUM]),
    ("EID, hex digit", Eid, "8903401156001000000000000000012A", [IssueCode.TEXT_CHARACTER]),
    ("ICCID, Luhn fails", Iccid, "8962100000000000008", [IssueCode.ICCID_LUHN]),
    ("ICCID, 19 digits of another country", Iccid, "8944476500008878576", [IssueCode.ICCID_NOT_INDONESIAN]),
    ("ICCID, 20 digits of another country", Iccid, "89014103211118510720", [IssueCode.ICCID_NOT_INDONESIAN]),
    ("IMSI, 15 digits, MCC 510", Imsi, "510101234567890", []),
    ("another IMSI, 15 digits, MCC 510", Imsi, "510891234567890", []),
    ("IMSI, 16 digits", Imsi, "5101012345678901", [IssueCode.IMSI_LENGTH]),
    ("IMSI of the test network", Imsi, "999991234567890", [IssueCode.IMSI_NOT_INDONESIAN]),
    ("IMSI of another country", Imsi, "460001234567890", [IssueCode.IMSI_NOT_INDONESIAN]),
    ("IMSI, non-ASCII digits", Imsi, "\uff15\uff11\uff10101234567890", [IssueCode.TEXT_NON_ASCII]),
    # Beyond the measured table
    ("EID, full-width digit that python-stdnum takes", Eid, PLAIN[Eid][:-1] + "\uff11", [IssueCode.TEXT_NON_ASCII]),
    ("EID that need not begin with 89", Eid, "0" * 31 + "1", []),
    ("EID of zeros alone", Eid, "0" * 32, [IssueCode.EID_CHECKSUM]),
    ("EID of 31 digits whose sum is right", Eid, "0" * 30 + "1", [IssueCode.EID_LENGTH]),
    ("EID of 33 digits whose sum is right", Eid, "0" + PLAIN[Eid], [IssueCode.EID_LENGTH]),
    (
        "ICCID, both doubts at once",
        Iccid,
        "8944476500008878577",
        [IssueCode.ICCID_NOT_INDONESIAN, IssueCode.ICCID_LUHN],
    ),
    ("ICCID, 17 digits", Iccid, "89620000000000000", [IssueCode.ICCID_LENGTH]),
    ("ICCID, 18 digits, whose last is no check digit", Iccid, "896200000000000001", []),
    ("ICCID, 20 digits, Luhn fails", Iccid, "89620000000000000001", [IssueCode.ICCID_LUHN]),
    ("ICCID, 21 digits", Iccid, "896200000000000000000", [IssueCode.ICCID_LENGTH]),
    ("ICCID, not telecom", Iccid, "6289000000000000000", [IssueCode.ICCID_NOT_TELECOM]),
    ("ICCID, filler", Iccid, "8962000000000000003F", []),
    ("ICCID, small filler after a space", Iccid, " 8962 0000 0000 0000 003 f\n", []),
    ("ICCID, 18 digits that two fillers bring to ten bytes", Iccid, "896210001234567890FF", []),
    ("ICCID, two small fillers in groups", Iccid, "8962 1000 1234 5678 90-f f ", []),
    ("ICCID, 18 digits and one filler", Iccid, "896210001234567890F", []),
    ("ICCID, three fillers", Iccid, "896210001234567890FFF", [IssueCode.TEXT_CHARACTER]),
    ("ICCID, two fillers after 17 digits", Iccid, "89621000123456789FF", [IssueCode.ICCID_LENGTH]),
    ("ICCID, filler inside", Iccid, "89620000000F0000003", [IssueCode.TEXT_CHARACTER]),
    ("ICCID, filler inside and at the end", Iccid, "89621000123456F890FF", [IssueCode.TEXT_CHARACTER]),
    ("ICCID, filler in front", Iccid, "F8962000000000000003", [IssueCode.TEXT_CHARACTER]),
    ("ICCID, filler alone", Iccid, "F", [IssueCode.ICCID_LENGTH]),
    ("ICCID, nothing", Iccid, "", [IssueCode.ICCID_LENGTH]),
    ("ICCID, no-break space", Iccid, "8962\xa00000 0000 0000 003", [IssueCode.TEXT_NON_ASCII]),
    ("IMSI, 14 digits", Imsi, "51010123456789", []),
    ("IMSI, 13 digits", Imsi, "5101012345678", [IssueCode.IMSI_LENGTH]),
    ("IMSI, separators", Imsi, "510-10 1234.567890", []),
    ("IMSI, filler, which only an ICCID has", Imsi, "51010123456789F", [IssueCode.TEXT_CHARACTER]),
]


@pytest.mark.parametrize(("kind", "text", "expected"), [row[1:] for row in MEASURED], ids=[row[0] for row in MEASURED])
def test_every_row_of_the_measured_table_is_judged_as_it_says(kind: Kind, text: str, expected: list[IssueCode]) -> None:
    assert codes(kind, text) == expected


def test_lengths_are_reported_and_odd_characters_placed() -> None:
    assert Iccid.check("8962 F") == (Issue(IssueCode.ICCID_LENGTH, params=(("digits", 4),)),)
    assert Eid.check("89-03") == (Issue(IssueCode.EID_LENGTH, params=(("digits", 4),)),)
    assert Imsi.check("510") == (Issue(IssueCode.IMSI_LENGTH, params=(("digits", 3),)),)
    assert Iccid.check(" 8962x") == (Issue(IssueCode.TEXT_CHARACTER, params=(("at", 5),)),)
    assert Imsi.check("510\u0660") == (Issue(IssueCode.TEXT_NON_ASCII, params=(("at", 4), ("character", "U+0660"))),)


def test_only_what_no_genuine_card_can_show_is_an_error() -> None:
    flags = {IssueCode.ICCID_LUHN, IssueCode.ICCID_NOT_INDONESIAN, IssueCode.IMSI_NOT_INDONESIAN}
    errors = {
        IssueCode.ICCID_LENGTH,
        IssueCode.ICCID_NOT_TELECOM,
        IssueCode.EID_LENGTH,
        IssueCode.EID_CHECKSUM,
        IssueCode.IMSI_LENGTH,
    }
    assert {code.severity for code in flags} == {Severity.FLAG}
    assert {code.severity for code in errors} == {Severity.ERROR}


def test_separators_and_filler_do_not_make_another_card() -> None:
    assert Iccid.parse("8962 0000-0000.0000 003F") == Iccid.parse("8962000000000000003")
    assert Iccid.parse("8962 0000-0000.0000 003F").reveal() == "8962000000000000003"
    assert Iccid.parse("896210001234567890fF") == Iccid.parse("896210001234567890")
    assert Eid.parse("8903 4011 5600 1000 0000 0000 0000 0121").reveal() == PLAIN[Eid]
    assert Imsi.parse("510 10 1234567890").reveal() == PLAIN[Imsi]


def test_masks_show_both_ends_of_a_card_and_only_the_network_of_an_imsi() -> None:
    assert repr(Iccid.parse(PLAIN[Iccid])) == "Iccid(8962***********0003)"
    assert repr(Eid.parse(PLAIN[Eid])) == "Eid(89**************************0121)"
    assert repr(Imsi.parse(PLAIN[Imsi])) == "Imsi(51010**********)"
    assert str(Imsi.parse("51010123456789")) == "51010*********"


# Laws


@given(digits(15, 16))
def test_the_luhn_flag_agrees_with_python_stdnum(tail: str) -> None:
    text = "8962" + tail
    assert (IssueCode.ICCID_LUHN not in codes(Iccid, text)) == luhn.is_valid(text)


@given(digits(14, 15))
def test_one_last_digit_of_ten_passes_luhn_and_it_is_that_of_python_stdnum(tail: str) -> None:
    body = "8962" + tail
    passing = [last for last in "0123456789" if Iccid.check(body + last) == ()]
    assert passing == [luhn.calc_check_digit(body)]


@given(digits(14, 14))
def test_no_print_of_eighteen_digits_is_judged_by_its_last(tail: str) -> None:
    assert Iccid.check("8962" + tail) == ()


@given(digits(18, 20).map(lambda number: "8962" + number[4:]), st.sampled_from(("F", "f", "FF", "ff", " F", "F F")))
def test_fillers_at_the_end_change_neither_the_number_nor_what_is_said_of_it(number: str, fillers: str) -> None:
    assert Iccid.parse(number + fillers).reveal() == number
    assert Iccid.check(number + fillers) == Iccid.check(number)


@given(st.one_of(digits(32, 32), digits(30, 30).map(lambda body: body + mod_97_10.calc_check_digits(body))))
def test_the_check_digits_of_an_eid_agree_with_python_stdnum(text: str) -> None:
    assert (Eid.check(text) == ()) == mod_97_10.is_valid(text)


@given(digits(30, 30), st.integers(0, 31), st.integers(1, 9))
def test_every_mistyped_digit_of_an_eid_is_caught(body: str, place: int, shift: int) -> None:
    text = body + mod_97_10.calc_check_digits(body)
    mistyped = text[:place] + str((int(text[place]) + shift) % 10) + text[place + 1 :]
    assert codes(Eid, text) == []
    assert codes(Eid, mistyped) == [IssueCode.EID_CHECKSUM]


@pytest.mark.parametrize("kind", KINDS)
@given(text=st.one_of(adversarial, digits(13, 33), st.text(max_size=70)))
def test_check_and_parse_agree_and_what_is_parsed_reads_back_as_itself(kind: Kind, text: str) -> None:
    issues = kind.check(text)
    if any(issue.severity is Severity.ERROR for issue in issues):
        with pytest.raises(InvalidValueError) as caught:
            kind.parse(text)
        assert caught.value.issues == issues
    else:
        value = kind.parse(text)
        assert kind.parse(value.reveal()) == value
        assert set(value.reveal()) <= set("0123456789")
        assert pickle.loads(pickle.dumps(value)) == copy.deepcopy(value) == value
        assert value.reveal() not in f"{value!r} {value} {issues}"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("thing", "found"),
    [
        (Thrower(), "other"),
        (None, "nothing"),
        (510101234567890, "number"),
        (b"510101234567890", "bytes"),
        ([], "other"),
    ],
    ids=["hostile", "nothing", "number", "bytes", "list"],
)
def test_whatever_is_not_text_is_of_the_wrong_type(kind: Kind, thing: object, found: str) -> None:
    assert kind.check(thing) == (Issue(IssueCode.TEXT_TYPE, params=(("found", found),)),)


LIE = "510101234567890"  # good as an IMSI


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_that_lies_about_itself_is_read_as_what_it_is(kind: Kind) -> None:
    assert kind.parse(lying(PLAIN[kind], LIE)).reveal() == PLAIN[kind]
    assert codes(kind, lying(PLAIN[kind][:-1] + "\u0660", LIE)) == [IssueCode.TEXT_NON_ASCII]


@pytest.mark.parametrize("kind", KINDS)
def test_a_million_characters_are_refused_by_the_cap_before_anybody_reads_them(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(text: str) -> NoReturn:
        raise AssertionError(len(text))

    monkeypatch.setattr(kind, "_read", read)
    for text in ("9" * 10**6, lying("9" * 10**6, LIE)):
        assert kind.check(text) == (Issue(IssueCode.TEXT_TOO_LONG, params=(("limit", 64),)),)


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_is_checked_as_the_text_it_holds(kind: Kind) -> None:
    assert kind.check(kind.parse(PLAIN[kind])) == ()
