"""Shows the definitions and code lists in the admin."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, re_path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from talent.categories.codes import codepages, importpages, listpages
from talent.categories.codes.frame import administers
from talent.categories.viewsets import CategoryViewSet

register_snippet(CategoryViewSet)


class _CodeListsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return administers(request)


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
            r"^(?P<pk>[0-9]+)/codes/(?P<code_pk>[0-9]+)/(?P<action>retire|reinstate|merge|delete)/$",
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
