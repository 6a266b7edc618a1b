"""Who has to decide on a definition is told that it waits, and who handed it in what became of it."""

import pytest
from django.urls import reverse
from wagtail.models import TaskState

from talent.notify.models import Notification
from talent.notify.wording import Wording
from talent.security.models import User
from tests.contracts.world import member
from tests.talent.categories.editor.screen import Moderation, decide_on, social, typed, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(admin):
    return member("colleague", admin.memberships.get().organisation, "category_admin")


def told(language="zh-hans"):
    """(recipient, subject, body) of what was told about definitions, oldest first."""
    found = Notification.objects.filter(kind__startswith="definition_").order_by("pk")
    wording = Wording({each.kind for each in found}, language)
    texts = [(each.recipient.username, wording.of(each)) for each in found.select_related("recipient")]
    return [(name, text.subject, text.body) for name, text in texts]


def hand_in(client, **changed):
    given = {"label_en": "Handed in", "action-submit": "1"} | changed
    answer = client.post(url("edit", social().pk), typed(client) | given, follow=True)
    assert answer.redirect_chain
    return TaskState.objects.for_instance(social()).get(status="in_progress")


def test_handed_in_it_is_told_to_those_who_may_decide_and_to_nobody_else(client, admin, colleague):
    member("gone", admin.memberships.get().organisation, "category_admin")
    User.objects.filter(username="gone").update(is_active=False)
    member("reviewer", admin.memberships.get().organisation, "hr_reviewer")
    client.force_login(admin)
    hand_in(client)
    assert told() == [
        (
            "colleague",
            "“社会工作人才”的定义等待审核",
            f"{admin.name} 提交了“社会工作人才”的定义。请核对变化，再通过或退回。",
        )
    ]
    row = Notification.objects.get(kind="definition_waiting")
    assert reverse(row.place, args=row.arguments) == url("edit", social().pk)


def test_who_wrote_a_part_of_what_another_hands_in_is_not_asked_to_decide(client, admin, colleague):
    third = member("third", admin.memberships.get().organisation, "category_admin")
    client.force_login(third)
    client.post(url("edit", social().pk), typed(client) | {"order": "7"})
    client.force_login(admin)
    hand_in(client)
    assert [name for name, *_text in told()] == ["colleague"]


def test_passed_it_is_told_to_whoever_handed_it_in_with_the_remark(client, admin, colleague):
    client.force_login(admin)
    state = hand_in(client)
    client.force_login(colleague)
    decide_on(client, state, comment="写得清楚")
    assert told()[1:] == [
        (
            "admin",
            "“社会工作人才”的定义已审核通过",
            f"您提交的“社会工作人才”的定义已由 {colleague.name} 审核通过并发布。审核意见：写得清楚",
        )
    ]


def test_sent_back_it_is_told_with_the_remark_and_told_anew_when_it_is_handed_in_again(
    client, admin, colleague
):
    client.force_login(admin)
    state = hand_in(client)
    client.force_login(colleague)
    decide_on(client, state, "reject", comment="请补充说明")
    client.force_login(admin)
    hand_in(client, **{"label_en": "Better", "action-submit": "", "action-restart-workflow": "1"})
    names = [(name, subject) for name, subject, _body in told()]
    assert names == [
        ("colleague", "“社会工作人才”的定义等待审核"),
        ("admin", "“社会工作人才”的定义被退回，请修改"),
        ("colleague", "“社会工作人才”的定义等待审核"),
    ]
    assert told()[1][2].endswith("审核意见：请补充说明")


def test_who_is_alone_and_passes_what_is_their_own_is_told_nothing(client, admin):
    decide_on(client, Moderation(admin).states["social"])
    assert told() == []


def test_the_author_may_read_it_in_english(client, admin, colleague):
    state = hand_in(client)
    client.force_login(colleague)
    decide_on(client, state)
    assert told("en")[1][1:] == (
        "The definition of “Social work talent” was approved",
        f"{colleague.name} approved and published the definition of “Social work talent”"
        " which you handed in. Remark: —",
    )
