import pytest
from bs4 import BeautifulSoup

from talent.categories.service import Choice, EntryField, Input
from talent.collect.controls import Datalists, control, shown

CHOICES = (Choice("01", "大学本科"), Choice("02", "硕士<研究生>"))


def field(kind="text", value="", choices=(), **facts):
    values = {"name": "a.0.b", "label": "甲", "help": "", "required": "optional"} | facts
    return EntryField(input=Input(kind, choices=choices), value=value, **values)


def html(entry, *, lists=None, described=(), focus=False):
    return BeautifulSoup(
        control(entry, lists=lists or Datalists(), described=described, focus=focus), "html.parser"
    )


def test_a_text_input_carries_its_value_escaped():
    assert html(field(value='"><script>')).input.attrs == {
        "id": "a.0.b",
        "name": "a.0.b",
        "value": '"><script>',
    }


def test_an_input_tells_aids_what_is_wrong_and_where_it_is_written():
    entry = field(required="submit", errors=("错",))
    attributes = html(entry, described=["a.0.b-help", "a.0.b-error"], focus=True).input.attrs
    assert attributes == {
        "id": "a.0.b",
        "name": "a.0.b",
        "value": "",
        "aria-describedby": "a.0.b-help a.0.b-error",
        "aria-invalid": "true",
        "aria-required": "true",
        "autofocus": "autofocus",
    }


def test_a_textarea_keeps_a_leading_line_break():
    assert control(field("textarea", "\n正文"), lists=Datalists(), described=(), focus=False).endswith(
        ">\n\n正文</textarea>"
    )


@pytest.mark.parametrize(("value", "chosen"), [("02", ["02"]), ("", []), ("99", ["99"]), ("<b>", ["<b>"])])
def test_a_list_shows_the_value_even_if_it_is_no_choice(value, chosen):
    options = html(field("select", value, CHOICES)).find_all("option")
    assert [each.get("value", each.text) for each in options if each.has_attr("selected")] == chosen
    assert [each["value"] for each in options if each.get("value")] == ["01", "02"]


def test_a_combo_shows_words_for_a_code_and_keeps_other_words():
    assert [shown(field("combo", value, CHOICES)) for value in ("01", "自考", "")] == ["大学本科", "自考", ""]


def test_fields_with_the_same_suggestions_share_one_list():
    lists = Datalists()
    names = [
        html(field("combo", "", choices), lists=lists).input["list"]
        for choices in (CHOICES, CHOICES, CHOICES[:1])
    ]
    shared = BeautifulSoup(lists.html(), "html.parser").find_all("datalist")
    assert names == ["list-0", "list-0", "list-1"]
    assert [(each["id"], [option["value"] for option in each.find_all("option")]) for each in shared] == [
        ("list-0", ["大学本科", "硕士<研究生>"]),
        ("list-1", ["大学本科"]),
    ]


def test_a_combo_without_suggestions_is_a_plain_input():
    assert "list" not in html(field("combo", "焊工")).input.attrs


def test_boxes_stay_ticked_even_when_they_are_no_choice_any_more():
    boxes = html(field("checkboxes", ["02", "旧项"], CHOICES), focus=True).find_all("input")
    assert [(box["value"], box.has_attr("checked"), box.has_attr("autofocus")) for box in boxes] == [
        ("01", False, True),
        ("02", True, False),
        ("旧项", True, False),
    ]


KEPT = (Choice("09", "旧项"),)


def kept(kind, value):
    values = {"name": "a", "label": "甲", "help": "", "required": "optional"}
    return EntryField(input=Input(kind, choices=CHOICES, kept=KEPT), value=value, **values)


def test_what_stands_and_cannot_be_chosen_anew_is_marked_and_stays_chosen():
    options = html(kept("select", "09")).find_all("option")
    boxes = html(kept("checkboxes", ["09"])).find_all("label")
    assert [(each["value"], each.text) for each in options if each.has_attr("selected")] == [
        ("09", "旧项(不可再选)")
    ]
    assert [each.text for each in boxes if each.input.has_attr("checked")] == ["旧项(不可再选)"]


def test_a_combo_shows_the_plain_words_of_what_stands_and_puts_a_sign_between_several():
    assert [shown(kept("combo", value)) for value in ("09", ["01", "09"])] == ["旧项", "大学本科；旧项"]


TREE = (
    Choice("10", "研究生教育"),
    Choice("11", "博士", ("研究生教育",)),
    Choice("90", "其他"),
    Choice("41", "国有", ("内资", "联<营>")),
    Choice("12", "硕士", ("研究生教育",)),
)


@pytest.mark.parametrize(("value", "chosen"), [("41", ["联<营> › 国有"]), ("10", ["研究生教育"]), ("", [])])
def test_a_tree_is_listed_under_its_topmost_headings_with_the_rest_of_the_way(value, chosen):
    select = html(field("select", value, TREE)).find("select")
    groups = [
        (each.name, each.get("label", ""), [option.text for option in each.find_all("option")])
        for each in select.find_all(True, recursive=False)
    ]
    assert groups == [
        ("option", "", []),
        ("optgroup", "研究生教育", ["研究生教育", "博士", "硕士"]),
        ("option", "", []),
        ("optgroup", "内资", ["联<营> › 国有"]),
    ]
    assert [each.text for each in select.find_all("option", recursive=False)] == ["请选择", "其他"]
    assert [each.text for each in select.find_all("option", selected=True)] == chosen


def test_a_heading_that_cannot_be_chosen_is_no_option():
    values = {option.get("value") for option in html(field("select", "", TREE)).find_all("option")}
    assert values == {"", "10", "11", "90", "41", "12"}


def test_suggestions_of_a_tree_show_the_whole_way_and_write_the_name():
    lists = Datalists()
    html(field("combo", "", TREE), lists=lists)
    found = BeautifulSoup(lists.html(), "html.parser").find_all("option")
    assert [(each["value"], each.get("label")) for each in found][:4] == [
        ("研究生教育", None),
        ("博士", "研究生教育 › 博士"),
        ("其他", None),
        ("国有", "内资 › 联<营> › 国有"),
    ]


def test_boxes_of_a_tree_stand_under_their_headings_in_named_groups():
    page = html(field("checkboxes", ["12", "旧项"], TREE), focus=True)
    groups = page.find_all("div", role="group")
    assert [(each["aria-label"], [one.text for one in each.find_all("label")]) for each in groups] == [
        ("研究生教育", ["研究生教育", "博士", "硕士"]),
        ("内资", ["联<营> › 国有"]),
    ]
    boxes = page.find_all("input")
    assert [box["value"] for box in boxes if box.has_attr("checked")] == ["12", "旧项"]
    assert [box["value"] for box in boxes if box.has_attr("autofocus")] == ["10"]
