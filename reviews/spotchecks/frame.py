"""The records from which an office draws: approved, in its scope, fitting the rule, open to its reviewers."""

from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from reviews.spotchecks.enums import CheckState
from reviews.spotchecks.models import SpotItem
from reviews.spotchecks.rules import Rule
from talent.orgs.enums import Level, Role
from talent.orgs.models import Membership, Organisation
from talent.orgs.service import Scope, ScopedQuerySet
from talent.records.models import Doubt, TalentRecord
from talent.records.service import visible_to

_MONTH = timedelta(days=30.44)
_LEVELS = list(Level)


def frame_of(rule: Rule, *, office: Organisation, scope: Scope) -> ScopedQuerySet[TalentRecord]:
    """The records that a sample of this office may hold.

    Left out is what is doubtful already, what waits in another sample of the office, and what all reviewers
    of the office had a part in: nobody there could look at it.
    """
    records = visible_to(scope).filter(approved__isnull=False)
    if rule.record:
        return records.filter(pk=rule.record)
    waiting = SpotItem._plain.filter(outcome="", check_of__office=office, check_of__state=CheckState.OPEN)
    records = records.filter(
        ~Exists(Doubt._plain.filter(record=OuterRef("pk"), ended_at__isnull=True)),
        ~Exists(waiting.filter(record=OuterRef("pk"))),
        _open_to(reviewers_of(office)),
    )
    return _unchecked(_approved_in(_of_kind(records, rule), rule), rule)


def reviewers_of(office: Organisation) -> list[int]:
    """Who reviews at an office today."""
    today = Membership.objects.on(timezone.localdate())
    held = today.filter(
        organisation=office, role__in=(Role.HR_REVIEWER, Role.UNIT_REVIEWER), user__is_active=True
    )
    return sorted(set(held.values_list("user", flat=True)))


def _open_to(reviewers: list[int]) -> Q:
    """Whether at least one of these accounts had no part in the approved version."""
    return reduce(or_, (_no_part(each) for each in reviewers), Q(pk__in=[]))


def _no_part(account: int) -> Q:
    return ~(
        Q(approved__created_by=account)
        | Q(approved__submitted_by=account)
        | Q(approved__reviewers__contains=[account])
        | Q(approved__editors__contains=[account])
    )


def _of_kind(records: ScopedQuerySet[TalentRecord], rule: Rule) -> ScopedQuerySet[TalentRecord]:
    if rule.category:
        records = records.filter(category=rule.category)
    if rule.unit:
        records = records.filter(unit=rule.unit)
    if rule.source:
        records = records.filter(approved__source=rule.source)
    if rule.self_reviewed:
        records = records.filter(approved__self_reviewed=True)
    if rule.level:
        above = _LEVELS[_LEVELS.index(Level(rule.level)) + 1 :]
        records = records.filter(approved__route__contains=[rule.level])
        records = records.exclude(approved__route__overlap=above) if above else records
    return records


def _approved_in(records: ScopedQuerySet[TalentRecord], rule: Rule) -> ScopedQuerySet[TalentRecord]:
    since, until = rule.days
    if since:
        records = records.filter(approved_at__gte=_midnight(since))
    if until:
        records = records.filter(approved_at__lt=_midnight(until + timedelta(days=1)))
    return records


def _unchecked(records: ScopedQuerySet[TalentRecord], rule: Rule) -> ScopedQuerySet[TalentRecord]:
    if not rule.unchecked_months:
        return records
    since = timezone.now() - rule.unchecked_months * _MONTH
    return records.filter(~Exists(SpotItem._plain.filter(record=OuterRef("pk"), at__gte=since)))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
