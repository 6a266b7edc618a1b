"""Every registered sheet as PDF, for those who may read what is on it; for others it does not exist."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from reports.printing.sheets import Sheet
from talent.orgs.service import scope_of
from talent.security.models import User


def page_of(sheet: Sheet[Any]) -> Callable[..., HttpResponse]:
    """The view of a sheet: found within the scope of who asks, noted in the audit log, kept nowhere."""

    @require_safe
    @login_required
    def page(request: HttpRequest, **place: Any) -> HttpResponse:
        found = sheet.find(scope_of(request), request.GET, **place)
        if found is None or not isinstance(request.user, User):
            raise Http404
        rendered = sheet.rendered(found, get_language() or "zh-hans")
        with transaction.atomic():
            sheet.note(found, by=request.user)
        return _file(rendered.pdf, f"{sheet.identity(found).file}.pdf", kept=sheet.kept)

    return page


def _file(pdf: bytes, name: str, *, kept: bool) -> HttpResponse:
    shown = "attachment" if kept else "inline"
    headers = {"Content-Disposition": f'{shown}; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
