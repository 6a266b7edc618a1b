"""Shows the definitions and code lists in the admin."""

from typing import Any

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from talent.categories.viewsets import CategoryViewSet, CodeListViewSet

register_snippet(CategoryViewSet)


@hooks.register("register_admin_viewset")
def code_lists() -> Any:
    return CodeListViewSet("code_lists")
