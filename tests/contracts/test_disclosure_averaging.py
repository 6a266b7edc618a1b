"""Averaging over partitions and levels does not reach a true count; structural zeros are exact."""

import pytest

from reports.stats.admission import MEAN_HIT, WORST_HIT, hits_of
from reports.stats.cellkeys import StatisticsKey
from reports.stats.disclosure import IMPOSSIBLE
from reports.stats.lattice import Dimension, TableSpec
from reports.stats.lattices import adopt_recommended
from reports.stats.models import ReleaseCell
from reports.stats.recommended import recommended
from reports.stats.releasing import release
from reports.stats.resolved import resolve
from talent.orgs.enums import Level
from tests.contracts.averaging import asked_again, hits

KEY = StatisticsKey(bytes(range(32)))
pytestmark = pytest.mark.disclosure


def test_all_ways_to_a_total_together_hit_it_seldom():
    """The limit of the closed form for figures with one dimension, met by the attack itself."""
    hit, narrowed = hits(KEY, shared=True, seeds=range(2), persons=30_000)
    assert hit <= WORST_HIT[1]
    assert narrowed < 1  # the attack gains something: it is alive


def test_the_closed_form_says_what_the_attack_finds():
    """Five dimensions crossed with the category, league by league: the estimate is as narrow as computed."""
    tables = [
        TableSpec(key, key, key, Level.LEAGUE, (Dimension("category", 5), Dimension(key, classes)))
        for key, classes in (("age", 7), ("education", 7), ("title", 5), ("unit", 8), ("owner", 5))
    ]
    hit, _narrowed = hits(KEY, shared=True, seeds=range(3), persons=30_000)
    assert hit <= hits_of(tables)[frozenset({"@league", "category"})] + 0.05


def test_asking_again_gives_nothing_where_the_noise_belongs_to_the_set():
    assert asked_again(KEY, shared=True) <= 0.25


def test_asking_again_finds_the_count_where_every_table_draws_anew():
    """The control: fresh noise is averaged away."""
    assert asked_again(KEY, shared=False) >= 0.90


@pytest.mark.slow
def test_all_ways_to_a_total_together_hit_it_seldom_in_full():
    hit, narrowed = hits(KEY, shared=True, seeds=range(12))
    print(f"hit {hit:.3f}, variance narrowed to {narrowed:.2f}")
    assert hit <= WORST_HIT[1]


@pytest.mark.django_db
def test_the_recommended_tables_keep_the_limits_with_the_lists_of_today():
    resolved = resolve(recommended())
    found = hits_of([resolved.spec(table) for table in resolved.declared.tables])
    areas = {"@league", "@banner"}
    for width in (1, 2):
        of_width = [hit for axes, hit in found.items() if len(axes - areas) == width]
        assert sum(of_width) / len(of_width) <= MEAN_HIT[width]
        assert max(of_width) <= WORST_HIT.get(width, 1)


@pytest.mark.django_db
@pytest.mark.slow
def test_every_structural_zero_of_the_recommended_tables_is_a_dash_and_no_other_figure_is():
    adopt_recommended(by=None)
    new = release(by=None)
    resolved = resolve(recommended())
    for table in resolved.declared.tables:
        expected = {cell.id for cell in resolved.cells(table) if cell.impossible}
        marks = ReleaseCell.objects.filter(table__release=new, table__key=table.key)
        assert marks.filter(mark=IMPOSSIBLE.mark).count() == len(expected)
        assert marks.exclude(mark__in=(IMPOSSIBLE.mark, "<10")).count() == 0  # nobody is in the register
