import re

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from tests.flows.test_english import chinese_in

pytestmark = pytest.mark.django_db(databases=["default", "public"])
EVERY = [
    "/statistics/compare/",
    "/statistics/areas/",
    "/statistics/areas/152500/",
    "/statistics/categories/",
    "/statistics/categories/skilled/",
]


def lines(table):
    """The texts of a table, row by row."""
    rows = (row.find_all(["th", "td"]) for row in table.find_all("tr"))
    return [[cell.get_text(" ", strip=True) for cell in row] for row in rows]


def bars(page, number=0):
    """The rows of a table of bars: name, figure, share, width of the bar."""
    rows = page.select(".barred")[number].tbody.find_all("tr")
    return [
        [*(each.get_text(strip=True) for each in row.find_all(["th", "td"])[:3]), row.rect["width"]]
        for row in rows
    ]


def compared(page):
    """The rows of the table of a comparison."""
    return lines(page.select_one("table[aria-labelledby=table-heading]"))


def test_areas_stand_beside_each_other_with_their_shares(released, soup):
    page = soup("/statistics/compare/?area=150100&area=152500&category=skilled")
    assert compared(page) == [
        ["类别", "呼和浩特市", "呼和浩特市 占比", "锡林郭勒盟", "锡林郭勒盟 占比"],
        ["合计", "6,000", "100.0%", "1,000", "100.0%"],
        ["专业技术人才", "2,400", "40.0%", "400", "40.0%"],
        ["技能人才", "3,600", "60.0%", "600", "60.0%"],
    ]
    assert lines(page.select_one("table[aria-labelledby=history-heading]"))[1:] == [
        ["第 6 号 有更正", "2026-11-23", "1,800", "300"],
        ["第 7 号", "2026-11-23", "3,600", "600"],
    ]
    assert [each["value"] for each in page.find_all("input", checked=True)] == ["150100", "152500"]
    assert page.select("input[name=area]")[0]["value"] == "150000"
    again = soup(f"/statistics/compare/{page.select('tbody th a')[1]['href']}")
    assert compared(again) == compared(page)


def test_without_areas_the_largest_are_compared_and_too_many_are_cut(released, soup):
    assert len(compared(soup("/statistics/compare/"))[0]) == 1 + 2 * 3
    many = "&".join(f"area={code}" for code in ("150000", "150100", "150200", "152500", "152501", "152502"))
    page = soup(f"/statistics/compare/?table=banner_category_age&{many}&area=x")
    assert "这张表没有地区“x”。" in page.main.text
    assert len(compared(page)[0]) == 1 + 2 * 6


def drawn(page):
    """The bars beside each other by class: label, figure, share, width of the bar ("" for none)."""
    found = {}
    for group in page.select(".groups > div"):
        rows = group.tbody.find_all("tr")
        found[group.h3.contents[0].strip()] = [
            (*(each.get_text(strip=True) for each in row.find_all(["th", "td"])[:3]), width(row))
            for row in rows
        ]
    return found


def width(row):
    return row.rect["width"] if row.rect else ""


def test_bars_of_a_class_have_one_scale_and_each_area_a_pattern_of_its_own(released, soup):
    page = soup("/statistics/compare/?area=150100&area=152500")
    assert drawn(page) == {
        "合计": [("呼和浩特市", "6,000", "100.0%", "100.00%"), ("锡林郭勒盟", "1,000", "100.0%", "16.67%")],
        "专业技术人才": [
            ("呼和浩特市", "2,400", "40.0%", "66.67%"),
            ("锡林郭勒盟", "400", "40.0%", "11.11%"),
        ],
        "技能人才": [("呼和浩特市", "3,600", "60.0%", "100.00%"), ("锡林郭勒盟", "600", "60.0%", "16.67%")],
    }
    fills = {row.th.text: row.rect["fill"] for row in page.select(".groups tbody tr")}
    assert fills == {"呼和浩特市": "#1f7a67", "锡林郭勒盟": "url(#fill-1)"}
    assert [each["id"] for each in page.select(".legend pattern")] == ["fill-1"]
    assert [each.text for each in page.select(".legend li")][:2] == ["呼和浩特市", "锡林郭勒盟"]


def test_bars_by_share_compare_areas_of_different_size_and_the_choice_is_kept(released, soup):
    plain = soup("/statistics/compare/?area=150100&area=152500")
    page = soup(f"/statistics/compare/{plain.select_one('.ways a')['href']}")
    assert {name: [row[3] for row in rows] for name, rows in drawn(page).items()} == {
        "专业技术人才": ["66.67%", "66.67%"],
        "技能人才": ["100.00%", "100.00%"],
    }
    kept = [page.find("input", attrs={"name": "bars"})["value"], page.find("input", id="link")["value"]]
    assert (kept[0], "bars=share" in kept[1]) == ("share", True)
    assert "bars=share" in page.select("tbody th a")[0]["href"]


def test_a_hidden_figure_has_its_mark_and_no_bar_and_a_class_hidden_everywhere_is_named(released, soup):
    banner = "/statistics/compare/?release=6&table=banner_category_age&area=152501"
    found = drawn(soup(f"{banner}&category=professional&area=152500"))
    assert found["30岁及以下"] == [
        ("二连浩特市", "<10", "", ""),
        ("锡林郭勒盟", "60", "30%", "42.86%"),
    ]
    alone = soup(f"{banner}&category=professional")
    assert list(drawn(alone)) == ["合计", "31岁及以上"]
    assert "没有可以公开的数字：30岁及以下" in alone.main.get_text(" ", strip=True)


@pytest.mark.parametrize("asked", ["", "&category=skilled", "&table=banner_category_age&category=skilled"])
def test_the_files_of_a_comparison_have_exactly_what_is_compared(released, soup, client, asked):
    page = soup(f"/statistics/compare/?area=150100&area=152500{asked}")
    files = {each.text: each["href"] for each in page.select(".files a")}
    assert list(files) == ["CSV", "Excel", "JSON", "JSON-stat"]
    told = [each["mark"] or f"{each['value']:,}" for each in client.get(files["JSON"]).json()["cells"]]
    assert sorted(told) == sorted(text for row in compared(page)[1:] for text in row[1::2])
    assert len(client.get(files["CSV"]).text.splitlines()) == 1 + len(told)


def test_a_table_of_the_region_alone_cannot_be_compared_and_says_so(released, soup):
    page = soup("/statistics/compare/?table=region_category_skill&release=6")
    assert (page.table, "不能比较盟市" in page.main.text) == (None, True)
    way = page.select_one(".empty a")
    assert (way.text, way["href"]) == ("比较各盟市", "/statistics/compare/?release=6")
    offered = soup(way["href"]).select("select[name=table] option")
    assert [each["value"] for each in offered] == ["", "banner_category_age"]
    assert soup("/statistics/?table=region_category_skill").find("a", string="与其他盟市比较") is None
    assert soup("/statistics/").find("a", string="与其他盟市比较")["href"] == "/statistics/compare/?"


def test_an_area_is_shown_by_category_and_by_all_that_is_published_with_its_banners(released, soup):
    page = soup("/statistics/areas/152500/")
    assert [each.get_text(strip=True) for each in page.select(".figure strong")] == ["0.1万人", "400", "600"]
    assert bars(page) == [["二连浩特市", "100", "10.0%", "11.11%"], ["锡林浩特市", "900", "90.0%", "100.00%"]]
    assert bars(page, 1) == [
        ["30岁及以下", "300", "30.0%", "42.86%"],
        ["31岁及以上", "700", "70.0%", "100.00%"],
    ]
    banner = soup(page.select_one(".barred a")["href"])
    assert banner.h1.text == "二连浩特市人才"
    assert [each.text for each in banner.select(".crumbs li")][-2:] == ["锡林郭勒盟", "二连浩特市"]


def test_a_category_is_shown_in_the_leagues_and_by_what_can_be(released, soup):
    skilled, professional = (soup(f"/statistics/categories/{key}/") for key in ("skilled", "professional"))
    assert [each.get_text(strip=True) for each in skilled.select(".figure strong")] == ["0.6万人", "60.0%"]
    assert skilled.select_one("svg.tiles a")["href"] == "/statistics/?category=skilled#r150100"
    headings = [
        [each.contents[0].strip() for each in page.select("h2[id^=by-]")] for page in (skilled, professional)
    ]
    assert headings == [["按年龄", "按技能等级"], ["按年龄"]]
    explored = soup(skilled.select("h2[id^=by-] a")[1]["href"])
    assert explored.h1.text == "全区人才：类别 × 技能等级 · 技能人才"


@pytest.mark.parametrize("page", ["areas/152500", "categories/skilled"])
def test_an_area_and_a_category_have_an_address_to_be_copied_that_stays(released, soup, page):
    found = soup(f"/statistics/{page}/")
    link = found.find("input", id="link")["value"]
    assert link == f"http://testserver/statistics/{page}/?release=7"
    assert [each.text for each in found.select("button[data-copy=link]")] == ["复制"]
    assert link in found.find("section", attrs={"aria-labelledby": "take-heading"}).text


def test_a_share_of_a_hidden_figure_is_not_shown_and_of_an_impossible_one_has_its_mark(released, soup):
    page = soup("/statistics/?table=region_category_skill&category=professional&rows=skill_level")
    table = page.select_one("[aria-sort]").find_parent("table")
    assert [row[-1] for row in lines(table)[2:]] == ["–", "–"]
    hidden = soup(
        "/statistics/compare/?release=6&table=banner_category_age&area=152501&category=professional"
    )
    assert [row[1:] for row in compared(hidden)[1:]] == [
        ["20", "100%"],
        ["<10", "不显示"],
        ["15", "75%"],
    ]


def looked_up(page):
    return [(each.a.text, each.a["href"], each.p.text if each.p else "") for each in page.select(".tasks li")]


def test_an_area_and_what_its_page_tells_of_are_looked_up_together(released, soup):
    told = looked_up(soup("/search/?q=锡林浩特 年龄"))
    assert told == [("锡林浩特市", "/statistics/areas/152502/#by-age", "年龄")]
    assert soup("/statistics/areas/152502/").find(id="by-age")
    assert looked_up(soup("/search/?q=锡林浩特 30岁")) == told
    assert looked_up(soup("/search/?q=锡林浩特 技能等级")) == []
    assert [each[1] for each in looked_up(soup("/search/?q=技能人才 技能等级"))] == [
        "/statistics/categories/skilled/#by-skill_level",
        "/statistics/?table=region_category_skill",
    ]
    english = looked_up(soup("/search/?q=锡林浩特 年龄", **{"accept-language": "en"}))
    assert english == [("Xilinhot", "/statistics/areas/152502/#by-age", "Age")]
    assert all("年龄" in each[0] for each in looked_up(soup("/search/?q=年龄")))


def test_lists_lead_to_the_pages(released, soup):
    assert [each["href"] for each in soup("/statistics/areas/").select(".barred a")] == [
        f"/statistics/areas/{code}/" for code in ("150100", "150200", "152500")
    ]
    assert [each["href"] for each in soup("/statistics/categories/").select(".barred a")] == [
        f"/statistics/categories/{key}/" for key in ("professional", "skilled")
    ]


@pytest.mark.parametrize(
    ("address", "listed", "ranked"),
    [
        ("areas", ["呼和浩特市", "包头市", "锡林郭勒盟"], ["呼和浩特市", "包头市", "锡林郭勒盟"]),
        ("areas/152500", ["二连浩特市", "锡林浩特市"], ["锡林浩特市", "二连浩特市"]),
        ("categories", ["专业技术人才", "技能人才"], ["技能人才", "专业技术人才"]),
    ],
)
def test_lists_are_sorted_by_code_and_by_size_under_an_address_of_the_same_release(
    released, soup, address, listed, ranked
):
    page = soup(f"/statistics/{address}/?release=7")
    assert [row[0] for row in bars(page)] == listed
    orders = page.select(".orders a")
    assert [each.get("aria-current") for each in orders] == ["true", None]
    sorted_page = soup(f"/statistics/{address}/{orders[1]['href']}")
    assert [row[0] for row in bars(sorted_page)] == ranked
    assert "release=7&sort=size" in orders[1]["href"]
    assert [each.get("aria-current") for each in sorted_page.select(".orders a")] == [None, "true"]


@pytest.mark.parametrize(
    "address", ["areas/150000", "areas/999999", "areas/x", "categories/none", "categories/total"]
)
def test_what_the_release_does_not_have_has_no_page(released, client, address):
    assert client.get(f"/statistics/{address}/").status_code == 404


@pytest.mark.parametrize("address", ["/statistics/", "/statistics/releases/", "/open/", *EVERY])
def test_programs_find_the_feed_in_the_head_of_every_page_with_figures(released, soup, client, address):
    (link,) = soup(address).head.find_all("link", rel="alternate")
    assert link["type"] == "application/atom+xml"
    assert client.get(link["href"]).headers["Content-Type"].startswith("application/atom+xml")


@pytest.mark.parametrize(
    ("address", "base"),
    [("/statistics/areas/152500/", "全部人才"), ("/statistics/categories/skilled/", "技能人才")],
)
def test_shares_of_a_breakdown_say_what_they_are_of(released, soup, address, base):
    cards = [each for each in soup(address).select(".breakdowns .card") if each.select_one("td.soft").text]
    assert cards
    assert all(f"百分比：占{base}" in each.text for each in cards)


def test_the_whole_region_has_a_short_name_at_the_head_of_a_column(released, soup):
    for address in ("/statistics/", "/statistics/compare/?area=150000&area=150100"):
        head = soup(address).select("[aria-labelledby=history-heading] thead th")
        assert head[2].text == "全区"
    page = soup("/statistics/", **{"accept-language": "en"})
    assert page.select("[aria-labelledby=history-heading] thead th")[2].text == "Whole region"


def test_all_releases_are_listed_with_what_is_said_of_them(released, soup):
    page = soup("/statistics/releases/")
    today = localdate().isoformat()
    assert [[row[0], row[2], row[3], row[4][:10]] for row in lines(page.table)[1:]] == [
        ["第 8 号", today, f"{today} 撤回", "乌海市重复计数 20"],
        ["第 7 号", today, "浏览 7 · 整次下载 7", ""],
        ["第 6 号", today, "浏览 6 · 整次下载 6", "更正 乌海市重复计数"],
    ]
    older = soup("/statistics/releases/?before=7")
    assert [row[0] for row in lines(older.table)[1:]] == ["第 6 号"]
    assert soup("/statistics/releases/?before=6").table is None


@pytest.mark.parametrize("address", ["/statistics/", *EVERY])
def test_whoever_reads_an_old_release_stays_in_it_and_is_told(released, soup, address):
    page = soup(f"{address}?release=6")
    told = page.select(".notice-warning")[-1]
    assert "这是以前的发布，最新的是第 7 号。" in told.text
    assert told.a["href"] == f"{address}?"
    past = [
        row[0] for table in page.select("[aria-labelledby=history-heading] table") for row in lines(table)
    ]
    assert past in ([], ["发布", "第 6 号 有更正"])
    told = "只看到第 6 号发布为止：只有一次发布有这个数字，还不能看变化。"
    assert (told in page.main.text) == bool(past)
    assert "只有一次发布" not in soup(address).main.text
    reset = ("更新", "恢复默认", "看最新的数字", "历次发布", "保密方法")
    onward = [
        each["href"]
        for each in page.select(".crumbs a, .within a, main a")
        if each["href"].startswith(("/statistics/", "?"))
        and not each["href"].startswith("/statistics/method/")
        and each.text not in reset
    ]
    assert len(onward) > 4
    assert [each for each in onward if "release=6" not in each] == []


def test_english_names_stand_in_their_sentences_as_english_ones_do(released, soup):
    english = {"accept-language": "en"}
    area = soup("/statistics/areas/152500/", **english)
    assert area.select_one("h2[id=by-age]").contents[0].strip() == "By age"
    told = area.find("section", attrs={"aria-labelledby": "take-heading"}).text
    assert "Inner Mongolia Talent Information Database: “" in told
    assert re.search(r"release 7, \d+ [A-Z][a-z]+ 20\d\d,", told)
    badges = [each.text for each in soup("/statistics/releases/", **english).select(".badge.warning")]
    assert badges == ["Correction"]
    compared = soup("/statistics/compare/?table=banner_category_age", **english)
    assert compared.find("label", attrs={"for": "choose-columns"}).text == "Row"


@pytest.mark.parametrize("address", EVERY)
def test_every_page_says_what_its_figures_are_and_which_release_was_withdrawn(released, soup, address):
    page = soup(address)
    assert ["经保密处理的近似数" in each.text for each in page.select(".notice")] == [True, False]
    assert "第 8 号发布" in page.select_one(".notice-warning").text
    assert "第 7 号发布" in page.main.text


@pytest.mark.parametrize(
    "pages",
    [
        ("/statistics/areas/152501/", "/statistics/areas/152500/"),
        ("/statistics/compare/?area=150100", "/statistics/compare/"),
        ("/statistics/", "/statistics/?table=banner_category_age&rows=age"),
    ],
)
def test_more_areas_and_classes_need_no_more_statements(released, client, pages):
    counted = []
    for page in pages:
        client.get(page)
        with CaptureQueriesContext(connections["public"]) as asked:
            client.get(page)
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 9


@pytest.mark.parametrize(
    "address",
    [
        *EVERY,
        "/statistics/",
        "/statistics/?table=banner_category_age&area=152500&rows=age&category=skilled&sort=-total",
        "/statistics/?table=x&area=x&category=x&release=6",
        "/statistics/compare/?area=x",
        "/statistics/releases/",
    ],
)
def test_readers_of_english_meet_no_chinese(released, client, address):
    html = client.get(address, headers={"accept-language": "en"}).text
    # What editors wrote about a release in Chinese alone they would leave so; here they gave both.
    assert chinese_in(html) == []
