"""The history of a definition: what was done, in the language of whoever reads it.

The workflow and its step have one name in the database, which every entry of the log repeats, and English in
the catalogue.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from wagtail.snippets.views import snippets


class _Named:
    """Headed by the name in the language of the reader; a revision keeps that of whoever saved it."""

    def get_page_subtitle(self) -> str:
        return str(self.object)  # type: ignore[attr-defined]  # reason: a mix-in


class CategoryHistory(_Named, snippets.HistoryView):
    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        for entry in context["object_list"]:
            entry.data = _translated(entry.data)
        return context


class CategoryWorkflowHistory(_Named, snippets.WorkflowHistoryView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        _rename(state.workflow for state in context[self.context_object_name])
        return context


class CategoryWorkflowHistoryDetail(_Named, snippets.WorkflowHistoryDetailView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["tasks"] = list(context["tasks"])
        states = [each["task_state"] for each in context["timeline"] if "task_state" in each]
        _rename([context["workflow_state"].workflow, *context["tasks"], *(each.task for each in states)])
        return context


def _rename(named: Iterable[Any]) -> None:
    for each in {id(one): one for one in named}.values():
        each.name = gettext(each.name)


def _translated(data: Any) -> Any:
    """The titles in what an entry says about a workflow."""
    if not isinstance(data, dict) or not isinstance(data.get("workflow"), dict):
        return data
    return data | {"workflow": _with_titles(data["workflow"])}


def _with_titles(part: dict[str, Any]) -> dict[str, Any]:
    inner = {name: _with_titles(each) for name, each in part.items() if isinstance(each, dict)}
    name = part.get("title")
    return part | inner | ({"title": gettext(name)} if name else {})
