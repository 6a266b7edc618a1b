from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from talent.notify.models import Mail, Notification
from talent.notify.preferring import prefer
from talent.notify.service import About, notify, notify_many
from talent.security.service import OutsideTransaction
from tests.talent.notify.kinds import PARCEL, parcel, reader, told

pytestmark = pytest.mark.django_db


def test_the_same_event_is_told_once_however_often_it_is_said():
    one, other = reader(), reader()
    notify([one.pk, one.pk], PARCEL, parcel(1))
    notify([one.pk, other.pk], PARCEL, parcel(1))
    notify([one.pk], PARCEL, parcel(2))
    assert told() == [(one.pk, "1"), (other.pk, "1"), (one.pk, "2")]


def test_an_account_that_is_switched_off_is_told_nothing():
    notify([reader(is_active=False).pk], PARCEL, parcel(1))
    assert told() == []


def test_a_kind_that_nobody_declared_is_refused():
    with pytest.raises(KeyError):
        notify([reader().pk], "unheard_of", parcel(1))


@transaction.atomic
def tell_and_fail(user):
    notify([user.pk], PARCEL, parcel(1))
    raise ValueError("undone")


@pytest.mark.django_db(transaction=True)
def test_what_is_told_is_undone_with_what_happened():
    user = reader()
    with pytest.raises(ValueError, match="undone"):
        tell_and_fail(user)
    assert told() == []


@pytest.mark.django_db(transaction=True)
def test_telling_outside_a_transaction_is_refused():
    with pytest.raises(OutsideTransaction):
        notify([reader().pk], PARCEL, parcel(1))
    assert told() == []


def growing(event, count):
    return About(event=event, series="1", data={"name": "乌日娜", "count": count}, adds=True)


def counts(user):
    rows = Notification.objects.filter(recipient=user).order_by("pk")
    return [(each.event, each.data["count"]) for each in rows]


def test_a_count_grows_while_nobody_has_read_it_and_no_mail_carries_it():
    one, other = reader(), reader()
    notify([one.pk], PARCEL, growing("a", 3))
    notify([one.pk, other.pk], PARCEL, growing("b", 4))
    assert (counts(one), counts(other)) == ([("a", 7)], [("b", 4)])


@pytest.mark.parametrize("seen", ["read", "mailed"])
def test_a_count_that_was_seen_stays_and_a_new_one_begins(seen):
    user = reader()
    notify([user.pk], PARCEL, growing("a", 3))
    if seen == "read":
        Notification.objects.update(read_at=timezone.now())
    else:
        Notification.objects.update(mail=Mail.objects.create(recipient=user, message_id="<1@here>"))
    notify([user.pk], PARCEL, growing("b", 4))
    assert counts(user) == [("a", 3), ("b", 4)]


@pytest.mark.parametrize("count", [1, 500])
def test_many_are_told_in_two_statements(count, django_assert_num_queries):
    user = reader()
    with django_assert_num_queries(2):
        notify_many(PARCEL, [([user.pk], parcel(number)) for number in range(count)])
    assert len(told()) == count


def test_a_newer_one_of_a_series_takes_the_place_of_an_unread_older_one():
    one, other = reader(), reader()
    for event in ("monday", "tuesday", "tuesday"):
        notify([one.pk], PARCEL, parcel(event, series="daily"))
    notify([other.pk], PARCEL, parcel("monday", series="daily"))
    unread = Notification.objects.filter(read_at=None).order_by("pk")
    assert list(unread.values_list("recipient", "event")) == [(one.pk, "tuesday"), (other.pk, "monday")]


@pytest.mark.parametrize(
    ("mode", "email", "waits"),
    [
        ("at_once", "a@example.cn", timedelta(minutes=2)),
        ("daily", "a@example.cn", "morning"),
        ("never", "a@example.cn", None),
        ("at_once", "", None),
    ],
)
def test_mail_is_wanted_as_the_account_chose(mode, email, waits):
    user = reader(email=email)
    prefer(user=user, modes={PARCEL: mode}, language="zh-hans")
    notify([user.pk], PARCEL, parcel(1))
    found = Notification.objects.get(kind=PARCEL)
    if waits == "morning":
        local = timezone.localtime(found.mail_due)
        assert (local.hour, timedelta() < found.mail_due - found.at <= timedelta(days=1)) == (8, True)
    else:
        assert (found.mail_due and found.mail_due - found.at) == waits


def test_to_an_address_that_nobody_confirmed_no_mail_is_wanted():
    notify([reader(email_confirmed_at=None).pk], PARCEL, parcel(1))
    assert Notification.objects.get(kind=PARCEL).mail_due is None


def test_without_a_mail_server_no_mail_is_wanted(settings):
    settings.MAILERS = {}
    notify([reader().pk], PARCEL, parcel(1))
    assert Notification.objects.get(kind=PARCEL).mail_due is None


def test_times_are_those_of_this_moment():
    before = timezone.now()
    notify([reader().pk], PARCEL, parcel(1))
    assert before <= Notification.objects.get(kind=PARCEL).at <= datetime.now(tz=before.tzinfo)
