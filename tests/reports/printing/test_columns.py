import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.printing.columns import CELL_SIZE, PADDING, SMALLEST, column_widths
from reports.printing.documents import SheetColumn, SheetTable
from reports.printing.text import width_of
from reports.printing.typefaces import Role
from tests.reports.printing.samples import COLUMNS, person

LANDSCAPE = 700.0
cells = st.text("内蒙古自治区，abc019@.", max_size=40)


def narrow(text):
    return width_of(text, role=Role.SONG, size=SMALLEST) + 2 * PADDING


@settings(deadline=None)  # the first example loads the fonts
@given(st.lists(st.tuples(*[cells] * 3), max_size=4), st.lists(st.booleans(), min_size=3, max_size=3))
def test_the_columns_fill_the_width_whatever_they_hold(rows, one_line):
    columns = tuple(SheetColumn("标签", one_line=flag) for flag in one_line)

    widths = column_widths(SheetTable(columns, tuple(rows)), LANDSCAPE)

    assert sum(widths) == pytest.approx(LANDSCAPE)
    assert min(widths) >= 2 * CELL_SIZE


def test_spare_width_goes_by_the_weights():
    table = SheetTable((SheetColumn("标签", 1), SheetColumn("标签", 3)))

    narrow_one, wide_one = column_widths(table, 400)

    label = 2 * CELL_SIZE + 2 * PADDING
    assert (wide_one - label) == pytest.approx(3 * (narrow_one - label))


def test_numbers_of_the_sheet_have_room_on_one_line():
    rows = tuple(person(number) for number in range(1, 5))

    widths = column_widths(SheetTable(COLUMNS, rows), LANDSCAPE)

    needed = [max(narrow(row[at]) for row in rows) for at in range(len(COLUMNS))]
    assert [at for at, column in enumerate(COLUMNS) if column.one_line and widths[at] < needed[at]] == []


def test_an_endless_address_takes_no_more_than_its_share():
    widths = column_widths(SheetTable(COLUMNS, (person(1, c11="x" * 90 + "@example.cn"),)), LANDSCAPE)

    assert widths[11] <= 0.17 * LANDSCAPE + 0.01


def test_one_endless_value_breaks_no_number_of_the_others():
    rows = (person(1, c12="很长" * 2500), person(2))

    widths = column_widths(SheetTable(COLUMNS, rows), LANDSCAPE)

    one_line = [at for at, column in enumerate(COLUMNS) if column.one_line]
    assert [at for at in one_line if widths[at] < max(narrow(row[at]) for row in rows)] == []
    assert widths[12] <= 0.3 * LANDSCAPE
