"""What noise, rounding and the gate cost: how far published figures are from the counts, and what is hidden.

`BENCH_SIZE` people as the demonstration makes them, or a register that was kept (BENCH_REGISTER). Between two
releases a twentieth leaves and as many come. No figure leaves the measurement but means and shares.
"""

import json
from collections import defaultdict
from datetime import date

import polars as pl
import pytest

from reports.stats.cellkeys import EMPTY, StatisticsKey
from reports.stats.columns import PERSON, changes, differing, read_columns, tally
from reports.stats.disclosure import IMPOSSIBLE
from reports.stats.gate import redraw
from reports.stats.recommended import recommended
from reports.stats.resolved import resolve
from talent.security.service import statistics_keys
from tests.speed.measure import RESULTS, SIZE

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY = date(2026, 11, 28)
#: One in so many leaves, and one in so many comes.
TURNED = 20


def measured(table, resolved, states, now):
    """(mean error of shown figures, share of possible cells shown, share of persons in shown cells)."""
    errors, cells, persons, covered = [], 0, 0, 0
    level = table.level
    areas = set(resolved.areas[level])
    for cell in resolved.cells(table):
        if cell.impossible or cell.area not in areas or len(cell.classes) < len(table.breaks):
            continue
        count, shown = now.get(cell.id, EMPTY).count, states[cell.id].shown
        cells += 1
        persons += count
        if shown.value is not None:
            errors.append(abs(shown.value - count))
            covered += count
    return errors, cells, persons, covered


def test_what_the_public_figures_cost(register):
    resolved, key = resolve(recommended()), StatisticsKey(*statistics_keys())
    everybody = read_columns(resolved, as_of=DAY)
    place = pl.col(PERSON).abs() % (TURNED + 1)
    before, after = everybody.filter(place != 0), everybody.filter(place != 1)
    tables = resolved.declared.tables
    every = {cell.id: cell.impossible for table in tables for cell in resolved.cells(table)}
    impossible = frozenset(cell for cell, never in every.items() if never)
    first = redraw(
        release=1,
        cells=every,
        previous={},
        changed={},
        now=(counted := dict(tally(before, resolved))),
        key=key,
        impossible=impossible,
    )
    moved, now = dict(changes(*differing(before, after), resolved)), dict(tally(after, resolved))
    second = redraw(
        release=2, cells=every, previous=first, changed=moved, now=now, key=key, impossible=impossible
    )
    fresh = [state for state in second.values() if state.last_redraw == 2 and state.shown != IMPOSSIBLE]
    line = {"name": "statistics, the price of the figures", "size": SIZE, "persons": before.height}
    line["redrawn"] = len(fresh) / (len(every) - len(impossible))
    for release, states, counts in (("first", first, counted), ("second", second, now)):
        found = defaultdict(lambda: [[], 0, 0, 0])
        least = 1.0
        for table in tables:
            errors, cells, persons, covered = measured(table, resolved, states, counts)
            one = found[table.level]
            one[0] += errors
            one[1], one[2], one[3] = one[1] + cells, one[2] + persons, one[3] + covered
            least = min(least, covered / persons if persons else 1.0)
        every_error = [error for errors, *_rest in found.values() for error in errors]
        line[release] = {
            "mean_error": sum(every_error) / len(every_error),
            "least_covered": least,
            **{
                level: {
                    "error": sum(errors) / max(len(errors), 1),
                    "shown": len(errors) / max(cells, 1),
                    "covered": covered / max(persons, 1),
                }
                for level, (errors, cells, persons, covered) in found.items()
            },
        }
    with RESULTS.open("a") as file:
        file.write(json.dumps(line) + "\n")
    print(json.dumps(line, indent=1))
    assert line["first"]["mean_error"] < 3.2
    assert line["second"]["mean_error"] < 6
