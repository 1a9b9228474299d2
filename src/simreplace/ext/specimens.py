"""Each value as it is typed: what people type for a right one, what comes of pasting it, and one fault in it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

import attrs

from simreplace import (
    DocumentNumber,
    EmailAddress,
    FamilyCardNumber,
    IssueCode,
    Msisdn,
    Nik,
    PassportNumber,
    PermitNumber,
    PersonName,
    PhoneNumber,
    cards,
    parse_mrz,
)
from simreplace.ext.made_up import (
    check_digit,
    digits,
    eids,
    emails,
    family_cards,
    iccids,
    mobiles,
    mrz_zones,
    names,
    niks,
    st,
    with_luhn,
)
from simreplace.shown import printable
from simreplace.values import Masked, Mrz

T = TypeVar("T")


# ---- What people type for them


def _in_groups(text: str, separator: str) -> str:
    return separator.join(text[at : at + 4] for at in range(0, len(text), 4))


_Way = Callable[[str, str], str]
_AS_IT_IS: Final[tuple[_Way, ...]] = (lambda text, _: text,)
_IN_GROUPS: Final[tuple[_Way, ...]] = (*_AS_IT_IS, _in_groups, lambda text, sep: f" {_in_groups(text, sep)} ")
_AS_MOBILE: Final[tuple[_Way, ...]] = (
    *_AS_IT_IS,
    lambda text, sep: "0" + _in_groups(text[3:], sep),
    lambda text, sep: _in_groups(text[3:], sep),
    lambda text, sep: "62" + sep + _in_groups(text[3:], sep),
    lambda text, sep: f" +62 (0) {_in_groups(text[3:], sep)}",
    lambda text, sep: "0062" + _in_groups(text[3:], sep),
)
_AS_LETTERS: Final[tuple[_Way, ...]] = (
    *_AS_IT_IS, lambda text, _: text.lower(), lambda text, _: f" {text[:6]} {text[6:]}\t",
)  # fmt: skip

# ---- What is wrong with them by one fault


_Fault = tuple[IssueCode, Callable[[str, int], str]]


def _put(sign: str) -> Callable[[str, int], str]:
    """The sign in place of one of the last digits."""
    return lambda text, at: text[: -1 - at % 5] + sign + text[len(text) - at % 5 :]


def _amid(sign: str) -> Callable[[str, int], str]:
    return lambda text, at: text[: 1 + at % (len(text) - 1)] + sign + text[1 + at % (len(text) - 1) :]


def _other_end(text: str, at: int) -> str:
    """The text with another last digit."""
    return text[:-1] + str((int(text[-1]) + 1 + at % 9) % 10)


_TOO_LONG: Final[_Fault] = (IssueCode.TEXT_TOO_LONG, lambda text, _: (text * 300)[:300])
_EMPTY: Final[_Fault] = (IssueCode.TEXT_EMPTY, lambda _, at: " " * (at % 3))
_NOT_A_DIGIT: Final[_Fault] = (IssueCode.TEXT_CHARACTER, _put("O"))
_UNDERSCORE: Final[_Fault] = (IssueCode.TEXT_CHARACTER, _put("_"))
_FULL_WIDTH: Final[_Fault] = (IssueCode.TEXT_NON_ASCII, _put("\N{FULLWIDTH DIGIT SEVEN}"))
_UNSEEN: Final[tuple[_Fault, ...]] = (
    (IssueCode.TEXT_CONTROL, _amid("\x07")),
    (IssueCode.TEXT_INVISIBLE, _amid("\N{ZERO WIDTH SPACE}")),
)
_OF_DIGITS: Final[tuple[_Fault, ...]] = (_TOO_LONG, _NOT_A_DIGIT, _FULL_WIDTH)
_OF_PHONES: Final[tuple[_Fault, ...]] = (
    _TOO_LONG,
    _EMPTY,
    _UNDERSCORE,
    _FULL_WIDTH,
    (IssueCode.MSISDN_LETTERS, _put("O")),
    (IssueCode.MSISDN_EXTENSION, lambda text, at: f"{text} ext {1 + at % 99}"),
    (IssueCode.MSISDN_SEVERAL, lambda text, at: f"{text}{('/', ' / ', ' atau ', ', ')[at % 4]}0{text[3:]}"),
)


@printable
@attrs.frozen(kw_only=True)
class Texts:
    """One row: how a right text is made, how it is typed, and what can be wrong with it.

    `clean` makes one that shows no FLAG either, where the marked one does.
    """

    made: Callable[[], st.SearchStrategy[str]]
    ways: tuple[_Way, ...] = _IN_GROUPS
    faults: tuple[_Fault, ...]
    clean: Callable[[], st.SearchStrategy[str]] | None = None


TEXTS: Final[Mapping[type[Any], Texts]] = MappingProxyType(
    {
        Msisdn: Texts(
            made=mobiles,
            clean=lambda: digits(3).map("+6281200000{}".format),
            ways=_AS_MOBILE,
            faults=(
                *_OF_PHONES,
                (IssueCode.MSISDN_SERVICE_CODE, lambda text, _: f"*{text[3:]}#"),
                (IssueCode.MSISDN_COUNTRY_CODE_TWICE, lambda text, _: "+62" + text[1:]),
                (IssueCode.MSISDN_TOO_SHORT, lambda text, at: text[: 9 + at % 3]),
                (IssueCode.MSISDN_TOO_LONG, lambda text, at: text.ljust(16 + at % 3, "0")),
                (IssueCode.MSISDN_FOREIGN, lambda _, at: f"+1 202 555 01{at % 100:02}"),
            ),
        ),
        PhoneNumber: Texts(
            made=lambda: digits(2).map("+120255501{}".format),
            faults=(*_OF_PHONES, (IssueCode.PHONE_INVALID, lambda text, at: text[: 4 + at % 7])),
        ),
        Nik: Texts(
            made=niks,
            faults=(
                *_OF_DIGITS,
                (IssueCode.NIK_LENGTH, lambda text, at: (text + "7")[: (15, 17, 14)[at % 3]]),
                (IssueCode.NIK_PLACEHOLDER, lambda _, __: "1" * 16),
                (IssueCode.NIK_DAY, lambda text, at: f"{text[:6]}{(0, 32, 40, 72, 99)[at % 5]:02}{text[8:]}"),
                (IssueCode.NIK_MONTH, lambda text, at: f"{text[:8]}{(0, 13, 99)[at % 3]:02}{text[10:]}"),
                (IssueCode.NIK_IMPOSSIBLE_DATE, lambda text, at: f"{text[:6]}{('3102', '7106')[at % 2]}{text[10:]}"),
                (IssueCode.NIK_SERIAL_0000, lambda text, _: text[:12] + "0000"),
                (IssueCode.NIK_PROVINCE_UNKNOWN, lambda text, at: ("00", "20", "40")[at % 3] + text[2:]),
                (IssueCode.NIK_NIT_ABROAD, lambda text, _: "99" + text[2:]),
            ),
        ),
        FamilyCardNumber: Texts(
            made=family_cards,
            faults=(
                *_OF_DIGITS,
                (IssueCode.KK_LENGTH, lambda text, at: (text + "7")[: (15, 17, 14)[at % 3]]),
                (IssueCode.KK_PLACEHOLDER, lambda _, __: "1" * 16),
                (IssueCode.KK_IMPOSSIBLE_DATE, lambda text, at: f"{text[:6]}{('3102', '0013')[at % 2]}{text[10:]}"),
                (IssueCode.KK_PROVINCE_UNKNOWN, lambda text, at: ("00", "20", "40")[at % 3] + text[2:]),
            ),
        ),
        PassportNumber: Texts(
            made=lambda: digits(3).map("CONTOH{}".format),
            ways=_AS_LETTERS,
            faults=(
                _TOO_LONG,
                (IssueCode.TEXT_CHARACTER, lambda text, _: text.replace("H", "#")),
                (IssueCode.TEXT_NON_ASCII, lambda text, _: text.replace("O", "\N{CYRILLIC CAPITAL LETTER O}")),
                (IssueCode.PASSPORT_LENGTH, lambda text, _: text + text),
                (IssueCode.PASSPORT_NO_DIGIT, lambda text, _: text[:6]),
                (IssueCode.PASSPORT_UNUSUAL_LENGTH, lambda text, at: text + f"{at % 100:02}"),
                (IssueCode.PASSPORT_MRZ_COPIED, lambda text, _: text + check_digit(text)),
            ),
        ),
        PermitNumber: Texts(
            made=lambda: digits(4).map("CONTOH-{}".format),
            ways=_AS_LETTERS,
            faults=(
                _TOO_LONG,
                (IssueCode.TEXT_CHARACTER, lambda text, _: text.replace("-", "_")),
                (IssueCode.TEXT_NON_ASCII, lambda text, _: text.replace("-", "\N{EN DASH}")),
                (IssueCode.PERMIT_LENGTH, lambda text, at: (text[-5:], text * 2)[at % 2]),
                (IssueCode.PERMIT_NO_DIGIT, lambda text, _: text[:7] + "CONTOH"),
            ),
        ),
        DocumentNumber: Texts(
            made=lambda: st.builds("{}/CONTOH/{}".format, digits(3), st.integers(2000, 2025)),
            ways=(*_AS_IT_IS, lambda text, _: f" {text}\t"),
            faults=(
                *_UNSEEN,
                _TOO_LONG,
                _EMPTY,
                (IssueCode.NUMBER_LENGTH, lambda text, at: (text * 10)[: 61 + at % 80]),
            ),
        ),
        PersonName: Texts(
            made=names,
            ways=_AS_IT_IS,
            faults=(
                *_UNSEEN,
                _TOO_LONG,
                _EMPTY,
                (IssueCode.NAME_DIGITS, lambda text, at: f"{text} {at % 10}"),
                (IssueCode.NAME_NO_LETTER, lambda _, at: "." * (1 + at % 9)),
                (IssueCode.NAME_LONG, lambda text, at: (text + " Contoh" * 20)[: 101 + at % 40]),
                (IssueCode.NAME_MARKUP, lambda text, at: text + "<>{}=|"[at % 6]),
                (IssueCode.NAME_MIXED_SCRIPTS, lambda text, _: text + "\N{CYRILLIC SMALL LETTER A}"),
                (IssueCode.NAME_NOT_LATIN, lambda text, _: text + " \N{CYRILLIC CAPITAL LETTER A}"),
            ),
        ),
        EmailAddress: Texts(
            made=emails,
            ways=(*_AS_IT_IS, lambda text, _: text.partition("@")[0] + text[text.index("@") :].upper()),
            faults=(
                *_UNSEEN,
                _TOO_LONG,
                _EMPTY,
                (IssueCode.EMAIL_NO_AT_SIGN, lambda text, _: text.replace("@", "")),
                (IssueCode.EMAIL_TWO_AT_SIGNS, lambda text, _: text.replace("@", "@@")),
                (IssueCode.EMAIL_DOTS, lambda text, at: (text + ".", "." + text)[at % 2]),
                (IssueCode.EMAIL_NO_TOP_LEVEL, lambda text, _: text.partition("@")[0] + "@example"),
                (IssueCode.EMAIL_NON_ASCII, lambda text, _: "\N{LATIN SMALL LETTER E WITH ACUTE}" + text),
                (IssueCode.EMAIL_PUNYCODE, lambda text, _: text.replace("@", "@xn--")),
            ),
        ),
        cards.Iccid: Texts(
            made=iccids,
            ways=(*_IN_GROUPS, lambda text, _: text + "F"),
            faults=(
                *_OF_DIGITS,
                (IssueCode.ICCID_LENGTH, lambda text, at: (text[:17], text + "77")[at % 2]),
                (IssueCode.ICCID_NOT_TELECOM, lambda text, _: "98" + text[2:]),
                (IssueCode.ICCID_NOT_INDONESIAN, lambda text, _: with_luhn("8900" + text[4:-1])),
                (IssueCode.ICCID_LUHN, _other_end),
            ),
        ),
        cards.Eid: Texts(
            made=eids,
            faults=(
                *_OF_DIGITS,
                (IssueCode.EID_LENGTH, lambda text, at: (text[:-1], text + "7")[at % 2]),
                (IssueCode.EID_CHECKSUM, _other_end),
            ),
        ),
        cards.Imsi: Texts(
            made=lambda: st.sampled_from((9, 10)).flatmap(digits).map("51066{}".format),
            faults=(
                *_OF_DIGITS,
                (IssueCode.IMSI_LENGTH, lambda text, at: (text[:13], text + "77")[at % 2]),
                (IssueCode.IMSI_NOT_INDONESIAN, lambda text, _: "99999" + text[5:]),
            ),
        ),
        cards.ActivationCode: Texts(
            made=lambda: digits(5).map("LPA:1$smdp.example.com$CONTOH-{}".format),
            ways=(*_AS_IT_IS, lambda text, _: f" {text}\n"),
            faults=(
                _TOO_LONG,
                (
                    IssueCode.ACTIVATION_CODE_FORM,
                    lambda text, at: (text[4:], text.lower(), text.replace("$C", "C"), "LPA:2" + text[5:])[at % 4],
                ),
            ),
        ),
        Mrz: Texts(
            made=mrz_zones,
            ways=(*_AS_IT_IS, lambda text, _: text.replace("\n", " \r\n ") + "\n"),
            faults=(
                _TOO_LONG,
                (IssueCode.MRZ_FORMAT, lambda text, at: (text[:-1], text[1:], text.replace("\n", ""))[at % 3]),
                (IssueCode.MRZ_CHECK_DIGIT, _other_end),
            ),
        ),
    }
)
"""Every value there is."""


def reader_of(kind: type[T]) -> Callable[[str], T]:
    """What makes the value that a text is."""
    return cast("Callable[[str], T]", parse_mrz if kind is Mrz else cast("type[Masked]", kind).parse)


@st.composite
def ways_of(draw: st.DrawFn, kind: type[object], text: str) -> str:
    """How people type this very value."""
    return draw(st.sampled_from(TEXTS[kind].ways))(text, draw(st.sampled_from((" ", "-", "."))))


def typed(kind: type[object]) -> st.SearchStrategy[str]:
    """What people type for a value: with separators, prefixes and spaces; all of it is read.

    Args:
        kind: Such as `Msisdn` or `Nik`.

    Example:
        >>> from hypothesis import find
        >>> Msisdn.parse(find(typed(Msisdn), lambda text: "(0)" in text)).hint is None
        True
    """
    return TEXTS[kind].made().flatmap(lambda text: ways_of(kind, text))


_MARKS: Final[tuple[Callable[[str, int], str], ...]] = (
    lambda text, _: "\N{ZERO WIDTH NO-BREAK SPACE}" + text,
    lambda text, _: "\N{LEFT-TO-RIGHT EMBEDDING}" + text + "\N{POP DIRECTIONAL FORMATTING}",
    lambda text, _: text + "\N{NO-BREAK SPACE}",
    _amid("\N{ZERO WIDTH SPACE}"),
    _amid("\N{SOFT HYPHEN}"),
)


@st.composite
def pasted(draw: st.DrawFn, kind: type[object]) -> str:
    """What comes of pasting a value: a mark in it that nobody sees, which `suggest` takes out.

    Args:
        draw: Hypothesis' own.
        kind: Such as `Msisdn` or `Nik`; not `Mrz`, whose lines `suggest` does not keep.

    Example:
        >>> from hypothesis import find
        >>> from simreplace import suggest
        >>> suggest(find(pasted(Msisdn), lambda _: True)).changes == ()
        False
    """
    mark = draw(st.sampled_from(_MARKS))
    return mark(draw(typed(kind)), draw(st.integers(0, 99)))


@st.composite
def nearly(draw: st.DrawFn, kind: type[object], *, without: tuple[IssueCode, ...] = ()) -> tuple[str, IssueCode]:
    """A text with one fault, and the code of the ERROR or FLAG that tells of it.

    Args:
        draw: Hypothesis' own.
        kind: Such as `Msisdn` or `Nik`.
        without: Faults to leave out.

    Example:
        >>> from hypothesis import find
        >>> text, code = find(nearly(Nik), lambda it: it[1] is IssueCode.NIK_MONTH)
        >>> [issue.code.value for issue in Nik.check(text)]
        ['nik.month']
    """
    row = TEXTS[kind]
    code, plant = draw(st.sampled_from([fault for fault in row.faults if fault[0] not in without]))
    return plant(draw(row.made()), draw(st.integers(0, 99))), code
