"""Two windows of one individual met: both are saved as one, or both are shown."""

from dataclasses import replace

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from talent.collect.access import Desk
from talent.collect.me.paper import OwnPaper
from talent.collect.me.sent import OwnSent
from talent.collect.merging import opened_with
from talent.collect.views.conflict import Clash, both, touched_in
from talent.individuals.models import SelfEntry


def own_clash(sent: OwnSent, held: SelfEntry) -> Clash:
    """An entry as it stands now against a form filled from an older state of it, or without seeing it."""
    over, desk, post = _over(sent.paper, held), _desk(sent.paper), _with_number(sent.post, held)
    theirs = held.document()
    at = f"{localtime(held.updated_at):%Y-%m-%d %H:%M}"
    return Clash(
        text=_("这份申报 %(at)s 在另一窗口保存过，您现在填写的内容还没有保存。") % {"at": at},
        version=held.version,
        theirs=theirs,
        typed=both(desk, held.version, theirs, post),
        theirs_url=over.url,
        resume=(over.url, [("lock", held.lock)]),
        touched=touched_in(desk, held.version, theirs, post) if sent.paper.entry else None,
        saved_by=_("您在另一窗口"),
    )


def joined(sent: OwnSent, held: SelfEntry, clash: Clash) -> OwnSent:
    """The form as if it had been filled in on what stands now."""
    return replace(
        sent,
        paper=_over(sent.paper, held),
        posted=replace(clash.joined(), unknown=sent.posted.unknown),
        lock=held.lock,
        opened=opened_with(clash.version, clash.theirs),
    )


def show_own_clash(sent: OwnSent, held: SelfEntry, clash: Clash) -> HttpResponse:
    """409 with both versions, and a way on in which nothing is lost."""
    context = {
        "entry": held,
        "clash": clash,
        "differing": clash.differing(_desk(sent.paper)),
        "theirs_alone": clash.theirs_alone(),
        "hidden": clash.hidden(sent.post),
    }
    return render(sent.request, "collect/me/conflict.html", context, status=409)


def _over(paper: OwnPaper, held: SelfEntry) -> OwnPaper:
    return replace(paper, entry=held, version=held.version, unit=held.unit or paper.unit, base=held.base)


def _desk(paper: OwnPaper) -> Desk:
    """The unit for which the entry is, seen with nothing but the own scope."""
    return Desk(paper.unit, paper.own.scope, paper.own.account.user)


def _with_number(post: QueryDict, held: SelfEntry) -> QueryDict:
    """The number is that of the account in both windows, and never typed."""
    whole, identity = post.copy(), held.document().get("identity", {})
    for key in ("id_type", "id_number"):
        whole.setlist(f"identity.{key}", [str(identity.get(key) or "")])
    return whole
