"""Pages of the admin on which the region's administrators shape the rules of review routes (else 404)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from talent.categories.service import compose_criterion
from talent.records.models import RouteRule
from talent.records.routes.forms import RouteForm
from talent.records.routes.matching import Rule, rules_in_force
from talent.records.routes.shaping import Meanwhile, add_rule, change_rule, plain, said_by
from talent.records.routes.showing import (
    MOST_NAMED,
    Known,
    history,
    known,
    outdated_in,
    shown,
    tried_rows,
    without_reviewer,
)
from talent.records.routes.trying import TooLong, instead, try_rules
from talent.records.settingspages import need_region_administrator
from talent.security.models import User


@require_safe
def route_list(request: HttpRequest) -> HttpResponse:
    """All rules in their order, and the offices that are passed over since nobody reviews there."""
    need_region_administrator(request)
    unmanned = without_reviewer()
    context = {
        "rows": shown(RouteRule.objects.prefetch_related("categories"), known()),
        "unmanned": unmanned[:MOST_NAMED],
        "more_unmanned": len(unmanned) > MOST_NAMED,
    }
    return _page(request, "routes", "", context)


@require_safe
def try_page(request: HttpRequest) -> HttpResponse:
    """What the rules in force do with the changes of the last year."""
    need_region_administrator(request)
    rules = rules_in_force()
    return _page(request, "route_try", _("试算"), {"tried": _tried(rules, rules, known())})


@require_http_methods(["GET", "HEAD", "POST"])
def route_page(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """One rule, or a new one: by POST saved, or with `try` tried on the last year and not saved."""
    by = need_region_administrator(request)
    rule = get_object_or_404(RouteRule, pk=pk) if pk is not None else None
    what = known()
    initial = {**plain(said_by(rule)), "lock": rule.lock} if rule else None
    form = RouteForm(
        request.POST or None, initial=initial, definitions=what.definitions, categories=what.categories
    )
    tried, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and "try" in request.POST:
            now, given, status = rules_in_force(), form.ruled(), 200
            tried = _tried(now, instead(now, given.asked(pk), enabled=given.enabled), what)
        elif form.is_valid():
            try:
                return _saved(request, rule, form, by)
            except Meanwhile:
                status = 409
                form.add_error(
                    None, _("这条规则在您打开之后已被他人修改，没有保存。请记下您写的，重新打开本页再改。")
                )
    context = {
        "rule": rule,
        "form": form,
        "tried": tried,
        "outdated": _outdated_in(form, rule, what),
        "rows": history(rule, what) if rule else [],
        "compose_url": reverse("routes:compose"),
    }
    return _page(request, "route", str(rule) if rule else _("新增规则"), context, status)


def _outdated_in(form: RouteForm, rule: RouteRule | None, what: Known) -> list[str]:
    """Codes that nobody may choose any more, in what was typed or else in the rule as it stands."""
    if form.is_bound:
        given = form.cleaned_data
        return outdated_in(given.get("condition", ""), given.get("categories", ()), what)
    return outdated_in(rule.condition, said_by(rule).categories, what) if rule else []


@require_POST
def compose(request: HttpRequest) -> JsonResponse:
    """Answers the condition's input and chooser about the categories that are ticked in the form."""
    need_region_administrator(request)
    named = {int(each) for each in request.POST.getlist("categories") if each.isdecimal() and len(each) < 10}
    definitions = known().of(named)
    answer = compose_criterion(request.POST, definitions) if definitions else None
    return JsonResponse(answer or {}, status=200 if answer else 400)


def _saved(request: HttpRequest, rule: RouteRule | None, form: RouteForm, by: User) -> HttpResponseRedirect:
    given = form.ruled()
    if rule is None:
        add_rule(given=given, by=by)
    else:
        change_rule(rule=rule, given=given, by=by, lock=form.cleaned_data["lock"] or 0)
    said = _("“%(name)s”已保存，今后上报的按它走；已在待审的仍按原来的路线走完。")
    messages.success(request, said % {"name": given.name})
    return HttpResponseRedirect(reverse("routes:index"))


def _tried(now: list[Rule], then: list[Rule], what: Known) -> dict[str, Any]:
    try:
        found = try_rules(now, then)
    except TooLong:
        return {"too_long": True}
    known_names = {each.pk: str(each) for each in RouteRule.objects.all()}
    names = [known_names.get(each.pk or 0, _("本条(未保存)")) for each in then]
    rules, levels = tried_rows(found, names, what)
    return {
        "categories": what.categories,
        "rules": rules,
        "outdated": [
            (name, said)
            for name, each in zip(names, then, strict=True)
            for said in outdated_in(each.condition, each.categories or (), what)
        ],
        "levels": levels,
        "looked": sum(found.looked.values()),
        "is_sample": found.is_sample,
        "about": found.about(sum(found.looked.values())),
        "changes": now != then,
    }


def _page(
    request: HttpRequest, name: str, title: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("工作台")},
        {"url": reverse("routes:index"), "label": _("审核路线")},
    ]
    if title:
        crumbs.append({"url": "", "label": title})
    frame = {"header_title": title or _("审核路线"), "header_icon": "order-up", "breadcrumbs_items": crumbs}
    return render(request, f"records/admin/{name}.html", {**frame, **context}, status=status)
