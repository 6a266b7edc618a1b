"""The faces of an unsaved definition for the preview panel of the editor."""

from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talent.categories.editor.blocks import FIELD_TYPE_NAMES
from talent.categories.editor.changing import changes_of_draft
from talent.categories.editor.drafting import Draft, draft_of
from talent.categories.editor.refusals import refusals
from talent.categories.faces import presenting
from talent.categories.models import Category

#: Name and title of each page that the panel can show.
MODES: tuple[tuple[str, str | Promise], ...] = (
    ("form", _("填报表")),
    ("printed", _("打印登记表")),
    ("columns", _("导入列")),
    ("changes", _("与现行版本相比")),
)
#: So many choices of a column are named; of the others only the number.
_SHOWN_CHOICES = 12
#: Empty rows of a table on paper.
_BLANK_ROWS = 3

FormRenderer = Callable[[presenting.EntryForm], SafeString]
_renderers: list[FormRenderer] = []


def show_entry_forms_with(render: FormRenderer) -> None:
    """The part that owns the units' pages gives the one renderer of entry forms when it is loaded."""
    _renderers[:] = [render]


def preview(category: Category, mode: str) -> str:
    """The page of a mode, in the active language; an unknown mode is the first."""
    draft = draft_of(category)
    make = _CONTEXTS.get(mode, _entry)
    name = mode if mode in _CONTEXTS else MODES[0][0]
    context = {"title": draft.definition.named(_language()), "refusals": refusals(category, draft.complaints)}
    return render_to_string(f"categories/preview/{name}.html", context | make(draft, category))


def _entry(draft: Draft, category: Category) -> dict[str, Any]:
    form = presenting.entry_form(draft.definition, {}, tables=draft.tables(), language=_language())
    return {"sections": form.sections, "form": _renderers[0](form)}


def _printed(draft: Draft, category: Category) -> dict[str, Any]:
    form = presenting.printed_form(draft.definition, {}, tables=draft.tables(), language=_language())
    return {"form": form, "blank_rows": range(_BLANK_ROWS)}


def _columns(draft: Draft, category: Category) -> dict[str, Any]:
    """Headings are Chinese always, as offices exchange them; beside them stand the reader's names."""
    found = presenting.columns(draft.definition, tables=draft.tables(), language="zh-hans")
    held = {each.path.partition(".")[0] for each in found}
    groups = [each for each in draft.definition.groups if each.repeat]
    return {
        "first_rows": [each.named(_language()) for each in groups if each.key in held],
        "absent": [each.named(_language()) for each in groups if each.key not in held],
        "columns": [
            {
                "spec": column,
                "kind": FIELD_TYPE_NAMES[column.kind],
                "choices": column.choices[:_SHOWN_CHOICES],
                "more": len(column.choices) - _SHOWN_CHOICES,
                "named": _also(draft.definition.by_path[column.path].named(_language()), column.heading),
                "group": _also(
                    draft.definition.by_key[column.path.partition(".")[0]].named(_language()),
                    column.group_heading,
                ),
            }
            for column in found
        ],
    }


def _also(name: str, heading: str) -> str:
    """A name beside a heading; none where it says the same."""
    return "" if name == heading else name


def _changes(draft: Draft, category: Category) -> dict[str, Any]:
    return {"changes": changes_of_draft(draft, category)}


_CONTEXTS: dict[str, Callable[[Draft, Category], dict[str, Any]]] = {
    "form": _entry,
    "printed": _printed,
    "columns": _columns,
    "changes": _changes,
}


def _language() -> str:
    return get_language() or "zh-hans"
