"""The published versions of a category, and what changed between any two of them or up to the draft."""

from itertools import zip_longest
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talent.categories.addresses import address, is_number
from talent.categories.editor.changing import changes_between, changes_of_draft
from talent.categories.editor.drafting import draft_of
from talent.categories.editor.linked import links_of
from talent.categories.models import Category, CategoryVersion
from talent.security.models import User

#: Versions of a page, and of those that are offered for a comparison.
PAGE = 50


def editable(request: HttpRequest, pk: int) -> Category:
    """The category, for those who may change definitions. Raises Http404 for everybody else."""
    if not request.user.has_perm("categories.change_category"):
        raise Http404
    whole = Category.objects.select_related("current", "latest_revision", "live_revision")
    return get_object_or_404(whole, pk=pk)


def framed(category: Category, title: str) -> dict[str, Any]:
    """What the frame of a page about a category shows: its title and the way back."""
    return {
        "header_title": title,
        "header_icon": "form",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("首页")},
            {"url": address("list"), "label": _("类别与登记表")},
            {"url": address("edit", category), "label": str(category)},
            {"url": "", "label": title},
        ],
        "category": category,
    }


@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """The published versions, the newest first, each with the way to what it changed; by keyset (?below=)."""
    category, below = editable(request, pk), request.GET.get("below", "")
    known = category.versions.select_related("published_by").defer("schema")
    found = list((known.filter(number__lt=int(below)) if is_number(below) else known)[: PAGE + 1])
    shown = found[:PAGE]
    context = {
        "rows": list(zip_longest(shown, found[1 : PAGE + 1])),
        "changes_url": address("changes", category),
        "next_href": f"?below={shown[-1].number}" if len(found) > PAGE else "",
        "links": links_of(category, cast(User, request.user)),
    }
    return render(request, "categories/admin/versions.html", framed(category, _("已发布的版本")) | context)


@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Two versions by their numbers (?before=1&after=2); else the newest draft and the version in force."""
    category = editable(request, pk)
    after, before = _asked(category, request, "after"), _asked(category, request, "before")
    if after is None:
        before = before or category.current
        draft = newest(category)
        found = changes_of_draft(draft_of(draft), draft, since=before)
    else:
        before = before or category.versions.filter(number__lt=after.number).first()
        found = changes_between(before, after)
    context = {
        "changes": found,
        "page": address("edit", category),
        "before": before,
        "after": after,
        "numbers": _numbers(category, before, after),
    }
    return render(request, "categories/admin/changes.html", framed(category, _("变化")) | context)


def newest(category: Category) -> Category:
    """The newest draft; what was read of the category already is not read again."""
    newest = category.latest_revision
    if newest is None or not category.has_unpublished_changes:
        return category
    draft = category.with_content_json(newest.content)
    draft.current = category.current
    return draft


def _numbers(category: Category, *chosen: CategoryVersion | None) -> list[int]:
    """The newest versions, and those that are compared; older ones are reached from the list of versions."""
    newest = category.versions.values_list("number", flat=True)[:PAGE]
    return sorted({*newest, *(each.number for each in chosen if each is not None)}, reverse=True)


def _asked(category: Category, request: HttpRequest, name: str) -> CategoryVersion | None:
    """The version that the address names; None where it names none. Raises Http404 for an unknown one."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not is_number(text):
        raise Http404
    return get_object_or_404(category.versions, number=int(text))
