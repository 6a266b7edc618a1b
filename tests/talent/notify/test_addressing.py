"""An own address is in force once its link was opened, by the account that asked, once and in time."""

import re
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.utils import timezone

from talent.notify.addressing import (
    LINK_HOURS,
    MOST_AN_HOUR,
    ask_address,
    confirm_address,
    forget_requests,
    open_request,
    remove_address,
    send_link,
    tell_former,
    waiting_address,
)
from talent.notify.models import AddressRequest
from talent.security.models import AuditEvent, User
from tests.factories import make_user
from tests.talent.jobs.workers import jobs
from tests.talent.notify.kinds import CONFIRMED, reader

pytestmark = pytest.mark.django_db
NEW = "new@example.cn"


def asked(user, address=NEW, language="zh-hans"):
    """The token of a link that was sent."""
    request = ask_address(user=user, address=address, language=language)
    send_link(request.pk)
    return re.search(r"/account/address/([^/\s]+)/", outbox.outbox[-1].body).group(1)


def stands(user):
    found = User.objects.get(pk=user.pk)
    return found.email, found.email_confirmed_at is not None


def events(user):
    found = AuditEvent.objects.filter(by=user, subject="user").order_by("pk")
    return list(found.values_list("action", "detail"))


def letters():
    return [(each.to, each.subject) for each in outbox.outbox]


def test_asking_changes_nothing_and_defers_one_mail_to_the_new_address():
    user = reader()
    ask_address(user=user, address=NEW, language="zh-hans")
    assert (stands(user), jobs("notify.send_address_link")) == (
        ("reader@example.cn", True),
        [("notify.send_address_link", "todo", 0)],
    )
    assert events(user) == [("ask_own_address", {})]


def test_an_opened_link_puts_the_address_in_force_and_the_one_before_is_told():
    user = reader()
    assert confirm_address(user=user, token=asked(user)) == user
    assert stands(user) == (NEW, True)
    assert events(user) == [("ask_own_address", {}), ("confirm_own_address", {})]
    assert jobs("notify.tell_former_address") == [("notify.tell_former_address", "todo", 0)]
    tell_former(AddressRequest.objects.get().pk)
    assert letters() == [
        ([NEW], "[内蒙古人才信息库] 请确认您的邮箱"),
        (["reader@example.cn"], "[内蒙古人才信息库] 接收消息的邮箱已更换"),
    ]


@pytest.mark.parametrize("before", ["", NEW, "NEW@example.cn"])
def test_a_first_address_and_the_same_one_confirmed_leave_nobody_to_be_told(before):
    user = make_user(email=before)
    confirm_address(user=user, token=asked(user))
    assert (stands(user), jobs("notify.tell_former_address")) == ((NEW, True), [])


def test_only_the_newest_link_counts_and_it_works_once():
    user = make_user()
    first, second = asked(user, "other@example.cn"), asked(user)
    assert waiting_address(user).address == NEW
    assert [confirm_address(user=user, token=token) for token in (first, second, second)] == [
        None,
        user,
        None,
    ]
    assert (stands(user), waiting_address(user)) == ((NEW, True), None)


def test_a_link_that_was_asked_for_before_a_newer_one_went_out_is_not_sent_any_more():
    user = make_user()
    late = ask_address(user=user, address="other@example.cn", language="zh-hans")
    asked(user)
    send_link(late.pk)
    assert [to for to, _subject in letters()] == [[NEW]]


def test_another_account_an_old_link_and_a_forged_one_change_nothing():
    user, other = make_user(), make_user()
    token = asked(user)
    number = str(AddressRequest.objects.get().pk)
    assert (open_request(user=other, token=token), open_request(user=user, token=f"{number}:x:y")) == (
        None,
        None,
    )
    AddressRequest.objects.update(made_at=timezone.now() - timedelta(hours=LINK_HOURS, minutes=1))
    assert confirm_address(user=user, token=token) is None
    assert (stands(user), stands(other)) == (("", False), ("", False))


def test_a_link_that_never_went_out_opens_nothing():
    user = make_user()
    token = asked(user)
    AddressRequest.objects.update(sent_at=None)
    assert open_request(user=user, token=token) is None


def test_a_job_that_runs_twice_sends_one_link_in_the_language_of_the_page():
    request = ask_address(user=make_user(), address=NEW, language="en")
    send_link(request.pk)
    send_link(request.pk)
    assert [(to, subject.split("] ")[1]) for to, subject in letters()] == [
        ([NEW], "Please confirm your mail address")
    ]


@pytest.mark.parametrize("same", ["account", "address"])
def test_one_address_and_one_account_get_so_many_links_in_an_hour(same):
    user = make_user()
    for number in range(MOST_AN_HOUR + 2):
        asker = user if same == "account" else make_user()
        address = f"{number}@example.cn" if same == "account" else (NEW, NEW.title())[number % 2]
        send_link(ask_address(user=asker, address=address, language="zh-hans").pk)
    assert len(outbox.outbox) == MOST_AN_HOUR


def test_who_left_and_an_installation_without_mail_send_nothing(settings):
    user = make_user(is_active=False)
    send_link(ask_address(user=user, address=NEW, language="zh-hans").pk)
    settings.MAILERS = {}
    send_link(ask_address(user=reader(), address=NEW, language="zh-hans").pk)
    assert outbox.outbox == []


def test_requests_that_are_over_are_forgotten():
    user = make_user(email="a@example.cn", email_confirmed_at=CONFIRMED)
    asked(user)
    AddressRequest.objects.update(made_at=timezone.now() - timedelta(days=3))
    asked(user, "b@example.cn")
    forget_requests()
    assert list(AddressRequest.objects.values_list("address", flat=True)) == ["b@example.cn"]


def test_an_address_that_is_removed_is_told_and_nothing_goes_there_any_more():
    user = reader()
    token = asked(user)
    assert remove_address(user=user, language="zh-hans")
    request = AddressRequest.objects.get(address="")
    tell_former(request.pk)
    assert (stands(user), jobs("notify.tell_former_address")) == (
        ("", False),
        [("notify.tell_former_address", "todo", 0)],
    )
    assert letters()[-1] == (["reader@example.cn"], "[内蒙古人才信息库] 接收消息的邮箱已移除")
    assert "已经移除了这个邮箱" in outbox.outbox[-1].body
    assert open_request(user=user, token=token) is None
    assert events(user) == [("ask_own_address", {}), ("remove_own_address", {})]


def test_a_link_that_has_not_gone_out_yet_goes_no_more_after_the_removal():
    user = reader()
    request = ask_address(user=user, address=NEW, language="zh-hans")
    remove_address(user=user, language="zh-hans")
    send_link(request.pk)
    assert letters() == []


def test_an_address_that_nobody_confirmed_is_removed_without_a_letter_and_none_is_no_removal():
    user = make_user(username="batu", email="old@example.cn")
    removed = [remove_address(user=user, language="zh-hans") for _time in range(2)]
    assert (removed, stands(user), jobs("notify.tell_former_address")) == ([True, False], ("", False), [])
    assert events(user) == [("remove_own_address", {})]
