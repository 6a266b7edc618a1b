import pytest
from django.utils import translation

from portal.statistics import Cell, Choice, Column, Headline, Row, headlines, present, query
from tests.site.portal.released import table

ROWS = ["r150100", "r150200", "r152500"]


def test_headlines_start_with_the_total_and_lead_to_their_categories():
    assert headlines(table()) == (
        Headline("合计", "497,830", "49.8", "/statistics/?", chosen=True),
        Headline("专业技术人才", "100,000", "10.0", "/statistics/?category=professional", chosen=False),
        Headline("技能人才", "397,830", "39.8", "/statistics/?category=skilled", chosen=False),
    )


def test_small_headlines_are_in_persons_alone():
    small = table([[990, 20, 970], [500, 10, 490], [400, None, 400], [90, None, 80]])
    assert [each.ten_thousands for each in headlines(small)] == ["", "", ""]


def test_the_plain_page_shows_the_total_by_region():
    page = present(table())
    assert [row.anchor for row in page.rows] == ROWS
    assert page.rows[0] == Row(
        "r150100",
        "呼和浩特市",
        (
            Cell("300,000", "30.0", chosen=True),
            Cell("60,000", "6.0", chosen=False),
            Cell("240,000", "24.0", chosen=False),
        ),
        "60.3%",
    )
    assert (page.whole.label, page.whole.share) == ("全区", "100.0%")
    assert page.region_column == Column("地区", "?", "ascending", chosen=False)
    assert (page.title, page.sort, page.unknown_category) == ("各盟市各类别人才数量", "", "")


def test_a_category_is_marked_in_the_choice_the_headlines_and_the_table():
    page = present(table(), category="skilled")
    assert page.category_label == "技能人才"
    assert page.choices == (
        Choice("total", "合计", chosen=False),
        Choice("professional", "专业技术人才", chosen=False),
        Choice("skilled", "技能人才", chosen=True),
    )
    assert [each.chosen for each in page.headlines] == [False, False, True]
    assert [cell.chosen for cell in page.rows[0].cells] == [False, False, True]
    assert page.rows[0].share == "60.3%"


def test_falling_order_puts_the_largest_first():
    assert [row.anchor for row in present(table(), sort="-skilled").rows] == ROWS
    assert [row.anchor for row in present(table(), sort="skilled").rows] == ROWS[::-1]


@pytest.mark.parametrize("sort", ["professional", "-professional"])
def test_leagues_whose_figure_is_hidden_come_last_in_either_direction(sort):
    assert present(table(), sort=sort).rows[-1].anchor == "r152500"


def test_headings_lead_to_falling_first_then_to_rising_and_keep_the_category():
    def heading(sort):
        return present(table(), category="skilled", sort=sort).columns[1]

    falling = "?category=skilled&sort=-professional"
    rising = "?category=skilled&sort=professional"
    assert heading("region") == Column("专业技术人才", falling, "none", chosen=False)
    assert heading("-professional") == Column("专业技术人才", rising, "descending", chosen=False)
    assert heading("professional") == Column("专业技术人才", falling, "ascending", chosen=False)


def test_an_unknown_category_and_order_fall_back_and_the_category_is_named():
    page = present(table(), category="<b>", sort="-nothing")
    assert (page.unknown_category, page.category_label, page.sort) == ("<b>", "合计", "")
    assert [row.anchor for row in page.rows] == ROWS


def test_hidden_figures_have_no_ten_thousands_and_no_share():
    row = present(table(), category="professional").rows[2]
    assert (row.cells[1], row.share) == (Cell("<10", "", chosen=True), "")


def test_a_category_hidden_everywhere_draws_nothing():
    hidden = table([[300, None, 300], [100, None, 100], [100, None, 100], [100, None, 100]])
    assert present(hidden, category="professional").drawings.blank is True
    assert present(hidden).drawings.blank is False


def test_large_figures_are_drawn_in_ten_thousands_and_small_ones_in_persons():
    assert present(table()).drawings.unit == "万人"
    assert present(table(), category="professional").drawings.unit == "人"


def test_tiles_lead_to_the_rows_of_the_table():
    page = present(table())
    assert all(f'href="#{row.anchor}"' in page.drawings.tiles for row in page.rows)


def test_a_listed_total_is_not_repeated_as_a_league_or_a_category():
    listed = table()
    total = type(listed.rows[0])("total", "合计", "Total")
    listed.rows.append(total)
    listed.columns.append(total)
    page = present(listed)
    assert [row.anchor for row in page.rows] == ROWS
    assert [choice.code for choice in page.choices] == ["total", "professional", "skilled"]


def test_the_citation_names_title_release_and_day_of_publication_in_local_time():
    assert (
        present(table()).citation
        == "内蒙古人才信息库：《各盟市各类别人才数量》，第 7 号发布，2026年11月21日。"
    )


def test_readers_of_english_get_english_labels():
    with translation.override("en"):
        page = present(table())
    assert page.title == "Talent by league and category"
    assert [row.label for row in page.rows] == ["Hohhot", "Baotou", "Xilingol League"]


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ({}, "?"),
        ({"category": "skilled"}, "?category=skilled"),
        ({"category": "skilled", "sort": "-total"}, "?category=skilled&sort=-total"),
        ({"category": "a&b"}, "?category=a%26b"),
    ],
)
def test_the_query_of_a_state_leaves_out_what_is_as_usual(state, text):
    assert query(**state) == text
