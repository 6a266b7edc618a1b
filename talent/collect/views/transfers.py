"""People who come from another unit or go to one (人员调动)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from talent.collect.access import Desk, at_desk
from talent.collect.forms import AgreeForm, AskForm, OfferForm, RefuseForm
from talent.orgs.enums import Role
from talent.records.enums import OPEN_TRANSFERS, ChangeState, TransferState
from talent.records.models import Transfer
from talent.records.service import NoTransfer, TooOften, agree, ask, offer, refuse, take_back

#: Rows of the list; older ones stand in the audit log.
_SHOWN = 200


@at_desk()
@require_http_methods(["GET", "HEAD", "POST"])
def transfers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What waits for an answer, what was decided, and the form that asks for a person."""
    if request.method == "POST" and not desk.fills:
        raise Http404
    form, status = AskForm(request.POST or None), 422
    if request.method == "POST" and form.is_valid():
        try:
            begun = ask(unit=desk.organisation, by=desk.user, **form.cleaned_data)
        except NoTransfer as refused:
            status = 429 if isinstance(refused, TooOften) else 422
            form.add_error(None, str(refused.reason))
        else:
            messages.success(request, _("已向原单位申请调入“%(name)s”。") % {"name": begun.full_name})
            return redirect("collect:transfers", desk.organisation.pk)
    rows = Transfer.objects.of(desk.organisation).select_related("from_unit", "to_unit").order_by("-pk")
    context = {
        "desk": desk,
        "form": form,
        "rows": [_row(desk, each) for each in rows[:_SHOWN]],
        "shown": _SHOWN,
    }
    return render(request, "collect/transfers.html", context, status=status if form.errors else 200)


def _row(desk: Desk, transfer: Transfer) -> dict[str, Any]:
    return {
        "transfer": transfer,
        "answers": _answers(desk, transfer),
        "leaves": transfer.from_unit_id == desk.organisation.pk,
        "other": _other(desk, transfer),
    }


def _answers(desk: Desk, transfer: Transfer) -> bool:
    return transfer.state in OPEN_TRANSFERS and transfer.answering.pk == desk.organisation.pk


def _other(desk: Desk, transfer: Transfer) -> str:
    """The other unit. Who asks for a person learns where they were when that unit agrees, not before."""
    if transfer.from_unit_id == desk.organisation.pk:
        return transfer.to_unit.name
    hidden = transfer.asked and transfer.state != TransferState.DONE
    return "" if hidden else transfer.from_unit.name


@at_desk()
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One transfer, with the buttons of the unit whose turn it is."""
    found = get_object_or_404(
        Transfer.objects.of(desk.organisation).select_related("from_unit", "to_unit", "office"), pk=pk
    )
    step, agreeing, refusing = "", AgreeForm(initial={"day": found.day}), RefuseForm()
    if request.method == "POST":
        if not desk.fills:
            raise Http404
        step = request.POST.get("do", "")
        agreeing = AgreeForm(request.POST) if step == "agree" else agreeing
        refusing = RefuseForm(request.POST) if step == "refuse" else refusing
        asked = {"agree": agreeing, "refuse": refusing}.get(step, forms.Form(request.POST))
        if asked.is_valid():
            return _do(request, desk, found, step, asked.cleaned_data)
    context = {
        "desk": desk,
        "transfer": found,
        "page": _row(desk, found),
        "leaves": found.from_unit_id == desk.organisation.pk,
        "begins": found.state in OPEN_TRANSFERS and found.beginning.pk == desk.organisation.pk,
        "agreeing": agreeing,
        "refusing": refusing,
    }
    return render(request, "collect/transfer.html", context, status=422 if step else 200)


def _do(request: HttpRequest, desk: Desk, found: Transfer, step: str, given: dict[str, Any]) -> HttpResponse:
    steps: dict[str, Callable[..., Transfer]] = {"agree": agree, "refuse": refuse, "take_back": take_back}
    if step not in steps:
        raise Http404
    said = {
        "agree": _("“%(name)s”的调动已办结。"),
        "refuse": _("已答复不同意调动“%(name)s”。"),
        "take_back": _("已取消“%(name)s”的调动。"),
    }
    try:
        steps[step](transfer=found, unit=desk.organisation, by=desk.user, **given)
    except NoTransfer as refused:
        words = [(_("不同意的原因"), given["answer"])] if given.get("answer") else []
        context = {"desk": desk, "reason": refused.reason, "back": request.path, "words": words}
        return render(request, "collect/refused.html", context, status=409)
    messages.success(request, said[step] % {"name": found.full_name})
    return redirect("collect:transfers", desk.organisation.pk)


@at_desk(Role.COLLECTOR)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Offer a person of this unit, found by an approved change of theirs, to another unit."""
    change = desk.change(pk)
    if change.state != ChangeState.ACCEPTED:
        raise Http404
    form = OfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            begun = offer(
                change=change, to_unit=given["unit"], day=given["day"], note=given["note"], by=desk.user
            )
        except NoTransfer as refused:
            form.add_error(None, str(refused.reason))
        else:
            said = _("已请“%(unit)s”接收“%(name)s”。")
            messages.success(request, said % {"unit": begun.to_unit.name, "name": begun.full_name})
            return redirect("collect:transfers", desk.organisation.pk)
    context = {"desk": desk, "change": change, "form": form}
    return render(request, "collect/leave.html", context, status=422 if form.errors else 200)
