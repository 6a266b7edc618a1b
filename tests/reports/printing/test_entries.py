from reports.printing.documents import SheetLine
from reports.printing.entries import ENTRY_SIZE, SMALLEST, entry_rows
from tests.reports.printing.samples import DATE_BLANK, UNIT

WIDTH = 700.0


def shown(row):
    return ["".join(run.text for line in cell.block.lines for run in line.runs) for cell in row.cells]


def lines_of(*entries, width=WIDTH):
    return entry_rows(entries, width, lowest=26.0)


def test_label_and_value_stand_side_by_side_and_the_last_ends_at_the_right_edge():
    (row,) = lines_of(SheetLine("填报单位(盖章)", UNIT), SheetLine("填表日期", "2026年11月23日", DATE_BLANK))

    assert shown(row) == ["填报单位(盖章)：", UNIT, "填表日期：", "2026年11月23日"]
    assert row.cells[0].left == 0
    assert round(row.cells[-1].left + row.cells[-1].width, 6) == WIDTH


def test_a_place_to_write_is_underlined_and_a_date_is_not():
    (row,) = lines_of(SheetLine("填表人"), SheetLine("填表日期", "", DATE_BLANK))

    assert [cell.underlined for cell in row.cells] == [False, True, False, False]
    assert shown(row)[3] == DATE_BLANK
    assert row.cells[1].width > 90


def test_many_entries_take_several_lines_that_stay_together():
    rows = lines_of(*[SheetLine(f"第{number}项内容", "填写的内容") for number in range(7)])

    assert [len(row.cells) // 2 for row in rows] == [4, 3]
    assert [row.kept for row in rows] == [True, False]


def test_a_long_value_shrinks_before_it_is_broken():
    (row,) = lines_of(SheetLine("填报单位", "单位" * 28), SheetLine("填表日期", "2026年1月1日", DATE_BLANK))

    value = row.cells[1].block
    assert len(value.lines) == 1
    assert SMALLEST <= value.size < ENTRY_SIZE
    assert row.cells[3].block.size == ENTRY_SIZE


def test_no_entry_reaches_into_the_next():
    (row,) = lines_of(SheetLine("标签", "很长的内容" * 40), SheetLine("电话", "0479-8100003"))

    ends = [cell.left + cell.block.width for cell in row.cells]
    assert all(end <= after.left for end, after in zip(ends, row.cells[1:], strict=False))
    assert ends[-1] <= WIDTH


def test_without_entries_there_is_no_line():
    assert lines_of() == []


def test_three_short_entries_stand_on_one_line_of_an_upright_page_unshrunk():
    entries = [
        SheetLine("统计时点", "2026年11月1日"),
        SheetLine("发布日期", "2026年11月28日"),
        SheetLine("发布号", "12"),
    ]

    (row,) = lines_of(*entries, width=453.0)

    assert {cell.block.size for cell in row.cells} == {ENTRY_SIZE}
