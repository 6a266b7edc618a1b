"""Who edits notices and the home page: the category administrators, from the home page down."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupPagePermission

from portal.models import HomePage
from talent.orgs.enums import Role
from talent.orgs.service import group_name

_WAGTAILS_OWN = ("Moderators", "Editors")
_MAY = ("add_page", "change_page", "publish_page")


@transaction.atomic
def ensure_editors() -> None:
    """Give the role's group its rights over the home page and all below; safe to repeat.

    Belongs after `ensure_pages` and `ensure_role_groups`. Groups that Wagtail brings along lose theirs.
    """
    home = HomePage.objects.get()
    group = Group.objects.get(name=group_name(Role.CATEGORY_ADMIN))
    GroupPagePermission.objects.filter(group__name__in=_WAGTAILS_OWN).delete()
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", content_type__model="page", codename__in=_MAY
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=home, permission=permission)
