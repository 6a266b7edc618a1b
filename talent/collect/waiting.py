"""What waits at a unit for those who fill in for it."""

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talent.individuals.enums import EntryState
from talent.individuals.service import entries_at
from talent.orgs.enums import Role
from talent.orgs.service import Scope, WaitingRows, shows_waiting_at_unit
from talent.records.enums import OPEN_TRANSFERS, ChangeState, TransferState
from talent.records.models import Remark, Transfer
from talent.records.service import changes_visible_to


@shows_waiting_at_unit(order=20)
def returned_changes(scope: Scope, unit: int) -> WaitingRows | None:
    if Role.COLLECTOR not in scope.roles:
        return None
    said = Remark.objects.filter(change=OuterRef("pk")).order_by("-pk")
    came_back = Subquery(said.values("at")[:1])
    rows = changes_visible_to(scope).annotate(came_back=came_back)
    rows = rows.filter(unit=unit, state=ChangeState.RETURNED)
    href = f"{reverse('collect:workspace', args=[unit])}?state=returned#list"
    return WaitingRows(_("退回待修改的信息"), rows, href, "came_back")


@shows_waiting_at_unit(order=30)
def handed_in_entries(scope: Scope, unit: int) -> WaitingRows | None:
    if Role.COLLECTOR not in scope.roles:
        return None
    rows = entries_at(scope).filter(unit=unit, state=EntryState.HANDED_IN)
    return WaitingRows(_("待核对的个人申报"), rows, reverse("self_entries:list", args=[unit]), "handed_in_at")


@shows_waiting_at_unit(order=40)
def transfers_to_answer(scope: Scope, unit: int) -> WaitingRows | None:
    if not scope.grants:
        return None
    rows = Transfer.objects.filter(state__in=OPEN_TRANSFERS)
    asked = rows.filter(state=TransferState.ASKED, from_unit=unit)
    offered = rows.filter(state=TransferState.OFFERED, to_unit=unit)
    href = reverse("collect:transfers", args=[unit])
    return WaitingRows(_("待答复的人员调动"), asked | offered, href, "deadline", is_due=True)
