"""The frame of the pages about releases, for those who administer categories: nobody else finds them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talent.orgs.enums import Role
from talent.orgs.service import scope_of
from talent.security.models import User


def administers(request: HttpRequest) -> bool:
    return Role.CATEGORY_ADMIN in scope_of(request).roles


def for_administrators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Everybody else gets 404."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        if not administers(request):
            raise Http404
        return view(request, *args, **named)

    return guarded


def actor(request: HttpRequest) -> User:
    """Who acts; the guard has let nobody else in. Raises Http404."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


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
