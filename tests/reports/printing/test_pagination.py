from hypothesis import given
from hypothesis import strategies as st

from reports.printing.pagination import paginate
from reports.printing.rows import AIR, Cell, Row
from reports.printing.text import Block, Line

HEIGHT = 100.0
LEADING = 1.3


def row(height, *, header=None, kept=False, lines=1):
    block = Block((Line((), 0.0),) * lines, 10.0)
    return Row(
        (Cell(block, 0.0, 50.0),), height, (0.0, 50.0) if header else (), (header,) if header else (), kept
    )


HEADER = Row((), 20.0, (0.0, 50.0), kept=True)
heights = st.floats(min_value=5, max_value=80)


def heights_of(pages):
    return [sum(row.height for row in page) for page in pages]


@given(st.lists(heights, min_size=1, max_size=30))
def test_every_row_stands_once_and_in_order_and_every_page_holds_its_rows(sizes):
    rows = [row(size, header=HEADER) for size in sizes]

    pages = paginate([HEADER, *rows], height=HEIGHT)

    assert [each for page in pages for each in page if each is not HEADER] == rows
    assert max(heights_of(pages)) <= HEIGHT + 1e-6
    assert all(page[0] is HEADER and page.count(HEADER) == 1 for page in pages)


def test_a_new_page_begins_only_when_it_must():
    rows = [row(40, header=HEADER) for _ in range(4)]

    assert paginate([HEADER, *rows], height=HEIGHT) == [
        [HEADER, rows[0], rows[1]],
        [HEADER, rows[2], rows[3]],
    ]


def test_the_header_is_not_left_alone_at_the_foot_of_a_page():
    title, first = row(60), row(40, header=HEADER)

    assert paginate([title, HEADER, first], height=HEIGHT) == [[title], [HEADER, first]]


def test_the_last_row_goes_with_the_signatures():
    rows = [row(30, header=HEADER), row(30, header=HEADER, kept=True)]
    signatures = row(30)

    assert paginate([HEADER, *rows, signatures], height=HEIGHT) == [
        [HEADER, rows[0]],
        [HEADER, rows[1], signatures],
    ]


def test_lines_outside_a_table_do_not_repeat_its_header():
    first, second = row(70), row(70)

    assert paginate([first, second], height=HEIGHT) == [[first], [second]]


def test_a_row_higher_than_a_page_is_split_by_lines():
    high = row(30 * LEADING * 10 + AIR, header=HEADER, lines=30)

    pages = paginate([HEADER, high], height=HEIGHT)

    counts = [len(page[1].cells[0].block.lines) for page in pages]
    assert counts == [5, 5, 5, 5, 5, 5]
    assert max(heights_of(pages)) <= HEIGHT
    assert all(page[0] is HEADER for page in pages)


def test_what_cannot_be_split_stands_on_a_page_of_its_own():
    before, giant, after = row(30), Row((), 150.0), row(30)

    assert paginate([before, giant, after], height=HEIGHT) == [[before], [giant], [after]]
