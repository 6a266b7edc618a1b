"""Pages of the portal that are not Wagtail pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from portal.opendata import licence, offered
from portal.statistics import BY_REGION, TOTAL, present
from reports.stats.service import open_table, released_tables


@cache_control(public=True, max_age=86400)
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Nothing, kept for a day: browsers ask for an icon whatever the page says."""
    return HttpResponse(status=204)


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What is open to everybody, for people: the tables of the newest release and how to read them."""
    tables = offered(released_tables())
    example = f"{tables[0].data}?format=csv&area=150100,150200" if tables else ""
    context = {"tables": tables, "example": example, "licence": licence()}
    return render(request, "portal/open_data.html", context)


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Public statistics of the newest release; every category and order has an address of its own."""
    table = open_table(key="league_category")
    if table is None:
        return render(request, "portal/statistics_empty.html")
    page = present(
        table, category=request.GET.get("category") or TOTAL, sort=request.GET.get("sort") or BY_REGION
    )
    return render(request, "portal/statistics.html", {"page": page})
