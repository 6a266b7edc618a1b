"""Where an account works, and which entrance this zone has."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import NoReverseMatch, reverse

from talent.individuals.service import account_of
from talent.orgs.enums import STAFF_ROLES, UNIT_ROLES
from talent.orgs.service import scope_for
from talent.security.models import User
from talent.security.service import PROFILES, Profile

UNIT_DESK = "/unit/"
STAFF_DESK = "/back/"
OWN_DESK = "/me/"


def desk_of(user: User | AnonymousUser) -> str:
    """Where an account works: in its units, else in the admin; individuals with their own record, others
    nowhere but on the public pages."""
    roles = scope_for(user).roles
    if roles & UNIT_ROLES:
        return UNIT_DESK
    if roles & STAFF_ROLES:
        return STAFF_DESK
    return OWN_DESK if account_of(user) else "/"


def desk_here(user: User | AnonymousUser) -> str:
    """The same, among the pages that this zone has."""
    desk = desk_of(user)
    return STAFF_DESK if desk in (UNIT_DESK, OWN_DESK) and settings.SITE_ZONE == "inner" else desk


def is_official(user: User | AnonymousUser | None) -> bool:
    """Whether the account holds any role today: everybody but individuals."""
    return user is not None and bool(scope_for(user).roles)


def profile_of(user: User | None) -> Profile:
    """The rules for the password of an account; the stricter standing where nothing is known of it."""
    official = user is None or is_official(user)
    return PROFILES[settings.PASSWORD_PROFILES["official" if official else "individual"]]


def entrance() -> str:
    """The portal's login where this zone has it, else the staff's."""
    return addresses_here(("login", "staff_login"))[0]


def addresses_here(names: Iterable[str]) -> list[str]:
    """The addresses with these names, in order, as far as this zone has them."""
    found = []
    for name in names:
        try:
            found.append(reverse(name))
        except NoReverseMatch:
            continue  # an address of the other zone
    return found
