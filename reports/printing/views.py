"""Every registered sheet as PDF, for those who may read what is on it; for others it does not exist."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from reports.printing.documents import SheetDocument, SheetLook
from reports.printing.issuing import digest_of
from reports.printing.lacking import note_missing
from reports.printing.numbers import shown
from reports.printing.render import mark_of, render_sheet
from reports.printing.sheets import Sheet
from reports.printing.sheets.lists import AT_ONCE, PART, ListSheet
from talent.orgs.service import NOTHING, scope_of
from talent.security.models import User

#: `?as=page` asks for the sheet as a page instead of a file.
PAGE = "page"
#: Sheets that everybody may read, in the memory of a process: those of some releases in two languages.
OPEN_KEPT = 64
GONE = 410


def page_of(sheet: Sheet[Any]) -> Callable[..., HttpResponse]:
    """The view of a sheet: found within the scope of who asks, noted in the audit log, kept nowhere."""

    @require_safe
    @login_required
    def page(request: HttpRequest, **place: Any) -> HttpResponse:
        found = sheet.find(scope_of(request), request.GET, **place)
        if found is None or not isinstance(request.user, User):
            raise Http404
        if isinstance(sheet, ListSheet) and sheet.is_long(found):
            return _too_long(request, sheet, found)
        language = get_language() or "zh-hans"
        with transaction.atomic():
            document = sheet.numbered(found, language, by=request.user)
            sheet.note(found, by=request.user)
        if request.GET.get("as") == PAGE:
            return _page(request, document, language)
        rendered = render_sheet(document)
        note_missing(rendered.missing)
        return _file(rendered.pdf, f"{sheet.identity(found).file}.pdf", kept=sheet.kept)

    return open_page_of(sheet) if sheet.open else page


def open_page_of(sheet: Sheet[Any]) -> Callable[..., HttpResponse]:
    """The view of a sheet that everybody may read; each is numbered and set once, not for each visit."""
    kept: dict[tuple[bytes, SheetLook], tuple[SheetDocument, bytes]] = {}

    def once(found: Any, language: str) -> tuple[SheetDocument, bytes]:
        plain = sheet.in_look(found, language)
        digest = digest_of(plain), plain.look
        if digest not in kept:
            if len(kept) >= OPEN_KEPT:
                kept.clear()
            with transaction.atomic():
                document = sheet.numbered(found, language, by=None)
            kept[digest] = document, render_sheet(document).pdf
        return kept[digest]

    @require_safe
    def page(request: HttpRequest, **place: Any) -> HttpResponse:
        found = sheet.find(NOTHING, request.GET, **place)
        if found is None:
            return _gone(request, sheet)
        language = get_language() or "zh-hans"
        document, pdf = once(found, language)
        if request.GET.get("as") == PAGE:
            return _page(request, document, language)
        return _file(pdf, f"{sheet.identity(found).file}.pdf", kept=sheet.kept)

    page.open_to_all = True  # type: ignore[attr-defined]  # reason: a mark for whoever counts what is asked
    return page


def _gone(request: HttpRequest, sheet: Sheet[Any]) -> HttpResponse:
    """What was withdrawn says why, to whoever has its address on paper or in a list."""
    release = sheet.withdrawn(request.GET)
    if release is None:
        raise Http404
    answer = render(request, "printing/withdrawn.html", {"release": release}, status=GONE)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _too_long(request: HttpRequest, sheet: ListSheet[Any], found: Any) -> HttpResponse:
    """What is too long to be set while somebody waits can be ordered as a batch."""
    context = {
        "title": sheet.title,
        "key": sheet.key,
        "asked": sheet.asked(found),
        "unit": sheet.unit_id(found),
        "most": AT_ONCE,
        "part": PART,
    }
    answer = render(request, "printing/too_long.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(request: HttpRequest, document: SheetDocument, language: str) -> HttpResponse:
    """The same as a page that a screen reader reads: ReportLab writes no tags into a PDF."""
    asked = request.GET.copy()
    asked.pop("as")
    with override(language):
        context = {
            "sheet": document.dressed(),
            "number": shown(document.number),
            "mark": mark_of(document),
            "as_pdf": asked.urlencode(),
        }
        answer = render(request, "printing/sheet.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _file(pdf: bytes, name: str, *, kept: bool) -> HttpResponse:
    shown = "attachment" if kept else "inline"
    headers = {"Content-Disposition": f'{shown}; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
