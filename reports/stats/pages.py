"""The frame of the pages about releases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def show(
    request: HttpRequest,
    page: str,
    title: str,
    context: dict[str, Any],
    *,
    above: tuple[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page with the way back on top; `above`: (name of the address, label) of a page between."""
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("工作台")},
        {"url": reverse("releases:index"), "label": _("统计发布")},
    ]
    if above is not None:
        crumbs.append({"url": reverse(above[0]), "label": above[1]})
    if title != crumbs[-1]["label"]:
        crumbs.append({"url": "", "label": title})
    frame = {"header_title": title, "header_icon": "table", "breadcrumbs_items": crumbs}
    return render(request, f"stats/admin/{page}.html", {**frame, **context}, status=status)


@dataclass(frozen=True)
class Question:
    """What is asked once more before it is done: `says` what comes of it, `names` what it meets, `hidden`
    what is sent again, `back` where who says no goes."""

    title: str
    says: str
    button: str
    back: str
    names: Sequence[str] = ()
    hidden: Mapping[str, str | int] | None = None


def sure(request: HttpRequest) -> bool:
    """Whether the question of this step has been answered."""
    return "sure" in request.POST


def ask(request: HttpRequest, question: Question, *, above: tuple[str, str] | None = None) -> HttpResponse:
    """The question, on a page of its own; the answer comes to the same address."""
    context = {
        "says": question.says,
        "button": question.button,
        "back": question.back,
        "names": question.names,
        "hidden": question.hidden or {},
    }
    return show(request, "sure", question.title, context, above=above)


def in_english() -> bool:
    return (get_language() or "").startswith("en")
