"""Counting all cells of a release by columns against PostgreSQL's own GROUP BY over the same facts.

`BENCH_SIZE` people as the demonstration makes them, or a register that was kept (BENCH_REGISTER). Both sides
read the facts and end with count and key of every cell of the recommended tables; the whole drawing behind
the gate is timed beside them.
"""

import json
import time
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from reports.stats.cellkeys import EMPTY, StatisticsKey
from reports.stats.columns import PERSON, counted, read_columns, tally
from reports.stats.disclosure import IMPOSSIBLE, shown
from reports.stats.drawing import compare as compare_since
from reports.stats.drawing import draw, next_states
from reports.stats.models import Fact, PublishedCell
from reports.stats.recommended import recommended
from reports.stats.resolved import resolve
from reports.stats.twins import SETS
from talent.orgs.enums import Level
from talent.security.service import statistics_keys
from tests.reports.stats.grouped import counted_by_the_database
from tests.speed.measure import RESULTS, SIZE, compare

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY = date(2026, 11, 28)


def test_columns_against_group_by(register):
    resolved = resolve(recommended())

    def ours():
        return dict(tally(read_columns(resolved, as_of=DAY), resolved))

    def other():
        return counted_by_the_database(resolved, as_of=DAY)

    counted = ours()
    assert counted == other()
    assert counted["150000"].count > 0
    compare("statistics, all cells counted", ours=ours, other=other, rounds=3, cells=len(counted))


def test_a_whole_release_is_drawn(register):
    """The first release draws every cell; nothing is written."""
    resolved, steps, began = resolve(recommended()), [], time.perf_counter()
    drawn = draw(
        resolved,
        number=PublishedCell.objects.count() + 1,
        as_of=DAY,
        key=StatisticsKey(*statistics_keys()),
        say=lambda step: steps.append((step.value, time.perf_counter() - began)),
    )
    seconds = time.perf_counter() - began
    line = {
        "name": "statistics, a release drawn",
        "size": SIZE,
        "facts": Fact.objects.count(),
        "cells": len(drawn.states),
        "seconds": seconds,
        "steps": steps,
    }
    with RESULTS.open("a") as file:
        file.write(json.dumps(line) + "\n")
    print(f"\n{line['name']}: {line['cells']} cells from {line['facts']} facts in {seconds:.2f} s")
    assert len(drawn.states) > 25_000


def test_a_second_release_with_new_tables_is_drawn(register):
    """All tables of the leagues are new, and one of twenty persons has left since the first release."""
    key = StatisticsKey(*statistics_keys())
    every = recommended()
    before = replace(every, tables=tuple(each for each in every.tables if each.level != Level.LEAGUE))
    old, new = resolve(before), resolve(every)
    columns = read_columns(new, as_of=DAY)
    left = columns.filter(pl.col(PERSON).abs() % 20 != 0)
    none, counted_first = pl.DataFrame(schema=SETS), counted(columns, old)
    first = next_states(
        old, columns, compare_since(old, columns, {}, {}.get, key=key), counted_first, none, number=1, key=key
    )
    drawn = [(1, each.shown.value, each.shown.mark, list(each.parts)) for each in first.values()]
    sets = pl.DataFrame(drawn, schema=SETS, orient="row")
    # As if each of twenty releases before it had drawn as many others.
    sets = pl.concat(
        [sets, *(sets.with_columns(pl.col("parts").list.eval(pl.element() + n)) for n in range(1, 21))]
    )
    began = time.perf_counter()
    since = compare_since(new, left, first, {1: columns}.__getitem__, key=key)
    compared, now = time.perf_counter() - began, counted(left, new)
    began = time.perf_counter()
    second = next_states(new, left, since, now, sets, number=2, key=key)
    seconds = time.perf_counter() - began
    fresh = second.keys() - first.keys()
    line = {
        "name": "statistics, a release with new tables",
        "size": SIZE,
        "persons": left.height,
        "new": len(fresh),
        "kin": sum(
            second[cell].shown not in (IMPOSSIBLE, shown(now.tallies.get(cell, EMPTY), key=key))
            for cell in fresh
        ),
        "compared": compared,
        "seconds": seconds,
    }
    with RESULTS.open("a") as file:
        file.write(json.dumps(line) + "\n")
    print(f"\n{line}")
    assert fresh
