"""Pages of the portal that are not Wagtail pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from portal.definitions import (
    DictionaryPage,
    code_rows,
    codes_page,
    collected,
    dictionary_page,
    dictionary_rows,
    listing,
)
from portal.opendata import for_search_engines, licence, licence_address, shelves
from portal.spreadsheet import download
from portal.wording import in_language, worded
from reports.opendata.service import described_for_search_engines, standing
from reports.stats.service import method as method_in_figures
from reports.stats.service import notes, released_tables
from talent.categories.models import CodeList
from talent.categories.service import NoLiveVersion, public_code_list

#: Words to look for are read up to here.
_MOST_WORDS = 80


@cache_control(public=True, max_age=86400)
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Nothing, kept for a day: browsers ask for an icon whatever the page says."""
    return HttpResponse(status=204)


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What is open to everybody, for people: the tables of the newest release and how to read them."""
    found, words = standing(), request.GET.get("q", "")[:_MOST_WORDS].strip()
    tables = found.tables if found else {}
    first = reverse("opendata:table", args=(next(iter(tables)),)) if tables else ""
    context = {
        "release": found.release if found and tables else None,
        "shelves": shelves(tables.values(), words),
        "words": words,
        "in_english": "&lang=en" if (get_language() or "").startswith("en") else "",
        "example": f"{first}?format=csv&area=150100,150200" if tables else "",
        "licence": licence(),
        "licence_address": licence_address(),
        "datasets": for_search_engines(described_for_search_engines(request)),
        "notes": worded(notes(every=True)),
    }
    return render(request, "portal/open_data.html", context)


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """How public figures are protected and what that costs them, in plain words, from what is set."""
    tables = [(in_language(each.title), each) for each in released_tables()]
    context = {"method": method_in_figures(), "tables": tables, "notes": worded(notes(every=True))}
    return render(request, "portal/method.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What the register collects of people, from the versions in force at this moment."""
    return render(request, "portal/privacy.html", {"collected": collected()})


@require_safe
def definitions(request: HttpRequest) -> HttpResponse:
    """The data dictionaries of everything in force."""
    return render(request, "portal/definitions.html", {"listing": listing()})


@require_safe
def definition(request: HttpRequest, key: str, number: int | None = None) -> HttpResponse:
    """One data dictionary: of the version in force, or of an older one with what became of its fields."""
    given = request.GET
    page = _dictionary(key, number, below=given.get("below", ""), above=given.get("above", ""))
    return render(request, "portal/definition.html", {"page": page})


@require_safe
def definition_csv(request: HttpRequest, key: str) -> HttpResponse:
    """The data dictionary of the version in force as a list."""
    page = _dictionary(key)
    return download(f"{key}-v{page.now.number}", dictionary_rows(page))


@require_safe
def code_list(request: HttpRequest, key: str) -> HttpResponse:
    """One code list that published definitions use, a part at a time."""
    given = request.GET
    page = codes_page(_code_list(key), after=given.get("after", ""), before=given.get("before", ""))
    return render(request, "portal/code_list.html", {"page": page})


@require_safe
def code_list_csv(request: HttpRequest, key: str) -> HttpResponse:
    """The whole code list."""
    found = _code_list(key)
    return download(f"{key}-r{found.revision}", code_rows(found))


def _dictionary(key: str, number: int | None = None, *, below: str = "", above: str = "") -> DictionaryPage:
    try:
        return dictionary_page(key, number, below=below, above=above)
    except NoLiveVersion:
        raise Http404 from None


def _code_list(key: str) -> CodeList:
    found = public_code_list(key)
    if found is None:
        raise Http404
    return found
