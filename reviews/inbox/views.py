"""The queue and the page of one change, for any desk; and the desk of a unit's reviewer in the portal."""

import re
from abc import ABC, abstractmethod
from functools import partial
from typing import Any, ClassVar, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.generic import View

from reviews.inbox.comparing import names_field
from reviews.inbox.deciding import MOST_AT_ONCE, NotWaitingHere, RowResult, decide, decide_many
from reviews.inbox.enums import REASONS, Outcome
from reviews.inbox.forms import QueueFilter, Typed, read_lock, seal_lock
from reviews.inbox.history import label_of, last_decided
from reviews.inbox.looking import look_at, to_look_at
from reviews.inbox.models import Decision
from reviews.inbox.queueing import next_of, page_of
from reviews.inbox.telling import told
from reviews.inbox.ticking import batch_of
from reviews.inbox.waiting import inbox_for
from talent.orgs.enums import Role
from talent.orgs.models import Organisation
from talent.orgs.service import Scope, ScopedQuerySet, counted, role_ended, scope_of
from talent.records.models import Change
from talent.records.service import NotAllowed
from talent.security.models import User

_ROW = re.compile(r"([0-9]{1,18}):([0-9]{1,9})")


class Desk(View, ABC):
    """A place at which somebody reviews. What does not wait here does not exist here (404)."""

    templates: ClassVar[str]
    namespace: ClassVar[str]

    @property
    @abstractmethod
    def scope(self) -> Scope:
        """The part of the account's scope with which it reviews at this desk."""

    @property
    @abstractmethod
    def offices(self) -> tuple[int, ...]:
        """Whose queue this is."""

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    def waiting(self) -> ScopedQuerySet[Change]:
        """Everything that waits here, in the order of the queue."""
        return inbox_for(self.scope).filter(waiting_office__in=self.offices)

    def narrowed(self) -> QueueFilter:
        return QueueFilter(self.request.GET)

    def address(self, view: str, **named: Any) -> str:
        """An address of this desk that keeps what the queue is narrowed to."""
        kept = self.request.GET.copy()
        for place in ("after", "before"):
            kept.pop(place, None)
        href = reverse(f"{self.namespace}:{view}", kwargs={**self.place(), **named})
        return f"{href}?{kept.urlencode()}" if kept else href

    def place(self) -> dict[str, Any]:
        """What the desk's addresses are made of besides their own parts."""
        return {}

    def keep(self, results: list[tuple[int, str]]) -> None:
        """Keeps what became of a batch for the page that follows: numbers and reasons, no names."""
        self.request.session[self._kept_as] = results

    def kept(self) -> list[tuple[int, str]]:
        """The last batch of this desk, as kept; empty where there was none."""
        return [(pk, reason) for pk, reason in self.request.session.get(self._kept_as, [])]

    @property
    def _kept_as(self) -> str:
        return f"batch {reverse(f'{self.namespace}:queue', kwargs=self.place())}"

    def show(self, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        shared = {"queue_href": self.address("queue"), "header_icon": "clipboard-list"}
        return render(self.request, f"{self.templates}/{page}.html", {**shared, **context}, status=status)


class Queue(Desk):
    """What waits, soonest deadline first; rows without a warning may be passed together.

    The first press asks: it shows what would pass and what stays. Only the answer to that passes anything.
    """

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        form = self.narrowed()
        waiting = form.narrow(self.waiting())
        after, before = request.GET.get("after", ""), request.GET.get("before", "")
        page = page_of(waiting, today=localdate(), after=after, before=before)
        context = {
            "header_title": _("审核"),
            "form": form,
            "page": page,
            "rows": [(row, self.address("change", pk=row.change.pk)) for row in page.rows],
            "count": counted(waiting) if page.rows else "0",
            "previous_href": self._beside("before", page.previous),
            "next_href": self._beside("after", page.next),
            "last": None if page.rows else last_decided(self.scope, self.offices),
            **self.besides(),
        }
        return self.show("queue", context)

    def post(self, request: HttpRequest, **named: Any) -> HttpResponse:
        locks = _locks(request.POST.getlist("row"))
        if not locks:
            messages.warning(request, _("请先勾选要通过的行。"))
            return HttpResponseRedirect(self.address("queue"))
        if "confirmed" not in request.POST:
            return self._ask(locks)
        results = decide_many(locks=locks, by=self.user, scope=self.scope)
        self.keep([(each.change_id, str(each.reason)) for each in results])
        return HttpResponseRedirect(self.address("results"))

    def _ask(self, locks: dict[int, int]) -> HttpResponse:
        batch = batch_of(self.waiting(), locks)
        context = {
            "header_title": _("批量通过前请确认"),
            "batch": batch,
            "warned": [(change, self.address("change", pk=change.pk)) for change in batch.warned],
        }
        return self.show("batch", context)

    def besides(self) -> dict[str, Any]:
        """What the page of this desk shows besides the queue."""
        return {}

    def _beside(self, name: str, key: str) -> str:
        if not key:
            return ""
        href = self.address("queue")
        return f"{href}{'&' if '?' in href else '?'}{name}={key}"


def _locks(rows: list[str]) -> dict[int, int]:
    """Number and lock of each ticked row (“12:3”), at most as many as may be passed at once."""
    found = (_ROW.fullmatch(row) for row in rows[:MOST_AT_ONCE])
    return {int(each[1]): int(each[2]) for each in found if each}


class Results(Desk):
    """What became of the last batch; a page of its own, so that reading it again posts nothing."""

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        kept = self.kept()
        if not kept:
            return HttpResponseRedirect(self.address("queue"))
        numbers = [pk for pk, _reason in kept]
        seen = Change.objects.visible_to(self.scope).filter(pk__in=numbers)
        names = dict(seen.values_list("pk", "full_name"))
        waiting = set(self.waiting().filter(pk__in=numbers).values_list("pk", flat=True))
        results = [RowResult(pk, names.get(pk, ""), reason) for pk, reason in kept]
        context = {
            "header_title": _("批量通过的结果"),
            "passed": sum(each.passed for each in results),
            "rows": [(each, self._way_to(each.change_id, waiting)) for each in results],
        }
        return self.show("results", context)

    def _way_to(self, pk: int, waiting: set[int]) -> str:
        """To what still waits here; everything else cannot be opened at this desk."""
        return self.address("change", pk=pk) if pk in waiting else ""


class Look(Desk):
    """One change: look, decide, go on to the next."""

    def get(self, request: HttpRequest, *, pk: int, **named: Any) -> HttpResponse:
        change = get_object_or_404(to_look_at(self.waiting()), pk=pk)
        return self._page(change, Typed(), status=200)

    def post(self, request: HttpRequest, *, pk: int, **named: Any) -> HttpResponse:
        typed = Typed.of(request.POST.dict())
        lock = read_lock(request.POST.get("lock", ""), change_id=pk, user=self.user)
        if lock is None:
            raise Http404
        change = to_look_at(self.waiting()).filter(pk=pk).first()
        if change is None or change.lock != lock:
            return self._meanwhile(pk, change, typed)
        if "back" in request.POST:
            return self._page(change, typed, status=200)
        return self._decide(change, typed, lock)

    def _decide(self, change: Change, typed: Typed, lock: int) -> HttpResponse:
        if (outcome := typed.known_outcome) is None:
            return self._page(change, typed, problem=_("请选择通过、退回或不予通过。"))
        known = partial(names_field, change)
        if outcome == Outcome.REJECTED and typed.opinion and not typed.confirmed:
            return self._ask(change, typed)
        try:
            decided = decide(
                change=change,
                by=self.user,
                scope=self.scope,
                outcome=outcome,
                lock=lock,
                opinion=typed.opinion,
                remarks=typed.field_remarks(known=known),
            )
        except NotWaitingHere:
            return self._meanwhile(change.pk, None, typed)
        except NotAllowed as no:
            silent = typed.lacks_reason(known=known)
            return self._page(change, typed, problem=str(no.reason), at_opinion=silent)
        messages.success(self.request, told(decided, outcome))
        return HttpResponseRedirect(self._onward(change))

    def _ask(self, change: Change, typed: Typed) -> HttpResponse:
        """不予通过 ends a change for good, so one press alone never does it."""
        context = {
            "header_title": _("不予通过前请确认"),
            "change": change,
            "typed": typed,
            "remarks": self._named(change.pk, typed),
            "sealed_lock": seal_lock(change, self.user),
        }
        return self.show("reject", context)

    def _onward(self, change: Change) -> str:
        following = next_of(self.narrowed().narrow(self.waiting()), change)
        return self.address("change", pk=following.pk) if following else self.address("queue")

    def _page(
        self, change: Change, typed: Typed, *, problem: str = "", at_opinion: bool = False, status: int = 422
    ) -> HttpResponse:
        view = look_at(change, by=self.user, scope=self.scope, typed=typed)
        following = next_of(self.narrowed().narrow(self.waiting()), change)
        context = {
            "header_title": change.full_name,
            "view": view,
            "typed": typed,
            "problem": problem,
            "at_opinion": at_opinion,
            "reasons": REASONS,
            "sealed_lock": seal_lock(change, self.user),
            "next_href": self.address("change", pk=following.pk) if following else "",
        }
        return self.show("change", context, status=status)

    def _meanwhile(self, pk: int, change: Change | None, typed: Typed) -> HttpResponse:
        """Somebody was faster. When it was the same person deciding the same (a second click), there is
        nothing to tell."""
        known = Decision.objects.visible_to(self.scope).filter(change=pk).order_by("-id").first()
        if change is None and known and (known.by_id, known.outcome) == (self.user.pk, typed.outcome):
            return HttpResponseRedirect(self.address("queue"))
        context = {
            "header_title": _("已有变化"),
            "typed": typed,
            "remarks": self._named(pk, typed),
            "newer_href": self.address("change", pk=pk) if change else "",
        }
        return self.show("conflict", context, status=409)

    def _named(self, pk: int, typed: Typed) -> list[tuple[str, str]]:
        """What was typed at fields, with their names: the reader has seen this change."""
        seen = Change.objects.visible_to(self.scope).filter(pk=pk).select_related("version").first()
        return [(label_of(seen, path) if seen else path, text) for path, text in typed.at_fields.items()]


@method_decorator([cache_control(no_store=True, private=True), login_required], name="dispatch")
class UnitDesk(Desk):
    """The desk of a unit's reviewer in the portal; for everybody else it does not exist."""

    templates = "inbox/unit"
    namespace = "unit_review"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.organisation: int = kwargs["organisation"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if self.organisation not in self.scope.organisations(Role.UNIT_REVIEWER):
            if told := role_ended(request, self.organisation):
                return told
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def scope(self) -> Scope:
        return scope_of(self.request).as_(Role.UNIT_REVIEWER)

    @property
    def offices(self) -> tuple[int, ...]:
        return (self.organisation,)

    def narrowed(self) -> QueueFilter:
        form = super().narrowed()
        del form.fields["unit"]  # there is only this one
        return form

    def place(self) -> dict[str, Any]:
        return {"organisation": self.organisation}

    def show(self, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        unit = Organisation.objects.get(pk=self.organisation)
        return super().show(page, {**context, "organisation": unit}, status)


class UnitQueue(UnitDesk, Queue):
    pass


class UnitResults(UnitDesk, Results):
    pass


class UnitLook(UnitDesk, Look):
    pass
