"""The page of an earlier change of the record: what it changed then, what was said of it, how it ended."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from reviews.inbox.desks import Desk
from reviews.inbox.history import decided_of, steps_of
from reviews.inbox.looking import look_back

_READ = ("category__groups", "category__rules", "category__moves", "version__schema")


class Earlier(Desk):
    """For whoever has the waiting change before them; what is outside the scope does not exist (404)."""

    def get(self, request: HttpRequest, *, pk: int, earlier: int, **named: Any) -> HttpResponse:
        change = get_object_or_404(self.waiting().only("record", "full_name"), pk=pk)
        decided = decided_of(change, self.scope).defer(None)
        whole = decided.select_related("category", "version", "unit", "created_by", "submitted_by")
        seen = get_object_or_404(whole.defer(*_READ), pk=earlier)
        context = {
            "header_title": _("%(name)s：以前的变更") % {"name": seen.full_name},
            "seen": seen,
            "comparison": look_back(seen, by=self.user, scope=self.scope),
            "steps": steps_of(seen, self.scope),
            "whole": request.GET.get("show") == "all",
            "back_href": self.address("change", pk=change.pk),
        }
        return self.show("earlier", context)
