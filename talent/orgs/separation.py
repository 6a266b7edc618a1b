"""Which roles one account never holds at the same time (separation of powers)."""

from collections.abc import Iterable

from talent.orgs.enums import READING_ROLES, UNIT_ROLES, Role

#: Pairs that exclude each other: who watches does nothing else, who grants powers reads no people and decides
#: nothing that two decide (an account of one's own would be the second), and who fills in or reviews for a
#: unit does not review for the office above it.
_APART: frozenset[frozenset[Role]] = frozenset(
    {
        *(frozenset({Role.AUDIT_ADMIN, other}) for other in set(Role) - {Role.AUDIT_ADMIN}),
        *(frozenset({Role.SYSTEM_ADMIN, reading}) for reading in READING_ROLES),
        frozenset({Role.SYSTEM_ADMIN, Role.CATEGORY_ADMIN}),
        *(frozenset({Role.HR_REVIEWER, unit}) for unit in UNIT_ROLES),
    }
)


def conflicting(role: Role, held: Iterable[Role]) -> frozenset[Role]:
    """Those of the roles held that nobody may have beside `role`; empty where nothing stands in the way."""
    return frozenset(other for other in held if frozenset({role, other}) in _APART)


def held_apart(held: Iterable[Role]) -> list[Role]:
    """Those of the roles held that exclude one another, from before they did; in the order of the list."""
    known = set(held)
    return [role for role in Role if role in known and conflicting(role, known)]
