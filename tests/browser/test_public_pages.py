"""Everybody's pages, one by one from the map of the site, wide and on a phone: usable by everybody.

Each is read by axe-core, by a parser of HTML that forgives nothing, and by the browser under the strict
content policy, whose every complaint fails the test.
"""

from io import BytesIO
from urllib.parse import urlsplit

import html5lib
import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from portal.service import ensure_editors, ensure_pages
from talent.categories.service import load_categories, load_code_lists
from talent.orgs.service import ensure_role_groups, load_regions
from tests.browser.accessibility import findings, fits
from tests.browser.conftest import PHONE
from tests.reports.opendata.conftest import nothing_held  # noqa: F401  # reason: a fixture for every test here
from tests.site.portal.explorer.published import publish_some

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]
WIDE = {"width": 1300, "height": 900}
#: Beside those of the map: states of pages that the map names once.
STATES = [
    "/statistics/?table=banner_category_age&area=152500&category=skilled&age=31-&sort=-total",
    "/statistics/?table=region_category_skill&category=professional&rows=skill_level",
    "/statistics/?release=6&category=none",
    "/statistics/compare/?area=150100&area=152500&category=skilled",
    "/search/?q=技能",
    "/search/?q=没有这个词",
    "/notices/?before=2000-01-01.1",
    "/login/",
    "/register/person/",
    "/register/unit/",
    "/verify/",
    "/definitions/codes/education/",
    "/definitions/codes/ethnic/",
    "/definitions/skilled/v1/",
]
#: What is not there, gone or refused: (address, status).
WRONG = [
    ("/nothing/here/", 404),
    ("/statistics/areas/999999/", 404),
    ("/statistics/?release=99", 404),
    ("/statistics/?release=8", 410),
    ("/statistics/compare/?release=8", 410),
]
#: The pages that readers of English, and of strong contrast in large text, are walked through.
MAIN = [
    *("/", "/statistics/", "/statistics/compare/", "/statistics/areas/", "/statistics/areas/152500/"),
    *("/statistics/categories/skilled/", "/statistics/releases/", "/statistics/method/", "/open/"),
    *("/open/guide/", "/open/console/", "/search/?q=age", "/notices/", "/notices/about/", "/help/"),
    *("/privacy/", "/definitions/", "/definitions/skilled/", "/definitions/codes/education/", "/sitemap/"),
    *("/verify/", "/login/", "/register/person/", "/register/unit/", "/nothing/here/"),
]


@pytest.fixture
def site():
    load_regions()
    load_code_lists()
    load_categories()
    ensure_role_groups()
    ensure_pages()
    ensure_editors()
    publish_some()


def public_pages(client):
    """The addresses of the map, without the server's name."""
    found = html5lib.parse(client.get("/sitemap.xml").content, namespaceHTMLElements=False).iter("loc")
    return [each.text.removeprefix("http://testserver") for each in found]


def parse_errors(html):
    """What a parser of HTML has to put right: line, column, kind."""
    parser = html5lib.HTMLParser()
    parser.parse(html)
    return [(*place, kind) for place, kind, _ in parser.errors]


def test_the_parser_sees_what_is_wrong():
    found = parse_errors("<!doctype html><title>x</title><table><p>a</table><div id=a id=b>")
    assert {"unexpected-start-tag-implies-table-voodoo", "duplicate-attribute"} <= {each[2] for each in found}


def watched(seated):
    """Whatever the strict content policy refuses on this person's pages, as a list that grows."""
    violations = []
    seated.page.expose_function("violated", lambda told: violations.append(told))
    seated.page.add_init_script(
        "document.addEventListener('securitypolicyviolation', e => violated(e.violatedDirective))"
    )
    return violations


def looked_at(seated, address):
    """Status, what axe-core finds, whether it fits the window, and what the HTML has wrong."""
    answer = seated.page.goto(address)
    return answer.status, findings(seated.page), fits(seated.page), parse_errors(answer.body())


@pytest.mark.parametrize("size", [pytest.param(WIDE, id="wide"), pytest.param(PHONE, id="phone")])
def test_every_public_page_is_usable_by_everybody(person, client, site, size):
    reader = person(size=size)
    violations = watched(reader)
    found = {each: looked_at(reader, each) for each in [*public_pages(client), *STATES]}
    assert {each: what for each, what in found.items() if what != (200, [], True, [])} == {}
    assert len(found) > 40
    assert violations == []


@pytest.mark.parametrize("size", [pytest.param(WIDE, id="wide"), pytest.param(PHONE, id="phone")])
def test_pages_of_what_is_not_there_are_usable_by_everybody(person, site, size):
    reader = person(size=size)
    violations = watched(reader)
    for address, status in WRONG:
        assert (address, looked_at(reader, address)) == (address, (status, [], True, []))
    assert violations == []
    # The browser reports every status of an error; that there is one is what was asked for.
    reader.complaints.clear()


@pytest.mark.parametrize("size", [pytest.param(WIDE, id="wide"), pytest.param(PHONE, id="phone")])
@pytest.mark.parametrize(
    ("locale", "cookie"),
    [pytest.param("en-GB", "", id="english"), pytest.param("zh-CN", "large.strong", id="display")],
)
def test_english_and_large_text_in_strong_contrast_are_usable_on_the_main_pages(
    browser, live_server, site, size, locale, cookie
):
    context = browser.new_context(viewport=size, locale=locale, base_url=live_server.url)
    if cookie:
        context.add_cookies([{"name": "display", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    found = {}
    for address in MAIN:
        answer = page.goto(address)
        html = page.locator("html")
        assert html.get_attribute("lang") == ("en" if locale == "en-GB" else "zh-hans")
        assert html.get_attribute("data-display") == (cookie.replace(".", " ") or None)
        found[address] = (findings(page), fits(page), parse_errors(answer.body()))
    assert {each: what for each, what in found.items() if what != ([], True, [])} == {}
    context.close()


def test_the_menu_of_readers_of_english_in_large_text_stays_on_one_line(browser, live_server, site):
    context = browser.new_context(viewport=WIDE, locale="en-GB", base_url=live_server.url)
    context.add_cookies([{"name": "display", "value": "large", "url": live_server.url}])
    page = context.new_page()
    page.goto("/statistics/")
    for part in (".head nav li", ".own > *"):
        tops = page.locator(part).evaluate_all("all => all.map(each => each.getBoundingClientRect().bottom)")
        assert max(tops) - min(tops) < 10, part
    context.close()


def cut_tiles(page):
    """The texts of the tile grid that are wider than their tile."""
    return page.locator(".tiles a").evaluate_all(
        """all => all.flatMap(each => [...each.querySelectorAll("text")].filter(text =>
            text.getBoundingClientRect().width > each.querySelector("rect").getBoundingClientRect().width
        )).map(text => text.textContent)"""
    )


@pytest.mark.parametrize("word", ["大字", "高对比度"])
def test_large_text_and_strong_contrast_keep_the_pages_usable(person, site, word):
    for size in (WIDE, PHONE):
        reader = person(size=size)
        reader.page.goto("/statistics/")
        reader.press(word)
        reader.shoot(f"display-{size['width']}-{'large' if word == '大字' else 'strong'}")
        assert urlsplit(reader.page.url).path == "/statistics/"
        assert cut_tiles(reader.page) == []
        assert (findings(reader.page), fits(reader.page)) == ([], True)
        reader.page.goto("/")
        assert (findings(reader.page), fits(reader.page)) == ([], True)
        assert reader.page.locator("[aria-pressed=true]").inner_text() == word


def test_sorting_and_choosing_stay_on_the_page_and_each_state_has_its_address(person, site):
    reader = person(size=WIDE)
    page = reader.page
    page.goto("/statistics/")
    page.evaluate("window.stayed = true")
    heading = page.get_by_role("columnheader", name="技能人才").get_by_role("link")
    heading.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/?sort=-skilled")
    page.select_option("[name=category]", "skilled")
    reader.press("更新")
    page.wait_for_url("**/?category=skilled&sort=-skilled")
    assert page.evaluate("[window.stayed, document.activeElement.textContent]") == [True, "更新"]
    assert "技能人才" in page.title()
    reader.press("大字")
    page.wait_for_url("**/?category=skilled&sort=-skilled")
    assert page.locator("html").get_attribute("data-display") == "large"
    page.go_back()
    page.go_back()
    expect(page.locator("h1")).to_have_text("各盟市各类别人才")
    assert page.get_by_role("columnheader", name="技能人才").get_attribute("aria-sort") == "descending"
    assert findings(page) == []


def test_without_scripts_everything_of_the_explorer_works(browser, live_server, site):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url, locale="zh-CN")
    page = context.new_page()
    page.goto("/statistics/")
    page.select_option("[name=table]", "banner_category_age")
    page.select_option("[name=area]", "152500")
    page.get_by_role("button", name="更新").click()
    assert page.locator("h1").inner_text() == "锡林郭勒盟各旗县人才：年龄 · 类别：合计"
    page.get_by_role("link", name="31岁及以上").first.click()
    page.get_by_role("button", name="大字").click()
    assert page.locator("html").get_attribute("data-display") == "large"
    assert "age=31-" in page.url
    assert page.get_by_role("button", name="复制").count() == 0
    context.close()


@pytest.mark.parametrize(
    ("address", "figures", "pages"),
    [
        ("/statistics/", "table[aria-labelledby=table-heading]", 2),
        ("/statistics/compare/", "table[aria-labelledby=table-heading]", 2),
        ("/statistics/areas/152500/", "table[aria-labelledby=below-heading]", 2),
        ("/open/", ".shelf", 2),
    ],
)
def test_pages_of_figures_print_without_their_controls(person, site, address, figures, pages):
    page = person(size=WIDE).page
    page.goto(address)
    page.emulate_media(media="print")
    controls = ".choices, .within, nav, .files, .orders, .ways, .actions, .link"
    assert page.locator(controls).evaluate_all("all => all.filter(e => e.offsetParent).length") == 0
    assert page.locator(figures).first.is_visible()
    assert len(PdfReader(BytesIO(page.pdf(format="A4"))).pages) <= pages
