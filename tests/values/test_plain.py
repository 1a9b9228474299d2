"""How a value with many defaults shows itself: briefly, and never as another one."""

import datetime
from datetime import time, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import simreplace
from simreplace import WIT, WITA, CollectionMethod, CollectiveLeave, Paper, Policy, Reason, ReviewPolicy, SafeguardRule
from simreplace.recovery import RecoveryPolicy
from simreplace.values import changed_fields, in_its_place

NAMES = {**vars(simreplace), "datetime": datetime, "RecoveryPolicy": RecoveryPolicy}

counts = st.integers(1, 9)
spans = st.timedeltas(timedelta(seconds=1), timedelta(days=90))
reviews = st.builds(
    ReviewPolicy,
    min_days=st.integers(0, 2),
    max_days=st.integers(2, 9),
    cutoff=st.none() | st.builds(time, st.integers(0, 23)),
    zone=st.sampled_from((simreplace.WIB, WITA, WIT)),
    weekend=st.frozensets(st.integers(0, 6), max_size=3),
    collective_leave=st.sampled_from(CollectiveLeave),
)
policies = st.builds(
    Policy,
    name=st.text(max_size=9),
    review=reviews,
    collection_methods=st.lists(st.sampled_from(CollectionMethod), min_size=1),
    supporting=st.lists(st.sampled_from(Paper), max_size=2),
    evidence=st.just(((Reason.LOST, ()), (Reason.DAMAGED, (Paper.OLD_SIM_CARD,)))),
    proxy_when_flagged=st.booleans(),
    max_visits=counts,
    objection_window=spans,
    safeguards=st.lists(st.builds(SafeguardRule, st.text(max_size=9), spans, st.text(max_size=9)), max_size=2),
)
recoveries = st.builds(RecoveryPolicy, max_attempts=counts, code_lifetime=spans, contact_age=spans)


@given(reviews | policies | recoveries)
def test_what_is_shown_says_everything_that_differs(thing: object) -> None:
    assert eval(repr(thing), NAMES) == thing  # noqa: S307 - what we ourselves have just written


@attrs.frozen
class Thing:
    needed: int
    usual: int = 1
    hidden: int = attrs.field(default=1, repr=False)
    own: int = attrs.field(default=1, repr=hex)
    made: list[int] = attrs.field(factory=list)
    read: tuple[int, ...] = attrs.field(default=[1], converter=tuple)


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({}, "Thing(needed=1)"),
        ({"usual": 1, "made": [], "read": [1]}, "Thing(needed=1)"),
        ({"usual": 2, "hidden": 2}, "Thing(needed=1, usual=2)"),
        ({"own": 255, "made": [7], "read": [7]}, "Thing(needed=1, own=0xff, made=[7], read=(7,))"),
        ({"read": ()}, "Thing(needed=1, read=())"),
        ({"read": [(Reason.LOST, ()), None]}, "Thing(needed=1, read=((Reason.LOST, ()), None))"),
    ],
)
def test_a_field_is_shown_where_it_differs_from_its_default(changes: dict[str, Any], shown: str) -> None:
    assert changed_fields(Thing(needed=1, **changes)) == shown


def test_what_stands_in_its_place_comes_back_as_it_is_and_anything_else_is_told_what_was_meant() -> None:
    assert in_its_place(ReviewPolicy, policy := ReviewPolicy(), "a policy") is policy
    with pytest.raises(TypeError, match=r"^a policy$"):
        in_its_place(ReviewPolicy, RecoveryPolicy(), "a policy")
