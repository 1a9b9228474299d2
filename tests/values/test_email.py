"""Email addresses: every row of the rules, the position of the first fault, and laws. All addresses are made up."""

import pickle
import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode, Severity
from simreplace.values.email import EmailAddress

ADVERSARIAL = (
    "abzAZ09@@@....--__++'\"<>()[]:;, \t\n\r\x00\x7füßéаіλ王٣²①．＠。\u00a0\u00ad\u200b\u200d\u202e\u2028\u0308\u034f\ufe0f\u3164"
    "\ue000\ufeff\ud800\udfff😀"
)
label = st.text("abz09-ü", min_size=1, max_size=5)
likely = st.builds(
    lambda local, labels: local + "@" + ".".join(labels), st.text("aB0.+_ü", max_size=6), st.lists(label, max_size=4)
)
end = st.sampled_from(["com", "id", "c0m", "xn--p1ai", "рф"])
atom = st.text("abzAZ09+-_*\xfcα٣", min_size=1, max_size=6)
well_formed = st.builds(
    lambda atoms, labels, last: ".".join(atoms) + "@" + ".".join((*labels, last)),
    st.lists(atom, min_size=1, max_size=3),
    st.lists(label.filter(lambda text: text.strip("-") == text), min_size=1, max_size=4),
    end,
)
anything = st.one_of(st.text(), st.text(ADVERSARIAL, max_size=40), likely, well_formed)

# An oracle for ASCII, written another way than the library's scan: RFC 5321 dot-string, LDH labels, no number at the end.
ATOM = r"[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+"
LABEL = r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)"
ORACLE = re.compile(rf"(?=[^@]{{1,64}}@){ATOM}(\.{ATOM})*@({LABEL}\.)+(?![0-9]+\Z){LABEL}", re.ASCII)


def codes(text: object) -> list[str]:
    return [issue.code.value for issue in EmailAddress.check(text)]


def errors(text: object) -> list[Issue]:
    return [issue for issue in EmailAddress.check(text) if issue.severity is Severity.ERROR]


def fault(code: str, at: int) -> tuple[Issue, ...]:
    return (Issue(f"email.{code}", params=(("at", at),)),)


ROWS = {
    "plain": ("budi@gmail.com", []),
    "plus tag": ("budi+telco@yahoo.co.id", []),
    "domain without a dot": ("budi@localhost", ["email.no_top_level"]),
    "another plain one": ("budi@example.com", []),
    "short but well-formed": ("a@b.id", []),
    "no domain": ("budi@", ["email.no_domain"]),
    "newline at the end": ("budi@gmail.com\n", ["text.control"]),
    "display name": ("Budi <budi@gmail.com>", ["email.display_name"]),
    "double dot": ("budi..s@gmail.com", ["email.dots"]),
    "leading dot": (".budi@gmail.com", ["email.dots"]),
    "empty label": ("budi@gmail..com", ["email.dots"]),
    "bare IP address": ("budi@127.0.0.1", ["email.no_top_level"]),
    "internationalized local part": ("b\xfcdi@gmail.com", ["email.non_ascii"]),
    "Cyrillic homograph": ("budi@gm\u0430il.com", ["email.non_ascii"]),
    "format character": ("b\u200budi@gmail.com", ["text.invisible"]),
    "local part over 64": ("a" * 65 + "@gmail.com", ["email.syntax"]),
    "probable typing error": ("budi@gmail.con", []),
    "punycode domain": ("budi@xn--80ak6aa92e.com", ["email.punycode"]),
    "NUL": ("budi\x00@gmail.com", ["text.control"]),
    "empty": ("", ["text.empty"]),
}


@pytest.mark.parametrize("row", ROWS)
def test_a_row_of_the_rules(row: str) -> None:
    text, expected = ROWS[row]
    assert codes(text) == expected


# ---- Where the first fault is


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("@example.com", "no_name", 1),
        ("@", "no_name", 1),
        ("budi", "no_at_sign", 5),
        ("budi example.com", "no_at_sign", 17),
        ("budi.example.com", "no_at_sign", 17),
        ("budi[at]example.com", "syntax", 5),
        ("budi @example.com", "space", 5),
        ("budi@ example.com", "space", 6),
        (" budi@example.com", "space", 1),
        ("budi@example.com ", "space", 17),
        ("budi@example .com", "space", 13),
        ("budi\u00a0s@example.com", "space", 5),
        ("budi@example.com\u3000", "space", 17),
        ("Budi S budi@example.com", "space", 5),
        ("budi.@example.com", "dots", 6),
        (".budi@example.com", "dots", 1),
        ("budi..s@example.com", "dots", 6),
        ("budi@.com", "dots", 6),
        ("budi@example.", "dots", 14),
        ("budi@example.com.", "dots", 18),
        ("budi@example..com", "dots", 14),
        ("budi@@example.com", "two_at_signs", 6),
        ("budi@s@example.com", "two_at_signs", 7),
        ("budi@example.com@", "two_at_signs", 17),
        ("budi@", "no_domain", 6),
        ("budi@localhost", "no_top_level", 15),
        ("budi@gmail", "no_top_level", 11),
        ("budi@127.0.0.1", "no_top_level", 14),
        ("budi@example.123", "no_top_level", 14),
        ("budi@example.\u0661\u0662", "no_top_level", 14),
        ("budi@example,com", "separator", 13),
        ("budi@example.com;", "separator", 17),
        (";budi@example.com", "separator", 1),
        ("budi@example\uff0ccom", "separator", 13),
        ("budi@example.com,siti@example.com", "several", 17),
        ("budi@example.com; siti@example.com", "several", 17),
        ("budi@example.com siti@example.com", "several", 17),
        ("budi@example.com/siti@example.com", "several", 17),
        ("budi@example.com atau siti@example.com", "several", 17),
        ("Budi <budi@example.com>", "display_name", 6),
        ('"Budi" <budi@example.com>', "display_name", 8),
        ("<budi@example.com>", "display_name", 1),
        ("Budi <budi@example.com", "display_name", 6),
        ("budi@example.com>", "display_name", 17),
        ("budi@example.com (kantor)", "space", 17),
        ("a" * 65 + "@example.com", "syntax", 65),
        ('"budi s"@example.com', "syntax", 1),
        ("budi@-example.com", "syntax", 6),
        ("budi@example-.com", "syntax", 13),
        ("budi@my_shop.com", "syntax", 8),
        ("budi@" + "a" * 64 + ".com", "syntax", 69),
        ("budi@[127.0.0.1]", "syntax", 6),
        ("budi@example\u3002com", "syntax", 13),
        ("budi\uff20example.com", "syntax", 5),
        ("mailto:budi@example.com", "syntax", 7),
        ("\U0001f600@example.com", "syntax", 1),
    ],
    ids=ascii,
)
def test_each_fault_is_called_by_its_name_and_place(text: str, code: str, at: int) -> None:
    assert EmailAddress.check(text) == fault(code, at)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 64 + "@example.com",
        "budi@" + "a" * 63 + ".com",
        "!#$%&'*+-/=?^_`{|}~@example.com",
        "b.u.d.i@1.2.example3",
        "budi@a--b.c0",
        "7@3com.id",
    ],
)
def test_at_the_edge_and_still_an_address(text: str) -> None:
    assert EmailAddress.check(text) == ()


def test_the_longest_address_and_one_character_more() -> None:
    longest = "b@" + "abcdefg." * 31 + "abid"
    assert len(longest) == 254
    assert EmailAddress.check(longest) == ()
    assert EmailAddress.check(longest + "x") == (Issue(IssueCode.TEXT_TOO_LONG, params=(("limit", 254),)),)


# ---- What nobody can see


@pytest.mark.parametrize("text", [" ", "\n", "\t ", "\u00a0", "\u3000"], ids=ascii)
def test_error_only_spaces_is_empty(text: str) -> None:
    assert EmailAddress.check(text) == (Issue(IssueCode.TEXT_EMPTY),)


@pytest.mark.parametrize(
    "character",
    [
        "\u200b",
        "\u200d",
        "\u202e",
        "\u2066",
        "\u00ad",
        "\ufeff",
        "\u2028",
        "\ue000",
        "\ud800",
        "\u034f",
        "\ufe0f",
        "\u3164",
    ],
    ids=ascii,
)
def test_error_invisible_character_anywhere_with_its_position(character: str) -> None:
    for text, at in ((f"bu{character}di@example.com", 3), (f"budi@ex{character}ample.com", 8)):
        shown = f"U+{ord(character):04X}"
        assert EmailAddress.check(text) == (Issue(IssueCode.TEXT_INVISIBLE, params=(("at", at), ("character", shown))),)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\t", "\x00", "\x85"], ids=ascii)
def test_error_control_character_at_the_end(ending: str) -> None:
    assert EmailAddress.check("budi@example.com" + ending) == (Issue(IssueCode.TEXT_CONTROL, params=(("at", 17),)),)


# ---- What a person should look at


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("b\xfcdi@example.com", 2),
        ("budi@ex\u00e4mple.com", 8),
        ("bu\u0308di@example.com", 3),
        ("budi\u00b2@example.com", 5),
    ],
    ids=ascii,
)
def test_flag_non_ascii_at_the_first_letter(text: str, at: int) -> None:
    assert EmailAddress.check(text) == (Issue(IssueCode.EMAIL_NON_ASCII, params=(("at", at),)),)
    assert EmailAddress.parse(text).reveal() == text


def test_the_rest_of_the_rule_holds_for_letters_that_are_not_ascii() -> None:
    assert EmailAddress.check("\xfc..b@example.com") == fault("dots", 3)
    assert EmailAddress.check("\xfc" * 65 + "@example.com") == fault("syntax", 65)
    assert EmailAddress.check("budi@" + "\xfc" * 64 + ".com") == fault("syntax", 69)
    for longest in ("\xfc" * 64 + "@example.com", "b" * 64 + "@ex\xfcmple.com", "budi@" + "\xfc" * 63 + ".com"):
        assert codes(longest) == ["email.non_ascii"]


def test_flag_punycode_in_any_label_and_any_case_but_not_in_the_local_part() -> None:
    assert EmailAddress.check("budi@mail.XN--80ak6aa92e.com") == (
        Issue(IssueCode.EMAIL_PUNYCODE, params=(("at", 11),)),
    )
    assert codes("budi@example.xn--p1ai") == ["email.punycode"]
    assert codes("xn--budi@example.com") == []
    assert codes("b\xfcdi@xn--80ak6aa92e.com") == ["email.non_ascii", "email.punycode"]


# ---- What is kept, what is equal, what is seen


def test_the_local_part_stays_as_typed_and_the_domain_becomes_small() -> None:
    assert EmailAddress.parse("Budi.S@Example.CO.ID").reveal() == "Budi.S@example.co.id"
    assert EmailAddress.parse("budi@EXAMPLE.com") == EmailAddress.parse("budi@example.COM")
    assert EmailAddress.parse("Budi@example.com") != EmailAddress.parse("budi@example.com")
    assert EmailAddress.parse("budi@\u0130B.com").reveal() == "budi@\u0130b.com"


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("budi@example.com", "b***@***.com"),
        ("a@b.id", "a***@***.id"),
        ("+tag@mail.example.co.id", "***@***.id"),
        ("\xfcdi@example.com", "***@***.com"),
        ("budi@example.\u0440\u0444", "b***@***"),
        ("*@example.com", "***@***.com"),
    ],
    ids=ascii,
)
def test_the_mask_shows_one_letter_and_the_end_of_the_domain(text: str, mask: str) -> None:
    address = EmailAddress.parse(text)
    assert str(address) == f"{address}" == mask
    assert repr(address) == f"EmailAddress({mask})"


# ---- What holds for every text


@given(st.one_of(st.text("aB0.+_@-%'\" (", max_size=12), likely.filter(str.isascii)))
@example("a@b.1")
@example("a@1.b")
@example("a@b-.c")
def test_law_an_ascii_text_is_an_address_exactly_when_the_pattern_says_so(text: str) -> None:
    assert (codes(text) == []) is (ORACLE.fullmatch(text) is not None and "@xn--" not in text and ".xn--" not in text)


@given(anything)
def test_law_an_address_is_made_exactly_when_there_is_no_error(text: str) -> None:
    if errors(text):
        with pytest.raises(InvalidValueError) as caught:
            EmailAddress.parse(text)
        assert caught.value.issues == EmailAddress.check(text)
        return
    address = EmailAddress.parse(text)
    assert address.reveal().casefold() == text.casefold()
    assert EmailAddress.parse(address.reveal()) == address == pickle.loads(pickle.dumps(address))
    assert EmailAddress.check(address) == EmailAddress.check(text)


@given(well_formed)
def test_law_what_is_accepted_is_printable_and_the_mask_never_holds_it(text: str) -> None:
    assert not errors(text)
    assert all(character.isascii() or unicodedata.category(character)[0] in "LMN" for character in text)
    assert ("email.non_ascii" in codes(text)) is (not text.isascii())
    address = EmailAddress.parse(text)
    assert address.reveal() not in str(address)
    assert address.reveal().partition("@")[2] not in str(address)


def test_only_ascii_signs_and_letters_digits_and_marks_of_any_script_may_stand_in_an_address() -> None:
    # Every character up to the ideographs, where the kinds are many, and a sample of those beyond.
    for code in (*range(0x3000), *range(0x3000, 0x110000, 251)):
        character = chr(code)
        foreign = code > 0x7F and unicodedata.category(character)[0] in "LMN"
        found = codes(f"a{character}b@example.com"), codes(f"budi@a{character}b.com")
        if foreign:
            assert found in ((["email.non_ascii"],) * 2, (["text.invisible"],) * 2)
        else:
            atext = character.isalnum() or character in "!#$%&'*+-/=?^_`{|}~."
            ldh = character.isalnum() or character in "-."
            assert ((found[0] == []), (found[1] == [])) == (code <= 0x7F and atext, code <= 0x7F and ldh)


@given(anything)
def test_law_a_position_lies_in_the_text_or_just_behind_it(text: str) -> None:
    for issue in EmailAddress.check(text):
        params = dict(issue.params)
        assert set(params) <= {"at", "character", "limit"}
        assert 1 <= int(str(params.get("at", 1))) <= len(text) + 1


@given(st.one_of(st.integers(), st.floats(), st.binary(), st.none(), st.lists(st.text()), st.tuples(st.text())))
def test_law_check_never_raises_for_what_is_not_a_text(thing: object) -> None:
    assert codes(thing) == ["text.type"]
