"""What the look-up of a printed sheet says of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kept(models.TextChoices):
    """What an official sheet was printed from, and so where its standing is read."""

    RECORD = "record", _("人才记录")
    ENTRY = "entry", _("机构登记表")
    LIST = "list", _("名单或汇总表")
    RELEASE = "release", _("统计发布")


class Standing(models.TextChoices):
    """Whether what stands on the paper is still so."""

    CURRENT = "current", _("有效")
    DATED = "dated", _("打印时属实")
    SUPERSEDED = "superseded", _("已有更新的内容")
    WITHDRAWN = "withdrawn", _("已撤销")


class Past(models.TextChoices):
    """Why the content of a sheet is not in force, as it stands across each page."""

    SUPERSEDED = "superseded", _("已有更新内容，仅供查阅")
    REVOKED = "revoked", _("已撤销，仅供查阅")
    REJECTED = "rejected", _("不予通过")
    WITHDRAWN = "withdrawn", _("已撤回")


#: It was in force once: nobody signs or seals it again.
ONCE_IN_FORCE = frozenset({Past.SUPERSEDED, Past.REVOKED})


class RunState(models.TextChoices):
    """How far a batch is."""

    WAITING = "waiting", _("排队中")
    RUNNING = "running", _("正在打印")
    DONE = "done", _("已完成")
    FAILED = "failed", _("失败")
    CANCELLED = "cancelled", _("已取消")
    CLEARED = "cleared", _("已清除")


#: Something is still to be done.
OPEN_RUNS = (RunState.WAITING, RunState.RUNNING)
