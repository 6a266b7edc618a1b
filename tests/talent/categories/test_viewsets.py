"""The editor of definitions: publishing, refusing, never overwriting in silence."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import TaskState
from wagtail.users.models import UserProfile

from talent.categories.editor.retiring import retire
from talent.categories.models import Category, CategoryVersion, CodeList
from talent.categories.versions import moves_of
from tests.contracts.world import REGION, member, organisation
from tests.talent.categories.editor.screen import Moderation, decide_on, numbers, said, social, typed, url

pytestmark = pytest.mark.django_db


def test_publishing_in_the_editor_freezes_a_version_in_the_name_of_its_editor(client, admin):
    sent = typed(client) | {"label_en": "Social workers", "action-publish": "1"}
    answer = client.post(url("edit", social().pk), sent)
    version = social().current
    assert answer.status_code == 302
    assert (version.number, version.schema["label_en"], version.published_by) == (2, "Social workers", admin)


@pytest.mark.parametrize(
    ("pressed", "sentence"),
    [({"action-publish": "1"}, "“社会工作人才”已保存并发布。"), ({}, "“社会工作人才”已存为草稿。")],
)
def test_what_was_done_is_said_in_chinese(client, admin, pressed, sentence):
    answer = client.post(url("edit", social().pk), typed(client) | pressed, follow=True)
    assert sentence in said(answer)


def test_the_page_of_a_new_definition_is_named_without_a_gap(client, admin):
    page = BeautifulSoup(client.get(url("add")).content, "html.parser")
    assert page.title.get_text().split(" - ")[0].strip().endswith("新建类别或登记表")
    crumbs = [each.get_text(strip=True) for each in page.select("[data-controller=w-breadcrumbs] li")]
    assert crumbs[-1] == "新建类别或登记表"
    assert "新建类别或登记表" in client.get(url("list")).content.decode()


def test_the_untouched_form_publishes_the_same_definition(client, admin):
    client.post(url("edit", social().pk), typed(client) | {"action-publish": "1"})
    assert CategoryVersion.objects.filter(category=social()).count() == 1


def test_a_definition_with_an_error_is_refused_with_its_place_and_nothing_is_lost(client, admin):
    sent = typed(client)
    name = next(key for key, value in sent.items() if key.endswith("-code_list") and value)
    sent |= {name: "no_such_list", "label_en": "Typed", "action-publish": "1"}
    answer = client.post(url("edit", social().pk), sent)
    assert (answer.status_code, social().current.number, social().has_unpublished_changes) == (200, 1, False)
    assert "定义有误，没有发布" in said(answer)
    assert "没有代码表“no_such_list”" in said(answer)
    assert b'value="Typed"' in answer.content


def renamed(client, key="field"):
    """The form with 社会工作's own field under another key, and the move for it."""
    sent = typed(client)
    name = next(at for at, value in sent.items() if at.endswith("-key") and value == key and "-fields-" in at)
    return sent | {
        name: "area",
        "moves-count": "1",
        "moves-0-deleted": "",
        "moves-0-order": "0",
        "moves-0-type": "rename",
        "moves-0-id": "",
        "moves-0-value-source": f"social.{key}",
        "moves-0-value-to": "social.area",
        "moves-0-value-note": "",
    }


def test_a_field_that_is_gone_without_a_word_is_refused_with_its_place(client, admin):
    sent = renamed(client) | {"moves-count": "0", "action-publish": "1"}
    answer = client.post(url("edit", social().pk), sent)
    assert (answer.status_code, social().current.number) == (200, 1)
    assert "social.field" in said(answer)
    assert "请在“与上一版本的衔接”里写明停用、改代号或拆分" in said(answer)


def test_a_stated_move_goes_into_the_version_and_the_editor_is_empty_again(client, admin):
    answer = client.post(url("edit", social().pk), renamed(client) | {"action-publish": "1"})
    assert (answer.status_code, social().current.number) == (302, 2)
    assert [(each.kind, each.source, each.to) for each in moves_of(social().current)] == [
        ("rename", "social.field", ("social.area",))
    ]
    assert (len(social().moves), typed(client)["moves-count"]) == (0, "0")


def test_a_draft_may_have_errors(client, admin):
    sent = typed(client)
    name = next(key for key, value in sent.items() if key.endswith("-code_list") and value)
    answer = client.post(url("edit", social().pk), sent | {name: "no_such_list"})
    assert (answer.status_code, social().has_unpublished_changes, social().current.number) == (302, True, 1)


def test_an_old_page_does_not_overwrite_what_was_saved_meanwhile_not_even_when_pressed_again(client, admin):
    mine = typed(client) | {"label_en": "Mine"}
    client.post(url("edit", social().pk), typed(client) | {"label_en": "Theirs"})
    for _ in range(2):
        answer = client.post(url("edit", social().pk), mine)
        assert (answer.status_code, "他人已保存了新的修改" in said(answer)) == (200, True)
        page = BeautifulSoup(answer.content, "html.parser")
        for field in page.select("#w-editor-form input[name^=loaded_revision]"):
            mine[field["name"]] = field["value"]
    assert social().get_latest_revision_as_object().label_en == "Theirs"


def test_key_and_subject_of_a_published_category_stay(client, admin):
    client.post(url("edit", social().pk), typed(client) | {"key": "other", "subject": "sheet"})
    kept = social().get_latest_revision_as_object()
    assert (kept.key, kept.subject) == ("social", "people")


def test_a_version_in_force_cannot_be_unpublished_or_deleted(client, admin):
    category = social()
    assert client.post(url("unpublish", category.pk)).status_code == 404
    assert client.post(url("delete", category.pk))["Location"] == "/back/"
    assert social().live is True


@pytest.mark.parametrize("role", ["hr_reviewer", "system_admin", "audit_admin", "analyst"])
def test_definitions_are_for_category_administrators_only(client, role):
    client.force_login(member("other", organisation("人社厅", "hr_department", REGION), role))
    category = social()
    addresses = [url("list"), url("add"), url("edit", category.pk), url("history", category.pk)]
    addresses.append(url("usage", category.pk))
    assert {client.get(address)["Location"] for address in addresses} == {"/back/"}


def test_an_approval_publishes_and_freezes_that_definition(client, admin):
    state = Moderation(admin).states["social"]
    answer = decide_on(client, state)
    assert (answer.redirect_chain[0][1], numbers()) == (302, {"social": 2, "rural": 1})
    assert social().current.published_by == admin


def test_an_approval_with_another_objects_task_in_the_address_approves_nothing(client, admin):
    foreign = Moderation(admin).states["rural"]
    for view in ("workflow_action", "collect_workflow_action_data"):
        assert client.post(url(view, social().pk, "approve", foreign.pk)).status_code == 404
    foreign.refresh_from_db()
    assert (foreign.status, numbers()) == (TaskState.STATUS_IN_PROGRESS, {"social": 1, "rural": 1})


def test_an_approval_of_what_no_longer_compiles_leaves_it_waiting_and_says_why(client, admin):
    state = Moderation(admin).states["social"]
    CodeList.objects.filter(key="social_work_field").update(key="renamed")
    answer = decide_on(client, state)
    state.refresh_from_db()
    assert (state.status, numbers()) == (TaskState.STATUS_IN_PROGRESS, {"social": 1, "rural": 1})
    assert "没有代码表“social_work_field”" in said(answer)


def test_a_definition_with_a_draft_list_is_not_published_and_its_editor_is_told_why(client, admin):
    CodeList.objects.filter(key="social_work_field").update(state="draft")
    answer = client.post(url("edit", social().pk), typed(client) | {"action-publish": "1"})
    assert (answer.status_code, social().current.number) == (200, 1)
    assert "代码表“social_work_field”还是草稿，请先在“各类代码表”中启用。" in said(answer)


def listed(client, **given):
    """(name, status) of each row of the list."""
    page = BeautifulSoup(client.get(url("list"), given).content, "html.parser")
    rows = page.select("#listing-results table tbody tr")
    names = [row.select_one(".title").get_text(" ", strip=True).split()[0] for row in rows]
    return list(zip(names, [row.select_one(".w-status").text.strip() for row in rows], strict=True))


def test_a_retired_category_is_listed_last_and_said_to_be_retired(client, admin):
    before = listed(client)
    retire(category=social(), by=admin)
    after = listed(client)
    assert ("社会工作人才", "在用") in before
    assert (after[-1], len(after)) == (("社会工作人才", "已停用"), len(before))
    draft = social().get_latest_revision_as_object()
    draft.label_en = "Draft"
    draft.save_revision()
    assert listed(client)[-1] == ("社会工作人才", "已停用 + 草稿")


def test_the_state_of_each_is_said_in_one_vocabulary(client, admin):
    Moderation(admin)
    client.post(url("copy", social().pk), {"key": "herders", "label": "牧民", "label_en": ""})
    client.post(url("edit", Category.objects.get(key="skilled").pk), typed(client, named("skilled")))
    found = dict(listed(client))
    assert [found[name] for name in ("社会工作人才", "技能人才", "牧民", "专业技术人才")] == [
        "在用 + 审核中",
        "在用 + 草稿",
        "草稿",
        "在用",
    ]


def named(key):
    return Category.objects.get(key=key)


def test_a_reader_of_english_is_led_by_the_english_name_with_the_chinese_one_beside_it(client, admin):
    client.post(url("copy", social().pk), {"key": "herders", "label": "牧民", "label_en": ""})
    UserProfile.objects.update_or_create(user=admin, defaults={"preferred_language": "en"})
    page = BeautifulSoup(client.get(url("list")).content, "html.parser")
    rows = page.select("#listing-results table tbody tr")
    cells = [(row.select_one(".title a"), row.select("td")[2]) for row in rows]
    found = {title.get_text(strip=True): beside.get_text(strip=True) for title, beside in cells}
    assert found["Social work talent"] == "社会工作人才"
    assert found["牧民"] == "牧民"


def test_the_history_is_headed_and_worded_in_the_readers_language(client, admin):
    state = Moderation(admin).states["social"]
    decide_on(client, state)
    UserProfile.objects.update_or_create(user=admin, defaults={"preferred_language": "en"})
    flow = state.workflow_state_id
    pages = [url("history", social().pk), url("workflow_history", social().pk)]
    pages.append(url("workflow_history_detail", social().pk, flow))
    for address in pages:
        said = BeautifulSoup(client.get(address).content, "html.parser").select_one("main").get_text(" ")
        assert ("Review of definitions" in said, "定义审核" in said, "社会工作人才" in said) == (
            True,
            False,
            False,
        ), address


def test_the_list_is_narrowed_to_what_is_in_use_retired_or_never_published(client, admin):
    retire(category=social(), by=admin)
    client.post(url("copy", social().pk), {"key": "herders", "label": "牧民", "label_en": ""})
    found = {state: listed(client, state=state) for state in ("in_use", "retired", "draft", "")}
    assert found["retired"] == [("社会工作人才", "已停用")]
    assert [name for name, _status in found["draft"]] == ["牧民"]
    assert len(found["in_use"]) == len(found[""]) - 2
    assert listed(client, state="unknown") == found[""]
