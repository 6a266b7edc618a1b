"""Nothing comes to stand in an area that closes at the same moment, whoever is first."""

import time
from threading import Thread

import pytest
from django.db import connection, connections
from django.utils import timezone

from talent.orgs.applying import apply
from talent.orgs.deciding import NotDecided, approve
from talent.orgs.enums import EventKind
from talent.orgs.granting import scope_for
from talent.orgs.happening import CannotHappen
from talent.orgs.lifecycle import plan
from talent.orgs.models import Organisation, OrganisationApplication
from talent.orgs.places import all_in_use, standing
from talent.orgs.regions import region_choices
from tests.contracts.world import BANNER, LEAGUE, SIBLING
from tests.factories import make_organisation
from tests.talent.orgs.applications import details
from tests.talent.orgs.test_areas import World


@pytest.fixture
def world(db):
    return World()


def close(world, area, successor=BANNER):
    return world.plan("closed", area=area, successor=successor)


def applied(area):
    return apply(details(region=area.pk, seat_region=area), address="10.0.0.1")[0]


def passed(world, application):
    by = world.admins[LEAGUE]
    return approve(application=application, by=by, scope=scope_for(by), lock=application.lock)


def places(organisation):
    found = Organisation.objects.get(pk=organisation.pk)
    return found.managing_region_id, found.seat_region_id


@pytest.mark.django_db
def test_a_unit_that_is_approved_after_its_area_closed_stands_where_the_area_went(world):
    area = world.old()
    application = applied(area)
    stale = OrganisationApplication.objects.get(pk=application.pk)
    close(world, area)
    assert places(passed(world, stale)) == (BANNER, BANNER)


@pytest.mark.django_db
def test_an_application_for_an_area_that_was_closed_unseen_stands_where_the_area_went(world):
    area, further = world.old(), world.old()
    application = applied(area)
    close(world, area, successor=further.pk)
    close(world, further)
    # As one that was sent in while the area closed.
    OrganisationApplication.objects.update(managing_region=area, seat_region=area)
    application.refresh_from_db()
    assert standing([area.pk, BANNER]) == {area.pk: BANNER, BANNER: BANNER}
    assert places(passed(world, application)) == (BANNER, BANNER)


@pytest.mark.django_db
def test_what_was_sent_elsewhere_since_it_was_looked_at_is_looked_at_again(world):
    application = applied(world.old())
    OrganisationApplication.objects.update(managing_region=SIBLING)
    with pytest.raises(NotDecided, match="请看现在的内容"):
        passed(world, application)
    assert OrganisationApplication.objects.get().state == "waiting"


@pytest.mark.django_db
def test_a_closed_area_is_offered_nowhere(client, world):
    area = world.old()
    offered = [area.pk in dict(dict(region_choices())["锡林郭勒盟"])]
    close(world, area)
    offered.append(area.pk in dict(dict(region_choices())["锡林郭勒盟"]))
    client.force_login(world.admins[LEAGUE])
    pages = ("/register/unit/", "/back/orgs/organisation/new/", "/back/organisation-life/areas/new/")
    shown = {page: f'value="{area.pk}"' in client.get(page).text for page in pages}
    assert (offered, all_in_use([area.pk]), set(shown.values())) == ([True, False], False, {False})


def waiting_for_a_lock(count):
    """Wait until so many others wait for a lock."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted"
                " AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())"
            )
            if cursor.fetchone()[0] >= count:
                return
        time.sleep(0.05)
    pytest.fail("nobody waits")


def in_order(owner_connection, area, *acts):
    """What each act returned; all wait for the area, and go on in this order."""
    outcomes = {}

    def attempt(place, act):
        try:
            outcomes[place] = act()
        except (NotDecided, CannotHappen) as no:
            outcomes[place] = type(no).__name__
        finally:
            connections.close_all()

    threads = [Thread(target=attempt, args=each) for each in enumerate(acts)]
    with owner_connection.transaction():
        owner_connection.execute("SELECT 1 FROM orgs_region WHERE code = %s FOR UPDATE", [area.pk])
        for number, thread in enumerate(threads, 1):
            thread.start()
            waiting_for_a_lock(number)
    for thread in threads:
        thread.join(30)
    return [outcomes[place] for place in range(len(acts))]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["approving", "closing"])
def test_an_approval_and_a_closing_at_once_leave_no_unit_in_the_closed_area(owner_connection, first):
    world = World()
    area = world.old()
    application = applied(area)
    acts = [lambda: places(passed(world, application)), lambda: close(world, area).state]
    found = in_order(owner_connection, area, *(acts if first == "approving" else acts[::-1]))
    assert found[first == "approving"] == "done"
    assert Organisation.objects.filter(managing_region=area).count() == 0
    assert Organisation.objects.filter(seat_region=area).count() == 0
    unit = OrganisationApplication.objects.get().organisation
    assert places(unit) == (BANNER, BANNER)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["moving", "closing"])
def test_a_move_and_a_closing_at_once_leave_no_unit_in_the_closed_area(owner_connection, first):
    world = World()
    area = world.old()
    unit = make_organisation("unit", BANNER, unit_type="42", industry="B")

    def move():
        by = world.admins[LEAGUE]
        given = {"managing_region": area.pk, "seat_region": area.pk}
        event = plan(
            organisation=unit, kind=EventKind.MOVED, effective=timezone.localdate(), reason="合并办公",
            document="内政字〔2026〕2号", by=by, scope=scope_for(by), after=given,
        )  # fmt: skip
        return event.state

    acts = [move, lambda: close(world, area).state]
    found = in_order(owner_connection, area, *(acts if first == "moving" else acts[::-1]))
    assert (sorted(found), Organisation.objects.filter(managing_region=area).count()) == (
        ["done", "done"] if first == "moving" else ["CannotHappen", "done"],
        0,
    )
    assert places(unit) == (BANNER, BANNER)
