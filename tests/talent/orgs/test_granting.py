from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone

from talent.orgs.enums import Role
from talent.orgs.granting import organisations_of, region_nodes, scope_for, scope_of
from talent.orgs.models import Region
from talent.orgs.scope import NOTHING, Grant, Scope
from tests.factories import make_member, make_organisation, make_user

pytestmark = pytest.mark.django_db

LEAGUE, BANNER = 152500, 152502


def day(offset):
    return timezone.localdate() + timedelta(days=offset)


@pytest.fixture
def unit():
    return make_organisation("unit", BANNER)


def test_an_account_has_one_grant_a_membership_in_order(unit):
    office = make_organisation("hr_department", LEAGUE)
    health = make_organisation("industry_department", BANNER, industries=["Q", "P"])
    user = make_member(Role.COLLECTOR, unit)
    make_member(Role.HR_REVIEWER, office, user=user)
    make_member(Role.ANALYST, health, user=user)
    make_member(Role.HR_REVIEWER, office)
    assert scope_for(user) == Scope(
        user.pk,
        (
            Grant(Role.COLLECTOR, unit.pk, unit_id=unit.pk),
            Grant(Role.HR_REVIEWER, office.pk, regions=((152500, 152500), (152502, 152599))),
            Grant(Role.ANALYST, health.pk, regions=((BANNER, BANNER),), industries=("Q", "P")),
        ),
    )


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [
        (0, None, True),
        (-9, 0, True),
        (0, 0, True),
        (-9, 9, True),
        (-9, -1, False),
        (1, None, False),
        (1, 9, False),
    ],
)
def test_a_grant_counts_from_its_first_day_to_its_last(unit, first, last, counts):
    user = make_member(
        Role.COLLECTOR, unit, valid_from=day(first), valid_to=None if last is None else day(last)
    )
    assert scope_for(user).roles == (frozenset({Role.COLLECTOR}) if counts else frozenset())


def test_another_day_is_asked_about_by_its_date(unit):
    user = make_member(Role.COLLECTOR, unit, valid_from=day(5), valid_to=day(6))
    assert [bool(scope_for(user, on=day(each)).grants) for each in (4, 5, 6, 7)] == [False, True, True, False]


def test_nobody_and_an_account_that_is_switched_off_have_no_scope(unit):
    user = make_member(Role.COLLECTOR, unit)
    user.is_active = False
    assert (scope_for(user), scope_for(AnonymousUser())) == (NOTHING, NOTHING)


def test_an_account_without_memberships_has_no_grants():
    user = make_user()
    assert scope_for(user) == Scope(user.pk, ())


def test_an_organisation_out_of_use_grants_nothing(unit):
    user = make_member(Role.COLLECTOR, unit)
    unit.is_active = False
    unit.save()
    assert scope_for(user).grants == ()


@pytest.mark.parametrize(
    ("kind", "role", "queries"),
    [
        ("unit", Role.COLLECTOR, 1),
        ("village_committee", Role.COLLECTOR, 1),
        ("hr_department", Role.HR_REVIEWER, 2),
        ("industry_department", Role.ANALYST, 2),
        ("admin_department", Role.ANALYST, 2),
    ],
)
def test_a_scope_takes_one_query_and_for_departments_two(django_assert_num_queries, kind, role, queries):
    user = make_member(role, make_organisation(kind, BANNER))
    make_member(role, make_organisation(kind, LEAGUE), user=user)
    with django_assert_num_queries(queries):
        assert len(scope_for(user).grants) == 2


def test_nobody_takes_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert scope_for(AnonymousUser()) == NOTHING


def test_a_request_works_its_scope_out_once(unit, django_assert_num_queries):
    request = RequestFactory().get("/")
    request.user = make_member(Role.COLLECTOR, unit)
    with django_assert_num_queries(1):
        assert scope_of(request) is scope_of(request)
        assert organisations_of(request) == {unit.pk: unit}
    assert scope_of(request) == scope_for(request.user)


def test_all_regions_are_nodes():
    assert {(node.code, node.parent, node.reporting_parent) for node in region_nodes()} == {
        (region.code, region.parent_id, region.reporting_parent_id) for region in Region.objects.all()
    }
