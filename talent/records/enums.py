"""States of a change and of a sheet; code asks for the named group, not for single states."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeState(models.TextChoices):
    DRAFT = "draft", _("暂存")
    WAITING = "waiting", _("待审")
    RETURNED = "returned", _("退回")
    WITHDRAWN = "withdrawn", _("已撤回")
    ACCEPTED = "accepted", _("审核通过")
    REJECTED = "rejected", _("不予通过")


class Asked(models.TextChoices):
    """Of a waiting change: what became of the last question to its collector."""

    OPEN = "asked", _("已询问")
    ANSWERED = "answered", _("已答复")


#: The collector works on it.
EDITABLE = frozenset({ChangeState.DRAFT, ChangeState.RETURNED, ChangeState.WITHDRAWN})
#: Not decided yet: a record has at most one such change.
OPEN = EDITABLE | {ChangeState.WAITING}
FINAL = frozenset({ChangeState.ACCEPTED, ChangeState.REJECTED})


class Source(models.TextChoices):
    """How the values came in (notice 四(二))."""

    UNIT = "unit", _("单位采集")
    IMPORT = "import", _("整体导入")
    INDIVIDUAL = "individual", _("个人录入")
    MOVE = "move", _("版本衔接")
    TRANSFER = "transfer", _("单位调动")
    #: Until the collector saves it: then it says how the collector brings it in.
    CHECK = "check", _("抽查退改")


#: How people and organisations bring something in: where a change that waits for review can come from.
COLLECTED = (Source.UNIT, Source.IMPORT, Source.INDIVIDUAL)


class RunState(models.TextChoices):
    """Of the job that moves records to the version in force."""

    RUNNING = "running", _("进行中")
    STOPPED = "stopped", _("已停止")
    DONE = "done", _("已完成")


class SheetState(models.TextChoices):
    DRAFT = "draft", _("暂存")
    SUBMITTED = "submitted", _("已报送")


class TransferState(models.TextChoices):
    """A unit asks for a person, or offers one; the other agrees or does not."""

    ASKED = "asked", _("待原单位同意")
    OFFERED = "offered", _("待新单位接收")
    DONE = "done", _("已调动")
    REFUSED = "refused", _("不同意")
    TAKEN_BACK = "taken_back", _("已取消")


OPEN_TRANSFERS = frozenset({TransferState.ASKED, TransferState.OFFERED})


class DoubtEnd(models.TextChoices):
    """How the mark of a doubtful record ends."""

    CORRECTED = "corrected", _("新内容审核通过")
    LIFTED = "lifted", _("核实无误，解除")
    GONE = "gone", _("记录已不在库")
