"""Checking answers and sending them (上报), one or all that are ready; taking one back (撤回)."""

from collections.abc import Sequence

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from talent.categories.models import Category
from talent.categories.service import Problem, clean, in_reader_language, named_place
from talent.collect.access import Desk, at_desk
from talent.collect.layout import anchor
from talent.collect.listing import listed
from talent.collect.papers import change_url
from talent.collect.sending import not_ready, ready, reviews_itself, seal_of, send
from talent.collect.steps import lock_in
from talent.collect.views.detail import read_change
from talent.collect.wording import category_name
from talent.orgs.enums import Role
from talent.records.enums import EDITABLE, ChangeState
from talent.records.models import Change, Remark
from talent.records.service import NotAllowed, unit_facts, values_at_remarks, withdraw

#: Names shown on the page of all that can be sent; the rest is counted.
_SHOWN = 200


@at_desk(Role.COLLECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """All answers of one person before they are sent; POST sends exactly what was shown."""
    change = desk.change(pk)
    if request.method == "POST":
        return _send_one(request, desk, change)
    if change.state not in EDITABLE:
        return redirect(change_url("change", change))
    reading, said = read_change(desk, change), _of_last_return(change)
    document = change.document()
    cleaned = clean(change.version, document, unit=unit_facts(change.unit), standing=document)
    context = {
        "desk": desk,
        "change": change,
        "title": category_name(change.category),
        "edit": change_url("change", change),
        "reading": reading,
        "blocking": _linked(change, [Problem(**each) for each in change.blocking]),
        "remarks": [(each, label) for each, label, _values in said if not each.acted_on],
        "said": said,
        "warnings": _linked(change, [Problem(**each) for each in change.warnings]),
        "missing": [
            each.given["label"]
            for each in in_reader_language(change.version, cleaned.warnings)
            if each.key == "required"
        ],
        "reviews_itself": reviews_itself(desk),
    }
    return render(request, "collect/check.html", context)


def _of_last_return(change: Change) -> list[tuple[Remark, str, tuple[str, str]]]:
    """Each remark of the last sending-back with its place, and what its field said then and says now."""
    every = change.remarks.order_by("pk")
    sent = change.submitted_at
    found = list(every.filter(at__gte=sent) if sent is not None else every)
    values = values_at_remarks(change, found)
    return [(each, named_place(change.version, each.path), values.get(each.pk, ("", ""))) for each in found]


def _send_one(request: HttpRequest, desk: Desk, change: Change) -> HttpResponse:
    try:
        sent = send(desk=desk, changes=[change], locks={change.pk: lock_in(request.POST)})[0]
    except NotAllowed as refusal:
        return show_refusal(request, desk, refusal, change_url("change", change))
    messages.success(request, _arrived(sent))
    return redirect("collect:workspace", desk.organisation.pk)


def _arrived(change: Change) -> str:
    named = {"name": change.full_name, "office": change.waiting_office}
    if change.state == ChangeState.ACCEPTED:
        return _("“%(name)s”已上报，经自审通过，已入库。") % named
    if change.self_reviewed:
        return _("“%(name)s”已上报，经自审通过，现由%(office)s审核。") % named
    return _("“%(name)s”已上报，现由%(office)s审核。") % named


@at_desk(Role.COLLECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def send_ready(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All that can be sent, and what keeps the others back; POST sends all that was shown, or nothing."""
    if request.method == "POST":
        return _send_all(request, desk)
    locks = _locks(desk)
    context = {
        "desk": desk,
        "ready": listed(ready(desk.changes()))[:_SHOWN],
        "count": len(locks),
        "counts": _by_category(desk),
        "not_ready": [(each, _reason(each)) for each in listed(not_ready(desk.changes()))[:_SHOWN]],
        "seal": seal_of(locks),
        "reviews_itself": reviews_itself(desk),
    }
    return render(request, "collect/send_ready.html", context)


def _send_all(request: HttpRequest, desk: Desk) -> HttpResponse:
    here = request.path
    changes = list(ready(desk.changes()).only("lock", "full_name").order_by("pk"))
    locks = {change.pk: change.lock for change in changes}
    if not changes or seal_of(locks) != request.POST.get("seal"):
        reason = _("可上报的资料在您核对之后有变化，没有上报任何资料，请重新核对。")
        return show_refusal(request, desk, NotAllowed(0, reason), here)
    try:
        sent = send(desk=desk, changes=changes, locks=locks)
    except NotAllowed as refusal:
        return show_refusal(request, desk, refusal, here)
    messages.success(request, _("已上报 %(count)s 条。") % {"count": len(sent)})
    return redirect("collect:workspace", desk.organisation.pk)


def _locks(desk: Desk) -> dict[int, int]:
    return dict(ready(desk.changes()).order_by("pk").values_list("pk", "lock"))


def _by_category(desk: Desk) -> list[tuple[str, int]]:
    found = ready(desk.changes()).order_by().values_list("category").annotate(Count("pk"))
    counts: dict[int, int] = dict(found)
    known = Category.objects.filter(pk__in=counts).defer("groups", "rules")
    return [(category_name(each), counts[each.pk]) for each in known]


def _reason(change: Change) -> str:
    """The first thing that keeps a change back."""
    if change.blocking:
        return in_reader_language(change.version, [Problem(**change.blocking[0])])[0].located
    return _("退回意见还没有全部修改或说明。")


@at_desk(Role.COLLECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Withdraw a change that still waits (撤回), after a question."""
    change = desk.change(pk)
    if request.method != "POST":
        if change.state != ChangeState.WAITING:
            return redirect(change_url("change", change))
        return render(request, "collect/withdraw.html", {"desk": desk, "change": change})
    try:
        withdraw(change=change, by=desk.user)
    except NotAllowed as refusal:
        return show_refusal(request, desk, refusal, change_url("change", change))
    messages.success(request, _("“%(name)s”已撤回，可以修改后重新上报。") % {"name": change.full_name})
    return redirect(change_url("change", change))


def show_refusal(
    request: HttpRequest,
    desk: Desk,
    refusal: NotAllowed,
    back: str,
    words: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """409: the step is not possible now, nothing was done, and why. `words`: what was typed, with where."""
    context = {"desk": desk, "reason": refusal.reason, "back": back, "words": words}
    return render(request, "collect/refused.html", context, status=409)


def _linked(change: Change, problems: list[Problem]) -> list[tuple[str, str]]:
    """Problems with the address of their field on the form."""
    form = change_url("change", change)
    worded = in_reader_language(change.version, problems)
    return [(form + anchor(problem.path), problem.located) for problem in worded]
