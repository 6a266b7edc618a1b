"""Takes the place of Wagtail's views of pages where ours differ."""

from typing import Any

from wagtail import hooks

from portal.viewsets import SitePageViewSet


@hooks.register("register_admin_viewset")
def pages() -> Any:
    return SitePageViewSet()
