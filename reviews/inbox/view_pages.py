"""The page on which somebody keeps the views of a desk in order."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from reviews.inbox.desks import Desk
from reviews.inbox.filtering import QueueFilter
from reviews.inbox.keeping import NotKept, Wanted, change, keep, move, own, remove, views_for
from reviews.inbox.models import SavedView


class Views(Desk):
    """Own views are saved, renamed, shared, ordered and deleted; those of colleagues are used.

    A view of somebody else, shared or not, can be changed by nobody but them (404).
    """

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        self._need_office()
        return self._page()

    def post(self, request: HttpRequest, **named: Any) -> HttpResponse:
        self._need_office()
        if "save" in request.POST:
            return self._save()
        do, _colon, number = request.POST.get("do", "").partition(":")
        if do not in _DEEDS or not number.isdecimal() or len(number) > 18:
            raise Http404
        view = get_object_or_404(own(self.user, self.offices), pk=int(number))
        try:
            messages.success(request, _DEEDS[do](self, view))
        except NotKept as no:
            return self._page(problem=str(no), changing=view.pk)
        return HttpResponseRedirect(self.address("views"))

    def _need_office(self) -> None:
        if not self.offices:
            raise Http404

    def _save(self) -> HttpResponse:
        asked = self.asked_of(QueryDict(self.request.POST.get("asked", "")[:4000]))
        try:
            view = keep(account=self.user, office_id=self.offices[0], asked=asked, wanted=self._wanted())
        except NotKept as no:
            return self._page(problem=str(no), asked=asked)
        messages.success(self.request, _("已保存视图“%(name)s”。") % {"name": view.name})
        return HttpResponseRedirect(f"{self.plain('queue')}?{view.asked}")

    def _wanted(self) -> Wanted:
        posted = self.request.POST
        return Wanted(posted.get("name", ""), "shared" in posted, "is_default" in posted)

    def _change(self, view: SavedView) -> str:
        return _("已保存视图“%(name)s”。") % {"name": change(view, wanted=self._wanted()).name}

    def _remove(self, view: SavedView) -> str:
        remove(view)
        return _("已删除视图“%(name)s”。") % {"name": view.name}

    def _up(self, view: SavedView) -> str:
        move(view, by=-1)
        return _("已调整顺序。")

    def _down(self, view: SavedView) -> str:
        move(view, by=1)
        return _("已调整顺序。")

    def _page(self, *, problem: str = "", changing: int = 0, asked: str | None = None) -> HttpResponse:
        """`problem`: why a view is not kept as it was typed: the one that was being changed, or a new one of
        the conditions `asked`; what was typed stays."""
        views = [(view, self._words(view)) for view in views_for(self.user, self.offices)]
        for view, _words in views:
            if view.pk == changing:
                typed = self._wanted()
                view.name, view.shared, view.is_default = typed.name, typed.shared, typed.is_default
        mine = [each for each in views if each[0].account_id == self.user.pk]
        context = {
            "header_title": _("审核视图"),
            "own": mine,
            "shared": [each for each in views if each not in mine],
            "problem": problem,
            "changing": changing,
            "asked": asked,
            "typed": self._wanted(),
        }
        return self.show("views", context, 422 if problem else 200)

    def _words(self, view: SavedView) -> str:
        form = QueueFilter(QueryDict(view.asked), by=self.user, scope=self.scope)
        return " · ".join(f"{each.label} {each.shown}" for each in form.conditions())


_DEEDS: Mapping[str, Callable[[Views, SavedView], str]] = {
    "change": Views._change,
    "delete": Views._remove,
    "up": Views._up,
    "down": Views._down,
}
