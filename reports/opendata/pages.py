"""The pages for people who write programs: the guide, and the console."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from reports.opendata.addresses import table_at
from reports.opendata.console import operations
from reports.opendata.endings import announced
from reports.opendata.keys import LASTS_DAYS, new_key
from reports.opendata.kinds import KINDS
from reports.opendata.licence import licence
from reports.opendata.limits import ALL_KEYS, ANONYMOUS, NEW_KEYS, WITH_KEY, most_of, seconds_to_wait
from reports.opendata.questions import MOST_LIMIT, USUAL_LIMIT, WORKBOOK_ROWS
from reports.opendata.standing import standing
from reports.opendata.wording import citation


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def guide(request: HttpRequest) -> HttpResponse:
    """How to use the interface, by example; a press of a button gives a key out."""
    found = standing()
    table = next(iter(found.tables.values()), None) if found else None
    key, refused = "", False
    if request.method == "POST":
        refused = seconds_to_wait(request, NEW_KEYS) > 0
        key = "" if refused else new_key()
    context = {
        "table": table,
        "number": found and found.release.number,
        "base": request.build_absolute_uri("/open/v1/"),
        "quoted": table and citation(table, table_at(request, table)),
        "licence": licence(),
        "kinds": KINDS,
        "anonymous": settings.OPEN_DATA_LIMITS[ANONYMOUS],
        "with_key": settings.OPEN_DATA_LIMITS[WITH_KEY],
        "together": most_of(ALL_KEYS),
        "new_keys": settings.OPEN_DATA_LIMITS[NEW_KEYS],
        "usual": USUAL_LIMIT,
        "most": MOST_LIMIT,
        "rows": WORKBOOK_ROWS,
        "days": LASTS_DAYS,
        "key": key,
        "refused": refused,
        "endings": announced(),
    }
    return render(request, "opendata/guide.html", context, status=429 if refused else 200)


@require_safe
def console(request: HttpRequest) -> HttpResponse:
    """Every address as a form; `send` leads to the answer itself."""
    known = operations(request.GET)
    asked = request.GET.get("operation", "tables")
    chosen = next((each for each in known if each.name == asked), known[0])
    if "send" in request.GET:
        return HttpResponseRedirect(chosen.address(request.GET))
    context = {
        "operations": known,
        "chosen": chosen,
        "address": request.build_absolute_uri(chosen.address(request.GET)),
        "as_csv": request.build_absolute_uri(chosen.address({**request.GET.dict(), "format": "csv"})),
    }
    return render(request, "opendata/console.html", context)
