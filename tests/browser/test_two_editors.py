"""Two administrators at one definition at once: the second is told, sees both sides, and loses nothing."""

import pytest

from talent.categories.models import Category
from tests.browser.definitions import DefinitionEditor
from tests.browser.test_walk import PASSWORD, account
from tests.contracts.world import REGION, organisation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]


@pytest.fixture
def two(person):
    """Both have the editor of 社会工作人才 open."""
    region = organisation("人社厅", "hr_department", REGION)
    seated = []
    for name in ("xinguanli", "fuhe"):
        account(name, region, "category_admin")
        seated.append(person())
        seated[-1].log_in("/back/loginUI", name, PASSWORD)
    yield [DefinitionEditor(each).open("社会工作人才") for each in seated]
    for each in seated:
        each.leave()


@pytest.mark.slow
def test_the_second_of_two_who_save_is_told_sees_both_and_saves_with_open_eyes(two):
    first, second = two
    first.page.fill("[name=label]", "社会工作者")
    group = first.open_group("联系方式")
    first.add_field(group, "文本", key="wechat", label="微信号")
    first.save()
    first.page.get_by_text("“社会工作者”已存为草稿。").wait_for()
    second.page.fill("[name=label_en]", "Social workers")
    group = second.open_group("身份信息")
    second.add_field(group, "文本", key="nickname", label="昵称")
    told = second.page.locator("section.clash")
    save_in_spite_of_a_warning(second, told)
    theirs, mine = told.locator(".clash-sides > div").all_inner_texts()
    assert ("社会工作者" in theirs, "微信号" in theirs, "昵称" in theirs) == (True, True, False)
    assert ("Social workers" in mine, "昵称" in mine, "微信号" in mine) == (True, True, False)
    assert second.page.input_value("[name=label_en]") == "Social workers"
    assert draft().label == "社会工作者"
    second.person.shoot("two_editors")
    save_in_spite_of_a_warning(second, told)
    assert keys() >= {"contact.wechat"}
    told.locator("input[type=checkbox]").check()
    save_in_spite_of_a_warning(second, second.page.get_by_text("已存为草稿。"))
    assert (draft().label_en, "identity.nickname" in keys()) == ("Social workers", True)
    history = [each.as_object() for each in draft().revisions.order_by("-pk")[:2]]
    assert [each.label for each in history] == ["社会工作人才", "社会工作者"]
    assert "contact.wechat" in keys(history[1])


def save_in_spite_of_a_warning(editor, expected):
    """Wagtail asks every ten seconds who else has saved, and then warns before anything is sent."""
    expected.evaluate_all("found => found.forEach((each) => each.remove())")
    editor.save()
    warning = editor.page.get_by_role("dialog").get_by_role("button", name="保存草稿")
    expected.or_(warning).first.wait_for()
    if warning.is_visible():
        warning.click()
        expected.wait_for()


def draft():
    return Category.objects.get(key="social").get_latest_revision_as_object()


def keys(category=None):
    return {
        f"{group.value['key']}.{field.value['key']}"
        for group in (category or draft()).groups
        for field in group.value["fields"]
    }
