"""A column of NIKs: sixteen digits are one whole number, and three small tables say what it shows.

The number is taken from the text by its length and its size, so that whatever an engine may take for a number, only
sixteen digits get through; NIKs that begin with a 0 go the long way with the odd ones.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product
from typing import Final

import polars as pl

from simreplace import Nik, Severity, Sex
from simreplace._data.provinces import NIT_PREFIX, PROVINCES
from simreplace._data.regencies import FORMER_REGENCIES
from simreplace.ext.polars.bits import IssueBits
from simreplace.ext.polars.odd import answered, for_each, from_a_spreadsheet, is_too_long, trimmed
from simreplace.forms import APPLICANT
from simreplace.rules import age_on
from simreplace.rules.ages import OLDEST_PERSON
from simreplace.values.masked import SEPARATORS
from simreplace.values.nik import _DAYS, _MONTHS, _WOMAN, both_centuries

_DIGITS: Final = 16
_SMALLEST: Final = 10**15  # of sixteen digits
_ALL_ONES: Final = 1111_1111_1111_1111  # every number of sixteen equal digits is a multiple
_SEPARATORS: Final = SEPARATORS.replace("-", "") + "-"  # in a class of a pattern a hyphen stands last
_NOTHING: Final = pl.lit(0, dtype=pl.Int64)
_EPOCH: Final = date(1970, 1, 1).toordinal()
_ERRORS: Final = sum(bit.value for bit in IssueBits if bit.value < 1 << 16 and bit.codes[0].severity is Severity.ERROR)


@cache
def _regions() -> pl.Series:
    """What the first four digits show."""
    return pl.Series([_region(f"{code:04}").value for code in range(10_000)], dtype=pl.UInt16)


def _region(code: str) -> IssueBits:
    bits = IssueBits(0)
    if code.startswith(NIT_PREFIX):
        bits |= IssueBits.NIK_NIT_ABROAD
    elif code[:2] not in PROVINCES:
        bits |= IssueBits.NIK_PROVINCE_UNKNOWN
    if code in FORMER_REGENCIES:
        bits |= IssueBits.NIK_REGION_FORMER
    return bits


@cache
def _days() -> tuple[pl.Series, pl.Series, pl.Series]:
    """What the six digits of the date show, and the first and the last day that they can mean, counted from 1970."""
    bits, first, last = list[int](), list[int | None](), list[int | None]()
    for day, month in product(range(100), repeat=2):
        for shown, earliest, latest in _years(day, month):
            bits.append(shown)
            first.append(earliest)
            last.append(latest)
    return pl.Series(bits, dtype=pl.UInt16), pl.Series(first, dtype=pl.Int32), pl.Series(last, dtype=pl.Int32)


def _years(day: int, month: int) -> Iterator[tuple[int, int | None, int | None]]:
    wrong = IssueBits(0)
    if day not in _DAYS:
        wrong |= IssueBits.NIK_DAY
    if month not in _MONTHS:
        wrong |= IssueBits.NIK_MONTH
    for year in range(100):
        dates = () if wrong else both_centuries(year, month, day - _WOMAN if day > _WOMAN else day)
        if dates:
            yield 0, dates[0].toordinal() - _EPOCH, dates[-1].toordinal() - _EPOCH
        else:
            yield (wrong or IssueBits.NIK_IMPOSSIBLE_DATE).value, None, None


def population_outputs(
    texts: pl.Series, wanted: frozenset[str], beside: pl.DataFrame, on: date | None
) -> list[pl.Series]:
    """What is wanted of nik_valid and nik_issues for these texts, and what stands beside them: born_on, sex, or nothing."""
    text, number = pl.col("text"), pl.col("number")
    rows = texts.alias("text").to_frame().lazy().with_columns(number=text.cast(pl.Int64, strict=False))
    usual = (text.str.len_bytes() == _DIGITS) & (number >= _SMALLEST)
    read = rows.select("text", number=pl.when(usual).then("number"), bits=pl.when(usual).then(_NOTHING)).collect()
    read = answered(read, "bits", _odd_numbers)
    rows = read.select("number", "bits").hstack(beside).lazy().with_columns(date=(number // 10**4) % 10**6)
    rows = rows.with_columns(shown=_shown()).with_columns(valid=(pl.col("shown").fill_null(_ERRORS) & _ERRORS) == 0)
    issues = pl.fold(
        pl.col("bits") | pl.col("shown").cast(pl.Int64).fill_null(0), _either, list(_beside(beside.columns, on))
    )
    found = rows.select(nik_valid="valid", nik_issues=issues).collect()
    return [found[name] for name in found.columns if name in wanted]


# Made once, like that of the odd ones: to put it together takes longer than to answer a hundred rows.
@cache
def _shown() -> pl.Expr:
    """What sixteen digits show by themselves."""
    number = pl.col("number")
    return (
        pl.lit(_regions()).gather(number // 10**12)
        | pl.lit(_days()[0]).gather("date")
        | _bit(number % 10**4 == 0, IssueBits.NIK_SERIAL_0000)
        | _bit(number % _ALL_ONES == 0, IssueBits.NIK_PLACEHOLDER)
    )


def _either(some: pl.Series, more: pl.Series) -> pl.Series:
    return some | more


def _bit(holds: pl.Expr, bit: IssueBits, dtype: type[pl.DataType] = pl.UInt16) -> pl.Expr:
    """The bit where it holds, and nothing where it does not or nobody knows."""
    return pl.when(holds).then(pl.lit(bit.value, dtype=dtype)).otherwise(pl.lit(0, dtype=dtype))


# ---- What it shows to the rest of the row, and to the day


def _beside(names: list[str], on: date | None) -> Iterator[pl.Expr]:
    """The rules of `person_issues` that look at a NIK, a day of birth and a sex, as bits."""
    if on is not None:
        yield from _on_a_day(on, born_on="born_on" in names)
    if "sex" in names:
        sex, is_woman = pl.col("sex"), pl.col("date") // 10**4 > _WOMAN
        differs = pl.when(is_woman).then(sex == Sex.MALE.value).otherwise(sex == Sex.FEMALE.value)
        yield _bit(pl.col("valid") & differs, IssueBits.NIK_SEX_DIFFERS, pl.Int64)
        yield _bit(sex == "", IssueBits.FORM_CHOICE, pl.Int64)


def _on_a_day(on: date, *, born_on: bool) -> Iterator[pl.Expr]:
    _, first, last = (pl.lit(table).gather("date") for table in _days())
    valid, today = pl.col("valid"), on.toordinal() - _EPOCH
    yield _bit(valid & (first > today), IssueBits.NIK_DATE_IN_FUTURE, pl.Int64)
    if born_on:
        born = pl.col("born_on").to_physical()
        # Where one of the two is still to come, that is all that is said of them.
        differs = valid & (first <= today) & (born <= today) & (born != first) & (born != last)
        yield _bit(differs, IssueBits.NIK_BIRTH_DATE_DIFFERS, pl.Int64)
        yield _bit(born > today, IssueBits.BIRTH_IN_FUTURE, pl.Int64)
        yield _bit(born <= _too_long_ago(on), IssueBits.BIRTH_TOO_LONG_AGO, pl.Int64)


def _too_long_ago(on: date) -> int:
    """The last day on which nobody who lives on this day was born, counted from 1970."""
    if on.year <= OLDEST_PERSON + 1:
        return date.min.toordinal() - _EPOCH - 1
    born_on = date(on.year - OLDEST_PERSON - 1, on.month, min(on.day, 28))
    while age_on(date.fromordinal(born_on.toordinal() + 1), on) > OLDEST_PERSON:
        born_on = date.fromordinal(born_on.toordinal() + 1)
    return born_on.toordinal() - _EPOCH


def sexes(texts: pl.Series) -> pl.Series:
    """The sex that each of these texts names, as the form reads it; an empty text where it names none."""
    read = {text: _sex(text) for text in texts.drop_nulls().unique().to_list()}
    return texts.replace_strict(list(read), list(read.values()), return_dtype=pl.String, default=None)


def _sex(text: str) -> str:
    member, _ = APPLICANT["sex"].read(text, "")
    return "" if member is None else str(member)


# ---- The odd ones


def _odd_numbers(texts: pl.Series) -> pl.DataFrame:
    """The number that each of these is, or the bits that say why it is none."""
    raw, text, digits = pl.col("text"), pl.col("trimmed"), pl.col("digits")
    rows = texts.to_frame().lazy().with_columns(trimmed=trimmed(raw))
    rows = rows.with_columns(sheet=from_a_spreadsheet(text), digits=text.str.replace_all(rf"[{_SEPARATORS}]", ""))
    number = pl.when(pl.col("bits") == 0).then(digits.cast(pl.Int64, strict=False))
    found = rows.with_columns(bits=_bits_of_odd()).select("text", "bits", number=number).collect()
    return answered(found, "bits", _by_the_scalar)


@cache
def _bits_of_odd() -> pl.Expr:
    raw, text, sheet, digits = (pl.col(name) for name in ("text", "trimmed", "sheet", "digits"))
    # In the order in which the scalar asks. What stays null is asked of it.
    return (
        pl.when(raw.is_null()).then(_error(IssueBits.TEXT_TYPE))
        .when(is_too_long(raw)).then(_error(IssueBits.TEXT_TOO_LONG))
        .when(sheet.is_null()).then(None)
        .when(sheet).then(_error(IssueBits.TEXT_SPREADSHEET))
        .when(text.str.contains(rf"\A[0-9{_SEPARATORS}]*[^\x00-\x7F]")).then(_error(IssueBits.TEXT_NON_ASCII))
        .when(text.str.contains(rf"[^0-9{_SEPARATORS}]")).then(_error(IssueBits.TEXT_CHARACTER))
        .when(digits.str.len_bytes() != _DIGITS).then(_error(IssueBits.NIK_LENGTH))
        .otherwise(_NOTHING)
    )  # fmt: skip


def _by_the_scalar(texts: pl.Series) -> pl.DataFrame:
    schema = [("bits", pl.Int64), ("number", pl.Int64)]
    return pl.DataFrame(for_each(texts, _read), schema=schema, orient="row")


def _error(bit: IssueBits) -> pl.Expr:
    return pl.lit(bit.value, dtype=pl.Int64)


def _read(text: str) -> tuple[int, int | None]:
    report = Nik.read(text)
    return IssueBits.of(report.issues).value, None if report.value is None else int(report.value.reveal())
