"""How much the public pages weigh, the explorer's first page above all, and how soon that one is painted."""

import json
from collections import Counter

import pytest

from portal.service import ensure_pages
from talent.categories.service import load_categories, load_code_lists
from talent.orgs.service import load_regions
from tests.browser.conftest import browser  # noqa: F401  # reason: a fixture
from tests.site.portal.explorer.published import publish_some
from tests.speed.measure import RESULTS
from tests.speed.serving import served

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]
MOST_BYTES, MOST_SECONDS, ROUNDS = 100_000, 1.0, 5
#: Of the other pages, as a whole: none is as heavy as a photograph.
MOST_OF_A_PAGE = 150_000
PAGES = [
    *("/", "/statistics/", "/statistics/compare/", "/statistics/areas/152500/"),
    *("/statistics/categories/skilled/", "/statistics/releases/", "/statistics/method/"),
    *("/open/", "/open/guide/", "/open/console/", "/search/?q=技能", "/notices/", "/help/", "/privacy/"),
    *("/definitions/", "/definitions/skilled/", "/definitions/codes/ethnic/", "/sitemap/", "/verify/"),
    *("/login/", "/register/person/", "/register/unit/", "/nothing/here/"),
]
_PAINTED = """new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
.observe({type: 'largest-contentful-paint', buffered: true}))"""


def test_the_first_page_is_light_and_painted_at_once(browser):  # noqa: F811  # reason: the fixture
    ensure_pages()
    publish_some()
    with served() as place:
        weights, times = zip(
            *(look(browser, f"http://{place}/statistics/") for _ in range(ROUNDS)), strict=True
        )
    line = {"name": "explorer", "bytes": max(weights), "painted_ms": sorted(times)}
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    with RESULTS.open("a") as file:
        file.write(json.dumps(line) + "\n")
    print(f"\nexplorer: {line['bytes']} bytes over the wire, largest paint {line['painted_ms']} ms")
    assert line["bytes"] <= MOST_BYTES
    assert sorted(times)[ROUNDS // 2] < MOST_SECONDS * 1000


def test_no_public_page_is_heavy_and_none_fetches_a_font(browser):  # noqa: F811  # reason: the fixture
    load_regions()
    load_code_lists()
    load_categories()
    ensure_pages()
    publish_some()
    with served() as place:
        found = {each: weigh(browser, f"http://{place}{each}") for each in PAGES}
    lines = [f"{each:34} {weight:>8.0f}  {dict(kinds)}" for each, (weight, kinds) in found.items()]
    print("\n" + "\n".join(["bytes over the wire at the first visit:", *lines]))
    assert [each for each, (weight, _) in found.items() if weight > MOST_OF_A_PAGE] == []
    kinds = {kind for _, kinds in found.values() for kind in kinds}
    assert kinds == {"Document", "Stylesheet", "Script"}


def first_visit(browser, address):  # noqa: F811  # reason: not the fixture here
    """The page, the bytes that came over the wire for it, and what kinds of things they were."""
    context = browser.new_context(viewport={"width": 1300, "height": 900}, locale="zh-CN")
    page, came, kinds = context.new_page(), [], Counter()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    missing = []

    def hear(event):
        kinds.update([event["type"]])
        if event["type"] != "Document" and event["response"]["status"] >= 400:
            missing.append(event["response"]["url"])

    wire.on("Network.responseReceived", hear)
    page.goto(address, wait_until="networkidle")
    # A page without its stylesheet would be light, and painted in no time.
    assert missing == []
    return page, came, kinds


def weigh(browser, address):  # noqa: F811  # reason: not the fixture here
    page, came, kinds = first_visit(browser, address)
    page.context.close()
    return sum(came), kinds


def look(browser, address):  # noqa: F811  # reason: not the fixture here
    """A first visit: all bytes that came over the wire, and the largest paint in milliseconds."""
    page, came, _kinds = first_visit(browser, address)
    painted = page.evaluate(_PAINTED)
    assert page.get_by_role("heading", level=1).inner_text() == "各盟市各类别人才"
    page.context.close()
    return sum(came), painted
