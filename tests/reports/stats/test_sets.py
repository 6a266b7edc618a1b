"""What was drawn and read is kept for two years in any case."""

from datetime import date

import pytest

from reports.stats.models import DrawnSet, PublishedCell, Snapshot
from reports.stats.releasing import release
from reports.stats.sets import public_sets
from tests.reports.stats.population import approve

COUNTED = ["150000", "150000|category=skilled", "152500", "152500|category=skilled"]


def kept():
    return [sorted(set(model.objects.values_list("release", flat=True))) for model in (Snapshot, DrawnSet)]


@pytest.fixture
def three(register):
    """Releases of 2026, 2027 and 2029, of which the second draws the four cells that the third draws anew."""
    approve(register, range(100, 160))
    release(by=None, as_of=date(2026, 11, 28))
    approve(register, range(200, 270))
    release(by=None, as_of=date(2027, 11, 28))


def test_a_set_is_kept_beside_the_newer_one_of_its_cell(three):
    drawn = DrawnSet.objects.filter(cell="152500").order_by("release")

    assert [each.release for each in drawn] == [1, 2]
    assert drawn[0].parts != drawn[1].parts
    assert PublishedCell.objects.get(cell="152500").last_redraw == 2
    assert kept() == [[1, 2], [1, 2]]
    assert sorted(DrawnSet.objects.filter(release=2).values_list("cell", flat=True)) == COUNTED


def test_all_of_them_are_read_as_they_were_written(three):
    read = public_sets().rows()

    rows = DrawnSet.objects.values_list("release", "value", "mark", "parts")
    assert sorted(read, key=str) == sorted(rows, key=str)
    assert len(read) > len(COUNTED)


@pytest.mark.parametrize(("day", "releases"), [(date(2029, 11, 27), [1, 2, 3]), (date(2029, 12, 2), [1, 3])])
def test_after_two_years_those_go_that_no_cell_shows_any_more(register, three, day, releases):
    """The first release drew the empty cells and stays."""
    approve(register, range(300, 390))
    release(by=None, as_of=day)

    assert kept() == [releases, releases]
