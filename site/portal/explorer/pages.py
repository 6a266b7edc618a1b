"""The pages beside the explorer: areas compared, one area, one category, and all releases."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.explorer import areas as by_area
from portal.explorer import categories as by_category
from portal.explorer import series
from portal.explorer.asking import Told, told
from portal.explorer.beside import beside
from portal.explorer.breakdowns import CATEGORY
from portal.explorer.compare import Comparison, compare
from portal.explorer.controls import Control, Options, controls
from portal.explorer.cube import REGION, Area, Cube
from portal.explorer.downloads import compared_files
from portal.explorer.history import History, history
from portal.explorer.releases import listed
from portal.explorer.state import State, query, resolve
from portal.explorer.views import missing
from portal.explorer.words import citation, heading, measure
from portal.wording import label_of, worded
from reports.opendata.service import Standing
from reports.stats.service import published_releases

#: In an address of the comparison: bars are drawn by shares of each area instead of by persons.
_BARS, _SHARES = "bars", "share"
#: In an address of a list: the largest come first.
_SIZE = "size"


@require_safe
def compare_areas(request: HttpRequest) -> HttpResponse:
    """Some areas beside each other as bars, in one table, over the releases, and as files."""
    asked = told(request)
    if asked.shown is None:
        return missing(request, asked)
    given = {key: value for key, value in request.GET.dict().items() if key not in ("area", "rows")}
    state = resolve(given, asked.shown, pinned=asked.pinned)
    found = compare(state, request.GET.getlist("area"))
    return render(request, "portal/compare.html", _compared(request, asked, asked.shown, state, found))


def _compared(
    request: HttpRequest, asked: Told, shown: Standing, state: State, found: Comparison
) -> dict[str, Any]:
    chosen = [each.code for each in found.areas]
    held = {key: value for key, value in state.asked().items() if key not in ("area", "rows", "sort")}
    by_share = request.GET.get(_BARS) == _SHARES
    drawn = {_BARS: _SHARES} if by_share else {}
    pinned = held | drawn | {"release": str(state.cube.release.number)}
    link = request.build_absolute_uri(f"{reverse('portal:compare')}?{_with_areas(pinned, chosen)}")
    above = state.cube.areas.values()
    return {
        "asked": asked,
        "state": state,
        "page": found,
        "beside": beside(found, by_share=by_share) if found.areas else None,
        "by_persons": f"?{_with_areas(held, chosen)}",
        "by_shares": f"?{_with_areas(held | {_BARS: _SHARES}, chosen)}",
        "files": compared_files(state, found.areas) if found.areas else [],
        "title": heading(state),
        "measure": measure(state),
        "controls": [
            # Here the areas go across, and the classes down.
            replace(each, label=_("行")) if each.name == "columns" else each
            for each in map(_comparable(state, shown), controls(state, shown, published_releases(most=40)))
            if each.name not in ("area", "rows", "sort")
        ],
        "choices": [
            (each.code, label_of(each), each.code in chosen)
            for each in above
            if each.level in ("region", "league")
        ],
        "more": [each for each in chosen if state.cube.areas[each].level == "banner"],
        "history": _history(asked, state.cube, found.areas, dict(state.classes), name=measure(state)),
        "chosen_query": _with_areas(drawn, chosen),
        "link": link,
        "citation": citation(state.cube, link),
        "notes": worded(asked.notes),
    }


def _comparable(state: State, shown: Standing) -> Callable[[Control], Control]:
    """Of the tables those that have areas to compare, and the one that the address names."""

    def having_areas(group: Options) -> Options:
        found = (each for each in group.options if each.chosen or level(each.value) != REGION)
        return replace(group, options=tuple(found))

    def level(value: str) -> str:
        return shown.tables[value or state.usual_table].level

    def kept(control: Control) -> Control:
        if control.name != "table":
            return control
        groups = map(having_areas, control.groups)
        return replace(control, groups=tuple(each for each in groups if each.options))

    return kept


def _with_areas(asked: dict[str, str], codes: list[str]) -> str:
    return urlencode([*asked.items(), *(("area", code) for code in codes)])


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """The leagues with their totals, each leading to its page."""
    words = {"here": "areas", "title": _("分地区"), "heading": _("盟市")}
    return _listing(request, by_area.area_list, words)


@require_safe
def area(request: HttpRequest, code: str) -> HttpResponse:
    """All that is published about one area."""
    asked = told(request)
    if asked.shown is None:
        return missing(request, asked)
    page = by_area.area_page(asked.shown, code, by_size=_by_size(request), kept=asked.kept)
    if page is None:
        raise Http404
    context = _page(request, asked, page.cube, page.area, {}, reverse("portal:area", args=(code,)))
    compared = reverse("portal:compare") + query({**asked.kept, "area": code})
    explored = reverse("portal:statistics") + query({**asked.kept, "area": code, "table": page.cube.key})
    links = {"compared": compared, "explored": explored, "orders": _orders(request)}
    return render(request, "portal/area.html", context | links | {"page": page})


@require_safe
def categories(request: HttpRequest) -> HttpResponse:
    """The categories with their totals, each leading to its page."""
    words = {"here": "categories", "title": _("分类别"), "heading": _("人才类别")}
    return _listing(request, by_category.category_list, words)


@require_safe
def category(request: HttpRequest, key: str) -> HttpResponse:
    """All that is published about one category."""
    asked = told(request)
    if asked.shown is None:
        return missing(request, asked)
    page = by_category.category_page(asked.shown, key, kept=asked.kept)
    if page is None:
        raise Http404
    chosen = {CATEGORY: key}
    place = reverse("portal:category", args=(key,))
    context = _page(request, asked, page.cube, page.cube.whole, chosen, place)
    explored = reverse("portal:statistics") + query({**asked.kept, **chosen})
    return render(request, "portal/category.html", context | {"page": page, "explored": explored})


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """All releases that stand, and the withdrawn ones with the reason."""
    return render(request, "portal/releases.html", {"page": listed(request.GET.get("before", ""))})


def _listing(
    request: HttpRequest, lister: Callable[..., tuple[Cube, Any] | None], words: dict[str, str]
) -> HttpResponse:
    asked = told(request)
    by_size = _by_size(request)
    found = lister(asked.shown, by_size=by_size, kept=asked.kept) if asked.shown else None
    if found is None:
        return missing(request, asked)
    cube, bars = found
    given = {"asked": asked, "release": cube.release, "bars": bars, "notes": worded(asked.notes)}
    given["orders"] = _orders(request)
    return render(request, "portal/listing.html", words | given)


def _by_size(request: HttpRequest) -> bool:
    return request.GET.get("sort") == _SIZE


def _orders(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """The orders of a list: words, query, whether it is the one that is shown."""
    kept, by_size = {"release": request.GET.get("release", "")}, _by_size(request)
    return [
        (_("按目录次序"), query(kept), not by_size),
        (_("从多到少"), query(kept | {"sort": _SIZE}), by_size),
    ]


def _page(
    request: HttpRequest, asked: Told, cube: Cube, area: Area, classes: dict[str, str], place: str
) -> dict[str, Any]:
    link = request.build_absolute_uri(place + query({"release": str(cube.release.number)}))
    return {
        "asked": asked,
        "history": _history(asked, cube, [area], classes, name=label_of(area)),
        "link": link,
        "citation": citation(cube, link),
        "notes": worded(asked.notes),
    }


def _history(asked: Told, cube: Cube, areas: Any, classes: dict[str, str], *, name: str) -> History:
    file = series.address(cube, areas, classes, pinned=asked.pinned)
    return history(
        cube.key, areas, classes, name=name, corrected=asked.corrected, file=file, until=asked.until
    )
