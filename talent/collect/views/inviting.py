"""邀请本人核对: a code by which a person of the unit claims and looks after their own record."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from talent.collect.access import Desk, at_desk
from talent.collect.papers import change_url
from talent.individuals.service import DAYS, invite, is_claimed, open_invitations, revoke
from talent.orgs.enums import Role
from talent.records.service import NotAllowed


@never_cache
@at_desk(Role.COLLECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The open code of a person, if there is one; POST makes one, shown in this answer alone, or ends it."""
    change = desk.change(pk)
    person, unit = change.record.person, desk.organisation
    context = {
        "desk": desk,
        "change": change,
        "back": change_url("change", change),
        "days": DAYS,
        "number": person.number_masked,
        "claimed": is_claimed(person),
        "open": open_invitations(unit).filter(person=person).first(),
        "address": request.build_absolute_uri("/register/person/"),
    }
    if request.method != "POST":
        return render(request, "collect/invite.html", context)
    if request.POST.get("do") == "revoke":
        if revoke(person=person, unit=unit, by=desk.user):
            messages.success(request, _("邀请码已作废。"))
        return redirect(request.path)
    try:
        invited = invite(person=person, unit=unit, by=desk.user)
    except NotAllowed as refusal:
        return render(request, "collect/invite.html", {**context, "problem": refusal.reason}, status=409)
    return render(request, "collect/invite.html", {**context, "invited": invited})
