"""From notifications to mails; and that a worker which is killed anywhere loses and doubles nothing."""

import os
import signal
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from talent.notify.gathering import gather
from talent.notify.models import Mail, Notification
from talent.notify.preferring import prefer
from talent.notify.service import notify_many
from tests.talent.jobs.workers import (
    end_of,
    eventually,
    jobs,
    kill,
    put,
    silent_for_an_hour,
    work,
    worker_process,
)
from tests.talent.notify.kinds import PARCEL, parcel, reader

LATER = timedelta(minutes=5)


def tell(user, *events):
    with transaction.atomic():
        notify_many(PARCEL, [([user.pk], parcel(event)) for event in events])


def mails():
    """(kind, events that it carries) of each mail, oldest first."""
    return [
        (each.kind, list(each.notifications.order_by("pk").values_list("event", flat=True)))
        for each in Mail.objects.order_by("pk")
    ]


@pytest.mark.django_db
class TestGathering:
    def test_few_notifications_are_a_mail_each_and_a_job_each(self):
        tell(reader(), 1, 2, 3)
        gather(timezone.now() + LATER)
        assert mails() == [(PARCEL, ["1"]), (PARCEL, ["2"]), (PARCEL, ["3"])]
        assert [name for name, _state, _attempts in jobs("notify.send_mail")] == ["notify.send_mail"] * 3

    def test_many_of_a_kind_become_one_mail(self):
        tell(reader(), 1, 2, 3, 4)
        gather(timezone.now() + LATER)
        assert mails() == [(PARCEL, ["1", "2", "3", "4"])]

    def test_nothing_is_mailed_before_it_is_due_and_nothing_twice(self):
        tell(reader(), 1)
        gather(timezone.now())
        assert mails() == []
        gather(timezone.now() + LATER)
        gather(timezone.now() + LATER)
        assert mails() == [(PARCEL, ["1"])]

    def test_after_a_mail_with_many_the_rest_waits_until_the_window_is_over(self):
        user, now = reader(), timezone.now()
        for event in range(4):
            tell(user, event)
            gather(now + LATER)
        tell(user, 4, 5)
        gather(now + LATER)
        assert mails() == [(PARCEL, [str(event)]) for event in range(4)]
        gather(now + timedelta(minutes=70))
        assert mails()[4:] == [(PARCEL, ["4"]), (PARCEL, ["5"])]

    def test_the_mail_of_the_day_carries_every_kind_in_one(self):
        user = reader()
        prefer(user=user, modes={PARCEL: "daily"}, language="zh-hans")
        tell(user, *range(30))
        gather(timezone.now() + timedelta(days=1))
        assert mails() == [("", [str(event) for event in range(30)])]

    def test_who_wants_no_mail_any_more_gets_none(self):
        user = reader()
        tell(user, 1)
        prefer(user=user, modes={PARCEL: "never"}, language="zh-hans")
        gather(timezone.now() + LATER)
        assert (mails(), Notification.objects.get(kind=PARCEL).mail_due) == ([], None)

    def test_each_account_gets_its_own(self):
        one, other = reader(), reader()
        tell(one, 1)
        tell(other, 1, 2)
        gather(timezone.now() + LATER)
        assert list(Mail.objects.order_by("pk").values_list("recipient", flat=True)) == [
            one.pk,
            other.pk,
            other.pk,
        ]


class Postbox:
    """A backend that keeps the Message-ID of each mail in a file, and can end its process around it."""

    def __init__(self, alias, path, die):
        self._path, self._die = Path(path), die

    def send_messages(self, messages):
        if self._die == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        with self._path.open("a") as file:
            file.writelines(f"{each.message()['Message-ID']}\n" for each in messages)
            file.flush()
            os.fsync(file.fileno())
        if self._die == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return len(messages)


@pytest.fixture
def sent(tmp_path):
    """The Message-IDs that left a worker of `dying`."""
    path = tmp_path / "sent"
    path.touch()
    return lambda: path.read_text().split()


@pytest.fixture
def dying(tmp_path):
    """Makes a worker whose mail goes to a file, and that kills itself `before` or `after` the first one."""

    def make(die=""):
        def prepare():
            options = {"path": str(tmp_path / "sent"), "die": die}
            settings.MAILERS = {"default": {"BACKEND": f"{__name__}.Postbox", "OPTIONS": options}}

        return worker_process(prepare)

    return make


def quiet(owner_connection):
    """Whether the server has noticed that the worker is gone, and has let go of what it held."""
    rows = owner_connection.execute(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
        " AND xact_start IS NOT NULL AND pid <> pg_backend_pid()"
    )
    return rows.fetchone() is None


def recover(owner_connection):
    """What happens within two minutes after a worker was killed, at once."""
    silent_for_an_hour(owner_connection)
    for _ in range(2):
        put("jobs.keep", timestamp=0)
        work()
    work()  # what the last jobs deferred when the worker had already found the queue empty


def told_once():
    """Events with how often each stands in the site."""
    rows = Notification.objects.filter(kind=PARCEL).order_by("event").values_list("event", flat=True)
    return list(rows)


def running():
    return ProcrastinateJob.objects.filter(status="doing").count()


def ids():
    return sorted(Mail.objects.filter(sent_at__isnull=False).values_list("message_id", flat=True))


@pytest.mark.django_db(transaction=True)
class TestKilled:
    """The worker is a real process, and SIGKILL gives it no last word."""

    @pytest.fixture(autouse=True)
    def two_notifications(self):
        tell(reader(), 1, 2)
        Notification.objects.update(mail_due=timezone.now())

    @pytest.mark.parametrize(("die", "left"), [("before", 0), ("after", 1)])
    def test_around_sending_every_mail_comes_under_its_own_name(
        self, owner_connection, sent, dying, die, left
    ):
        put("notify.gather", timestamp=0)
        assert end_of(dying(die)) == signal.SIGKILL
        assert (len(set(sent())) >= left, ids(), running() > 0) == (True, [], True)
        recover(owner_connection)
        again = [each.extra_headers["Message-ID"] for each in outbox.outbox]
        assert (told_once(), running(), sorted(again)) == (["1", "2"], 0, ids())
        assert (len(ids()), set(sent()) <= set(again)) == (2, True)

    def test_while_mails_are_made_nothing_is_half_made(self, owner_connection, sent, dying):
        with owner_connection.transaction():
            owner_connection.execute("LOCK TABLE notify_mail IN EXCLUSIVE MODE")
            put("notify.gather", timestamp=0)
            worker = dying()
            eventually(lambda: blocked(owner_connection))
            kill(worker)
        eventually(lambda: quiet(owner_connection))
        assert (mails(), running() > 0) == ([], True)
        recover(owner_connection)
        again = sorted(each.extra_headers["Message-ID"] for each in outbox.outbox)
        assert (told_once(), running(), again, sent()) == (["1", "2"], 0, ids(), [])
        assert len(ids()) == 2

    @pytest.mark.slow
    @pytest.mark.parametrize("seconds", [0.0, 0.15, 0.3, 0.45, 0.6, 0.9])
    def test_at_any_moment_each_is_told_once_and_mailed_at_least_once(
        self, owner_connection, sent, dying, seconds
    ):
        for number in range(20):
            tell(reader(), f"later {number}")
        Notification.objects.update(mail_due=timezone.now())
        put("notify.gather", timestamp=0)
        worker = dying()
        pause(seconds)
        kill(worker)
        recover(owner_connection)
        again = {each.extra_headers["Message-ID"] for each in outbox.outbox}
        assert (len(told_once()), len(set(told_once())), running()) == (22, 22, 0)
        assert set(sent()) | again == set(ids())
        assert (len(ids()), Notification.objects.filter(mail__isnull=True).count()) == (22, 0)


def blocked(connection):
    (count,) = connection.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
    return count > 0


def pause(seconds):
    threading.Event().wait(seconds)
