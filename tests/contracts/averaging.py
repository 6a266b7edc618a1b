"""Averaging: an attacker adds up a total from every partition and level in which it stands, and weighs them.

A region of leagues with category × one other dimension at a time, and every margin. The best linear estimate
of a one-way figure from its own and from the sums of its parts is rounded to a count. `shared`: the noise
follows from the set, as released; otherwise each table draws its own, as table builders with fresh noise do,
and the same figure can be asked for many times.
"""

from collections import defaultdict
from random import Random
from statistics import fmean

from reports.stats.cellkeys import Tally, add_keys
from reports.stats.combination import VARIANCE
from reports.stats.disclosure import figure
from reports.stats.noise import noise
from tests.reports.stats.oracle import record_keys

CATEGORIES = "abcde"
#: Dimensions crossed with the category, by their number of classes.
CROSSED = {"age": 7, "education": 7, "title": 5, "unit": 8, "owner": 5}
LEAGUES = 12


def region(seed, persons, key):
    """{cell: Tally} of league × category × each dimension with all margins, big enough to show all."""
    random = Random(seed)
    keys = record_keys(range(persons), key=key)
    cells = defaultdict(list)
    for person in keys:
        league, category = random.randrange(LEAGUES), random.choice(CATEGORIES)
        for area in (league, "region"):
            for kind in (category, "all"):
                cells[area, kind].append(person)
                for dimension, classes in CROSSED.items():
                    cells[area, kind, dimension, random.randrange(classes)].append(person)
    return {cell: Tally(len(each), add_keys(each)) for cell, each in cells.items()}


def drawn(tally, key, table, *, shared):
    """The unrounded reading of a figure: what is shown, or the middle of what is hidden."""
    word = tally.cell_key if shared else (tally.cell_key + 0x9E3779B97F4A7C15 * hash_of(table)) % 2**64
    found = figure(tally.count, noise(word, key=key))
    return 4 if found.value is None else found.value


def hash_of(table):
    return sum(ord(letter) * 131**place for place, letter in enumerate(repr(table))) % 2**61 + 1


def estimates(cells, area, kind, key, *, shared):
    """(variance in figures, estimate) of one category in one area, by every way to it."""
    whole = cells[area, kind]
    tables = [(), *((dimension,) for dimension in CROSSED)]
    own = [drawn(whole, key, table, shared=shared) for table in tables]
    # With fresh noise a table, the same total stands in each of them anew.
    found = [(1.0, own[0])] if shared else [(1.0, each) for each in own]
    for dimension, classes in CROSSED.items():
        parts = [cells[area, kind, dimension, each] for each in range(classes)]
        found.append((classes, sum(drawn(each, key, dimension, shared=shared) for each in parts)))
    if area == "region":
        leagues = [cells[league, kind] for league in range(LEAGUES)]
        found.append((LEAGUES, sum(drawn(each, key, (), shared=shared) for each in leagues)))
    return found


def hits(key, *, shared, repeats=1, seeds=range(4), persons=60_000):
    """How often the weighted mean rounds to the true count, and its mean squared error over a figure's."""
    right, errors = [], []
    for seed in seeds:
        cells = region(seed, persons, key)
        for area in ("region", *range(LEAGUES)):
            for kind in CATEGORIES:
                found = estimates(cells, area, kind, key, shared=shared)
                weight = sum(1 / each for each, _value in found)
                mean = sum(value / each for each, value in found) / weight
                right.append(round(mean) == cells[area, kind].count)
                errors.append((mean - cells[area, kind].count) ** 2)
    return fmean(right), fmean(errors) / float(VARIANCE)


def asked_again(key, *, shared, times=200, cells=200):
    """How often the mean of one figure asked for `times` times, each in another table, is the true count."""
    random = Random(5)
    right = 0
    for _cell in range(cells):
        tally = Tally(random.randint(40, 400), random.getrandbits(64))
        values = [drawn(tally, key, (time,), shared=shared) for time in range(times)]
        right += round(fmean(values)) == tally.count
    return right / cells
