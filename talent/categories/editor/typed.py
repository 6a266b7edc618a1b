"""What stands in a posted form of the editor, right or wrong: for a preview, and beside what others saved."""

from wagtail.admin.forms import WagtailAdminModelForm

from talent.categories.models import Category

_PARTS = ("key", "label", "label_en", "subject", "groups", "rules", "moves")


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
