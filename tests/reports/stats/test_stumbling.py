"""A draft whose first attempt fails says so at once: what happened, and what happens next."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from reports.stats.discarding import discard
from reports.stats.models import Forgetting, Release, SecretRelease
from reports.stats.releasing import JOB, draw_draft
from reports.stats.releasing import draft as begin
from talent.jobs.service import Stumble
from talent.jobs.signals import job_stumbled
from talent.notify.models import Notification
from tests.reports.stats.population import approve
from tests.reports.stats.test_release_pages import text
from tests.reports.stats.test_releasing import Office, told


@pytest.fixture
def office(db):
    return Office()


def stumble(begun, attempt=1, error="django.db.utils.OperationalError", task=JOB):
    now = timezone.now()
    said = Stumble(
        task, {"release": begun.pk}, attempt, 8, error, now + timedelta(seconds=10), now + timedelta(hours=2)
    )
    job_stumbled.send(Stumble, stumble=said)


def test_who_drafted_is_told_at_the_first_attempt_that_failed_and_not_at_the_next(register, office):
    approve(register, range(100, 130))
    begun = begin(by=office.maker)
    for attempt in (1, 2, 3):
        stumble(begun, attempt)
    assert (told(office.maker), told(office.second)) == (["release_stumbled"], [])
    said = Notification.objects.get(kind="release_stumbled").data
    assert (said["number"], said["error"], said["most"]) == ("1", "OperationalError", "8")

    draw_draft(begun.pk)
    begun.refresh_from_db()
    secret = SecretRelease.objects.get()
    assert (begun.state, secret.step, "stumble" in secret.summary) == ("ready", "", False)


def test_every_administrator_is_told_of_a_draft_of_the_timetable(office):
    stumble(begin(by=None))
    kinds = Notification.objects.values_list("recipient", "kind")
    assert set(kinds) == {(each.pk, "release_stumbled") for each in (office.maker, office.second)}


def test_its_page_says_why_when_again_until_when_and_that_it_may_be_discarded(client, office):
    client.force_login(office.maker)
    begun = begin(by=office.maker)
    stumble(begun)
    shown = text(client.get(reverse("releases:release", args=[begun.pk])))
    listed = text(client.get(reverse("releases:index")))
    until = timezone.localtime(timezone.now() + timedelta(hours=2))
    assert "第 1 次没有算成：数据库没有回应，或连接断开。" in shown
    assert ("最多共 8 次" in shown, f"{until:%Y-%m-%d %H:}" in shown, "放弃草稿" in shown) == (True,) * 3
    assert ("后台正在计算" in shown, "再算一次" in shown, "等待再试" in listed) == (False, False, True)
    SecretRelease.objects.update(step="reading")
    assert "后台正在计算" in text(client.get(reverse("releases:release", args=[begun.pk])))
    discard(release=begun, by=office.maker)
    stumble(begun, 2)
    assert not Release.objects.exists()


def test_a_kind_of_error_that_nobody_foresaw_is_named_and_other_jobs_leave_a_draft_alone(client, office):
    client.force_login(office.maker)
    begun = begin(by=office.maker)
    stumble(begun, task="notify.mail")
    assert SecretRelease.objects.get().step == "waiting"
    stumble(begun, error="polars.exceptions.ComputeError")
    shown = text(client.get(reverse("releases:release", args=[begun.pk]), headers={"accept-language": "en"}))
    assert "ComputeError" in shown


def test_what_had_to_wait_for_the_draft_does_not_wait_for_its_next_attempt(office):
    begun = begin(by=office.maker)
    SecretRelease.objects.update(step="counting")
    Forgetting.objects.create(person_key=1, instead=2)
    stumble(begun)
    assert ProcrastinateJob.objects.filter(task_name="stats.forget").count() == 1
