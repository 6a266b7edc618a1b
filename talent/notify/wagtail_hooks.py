"""The places of notifications in the admin: everybody's own, and the texts for who may edit them."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from talent.notify.reading import unread
from talent.notify.viewsets import template_list, template_page
from talent.orgs.enums import Role
from talent.orgs.service import scope_of
from talent.security.models import User


class _MessagesMenuItem(MenuItem):
    """Its label says how many are unread. One item serves all requests, so nothing is kept in it."""

    def render_component(self, request: HttpRequest) -> Any:
        count = unread(request.user) if isinstance(request.user, User) else ""
        label = f"{self.label} ({count})" if count else self.label
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name, classname=self.classname)


class _TemplatesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return Role.CATEGORY_ADMIN in scope_of(request).roles


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLResolver]:
    pages = [
        path("", template_list, name="index"),
        path("<slug:key>/", template_page, name="edit"),
    ]
    return [path("message-templates/", include((pages, "message_templates")))]


@hooks.register("register_admin_menu_item")
def messages_menu_item() -> MenuItem:
    return _MessagesMenuItem(
        _("消息"), reverse_lazy("notify:list"), name="messages", icon_name="mail", order=40
    )


@hooks.register("register_admin_menu_item")
def templates_menu_item() -> MenuItem:
    return _TemplatesMenuItem(
        _("消息模板"),
        reverse("message_templates:index"),
        name="message-templates",
        icon_name="edit",
        order=350,
    )
