"""What is refused names group, field and attribute, and leads to the control."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.users.models import UserProfile

from talent.categories.checking.places import At
from talent.categories.editor.refusals import refusals
from talent.categories.models import CodeList
from tests.talent.categories.editor.screen import Moderation, decide_on, said, social, typed, url

pytestmark = pytest.mark.django_db


def listed(answer):
    """(place, rest of the sentence, control) of each refusal that a page or its message lists."""
    page = BeautifulSoup(answer.content, "html.parser")
    found = []
    for item in page.select(":not(.change-notice) > .refusals li"):
        link = item.select_one("a[data-refusal]")
        place = link.get_text()
        rest = item.get_text().strip().removeprefix(place).removeprefix("：")
        found.append((place, rest, link["href"]))
    return found


def post(client, sent):
    return client.post(url("edit", social().pk), sent)


def at_of(sent, path):
    """The beginning of the names of a field's inputs."""
    group_key, key = path.split(".")
    for name, value in sent.items():
        group = name.split("-fields-")[0]
        if (
            "-fields-" in name
            and name.endswith("-key")
            and value == key
            and sent[f"{group}-key"] == group_key
        ):
            return name.removesuffix("-key")
    raise LookupError(path)


def test_what_cannot_be_published_is_named_by_its_labels_and_leads_to_the_attribute(client, admin):
    sent = typed(client)
    at = at_of(sent, "social.field")
    answer = post(client, sent | {f"{at}-code_list": "no_such", "action-publish": "1"})
    assert listed(answer) == [
        (
            "社会工作信息 › 服务领域 › 代码表 (social.field)",
            "没有代码表“no_such”，请先建立或改选。",
            f"#{at}-code_list",
        )
    ]
    assert "定义有误，没有发布" in said(answer)


def test_a_key_that_another_field_has_is_refused_with_that_field_and_a_free_key(client, admin):
    sent = typed(client)
    other = at_of(sent, "social.org_kind")
    answer = post(client, sent | {f"{other}-key": "field"})
    assert listed(answer) == [
        (
            "社会工作信息 › 从业机构类型 › 代号 (social.field)",
            "代号“field”已用于“社会工作信息 › 服务领域”，请改用另一个代号，例如 org_kind。",
            f"#{other}-key",
        )
    ]


def test_who_took_a_published_key_is_refused_and_not_the_later_field_that_has_it_rightly(client, admin):
    sent = typed(client)
    taker = at_of(sent, "contact.office_phone")
    found = listed(post(client, sent | {f"{taker}-key": "email"}))
    assert found == [
        (
            "联系方式 › 办公电话 › 代号 (contact.email)",
            "代号“email”已用于“联系方式 › 电子邮箱”，请改用另一个代号，例如 office_phone。",
            f"#{taker}-key",
        )
    ]


def test_handed_in_a_definition_is_told_of_its_other_faults_beside_a_key_that_is_used_twice(client, admin):
    sent = typed(client)
    taker, other = at_of(sent, "contact.office_phone"), at_of(sent, "social.field")
    wrong = {f"{taker}-key": "email", f"{taker}-width": "9", f"{other}-code_list": "no_such"}
    found = listed(post(client, sent | wrong | {"action-submit": "1"}))
    assert [control for _place, _sentence, control in found] == [
        f"#{taker}-key",
        f"#{taker}-width",
        f"#{other}-code_list",
    ]
    saved = listed(post(client, sent | wrong))
    assert [control for _place, _sentence, control in saved] == [f"#{taker}-key", f"#{taker}-width"]


def test_faults_by_itself_and_beside_the_version_in_force_are_told_in_one_go(client, admin):
    sent = typed(client)
    gone, other = at_of(sent, "social.org_kind"), at_of(sent, "social.field")
    wrong = {f"{gone}-key": "kind_of_body", f"{other}-pattern": "["}
    found = listed(post(client, sent | wrong | {"action-submit": "1"}))
    assert [control for _place, _sentence, control in found] == [
        f"#{other}-pattern",
        "#panel-moves-section",
    ]


def test_conditions_that_wait_for_each_other_lead_to_the_first_of_them(client, admin):
    sent = typed(client)
    one, other = at_of(sent, "social.field"), at_of(sent, "social.org_kind")
    waiting = {f"{one}-shown_if": "filled(social.org_kind)", f"{other}-shown_if": "filled(social.field)"}
    answer = post(client, sent | waiting | {"action-publish": "1"})
    ((place, sentence, control),) = listed(answer)
    ends = {"field": one, "org_kind": other}
    key = place.rpartition(".")[2].rstrip(")")
    assert ("显示条件" in place, control) == (True, f"#{ends[key]}-shown_if")
    assert sentence.startswith("公式互相等待，永远算不出来：social.")


def test_a_value_that_its_input_refuses_is_named_the_same_way_and_the_name_of_the_category_too(client, admin):
    sent = typed(client)
    at = at_of(sent, "social.field")
    answer = post(client, sent | {f"{at}-key": "Not A Key", "label": "", "action-publish": "1"})
    places = [(place, control) for place, _sentence, control in listed(answer)]
    assert places == [
        ("名称", "#id_label"),
        ("社会工作信息 › 服务领域 › 代号 (social.Not A Key)", f"#{at}-key"),
    ]


def test_what_may_not_be_removed_leads_to_the_moves(client, admin):
    sent = typed(client)
    at = at_of(sent, "social.field")
    answer = post(client, sent | {f"{at}-key": "area", "action-publish": "1"})
    ((place, sentence, control),) = listed(answer)
    assert (place, control) == ("社会工作信息 › 服务领域 (social.field)", "#panel-moves-section")
    assert "请在“与上一版本的衔接”里写明" in sentence


def test_a_reader_of_english_gets_english_names(client, admin):
    UserProfile.objects.update_or_create(user=admin, defaults={"preferred_language": "en"})
    sent = typed(client)
    at = at_of(sent, "social.field")
    answer = post(client, sent | {f"{at}-code_list": "no_such", "action-publish": "1"})
    ((place, sentence, _control),) = listed(answer)
    assert place == "Social work › Fields of service › Code list (social.field)"
    assert "no_such" in sentence


def test_a_dry_run_that_is_refused_leads_into_the_editor(client, admin):
    sent = typed(client)
    at = at_of(sent, "social.field")
    assert post(client, sent | {f"{at}-code_list": "no_such"}).status_code == 302
    answer = client.get(reverse("records_dry_run", args=(social().pk,)))
    ((place, _sentence, control),) = listed(answer)
    assert place == "社会工作信息 › 服务领域 › 代码表 (social.field)"
    assert control == f"{url('edit', social().pk)}#{at}-code_list"


def test_an_approval_of_what_no_longer_compiles_names_the_place_in_words(client, admin):
    state = Moderation(admin).states["social"]
    CodeList.objects.filter(key="social_work_field").update(key="renamed")
    assert "社会工作信息 › 服务领域 › 代码表 (social.field)" in said(decide_on(client, state))


def test_a_formula_is_not_named_twice_and_a_place_that_is_nowhere_leads_to_the_groups():
    category = social()
    found = refusals(
        category, [(At("social.field", "shown_if"), "显示条件：坏了"), ("identity2", "没有"), ("类别", "空")]
    )
    assert [each.place for each in found] == ["社会工作信息 › 服务领域 (social.field)", "identity2", "类别"]
    assert [each.control for each in found][1:] == ["panel-groups-section", "id_label"]
    assert found[0].control.endswith("-shown_if")


def test_what_has_no_key_yet_is_placed_by_its_number_and_a_label_behind_a_path_is_told_from_it():
    category = social()
    raw = [dict(each) for each in category.groups.raw_data]
    raw.append({"type": "group", "value": {"key": "", "label": "其他", "fields": []}})
    raw.append({"type": "group", "value": {"key": "no key", "label": "又", "fields": []}})
    category.groups = raw
    first = len(raw) - 2
    found = refusals(
        category,
        [
            (f"分组 {first + 1}", "没有"),
            (f"group_{first + 1}", "没有"),
            ("no key 代号", "错"),
            ("no key 可填多行", "错"),
        ],
    )
    assert [(each.place, each.control) for each in found] == [
        ("其他", f"groups-{first}-value-key"),
        ("其他", f"groups-{first}-value-key"),
        ("又 › 代号 (no key)", f"groups-{first + 1}-value-key"),
        ("又 › 可填多行 (no key)", f"groups-{first + 1}-value-repeat"),
    ]
