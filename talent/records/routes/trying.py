"""What rules of routes would do to the changes of the last year: in bounded time, and nothing is written.

However many changes there are, so many are drawn by chance and looked up by their numbers; of fewer all are
looked at. The outcome says which.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from django.db import OperationalError, connection, transaction
from django.db.models import Max, Min
from django.utils import timezone

from talent.orgs.enums import Level
from talent.orgs.models import Organisation
from talent.records.limited import LIMIT
from talent.records.models import Change
from talent.records.routes.matching import Asked, Matching, Rule

#: Changes that are looked at; of a smaller register every one.
SAMPLE = 4000
_YEAR = timedelta(days=365)
_SEED = 157
Counts = Counter[int]


class TooLong(Exception):
    """The database did not answer within the limit of a page."""


@dataclass(frozen=True)
class Tried:
    """Counts by category (id). `met`: of each rule as it would be; `now` and `then`: of each level, by the
    rules in force and by those tried. `factor`: how many changes each one that was looked at stands for.
    """

    looked: Counts
    met: Sequence[Counts]
    now: dict[str, Counts]
    then: dict[str, Counts]
    factor: float

    @property
    def is_sample(self) -> bool:
        return self.factor > 1

    def about(self, count: int) -> int:
        """A count among those looked at, for all of the last year; two figures are said of an estimate."""
        if not self.is_sample:
            return count
        estimated = round(count * self.factor)
        return round(estimated, -max(0, len(str(estimated)) - 2))


def try_rules(now: Sequence[Rule], then: Sequence[Rule]) -> Tried:
    """Try the rules `then` beside those in force. Raises TooLong."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(LIMIT)])
            found = _try(now, then)
            transaction.set_rollback(True)  # nothing was written, and the limit ends with it
    except OperationalError:
        raise TooLong from None
    return found


def _try(now: Sequence[Rule], then: Sequence[Rule]) -> Tried:
    ids, factor = _drawn()
    matching = Matching([*now, *then])
    asked = _read(matching, ids)
    matching.prepare(asked)
    tried = Tried(Counter(), [Counter() for _rule in then], _by_level(), _by_level(), factor)
    for each in asked:
        tried.looked[each.category_id] += 1
        _count(tried.now, each, [rule for rule in now if matching.meets(rule, each)])
        met = [place for place, rule in enumerate(then) if matching.meets(rule, each)]
        for place in met:
            tried.met[place][each.category_id] += 1
        _count(tried.then, each, [then[place] for place in met])
    return tried


def _by_level() -> dict[str, Counts]:
    return {level.value: Counter() for level in Level}


def _count(levels: dict[str, Counts], asked: Asked, rules: Sequence[Rule]) -> None:
    for level in {Level.UNIT.value}.union(*(rule.levels for rule in rules)):
        levels[level][asked.category_id] += 1


def _drawn() -> tuple[Sequence[int], float]:
    """Numbers of changes, the same each time for the same register, and how many each stands for."""
    ends = Change._plain.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["last"] is None:
        return [], 1
    known = range(ends["first"], ends["last"] + 1)
    if len(known) <= SAMPLE:
        return known, 1
    return Random(_SEED).sample(known, SAMPLE), len(known) / SAMPLE


def _read(matching: Matching, ids: Sequence[int]) -> list[Asked]:
    recent = Change._plain.filter(pk__in=list(ids), submitted_at__gte=timezone.now() - _YEAR)
    rows = list(matching.read(recent, ("unit_id",)))
    units = Organisation.objects.in_bulk({row[3] for row, _data in rows})
    return [Asked(pk, category, version, units[unit], data) for (pk, category, version, unit), data in rows]


def instead(rules: Sequence[Rule], draft: Rule, *, enabled: bool = True) -> list[Rule]:
    """The rules with a draft behind all others; without it where it is to be off."""
    others = [each for each in rules if draft.pk is None or each.pk != draft.pk]
    return [*others, draft] if enabled else others
