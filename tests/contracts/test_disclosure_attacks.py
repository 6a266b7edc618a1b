"""Attacks on linked margins: naive hiding falls to plain elimination, figures drawn by the method do not.

A small world of banners × category × sex with every margin up to the region. The attacker knows all rules,
gives each true count an interval from its figure, and narrows the intervals along every sum in the lattice.
"""

from collections import Counter, defaultdict
from itertools import product
from random import Random

import pytest

from reports.stats.cellkeys import EMPTY, StatisticsKey
from reports.stats.disclosure import shown
from reports.stats.lattice import CATEGORY, Dimension, TableSpec, cell_id
from talent.orgs.enums import Level
from tests.contracts.linked import possible
from tests.reports.stats.oracle import profile_cells, record_keys, table_cells, tally_cells

KEY = StatisticsKey(bytes(range(32)))
TABLE = TableSpec("t", "表", "Table", Level.BANNER, (CATEGORY, Dimension("sex", 2)))
CLASSES = {"category": "abcde", "sex": "12"}


class World:
    """Random persons in a region of leagues and banners, and every sum of cells that makes a margin."""

    def __init__(self, *, seed, leagues, banners):
        self.random = Random(seed)
        self.league_of = {100 * n + m: 100 * n for n in range(1, leagues + 1) for m in range(1, banners + 1)}
        leagues = sorted(set(self.league_of.values()))
        self.areas = {Level.REGION: [0], Level.LEAGUE: leagues, Level.BANNER: [*self.league_of]}
        self.margins = {
            cell_id(banner, {"category": category, "sex": sex}): self.profile(banner, category, sex)
            for banner in self.league_of
            for category in CLASSES["category"]
            for sex in CLASSES["sex"]
        }
        self.finest = [*self.margins]
        self.cells = table_cells(TABLE, areas=self.areas, classes=CLASSES)
        self.tallies = tally_cells(self.persons())
        self.counts = {cell: self.tallies[cell].count if cell in self.tallies else 0 for cell in self.cells}

    def persons(self):
        sizes = (0, 2, 3, 7, 12, 19, 26, 33)
        profiles = [cells for cells in self.margins.values() for _ in range(self.random.choice(sizes))]
        return dict(zip(record_keys(range(len(profiles)), key=KEY), profiles, strict=True))

    def profile(self, banner, category, sex):
        areas = {Level.REGION: 0, Level.LEAGUE: self.league_of[banner], Level.BANNER: banner}
        return profile_cells(TABLE, areas=areas, classes={"category": category, "sex": sex})

    def sums(self):
        """(whole, parts) over sexes, over categories, over the banners of a league, over the leagues."""
        parts = defaultdict(list)
        for cell in self.cells:
            area, *classes = cell.split("|")
            above = "0" if int(area) in self.areas[Level.LEAGUE] else str(self.league_of.get(int(area), ""))
            if above:
                parts[above, "|".join([above, *classes])].append(cell)
            for one in classes:
                whole = "|".join([area, *(other for other in classes if other != one)])
                parts[one.split("=")[0], whole].append(cell)
        return [(whole, cells) for (_, whole), cells in parts.items()]


def narrow(bounds, sums):
    """Interval propagation: tighten every bound along every sum until nothing moves."""
    moving = True
    while moving:
        before = dict(bounds)
        for whole, parts in sums:
            low, high = (sum(bounds[part][side] for part in parts) for side in (0, 1))
            bounds[whole] = top = (max(bounds[whole][0], low), min(bounds[whole][1], high))
            for part in parts:
                least, most = bounds[part]
                bounds[part] = (max(least, top[0] - high + most), min(most, top[1] - low + least))
                low, high = low - least + bounds[part][0], high - most + bounds[part][1]
        assert all(low <= high for low, high in bounds.values()), "the figures contradict each other"
        moving = bounds != before
    return bounds


def draw(world):
    """The figures of every cell of the lattice, empty ones too."""
    return {cell: shown(world.tallies.get(cell, EMPTY), key=KEY) for cell in world.cells}


def box(world, cell, other):
    """The change of every margin when a person enters `cell` and the corners from it to `other` balance.

    Persons come and go by turns at the corners of the box: two cells of one banner exchange a person, four
    make a ring that leaves their banner's margins as they are, and `cell` itself just gains one.
    """
    change = Counter()
    for corner in product(*({one, two} for one, two in zip(cell.split("|"), other.split("|"), strict=True))):
        sign = (-1) ** sum(here != there for here, there in zip(corner, cell.split("|"), strict=True))
        for margin in world.margins["|".join(corner)]:
            change[margin] += sign
    return {margin: shift for margin, shift in change.items() if shift}


def reach(world, spans, cell, step):
    """How far a finest cell can go up or down in another world that could have shown the same figures.

    What is reached is a whole solution in persons: no solver can exclude it.
    """
    counts = dict(world.counts)
    moves = sorted((box(world, cell, other) for other in world.finest), key=len)

    def fits(move):
        return all(
            spans[margin][0] <= counts[margin] + step * by <= spans[margin][1] for margin, by in move.items()
        )

    while move := next(filter(fits, moves), None):
        for margin, by in move.items():
            counts[margin] += step * by
    return counts[cell]


@pytest.mark.disclosure
@pytest.mark.parametrize("seed", range(3))
def test_naive_hiding_of_one_to_four_is_solved_by_linked_margins(seed):
    """The control: the attack is alive."""
    world = World(seed=seed, leagues=12, banners=10)
    hidden = {cell for cell, count in world.counts.items() if 1 <= count <= 4}
    bounds = {cell: (1, 4) if cell in hidden else (count, count) for cell, count in world.counts.items()}
    solved = narrow(bounds, world.sums())
    found = {cell for cell in hidden if solved[cell] == (world.counts[cell], world.counts[cell])}
    assert len(hidden) > 300
    assert len(found) / len(hidden) > 0.9


@pytest.mark.disclosure
@pytest.mark.parametrize("seed", range(3))
def test_drawn_figures_leave_every_cell_of_a_small_league_wide_open(seed):
    """60 small cells: elimination finds none, and other whole solutions prove that no solver can."""
    world = World(seed=seed, leagues=1, banners=6)
    figures = draw(world)
    spans = {cell: possible(drawn) for cell, drawn in figures.items()}
    solved = narrow(dict(spans), world.sums())
    assert all(solved[cell][0] <= count <= solved[cell][1] for cell, count in world.counts.items())
    assert min(high - low for low, high in solved.values()) >= 6
    # A cell with persons keeps one: so no two sets become equal that show different figures.
    kept = {cell: (max(low, min(1, world.counts[cell])), high) for cell, (low, high) in spans.items()}
    widths = [reach(world, kept, cell, 1) - reach(world, kept, cell, -1) for cell in world.finest]
    assert len(widths) == 60
    assert min(widths) >= 6
