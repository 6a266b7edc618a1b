"""All linked margins of a small league at once, by LP and CP-SAT: no small cell comes out (security.md §4).

Limits: of 60 small cells none is unique and the narrowest stays at least 6 wide. Under naive hiding the same
solvers must recover more than 90 % of the hidden cells, or the attack is dead.
"""

import pytest

from reports.stats.cellkeys import StatisticsKey
from tests.contracts.linked import SECRET, SMALL, Linked

KEY = StatisticsKey(bytes(range(32)))
pytestmark = pytest.mark.disclosure


def held(world, narrowest):
    spans, asked = world.drawn(KEY), world.some(SMALL, 60)
    answer = world.solved(spans, asked, narrowest=narrowest)
    print(f"{len(world.cells)} cells, {len(world.sums)} sums: narrowest {min(answer.widths)}, {answer.whole}")
    assert len(asked) == 60
    # The attacker's bounds are true, so the solvers were given the right problem.
    for cell, (low, high) in zip(asked, answer.bounds, strict=True):
        assert low <= world.counts[cell] <= high
    assert answer.unique == 0
    assert min(answer.widths) >= 6
    assert len(answer.whole_widths) == narrowest
    assert min(answer.whole_widths) >= 6


def recovered(world, most):
    """How many of the hidden cells come out under naive hiding, and of how many."""
    asked = world.some(SECRET, most)
    answer = world.solved(world.naive(), asked)
    found = [
        low
        for cell, (low, high) in zip(asked, answer.bounds, strict=True)
        if low == high == world.counts[cell]
    ]
    return len(found), len(asked)


def test_no_small_cell_comes_out_of_all_linked_margins():
    held(Linked(seed=1, size=4000), narrowest=2)


def test_naive_hiding_is_solved_by_the_same_margins():
    """The control: the attack is alive."""
    found, asked = recovered(Linked(seed=1, size=4000), 100)
    assert asked == 100
    assert found / asked > 0.9


@pytest.mark.slow
@pytest.mark.parametrize("size", [1500, 4000])
@pytest.mark.parametrize("seed", range(5))
def test_no_small_cell_comes_out_in_full(seed, size):
    held(Linked(seed=seed, size=size), narrowest=6)


@pytest.mark.slow
def test_four_hundred_cells_of_naive_hiding_are_solved():
    found, asked = map(
        sum, zip(*(recovered(Linked(seed=seed, size=4000), 200) for seed in (0, 1)), strict=True)
    )
    print(f"{found} of {asked} hidden cells solved")
    assert asked == 400
    assert found / asked > 0.9
