"""Cells that no release had and that are nearly a public one: whoever left in between moves nothing."""

import polars as pl
import pytest

from reports.stats.cellkeys import StatisticsKey
from reports.stats.columns import counted, tally
from reports.stats.declared import Declared
from reports.stats.drawing import compare, next_states
from reports.stats.gate import redraw
from reports.stats.resolved import Resolved
from reports.stats.sources import FineClasses, PublicClass
from reports.stats.twins import SETS
from talent.orgs.enums import Level
from tests.reports.stats.declarations import SEX, TITLE, table
from tests.reports.stats.test_columns import frame

KEY = StatisticsKey(b"k" * 32)
WOMEN, MEN = "150000|sex=2", "150000|sex=1"


def resolved(*tables, leagues=(150100, 150200), title=TITLE, titles="12345"):
    fine = {
        "sex": FineClasses(tuple(PublicClass(code, code, code) for code in "12"), {}),
        "title_level": FineClasses(tuple(PublicClass(code, code, code) for code in titles), {}),
    }
    areas = {Level.REGION: [150000], Level.LEAGUE: list(leagues), Level.BANNER: []}
    category = [PublicClass("x", "x", "x")]
    return Resolved(Declared((SEX, title), tables), {}, fine, category, {1: "x"}, areas)


def people(count, *, first=1, sex="1", title="4", league=150100):
    """So many persons of one kind; their keys are like those of records, far apart."""
    place = {"@region": 150000, "@league": league, "@banner": None}
    kind = {"category": "x", "sex": sex, "title_level": title}
    return [
        {"@person": number * 0x9E3779B97F4A7 + 1, **place, **kind} for number in range(first, first + count)
    ]


def sets_of(*releases):
    """What is kept of these releases (sets)."""
    rows = {
        (state.last_redraw, cell): (state.shown.value, state.shown.mark, list(state.parts))
        for states in releases
        for cell, state in states.items()
    }
    kept = [(release, *row) for (release, _cell), row in rows.items()]
    return pl.DataFrame(kept, schema=SETS, orient="row")


def released(declared, columns, *, number=1, previous=None, then=None, before=()):
    """The states after a release, as a draft draws them; `before` are those before the previous one."""
    since = compare(declared, columns, previous or {}, then or {}.__getitem__, key=KEY)
    sets, now = sets_of(*before, previous or {}), counted(columns, declared)
    return next_states(declared, columns, since, now, sets, number=number, key=KEY)


def after_one_left(before, after, rows, leavers, *, snapshot=None, changed=lambda rows: rows):
    """What the second release shows, for each of them who might have left."""
    first = released(before, frame(rows))
    kept = frame(rows) if snapshot is None else snapshot
    for person in leavers:
        left = frame(changed([row for row in rows if row is not person]))
        yield first, released(after, left, number=2, previous=first, then={1: kept}.__getitem__)


def drawn_at_once(declared, rows):
    """What the cells of a release would show without any before it."""
    columns = frame(rows)
    cells = [cell.id for each in declared.declared.tables for cell in declared.cells(each)]
    now = dict(tally(columns, declared))
    return redraw(release=1, cells=cells, previous={}, changed={}, now=now, key=KEY)


BY_SEX = table("sex", "region", "sex")
BY_TITLE = table("title", "region", "title_level")
BY_GROUP = table("group", "region", "title_level+")


def test_drawn_at_once_a_new_twin_would_tell_that_somebody_left():
    """The control of those below."""
    rows = people(40)
    both = resolved(BY_SEX, table("both", "region", "sex", "title_level"))

    figures = {
        drawn_at_once(both, [row for row in rows if row is not left])[f"{MEN}|title_level=4"].shown
        for left in rows
    }

    assert len(figures) > 1


def test_a_class_of_a_new_dimension_in_which_all_are_shows_the_figure_of_all():
    rows = people(40) + people(30, first=100, sex="2", title="3")
    snapshot = frame(rows).drop("title_level")
    before, after = resolved(BY_SEX), resolved(BY_SEX, table("both", "region", "sex", "title_level"))

    for first, second in after_one_left(before, after, rows, rows[:12], snapshot=snapshot):
        assert second[MEN] == first[MEN]
        assert second[f"{MEN}|title_level=4"].shown == first[MEN].shown
        assert second[f"{WOMEN}|title_level=3"].shown == first[WOMEN].shown
        assert second[f"{MEN}|title_level=4"].last_redraw == 2  # its gate counts from today


@pytest.mark.parametrize("removed", [False, True])
def test_a_group_of_a_class_and_an_empty_one_shows_the_figure_of_the_class(removed):
    rows = people(40, title="4")
    after = resolved(BY_GROUP) if removed else resolved(BY_TITLE, BY_GROUP)

    for first, second in after_one_left(resolved(BY_TITLE), after, rows, rows[:12]):
        assert second["150000|title_level=junior"].shown == first["150000|title_level=4"].shown


def test_a_group_of_a_class_and_a_few_more_is_that_of_the_last_redraw_whoever_left_the_class():
    rows = people(60, title="4") + people(6, first=100, title="5")

    figures = {
        second["150000|title_level=junior"].shown
        for _first, second in after_one_left(
            resolved(BY_TITLE), resolved(BY_TITLE, BY_GROUP), rows, rows[:12]
        )
    }

    (shown,) = figures
    assert abs(shown.value - 66) <= 9


def test_a_new_cell_that_no_standing_one_is_near_to_is_drawn_of_today():
    rows = people(60, title="4") + people(60, first=100, title="5")
    left = rows[1:]
    first = released(resolved(BY_TITLE), frame(rows))
    after = resolved(BY_TITLE, BY_GROUP)

    second = released(after, frame(left), number=2, previous=first, then={1: frame(rows)}.__getitem__)

    assert second["150000|title_level=junior"].shown == (
        drawn_at_once(after, left)["150000|title_level=junior"].shown
    )


def test_a_league_that_holds_all_of_the_region_shows_its_figure():
    rows = people(50)
    before, after = resolved(BY_SEX), resolved(BY_SEX, table("league", "league", "sex"))

    for first, second in after_one_left(before, after, rows, rows[:12]):
        assert second["150100|sex=1"].shown == first[MEN].shown
        assert second["150100"].shown == first["150000"].shown


def test_who_is_twice_in_the_register_counts_once():
    rows = people(40) + [row | {"title_level": "3"} for row in people(40)]
    left = [row for row in rows if row["@person"] != rows[0]["@person"]]
    before, after = resolved(BY_SEX), resolved(BY_SEX, table("both", "region", "sex", "title_level"))
    first = released(before, frame(rows))

    second = released(after, frame(left), number=2, previous=first, then={1: frame(rows)}.__getitem__)

    twins = [second[f"{MEN}|title_level={title}"].shown for title in "34"]
    assert twins == [first[MEN].shown] * 2


def test_a_release_of_the_same_persons_and_tables_is_the_one_before():
    rows = people(40)
    first = released(resolved(BY_SEX), frame(rows))

    assert (
        released(resolved(BY_SEX), frame(rows), number=2, previous=first, then={1: frame(rows)}.get) == first
    )
