"""The marks that an office set: which stand, what became of their corrections, and how one is lifted."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from reviews.spotchecks.deciding import parts_in
from reviews.spotchecks.desks import Desk
from reviews.spotchecks.forms import Typed
from talent.categories.service import named_place
from talent.records.models import Doubt, Remark
from talent.records.service import NotAllowed, lift_doubt, review_settings
from talent.security.service import row_number

_PAGE = 50


class Doubts(Desk):
    """The marks of these offices, the newest first; those that stand, or all."""

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        every = request.GET.get("show") == "all"
        doubts = self.doubts() if every else self.doubts().filter(ended_at__isnull=True)
        before = row_number(request.GET.get("before", ""))
        if before is not None:
            doubts = doubts.filter(pk__lt=before)
        lean = doubts.defer("change__data", "change__sealed", "correction__data", "correction__sealed")
        found = list(lean.order_by("-pk")[: _PAGE + 1])
        rows = found[:_PAGE]
        kept = "show=all&" if every else ""
        context = {
            "header_title": _("存疑的信息"),
            "rows": [(each, self.address("doubt", pk=each.pk)) for each in rows],
            "every": every,
            "next_href": f"?{kept}before={rows[-1].pk}" if len(found) > _PAGE else "",
        }
        return self.show("doubts", context)


class DoubtPage(Desk):
    """One mark with its remarks and their answers; lifting it takes a reason."""

    def get(self, request: HttpRequest, *, pk: int, **named: Any) -> HttpResponse:
        return self._page(self._doubt(pk))

    def post(self, request: HttpRequest, *, pk: int, **named: Any) -> HttpResponse:
        row, typed = self._doubt(pk), Typed.of(request.POST.dict())
        try:
            lift_doubt(
                row=row,
                by=self.user,
                reason=typed.opinion,
                reviewed_by=parts_in(row.record_id),
                standing_for=self.scope.stands_for(row.office_id),
            )
        except NotAllowed as no:
            return self._page(self._doubt(pk), typed, str(no.reason), status=422)
        text = _("已解除“%(name)s”的存疑标记，填报单位会收到消息。")
        messages.success(request, text % {"name": row.change.full_name})
        return HttpResponseRedirect(self.address("doubts"))

    def _doubt(self, pk: int) -> Doubt:
        lean = self.doubts().select_related("ended_by", "correction__version", "correction__waiting_office")
        found = lean.defer("correction__version__schema").filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    def _page(
        self, row: Doubt, typed: Typed | None = None, problem: str = "", status: int = 200
    ) -> HttpResponse:
        raised = Remark.objects.filter(change=row.correction_id, by=row.by_id)
        context = {
            "header_title": row.change.full_name,
            "row": row,
            "remarks": [(each, named_place(row.correction.version, each.path)) for each in raised],
            "counted": review_settings().count_doubted,
            "typed": typed or Typed(),
            "words": [(_("解除原因"), typed.opinion)] if typed and typed.opinion and row.ended_at else [],
            "problem": problem,
        }
        return self.show("doubt", context, status=status)
