"""Shows the definitions and code lists in the admin."""

from typing import Any, cast

from django.http import HttpRequest
from django.urls import URLResolver, include, path, re_path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.action_menu import ActionMenuItem, SubmitForModerationMenuItem
from wagtail.snippets.models import register_snippet

from talent.categories.administering import administers
from talent.categories.codes import codepages, importpages, listpages
from talent.categories.editor.secondperson import has_colleague
from talent.categories.models import Category
from talent.categories.viewsets import CategoryBulkDelete, CategoryViewSet
from talent.security.models import User

register_snippet(CategoryViewSet)
# After Wagtail's own for every snippet: the last of the same name counts.
hooks.register("register_bulk_action", CategoryBulkDelete, order=1)


class _CodeListsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return administers(request)


class _Submit(SubmitForModerationMenuItem):
    """Wagtail would name the workflow, which has one name in one language."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {**super().get_context_data(parent_context), "label": _("提交审核")}


@hooks.register("construct_snippet_action_menu")
def second_person(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Of a definition: handed to a colleague, where there is one, and not published at once.

    Nor is it ever taken back: records name its versions.
    """
    if context["model"] is not Category:
        return
    closed = {"action-unpublish"} | ({"action-publish"} if has_colleague(cast(User, request.user)) else set())
    offered = [each for each in items if each.name not in closed]
    items[:] = [_Submit(order=each.order) if each.name == "action-submit" else each for each in offered]


@hooks.register("register_admin_urls")
def code_list_urls() -> list[URLResolver]:
    pages = [
        path("", listpages.index, name="index"),
        path("new/", listpages.new, name="new"),
        path("<int:pk>/", listpages.page, name="page"),
        path("<int:pk>/edit/", listpages.edit, name="edit"),
        path("<int:pk>/use/", listpages.use, name="use"),
        path("<int:pk>/delete/", listpages.delete, name="delete"),
        path("<int:pk>/import/", importpages.upload, name="upload"),
        path("<int:pk>/import/confirm/", importpages.confirm, name="confirm"),
        path("<int:pk>/export/", importpages.export, name="export"),
        path("<int:pk>/codes/new/", codepages.add, name="add_code"),
        path("<int:pk>/codes/<int:code_pk>/", codepages.edit, name="code"),
        re_path(
            r"^(?P<pk>[0-9]{1,9})/codes/(?P<code_pk>[0-9]{1,9})/(?P<action>retire|reinstate|merge|delete)/$",
            codepages.act,
            name="act",
        ),
    ]
    return [path("code_lists/", include((pages, "code_lists")))]


@hooks.register("register_admin_menu_item")
def code_lists_menu_item() -> MenuItem:
    return _CodeListsMenuItem(
        _("各类代码表"), reverse("code_lists:index"), name="code_lists", icon_name="list-ul", order=310
    )
