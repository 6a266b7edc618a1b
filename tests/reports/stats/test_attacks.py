"""Attacks on linked margins: naive hiding falls to plain elimination, figures drawn by the method do not.

A small world of banners × category × sex with every margin up to the region. The attacker knows all rules,
gives each true count an interval from its figure, and narrows the intervals along every sum in the lattice.
"""

from collections import defaultdict
from random import Random

import pytest

from reports.stats.cellkeys import StatisticsKey, record_keys, tally_cells
from reports.stats.disclosure import Shown, figure, shown
from reports.stats.lattice import CATEGORY, Dimension, TableSpec, cell_id, profile_cells, table_cells
from reports.stats.noise import CUT
from talent.orgs.enums import Level

KEY = StatisticsKey(bytes(range(32)))
TABLE = TableSpec("t", "表", "Table", Level.BANNER, (CATEGORY, Dimension("sex", 2)))
CLASSES = {"category": "abcde", "sex": "12"}
MOST = 10**6


class World:
    """Random persons in a region of leagues and banners, and every sum of cells that makes a margin."""

    def __init__(self, *, seed, leagues, banners):
        self.random = Random(seed)
        self.league_of = {100 * n + m: 100 * n for n in range(1, leagues + 1) for m in range(1, banners + 1)}
        self.areas = {
            Level.REGION: [0], Level.LEAGUE: sorted(set(self.league_of.values())), Level.BANNER: [*self.league_of],
        }  # fmt: skip
        self.cells = table_cells(TABLE, areas=self.areas, classes=CLASSES)
        self.tallies = tally_cells(self.persons())
        self.counts = {cell: self.tallies[cell].count if cell in self.tallies else 0 for cell in self.cells}

    def persons(self):
        profiles = [
            self.profile(banner, category, sex)
            for banner in self.league_of
            for category in CLASSES["category"]
            for sex in CLASSES["sex"]
            for _ in range(self.random.choice((0, 2, 3, 7, 12, 19, 26, 33)))
        ]
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
        moving = bounds != before
    return bounds
