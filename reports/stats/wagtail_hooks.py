"""Puts the releases into the admin: their addresses, their menu item, what waits on the home page."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from reports.stats import lattice_list, lattice_pages, note_pages, release_pages
from reports.stats.secondperson import drafts_for, proposals_for
from talent.categories.service import actor, administers
from talent.orgs.service import WaitingRows, shows_waiting

_PAGES = [
    path("", release_pages.index, name="index"),
    path("new/", release_pages.new, name="new"),
    path("tables/", lattice_list.tables, name="tables"),
    path("tables/history/", lattice_list.history, name="history"),
    path("tables/adopt/", lattice_pages.adopt, name="adopt"),
    path("tables/new/", lattice_pages.table, name="new_table"),
    path("tables/table/<slug:key>/", lattice_pages.table, name="table"),
    path("tables/dimension/", lattice_pages.dimension, name="new_dimension"),
    path("tables/dimension/<slug:key>/", lattice_pages.dimension, name="dimension"),
    path("tables/remove/<slug:kind>/<slug:key>/", lattice_pages.remove, name="remove"),
    path("<int:pk>/", release_pages.release, name="release"),
    path("<int:pk>/approve/", release_pages.confirm, name="confirm"),
    path("<int:pk>/act/", release_pages.act, name="act"),
    path("<int:pk>/say/<slug:do>/", note_pages.say, name="say"),
    path("notes/<int:pk>/", note_pages.note, name="note"),
    path("<int:pk>/figures/<slug:key>/", release_pages.figures, name="figures"),
]


class _ReleasesItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return administers(request)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLResolver]:
    return [path("releases/", include((_PAGES, "releases")))]


@hooks.register("register_admin_menu_item")
def releases_item() -> MenuItem:
    return _ReleasesItem(
        _("统计发布"), reverse("releases:index"), name="releases", icon_name="table", order=70
    )


@shows_waiting(order=45)
def waiting_releases(request: HttpRequest) -> WaitingRows | None:
    if not administers(request):
        return None
    # Only what the account may decide on waits for it.
    rows = drafts_for(actor(request))
    return WaitingRows(_("待批准的统计发布"), rows, reverse("releases:index"), "published_at")


@shows_waiting(order=46)
def waiting_corrections(request: HttpRequest) -> WaitingRows | None:
    if not administers(request):
        return None
    rows = proposals_for(actor(request))
    return WaitingRows(_("待批准的更正说明"), rows, reverse("releases:index"), "at")
