"""The page of one change at a desk: look, decide, go on."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from reviews.inbox.bulk.sampling import note_seen
from reviews.inbox.checked import verify_mark
from reviews.inbox.claiming import claim, held_by, let_be, take_over, with_claims
from reviews.inbox.comparing import names_field
from reviews.inbox.decided_pages import was_decided_here
from reviews.inbox.deciding import NotWaitingHere, decide
from reviews.inbox.desks import Desk
from reviews.inbox.enums import Outcome
from reviews.inbox.exchanging import ask
from reviews.inbox.forms import REMARK, Typed, read_lock, seal_lock
from reviews.inbox.history import label_of
from reviews.inbox.looking import look_at, to_look_at
from reviews.inbox.models import Decision
from reviews.inbox.others import Other
from reviews.inbox.queueing import walk_of
from reviews.inbox.reasons import reasons_in_use
from reviews.inbox.telling import told
from talent.orgs.service import ScopedQuerySet
from talent.records.models import Change
from talent.records.service import BadWords, NotAllowed, exchanges_of, review_settings

#: Pressed a second time: on to the next, and what was typed is not wanted.
WITHOUT_WORDS = "without"


class Look(Desk):
    """One change: look, decide, go on to the next."""

    def get(self, request: HttpRequest, *, pk: int, **named: Any) -> HttpResponse:
        change = self._here().filter(pk=pk).first()
        if change is None and was_decided_here(self, pk):
            return HttpResponseRedirect(self.place_of("decided", pk=pk))
        if change is None:
            raise Http404
        # A program that asks for the head alone has shown it to nobody.
        if request.method == "GET" and self.sampled_run is not None:
            note_seen(self.sampled_run, change, by=self.user)
        return self._page(change, Typed(), status=200)

    def post(self, request: HttpRequest, *, pk: int, **named: Any) -> HttpResponse:
        typed = Typed.of(request.POST.dict())
        lock = read_lock(request.POST.get("lock", ""), change_id=pk, user=self.user)
        if lock is None:
            raise Http404
        change = self._here().filter(pk=pk).first()
        if change is None or change.lock != lock:
            return self._meanwhile(pk, change, typed)
        if "skip" in request.POST:
            return self._leave(change, typed)
        if "take_over" in request.POST:
            return self._take_over(change, typed)
        if mark := request.POST.get("verify", ""):
            return self._verify(change, typed, mark, lock)
        if "back" in request.POST:
            return self._page(change, typed, status=200)
        if "ask" in request.POST:
            return self._question(change, typed, lock)
        return self._decide(change, typed, lock)

    def _question(self, change: Change, typed: Typed, lock: int) -> HttpResponse:
        """Ask the collector, and go on to the next; whoever wrote more than the question stays with it."""
        try:
            ask(change=change, by=self.user, scope=self.scope, lock=lock, text=typed.question)
        except NotWaitingHere:
            return self._meanwhile(change.pk, None, typed)
        except NotAllowed as no:
            return self._page(change, typed, problem=str(no.reason), at="question")
        said = _("已询问“%(name)s”的填报人，答复后会告知您；期间审核期限暂停。")
        messages.success(self.request, said % {"name": change.full_name})
        rest = replace(typed, question="")
        if rest.says_something:
            return self._page(get_object_or_404(self._here(), pk=change.pk), rest, status=200)
        return HttpResponseRedirect(self.done_with(change))

    def passes_on(self, change: Change) -> bool:
        """Whether this desk may pass a change on to another office."""
        return False

    def _here(self) -> ScopedQuerySet[Change]:
        return with_claims(to_look_at(self.waiting()))

    def _leave(self, change: Change, typed: Typed) -> HttpResponse:
        """On to the next without a decision, and words are let go at the second press only; this one is
        anybody's again."""
        if typed.says_something and self.request.POST["skip"] != WITHOUT_WORDS:
            said = _("您写的意见还没有提交。要保留请办理完这一条；不要了就再按一次“不保留意见，看下一条”。")
            return self._page(change, typed, problem=said, leaving=True)
        let_be(change.pk, by=self.user)
        return HttpResponseRedirect(self.onward(change))

    def _take_over(self, change: Change, typed: Typed) -> HttpResponse:
        """Go on with it; what was typed before stays."""
        take_over(change, by=self.user)
        messages.success(self.request, _("已接手“%(name)s”，请继续办理。") % {"name": change.full_name})
        if typed.says_something:
            return self._page(get_object_or_404(self._here(), pk=change.pk), typed, status=200)
        return HttpResponseRedirect(self.address("change", pk=change.pk))

    def _verify(self, change: Change, typed: Typed, mark: str, lock: int) -> HttpResponse:
        """A warning is marked as looked into; what was typed so far stays."""
        try:
            if not verify_mark(change, mark=mark, by=self.user, scope=self.scope, lock=lock):
                gone = _("这条检查结果现在已查不到，不用再注明核实。")
                return self._page(change, typed, problem=gone, status=409)
        except NotWaitingHere:
            return self._meanwhile(change.pk, None, typed)
        except NotAllowed as no:
            return self._page(change, typed, problem=str(no.reason))
        return self._page(change, typed, status=200)

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
        except BadWords as no:
            return self._bad_words(change, typed, no)
        except NotAllowed as no:
            silent = typed.lacks_reason(known=known)
            return self._page(change, typed, problem=str(no.reason), at="opinion" if silent else "")
        messages.success(self.request, told(decided, outcome))
        return HttpResponseRedirect(self.done_with(change))

    def _bad_words(self, change: Change, typed: Typed, no: BadWords) -> HttpResponse:
        """The page again with all that was typed, and the way to the box whose words cannot be taken."""
        if not no.path:
            return self._page(change, typed, problem=str(no.reason), at="opinion")
        problem = f"{label_of(change, no.path)} · {no.reason}"
        at_blank = typed.blank_text and typed.blank_path == no.path
        at = "blank-text" if at_blank else f"{REMARK}{no.path}"
        return self._page(change, typed, problem=problem, at=at)

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

    def _walk(self, change: Change) -> dict[str, Any]:
        """The neighbours in the queue as it is narrowed, and the place in it."""
        walk = walk_of(self.walked(), change, self.user)
        return {
            "walk": walk,
            "previous_href": self.address("change", pk=walk.previous) if walk.previous else "",
            "next_href": self.address("change", pk=walk.next) if walk.next else "",
            "following": [(each, self.address("change", pk=each.number)) for each in walk.following],
        }

    def _page(
        self,
        change: Change,
        typed: Typed,
        *,
        problem: str = "",
        at: str = "",
        status: int = 422,
        leaving: bool = False,
    ) -> HttpResponse:
        other = claim(change, by=self.user)
        view = look_at(change, by=self.user, scope=self.scope, typed=typed)
        context = {
            "header_title": change.full_name,
            "view": view,
            "typed": typed,
            "problem": problem,
            "at": at,
            "skip": WITHOUT_WORDS if leaving else "",
            "at_opinion": at == "opinion",
            "bad_path": at.removeprefix(REMARK) if at.startswith(REMARK) else "",
            "answered": view.answered,
            "doubt": view.doubt,
            "counted": review_settings().count_doubted,
            "earlier": [(each, self._earlier_address(change, each.change)) for each in view.history.earlier],
            "others": [(each, self._address_of(each)) for each in view.others],
            "exchanges": exchanges_of(change),
            "forward_href": self.address("forward", pk=change.pk) if self.passes_on(change) else "",
            "reasons": reasons_in_use(),
            "sealed_lock": seal_lock(change, self.user),
            "held_by": held_by(other) if other else "",
            "run_href": self.queue_of_run(change),
            "whole": self.request.GET.get("show") == "all",
            **self._walk(change),
        }
        return self.show("change", context, status=status)

    def _earlier_address(self, change: Change, earlier: Change) -> str:
        return self.address("earlier", pk=change.pk, earlier=earlier.pk)

    def _address_of(self, other: Other) -> str:
        """The page of what waits here as well; "" of what waits elsewhere, or not at all."""
        waiting = other.waiting
        waits_here = waiting is not None and waiting.waiting_office_id in self.offices
        return self.address("change", pk=waiting.pk) if waiting is not None and waits_here else ""

    def queue_of_run(self, change: Change) -> str:
        """The queue of those who came in with the same list; "" where it came in by itself."""
        run = change.import_run_id
        return f"{self.plain('queue')}?run={run}" if run else ""

    def _meanwhile(self, pk: int, change: Change | None, typed: Typed) -> HttpResponse:
        """Somebody was faster. When it was the same person deciding the same (a second click), there is
        nothing to tell."""
        known = Decision.objects.visible_to(self.scope).filter(change=pk).order_by("-id").first()
        if change is None and known and (known.by_id, known.outcome) == (self.user.pk, typed.outcome):
            return HttpResponseRedirect(self.address("queue"))
        context = {
            "header_title": _("已有变化"),
            "words": self._all_words(pk, typed),
            "newer_href": self.address("change", pk=pk) if change else "",
            "decided_href": self.place_of("decided", pk=pk) if not change and known else "",
        }
        return self.show("conflict", context, status=409)

    def _all_words(self, pk: int, typed: Typed) -> list[tuple[str, str]]:
        """All that was typed, each with where, to be copied."""
        every = [
            (_("审核意见"), typed.opinion),
            *self._named(pk, typed),
            (_("询问填报人"), typed.question),
        ]
        return [(label, text) for label, text in every if text]

    def _named(self, pk: int, typed: Typed) -> list[tuple[str, str]]:
        """What was typed at fields, with their names: the reader has seen this change."""
        seen = Change.objects.visible_to(self.scope).filter(pk=pk).select_related("version").first()
        return [(label_of(seen, path) if seen else path, text) for path, text in typed.at_fields.items()]
