from itertools import product

import pytest

from reports.stats.cellkeys import StatisticsKey, Tally, add_keys
from reports.stats.lattice import CATEGORY, TABLES, Dimension, TableSpec, cell_id, margins
from talent.orgs.enums import Level
from tests.reports.stats.oracle import profile_cells, record_keys, table_cells, tally_cells

SEX, AGE = Dimension("sex", 2), Dimension("age", 3)
AREAS = {Level.REGION: [150000], Level.LEAGUE: [150100, 150200], Level.BANNER: [150102, 150103, 150202]}
CLASSES = {"category": list("abcde"), "sex": ["1", "2"], "age": ["1", "2", "3"]}
BANNER_TABLE = TableSpec("t", "表", "Table", Level.BANNER, (CATEGORY, SEX))


def home(banner):
    return {Level.REGION: 150000, Level.LEAGUE: banner // 100 * 100, Level.BANNER: banner}


def test_a_cell_has_one_name_whatever_the_order_of_its_classes():
    assert cell_id(150102, {"sex": "1", "category": "a"}) == "150102|category=a|sex=1"
    assert cell_id(150102, {"category": "a", "sex": "1"}) == "150102|category=a|sex=1"
    assert cell_id(150000, {}) == "150000"


@pytest.mark.parametrize("classes", [{"a|b": "1"}, {"a": "1|b=2"}, {"a": "=1"}])
def test_a_separator_in_a_code_is_refused(classes):
    with pytest.raises(ValueError, match="separate the parts"):
        cell_id(150000, classes)


def test_margins_go_from_the_total_to_the_table():
    assert list(margins({"sex", "category"})) == [(), ("category",), ("sex",), ("category", "sex")]


def test_the_shipped_table_has_league_and_category_totals_as_cells_of_their_own():
    (table,) = TABLES
    areas = {Level.REGION: [150000], Level.LEAGUE: [150100, 150200]}
    assert table_cells(table, areas=areas, classes={"category": "abcde"}) == {
        f"{area}{category}"
        for area in (150000, 150100, 150200)
        for category in ("", *(f"|category={code}" for code in "abcde"))
    }


def test_a_table_has_all_cells_of_its_definition_at_its_level_and_above():
    cells = table_cells(BANNER_TABLE, areas=AREAS, classes=CLASSES)
    assert len(cells) == (1 + 2 + 3) * (1 + 5) * (1 + 2)
    assert {"150000", "150102|sex=2", "150200|category=e|sex=1"} <= cells


def test_fewer_classes_than_declared_are_refused():
    with pytest.raises(ValueError, match="category has fewer than 5 classes"):
        table_cells(BANNER_TABLE, areas=AREAS, classes={**CLASSES, "category": "aabcd"})


def test_a_profile_counts_in_its_cell_and_in_every_margin():
    assert profile_cells(
        BANNER_TABLE, areas=home(150102), classes={"sex": "1", "category": "a", "age": "2"}
    ) == {
        f"{area}{end}"
        for area in (150000, 150100, 150102)
        for end in ("", "|category=a", "|sex=1", "|category=a|sex=1")
    }


def test_a_dimension_that_does_not_apply_leaves_the_profile_in_the_margins_only():
    cells = profile_cells(BANNER_TABLE, areas=home(150102), classes={"category": "a"})
    assert cells == {f"{area}{end}" for area in (150000, 150100, 150102) for end in ("", "|category=a")}


def test_every_profile_falls_into_cells_of_the_lattice_and_fills_it():
    filled = set()
    for banner, category, sex in product(AREAS[Level.BANNER], CLASSES["category"], CLASSES["sex"]):
        filled |= profile_cells(BANNER_TABLE, areas=home(banner), classes={"category": category, "sex": sex})
    assert filled == table_cells(BANNER_TABLE, areas=AREAS, classes=CLASSES)


def test_a_person_with_two_profiles_is_counted_once_in_totals():
    one, two = record_keys([1, 2], key=StatisticsKey(bytes(32)))
    (table,) = TABLES
    both = profile_cells(table, areas=home(150102), classes={"category": "a"})
    both |= profile_cells(table, areas=home(150202), classes={"category": "b"})
    other = profile_cells(table, areas=home(150102), classes={"category": "b"})
    assert tally_cells({one: both, two: other}) == {
        "150000": Tally(2, add_keys([one, two])),
        "150000|category=a": Tally(1, one),
        "150000|category=b": Tally(2, add_keys([one, two])),
        "150100": Tally(2, add_keys([one, two])),
        "150100|category=a": Tally(1, one),
        "150100|category=b": Tally(1, two),
        "150200": Tally(1, one),
        "150200|category=b": Tally(1, one),
    }
