"""Above the form of the editor: what the saved draft changes, open while somebody has to decide on it."""

from typing import Any

from django.forms import Media
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from talent.categories.editor.changing import Changes, changes_of


class ChangesPanel(Panel):
    """Not shown for a new category, nor while the draft says what the version in force says."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("与现行版本相比"), "icon": "resubmit", **kwargs})

    @property
    def clean_name(self) -> str:
        return "changes"

    class BoundPanel(Panel.BoundPanel):
        template_name = "categories/admin/changes_panel.html"
        media = Media(css={"all": ["categories/changes.css"]})

        @cached_property
        def changes(self) -> Changes:
            return changes_of(self.instance)

        def is_shown(self) -> bool:
            """Comparing takes as long as the rest of the page, so only where something was saved since."""
            known = self.instance
            return bool(known.current_id and known.has_unpublished_changes and self.changes.cards)

        def classes(self) -> list[str]:
            return [] if self.instance.workflow_in_progress else ["collapsed"]

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "changes": self.changes}
