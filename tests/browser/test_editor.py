"""The editor of definitions in a browser: light, previewed while it is typed, and nothing lost by opening."""

from types import SimpleNamespace

import pytest

from talent.categories.models import Category
from tests.browser.definitions import DefinitionEditor
from tests.browser.test_walk import PASSWORD, account
from tests.contracts.world import REGION, organisation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]

FORM = "new URLSearchParams(new FormData(document.querySelector('#w-editor-form'))).toString()"
MEGABYTE = 1_000_000


def skilled():
    return Category.objects.get(key="skilled")


@pytest.fixture
def editor(person):
    """The page of 技能人才 before its category administrator."""
    account("leibie", organisation("人社厅", "hr_department", REGION), "category_admin")
    seated = person()
    seated.log_in("/back/loginUI", "leibie", PASSWORD)
    seated.page.goto(f"/back/snippets/categories/category/edit/{skilled().pk}/")
    seated.page.wait_for_selector("[data-streamfield-child]")
    return seated.page


def panel(page, words):
    """Opens the panel whose heading has these words, and returns it."""
    found = page.locator("section[data-panel]").filter(
        has=page.locator("> .w-panel__header [data-panel-heading]", has_text=words)
    )
    found.last.locator("> .w-panel__header [data-panel-toggle]").click()
    return found.last


def opened_field(page):
    """The field 现从事工种, opened within its group."""
    panel(page, "技能信息 skill")
    return panel(page, "现从事工种 current_trade")


@pytest.mark.slow
def test_the_whole_page_is_below_a_megabyte_and_a_half_and_has_an_outline_of_every_field(editor):
    size = editor.evaluate("document.documentElement.outerHTML.length")
    assert size < 1.5 * MEGABYTE
    editor.click("#w-minimap-toggle")
    outline = editor.locator(".w-minimap a").all_inner_texts()
    fields = [field.value["label"] for group in skilled().groups for field in group.value["fields"]]
    assert [label for label in fields if not any(each.startswith(label[:20]) for each in outline)] == []


def test_opening_a_field_changes_nothing_that_is_sent(editor):
    before = editor.evaluate(FORM)
    field = opened_field(editor)
    assert field.locator("input[name$='-label']").input_value() == "现从事工种"
    assert editor.evaluate(FORM) == before


@pytest.mark.slow
def test_what_is_typed_into_an_opened_field_is_previewed_and_saved_and_the_others_stay(editor):
    stored = skilled().groups.get_prep_value()
    opened_field(editor).locator("input[name$='-label']").fill("现在的工种")
    editor.click("[data-side-panel-toggle=preview]")
    frame = editor.frame_locator("[data-w-preview-target=iframe]").last
    frame.locator("label", has_text="现在的工种").wait_for()
    editor.locator("#w-editor-form footer button[type=submit]").first.click()
    editor.wait_for_selector("text=已存为草稿")
    kept = skilled().get_latest_revision_as_object().groups.get_prep_value()
    assert labels(kept) == [label.replace("现从事工种", "现在的工种") for label in labels(stored)]
    assert settings(kept) == settings(stored)


def test_a_field_just_added_is_headed_by_its_type_and_that_it_has_no_name_until_it_has_one(editor):
    tool = DefinitionEditor(SimpleNamespace(page=editor))
    at = tool.add_field(tool.open_group("技能信息"), "单选")
    opened = tool._panel(f"[name='{at}-key']")
    toggle = opened.locator("> .w-panel__header [data-panel-toggle]")
    heading = opened.locator("> .w-panel__header [data-panel-heading]")
    assert heading.inner_text().split() == ["单选", "(还没有名称)"]
    assert "null" not in f"{heading.aria_snapshot()} {toggle.aria_snapshot()}"
    editor.fill(f"[name='{at}-label']", "外语")
    editor.fill(f"[name='{at}-key']", "lang")
    toggle.click()
    assert heading.inner_text().split() == ["单选", "外语", "lang"]


def labels(groups):
    return [field["value"]["label"] for group in groups for field in group["value"]["fields"]]


def settings(groups):
    """Every attribute but the name; what was empty may be written as another emptiness."""
    return [
        {
            name: plain(value)
            for name, value in field["value"].items()
            if name != "label" and value not in (None, "", [])
        }
        for group in groups
        for field in group["value"]["fields"]
    ]


def plain(value):
    """A list without the ids that saving gives to its items."""
    return (
        [each.get("value", each) if isinstance(each, dict) else each for each in value]
        if isinstance(value, list)
        else value
    )


@pytest.mark.slow
def test_a_copy_of_a_field_that_was_not_opened_has_all_its_settings(editor):
    group = panel(editor, "技能信息 skill")
    heading = editor.locator("> .w-panel__header [data-panel-heading]", has_text="现从事工种 current_trade")
    original = group.locator("section[data-panel]").filter(has=heading).last
    original.locator("> .w-panel__header [data-streamfield-action=DUPLICATE]").click()
    editor.locator("input[name$='-key']:focus").fill("second_trade")
    editor.locator("#w-editor-form footer button[type=submit]").first.click()
    editor.wait_for_selector("text=已存为草稿")
    groups = skilled().get_latest_revision_as_object().groups.get_prep_value()
    first, second = next(each["value"]["fields"][:2] for each in groups if each["value"]["key"] == "skill")
    assert (first["value"]["key"], second["value"]["key"]) == ("current_trade", "second_trade")
    assert first["id"] != second["id"]
    assert [without_key(second)] == [without_key(first)]


def without_key(field):
    (found,) = settings([{"value": {"fields": [field]}}])
    return {name: value for name, value in found.items() if name != "key"}


@pytest.mark.slow
def test_the_preview_says_that_it_is_read_and_then_shows_the_field_that_was_edited(editor):
    editor.click("[data-side-panel-toggle=preview]")
    busy = editor.locator(".preview-busy")
    busy.wait_for(state="visible")
    assert busy.inner_text() == "正在读取…"
    busy.wait_for(state="hidden")
    field = opened_field(editor)
    name = field.locator("[name$='-value-label']")
    name.fill("眼下的工种")
    frame = editor.frame_locator("[data-w-preview-target=iframe]").last
    shown = frame.locator("[name='skill.current_trade']")
    frame.get_by_text("眼下的工种").first.wait_for()
    seen = "each => each.getBoundingClientRect().top >= 0 && each.getBoundingClientRect().top < innerHeight"
    editor.wait_for_timeout(500)
    assert shown.evaluate("() => scrollY") > 0
    assert shown.evaluate(seen)


@pytest.mark.slow
def test_a_move_offers_the_places_of_the_draft_as_it_stands_and_the_codes_of_its_field(editor):
    opened_field(editor).locator("[name$='-value-key']").fill("trade_now")
    stream = editor.locator("div:has(> input[name='moves-count'])").last
    stream.locator("button.c-sf-add-button").last.click()
    editor.locator(".w-combobox__option").get_by_text("合并代码", exact=True).click()
    path = editor.locator("#moves-0-value-path")
    path.focus()
    offered = "id => [...document.getElementById(id).options].map(({ value, label }) => `${value} ${label}`)"
    places = editor.evaluate(offered, "draft-places")
    assert "skill.trade_now 技能信息 › 现从事工种" in places
    assert not any(each.startswith("skill.current_trade") for each in places)
    path.fill("skill.highest_level")
    editor.locator("#moves-0-value-codes-0-value").focus()
    editor.locator("#move-codes option[value='5']").wait_for(state="attached")
    assert "5 技师(二级)" in editor.evaluate(offered, "move-codes")
