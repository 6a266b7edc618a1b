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
from reports.stats.columns import PERSON, changed_persons, changes, read_columns, tally
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
    """Of one table: the errors of its shown figures, its possible cells, their persons, those shown."""
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


def price(resolved, states, now):
    """What a release costs: the mean error of its shown figures, the share of persons that shown cells cover
    in the table that they cover least, and both by level with the share of cells that show."""
    levels, every_error, least = defaultdict(lambda: [[], 0, 0, 0]), [], 1.0
    for table in resolved.declared.tables:
        found = measured(table, resolved, states, now)
        levels[table.level] = [so_far + more for so_far, more in zip(levels[table.level], found, strict=True)]
        errors, _cells, persons, covered = found
        every_error += errors
        least = min(least, covered / persons if persons else 1.0)
    return {
        "mean_error": sum(every_error) / len(every_error),
        "least_covered": least,
        **{
            level: {
                "error": sum(errors) / max(len(errors), 1),
                "shown": len(errors) / max(cells, 1),
                "covered": covered / max(persons, 1),
            }
            for level, (errors, cells, persons, covered) in levels.items()
        },
    }


def test_what_the_public_figures_cost(register):
    resolved, key = resolve(recommended()), StatisticsKey(*statistics_keys())
    everybody = read_columns(resolved, as_of=DAY)
    place = pl.col(PERSON).abs() % (TURNED + 1)
    before, after = everybody.filter(place != 0), everybody.filter(place != 1)
    every = {cell.id: cell.impossible for table in resolved.declared.tables for cell in resolved.cells(table)}
    same = {
        "cells": every,
        "impossible": frozenset(cell for cell, never in every.items() if never),
        "key": key,
    }
    counted, now = dict(tally(before, resolved)), dict(tally(after, resolved))
    first = redraw(release=1, previous={}, changed={}, now=counted, **same)
    moved = dict(changes(*changed_persons(before, after), resolved))
    second = redraw(release=2, previous=first, changed=moved, now=now, **same)
    fresh = [state for state in second.values() if state.last_redraw == 2 and state.shown != IMPOSSIBLE]
    line = {
        "name": "statistics, the price of the figures",
        "size": SIZE,
        "persons": before.height,
        "redrawn": len(fresh) / (len(every) - len(same["impossible"])),
        "first": price(resolved, first, counted),
        "second": price(resolved, second, now),
    }
    with RESULTS.open("a") as file:
        file.write(json.dumps(line) + "\n")
    print(json.dumps(line, indent=1))
    assert line["first"]["mean_error"] < 3.2
    assert line["second"]["mean_error"] < 6
