"""Differencing between releases: what is known of one person's coming, going or new title (security.md §4).

Limits: the attacker tells movers from others with an AUC of at most .70 and holds at most 5 % of the movers
for moved with more than 90 per cent; without the gate the same attack must succeed, or it is dead.
"""

import pytest

from reports.stats.cellkeys import StatisticsKey
from tests.contracts.differencing import area_under, attack

KEY = StatisticsKey(bytes(range(32)))
NEWER = StatisticsKey(bytes(range(32)), bytes(32))
pytestmark = pytest.mark.disclosure


def held(outcome, targets):
    assert outcome.targets == targets
    assert (outcome.auc <= 0.70, outcome.named <= 0.05) == (True, True), outcome


@pytest.mark.parametrize(("releases", "churn"), [(2, 0.02), (4, 0.1)])
def test_who_left_is_not_found(releases, churn):
    """`churn`: of the people so many leave from release to release, and as many come."""
    held(attack(churn=churn, releases=releases, targets=240, key=KEY), 240)


def test_who_got_a_title_is_not_found():
    held(attack(churn=0.1, releases=4, targets=240, key=KEY, titled=True), 240)


def test_a_newer_key_gives_nobody_away():
    """It draws what the gate opens, and its gates differ: the attacker knows when it came into force."""
    held(attack(churn=0.1, releases=4, targets=240, key=KEY, rekeyed=2, newer=NEWER), 240)


def test_without_the_gate_movers_are_found():
    """The control: the attack is alive."""
    outcome = attack(churn=0.02, releases=2, targets=400, key=KEY, gated=False)
    assert outcome.targets == 400
    assert (outcome.auc >= 0.80, outcome.named > 0.5) == (True, True), outcome


@pytest.mark.slow
@pytest.mark.parametrize("titled", [False, True], ids=["left", "titled"])
@pytest.mark.parametrize("releases", [2, 4])
@pytest.mark.parametrize("churn", [0.02, 0.05, 0.1, 0.15])
def test_twelve_hundred_targets_are_not_found(releases, churn, titled):
    outcome = attack(churn=churn, releases=releases, targets=1200, key=KEY, titled=titled, size=3000)
    print(f"releases {releases} churn {churn} titled {titled}: {outcome}")
    held(outcome, 1200)


@pytest.mark.slow
@pytest.mark.parametrize("titled", [False, True], ids=["left", "titled"])
@pytest.mark.parametrize("rekeyed", [1, 3])
@pytest.mark.parametrize("churn", [0.05, 0.15])
def test_a_newer_key_gives_nobody_away_in_full(rekeyed, churn, titled):
    how = {"rekeyed": rekeyed, "newer": NEWER, "titled": titled}
    outcome = attack(churn=churn, releases=4, targets=1200, key=KEY, size=3000, **how)
    print(f"rekeyed {rekeyed} churn {churn} titled {titled}: {outcome}")
    held(outcome, 1200)


def test_the_area_counts_equal_ranks_by_half():
    assert area_under([0.9, 0.5], [0.5, 0.1]) == 0.875
    assert area_under([0.5] * 3, [0.5] * 4) == 0.5
