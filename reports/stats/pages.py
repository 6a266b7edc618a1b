"""The frame of the pages about releases."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def show(
    request: HttpRequest,
    page: str,
    title: str,
    context: dict[str, Any],
    *,
    above: tuple[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page with the way back on top; `above`: (name of the address, label) of a page between."""
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("工作台")},
        {"url": reverse("releases:index"), "label": _("统计发布")},
    ]
    if above is not None:
        crumbs.append({"url": reverse(above[0]), "label": above[1]})
    if title != crumbs[-1]["label"]:
        crumbs.append({"url": "", "label": title})
    frame = {"header_title": title, "header_icon": "table", "breadcrumbs_items": crumbs}
    return render(request, f"stats/admin/{page}.html", {**frame, **context}, status=status)


def in_english() -> bool:
    return (get_language() or "").startswith("en")
