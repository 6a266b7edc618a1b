"""The answer to a form that saves itself while somebody types: small, in words, and never a page.

A draft is saved as its own button would save it, as long as all of it can be read and nobody else saved it
meanwhile. Everything else is kept aside, sealed, for the own account: a form for somebody new as well, since
a number that is typed wrongly would be registered, and a correction of something decided, since it would
begin a change that nobody asked for.
"""

from typing import Any

from django.http import JsonResponse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from talent.categories.models import CategoryVersion
from talent.categories.service import Cleaned, in_reader_language
from talent.collect.merging import opened_with
from talent.collect.saving import autosave
from talent.collect.scratching import begin, keep, typed_in
from talent.collect.sent import Sent, place_of
from talent.collect.steps import answers_in
from talent.collect.views.conflict import name_of
from talent.records.enums import EDITABLE
from talent.records.models import Change
from talent.records.service import Conflict

#: So many fields that could not be read are named.
_NAMED = 3


def keep_typed(sent: Sent) -> JsonResponse:
    """Keep what was typed in a draft, or aside; the answer says where, when, and why not in the draft."""
    change = sent.paper.change
    if change is None:
        return _aside(sent, _("已自动留存 %(time)s，点“暂存”后存入资料"))
    if sent.posted.crowded:
        return _aside(sent, _("行数超过上限，已另外留存 %(time)s，没有存入资料"))
    try:
        first = begin(place_of(sent.paper), sent.sitting)
        proposal = autosave(
            change=change, raw=sent.posted.document, by=sent.paper.desk.user, lock=sent.lock, first=first
        )
    except Conflict:
        return _aside(sent, _meanwhile(sent, sent.paper.desk.change(change.pk)), conflict=True)
    if proposal.kind == "refused":
        return _aside(sent, unread_fields(sent.paper.version, proposal.cleaned))
    if any(answers_in(sent.post).values()):
        keep(place_of(sent.paper), sent.sitting, typed_in(sent.post))
    opened = opened_with(sent.paper.version, proposal.cleaned.data)
    lock = proposal.change.lock if proposal.change else sent.lock
    return answer(_("已自动保存 %(time)s"), kept="draft", lock=lock, opened=opened)


def _aside(sent: Sent, text: str, *, conflict: bool = False) -> JsonResponse:
    """Nothing is kept of a sitting that ended with a save: its page is no longer there."""
    if not keep(place_of(sent.paper), sent.sitting, typed_in(sent.post)):
        return answer("", kept="")
    return answer(text, kept="aside", conflict=conflict)


def answer(text: str, **facts: Any) -> JsonResponse:
    """What became of it in words, with the time."""
    time = f"{localtime(now()):%H:%M}"
    return JsonResponse({"text": text % {"time": time} if text else "", "time": time, **facts})


def unread_fields(version: CategoryVersion, cleaned: Cleaned) -> str:
    """Which fields keep the draft from being saved; those alone, since more may still be to come."""
    invalid = in_reader_language(version, cleaned.invalid)
    names = _("、").join(dict.fromkeys(str(each.given.get("label", "")) for each in invalid[:_NAMED]))
    text = _("“%(names)s”还不能读出，全部内容已另外留存 %%(time)s，改好后自动存入资料")
    return text % {"names": names.replace("%", "%%")} if names else _("已另外留存 %(time)s")


def _meanwhile(sent: Sent, change: Change) -> str:
    named = {
        "who": (name_of(change.updated_by, sent.paper.desk) or _("他人")).replace("%", "%%"),
        "at": f"{localtime(change.updated_at):%H:%M}",
        "state": change.get_state_display(),
    }
    if change.state in EDITABLE:
        return (
            _("%(who)s在 %(at)s 保存过这份资料，您填写的内容已另外留存 %%(time)s，没有覆盖；点“暂存”时合并")
            % named
        )
    return _("这份资料已变为“%(state)s”，现在不能修改；您填写的内容已另外留存 %%(time)s") % named
