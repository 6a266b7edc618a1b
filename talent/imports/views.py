"""The empty list of a category as a download for the clerks of a unit."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talent.categories.enums import Subject
from talent.categories.models import CategoryVersion
from talent.categories.service import NoLiveVersion, definition_of, live_version
from talent.imports.blanks import as_workbook, blank_list
from talent.orgs.enums import Role
from talent.orgs.service import organisations_of, scope_of

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@login_required
def template(request: HttpRequest, organisation: int, key: str) -> HttpResponse:
    """The template of the version in force; ?column= names the columns, as the grid does. Without people."""
    if not _fills(request, organisation):
        raise Http404
    version = _version(key)
    blank = blank_list(version, request.GET.getlist("column"))
    name = _("%(category)s模板.xlsx") % {"category": blank.title}
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Cache-Control": "no-store",
    }
    return HttpResponse(as_workbook(blank), content_type=_XLSX, headers=headers)


def _fills(request: HttpRequest, organisation: int) -> bool:
    """Whether the account types people in for this organisation."""
    if organisation not in scope_of(request).organisations(Role.COLLECTOR):
        return False
    return organisations_of(request)[organisation].collects


def _version(key: str) -> CategoryVersion:
    """The version in force of a category that takes people. Raises Http404."""
    try:
        version = live_version(key)
    except NoLiveVersion:
        raise Http404 from None
    if definition_of(version).subject != Subject.PEOPLE or version.category.is_retired:
        raise Http404
    return version
