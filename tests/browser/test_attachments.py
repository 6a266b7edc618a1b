"""A clerk attaches a photo and a certificate: by keyboard alone, on a phone, and without scripts."""

import io

import pytest
from PIL import Image, ImageDraw

from talent.categories.service import all_attached
from talent.records.attachments.keeping import content_of
from talent.records.models import Attachment, Change
from tests.browser.conftest import PHONE
from tests.browser.test_walk import PASSWORD, account
from tests.contracts.world import BANNER, organisation
from tests.talent.records.attachments import hostile

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

PHOTO = "[id='identity.photo']"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.ATTACHMENT_DIR = tmp_path / "attachments"


@pytest.fixture
def mine():
    unit = organisation("锡林浩特市矿业公司", "unit", BANNER, unit_type="42", industry="B")
    account("kuanggong", unit, "collector")
    return unit


def half_red():
    """A wide photo, red on its left and blue on its right."""
    picture = Image.new("RGB", (1200, 600), "blue")
    ImageDraw.Draw(picture).rectangle((0, 0, 599, 600), fill="red")
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=95)
    return {"name": "照片.jpg", "mimeType": "image/jpeg", "buffer": target.getvalue()}


def stored():
    """The photo of the newest draft."""
    change = Change.objects.unscoped(reason="test").latest("pk")
    (found,) = all_attached(change.document()["identity"]["photo"])
    row = Attachment.objects.unscoped(reason="test").get(key=found.id)
    return Image.open(io.BytesIO(content_of(row)))


def is_red(picture, x):
    red, _green, blue = picture.convert("RGB").getpixel((x, 200))
    return red > 150 and blue < 100


def fill(page):
    page.fill("[name='identity.id_number']", "152502197206282979")
    page.fill("[name='identity.full_name']", "苏和")


@pytest.mark.parametrize("size", [None, PHONE])
def test_a_photo_is_cut_by_keyboard_and_saved_as_it_was_shown(person, mine, size):
    clerk = person(**({"size": size} if size else {}))
    clerk.log_in("/login/", "kuanggong", PASSWORD)
    page = clerk.page
    page.goto(f"/unit/{mine.pk}/new/skilled/")
    fill(page)
    page.set_input_files(PHOTO, half_red())
    page.wait_for_selector("dialog.crop[open] canvas:focus")
    for _ in range(60):  # as far to the right as it goes: what is left of the middle
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("+")
    clerk.shoot(f"crop_{'phone' if size else 'wide'}", whole=False)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".attached img")
    assert page.evaluate("document.activeElement.id") == "identity.photo"
    assert "已上传：照片.jpg" in page.locator("[data-files='identity.photo']").inner_text()
    page.locator(".attached img").evaluate("image => image.decode()")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    clerk.shoot(f"photo_{'phone' if size else 'wide'}")
    clerk.press("暂存")
    page.wait_for_url("**/changes/*/")
    found = stored()
    assert (found.size, is_red(found, 40), is_red(found, 250)) == ((295, 413), True, True)


def test_a_refused_file_is_told_beside_the_field_and_another_one_goes_on(person, mine):
    clerk = person()
    clerk.log_in("/login/", "kuanggong", PASSWORD)
    page = clerk.page
    page.goto(f"/unit/{mine.pk}/new/skilled/")
    fill(page)
    page.locator("#group-skill_cert summary").first.click()
    box = page.locator("[data-files='skill_cert.0.x_file']")
    wrong = {"name": "证书.pdf", "mimeType": "application/pdf", "buffer": hostile.locked()}
    right = {"name": "证书.pdf", "mimeType": "application/pdf", "buffer": hostile.pdf()}
    page.set_input_files("[id='skill_cert.0.x_file']", wrong)
    box.get_by_text("有密码或已加密").wait_for()
    page.set_input_files("[id='skill_cert.0.x_file']", right)
    box.locator("[data-attached='证书.pdf']").wait_for(state="attached")
    page.fill("[name='skill_cert.0.occupation']", "焊工")
    clerk.press("暂存")
    page.wait_for_url("**/changes/*/")
    (row,) = Change.objects.unscoped(reason="test").latest("pk").document()["skill_cert"]
    assert [each.name for each in all_attached(row["x_file"])] == ["证书.pdf"]
    box.get_by_role("button", name="移除").click()
    assert box.locator("[data-attached]").count() == 0


def test_without_scripts_the_server_cuts_the_photo_from_the_middle(browser, live_server, mine):
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto("/login/")
    page.fill("[name=username]", "kuanggong")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button.button")
    page.goto(f"/unit/{mine.pk}/new/skilled/")
    fill(page)
    page.set_input_files(PHOTO, half_red())
    page.get_by_role("button", name="暂存", exact=True).click()
    page.wait_for_url("**/changes/*/")
    found = stored()
    assert (found.size, is_red(found, 40), is_red(found, 250)) == ((295, 413), True, False)
    page.click(".attached button")
    assert page.locator("[data-attached]").count() == 0
    context.close()
