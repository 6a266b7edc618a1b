"""Choosing to whom an individual hands in: a unit by name or code, or the village committee of a region."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from talent.categories.enums import Subject
from talent.categories.service import definition_of
from talent.collect.me.access import Own, own_page
from talent.collect.papers import version_in_force
from talent.collect.wording import category_name, language
from talent.individuals.enums import EDITABLE
from talent.individuals.service import save_entry, search_units, takes_individuals
from talent.orgs.enums import Level
from talent.orgs.models import Organisation, Region
from talent.records.service import Conflict

_LONGEST = 18


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST else None


def unit_asked(request: HttpRequest) -> Organisation | None:
    """The unit of an address or a form, if it takes individuals."""
    given = request.POST.get("unit") or request.GET.get("unit") or ""
    unit = Organisation.objects.filter(pk=_number(given) or 0).first()
    return unit if unit is not None and takes_individuals(unit) else None


@own_page
@require_safe
def choose(request: HttpRequest, own: Own, key: str) -> HttpResponse:
    """For a new entry."""
    version = version_in_force(key, Subject.PEOPLE)
    return _offer(request, title=definition_of(version).named(language()), key=key)


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def choose_other(request: HttpRequest, own: Own, pk: int) -> HttpResponse:
    """For an entry that was begun; what follows from the unit is worked out anew."""
    entry = own.entry(pk)
    if entry.state not in EDITABLE or entry.base_id is not None:
        raise Http404
    if request.method != "POST":
        return _offer(request, title=category_name(entry.category), entry=entry)
    unit = unit_asked(request)
    if unit is None:
        return _offer(request, title=category_name(entry.category), entry=entry)
    try:
        save_entry(
            account=own.account,
            version=entry.version,
            raw=entry.document(),
            unit=unit,
            entry=entry,
            lock=entry.lock,
        )
    except Conflict:
        return redirect("me:entry", pk)
    messages.success(request, _("接收单位已改为“%(unit)s”。") % {"unit": unit.name})
    return redirect("me:entry", pk)


def _offer(request: HttpRequest, **context: object) -> HttpResponse:
    text, region = request.GET.get("q") or "", _number(request.GET.get("region") or "")
    banners = Region.objects.in_use().filter(level=Level.BANNER).select_related("parent").order_by("code")
    found = search_units(text=text, region=region)
    asked = bool(text.strip()) or region is not None
    return render(
        request,
        "collect/me/unit.html",
        {**context, "q": text, "region": region, "banners": banners, "found": found, "asked": asked},
    )
