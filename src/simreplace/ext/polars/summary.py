"""How many rows show what: counted batch by batch, added up, and shown as a table that names nobody."""

from collections import Counter
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Final, Self

import attrs
import polars as pl

from simreplace import Language
from simreplace.ext.polars.bits import IssueBits
from simreplace.shown import printable

_WORDS: Final = MappingProxyType(
    {
        "en": MappingProxyType(
            {
                "rows": "Rows",
                "msisdn_valid": "Mobile numbers that can be read",
                "nik_valid": "NIKs that can be read",
                "earliest": "Days with a window",
                "operator": "Operator",
                "msisdn_issues": "Found in mobile numbers",
                "nik_issues": "Found in NIKs",
            }
        ),
        "id": MappingProxyType(
            {
                "rows": "Baris",
                "msisdn_valid": "Nomor ponsel yang terbaca",
                "nik_valid": "NIK yang terbaca",
                "earliest": "Tanggal yang ada perkiraannya",
                "operator": "Operator",
                "msisdn_issues": "Temuan pada nomor ponsel",
                "nik_issues": "Temuan pada NIK",
            }
        ),
        "zh": MappingProxyType(
            {
                "rows": "行数",
                "msisdn_valid": "可识别的手机号码",
                "nik_valid": "可识别的 NIK",
                "earliest": "可推算日期的行",
                "operator": "运营商",
                "msisdn_issues": "手机号码中发现的问题",
                "nik_issues": "NIK 中发现的问题",
            }
        ),
    }
)
_TRUTHS: Final = ("msisdn_valid", "nik_valid", "earliest")
_BITS: Final = ("msisdn_issues", "nik_issues")

Count = tuple[str, str, int]
"""The column, what stands in it, and in how many rows."""


@printable
@attrs.frozen
class Summary:
    """How many rows there are, and how many show what.

    Args:
        rows: The rows.
        counts: For each column and each thing found in it the rows. Of a column of truths and of `earliest` the rows that
            have it, of `operator` those of each, of a column of bits those of each code.

    Example:
        >>> base = pl.DataFrame({"number": ["0812 0000 0890", "0812", None]})  # made up
        >>> summary = Summary.of(check(base, msisdn="number"))
        >>> (summary + summary).rows_with("msisdn_issues", IssueCode.MSISDN_TOO_SHORT)
        2
        >>> print(summary.table())
        Rows: 3
        Mobile numbers that can be read: 1 (33.333 %)
        Operator: telkomsel: 1 (33.333 %)
        Found in mobile numbers: text.type: 1 (33.333 %)
        Found in mobile numbers: msisdn.too_short: 1 (33.333 %)
    """

    rows: int = 0
    counts: tuple[Count, ...] = ()

    @classmethod
    def of(cls, checked: pl.DataFrame) -> Self:
        """What a checked frame shows, or the outputs of a batch alone.

        Args:
            checked: Whatever has some of the columns of `SCHEMA`.
        """
        return cls(checked.height, _in_order(_counted(checked)))

    def __add__(self, other: "Summary") -> "Summary":
        added = Counter[tuple[str, str]]()
        for column, what, rows in (*self.counts, *other.counts):
            added[column, what] += rows
        return Summary(self.rows + other.rows, _in_order((*key, rows) for key, rows in added.items()))

    def rows_with(self, column: str, what: str = "") -> int:
        """In how many rows something stands.

        Args:
            column: A column of `SCHEMA`, but for msisdn_e164 and latest.
            what: An operator, or a code; nothing for a column of truths and for earliest.
        """
        return {(name, it): rows for name, it, rows in self.counts}.get((column, str(what)), 0)

    def table(self, language: Language = "en") -> str:
        """One line for each thing that was counted, the rows and their share; codes are shown as they are.

        Args:
            language: English, Indonesian or Chinese.

        Raises:
            ValueError: There is no such language.
        """
        words = _WORDS.get(language)
        if words is None:
            raise ValueError("the languages are en, id and zh")
        lines = [f"{words['rows']}: {self.rows:,}"]
        for column, what, rows in self.counts:
            name = f"{words[column]}: {what}" if what else words[column]
            lines.append(f"{name}: {rows:,} ({100 * rows / self.rows:.3f} %)")
        return "\n".join(lines)


def _in_order(counts: Iterable[Count]) -> tuple[Count, ...]:
    """By column, and a column's bits by their order."""
    codes = [bit.codes[0].value for bit in IssueBits]
    columns = list(_WORDS["en"])
    return tuple(
        sorted(counts, key=lambda it: (columns.index(it[0]), codes.index(it[1]) if it[1] in codes else 0, it[1]))
    )


def _counted(checked: pl.DataFrame) -> Iterator[Count]:
    for column in _TRUTHS:
        if column in checked.columns:
            values = checked[column]
            yield column, "", len(values) - values.null_count() if column == "earliest" else len(values.arg_true())
    if "operator" in checked.columns:
        for operator, rows in checked["operator"].drop_nulls().value_counts().iter_rows():
            yield "operator", operator, rows
    for column in _BITS:
        if column in checked.columns:
            found = Counter[str]()
            for bits, rows in checked[column].value_counts().iter_rows():
                found.update({code.value: rows for code in IssueBits(bits).codes})
            yield from ((column, code, rows) for code, rows in found.items())
