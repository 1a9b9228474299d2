"""A column of mobile numbers: nearly all are decided by one pattern and one table, the odd ones step by step.

What only the scalar can tell, it tells: whether spaces part two numbers, which country a number is from. Every answer is of one of a few kinds, so that a row is one small number until the last moment.
"""

from functools import cache
from types import MappingProxyType
from typing import Final

import polars as pl

from simreplace import Msisdn
from simreplace._data.prefixes import PREFIXES
from simreplace.ext.polars.bits import IssueBits
from simreplace.ext.polars.odd import answered, begun, for_each, from_a_spreadsheet, is_too_long, trimmed, whole
from simreplace.values.phone import (
    _ALLOWED,
    _EXTENSION,
    _NUMBER,
    _SECOND,
    _SENSIBLE,
    _SERVICE_CODE,
    _SHORTEST_PAIR,
    MobileShape,
    _prefix_issues,
    mobile_shape,
)

_HEAD: Final = (
    6  # the first signs hold the three digits of the prefix, also behind the longest of the usual codes: +62812
)
_LONGEST: Final = 21  # the signs of the longest number of 64 bits, with a plus and a country code
_BEFORE: Final = "+026"  # what can stand before the 8 of a number in one of the usual forms
_NEVER: Final = r"[^\s\S]"
# What `_INDONESIAN` reads, once the separators are gone: behind a country code or a 0 any number, alone one with an 8.
_BEHIND: Final = r"\A(?:(?:\+|00)?620?|0)([1-9][0-9]*)\z"
_ALONE: Final = r"\A(8[0-9]*)\z"
_ALLOWED_ALONE: Final = rf"\A[{_ALLOWED.replace('-', '')}-]*\z"
_GAP: Final = r"[ .-]"
# What `_SECOND` finds where it looks ahead for a plus.
_SECOND_BY_PLUS: Final = rf"\A{_NUMBER}\+[+(]*[0-9]"
_ERRORS: Final = tuple(
    bit
    for bit in IssueBits
    if str(bit.name).startswith(("TEXT_", "MSISDN_")) and not str(bit.name).startswith("MSISDN_PREFIX_")
)

Kind = tuple[IssueBits, str | None, bool]
"""The bits of a row, the operator, and whether it is a mobile number."""


def _prefix_kind(prefix: str) -> Kind:
    row = PREFIXES.get("0" + prefix)
    return IssueBits.of(_prefix_issues(prefix)), None if row is None else row.operator, True


_PREFIX_KINDS: Final = tuple(_prefix_kind(f"{prefix:03}") for prefix in range(1000))
_KINDS: Final = tuple(dict.fromkeys([*_PREFIX_KINDS, *((bit, None, False) for bit in _ERRORS)]))
_KIND_NUMBERS: Final = MappingProxyType({kind: number for number, kind in enumerate(_KINDS)})


def usual_forms(shape: MobileShape) -> str:
    """The pattern of a mobile number as nearly everybody writes it, or of nothing.

    The scalar's own looks ahead whether the number begins with an 8. Where the metadata says that by itself, nothing
    need look ahead; where it no longer does, every row goes to the scalar.
    """
    national = shape.pattern.pattern
    return rf"\A(?:\+?62|0)?{national}\z" if national.startswith("8") and "|" not in national else _NEVER


@cache
def _by_prefix() -> pl.Series:
    return pl.Series([_KIND_NUMBERS[kind] for kind in _PREFIX_KINDS], dtype=pl.UInt8)


@cache
def _by_head() -> pl.Series:
    """The kind of a number in a usual form, at the number that its first six signs are."""
    kinds: list[int | None] = [None] * 10**_HEAD
    for prefix in range(800, 900):
        kind = _KIND_NUMBERS[_PREFIX_KINDS[prefix]]
        for start, length in (
            (prefix * 1000, 1000),
            (prefix * 100, 100),
            (620_000 + prefix * 10, 10),
            (62_000 + prefix, 1),
        ):
            kinds[start : start + length] = [kind] * length
    return pl.Series(kinds, dtype=pl.UInt8)


@cache
def _behind_head() -> pl.Series:
    """For each length of a text the number by which to divide, so that its first six signs are left."""
    return pl.Series([None] * _HEAD + [10**more for more in range(_LONGEST - _HEAD)] + [None], dtype=pl.Int64)


def mobile_outputs(texts: pl.Series, wanted: frozenset[str]) -> list[pl.Series]:
    """What is wanted of msisdn_valid, msisdn_e164, operator and msisdn_issues for these texts."""
    rows = answered(_usual(texts, texts, with_numbers="msisdn_e164" in wanted), "kind", _grouped)
    found = {
        "msisdn_valid": pl.Series([valid for _, _, valid in _KINDS]),
        "operator": pl.Series([operator for _, operator, _ in _KINDS], dtype=pl.String),
        "msisdn_issues": pl.Series([bits.value for bits, _, _ in _KINDS], dtype=pl.Int64),
    }
    outputs = [table.gather(rows["kind"]).alias(name) for name, table in found.items() if name in wanted]
    return [*outputs, rows["number"].alias("msisdn_e164")] if "msisdn_e164" in wanted else outputs


def _usual(texts: pl.Series, plain: pl.Series, *, with_numbers: bool) -> pl.DataFrame:
    """These texts, and the kind and the number of each that is plain enough: as it is, or without what groups it."""
    text = pl.col("plain")
    usual = text.str.contains(usual_forms(mobile_shape()))
    behind = pl.lit(_behind_head()).gather(text.str.len_bytes().clip(upper_bound=_LONGEST))
    rows = pl.LazyFrame([texts.alias("text"), plain.alias("plain")])
    rows = rows.with_columns(usual=usual, head=text.cast(pl.Int64, strict=False) // behind)
    kind = pl.lit(_by_head()).gather(pl.when("usual").then("head"))
    e164 = pl.when("usual").then(pl.concat_str(pl.lit("+62"), text.str.strip_chars_start(_BEFORE)))
    number = e164 if with_numbers else pl.lit(None, dtype=pl.String)
    return rows.select("text", kind=kind, number=number).collect()


# ---- The odd ones


def _grouped(texts: pl.Series) -> pl.DataFrame:
    """The answer for texts that are not so plain: nearly all of them are, but for the spaces and hyphens."""
    text = pl.col("text")
    closer = text.str.strip_chars_start(" ").str.starts_with("-") | is_too_long(text)
    together = text.str.replace_all(" ", "", literal=True).str.replace_all("-", "", literal=True)
    plain = texts.to_frame().select(text=pl.when(~closer).then(together))["text"]
    return answered(_usual(texts, plain, with_numbers=True), "kind", _odd_numbers)


def _odd_numbers(texts: pl.Series) -> pl.DataFrame:
    """The answer for the others, as far as patterns can tell."""
    raw, text, national = pl.col("text"), pl.col("trimmed"), pl.col("national")
    rows = texts.to_frame().lazy().with_columns(trimmed=trimmed(raw))
    rows = rows.with_columns(
        sheet=from_a_spreadsheet(text),
        tidy=pl.all_horizontal(text.str.contains(form) for form in (_ALLOWED_ALONE, *map(whole, _SENSIBLE))),
        kept=text.str.replace_all(r"[^0-9+]", ""),
    )
    rows = rows.with_columns(national=pl.coalesce(pl.col("kept").str.extract(form) for form in (_BEHIND, _ALONE)))
    rows = rows.with_columns(kind=_kind_of_odd(mobile_shape()), number=pl.concat_str(pl.lit("+62"), national))
    is_number = pl.lit(pl.Series([valid for _, _, valid in _KINDS])).gather("kind")
    found = rows.select("text", "kind", number=pl.when(is_number).then("number")).collect()
    return answered(found, "kind", _by_the_scalar)


# Made once: to put so long an expression together takes longer than to answer a hundred rows.
@cache
def _kind_of_odd(shape: MobileShape) -> pl.Expr:
    raw, text, sheet, tidy, national = (pl.col(name) for name in ("text", "trimmed", "sheet", "tidy", "national"))
    pattern, length = whole(shape.pattern), len(shape.example)
    lent = pl.lit(shape.example).str.slice(national.str.len_chars())
    as_long_as_most = pl.concat_str(national.str.head(length), lent).str.contains(pattern)
    is_short = national.str.len_chars() < length
    maybe_two = (text.str.len_chars() >= _SHORTEST_PAIR) & text.str.contains(_GAP)
    # In the order in which the scalar asks. What stays null is asked of it.
    return (
        pl.when(raw.is_null()).then(_error(IssueBits.TEXT_TYPE))
        .when(is_too_long(raw)).then(_error(IssueBits.TEXT_TOO_LONG))
        .when(text.str.contains(whole(_SERVICE_CODE))).then(_error(IssueBits.MSISDN_SERVICE_CODE))
        .when(text == "").then(_error(IssueBits.TEXT_EMPTY))
        .when(sheet.is_null()).then(None)
        .when(sheet).then(_error(IssueBits.TEXT_SPREADSHEET))
        .when(text.str.contains(r"[^\x00-\x7F]")).then(_error(IssueBits.TEXT_NON_ASCII))
        .when(text.str.contains(begun(_EXTENSION))).then(_error(IssueBits.MSISDN_EXTENSION))
        .when(text.str.contains(begun(_SECOND)) | text.str.contains(_SECOND_BY_PLUS)).then(_error(IssueBits.MSISDN_SEVERAL))
        .when(text.str.contains("[A-Za-z]")).then(_error(IssueBits.MSISDN_LETTERS))
        .when(~tidy).then(_error(IssueBits.TEXT_CHARACTER))
        .when(national.str.contains(pattern))
        .then(pl.lit(_by_prefix()).gather(national.str.head(3).cast(pl.UInt16, strict=False)))
        .when(maybe_two | national.str.starts_with("62")).then(None)
        .when(as_long_as_most & is_short).then(_error(IssueBits.MSISDN_TOO_SHORT))
        .when(as_long_as_most).then(_error(IssueBits.MSISDN_TOO_LONG))
        .when(~national.str.contains(whole(shape.landline))).then(_error(IssueBits.MSISDN_NOT_MOBILE))
    )  # fmt: skip


def _by_the_scalar(texts: pl.Series) -> pl.DataFrame:
    schema = [("kind", pl.UInt8), ("number", pl.String)]
    return pl.DataFrame(for_each(texts, _read), schema=schema, orient="row")


def _error(bit: IssueBits) -> pl.Expr:
    return pl.lit(_KIND_NUMBERS[bit, None, False], dtype=pl.UInt8)


def _read(text: str) -> tuple[int, str | None]:
    report = Msisdn.read(text)
    number = report.value
    if number is None:
        return _KIND_NUMBERS[IssueBits.of(report.issues), None, False], None
    e164 = number.reveal()
    return _KIND_NUMBERS[_PREFIX_KINDS[int(e164[3:6])]], e164
