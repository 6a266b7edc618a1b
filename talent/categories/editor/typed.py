"""What stands in a posted form of the editor, right or wrong: for a preview, and beside what others saved."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from talent.categories.editor.blocks import plain_groups, plain_rules
from talent.categories.models import Category
from talent.categories.moves.blocks import plain_moves

_LIGHT = ("light_for_villages", "light_for_individuals")
_PARTS = ("key", "label", "label_en", "subject", *_LIGHT, "groups", "rules", "moves")


def typed_in(form: WagtailAdminModelForm) -> Category:
    """An unsaved category with all that was typed; of a form that nobody posted, what it shows."""
    known: Category = form.instance
    values = {name: getattr(known, name) for name in _PARTS}
    if form.is_bound:
        values |= {name: _value(form, name) for name in _PARTS if _is_posted(form, name)}
    return Category(pk=known.pk, current=known.current, **values)


def _is_posted(form: WagtailAdminModelForm, name: str) -> bool:
    """Moves are asked for only where there is something to follow."""
    return not form.fields[name].disabled and (name != "moves" or "moves-count" in form.data)


def _value(form: WagtailAdminModelForm, name: str) -> object:
    return form.fields[name].widget.value_from_datadict(form.data, form.files, form.add_prefix(name))


def says_the_same(one: Category, other: Category) -> bool:
    """Whether two states of a category hold the same content; what is empty may be empty in any way."""
    return _content(one) == _content(other)


def _content(category: Category) -> dict[str, Any]:
    plain = {
        name: getattr(category, name) for name in ("key", "label", "label_en", "subject", "order", *_LIGHT)
    }
    return plain | {
        "groups": [_filled(each) for each in plain_groups(category.groups)],
        "rules": list(plain_rules(category.rules)),
        "moves": list(plain_moves(category.moves)),
    }


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        parts = {name: _filled(each) for name, each in value.items()}
        return {name: each for name, each in parts.items() if not says_nothing(each) and each is not False}
    return [_filled(each) for each in value] if isinstance(value, list) else value


def says_nothing(value: Any) -> bool:
    """Whether a value of a block is empty. A limit of zero is not, although Python takes it for False."""
    return value is None or value in ("", [])
