"""From dated memberships to a scope."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from talent.orgs.enums import COLLECTING_KINDS, Role
from talent.orgs.models import Membership, Region
from talent.orgs.scope import NOTHING, RegionNode, Scope, grant_for
from talent.security.models import User


def scope_for(user: User | AnonymousUser, *, on: date | None = None) -> Scope:
    """The scope of an account today (or on another day); nobody and inactive accounts have none.

    One query for people of units, two for people of departments.
    """
    if not isinstance(user, User) or not user.is_active:
        return NOTHING
    memberships = list(
        Membership.objects.on(on or timezone.localdate())
        .filter(user=user, organisation__is_active=True)
        .select_related("organisation")
        .order_by("id")
    )
    needs_regions = any(each.organisation.kind not in COLLECTING_KINDS for each in memberships)
    regions = region_nodes() if needs_regions else ()
    return Scope(
        user.pk,
        tuple(
            grant_for(
                role=Role(each.role),
                organisation_id=each.organisation_id,
                kind=each.organisation.kind,
                region_code=each.organisation.managing_region_id,
                industries=tuple(each.organisation.industries),
                regions=regions,
            )
            for each in memberships
        ),
    )


def scope_of(request: HttpRequest) -> Scope:
    """The scope of the request's account, worked out once a request."""
    scope = getattr(request, "_scope", None)
    if scope is None:
        scope = scope_for(request.user)
        request._scope = scope  # type: ignore[attr-defined]  # reason: a memo on the request
    return scope


def region_nodes() -> tuple[RegionNode, ...]:
    """The facts of all regions that powers follow from (about 120 rows)."""
    rows = Region.objects.values_list("code", "parent_id", "reporting_parent_id")
    return tuple(RegionNode(*row) for row in rows)
