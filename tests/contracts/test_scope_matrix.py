"""Every address × every role: who is out of scope finds nothing, and no address is forgotten.

The addresses come from the URL resolver. Ours stand in DOORS one by one; Wagtail's own carry no row of people
and are tested as a whole. An address that is in neither fails.
"""

import re

import pytest
from django.conf import settings
from django.urls import get_resolver, reverse

from tests.contracts.world import World

pytestmark = pytest.mark.django_db(databases=["default", "public"])

EVERYBODY = None
UNIT = {"collector", "unit_reviewer"}
STAFF = {
    *("banner", "sibling", "league", "other_league", "region", "analyst", "industry", "other_industry"),
    *("system", "category_admin", "system_admin", "audit_admin"),
}
REVIEWERS = {"banner", "sibling", "league", "other_league", "region"}

#: name of the address → (its arguments in the world, who gets in; EVERYBODY for all, visitors included)
DOORS = {
    "login": (lambda world: {}, EVERYBODY),
    "logout": (lambda world: {}, set()),  # by POST only
    "staff_login": (lambda world: {}, EVERYBODY),
    "set_language": (lambda world: {}, EVERYBODY),
    "portal:statistics": (lambda world: {}, EVERYBODY),
    "opendata:index": (lambda world: {}, EVERYBODY),
    "opendata:tables": (lambda world: {}, EVERYBODY),
    "opendata:table": (lambda world: {"key": "league_category"}, set()),  # before the first release
    "opendata:schema": (lambda world: {}, EVERYBODY),
    "printing:sheet": (
        lambda world: {"key": "responsible_person", "organisation_id": world.unit.pk},
        {*UNIT, "banner", "league", "region", "analyst", "industry", "system"},
    ),
    "unit_review:queue": (lambda world: {"organisation": world.unit.pk}, {"unit_reviewer"}),
    "unit_review:change": (
        lambda world: {"organisation": world.unit.pk, "pk": world.at_unit.pk},
        {"unit_reviewer"},
    ),
    "inbox:queue": (lambda world: {}, REVIEWERS),
    "inbox:change": (lambda world: {"pk": world.at_banner.pk}, {"banner"}),
}
#: Wagtail's own addresses that show nothing but the frame, to whom they open.
FRAME = {
    "wagtailadmin_home": STAFF,
}


def names(resolver=None, spaces=()):
    """(name with its namespaces, pattern) of every address of the site."""
    for each in (resolver or get_resolver()).url_patterns:
        if hasattr(each, "url_patterns"):
            inner = (*spaces, each.namespace) if each.namespace else spaces
            yield from ((name, str(each.pattern) + pattern) for name, pattern in names(each, inner))
        else:
            yield ":".join([*spaces, each.name or ""]), str(each.pattern)


def is_wagtail(name, pattern):
    return name not in DOORS and (pattern.startswith(settings.STAFF_PREFIX[1:]) or name.startswith("wagtail"))


def outcome(client, address, user):
    """in, login (asked to log in), nothing (not found) or no (refused without a word about rows)."""
    client.logout()
    if user is not None:
        client.force_login(user)
    answer = client.get(address)
    if answer.status_code in (301, 302):
        return "login" if re.search(r"/login/|/loginUI", answer["Location"]) else "in"
    return {200: "in", 404: "nothing", 405: "no", 403: "no"}.get(answer.status_code, str(answer.status_code))


def test_every_address_is_declared():
    undeclared = {name for name, pattern in names() if name not in DOORS and not is_wagtail(name, pattern)}
    assert undeclared == set()


def test_every_declared_address_exists():
    assert DOORS.keys() - {name for name, _ in names()} == set()


@pytest.fixture
def world():
    return World()


@pytest.mark.parametrize("name", DOORS)
def test_who_is_out_of_scope_finds_nothing(client, world, name):
    arguments, allowed = DOORS[name]
    address = reverse(name, kwargs=arguments(world))
    found = {persona: outcome(client, address, user) for persona, user in world.personas.items()}
    entered = {persona for persona, what in found.items() if what == "in"}
    assert entered == (set(world.personas) if allowed is EVERYBODY else allowed)
    others = {what for persona, what in found.items() if persona not in entered and persona != "visitor"}
    assert others <= {"nothing", "no", "login"}
