"""One file of an individual at a time, sent by a script as soon as it is chosen."""

from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talent.categories.service import Refused
from talent.collect.controls import kept_file
from talent.collect.me.access import Own, own_page
from talent.collect.receiving import taken_from, takes_files
from talent.collect.views.attaching import file_field, not_taken_here
from talent.individuals.service import keep_own, takes_individuals
from talent.orgs.models import Organisation


@takes_files
@own_page
@require_POST
def attach(request: HttpRequest, own: Own, unit: int) -> JsonResponse:
    """The reference to a file as a piece of the form, or 422 with why it was not taken."""
    receiver, (version, name, known) = _unit(own, unit), file_field(request)
    file = request.FILES.get("file")
    if file is None:
        return not_taken_here(version, name, Refused("file_empty", name=_("文件")), known)
    try:
        (found,) = keep_own(own.account, [taken_from(file, known)], unit=receiver)
    except Refused as refused:
        return not_taken_here(version, name, refused, known)
    return JsonResponse({"html": kept_file(name, found), "name": found.text})


def _unit(own: Own, pk: int) -> Organisation:
    """A unit for which the account fills in something, or may begin to. Raises Http404."""
    unit = Organisation.objects.filter(pk=pk).first()
    if unit is None:
        raise Http404
    known = own.entries().filter(unit=unit).exists() or own.records().filter(unit=unit).exists()
    if not (known or takes_individuals(unit)):
        raise Http404
    return unit
