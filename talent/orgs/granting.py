"""From dated memberships to a scope."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from talent.orgs.enums import COLLECTING_KINDS, Role
from talent.orgs.models import Organisation, Region
from talent.orgs.scope import NOTHING, RegionNode, Scope, grant_for
from talent.orgs.separation import conflicting
from talent.security.models import User

# Asked at every request: built by the ORM, the statement costs four times what it costs to run.
_LASTS = """
{0}.valid_from <= %(day)s AND ({0}.valid_to IS NULL OR {0}.valid_to > %(day)s
    OR {0}.valid_to = %(day)s AND {0}.ended_at IS NULL)
"""
# Who left an office stands in for nobody there any more, whatever was agreed until when.
_HELD = f"""
WITH own AS (
    SELECT id, organisation_id FROM orgs_membership membership
    WHERE user_id = %(user)s AND {_LASTS.format("membership")}
), held AS (
    SELECT id, NULL AS standing_for FROM own
    UNION ALL
    SELECT delegation.membership_id, away.user_id
    FROM orgs_delegation delegation
    JOIN orgs_membership away ON away.id = delegation.membership_id
    JOIN security_user person ON person.id = away.user_id
    WHERE delegation.deputy_id = %(user)s AND delegation.ended_at IS NULL AND person.is_active
        AND %(day)s BETWEEN delegation.valid_from AND delegation.valid_to
        AND away.organisation_id IN (SELECT organisation_id FROM own) AND {_LASTS.format("away")}
)
SELECT organisation.*, membership.role AS held_role, held.standing_for
FROM held
JOIN orgs_membership membership ON membership.id = held.id
JOIN orgs_organisation organisation ON organisation.id = membership.organisation_id
WHERE organisation.is_active
ORDER BY held.standing_for IS NOT NULL, membership.id
"""


@dataclass(frozen=True)
class _Standing:
    """What an account may see, and the organisations that it holds a role in, by id."""

    scope: Scope = NOTHING
    organisations: Mapping[int, Organisation] = field(default_factory=dict)


def scope_for(user: User | AnonymousUser, *, on: date | None = None) -> Scope:
    """The scope of an account today (or on another day); nobody and inactive accounts have none.

    One query for people of units, two for people of departments.
    """
    return _stands(user, on or timezone.localdate()).scope


def scope_of(request: HttpRequest) -> Scope:
    """The scope of the request's account, worked out once a request."""
    return _standing(request).scope


def organisations_of(request: HttpRequest) -> Mapping[int, Organisation]:
    """The organisations in which the request's account holds a role, by id; read with its scope."""
    return _standing(request).organisations


def _standing(request: HttpRequest) -> _Standing:
    found = getattr(request, "_standing", None)
    if found is None:
        found = _stands(request.user, timezone.localdate())
        request._standing = found  # type: ignore[attr-defined]  # reason: a memo on the request
    return found


def _stands(user: User | AnonymousUser, on: date) -> _Standing:
    if not isinstance(user, User) or not user.is_active:
        return _Standing()
    held = _each_role_once(Organisation.objects.raw(_HELD, {"user": user.pk, "day": on}))
    regions = region_nodes() if any(each.kind not in COLLECTING_KINDS for each in held) else ()
    grants = tuple(
        replace(
            grant_for(
                role=Role(vars(each)["held_role"]),
                organisation_id=each.pk,
                kind=each.kind,
                region_code=each.managing_region_id,
                industries=tuple(each.industries),
                regions=regions,
            ),
            standing_for=vars(each)["standing_for"],
        )
        for each in held
    )
    return _Standing(Scope(user.pk, grants), {each.pk: each for each in held})


def _each_role_once(held: Iterable[Organisation]) -> list[Organisation]:
    """Whoever holds a role at an office already stands in for nobody there; own grants come first.

    Nor is a role held in somebody's place beside one of one's own that nobody has together with it.
    """
    found: dict[tuple[int, str, int | None], Organisation] = {}
    own: set[Role] = set()
    for each in held:
        role, away = vars(each)["held_role"], vars(each)["standing_for"]
        if away is None:
            own.add(Role(role))
        elif conflicting(Role(role), own):
            continue
        if (each.pk, role, None) not in found:
            found[each.pk, role, away] = each
    return list(found.values())


def region_nodes() -> tuple[RegionNode, ...]:
    """The facts of all regions that powers follow from (about 120 rows)."""
    rows = Region.objects.values_list("code", "parent_id", "reporting_parent_id")
    return tuple(RegionNode(*row) for row in rows)
