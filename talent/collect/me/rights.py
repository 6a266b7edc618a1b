"""What individuals may ask for: their data, the end of a consent, being erased."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from talent.categories.models import CategoryVersion
from talent.categories.service import definition_of
from talent.collect.me.access import Own, own_page
from talent.collect.steps import written
from talent.collect.wording import category_name, language
from talent.individuals.models import Consent
from talent.individuals.service import ask_erasure, export, given_consents, note_export, withdraw_consent
from talent.records.service import NotAllowed


@own_page
@require_safe
def rights(request: HttpRequest, own: Own) -> HttpResponse:
    """Everything that can be asked for, and what became of it."""
    consents = given_consents(own.account).select_related("version__category")
    context = {
        "account": own.account,
        "consents": [(each, _label(each.version, each.group)) for each in consents],
        "erasures": own.account.erasures.select_related("office").order_by("-pk"),
    }
    return render(request, "collect/me/rights.html", context)


def _label(version: CategoryVersion, group: str) -> str:
    known = definition_of(version).by_key.get(group)
    name = known.named(language()) if known else group
    return f"{category_name(version.category)} · {name}"


@own_page
@require_safe
def as_json(request: HttpRequest, own: Own) -> HttpResponse:
    """All that is kept, for programs."""
    note_export(own.account, form="json")
    answer = JsonResponse(export(own.account), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="my-data-{timezone.localdate():%Y%m%d}.json"'
    return answer


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, own: Own, pk: int) -> HttpResponse:
    """What the end of a consent does, and the second of the two clicks."""
    found: Consent = get_object_or_404(given_consents(own.account).select_related("version__category"), pk=pk)
    label = _label(found.version, found.group)
    if request.method != "POST":
        return render(request, "collect/me/consent.html", {"consent": found, "label": label})
    withdraw_consent(account=own.account, consent=found)
    messages.success(request, _("已撤回对“%(label)s”的同意。") % {"label": label})
    return redirect("me:rights")


@own_page
@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request: HttpRequest, own: Own) -> HttpResponse:
    """What being erased means, and the request."""
    context = {"reason": written(request.POST, "reason")}
    if request.method != "POST":
        return render(request, "collect/me/erasure.html", context)
    try:
        made = ask_erasure(account=own.account, reason=context["reason"])
    except NotAllowed as refusal:
        return render(request, "collect/me/erasure.html", {**context, "problem": refusal.reason}, status=409)
    messages.success(request, _("请求已交“%(office)s”处理。") % {"office": made.office.name})
    return redirect("me:rights")
