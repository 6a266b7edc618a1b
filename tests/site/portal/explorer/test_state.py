from dataclasses import replace

import pytest
from django.utils import translation

from portal.explorer.cube import Cube
from portal.explorer.page import present
from portal.explorer.state import usual_layout
from portal.explorer.words import heading, measure
from reports.opendata.service import book_of

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def layout(found):
    return found.cube.key, found.area.code, found.rows, found.columns, dict(found.classes), found.sort


def test_the_plain_address_shows_the_leagues_by_category(state):
    found = state()
    assert layout(found) == ("league_category", "150000", "area", "category", {}, "")
    assert (found.at(), found.pinned_at(), found.unknown) == ("?", "?release=7", ())


@pytest.mark.parametrize(
    ("asked", "laid_out"),
    [
        ({"area": "152500"}, ("league_category", "152500", "category", "", {}, "")),
        (
            {"table": "banner_category_age", "area": "152500"},
            ("banner_category_age", "152500", "area", "age", {}, ""),
        ),
        (
            {"table": "banner_category_age", "area": "152501", "age": "31-"},
            ("banner_category_age", "152501", "age", "category", {"age": "31-"}, ""),
        ),
        (
            {"table": "banner_category_age", "rows": "category"},
            ("banner_category_age", "150000", "category", "age", {}, ""),
        ),
        (
            {"table": "region_category_skill", "columns": "skill_level", "rows": "skill_level"},
            ("region_category_skill", "150000", "skill_level", "category", {}, ""),
        ),
        (
            {"category": "skilled", "sort": "-skilled"},
            ("league_category", "150000", "area", "category", {"category": "skilled"}, "-skilled"),
        ),
    ],
)
def test_a_state_is_what_its_own_address_leads_to(state, asked, laid_out):
    found = state(**asked)
    assert layout(found) == laid_out
    assert layout(state(**found.asked())) == laid_out


@pytest.mark.parametrize(("area", "expected"), [("150000", ("area", "age")), ("152501", ("age", "category"))])
def test_a_table_shows_what_it_is_there_for_whichever_dimension_its_release_names_first(
    shown, area, expected
):
    table = shown.tables["banner_category_age"]
    turned = replace(table, pk=-1, dimensions=table.dimensions[::-1])
    cube = Cube(replace(book_of(table), table=turned))
    assert usual_layout(cube, cube.areas[area]) == expected


def test_what_the_release_does_not_have_falls_back_and_is_said(state):
    found = state(table="nothing", area="999999", category="none", sort="-none", rows="none", columns="none")
    assert layout(found) == layout(state())
    assert found.unknown == (
        "这次发布没有数据表“nothing”。",
        "这张表没有地区“999999”，下面是全区。",
        "“类别”没有“none”这一类，下面是合计。",
    )


def test_rows_by_area_are_not_offered_where_nothing_is_below(state):
    assert state(area="150100", rows="area").rows == "category"


def test_changes_keep_the_rest_and_empty_ones_take_a_choice_back(state):
    found = state(table="banner_category_age", category="skilled", age="0-30")
    assert found.at(age="") == "?table=banner_category_age&category=skilled"
    assert found.at(sort="-total") == "?table=banner_category_age&category=skilled&age=0-30&sort=-total"


def test_words_longer_than_any_code_are_cut(state):
    assert len(state(table="x" * 5000).unknown[0]) < 120


def test_what_is_counted_is_named_in_the_language_of_the_reader(state):
    found = state(table="banner_category_age", area="152500", category="skilled", age="31-")
    assert (measure(found), heading(state())) == ("31岁及以上 · 技能人才", "各盟市各类别人才")
    with translation.override("en"):
        found = state(table="banner_category_age", area="152500", category="skilled", age="31-")
        assert heading(found) == (
            "Xilingol League by banner: talent by age · Category: Skilled talent · 31 and older"
        )


def test_another_table_comes_with_its_own_dimension_and_the_title_says_what_is_summed_over(state):
    asked = {"was": "league_category", "rows": "category", "columns": "", "sort": "-skilled"}
    found = state(table="banner_category_age", **asked)
    assert layout(found) == ("banner_category_age", "150000", "area", "age", {}, "")
    assert heading(found) == "各盟市人才：年龄 · 类别：合计"
    kept = state(table="banner_category_age", was="banner_category_age", rows="category", sort="-total")
    assert layout(kept) == ("banner_category_age", "150000", "category", "age", {}, "-total")
    assert heading(kept) == "各旗县人才：类别 × 年龄"
    assert "was" not in kept.at()


def test_a_total_without_parts_is_not_said_to_be_hidden(state):
    page = present(state())
    assert (page.nothing_shown, replace(page, bars=()).nothing_shown) == (False, False)
