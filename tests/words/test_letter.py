"""The letter of authorization: written in three ways, read again as it was, and every gap in it said at once."""

import re
from datetime import date
from typing import Any, Final, get_args

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from builders import KTP, LANGUAGES, PROXY_KTP, letter, paper, passport
from planted import PLANTED, leaks
from simreplace import (
    AuthorizationLetter,
    DocumentKind,
    DocumentNumber,
    FamilyCardNumber,
    IdentityDocument,
    IssueCode,
    Language,
    Msisdn,
    Nik,
    PassportNumber,
    PermitNumber,
    PersonName,
    Severity,
    authorization_letter,
    check_letter,
    explain,
)
from simreplace._data.country_names import NAMES
from simreplace.errors import InvalidValueError
from simreplace.ext.hypothesis import valid
from simreplace.people import NUMBER_TYPES
from simreplace.words.letter import _ALWAYS_THERE, _country_said, _pointer
from simreplace.words.paper import WIDTH, Markup, country_with_code, paper_words, width_of

MARKUPS: Final[tuple[Markup, ...]] = get_args(Markup)
VARIANTS: Final = [(language, markup) for language in LANGUAGES for markup in MARKUPS]
SENT_ABROAD: Final = letter(
    valid_until=None,
    proxy_document=passport(issuing_country="CHN", issued_on=date(2021, 5, 6), holder_name="BUDI SANTOSO"),
)


def names_of(text: str) -> st.SearchStrategy[PersonName]:
    """The name that a text is, where it is one."""
    read = PersonName.read(text).value
    return st.nothing() if read is None else st.just(read)


names = st.text(max_size=150).filter(lambda text: PersonName.read(text).value is not None).flatmap(names_of)
# What a letter is most likely to stumble over.
odd_names = st.text("a |:/*_<>\\[]&~#`.()（）-\u3000王", max_size=60).map(lambda text: PersonName.parse("Siti" + text))
days = st.dates()


@st.composite
def documents(draw: st.DrawFn) -> IdentityDocument:
    """A document of any kind, with everything or nearly nothing known of it."""
    kind = draw(st.sampled_from(DocumentKind))
    number: Any = draw(valid(NUMBER_TYPES[kind]))
    issued = draw(st.none() | st.dates(max_value=date(2030, 1, 1)))
    is_scanned = draw(st.booleans()) and kind is DocumentKind.PASSPORT
    return IdentityDocument(
        kind=kind,
        number=number,
        holder_name=draw(st.none() | names | odd_names),
        issuing_country=draw(st.sampled_from(("IDN", "CHN", "D", "XXA", "QQZ", "GBR"))),
        issued_on=issued,
        expires_on=draw(st.none() | st.dates(min_value=date(2030, 1, 2))),
        mrz=passport().mrz if is_scanned else None,
    )


@st.composite
def letters(draw: st.DrawFn) -> AuthorizationLetter:
    """Any letter at all."""
    signed = draw(days)
    return AuthorizationLetter(
        principal=draw(names | odd_names),
        proxy=draw(names | odd_names),
        proxy_document=draw(documents()),
        msisdn=draw(valid(Msisdn)),
        signed_on=signed,
        valid_until=draw(st.none() | st.dates(min_value=signed)),
    )


@given(letters(), st.sampled_from(VARIANTS), st.none() | documents(), st.sampled_from(("", "Jakarta", "Kota | Tua: 1")))
def test_a_letter_reads_back_as_it_was(
    made: AuthorizationLetter, variant: tuple[Language, Markup], own: IdentityDocument | None, place: str
) -> None:
    language, markup = variant
    report = check_letter(authorization_letter(made, language, document=own, place=place, markup=markup))
    assert report.value == made
    assert [issue.code for issue in report.errors] == []
    assert IssueCode.LETTER_LANGUAGES_DIFFER not in {issue.code for issue in report.issues}


@pytest.mark.parametrize(("language", "markup"), VARIANTS)
def test_everything_that_matters_stands_in_it(language: Language, markup: Markup) -> None:
    text = authorization_letter(letter(), language, document=KTP, place="Jakarta", markup=markup)
    for shown in (
        "Siti Aminah", "3174075508950001", "Budi Santoso", "BUDI SANTOSO", "3174071203910002", "0812-3456-7890",
        "31 Desember 2027", "7 September 2026", "Jakarta", "UU 10/2020", "tanyakan kepada operator", "menandatangani",
    ):  # fmt: skip
        assert shown in text, shown
    assert ("授权委托书" in text) is (language == "zh") and ("Letter of authorization" in text) is (language == "en")
    assert ("bahasa Indonesia" in text) is (language != "id")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_on_paper_is_one_page_of_a4(language: Language) -> None:
    """Sixty lines of 12 points, and of 10 points eighty columns, between margins of two centimeters."""
    for made in (letter(), SENT_ABROAD):
        lines = authorization_letter(made, language, document=KTP, place="Jakarta").splitlines()
        assert len(lines) <= 60 + (made is SENT_ABROAD) * 2 and max(map(width_of, lines)) <= 80
        assert [line for line in lines if line != line.rstrip()] == []


def test_what_is_not_known_is_left_to_be_written_by_hand() -> None:
    text = authorization_letter(letter())
    assert len(re.findall(r": \.{30}$", text, flags=re.MULTILINE)) == 3
    assert check_letter(text).value == letter()


def test_a_name_on_two_lines_is_one_name() -> None:
    long = letter(principal="Raden Ayu " + "Siti Aminah binti Ahmad " * 5)
    text = authorization_letter(long)
    assert max(map(width_of, text.splitlines())) <= 80
    assert check_letter(text).value == long
    assert check_letter(text.replace("\n", "\r\n")).value == long


def line_of(text: str, name: str) -> str:
    label = paper_words("id")[f"letter.label.{name}"]
    return next(line for line in text.splitlines() if re.match(rf"(\| )?{re.escape(label)} ", line))


@pytest.mark.parametrize(("language", "markup"), VARIANTS)
@pytest.mark.parametrize("name", _ALWAYS_THERE)
def test_a_lost_line_is_missed(name: str, language: Language, markup: Markup) -> None:
    text = authorization_letter(letter(), language, markup=markup)
    report = check_letter(text.replace(line_of(text, name) + "\n", ""))
    assert (IssueCode.FORM_REQUIRED, _pointer(name)) in [(issue.code, issue.pointer) for issue in report.issues]
    assert report.value is None
    with pytest.raises(InvalidValueError):
        report.unwrap()


@pytest.mark.parametrize("name", _ALWAYS_THERE)
def test_a_line_left_blank_or_under_a_misspelled_label_is_missed(name: str) -> None:
    text = authorization_letter(letter())
    line = line_of(text, name)
    label = line.partition(":")[0]
    for other in (
        f"{label}:",
        f"{label}: ____________________",
        f"{label}: . . . . . . . . . .  . . . . . .",
        "x" + line,
    ):
        report = check_letter(text.replace(line, other))
        assert (IssueCode.FORM_REQUIRED, _pointer(name)) in [(issue.code, issue.pointer) for issue in report.issues]


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("principal", "\u200b", IssueCode.TEXT_INVISIBLE),
        ("number", "31740712039100", IssueCode.NIK_LENGTH),
        ("kind", "Kartu pelajar", IssueCode.FORM_CHOICE),
        ("issuing_country", "Tiongkok", IssueCode.NATIONALITY_MEANT),
        ("msisdn", "0812-3456-789O", IssueCode.MSISDN_LETTERS),
        ("signed_on", "31 Februari 2026", IssueCode.FORM_NO_SUCH_DAY),
        ("signed_on", "07/09/2026", IssueCode.FORM_DAY_ORDER),
        ("signed_on", "7 Septembr 2026", IssueCode.FORM_DATE),
        ("signed_on", "besok", IssueCode.FORM_DATE),
        ("expires_on", "lama", IssueCode.FORM_DATE),
        ("valid_until", "6 September 2026", IssueCode.LETTER_VALIDITY),
    ],
)
def test_what_was_written_wrongly_is_said(name: str, typed: str, code: IssueCode) -> None:
    text = authorization_letter(letter())
    line = line_of(text, name)
    report = check_letter(text.replace(line, f"{line.partition(':')[0]}: {typed}"))
    assert [(issue.code, issue.pointer) for issue in report.errors] == [(code, _pointer(name))]
    assert report.value is None


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("signed_on", "2026-09-07"),
        ("signed_on", " 7  september  2026 "),
        ("signed_on", "7 September 2026 / 2026年9月7日"),
        ("signed_on", "2026 年 9 月 7 日"),
        ("kind", "kartu tanda penduduk" and "e-KTP"),
        ("issuing_country", "IDN"),
        ("issuing_country", "Republik Indonesia (IDN)"),
        ("msisdn", "+62 812 3456 7890"),
        ("number", "3174 0712 0391 0002"),
        ("issued_on", "Tidak dicantumkan."),
        ("valid_until", "31 December 2027"),
    ],
)
def test_what_was_written_in_another_way_is_the_same(name: str, typed: str) -> None:
    text = authorization_letter(letter())
    line = line_of(text, name)
    report = check_letter(text.replace(line, f"{line.partition(':')[0].strip().upper()}: {typed}"))
    assert report.value == letter(), report.issues


def test_the_same_line_twice_is_one_and_two_that_differ_are_none() -> None:
    text = authorization_letter(letter())
    line = line_of(text, "proxy")
    assert check_letter(text + line).value == letter()
    report = check_letter(text + line.replace("Budi", "Joko"))
    assert [(issue.code, issue.pointer) for issue in report.issues] == [(IssueCode.LETTER_LINE_TWICE, "/proxy")]
    assert report.value is None


@pytest.mark.parametrize(
    ("language", "name", "old", "new"),
    [
        ("en", "valid_until", "31 December 2027", "31 December 2029"),
        ("zh", "valid_until", "2027年12月31日", "2029年12月31日"),
        ("zh", "signed_on", "2026年9月7日", "2026年9月8日"),
        ("zh", "issuing_country", "（IDN）", "（CHN）"),
        ("zh", "kind", "居民身份证（KTP）", "护照"),
        ("en", "issued_on", "not stated", "1 May 2020"),
    ],
)
def test_two_languages_that_say_two_things_are_a_doubt(language: Language, name: str, old: str, new: str) -> None:
    text = authorization_letter(letter(), language)
    line = line_of(text, name)
    report = check_letter(text.replace(line, line.replace(old, new)))
    assert [(it.code, it.pointer) for it in report.issues] == [(IssueCode.LETTER_LANGUAGES_DIFFER, _pointer(name))]
    assert IssueCode.LETTER_LANGUAGES_DIFFER.severity is Severity.FLAG
    # The Indonesian text counts, as the letter itself says.
    assert report.value == letter()


@pytest.mark.parametrize(
    "typed", [None, 17, b"Surat Kuasa", "", "\ud800", "x" * 20_001, ":" * 500, "|" * 500, " " * 5_000]
)
def test_whatever_is_no_letter_is_told_and_never_raised(typed: object) -> None:
    report = check_letter(typed)
    assert report.value is None and report.errors
    for language in LANGUAGES:
        assert explain(report, language)


@given(st.text(max_size=400) | st.text("Nama PemberiKusa:|\n .0123456789/", max_size=400))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    assert check_letter(text).value is None


@given(st.data())
def test_a_letter_with_anything_put_in_is_read_without_an_exception(data: st.DataObject) -> None:
    language, markup = data.draw(st.sampled_from(VARIANTS))
    lines = authorization_letter(letter(), language, markup=markup).splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = data.draw(st.text(max_size=80))
    report = check_letter("\n".join(lines))
    assert report.value is not None or report.errors


def test_a_name_cannot_pass_for_another_line() -> None:
    """However it is written: behind its label all is the name, on the lines below it as well."""
    sly = letter(principal="Siti " + "Aminah " * 8 + " Nama Penerima Kuasa : Joko " + "Widodo " * 5)
    for language, markup in VARIANTS:
        assert check_letter(authorization_letter(sly, language, markup=markup)).value == sly


@pytest.mark.parametrize(("language", "markup"), VARIANTS)
@pytest.mark.parametrize(
    "name",
    [
        "Nama Pemberi Kuasa : Joko",
        "Nama Penerima Kuasa",
        "Raden Mas Panji Suryo Kusumo Wijoyo Nama Pemberi Kuasa : Joko Widodo",
        "Raden Mas Panji (Suryo) Kusumo Wijoyo) Nama Pemberi Kuasa : Joko",
    ],
)
def test_the_name_under_which_somebody_signs_is_no_label(name: str, language: Language, markup: Markup) -> None:
    for made in (letter(proxy=name), letter(principal=name.replace("Pemberi", "Penerima"))):
        assert check_letter(authorization_letter(made, language, markup=markup)).value == made


def test_a_line_behind_a_remark_in_brackets_is_read() -> None:
    """Whoever types a letter may leave no empty line below what it is for."""
    text = authorization_letter(letter()).splitlines()
    typed = "\n".join(["(Pengambilan kartu SIM pengganti)", *text[4:]])
    assert check_letter(typed).value == letter()


@pytest.mark.parametrize(("language", "markup"), VARIANTS)
@pytest.mark.parametrize(
    "name", ["Tidak Dicantumkan", "not stated", "未注明", "Tidak dicantumkan / Not stated", '"Tanpa Batas Tanggal"']
)
def test_a_name_that_reads_as_if_there_were_none_is_not_lost(name: str, language: Language, markup: Markup) -> None:
    named = letter(proxy_document=attrs.evolve(PROXY_KTP, holder_name=name))
    text = authorization_letter(named, language, markup=markup)
    assert check_letter(text).value == named
    assert f'"{name}"' in text.replace("\\", "").replace("&quot;", '"')
    nameless = letter(proxy_document=attrs.evolve(PROXY_KTP, holder_name=None))
    assert check_letter(authorization_letter(nameless, language, markup=markup)).value == nameless


@pytest.mark.parametrize(("language", "markup"), VARIANTS)
def test_the_letter_for_an_esim_speaks_of_the_phone_and_reads_back(language: Language, markup: Markup) -> None:
    text = authorization_letter(letter(), language, markup=markup, card_form="esim")
    plain = authorization_letter(letter(), language, markup=markup)
    assert check_letter(text).value == letter() == check_letter(plain).value
    joined = " ".join(text.replace("\\\n", " ").split())
    assert "memasangnya di ponsel Pemberi Kuasa;" in joined and "eSIM" not in plain
    assert ("install it on my phone;" in joined) is (language == "en")
    assert (
        len(authorization_letter(letter(), language, document=KTP, place="Jakarta", card_form="esim").splitlines())
        <= 60
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown_shows_a_name_as_it_is(language: Language) -> None:
    sly = letter(principal="<script>alert(1)</script> | *Siti* _A_ [x](https://a.example) `b` www.a.example &amp; \\")
    html = MarkdownIt("gfm-like", {"linkify": False}).render(authorization_letter(sly, language, markup="markdown"))
    assert "<script>" not in html and "<a " not in html and "<code>" not in html and "<em>" not in html
    shown = re.sub(r"<[^>]+>", "\n", html).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert "<script>alert(1)</script> | *Siti* _A_ [x](https://a.example) `b` www.a.example &amp; \\" in shown
    assert html.count("<table>") == 5 and "<li>" in html and "<h1>" in html


def test_issues_name_nobody() -> None:
    text = authorization_letter(letter(principal=PLANTED[PersonName], proxy_document=paper("ktp", PLANTED[Nik])))
    report = check_letter(
        text.replace(PLANTED[PersonName], PLANTED[PersonName] + "\u200b").replace(PLANTED[Nik], PLANTED[Nik] + "1")
    )
    assert report.errors
    assert leaks(repr(report)) == [] == leaks(explain(report, "id"))


def test_what_there_is_not_is_refused() -> None:
    wrong: Any = "fr"
    with pytest.raises(ValueError, match="languages"):
        authorization_letter(letter(), wrong)
    with pytest.raises(ValueError, match="markups"):
        authorization_letter(letter(), markup=wrong)
    with pytest.raises(ValueError, match="CardForm"):
        authorization_letter(letter(), card_form="paper")
    with pytest.raises(InvalidValueError):
        authorization_letter(letter(), place="Jakarta\u200b")


def test_no_label_stands_for_two_things() -> None:
    labels = [text for key, text in paper_words("id").items() if key.startswith("letter.label.")]
    assert len({re.sub(r"\W", "", label).casefold() for label in labels}) == len(labels)
    assert attrs.evolve(letter()) == letter()
    assert {Nik, FamilyCardNumber, PassportNumber, PermitNumber, DocumentNumber} == set(NUMBER_TYPES.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [*NAMES, "D", "RKS", "XXA", "XXB", "XXX", "GBD"])
def test_a_country_is_named_and_its_code_is_read_again(code: str, language: Language) -> None:
    said = country_with_code(code, language)
    assert len(said) > len(code)
    assert _country_said(said) == code


@pytest.mark.parametrize("told", ["Negara lain (bukan IDN)", "Hong Kong SAR", "INDONESIA", "negara IDN dan MYS"])
def test_letters_that_happen_to_stand_in_a_line_are_no_code_of_a_country(told: str) -> None:
    assert _country_said(told) == told


def test_a_long_place_without_a_space_is_broken_where_the_page_ends() -> None:
    place = "印度尼西亚巴厘省登巴萨市库塔区海滨大道一百二十三号四海酒店二楼大厅"
    for language in LANGUAGES:
        text = authorization_letter(letter(), language, place=place)
        assert max(map(width_of, text.splitlines())) <= WIDTH
        assert place in re.sub(r"\n +", "", text)
        assert check_letter(text).value == letter()
