"""The input of a formula: what it says stands below it, and conditions can be chosen instead of typed.

The scripts that read it aloud and open the chooser stand in static/categories/composer.js.
"""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail import blocks


class FormulaInput(forms.TextInput):
    """A line for a formula of any kind."""

    chooses = False

    class Media:
        js = ("categories/composer.js",)
        css = {"all": ("categories/composer.css",)}

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({**(attrs or {}), "data-formula": "", "spellcheck": "false", "autocomplete": "off"})

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The input comes first: the editor gives its descriptions to the first element."""
        line = super().render(name, value, attrs, renderer)
        return render_to_string(
            "categories/admin/formula_input.html", {"line": line, "chooses": self.chooses}
        )


class ConditionInput(FormulaInput):
    """A line for a condition, with a button that opens the chooser."""

    chooses = True


class CriterionInput(ConditionInput):
    """A condition over published definitions: its form names them, and is asked about as a whole."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.attrs["data-formula"] = "alone"


class FormulaBlock(blocks.CharBlock):
    """A text like any other for whoever reads the definition."""

    line: type[FormulaInput] = FormulaInput

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.field.widget = self.line(self.field.widget.attrs)

    def deconstruct(self) -> tuple[str, Any, Any]:
        """The input is no matter of the database: a migration sees the plain block."""
        _path, args, named = super().deconstruct()
        return "wagtail.blocks.CharBlock", args, named


class ConditionBlock(FormulaBlock):
    line = ConditionInput
