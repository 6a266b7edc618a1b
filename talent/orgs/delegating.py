"""A reviewer who is away names a colleague of the same office to review in their place (代审)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from talent.orgs.enums import Role
from talent.orgs.inviting import NotPossible
from talent.orgs.models import Delegation, Membership
from talent.orgs.separation import conflicting
from talent.orgs.signals import stand_in_ended, stand_in_named
from talent.security.models import User
from talent.security.service import record_event

#: Roles that can be delegated; no other power ever is.
DELEGATED = (Role.UNIT_REVIEWER, Role.HR_REVIEWER)
MOST_DAYS = 90


def reviewing_grants(user: User | int) -> QuerySet[Membership]:
    """The own grants of an account to review, today; what it does as a deputy is none."""
    held = Membership.objects.on(timezone.localdate()).filter(user=user, user__is_active=True)
    return held.filter(role__in=DELEGATED).select_related("user", "organisation").order_by("pk")


def reviewing_grant(user: User, office_id: int) -> Membership | None:
    """The own grant of an account to review at an office today."""
    return reviewing_grants(user).filter(organisation=office_id).first()


def colleagues_of(grant: Membership) -> list[User]:
    """Who may stand in: everybody else with a role at the same office that goes with reviewing there."""
    here = Membership.objects.on(timezone.localdate()).filter(
        organisation=grant.organisation_id, user__is_active=True
    )
    found = {each.user: each for each in here.exclude(user=grant.user_id).select_related("user")}
    return sorted((user for user in found if not _apart(grant, user)), key=lambda user: user.name)


def _apart(grant: Membership, user: User) -> bool:
    roles = Membership.objects.lasting(timezone.localdate()).filter(user=user).values_list("role", flat=True)
    return bool(conflicting(Role(grant.role), [Role(role) for role in roles]))


def delegations_at(office_id: int, user: User) -> list[Delegation]:
    """What is in force or to come at an office and concerns an account, as reviewer or as deputy."""
    here = Delegation.objects.lasting(timezone.localdate()).filter(membership__organisation=office_id)
    rows = here.select_related("membership__user", "membership__organisation", "deputy").order_by(
        "valid_from", "pk"
    )
    return [each for each in rows if user.pk in (each.membership.user_id, each.deputy_id)]


def delegations_of(grants: Iterable[Membership]) -> list[Delegation]:
    """What is in force or to come in place of the holders of these grants."""
    held = [each.pk for each in grants]
    rows = Delegation.objects.lasting(timezone.localdate()).filter(membership__in=held)
    related = rows.select_related("membership__user", "membership__organisation", "deputy")
    return list(related.order_by("valid_from", "pk"))


@transaction.atomic
def delegate(*, grant: Membership, deputy: User, first: date, last: date, by: User) -> Delegation:
    """Let a colleague review in place of the holder of a grant; both are told. Raises NotPossible.

    `by`: the holder, or who manages the accounts of the office.
    """
    held = Membership.objects.select_for_update(of=("self",)).select_related("user", "organisation")
    grant = held.get(pk=grant.pk)
    today = timezone.localdate()
    if deputy not in colleagues_of(grant):
        raise NotPossible(_("请选择本机构的同事；系统管理员等不能兼审核的不可代审。"))
    if not today <= first <= last or last - first > timedelta(days=MOST_DAYS):
        raise NotPossible(_("起止日期须从今天起，最长 %(days)s 天。") % {"days": MOST_DAYS})
    standing = grant.delegations.lasting(first).filter(valid_from__lte=last)
    if standing.exists():
        raise NotPossible(_("这段时间已有人代审，请先结束原来的，或改日期。"))
    made = Delegation.objects.create(
        membership=grant, deputy=deputy, valid_from=first, valid_to=last, made_by=by
    )
    _log(by, "delegate_review", made)
    stand_in_named.send(Delegation, delegation=made, by=by)
    return made


@transaction.atomic
def end_delegation(delegation: Delegation, *, by: User) -> None:
    """Nobody stands in from this moment on; both are told."""
    rows = Delegation.objects.select_for_update(of=("self",))
    rows = rows.select_related("membership__user", "membership__organisation", "deputy")
    held = rows.get(pk=delegation.pk)
    if held.ended_at is None:
        held.ended_at = timezone.now()
        held.save(update_fields=["ended_at"])
        _log(by, "end_delegation", held)
        stand_in_ended.send(Delegation, delegation=held, by=by)


def _log(by: User, action: str, delegation: Delegation) -> None:
    record_event(
        by=by,
        action=action,
        subject="delegation",
        subject_id=delegation.pk,
        organisation_id=delegation.membership.organisation_id,
        detail={
            "standing_for": delegation.membership.user_id,
            "account": delegation.deputy_id,
            "begins": f"{delegation.valid_from:%Y-%m-%d}",
            "ends": f"{delegation.valid_to:%Y-%m-%d}",
        },
    )
