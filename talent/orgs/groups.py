"""Wagtail asks Django groups; a role is mirrored into the group of its name, from its dates, at each visit."""

from django.contrib.auth.models import Group

from talent.orgs.enums import Role
from talent.orgs.scope import Scope
from talent.security.models import User


def group_name(role: Role) -> str:
    return f"role:{role}"


def mirror_roles(user: User, scope: Scope) -> None:
    """Make the account's role groups those of its scope; other groups are left alone."""
    wanted = {group_name(role) for role in scope.roles}
    held = set(user.groups.filter(name__startswith="role:").values_list("name", flat=True))
    if wanted == held:
        return
    user.groups.remove(*Group.objects.filter(name__in=held - wanted))
    user.groups.add(*(Group.objects.get_or_create(name=name)[0] for name in sorted(wanted - held)))
