"""One file at a time, sent by a script as soon as it is chosen."""

from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talent.categories.models import CategoryVersion
from talent.categories.service import Field, Problem, Refused, definition_of, in_reader_language
from talent.collect.access import Desk, at_desk
from talent.collect.controls import kept_file
from talent.collect.posted import place
from talent.collect.receiving import taken_from, takes_files
from talent.orgs.enums import Role
from talent.records.service import keep


@takes_files
@at_desk(Role.COLLECTOR)
@require_POST
def attach(request: HttpRequest, desk: Desk) -> JsonResponse:
    """The reference to a file as a piece of the form, or 422 with why it was not taken."""
    version, name, known = file_field(request)
    file = request.FILES.get("file")
    if file is None:
        return not_taken_here(version, name, Refused("file_empty", name=_("文件")), known)
    try:
        taken = taken_from(file, known)
    except Refused as refused:
        return not_taken_here(version, name, refused, known)
    (found,) = keep([taken], unit=desk.organisation, by=desk.user)
    return JsonResponse({"html": kept_file(name, found), "name": found.text})


def file_field(request: HttpRequest) -> tuple[CategoryVersion, str, Field]:
    """The published version, the name and the field of a file. Raises Http404."""
    number, name = request.POST.get("version") or "", request.POST.get("field") or ""
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        raise Http404
    version = get_object_or_404(CategoryVersion, pk=int(number))
    known, _row = place(definition_of(version), name)
    if known is None or known.type != "file":
        raise Http404
    return version, name, known


def not_taken_here(version: CategoryVersion, name: str, refused: Refused, known: Field) -> JsonResponse:
    """Why a file was not taken, in the words of its field."""
    problem = Problem(name, refused.key, {"label": known.label, **refused.given})
    (worded,) = in_reader_language(version, [problem])
    return JsonResponse({"error": worded.text}, status=422)
