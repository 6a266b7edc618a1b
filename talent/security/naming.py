"""Names that people type: of themselves, of units, of regions. What nobody sees must not turn them around.

A mark that turns the direction of writing lets a name read as another one on a screen, in a list, on paper.
Marks that only help to write (right-to-left marks, joiners of Mongolian letters) stay.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: Controls, marks that turn the direction of writing, halves of characters, which no database takes, and
#: what is no character, which no XML takes.
_UNREADABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_TOLD = _("含有看不见的控制符或改变书写方向的符号，请删去后重新输入。")


def legible(text: str) -> None:
    """A validator. Raises ValidationError for what reads differently from how it was written."""
    if _UNREADABLE.search(text):
        raise ValidationError(_TOLD, code="control_character")


def made_legible(text: str) -> str:
    """The text without what `legible` refuses: for what was written before it was refused."""
    return _UNREADABLE.sub("", text)


class NameField(forms.CharField):
    """A name as it is typed; one that could not be read as it was written is refused."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.validators.append(legible)
