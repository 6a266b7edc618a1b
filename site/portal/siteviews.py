"""The map of the site for people and for search engines, and looking pages up."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_safe

from portal.models import HelpPage
from portal.places import groups
from portal.search import LONGEST, search
from reports.opendata.service import SEARCHES, seconds_to_wait

#: What search engines shall leave alone: behind a login, or without end.
_CLOSED = ("/back/", "/me/", "/unit/", "/messages/", "/search/", "/login/", "/register/", "/verify/")


@require_safe
def look_up(request: HttpRequest) -> HttpResponse:
    """Pages, tables, areas and categories that have the words of `q`; so many a minute as the interface."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    if asked and (seconds := seconds_to_wait(request, SEARCHES)):
        return too_often(request, seconds)
    return render(request, "portal/search.html", {"asked": asked, "found": search(asked), "longest": LONGEST})


def too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    """Says that there were too many questions from this address, and for how long none is answered."""
    answer = render(request, "429.html", {"seconds": seconds}, status=HTTPStatus.TOO_MANY_REQUESTS)
    answer.headers["Retry-After"] = str(seconds)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_safe
def help_index(request: HttpRequest) -> HttpResponseBase:
    """The first page of the help wherever editors have put it; without one a page that says so."""
    page = HelpPage.objects.live().public().filter(depth=3).order_by("path").first()
    if page is None:
        return render(request, "portal/help_empty.html")
    answer: HttpResponseBase = page.serve(request)
    return answer


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Every public page."""
    return render(request, "portal/site_map.html", {"groups": groups()})


@require_safe
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """The same for search engines (sitemaps.org)."""
    lines = format_html_join(
        "\n",
        "<url><loc>{}</loc>{}</url>",
        (
            (
                request.build_absolute_uri(each.href),
                format_html("<lastmod>{}</lastmod>", each.changed.isoformat()) if each.changed else "",
            )
            for group in groups()
            for each in group.places
            if not each.href.startswith(_CLOSED)
        ),
    )
    text = format_html(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{}\n</urlset>\n',
        lines,
    )
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: everything public."""
    closed = "".join(f"Disallow: {each}\n" for each in _CLOSED)
    place = request.build_absolute_uri(reverse("portal:sitemap_xml"))
    return HttpResponse(
        f"User-agent: *\n{closed}Sitemap: {place}\n", content_type="text/plain; charset=utf-8"
    )
