"""Accounts with roles, for the pages that greet them."""

from talent.orgs.enums import UNIT_ROLES, Level, OrganisationKind, Role
from talent.orgs.models import Membership, Organisation, Region
from talent.security.models import User

PASSWORD = "马奶酒2026-长调"


def account(*roles, username="wurina", **fields):
    """An account that holds these roles from today: unit roles in a unit, the others in an HR department."""
    user = User.objects.create_user(username=username, password=PASSWORD, name="乌日娜", **fields)
    for role in roles:
        kind = OrganisationKind.UNIT if role in UNIT_ROLES else OrganisationKind.HR_DEPARTMENT
        Membership.objects.create(user=user, organisation=organisation(kind), role=Role(role))
    return user


def organisation(kind):
    region, _ = Region.objects.get_or_create(
        code=150000, defaults={"name": "内蒙古自治区", "level": Level.REGION}
    )
    found, _ = Organisation.objects.get_or_create(
        kind=kind,
        managing_region=region,
        defaults={
            "code": f"T{list(OrganisationKind).index(kind):012}",
            "code_is_temporary": True,
            "name": kind.label,
            "seat_region": region,
        },
    )
    return found
