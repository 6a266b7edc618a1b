"""When a definition asks for something, in sentences for whoever reads about it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from talent.categories.definition import Field
from talent.categories.formulas.formula import formula
from talent.categories.formulas.vetting import Place
from talent.categories.formulas.wording import in_words


def shown_when(condition: str, place: Place, language: str) -> Iterator[str]:
    """When a field or a group is asked for; nothing where it always is."""
    if condition:
        yield _("仅在以下情况填写：%(words)s") % {"words": in_reader_words(condition, place, language)}


def required_when(known: Field, place: Place, language: str) -> Iterator[str]:
    """When the field must be filled in; nothing where that depends on nothing."""
    if known.required_if:
        yield _("在以下情况必填：%(words)s") % {"words": in_reader_words(known.required_if, place, language)}


def in_reader_words(text: str, place: Place, language: str) -> str:
    """A published formula as a sentence."""
    return in_words(formula(text).node, place, language)
