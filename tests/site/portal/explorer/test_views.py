import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from portal.service import ensure_pages

pytestmark = pytest.mark.django_db(databases=["default", "public"])
CROSSED = "table=banner_category_age&area=152500&category=skilled&age=31-"


def rows(page, which=".card table:not(.barred)"):
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in page.select_one(which).find_all("tr")
    ]


def test_the_plain_page_draws_the_leagues_and_lists_them(released, soup):
    page = soup("/statistics/")
    assert rows(page) == [
        ["地区", "合计", "专业技术人才", "技能人才", "占比"],
        ["内蒙古自治区", "10,000 1.0", "4,000 0.4", "6,000 0.6", "100.0%"],
        ["呼和浩特市", "6,000 0.6", "2,400 0.2", "3,600 0.4", "60.0%"],
        ["包头市", "3,000 0.3", "1,200 0.1", "1,800 0.2", "30.0%"],
        ["锡林郭勒盟", "1,000 0.1", "400", "600", "10.0%"],
    ]
    tiles = [each["href"].removeprefix("#") for each in page.select("svg.tiles a")]
    assert sorted(tiles) == ["r150100", "r150200", "r152500"]
    assert all(page.find("tr", id=each) for each in tiles)
    assert page.h1.text == "各盟市各类别人才"


def test_the_page_says_what_the_figures_are(released, soup):
    text = soup("/statistics/").main.get_text()
    for part in (
        "统计时点 2026年11月23日",
        "第 7 号发布",
        "经保密处理的近似数。",
        "取 5 的倍数",
        "不是统计部门的统计数据",
        "格网只表示大致方位，不表示行政区域界线。",
    ):
        assert part in text


def test_figures_over_the_releases_leave_out_what_is_withdrawn_and_mark_what_is_corrected(released, soup):
    assert rows(soup(f"/statistics/?{CROSSED}"), ".card:has(#history-heading) table") == [
        ["发布", "统计时点", "锡林郭勒盟"],
        ["第 6 号 有更正", "2026-11-23", "210"],
        ["第 7 号", "2026-11-23", "420"],
    ]


def test_figures_over_the_releases_are_a_file_with_marks_in_place_of_hidden_ones(released, client):
    asked = "table=banner_category_age&area=152501&area=152500&category=professional&age=0-30"
    answer = client.get(f"/statistics/series.csv?{asked}")
    assert answer["Content-Disposition"] == 'attachment; filename="banner_category_age-series.csv"'
    heads, *lines = csv.reader(answer.content.decode("utf-8-sig").splitlines())
    assert heads == [
        *("area", "area_zh", "area_en", "category", "category_zh", "category_en", "age", "age_zh", "age_en"),
        *("value", "mark", "release", "as_of", "published", "note", "note_en", "remark", "remark_en"),
    ]
    assert [(*line[:2], *line[7:8], *line[9:12]) for line in lines] == [
        ("152501", "二连浩特市", "30岁及以下", "", "<10", "6"),
        ("152500", "锡林郭勒盟", "30岁及以下", "60", "", "6"),
        ("152501", "二连浩特市", "30岁及以下", "10", "", "7"),
        ("152500", "锡林郭勒盟", "30岁及以下", "120", "", "7"),
    ]
    assert {line[14] for line in lines} == {"经保密处理的近似数"}
    assert [line[13][-6:] for line in lines] == ["+08:00"] * 4
    assert ["乌海市重复计数" in line[16] for line in lines] == [True, True, False, False]


def test_the_file_over_the_releases_has_the_columns_of_the_file_of_a_table(released, client):
    over = csv.reader(client.get("/statistics/series.csv").content.decode("utf-8-sig").splitlines())
    table = client.get("/open/v1/tables/league_category/?format=csv").content.decode("utf-8-sig")
    assert [each for each in next(over) if each != "published"] == next(csv.reader(table.splitlines()))


@pytest.mark.parametrize("asked", ["area=999999", "table=x", "category=x", "release=99"])
def test_a_file_of_what_the_release_does_not_have_is_not_there(released, client, asked):
    told = client.get(f"/statistics/series.csv?{asked}")
    said = (told.status_code, told["Content-Type"], told["Content-Language"])
    assert said == (404, "application/problem+json", "zh-hans")
    assert told.json()["errors"][0]["parameter"] == asked.partition("=")[0]


@pytest.mark.parametrize(
    ("asked", "parameter", "told"),
    [
        ("category=x", "category", "没有：x；有：professional, skilled, total"),
        ("area=150000&area=9", "area", "没有：9；有：150000, 150100, 150200, 152500"),
        (
            "table=x&age=0-30",
            "table",
            "没有：x；有：banner_category_age, league_category, region_category_skill",
        ),
        ("age=0-30", "age", "没有这个参数；可用：release, table, area, category"),
        ("levle=1", "levle", "没有这个参数；可用：release, table, area, category"),
    ],
)
def test_what_is_wrong_with_a_file_over_the_releases_is_named_with_what_its_table_has(
    released, client, asked, parameter, told
):
    answer = client.get(f"/statistics/series.csv?{asked}")
    assert answer.status_code == (404 if "有：" in told else 400)
    assert answer.json()["errors"] == [{"parameter": parameter, "detail": told}]


def test_a_file_of_a_withdrawn_release_is_gone_with_the_reason(released, client):
    told = client.get("/statistics/series.csv?release=8")
    assert (told.status_code, "乌海市重复计数" in told.json()["detail"]) == (410, True)


def test_a_workbook_of_the_whole_alone_has_no_share_of_itself(released, client):
    asked = "format=xlsx&area=150100&category=total&columns=total&share=total"
    content = client.get(f"/open/v1/tables/league_category/?{asked}").content
    told = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert "占比" not in [cell for line in told for cell in line]
    assert 6000 in told[-1]


def test_the_page_leads_to_the_file_of_its_line_and_an_old_release_to_one_by_its_own_tables(released, soup):
    files = [
        soup(f"/statistics/?{CROSSED}{pin}").select_one(".card:has(#history-heading) .actions a")["href"]
        for pin in ("", "&release=6")
    ]
    said = "table=banner_category_age&category=skilled&age=31-&area=152500"
    assert files == [f"/statistics/series.csv?{said}", f"/statistics/series.csv?release=6&{said}"]


def test_figures_that_no_release_shows_are_not_drawn(released, soup):
    page = soup("/statistics/?table=region_category_skill&category=professional&skill_level=1")
    card = page.select_one(".card:has(#history-heading)")
    assert (card.svg, "没有一次发布有可以公开的数字" in card.text) == (None, True)


@pytest.mark.parametrize(
    "query", ["", CROSSED, "table=region_category_skill&category=skilled", "area=150100", "release=6"]
)
def test_page_and_interface_show_the_same_figures(released, soup, client, query):
    page = soup(f"/statistics/?{query}")
    address = page.select_one(".files").find("a", string="JSON")["href"]
    told = [each["mark"] or f"{each['value']:,}" for each in client.get(address).json()["cells"]]
    table = page.select_one("[aria-sort]").find_parent("table").tbody
    shown = [cell.contents[0].strip() for row in table.find_all("tr") for cell in row.find_all("td")[:-1]]
    assert sorted(shown) == sorted(told)


def as_on_the_page(cell, beside):
    """A cell of the workbook as the page writes it: shares are the only numbers with decimals here, so many
    as the page has beside it."""
    if isinstance(cell, str):
        return cell
    return f"{cell:.{1 if '.' in beside else 0}%}" if cell <= 1 else f"{cell:,.0f}"


@pytest.mark.parametrize(
    "query",
    [
        "sort=-skilled&category=skilled",
        f"{CROSSED}&sort=total",
        f"{CROSSED}&columns=category&rows=age",
        "table=region_category_skill&category=skilled&sort=2",
        "table=league_category&rows=category&area=152500",
    ],
)
def test_the_first_sheet_of_the_workbook_is_the_very_table_of_the_page(released, soup, client, query):
    page = soup(f"/statistics/?{query}")
    address = page.select_one(".files").find("a", string="Excel")["href"]
    file = CalamineWorkbook.from_filelike(io.BytesIO(client.get(address).content))
    told = file.get_sheet_by_index(0).to_python()
    head = next(place for place, line in enumerate(told) if line[-1] == "占比")
    table = page.select_one("[aria-sort]").find_parent("table")
    shown = [
        [next(cell.stripped_strings) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")
    ]
    written = [
        [as_on_the_page(cell, beside) for cell, beside in zip(line, texts, strict=True)]
        for line, texts in zip(told[head:], shown, strict=True)
    ]
    assert written == shown


def test_an_old_release_is_shown_under_its_own_address_and_leads_to_the_newest(released, soup):
    page = soup("/statistics/?release=6&category=skilled")
    assert rows(page)[1][1:4] == ["5,000 0.5", "2,000 0.2", "3,000 0.3"]
    said = [each.get_text(" ", strip=True) for each in page.select(".notice-warning")]
    assert ["乌海市重复计数" in said[0], "最新的是第 7 号" in said[1], len(said)] == [True, True, 2]
    assert page.select(".notice-warning a")[0]["href"] == "/statistics/?category=skilled"


@pytest.mark.parametrize("number", ["8", "9", "x", "9" * 40, "-1", "²"])
def test_a_release_that_is_not_there_has_no_page_and_says_why(released, soup, number):
    page = soup(f"/statistics/?release={number}", status=410 if number == "8" else 404)
    assert ("已经撤回" in page.main.text, "乌海市重复计数" in page.main.text) == (number == "8",) * 2
    assert page.select_one("main .button")["href"] == "/statistics/?"


def test_the_newest_page_says_that_a_later_release_was_withdrawn(released, soup):
    assert ["第 8 号发布" in each.text for each in soup("/statistics/").select(".notice-warning")] == [True]


def test_the_home_page_says_it_too_and_leads_to_the_reason(released, soup):
    ensure_pages()
    told = soup("/").select(".notice-warning")
    assert [each.get_text(" ", strip=True) for each in told] == [
        "第 8 号发布已经撤回，请不要再引用。 查看说明"
    ]
    assert told[0].a["href"] == "/statistics/releases/"


def test_link_and_citation_name_the_release(released, soup):
    page = soup(f"/statistics/?{CROSSED}")
    link = page.find("input", id="link")["value"]
    assert link == (
        "http://testserver/statistics/?release=7&table=banner_category_age&area=152500&category=skilled&age=31-"
    )
    assert soup(link).h1.text == page.h1.text == "锡林郭勒盟各旗县人才：年龄 · 类别：技能人才 · 31岁及以上"
    assert "第 7 号发布，2026年" in page.main.text
    assert page.main.text.rstrip().endswith(link)


def test_choices_keep_the_order_and_mark_what_is_chosen(released, soup):
    form = soup("/statistics/?category=skilled&sort=-total").select_one("form.choices")
    chosen = {
        each["name"]: [option["value"] for option in each.find_all("option", selected=True)]
        for each in form.find_all("select")
    }
    usual = {each: [""] for each in ("table", "area", "rows", "release")}
    assert chosen == usual | {"category": ["skilled"], "sort": ["-total"]}
    assert [each.text for each in form.find("select", attrs={"name": "sort"}).find_all("option")] == [
        *("按目录次序", "合计从多到少", "专业技术人才从多到少", "技能人才从多到少"),
    ]
    rising = soup("/statistics/?sort=skilled").find("select", attrs={"name": "sort"})
    assert rising.find("option", selected=True).text == "技能人才从少到多"


def test_headings_lead_to_falling_first_then_to_rising(released, soup):
    def heading(sort):
        found = soup(f"/statistics/?category=skilled&sort={sort}").select("th[aria-sort]")[2]
        return found["aria-sort"], found.a["href"]

    falling, rising = ("?category=skilled&sort=-professional", "?category=skilled&sort=professional")
    assert heading("") == ("none", falling)
    assert heading("-professional") == ("descending", rising)
    assert heading("professional") == ("ascending", falling)


def test_what_is_not_there_is_named_as_text(released, soup):
    page = soup("/statistics/?category=<b>x</b>")
    assert "没有“<b>x</b>”这一类" in page.main.get_text()
    assert page.find("b") is None


def test_where_nothing_may_be_shown_the_page_says_so(released, soup):
    page = soup("/statistics/?table=region_category_skill&category=professional&rows=skill_level")
    assert "“专业技术人才”没有可以公开的数字" in page.main.text


def test_reading_only(client):
    assert client.post("/statistics/").status_code == 405


@pytest.mark.parametrize("query", ["", CROSSED])
def test_the_page_obeys_the_strict_content_policy_and_its_ids_are_unique(released, soup, query):
    page = soup(f"/statistics/?{query}")
    ids = [each["id"] for each in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert page.find("style") is page.find(style=True) is None
    scripts = [each.get("src") for each in page.find_all("script") if each.get("type") is None]
    assert scripts == ["/static/portal/statistics.js"]
    assert not [each for each in page.find_all(True) if any(name.startswith("on") for name in each.attrs)]
