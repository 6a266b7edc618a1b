"""The entry form of a definition that nobody has published yet, for the editor's preview."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from talent.categories.service import EntryForm
from talent.collect.layout import lay_out_form


def preview_of(form: EntryForm) -> SafeString:
    """The form as units see it: it can be typed into, and is never sent."""
    return render_to_string("collect/parts/preview.html", {"layout": lay_out_form(form)})
