from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils.timezone import localdate

from accounts.forms import NEUTRAL, LoginForm, StaffLoginForm
from talent.orgs.enums import STAFF_ROLES, UNIT_ROLES, Role
from talent.orgs.models import Membership
from tests.site.people import PASSWORD, account

pytestmark = pytest.mark.django_db


def refusal(form_class, username="wurina", password=PASSWORD):
    """The texts of a refusal by field; empty when the form lets in."""
    given = {"username": username, "password": password}
    form = form_class(RequestFactory().post("/login/", given), data=given)
    return {field: [str(each) for each in texts] for field, texts in form.errors.items()}


WRONG = {"__all__": [str(NEUTRAL)]}


def test_unknown_wrong_and_switched_off_accounts_read_the_same():
    account(username="batu")
    account(username="left", is_active=False)
    assert refusal(LoginForm, "nobody") == WRONG
    assert refusal(LoginForm, "batu", "wrong") == WRONG
    assert refusal(LoginForm, "left") == WRONG


def test_an_empty_form_says_what_to_fill_in():
    assert refusal(LoginForm, "", "") == {"username": ["请填写用户名。"], "password": ["请填写密码。"]}


@pytest.mark.parametrize("role", sorted(Role))
def test_the_portal_lets_every_role_in(role):
    account(role)
    assert refusal(LoginForm) == {}


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_the_staff_entrance_lets_staff_in(role):
    account(role)
    assert refusal(StaffLoginForm) == {}


@pytest.mark.parametrize("role", sorted(UNIT_ROLES))
def test_the_staff_entrance_refuses_people_of_units_with_the_neutral_text(role):
    account(role)
    assert refusal(StaffLoginForm) == WRONG


def test_the_staff_entrance_refuses_accounts_without_any_role():
    account()
    assert refusal(StaffLoginForm) == WRONG


def test_the_staff_entrance_refuses_a_role_that_has_ended():
    account(Role.HR_REVIEWER)
    yesterday = localdate() - timedelta(days=1)
    Membership.objects.update(valid_from=yesterday, valid_to=yesterday)
    assert refusal(StaffLoginForm) == WRONG
    assert refusal(LoginForm) == {}
