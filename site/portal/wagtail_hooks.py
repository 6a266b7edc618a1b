"""Takes the place of Wagtail's views of pages where ours differ."""

from typing import Any

from wagtail import hooks

from portal.viewsets import SitePageViewSet


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]  # reason: Wagtail ships no types
def pages() -> Any:
    return SitePageViewSet()
