"""Headless Chromium of the system. CI fails without it; a laptop without it skips these tests."""

import os
import shutil
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import sync_playwright

from tests.browser.accessibility import findings, fits

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
]
WIDE, PHONE = {"width": 1500, "height": 1000}, {"width": 390, "height": 844}
#: A message comes in slowly; while it fades in, axe-core would find its colours pale.
STILL = "Promise.all(document.getAnimations().map(each => each.finished))"
#: Where the screenshots of a run go.
PICTURES = Path(os.environ.get("SCREENSHOTS", ".data/screenshots"))


@pytest.fixture(scope="module")
def browser():
    """For one module: Playwright's loop stands in the way of what runs a loop of its own elsewhere."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing: apt-get install chromium")
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    # With a loop and without one Django keeps two sets of connections in a thread, and sees only one of
    # them. What the other set left open would end when the test database is renewed.
    connections.close_all()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop runs in this thread, which Django would take for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
        connections.close_all()


class Person:
    """One human at one browser: a page that fails the test on any script error or refused resource, and where
    it is looked at, on whatever shuts somebody out."""

    def __init__(self, browser, address, *, size=WIDE):
        self.page = browser.new_context(viewport=size, locale="zh-CN", base_url=address).new_page()
        self.width = "phone" if size == PHONE else "wide"
        self.complaints = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, message):
        # A form that is sent back with its errors answers 422, a conflict 409; the browser reports both.
        expected = "status of 422" in message.text or "status of 409" in message.text
        if message.type == "error" and not expected:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def log_in(self, address, username, password):
        self.page.goto(address)
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", password)
        self.page.click("main form button.button")

    def shoot(self, name, *, whole=True):
        """The page as it is; `whole`: with what is below the window, which a frame in it may not survive."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=whole)

    def look(self, name):
        """Shoots the page as it stands and has axe-core read it; it has to fit its window as well."""
        self.page.evaluate(STILL)
        self.shoot(f"{name}-{self.width}")
        wrong = findings(self.page) + ([] if fits(self.page) else ["wider than its window"])
        self.complaints += [f"{name}: {each}" for each in wrong]

    def leave(self):
        """Closes the browser, which an open editor would otherwise go on asking the server from."""
        self.page.context.close()

    def press(self, words):
        self.page.get_by_role("button", name=words, exact=True).click()

    def follow(self, words):
        self.page.get_by_role("link", name=words).first.click()

    @property
    def text(self):
        return self.page.locator("main, .content").first.inner_text()


@pytest.fixture
def person(browser, live_server):
    """Call it to seat a person at a browser of their own; nobody may leave a complaint behind."""
    seated = []

    def seat(**options):
        seated.append(Person(browser, live_server.url, **options))
        return seated[-1]

    yield seat
    assert [complaint for each in seated for complaint in each.complaints] == []
