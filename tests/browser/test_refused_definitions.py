"""The editor leads to what it refused, asks only what applies, and fits a phone."""

import pytest
from wagtail.users.models import UserProfile

from talent.categories.models import Category
from talent.security.models import User
from tests.browser.conftest import PHONE
from tests.browser.definitions import DefinitionEditor
from tests.browser.test_walk import PASSWORD, account
from tests.contracts.world import REGION, organisation

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

SHOWN = """
at => [...document.getElementById(`${at}-key`).closest('.w-panel__content')
    .querySelectorAll('[data-contentpath]')]
    .filter(each => each.offsetParent).map(each => each.dataset.contentpath)
"""


def address():
    return f"/back/snippets/categories/category/edit/{Category.objects.get(key='skilled').pk}/"


def at_of(group_key, key):
    """The id under which the form knows a field of 技能人才."""
    groups = Category.objects.get(key="skilled").groups
    place, group = next((place, each) for place, each in enumerate(groups) if each.value["key"] == group_key)
    number = [each.value["key"] for each in group.value["fields"]].index(key)
    return f"groups-{place}-value-fields-{number}-value"


@pytest.fixture
def seat(person):
    account("leibie", organisation("人社厅", "hr_department", REGION), "category_admin")

    def seated(**options):
        found = person(**options)
        found.log_in("/back/loginUI", "leibie", PASSWORD)
        found.page.goto(address())
        found.page.wait_for_selector("[data-streamfield-child]")
        return found

    return seated


@pytest.fixture
def editor(seat):
    return seat().page


def refuse(page, at):
    """Publishes with a formula that nobody can read, typed into a field that was folded."""
    page.evaluate("id => { location.hash = id }", f"{at}-derive")
    page.wait_for_selector(f"[id='{at}-derive']:focus")
    page.fill(f"[id='{at}-derive']", "nonsense(")
    toggle = page.locator("#w-editor-form footer .w-dropdown__toggle")
    toggle.click()
    page.locator("#w-editor-form footer [name=action-publish]").click()
    page.wait_for_selector("a[data-refusal]")


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_a_refusal_opens_the_folded_field_and_has_the_focus_by_keyboard_alone(editor):
    at = at_of("skill", "current_trade")
    refuse(editor, at)
    link = editor.locator("a[data-refusal]").first
    assert "技能信息 › 现从事工种 (skill.current_trade)" in link.inner_text()
    editor.wait_for_selector(f"[id='{at}-derive']")
    field = editor.locator(f"section[data-panel]:has([id='{at}-derive'])").last
    field.locator("> .w-panel__header [data-panel-toggle]").click()
    assert not editor.locator(f"[id='{at}-derive']").is_visible()
    link.focus()
    editor.keyboard.press("Enter")
    editor.wait_for_function("id => document.activeElement.id === id", arg=f"{at}-derive")
    box = editor.locator(f"[id='{at}-derive']").bounding_box()
    assert 0 <= box["y"] <= editor.viewport_size["height"]
    assert editor.input_value(f"[id='{at}-derive']") == "nonsense("


def test_a_refusal_about_a_missing_move_opens_the_moves_and_has_the_focus_where_one_is_added(editor):
    at = at_of("skill", "current_trade")
    open_at(editor, f"{at}-key")
    editor.fill(f"[id='{at}-key']", "another_trade")
    editor.locator("#w-editor-form footer .w-dropdown__toggle").click()
    editor.locator("#w-editor-form footer [name=action-publish]").click()
    link = editor.locator("a[data-refusal][href='#panel-moves-section']").first
    link.wait_for()
    link.focus()
    editor.keyboard.press("Enter")
    editor.wait_for_function("document.activeElement.matches('#panel-moves-section .c-sf-add-button')")
    assert editor.locator("#panel-moves-section .c-sf-add-button").is_visible()


def test_only_what_was_refused_stands_open_among_the_fields(editor):
    at = at_of("skill", "current_trade")
    refuse(editor, at)
    editor.wait_for_selector(f"[id='{at}-derive']:visible")
    drawn = editor.locator("input[name$='-key'][name*='-fields-']").all()
    assert [each.get_attribute("name") for each in drawn if each.is_visible()] == [f"{at}-key"]


def shown_parts(page, at):
    return page.evaluate(SHOWN, at)


def open_at(page, control):
    page.evaluate("id => { location.hash = id }", control)
    page.wait_for_selector(f"[id='{control}']:focus")


def test_a_field_is_asked_only_what_applies_to_its_type_and_a_list_is_chosen_by_name(editor):
    text, choice = at_of("skill", "current_trade"), at_of("skill", "highest_level")
    open_at(editor, f"{text}-key")
    asked = shown_parts(editor, text)
    assert {"max_length", "pattern", "default"} <= set(asked)
    assert not {"accepts", "most", "future", "code_list", "options", "maximum", "dimension"} & set(asked)
    open_at(editor, f"{choice}-code_list")
    chosen = editor.locator(f"[id='{choice}-code_list'] option:checked").inner_text()
    assert (chosen, "max_length" in shown_parts(editor, choice)) == ("技能等级 skill_level", False)


def test_a_list_that_does_not_exist_stays_chosen_and_is_marked(seat):
    category = Category.objects.get(key="skilled")
    raw = [dict(each) for each in category.groups.raw_data]
    group = next(each["value"] for each in raw if each["value"]["key"] == "skill")
    field = next(each["value"] for each in group["fields"] if each["value"]["key"] == "highest_level")
    field["code_list"] = "not_there"
    category.groups = raw
    category.save()
    page = seat().page
    at = at_of("skill", "highest_level")
    open_at(page, f"{at}-code_list")
    assert page.locator(f"[id='{at}-code_list'] option:checked").inner_text() == "not_there (不存在)"
    assert page.input_value(f"[id='{at}-code_list']") == "not_there"


def test_a_copied_field_has_a_key_that_is_free(editor):
    at = at_of("skill", "current_trade")
    open_at(editor, f"{at}-key")
    panel = editor.locator(f"section[data-panel]:has([id='{at}-key'])").last
    panel.locator("> .w-panel__header [data-streamfield-action=DUPLICATE]").click()
    assert editor.locator("input[name$='-key']:focus").input_value() == "current_trade_2"
    panel.locator("> .w-panel__header [data-streamfield-action=DUPLICATE]").click()
    assert editor.locator("input[name$='-key']:focus").input_value() == "current_trade_3"


def test_on_a_phone_nothing_is_cut_and_the_actions_stand_in_the_open(seat):
    found = seat(size=PHONE)
    icon = found.page.locator("#header-title .icon").bounding_box()
    foot = found.page.locator("#w-editor-form footer .definition-actions > *")
    found.page.locator("#w-editor-form footer").scroll_into_view_if_needed()
    found.shoot("editor_on_a_phone", whole=False)
    assert icon["x"] >= 0
    assert not found.page.locator("[data-minimap-container]").is_visible()
    assert found.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert [each.is_visible() for each in foot.all()] == [True] * foot.count()
    assert "衔接试算" in found.page.locator("#w-editor-form footer").inner_text()


def test_in_english_groups_and_fields_are_headed_in_english(person):
    account("leibie", organisation("人社厅", "hr_department", REGION), "category_admin")

    UserProfile.objects.update_or_create(
        user=User.objects.get(username="leibie"), defaults={"preferred_language": "en"}
    )
    seated = person()
    seated.log_in("/back/loginUI", "leibie", PASSWORD)
    seated.page.goto(address())
    seated.page.wait_for_selector("[data-streamfield-child]")
    headings = seated.page.locator("[data-panel-heading-text]").all_text_contents()
    assert {"Identity identity", "Full name full_name"} <= {each.strip() for each in headings}
    editor = DefinitionEditor(seated)
    columns = editor.preview("columns")
    columns.locator("tbody th").first.wait_for()
    assert "Full name" in columns.locator("tbody").inner_text()


def test_a_copied_group_has_a_free_key_and_its_fields_keep_theirs(editor):
    place = at_of("skill", "current_trade").split("-fields-")[0]
    open_at(editor, f"{place}-key")
    panel = editor.locator(f"section[data-panel]:has([id='{place}-key'])").last
    panel.locator("> .w-panel__header [data-streamfield-action=DUPLICATE]").click()
    assert editor.locator("input[name$='-key']:focus").input_value() == "skill_2"
    headings = editor.locator("[data-panel-heading-text]").all_text_contents()
    assert sum(each.strip() == "现从事工种 current_trade" for each in headings) == 2
