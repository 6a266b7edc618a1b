"""Who works for a unit, and that the unit is never left without somebody who manages its users."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from talent.orgs.enums import Role
from talent.orgs.granting import scope_for
from talent.orgs.inviting import NotPossible, accept, invite
from talent.orgs.models import Membership
from talent.orgs.unitusers import end_user, end_user_now, hand_over, users_of
from talent.security.models import AuditEvent
from tests.contracts.world import BANNER
from tests.factories import make_member, make_organisation

TODAY = timezone.localdate()


@pytest.fixture
def unit(db):
    return make_organisation("unit", BANNER)


def held(user):
    return sorted(user.memberships.values_list("role", "valid_from", "valid_to"))


def test_users_of_today_and_later_are_listed_with_their_roles(unit):
    both = make_member("collector", unit)
    make_member("unit_reviewer", unit, user=both)
    later = make_member("collector", unit, valid_from=TODAY + timedelta(days=3))
    make_member("collector", unit, valid_from=TODAY - timedelta(days=9), valid_to=TODAY - timedelta(days=1))
    make_member("collector", make_organisation("unit", BANNER))
    found = {each.user: (each.roles, each.until) for each in users_of(unit)}
    assert found == {both: (["单位填报员", "单位审核员"], None), later: (["单位填报员"], None)}


def test_a_user_ends_with_a_day_and_what_began_later_never_does(unit):
    manager, clerk = make_member("unit_reviewer", unit), make_member("collector", unit)
    make_member("unit_reviewer", unit, user=clerk, valid_from=TODAY + timedelta(days=9))
    end_user(unit=unit, user=clerk, last_day=TODAY + timedelta(days=2), by=manager)
    assert held(clerk) == [("collector", TODAY, TODAY + timedelta(days=2))]
    event = AuditEvent.objects.latest("pk")
    assert (event.by, event.action, event.detail) == (manager, "end_grant", {"user": clerk.pk})


def test_who_began_today_is_cut_off_at_once_and_can_come_back_today(unit):
    manager, clerk = make_member("unit_reviewer", unit), make_member("collector", unit)
    make_member("unit_reviewer", unit, user=clerk, valid_from=TODAY + timedelta(days=9))
    make_member("unit_reviewer", unit, user=clerk, valid_from=TODAY - timedelta(days=9))
    end_user_now(unit=unit, user=clerk, by=manager)
    assert (scope_for(clerk).grants, [each.user for each in users_of(unit)]) == ((), [manager])
    assert held(clerk) == [("collector", TODAY, TODAY), ("unit_reviewer", TODAY - timedelta(days=9), TODAY)]
    event = AuditEvent.objects.latest("pk")
    assert (event.by, event.action, event.detail) == (manager, "end_grant_now", {"user": clerk.pk})
    made, _code = invite(unit=unit, roles=[Role.COLLECTOR], name="", email="", by=manager)
    accept(invitation=made, user=clerk)
    assert [each.role for each in scope_for(clerk).grants] == ["collector"]


def test_the_last_who_manages_users_is_not_cut_off(unit):
    manager = make_member("unit_reviewer", unit)
    make_member("collector", unit)
    with pytest.raises(NotPossible):
        end_user_now(unit=unit, user=manager, by=manager)
    assert manager.memberships.get().ended_at is None


def test_a_grant_that_was_ended_at_once_still_counts_for_the_days_before(unit):
    manager = make_member("unit_reviewer", unit)
    clerk = make_member("collector", unit, valid_from=TODAY - timedelta(days=9))
    end_user_now(unit=unit, user=clerk, by=manager)
    days = [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)]
    assert [Membership.objects.on(day).filter(user=clerk).count() for day in days] == [1, 0, 0]


def test_grants_elsewhere_are_left_alone(unit):
    manager, clerk = make_member("unit_reviewer", unit), make_member("collector", unit)
    other = make_organisation("unit", BANNER)
    make_member("collector", other, user=clerk)
    end_user(unit=unit, user=clerk, last_day=TODAY, by=manager)
    assert clerk.memberships.get(organisation=other).valid_to is None


@pytest.mark.parametrize("beside", [None, "collector", "leaving reviewer"])
def test_the_last_who_manages_users_cannot_end(unit, beside):
    manager = make_member("unit_reviewer", unit)
    if beside == "collector":
        make_member("collector", unit)
    if beside == "leaving reviewer":
        make_member("unit_reviewer", unit, valid_to=TODAY + timedelta(days=30))
    with pytest.raises(NotPossible):
        end_user(unit=unit, user=manager, last_day=TODAY, by=manager)
    assert held(manager) == [("unit_reviewer", TODAY, None)]


def test_a_colleague_takes_over_all_roles_and_both_work_on_the_day(unit):
    manager, heir = make_member("unit_reviewer", unit), make_member("collector", unit)
    make_member("collector", unit, user=manager)
    day = TODAY + timedelta(days=5)
    hand_over(unit=unit, leaving=manager, to=heir, day=day, by=manager)
    assert held(manager) == [("collector", TODAY, day), ("unit_reviewer", TODAY, day)]
    assert held(heir) == [("collector", TODAY, None), ("unit_reviewer", day, None)]


@pytest.mark.parametrize("to", ["self", "stranger"])
def test_work_is_handed_to_nobody_but_a_colleague(unit, to):
    manager = make_member("unit_reviewer", unit)
    heir = manager if to == "self" else make_member("collector", make_organisation("unit", BANNER))
    with pytest.raises(NotPossible):
        hand_over(unit=unit, leaving=manager, to=heir, day=TODAY, by=manager)
    assert held(manager) == [("unit_reviewer", TODAY, None)]


@pytest.mark.django_db(transaction=True)
def test_of_two_reviewers_who_end_each_other_at_once_one_stays():
    unit = make_organisation("unit", BANNER)
    one, two = make_member("unit_reviewer", unit), make_member("unit_reviewer", unit)

    def end(pair):
        try:
            end_user(unit=unit, user=pair[0], last_day=TODAY, by=pair[1])
        except NotPossible:
            return "stays"
        finally:
            connections.close_all()
        return "ended"

    with ThreadPoolExecutor(2) as windows:
        outcomes = sorted(windows.map(end, [(one, two), (two, one)]))
    assert outcomes == ["ended", "stays"]
    assert Membership.objects.filter(organisation=unit, valid_to__isnull=True).count() == 1
