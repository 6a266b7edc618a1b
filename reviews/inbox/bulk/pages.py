"""The pages on which many changes are decided together: choose, look at the sample, start, read on."""

import re
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils.encoding import iri_to_uri, uri_to_iri
from django.utils.translation import gettext as _

from reviews.inbox.bulk.enums import BulkState, ItemState
from reviews.inbox.bulk.models import BulkRun
from reviews.inbox.bulk.preparing import MOST, NothingChosen, prepare
from reviews.inbox.bulk.running import AT_ONCE, CannotStart, renew_sample, start, stop
from reviews.inbox.bulk.sampling import Drawn, Sample, sample_of
from reviews.inbox.bulk.showing import Row, counts_of, lines_of, page_of, said, units_of
from reviews.inbox.desks import Desk
from reviews.inbox.enums import Outcome
from reviews.inbox.forms import Typed
from reviews.inbox.reasons import reasons_in_use
from talent.records.service import review_settings
from talent.security.service import record_event, row_number

_ROW = re.compile(r"([0-9]{1,18}):([0-9]{1,9})")
_RUNS = 30


class Choosing(Desk):
    """What a queue posts: ticked rows, or all that it is narrowed to. Nothing is decided by it."""

    def post(self, request: HttpRequest, **named: Any) -> HttpResponse:
        outcome = Outcome.RETURNED if request.POST.get("outcome") == Outcome.RETURNED else Outcome.PASSED
        everything = "everything" in request.POST
        locks = None if everything else _locks(request.POST.getlist("row"))
        if locks == {}:
            messages.warning(request, _("请先勾选要办理的行。"))
            return HttpResponseRedirect(self.address("queue"))
        waiting = self.narrowed.narrow(self.waiting()) if everything else self.waiting()
        # Written out: percent signs would make it three times as long.
        query = uri_to_iri(self.asked_of(request.GET)) if everything else ""
        try:
            chosen = prepare(
                waiting=waiting, by=self.user, role=self.role, outcome=outcome, locks=locks, query=query
            )
        except NothingChosen:
            messages.warning(request, _("选中的都已不在您处待审，可能已由他人处理、被撤回或转到了别处。"))
            return HttpResponseRedirect(self.address("queue"))
        if chosen.gone:
            told = _("选中的有 %(count)s 条已不在您处待审，这次不办理。") % {"count": chosen.gone}
            messages.warning(request, told)
        if chosen.more:
            told = _("符合条件的超过 %(most)s 条，这一批先办时限最早的 %(most)s 条。") % {"most": MOST}
            messages.warning(request, told)
        return HttpResponseRedirect(self.run_address(chosen.run.pk))


def _locks(rows: list[str]) -> dict[int, int]:
    """Number and lock of each ticked row (“12:3”)."""
    found = (_ROW.fullmatch(row) for row in rows[:MOST])
    return {int(each[1]): int(each[2]) for each in found if each}


class Run(Desk):
    """One run: before its start what it would do, and the sample; then how far it is, what became of each."""

    def get(self, request: HttpRequest, *, run: int, **named: Any) -> HttpResponse:
        held = self.run_here(run)
        sample = sample_of(held)
        mine = held.by_id == self.user.pk and held.state == BulkState.PREPARED
        if request.method == "GET" and mine and (sample.leaving or sample.too_many):
            held = renew_sample(run=held)
            sample = sample_of(held)
        return self._page(held, sample)

    def post(self, request: HttpRequest, *, run: int, **named: Any) -> HttpResponse:
        held = self.run_here(run)
        if "stop" in request.POST and (held.state == BulkState.RUNNING or held.by_id == self.user.pk):
            stop(run=held, by=self.user)
            return HttpResponseRedirect(self.run_address(held.pk))
        if held.by_id != self.user.pk:
            raise Http404
        opinion = Typed.of(request.POST.dict()).opinion
        try:
            start(run=held, by=self.user, opinion=opinion)
        except CannotStart as no:
            return self._page(held, sample_of(held), opinion=opinion, problem=str(no.reason), status=422)
        return HttpResponseRedirect(self.run_address(held.pk))

    def _page(
        self, run: BulkRun, sample: Sample, *, opinion: str = "", problem: str = "", status: int = 200
    ) -> HttpResponse:
        asked = self.request.GET
        after = row_number(asked.get("after", ""))
        only = asked.get("only", "")
        page, counts = page_of(run, self.scope, after=after or 0, only=only), counts_of(run)
        box = run.state == BulkState.PREPARED and counts.ready
        units, further = units_of(run)
        context = {
            "header_title": _("批量通过") if run.passes else _("批量退回"),
            "run": run,
            "mine": run.by_id == self.user.pk,
            "counts": counts,
            "units": units,
            "further_units": further,
            "conditions": self.conditions_of(run),
            "opinion": opinion or run.opinion,
            "problem": problem,
            "words": [(_("审核意见"), opinion)] if opinion and not box else [],
            "keeps_days": review_settings().bulk_days,
            "again_href": f"{self.plain('queue')}?{iri_to_uri(run.query) or 'view='}",
            "presets": [] if run.passes else reasons_in_use().for_returning,
            "at_once": AT_ONCE,
            "rows": [(row, said(run, row.item), self._decided_href(row)) for row in page.rows],
            "only": only,
            "next_href": self._further(run, page.next, only),
            "run_href": self.run_address(run.pk),
            "file_href": self.run_address(run.pk, "bulk_file"),
            **self._sample(run, sample),
        }
        return self.show("bulk", context, status)

    def _decided_href(self, row: Row) -> str:
        """The page on which what the run decided is read again."""
        is_done = row.item.state == ItemState.DONE and row.name
        return self.place_of("decided", pk=row.item.change_id) if is_done else ""

    def _sample(self, run: BulkRun, sample: Sample) -> dict[str, Any]:
        """The sample with the way to each of it that may still be looked at."""
        open_here = run.state == BulkState.PREPARED and run.by_id == self.user.pk
        rows = [(each, self._drawn_href(run, each, open_here=open_here)) for each in sample.rows]
        first = next((href for each, href in rows if each.open and href), "")
        return {"sample": sample, "drawn": rows, "first_href": first}

    def _drawn_href(self, run: BulkRun, drawn: Drawn, *, open_here: bool) -> str:
        """Where one of the sample is looked at, or read again once it was decided by the run or alone."""
        pk = drawn.item.change_id
        if open_here and drawn.leads:
            return self.sampled_address(run.pk, pk)
        was_decided = drawn.name and (drawn.outcome or drawn.item.state == ItemState.DONE)
        return self.place_of("decided", pk=pk) if was_decided else ""

    def _further(self, run: BulkRun, after: int, only: str) -> str:
        if not after:
            return ""
        return f"{self.run_address(run.pk)}?after={after}" + (f"&only={only}" if only else "")


class RunFile(Desk):
    """What became of each change of a run, as a file."""

    def get(self, request: HttpRequest, *, run: int, **named: Any) -> StreamingHttpResponse:
        held = self.run_here(run)
        with transaction.atomic():
            record_event(
                by=self.user,
                action="export_bulk",
                subject="bulk_run",
                subject_id=held.pk,
                organisation_ids=held.offices,
            )
        answer = StreamingHttpResponse(lines_of(held, self.scope), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="bulk_{held.pk}.csv"'
        return answer


class Runs(Desk):
    """The runs of this desk's offices, the newest first."""

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        before = row_number(request.GET.get("before", ""))
        runs = BulkRun.objects.seen_at(self.offices).select_related("by")
        if before is not None:
            runs = runs.filter(pk__lt=before)
        found = list(runs[: _RUNS + 1])
        more = len(found) > _RUNS
        context = {
            "header_title": _("批量审核记录"),
            "rows": [(each, self.run_address(each.pk)) for each in found[:_RUNS]],
            "next_href": f"{self.place_of('bulk')}?before={found[_RUNS - 1].pk}" if more else "",
        }
        return self.show("bulk_runs", context)
