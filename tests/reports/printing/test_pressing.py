"""Several processes give the files that one would have made, in order."""

import io

import pypdf
import pytest

from reports.printing.pressing import press
from reports.printing.render import render_file
from tests.reports.printing.forms import form


def titles(pdf):
    """Of the sheets, not of their sections."""
    found = pypdf.PdfReader(io.BytesIO(pdf)).outline
    return [each.title for each in found if not isinstance(each, list)]


def groups(*sizes):
    numbers = iter(range(sum(sizes)))
    return [[form(next(numbers)) for _each in range(size)] for size in sizes]


def test_files_are_those_of_one_process_in_the_order_of_the_groups():
    given = groups(2, 1, 3)
    with press("zh-hans", count=2) as printed:
        files = list(printed(given))
    assert files == [render_file(group) for group in given]
    assert [len(titles(each.pdf)) for each in files] == [2, 1, 3]


def test_groups_are_asked_for_only_as_processes_get_free():
    asked = []

    def given():
        for number in range(6):
            asked.append(number)
            yield [form(number)]

    with press("zh-hans", count=1) as printed:
        files = printed(given())
        next(files)
        assert asked == [0, 1]
        files.close()


def test_a_fault_in_a_process_is_told():
    with press("zh-hans", count=1) as printed, pytest.raises(ValueError, match="a file needs a sheet"):
        list(printed([[]]))
