"""Every address × every role: who is out of scope finds nothing, and no address is forgotten.

The addresses come from the URL resolver. Ours stand in DOORS one by one; Wagtail's own carry no row of people
and are tested as a whole. An address that is in neither fails.
"""

from itertools import product

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from tests.contracts.doors import DOORS
from tests.contracts.entering import OPEN_TO, entering, filled, names, outcome
from tests.contracts.places import EVERYBODY
from tests.contracts.world import World

pytestmark = pytest.mark.django_db(databases=["default", "public"])

#: The addresses are asked in so many tests, that two processes share them.
SHARES = 4
#: Addresses of Wagtail's frame that show no content of the site.
HARMLESS = {"/back/sprite/", "/back/jsi18n/"}


def is_wagtail(name, pattern):
    return name not in DOORS and (pattern.startswith(settings.STAFF_PREFIX[1:]) or name.startswith("wagtail"))


@pytest.fixture(autouse=True)
def bare_pages(monkeypatch):
    """Who gets in is asked here, not what stands on a page; to put pages into words would cost the most."""
    monkeypatch.setattr("django.template.base.Template.render", lambda template, context: SafeString())


def test_every_address_is_declared():
    undeclared = {name for name, pattern in names() if name not in DOORS and not is_wagtail(name, pattern)}
    assert undeclared == set()


def test_every_declared_address_exists():
    assert DOORS.keys() - {name for name, _ in names()} == set()


@pytest.mark.parametrize("share", range(SHARES))
def test_who_is_out_of_scope_finds_nothing(share):
    world = World()
    browsers = entering(world)
    entered, refused, expected = {}, {}, {}
    for name, (arguments, allowed) in list(DOORS.items())[share::SHARES]:
        asked = OPEN_TO if allowed is EVERYBODY else set(browsers)
        address = reverse(name, kwargs=arguments(world))
        found = {persona: outcome(browsers[persona], address) for persona in asked}
        entered[name] = {persona for persona, what in found.items() if what == "in"}
        refused[name] = set(found.values()) - {"in", "nothing", "no", "login"}
        expected[name] = asked if allowed is EVERYBODY else allowed
    assert entered == expected
    assert refused == {name: set() for name in expected}


def test_rows_of_another_unit_are_not_found_under_the_own_address(client):
    world = World()
    client.force_login(world.personas["neighbour"])
    rows = ("draft", "at_unit", "at_banner", "approved")
    pages = ("collect:change", "collect:check", "collect:withdraw", "collect:leave", "unit_review:change")
    asked = [*product(pages, rows), ("collect:transfer", "leaving")]
    answers = {
        (name, row): client.get(reverse(name, args=[world.neighbour.pk, getattr(world, row).pk])).status_code
        for name, row in asked
    }
    assert set(answers.values()) == {404}


@pytest.mark.parametrize(
    "share", [0, *(pytest.param(each, marks=pytest.mark.slow) for each in range(1, SHARES))]
)
def test_wagtails_own_addresses_open_for_nobody_without_a_staff_role(share):
    browsers = entering(World(), "visitor", "nobody", "individual", "collector", "expired")
    addresses = sorted({filled(pattern) for name, pattern in names() if is_wagtail(name, pattern)})[
        share::SHARES
    ]
    found = {
        (address, persona): outcome(browser, address)
        for address in addresses
        if address.startswith(settings.STAFF_PREFIX)
        for persona, browser in browsers.items()
    }
    assert {key for key, what in found.items() if what == "in" and key[0] not in HARMLESS} == set()
