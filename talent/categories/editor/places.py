"""What the inputs of moves offer: places of the version in force and of the draft, and codes of a field."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from talent.categories.codes.tables import table_of
from talent.categories.editor.drafting import draft_of
from talent.categories.editor.versionpages import editable, newest
from talent.categories.models import Category
from talent.categories.versions import definition_of

#: No browser lists more than that at once; the others are typed.
_MOST = 2000

Places = list[tuple[str, str]]


def published_places(category: Category) -> Places:
    """Each group and field of the version in force: its place, and its name in the reader's language."""
    return list(_places(category.current.schema["groups"])) if category.current else []


def draft_places(category: Category) -> Places:
    """The same of what stands in a category, as far as it has a key."""
    groups = (each.value for each in category.groups)
    whole = ({**group, "fields": [each.value for each in group["fields"]]} for group in groups)
    return list(_places(whole))


def _places(groups: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for group in groups:
        if key := group.get("key"):
            yield key, _named(group)
            fields = (each for each in group["fields"] if each.get("key") and each.get("enabled", True))
            yield from ((f"{key}.{each['key']}", f"{_named(group)} › {_named(each)}") for each in fields)


def _named(value: Mapping[str, Any]) -> str:
    english = value.get("label_en") if (get_language() or "").startswith("en") else ""
    return str(english or value.get("label") or value["key"])


@require_safe
def codes_at(request: HttpRequest, pk: int) -> HttpResponse:
    """The codes that the field at ?path= has in the version in force or in the newest draft, as options."""
    category, path = editable(request, pk), request.GET.get("path", "")
    draft = draft_of(newest(category))
    tables, codes = draft.tables(), dict[str, str]()
    for definition in (definition_of(category.current) if category.current else None, draft.definition):
        if definition and (known := definition.by_path.get(path)):
            entries = table_of(known, tables).entries
            codes |= {each.code: each.named(get_language() or "") for each in entries}
    offered = list(codes.items())[:_MOST]
    return render(request, "categories/admin/code_options.html", {"codes": offered})
