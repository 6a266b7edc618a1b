"""JSON-stat, read by somebody else's program."""

import json

import pytest
from pyjstat import pyjstat

from reports.opendata.jsonstat import cube
from tests.reports.opendata.conftest import BY_SEX
from tests.reports.opendata.releases import CATEGORY, SEX, book

# The library reads by a function that it gives up itself.
pytestmark = pytest.mark.filterwarnings("ignore:Shouldn't use this function:DeprecationWarning")
ADDRESS = "https://rc.example.cn/open/v1/tables/league_category/?release=7"
CROSSED = [
    (area, category, sex, 10 * place + step, "")
    for place, area in enumerate(["150000", "152500"], start=1)
    for step, (category, sex) in enumerate(
        [(category, sex) for category in ("total", "skilled") for sex in ("total", "1", "2")]
    )
]


def read(found):
    """Rows of codes and figure as pyjstat understands them."""
    frame = pyjstat.Dataset.read(json.dumps(found)).write("dataframe", naming="id")
    return [tuple(None if each != each else each for each in row) for row in frame.itertuples(index=False)]


def test_an_independent_reader_finds_every_figure_of_a_crossed_table_in_its_place():
    crossed = book(CROSSED, dimensions=(CATEGORY, SEX))
    found = cube(crossed, crossed.rows, address=ADDRESS, language="zh")
    assert (found["id"], found["size"]) == (["area", "category", "sex"], [2, 2, 3])
    assert read(found) == [(area, category, sex, value) for area, category, sex, value, _mark in CROSSED]


def test_what_is_not_shown_has_no_value_and_its_mark_as_status():
    table = book(BY_SEX, dimensions=(SEX,))
    found = cube(table, table.rows, address=ADDRESS, language="en")
    assert found["value"] == [120, 70, 50, 15, None, None]
    assert found["status"] == {"4": "<10", "5": "<10"}
    assert read(found)[-1] == ("152500", "2", None)
    sex = found["dimension"]["sex"]
    assert (sex["label"], sex["category"]["label"]["1"]) == ("Sex", "Male")


def test_a_selection_is_a_cube_of_what_was_selected_and_nothing_selected_is_an_empty_one():
    table = book(BY_SEX, dimensions=(SEX,))
    chosen = [row for row in table.rows if row.codes == ("2",)]
    found = cube(table, chosen, address=ADDRESS, language="zh")
    assert (found["size"], found["value"], found["dimension"]["sex"]["category"]["index"]) == (
        [2, 1],
        [50, None],
        ["2"],
    )
    empty = cube(table, [], address=ADDRESS, language="zh")
    assert (empty["size"], empty["value"], empty["id"]) == ([0, 0], [], ["area", "sex"])
