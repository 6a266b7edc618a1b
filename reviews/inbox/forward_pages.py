"""The page on which an office passes a waiting change on to another one (转其他机构办理)."""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from reviews.inbox.deciding import NotWaitingHere
from reviews.inbox.desks import Desk
from reviews.inbox.exchanging import pass_on
from reviews.inbox.forms import read_lock, seal_lock, whole
from reviews.inbox.looking import to_look_at
from talent.records.models import Change
from talent.records.service import BadWords, NotAllowed, targets_of

_NUMBER = re.compile(r"[0-9]{1,18}")


class PassOn(Desk):
    """Choose the office and say why."""

    def get(self, request: HttpRequest, *, pk: int, **named: Any) -> HttpResponse:
        return self._page(self._change(pk))

    def post(self, request: HttpRequest, *, pk: int, **named: Any) -> HttpResponse:
        lock = read_lock(request.POST.get("lock", ""), change_id=pk, user=self.user)
        if lock is None:
            raise Http404
        to, reason = request.POST.get("to", ""), whole(request.POST.get("reason", ""))
        change = to_look_at(self.waiting()).filter(pk=pk).first()
        if change is None:
            return self._meanwhile(reason)
        if not _NUMBER.fullmatch(to):
            return self._page(change, problem=_("请选择转到哪个机构。"), at="to", status=422)
        try:
            held = pass_on(
                change=change, by=self.user, scope=self.scope, lock=lock, to=int(to), reason=reason
            )
        except NotWaitingHere:
            return self._meanwhile(reason, self.address("change", pk=pk))
        except NotAllowed as no:
            at = "reason" if isinstance(no, BadWords) or not reason else ""
            return self._page(change, problem=str(no.reason), at=at, status=422)
        office = held.waiting_office.name if held.waiting_office else ""
        said = _("“%(name)s”已转到“%(office)s”办理，审核期限重新计算。")
        messages.success(request, said % {"name": held.full_name, "office": office})
        return HttpResponseRedirect(self.done_with(change))

    def _meanwhile(self, reason: str, newer_href: str = "") -> HttpResponse:
        """Somebody was faster: nothing was passed on, and the reason that was typed stays to be copied."""
        context = {
            "header_title": _("已有变化"),
            "words": [(_("转办原因"), reason)] if reason else [],
            "newer_href": newer_href,
        }
        return self.show("conflict", context, status=409)

    def _change(self, pk: int) -> Change:
        return get_object_or_404(to_look_at(self.waiting()), pk=pk)

    def _page(self, change: Change, *, problem: str = "", at: str = "", status: int = 200) -> HttpResponse:
        context = {
            "header_title": _("转其他机构办理"),
            "change": change,
            "targets": targets_of(change),
            "problem": problem,
            "at": at,
            "to": self.request.POST.get("to", ""),
            "reason": whole(self.request.POST.get("reason", "")),
            "sealed_lock": seal_lock(change, self.user),
            "back_href": self.address("change", pk=change.pk),
        }
        return self.show("forward", context, status)
