"""The clerk of a small unit: thirty colleagues by form, by pasting and by copying, all with the keyboard."""

import time

import pytest
from playwright.sync_api import Error

from talent.records.models import Change
from tests.browser.accessibility import findings
from tests.browser.conftest import PHONE
from tests.contracts.world import BANNER, member, organisation
from tests.talent.collect.world import number

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

PASSWORD = "马奶酒2026-长调"
#: By save-and-next, by pasting, by copying.
TYPED, PASTED, COPIED = 5, 20, 5


@pytest.fixture
def unit():
    organisation("锡林浩特市人力资源和社会保障局", "hr_department", BANNER)
    unit = organisation("锡林浩特市矿业公司", "unit", BANNER, unit_type="42", industry="B")
    clerk = member("kuanggong", unit, "collector", "unit_reviewer")
    clerk.set_password(PASSWORD)
    clerk.save()
    return unit


def log_in(someone):
    someone.page.goto("/login/")
    someone.page.fill("[name=username]", "kuanggong")
    someone.page.fill("[name=password]", PASSWORD)
    someone.page.keyboard.press("Enter")
    someone.page.wait_for_url("**/unit/**")


def states():
    found = Change.objects.unscoped(reason="the outcome of the test").order_by("pk")
    return list(found.values_list("state", flat=True))


def until(condition, seconds=20):
    """Waits for something that a page does by itself."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


def standing(page, name):
    """What stands in an input; None where there is none, or while the page is on its way."""
    try:
        return page.evaluate("name => document.getElementsByName(name)[0]?.value ?? null", name)
    except Error:
        return None


def fill_by_keyboard(page, serial, name, *, trade="焊工"):
    """From the identity number on with Tab, as somebody types who never takes the mouse."""
    keys = page.keyboard
    page.focus("[name='identity.id_number']")
    keys.type(number(serial))
    keys.press("Tab")
    keys.type(name)
    while page.evaluate("document.activeElement.name") != "identity.ethnic_group":
        keys.press("Tab")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("Alt+ArrowDown")
    while page.evaluate("document.activeElement.name") != "skill.current_trade":
        keys.press(
            "Alt+ArrowDown"
            if not page.evaluate("document.activeElement.name").startswith("skill.")
            else "Tab"
        )
    if page.evaluate("document.activeElement.value") != trade:
        keys.press("Control+a")
        keys.type(trade)


def save_and_next(page, count):
    page.keyboard.press("Control+Enter")
    until(lambda: len(states()) == count)
    until(lambda: standing(page, "identity.full_name") == "" and page.locator("[data-typed]").count() == 0)


def paste(page, text):
    """What Ctrl+V does, with a clipboard that needs no permission of a desktop."""
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
            document.activeElement.dispatchEvent(event);
        }""",
        text,
    )


def test_thirty_people_by_form_paste_and_copy_end_waiting_for_review(person, unit):
    clerk, began = person(), time.monotonic()
    log_in(clerk)
    page = clerk.page
    page.goto(f"/unit/{unit.pk}/new/skilled/")
    for serial in range(1, TYPED + 1):
        fill_by_keyboard(page, serial, f"职工{'甲乙丙丁戊'[serial - 1]}")
        save_and_next(page, serial)
    page.goto(f"/unit/{unit.pk}/grid/skilled/")
    rows = [
        f"{number(each)}\t工人{'一二三四五六七八九十'[each % 10]}\t汉族\t电工"
        for each in range(10, 10 + PASTED)
    ]
    page.focus("[name='cell.0.identity.full_name']")
    paste(page, "\n".join(["身份证号\t姓名\t民族\t工种", *rows]))
    until(lambda: standing(page, f"cell.{PASTED - 1}.identity.full_name"))
    clerk.shoot("grid_pasted")
    page.keyboard.press("Control+s")
    until(lambda: len(states()) == TYPED + PASTED)
    page.wait_for_load_state()
    first = Change.objects.unscoped(reason="the colleague").earliest("pk")
    page.goto(f"/unit/{unit.pk}/new/skilled/?copy={first.pk}")
    clerk.shoot("form_copied")
    for serial in range(1, COPIED + 1):
        fill_by_keyboard(page, 100 + serial, f"同事{'甲乙丙丁戊'[serial - 1]}")
        save_and_next(page, TYPED + PASTED + serial)
    page.goto(f"/unit/{unit.pk}/submit/")
    page.get_by_role("button", name="全部自审并上报").focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    until(lambda: states() == ["waiting"] * 30)
    clerk.shoot("workspace_sent")
    print(f"\nthirty people: {(time.monotonic() - began) / 60:.1f} minutes")


def test_whoever_loses_the_browser_goes_on_with_what_was_typed(person, unit):
    clerk = person()
    log_in(clerk)
    clerk.page.goto(f"/unit/{unit.pk}/new/skilled/")
    clerk.page.focus("[name='identity.full_name']")
    clerk.page.keyboard.type("那仁")
    until(lambda: "已自动留存" in clerk.page.locator("[data-autosave-status]").inner_text())
    clerk.leave()
    again = person()
    log_in(again)
    again.page.goto(f"/unit/{unit.pk}/new/skilled/")
    again.follow("继续填写")
    assert again.page.input_value("[name='identity.full_name']") == "那仁"
    again.page.evaluate("document.querySelector('form.generated').dispatchEvent(new Event('kept'))")


def test_a_row_that_was_taken_out_comes_back(person, unit):
    clerk = person()
    log_in(clerk)
    page = clerk.page
    page.goto(f"/unit/{unit.pk}/new/skilled/#group-work")
    page.fill("[name='work.0.post']", "电工")
    page.get_by_role("button", name="移除 工作经历 1").press("Enter")
    assert page.locator("[name='work.0.post']").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "撤销移除"
    page.keyboard.press("Enter")
    assert page.input_value("[name='work.0.post']") == "电工"
    until(lambda: "已自动留存" in page.locator("[data-autosave-status]").inner_text())


@pytest.mark.parametrize("size", [{"width": 1300, "height": 900}, PHONE], ids=["wide", "phone"])
def test_nothing_is_in_the_way_of_anybody_on_the_pages_of_a_clerk(person, unit, size):
    clerk = person(size=size)
    log_in(clerk)
    page, at, found = clerk.page, f"/unit/{unit.pk}/", {}
    shape = "phone" if size == PHONE else "wide"

    def look(name, address=""):
        if address:
            page.goto(address)
        clerk.shoot(f"axe_{name}_{shape}")
        if wrong := findings(page):
            found[name] = wrong

    look("first_visit", at)
    look("form", f"{at}new/skilled/")
    page.fill("[name='identity.id_number']", "152502")
    page.get_by_role("button", name="核对并上报").press("Enter")
    page.wait_for_selector(".errors")
    look("form_with_errors")
    look("light_form", f"{at}new/rural/?form=light")
    look("grid", f"{at}grid/skilled/")
    page.fill("[name='cell.0.identity.full_name']", "那仁")
    page.keyboard.press("Control+s")
    page.wait_for_selector(".errors")
    look("grid_with_errors")
    page.fill("[name='cell.0.identity.id_number']", number(1))
    page.keyboard.press("Control+s")
    until(lambda: states() == ["draft"])
    page.wait_for_load_state()
    change = Change.objects.unscoped(reason="the draft of the test").get()
    for name, address in {
        "workspace": at,
        "draft": f"{at}changes/{change.pk}/",
        "copy": f"{at}new/skilled/?copy={change.pk}",
        "check": f"{at}changes/{change.pk}/check/",
        "ready": f"{at}submit/",
        "organisation": f"{at}organisation/",
        "sheets": f"{at}sheets/",
        "sheet": f"{at}sheets/responsible_person/",
        "review": f"{at}review/",
        "messages": "/messages/",
    }.items():
        look(name, address)
    assert found == {}
