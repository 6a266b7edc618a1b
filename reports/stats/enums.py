"""Closed lists of releases."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReleaseState(models.TextChoices):
    """A release on its way. The public sees the published ones."""

    DRAWING = "drawing", _("正在计算")
    READY = "ready", _("待批准")
    PUBLISHED = "published", _("已发布")
    WITHDRAWN = "withdrawn", _("已撤回")
    DISCARDED = "discarded", _("已放弃")
    REFUSED = "refused", _("不能公布")


#: Not public yet, and not frozen.
DRAFTS = frozenset({ReleaseState.DRAWING, ReleaseState.READY})
#: Drawn and never public: read by whoever drafted, or by what a refusal says.
NEVER_PUBLIC = frozenset({ReleaseState.DISCARDED, ReleaseState.REFUSED})


class NoteKind(models.TextChoices):
    """What is said of a release afterwards."""

    CORRECTION = "correction", _("更正说明")
    WITHDRAWAL = "withdrawal", _("撤回说明")
    RESTORED = "restored", _("恢复公开的说明")


class ProposalState(models.TextChoices):
    """A correction that one administrator has written and another one decides on."""

    WAITING = "waiting", _("待批准")
    PASSED = "passed", _("已公布")
    REFUSED = "refused", _("不予通过")
    TAKEN_BACK = "taken_back", _("已收回")


class Step(models.TextChoices):
    """How far a draft is drawn."""

    WAITING = "waiting", _("排队等待")
    READING = "reading", _("读取统计事实")
    COUNTING = "counting", _("计数")
    COMPARING = "comparing", _("与往次发布比较")
    DRAWING = "drawing", _("加入误差、取整")
    WRITING = "writing", _("写入草稿")
    RETRYING = "retrying", _("等待再试")
    FAILED = "failed", _("计算失败")


#: Of a draft that nobody draws at the moment.
AT_REST = (Step.WAITING, Step.RETRYING, Step.FAILED)
