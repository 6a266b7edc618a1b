from itertools import combinations

import pytest
from django.utils import translation

from reports.stats.admission import LatticeError, check_lattice, hits_of
from reports.stats.combination import exact_hit, narrowing
from reports.stats.lattice import CATEGORY, TABLES, Dimension, TableSpec
from talent.orgs.enums import Level

SEX, AGE = Dimension("sex", 2), Dimension("age", 7)


@pytest.fixture(autouse=True)
def _message_ids():
    with translation.override(None):
        yield


def table(*dimensions, level=Level.LEAGUE, key="t"):
    return TableSpec(key, "表", "Table", level, dimensions)


def dimensions(count, classes=20):
    return [Dimension(f"d{n}", classes) for n in range(count)]


def refusal(*tables):
    with pytest.raises(LatticeError) as caught:
        check_lattice(tables)
    return str(caught.value)


def test_what_is_shipped_is_admitted():
    check_lattice(TABLES)
    check_lattice([])


def test_the_shipped_table_is_hit_little_more_than_one_figure():
    hits = hits_of(TABLES)
    assert set(hits) == {
        frozenset(axes) for axes in ((), ("category",), ("@league",), ("@league", "category"))
    }
    assert [round(hit, 3) for hit in hits.values()] == [0.142] * 4


def test_the_leagues_with_the_fewest_banners_decide():
    """乌海 and 阿拉善 have three."""
    lattice = {frozenset(), frozenset({"@league"}), frozenset({"@league", "@banner"})}
    factors = narrowing(lattice, {"@league": 12, "@banner": 3})
    assert hits_of([table(level=Level.BANNER)]) == {axes: exact_hit(v) for axes, v in factors.items()}


@pytest.mark.parametrize("level", [Level.LEAGUE, Level.BANNER])
@pytest.mark.parametrize("crossed", [(), (AGE,), (CATEGORY, AGE), (AGE, CATEGORY), (SEX, AGE)])
def test_leagues_and_banners_may_cross_the_category_with_one_other(level, crossed):
    check_lattice([table(*crossed, level=level)])


@pytest.mark.parametrize("level", [Level.LEAGUE, Level.BANNER])
@pytest.mark.parametrize("crossed", [(AGE, Dimension("industry", 20)), (CATEGORY, SEX, AGE)])
def test_leagues_and_banners_may_not_cross_more(level, crossed):
    assert refusal(table(*crossed, level=level)) == "统计表“表”：盟市和旗县级最多为类别与另一个维度交叉"


@pytest.mark.parametrize("crossed", [(AGE, Dimension("industry", 20)), (CATEGORY, SEX, AGE)])
def test_the_region_may_cross_any_pair_and_the_listed_triples(crossed):
    check_lattice([table(*crossed, level=Level.REGION)])


@pytest.mark.parametrize(
    "crossed", [(CATEGORY, AGE, Dimension("ownership", 5)), (CATEGORY, SEX, AGE, *dimensions(1))]
)
def test_the_region_may_not_cross_more(crossed):
    said = refusal(table(*crossed, level=Level.REGION))
    assert said.startswith("统计表“表”：自治区级最多两个维度交叉，三维交叉只有：")
    assert "age × sex × 类别；" in said


def test_there_are_no_tables_of_single_units():
    assert refusal(table(CATEGORY, level=Level.UNIT)) == "统计表“表”：只公开自治区、盟市、旗县三级"


def test_the_ethnic_group_stays_above_the_banner():
    ethnic = Dimension("ethnic_group", 5, label="民族")
    check_lattice([table(CATEGORY, ethnic)])
    assert refusal(table(CATEGORY, ethnic, level=Level.BANNER)) == (
        "统计表“表”：下列维度不公开到旗县级：民族。请改为公开到盟市或自治区。"
    )


def test_ten_dimensions_beside_the_category_are_the_most():
    tables = [table(one, level=Level.REGION, key=one.key) for one in (CATEGORY, *dimensions(11))]
    check_lattice(tables[:11])
    with pytest.raises(LatticeError) as caught:
        check_lattice(tables)
    assert str(caught.value).startswith("除类别外最多公开 10 个维度，这里用到 11 个：d0、d1、d10、d2、")
    assert set(caught.value.dimensions) == {f"d{n}" for n in range(11)}


def test_only_one_dimension_may_have_two_values():
    tables = [table(SEX, key="a"), table(Dimension("abroad", 2), level=Level.REGION, key="b")]
    assert refusal(*tables) == (
        "只有两个取值的公开维度最多一个，这里有：abroad、sex。请先不再公布用到另一个的统计表，或把取值分得细一些。"
    )


def test_a_dimension_needs_two_values():
    assert refusal(table(Dimension("constant", 1))) == "公开维度至少要有两个取值：constant"


def test_a_dimension_stands_once_in_a_table():
    assert refusal(table(CATEGORY, CATEGORY)) == "统计表“表”：同一维度只能使用一次"


def test_a_level_has_one_grouping_of_a_dimension_beside_its_fine_classes():
    fine, five, four = (
        Dimension("education", 7),
        Dimension("education", 5, "five"),
        Dimension("education", 4, "four"),
    )
    check_lattice([table(fine, key="a"), table(CATEGORY, five, key="b")])
    for level in (Level.LEAGUE, Level.REGION):  # the margins of the leagues' stand in the region as well
        assert refusal(table(four, key="a"), table(CATEGORY, five, level=level, key="b")) == (
            "同一级别的一个维度只能有一种分组：education"
        )


def test_fine_classes_that_add_up_to_their_groups_count_as_nested():
    """Two codes in each group: the group is hit by its own figure and by the sum of the two."""
    fine, groups = Dimension("status", 8, parts=2), Dimension("status", 4, "grouped")
    alone = hits_of([table(groups, level=Level.REGION)])
    both = hits_of([table(groups, level=Level.REGION, key="a"), table(fine, level=Level.REGION, key="b")])
    axes = frozenset({"status"})
    nested = {frozenset(), axes, axes | {"status/part"}}
    assert set(both) == nested
    assert both == {
        each: exact_hit(v) for each, v in narrowing(nested, {"status": 4, "status/part": 2}).items()
    }
    assert (round(alone[axes], 3), round(both[axes], 3)) == (0.139, 0.168)
    assert set(hits_of([table(fine, level=Level.REGION)])) == {frozenset(), axes}


def test_a_key_names_one_table():
    assert refusal(table(key="a"), table(CATEGORY, key="a")) == "统计表的代号重复：a"


@pytest.mark.disclosure
def test_tables_that_are_fine_alone_are_refused_together_when_they_narrow_too_much():
    """Each category × dimension table adds one more sum for the category: the closed form sees it coming."""
    tables = [
        table(CATEGORY, one, level=Level.BANNER, key=one.key) for one in (SEX, *dimensions(9, classes=3))
    ]
    for alone in tables:
        check_lattice([alone])
    assert refusal(*tables).startswith("各表合并推算后命中真实人数的概率过高（1 维表：最高 0.")


@pytest.mark.disclosure
def test_tables_are_refused_together_when_they_hit_too_well_on_average():
    """All pairs of eight dimensions: no figure is hit too often, but every one is hit often."""
    pairs = combinations([Dimension(f"d{n}", 5) for n in range(8)], 2)
    tables = [table(one, two, level=Level.REGION, key=one.key + two.key) for one, two in pairs]
    assert refusal(*tables) == (
        "各表合并推算后命中真实人数的概率过高（1 维表：最高 0.21，平均 0.21；最高的是“d0”）。"
        "请减少用到它的统计表，或不用取值少的维度。"
    )


@pytest.mark.disclosure
def test_a_total_that_every_table_sums_up_to_is_limited_too():
    """Ten banners' tables of four classes each: no class is hit too often, the totals are."""
    tables = [table(one, level=Level.BANNER, key=one.key) for one in dimensions(10, classes=4)]
    check_lattice(tables[:9])
    assert refusal(*tables) == (
        "各表合并推算后命中真实人数的概率过高（0 维表：最高 0.27，平均 0.26；最高的是“合计”）。"
        "请减少用到它的统计表，或不用取值少的维度。"
    )
