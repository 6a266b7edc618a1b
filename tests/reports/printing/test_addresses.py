import pytest

from reports.printing.addresses import MOST_LINES, READABLE, pieces_of, set_address, widest_piece

LONG = "a.very.long.address.of.someone@renminyiyuan.example.cn"


def lines_of(block):
    return ["".join(run.text for run in line.runs) for line in block.lines]


@pytest.mark.parametrize(
    ("address", "pieces"),
    [
        ("li@example.cn", ["li", "@example", ".cn"]),
        ("a..b@x", ["a", "..b", "@x"]),
        ("@", ["@"]),
        ("x.", ["x", "."]),
        ("", []),
    ],
)
def test_a_piece_begins_with_its_sign_and_nothing_is_lost(address, pieces):
    assert pieces_of(address) == pieces
    assert "".join(pieces_of(address)) == address


def test_what_stays_readable_stands_on_one_line():
    block = set_address("li@example.cn", size=10.5, width=60, minimum=6.5)
    assert (lines_of(block), block.size >= READABLE, block.width <= 60) == (["li@example.cn"], True, True)


def test_a_longer_address_breaks_before_its_signs_only():
    block = set_address(LONG, size=10.5, width=110, minimum=6.5)
    lines = lines_of(block)
    assert ("".join(lines), len(lines) <= MOST_LINES, block.width <= 110) == (LONG, True, True)
    assert [line[0] for line in lines[1:]] == [".", "."]


def test_a_piece_wider_than_the_column_is_broken_in_the_smallest_size():
    block = set_address("x" * 60 + "@example.cn", size=10.5, width=80, minimum=6.5)
    assert (block.size, block.width <= 80, "".join(lines_of(block))) == (6.5, True, "x" * 60 + "@example.cn")


def test_blanks_and_line_ends_in_an_address_are_no_lines():
    assert pieces_of("li\n@example.cn ") == ["li ", "@example", ".cn"]


def test_the_widest_piece_of_nothing_has_no_width():
    assert widest_piece("", size=10.5) == 0.0
