"""While somebody types, the form shows what is asked for and fills in what follows."""

import pytest

from talent.categories.models import Category
from talent.categories.service import UnitFacts, clean, live_version, publish_version
from talent.records.service import propose
from tests.browser.test_walk import PASSWORD, account
from tests.contracts.world import BANNER, organisation
from tests.talent.categories.following import follow

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
    assert page.locator("[name='competition.0.title']").is_visible()
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


CHAIN = 20


@pytest.fixture
def chain(mine):
    """Twenty fields, each shown where the one before says 是, and one under twenty parentheses."""
    links = [{"key": "link0", "type": "bool", "label": "第 0 环"}]
    links += [
        {"key": f"link{n}", "type": "bool", "label": f"第 {n} 环", "shown_if": f"skill.link{n - 1}"}
        for n in range(1, CHAIN)
    ]
    deep = f"{'(' * CHAIN}skill.link{CHAIN - 1} and not skill.link0 = no{')' * CHAIN}"
    links.append({"key": "deep", "type": "text", "label": "末端", "shown_if": deep})
    added = [("skill", each.pop("type"), each) for each in links]
    follow("skilled", added=added)
    return mine


def links(page):
    return [n for n in range(CHAIN) if shown(page, f"skill.link{n}")]


@pytest.mark.slow
def test_a_chain_of_twenty_conditions_opens_and_closes_as_the_check_has_it(person, chain):
    clerk = person()
    clerk.log_in("/login/", "kuanggong", PASSWORD)
    page = clerk.page
    page.goto(f"/unit/{chain.pk}/new/skilled/")
    assert links(page) == [0]
    typed = {}
    for n in range(CHAIN):
        page.select_option(f"[name='skill.link{n}']", "1")
        typed[f"link{n}"] = "1"
    assert (links(page), shown(page, "skill.deep")) == ([*range(CHAIN)], True)
    page.fill("[name='skill.deep']", "到底")
    typed["deep"] = "到底"
    assert kept(typed) == set(typed)
    page.select_option("[name='skill.link0']", "0")
    typed["link0"] = "0"
    assert (links(page), shown(page, "skill.deep")) == ([0], False)
    assert kept(typed) == {"link0"}
    page.select_option("[name='skill.link0']", "1")
    assert (links(page), shown(page, "skill.deep")) == ([*range(CHAIN)], True)


def kept(typed):
    """The keys of the chain that the check leaves in a document."""
    found = clean(live_version("skilled"), {"skill": typed}, unit=UnitFacts())
    return {key for key in found.data["skill"] if key in typed}


def test_a_group_that_a_condition_calls_for_in_a_record_that_stands_is_open_to_be_filled_in(person, mine):
    typed = {
        "identity": {
            "id_type": "01",
            "id_number": "152502197206282979",
            "full_name": "苏和",
            "ethnic_group": "汉族",
        },
        "skill": {"current_trade": "焊工", "highest_level": "5", "apprentices": "1"},
    }
    found = propose(version=live_version("skilled"), unit=mine, raw=typed, by=None, source="unit")
    clerk = person()
    clerk.log_in("/login/", "kuanggong", PASSWORD)
    page = clerk.page
    page.goto(f"/unit/{mine.pk}/changes/{found.change.pk}/")
    assert not page.locator("#group-competition").is_visible()
    page.fill("[name='skill.apprentices']", "4")
    page.fill("[name='competition.0.title']", "全区焊工大赛")
    page.fill("[name='skill.apprentices']", "2")
    assert not page.locator("#group-competition").is_visible()
    page.fill("[name='skill.apprentices']", "3")
    assert page.input_value("[name='competition.0.title']") == "全区焊工大赛"
    assert page.locator("[name='competition.0.title']").is_visible()
