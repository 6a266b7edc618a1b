"""The form of an individual that saves itself while somebody types.

A draft that nobody else has seen is saved as its own button would save it. Everything else is kept aside,
sealed, for the own account: what a unit sent back stays as the unit sees it until somebody saves it.
"""

from django.http import JsonResponse
from django.utils.translation import gettext as _

from talent.collect.me.sent import OwnSent, own_place
from talent.collect.merging import opened_with
from talent.collect.scratching import begin, keep, typed_in
from talent.collect.views.autosaving import answer, unread_fields
from talent.individuals.enums import EntryState
from talent.individuals.models import SelfEntry
from talent.individuals.service import save_entry
from talent.records.service import Conflict


def keep_own_typed(sent: OwnSent) -> JsonResponse:
    """Keep what was typed in a draft, or aside; the answer says where, when, and why not in the draft."""
    entry = sent.paper.entry
    if entry is None or entry.state != EntryState.DRAFT:
        return own_aside(sent, _("已自动留存 %(time)s，点“暂存”后存入申报"))
    if sent.posted.crowded:
        return own_aside(sent, _("行数超过上限，已另外留存 %(time)s，没有存入申报"))
    return _in_draft(sent, entry)


def _in_draft(sent: OwnSent, entry: SelfEntry) -> JsonResponse:
    paper = sent.paper
    try:
        cleaned, row = save_entry(
            account=paper.own.account,
            version=paper.version,
            raw=sent.posted.document,
            unit=paper.unit,
            entry=entry,
            lock=sent.lock,
            # One event a sitting tells of it.
            logged=begin(own_place(paper), sent.sitting),
        )
    except Conflict:
        text = _("另一窗口保存过这份申报，您填写的内容已另外留存 %(time)s，没有覆盖；点“暂存”时合并")
        return own_aside(sent, text, conflict=True)
    if row is None:
        return own_aside(sent, unread_fields(paper.version, cleaned))
    opened = opened_with(paper.version, row.document())
    return answer(_("已自动保存 %(time)s"), kept="draft", lock=row.lock, opened=opened)


def own_aside(sent: OwnSent, text: str, *, conflict: bool = False) -> JsonResponse:
    """Nothing is kept of a sitting that ended with a save: its page is no longer there."""
    if not keep(own_place(sent.paper), sent.sitting, typed_in(sent.post)):
        return answer("", kept="")
    return answer(text, kept="aside", conflict=conflict)
