"""Of two category administrators one writes and the other passes; one alone does both."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils.timezone import localdate
from wagtail.models import TaskState
from wagtail.users.models import UserProfile

from talent.categories.editor.authors import written_by
from talent.categories.editor.reviewing import ensure_review
from talent.categories.models import Category, CodeList, DefinitionReview
from tests.contracts.world import member
from tests.talent.categories.editor.screen import Moderation, decide_on, numbers, said, social, typed, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(admin):
    return member("colleague", admin.memberships.get().organisation, "category_admin")


OWN_WORDS = "您写了这份草稿的一部分，须由另一人决定。"


def told(client):
    """What stands beside the buttons of the editor."""
    page = BeautifulSoup(client.get(url("edit", social().pk)).content, "html.parser")
    return [each.get_text() for each in page.select("#w-editor-form footer .decision-withheld")]


def offered(client):
    """What the buttons of the editor would do."""
    page = BeautifulSoup(client.get(url("edit", social().pk)).content, "html.parser")
    named = {each.get("name") for each in page.select("#w-editor-form footer button[name]")}
    chosen = {each["data-workflow-action-name"] for each in page.select("[data-workflow-action-name]")}
    return {name for name in named | chosen if name}


def publishes(client):
    client.post(url("edit", social().pk), typed(client) | {"label_en": "Mine", "action-publish": "1"})
    return numbers()["social"]


def test_setting_up_again_adds_no_second_flow():
    flow = Category.get_default_workflow()
    ensure_review()
    assert (Category.get_default_workflow(), DefinitionReview.objects.count()) == (flow, 1)


def test_who_is_alone_may_publish_and_pass_what_is_their_own(client, admin):
    assert "action-publish" in offered(client)
    state = Moderation(admin).states["social"]
    assert "approve" in offered(client)
    decide_on(client, state)
    assert numbers() == {"social": 2, "rural": 1}


def test_with_a_colleague_nobody_publishes_alone(client, colleague):
    assert offered(client) >= {"action-submit"}
    assert "action-publish" not in offered(client)
    assert publishes(client) == 1


def test_with_a_colleague_nobody_passes_what_they_wrote(client, admin, colleague):
    state = Moderation(admin).states["social"]
    assert "approve" not in offered(client)
    shown = {"shown_revision": state.revision_id}
    address = url("workflow_action", social().pk, "approve", state.pk)
    refused = client.post(address, shown, follow=True)
    sent = typed(client) | {"action-workflow-action": "1", "workflow-action-name": "approve"}
    client.post(url("edit", social().pk), sent)
    state.refresh_from_db()
    assert (refused.redirect_chain, OWN_WORDS in said(refused)) == ([(url("edit", social().pk), 302)], True)
    assert numbers()["social"] == 1
    assert TaskState.objects.for_instance(social()).filter(status="approved").count() == 0


def test_the_colleague_passes_it_and_it_is_published_in_the_colleagues_name(client, admin, colleague):
    state = Moderation(admin).states["social"]
    client.force_login(colleague)
    assert "approve" in offered(client)
    decide_on(client, state)
    assert (numbers()["social"], social().current.published_by) == (2, colleague)


def test_who_wrote_a_part_of_a_draft_is_told_why_no_decision_is_offered_and_nobody_else_is(
    client, admin, colleague
):
    assert told(client) == []
    state = Moderation(admin).states["social"]
    mine = told(client)
    client.force_login(colleague)
    theirs = told(client)
    save(client, order="7")
    assert (mine, theirs, told(client)) == ([OWN_WORDS], [], [OWN_WORDS])
    address = url("collect_workflow_action_data", social().pk, "approve", state.pk)
    window = client.get(address, headers={"x-requested-with": "XMLHttpRequest"})
    assert window.json() == {"step": "success", "redirect": url("edit", social().pk)}


def test_the_sentence_is_english_for_readers_of_english(client, admin, colleague):
    UserProfile.objects.update_or_create(user=admin, defaults={"preferred_language": "en"})
    Moderation(admin)
    assert told(client) == ["You wrote a part of this draft; somebody else has to decide on it."]


def test_what_waits_is_listed_for_the_colleague_alone(client, admin, colleague):
    mine = {state.pk for state in Moderation(admin).states.values()}
    client.get("/back/")
    client.force_login(colleague)
    client.get("/back/")  # roles become groups at a visit
    listed = [{state.pk for state in TaskState.objects.reviewable_by(each)} for each in (admin, colleague)]
    assert listed == [set(), mine]


@pytest.mark.parametrize("gone", ["inactive", "ended"])
def test_who_can_no_longer_log_in_is_no_colleague(client, colleague, gone):
    if gone == "inactive":
        colleague.is_active = False
        colleague.save()
    else:
        yesterday = localdate() - timedelta(days=1)
        colleague.memberships.update(valid_from=yesterday, valid_to=yesterday)
    assert publishes(client) == 2


def decide(client, **more):
    """What the editor sends when a decision is chosen at its foot."""
    sent = typed(client) | {"action-workflow-action": "true", "workflow-action-name": "approve"} | more
    return client.post(url("edit", social().pk), sent, follow=True)


def waiting_states():
    return list(TaskState.objects.for_instance(social()).values_list("status", flat=True))


def test_passed_in_the_editor_what_waits_is_published_as_it_was_written(client, admin, colleague):
    revision = Moderation(admin).states["social"].revision_id
    client.force_login(colleague)
    answer = decide(client)
    assert "“社会工作人才”已审核通过并发布。" in said(answer)
    assert (numbers()["social"], social().latest_revision_id, waiting_states()) == (2, revision, ["approved"])


def test_what_the_moderator_changed_is_saved_and_waits_for_a_third(client, admin, colleague):
    third = member("third", admin.memberships.get().organisation, "category_admin")
    Moderation(admin)
    client.force_login(colleague)
    answer = decide(client, label_en="Changed on the way")
    assert "只存了草稿，还没有审核" in said(answer)
    assert (numbers()["social"], waiting_states()) == (1, ["in_progress"])
    assert "approve" not in offered(client)
    client.force_login(admin)
    assert "approve" not in offered(client)
    client.force_login(third)
    decide(client)
    assert (numbers()["social"], social().label_en) == (2, "Changed on the way")


def test_sent_back_in_the_editor_it_is_not_published_even_if_it_no_longer_compiles(client, admin, colleague):
    Moderation(admin)
    CodeList.objects.filter(key="social_work_field").update(state="draft")
    client.force_login(colleague)
    more = {"workflow-action-name": "reject", "workflow-action-extra-data": '{"comment": "请补充说明"}'}
    assert "“社会工作人才”已退回修改。" in said(decide(client, **more))
    assert (numbers()["social"], waiting_states()) == (1, ["rejected"])


def test_no_button_offers_to_take_a_version_back(client, admin):
    assert "/unpublish/" not in client.get(url("edit", social().pk)).content.decode()


def save(client, **changed):
    return client.post(url("edit", social().pk), typed(client) | changed)


def page_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def test_what_was_saved_after_the_moderator_looked_is_not_passed_but_shown(client, admin, colleague):
    state = Moderation(admin).states["social"]
    seen = state.revision_id
    save(client, label_en="Unseen")
    client.force_login(colleague)
    refused = decide_on(client, state, shown_revision=str(seen), comment="好")
    page = page_of(refused)
    assert (refused.status_code, numbers()["social"], waiting_states()) == (409, 1, ["in_progress"])
    assert "内容又有了新的修改，本次没有审核" in page.get_text()
    assert [each.get_text() for each in page.select(".change-detail")] == [
        "英文名称：Social work talent → Unseen"
    ]
    assert page.select_one("[name=comment]").get_text(strip=True) == "好"
    form = page.select_one(f"form[action='{url('workflow_action', social().pk, 'approve', state.pk)}']")
    again = {each["name"]: each.get("value", "") for each in form.select("input[name]")}
    client.post(form["action"], again)
    assert (numbers()["social"], social().label_en) == (2, "Unseen")


def test_a_decision_that_says_not_what_was_shown_is_not_taken_but_asked(client, admin, colleague):
    state = Moderation(admin).states["social"]
    client.force_login(colleague)
    address = url("workflow_action", social().pk, "approve", state.pk)
    answers = [client.post(address), client.post(address, headers={"x-requested-with": "XMLHttpRequest"})]
    assert [each.status_code for each in answers] == [409, 200]
    assert "请先核对下面的变化" in page_of(answers[0]).get_text()
    assert "请先核对下面的变化" in answers[1].json()["html"]
    assert (numbers()["social"], waiting_states()) == (1, ["in_progress"])


@pytest.mark.parametrize("loaded", ["", "1", "9" * 5000])
def test_a_decision_in_the_editor_about_another_revision_is_not_taken(client, admin, colleague, loaded):
    Moderation(admin)
    client.force_login(colleague)
    answer = decide(client, loaded_revision_id=loaded)
    assert (answer.status_code, numbers()["social"], waiting_states()) == (200, 1, ["in_progress"])
    assert "他人已保存了新的修改" in said(answer)


def test_in_the_editor_what_was_saved_after_it_was_opened_is_not_passed(client, admin, colleague):
    Moderation(admin)
    client.force_login(colleague)
    opened = typed(client)
    client.force_login(admin)
    save(client, label_en="Unseen")
    client.force_login(colleague)
    sent = opened | {"action-workflow-action": "true", "workflow-action-name": "approve"}
    answer = client.post(url("edit", social().pk), sent)
    assert (answer.status_code, numbers()["social"], waiting_states()) == (200, 1, ["in_progress"])
    assert social().get_latest_revision_as_object().label_en == "Unseen"


def test_saved_unchanged_by_the_other_it_is_still_the_authors_and_the_others_to_pass(
    client, admin, colleague
):
    state = Moderation(admin).states["social"]
    client.force_login(colleague)
    save(client)
    assert social().latest_revision.user == colleague
    assert "approve" in offered(client)
    client.force_login(admin)
    assert "approve" not in offered(client)
    assert OWN_WORDS in said(decide_on(client, state))
    listed = [[each.pk for each in TaskState.objects.reviewable_by(who)] for who in (admin, colleague)]
    assert (numbers()["social"], state.pk in listed[0], state.pk in listed[1]) == (1, False, True)


def test_nobody_passes_words_of_their_own_below_those_of_another(client, admin, colleague):
    state = Moderation(admin).states["social"]
    client.force_login(colleague)
    save(client, order="7")
    client.force_login(admin)
    decide_on(client, state)
    assert (offered(client) & {"approve", "reject"}, numbers()["social"]) == (set(), 1)


def test_brought_back_to_what_is_published_and_written_anew_by_the_other_it_may_be_passed(
    client, admin, colleague
):
    Moderation(admin)
    client.force_login(colleague)
    save(client, label_en="Social work talent")
    save(client, label_en="Written anew")
    assert "approve" not in offered(client)
    client.force_login(admin)
    decide(client)
    assert (numbers()["social"], social().label_en) == (2, "Written anew")


def test_words_of_an_earlier_version_do_not_count(client, admin, colleague):
    state = Moderation(admin).states["social"]
    client.force_login(colleague)
    decide_on(client, state)
    save(client, label_en="Second", **{"action-submit": "1"})
    client.force_login(admin)
    decide(client)
    assert (numbers()["social"], social().label_en) == (3, "Second")


def test_who_wrote_a_definition_that_was_never_published_does_not_pass_it(client, admin, colleague):
    made = Category.objects.create(key="herders", label="牧民", live=False, groups=social().groups)
    for author in (admin, colleague):
        made.save_revision(user=author)
    assert [written_by(each, [made.pk]) for each in (admin, colleague)] == [{made.pk}, set()]


def test_what_was_saved_is_not_written_over(client, admin):
    save(client, label_en="First")
    first = social().latest_revision_id
    save(client, label_en="Second", overwrite_revision_id=str(first))
    kept = [each.as_object().label_en for each in social().revisions.filter(pk__gte=first).order_by("pk")]
    assert kept == ["First", "Second"]
