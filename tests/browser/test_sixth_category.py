"""A sixth category made by copying one: a person of it goes the way of all others."""

import io

import pdfplumber
import pytest

from talent.categories.models import Category
from talent.categories.service import live_version
from tests.browser.definitions import DefinitionEditor
from tests.browser.test_new_field import world  # noqa: F401  # the fixture
from tests.browser.test_walk import PASSWORD
from tests.talent.collect.world import number
from tests.talent.imports.filling import parts_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

NAME, KEY = "非遗传承人才", "heritage"


def test_a_person_of_a_category_that_was_copied_goes_the_whole_way(person, world):  # noqa: F811  # the fixture
    make_it(person())
    pass_it(person())
    change = enter(person(), world)
    review(person(), change)
    assert (world.again(change).state, world.again(change).version) == ("accepted", live_version(KEY))
    described(person())
    clerk = person()
    clerk.log_in("/login/", "clerk", PASSWORD)
    printed(clerk, world, change)
    templated(clerk, world)
    assert live_version("skilled").number == 1


def make_it(author):
    """By copying 技能人才; handed in as it is."""
    author.log_in("/back/loginUI", "xinguanli", PASSWORD)
    source = Category.objects.get(key="skilled")
    author.page.goto(f"/back/snippets/categories/category/copy/{source.pk}/")
    for name, text in {"label": NAME, "label_en": "Heritage bearers", "key": KEY}.items():
        author.page.fill(f"main [name={name}]", text)
    author.press("建立草稿")
    author.page.get_by_text("已建立为草稿，核对后再发布。").wait_for()
    author.page.wait_for_selector("[data-streamfield-child]")
    DefinitionEditor(author).press("提交审核")
    author.page.get_by_text(f"“{NAME}”已提交审核。").wait_for()
    author.leave()


def pass_it(second):
    second.log_in("/back/loginUI", "fuhe", PASSWORD)
    second.page.goto("/back/review/")
    second.follow(NAME)
    second.page.wait_for_selector("[data-streamfield-child]")
    DefinitionEditor(second).press("批准")
    second.page.get_by_text(f"“{NAME}”已审核通过并发布。").wait_for()
    second.leave()


def enter(clerk, at):
    """From the unit's own page, where the category is offered beside the others."""
    clerk.log_in("/login/", "clerk", PASSWORD)
    page = clerk.page
    page.goto(f"/unit/{at.unit.pk}/")
    page.click(f"#add a[href$='/new/{KEY}/']")
    page.fill("[name='identity.id_number']", number(9))
    page.fill("[name='identity.full_name']", "其木格")
    page.select_option("[name='identity.ethnic_group']", label="蒙古族")
    page.fill("[name='skill.current_trade']", "马头琴制作")
    clerk.press("核对并上报")
    clerk.press("自审并上报")
    page.goto(f"/unit/{at.unit.pk}/")
    assert NAME in clerk.text
    return at.newest()


def review(reviewer, change):
    reviewer.log_in("/back/loginUI", "boss", PASSWORD)
    reviewer.page.goto(f"/back/review/{change.pk}/")
    assert {each for each in (NAME, "其木格", "马头琴制作") if each not in reviewer.text} == set()
    reviewer.page.click("button[name=outcome][value=passed]")
    reviewer.page.get_by_text("已审核通过").first.wait_for()


def described(anybody):
    anybody.page.goto("/definitions/")
    anybody.follow(NAME)
    assert {each for each in (NAME, "skill.current_trade", "现从事工种") if each not in anybody.text} == set()
    known = anybody.page.request.get("/open/v1/definitions/").json()
    assert {each["key"]: each["version"] for each in known}[KEY] == 1


def printed(clerk, at, change):
    clerk.page.goto(f"/unit/{at.unit.pk}/changes/{change.pk}/")
    address = clerk.page.get_by_role("link", name="打印登记表", exact=True).get_attribute("href")
    with pdfplumber.open(io.BytesIO(clerk.page.request.get(address).body())) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages).replace("\n", "")
    wanted = (f"{NAME}登记表", "其木格", number(9), "马头琴制作")
    assert ([each for each in wanted if each not in text], "草稿" in text) == ([], False)


def templated(clerk, at):
    clerk.page.goto(f"/unit/{at.unit.pk}/")
    links = clerk.page.locator("#add a[href$='template.xlsx']", has_text=NAME)
    assert links.count() == 1
    book = parts_of(clerk.page.request.get(links.first.get_attribute("href")).body())
    assert "现从事工种*" in book["xl/sharedStrings.xml"].decode()
