"""The page of one drawn record: look at all of it, say what it is, go on to the next."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from reviews.inbox.service import reasons_in_use
from reviews.spotchecks.deciding import close_item, doubt_item, pass_item, standing
from reviews.spotchecks.desks import Desk
from reviews.spotchecks.forms import Typed
from reviews.spotchecks.looking import known_paths, look_at
from reviews.spotchecks.models import SpotItem
from talent.categories.service import named_place
from talent.records.models import TalentRecord
from talent.records.service import BadWords, NotAllowed


class Item(Desk):
    """One record of a sample; a record that has left the scope shows nothing of itself."""

    def get(self, request: HttpRequest, *, pk: int, number: int, **named: Any) -> HttpResponse:
        return self._page(self._item(pk, number), Typed(), status=200)

    def post(self, request: HttpRequest, *, pk: int, number: int, **named: Any) -> HttpResponse:
        item, typed = self._item(pk, number), Typed.of(request.POST.dict())
        record = standing(item, self.scope)
        if typed.verdict == "gone":
            return self._done(item, typed, record)
        if record is None or record.approved is None:
            return self._page(item, typed, problem=_("在您打开之后有了变化，本次没有办理。"), status=409)
        if request.POST.get("seen") != str(record.approved_id):
            problem = _("在您打开之后有新的内容审核通过，本次没有办理。请看最新的内容。")
            return self._page(item, typed, problem=problem, status=409)
        if typed.verdict not in ("passed", "doubted"):
            return self._page(item, typed, problem=_("请选择核查无误或存疑。"))
        return self._done(item, typed, record)

    def _done(self, item: SpotItem, typed: Typed, record: TalentRecord | None) -> HttpResponse:
        try:
            self._decide(item, typed, record)
        except NotAllowed as no:
            again = self._item(item.check_of_id, item.number)
            return self._page(
                again, typed, problem=str(no.reason), bad=no if isinstance(no, BadWords) else None
            )
        following = self.items(item.check_of).filter(outcome="").exclude(pk=item.pk)
        after = following.filter(number__gt=item.number).first() or following.first()
        if after is None:
            messages.success(self.request, _("这次抽查已全部核查。"))
            return HttpResponseRedirect(self.address("check", pk=item.check_of_id))
        return HttpResponseRedirect(self.address("item", pk=item.check_of_id, number=after.number))

    def _decide(self, item: SpotItem, typed: Typed, record: TalentRecord | None) -> None:
        if record is None or record.approved is None:
            close_item(item=item, by=self.user, scope=self.scope)
            return
        seen = record.approved
        named = {"name": seen.full_name}
        if typed.verdict == "gone":
            close_item(item=item, by=self.user, scope=self.scope)
        elif typed.verdict == "passed":
            pass_item(item=item, seen=seen, by=self.user, scope=self.scope)
            messages.success(self.request, _("“%(name)s”核查无误。") % named)
        else:
            remarks = typed.all_remarks(known=known_paths(seen))
            doubt_item(item=item, seen=seen, by=self.user, scope=self.scope, remarks=remarks)
            messages.success(self.request, _("“%(name)s”已标为存疑，意见已退给填报单位改正。") % named)

    def _item(self, pk: int, number: int) -> SpotItem:
        check = self.check_or_404(pk)
        found = self.items(check).filter(number=number).first()
        if found is None:
            raise Http404
        found.check_of = check
        return found

    def _page(
        self,
        item: SpotItem,
        typed: Typed,
        *,
        problem: str = "",
        bad: BadWords | None = None,
        status: int = 422,
    ) -> HttpResponse:
        record = standing(item, self.scope)
        check_href = self.address("check", pk=item.check_of_id)
        context = {"item": item, "typed": typed, "problem": problem, "check_href": check_href}
        if record is None:
            title = _("第 %(number)s 条") % {"number": item.number}
            words = typed.in_words(str)
            return self.show("gone", {**context, "header_title": title, "words": words}, status=status)
        view = look_at(record, item, by=self.user, scope=self.scope, typed=typed.remarks)
        waiting = self.items(item.check_of).filter(outcome="", number__gt=item.number)
        following = waiting.values_list("number", flat=True).first()
        is_open = not item.outcome and not view.barred and view.doubt is None
        version = view.change.version
        more = {
            "header_title": view.change.full_name,
            "view": view,
            "reasons": reasons_in_use().at_fields,
            "newer": item.change_id != view.change.pk,
            "open": is_open,
            "words": typed.in_words(partial(named_place, version), shown=view.paths if is_open else None),
            "bad_path": bad.path if bad else None,
            "bad_label": named_place(version, bad.path) if bad and bad.path else "",
            "next_href": self.address("item", pk=item.check_of_id, number=following) if following else "",
        }
        return self.show("item", {**context, **more}, status=status)
