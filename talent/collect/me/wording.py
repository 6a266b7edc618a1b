"""What an individual reads of states: plain words for where their own thing stands."""

from django.utils.translation import gettext as _

from talent.individuals.enums import EntryState
from talent.individuals.models import SelfEntry
from talent.records.enums import Asked, ChangeState


def state_of(entry: SelfEntry) -> tuple[str, str, str]:
    """(badge, label, sentence) of an entry, and once it was taken over of the change that it became."""
    unit = entry.unit.name if entry.unit else ""
    told = {
        EntryState.DRAFT: ("draft", _("还没有提交，只有您自己看得到。")),
        EntryState.HANDED_IN: ("waiting", _("已交“%(unit)s”，等待核对。核对之前可以撤回。") % {"unit": unit}),
        EntryState.RETURNED: ("returned", _("“%(unit)s”请您修改，意见写在各项下面。") % {"unit": unit}),
        EntryState.WITHDRAWN: ("withdrawn", _("您已撤回，可以修改后再提交。")),
    }
    if entry.state in told:
        badge, text = told[EntryState(entry.state)]
        return badge, str(EntryState(entry.state).label), text
    return _after_taking(entry, unit)


def _after_taking(entry: SelfEntry, unit: str) -> tuple[str, str, str]:
    change = entry.change
    office = change.waiting_office.name if change and change.waiting_office else unit
    told = {
        ChangeState.WAITING: ("waiting", _("待审"), _("单位已采纳，现由“%(office)s”审核。")),
        ChangeState.RETURNED: ("returned", _("退回单位"), _("审核机构退回，由“%(unit)s”修改后重新上报。")),
        ChangeState.ACCEPTED: ("accepted", _("审核通过"), _("已入库。")),
        ChangeState.REJECTED: (
            "rejected",
            _("未通过"),
            _("未通过审核，原来的资料不变。原因可向“%(unit)s”了解。"),
        ),
    }
    waiting = ("waiting", str(EntryState.TAKEN.label), _("“%(unit)s”已采纳，正在办理上报。"))
    if change and change.asked == Asked.OPEN:
        told[ChangeState.WAITING] = ("returned", _("请答复"), _("“%(office)s”有一处询问，请在下面答复。"))
    badge, label, text = told.get(ChangeState(change.state), waiting) if change else waiting
    return badge, label, text % {"unit": unit, "office": office}
