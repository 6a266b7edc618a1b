"""Sheets that an organisation fills in about itself (notice 五: 负责人员登记表)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from talent.categories.models import CategoryVersion
from talent.categories.service import Cleaned, Failure, Problem, clean, definition_of, difference
from talent.collect.access import Desk, at_any_desk
from talent.collect.blocks import Beside, Layout
from talent.collect.filing import (
    badge_of,
    entry_of,
    filed,
    numbered,
    numbers_of,
    prefilled,
    sheet_document,
    sheet_version,
)
from talent.collect.layout import lay_out, lay_out_again
from talent.collect.merging import opened_with
from talent.collect.posted import Posted, read
from talent.collect.steps import Step, lock_in, step_of
from talent.collect.views.conflict import Clash, both, name_of, show_clash, touched_in
from talent.collect.wording import NOT_YET_SAVED, language, told_in_place, unread
from talent.records.models import SheetEntry
from talent.records.service import Conflict, FilledSheet, fill_sheet, owes_sheets, unit_facts


@dataclass(frozen=True)
class Form:
    """A sheet on a desk, with what is kept of it so far."""

    request: HttpRequest
    desk: Desk
    version: CategoryVersion
    entry: SheetEntry | None
    lock: int = 0
    opened: str = ""

    @property
    def url(self) -> str:
        return reverse("collect:sheet", args=(self.desk.organisation.pk, definition_of(self.version).key))

    def document(self, posted: Posted) -> dict[str, Any]:
        return numbered(definition_of(self.version), posted.document)

    def beside(self, theirs: Mapping[str, str] | None = None) -> Beside:
        definition = definition_of(self.version)
        begun = prefilled(definition, self.desk.organisation)
        return Beside(theirs=theirs or {}, prefilled=begun, unasked=numbers_of(definition))

    def clean(self, posted: Posted) -> Cleaned:
        standing = self.entry.document() if self.entry else None
        facts = unit_facts(self.desk.organisation)
        return clean(self.version, self.document(posted), unit=facts, standing=standing)


@at_any_desk
@require_safe
def sheets(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The published sheets with their states."""
    return render(request, "collect/sheets.html", {"desk": desk, "sheets": filed(desk)})


@at_any_desk
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """One sheet: to be kept as a draft (暂存) or handed in (报送)."""
    version = sheet_version(key)
    form = Form(request, desk, version, entry_of(desk, version))
    if form.entry is None and version.category.is_retired:
        raise Http404
    if request.method == "POST":
        given = request.POST
        return _take(replace(form, lock=lock_in(given), opened=given.get("opened", "")))
    standing = sheet_document(desk, version, form.entry)
    opened = opened_with(version, standing.document)
    problems = told_in_place(standing.failures)
    return _show(
        form,
        lay_out(version, standing.document, problems=problems, beside=form.beside()),
        lock=form.entry.lock if form.entry else 0,
        opened=opened,
        left_out=standing.failures,
    )


def _take(form: Form) -> HttpResponse:
    step = step_of(form.request.POST)
    removed = step.place if step.do == "remove" else ""
    posted = read(definition_of(form.version), form.request.POST, removed=removed)
    if step.rewrites:
        return _again(form, posted, step, form.clean(posted))
    if posted.crowded:
        return _again(form, posted, step, form.clean(posted), status=422)
    try:
        return _answer(form, posted, step, _save(form, posted, step))
    except Conflict:
        return _settle(form, posted, step)


def _save(form: Form, posted: Posted, step: Step) -> FilledSheet:
    return fill_sheet(
        version=form.version,
        organisation=form.desk.organisation,
        raw=form.document(posted),
        by=form.desk.user,
        hand_in=step.do == "hand_in",
        lock=form.lock,
    )


def _settle(form: Form, posted: Posted, step: Step) -> HttpResponse:
    """Save what was typed on top of what somebody else saved; where both changed one field, show both."""
    standing = entry_of(form.desk, form.version)
    clash = _clash(form, standing)
    if not clash.joins:
        return show_clash(form.request, form.desk, clash)
    lock = standing.lock if standing else 0
    joined = replace(form, entry=standing, lock=lock, opened=opened_with(clash.version, clash.theirs))
    both_sides = replace(clash.joined(), unknown=posted.unknown)
    try:
        filled = _save(joined, both_sides, step)
    except Conflict:
        return show_clash(form.request, form.desk, _clash(form, entry_of(form.desk, form.version)))
    if told := clash.told():
        messages.info(form.request, told)
    return _answer(joined, both_sides, step, filled)


def _answer(form: Form, posted: Posted, step: Step, filled: FilledSheet) -> HttpResponse:
    cleaned = filled.cleaned
    if filled.entry is None:
        shown = cleaned.problems if step.do == "hand_in" else cleaned.invalid
        return _again(form, posted, step, cleaned, problems=shown, status=422)
    for sentence in unread(definition_of(form.version), posted):
        messages.warning(form.request, sentence)
    handed_in = _("已报送，可以打印。") if step.do == "hand_in" else _("已暂存。")
    messages.success(form.request, handed_in)
    return redirect(form.url)


def _clash(form: Form, standing: SheetEntry | None) -> Clash:
    """What was saved meanwhile, read anew, against what was typed."""
    theirs, post = sheet_document(form.desk, form.version, standing).document, form.request.POST
    saved_by = name_of(standing.updated_by, form.desk) if standing else ""
    return Clash(
        text=_text(standing, saved_by),
        version=form.version,
        theirs=theirs,
        typed=both(form.desk, form.version, theirs, post),
        theirs_url=form.url,
        resume=(form.url, [("lock", standing.lock if standing else 0)]),
        touched=touched_in(form.desk, form.version, theirs, post) if standing else None,
        saved_by=saved_by,
    )


def _text(standing: SheetEntry | None, saved_by: str) -> str:
    if standing is None:
        return _("您打开的这张表还没有保存过，您填写的内容没有保存，请重新打开后再填。")
    return _("这张表在您打开之后由%(who)s于 %(at)s 保存过，您填写的内容还没有保存。") % {
        "who": saved_by or _("他人"),
        "at": f"{localtime(standing.updated_at):%Y-%m-%d %H:%M}",
    }


def _again(
    form: Form,
    posted: Posted,
    step: Step,
    cleaned: Cleaned,
    *,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    theirs = {}
    if step.do == "resume":
        standing = sheet_document(form.desk, form.version, form.entry).document
        found = difference(form.version, standing, cleaned.data)
        theirs = {each.path: each.before for each in found if each.kind != "same"}
    layout = lay_out_again(form.version, posted, cleaned, step, problems=problems, beside=form.beside(theirs))
    for sentence in unread(definition_of(form.version), posted):
        messages.warning(form.request, sentence)
    if step.do == "resume":
        messages.warning(form.request, NOT_YET_SAVED)
    return _show(form, layout, lock=form.lock, opened=form.opened, status=status)


def _show(
    form: Form,
    layout: Layout,
    *,
    lock: int,
    opened: str,
    left_out: Sequence[Failure] = (),
    status: int = 200,
) -> HttpResponse:
    key = definition_of(form.version).key
    context = {
        "desk": form.desk,
        "title": definition_of(form.version).named(language()),
        "entry": form.entry,
        "badge": badge_of(form.entry, owed=owes_sheets(form.desk.organisation)),
        "layout": layout,
        "left_out": left_out,
        "lock": lock,
        "opened": opened,
        "url": form.url,
        "blank_href": "" if form.version.category.is_retired else reverse("printing:blank", args=(key,)),
        "print_href": reverse("printing:sheet", args=(key, form.desk.organisation.pk)) if form.entry else "",
    }
    return render(form.request, "collect/sheet.html", context, status=status)
