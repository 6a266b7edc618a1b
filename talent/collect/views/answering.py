"""The collector answers what the office asks about a change that waits there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talent.collect.access import Desk, at_desk
from talent.collect.papers import change_url
from talent.collect.views.detail import show_change
from talent.collect.views.sending import show_refusal
from talent.orgs.enums import Role
from talent.records.enums import Asked
from talent.records.service import BadWords, NotAllowed, answer_office


@at_desk(Role.COLLECTOR)
@require_POST
def answer(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Send the answer; without any words the page comes again, where nothing is asked any more it says so."""
    change = desk.change(pk)
    typed = request.POST.get("answer", "").replace("\x00", "").strip()
    if not typed and change.asked == Asked.OPEN:
        return show_change(request, desk, change, problem=_("请填写答复。"))
    try:
        answer_office(change=change, text=typed, by=desk.user)
    except BadWords as no:
        return show_change(request, desk, change, problem=str(no.reason), answer=typed)
    except NotAllowed as refusal:
        words = [(_("答复"), typed)] if typed else []
        return show_refusal(request, desk, refusal, change_url("change", change), words=words)
    messages.success(request, _("已答复，审核继续。"))
    return redirect(change_url("change", change))
