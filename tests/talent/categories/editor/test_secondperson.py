"""Of two category administrators one writes and the other passes; one alone does both."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils.timezone import localdate
from wagtail.models import TaskState

from talent.categories.editor.reviewing import ensure_review
from talent.categories.models import Category, CodeList, DefinitionReview
from tests.contracts.world import member
from tests.talent.categories.editor.screen import Moderation, numbers, said, social, typed, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(admin):
    return member("colleague", admin.memberships.get().organisation, "category_admin")


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
    client.post(url("workflow_action", social().pk, "approve", state.pk))
    assert numbers() == {"social": 2, "rural": 1}


def test_with_a_colleague_nobody_publishes_alone(client, colleague):
    assert offered(client) >= {"action-submit"}
    assert "action-publish" not in offered(client)
    assert publishes(client) == 1


def test_with_a_colleague_nobody_passes_what_they_wrote(client, admin, colleague):
    state = Moderation(admin).states["social"]
    assert "approve" not in offered(client)
    refused = client.post(url("workflow_action", social().pk, "approve", state.pk))
    sent = typed(client) | {"action-workflow-action": "1", "workflow-action-name": "approve"}
    client.post(url("edit", social().pk), sent)
    state.refresh_from_db()
    assert (refused.status_code, numbers()["social"]) == (302, 1)
    assert TaskState.objects.for_instance(social()).filter(status="approved").count() == 0


def test_the_colleague_passes_it_and_it_is_published_in_the_colleagues_name(client, admin, colleague):
    state = Moderation(admin).states["social"]
    client.force_login(colleague)
    assert "approve" in offered(client)
    client.post(url("workflow_action", social().pk, "approve", state.pk))
    assert (numbers()["social"], social().current.published_by) == (2, colleague)


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


def test_what_the_moderator_changed_is_saved_and_waits_for_the_other(client, admin, colleague):
    Moderation(admin)
    client.force_login(colleague)
    answer = decide(client, label_en="Changed on the way")
    assert "只存了草稿，还没有审核" in said(answer)
    assert (numbers()["social"], waiting_states()) == (1, ["in_progress"])
    assert "approve" not in offered(client)
    client.force_login(admin)
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
