"""Pages of the admin about preset reasons (else 404).

They are for category administrators, whose words units read, and for the region's system administrators, who
set all that reviewing goes by.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reviews.inbox.models import Reason
from reviews.inbox.reasons import save_reason
from talent.orgs.enums import Role
from talent.orgs.service import region_administrators, scope_of
from talent.security.models import User


class ReasonForm(forms.ModelForm):
    class Meta:
        model = Reason
        fields = (
            "text",
            "text_en",
            "place",
            "at_fields",
            "for_returning",
            "for_rejecting",
            "is_retired",
        )


@require_safe
def reason_list(request: HttpRequest) -> HttpResponse:
    """All reasons in their order, retired ones too."""
    _need(request)
    return _page(request, "reasons", "", {"reasons": Reason.objects.all()})


@require_http_methods(["GET", "HEAD", "POST"])
def reason_page(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """One reason, or a new one."""
    by = _need(request)
    reason = get_object_or_404(Reason, pk=pk) if pk is not None else Reason()
    form = ReasonForm(request.POST or None, instance=reason)
    if request.method == "POST" and form.is_valid():
        save_reason(reason=form.save(commit=False), by=by)
        messages.success(request, _("已保存，从现在起生效。以前写下的意见不变。"))
        return HttpResponseRedirect(reverse("review_reasons:index"))
    title = _("修改预置原因") if pk is not None else _("新增预置原因")
    return _page(request, "reason", title, {"form": form}, 422 if form.is_bound else 200)


def _need(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User):
        raise Http404
    if Role.CATEGORY_ADMIN not in scope_of(request).roles and not _sets_rules(user):
        raise Http404
    return user


def _sets_rules(user: User) -> bool:
    return user.pk in set(region_administrators())


def _page(
    request: HttpRequest, name: str, title: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("工作台")},
        {"url": reverse("review_reasons:index"), "label": _("预置原因")},
    ]
    if title:
        crumbs.append({"url": "", "label": title})
    if _sets_rules(_need(request)):
        crumbs.insert(1, {"url": reverse("review_settings:index"), "label": _("审核设置")})
    frame = {"header_title": title or _("预置原因"), "header_icon": "list-ul", "breadcrumbs_items": crumbs}
    return render(request, f"inbox/admin/{name}.html", {**frame, **context}, status=status)
