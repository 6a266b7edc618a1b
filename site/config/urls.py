"""Addresses of both zones. SITE_ZONE chooses which groups this process answers."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as wagtailadmin_urls

type Urls = list[URLPattern | URLResolver]

STAFF: Urls = [path(settings.STAFF_PREFIX.removeprefix("/"), include(wagtailadmin_urls))]
OPEN: Urls = []
GROUPS: dict[str, Urls] = {"outer": OPEN, "inner": STAFF, "all": [*STAFF, *OPEN]}

urlpatterns = GROUPS[settings.SITE_ZONE]
