"""All that keeps a posted form of the editor from being published, told in one go."""

from collections.abc import Iterator

from django.forms import BaseForm

from talent.categories.editor.drafting import draft_of
from talent.categories.editor.refusals import Refusal, refusals, refused_values
from talent.categories.editor.typed import typed_in
from talent.categories.versions import beside


def all_refusals(form: BaseForm) -> list[Refusal]:
    """What single inputs are refused for, and what the definition as it was typed would be refused for.

    Each control is named once. Where a key has to be mended, it is not said as well that the field which was
    published under another one is gone.
    """
    found = refused_values(form)
    named = {each.control for each in found}
    return [*found, *(each for each in _of_the_whole(form, named) if each.control not in named)]


def _of_the_whole(form: BaseForm, named: set[str]) -> Iterator[Refusal]:
    category = typed_in(form)
    draft = draft_of(category)
    yield from refusals(category, draft.own)
    if not any(control.endswith("-key") for control in named):
        yield from refusals(category, beside(draft.own, draft.following))
