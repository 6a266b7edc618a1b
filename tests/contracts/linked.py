"""All linked margins of a small league as one system of sums, and what solvers make of it.

Unknown are the counts of every cell of the recommended tables of six banners and their league. Within a
category the dimensions hang together by the category alone, and sex by age: whatever counts fit the sums,
persons can be found for them. So the bounds of the sums are the bounds of the persons.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from itertools import product
from random import Random

from django.conf import settings

from reports.stats.cellkeys import EMPTY, Tally, add_keys
from reports.stats.disclosure import figure, shown
from reports.stats.noise import CUT
from tests.contracts.differencing import CROSSED, SHARES, League
from tests.reports.stats.oracle import record_keys

#: What naive hiding hides.
SECRET = range(1, 5)
SMALL = range(1, 10)


@dataclass(frozen=True)
class Answer:
    """Bounds of the asked cells by LP, and of the narrowest of them in whole solutions."""

    bounds: list
    whole: list

    @property
    def widths(self):
        return [high - low for low, high in self.bounds]

    @property
    def unique(self):
        return sum(width == 0 for width in self.widths)

    @property
    def whole_widths(self):
        return [high - low for _cell, low, high in self.whole]


class Linked:
    """A league's true counts, cell by cell, with the sums between them; `draw` publishes it."""

    def __init__(self, *, seed, size):
        self.league = League(seed=seed, size=size, churn=0.0, releases=1)
        self.areas = ["league", *range(self.league.banners)]
        self.cells = [
            (area, *zip(keys, codes, strict=True))
            for area in self.areas
            for keys in CROSSED
            for codes in product(*(SHARES[key] for key in keys))
        ]
        self.place = {cell: number for number, cell in enumerate(self.cells)}
        members = self.league.members[0]
        self.counts = [len(members.get(cell, ())) for cell in self.cells]
        self.sums = [*self._over_classes(), *self._over_banners()]
        assert all(
            self.counts[whole] == sum(self.counts[part] for part in parts) for whole, parts in self.sums
        )

    def _over_classes(self):
        for area, keys in product(self.areas, CROSSED):
            for summed in keys:
                kept = [key for key in keys if key != summed]
                for codes in product(*(SHARES[key] for key in kept)):
                    chosen = dict(zip(kept, codes, strict=True))
                    parts = [
                        self.place[area, *((key, (chosen | {summed: code})[key]) for key in keys)]
                        for code in SHARES[summed]
                    ]
                    yield self.place[area, *chosen.items()], parts

    def _over_banners(self):
        for cell in self.cells:
            if cell[0] == "league":
                parts = [self.place[banner, *cell[1:]] for banner in self.areas[1:]]
                yield self.place[cell], parts

    def drawn(self, key):
        """What the published figure of each cell leaves possible."""
        keys = dict(zip(self.league.people, record_keys(self.league.people, key=key), strict=True))
        members = self.league.members[0]
        tallies = [
            Tally(len(persons), add_keys(keys[each] for each in persons)) if persons else EMPTY
            for persons in (members.get(cell, ()) for cell in self.cells)
        ]
        return [possible(shown(tally, key=key)) for tally in tallies]

    def naive(self):
        """The same where true counts are published and 1 to 4 hidden."""
        return [(SECRET[0], SECRET[-1]) if count in SECRET else (count, count) for count in self.counts]

    def some(self, sizes, most, seed=0):
        """So many cells of these true counts, by chance."""
        found = [number for number, count in enumerate(self.counts) if count in sizes]
        return sorted(Random(seed).sample(found, min(most, len(found))))

    def solved(self, spans, asked, *, narrowest=0):
        """What the solvers find for the asked cells, in a process of their own."""
        problem = {"spans": spans, "sums": self.sums, "asked": asked, "narrowest": narrowest}
        done = subprocess.run(
            [sys.executable, "-m", "tests.contracts.solving"],
            input=json.dumps(problem),
            capture_output=True,
            text=True,
            cwd=settings.BASE_DIR,
            check=True,
        )
        return Answer(**json.loads(done.stdout))


@cache
def possible(drawn):
    """The least and the greatest true count behind a figure, by trying every noise."""
    top = (drawn.value or 0) + 20
    counts = [
        count
        for count in range(max(0, top - 40), top + 1)
        if any(figure(count, error) == drawn for error in range(-CUT, CUT + 1))
    ]
    return counts[0], counts[-1]
