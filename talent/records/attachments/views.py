"""Files and their thumbnails, for those who see a change that refers to them; others find nothing."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.utils.http import content_disposition_header
from django.views.decorators.cache import cache_control
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from talent.categories.service import size_text
from talent.orgs.service import scope_of
from talent.records.attachments.finding import attachment_for
from talent.records.attachments.keeping import content_of
from talent.records.attachments.pictures import thumbnail
from talent.records.attachments.storing import Missing
from talent.records.models import Attachment
from talent.security.models import User
from talent.security.service import record_event

_TYPES = {"jpg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}
#: A file is shown and does nothing, whatever somebody managed to put into it.
_ALONE: dict[str, list[str] | str] = {
    "default-src": [CSP.NONE],
    "img-src": [CSP.SELF],
    "sandbox": "",
    "frame-ancestors": [CSP.NONE],
}


@cache_control(no_store=True, private=True)
@login_required
@require_safe
def whole(request: HttpRequest, key: UUID) -> HttpResponse:
    """The file itself: pictures in the browser, papers to be saved. Each opening is in the audit log."""
    row = _seen(request, key)
    try:
        content = content_of(row)
    except Missing:
        return _missing(request, row)
    with transaction.atomic():
        record_event(
            by=request.user if isinstance(request.user, User) else None,
            action="read_sensitive",
            subject="attachment",
            subject_id=row.pk,
            organisation_id=row.unit_id,
            detail={"record": row.record_id} if row.record_id else {},
        )
    return _file(content, row.kind, name=row.name, save=row.kind == "pdf")


@cache_control(no_store=True, private=True)
@login_required
@require_safe
def small(request: HttpRequest, key: UUID) -> HttpResponse:
    """The thumbnail of a picture. It belongs to a page whose opening is in the audit log already."""
    row = _seen(request, key)
    if row.kind == "pdf":
        raise Http404
    try:
        return _file(thumbnail(content_of(row), row.kind), "jpg", name="thumbnail.jpg", save=False)
    except Missing:
        raise Http404 from None


def _seen(request: HttpRequest, key: UUID) -> Attachment:
    row = attachment_for(scope_of(request), key)
    if row is None:
        raise Http404
    return row


def _file(content: bytes, kind: str, *, name: str, save: bool) -> HttpResponse:
    headers = {
        "Content-Type": _TYPES[kind],
        "Content-Disposition": content_disposition_header(save, name) or "inline",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return csp_override(_ALONE)(lambda request: HttpResponse(content, headers=headers))(None)


def _missing(request: HttpRequest, row: Attachment) -> HttpResponse:
    """The row is there and its file is not: whoever asks may know, and the system administrator must."""
    context = {"name": row.name, "size": size_text(row.size), "at": row.created_at}
    return render(request, "records/missing_file.html", context, status=404)
