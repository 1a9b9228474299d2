"""The targets of the fuzzer run here on a few bytes, so that none is out of date, and none of the readers is left out."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.targets import KEPT, TARGETS, Choice, values
from planted import PLANTED
from simreplace import cards, events
from simreplace.records.schema import RECORDS
from simreplace.values import Masked


@pytest.mark.parametrize("name", TARGETS)
@given(data=st.binary(max_size=400))
def test_a_target_holds_for_any_bytes(name: str, data: bytes) -> None:
    TARGETS[name](Choice(data))


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_holds_for_long_noise(name: str) -> None:
    noise = random.Random(16)  # noqa: S311 - bytes for a test
    for _ in range(300):
        TARGETS[name](Choice(noise.randbytes(noise.randrange(900))))


def test_every_kind_of_value_and_of_record_is_among_the_targets() -> None:
    public = {kind for kind in Masked.__subclasses__() if not kind.__name__.startswith("_")}
    assert public == {*PLANTED, cards.ActivationCode}
    assert {kind for kind, _ in KEPT} == RECORDS - {events.Event}


def test_what_runs_out_chooses_the_first_of_everything() -> None:
    nothing = Choice(b"")
    assert (nothing.number(7), nothing.text(), nothing.edited("as it is")) == (0, "", "as it is")
    values(nothing)
