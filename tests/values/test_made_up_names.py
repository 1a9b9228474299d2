"""20,000 made-up names of each of twenty places, by faker: nobody of them is refused.

No name stands in the name of a test or in what a failure says: a count and code points must do, for made-up names too.
"""

from collections.abc import Iterable
from datetime import date
from types import MappingProxyType
from typing import Final

import pytest
from faker import Faker

from simreplace import Severity, check_applicant
from simreplace.values.likeness import NameMatch
from simreplace.values.names import PersonName

pytestmark: Final = pytest.mark.uncounted

COUNT = 20_000
PLACES = (
    "ar_AA",
    "bn_BD",
    "de_DE",
    "en_US",
    "fa_IR",
    "gu_IN",
    "hi_IN",
    "id_ID",
    "ja_JP",
    "ko_KR",
    "mr_IN",
    "ne_NP",
    "or_IN",
    "ru_RU",
    "si_LK",
    "ta_IN",
    "th_TH",
    "tr_TR",
    "vi_VN",
    "zh_CN",
)
EVERY_SO_MANY = 50
ON = date(2026, 11, 25)
SOMEBODY = MappingProxyType(
    {"born_on": "1995-08-15", "sex": "female", "nationality": "IDN", "contact": {"phone": "+6281234567890"}}
)

every_place = pytest.mark.parametrize("place", PLACES)


def names_of(place: str) -> tuple[str, ...]:
    """The names that differ, of as many as were made: always the same ones."""
    people = Faker(place, use_weighting=False)
    people.seed_instance(20_000)
    return tuple(dict.fromkeys(people.name() for _ in range(COUNT)))


def refused(names: Iterable[str]) -> int:
    return sum(any(issue.severity is Severity.ERROR for issue in PersonName.check(name)) for name in names)


def refused_in_a_form(names: Iterable[str]) -> int:
    return sum(not check_applicant({**SOMEBODY, "full_name": name}, on=ON).ok for name in names)


def test_there_are_twenty_places_and_the_count_can_tell_a_refusal() -> None:
    assert len(set(PLACES)) == 20
    assert refused(["Siti\u200b Aminah", "Siti Aminah"]) == refused_in_a_form(["Siti\u200b Aminah", "Siti Aminah"]) == 1


@every_place
def test_nobody_is_refused_nor_another_person_than_themselves(place: str) -> None:
    names = names_of(place)
    assert len(names) > 1_000
    assert refused(names) == 0
    some = names[::EVERY_SO_MANY]
    assert refused_in_a_form(some) == 0
    read = [PersonName.parse(name) for name in some]
    turned = [PersonName.parse(" ".join(reversed(name.split()))) for name in some]
    apart = sum(one.compare(other) is NameMatch.DIFFERENT for one, other in zip(read, turned, strict=True))
    assert apart == 0


@pytest.mark.long
@every_place
def test_nobody_is_refused_as_an_applicant(place: str) -> None:
    assert refused_in_a_form(names_of(place)) == 0
