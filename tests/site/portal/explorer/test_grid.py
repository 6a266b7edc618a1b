import pytest

from portal.explorer.grid import grid

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def texts(found):
    return {line.name.code: [figure.text for figure in line.figures.values()] for line in found.lines}


def test_leagues_go_down_and_categories_across(state):
    found = grid(state())
    assert [column.code for column in found.columns] == ["total", "professional", "skilled"]
    assert [figure.text for figure in found.whole.figures.values()] == ["10,000", "4,000", "6,000"]
    assert texts(found) == {
        "150100": ["6,000", "2,400", "3,600"],
        "150200": ["3,000", "1,200", "1,800"],
        "152500": ["1,000", "400", "600"],
    }


def test_a_class_that_is_neither_down_nor_across_holds_for_the_whole_table(state):
    found = grid(state(table="banner_category_age", area="152500", age="0-30", columns="category"))
    assert [figure.text for figure in found.whole.figures.values()] == ["300", "120", "180"]
    assert texts(found) == {"152501": ["30", "10", "20"], "152502": ["270", "110", "160"]}


def test_classes_go_down_where_no_area_is_below(state):
    found = grid(state(table="region_category_skill"))
    assert found.whole.name.code == "total"
    assert texts(found) == {"1": ["2,000", "–", "1,200"], "2": ["500", "–", "300"]}


def test_falling_and_rising_order_go_by_the_column_and_hidden_figures_come_last(state):
    def order(**asked):
        return list(texts(grid(state(table="region_category_skill", **asked))))

    assert order(sort="-total") == ["1", "2"]
    assert order(sort="total") == ["2", "1"]
    assert order(sort="professional") == ["1", "2"]
    small = grid(state(table="banner_category_age", area="152500", category="professional", sort="0-30"))
    assert [line.name.code for line in small.lines] == ["152501", "152502"]
