"""Whether what a sheet was asked of is in force, told in one place for all sheets about a change."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.printing.dates import on_paper
from reports.printing.documents import SheetLine
from reports.printing.enums import Kept, Past
from reports.printing.models import PrintedSheet
from reports.printing.numbers import shown
from talent.records.enums import ChangeState
from talent.records.models import Change, TalentRecord

_ENDED = {ChangeState.REJECTED: Past.REJECTED, ChangeState.WITHDRAWN: Past.WITHDRAWN}


def past_of(change: Change) -> Past | None:
    """Why a change is not, or no longer, what is in force; None for what is, or is still on its way."""
    if change.state != ChangeState.ACCEPTED:
        return _ENDED.get(ChangeState(change.state))
    if change.record.approved_id == change.pk:
        return None
    return Past.SUPERSEDED if change.record.approved_id else Past.REVOKED


def in_draft(change: Change) -> bool:
    """Whether a change is still written or reviewed: its sheets say 草稿."""
    return change.state != ChangeState.ACCEPTED and past_of(change) is None


def in_force(change: Change, sheet: str) -> SheetLine | None:
    """Of what is superseded: since when which other one is in force, and its number if it was printed."""
    if past_of(change) is not Past.SUPERSEDED:
        return None
    record = change.record
    told = on_paper(timezone.localtime(record.approved_at).date()) if record.approved_at else ""
    printed = PrintedSheet.objects.filter(
        sheet=sheet, kept=Kept.RECORD, subject_id=record.pk, version=record.approved_id or 0
    )
    number = printed.order_by("-pk").values_list("number", flat=True).first()
    said = _("%(date)s审核通过") % {"date": told}
    if number:
        said = _("%(said)s，核验编号 %(number)s") % {"said": said, "number": shown(number)}
    return SheetLine(_("现行内容"), said)


def address_in_force(change: Change, sheet: str) -> str:
    """Where the same sheet of what is in force is printed; empty where nothing superseded the change, or
    another unit has the person now, who need not be open to who reads this."""
    record: TalentRecord = change.record
    if past_of(change) is not Past.SUPERSEDED or record.unit_id != change.unit_id:
        return ""
    return reverse(f"printing:{sheet}", args=[record.approved_id])
