"""The pages on which retiring a category, or offering it again, is confirmed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from talent.categories.addresses import address
from talent.categories.editor.retiring import restore, retire
from talent.categories.editor.versionpages import editable, framed


@require_http_methods(["GET", "HEAD", "POST"])
def retire_category(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, and says what stays."""
    category = editable(request, pk)
    if request.method == "POST" and request.user.is_authenticated:
        retire(category=category, by=request.user)
        messages.success(request, _("“%(name)s”已停用。") % {"name": category})
        return redirect(address("edit", category))
    return render(request, "categories/admin/retire.html", framed(category, _("停用")))


@require_http_methods(["GET", "HEAD", "POST"])
def restore_category(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, as retiring does."""
    category = editable(request, pk)
    if request.method == "POST" and request.user.is_authenticated:
        restore(category=category, by=request.user)
        messages.success(request, _("“%(name)s”已恢复使用。") % {"name": category})
        return redirect(address("edit", category))
    return render(request, "categories/admin/restore.html", framed(category, _("恢复使用")))
