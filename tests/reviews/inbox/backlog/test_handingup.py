"""What is overdue for long goes to the office above where the settings ask for it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.inbox.backlog.handingup import hand_up_overdue
from talent.notify.models import Notification
from talent.records.models import Change, Forward
from talent.records.reviewsettings import change_settings
from talent.records.service import accept, ask_collector
from talent.security.models import AuditEvent
from tests.contracts.world import member
from tests.reviews.inbox.desk import Desks, reread
from tests.reviews.inbox.pages import read, text

#: A Thursday on which every grant of today still holds.
THURSDAY = date(2027, 3, 4)
WEEK_AGO = THURSDAY - timedelta(days=7)


@pytest.fixture
def late(desks):
    """One at the banner and one at the unit, five working days overdue; another one not so late."""
    changes = [desks.at_banner(1), desks.at_banner(2), desks.at_unit(3)]
    for change, day in zip(changes, (WEEK_AGO, WEEK_AGO + timedelta(days=1), WEEK_AGO), strict=True):
        Change._plain.filter(pk=change.pk).update(deadline=day)
    return changes


@pytest.fixture
def boss(desks):
    """Reviews for the league."""
    return member("boss", desks.league, "hr_reviewer")


def at(changes):
    return [reread(each).waiting_office for each in changes]


def test_by_default_nothing_is_handed_up(desks, late, boss):
    assert hand_up_overdue(THURSDAY) == 0
    assert at(late) == [desks.banner, desks.banner, desks.unit]


def test_what_is_late_enough_goes_up_with_its_history_and_both_offices_are_told(desks, late, boss):
    change_settings(by=boss, hand_up_days=5)
    lock = reread(late[0]).lock
    assert (hand_up_overdue(THURSDAY), hand_up_overdue(THURSDAY)) == (1, 0)
    gone = reread(late[0])
    assert at(late) == [desks.league, desks.banner, desks.unit]
    assert (gone.level, gone.forwarded, gone.lock, gone.waiting_since) == (
        "banner",
        True,
        lock + 1,
        timezone.localdate(),
    )
    assert gone.deadline > timezone.localdate()
    way = Forward._plain.get()
    assert (way.change, way.from_office, way.to_office, way.by) == (gone, desks.banner, desks.league, None)
    assert way.reason == "超过审核时限 5 个工作日未办，按审核设置自动转上级。"
    told = Notification.objects.filter(kind__startswith="overdue_handed").order_by("kind")
    assert [(each.kind, each.recipient.username, each.data["count"]) for each in told] == [
        ("overdue_handed_from", "officer", 1),
        ("overdue_handed_to", "boss", 1),
    ]
    event = AuditEvent.objects.filter(action="hand_up").get()
    offices = {desks.banner.pk, desks.league.pk, desks.unit.pk}
    assert (event.by, set(event.organisation_ids)) == (None, offices)


def test_the_office_above_decides_it_and_finds_how_it_came(client, desks, late, boss):
    change_settings(by=boss, hand_up_days=5)
    hand_up_overdue(THURSDAY)
    client.force_login(boss)
    page = read(client.get(reverse("inbox:change", args=[late[0].pk])))
    assert "按审核设置自动转上级" in text(page.select_one("section[aria-labelledby=forwards]"))
    assert accept(change=reread(late[0]), by=boss).state == "accepted"
    client.force_login(desks.officer)
    assert client.get(reverse("inbox:change", args=[late[0].pk])).status_code == 404


def test_what_its_collector_was_asked_or_nobody_above_may_decide_stays(desks, late, boss):
    change_settings(by=boss, hand_up_days=5)
    ask_collector(change=late[0], text="请补证书", by=desks.officer)
    Change._plain.filter(pk=late[0].pk).update(deadline=WEEK_AGO)
    Change._plain.filter(pk=late[1].pk).update(deadline=WEEK_AGO, editors=[boss.pk])
    assert hand_up_overdue(THURSDAY) == 0
    assert at(late) == [desks.banner, desks.banner, desks.unit]


def test_where_nobody_above_reviews_and_on_days_off_everything_stays(desks, late):
    change_settings(by=desks.officer, hand_up_days=5)
    assert (hand_up_overdue(THURSDAY), hand_up_overdue(date(2027, 3, 6))) == (0, 0)
    assert at(late) == [desks.banner, desks.banner, desks.unit]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_goes_up_in_several_steps_is_told_once_with_its_sum(monkeypatch):
    monkeypatch.setattr("talent.records.handingup._CHUNK", 2)
    desks = Desks()
    changes = [desks.at_banner(serial) for serial in range(1, 6)]
    Change._plain.update(deadline=WEEK_AGO)
    change_settings(by=member("boss", desks.league, "hr_reviewer"), hand_up_days=5)
    assert hand_up_overdue(THURSDAY) == 5
    assert set(at(changes)) == {desks.league}
    told = Notification.objects.filter(kind="overdue_handed_to")
    assert [each.data["count"] for each in told] == [5]
