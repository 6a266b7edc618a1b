"""Addresses of the admin that are answered here before Wagtail's own are asked.

Include them at STAFF_PREFIX ahead of `wagtail.admin.urls`: hiding a menu item leaves its address open.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.defaults import page_not_found

from talent.orgs.groups import ENTRY
from talent.orgs.viewsets import staff_account


def closed(request: HttpRequest, **named: str) -> HttpResponse:
    """Not found, in the look of the admin for those who are inside it."""
    if not request.user.has_perm(ENTRY):
        raise Http404
    return page_not_found(request, Http404(), template_name="wagtailadmin/404.html")


urlpatterns = [
    path("account/", staff_account),
    # Pages of Wagtail's own developers.
    re_path(r"^(?:failwhale|test404)/", closed),
    # Its reports read whole tables; its accounts and groups know nothing of roles with dates.
    re_path(r"^(?:reports|users|groups)/", closed),
]
