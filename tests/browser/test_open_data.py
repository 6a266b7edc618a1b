"""The pages for those who write programs, in a browser: they work, by keyboard too, and break no rule."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import findings
from tests.browser.conftest import PHONE
from tests.reports.opendata.releases import publish

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]
SMALL = {"width": 1300, "height": 900}


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_the_console_shows_an_answer_beside_its_question_by_keyboard_alone(person):
    publish(7)
    anybody = person(size=SMALL)
    page = anybody.page
    page.goto("/open/console/?operation=table")
    page.click("summary:has-text('可能的回答')")
    page.select_option("#id_format", "csv")
    page.focus("#id_area")
    page.keyboard.type("152500")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("200 ")
    address = page.locator("#address").inner_text()
    assert address.endswith("/open/v1/tables/league_category/?area=152500&format=csv")
    assert page.locator("#command").inner_text() == f"curl --compressed '{address}'"
    assert f'read_csv("{address}"' in page.locator("#program").inner_text()
    assert "152500,锡林郭勒盟,Xilingol League,total" in page.locator("#body").inner_text()
    assert "ratelimit-remaining" in page.locator("#headers").inner_text()
    assert (findings(page), overflow(page)) == ([], 0)
    anybody.shoot("open_console_wide")

    # What is refused is shown as well: the browser itself reports its status, which is no fault of the page.
    page.fill("#id_area", "110000")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("404 ")
    assert "有：150000, 152500" in page.locator("#body").inner_text()
    anybody.complaints[:] = [each for each in anybody.complaints if "status of 404" not in each]


def test_on_a_phone_the_answer_fits_and_a_key_is_given_by_a_press(person):
    publish(7)
    anybody = person(size=PHONE)
    page = anybody.page
    page.goto("/open/console/?operation=release")
    anybody.press("发送")
    expect(page.locator("#body")).to_contain_text('"sha256"')
    assert (findings(page), overflow(page)) == ([], 0)
    anybody.shoot("open_console_phone")
    page.goto("/open/guide/")
    anybody.press("领取密钥")
    key = page.locator(".given code").inner_text()
    page.goto("/open/console/?operation=table")
    page.fill("#api_key", key)
    assert f"-H 'X-API-Key: {key}'" in page.locator("#command").inner_text()
    with page.expect_request("**/open/v1/tables/**") as sent:
        anybody.press("发送")
    expect(page.locator("#status")).to_contain_text("200 ")
    assert (sent.value.headers["x-api-key"], key in page.url, key in sent.value.url) == (key, False, False)
    assert (findings(page), overflow(page)) == ([], 0)
    anybody.shoot("open_console_table_phone")
    answer = page.request.get("/open/v1/tables/", headers={"X-API-Key": key})
    assert (answer.status, key.startswith("nmrc_")) == (200, True)
    assert (findings(page), overflow(page)) == ([], 0)
    anybody.shoot("open_guide_phone")
