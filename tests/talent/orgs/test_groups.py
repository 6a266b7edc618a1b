import pytest
from django.contrib.auth.models import Group, Permission

from talent.orgs.enums import STAFF_ROLES, UNIT_ROLES, Role
from talent.orgs.groups import ensure_role_groups, group_name, mirror_roles
from talent.orgs.models import Membership
from talent.orgs.service import scope_for
from tests.contracts.world import BANNER, member, organisation

pytestmark = pytest.mark.django_db


def held(user):
    return set(user.groups.values_list("name", flat=True))


def permissions(role):
    rows = Group.objects.get(name=group_name(role)).permissions.select_related("content_type")
    return {f"{row.content_type.app_label}.{row.codename}" for row in rows}


def test_every_role_of_the_staff_may_enter_and_nobody_else():
    ensure_role_groups()
    may_enter = Group.objects.filter(permissions__codename="access_admin").values_list("name", flat=True)
    assert set(may_enter) == {group_name(role) for role in STAFF_ROLES}


def test_each_role_has_exactly_its_permissions():
    group = Group.objects.get(name=group_name(Role.ANALYST))
    group.permissions.add(Permission.objects.get(codename="view_talentrecord"))
    ensure_role_groups()
    entry = "wagtailadmin.access_admin"
    assert {role: permissions(role) for role in Role} == {
        **{role: set() for role in UNIT_ROLES},
        Role.HR_REVIEWER: {entry},
        Role.ANALYST: {entry},
        Role.CATEGORY_ADMIN: {
            entry,
            "categories.add_category",
            "categories.change_category",
            "categories.publish_category",
        },
        Role.SYSTEM_ADMIN: {
            entry,
            "orgs.add_organisation",
            "orgs.change_organisation",
            "orgs.add_membership",
            "orgs.change_membership",
        },
        Role.AUDIT_ADMIN: {entry, "security.view_auditevent"},
    }


def test_a_missing_permission_is_named():
    Permission.objects.get(codename="publish_category").delete()
    with pytest.raises(LookupError, match=r"^'?categories.publish_category'?$"):
        ensure_role_groups()


def test_groups_follow_the_roles_in_force_and_leave_other_groups_alone():
    office = organisation("人社局", "hr_department", BANNER)
    user = member("li", office, "hr_reviewer", "analyst")
    other = Group.objects.create(name="其他")
    user.groups.add(other, Group.objects.get(name=group_name(Role.SYSTEM_ADMIN)))
    Membership.objects.filter(user=user, role="analyst").update(
        valid_from="2020-01-01", valid_to="2020-12-31"
    )
    mirror_roles(user, scope_for(user))
    assert held(user) == {"其他", "role:hr_reviewer"}


def test_groups_that_agree_cost_one_look(django_assert_num_queries):
    user = member("li", organisation("人社局", "hr_department", BANNER), "hr_reviewer")
    scope = scope_for(user)
    mirror_roles(user, scope)
    with django_assert_num_queries(1):
        mirror_roles(user, scope)
