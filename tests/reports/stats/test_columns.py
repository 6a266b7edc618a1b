"""Counting by columns: the same as PostgreSQL's own GROUP BY, and as the plain oracles of the gate."""

from datetime import date
from random import Random

import polars as pl
import pytest

from reports.stats.cellkeys import Tally, add_keys
from reports.stats.columns import (
    PERSON,
    as_bytes,
    changed_persons,
    changes,
    from_bytes,
    grouped,
    league_of,
    read_columns,
    tally,
)
from reports.stats.declared import AGE, Declared, DeclaredDimension
from reports.stats.gate import changed_counts
from reports.stats.lattice import UPWARD, cell_id, margins
from reports.stats.models import BreakDown, BreakDownCode
from reports.stats.resolved import Resolved, resolve
from reports.stats.sources import FineClasses, PublicClass
from talent.orgs.enums import Level
from tests.reports.stats.declarations import DECLARED, SEX, TITLE, table
from tests.reports.stats.grouped import counted_by_the_database
from tests.reports.stats.oracle import tally_cells
from tests.reports.stats.population import approve


def test_columns_count_what_the_database_groups(register):
    approve(register, range(100, 130))
    approve(register, range(115, 125), key="professional")
    titled = [{"title_name": "主治医师", "title_level": "3"}, {"title_name": "医士", "title_level": "5"}]
    approve(register, range(130, 140), key="professional", title=titled)
    resolved = resolve(DECLARED)

    counted = dict(tally(read_columns(resolved, as_of=date(2026, 11, 28)), resolved))

    assert counted == counted_by_the_database(resolved, as_of=date(2026, 11, 28))
    assert counted["152502"].count == 40


def test_who_states_nothing_counts_in_the_totals_alone(register):
    approve(register, range(100, 110))
    resolved = resolve(DECLARED)

    columns = read_columns(resolved, as_of=date(2026, 11, 28))

    assert columns["title_level"].to_list() == [None] * 10
    assert set(columns["sex"].to_list()) <= {"1", "2"}
    assert set(columns["@league"]) == {152500}


def test_ages_are_those_of_the_day_of_the_release(register):
    approve(register, range(100, 103))
    ages = DeclaredDimension("age", "年龄", "Age", (AGE,))
    resolved = resolve(Declared((ages,), (table("region_age", "region", "age"),)))

    found = [read_columns(resolved, as_of=date(year, 12, 31))["age"][0] for year in (2015, 2016, 2026, 2060)]

    assert found == ["0-30", "31-35", "41-45", "56-"]  # born in 1985


def resolved_by_hand():
    codes = {"sex": "12", "title_level": "12345"}
    return Resolved(
        Declared(
            (SEX, TITLE), (table("a", "league", "category", "title_level+"), table("b", "region", "sex"))
        ),
        {},
        {
            key: FineClasses(tuple(PublicClass(code, code, code) for code in fine), {})
            for key, fine in codes.items()
        },
        [PublicClass(each, each, each) for each in "xy"],
        {1: "x", 2: "y"},
        {Level.REGION: [150000], Level.LEAGUE: [150100, 150200], Level.BANNER: []},
    )


def profiles(random, persons):
    return [
        {
            PERSON: person,
            "@region": 150000,
            "@league": random.choice((150100, 150200)),
            "@banner": None,
            "category": random.choice("xy"),
            "sex": random.choice(("1", "2", None)),
            "title_level": random.choice((*"12345", None)),
        }
        for person in persons
        for _profile in range(random.choice((1, 1, 2, 3)))
    ]


def frame(rows):
    kinds = {PERSON: pl.Int64, **dict.fromkeys(("@region", "@league", "@banner"), pl.Int32)}
    words = dict.fromkeys(("category", "sex", "title_level"), pl.String)
    return pl.DataFrame(rows, schema=kinds | words, orient="row")


def cells_of(rows, resolved):
    """The plain form: each person's cells, one profile after another."""
    found = {}
    for row in rows:
        words = row | {"title_level": TITLE.public_of.get(row["title_level"])}
        mine = found.setdefault(row[PERSON], set())
        for each in resolved.declared.tables:
            keys = [one.key for one in each.breaks if words[one.key] is not None]
            for level in UPWARD[Level(each.level)]:
                area = 150000 if level == Level.REGION else row["@league"]
                mine |= {cell_id(area, {key: words[key] for key in chosen}) for chosen in margins(keys)}
    return {person: frozenset(cells) for person, cells in found.items()}


@pytest.mark.parametrize("seed", range(5))
def test_columns_tally_and_compare_as_the_oracles_do(seed):
    random, resolved = Random(seed), resolved_by_hand()
    before = profiles(random, range(1, 40))
    now = [row for row in before if random.random() > 0.2] + profiles(random, range(35, 50))
    old, new = cells_of(before, resolved), cells_of(now, resolved)

    assert dict(tally(frame(now), resolved)) == tally_cells(new)
    assert dict(changes(*changed_persons(frame(before), frame(now)), resolved)) == +changed_counts(old, new)


def test_a_dimension_that_the_snapshot_does_not_know_is_left_alone():
    random, resolved = Random(7), resolved_by_hand()
    rows = profiles(random, range(30))
    before, now = frame(rows).drop("sex"), frame(rows[:-20])

    found = dict(changes(*changed_persons(before, now), resolved))

    assert not any("sex" in cell for cell in found)
    assert found["150000"] > 0


def test_a_snapshot_comes_back_as_it_was_kept():
    columns = frame(profiles(Random(1), range(20)))
    parts = [as_bytes(columns.slice(0, 10)), as_bytes(columns.slice(10))]

    assert from_bytes(parts).equals(columns)


def test_sums_of_keys_wrap_as_keys_do():
    largest = (1 << 63) - 1
    rows = [row | {PERSON: largest - place} for place, row in enumerate(profiles(Random(2), [1])[:1])]
    rows += [rows[0] | {PERSON: largest - 9}]

    found = dict(tally(frame(rows), resolved_by_hand()))

    assert found["150000"] == Tally(2, add_keys([largest, largest - 9]))


def test_groups_stand_beside_their_fine_classes():
    both = grouped(frame([profiles(Random(3), [1])[0] | {"title_level": "2"}]), resolved_by_hand())

    assert (both["title_level"][0], both["title_level*"][0]) == ("2", "senior")


def test_a_snapshot_whose_list_had_fewer_codes_is_grouped_like_any_other():
    """A code that came later is in a group, and the snapshot's column has never heard of it."""
    older = pl.DataFrame({"title_level": ["1", "3", None]}, schema={"title_level": pl.Enum(["1", "3"])})

    assert grouped(older, resolved_by_hand())["title_level*"].to_list() == ["senior", "3", None]


@pytest.mark.parametrize(("seat", "league"), [(152502, 152500), (150781, 150700), (152501, 152500)])
def test_the_league_of_a_seat_follows_its_code(seat, league):
    assert league_of(seat) == league


def test_a_merged_code_counts_in_the_one_that_took_its_place(register):
    approve(register, range(100, 104))
    breakdown = BreakDown.objects.get(path="identity.sex")
    assert BreakDownCode.objects.filter(breakdown=breakdown).exists()
    resolved = resolve(DECLARED)
    code = read_columns(resolved, as_of=date(2026, 11, 28))["sex"][0]
    fine = FineClasses((PublicClass("7", "", ""), PublicClass("8", "", "")), {code: "7"})
    merged = Resolved(
        resolved.declared,
        resolved.sources,
        {**resolved.fine, "sex": fine},
        resolved.categories,
        resolved.category_ids,
        resolved.areas,
    )

    assert set(read_columns(merged, as_of=date(2026, 11, 28))["sex"].drop_nulls()) == {"7"}
