"""Chromium ends by SIGKILL while somebody types in a long form: at most the last few seconds are gone."""

import os
import signal
import time

import pytest
from playwright.sync_api import Error

from talent.categories.service import live_version
from talent.records.models import Change
from talent.records.service import propose
from tests.browser.conftest import ARGUMENTS, CHROMIUM, Person
from tests.browser.test_clerk import until
from tests.contracts.world import BANNER, organisation
from tests.site.people import PASSWORD
from tests.talent.collect.world import account, number

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

FIELD = "[name='rural.demo_effect']"
#: Seconds of typing before the end, and the last of them that may be gone: five until something is sent
#: at the latest, and the way to the server and back.
TYPED, LOST = 14, 7


@pytest.fixture
def village(db):
    organisation("锡林浩特市人力资源和社会保障局", "hr_department", BANNER)
    village = organisation("巴彦嘎查村委会", "village_committee", BANNER, unit_type="61", industry="A")
    clerk = account("gacha", village, "collector", "unit_reviewer")
    clerk.set_password(PASSWORD)
    clerk.save()
    return village


@pytest.fixture
def mortal(browser, live_server):
    """Seats somebody at a browser that is a process of its own."""
    started = []

    def seat():
        started.append(browser.browser_type.launch(executable_path=CHROMIUM, args=ARGUMENTS))
        someone = Person(started[-1], live_server.url)
        someone.log_in("/login/", "gacha", PASSWORD)
        someone.page.wait_for_url("**/unit/**")
        return someone

    yield seat
    for each in started:
        if each.is_connected():
            each.close()


def kill(someone):
    """SIGKILL to the process of the whole browser: no page can say good-bye."""
    browser = someone.page.context.browser
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    (pid,) = [each["id"] for each in processes if each["type"] == "browser"]
    os.kill(pid, signal.SIGKILL)
    until(lambda: is_gone(someone.page))


def is_gone(page):
    """Asked of the page itself: it only hears of the end while it is asked something."""
    try:
        page.evaluate("0")
    except Error:
        return True
    return False


def type_on(page):
    """Types for some seconds; returns all, and what stood there when the last few seconds began."""
    page.focus(FIELD)
    page.keyboard.press("End")
    began, words, stood = time.monotonic(), "", ""
    while time.monotonic() < began + TYPED:
        word = f"户{len(words):03}。"
        page.keyboard.type(word, delay=30)
        words += word
        if time.monotonic() < began + TYPED - LOST:
            stood = words
    return words, stood


def kept(text, words, stood):
    """Whether a text is what was typed, but for the end of the last seconds."""
    return words.startswith(text) and text.startswith(stood) and bool(stood)


def test_a_form_for_somebody_new_is_offered_again_but_for_the_last_seconds(mortal, village):
    someone, address = mortal(), f"/unit/{village.pk}/new/rural/"
    someone.page.goto(address)
    someone.page.fill("[name='identity.full_name']", "巴雅尔")
    words, stood = type_on(someone.page)
    kill(someone)
    page = mortal().page
    page.goto(address)
    page.get_by_role("link", name="继续填写").first.click()
    found = page.input_value("[name='identity.full_name']"), page.input_value(FIELD)
    assert (found[0], kept(found[1], words, stood)) == ("巴雅尔", True)
    assert Change.objects.unscoped(reason="test").count() == 0


def test_a_draft_holds_what_was_typed_in_it_but_for_the_last_seconds(mortal, village):
    who = {"id_type": "01", "id_number": number(1), "full_name": "巴雅尔", "ethnic_group": "蒙古族"}
    clerk = village.memberships.first().user
    change = propose(
        version=live_version("rural"), unit=village, raw={"identity": who}, by=clerk, source="unit"
    ).change
    someone, address = mortal(), f"/unit/{village.pk}/changes/{change.pk}/"
    someone.page.goto(address)
    words, stood = type_on(someone.page)
    kill(someone)
    page = mortal().page
    page.goto(address)
    assert kept(page.input_value(FIELD), words, stood)
    saved = Change.objects.unscoped(reason="test").get(pk=change.pk)
    assert (saved.state, kept(saved.document()["rural"]["demo_effect"], words, stood)) == ("draft", True)
