"""A unit of 锡林浩特 with its office, its people, and the values of one person."""

import copy

import pytest
from django.test import Client
from django.urls import reverse

from talent.categories.service import check_digit, live_version
from talent.orgs.enums import OrganisationKind, Role
from talent.orgs.models import Membership, Organisation
from talent.orgs.service import scope_for, temporary_code
from talent.records.models import Change
from talent.records.service import propose
from talent.security.models import User

BANNER = 152502


def organisation(name, kind=OrganisationKind.UNIT, **facts):
    return Organisation.objects.create(
        name=name,
        kind=kind,
        code=temporary_code(region_code=BANNER, serial=Organisation.objects.count() + 1),
        code_is_temporary=True,
        seat_region_id=BANNER,
        managing_region_id=BANNER,
        **facts,
    )


def account(username, *roles, at):
    user = User.objects.create_user(username=username, password=None, name=username)
    for role in roles:
        Membership.objects.create(user=user, organisation=at, role=role)
    return user


def signed_in(user):
    client = Client(raise_request_exception=True)
    client.force_login(user)
    return client


def number(serial):
    """A valid identity number of somebody born on 1985-07-26."""
    body = f"15250219850726{serial:03}"
    return body + check_digit(body)
