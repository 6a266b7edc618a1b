"""Users of a unit by invitation."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from talent.orgs.enums import Role
from talent.orgs.inviting import NotPossible, accept, accept_anew, invitation_of, invite, revoke
from talent.orgs.models import Invitation, Organisation
from talent.security.models import AuditEvent, User
from tests.contracts.world import BANNER
from tests.factories import make_member, make_organisation

pytestmark = pytest.mark.django_db
BOTH = [Role.COLLECTOR, Role.UNIT_REVIEWER]
PASSWORD = "马奶酒2026-长调a"


class Unit:
    def __init__(self):
        self.unit = make_organisation("unit", BANNER)
        self.manager = make_member("unit_reviewer", self.unit)
        self.today = timezone.localdate()

    def invite(self, roles=BOTH, **fields):
        given = {"name": "苏和", "email": "", "by": self.manager, **fields}
        return invite(unit=self.unit, roles=roles, **given)

    def held(self, user):
        rows = user.memberships.filter(organisation=self.unit).order_by("role")
        return [(each.role, each.valid_from, each.valid_to) for each in rows]


@pytest.fixture
def world():
    return Unit()


def test_an_account_that_exists_gets_the_roles_once(world):
    made, code = world.invite()
    user = make_member("analyst", make_organisation("admin_department", BANNER))
    assert invitation_of(code.lower()) == made
    accept(invitation=made, user=user)
    assert world.held(user) == [("collector", world.today, None), ("unit_reviewer", world.today, None)]
    assert invitation_of(code) is None
    with pytest.raises(NotPossible):
        accept(invitation=made, user=make_member("collector", world.unit))
    event = AuditEvent.objects.latest("pk")
    assert (event.by, event.action, event.organisation_ids) == (user, "accept_invitation", [world.unit.pk])


def test_a_new_account_gets_the_roles_and_the_address(world):
    made, code = world.invite([Role.COLLECTOR], email="s@example.cn")
    user = accept_anew(invitation=made, username="suhe", name="苏和", password=PASSWORD)
    assert world.held(user) == [("collector", world.today, None)]
    assert (user.email, user.check_password(PASSWORD)) == ("s@example.cn", True)
    assert code not in str(Invitation.objects.values().get())


def test_a_bad_password_leaves_the_invitation_open(world):
    made, code = world.invite()
    with pytest.raises(ValidationError):
        accept_anew(invitation=made, username="suhe", name="苏和", password="short")
    assert (invitation_of(code), User.objects.filter(username="suhe").exists()) == (made, False)


def test_what_ends_an_invitation(world):
    ends = {
        "revoked": lambda made: revoke(invitation=made, by=world.manager),
        "over": lambda made: Invitation.objects.update(last_day=world.today - timedelta(days=1)),
        "inviter left": lambda made: world.manager.memberships.update(
            valid_from=world.today - timedelta(days=9), valid_to=world.today - timedelta(days=1)
        ),
        "unit closed": lambda made: Organisation.objects.filter(pk=world.unit.pk).update(is_active=False),
    }
    for end in ends.values():
        with transaction.atomic():
            made, code = world.invite()
            end(made)
            assert invitation_of(code) is None
            with pytest.raises(NotPossible):
                accept(invitation=made, user=make_member("collector", make_organisation("unit", BANNER)))
            transaction.set_rollback(True)


def test_it_is_valid_for_fourteen_days(world):
    made, _code = world.invite()
    assert made.last_day == world.today + timedelta(days=14)


@pytest.mark.parametrize("role", ["hr_reviewer", "system_admin", "audit_admin"])
def test_who_holds_a_role_that_excludes_it_cannot_accept(world, role):
    made, code = world.invite()
    user = make_member(role, make_organisation("hr_department", BANNER))
    with pytest.raises(NotPossible):
        accept(invitation=made, user=user)
    assert (world.held(user), invitation_of(code)) == ([], made)


def test_who_holds_the_role_already_gets_no_second_grant(world):
    user = make_member("collector", world.unit)
    made, _code = world.invite()
    accept(invitation=made, user=user)
    assert world.held(user) == [("collector", world.today, None), ("unit_reviewer", world.today, None)]


def test_who_takes_over_begins_on_the_day_on_which_the_other_ends(world):
    leaving = make_member("collector", world.unit)
    day = world.today + timedelta(days=5)
    made, _code = world.invite([Role.COLLECTOR], succeeds=leaving, begins=day)
    heir = accept_anew(invitation=made, username="suhe", name="苏和", password=PASSWORD)
    assert world.held(heir) == [("collector", day, None)]
    assert world.held(leaving) == [("collector", world.today, day)]


def test_who_accepts_late_begins_then_and_the_unit_is_never_without(world):
    leaving = make_member("collector", world.unit, valid_from=world.today - timedelta(days=30))
    made, _code = world.invite([Role.COLLECTOR], succeeds=leaving, begins=world.today - timedelta(days=3))
    heir = accept_anew(invitation=made, username="suhe", name="苏和", password=PASSWORD)
    assert world.held(heir) == [("collector", world.today, None)]
    assert world.held(leaving)[0][2] == world.today


def test_nobody_takes_over_from_themselves(world):
    made, code = world.invite(succeeds=world.manager, begins=world.today)
    with pytest.raises(NotPossible):
        accept(invitation=made, user=world.manager)
    assert invitation_of(code) == made


def test_an_accepted_invitation_cannot_be_taken_back(world):
    made, _code = world.invite()
    accept_anew(invitation=made, username="suhe", name="苏和", password=PASSWORD)
    with pytest.raises(NotPossible):
        revoke(invitation=made, by=world.manager)


@pytest.mark.parametrize("roles", [[], ["hr_reviewer"]])
def test_no_invitation_leads_to_other_roles(world, roles):
    with pytest.raises(IntegrityError), transaction.atomic():
        world.invite(roles)
