from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.jobs import Job

from talent.jobs.noting import note_failure
from talent.jobs.signals import job_failed
from talent.notify.models import Notification
from talent.orgs.applying import apply, correct
from talent.orgs.deciding import return_application
from talent.orgs.service import scope_for
from talent.orgs.signals import grants_ended, stand_in_ended, stand_in_named
from talent.orgs.unitusers import end_user, end_user_now
from tests.factories import make_member, make_organisation
from tests.talent.orgs.applications import details

pytestmark = pytest.mark.django_db


def fail(number, task="notify.send_mail"):
    job = Job(id=number, queue="default", lock=None, queueing_lock=None, task_name=task, attempts=7)
    note_failure(job, error="builtins.OSError")


def test_the_regions_own_system_administrators_are_told_once_a_day_for_each_sort_of_job():
    boss = make_member("system_admin", make_organisation("hr_department", 150000))
    make_member("system_admin", make_organisation("hr_department", 152502))
    make_member("analyst", make_organisation("industry_department", 150000))
    fail(1)
    fail(2)
    fail(3, "notify.gather")
    told = Notification.objects.filter(kind="job_failed").order_by("pk")
    assert [(each.recipient, each.data["task"], each.data["task_en"]) for each in told] == [
        (boss, "发送邮件", "Send mail"),
        (boss, "汇集待发邮件", "Gather mail that is due"),
    ]


def test_the_signal_of_a_failed_job_is_received_here_once():
    assert [key[0] for key, *_rest in job_failed.receivers].count("notify.job_failed") == 1


def test_reviewers_are_told_of_a_unit_that_applies_and_again_after_its_correction():
    office = make_organisation("hr_department", 152502, name="旗人社局")
    reviewer = make_member("hr_reviewer", office)
    make_member("analyst", office)
    application, _code = apply(details(), address="10.0.0.1")
    by = {"by": reviewer, "scope": scope_for(reviewer)}
    return_application(application=application, **by, lock=0, remark="请补正")
    correct(application, details(name="改后的名称"))
    told = Notification.objects.filter(kind="application_waiting").order_by("pk")
    assert [(each.recipient, each.data["name"], each.read_at is None) for each in told] == [
        (reviewer, details().name, False),
        (reviewer, "改后的名称", True),
    ]
    assert (told[0].place, told[0].arguments) == ("unit_applications:detail", [application.pk])


def left():
    rows = Notification.objects.filter(kind="role_ended").order_by("pk")
    return [(each.recipient, each.data["unit"], each.data["role"], each.data["day"]) for each in rows]


def test_who_is_cut_off_by_the_unit_or_has_the_last_day_today_is_told_and_nobody_with_a_later_day():
    unit, today = make_organisation("unit", 152502, name="示例设计院"), timezone.localdate()
    manager, *clerks = [make_member(each, unit) for each in ("unit_reviewer", *["collector"] * 3)]
    end_user_now(unit=unit, user=clerks[0], by=manager)
    end_user(unit=unit, user=clerks[1], last_day=today, by=manager)
    end_user(unit=unit, user=clerks[2], last_day=today + timedelta(days=1), by=manager)
    said = ("示例设计院", "单位填报员", str(today))
    assert left() == [(clerks[0], *said), (clerks[1], *said)]


@pytest.mark.parametrize(
    ("given", "told"), [({"ends_now": "on"}, True), ({"valid_to": 0}, True), ({"valid_to": 1}, False)]
)
def test_who_is_ended_on_the_page_of_grants_is_told_where_it_is_over_by_today(client, given, told):
    office = make_organisation("hr_department", 152502)
    unit, today = make_organisation("unit", 152502, name="示例设计院"), timezone.localdate()
    clerk = make_member("collector", unit)
    client.force_login(make_member("system_admin", office))
    sent = {each: today + timedelta(days=v) if each == "valid_to" else v for each, v in given.items()}
    answer = client.post(f"/back/memberships/edit/{clerk.memberships.get().pk}/", sent)
    assert answer.status_code == 302
    assert left() == ([(clerk, "示例设计院", "单位填报员", str(today))] if told else [])


@pytest.mark.parametrize(
    ("signal", "named"),
    [
        (grants_ended, "grants_ended"),
        (stand_in_named, "stand_in_named"),
        (stand_in_ended, "stand_in_ended"),
    ],
)
def test_what_happens_to_roles_has_one_receiver_each(signal, named):
    assert [key[0] for key, *_rest in signal.receivers] == [f"notify.{named}"]
