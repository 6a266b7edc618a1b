"""A question that a person answers and a dumb machine does not: in words, so that a screen reader says it.

No picture, no sound, no other server. The library keeps the question for some minutes and takes one answer.
"""

import secrets
from typing import Any

from captcha.fields import BaseCaptchaTextInput, CaptchaField
from captcha.models import CaptchaStore
from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LARGEST = 9


def question() -> tuple[str, str]:
    """A sum as it is kept, and its answer."""
    first, second = 1 + secrets.randbelow(LARGEST), 1 + secrets.randbelow(LARGEST)
    return f"{first}+{second}", str(first + second)


def in_words(kept: str) -> str:
    """The sum in the reader's language."""
    first, _plus, second = kept.partition("+")
    return _("%(first)s加%(second)s等于几？") % {"first": _word(first), "second": _word(second)}


def _word(digit: str) -> str:
    words = (_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("七"), _("八"), _("九"))
    return words[int(digit) - 1]


class PuzzleInput(BaseCaptchaTextInput):
    """The question, and one field for the answer. Every page asks a new one."""

    template_name = "django/forms/widgets/multiwidget.html"
    use_fieldset = False  # one field that people fill in; its label belongs to it

    def fetch_captcha_store(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, generator: Any = None
    ) -> None:
        """The library's own would ask for the address of a picture."""
        self._key = CaptchaStore.generate_key(generator)
        self._value = [self._key, ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        hidden, answer = (each["attrs"] for each in context["widget"]["subwidgets"])
        described = hidden.pop("aria-describedby", "")
        answer["aria-describedby"] = f"{_question_of(name)} {described}".strip()
        answer["inputmode"] = "numeric"
        return context

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        self.fetch_captcha_store(name, value, attrs)
        kept = CaptchaStore.objects.get(hashkey=self._key).challenge
        fields = super().render(name, self._value, attrs, renderer)
        return format_html('<p id="{}">{}</p>{}', _question_of(name), in_words(kept), fields)


def _question_of(name: str) -> str:
    return f"{name}_question"


class WithPuzzle(forms.Form):
    """A form that may ask the question: call `ask` when it shall, before it is read or shown."""

    PUZZLE = "puzzle"

    def ask(self) -> None:
        """Put the question last of the fields."""
        wrong = gettext_lazy("答案不对，请回答新的问题。")
        self.fields[self.PUZZLE] = CaptchaField(
            label=gettext_lazy("验证问题"),
            help_text=gettext_lazy("请填数字，例如“12”。用来防止程序反复尝试。"),
            widget=PuzzleInput(),
            error_messages={"invalid": wrong, "required": gettext_lazy("请回答问题。")},
        )
