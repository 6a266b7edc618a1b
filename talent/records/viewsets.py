"""Pages of the admin about the way of records to another version: what a draft would do, and the job."""

import csv
import re
import time
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from talent.categories.enums import Subject
from talent.categories.models import Category, CategoryVersion
from talent.categories.service import Mover, NotCompiled, refusals
from talent.records.behind import PAGE, behind, can_move_more, failures_by_unit
from talent.records.dryrun import DryRun, Touched, dry_run
from talent.records.enums import RunState
from talent.records.models import MoveRun
from talent.records.moverunning import problems_of, progress_of, start_run, stop_run, work
from talent.records.movewords import HOW, why
from talent.security.models import User
from talent.security.service import harmless_cell

#: One request works so long (seconds) and in so small chunks (records): it always ends soon.
_WORK, _CHUNK = 2.0, 500
_NUMBER = re.compile(r"[0-9]{1,18}")


@require_safe
def dry_run_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What publishing the draft of a category would do to its approved records (试算)."""
    category = _category(request, pk, "categories.change_category")
    draft = _draft_of(category)
    context: dict[str, Any] = {"category": category}
    if request.user.has_perm("categories.publish_category"):
        context["move_url"] = reverse("records_move", args=(pk,))
    try:
        found = dry_run(draft)
    except NotCompiled as no:
        context["refusals"] = refusals(draft, no.complaints)
        context["page"] = reverse("wagtailsnippets_categories_category:edit", args=(pk,))
    else:
        context |= {"found": found, "rows": [_row(each, found) for each in found.touched]}
    return _page(request, "dry_run", _("衔接试算"), category, context)


def _draft_of(category: Category) -> Category:
    """What its newest draft says, of what was read with it already."""
    saved = category.latest_revision
    draft = category if saved is None else category.with_content_json(saved.content)
    draft.current = category.current
    return draft


def _row(field: Touched, found: DryRun) -> dict[str, Any]:
    """`about`, `about_failed`: estimates for all records from the sample."""
    share = found.total / found.sampled if found.sampled else 0
    examples = [(one.record, one.value, why(one.why)) for one in field.examples]
    about = {"about": round(field.sampled * share), "about_failed": round(field.failed * share)}
    return {"field": field, "how": HOW[field.how], "examples": examples, **about}


@require_http_methods(["GET", "HEAD", "POST"])
def move_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The job that moves records to the version in force: where it stands; by POST start, work and stop."""
    category = _category(request, pk, "categories.publish_category")
    run = MoveRun.objects.filter(category=category).select_related("version").order_by("-pk").first()
    if request.method == "POST":
        _do(request, category, run)
        return HttpResponseRedirect(reverse("records_move", args=(pk,)))
    after, told = request.GET.get("after", ""), ""
    left = behind(category, run, after=int(after) if _NUMBER.fullmatch(after) else 0)
    if len(left) > PAGE:
        told = f"?after={left[PAGE - 1].unit_id}"
    context = {
        "category": category,
        "left": left[:PAGE],
        "next_href": told,
        "more": run is None or run.state != RunState.DONE or can_move_more(category, run),
        "version": CategoryVersion.objects.only("number").get(pk=category.current_id or 0),
        "run": run,
        "running": run is not None and run.state == RunState.RUNNING,
        "progress": progress_of(run) if run else None,
        "problems": [(path, label, why(key), count) for path, label, key, count in problems_of(run)]
        if run
        else [],
    }
    return _page(request, "moving", _("版本衔接"), category, context)


@require_safe
def failures_file(request: HttpRequest, pk: int) -> HttpResponse:
    """What the newest run could not convert, unit by unit and field by field, as CSV: numbers, no people."""
    category = _category(request, pk, "categories.publish_category")
    run = get_object_or_404(MoveRun.objects.filter(category=category).order_by("-pk")[:1])
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{category.key}_not_moved.csv"'
    writer = csv.writer(answer)
    writer.writerow([_("单位"), _("字段"), _("名称"), _("原因"), _("记录数")])
    for _unit, unit, path, label, key, count in failures_by_unit(run):
        writer.writerow([harmless_cell(each) for each in (unit, path, label, why(key), count)])
    return answer


def _do(request: HttpRequest, category: Category, run: MoveRun | None) -> None:
    user, wanted = request.user, request.POST.get("do", "")
    by = user if isinstance(user, User) else None
    if wanted == "start":
        start_run(category=category, by=by)
    elif run is not None and wanted == "stop":
        stop_run(run=run, by=by)
    elif run is not None and wanted == "work":
        mover, until = Mover(run.version), time.monotonic() + _WORK
        while time.monotonic() < until and run.state == RunState.RUNNING:
            run = work(run=run, mover=mover, by=by, chunk=_CHUNK)


def _category(request: HttpRequest, pk: int, permission: str) -> Category:
    """A published category of people. Raises Http404, for whoever may not as well."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm(permission):
        raise Http404
    known = Category.objects.select_related("current", "latest_revision", "live_revision")
    return get_object_or_404(known, pk=pk, subject=Subject.PEOPLE, current__isnull=False)


def _page(
    request: HttpRequest, name: str, title: str, category: Category, context: dict[str, Any]
) -> HttpResponse:
    shown = {
        "header_title": title,
        "header_icon": "history",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("首页")},
            {"url": reverse("wagtailsnippets_categories_category:list"), "label": _("类别与登记表")},
            {
                "url": reverse("wagtailsnippets_categories_category:edit", args=(category.pk,)),
                "label": str(category),
            },
            {"url": "", "label": title},
        ],
        **context,
    }
    return render(request, f"records/admin/{name}.html", shown)
