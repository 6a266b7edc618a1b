"""The choice of a code list in the editor: the lists that there are, and whatever was typed before.

The lists stand once in the page (templates/categories/admin/code_lists_offered.html); the script that offers
them in each field stands in static/categories/listchoice.js.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import SelectAdapter

from talent.categories.enums import ListState


class CodeListSelect(forms.Select):
    """Empty as the server draws it, so that no page carries the lists once for each type of field."""

    class Media:
        js = ("categories/listchoice.js",)


class CodeListSelectAdapter(SelectAdapter):
    js_constructor = "talent.categories.CodeListSelect"


register(CodeListSelectAdapter(), CodeListSelect)


class CodeListBlock(blocks.CharBlock):
    """A text like any other for whoever reads the definition: a list may be named before it is made."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.field.widget = CodeListSelect()

    def deconstruct(self) -> tuple[str, Any, Any]:
        """The input is no matter of the database: a migration sees the plain block."""
        _path, args, named = super().deconstruct()
        return "wagtail.blocks.CharBlock", args, named


def offered_lists() -> list[tuple[str, str]]:
    """Key and name of every list, those that are still being written marked as such."""
    from talent.categories.models import CodeList  # the models are made of these blocks

    lists = CodeList.objects.only("key", "name", "name_en", "state")
    return [(each.key, _offered(str(each), each.key, each.state)) for each in lists]


def _offered(name: str, key: str, state: str) -> str:
    given = {"name": name, "key": key}
    return _("%(name)s %(key)s(草稿)") % given if state == ListState.DRAFT else f"{name} {key}"
