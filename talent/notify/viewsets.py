"""Pages of the admin about the texts of notifications, for category administrators; for others 404.

The words of the register are theirs already: names of categories, labels, help. The system administrator
gives powers and writes nothing that units read.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from talent.notify.forms import TemplateForm
from talent.notify.kinds import KINDS, Kind
from talent.notify.models import Template
from talent.notify.templating import edit_template, reset_template, texts_of
from talent.notify.wording import said
from talent.orgs.enums import Role
from talent.orgs.service import scope_of
from talent.security.models import User


@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    """Every kind with its text in force."""
    _need(request)
    edited = Template.objects.select_related("updated_by").in_bulk()
    rows = [(kind, edited.get(kind.key), texts_of(kind)["subject"]) for kind in KINDS.values()]
    return _page(request, "templates", _("消息模板"), {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def template_page(request: HttpRequest, key: str) -> HttpResponse:
    """Edit the texts of one kind; by POST `preview` them, `save` them, or `reset` to the shipped ones."""
    by = _need(request)
    kind = KINDS.get(key)
    if kind is None:
        raise Http404
    wanted = request.POST.get("do", "")
    if wanted == "reset":
        reset_template(kind=kind, by=by)
        messages.success(request, _("已恢复随系统提供的文字。"))
        return HttpResponseRedirect(reverse("message_templates:edit", args=[key]))
    form = TemplateForm(request.POST or None, kind=kind, initial=texts_of(kind))
    if form.is_valid() and wanted == "save":
        edit_template(kind=kind, texts=form.cleaned_data, by=by)
        messages.success(request, _("“%(kind)s”的文字已保存，从现在起生效。") % {"kind": kind.label})
        return HttpResponseRedirect(reverse("message_templates:edit", args=[key]))
    texts = texts_of(kind) if not form.is_bound else form.cleaned_data if form.is_valid() else None
    context = {
        "form": form,
        "kind": kind,
        "placeholders": [(f"{{{name}}}", meaning) for name, meaning in kind.placeholders.items()],
        "edited": Template.objects.filter(pk=key).select_related("updated_by").first(),
        "previews": _previews(kind, texts) if texts else [],
    }
    return _page(request, "template", str(kind.label), context, status=422 if form.errors else 200)


def _previews(kind: Kind, texts: dict[str, str]) -> list[tuple[str, Any]]:
    return [
        ("zh-hans", said(texts["subject"], texts["body"], kind.example, english=False)),
        ("en", said(texts["subject_en"], texts["body_en"], kind.example, english=True)),
    ]


def _need(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or Role.CATEGORY_ADMIN not in scope_of(request).roles:
        raise Http404
    return user


def _page(
    request: HttpRequest, name: str, title: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("工作台")},
        {"url": reverse("message_templates:index"), "label": _("消息模板")},
    ]
    if name != "templates":
        crumbs.append({"url": "", "label": title})
    shown = {"header_title": title, "header_icon": "mail", "breadcrumbs_items": crumbs, **context}
    return render(request, f"notify/admin/{name}.html", shown, status=status)
