"""Which levels a change passes, and where it waits next."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.orgs.enums import Level, Role
from talent.orgs.models import Membership, Organisation
from talent.orgs.service import NoOffice, reviewing_office
from talent.records.deadlines import after_working_days
from talent.records.models import Change, RouteRule
from talent.records.refusal import NotAllowed
from talent.records.reviewsettings import review_settings
from talent.security.models import User

_NO_OFFICE = _("本单位的管理地区还没有设立审核机构，请联系主管人社部门。")
ORDER = [Level.UNIT, Level.BANNER, Level.LEAGUE, Level.REGION]


@dataclass
class Desks:
    """Routes and offices for a batch of changes; each is looked up once a managing region.

    Also whether a unit has a further reviewer, once a unit. For one transaction: it never looks twice.
    Raises NotAllowed where a level has no office, and none above it.
    """

    rules: dict[int, frozenset[str]] = field(default_factory=dict)
    offices: dict[tuple[int, str], Organisation] = field(default_factory=dict)
    further: dict[tuple[int, int], bool] = field(default_factory=dict)
    deadlines: dict[str, date] = field(default_factory=dict)

    def route(self, change: Change) -> list[str]:
        """The levels that a change passes, lowest first; a level whose office already stands is left out."""
        wanted = self._levels(change.category_id)
        first_level_of: dict[int, str] = {}
        for level in ORDER:
            if level in wanted:
                first_level_of.setdefault(self._office(change, level).pk, level)
        return list(first_level_of.values())

    def office(self, change: Change) -> Organisation:
        """Where a change waits at its present step."""
        return self._office(change, change.route[change.step])

    def deadline(self, change: Change) -> date:
        """The end of the term at a change's present step that begins today."""
        level = change.route[change.step]
        if level not in self.deadlines:
            self.deadlines[level] = review_deadline(level)
        return self.deadlines[level]

    def others_review(self, unit_id: int, by: User) -> bool:
        """Whether a unit has a reviewer besides this account today."""
        if (unit_id, by.pk) not in self.further:
            self.further[unit_id, by.pk] = other_reviewers(unit_id=unit_id, by=by)
        return self.further[unit_id, by.pk]

    def _levels(self, category_id: int) -> frozenset[str]:
        """The levels by the rules; the unit always reviews its own, whatever they say (notice 四(三))."""
        if category_id not in self.rules:
            rules = RouteRule.objects.filter(Q(category=category_id) | Q(category__isnull=True))
            self.rules[category_id] = frozenset({Level.UNIT, *rules.values_list("level", flat=True)})
        return self.rules[category_id]

    def _office(self, change: Change, level: str) -> Organisation:
        unit = change.unit
        if level == Level.UNIT:
            return unit
        key = (unit.managing_region_id, level)
        if key not in self.offices:
            try:
                self.offices[key] = reviewing_office(unit, level)
            except NoOffice:
                raise NotAllowed(change.pk, _NO_OFFICE) from None
        return self.offices[key]


def other_reviewers(*, unit_id: int, by: User) -> bool:
    """Whether a unit has a reviewer besides this account today."""
    return (
        Membership.objects.on(timezone.localdate())
        .filter(organisation_id=unit_id, role=Role.UNIT_REVIEWER, user__is_active=True)
        .exclude(user=by)
        .exists()
    )


def review_deadline(level: str, today: date | None = None) -> date:
    """The last working day of an office's term at a level (`ReviewSettings.days_at`)."""
    return after_working_days(today or timezone.localdate(), review_settings().days_at(level))
