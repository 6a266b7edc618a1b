"""The first account of a registered unit."""

import pytest
from django.core.exceptions import ValidationError

from talent.orgs.applying import NotYours
from talent.orgs.deciding import approve
from talent.orgs.granting import scope_for
from talent.orgs.models import Membership
from talent.orgs.starting import may_start, start
from talent.security.models import AuditEvent, User
from tests.factories import make_member
from tests.talent.orgs.applications import Offices

pytestmark = pytest.mark.django_db
ACCOUNT = {"username": "wurina", "name": "乌日娜", "password": "马奶酒2026-长调a"}


@pytest.fixture
def approved():
    offices = Offices()
    application, _code = offices.apply(email="w@example.cn")
    by = offices.people["banner"]
    approve(application=application, by=by, scope=scope_for(by), lock=0)
    application.refresh_from_db()
    return application


def test_the_first_account_fills_in_and_reviews_for_its_unit(approved):
    user = start(application=approved, **ACCOUNT)
    unit = approved.organisation
    assert sorted(user.memberships.values_list("organisation", "role", "valid_to")) == [
        (unit.pk, "collector", None),
        (unit.pk, "unit_reviewer", None),
    ]
    assert (user.email, user.must_change_password) == ("w@example.cn", False)
    assert user.check_password(ACCOUNT["password"])
    assert user.former_passwords.count() == 1
    event = AuditEvent.objects.latest("pk")
    assert (event.by, event.action, event.organisation_ids) == (user, "start_unit", [unit.pk])


def test_a_code_opens_nothing_once_somebody_works_for_the_unit(approved):
    make_member("collector", approved.organisation)
    assert not may_start(approved)
    with pytest.raises(NotYours):
        start(application=approved, **ACCOUNT)


def test_nobody_starts_for_a_unit_that_was_not_registered():
    application, _code = Offices().apply()
    assert not may_start(application)
    with pytest.raises(NotYours):
        start(application=application, **ACCOUNT)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"password": "short"}, "password"),
        ({"password": "wurina-2026-长调"}, "password"),
        ({"username": "banner"}, "username"),
    ],
)
def test_a_bad_name_or_password_makes_nothing(approved, wrong, field):
    before = User.objects.count()
    with pytest.raises(ValidationError) as fault:
        start(application=approved, **{**ACCOUNT, **wrong})
    assert list(fault.value.message_dict) == [field]
    assert (User.objects.count(), Membership.objects.filter(organisation=approved.organisation).count()) == (
        before,
        0,
    )
