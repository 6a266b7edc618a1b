"""Closed lists of reviewing many changes together."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BulkState(models.TextChoices):
    """Of a run. What is prepared decides nothing yet.

    What was dropped, expired, or refused by its sample decided nothing of it together.
    """

    PREPARED = "prepared", _("待抽看")
    RUNNING = "running", _("办理中")
    DONE = "done", _("已办完")
    STOPPED = "stopped", _("中途停止")
    DROPPED = "dropped", _("已放弃")
    EXPIRED = "expired", _("过期作废")
    REFUSED = "refused", _("已停办：抽看不符的过多")


#: A run in one of these was never started.
NEVER_STARTED = frozenset({BulkState.DROPPED, BulkState.EXPIRED, BulkState.REFUSED})
#: A run in one of these decides nothing any more.
ENDED = NEVER_STARTED | {BulkState.DONE, BulkState.STOPPED}


class ItemState(models.TextChoices):
    READY = "ready", _("待办理")
    DONE = "done", _("已办理")
    LEFT = "left", _("未办理")


class Why(models.TextChoices):
    """Why a run leaves a change alone."""

    GONE = "gone", _("已不在您处待审，可能已由他人处理、被撤回或转到了别处。")
    CHANGED = "changed", _("选中之后又有变化，请重新核对。")
    WARNED = "warned", _("有警告还没有人核实，请打开逐条审核。")
    CLAIMED = "claimed", _("他人正在看，请先接手或等其办完。")
    ASKED = "asked", _("已询问填报人，还没有答复。")
    OWN = "own", _("本人填报、上报或已审过，须由另一位审核人审核。")
    DECIDED = "decided", _("抽看时已单独办理。")
    REFUSED = "refused", _("不能这样办理，请打开查看原因。")
