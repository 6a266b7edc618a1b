"""The worker as it is started on a server, killed while it tells people and in the middle of a conversation
with a mail server: each is told once, each mail comes at least once under one name, nothing stays running.
"""

import threading

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from talent.notify.gathering import gather
from talent.notify.models import Mail, Notification
from talent.notify.timing import PAUSE
from talent.security.models import User
from tests.talent.jobs.workers import eventually, put, silent_for_an_hour, worker_command
from tests.talent.notify.kinds import CONFIRMED
from tests.talent.notify.postoffice import PostOffice
from tests.talent.notify.test_gathering import blocked
from tests.talent.records.register import Register, account
from tests.talent.records.test_announcing import next_version

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
CLERKS = 3


@pytest.fixture
def office():
    with PostOffice() as office:
        threading.Thread(target=office.serve_forever, daemon=True).start()
        yield office
        office.shutdown()


@pytest.fixture
def clerks(db):
    """Those who are told of a new version by a job, and want their mail at once."""
    register = Register()
    register.draft()
    found = [register.clerk, *(account(f"clerk{number}", register.unit, "collector") for number in (2, 3))]
    for user in found:
        User.objects.filter(pk=user.pk).update(
            email=f"{user.username}@example.cn", email_confirmed_at=CONFIRMED
        )
    next_version()
    return found


def run_to_the_end(office):
    assert worker_command("--until-empty", mail=office.url).wait(180) == 0


def recover(office, owner_connection):
    """What workers do within two minutes after one was killed, at once."""
    office.silent_at = ""
    silent_for_an_hour(owner_connection)
    for _ in range(2):
        put("jobs.keep", timestamp=0)
        run_to_the_end(office)


def mails_are_made():
    Notification.objects.update(mail_due=timezone.now())
    gather(timezone.now() + PAUSE)


def kill(worker):
    worker.kill()
    worker.wait(30)


def running():
    return ProcrastinateJob.objects.filter(status="doing").count()


def told():
    rows = Notification.objects.filter(kind="version_published").order_by("recipient__username")
    return list(rows.values_list("recipient__username", flat=True))


def all_is_well(office):
    """Who was told, whether the mails that came are those that were made, what runs, what was not noted."""
    names = set(Mail.objects.values_list("message_id", flat=True))
    unsent = Mail.objects.filter(sent_at__isnull=True).count()
    return told(), set(office.received) == names, len(names), running(), unsent


WELL = (["clerk", "clerk2", "clerk3"], True, CLERKS, 0, 0)


def test_a_worker_killed_while_it_tells_people_tells_each_once(office, owner_connection, clerks):
    with owner_connection.transaction():
        owner_connection.execute("LOCK TABLE notify_notification IN EXCLUSIVE MODE")
        worker = worker_command(mail=office.url)
        eventually(lambda: blocked(owner_connection))
        kill(worker)
    assert (told(), running() > 0) == ([], True)
    recover(office, owner_connection)
    mails_are_made()
    run_to_the_end(office)
    assert all_is_well(office) == WELL


@pytest.mark.parametrize(("silent_at", "came"), [("greeting", 0), ("delivered", 1)])
def test_a_worker_killed_in_the_middle_of_a_conversation_sends_again_under_the_same_name(
    office, owner_connection, clerks, silent_at, came
):
    run_to_the_end(office)
    mails_are_made()
    office.silent_at = silent_at
    worker = worker_command(mail=office.url)
    assert office.reached.wait(60)
    kill(worker)
    assert (len(office.received) >= came, Mail.objects.filter(sent_at__isnull=False).count()) == (True, 0)
    assert running() > 0
    recover(office, owner_connection)
    assert all_is_well(office) == WELL


def test_a_worker_killed_before_it_notes_what_was_sent_sends_again_under_the_same_name(
    office, owner_connection, clerks
):
    run_to_the_end(office)
    mails_are_made()
    with owner_connection.transaction():
        # Mails can be read and locked, and nothing can be noted of them.
        owner_connection.execute("LOCK TABLE notify_mail IN SHARE MODE")
        worker = worker_command(mail=office.url)
        eventually(lambda: office.received and blocked(owner_connection), 60)
        kill(worker)
    first = list(office.received)
    assert (first != [], Mail.objects.filter(sent_at__isnull=False).count()) == (True, 0)
    recover(office, owner_connection)
    assert all_is_well(office) == WELL
    assert [office.received.count(name) >= 2 for name in first] == [True] * len(first)
