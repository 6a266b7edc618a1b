import pytest
from procrastinate.jobs import Job

from talent.jobs.noting import note_failure
from talent.jobs.signals import job_failed
from talent.notify.models import Notification
from talent.orgs.applying import apply, correct
from talent.orgs.deciding import return_application
from talent.orgs.service import scope_for
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


def test_the_signal_has_one_receiver():
    assert [key[0] for key, *_rest in job_failed.receivers] == ["notify.job_failed"]


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
