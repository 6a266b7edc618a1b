"""Who is told what became of a change, once, and in how many statements."""

from itertools import batched

import pytest
from django.db import transaction
from django.utils import timezone

from talent.notify.models import Notification
from talent.notify.service import notify_many
from talent.records.models import Change
from talent.records.notices import OF_MANY
from talent.records.service import (
    FieldRemark,
    accept,
    accept_many,
    reject,
    send_back,
    submit,
    submit_many,
    tell_outcomes,
)
from talent.records.telling import SINGLY
from tests.talent.records.register import account, person

REMARK = [FieldRemark("skill.current_trade", "工种有误，证件 152502198507260017")]


def told():
    """(recipient, kind, name) of every notification, oldest first."""
    rows = Notification.objects.order_by("pk")
    return [(each.recipient.username, each.kind, each.data["name"]) for each in rows]


def test_who_filled_a_change_in_is_told_that_it_was_sent_back_and_where_it_is(register):
    change = send_back(change=register.at_banner(), by=register.boss, remarks=REMARK)
    notification = Notification.objects.get()
    assert told() == [("clerk", "change_returned", "乌日娜")]
    assert (notification.place, notification.arguments) == ("collect:change", [change.unit_id, change.pk])


def test_nothing_of_the_remark_stands_in_the_notification(register):
    send_back(change=register.at_banner(), by=register.boss, remarks=REMARK)
    assert "152502" not in str(Notification.objects.values().get())


def test_a_change_that_is_sent_back_twice_is_told_twice(register):
    change = register.at_banner()
    for _ in range(2):
        change = send_back(change=change, by=register.boss, remarks=REMARK)
        change.remarks.update(acted_on=True)
        submit(change=change, by=register.clerk)
        change = accept(change=change, by=register.checker)
    assert told() == [("clerk", "change_returned", "乌日娜")] * 2


def test_a_rejection_and_the_last_level_are_told_and_the_levels_between_are_not(register):
    reject(change=register.at_banner(1, "苏和"), by=register.boss, reason="不符合条件")
    register.approved(2, "巴图")
    assert told() == [("clerk", "change_rejected", "苏和"), ("clerk", "change_accepted", "巴图")]


def test_nobody_is_told_of_own_acts(register):
    register.checker.memberships.all().delete()
    account("other", register.unit, "collector")
    register.clerk.memberships.create(organisation=register.unit, role="unit_reviewer")
    send_back(change=register.waiting(), by=register.clerk, remarks=REMARK)
    assert told() == []


def test_when_the_clerk_has_left_those_who_fill_in_today_are_told(register):
    change = register.at_banner()
    register.clerk.memberships.all().delete()
    account("successor", register.unit, "collector")
    account("elsewhere", register.other, "collector")
    send_back(change=change, by=register.boss, remarks=REMARK)
    assert told() == [("successor", "change_returned", "乌日娜")]


@pytest.mark.parametrize("count", [1, SINGLY])
def test_telling_costs_three_statements_however_many_changes_are_passed(
    register, count, django_assert_num_queries
):
    changes = passed(register, count)
    Notification.objects.all().delete()
    with django_assert_num_queries(3):
        tell_outcomes(changes)
    assert len(told()) == count


def counts():
    """(recipient, kind, place, count) of every notification about many, oldest first."""
    rows = Notification.objects.filter(kind__in=OF_MANY.values()).order_by("pk")
    return [(each.recipient.username, each.kind, each.place, each.data["count"]) for each in rows]


@pytest.mark.parametrize("count", [SINGLY + 1, 60])
def test_of_many_changes_passed_together_each_person_gets_one_with_their_number(
    register, count, django_assert_num_queries
):
    changes = passed(register, count)
    Notification.objects.all().delete()
    with django_assert_num_queries(4):
        tell_outcomes(changes)
    assert counts() == [("clerk", "changes_accepted", "collect:workspace", count)]
    assert Notification.objects.count() == 1


def test_of_many_changes_who_is_concerned_by_one_alone_is_told_its_name(register):
    other = account("other", register.unit, "collector")
    changes = passed(register, SINGLY + 1)
    Notification.objects.all().delete()
    Change._plain.filter(pk=changes[-1].pk).update(created_by=other, submitted_by=other)
    tell_outcomes(Change._plain.filter(pk__in=[each.pk for each in changes]).order_by("pk"))
    assert counts() == [("clerk", "changes_accepted", "collect:workspace", SINGLY)]
    assert [(who, kind) for who, kind, *_name in singles()] == [("other", "change_accepted")]


def singles():
    rows = Notification.objects.exclude(kind__in=OF_MANY.values()).order_by("pk")
    return [(each.recipient.username, each.kind, each.data["name"]) for each in rows]


def test_further_steps_add_to_the_number_until_it_is_read(register):
    changes = passed(register, 3 * (SINGLY + 1))
    Notification.objects.all().delete()
    for step in batched(changes, SINGLY + 1):
        tell_outcomes(step)
        if len(counts()) == 1 and counts()[0][-1] > SINGLY + 1:
            Notification.objects.update(read_at=timezone.now())
    assert [count for *_who, count in counts()] == [2 * (SINGLY + 1), SINGLY + 1]


def passed(register, count):
    proposals = register.propose_many(*(person(serial) for serial in range(1, count + 1)))
    changes = submit_many(changes=[each.change for each in proposals], by=register.clerk)
    changes = accept_many(changes=changes, by=register.checker)
    return accept_many(changes=changes, by=register.boss)


def test_outcomes_from_before_are_told_by_their_states(register):
    returned = send_back(change=register.at_banner(1, "苏和"), by=register.boss, remarks=REMARK)
    changes = [returned, register.approved(2, "巴图"), register.waiting(3, "其其格")]
    Notification.objects.all().delete()
    tell_outcomes(changes)
    assert told() == [("clerk", "change_returned", "苏和"), ("clerk", "change_accepted", "巴图")]


def test_what_is_told_is_gone_when_the_step_is_undone(register):
    change = register.at_banner()
    with pytest.raises(KeyError):
        undone(change, register.boss)
    assert told() == []


def undone(change, by):
    with transaction.atomic():
        send_back(change=change, by=by, remarks=REMARK)
        notify_many("unheard_of", [])
