"""What individuals handed in to a unit: the list, one against what stands, taking over or sending back."""

from itertools import groupby

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from talent.categories.service import Differing, difference, named_place
from talent.collect.access import Desk, at_desk
from talent.collect.sending import reviews_itself, send
from talent.collect.steps import lock_in, written
from talent.collect.views.sending import show_refusal
from talent.collect.wording import category_name
from talent.individuals.enums import EntryState
from talent.individuals.models import SelfEntry
from talent.individuals.service import (
    entries_at,
    holder_of,
    linked_account,
    masked,
    return_entry,
    standing_for,
    standing_of,
    take_over,
)
from talent.orgs.enums import Role
from talent.orgs.service import ScopedQuerySet
from talent.records.models import Change
from talent.records.service import BadWords, Conflict, FieldRemark, NotAllowed
from talent.security.service import record_event

PAGE = 50
_REMARK = "remark-"


def entries_of(desk: Desk) -> ScopedQuerySet[SelfEntry]:
    """What was handed in to this unit."""
    return entries_at(desk.scope).filter(unit=desk.organisation)


def waiting_entries(desk: Desk) -> int | None:
    """How many wait to be looked at; None where none was ever handed in. One statement."""
    waits = Count("pk", filter=Q(state=EntryState.HANDED_IN))
    found = entries_of(desk).aggregate(every=Count("pk"), waiting=waits)
    return found["waiting"] if found["every"] else None


@at_desk(Role.COLLECTOR)
@require_safe
def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those that wait, the oldest first; with ?state=all what was dealt with as well, the newest first."""
    every = request.GET.get("state") == "all"
    found = entries_of(desk).select_related("category", "change", "account").defer("data", "sealed")
    found = found.order_by("-pk") if every else found.filter(state=EntryState.HANDED_IN).order_by("pk")
    mark = request.GET.get("after", "")
    if mark.isascii() and mark.isdigit() and len(mark) <= 18:
        found = found.filter(pk__lt=int(mark)) if every else found.filter(pk__gt=int(mark))
    rows = list(found[: PAGE + 1])
    more = f"?after={rows[PAGE - 1].pk}{'&state=all' if every else ''}" if len(rows) > PAGE else ""
    context = {
        "desk": desk,
        "every": every,
        "rows": [(each, category_name(each.category), masked(each.account)) for each in rows[:PAGE]],
        "next_href": more,
    }
    return render(request, "collect/self_entries.html", context)


@at_desk(Role.COLLECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One entry against what stands; POST takes it over or sends it back."""
    whole = entries_of(desk).select_related(
        "category",
        "version",
        "account__user",
        "account__linked_unit",
        "unit",
        "change__record__person",
        "decided_by",
    )
    found: SelfEntry = get_object_or_404(whole, pk=pk)
    if request.method != "POST":
        return _show(request, desk, found)
    try:
        if request.POST.get("do") == "return":
            return _return(request, desk, found)
        return _take(request, desk, found)
    except Conflict:
        text = _("这份申报在您打开之后又有变化：本人撤回了，或别人已经办理。请重新打开核对。")
        again: SelfEntry | None = whole.filter(pk=pk).first()
        if again is None:
            told = NotAllowed(pk, text)
            return show_refusal(
                request,
                desk,
                told,
                reverse("self_entries:list", args=(desk.organisation.pk,)),
                words=_words(request, found),
            )
        return _show(request, desk, again, problem=text, status=409)
    except BadWords as no:
        return _show(request, desk, found, problem=str(no.reason), bad_path=no.path, status=422)
    except NotAllowed as refusal:
        return _show(request, desk, found, problem=str(refusal.reason), status=409)


def _take(request: HttpRequest, desk: Desk, found: SelfEntry) -> HttpResponse:
    def on_its_way(change: Change) -> Change:
        return send(desk=desk, changes=[change], locks={change.pk: change.lock})[0]

    change = take_over(
        entry=found, unit=desk.organisation, by=desk.user, lock=lock_in(request.POST), send=on_its_way
    )
    told = {"name": change.full_name, "office": change.waiting_office}
    text = (
        _("已采纳“%(name)s”的申报，现由%(office)s审核。")
        if change.waiting_office
        else _("已采纳“%(name)s”的申报，内容与已入库的相同或已入库。")
    )
    messages.success(request, text % told)
    holder = linked_account(change.record.person)
    if holder is None or holder.pk != found.account_id:
        messages.info(
            request, _("申报人的账号没有关联到此人的资料。要请本人查看和更正，请在此人的页面“邀请本人核对”。")
        )
    return redirect("self_entries:list", desk.organisation.pk)


def _return(request: HttpRequest, desk: Desk, found: SelfEntry) -> HttpResponse:
    said = {
        name.removeprefix(_REMARK): written(request.POST, name)
        for name in request.POST
        if name.startswith(_REMARK)
    }
    known = {each.path for each in _differing(desk, found)}
    remarks = [FieldRemark(path, text) for path, text in said.items() if path in known]
    opinion = written(request.POST, "opinion")
    remarks = [FieldRemark("", opinion), *remarks] if opinion.strip() else remarks
    return_entry(
        entry=found, unit=desk.organisation, by=desk.user, lock=lock_in(request.POST), remarks=remarks
    )
    messages.success(request, _("已退回“%(name)s”修改，并告知本人。") % {"name": found.full_name})
    return redirect("self_entries:list", desk.organisation.pk)


def _differing(desk: Desk, found: SelfEntry) -> list[Differing]:
    standing = standing_for(found, desk.organisation)
    return difference(found.version, standing.document, found.document())


def _show(
    request: HttpRequest,
    desk: Desk,
    found: SelfEntry,
    *,
    problem: str = "",
    bad_path: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """`bad_path`: at which field the words stand that cannot be taken, "" for the whole entry."""
    with transaction.atomic():
        record_event(
            by=desk.user,
            action="read_sensitive",
            subject="self_entry",
            subject_id=found.pk,
            organisation_id=desk.organisation.pk,
        )
    standing = standing_for(found, desk.organisation)
    lines = difference(found.version, standing.document, found.document())
    typed = {name.removeprefix(_REMARK): written(request.POST, name) for name in request.POST}
    context = {
        "desk": desk,
        "entry": found,
        "title": category_name(found.category),
        "first": not standing.document,
        "draft": standing.draft,
        "sections": [
            (label, [(each, typed.get(each.path, "")) for each in group])
            for label, group in groupby(
                (each for each in lines if each.kind != "same"), lambda each: each.group_label
            )
        ],
        "same": [each for each in lines if each.kind == "same"],
        "waits": found.state == EntryState.HANDED_IN,
        "holder": holder_of(found.account),
        "link": standing_of(found, desk.organisation),
        "invite_href": _invite_href(found),
        "opinion": written(request.POST, "opinion"),
        "problem": problem,
        "bad_path": bad_path,
        "bad_label": named_place(found.version, bad_path) if bad_path else "",
        "words": [] if found.state == EntryState.HANDED_IN else _words(request, found),
        "reviews_itself": reviews_itself(desk),
        "remarks": [(each, named_place(found.version, each["path"])) for each in found.remarks],
        "change_href": _change_href(found),
    }
    return render(request, "collect/self_entry.html", context, status=status)


def _words(request: HttpRequest, found: SelfEntry) -> list[tuple[str, str]]:
    """What was typed, with where, for a page that has no box for it any more."""
    said = [(_("意见"), written(request.POST, "opinion"))] + [
        (named_place(found.version, name.removeprefix(_REMARK)), written(request.POST, name))
        for name in request.POST
        if name.startswith(_REMARK)
    ]
    return [(label, text) for label, text in said if text.strip()]


def _invite_href(found: SelfEntry) -> str:
    change = found.change
    return reverse("self_entries:invite", args=(change.unit_id, change.pk)) if change else ""


def _change_href(found: SelfEntry) -> str:
    change = found.change
    return reverse("collect:change", args=(change.unit_id, change.pk)) if change else ""
