"""The frame of the pages about code lists: with the way back on top."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from talent.categories.codes.shaping import NotShaped
from talent.categories.models import CodeList


def show(
    request: HttpRequest,
    page: str,
    context: dict[str, Any],
    *,
    title: str,
    code_list: CodeList | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page with its title, under the list that it belongs to."""
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("工作台")},
        {"url": reverse("code_lists:index"), "label": _("各类代码表")},
    ]
    if code_list is not None:
        crumbs.append({"url": list_url(code_list), "label": str(code_list)})
    if title != crumbs[-1]["label"]:
        crumbs.append({"url": "", "label": title})
    frame = {"header_title": title, "header_icon": "list-ul", "breadcrumbs_items": crumbs}
    given = {"code_list": code_list, **frame, **context}
    return render(request, f"categories/admin/{page}.html", given, status=status)


def list_url(code_list: CodeList) -> str:
    return reverse("code_lists:page", args=[code_list.pk])


def tell(form: forms.BaseForm, refused: NotShaped) -> None:
    """Put each complaint beside its field."""
    for name, sentence in refused.complaints:
        form.add_error(name if name in form.fields else None, sentence)


def say(request: HttpRequest, refused: NotShaped) -> None:
    for _name, sentence in refused.complaints:
        messages.error(request, sentence)
