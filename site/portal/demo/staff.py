"""The people who filled in and reviewed the demonstration data: named, and nobody can log in as them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from secrets import token_hex

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.utils import timezone

from portal.demo.people import name_by_chance
from talent.orgs.enums import COLLECTING_KINDS, Role
from talent.orgs.models import Membership, Organisation
from talent.security.models import User

SEED = 19470501
_SINCE = date(2025, 1, 1)


@dataclass(frozen=True)
class Staff:
    """By organisation: who fills in for a unit, who reviews there or in an office."""

    clerks: dict[int, User]
    reviewers: dict[int, User]


def hire(units: Sequence[Organisation]) -> Staff:
    """A clerk and a reviewer for each unit, a reviewer for each department; nobody can log in as them.

    Those of units have left, and count as nobody's second reviewer. Those of offices stay: what waits at an
    office where nobody reviews would go to the next one above. The same units give the same people.
    """
    random = Random(SEED)
    offices = Organisation.objects.filter(is_active=True).exclude(kind__in=COLLECTING_KINDS).order_by("code")
    clerks = _people(units, "clerk", random)
    reviewers = _people([*units, *offices], "reviewer", random)
    for office in offices:
        reviewers[office.pk].is_active = True
    User.objects.bulk_create([*clerks.values(), *reviewers.values()], batch_size=1000)
    Membership.objects.bulk_create(
        [
            *_grants(clerks, Role.COLLECTOR, ended=_yesterday()),
            *_grants({unit.pk: reviewers[unit.pk] for unit in units}, Role.UNIT_REVIEWER, ended=_yesterday()),
            *_grants({office.pk: reviewers[office.pk] for office in offices}, Role.HR_REVIEWER, ended=None),
        ],
        batch_size=1000,
    )
    return Staff(clerks, reviewers)


def _people(organisations: Iterable[Organisation], what: str, random: Random) -> dict[int, User]:
    return {
        each.pk: User(
            username=f"demo-{what}-{each.code}",
            name=name_by_chance(random, mongol=random.random() < 0.3),
            password=f"{UNUSABLE_PASSWORD_PREFIX}{token_hex(20)}",
            is_active=False,
        )
        for each in organisations
    }


def _yesterday() -> date:
    return timezone.localdate() - timedelta(days=1)


def _grants(people: dict[int, User], role: Role, *, ended: date | None) -> Iterable[Membership]:
    for organisation, user in people.items():
        yield Membership(
            user=user, organisation_id=organisation, role=role, valid_from=_SINCE, valid_to=ended
        )
