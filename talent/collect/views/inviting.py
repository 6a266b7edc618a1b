"""邀请本人核对: a code by which somebody of the unit claims their record, and the end of a wrong link."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from talent.collect.access import Desk, at_desk
from talent.collect.papers import change_url
from talent.collect.steps import written
from talent.individuals.service import DAYS, holder_of, invite, linked_at, open_invitations, revoke, unlink
from talent.orgs.enums import Role
from talent.records.models import Change
from talent.records.service import NotAllowed


@never_cache
@at_desk(Role.COLLECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The open code of a person, or the account that is linked.

    POST makes a code, shown in this answer alone, or ends it, or ends the link.
    """
    change = desk.change(pk)
    person, unit = change.record.person, desk.organisation
    if request.method != "POST":
        return _show(request, desk, change)
    try:
        match request.POST.get("do"):
            case "revoke":
                if revoke(person=person, unit=unit, by=desk.user):
                    messages.success(request, _("邀请码已作废。"))
                return redirect(request.path)
            case "unlink":
                unlink(person=person, unit=unit, by=desk.user, reason=written(request.POST, "reason"))
                messages.success(request, _("已解除关联，并告知账号的持有人。"))
                return redirect(request.path)
            case _other:
                invited = invite(person=person, unit=unit, by=desk.user)
                return _show(request, desk, change, invited=invited)
    except NotAllowed as refusal:
        return _show(request, desk, change, status=409, problem=refusal.reason)


def _show(
    request: HttpRequest, desk: Desk, change: Change, *, status: int = 200, **more: Any
) -> HttpResponse:
    person, unit = change.record.person, desk.organisation
    linked = linked_at(person, unit)
    reason = written(request.POST, "reason")
    context = {
        "desk": desk,
        "change": change,
        "words": [(_("理由"), reason)] if reason and linked is None else [],
        "back": change_url("change", change),
        "days": DAYS,
        "number": person.number_masked,
        "holder": holder_of(linked) if linked else None,
        "open": open_invitations(unit).filter(person=person).first(),
        "address": request.build_absolute_uri("/register/person/"),
        "reason": reason,
    }
    return render(request, "collect/invite.html", {**context, **more}, status=status)
