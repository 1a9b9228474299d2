"""The composite check digit of a card's zone, with countries whose letters do not cancel out. The holders are made up.

ICAO's specimens are all of Utopia. Issuer, nationality and sex are covered by no check digit; with one country alone,
a composite digit that took it along could be right by chance.
"""

import pytest

from simreplace.issues import Issue, IssueCode
from simreplace.values.mrz import check_mrz

COUNTRIES = ("IDN", "AUS", "MYS", "ZWE", "NLD", "D<<", "GBR", "SGP")


def digit(field: str) -> str:
    """The check digit, by base 36 and slices, so that the library's own does not judge itself."""
    worth = [int(character.replace("<", "0"), 36) for character in field]
    return str((7 * sum(worth[::3]) + 3 * sum(worth[1::3]) + sum(worth[2::3])) % 10)


def card(issuer: str, nationality: str, *, sex: str = "F", optional: str = "", rest: str = "") -> tuple[str, ...]:
    number = "AB1234567"
    upper = f"I<{issuer}{number}{digit(number)}{optional:<<15}"
    middle = f"950815{digit('950815')}{sex}300101{digit('300101')}{nationality}{rest:<<11}"
    covered = upper[5:] + middle[:7] + middle[8:15] + middle[18:]
    return upper, middle + digit(covered), "AMINAH<<SITI".ljust(30, "<")


def wide(issuer: str, nationality: str, *, width: int, sex: str = "F") -> tuple[str, ...]:
    """The same for two lines: TD2 of 36 characters, TD3 of 44 with a personal number between."""
    number, code = "AB1234567", "P" if width == 44 else "I"
    body = f"{number}{digit(number)}{nationality}950815{digit('950815')}{sex}300101{digit('300101')}"
    body += "<" * 15 if width == 44 else "<" * 7
    covered = body[:10] + body[13:20] + body[21:]
    return f"{code}<{issuer}AMINAH<<SITI".ljust(width, "<"), body + digit(covered)


def test_these_countries_would_not_pass_by_chance() -> None:
    """Wherever they stood in what is counted, each of them would make it another digit."""
    assert all(digit("0" * at + country) != "0" for country in COUNTRIES for at in range(3))


@pytest.mark.parametrize("issuer", COUNTRIES)
@pytest.mark.parametrize("nationality", COUNTRIES)
def test_the_country_is_no_part_of_the_composite_digit(issuer: str, nationality: str) -> None:
    zones = [card(issuer, nationality, sex=sex) for sex in "FMX<"]
    zones.append(card(issuer, nationality, optional="0815<A", rest="X1"))
    zones += [wide(issuer, nationality, width=width, sex=sex) for width in (36, 44) for sex in "FM"]
    for zone in zones:
        assert check_mrz(zone) == ()
        wrong = str((int(zone[1][-1]) + 1) % 10)
        broken = (zone[0], zone[1][:-1] + wrong, *zone[2:])
        assert check_mrz(broken) == (Issue(IssueCode.MRZ_CHECK_DIGIT, params=(("field", "composite"),)),)


@pytest.mark.parametrize("at", [*range(15), *range(18, 29)])
def test_each_covered_place_of_the_second_line_changes_the_composite_digit(at: int) -> None:
    """All but the sex; what stands in a date has a digit of its own besides."""
    zone = card("IDN", "AUS", rest="1" * 11)
    line = zone[1][:at] + str((int(zone[1][at]) + 1) % 10 if zone[1][at].isdigit() else 0) + zone[1][at + 1 :]
    found = {dict(issue.params).get("field") for issue in check_mrz((zone[0], line, zone[2]))}
    assert ("composite" in found) is (at != 7)
