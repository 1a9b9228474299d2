"""How right numbers are made up, and marked as nobody's; and the only place that knows whether Hypothesis is there.

Nobody's, as far as the rules know: a regency that was never numbered (3299), a block of prefixes that the numbering
plan keeps from mobile operators (086), a network that no list names (510 66), domains kept for examples, a US number
kept for fiction, and the words CONTOH and Contoh, Indonesian for specimen.

One mark is weaker than these: an Indonesian passport is a letter and digits, and no official text says which letters are
given out. Ours have a letter that none of our sources shows, and three noughts: Z000. Somebody may have that one yet.
"""

from datetime import date
from itertools import cycle
from typing import TYPE_CHECKING, Final

from simreplace import Sex

if TYPE_CHECKING:
    import hypothesis.strategies as st
else:
    try:
        import hypothesis.strategies as st
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "the strategies need Hypothesis: pip install 'simreplace[hypothesis]'", name="hypothesis"
        ) from error

__all__ = [
    "check_digit",
    "digits",
    "eids",
    "emails",
    "family_cards",
    "iccids",
    "mobiles",
    "mrz_lines",
    "mrz_zones",
    "names",
    "nik_text",
    "niks",
    "st",
    "with_luhn",
    "with_remainder",
]

REGION: Final = "3299"
"""The first four digits of every NIK and Kartu Keluarga here: West Java, and a regency that was never numbered."""
_PREFIXES: Final = tuple(f"86{last}" for last in range(1, 8))
_BIRTHS: Final = (date(1940, 1, 1), date(2005, 12, 31))
_GIVEN: Final = (
    "", "Siti ", "Ni Luh Putu ", "Muhammad ", "Jürgen ", "A. ", "Mary-Jane ", "Dr. H. ", "Ma'ruf ", "I Gusti Ayu A.A. ",
)  # fmt: skip
_WORDS: Final = ("Contoh", "CONTOH", "contoh")


def digits(count: int) -> st.SearchStrategy[str]:
    """That many digits."""
    return st.integers(0, 10**count - 1).map(lambda number: f"{number:0{count}}")


def nik_text(born: date, sex: Sex, serial: int) -> str:
    """The NIK of somebody who was born on that day, in a regency that nobody was registered in."""
    return f"{REGION}01{born.day + 40 * (sex is Sex.FEMALE):02}{born:%m%y}{serial:04}"


def mobiles() -> st.SearchStrategy[str]:
    """Mobile numbers of a block that no mobile operator holds."""
    rest = st.integers(6, 9).flatmap(digits)
    return st.builds("+62{}{}".format, st.sampled_from(_PREFIXES), rest)


def niks() -> st.SearchStrategy[str]:
    """The NIK of somebody."""
    return st.builds(nik_text, st.dates(*_BIRTHS), st.sampled_from((Sex.FEMALE, Sex.MALE)), st.integers(1, 9999))


def family_cards(on: date = date(2021, 1, 1)) -> st.SearchStrategy[str]:
    """The number of a Kartu Keluarga that was recorded before the year of a day."""
    recorded = st.dates(date(max(2001, on.year - 20), 1, 1), date(on.year - 1, 12, 31))
    return st.builds("{}02{:%d%m%y}{}".format, st.just(REGION), recorded, digits(4))


def names() -> st.SearchStrategy[str]:
    """What nobody is called."""
    return st.builds("{}{}".format, st.sampled_from(_GIVEN), st.sampled_from(_WORDS))


def emails() -> st.SearchStrategy[str]:
    """Addresses at domains that are kept for examples."""
    domains = st.sampled_from(("example.com", "example.org", "contoh.example"))
    return st.builds(
        "{}{}@{}".format, st.sampled_from(("contoh", "Contoh.", "contoh+sim", "c_o-n")), digits(3), domains
    )


def iccids() -> st.SearchStrategy[str]:
    """Cards of a network that no list names."""
    return st.sampled_from((12, 13)).flatmap(digits).map("896266{}".format).map(with_luhn)


def eids() -> st.SearchStrategy[str]:
    """Chips of a country whose code begins with 0, as none does."""
    return digits(26).map("8900{}".format).map(with_remainder)


def with_remainder(body: str) -> str:
    """These digits with two behind them, so that the whole leaves 1 when divided by 97."""
    return body + f"{98 - int(body) * 100 % 97:02}"


def with_luhn(body: str) -> str:
    """These digits with the check digit of Luhn behind them."""
    turned = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(body), start=1)]
    return body + str(-sum(digit // 10 + digit % 10 for digit in turned) % 10)


def check_digit(field: str) -> str:
    """That of ICAO Doc 9303: a letter is worth what it is in base 36, and a filler nothing."""
    worth = (0 if sign == "<" else int(sign, 36) for sign in field)
    return str(sum(value * weight for value, weight in zip(worth, cycle((7, 3, 1)), strict=False)) % 10)


def mrz_lines(
    number: str, born: date, sex: Sex, expires: date, *, state: str = "UTO", names: str = "CONTOH"
) -> tuple[str, str]:
    """The two lines of a passport; UTO is Utopia, the state of ICAO's own specimens."""
    first = f"P<{state:<<3}{names}".ljust(44, "<")
    parts = [part + check_digit(part) for part in (number.ljust(9, "<"), f"{born:%y%m%d}", f"{expires:%y%m%d}")]
    whole = check_digit("".join(parts) + "<" * 15)
    letter = {Sex.FEMALE: "F", Sex.MALE: "M"}.get(sex, "<")
    return first, f"{parts[0]}{state:<<3}{parts[1]}{letter}{parts[2]}{'<' * 15}{whole}"


def mrz_zones() -> st.SearchStrategy[str]:
    """The lines of a passport, with a newline between."""
    numbers, expiries = digits(3).map("CONTOH{}".format), st.dates(date(2026, 1, 1), date(2035, 12, 31))
    return st.builds(mrz_lines, numbers, st.dates(*_BIRTHS), st.sampled_from(Sex), expiries).map("\n".join)
