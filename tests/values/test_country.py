"""Nationalities: the two tables, the form of a code, and what is only a doubt."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simreplace._data.countries import ALPHA_2, ICAO_CODES, ISO_3166, SPECIAL_CODES
from simreplace._data.country_names import _EVERYDAY, _NAMES, CODE_BY_NAME, name_key
from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode, Severity
from simreplace.values.country import check_nationality, nationality_of

ADVERSARIAL = "IDNXAdxn< \t\n\r019-ßıſİéИІ\u212a\uff29\uff24\uff2e\u00a0\u200b\u202e\ufeff\ud800😀"
anything = st.one_of(st.text(), st.text(ADVERSARIAL, max_size=6), st.text("ABCDNXabcdnx", max_size=4))


def codes(text: object) -> list[str]:
    return [issue.code.value for issue in check_nationality(text)]


# ---- The tables


def test_iso_has_249_codes_of_three_letters() -> None:
    assert len(ISO_3166) == 249
    assert all(re.fullmatch("[A-Z]{3}", code) for code in ISO_3166)


def test_the_neighbors_and_the_newest_states_are_in_iso_and_former_ones_are_not() -> None:
    asean = {"BRN", "IDN", "KHM", "LAO", "MMR", "MYS", "PHL", "SGP", "THA", "TLS", "VNM"}
    assert asean | {"SSD", "CUW", "SXM", "BES", "MNE", "SRB", "PSE", "TWN", "DEU"} <= ISO_3166
    assert not {"TMP", "BUR", "ROM", "ZAR", "YUG", "SCG", "ANT", "CSK", "SUN", "GER", "INA", "XKX"} & ISO_3166


def test_icao_adds_the_codes_that_the_sources_name_and_none_that_iso_has() -> None:
    named = "D EUE GBD GBN GBO GBP GBS RKS XKX UNA UNK UNO XBA XCC XCE XCO XDC XEC XES XIM XMP XOM XPO XXA XXB XXC XXX"
    assert " ".join(sorted(ICAO_CODES)) == " ".join(sorted(re.findall("[A-Z]+", named)))
    assert not ICAO_CODES & ISO_3166


def test_no_state_stands_behind_a_special_code() -> None:
    assert SPECIAL_CODES < ICAO_CODES
    states = {"D", "GBD", "GBN", "GBO", "GBP", "GBS", "RKS", "XKX"}
    assert states | SPECIAL_CODES == ICAO_CODES and not states & SPECIAL_CODES


# ---- One code


@pytest.mark.parametrize("code", sorted(ISO_3166 | ICAO_CODES - SPECIAL_CODES))
def test_a_code_of_the_tables_gives_no_issue(code: str) -> None:
    assert check_nationality(code) == check_nationality(code.lower()) == ()
    assert nationality_of(code) == nationality_of(f" {code.lower()}\n") == code


@pytest.mark.parametrize("code", sorted(SPECIAL_CODES))
def test_flag_a_code_without_a_state(code: str) -> None:
    assert check_nationality(code) == (Issue(IssueCode.NATIONALITY_SPECIAL),)
    assert nationality_of(code) == code


@pytest.mark.parametrize("code", ["ZZZ", "GER", "ZZ", "I", "TMP", "QQQ", "ZZ<", "EU"])
def test_flag_a_code_that_no_table_knows_and_keep_it(code: str) -> None:
    assert check_nationality(code) == (Issue(IssueCode.NATIONALITY_UNKNOWN),)
    assert nationality_of(code) == code.rstrip("<")


@pytest.mark.parametrize("text", ["D<<", "d<<", " D<< ", "D", "d"])
def test_germany_with_and_without_fillers(text: str) -> None:
    assert check_nationality(text) == ()
    assert nationality_of(text) == "D"


@pytest.mark.parametrize(
    "text",
    [
        "Korea",
        "IDNX",
        "ID1",
        "I-D",
        "I D",
        "360",
        "<<<",
        "<",
        "<ID",
        "I<N",
        "D<",
        "D<<<",
        "IDN<",
        "\u0131dn",
        "I\u017f",
        "\xdf",
        "\u212aOR",
        "\uff29\uff24\uff2e",
        "\u0406DN",
        "IDN\u200b",
        "\u00a0IDN",
        "\ufeffIDN",
        "\ud800",
        "I\nN",
        "A" * 10_000,
    ],
    ids=lambda text: ascii(text)[:20],
)
def test_error_not_one_to_three_ascii_letters(text: str) -> None:
    assert check_nationality(text) == (Issue(IssueCode.NATIONALITY_FORM),)
    with pytest.raises(InvalidValueError, match=r"^nationality\.form$"):
        nationality_of(text)


@pytest.mark.parametrize("text", ["", " ", "\t\r\n"], ids=ascii)
def test_error_empty(text: str) -> None:
    assert check_nationality(text) == (Issue(IssueCode.TEXT_EMPTY),)


@pytest.mark.parametrize(
    ("thing", "found"), [(None, "nothing"), (360, "number"), (True, "number"), (b"IDN", "bytes"), (["IDN"], "other")]
)
def test_error_not_a_text(thing: object, found: str) -> None:
    assert check_nationality(thing) == (Issue(IssueCode.TEXT_TYPE, params=(("found", found),)),)


# ---- Laws


@given(st.one_of(anything, st.integers(), st.binary(), st.none(), st.lists(st.text())))
def test_law_there_is_a_code_exactly_when_there_is_no_error(thing: object) -> None:
    issues = check_nationality(thing)
    assert len(issues) <= 1
    if any(issue.severity is Severity.ERROR for issue in issues):
        with pytest.raises(InvalidValueError) as caught:
            nationality_of(thing)  # type: ignore[arg-type]
        assert caught.value.issues == issues
        return
    code = nationality_of(thing)  # type: ignore[arg-type]
    assert re.fullmatch("[A-Z]{1,3}", code)
    assert nationality_of(code) == code
    assert check_nationality(code) == issues


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=3))
@example("RI")
@example("INA")
@example("WNA")
def test_law_every_code_of_the_right_form_is_at_most_a_doubt_unless_it_says_what_is_meant(code: str) -> None:
    three = {"WNI": "IDN"}.get(code, ALPHA_2.get(code, code))
    if three in SPECIAL_CODES:
        expected = ["nationality.special"]
    elif three in ISO_3166 or three in ICAO_CODES:
        expected = []
    elif code == "WNA":
        expected = ["nationality.foreigner"]
    else:
        expected = ["nationality.meant" if code.casefold() in CODE_BY_NAME else "nationality.unknown"]
    assert codes(code) == expected


# ---- Two letters, words and names


def test_every_code_of_two_letters_is_read_as_that_of_three() -> None:
    assert len(ALPHA_2) == 250  # with Kosovo
    assert set(ALPHA_2.values()) == ISO_3166 | {"XKX"}
    for two, three in ALPHA_2.items():
        assert re.fullmatch("[A-Z]{2}", two)
        for typed in (two, two.lower(), f" {two}\n"):
            assert nationality_of(typed) == three and check_nationality(typed) == ()


@pytest.mark.parametrize(
    ("two", "three"),
    [
        ("ID", "IDN"),
        ("SG", "SGP"),
        ("GB", "GBR"),
        ("DE", "DEU"),
        ("CN", "CHN"),
        ("IN", "IND"),
        ("CH", "CHE"),
        ("XK", "XKX"),
    ],
)
def test_pairs_that_are_written_out_here(two: str, three: str) -> None:
    assert nationality_of(two) == three


def test_no_pair_is_a_code_of_icao() -> None:
    assert not {code for code in ICAO_CODES if len(code) == 2}


@pytest.mark.parametrize("word", ["WNI", "wni", " Wni "])
def test_the_word_of_a_ktp_for_an_indonesian(word: str) -> None:
    assert nationality_of(word) == "IDN" and check_nationality(word) == ()


@pytest.mark.parametrize("word", ["WNA", "wna"])
def test_the_word_of_a_ktp_for_everybody_else_names_no_country(word: str) -> None:
    assert check_nationality(word) == (Issue(IssueCode.NATIONALITY_FOREIGNER),)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("RI", "IDN"),
        ("ri", "IDN"),
        ("INA", "IDN"),
        ("INDONESIA", "IDN"),
        ("Indonesia ", "IDN"),
        ("Republik Indonesia", "IDN"),
        ("Warga Negara Indonesia", "IDN"),
        ("\u5370\u5ea6\u5c3c\u897f\u4e9a", "IDN"),
        ("Malaysia", "MYS"),
        ("Jepang", "JPN"),
        ("SINGAPURA", "SGP"),
        ("united states", "USA"),
        ("Amerika Serikat", "USA"),
        ("cote d'ivoire", "CIV"),
        ("C\xf4te d\u2019Ivoire", "CIV"),
        ("TIMOR-LESTE", "TLS"),
        ("\u4e2d\u56fd", "CHN"),
        ("UK", "GBR"),
    ],
    ids=ascii,
)
def test_a_name_is_answered_with_the_code_that_is_meant(name: str, code: str) -> None:
    assert check_nationality(name) == (Issue(IssueCode.NATIONALITY_MEANT, params=(("meant", code),)),)
    with pytest.raises(InvalidValueError, match=r"^nationality\.meant$"):
        nationality_of(name)


def test_every_name_leads_to_one_state_and_is_no_code() -> None:
    rows = [row.split(maxsplit=1) for row in (_NAMES + _EVERYDAY).splitlines() if row.strip()]
    pairs = {(name_key(name), code) for code, names in rows for name in names.split("|")}
    assert len(pairs) == len(CODE_BY_NAME) == len({name for name, _ in pairs})
    assert {code for _, code in pairs} == ISO_3166
    assert not {name.upper() for name in CODE_BY_NAME} & (ISO_3166 | ICAO_CODES | set(ALPHA_2))
    assert "" not in CODE_BY_NAME
