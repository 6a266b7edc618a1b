"""The actions at the foot of the editor: what is done with most drafts stands beside saving."""

from typing import Any

from django.template.loader import render_to_string
from wagtail.snippets.action_menu import ActionMenuItem, SnippetActionMenu

#: Handing a draft to a colleague, deciding on one, and looking at what it would do to the records.
_PLAIN = frozenset({"action-submit", "approve", "reject", "action-dry-run"})


class PlainActionMenu(SnippetActionMenu):
    """Wagtail hides all but the first behind an arrow; the rarer ones stay there."""

    template = "categories/admin/action_menu.html"

    def render_html(self) -> str:
        if self.default_item is None:
            return ""
        plain = [each for each in self.menu_items if each.name in _PLAIN]
        other = [each for each in self.menu_items if each.name not in _PLAIN]
        context = {
            "default_menu_item": self.default_item.render_html(self.context),
            "plain": self._drawn(plain),
            "show_menu": bool(other),
            "rendered_menu_items": self._drawn(other),
        }
        return render_to_string(self.template, context, request=self.request)

    def _drawn(self, items: list[ActionMenuItem]) -> list[Any]:
        return [each.render_html(self.context) for each in items]
