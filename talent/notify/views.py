"""Pages of everybody's own notifications; somebody else's are not found."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from talent.notify.forms import PreferencesForm
from talent.notify.models import Notification
from talent.notify.preferring import mailable, prefer, preferences_of
from talent.notify.reading import mark_read, page_of, thing_of
from talent.notify.wording import Wording
from talent.orgs.service import scope_of
from talent.security.models import User


def own[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """A page for whoever is signed in; nothing of it is kept by a browser or a proxy."""
    return wraps(view)(cache_control(no_store=True, private=True)(login_required(view)))


@own
@require_safe
def message_list(request: HttpRequest) -> HttpResponse:
    """The own notifications, newest first by keyset."""
    asked, user = request.GET, cast(User, request.user)
    page = page_of(
        user,
        language=get_language() or "",
        before=asked.get("before", ""),
        after=asked.get("after", ""),
    )
    context = {
        "rows": page.rows,
        "previous_href": f"?after={page.previous}" if page.previous else "",
        "next_href": f"?before={page.next}" if page.next else "",
    }
    return render(request, "notify/list.html", context)


@own
@require_safe
def open_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Leads to what a notification is about, which makes it read; shows its text where there is no page."""
    user = cast(User, request.user)
    notification = get_object_or_404(Notification, pk=pk, recipient=user)
    mark_read(user, notification)
    if thing := thing_of(notification):
        return HttpResponseRedirect(thing)
    said = Wording([notification.kind], get_language() or "").of(notification)
    return render(request, "notify/message.html", {"said": said, "at": notification.at})


@own
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    mark_read(cast(User, request.user))
    messages.success(request, _("全部消息已标为已读。"))
    return HttpResponseRedirect(reverse("notify:list"))


@own
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Which kinds come by mail, and how."""
    user = cast(User, request.user)
    form = PreferencesForm(
        request.POST if request.method == "POST" else None,
        user=user,
        kept=preferences_of(user),
        scope=scope_of(request),
    )
    if form.is_valid():
        prefer(user=user, modes=form.modes(), language=form.cleaned_data["language"])
        messages.success(request, _("消息设置已保存。"))
        return HttpResponseRedirect(reverse("notify:preferences"))
    context = {"form": form, "mailable": mailable(user)}
    return render(request, "notify/preferences.html", context, status=422 if form.errors else 200)
