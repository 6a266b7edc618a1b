"""What an account decided at this desk, and the page of one such change: to be read, never changed."""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from reviews.inbox.desks import Desk
from reviews.inbox.history import steps_of
from reviews.inbox.looking import look_back
from reviews.inbox.models import Decision
from talent.records.enums import EDITABLE
from talent.records.models import Change
from talent.records.service import changes_visible_to, exchanges_of
from talent.security.service import row_number

_PAGE = 50
_UNREAD = ("category__groups", "category__rules", "category__moves", "version__schema")


class DecidedList(Desk):
    """The own decisions at these offices, the newest first, by keyset; nothing is counted."""

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        if not self.offices:
            raise Http404
        # The numbers are chosen by their index alone; what stands beside them is read for these few.
        every = Decision.objects.unscoped(reason="numbers of own decisions, shown within the scope")
        own = every.filter(office__in=self.offices, by=self.user)
        if (before := row_number(request.GET.get("before", ""))) is not None:
            own = own.filter(pk__lt=before)
        numbers = list(own.order_by("-pk").values_list("pk", flat=True)[: _PAGE + 1])
        shown = Decision.objects.visible_to(self.scope).filter(pk__in=numbers[:_PAGE])
        rows = list(_lean(shown).order_by("-pk"))
        context = {
            "header_title": _("我办结的"),
            "rows": [
                (each, self.place_of("decided", pk=each.change_id), is_as_decided(each.change, each.at))
                for each in rows
            ],
            "next_href": f"?before={numbers[_PAGE - 1]}" if len(numbers) > _PAGE else "",
        }
        return self.show("decided_list", context)


def is_as_decided(change: Change, at: datetime) -> bool:
    """Whether a change still holds what was decided on at that moment: neither written in nor submitted
    again since. What was written later is for those alone who have it to review."""
    if change.submitted_at is None or change.submitted_at > at:
        return False
    return change.state not in EDITABLE or change.updated_at <= at


def _lean(decisions: Any) -> Any:
    """With what a row shows of the change and nothing of its document."""
    joined = decisions.select_related("change__category", "change__unit", "change__waiting_office")
    unread = ("groups", "rules", "moves")
    return joined.defer("change__data", "change__sealed", *(f"change__category__{each}" for each in unread))


class Decided(Desk):
    """A change on which an office of this desk decided; one that waits here again is led to.

    What was written since is not theirs to read: then only the review up to their own decision is told.
    """

    def get(self, request: HttpRequest, *, pk: int, **named: Any) -> HttpResponse:
        if self.waiting().filter(pk=pk).exists():
            return HttpResponseRedirect(self.address("change", pk=pk))
        seen = get_object_or_404(self._readable(), pk=pk)
        at = seen.decided_here
        stands = is_as_decided(seen, at)
        steps = steps_of(seen, self.scope)
        context = {
            "header_title": seen.full_name if stands else _("办结后已改动的资料"),
            "seen": seen,
            "stands": stands,
            "comparison": look_back(seen, by=self.user, scope=self.scope) if stands else None,
            "steps": steps if stands else [each for each in steps if each.at <= at],
            "exchanges": exchanges_of(seen) if stands else None,
            "whole": request.GET.get("show") == "all",
            "list_href": self.plain("decided_list"),
        }
        return self.show("decided", context)

    def _readable(self) -> Any:
        here = Decision._plain.filter(change=OuterRef("pk"), office__in=self.offices).order_by("-at")
        every = changes_visible_to(self.scope).annotate(decided_here=Subquery(here.values("at")[:1]))
        read = ("category", "version", "unit", "waiting_office", "created_by", "submitted_by")
        return every.filter(decided_here__isnull=False).select_related(*read).defer(*_UNREAD)


def was_decided_here(desk: Desk, pk: int) -> bool:
    """Whether an office of this desk decided on a change that its reader may see."""
    here = Decision.objects.visible_to(desk.scope).filter(change=pk, office__in=desk.offices)
    return here.exists()
