"""The explorer of the public statistics: any table of any release that stands, each state with an address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.explorer import series
from portal.explorer.asking import Told, told
from portal.explorer.controls import controls
from portal.explorer.downloads import shown_files, whole_files
from portal.explorer.history import history
from portal.explorer.page import present
from portal.explorer.state import State, query, resolve
from portal.explorer.words import citation, heading
from portal.opendata import for_search_engines
from portal.shading import MOST_LINES
from portal.spreadsheet import download
from portal.wording import worded
from reports.opendata.service import Standing, described_for_search_engines, no_parameter, no_release, no_such
from reports.stats.service import published_releases

#: Releases that the list of choices offers.
_RELEASES = 40


@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    """The figures of one state: drawn, as a table, over the releases, and as files."""
    asked = told(request)
    if asked.shown is None:
        return missing(request, asked)
    state = resolve(request.GET.dict(), asked.shown, pinned=asked.pinned)
    return render(request, "portal/statistics.html", _context(request, asked, asked.shown, state))


@require_safe
def series_csv(request: HttpRequest) -> HttpResponse:
    """Figures over the releases as a file; for what the release does not have a problem for programs."""
    asked = told(request)
    if asked.shown is None:
        return no_release(request, asked.number)
    if wrong := series.wrong(request.GET, asked.shown):
        return (
            no_such(request, wrong.parameter, wrong.unknown, wrong.has)
            if wrong.parameter
            else no_parameter(request, wrong.unknown, wrong.has)
        )
    state = resolve({**request.GET.dict(), "area": ""}, asked.shown, pinned=asked.pinned)
    codes = [each for each in dict.fromkeys(request.GET.getlist("area")) if each][:MOST_LINES]
    areas = [state.cube.areas[code] for code in codes] or [state.cube.whole]
    rows = series.rows(state.cube, areas, state.classes, notes=asked.every, until=asked.until)
    return download(f"{state.cube.key}-series", rows)


def missing(request: HttpRequest, asked: Told) -> HttpResponse:
    """Nothing published yet; or the release that was asked for is not there (any more)."""
    context = {"asked": asked, "notes": worded(asked.notes)}
    if asked.pinned:
        withdrawn = any(each.withdrawn for each in asked.notes)
        return render(request, "portal/statistics_gone.html", context, status=410 if withdrawn else 404)
    return render(request, "portal/statistics_empty.html", context)


def _context(request: HttpRequest, asked: Told, shown: Standing, state: State) -> dict[str, Any]:
    link = request.build_absolute_uri(reverse("portal:statistics") + state.pinned_at())
    return {
        "asked": asked,
        "page": present(state),
        "controls": controls(state, shown, published_releases(most=_RELEASES)),
        "history": history(
            state.cube.key,
            [state.area],
            state.classes,
            name=heading(state),
            corrected=asked.corrected,
            file=series.address(state.cube, [state.area], state.classes, pinned=asked.pinned),
            until=asked.until,
        ),
        "compare_query": _compared(state),
        "shown_files": shown_files(state),
        "whole_files": whole_files(state),
        "link": link,
        "citation": citation(state.cube, link),
        "notes": worded(asked.notes),
        "datasets": for_search_engines(described_for_search_engines(request, state.cube.key)),
    }


def _compared(state: State) -> str:
    """The same figures of several areas; "" for a table of the region alone, which has nothing to compare."""
    if not state.cube.below(state.cube.whole):
        return ""
    return query({**state.asked(), "rows": "", "sort": ""})
