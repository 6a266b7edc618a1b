"""While somebody types, the form shows what is asked for and fills in what follows."""

import pytest

from talent.categories.models import Category
from talent.categories.service import publish_version
from tests.browser.test_walk import PASSWORD, account
from tests.contracts.world import BANNER, organisation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]


@pytest.fixture
def mine():
    """A mine whose skilled workers are asked for pupils only where they lead a studio."""
    category = Category.objects.get(key="skilled")
    groups = category.groups.raw_data
    skill = next(group["value"] for group in groups if group["value"]["key"] == "skill")
    fields = {field["value"]["key"]: field["value"] for field in skill["fields"]}
    fields["apprentices"] |= {"shown_if": 'skill.highest_level in ["5", "6"]', "required": "submit"}
    fields["years_in_trade"] |= {"required": "submit", "required_if": "filled(skill.studio)"}
    competition = next(group["value"] for group in groups if group["value"]["key"] == "competition")
    competition["shown_if"] = "skill.apprentices >= 3"
    publish_version(category=category, by=None)
    unit = organisation("锡林浩特市矿业公司", "unit", BANNER, unit_type="42", industry="B")
    account("kuanggong", unit, "collector")
    return unit


def shown(page, name):
    return page.locator(f"[data-field='{name}']").is_visible()


def test_the_form_follows_what_is_typed(person, mine):
    clerk = person()
    clerk.log_in("/login/", "kuanggong", PASSWORD)
    page = clerk.page
    page.goto(f"/unit/{mine.pk}/new/skilled/")
    assert not shown(page, "skill.apprentices")
    assert not page.locator("#group-competition").is_visible()
    page.fill("[name='identity.id_number']", "152502197206282979")
    assert page.input_value("[name='identity.birth_date']") == "1972-06-28"
    assert page.input_value("[name='identity.sex']") == "1"
    page.select_option("[name='skill.highest_level']", label="技师(二级)")
    assert shown(page, "skill.apprentices")
    assert "“最高技能等级”是“" in page.locator("[data-field='skill.apprentices']").inner_text()
    page.fill("[name='skill.apprentices']", "3")
    assert page.locator("#group-competition").is_visible()
    mark = page.locator("[data-field='skill.years_in_trade'] .must")
    assert not mark.is_visible()
    page.fill("[name='skill.studio']", "苏和技能大师工作室")
    assert mark.is_visible()
    clerk.shoot("form_with_conditions")
    page.select_option("[name='skill.highest_level']", label="高级工(三级)")
    assert not shown(page, "skill.apprentices")
    assert not page.locator("#group-competition").is_visible()


def test_without_scripts_everything_is_shown_with_its_condition_in_words(browser, live_server, mine):
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto("/login/")
    page.fill("[name=username]", "kuanggong")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button.button")
    page.goto(f"/unit/{mine.pk}/new/skilled/")
    assert shown(page, "skill.apprentices")
    assert "仅在以下情况填写：“带徒人数”不小于3" in page.locator("#group-competition").inner_text()
    context.close()
