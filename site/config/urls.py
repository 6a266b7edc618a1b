"""Addresses of both zones. SITE_ZONE chooses which groups this process answers."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.i18n import set_language
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.urls import serve_pattern
from wagtail.views import serve

type Urls = list[URLPattern | URLResolver]

_BACK = settings.STAFF_PREFIX.removeprefix("/")

EVERYWHERE: Urls = [
    path("language/", set_language, name="set_language"),
    path("", include("accounts.everywhere_urls")),
    path("", include("reports.printing.urls")),
    path("messages/", include("talent.notify.urls")),
    path("attachments/", include("talent.records.attachments.urls")),
]
STAFF: Urls = [
    path(_BACK, include("accounts.staff_urls")),
    path(_BACK, include("talent.orgs.urls")),
    path(_BACK, include(wagtailadmin_urls)),
]
OPEN: Urls = [
    path("", include("accounts.urls")),
    path("", include("portal.urls")),
    path("unit/<int:organisation>/review/", include("reviews.inbox.urls")),
    path("unit/<int:organisation>/spot-checks/", include("reviews.spotchecks.urls")),
    path("unit/<int:organisation>/query/", include("reports.query.urls")),
    path("unit/<int:organisation>/users/", include("talent.orgs.unit_urls")),
    path("unit/<int:organisation>/", include("talent.collect.self_entry_urls")),
    path("unit/", include("talent.collect.urls")),
    path("unit/", include("talent.imports.urls")),
    path("me/", include("talent.collect.me.urls")),
]
# Before all others: every address before them would be tried at each question of a program.
OPEN_DATA: Urls = [path("", include("reports.opendata.urls"))]
# Wagtail's pages answer every address that nobody else has, so they come last. Only they: Wagtail's own login
# beside them would be an entrance past ours.
PAGES: Urls = [re_path(serve_pattern, serve, name="wagtail_serve")]
GROUPS: dict[str, Urls] = {"outer": [*OPEN, *PAGES], "inner": STAFF, "all": [*STAFF, *OPEN, *PAGES]}

handler400 = "config.toolarge.bad_request"
handler500 = "config.toolarge.server_error"
urlpatterns = [
    *([] if settings.SITE_ZONE == "inner" else OPEN_DATA),
    *EVERYWHERE,
    *GROUPS[settings.SITE_ZONE],
]
