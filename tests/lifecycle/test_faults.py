"""The faults that `python tests/faults.py` plants can be planted: each text stands in the source exactly once."""

from pathlib import Path

import pytest

import simreplace
from faults import FAULTS

PACKAGE = Path(simreplace.__file__).parent


@pytest.mark.parametrize("place", range(len(FAULTS)))
def test_a_fault_can_be_planted(place: int) -> None:
    where, stands, planted = FAULTS[place]
    source = (PACKAGE / where).read_text(encoding="utf-8")
    if source.count(stands) != 1:
        pytest.fail(f"{where}: {stands!r} stands there {source.count(stands)} times")
    compile(source.replace(stands, planted), where, "exec")
    assert planted != stands
