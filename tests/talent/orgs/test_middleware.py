import pytest
from django.utils import timezone

from talent.orgs.models import Membership
from tests.contracts.world import BANNER, member, organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return organisation("人社局", "hr_department", BANNER)


def enters(client):
    return client.get("/back/").status_code == 200


def test_a_role_of_the_staff_opens_the_admin(client, office):
    client.force_login(member("li", office, "analyst"))
    assert enters(client)


@pytest.mark.parametrize("roles", [[], ["collector"], ["unit_reviewer"]])
def test_without_one_the_way_leads_to_the_staff_entrance(client, office, roles):
    client.force_login(member("li", office, *roles))
    answer = client.get("/back/review/")
    assert (answer.status_code, answer["Location"]) == (302, "/back/loginUI?next=/back/review/")


def test_a_grant_counts_from_the_first_day_to_the_last(client, office):
    user = member("li", office)
    today = timezone.localdate()
    day = timezone.timedelta(days=1)
    grant = Membership.objects.create(user=user, organisation=office, role="analyst", valid_from=today + day)
    client.force_login(user)
    found = []
    for dates in (
        {"valid_from": today + day},
        {"valid_from": today, "valid_to": today},
        {"valid_from": today - 2 * day, "valid_to": today - day},
    ):
        Membership.objects.filter(pk=grant.pk).update(**dates)
        found.append(enters(client))
    assert found == [False, True, False]


def test_a_switched_off_office_opens_nothing(client, office):
    client.force_login(member("li", office, "analyst"))
    type(office).objects.filter(pk=office.pk).update(is_active=False)
    assert not enters(client)


def test_pages_outside_the_admin_do_not_touch_the_groups(client, office):
    user = member("li", office, "analyst")
    client.force_login(user)
    client.get("/unit/")
    assert user.groups.count() == 0
