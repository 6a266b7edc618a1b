"""The public pages as pictures: `make pictures` draws docs/pictures/portal/ anew.

Without PICTURES the pictures go to a temporary folder; what is checked is that each page can be drawn, stays
small, and has its picture in the documents.
"""

import os
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from portal.demo.news import tell_news
from portal.service import ensure_editors, ensure_pages
from talent.categories.service import load_categories, load_code_lists
from talent.orgs.service import ensure_role_groups, load_regions
from tests.browser.conftest import PHONE
from tests.browser.register import publish_register
from tests.reports.opendata.conftest import nothing_held  # noqa: F401  # reason: a fixture for every test here

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]
KEPT = settings.BASE_DIR / "docs" / "pictures" / "portal"
WIDE = {"width": 1300, "height": 900}
#: A picture goes so far down, in pixels, and is so large at most, in bytes.
HIGHEST, LARGEST = 1700, 250_000
COMPARED = "/statistics/compare/?area=150100&area=150200&area=150400&area=152500"
#: Name, address, size of the window, what of the page ("" for all).
PAGES = (
    ("home", "/", WIDE, ""),
    ("explorer", "/statistics/", WIDE, ""),
    ("explorer-phone", "/statistics/", PHONE, ""),
    ("compare", COMPARED, WIDE, ""),
    ("series", COMPARED, WIDE, ".card:has(#history-heading)"),
    ("league", "/statistics/areas/152500/", WIDE, ""),
    ("category", "/statistics/categories/skilled/", WIDE, ""),
    ("method", "/statistics/method/", WIDE, ""),
    ("open-data", "/open/", WIDE, ""),
    ("console", "/open/console/", WIDE, ""),
)


@pytest.fixture
def folder(tmp_path):
    asked = os.environ.get("PICTURES", "")
    found = Path(asked).absolute() / "portal" if asked else tmp_path
    found.mkdir(parents=True, exist_ok=True)
    return found


@pytest.fixture
def site():
    load_regions()
    load_code_lists()
    load_categories()
    ensure_role_groups()
    ensure_pages()
    ensure_editors()
    publish_register()
    tell_news()


def draw(page, file, part):
    """In few colours, which is all that the pages have: small enough for a repository."""
    if part:
        taken = page.locator(part).screenshot()
    else:
        width, height = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
        clip = {"x": 0, "y": 0, "width": width, "height": min(height, HIGHEST)}
        taken = page.screenshot(full_page=True, clip=clip)
    image = Image.open(BytesIO(taken)).convert("RGB").quantize(96, dither=Image.Dither.NONE)
    image.save(file, optimize=True)


def test_every_public_page_can_be_drawn(person, folder, site):
    readers = {width: person(size=size) for width, size in ((1300, WIDE), (390, PHONE))}
    for name, address, size, part in PAGES:
        page = readers[size["width"]].page
        assert page.goto(address).status == 200, address
        draw(page, folder / f"{name}.png", part)
    sizes = {path.stem: path.stat().st_size for path in folder.glob("*.png")}
    assert sizes.keys() == {name for name, *_rest in PAGES}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}


def test_every_page_has_its_picture_in_the_documents_and_no_picture_is_of_nothing():
    assert {path.stem for path in KEPT.glob("*.png")} == {name for name, *_rest in PAGES}
