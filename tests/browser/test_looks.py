"""A look is typed beside its preview, and a failed batch says what to do, wide and on a phone."""

import pytest
from django.utils import timezone

from reports.printing.documents import SheetLook
from reports.printing.looks import keep_look
from reports.printing.models import Look, MissingGlyph, PrintRun
from tests.browser.conftest import PHONE
from tests.browser.test_walk import PASSWORD
from tests.talent.collect.world import World
from tests.talent.records.register import account, organisation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]
MONGOLIAN = "ᠮᠡᠷᠭᠡᠵᠢᠯ\u202fᠦᠨ ᠠᠪᠢᠶᠠᠰᠲᠠᠨ\u202fᠤ ᠪᠦᠷᠢᠳᠭᠡᠯ\u202fᠦᠨ ᠬᠦᠰᠦᠨᠦᠭᠲᠦ"
WIDE = {"width": 1300, "height": 900}


@pytest.fixture(params=[pytest.param(WIDE, id="wide"), pytest.param(PHONE, id="phone")])
def size(request):
    return request.param


@pytest.fixture
def world():
    return World()


def sit_down(person, size, user, *, at):
    user.set_password(PASSWORD)
    user.save()
    seated = person(size=size)
    seated.log_in(at, user.username, PASSWORD)
    return seated


def test_the_preview_follows_what_is_typed_and_what_is_saved_is_in_force(person, world, size):
    office = organisation("自治区人社厅", "hr_department", 150000)
    writer = sit_down(person, size, account("leibie", office, "category_admin"), at="/back/loginUI")
    MissingGlyph.objects.create(code=0x31FFF)
    writer.page.goto("/back/looks/")
    writer.look("looks-index")
    writer.page.goto("/back/looks/change/of/skilled/")
    typed = {
        "title": "技能人才登记卡",
        "mongolian": MONGOLIAN,
        "number": "蒙人才技01表",
        "made_by": "自治区人力资源和社会保障厅",
        "signatures": "填表人\n审核人\n单位负责人",
        "instructions": "一、用黑色笔填写。\n二、一式两份。",
    }
    for name, value in typed.items():
        writer.page.fill(f"[name={name}]", value)
    writer.page.locator("#look-preview text", has_text="二、一式两份。").wait_for()
    writer.look("looks-form")
    writer.page.get_by_label("样例", exact=True).check()
    writer.page.locator("#look-preview text", has_text="样例文字").first.wait_for()
    writer.page.locator("#look-preview path").first.wait_for()
    writer.look("looks-sample")
    writer.press("保存并启用")
    writer.page.get_by_role("button", name="恢复随系统的版式").wait_for()
    writer.look("looks-saved")
    assert Look.objects.get().content["title"] == "技能人才登记卡"


def test_a_batch_that_failed_says_what_to_do(person, world, size):
    clerk = sit_down(person, size, world.clerk, at="/login/")
    run = PrintRun.objects.create(
        by=world.clerk, unit=world.unit, offices=[world.unit.pk], asked="category=skilled",
        language="zh-hans",
        state="failed", total=300, ended_at=timezone.now(),
    )  # fmt: skip
    for name, address in (("failed", f"/print/runs/{run.pk}/"), ("runs", "/print/runs/")):
        clerk.page.goto(address)
        clerk.look(f"looks-{name}")


def test_mongolian_runs_downwards_at_the_left_of_the_heading(person, world, size):
    clerk = sit_down(person, size, world.clerk, at="/login/")
    look = SheetLook(title="技能人才登记卡", mongolian=MONGOLIAN)
    keep_look(look, sheet="change", category="skilled", after=0, by=world.clerk)
    clerk.page.goto(f"/print/changes/{world.accepted().pk}/?as=page")
    clerk.look("looks-bilingual")
    column = clerk.page.locator("p.mongolian")
    assert column.evaluate("each => getComputedStyle(each).writingMode") == "vertical-lr"
    assert clerk.page.evaluate("document.fonts.check('24px \"Sheet Mongolian\"', 'ᠮ')")
    assert column.bounding_box()["x"] < clerk.page.locator("h1").bounding_box()["x"]
