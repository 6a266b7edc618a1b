"""Above the form of the editor: what the draft changes, open while somebody has to decide on it."""

from dataclasses import replace
from typing import Any

from django.forms import Media
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from talent.categories.editor.changing import Changes, changes_of
from talent.categories.editor.typed import typed_in


class ChangesPanel(Panel):
    """Not shown while the draft says what the version in force says, nor for a new category that nobody
    has to decide on: all of it is new."""

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
            """Of a form that was refused: of what was typed, which is saved nowhere.

            What the page says above the form already is not said again.
            """
            found = changes_of(typed_in(self.form) if self.form.is_bound else self.instance)
            told = {each.sentence for each in getattr(self.form, "refused", ())}
            left = tuple(each for each in found.complaints if each.sentence not in told)
            return replace(found, complaints=left)

        def is_shown(self) -> bool:
            """Comparing takes as long as the rest of the page, so only where something was saved since."""
            known = self.instance
            if not (known.pk and (self.form.is_bound or known.has_unpublished_changes)):
                return False
            if not (known.current_id or known.workflow_in_progress):
                return False
            return bool(self.changes.cards or self.changes.complaints)

        def classes(self) -> list[str]:
            return [] if self.instance.workflow_in_progress or self.form.is_bound else ["collapsed"]

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "changes": self.changes}
