"""Offices decide about units that ask to be registered. The first decision counts; rows are locked.

Deciding are the HR reviewers of the office that answers for the managing region, the HR reviewers of an
industry department for units of its industry in its region, and the system administrators of that region,
so that nothing is stranded when an office is closed.
"""

from collections.abc import Iterable, Mapping

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talent.orgs.enums import ApplicationState, OrganisationKind, Role
from talent.orgs.models import Membership, Organisation, OrganisationApplication, Region
from talent.orgs.offices import path_up
from talent.orgs.places import all_in_use, standing
from talent.orgs.scope import Interval, Scope
from talent.orgs.uscc import temporary_code
from talent.security.models import User
from talent.security.service import record_event

DECIDING = (Role.HR_REVIEWER, Role.SYSTEM_ADMIN)


class NotDecided(Exception):
    """Nothing was written; `reason` says why."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


def applications_for(scope: Scope) -> QuerySet[OrganisationApplication]:
    """The applications that a scope may decide about, decided ones too."""
    condition = Q(pk__in=[])
    for grant in scope.as_(*DECIDING).grants:
        if grant.role == Role.SYSTEM_ADMIN:
            condition |= _within(grant.regions or ())
        elif grant.industries is not None:
            condition |= _within(grant.regions or ()) & Q(industry__in=grant.industries)
        else:
            condition |= Q(office=grant.organisation_id)
    return OrganisationApplication.objects.filter(condition)


def _within(regions: Iterable[Interval]) -> Q:
    condition = Q(pk__in=[])
    for low, high in regions:
        condition |= Q(managing_region__code__range=(low, high))
    return condition


def deciders_of(application: OrganisationApplication) -> list[int]:
    """Ids of the reviewers who are told about an application: of its office and of industry departments."""
    departments = Organisation.objects.filter(
        kind=OrganisationKind.INDUSTRY_DEPARTMENT,
        is_active=True,
        industries__contains=[application.industry],
        managing_region__in=path_up(application.managing_region_id),
    )
    places = Q(organisation=application.office_id)
    if application.industry:
        places |= Q(organisation__in=departments)
    grants = Membership.objects.on(timezone.localdate()).filter(places, role=Role.HR_REVIEWER)
    return list(grants.order_by("user").values_list("user", flat=True).distinct())


@transaction.atomic
def approve(
    *,
    application: OrganisationApplication,
    by: User,
    scope: Scope,
    lock: int,
    department: Organisation | None = None,
) -> Organisation:
    """Register the unit, with a temporary code where it has none. Raises NotDecided.

    Where a management area closed meanwhile, it is registered in the region that the area went to.
    """
    places = standing([application.managing_region_id, application.seat_region_id])
    held = _held(application, scope, lock)
    _put(held, places)
    code = held.code or next_temporary(held.managing_region_id)
    try:
        with transaction.atomic():
            made = _registered(held, code, department)
    except IntegrityError:
        raise NotDecided(_("登记库中已有这个统一社会信用代码，不能再登记。请退回或不予通过。")) from None
    held.organisation = made
    _settle(held, ApplicationState.APPROVED, "", by)
    _log(by, "approve_application", held, [made.pk])
    return made


@transaction.atomic
def return_application(
    *, application: OrganisationApplication, by: User, scope: Scope, lock: int, remark: str
) -> None:
    """Let the applicant correct it, and say what is wrong. Raises NotDecided."""
    held = _held(application, scope, lock)
    _settle(held, ApplicationState.RETURNED, remark, by)
    _log(by, "return_application", held)


@transaction.atomic
def refuse_application(
    *, application: OrganisationApplication, by: User, scope: Scope, lock: int, remark: str
) -> None:
    """End it for good, with the reason. Raises NotDecided."""
    held = _held(application, scope, lock)
    _settle(held, ApplicationState.REFUSED, remark, by)
    _log(by, "refuse_application", held)


def _held(application: OrganisationApplication, scope: Scope, lock: int) -> OrganisationApplication:
    held = applications_for(scope).select_for_update(of=("self",)).filter(pk=application.pk).first()
    if held is None or held.state != ApplicationState.WAITING or held.lock != lock:
        raise NotDecided(_("这份申请在此期间已被他人办理或已更新，请看现在的内容。"))
    return held


def _put(held: OrganisationApplication, places: Mapping[int, int]) -> None:
    """Give it the regions that are held. Raises NotDecided where it was sent elsewhere before they were."""
    known = {**places, **{code: code for code in places.values()}}
    wanted = {held.managing_region_id, held.seat_region_id}
    if not wanted <= known.keys():
        raise NotDecided(_("这份申请在此期间已被他人办理或已更新，请看现在的内容。"))
    held.managing_region_id = known[held.managing_region_id]
    held.seat_region_id = known[held.seat_region_id]
    if not all_in_use([held.managing_region_id, held.seat_region_id]):
        raise NotDecided(_("申请的地区已停用，或还没有启用，请退回补正。"))


def _settle(held: OrganisationApplication, state: ApplicationState, remark: str, by: User) -> None:
    if state != ApplicationState.APPROVED and not remark.strip():
        raise NotDecided(_("请写明原因，申请单位会看到。"))
    held.state, held.remark = state, remark.strip()
    held.decided_by, held.decided_at = by, timezone.now()
    held.lock += 1
    held.save()


def _registered(held: OrganisationApplication, code: str, department: Organisation | None) -> Organisation:
    return Organisation.objects.create(
        code=code,
        code_is_temporary=not held.code,
        name=held.name,
        kind=held.kind,
        unit_type=held.unit_type,
        ownership=held.ownership,
        industry=held.industry,
        seat_region_id=held.seat_region_id,
        managing_region_id=held.managing_region_id,
        administrative_department=department,
    )


def next_temporary(region_code: int) -> str:
    """The next free temporary code of a region, whose row is locked until it is used."""
    Region.objects.select_for_update(no_key=True).get(pk=region_code)
    prefix = temporary_code(region_code=region_code, serial=0)[:7]
    last = (
        Organisation.objects.filter(code__startswith=prefix)
        .order_by("-code")
        .values_list("code", flat=True)
        .first()
    )
    return temporary_code(region_code=region_code, serial=int(last[7:]) + 1 if last else 1)


def _log(by: User, action: str, held: OrganisationApplication, also: Iterable[int] = ()) -> None:
    record_event(
        by=by,
        action=action,
        subject="application",
        subject_id=held.pk,
        organisation_ids=[held.office_id, *also],
    )
