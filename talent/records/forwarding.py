"""To another office at the same step (转其他机构办理): the one above, or a department of the unit.

The whole term of that office begins anew. The step stays what it was: whoever decides it there is one pair of
eyes of the route and no more, so a level whose own office decided a forwarded step still asks somebody else.
"""

from collections.abc import Iterable
from itertools import chain

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.orgs.enums import Level, OrganisationKind, Role
from talent.orgs.models import Membership, Organisation
from talent.orgs.service import path_up
from talent.records.enums import Asked
from talent.records.models import Change, Forward
from talent.records.refusal import NotAllowed
from talent.records.routing import deputy_of, review_deadline
from talent.records.walking import STANDING, one_waiting, save_moved
from talent.records.wording import words
from talent.security.models import User
from talent.security.service import record_event

_OWN_STEP = _("单位须先审核本单位填报的信息，不能转给上级机构。")
_WHY = _("请写明转办的原因。")
_NOT_THERE = _("不能转给这个机构：它不负责这个单位、没有审核员，或者已经转出过这条信息。")
_ASKED = _("已询问填报人，还没有答复，请等答复后再转。")
_DEPARTMENTS = (OrganisationKind.INDUSTRY_DEPARTMENT, OrganisationKind.ADMIN_DEPARTMENT)


def targets_of(change: Change) -> list[Organisation]:
    """The offices that a waiting change may go to now, the nearest first; none at the unit's own step.

    Each is above the office where it waits, or a department responsible for the unit; has a reviewer who did
    not fill in, submit or review this change; and has not passed it on itself at this step.
    """
    if change.level in ("", Level.UNIT) or change.waiting_office is None:
        return []
    sent_on = Forward._plain.filter(change=change, level=change.level, at__gte=change.submitted_at)
    gone = {change.waiting_office_id, *sent_on.values_list("from_office", flat=True)}
    found = [each for each in chain(_above(change), _departments(change)) if each.pk not in gone]
    reviewing = _reviewing(change, found)
    return [each for each in found if each.pk in reviewing]


def _above(change: Change) -> Iterable[Organisation]:
    """The nearest HR office above the present one; of a department's, the unit's own HR office first."""
    path = list(path_up(change.unit.managing_region_id))
    office = change.waiting_office
    offices = Organisation.objects.filter(
        kind=OrganisationKind.HR_DEPARTMENT, is_active=True, managing_region__in=path
    )
    ordered = sorted(offices, key=lambda each: path.index(each.managing_region_id))
    if office is None or office.kind != OrganisationKind.HR_DEPARTMENT:
        return ordered[:1]
    here = path.index(office.managing_region_id) if office.managing_region_id in path else -1
    return [each for each in ordered if path.index(each.managing_region_id) > here][:1]


def _departments(change: Change) -> QuerySet[Organisation]:
    unit = change.unit
    own_system = Q(pk=unit.administrative_department_id, kind=OrganisationKind.ADMIN_DEPARTMENT)
    path = list(path_up(unit.managing_region_id))
    industry = Q(
        kind=OrganisationKind.INDUSTRY_DEPARTMENT,
        industries__contains=[unit.industry],
        managing_region__in=path,
    )
    known = own_system | industry if unit.industry else own_system
    return Organisation.objects.filter(known, is_active=True).order_by("name", "pk")


def _reviewing(change: Change, offices: Iterable[Organisation]) -> set[int]:
    """Those of the offices at which somebody may review this change today (four eyes)."""
    grants = Membership.objects.on(timezone.localdate()).filter(
        role=Role.HR_REVIEWER, user__is_active=True, organisation__in=[each.pk for each in offices]
    )
    return set(grants.exclude(user__in=change.eyes).values_list("organisation", flat=True))


@transaction.atomic
def forward(
    *,
    change: Change,
    to: int,
    reason: str,
    by: User,
    lock: int | None = None,
    standing_for: frozenset[int] = frozenset(),
) -> Change:
    """Pass a waiting change on to one of its `targets_of`. Raises NotAllowed, and then nothing is written.

    `standing_for`: in whose place `by` does (代审).
    """
    held = one_waiting(change, lock)
    if held.level == Level.UNIT:
        raise NotAllowed(held.pk, _OWN_STEP)
    if held.asked == Asked.OPEN:
        raise NotAllowed(held.pk, _ASKED)
    if not (why := words(held.pk, reason, label=_("转办原因"), most=200)):
        raise NotAllowed(held.pk, _WHY)
    target = next((each for each in targets_of(held) if each.pk == to), None)
    if target is None:
        raise NotAllowed(held.pk, _NOT_THERE)
    Forward(
        change=held,
        level=held.level,
        from_office=held.waiting_office,
        to_office=target,
        reason=why,
        by=by,
        standing_for_id=min(standing_for, default=None),
    ).save(force_insert=True)
    today = timezone.localdate()
    held.waiting_office, held.waiting_since, held.forwarded = target, today, True
    held.deadline = review_deadline(held.level, today)
    save_moved([held], STANDING)
    record_event(
        by=by,
        action="forward",
        subject="change",
        subject_id=held.pk,
        organisation_id=held.unit_id,
        detail={"office": target.pk, **deputy_of(standing_for)},
    )
    return held
