"""The PDF of an organisation's sheet, for those who may read it."""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from reports.printing.own import render_own
from reports.printing.service import render
from talent.individuals.service import account_of, note_export
from talent.orgs.enums import Role
from talent.orgs.service import Scope, scope_of
from talent.records.enums import SheetState
from talent.records.models import SheetEntry
from talent.security.models import User
from talent.security.service import record_event

#: The audit administrator reads no values, not even of the own organisation.
OWN = frozenset(Role) - {Role.AUDIT_ADMIN}


@require_safe
@login_required
def sheet(request: HttpRequest, key: str, organisation_id: int) -> HttpResponse:
    """The sheet with its numbers in full, as offices hand it in; a draft says so across each page."""
    entry = entry_for(scope_of(request), key=key, organisation_id=organisation_id)
    if entry is None or not isinstance(request.user, User):
        raise Http404
    rendered = render(sheet=key, subject=entry, language=get_language() or "zh-hans")
    with transaction.atomic():
        record_event(
            by=request.user,
            action="print_sheet",
            subject="sheet",
            subject_id=entry.pk,
            organisation_id=organisation_id,
        )
    name = f"{slugify(key)}-{entry.organisation.code}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(rendered.pdf, content_type="application/pdf", headers=headers)


@require_safe
@login_required
def own(request: HttpRequest) -> HttpResponse:
    """An individual's own data; for every other account it does not exist."""
    account = account_of(request.user)
    if account is None:
        raise Http404
    rendered = render_own(account, language=get_language() or "zh-hans")
    note_export(account, form="pdf")
    headers = {"Content-Disposition": 'attachment; filename="my-data.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(rendered.pdf, content_type="application/pdf", headers=headers)


def entry_for(scope: Scope, *, key: str, organisation_id: int) -> SheetEntry | None:
    """The sheet of one's own organisation, or one handed in to an office that reviews the organisation."""
    if organisation_id in scope.organisations(*OWN):
        entries = SheetEntry.objects.unscoped(reason="one's own organisation")
    else:
        entries = SheetEntry.objects.visible_to(scope.as_(Role.HR_REVIEWER)).filter(
            state=SheetState.SUBMITTED
        )
    return (
        entries.filter(category__key=key, organisation_id=organisation_id)
        .select_related("organisation", "version", "category")
        .first()
    )
