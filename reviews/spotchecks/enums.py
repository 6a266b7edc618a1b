"""Closed lists of spot checks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CheckState(models.TextChoices):
    """Of one spot check; a big one is drawn by a job."""

    DRAWING = "drawing", _("正在抽取")
    OPEN = "open", _("核查中")
    DONE = "done", _("已完成")
    EMPTY = "empty", _("没有抽到")


class Outcome(models.TextChoices):
    """Of one record that was drawn."""

    PASSED = "passed", _("核查无误")
    DOUBTED = "doubted", _("存疑")
    GONE = "gone", _("已不能核查")
