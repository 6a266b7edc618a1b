"""What became of a change, said to the reviewer in a sentence."""

from django.utils.translation import gettext as _

from reviews.inbox.enums import Outcome
from talent.records.models import Change


def told(change: Change, outcome: Outcome) -> str:
    """The sentence after a decision; `change` as it stands afterwards."""
    named = {"name": change.full_name}
    if outcome == Outcome.RETURNED:
        return _("已把“%(name)s”退回填报人修改，填报人能看到您的意见。") % named
    if outcome == Outcome.REJECTED:
        return _("“%(name)s”不予通过，本次变更已经办结，填报人能看到您的意见。") % named
    if change.waiting_office is None:
        return _("“%(name)s”已审核通过，内容从现在起有效。") % named
    return _("“%(name)s”已通过本级审核，转到“%(office)s”继续审核。") % {
        **named,
        "office": change.waiting_office.name,
    }
