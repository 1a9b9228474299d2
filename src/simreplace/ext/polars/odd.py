"""What the odd rows of both kinds of numbers share: few, and each looked at as closely as somebody's form."""

import re
from collections.abc import Callable
from typing import Final, TypeVar

import polars as pl

from simreplace.values.masked import _DECIMALS, _OUTER, _POWER_OF_TEN, NUMBER_CAP

T = TypeVar("T")

PLUS_AHEAD: Final = r"|(?=\+)"
# With three zeros and more behind its dot, what looks like a spreadsheet's number may be groups of digits.
_MAY_BE_GROUPS: Final = r"\. ?000"


def whole(pattern: re.Pattern[str]) -> str:
    """A pattern of the scalar as Rust reads it, for `fullmatch`."""
    return rf"{'(?i)' if pattern.flags & re.IGNORECASE else ''}\A(?:{pattern.pattern})\z"


def begun(pattern: re.Pattern[str]) -> str:
    """The same for `match`, but for an alternative that looks ahead for a plus: Rust has no way to."""
    flags = "(?i)" if pattern.flags & re.IGNORECASE else ""
    return rf"{flags}\A(?:{pattern.pattern.replace(PLUS_AHEAD, '')})"


def is_too_long(text: pl.Expr) -> pl.Expr:
    return text.str.len_chars() > NUMBER_CAP


def trimmed(text: pl.Expr) -> pl.Expr:
    return text.str.strip_chars(_OUTER)


def from_a_spreadsheet(text: pl.Expr) -> pl.Expr:
    """Whether a trimmed text is how a spreadsheet writes a number; null where only the scalar can tell."""
    unsure = text.str.contains(_MAY_BE_GROUPS)
    return (
        pl.when(text.str.contains(whole(_DECIMALS)))
        .then(pl.when(~unsure).then(pl.lit(value=True)))
        .otherwise(text.str.contains(whole(_POWER_OF_TEN)))
    )


def answered(rows: pl.DataFrame, column: str, answer: Callable[[pl.Series], pl.DataFrame]) -> pl.DataFrame:
    """The same rows, with the answer for those texts for which a column is still null."""
    left = rows.lazy().with_row_index("at").filter(pl.col(column).is_null()).select("at", "text").collect()
    if left.is_empty():
        return rows
    found = answer(left["text"])
    put = {name: rows[name].scatter(left["at"], found[name]) for name in rows.columns if name != "text"}
    return pl.DataFrame({"text": rows["text"], **put})


def for_each(texts: pl.Series, read: Callable[[str], T]) -> list[T]:
    """What the scalar says of each of these texts: in a base of millions the same oddity comes again."""
    known: dict[str, T] = {}
    found: list[T] = []
    for text in texts.to_list():
        if text not in known:
            known[text] = read(text)
        found.append(known[text])
    return found
