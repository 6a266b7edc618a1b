"""Who works for a unit, and how that ends: from a day, or handed over to a colleague in one action."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from talent.orgs.enums import UNIT_ROLES, Role
from talent.orgs.inviting import NotPossible, end_now, end_on, grant, locked_unit
from talent.orgs.models import Membership, Organisation
from talent.security.models import User
from talent.security.service import record_event


@dataclass(frozen=True)
class UnitUser:
    """One account with its grants in the unit, today's and later ones."""

    user: User
    grants: tuple[Membership, ...]

    @property
    def roles(self) -> list[str]:
        return list(dict.fromkeys(str(each.get_role_display()) for each in self.grants))

    @property
    def until(self) -> date | None:
        """The last day of the last grant; None without end."""
        days = [each.valid_to for each in self.grants]
        return None if None in days else max(day for day in days if day)


def users_of(unit: Organisation) -> list[UnitUser]:
    """Everybody who works for a unit today or will, by name."""
    rows = _lasting(unit).select_related("user").order_by("user__name", "user", "role", "valid_from")
    found: dict[User, list[Membership]] = {}
    for row in rows:
        found.setdefault(row.user, []).append(row)
    return [UnitUser(user, tuple(grants)) for user, grants in found.items()]


def _lasting(unit: Organisation) -> QuerySet[Membership]:
    rows = Membership.objects.lasting(timezone.localdate())
    return rows.filter(organisation=unit, role__in=UNIT_ROLES, user__is_active=True)


@transaction.atomic
def end_user(*, unit: Organisation, user: User, last_day: date, by: User) -> None:
    """Let somebody's work for the unit end with a day. Raises NotPossible for the last who manages users."""
    held = _may_end(unit, user)
    end_on(unit=held, user=user, last_day=last_day)
    _log(by, "end_grant", held, user)


@transaction.atomic
def end_user_now(*, unit: Organisation, user: User, by: User) -> None:
    """The same at this moment, also of what began today. Raises NotPossible as well."""
    held = _may_end(unit, user)
    end_now(unit=held, user=user)
    _log(by, "end_grant_now", held, user)


def _may_end(unit: Organisation, user: User) -> Organisation:
    held = locked_unit(unit)
    _need_user(held, [user])
    if not _managers_beside(held, user):
        raise NotPossible(
            _(
                "“%(name)s”是本单位最后一位能管理用户的审核员，请先工作交接；单位不再填报的，请联系主管人社部门。"
            )
            % {"name": user.name}
        )
    return held


@transaction.atomic
def hand_over(*, unit: Organisation, leaving: User, to: User, day: date, by: User) -> None:
    """Give a colleague the roles of who leaves, from a day on which both work. Raises NotPossible.

    Drafts belong to the unit and stay where they are.
    """
    held = locked_unit(unit)
    _need_user(held, [leaving, to])
    if leaving == to:
        raise NotPossible(_("请选择另一位同事接手。"))
    heir = User.objects.select_for_update(no_key=True).get(pk=to.pk)
    grant(unit=held, user=heir, roles=roles_of(held, leaving), begin=day)
    end_on(unit=held, user=leaving, last_day=day)
    _log(by, "hand_over", held, leaving)


def roles_of(unit: Organisation, user: User) -> list[Role]:
    """The roles that an account holds in a unit, today or later, each once."""
    held = _lasting(unit).filter(user=user).values_list("role", flat=True)
    return sorted({Role(each) for each in held})


def _need_user(unit: Organisation, users: Iterable[User]) -> None:
    for each in users:
        if not roles_of(unit, each):
            raise NotPossible(_("“%(name)s”现在不是本单位的用户，请刷新后再看。") % {"name": each.name})


def _managers_beside(unit: Organisation, user: User) -> bool:
    """Whether somebody else manages the unit's users without end."""
    managers = _lasting(unit).filter(role=Role.UNIT_REVIEWER, valid_to__isnull=True)
    return managers.exclude(user=user).exists()


def _log(by: User, action: str, unit: Organisation, user: User) -> None:
    record_event(
        by=by,
        action=action,
        subject="user",
        subject_id=user.pk,
        organisation_id=unit.pk,
        detail={"user": user.pk},
    )
