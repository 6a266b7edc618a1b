"""Accounts as a system administrator has them: made, switched off and on, given a new first password.

A password is returned once by the step that made it; nothing keeps or logs it.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talent.orgs.administering import administered
from talent.orgs.enums import Role
from talent.orgs.models import Membership
from talent.orgs.scope import Scope
from talent.security.models import User
from talent.security.service import (
    end_sessions,
    one_time_password,
    record_event,
    release_lockout,
    remove_second_factor,
)


class Refused(Exception):
    """The step is not this administrator's to take; `reason` says why."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


def administered_accounts(scope: Scope) -> QuerySet[User]:
    """Accounts that hold or held a grant in the own regions, and own new ones without any grant yet."""
    if Role.SYSTEM_ADMIN not in scope.roles:
        return User.objects.none()
    new = Q(created_by=scope.user_id) & ~Exists(Membership.objects.filter(user=OuterRef("pk")))
    return User.objects.filter(Q(pk__in=administered_grants(scope).values("user")) | new)


def administered_grants(scope: Scope) -> QuerySet[Membership]:
    """The grants, past ones as well, for organisations of the own regions."""
    return administered(Membership.objects.all(), scope, "organisation__managing_region__code")


def why_not(user: User, scope: Scope) -> str | Promise:
    """Why an account that is listed may not be touched; "" when it may.

    Who could give a new password to somebody with powers elsewhere would have these powers.
    """
    if user.pk == scope.user_id:
        return _("这是您本人的账号：密码请自行修改，其他事项请由另一位系统管理员办理。")
    lasting = Membership.objects.lasting(timezone.localdate()).filter(user=user)
    if lasting.exclude(pk__in=administered_grants(scope).values("pk")).exists():
        return _("该账号在您管辖的地区以外还有授权，须由管辖全部授权的上级系统管理员办理。")
    return ""


@transaction.atomic
def create_account(*, username: str, name: str, by: User, scope: Scope) -> tuple[User, str]:
    """A new account without any grant, and its first password, which it has to replace at once."""
    password = one_time_password()
    user = User.objects.create_user(
        username=username, name=name, password=password, must_change_password=True, created_by=by
    )
    _record(by, "create_account", user, scope)
    return user, password


@transaction.atomic
def reset_password(*, user: User, by: User, scope: Scope) -> str:
    """A new first password; the old one and every open session end. Raises Refused."""
    held = _locked(user, scope)
    password = one_time_password()
    held.set_password(password)
    held.must_change_password = True
    held.save(update_fields=["password", "must_change_password"])
    _record(by, "reset_password", held, scope)
    return password


@transaction.atomic
def switch_account(*, user: User, on: bool, by: User, scope: Scope) -> None:
    """Let an account in, or keep it out from its next click on. Raises Refused."""
    held = _locked(user, scope)
    if held.is_active == on:
        return
    held.is_active = on
    held.save(update_fields=["is_active"])
    _record(by, "switch_on_account" if on else "switch_off_account", held, scope)


@transaction.atomic
def release(*, user: User, by: User, scope: Scope) -> None:
    """Let an account try to log in again at once, from every address. Raises Refused."""
    held = _locked(user, scope)
    release_lockout(held)
    _record(by, "release_lockout", held, scope)


@transaction.atomic
def reset_factor(*, user: User, by: User, scope: Scope) -> None:
    """Take away an authenticator app that was lost, and sign the account out everywhere. Raises Refused."""
    held = _locked(user, scope)
    if remove_second_factor(held):
        end_sessions(held)
        _record(by, "reset_factor", held, scope)


def _locked(user: User, scope: Scope) -> User:
    held = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if reason := why_not(held, scope):
        raise Refused(reason)
    return held


def _record(by: User, action: str, user: User, scope: Scope) -> None:
    """Found by the auditors of the administrator's office and of every organisation the account works for."""
    offices = Membership.objects.filter(user=user).values_list("organisation", flat=True)
    record_event(
        by=by,
        action=action,
        subject="user",
        subject_id=user.pk,
        organisation_ids=[*scope.organisations(Role.SYSTEM_ADMIN), *offices],
    )
