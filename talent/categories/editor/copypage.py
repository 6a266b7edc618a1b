"""The page that asks for key and name of a copy."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from talent.categories.addresses import address
from talent.categories.editor.copying import copy_of
from talent.categories.editor.versionpages import editable, framed
from talent.categories.models import Category


class CopyForm(forms.ModelForm):
    class Meta:
        model = Category
        fields = ("label", "label_en", "key")


@require_http_methods(["GET", "HEAD", "POST"])
def copy_category(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes the copy and opens it in the editor."""
    source = editable(request, pk)
    form = CopyForm(request.POST or None)
    if request.user.is_authenticated and form.is_valid():
        made = copy_of(source=source, by=request.user, **form.cleaned_data)
        messages.success(request, _("“%(name)s”已建立为草稿，核对后再发布。") % {"name": made.label})
        return redirect(address("edit", made))
    context = framed(source, _("复制为新类别")) | {"form": form}
    return render(request, "categories/admin/copy.html", context, status=400 if form.errors else 200)
