"""Bayesian reconstruction of a league of 26,000 persons from all its figures at once (security.md §4).

Limits: cells of 1 to 4 persons are hit at most .12 more often than without their figures, and at most .30;
cells of 10 to 30 at most .22; no count of persons becomes 90 % certain by it.
"""

import numpy as np
import pytest

from reports.stats.cellkeys import StatisticsKey
from tests.contracts.reconstruction import (
    AWAY,
    BANNERS,
    CELLS,
    LEAGUE,
    SPAN,
    Sampler,
    World,
    attack,
    chances,
    middles,
    sums,
)

KEY = StatisticsKey(bytes(range(32)))
pytestmark = pytest.mark.disclosure


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_all_figures_together_say_little_of_a_small_cell(seed):
    found = attack(seed=seed, persons=26_000, key=KEY, burn=40_000, steps=100_000)
    print(f"seed {seed}: {found}")
    assert found.cells > 100
    assert found.small <= min(found.blind + 0.12, 0.30)
    assert found.middling <= 0.22
    assert found.certain == 0


@pytest.mark.slow
def test_noise_of_one_person_without_rounding_is_undone():
    """The control: the attack is alive."""
    found = attack(seed=0, persons=26_000, key=KEY, burn=60_000, steps=60_000, weak=True)
    print(f"weak method: {found}")
    assert found.small >= 0.45
    assert found.middling >= 0.45
    assert found.certain > 0


def test_every_state_of_the_sampler_is_one_of_persons():
    """Whatever steps were taken, the cells of each chain add up, and the league is its banners."""
    world = World(seed=0, persons=3000)
    figures = world.published(KEY)
    sampler = Sampler(seed=1, chances=chances(figures), middles=middles(figures), law=world.law, chains=8)
    began = sampler.counts.copy()
    sampler.walk(1500)

    areas = [sampler.counts[:, area * SPAN : (area + 1) * SPAN] for area in range(AWAY + 1)]
    assert (sampler.counts[:, :CELLS] >= 0).all()
    assert (areas[LEAGUE] == sum(areas[:BANNERS])).all()
    for whole, parts in sums():
        for each in areas:
            assert (each[:, whole] == each[:, parts].sum(axis=1)).all()
    assert (sampler.counts != began).any(axis=1).all()
    assert (np.array([world.counts[whole] for whole, _parts in sums()]) > 0).any()
