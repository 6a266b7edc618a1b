import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import include, path
from django.utils import translation

from portal.models import HomePage, NoticePage
from portal.service import ensure_pages
from reports.stats.method import method
from reports.stats.models import Release, ReleaseNote
from reports.stats.service import release
from reports.stats.withdrawing import restore, withdraw
from talent.categories.service import load_categories, load_code_lists
from talent.orgs.enums import Role
from talent.orgs.service import load_regions
from tests.reports.stats.corrections import correct
from tests.site.people import account

pytestmark = pytest.mark.django_db(databases=["default", "public"])
CHINESE = re.compile("[\u4e00-\u9fff]")


class StaffZone:
    """The addresses of SITE_ZONE=inner, as far as the head of the page asks for them."""

    urlpatterns = (path("back/", include("accounts.staff_urls")),)


def soup(text):
    return BeautifulSoup(text, "html.parser")


def test_before_the_first_release_the_page_says_so(client):
    answer = client.get("/statistics/")
    assert answer.status_code == 200
    assert "还没有发布过统计数字" in answer.text


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_after_a_release_the_page_and_the_home_page_show_it(client):
    ensure_pages()
    load_regions()
    load_code_lists()
    load_categories()
    release(by=None)
    page = soup(client.get("/statistics/?sort=-total").content)
    home = soup(client.get("/").content)
    rows = [row.th.get_text() for row in page.table.tbody.find_all("tr")]
    assert (len(rows), rows[0]) == (13, "内蒙古自治区")
    assert {cell.get_text(strip=True) for cell in page.table.tbody.find_all("td")} == {"<10", "不显示"}
    assert "没有可以公开的数字，不能作图" in page.main.get_text()
    assert [each.strong.get_text() for each in home.find_all(class_="figure")] == 6 * ["<10"]


def test_the_icon_is_answered_with_nothing(client):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.content) == (204, b"")


def test_the_page_obeys_the_strict_content_policy(client):
    ensure_pages()
    for found in (soup(client.get("/").content), soup(client.get("/login/").content)):
        assert found.find("script") is None
        assert found.find("style") is None
        assert found.find(style=True) is None
        assert not [
            each for each in found.find_all(True) if any(name.startswith("on") for name in each.attrs)
        ]


def test_the_home_page_shows_notices_and_the_entrances_that_exist(client):
    ensure_pages()
    page = soup(client.get("/").content)
    assert page.h1.get_text() == "内蒙古人才信息库"
    assert page.find("a", string="本站使用说明")["href"] == "/notices/about/"
    assert page.find("a", string="全部通知公告")["href"] == "/notices/"
    entrances = [each["href"] for each in page.find("ul", class_="tasks").find_all("a")]
    assert (
        {"/back/loginUI", "/statistics/"}
        <= set(entrances)
        <= {
            "/back/loginUI",
            "/statistics/",
            "/open/",
            "/verify/",
            "/privacy/",
            "/help/",
        }
    )
    doors = [[each["href"] for each in door.find_all("a")] for door in page.select(".doors li")]
    assert doors == [["/unit/", "/register/unit/"], ["/me/", "/register/person/"]]


def test_staff_who_are_signed_in_need_no_second_login(client):
    ensure_pages()
    client.force_login(account(Role.HR_REVIEWER))
    page = soup(client.get("/").content)
    entrances = [each["href"] for each in page.find("ul", class_="tasks").find_all("a")]
    assert "/back/" in entrances
    assert "/back/loginUI" not in entrances


def test_the_head_greets_by_name_and_offers_to_leave(client):
    client.force_login(account(Role.COLLECTOR))
    head = soup(client.get("/statistics/").content).header
    assert head.find("span").get_text() == "乌日娜"
    assert head.find("form", action="/logout/")["method"] == "post"
    assert head.find("a", string="登录") is None


def test_visitors_are_offered_to_sign_in(client):
    head = soup(client.get("/statistics/").content).header
    assert head.find("a", string="登录")["href"] == "/login/"
    assert head.find("form", action="/logout/") is None


@override_settings(ROOT_URLCONF=StaffZone)
def test_in_the_staffs_zone_the_name_leads_to_the_staffs_pages_and_nothing_is_missing():
    page = soup(render_to_string("accounts/staff_login.html", {}, RequestFactory().get("/back/loginUI")))
    assert {each["href"] for each in page.find_all("a")} == {"#main", "/back/"}
    assert page.find("form", action=True) is None


def test_the_page_names_its_language_and_offers_the_other(client):
    page = soup(client.get("/statistics/?sort=-total").content)
    assert page.html["lang"] == "zh-hans"
    button = page.find("button", attrs={"name": "language"})
    assert (button["value"], button["lang"], button.get_text()) == ("en", "en", "English")
    answer = client.post(button.parent["action"], {"language": "en", "next": "/statistics/?sort=-total"})
    assert answer["Location"] == "/statistics/?sort=-total"
    assert soup(client.get("/statistics/").content).html["lang"] == "en"


def test_the_foot_states_the_facts_that_editors_have_given(client):
    ensure_pages()
    plain = [each.get_text() for each in soup(client.get("/statistics/").content).footer.find_all("p")]
    assert plain == ["内蒙古人才信息库", "网站地图", "收集的信息与个人权利", "数据字典", "核验打印件"]
    HomePage.objects.update(host="示例人社厅", icp_number="蒙ICP备00000000号")
    foot = soup(client.get("/statistics/").content).footer
    assert [each.get_text(strip=True) for each in foot.find_all("p")][5:] == [
        "主办单位：示例人社厅",
        "ICP 备案号：蒙ICP备00000000号",
    ]
    assert foot.find_all("a")[4]["href"] == "https://beian.miit.gov.cn/"


def in_english(client, address):
    with translation.override("en"):
        return soup(client.get(address, headers={"accept-language": "en"}).content)


def test_the_first_pages_are_english_for_readers_of_english(client):
    ensure_pages()
    home, notice = in_english(client, "/"), in_english(client, "/notices/about/")
    assert (home.h1.text, home.h1["lang"]) == ("Inner Mongolia Talent Information Database", "en")
    assert home.find("a", string="How to use this site")["href"] == "/notices/about/"
    assert (notice.article.h1["lang"], notice.title.text.strip()[:20]) == ("en", "How to use this site")
    assert [each.text for each in notice.select(".crumbs li")] == ["Home", "Notices", "How to use this site"]
    assert not CHINESE.search(home.main.text + notice.main.text)


def test_notices_without_english_keep_their_language_in_the_english_interface(client):
    ensure_pages()
    NoticePage.objects.update(title_en="", body_en="")
    page = in_english(client, "/notices/about/")
    assert page.html["lang"] == "en"
    assert (page.article.h1["lang"], page.article.h1.text) == ("zh-hans", "本站使用说明")


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_the_page_of_open_data_lists_the_tables_with_every_way_to_read_them(client):
    empty = soup(client.get("/open/").content)
    load_regions()
    load_code_lists()
    load_categories()
    release(by=None)
    page = soup(client.get("/open/").content)
    data = "/open/v1/tables/league_category/"
    assert (empty.select(".shelf"), "还没有发布过统计数字" in empty.main.text) == ([], True)
    assert [each.text for each in page.select("h3")] == ["各盟市 · 人才类别"]
    assert [link["href"] for link in page.select(".shelf a")] == [
        "/statistics/?table=league_category",
        *(f"{data}?format={each}" for each in ("csv", "xlsx", "json", "jsonstat")),
        "/print/statistics/league_category/",
    ]
    found, nothing = (soup(client.get(f"/open/?q={words}").content) for words in ("类别 盟市", "年龄"))
    assert ([len(each.select(".shelf li")) for each in (found, nothing)]) == [1, 0]
    assert "没有同时含“年龄”的数据表" in nothing.main.text
    english = in_english(client, "/open/")
    assert english.select(".shelf a")[2]["href"] == f"{data}?format=xlsx&lang=en"
    assert "经保密处理的近似数" in page.main.text
    example = page.find("a", string=re.compile("area="))["href"]
    assert client.get(example).status_code == 200
    assert {"/open/v1/tables/", "/open/v1/schema/"} <= {link["href"] for link in page.select("main a")}


@pytest.mark.parametrize(
    ("licence", "told", "address"),
    [
        ("CC-BY-4.0", "知识共享 署名 4.0 国际许可协议", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC0-1.0", "知识共享 CC0 1.0 公有领域贡献", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ],
)
def test_the_licence_of_the_open_data_is_the_one_of_the_settings(client, licence, told, address):
    with override_settings(OPEN_LICENCE=licence):
        link = soup(client.get("/open/").content).main.find("a", rel="license")
    assert (link.text, link["href"]) == (told, address)


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_a_note_on_a_release_stands_wherever_the_release_was(client):
    load_regions()
    load_code_lists()
    load_categories()
    first, second = release(by=None), release(by=None)
    words = {"text_zh": "乌海市重复计数", "text_en": "Wuhai was counted twice"}
    correct(first, **words)
    ReleaseNote.objects.create(
        release=second.number,
        as_of=second.as_of,
        published_at=second.published_at,
        kind="withdrawal",
        **words,
    )
    Release.objects.filter(pk=second.pk).update(state="withdrawn")
    for address in ("/statistics/", "/open/", "/statistics/method/"):
        said = [each.text for each in soup(client.get(address).content).select(".notice-warning")]
        assert ["第 2 号发布" in said[0], "已撤回" in said[0], "第 1 号发布的更正说明" in said[1]] == [
            True
        ] * 3
    assert "第 1 号发布(" in soup(client.get("/statistics/").content).main.text
    english = in_english(client, "/statistics/method/")
    assert "Wuhai was counted twice" in english.main.text


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_a_release_withdrawn_twice_is_called_public_by_no_page_until_it_is_back(client):
    load_regions()
    load_code_lists()
    load_categories()
    new = release(by=None)
    boss, second = (account("category_admin", username=name) for name in ("boss", "second"))
    why, back = ({"text_zh": zh, "text_en": ""} for zh in ("重复计数", "没有重复"))
    withdraw(release=new, by=boss, **why)
    restore(release=new, by=second, **back)
    withdraw(release=new, by=second, **why)
    for address, status in (("/statistics/?release=1", 410), ("/open/", 200), ("/statistics/method/", 200)):
        answer = client.get(address)
        said = [each.strong.text for each in soup(answer.content).select(".notice-warning")]
        assert (answer.status_code, ["现已恢复公开" in each for each in said]) == (status, [False, False])
    restore(release=new, by=boss, **back)
    boxes = soup(client.get("/statistics/method/").content).select(".notice-warning")
    assert ["现已恢复公开" in each.text for each in boxes] == [True, False]
    for told in (*boxes, soup(client.get("/statistics/releases/").content).tbody):
        assert all(
            reason in " ".join(told.text.split())
            for reason in ("撤回的原因：重复计数", "恢复的原因：没有重复")
        )
    assert str(client.get("/").content, "utf-8").count("号发布曾撤回，现已恢复公开") == 1


def test_the_method_says_that_a_total_may_be_older_than_its_parts_where_figures_are_repeated():
    told = " ".join(render_to_string("portal/method.html", {"method": method()}).split())
    assert "合计可能比它旁边的各项旧" in told
    assert "达到 12 至 44 人之间那个数目" in told
    drawn = replace(method(), smallest_k=1, largest_k=1)
    assert "合计可能比它旁边的各项旧" not in render_to_string("portal/method.html", {"method": drawn})


def test_the_method_is_told_with_the_parameters_that_draw(client):
    told = " ".join(soup(client.get("/statistics/method/").content).main.text.split())
    for words in (
        "最多加减 7 人",
        "取 5 的倍数",
        "“<10”",
        "平均相差 2.6 人，最多相差 9 人",
        "随格子的大小在 12 至 44 之间",
    ):
        assert words in told
    english = in_english(client, "/statistics/method/")
    assert "at most 7 persons up or down" in " ".join(english.main.text.split())


@pytest.mark.parametrize(("roles", "queries"), [((), 0), ((Role.COLLECTOR,), 2)])
def test_the_head_costs_one_look_at_the_memberships_and_one_at_the_messages(
    client, roles, queries, django_assert_num_queries
):
    if roles:
        client.force_login(account(*roles))
    client.get("/statistics/")
    with django_assert_num_queries(OTHERS + queries + (2 if roles else 0)):
        client.get("/statistics/")


#: The foot; accounts add their session and themselves.
OTHERS = 1
