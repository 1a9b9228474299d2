"""How few people a policy takes, and how many it takes to give a card to a stranger: what was searched, by hand."""

import pytest

from duties import FORGEABLE, By, Scenario, groups, ordinary, page, search, told_by
from journey import POLICIES
from simreplace import ARTICLE, BRTI_2020, STRICT, Duty, Paper, Policy, State
from simreplace.errors import RefusedError

D = Duty


def sets(policy: Policy, *, awake: bool, by: By) -> list[set[Duty]]:
    return [set(found.duties) for found in search(Scenario(policy, awake, by))]


@pytest.mark.parametrize("by", By, ids=lambda by: by.value)
def test_while_the_owner_sleeps_one_gives_a_card_away_under_article_and_two_under_the_others(by: By) -> None:
    assert sets(ARTICLE, awake=False, by=by) == [{D.COUNTER}]
    assert sets(BRTI_2020, awake=False, by=by) == [{D.COUNTER, D.REVIEW}]
    assert len(groups(frozenset({D.COUNTER, D.REVIEW}), BRTI_2020)) == 2


def test_under_strict_machines_compare_and_tell_or_nobody_does() -> None:
    assert sets(STRICT, awake=False, by=By.SYSTEMS) == [{D.COUNTER, D.REVIEW}]
    assert sets(STRICT, awake=False, by=By.PEOPLE) == []


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_nobody_does_where_the_owner_is_awake_and_systems_compare_and_tell(policy: Policy) -> None:
    assert sets(policy, awake=True, by=By.SYSTEMS) == []


def test_where_people_tell_whoever_tells_must_be_corrupt_as_well() -> None:
    assert sets(ARTICLE, awake=True, by=By.PEOPLE) == [{D.TELL, D.COUNTER}]
    assert sets(BRTI_2020, awake=True, by=By.PEOPLE) == [{D.TELL, D.REVIEW, D.COUNTER}]
    assert len(groups(frozenset({D.TELL, D.COUNTER}), ARTICLE)) == 2
    assert len(groups(frozenset({D.TELL, D.REVIEW, D.COUNTER}), BRTI_2020)) == 3


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_what_was_found_can_be_done_by_as_few_and_by_no_fewer(policy: Policy) -> None:
    for awake in (False, True):
        for by in By:
            for found in search(Scenario(policy, awake, by)):
                assert told_by(found, policy).state is State.COMPLETED
                if len(found.duties) > 1:
                    one = [(event, None if duty is None else D.COUNTER, later) for event, duty, later in found.way]
                    assert len({duty for _, duty, _ in one if duty}) == 1
                    with pytest.raises(RefusedError) as refused:
                        told_by(type(found)(frozenset({D.COUNTER}), tuple(one), found.reason), policy)
                    assert {issue.code.value for issue in refused.value.issues} & {"duty.same_person"}


def test_an_ordinary_case_takes_two_and_under_strict_three_and_four_with_a_doubt() -> None:
    front, desk = {D.INTAKE, D.STOCK, D.COUNTER}, {D.REVIEW}
    assert [set(group) for group in ordinary(ARTICLE) or ()] == [front, desk]
    assert [set(group) for group in ordinary(BRTI_2020) or ()] == [front, desk]
    assert [set(group) for group in ordinary(ARTICLE, D.TELL, D.FLAG) or ()] == [front, {D.FLAG, D.REVIEW, D.TELL}]
    assert [len(ordinary(policy) or ()) for policy in POLICIES] == [2, 2, 3]
    assert [len(ordinary(policy, D.FLAG) or ()) for policy in POLICIES] == [2, 2, 4]
    assert [len(ordinary(policy, D.HOLD, D.RELEASE) or ()) for policy in POLICIES] == [3, 3, 4]
    assert ordinary(STRICT, D.TELL) is None


def test_what_cannot_be_forged_is_never_given_by_an_honest_reviewer() -> None:
    assert set(Paper) - set(FORGEABLE) == {Paper.SECURITY_ANSWERS, Paper.PHOTO_WITH_DOCUMENT, Paper.OLD_SIM_CARD}
    assert "nobody" in page()
