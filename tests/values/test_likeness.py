"""How two names agree, where titles, "child of", several ways of spelling and cut-off fields come in.

What each answer is for: SAME lets a letter of authorization and a comparison stand, CONTAINED lets a person pass at the
counter beside their number, DIFFERENT stops them there. All names are made up or printed as examples by ICAO.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simreplace._data import titles
from simreplace.values.likeness import NameMatch, _readings, cut_off_likeness, likeness

every = pytest.mark.parametrize


def match(one: str, other: str) -> NameMatch:
    found = likeness(one, other)
    assert likeness(other, one) is found
    return found


# ---- Titles


@every("title", sorted(titles.BEFORE | titles.BEFORE_WITH_PERIOD))
def test_a_title_before_a_name_is_dropped_unless_it_is_the_whole_name(title: str) -> None:
    assert match(f"{title.upper()}. Yusuf", "Yusuf") is NameMatch.SAME
    assert match(title, "Yusuf") is NameMatch.DIFFERENT
    assert match(title, f"{title}.") is NameMatch.SAME


@every("title", sorted(titles.AFTER))
def test_a_title_behind_a_name_is_dropped_with_its_period_and_never_makes_another_person(title: str) -> None:
    for written in (f"Yusuf Karim, {title}.", f"Yusuf Karim {title.upper()}.", f"YUSUF KARIM, {title.upper()}., Ph.D."):
        assert match(written, "KARIM YUSUF") is NameMatch.SAME
    assert match(f"Yusuf Karim {title}", "Yusuf Karim") is not NameMatch.DIFFERENT
    assert match(f"Yusuf Karim, {title}.", f"Yusuf Rahman, {title}.") is NameMatch.DIFFERENT


@every(
    ("titled", "plain"),
    [
        ("Dr. Ir. Hj. Siti Aminah, S.Pd., M.Si., Ph.D.", "SITI AMINAH"),
        ("KH. Abdul Wahid", "Abdul Wahid"),
        ("K.H. Abdul Wahid", "Abdul Wahid"),
        ("Drs. H. Budi Santoso, M.M.", "BUDI SANTOSO"),
        ("dr. Andi, Sp.OG(K)", "ANDI"),
        ("Prof.Dr.H.Budi", "Budi"),
        ("Dr. (H.C.) Budi Santoso", "Budi Santoso"),
        ("R. Agung", "AGUNG"),
        ("R.A. Kartini", "Kartini"),
        ("Tgk. Muhammad Daud", "MUHAMMAD DAUD"),
        ("Ns. Siti Aminah, S.Kep.", "Siti Aminah"),
        ("Siti Aminah, S. Pd.", "Siti Aminah"),
        ("Siti Aminah S. Pd.", "Siti Aminah"),
        ("Siti Aminah, S. Pd", "Siti Aminah"),
        ("Siti Aminah S. Pd", "Siti Aminah"),
        ("Siti Aminah Sp. An.", "Siti Aminah"),
        ("S. Pd., Siti Aminah", "Siti Aminah"),
        ("Budi Santoso, SE", "BUDI SANTOSO"),
        ("BUDI SANTOSO SH MKn", "BUDI SANTOSO"),
        ("BUDI SANTOSO, SP, MM", "BUDI SANTOSO"),
        ("Siti Aminah, Hj.", "Siti Aminah"),
        ("Smith, John, Ph.D.", "John Smith"),
        ("Santoso, Dr. Budi", "Budi Santoso"),
    ],
)
def test_a_name_with_titles_is_the_same_person(titled: str, plain: str) -> None:
    assert match(titled, plain) is NameMatch.SAME


@every(
    ("one", "other"),
    [
        ("ALI SM", "ALI"),  # a degree, or initials
        ("BUDI SANTOSO SE", "BUDI SANTOSO"),
        ("R AGUNG PUTRA", "AGUNG PUTRA"),  # Raden, or an initial
        ("R.H. Ali", "Ali"),
        ("A.H. Nasution", "Nasution"),
        ("Yusuf H.", "Yusuf"),
        ("Li Meng", "Li"),  # M.Eng. is a degree, Meng a name
        ("Tan Wei, Mei", "Tan Wei"),
        ("Yusuf, M.Ali", "Yusuf"),
        ("Ahmad S. H.", "Ahmad"),
        ("Smith, S.R.", "Smith"),
        ("Budi Santoso, S.Xyz.", "Budi Santoso, S.Qwe."),  # degrees that no list has
        ("Budi Santoso, H.", "Budi Santoso"),
        ("Budi Santoso, H.", "Budi Santoso Wijoyo"),
        ("MUELLER JUERGEN DR", "Dr. Jürgen Müller"),  # a title out of its place
        ("Budi Dr. Santoso", "Budi Santoso Wijoyo"),
        ("H. Nur Ali", "Hj. Nur Ali"),  # husband and wife, or a clerk's slip
        ("Drs. Nur Ali", "Dra. Nur Ali"),
    ],
)
def test_what_may_be_a_word_of_the_name_is_not_dropped_to_call_two_the_same(one: str, other: str) -> None:
    assert match(one, other) is NameMatch.CONTAINED


@every(
    ("one", "other"),
    [
        ("Lim, San", "Lim, Sia"),
        ("Nguyen Thi Ba", "Nguyen Thi Ma"),
        ("Tan Wei, Mei", "Tan Wei, Shi"),
        ("Tan Wei, Ling", "Tan Wei, Hua"),
        ("Yusuf, M.Ali", "Yusuf, M.Amin"),
        ("Drs. Budi Santoso", "Drs. Budi Rahayu"),
        ("H. Yusuf", "H. Karim"),
        ("Budi H. Santoso", "Budi Santoso Wijoyo"),  # in that place an initial
        ("Siti Aminah, S.Pd.", "Siti Rahayu, S.Pd."),
    ],
)
def test_titles_make_nobody_out_of_somebody_else(one: str, other: str) -> None:
    assert match(one, other) is NameMatch.DIFFERENT


# ---- Child of


@every(
    ("one", "other"),
    [
        ("Ahmad bin Ali", "AHMAD ALI"),
        ("Siti binti Ahmad", "AHMAD SITI"),
        ("Indani boru Sitanggang", "INDANI SITANGGANG"),
        ("Ravi a/l Muthu", "RAVI AL MUTHU"),
        ("Ravi A/L Muthu", "RAVI A L MUTHU"),
        ("Ravi a/l Muthu", "RAVI MUTHU"),
        ("Devi a/p Raman", "DEVI AP RAMAN"),
        ("Kumar s/o Raju", "KUMAR SO RAJU"),
        ("Maria d/o Samy", "MARIA D O SAMY"),
        ("Hj. Siti Aminah binti H. Ahmad", "SITI AMINAH BINTI AHMAD"),
        ("Tan Bin Seng", "Tan Seng Bin"),  # a given name
    ],
)
def test_whose_child_somebody_is_makes_nobody_else(one: str, other: str) -> None:
    assert match(one, other) is NameMatch.SAME


@every(
    ("one", "other"),
    [
        ("Ahmad bin Ali", "Ali bin Ahmad"),  # father and son
        ("Nur bin Ali", "Nur binti Ali"),  # brother and sister
        ("Devi a/p Raman", "Devi a/l Raman"),
        ("Nur Ahmad bin Ali", "Nur bin Ahmad Ali"),
        ("Li Bin", "Li"),  # at an end it is a name
        ("Bin Li", "Li"),
        ("Ahmad bin Ali", "Ahmad bin Ali bin Umar"),
        ("Ahmad bin Ali", "Ahmad"),
    ],
)
def test_somebody_of_the_same_family_is_not_the_same(one: str, other: str) -> None:
    assert match(one, other) is NameMatch.CONTAINED


def test_the_child_of_somebody_else_is_another_person() -> None:
    assert match("Ahmad bin Ali", "Ahmad bin Umar") is NameMatch.DIFFERENT
    assert match("Ahmad bin Ali", "Hasan bin Ali") is NameMatch.DIFFERENT


# ---- Spelling: ICAO Doc 9303-3, section 6.A and 4.6


@every(
    ("one", "others"),
    [
        ("\u0126\u014a\u0166\u013f", ("HNTL",)),
        ("Gal\u0140era", ("GALLERA",)),
        ("Ñuñez", ("NUNEZ", "NXXUNXXEZ")),
        ("Müller", ("MULLER", "MUELLER", "MUXXLLER")),
        ("Jäger", ("JAGER", "JAEGER")),
        ("Björk", ("BJORK", "BJOERK")),
        ("Åberg", ("ABERG", "AABERG")),
        ("Søren", ("SOREN", "SOEREN")),
        ("Weiß", ("WEISS",)),
        ("Þór", ("THOR",)),
        ("Æsa Œuvre", ("AESA OEUVRE",)),
        ("\u0132sbrand", ("IJSBRAND",)),
        ("Đỗ Ðorð", ("DO DORD",)),
        ("Åke Müller", ("AKE MUELLER", "AAKE MULLER")),  # each letter in its own way
        ("D'Artagnan", ("DARTAGNAN", "D ARTAGNAN")),
        ("Nur\u2019aini", ("NURAINI", "NUR AINI")),
        ("Marie-Elise", ("MARIE ELISE", "MARIEELISE")),
        ("Marie\u2010Elise", ("MARIE-ELISE",)),
        ("Anna, Maria", ("ANNA MARIA",)),
        ("A.A. Dewi", ("AA DEWI", "A A DEWI")),
        ("\u0645\u064f\u062d\u064e\u0645\u0651\u0640\u062f", ("\u0645\u062d\u0645\u062f",)),  # section 6.C
    ],
)
def test_every_spelling_of_a_document_is_the_same_name(one: str, others: tuple[str, ...]) -> None:
    for other in others:
        assert match(one, other) is NameMatch.SAME


@every(
    ("one", "other"),
    [
        ("Manuel", "Manul"),  # two letters are one only where there was a mark
        ("Joel", "Jol"),
        ("Isaac", "Isac"),
        ("Maxx", "Ma"),
        ("Müller", "Miller"),
        ("Siti Aminah", "Sitiaminah"),
        ("Jäger Jager", "Jaeger Jaeger"),
    ],
)
def test_nobody_is_the_same_for_letters_that_only_look_like_a_mark(one: str, other: str) -> None:
    assert match(one, other) is NameMatch.DIFFERENT


def test_words_that_could_take_each_others_place_are_all_tried() -> None:
    assert match("Äb Åb", "Ab Aeb") is NameMatch.SAME  # Åb must leave Ab to nobody else
    assert match("Åb Äb", "Ab Aeb") is NameMatch.SAME
    assert match("Äb Äb", "Ab Aab") is NameMatch.DIFFERENT


# ---- Cut off (Doc 9303-4, 4.2.3, and 9303-5)

WOOL = "Dingo Potoroo Bennelong Wooloomooloo Warrandyte Warnambool"
NILA = "Nilavadhanananda Chayapa Dejthamrong Krasuang"


@every(
    ("cut", "whole"),
    [
        ("NILAVADHANANANDA CHAYAPA DEJTHAMRONG K", NILA),
        ("NILAVADHANANANDA CHAYAPA DE K", NILA),
        ("NILAVADHANANANDA ARNPOL PETCH CHARONGU", "Nilavadhanananda Arnpol Petch Charonguang"),
        ("BENNELONG WOOLOOMOOLOO WARRANDYTE W DI", WOOL),
        ("BENNELONG WOOLOOM WARRAND WARNAM DINGO", WOOL),
        ("BENNEL WOOLOO WARRAN WARNAM DINGO POTO", WOOL),
        ("BENNELONG WOOLOOMOOLOO W W DI", WOOL),
        ("BENNE WOOLO WARRA WARNA DIN P", WOOL),
        ("MUELLERSCHMIDTHAUSENBERG JUE", "Jürgen Müllerschmidthausenberg"),
        ("NILAVADHANANANDA CHAYAPA DEJTHAMRONG K", "Hj. " + NILA + ", S.Pd."),
        ("NILAVADHANANANDA CHAYAPA DEJTHAMRONG K", "Nilavadhanananda Krasuang"),  # fewer words were typed
    ],
)
def test_icaos_examples_of_names_cut_off_are_matched_by_beginning(cut: str, whole: str) -> None:
    assert cut_off_likeness(cut, whole) is True


@every(
    ("cut", "whole"),
    [
        ("NILAVADHANANANDA CHAYAPA DEJTHAMRONG K", "Nilavadhanananda Chayapa Dejthamrong Sukarno"),
        ("NILAVADHANANANDA CHAYAPA DEJTHAMRONG K", "Nilavadhanananda Arnpol Petch Charonguang"),
        ("NILAVADHANANANDA CHAYAPA DEJTHAMRONG K", "Krasuang"),  # one letter is nobody
        ("NILAVADHANANANDA CHAYAPA DEJTHAMRONG K", "Kartini Krasuang"),
        ("BENNELONG WOOLOOMOOLOO W W DI", "Bennelong Wooloomooloo Warrandyte Dingo Potoroo"),  # one W for two
        ("MUSTERMANNNNNNNNNNNNNNNNNNNNNN", "Muster"),
    ],
)
def test_somebody_else_does_not_begin_so(cut: str, whole: str) -> None:
    assert cut_off_likeness(cut, whole) is False


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
words = st.lists(st.text(LETTERS, min_size=3, max_size=12).map(lambda word: "Q" + word), min_size=1, max_size=6)


@given(words, st.data())
def test_law_whatever_is_cut_off_a_name_it_is_still_that_name(name: list[str], data: st.DataObject) -> None:
    ends = [data.draw(st.integers(1, len(word))) for word in name]
    kept = data.draw(st.integers(1, len(name)))
    cut = [word[:end] for word, end in zip(name, ends, strict=True)][:kept]
    assert cut_off_likeness(" ".join(cut), " ".join(reversed(name)))


@given(words, words)
def test_law_a_word_more_or_another_word_is_never_the_same(name: list[str], added: list[str]) -> None:
    assert likeness(" ".join(name), " ".join(name + added)) is NameMatch.CONTAINED
    assert likeness(" ".join(name), " ".join([*name[:-1], name[-1] + "X"])) is not NameMatch.SAME


def test_a_name_that_was_taken_apart_does_not_show_itself() -> None:
    for reading in _readings("Hj. Siti Aminah binti Ahmad, S.Pd."):
        assert repr(reading) == "_Reading(man=False)"
