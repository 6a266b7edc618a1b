"""Accounts and organisations with just enough filled in; what a test is about it says itself."""

from itertools import count

from talent.orgs.models import Membership, Organisation
from talent.security.models import User

_SERIAL = count(1)


def make_user(**fields):
    """An account that cannot log in with a password."""
    return User.objects.create_user(**{"username": f"user{next(_SERIAL)}", "password": None, **fields})


def make_organisation(kind, region, **fields):
    """An organisation that sits in and is managed by one region, unless `fields` say otherwise."""
    serial = next(_SERIAL)
    given = {
        "code": f"T{region:06d}{serial:06d}",
        "code_is_temporary": True,
        "name": f"机构{serial}",
        "seat_region_id": region,
        "managing_region_id": region,
    }
    return Organisation.objects.create(**{**given, "kind": kind, **fields})


def make_member(role, organisation, *, user=None, **dates):
    """A new account (or `user`) with one role, from today unless dates are given."""
    user = user or make_user()
    Membership.objects.create(user=user, organisation=organisation, role=role, **dates)
    return user
