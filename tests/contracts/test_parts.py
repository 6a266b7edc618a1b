"""The pieces that other parts' templates are made of."""

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.template.loader import render_to_string


class School(forms.Form):
    name = forms.CharField(
        label="毕业院校", help_text="按毕业证书填写", error_messages={"required": "请填写。"}
    )
    full_time = forms.ChoiceField(
        label="全日制", choices=[("1", "是"), ("0", "否")], widget=forms.RadioSelect, required=False
    )

    def clean(self):
        if self.cleaned_data.get("name") == "矛盾":
            raise forms.ValidationError("两项矛盾。")


def part(name, **context):
    return BeautifulSoup(render_to_string(f"portal/parts/{name}.html", context), "html.parser")


def test_field_puts_label_help_and_error_before_the_input_and_names_them():
    found = part("field", field=School(data={})["name"])
    field = found.find("input")
    described = [found.find(id=each).get_text(strip=True) for each in field["aria-describedby"].split()]
    assert described == ["按毕业证书填写", "请填写。"]
    assert found.find("label")["for"] == field["id"]
    assert field["aria-invalid"] == "true"
    assert [each.name for each in found.div.find_all(True, recursive=False)] == ["label", "p", "ul", "input"]


def test_a_group_of_choices_is_a_fieldset_and_says_that_it_is_optional():
    found = part("field", field=School()["full_time"])
    assert found.fieldset.legend.get_text() == "全日制 (选填)"
    assert len(found.find_all("input", type="radio")) == 2


def test_error_summary_leads_to_each_field():
    found = part("error_summary", form=School(data={}))
    assert [(each["href"], each.get_text()) for each in found.find_all("a")] == [
        ("#id_name", "毕业院校：请填写。")
    ]
    assert found.div.has_attr("autofocus")


def test_error_summary_of_the_whole_form_leads_to_its_first_field():
    found = part("error_summary", form=School(data={"name": "矛盾"}))
    assert [(each["href"], each.get_text()) for each in found.find_all("a")] == [("#id_name", "两项矛盾。")]


def test_error_summary_takes_plain_problems():
    found = part("error_summary", problems=[("#r1", "第 1 行：<错>")])
    assert [(each["href"], each.get_text()) for each in found.find_all("a")] == [("#r1", "第 1 行：<错>")]


@pytest.mark.parametrize("form", [None, School(), School(data={"name": "内蒙古大学"})])
def test_error_summary_is_silent_without_errors(form):
    assert part("error_summary", form=form).get_text(strip=True) == ""


def test_state_badge_says_the_state_in_words():
    badge = part("state_badge", state="returned", label="退回").span
    assert (badge["class"], badge.get_text()) == (["badge", "returned"], "退回")


@pytest.mark.parametrize(
    ("given", "links"),
    [
        ({}, []),
        ({"next_href": "?before=2"}, [("next", "?before=2", "下一页")]),
        (
            {"previous_href": "?after=9", "next_href": "?before=2"},
            [("prev", "?after=9", "上一页"), ("next", "?before=2", "下一页")],
        ),
    ],
)
def test_pager_offers_the_pages_that_exist(given, links):
    found = part("pager", **given).find_all("a")
    assert [(each["rel"][0], each["href"], each.get_text()) for each in found] == links


def test_empty_says_why_and_shows_the_way_on():
    found = part("empty", text="还没有人才信息。", href="/unit/new/", label="新增一人")
    assert (found.p.get_text(), found.a["href"], found.a.get_text()) == (
        "还没有人才信息。",
        "/unit/new/",
        "新增一人",
    )
    assert part("empty", text="没有。").a is None
