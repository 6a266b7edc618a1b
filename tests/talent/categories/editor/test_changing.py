"""The cards on their pages: for whoever writes a draft and whoever decides on it, whatever it lacks."""

import copy
import re

import pytest
from bs4 import BeautifulSoup
from wagtail.users.models import UserProfile

from talent.categories.editor.changing import changes_from
from talent.categories.models import Category, CodeList
from talent.categories.versions import publish_version
from tests.contracts.world import member
from tests.talent.categories.editor.screen import Moderation, numbers, said, social, typed, url
from tests.talent.categories.following import MERGE, RENAME, edited, follow, renamed_and_merged

pytestmark = pytest.mark.django_db

LANGUAGE = {
    "key": "lang",
    "label": "外语",
    "required": "submit",
    "shown_if": 'identity.sex = "1"',
    "options": [{"code": str(number), "label": f"语{number}", "label_en": ""} for number in range(1, 41)],
}


def drafted(category, by):
    category.save_revision(user=by)
    return category.pk


def page(client, name, pk, **given):
    answer = client.get(url(name, pk), given)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def lines(found):
    """By name of a line its mark and its details."""
    return {
        line.p.get_text().removeprefix(line.select_one(".change-mark").get_text()).strip(): (
            line.select_one(".change-mark").get_text(),
            [each.get_text() for each in line.select(".change-detail")],
        )
        for line in found.select(".change-card li[class^=change-]")
    }


def test_both_pages_tell_a_rename_a_merge_a_conversion_and_a_retirement_as_what_they_are(client, admin):
    pk = drafted(
        edited(
            "skilled",
            RENAME,
            MERGE,
            ("convert", {"path": "skill.studio", "rule": "as_written"}),
            renamed={"skill.current_trade": "trade_now"},
            retyped={"skill.studio": ("longtext", {})},
            off=["identity.political_status"],
        ),
        admin,
    )
    expected = {
        "政治面貌(identity.political_status)": ("已停用", ["停用，新版本不再采集"]),
        "现从事工种(skill.trade_now)": ("改代号", ["代号 skill.current_trade 改为 skill.trade_now"]),
        "最高技能等级(skill.highest_level)": ("改动", ["选项 5 技师(二级) 并入 4 高级工(三级)"]),
        "技能大师工作室(skill.studio)": (
            "改动",
            ["原来的内容换算：按原来显示的文字重新读入", "类型：文本 → 长文本"],
        ),
    }
    assert [lines(page(client, name, pk)) for name in ("edit", "changes")] == [expected, expected]


def test_a_new_field_with_many_options_folds_them_and_says_its_condition_in_words(client, admin):
    found = page(client, "changes", drafted(edited("skilled", added=[("skill", "choice", LANGUAGE)]), admin))
    assert lines(found) == {
        "外语(skill.lang)": (
            "新增",
            [
                "类型：单选",
                "必填程度：上报必填",
                "敏感程度：内部",
                '显示条件：“性别”是“男性” identity.sex = "1"',
                "选项：1 语1、2 语2、3 语3、4 语4、5 语5、6 语6 等，共 40 项",
                "随分组：处理目的 技能人才服务与统计，处理依据 履行法定职责",
            ],
        )
    }
    (folded,) = found.select("details.change-rest")
    assert len(folded.select("li")) == 40


def test_a_field_with_a_code_list_names_the_list(client, admin):
    known = {"key": "school", "label": "学历", "code_list": "sex"}
    found = page(client, "changes", drafted(edited("skilled", added=[("skill", "choice", known)]), admin))
    name = CodeList.objects.get(key="sex").name
    (said,) = [each for each in lines(found)["学历(skill.school)"][1] if each.startswith("代码表")]
    assert said.startswith(f"代码表：{name}(sex)，")


def test_versions_are_compared_by_the_moves_between_them_in_both_directions(client, admin):
    renamed_and_merged()
    again = ("rename", {"source": "skill.trade_now", "to": "skill.trade"})
    follow("skilled", again, renamed={"skill.trade_now": "trade"})
    pk = Category.objects.get(key="skilled").pk
    assert lines(page(client, "changes", pk, before="1", after="3")) == {
        "现从事工种(skill.trade)": (
            "改代号",
            [
                "代号 skill.current_trade 改为 skill.trade_now",
                "代号 skill.trade_now 改为 skill.trade",
            ],
        ),
        "最高技能等级(skill.highest_level)": ("改动", ["选项 5 技师(二级) 并入 4 高级工(三级)"]),
    }
    assert lines(page(client, "changes", pk, before="3", after="1")) == {
        "现从事工种(skill.current_trade)": (
            "改代号",
            [
                "代号 skill.trade 改为 skill.trade_now",
                "代号 skill.trade_now 改为 skill.current_trade",
            ],
        ),
    }


def test_a_draft_is_compared_with_an_earlier_version_by_its_moves_and_those_before(client, admin):
    renamed_and_merged()
    again = ("rename", {"source": "skill.trade_now", "to": "skill.trade"})
    pk = drafted(edited("skilled", again, renamed={"skill.trade_now": "trade"}), admin)
    assert lines(page(client, "changes", pk, before="1"))["现从事工种(skill.trade)"][1] == [
        "代号 skill.current_trade 改为 skill.trade_now",
        "代号 skill.trade_now 改为 skill.trade",
    ]


def test_of_two_who_edit_at_once_each_is_told_the_moves_that_they_stated_themselves():
    saved = edited("skilled", MERGE)
    typed_after = edited("skilled", MERGE, RENAME, renamed={"skill.current_trade": "trade_now"})
    found = changes_from(saved, typed_after)
    told = [(line.label, [each.text for each in line.details]) for card in found.cards for line in card.lines]
    assert told == [("改代号", ["代号 skill.current_trade 改为 skill.trade_now"])]


def first_field(raw, place=3):
    return raw[0]["value"]["fields"][place]["value"]


#: What stands in a draft, and what of it is on the cards.
BROKEN = {
    "formula": (lambda raw: first_field(raw).update(shown_if="((("), "显示条件：(空) → ((("),
    "dangling": (
        lambda raw: first_field(raw).update(shown_if="filled(no.thing)"),
        "显示条件：(空) → 已填“no.thing” (空) → filled(no.thing)",
    ),
    "derived": (lambda raw: first_field(raw).update(derive="1 +"), "自动推算：(空) → 1 +"),
    "list": (lambda raw: first_field(raw, 0).update(code_list="none"), "→ none"),
    "key_twice": (
        lambda raw: raw[0]["value"]["fields"].append(dict(raw[0]["value"]["fields"][3])),
        "英文名称：Former name",
    ),
    "group_twice": (lambda raw: raw.append(dict(raw[0])), "处理目的：识别本人，避免重复登记"),
    "no_key": (lambda raw: first_field(raw).update(key="", label=""), "英文名称：Former name"),
    "pattern": (lambda raw: first_field(raw, 2).update(pattern="((("), "格式(正则表达式)：(空) → ((("),
    "no_code": (
        lambda raw: raw[1]["value"]["fields"].append(
            {"type": "choice", "value": {"key": "z", "label": "某项", "options": [{"code": "", "label": ""}]}}
        ),
        "类型：单选",
    ),
    "unnamed": (
        lambda raw: raw.append(
            {"type": "group", "value": {"key": "", "label": "", "fields": [{"type": "text", "value": {}}]}}
        ),
        "可填多行：否",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_draft_that_cannot_be_published_shows_its_cards_and_why(client, admin, name):
    spoil, told = BROKEN[name]
    category = Category.objects.get(key="skilled")
    raw = copy.deepcopy([dict(each) for each in category.groups.raw_data])
    spoil(raw)
    category.groups = raw
    pk = drafted(category, admin)
    for found in (page(client, "edit", pk), page(client, "changes", pk)):
        details = [each.get_text() for each in found.select(".change-detail")]
        assert [each for each in details if told in each], details
        assert found.select_one(".change-notice").p.get_text() == "还不能发布："
        assert found.select(".change-notice li")


def test_nothing_at_all_says_what_is_gone_and_why_it_cannot_be_published(client, admin):
    category = social()
    category.groups = []
    found = page(client, "changes", drafted(category, admin))
    marks = {each.get_text() for each in found.select(".change-card h3 .change-mark")}
    assert (marks, bool(found.select(".change-notice li"))) == ({"去掉"}, True)


def test_a_form_that_was_refused_shows_what_was_typed_on_cards_and_says_once_why_it_is_refused(client, admin):
    CodeList.objects.filter(key="social_work_field").update(state="draft")
    sent = typed(client) | {"label_en": "Typed", "action-submit": "1"}
    answer = client.post(url("edit", social().pk), sent)
    found = BeautifulSoup(answer.content, "html.parser")
    panel = found.select_one("#panel-changes-section")
    assert (answer.status_code, numbers()["social"]) == (200, 1)
    assert [each.get_text() for each in panel.select(".change-detail")] == [
        "英文名称：Social work talent → Typed"
    ]
    assert (len(found.select(".refusals li")), panel.select(".refusals")) == (1, [])
    assert "还是草稿" in said(answer)


def test_what_stops_a_saved_draft_is_named_by_labels_and_leads_to_its_control(client, admin):
    pk = drafted(
        edited("skilled", added=[("skill", "text", {"key": "z", "label": "某项", "code_list": "none"})]),
        admin,
    )
    editor = url("edit", pk)
    for name, before in (("edit", ""), ("changes", editor)):
        (link,) = page(client, name, pk).select(".change-notice a[data-refusal]")
        assert link.get_text() == "技能信息 › 某项 › 代码表 (skill.z)"
        assert re.fullmatch(f"{before}#groups-\\d+-value-fields-\\d+-value-code_list", link["href"])


def test_a_window_about_a_decision_names_what_stops_a_draft_and_leads_nowhere(client, admin):
    state = Moderation(admin).states["social"]
    CodeList.objects.filter(key="social_work_field").update(key="renamed")
    address = url("workflow_action", state.revision.object_id, "approve", state.pk)
    shown = BeautifulSoup(client.get(address).content, "html.parser").select(".change-notice a")
    window = client.get(address, headers={"x-requested-with": "XMLHttpRequest"}).json()["html"]
    (item,) = BeautifulSoup(window, "html.parser").select(".change-notice li")
    assert [each["href"].partition("#")[0] for each in shown] == [url("edit", social().pk)]
    assert (item.strong.get_text(), item.a) == ("社会工作信息 › 服务领域 › 代码表 (social.field)", None)


def test_a_new_category_shows_its_cards_to_whoever_has_to_decide_on_it(client, admin):
    made = Category.objects.create(key="herders", label="牧民", live=False, groups=social().groups)
    made.save_revision(user=admin)
    assert page(client, "edit", made.pk).select("#panel-changes-section") == []
    Category.get_default_workflow().start(made.get_latest_revision_as_object(), admin)
    panel = page(client, "edit", made.pk).select_one("#panel-changes-section")
    assert "还没有发布过，以下全部是新增的。" in panel.get_text()
    assert len(panel.select(".change-card")) >= len(social().groups)


def test_cards_cost_the_same_few_statements_however_much_a_draft_changes(
    client, admin, django_assert_max_num_queries
):
    member("colleague", admin.memberships.get().organisation, "category_admin")
    added = [("skill", "choice", {**LANGUAGE, "key": f"lang_{number}"}) for number in range(20)]
    listed = [
        ("skill", "choice", {"key": key, "label": key, "code_list": key}) for key in ("sex", "education")
    ]
    pk = drafted(edited("skilled", added=[*added, *listed], off=["identity.political_status"]), admin)
    client.get(url("changes", pk))
    with django_assert_max_num_queries(22):
        assert client.get(url("changes", pk)).status_code == 200


def test_english_readers_read_the_cards_in_english(client, admin):
    category = edited("skilled", RENAME, MERGE, renamed={"skill.current_trade": "trade_now"})
    category.save()
    publish_version(category=category, by=None)
    UserProfile.objects.update_or_create(user=admin, defaults={"preferred_language": "en"})
    told = lines(page(client, "changes", category.pk, after="2"))
    assert told["Current trade (skill.trade_now)"] == (
        "New key",
        ["Key skill.current_trade becomes skill.trade_now"],
    )
