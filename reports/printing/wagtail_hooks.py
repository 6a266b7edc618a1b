"""Puts the page of printing into the menu of the admin, with a printer before it."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from reports.printing.choosing import may_print
from talent.orgs.service import scope_of


class _PrintItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_print(scope_of(request))


@hooks.register("register_admin_menu_item")
def print_item() -> MenuItem:
    return _PrintItem(_("打印"), reverse("printing:index"), name="print", icon_name="print", order=65)


@hooks.register("register_icons")
def icons(known: list[str]) -> list[str]:
    return [*known, "printing/icons/print.svg"]
