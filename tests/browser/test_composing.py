"""Conditions chosen by field in a browser: written into the form, saved, and chosen again from there."""

import pytest

from talent.categories.models import Category
from tests.browser.test_editor import editor, opened_field, panel

__all__ = ["editor"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

FORMULA = 'skill.highest_level in ["6", "5"] and count(skill_cert) >= 2'
WORDS = "“最高技能等级”是“高级技师(一级)”、“技师(二级)”之一，且“职业技能等级证书”的行数不小于2"
UNNAMED = """dialog => [...dialog.querySelectorAll('button, input, select')].filter(each =>
    each.checkVisibility() && !each.labels?.length && !each.textContent.trim() && !each.ariaLabel)"""


def opened(field, part="shown_if"):
    """The dialog after the button beside an input of this field was pressed by the keyboard."""
    button = field.locator(f"[name$='-{part}'] ~ [data-formula-choose]")
    button.focus()
    button.press("Enter")
    dialog = field.page.get_by_role("dialog", name="选择条件")
    dialog.locator("[data-composer-chosen], [data-composer-typed]").locator("visible=true").wait_for()
    return dialog


def row(dialog, number):
    return dialog.get_by_role("group", name=f"条件 {number}")


def add(dialog, field, operator):
    """One more condition; its field has the focus at once."""
    dialog.get_by_role("button", name="添加条件").click()
    last = dialog.locator(".composer-row").last
    assert last.locator("[data-field]").evaluate("each => each === document.activeElement")
    last.locator("[data-field]").select_option(field)
    last.locator("[data-operator]").select_option(operator)
    return last


def compose(dialog):
    """The two conditions of FORMULA."""
    first = add(dialog, "skill.highest_level", "in")
    first.get_by_label("技师(二级)", exact=True).check()
    first.get_by_label("高级技师(一级)").check()
    add(dialog, "skill_cert", ">=").get_by_label("值", exact=True).fill("2")
    dialog.get_by_text(FORMULA).wait_for()


def said(field, part="shown_if"):
    return field.locator(f"[name$='-{part}'] ~ [data-formula-said]")


def save(page):
    page.locator("#w-editor-form footer button[type=submit]").first.click()
    page.wait_for_selector("text=已存为草稿")


@pytest.mark.slow
def test_chosen_conditions_are_written_saved_and_chosen_again(editor):
    field = opened_field(editor)
    dialog = opened(field)
    compose(dialog)
    assert dialog.locator("[data-composer-words]").inner_text() == WORDS
    assert dialog.evaluate(UNNAMED) == []
    dialog.get_by_role("button", name="写入").click()
    assert field.locator("[name$='-shown_if']").input_value() == FORMULA
    assert editor.evaluate("document.activeElement.matches('[data-formula-choose]')")
    said(field).get_by_text(WORDS).wait_for()
    save(editor)
    field = opened_field(editor)
    assert field.locator("[name$='-shown_if']").input_value() == FORMULA
    dialog = opened(field)
    assert row(dialog, 1).locator("[data-field]").input_value() == "skill.highest_level"
    ticked = row(dialog, 1).locator("input:checked")
    assert ticked.evaluate_all("boxes => boxes.map((box) => box.value).sort()") == ["5", "6"]
    assert row(dialog, 2).locator("[data-operator]").input_value() == ">="
    assert row(dialog, 2).get_by_label("值", exact=True).input_value() == "2"
    kept = Category.objects.get(key="skilled").get_latest_revision_as_object().groups.get_prep_value()
    skill = next(each["value"]["fields"] for each in kept if each["value"]["key"] == "skill")
    assert skill[0]["value"]["shown_if"] == FORMULA


@pytest.mark.slow
def test_escape_and_cancel_leave_the_input_as_it_was(editor):
    field = opened_field(editor)
    for leave in (lambda dialog: editor.keyboard.press("Escape"), press_cancel):
        dialog = opened(field)
        compose(dialog)
        leave(dialog)
        dialog.wait_for(state="hidden")
        assert field.locator("[name$='-shown_if']").input_value() == ""
        assert editor.evaluate("document.activeElement.matches('[data-formula-choose]')")


def press_cancel(dialog):
    dialog.locator("footer").get_by_role("button", name="取消").click()


@pytest.mark.slow
def test_a_field_typed_a_moment_before_can_be_chosen(editor):
    field = opened_field(editor)
    field.locator("input[name$='-key']").fill("present_trade")
    other = panel(editor, "本工种工作年限 years_in_trade")
    dialog = opened(other, "required_if")
    assert dialog.locator("option[value='skill.current_trade']").count() == 0
    add(dialog, "skill.present_trade", "contains").get_by_label("值", exact=True).fill("电")
    dialog.get_by_text('contains(skill.present_trade, "电")').wait_for()
    dialog.get_by_role("button", name="写入").click()
    assert other.locator("[name$='-required_if']").input_value() == 'contains(skill.present_trade, "电")'


@pytest.mark.slow
def test_a_row_that_is_wrong_or_unfinished_cannot_be_written(editor):
    dialog = opened(opened_field(editor))
    last = add(dialog, "skill_cert", ">=")
    write = dialog.get_by_role("button", name="写入")
    assert write.is_disabled()
    last.get_by_label("值", exact=True).fill("两")
    last.get_by_text("请填数字").wait_for()
    assert write.is_disabled()
    last.get_by_label("值", exact=True).fill("2")
    dialog.get_by_text("count(skill_cert) >= 2").wait_for()
    last.get_by_role("button", name="删去这个条件").click()
    dialog.get_by_text("还没有条件").wait_for()
    assert editor.evaluate("document.activeElement.matches('[data-composer-add]')")


@pytest.mark.slow
def test_a_typed_formula_is_read_aloud_and_one_beyond_the_rows_stays_until_it_is_chosen_anew(editor):
    field = opened_field(editor)
    line = field.locator("[name$='-shown_if']")
    line.press_sequentially("skill.gone = 1")
    said(field).get_by_text("引用了不存在的字段“skill.gone”。").wait_for()
    assert said(field).evaluate("place => place.matches('.formula-fault')")
    line.fill("not filled(skill.studio)")
    said(field).get_by_text("并非(已填“技能大师工作室”)").wait_for()
    derive = field.locator("[name$='-derive']")
    derive.fill("highest_skill")
    said(field, "derive").get_by_text("最高的“技能等级”").wait_for()
    dialog = opened(field)
    assert "只能在输入框里手写修改" in dialog.inner_text()
    assert dialog.get_by_role("button", name="写入").is_disabled()
    dialog.get_by_role("button", name="重新选择").click()
    compose(dialog)
    assert line.input_value() == "not filled(skill.studio)"
    dialog.get_by_role("button", name="写入").click()
    assert line.input_value() == FORMULA


@pytest.mark.slow
def test_the_dialog_fits_a_narrow_window(editor):
    field = opened_field(editor)
    dialog = opened(field)
    compose(dialog)
    for width in (800, 390):
        editor.set_viewport_size({"width": width, "height": 844})
        sizes = (
            "each => [each.scrollWidth - each.clientWidth, each.getBoundingClientRect().right <= innerWidth]"
        )
        assert dialog.evaluate(sizes) == [0, True]
        assert dialog.locator(".composer-body").evaluate(sizes) == [0, True]
        assert dialog.get_by_role("button", name="写入").is_visible()
