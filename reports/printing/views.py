"""PDF for those who may read what is on it: an organisation's sheet, a person's form, one's own data."""

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from reports.printing.own import render_own
from reports.printing.people import render_change
from reports.printing.service import render
from talent.individuals.service import account_of, note_export
from talent.orgs.enums import UNIT_ROLES, Role
from talent.orgs.service import Scope, scope_of
from talent.records.enums import FINAL, SheetState
from talent.records.models import Change, SheetEntry
from talent.records.service import changes_visible_to
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
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """The registration form of a person with its numbers in full; what is not approved says 草稿."""
    found = change_for(scope_of(request), pk=pk)
    if found is None or not isinstance(request.user, User):
        raise Http404
    rendered = render_change(found, language=get_language() or "zh-hans")
    with transaction.atomic():
        record_event(
            by=request.user,
            action="print_change",
            subject="change",
            subject_id=found.pk,
            organisation_id=found.unit_id,
            detail={"record": found.record_id},
        )
    headers = {
        "Content-Disposition": f'inline; filename="{slugify(found.category.key)}-{found.pk}.pdf"',
        "Cache-Control": "no-store",
    }
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


def change_for(scope: Scope, *, pk: int) -> Change | None:
    """A change of one's own unit; for who reviews at an office also one that waits there, or is decided."""
    above = scope.as_(Role.HR_REVIEWER)
    here = Q(waiting_office__in=above.organisations(Role.HR_REVIEWER)) | Q(state__in=FINAL)
    whole = changes_visible_to(scope.as_(*UNIT_ROLES)) | changes_visible_to(above).filter(here)
    return (
        whole.filter(pk=pk)
        .exclude(record__person__document_kind="")  # nothing is left of who was erased
        .select_related("version", "category", "unit")
        .defer("category__groups", "category__rules", "version__schema")
        .first()
    )
