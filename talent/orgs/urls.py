"""Addresses of the admin that are answered here before Wagtail's own are asked.

Include them at STAFF_PREFIX ahead of `wagtail.admin.urls`: hiding a menu item leaves its address open.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path

from talent.orgs.viewsets import staff_account


def closed(request: HttpRequest, **named: str) -> HttpResponse:
    raise Http404


urlpatterns = [
    path("account/", staff_account),
    # Pages of Wagtail's own developers.
    re_path(r"^(?:failwhale|test404)/", closed),
    # Its reports read whole tables; its accounts and groups know nothing of roles with dates.
    re_path(r"^(?:reports|users|groups)/", closed),
]
