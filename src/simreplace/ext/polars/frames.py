"""A frame or a lazy frame, checked batch by batch, with its own columns as they were and what was found behind them."""

from collections.abc import Callable, Collection
from datetime import date
from functools import partial
from typing import Final, TypedDict, TypeVar, Unpack

import attrs
import polars as pl

from simreplace import BusinessCalendar, ReviewPolicy
from simreplace.ext.polars.mobile import mobile_outputs
from simreplace.ext.polars.population import population_outputs, sexes
from simreplace.ext.polars.ready import ready_outputs
from simreplace.rules import the_day
from simreplace.shown import printable
from simreplace.values import in_its_place

F = TypeVar("F", pl.DataFrame, pl.LazyFrame)
Progress = Callable[[pl.DataFrame], object]
"""Is handed the outputs of every batch as soon as they are there: to count them, or to say how far it is."""

SCHEMA: Final = pl.Schema(
    {
        "msisdn_valid": pl.Boolean(),
        "msisdn_e164": pl.String(),
        "operator": pl.String(),
        "msisdn_issues": pl.Int64(),
        "nik_valid": pl.Boolean(),
        "nik_issues": pl.Int64(),
        "earliest": pl.Date(),
        "latest": pl.Date(),
    }
)
"""Every column that can be added, in this order."""

BATCH: Final = 262_144
"""The rows that are looked at together, unless told otherwise: what is between them and the outputs is forgotten."""

_OF_MSISDN: Final = frozenset({"msisdn_valid", "msisdn_e164", "operator", "msisdn_issues"})
_OF_NIK: Final = frozenset({"nik_valid", "nik_issues"})
_OF_DAY: Final = frozenset({"earliest", "latest"})
_DEFAULT: Final = ReviewPolicy()
_NUMBER: Final = "a number that was read as one has lost its zeros, and its last digits above 2^53: read it as text"
_TEXT: Final = "read it as text"
_DAY: Final = "a moment has a day only in a zone, and a text only in a form: make it a Date first"


class Columns(TypedDict, total=False):
    """Which columns hold what, and what is asked of them.

    msisdn, nik: columns of text. born_on, submitted_on: columns of days. sex: a column of text, read as a form reads it.
    on: the day on which a NIK and a birth are judged; without it nothing is called future. policy, calendar: as for
    `estimate_ready_date`. only: the outputs that are wanted, if not all that the columns lead to.
    """

    msisdn: str | None
    nik: str | None
    born_on: str | None
    sex: str | None
    submitted_on: str | None
    on: date | None
    policy: ReviewPolicy
    calendar: BusinessCalendar | None
    only: Collection[str] | None


@printable
@attrs.frozen(kw_only=True)
class Question:
    """The same, once it has been found to make sense."""

    msisdn: str | None = None
    nik: str | None = None
    born_on: str | None = None
    sex: str | None = None
    submitted_on: str | None = None
    on: date | None = None
    policy: ReviewPolicy = _DEFAULT
    calendar: BusinessCalendar | None = None
    only: Collection[str] | None = None

    def __attrs_post_init__(self) -> None:
        in_its_place(
            ReviewPolicy, self.policy, "policy is a ReviewPolicy: of a Policy, such as ARTICLE, it is the `review`"
        )
        if self.on is not None:
            the_day(self.on)
        if self.nik is None and (self.born_on is not None or self.sex is not None):
            raise TypeError("born_on and sex are compared with a NIK: name its column too")
        if self.born_on is not None and self.on is None:
            raise TypeError("a day of birth is judged on a day: say on which, with on=")
        unknown = set(self.only or ()) - self._possible
        if unknown:
            raise TypeError(f"no column that was named leads to {', '.join(sorted(unknown))}")
        if not self.wanted:
            raise TypeError("name at least one column of msisdn, nik and submitted_on")

    @property
    def _possible(self) -> frozenset[str]:
        asked = ((self.msisdn, _OF_MSISDN), (self.nik, _OF_NIK), (self.submitted_on, _OF_DAY))
        return frozenset(name for column, outputs in asked if column is not None for name in outputs)

    @property
    def wanted(self) -> tuple[str, ...]:
        """The columns that are added, in the order of SCHEMA."""
        asked = self._possible if self.only is None else frozenset(self.only)
        return tuple(name for name in SCHEMA if name in asked)

    @property
    def named(self) -> tuple[str, ...]:
        """The columns that are read."""
        columns = (self.msisdn, self.nik, self.born_on, self.sex, self.submitted_on)
        return tuple(dict.fromkeys(column for column in columns if column is not None))

    def fits(self, schema: pl.Schema) -> None:
        """See that the columns are there and can be read.

        Raises:
            TypeError: One is not there, or is no text or day; or one that would be added is there already.
        """
        kinds = {"msisdn": pl.String, "nik": pl.String, "sex": pl.String, "born_on": pl.Date, "submitted_on": pl.Date}
        for argument, kind in kinds.items():
            column = getattr(self, argument)
            if column is None:
                continue
            if column not in schema:
                raise TypeError(f"there is no column {column!r} for {argument}")
            if schema[column] != kind:
                why = _DAY if kind is pl.Date else _TEXT if argument == "sex" else _NUMBER
                raise TypeError(f"the column {column!r} for {argument} is {schema[column]}, and not {kind()}: {why}")
        there = [name for name in self.wanted if name in schema]
        if there:
            raise TypeError(f"the frame has already {', '.join(there)}")

    def outputs(self, frame: pl.DataFrame) -> pl.DataFrame:
        """What is wanted of these rows, and nothing else."""
        wanted, found = frozenset(self.wanted), list[pl.Series]()
        if self.msisdn is not None:
            found += mobile_outputs(frame[self.msisdn], wanted)
        if self.nik is not None:
            found += population_outputs(frame[self.nik], wanted, self._beside(frame), self.on)
        if self.submitted_on is not None:
            found += ready_outputs(frame[self.submitted_on], wanted, self.policy, self.calendar)
        return pl.DataFrame(found).select(self.wanted)

    def _beside(self, frame: pl.DataFrame) -> pl.DataFrame:
        beside = [] if self.born_on is None else [frame[self.born_on].alias("born_on")]
        return pl.DataFrame(beside if self.sex is None else [*beside, sexes(frame[self.sex]).alias("sex")])


def check(frame: F, *, batch_rows: int = BATCH, progress: Progress | None = None, **columns: Unpack[Columns]) -> F:
    """The same frame with what the checks say of every row: what `Msisdn`, `Nik` and `estimate_ready_date` say of it.

    An output is never null where it is true or false: a row without a number has `msisdn_valid` false, and says why in
    its bits. `msisdn_e164` and `operator` are null where there is no number or no operator; `earliest` and `latest` where
    there is no day, or none that the calendar covers. That a NIK is called valid says that it can be read as one.

    Args:
        frame: A DataFrame or a LazyFrame; of the latter nothing is read until it is collected or written.
        batch_rows: How many rows are looked at together; memory beyond the outputs is that of one such batch.
        progress: Is handed the outputs of every batch.
        **columns: msisdn, nik, born_on, sex, submitted_on, on, policy, calendar, only: see `Columns`.

    Raises:
        TypeError: A column is not there, or holds whole or floating numbers instead of text; or what is asked makes no
            sense.

    Example:
        >>> base = pl.DataFrame({"number": ["0812 0000 0890", "0812"], "nik": ["3174075508950001", None]})  # made up
        >>> checked = check(base, msisdn="number", nik="nik")
        >>> checked["msisdn_e164"].to_list(), checked["operator"].to_list()
        (['+6281200000890', None], ['telkomsel', None])
        >>> [IssueBits(bits).codes[0].value for bits in checked["msisdn_issues"] if bits]
        ['msisdn.too_short']
    """
    question = Question(**columns)
    if batch_rows < 1:
        raise TypeError("a batch has at least one row")
    checked = partial(_checked, question=question, batch_rows=batch_rows, progress=progress)
    if isinstance(frame, pl.DataFrame):
        question.fits(frame.schema)
        return checked(frame)
    schema = frame.collect_schema()
    question.fits(schema)
    behind = {**schema, **{name: SCHEMA[name] for name in question.wanted}}
    return frame.map_batches(checked, schema=behind, slice_pushdown=True, streamable=True)


def _checked(frame: pl.DataFrame, *, question: Question, batch_rows: int, progress: Progress | None) -> pl.DataFrame:
    found = [pl.DataFrame(schema={name: SCHEMA[name] for name in question.wanted})]
    for batch in frame.iter_slices(batch_rows):
        found.append(question.outputs(batch))
        if progress is not None:
            progress(found[-1])
    return frame.hstack(pl.concat(found))
