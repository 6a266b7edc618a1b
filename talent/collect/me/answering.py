"""An individual answers what an office asks about what they filled in themselves."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talent.collect.me.access import Own, own_page
from talent.collect.me.filling import show_entry
from talent.records.enums import Asked
from talent.records.service import BadWords, NotAllowed, answer_office


@own_page
@require_POST
def answer(request: HttpRequest, own: Own, pk: int) -> HttpResponse:
    """Send the answer; the unit's own clerks see it as well."""
    found = own.entry(pk)
    if found.change is None:
        raise Http404
    typed = request.POST.get("answer", "").replace("\x00", "").strip()
    if not typed and found.change.asked == Asked.OPEN:
        return show_entry(request, found, problem=_("请填写答复。"))
    try:
        answer_office(change=found.change, text=typed, by=own.account.user)
    except BadWords as no:
        return show_entry(request, found, problem=str(no.reason), answer=typed)
    except NotAllowed as refusal:
        words = [(_("答复"), typed)] if typed else []
        context = {"entry": found, "reason": refusal.reason, "words": words}
        return render(request, "collect/me/refused.html", context, status=409)
    messages.success(request, _("已答复，审核继续。"))
    return redirect("me:entry", pk)
