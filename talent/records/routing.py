"""Which levels a change passes, and where it waits next."""

from datetime import date

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from talent.orgs.enums import Level
from talent.orgs.models import Organisation
from talent.orgs.service import reviewing_office
from talent.records.deadlines import after_working_days
from talent.records.models import RouteRule

_ORDER = [Level.UNIT, Level.BANNER, Level.LEAGUE, Level.REGION]


def route_of(*, category_id: int, unit: Organisation) -> list[str]:
    """The levels of a category's changes in a unit, lowest first; a level whose office already stands is left out."""
    rules = RouteRule.objects.filter(Q(category=category_id) | Q(category__isnull=True))
    wanted = set(rules.values_list("level", flat=True))
    route: list[str] = []
    offices: set[int] = set()
    for level in _ORDER:
        if level not in wanted:
            continue
        office = reviewing_office(unit, level)
        if office.pk not in offices:
            offices.add(office.pk)
            route.append(level)
    return route


def review_deadline(today: date | None = None) -> date:
    """The last working day of an office's term for one level (setting REVIEW_WORKING_DAYS)."""
    return after_working_days(today or timezone.localdate(), settings.REVIEW_WORKING_DAYS)
