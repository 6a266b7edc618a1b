import pytest

from talent.orgs.enums import Role
from talent.orgs.separation import conflicting, held_apart

APART = {
    "audit_admin": {
        "collector",
        "unit_reviewer",
        "hr_reviewer",
        "analyst",
        "category_admin",
        "system_admin",
    },
    "system_admin": {"collector", "unit_reviewer", "hr_reviewer", "analyst", "category_admin", "audit_admin"},
    "hr_reviewer": {"collector", "unit_reviewer", "system_admin", "audit_admin"},
    "collector": {"hr_reviewer", "system_admin", "audit_admin"},
    "unit_reviewer": {"hr_reviewer", "system_admin", "audit_admin"},
    "analyst": {"system_admin", "audit_admin"},
    "category_admin": {"system_admin", "audit_admin"},
}


@pytest.mark.parametrize("role", Role.values)
def test_each_role_excludes_just_those_of_the_table(role):
    assert conflicting(Role(role), list(Role)) == APART[role]


def test_nothing_stands_in_the_way_of_who_holds_nothing():
    assert conflicting(Role.AUDIT_ADMIN, []) == frozenset()


def test_a_second_grant_of_the_same_role_is_no_conflict():
    assert all(conflicting(role, [role]) == frozenset() for role in Role)


def test_of_roles_held_those_are_named_that_exclude_one_another():
    held = [Role.CATEGORY_ADMIN, Role.ANALYST, Role.SYSTEM_ADMIN]

    assert held_apart(held) == [Role.ANALYST, Role.CATEGORY_ADMIN, Role.SYSTEM_ADMIN]
    assert held_apart([Role.CATEGORY_ADMIN, Role.ANALYST]) == []
