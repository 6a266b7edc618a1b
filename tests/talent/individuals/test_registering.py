"""Registering and the new password: the same answer, whoever has the number or the contact."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.core import mail

from talent.individuals.codes import MOST_AN_HOUR, MOST_TRIES
from talent.individuals.models import ContactCode, PersonAccount
from talent.individuals.service import (
    Newcomer,
    begin_registration,
    begin_reset,
    finish_registration,
    finish_reset,
    read_contact,
    send_code,
    too_young,
)
from talent.security.models import User
from tests.factories import make_user
from tests.talent.collect.world import number
from tests.talent.individuals.persons import MOBILE, PASSWORD, account_again, individual, newest_code

pytestmark = pytest.mark.django_db

NEW = "另一句好记的话-2026"


def newcomer(contact="herder@example.cn", serial=1):
    return Newcomer("01", number(serial), "乌日娜", read_contact(contact), PASSWORD)


def registered(contact="herder@example.cn", serial=1, *, code=None):
    row = begin_registration(newcomer(contact, serial), language="zh-hans")
    send_code(row.pk)
    return finish_registration(row.pk, newest_code()[0] if code is None else code)


def accounts():
    return PersonAccount.objects.unscoped(reason="test").count()


def test_the_code_that_was_sent_makes_an_account_whose_number_and_name_are_sealed():
    account = registered()
    assert account.about() == {"name": "乌日娜", "number": number(1), "contact": "herder@example.cn"}
    assert (account.user.name, account.user.check_password(PASSWORD)) == ("乌**", True)
    assert (account.person, account.contact_verified_at is None) == (None, False)
    assert "rural." in account.notice_version
    assert [each.to for each in mail.outbox] == [["herder@example.cn"]]


@pytest.mark.parametrize("code", ["", "12345", "９９９９９９"])
def test_any_other_code_makes_nothing(code):
    assert (registered(code=code), accounts()) == (None, 0)


def test_a_code_is_no_longer_taken_after_too_many_tries():
    row = begin_registration(newcomer(), language="zh-hans")
    send_code(row.pk)
    code = newest_code()[0]
    wrong = "000000" if code != "000000" else "000001"
    for _each in range(MOST_TRIES):
        finish_registration(row.pk, wrong)
    assert finish_registration(row.pk, code) is None


def test_a_code_is_used_once():
    row = begin_registration(newcomer(), language="zh-hans")
    send_code(row.pk)
    code = newest_code()[0]
    assert finish_registration(row.pk, code) is not None
    assert (finish_registration(row.pk, code), accounts()) == (None, 1)


def test_a_mail_address_that_was_registered_with_is_confirmed_and_a_mobile_leaves_none():
    by_mail, by_mobile = registered("own@example.cn").user, registered("13900139000").user
    assert (by_mail.email, by_mail.email_confirmed_at is not None) == ("own@example.cn", True)
    assert (by_mobile.email, by_mobile.email_confirmed_at) == ("", None)


def test_addresses_of_individuals_count_from_their_code_and_those_of_staff_do_not():
    own, mobile = individual(1, contact="own@example.cn"), individual(2)
    typed = make_user(email="typed@example.cn")
    User.objects.update(email_confirmed_at=None)
    import_module("talent.individuals.migrations.0003_confirmed_addresses").confirm(apps, None)
    found = User.objects.filter(pk__in=[own.user_id, mobile.user_id, typed.pk])
    assert dict(found.values_list("pk", "email_confirmed_at")) == {
        own.user_id: own.contact_verified_at,
        mobile.user_id: None,
        typed.pk: None,
    }


def test_two_accounts_may_have_the_same_number_since_a_refusal_would_tell():
    first, second = registered(), registered("other@example.cn")
    assert bytes(first.blind_index) == bytes(second.blind_index)


def test_a_contact_with_an_account_is_told_so_by_mail_and_no_code_makes_a_second():
    registered()
    mail.outbox.clear()
    assert (registered(), accounts()) == (None, 1)
    assert "已经有账号" in mail.outbox[0].body


def test_a_contact_gets_only_so_many_codes_in_an_hour():
    for _each in range(MOST_AN_HOUR + 2):
        send_code(begin_registration(newcomer(), language="zh-hans").pk)
    assert len(mail.outbox) == MOST_AN_HOUR


def test_a_code_that_is_sent_again_by_its_job_goes_out_once():
    row = begin_registration(newcomer(), language="zh-hans")
    send_code(row.pk)
    send_code(row.pk)
    assert len(mail.outbox) == 1


def test_a_new_password_is_set_by_the_code_and_ends_nothing_else():
    account = individual(contact="herder@example.cn")
    row = begin_reset(read_contact("herder@example.cn"), language="zh-hans")
    send_code(row.pk)
    user = finish_reset(row.pk, newest_code()[0], password=NEW)
    assert (user.pk, user.check_password(NEW)) == (account.user_id, True)
    assert account_again(account).about()["name"] == "乌日娜"


def test_nothing_is_sent_for_a_contact_without_an_account_and_no_code_sets_a_password():
    row = begin_reset(read_contact("nobody@example.cn"), language="zh-hans")
    send_code(row.pk)
    assert mail.outbox == []
    assert finish_reset(row.pk, newest_code()[0], password=NEW) is None


def test_what_is_kept_with_a_code_is_sealed():
    row = begin_registration(newcomer(MOBILE), language="zh-hans")
    kept = ContactCode.objects.filter(pk=row.pk).values_list("sealed", flat=True)[0]
    assert all(each.encode() not in bytes(kept) for each in (MOBILE, number(1), "乌日娜"))


@pytest.mark.parametrize(("born", "answer"), [("2012-11-28", True), ("2012-11-27", False), (None, False)])
def test_fourteen_is_reached_on_the_birthday(born, answer):
    given = date.fromisoformat(born) if born else None
    assert too_young(given, today=date(2026, 11, 27)) is answer
