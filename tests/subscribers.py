"""Rows of a subscriber base, and what the scalar values say of each. Everybody and every number is made up."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, Final, NamedTuple

import polars as pl

from simreplace import (
    ARTICLE,
    BusinessCalendar,
    DocumentKind,
    Msisdn,
    Nik,
    ReviewPolicy,
    Sex,
    estimate_ready_date,
)
from simreplace.errors import CalendarRangeError
from simreplace.ext.polars import SCHEMA, IssueBits
from simreplace.forms import APPLICANT
from simreplace.rules import person_issues

INPUTS: Final = {
    "msisdn": pl.String, "nik": pl.String, "born_on": pl.Date, "sex": pl.String, "submitted_on": pl.Date,
}  # fmt: skip
ON: Final = date(2026, 9, 7)
ALL: Final[Any] = {**{name: name for name in INPUTS}, "on": ON}
"""Every column under its own name, and a day."""

Row = tuple[str | None, str | None, date | None, str | None, date | None]


class _Paper(NamedTuple):
    """A KTP with this number, and nothing else known of it."""

    number: Nik | None
    kind: DocumentKind = DocumentKind.KTP
    holder_name: None = None
    issuing_country: None = None
    issued_on: None = None
    expires_on: None = None
    mrz: None = None


class _Person(NamedTuple):
    """Somebody of whom that much is known."""

    documents: tuple[_Paper, ...]
    born_on: date | None
    sex: Sex | None
    full_name: None = None
    nationality: None = None
    is_citizen: None = None
    head_of_family: None = None


_BESIDE: Final = {
    IssueBits.NIK_BIRTH_DATE_DIFFERS,
    IssueBits.NIK_SEX_DIFFERS,
    IssueBits.NIK_DATE_IN_FUTURE,
    IssueBits.BIRTH_IN_FUTURE,
    IssueBits.BIRTH_TOO_LONG_AGO,
}


def of_msisdn(text: str | None) -> tuple[bool, str | None, str | None, int]:
    """The four outputs of a mobile number, by the scalar alone."""
    value, issues = (report := Msisdn.read(text)).value, report.issues
    if value is None:
        return False, None, None, IssueBits.of(issues).value
    operators = [operator.value for operator in value.operators]
    assert len(operators) <= 1
    return True, value.reveal(), operators[0] if operators else None, IssueBits.of(issues).value


def of_nik(text: str | None, born_on: date | None, sex: str | None, on: date) -> tuple[bool, int]:
    """The two outputs of a NIK, by the scalar and by the rules that look at a person."""
    report = Nik.read(text)
    bits = IssueBits.of(report.issues)
    stated = None
    if sex is not None:
        stated, issues = APPLICANT["sex"].read(sex, "")
        bits |= IssueBits.of(issues)
    person = _Person((_Paper(report.value),), born_on, stated)
    names = {bit.name for bit in _BESIDE}
    bits |= IssueBits.of(it for it in person_issues(person, on=on, policy=ARTICLE) if it.code.name in names)
    return report.value is not None, bits.value


def of_day(
    day: date | None, policy: ReviewPolicy, calendar: BusinessCalendar | None
) -> tuple[date | None, date | None]:
    """The window, by the scalar."""
    if day is None:
        return None, None
    try:
        estimate = estimate_ready_date(day, policy=policy, calendar=calendar)
    except CalendarRangeError:
        return None, None
    return estimate.earliest, estimate.latest


def by_the_scalar(
    frame: pl.DataFrame, *, on: date = ON, policy: ReviewPolicy | None = None, calendar: BusinessCalendar | None = None
) -> pl.DataFrame:
    """All the outputs of a frame with all the inputs, row by row."""
    asked = policy or ReviewPolicy()
    windows = {day: of_day(day, asked, calendar) for day in frame["submitted_on"].unique().to_list()}
    found = [
        (*of_msisdn(msisdn), *of_nik(nik, born_on, sex, on), *windows[day])
        for msisdn, nik, born_on, sex, day in frame.select(*INPUTS).iter_rows()
    ]
    return pl.DataFrame(found, schema=SCHEMA, orient="row")


# ---- Made-up rows

_PREFIXES: Final = (
    "811",
    "812",
    "813",
    "821",
    "851",
    "852",
    "814",
    "857",
    "895",
    "896",
    "817",
    "859",
    "878",
    "838",
    "881",
    "888",
)
_REGIONS: Final = ("1271", "3174", "3273", "3578", "5171", "6471", "7371", "9171")
_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")


def _mobile(random: Random) -> str:
    rest = "".join(random.choices("0123456789", k=random.choice((7, 8, 8, 9))))
    national = random.choice(_PREFIXES) + rest
    form = random.random()
    if form < 0.04:
        return f"0{national[:3]}-{national[3:7]}-{national[7:]}"
    return (
        national
        if form < 0.1
        else f"+62{national}"
        if form < 0.3
        else f"62{national}"
        if form < 0.5
        else f"0{national}"
    )


def _usual(random: Random) -> Row:
    born_on = date(1940, 1, 1) + timedelta(random.randrange(26_000))
    sex = random.choice(("female", "male"))
    nik = _nik(random, born_on.day + 40 * (sex == "female"), born_on.month, born_on.year)
    return _mobile(random), nik, born_on, sex, date(2026, 1, 1) + timedelta(random.randrange(300))


def _nik(random: Random, day: int, month: int, year: int) -> str:
    return f"{random.choice(_REGIONS)}{random.randint(1, 20):02}{day:02}{month:02}{year % 100:02}{random.randint(1, 9999):04}"


def _inserted(text: str, sign: str, random: Random) -> str:
    at = random.randint(0, len(text))
    return text[:at] + sign + text[at:]


def _dropped(text: str, random: Random) -> str:
    at = random.randrange(len(text))
    return text[:at] + text[at + 1 :]


def _doubled(text: str, random: Random) -> str:
    at = random.randrange(len(text))
    return text[:at] + text[at] + text[at:]


def _changed(text: str, random: Random) -> str:
    at = random.randrange(len(text))
    return text[:at] + random.choice("0123456789") + text[at + 1 :]


ODDITIES: Final[tuple[Callable[[str, Random], str | None], ...]] = (
    lambda text, _: text.translate(_FULL_WIDTH),
    lambda text, random: _inserted(text, "\u00a0", random),
    lambda text, random: _inserted(text, random.choice(("\u200b", "\x00", "\r\n", "\ufeff", "٣", "𝟛", "²")), random),
    lambda text, _: text + ".0",
    lambda text, _: f"{text[1:2]}.{text[2:]}E+{len(text) - 2}",
    _dropped,
    _doubled,
    _changed,
    lambda text, random: _inserted(text, random.choice("Ol xI"), random),
    lambda text, _: f" {text}\t",
    lambda text, _: f"{text[:4]}.{text[4:8]}.{text[8:]}",
    lambda text, _: "+62 (0)" + text.removeprefix("+").removeprefix("62").removeprefix("0"),
    lambda *_: "",
    lambda *_: None,
)
"""What becomes of a number on its way through spreadsheets, forms and fingers."""

ODD_DAYS: Final = (0, 29, 30, 31, 32, 40, 41, 69, 70, 71, 72, 80, 99)
ODD_BIRTHS: Final = tuple(
    map(date.fromisoformat, ("1899-12-31", "1900-01-01", "1900-03-01", "1999-12-31", "2000-01-01", "2000-02-29", "2026-09-07", "2026-09-08", "2099-12-31", "2100-01-01"))
)  # fmt: skip


def _odd(random: Random) -> Row:
    msisdn, nik, born_on, sex, day = _usual(random)
    assert msisdn is not None
    assert nik is not None
    assert born_on is not None
    of_nik = random.random()
    if of_nik < 0.2:
        nik = _nik(random, random.choice(ODD_DAYS), random.choice((0, 2, 2, 6, 12, 13)), random.randrange(100))
    elif of_nik < 0.4:
        nik = (
            random.choice(("3174", "9999", "9101", "0000", "2299", nik[:4]))
            + nik[4:12]
            + random.choice(("0000", nik[12:]))
        )
    elif of_nik < 0.5:
        born_on = random.choice((*ODD_BIRTHS, born_on + timedelta(1), born_on.replace(day=1, year=born_on.year - 40)))
    odd_nik = random.choice(ODDITIES)(nik, random) if of_nik >= 0.5 else nik
    odd_day = random.choice((None, date(2001, 12, 31), date(2050, 12, 30), date(1970, 1, 1), day))
    odd_sex = random.choice((sex, "P", "Laki-laki", "other", "", None, "unspecified"))
    return random.choice(ODDITIES)(msisdn, random), odd_nik, born_on, odd_sex, odd_day


def rows(count: int, *, odd: float, seed: int) -> Iterator[Row]:
    """So many rows, of which about that part is odd in every column."""
    random = Random(seed)  # noqa: S311 - made-up rows, the same ones every time
    for _ in range(count):
        yield _odd(random) if random.random() < odd else _usual(random)


def base(count: int, *, odd: float = 0.02, seed: int = 15) -> pl.DataFrame:
    """The same as a frame."""
    return pl.DataFrame(list(rows(count, odd=odd, seed=seed)), schema=INPUTS, orient="row")
