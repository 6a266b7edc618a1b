"""What a system administrator may do to which account."""

from datetime import timedelta

import pytest
from django.utils import timezone

from talent.orgs.accounts import (
    Refused,
    administered_accounts,
    create_account,
    reset_password,
    switch_account,
)
from talent.orgs.models import Membership
from talent.orgs.service import scope_for
from talent.security.models import AuditEvent, User
from tests.contracts.world import BANNER, LEAGUE, SIBLING, member, organisation

pytestmark = pytest.mark.django_db

PAST = {"valid_from": timezone.localdate() - timedelta(days=9)}
PAST["valid_to"] = timezone.localdate() - timedelta(days=1)


class World:
    def __init__(self):
        self.office = organisation("锡林浩特市人社局", "hr_department", BANNER)
        self.unit = organisation("示例医院", "unit", BANNER, unit_type="21")
        self.foreign = organisation("邻旗医院", "unit", SIBLING)
        self.above = organisation("盟人社局", "hr_department", LEAGUE)
        self.admin = member("admin", self.office, "system_admin")
        self.clerk = member("clerk", self.unit, "collector")
        self.scope = scope_for(self.admin)


@pytest.fixture
def world():
    return World()


def listed(scope):
    return list(administered_accounts(scope).order_by("username").values_list("username", flat=True))


def events():
    found = AuditEvent.objects.filter(by__isnull=False).order_by("id")
    return list(found.values_list("by__username", "action", "subject", "subject_id", "organisation_ids"))


def test_accounts_with_a_grant_here_now_or_before_are_administered_each_once(world):
    member("past", world.unit, "collector", **PAST)
    member("both", world.unit, "collector", "unit_reviewer")
    member("stranger", world.foreign, "collector")
    User.objects.create_user(username="nobody", password=None)
    assert listed(world.scope) == ["admin", "both", "clerk", "past"]


def test_a_new_account_is_its_makers_until_somebody_grants_it_something(world):
    other = member("other", world.office, "system_admin")
    made, _password = create_account(username="new", name="新人", by=world.admin, scope=world.scope)
    assert ("new" in listed(world.scope), "new" in listed(scope_for(other))) == (True, False)
    Membership.objects.create(user=made, organisation=world.foreign, role="collector")
    assert "new" not in listed(world.scope)


@pytest.mark.parametrize("role", ["hr_reviewer", "category_admin", "audit_admin", "analyst"])
def test_without_the_role_nothing_is_administered(world, role):
    assert listed(scope_for(member("somebody", world.office, role))) == []


def test_a_new_account_gets_in_by_its_password_and_must_change_it(world):
    made, password = create_account(username="new", name="新人", by=world.admin, scope=world.scope)
    kept = User.objects.get(username="new")
    assert (kept.name, kept.is_active, kept.must_change_password, kept.created_by) == (
        "新人",
        True,
        True,
        world.admin,
    )
    assert kept.check_password(password)
    assert events() == [("admin", "create_account", "user", str(made.pk), [world.office.pk])]


def test_passwords_are_long_and_never_the_same(world):
    made = [
        create_account(username=f"new{number}", name="新人", by=world.admin, scope=world.scope)[1]
        for number in range(3)
    ]
    assert ([len(each) for each in made], len(set(made))) == ([14, 14, 14], 3)


def test_a_new_password_ends_the_old_one_and_stands_in_no_event(world):
    world.clerk.set_password("old password 1")
    world.clerk.save()
    password = reset_password(user=world.clerk, by=world.admin, scope=world.scope)
    world.clerk.refresh_from_db()
    assert (world.clerk.check_password(password), world.clerk.check_password("old password 1")) == (
        True,
        False,
    )
    assert world.clerk.must_change_password
    assert events() == [
        ("admin", "reset_password", "user", str(world.clerk.pk), [world.office.pk, world.unit.pk])
    ]
    assert AuditEvent.objects.latest("pk").detail == {}


def test_switching_off_and_on_is_written_each_time_it_changes_something(world):
    for on in (False, False, True):
        switch_account(user=world.clerk, on=on, by=world.admin, scope=world.scope)
        assert User.objects.get(pk=world.clerk.pk).is_active is on
    assert [action for _, action, *_ in events()] == ["switch_off_account", "switch_on_account"]


def take(step, world, user):
    steps = {
        "password": lambda: reset_password(user=user, by=world.admin, scope=world.scope),
        "off": lambda: switch_account(user=user, on=False, by=world.admin, scope=world.scope),
    }
    with pytest.raises(Refused) as refused:
        steps[step]()
    kept = User.objects.get(pk=user.pk)
    assert (kept.password, kept.is_active, events()) == (user.password, True, [])
    return str(refused.value)


@pytest.mark.parametrize("step", ["password", "off"])
def test_who_has_powers_elsewhere_is_left_to_the_office_above(world, step):
    Membership.objects.create(user=world.clerk, organisation=world.above, role="category_admin")
    assert "在您管辖的地区以外还有授权" in take(step, world, world.clerk)


@pytest.mark.parametrize("step", ["password", "off"])
def test_nobody_administers_the_own_account(world, step):
    assert "这是您本人的账号" in take(step, world, world.admin)


def test_a_grant_elsewhere_that_has_ended_stands_in_nobodys_way(world):
    Membership.objects.create(user=world.clerk, organisation=world.above, role="hr_reviewer", **PAST)
    switch_account(user=world.clerk, on=False, by=world.admin, scope=world.scope)
    assert not User.objects.get(pk=world.clerk.pk).is_active
