"""Wagtail asks Django groups: a role is mirrored into the group of its name, by its dates, at each visit."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

from talent.orgs.enums import STAFF_ROLES, Role
from talent.orgs.scope import Scope
from talent.security.models import User

#: Entry to the admin, which every role of the staff has.
ENTRY = "wagtailadmin.access_admin"
#: What a role may do there besides, as `app_label.codename`; the parts are above this one.
PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.CATEGORY_ADMIN: (
        "categories.add_category",
        "categories.change_category",
        "categories.publish_category",
    ),
    Role.SYSTEM_ADMIN: (
        "orgs.add_organisation",
        "orgs.change_organisation",
        "orgs.add_membership",
        "orgs.change_membership",
    ),
    Role.AUDIT_ADMIN: ("security.view_auditevent",),
}


def group_name(role: Role) -> str:
    return f"role:{role}"


@transaction.atomic
def ensure_role_groups() -> None:
    """Make the group of every role and give it exactly its permissions; safe to repeat, part of `setup`.

    No other group opens the admin. Raises LookupError, naming them, when permissions are missing: `migrate`
    creates them.
    """
    for role in Role:
        group, _ = Group.objects.get_or_create(name=group_name(role))
        wanted = (ENTRY, *PERMISSIONS.get(role, ())) if role in STAFF_ROLES else ()
        group.permissions.set(_permissions(wanted))
    (entry,) = _permissions([ENTRY])
    staff = [group_name(role) for role in STAFF_ROLES]
    entry.group_set.remove(*entry.group_set.exclude(name__in=staff))


def _permissions(names: Iterable[str]) -> list[Permission]:
    wanted = set(names)
    if not wanted:
        return []
    condition = Q()
    for name in wanted:
        label, codename = name.split(".")
        condition |= Q(content_type__app_label=label, codename=codename)
    found = list(Permission.objects.filter(condition).select_related("content_type"))
    missing = wanted - {f"{each.content_type.app_label}.{each.codename}" for each in found}
    if missing:
        raise LookupError(", ".join(sorted(missing)))
    return found


def mirror_roles(user: User, scope: Scope) -> None:
    """Make the account's role groups those of its scope; other groups are left alone."""
    wanted = {group_name(role) for role in scope.roles}
    held = set(user.groups.filter(name__startswith="role:").values_list("name", flat=True))
    if wanted == held:
        return
    user.groups.remove(*Group.objects.filter(name__in=held - wanted))
    user.groups.add(*(Group.objects.get_or_create(name=name)[0] for name in sorted(wanted - held)))
