"""Which levels a change passes, and where it waits next."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.orgs.enums import Level, Role
from talent.orgs.models import Membership, Organisation
from talent.orgs.service import NoOffice, Offices
from talent.records.deadlines import after_working_days
from talent.records.models import Change
from talent.records.passingover import note, tell_of_gaps
from talent.records.refusal import NotAllowed
from talent.records.reviewsettings import review_settings
from talent.records.routes.matching import Asked, Matching, rules_in_force
from talent.security.models import User

_NO_OFFICE = _("本单位的管理地区还没有设立审核机构，请联系主管人社部门。")
ORDER = [Level.UNIT, Level.DEPARTMENT, Level.BANNER, Level.LEAGUE, Level.REGION]


@dataclass
class Desks:
    """Routes and offices for a batch of changes: a few statements, however many changes there are.

    Also whether a unit has a further reviewer, once a unit. For one transaction: it never looks twice.
    Raises NotAllowed where a level has no office, and none above it.
    """

    #: In whose place the reviewer of this transaction decides (代审): their eyes are counted as well.
    standing_for: frozenset[int] = frozenset()
    further: dict[tuple[int, int], bool] = field(default_factory=dict)
    deadlines: dict[str, date] = field(default_factory=dict)
    _offices: Offices = field(default_factory=Offices)
    _levels: dict[int, frozenset[str]] = field(default_factory=dict)
    _gaps: dict[int, tuple[Organisation, Organisation | None]] = field(default_factory=dict)

    @cached_property
    def _matching(self) -> Matching:
        return Matching(rules_in_force())

    def gather(self, changes: Iterable[Change]) -> None:
        """Read what answers for the units of changes, whose units are to be read already."""
        self._offices.gather(change.unit for change in changes)

    def gather_routes(self, changes: Iterable[Change]) -> None:
        """The same, and which rules the changes meet as they stand."""
        new = [change for change in changes if change.pk not in self._levels]
        self._levels |= self._matching.levels_of(new)
        self.gather(new)

    def route(self, change: Change, *, also: Iterable[str] = ()) -> list[str]:
        """The levels that a change passes, lowest first; a level whose office already stands is left out.

        By the rules that it meets, and `also` these. The unit always reviews its own, whatever rules say
        (notice 四(三)).
        """
        self.gather_routes([change])
        return self.by_levels(change, {*self._levels[change.pk], *also})

    def levels_of_unsaved(self, change: Change) -> frozenset[str]:
        """The levels above the unit that rules ask of a change which stands nowhere yet, by its values."""
        asked = Asked(0, change.category_id, change.version_id, change.unit, change.data)
        self._matching.prepare([asked])
        return self._matching.levels(asked)

    def by_levels(self, change: Change, levels: Iterable[str]) -> list[str]:
        """The route of a change that passes its unit and these levels."""
        self.gather([change])
        wanted = {Level.UNIT, *levels}
        first_level_of: dict[int, str] = {}
        for level in ORDER:
            if level in wanted:
                first_level_of.setdefault(self._office(change, level).pk, level)
        return list(first_level_of.values())

    def wait_from(self, change: Change, step: int) -> bool:
        """Let a change wait at a step of its route, for a term from today on; False where the route is over.

        An office where nobody reviews is passed over: the next one above that has a reviewer decides in its
        place, also one that the route would not have come to, and the change says so ever after. Only the
        unit's own step waits for the unit, whoever reviews there; and where nobody reviews at any office
        above either, the change waits where it would.
        """
        if step >= len(change.route):
            return False
        self.gather([change])
        route = list(change.route)
        at = next((n for n in range(step, len(route)) if self._is_manned(change, route[n])), len(route))
        if at == len(route) and (above := self._manned_above(change, route[-1])):
            route.append(above)
        stuck = at == len(route)
        change.route, change.step = route, step if stuck else at
        change.waiting_office = self._office(change, route[change.step])
        change.deadline, change.waiting_since = self.deadline(change), timezone.localdate()
        self._note(change, [route[step]] if stuck else route[step:at], stuck=stuck)
        return True

    def _manned_above(self, change: Change, level: str) -> str | None:
        """The lowest level above one at which an office of its own stands and somebody reviews."""
        higher = ORDER[ORDER.index(Level(level)) + 1 :]
        standing = (each for each in higher if self._offices.stands(change.unit, each))
        return next((each for each in standing if self._is_manned(change, each)), None)

    def _note(self, change: Change, levels: Iterable[str], *, stuck: bool) -> None:
        """Write what was passed over on the change, and remember it for those who appoint reviewers."""
        to = change.waiting_office
        for level in levels:
            office = self._office(change, level)
            self._gaps[office.pk] = office, None if stuck else to
            if not stuck:
                note(change, level=level, office=office, to=to)
        if not self._offices.stands(change.unit, change.route[change.step]):
            note(change, level=change.route[change.step], office=None, to=to)

    def tell(self) -> None:
        """Tell the administrators of the offices that were passed over since; once a day each."""
        tell_of_gaps(self._gaps.values())
        self._gaps = {}

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

    def _office(self, change: Change, level: str) -> Organisation:
        try:
            return self._offices.at(change.unit, level)
        except NoOffice:
            raise NotAllowed(change.pk, _NO_OFFICE) from None

    def _is_manned(self, change: Change, level: str) -> bool:
        return level == Level.UNIT or self._offices.is_manned(self._office(change, level))


def other_reviewers(*, unit_id: int, by: User) -> bool:
    """Whether a unit has a reviewer besides this account today."""
    return (
        Membership.objects.on(timezone.localdate())
        .filter(organisation_id=unit_id, role=Role.UNIT_REVIEWER, user__is_active=True)
        .exclude(user=by)
        .exists()
    )


def has_reviewer(unit_id: int) -> bool:
    """Whether anybody reviews for a unit today."""
    grants = Membership.objects.on(timezone.localdate())
    return grants.filter(organisation=unit_id, role=Role.UNIT_REVIEWER, user__is_active=True).exists()


def review_deadline(level: str, today: date | None = None) -> date:
    """The last working day of an office's term at a level (`ReviewSettings.days_at`)."""
    return after_working_days(today or timezone.localdate(), review_settings().days_at(level))


def deputy_of(standing_for: Collection[int]) -> dict[str, list[int]]:
    """What an audit event says of in whose place something was done (代审); nothing where in nobody's."""
    return {"standing_for": sorted(standing_for)} if standing_for else {}
