"""Pages of the admin about what is said of a published release: corrections, its withdrawal, its return."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reports.stats.correcting import own_words, pass_note, propose, refuse_note, take_back
from reports.stats.enums import NoteKind, ProposalState
from reports.stats.forms import NoteForm, RefusalForm
from reports.stats.models import ProposedNote, Release
from reports.stats.pages import show
from reports.stats.releasing import NotPossible
from reports.stats.withdrawing import newest_published, refusal_to_restore, restore, withdraw
from talent.categories.service import actor, for_administrators

_SAYS: dict[str, tuple[Any, NoteKind]] = {
    "correct": (propose, NoteKind.CORRECTION),
    "withdraw": (withdraw, NoteKind.WITHDRAWAL),
    "restore": (restore, NoteKind.RESTORED),
}


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def say(request: HttpRequest, pk: int, do: str) -> HttpResponse:
    """A correction for another administrator to pass, a withdrawal, or the return of what was withdrawn."""
    if do not in _SAYS:
        raise Http404
    found = get_object_or_404(Release.objects.select_related("secret"), pk=pk)
    action, kind = _SAYS[do]
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            action(release=found, by=actor(request), **form.cleaned_data)
        except NotPossible as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _said(found, kind))
        return HttpResponseRedirect(reverse("releases:release", args=[pk]))
    context = {
        "form": form,
        "release": found,
        "do": do,
        "left": newest_published(beside=found),
        "own": refusal_to_restore(actor(request), found) if kind == NoteKind.RESTORED else "",
    }
    return show(request, "note", _title(kind), context, status=422 if form.is_bound else 200)


def _title(kind: NoteKind) -> str:
    if kind == NoteKind.WITHDRAWAL:
        return _("撤回发布")
    return _("恢复公开") if kind == NoteKind.RESTORED else _("起草更正说明")


def _said(release: Release, kind: NoteKind) -> str:
    """What was done, and what the public sees now."""
    number = {"number": release.number}
    if kind == NoteKind.CORRECTION:
        return _("已起草第 %(number)d 号的更正说明。另一位管理员批准后，公众才看到。") % number
    if kind == NoteKind.RESTORED:
        return with_page(_("第 %(number)d 号已恢复公开，公众又看到它的数字和曾经撤回的说明。") % number)
    left = newest_published()
    if left is None:
        return with_page(_("已撤回第 %(number)d 号。现在没有公开的发布，公众只看到撤回的说明。") % number)
    said = _("已撤回第 %(number)d 号。公众现在看到的是第 %(left)d 号和撤回的说明。")
    return with_page(said % {**number, "left": left.number})


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """A correction that somebody wrote: passed, refused with a reason, or taken back by its author (`do`)."""
    every = ProposedNote.objects.select_related("release", "by", "decided_by")
    found, by = get_object_or_404(every, pk=pk), actor(request)
    wanted = request.POST.get("do", "")
    form = RefusalForm(request.POST if wanted == "refuse" else None)
    if request.method == "POST" and (wanted != "refuse" or form.is_valid()):
        _act(request, found, wanted, form)
        return HttpResponseRedirect(reverse("releases:release", args=[found.release_id]))
    waiting = found.state == ProposalState.WAITING
    context = {
        "form": form,
        "note": found,
        "release": found.release,
        "waiting": waiting,
        "mine": found.by_id == by.pk,
        "own": own_words(by, found) if waiting else "",
    }
    title = _("第 %(number)d 号的更正说明") % {"number": found.release.number}
    return show(request, "proposed", title, context, status=422 if form.is_bound else 200)


def _act(request: HttpRequest, found: ProposedNote, wanted: str, form: RefusalForm) -> None:
    by = actor(request)
    try:
        if wanted == "pass":
            pass_note(proposed=found, by=by)
            said = _("已公布更正说明，写在第 %(number)d 号的数字旁边。") % {"number": found.release.number}
            messages.success(request, with_page(said))
        elif wanted == "refuse":
            refuse_note(proposed=found, by=by, reason=form.cleaned_data["reason"])
            messages.success(request, _("已不予通过，起草人会收到原因。"))
        elif wanted == "take_back":
            take_back(proposed=found, by=by)
            messages.success(request, _("已收回这条说明。"))
        else:
            raise Http404
    except NotPossible as refused:
        messages.error(request, str(refused))


def with_page(said: str) -> str:
    """What was done, with the way to what the public sees."""
    link = '{} <a class="button button-small button-secondary" href="{}">{}</a>'
    return format_html(link, said, reverse("portal:statistics"), _("看公众的页面"))
