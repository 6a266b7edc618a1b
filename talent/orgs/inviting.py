"""Users of a unit by invitation: whoever reviews for the unit invites; a code leads in once, for 14 days."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from talent.orgs.enums import Role
from talent.orgs.models import Invitation, Membership, Organisation
from talent.orgs.onetime import digest, new_code
from talent.orgs.separation import conflicting
from talent.orgs.signals import grants_ended
from talent.orgs.starting import new_account
from talent.security.models import User
from talent.security.service import record_event

VALID_DAYS = 14


class NotPossible(Exception):
    """Nothing was written; `reason` says why."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


def open_invitations() -> QuerySet[Invitation]:
    """Those that still lead somewhere today: as long as who invited manages the unit's users."""
    today = timezone.localdate()
    unused = Invitation.objects.filter(accepted_by__isnull=True, revoked=False, last_day__gte=today)
    managing = Membership.objects.on(today).filter(
        user=OuterRef("created_by"),
        user__is_active=True,
        organisation=OuterRef("organisation"),
        role=Role.UNIT_REVIEWER,
    )
    return unused.filter(Exists(managing), organisation__is_active=True)


@transaction.atomic
def invite(
    *,
    unit: Organisation,
    roles: Sequence[Role],
    name: str,
    email: str,
    by: User,
    succeeds: User | None = None,
    begins: date | None = None,
) -> tuple[Invitation, str]:
    """An invitation, and the code for it, which is kept nowhere. Raises NotPossible for a closed unit."""
    held = locked_unit(unit)
    code = new_code()
    made = Invitation.objects.create(
        organisation=held,
        roles=sorted(roles),
        name=name,
        email=email,
        code_digest=digest(code),
        last_day=timezone.localdate() + timedelta(days=VALID_DAYS),
        created_by=by,
        succeeds=succeeds,
        begins=begins,
    )
    _log(by, "invite_user", made)
    return made, code


@transaction.atomic
def revoke(*, invitation: Invitation, by: User) -> None:
    """Take an invitation back. Raises NotPossible where it was accepted already."""
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if held.accepted_by_id is not None:
        raise NotPossible(_("“%(name)s”已经接受邀请，请在用户列表中办理。") % {"name": held.name})
    if not held.revoked:
        held.revoked = True
        held.save(update_fields=["revoked"])
        _log(by, "revoke_invitation", held)


def invitation_of(code: str) -> Invitation | None:
    """The open invitation that a code leads to."""
    whole = open_invitations().select_related("organisation", "created_by")
    return whole.filter(code_digest=digest(code)).first()


@transaction.atomic
def accept(*, invitation: Invitation, user: User) -> None:
    """An account that exists becomes a user of the unit. Raises NotPossible."""
    held = _taken(invitation)
    _join(held, User.objects.select_for_update(no_key=True).get(pk=user.pk))


@transaction.atomic
def accept_anew(*, invitation: Invitation, username: str, name: str, password: str) -> User:
    """The same with a new account. Raises NotPossible, ValidationError by field."""
    held = _taken(invitation)
    user = new_account(username=username, name=name, password=password, email=held.email)
    _join(held, user)
    return user


def _taken(invitation: Invitation) -> Invitation:
    locked_unit(invitation.organisation)
    held = open_invitations().select_for_update(of=("self",)).filter(pk=invitation.pk).first()
    if held is None:
        raise NotPossible(_("这份邀请已经用过、撤销或过期，请向邀请人要新的。"))
    return held


def _join(held: Invitation, user: User) -> None:
    today = timezone.localdate()
    day = max(held.begins or today, today)
    if held.succeeds_id == user.pk:
        raise NotPossible(_("交接给本人没有意义，请由接手的同事接受邀请。"))
    grant(unit=held.organisation, user=user, roles=[Role(each) for each in held.roles], begin=day)
    if held.succeeds is not None:
        end_on(unit=held.organisation, user=held.succeeds, last_day=day)
    held.accepted_by = user
    held.save(update_fields=["accepted_by"])
    _log(user, "accept_invitation", held)


def locked_unit(unit: Organisation) -> Organisation:
    """The unit, locked: its users change one step at a time. Raises NotPossible where it is closed."""
    held = Organisation.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if not held.is_active:
        raise NotPossible(_("单位已停用，不能再增减用户。"))
    return held


def grant(*, unit: Organisation, user: User, roles: Iterable[Role], begin: date) -> None:
    """Give a locked account roles in a unit without end, unless it holds them so. Raises NotPossible."""
    others = Membership.objects.during(begin, None).filter(user=user).select_related("organisation")
    held = list(others.order_by("pk"))
    for role in roles:
        for each in held:
            if conflicting(role, [Role(each.role)]):
                raise NotPossible(
                    _("这个账号同期已是“%(organisation)s”的%(role)s，两种角色不能由同一人兼任，请另建账号。")
                    % {"organisation": each.organisation, "role": each.get_role_display()}
                )
    lasting = {
        each.role
        for each in held
        if each.organisation_id == unit.pk and each.valid_to is None and each.valid_from <= begin
    }
    Membership.objects.bulk_create(
        Membership(user=user, organisation=unit, role=role, valid_from=begin)
        for role in roles
        if role not in lasting
    )


def end_on(*, unit: Organisation, user: User, last_day: date) -> None:
    """Let the grants of an account in a unit end with a day; those that begin later never begin.

    An end that has come by today is told (`grants_ended`).
    """
    grants = Membership.objects.during(last_day, None).filter(organisation=unit, user=user)
    grants.filter(valid_from__gt=last_day).delete()
    roles = [Role(each) for each in grants.order_by("pk").values_list("role", flat=True)]
    grants.update(valid_to=last_day)
    if roles and last_day <= timezone.localdate():
        grants_ended.send(Membership, user=user, unit=unit, roles=roles, day=last_day)


def end_now(*, unit: Organisation, user: User) -> None:
    """The same at this moment: none of these grants counts any more, whatever day it began."""
    today = timezone.localdate()
    end_on(unit=unit, user=user, last_day=today)
    ending = Membership.objects.on(today).filter(organisation=unit, user=user)
    ending.update(ended_at=timezone.now())


def _log(by: User, action: str, invitation: Invitation) -> None:
    record_event(
        by=by,
        action=action,
        subject="invitation",
        subject_id=invitation.pk,
        organisation_id=invitation.organisation_id,
    )
