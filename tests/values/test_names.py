"""Names: whom no rule may refuse, what cannot be printed, what a person should look at, and how two names agree.

All names are made up or stand in the rules as examples.
"""

import copy
import pickle
import re
import unicodedata

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bad_manners import Thrower, ThrowingText
from simreplace._data import titles
from simreplace.errors import InvalidValueError
from simreplace.issues import Issue, IssueCode, Severity
from simreplace.values.likeness import NameMatch
from simreplace.values.names import PersonName

LATIN = "aeioubdnrstAEIZłŁđøØßæüÜöäåÅéñşıİŉ"
ADVERSARIAL = (
    LATIN
    + " .,'-/’`´ʼ()<>{}=|*2²①٣Ⅳ\u00a0\u3000\t\n\r\x00\x1f\x85\u00ad\u061c\u200b\u200d\u200e\u202e\u2028\u2066\ufeff\ue000"
    "\ud800\udfff\u0300\u0308\u030a\u034f\ufe0f\u3164\u115fаіЖλعلي王小あア・ー김ªK😀👩🏽\U000e0041\U0010ffff"
)
anything = st.one_of(st.text(), st.text(ADVERSARIAL, max_size=60), st.text("Abc ", min_size=95, max_size=160))
names = anything.filter(lambda text: not errors(text))
latin_names = st.text(LATIN + " '-", min_size=1, max_size=40).filter(str.strip)


def codes(text: object) -> list[str]:
    return [issue.code.value for issue in PersonName.check(text)]


def errors(text: object) -> list[Issue]:
    return [issue for issue in PersonName.check(text) if issue.severity is Severity.ERROR]


def titleless(text: str) -> bool:
    """Whether no word of a name is a title anywhere, nor says whose child somebody is."""
    words = {re.sub("[^a-z/]", "", unicodedata.normalize("NFKD", word.casefold())) for word in text.split()}
    known = titles.BEFORE | titles.BEFORE_WITH_PERIOD | titles.AFTER | titles.SON_OF | titles.DAUGHTER_OF
    return not words & known


def match(one: str, other: str) -> NameMatch:
    return PersonName.parse(one).compare(PersonName.parse(other))


# ---- Whom no rule may refuse


@pytest.mark.parametrize(
    "text",
    [
        "Suparno",
        "Sri",
        "I",
        "Ai'nun",
        "H. M. Yusuf, S.H., M.Hum.",
        "Nur'aini",
        "Abd. Rahman",
        "Ni Luh Putu A.A. Dewi",
        "Maria d/o Samy",
        "Muhammad bin Ali alias Mamat",
        "SITI AMINAH",
        "siti aminah",
        "Jürgen",
        "Łukasz",
        "Nguyễn",
        unicodedata.normalize("NFD", "Nguyễn Thị Ánh"),
        "Đỗ Thị Ánh",
        "Gulnora Oʻrinboyeva",
        "Ma. Isabel O’Brien-Núñez",
        "Mª José",
        "Kayode Ọláṣẹ́",
        "A" * 100,
    ],
    ids=lambda text: ascii(text)[:40],
)
def test_an_ordinary_name_gives_no_issue_at_all_and_stays_as_typed(text: str) -> None:
    assert PersonName.check(text) == ()
    assert PersonName.parse(text).reveal() == text


def test_spaces_around_a_name_are_kept_but_do_not_count() -> None:
    assert PersonName.parse(" Siti\u00a0Aminah ").reveal() == " Siti\u00a0Aminah "
    assert match(" Siti\u00a0Aminah ", "Siti  Aminah") is NameMatch.SAME


# ---- What is refused


@pytest.mark.parametrize("text", ["", " ", "   ", "\t", "\n", "\u00a0", "\u3000 "], ids=ascii)
def test_error_empty_or_only_spaces(text: str) -> None:
    assert PersonName.check(text) == (Issue(IssueCode.TEXT_EMPTY),)


@pytest.mark.parametrize("character", ["\n", "\t", "\r", "\x00", "\x1b", "\x7f", "\x85"], ids=ascii)
def test_error_control_character_with_its_position(character: str) -> None:
    issue = Issue(IssueCode.TEXT_CONTROL, params=(("at", 5),))
    assert PersonName.check(f"Siti{character}Aminah") == (issue,)


@pytest.mark.parametrize(
    ("character", "shown"),
    [
        ("\u200b", "U+200B"),
        ("\u200c", "U+200C"),
        ("\u200d", "U+200D"),
        ("\u202e", "U+202E"),
        ("\u2066", "U+2066"),
        ("\u00ad", "U+00AD"),
        ("\ufeff", "U+FEFF"),
        ("\u2028", "U+2028"),
        ("\u2029", "U+2029"),
        ("\ue000", "U+E000"),
        ("\ud800", "U+D800"),
        ("\udfff", "U+DFFF"),
        ("\uffff", "U+FFFF"),
        ("\U000e0041", "U+E0041"),
        ("\u034f", "U+034F"),
        ("\ufe0f", "U+FE0F"),
        ("\U000e0100", "U+E0100"),
        ("\u3164", "U+3164"),
        ("\u115f", "U+115F"),
        ("\uffa0", "U+FFA0"),
    ],
    ids=ascii,
)
def test_error_a_character_that_nobody_can_see_is_named_by_its_code_point(character: str, shown: str) -> None:
    issue = Issue(IssueCode.TEXT_INVISIBLE, params=(("at", 3), ("character", shown)))
    assert issue in PersonName.check(f"Bu{character}di")
    assert errors(f"Bu{character}di") == [issue]
    assert errors(character)


def test_error_control_and_invisible_come_together_with_the_first_of_each() -> None:
    assert PersonName.check("B\u200bu\nd\u202ei\t") == (
        Issue(IssueCode.TEXT_CONTROL, params=(("at", 4),)),
        Issue(IssueCode.TEXT_INVISIBLE, params=(("at", 2), ("character", "U+200B"))),
    )


def test_flags_are_told_beside_an_error() -> None:
    assert codes("Ahmad\n2") == ["text.control", "name.digits"]


def test_the_lengths_at_which_a_name_is_flagged_and_refused() -> None:
    assert codes("A" * 100) == []
    assert PersonName.check("A" * 101) == (Issue(IssueCode.NAME_LONG, params=(("limit", 100),)),)
    assert (codes("É" * 100), codes("É" * 101)) == ([], ["name.long"])
    assert codes("A" * 150) == ["name.long"]
    assert PersonName.check("A" * 151) == (Issue(IssueCode.TEXT_TOO_LONG, params=(("limit", 150),)),)


@pytest.mark.parametrize(
    ("thing", "found"), [(None, "nothing"), (7, "number"), (1.5, "number"), (b"Siti", "bytes"), (["Siti"], "other")]
)
def test_error_not_a_text(thing: object, found: str) -> None:
    assert PersonName.check(thing) == (Issue(IssueCode.TEXT_TYPE, params=(("found", found),)),)


@pytest.mark.parametrize(
    "text",
    [
        "\u0936\u094d\u0930\u0947\u0937\u094d\u200d\u0920",  # Nepali, virama and joiner
        "\u0dc1\u0dca\u200d\u0dbb\u0dd3",  # Sinhala
        "\u0645\u062d\u0645\u062f\u200c\u0631\u0636\u0627 \u0627\u0644\u0644\u0647\u200c\u06cc\u0627\u0631\u06cc",  # Persian
        "\u0d2e\u0d4b\u0d39\u0d28\u0d4d\u200d \u0d15\u0d41\u0d2e\u0d3e\u0d30\u0d4d\u200d",  # Malayalam, at the end of a word
        "\u0cb0\u0cbe\u0cae\u0ccd\u200c, \u0c95\u0cc1\u0cae\u0cbe\u0cb0\u0ccd\u200c",  # Kannada, before a comma and at the end
        "\u09b0\u200d\u09cd\u09af\u09be\u09ac",  # Bengali, joiner before the virama
        "\u0647\u200d. \u0633\u0627\u06cc\u0647",  # a Persian initial
        "\u0645\u064e\u200c\u0645",  # behind a vowel sign
    ],
    ids=ascii,
)
def test_a_joiner_that_its_script_needs_is_ordinary_spelling_and_makes_nobody_else(text: str) -> None:
    assert codes(text) == ["name.not_latin"]
    assert PersonName.parse(text).reveal() == text
    bare = text.replace("\u200c", "").replace("\u200d", "")
    assert match(text, bare) is match(bare, text) is NameMatch.SAME


@pytest.mark.parametrize(
    "text",
    [
        "Siti\u200cAminah",
        "Bu\u200ddi",
        "\u200c\u0645\u062d\u0645\u062f",  # at the beginning
        "\u0645\u062d\u0645\u062f\u200c",  # Arabic, at the end
        "\u0645\u200c\u200c\u062d",  # two of them
        "\u0936\u200d",  # a letter that has its vowel
        "\u0936\u094d\u200dA",  # another script behind it
        "\u0645\u200d\u0936",
        "\u0418\u200d\u0432\u0430\u043d",  # a script that joins nothing
        "\u738b\u200d\u5c0f",
        "\u0936\u094d \u200d\u0920",
        "\U0001f469\u200d\U0001f3eb",
        "\u0936\u094d\u200d\u200b",  # what nobody needs, behind one that would be in order
    ],
    ids=ascii,
)
def test_error_a_joiner_elsewhere(text: str) -> None:
    assert [issue.code for issue in errors(text)] == [IssueCode.TEXT_INVISIBLE]


# ---- What a person should look at


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("Ahmad 2", "name.digits", 7),
        ("Ahmad ²", "name.digits", 7),
        ("Ahmad ٣", "name.digits", 7),
        ("Yohanes Ⅳ", "name.digits", 9),
        ("Siti <Aminah>", "name.markup", 6),
        ("{Siti}", "name.markup", 1),
        ("Siti=Aminah", "name.markup", 5),
        ("Siti|Aminah", "name.markup", 5),
        ("Siti 😀", "name.markup", 6),
        ("Siti €", "name.markup", 6),
        ("Иван", "name.not_latin", 1),
        ("Siti 王小明", "name.not_latin", 6),
        ("Budi علي", "name.not_latin", 6),
        ("𝐁udi", "name.not_latin", 1),
    ],
    ids=ascii,
)
def test_flag_with_the_first_position(text: str, code: str, at: int) -> None:
    assert Issue(IssueCode(code), params=(("at", at),)) in PersonName.check(text)
    assert not errors(text)


@pytest.mark.parametrize("text", ["...", "-", "'", "/", "12", "😀"], ids=ascii)
def test_flag_no_letter(text: str) -> None:
    assert "name.no_letter" in codes(text)


def test_signs_and_fillers_are_no_digits_and_letters_no_signs() -> None:
    assert codes("Siti & Rekan (2)") == ["name.digits"]
    assert codes("Siti `Aminah´") == []


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Bud\u0456", 4),  # Cyrillic і
        ("Siti \u0410minah", 7),  # Cyrillic А
        ("\u039dur", 2),  # Greek Ν
        ("Nur'\u0430ini", 5),  # Cyrillic а after an apostrophe
        ("Siti王", 5),
        ("\u0131\u0456", 2),
    ],
    ids=ascii,
)
def test_flag_two_scripts_in_one_word(text: str, at: int) -> None:
    assert Issue(IssueCode.NAME_MIXED_SCRIPTS, params=(("at", at),)) in PersonName.check(text)
    assert "name.not_latin" in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "高橋みなみ",  # ideographs and Hiragana
        "ジョン・ばーとん",  # Katakana, the long mark, Hiragana
        "佐々木アイ",  # the iteration mark
        "金민준",
        "อาทิตย์",  # marks above the letters
        "नरेन्द्र",
        "Иван Ivan",  # two scripts, in two words
        "ｱｲｺ愛子",
    ],
    ids=ascii,
)
def test_one_word_of_one_way_of_writing_is_not_mixed(text: str) -> None:
    assert codes(text) == ["name.not_latin"]


@pytest.mark.parametrize("text", ["Ｓｉｔｉ", "Ｓiti", "\u212bke", "Mº Jose"], ids=ascii)
def test_latin_letters_of_another_width_or_kind_are_latin(text: str) -> None:
    assert codes(text) == []


# ---- What is seen of a name


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("Siti Aminah", "S*** A***"),
        ("  Siti \u00a0 Aminah ", "S*** A***"),
        ("I", "I***"),
        ("(Budi) 'Ali", "B*** A***"),
        ("Ahmad 2", "A*** ***"),
        ("ʻOkina", "O***"),
        ("...", "***"),
        ("😀", "***"),
        ("Иван", "И***"),
        ("王 明", "*** ***"),
        ("김민준", "***"),
    ],
    ids=ascii,
)
def test_the_mask_shows_initials_and_how_many_words_there_are(text: str, mask: str) -> None:
    name = PersonName.parse(text)
    assert str(name) == f"{name}" == mask
    assert repr(name) == f"PersonName({mask})"


@given(names)
def test_the_mask_shows_no_more_than_one_letter_of_a_word(text: str) -> None:
    mask = str(PersonName.parse(text))
    words = mask.split(" ")
    assert len(words) == len(text.split())
    for shown, word in zip(words, text.split(), strict=True):
        initial = shown.removesuffix("***")
        assert len(initial) <= 1 and initial in word
    letters = sum(unicodedata.category(character)[0] == "L" for character in text)
    if letters > len(words):
        assert text not in mask


# ---- How two names agree


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ai'nun", "AINUN"),
        ("Ai’nun", "AINUN"),
        ("Ai´nun", "AINUN"),
        ("Ai＇nun", "AINUN"),
        ("M. Firman", "M FIRMAN"),
        ("M.Firman", "M FIRMAN"),
        ("Siti-Aminah", "SITI AMINAH"),
        ("Aminah, Siti", "SITI AMINAH"),
        ("AMINAH SITI", "Siti Aminah"),
        ("Ni Luh Putu A.A. Dewi", "NI LUH PUTU AA DEWI"),
        ("Ni Luh Putu A.A. Dewi", "NI LUH PUTU A A DEWI"),
        ("H. M. Yusuf, S.H., M.Hum.", "M YUSUF"),
        ("H. M. Yusuf, S.H., M.Hum.", "M. YUSUF SH MHUM"),
        ("H.M.Yusuf", "M Yusuf"),
        ("Maria d/o Samy", "MARIA D O SAMY"),
        ("Jürgen Müller", "JUERGEN MUELLER"),
        ("Jürgen Müller", "JURGEN MULLER"),
        ("JUERGEN", "Ju\u0308rgen"),
        ("Łukasz", "LUKASZ"),
        ("Nguyễn", "NGUYEN"),
        ("Đỗ", "DO"),
        ("Åse Ångström", "AASE AANGSTROEM"),
        ("Åse Ångström", "ASE ANGSTROM"),
        ("Søren", "SOEREN"),
        ("Søren", "SOREN"),
        ("Sǿren", "SOREN"),
        ("Æbeløe", "AEBELOEE"),
        ("Strauß", "STRAUSS"),
        ("Muñoz", "MUNOZ"),
        ("Þór", "THOR"),
        ("Yıldız İnce", "YILDIZ INCE"),
        ("Ｓｉｔｉ", "Siti"),
        ("Siti  Aminah", " siti aminah"),
        ("H.", "h"),
        ("...", "..."),
    ],
    ids=ascii,
)
def test_the_same_name_written_otherwise(one: str, other: str) -> None:
    assert match(one, other) is NameMatch.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Suparno", "SUPARNO KARTO WIJOYO"),
        ("Sri", "Sri Sri"),
        ("Muhammad bin Ali alias Mamat", "Ali bin Muhammad"),
        ("Jürgen", "JUERGEN PETER"),
        ("H. Yusuf", "Yusuf Karim"),
    ],
    ids=ascii,
)
def test_a_name_with_words_added_contains_the_shorter_one(one: str, other: str) -> None:
    assert match(one, other) is match(other, one) is NameMatch.CONTAINED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siti Aminah", "Budi Santoso"),
        ("Siti Aminah", "Siti Rahayu"),
        ("Abd. Rahman", "Abdul Rahman"),
        ("M. Yusuf", "Muhammad Yusuf"),
        ("Sri Sri Ali", "Sri Ali Ali"),
        ("Budi", "Bud\u0456"),
        ("がいこ", "かいこ"),
        ("...", "😀"),
        ("...", "Siti"),
        ("H.", "Siti"),
    ],
    ids=ascii,
)
def test_another_name(one: str, other: str) -> None:
    assert match(one, other) is match(other, one) is NameMatch.DIFFERENT


@given(names, names)
@example("Müller Muller", "Müller Mueller")
@example("...", "H.")
def test_law_comparing_is_symmetric(one: str, other: str) -> None:
    assert match(one, other) is match(other, one)


@given(names)
@example("\u0308")
@example("´")
def test_law_a_name_agrees_with_itself_in_every_normal_form(text: str) -> None:
    assert match(text, text) is NameMatch.SAME
    for form in ("NFC", "NFD"):
        other = unicodedata.normalize(form, text)
        if not errors(other):
            assert match(text, other) is NameMatch.SAME


@given(latin_names)
def test_law_case_and_order_do_not_count(text: str) -> None:
    turned = " ".join(reversed(text.split()))
    # A title is one by its place and letters: turned around, or with the dot that a Turkish ı lacks, it is a word more.
    for other in (text.upper(), text.lower(), turned):
        found = match(text, other)
        assert found is NameMatch.SAME if titleless(text) else found is not NameMatch.DIFFERENT


def says_a_name(text: str) -> bool:
    """Whether some word has letters and is no title: one that stands alone is a name, and a title before another."""
    return any(titleless(word) for word in text.split() if any(map(str.isalpha, word)))


@given(latin_names.filter(says_a_name), latin_names)
def test_law_a_name_is_contained_in_what_adds_words_to_it(text: str, added: str) -> None:
    assert match(text, f"{text} {added}") is not NameMatch.DIFFERENT


# ---- What holds for every text


@given(anything)
def test_law_a_name_is_made_exactly_when_there_is_no_error(text: str) -> None:
    if errors(text):
        with pytest.raises(InvalidValueError) as caught:
            PersonName.parse(text)
        assert caught.value.issues == PersonName.check(text)
    else:
        assert PersonName.parse(text).reveal() == text


@given(st.one_of(anything, st.integers(), st.floats(), st.binary(), st.none(), st.lists(st.text())))
def test_law_check_never_raises_and_no_issue_holds_the_text(thing: object) -> None:
    for issue in PersonName.check(thing):
        for name, value in issue.params:
            assert name in {"at", "character", "limit", "found"}
            assert isinstance(value, int) or value.startswith("U+") or value in {"number", "bytes", "nothing", "other"}  # type: ignore[union-attr]


def test_check_asks_nothing_of_a_hostile_object() -> None:
    assert PersonName.check(ThrowingText("Siti")) == ()
    assert PersonName.parse(ThrowingText("Siti")).reveal() == "Siti"
    assert codes(Thrower()) == ["text.type"]


@pytest.mark.uncounted
def test_every_character_that_can_be_printed_can_be_checked_masked_and_compared() -> None:
    for start in range(0, 0x110000, 128):
        block = "".join(map(chr, range(start, start + 128)))
        text = "".join(character for character in block if unicodedata.category(character)[0] != "C")
        if any(issue.code is IssueCode.TEXT_INVISIBLE for issue in PersonName.check(text)):
            text = "".join(character for character in text if not errors("a" + character))
        if text.strip():
            name = PersonName.parse(text)
            assert name.compare(name) is NameMatch.SAME
            assert len(text) == 1 or text not in str(name)


@pytest.mark.parametrize("letter", ["\u0958", "\u09dc", "\ufb1d"], ids=ascii)
def test_a_letter_that_normalization_takes_apart_is_still_one_of_its_script(letter: str) -> None:
    assert codes(letter) == ["name.not_latin"]
    assert match(letter, unicodedata.normalize("NFC", letter)) is NameMatch.SAME


@given(names)
def test_law_a_name_survives_pickle_and_copy(text: str) -> None:
    name = PersonName.parse(text)
    assert pickle.loads(pickle.dumps(name)) == copy.deepcopy(name) == name
    assert hash(copy.copy(name)) == hash(name)
    assert PersonName.check(name) == PersonName.check(text)


def test_a_name_is_neither_an_attrs_class_nor_open_to_change() -> None:
    name = PersonName.parse("Siti Aminah")
    assert not attrs.has(PersonName)
    assert not hasattr(name, "__dict__")
    with pytest.raises(AttributeError):
        name._text = "Budi"
    with pytest.raises(TypeError):
        PersonName("Siti")
    assert name != PersonName.parse("SITI AMINAH")
