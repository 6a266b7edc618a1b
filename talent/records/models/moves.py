"""Runs of the job that moves approved records to the version in force, and their ledger."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.categories.models import Category, CategoryVersion
from talent.records.enums import RunState
from talent.records.models.people import TalentRecord


class MoveRun(models.Model):
    """One run of the job that moves approved records of a category to a version; its chunks tell how far."""

    category = models.ForeignKey(Category, verbose_name=_("类别"), on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(
        CategoryVersion, verbose_name=_("衔接到的版本"), on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(_("状态"), max_length=10, choices=RunState, default=RunState.RUNNING)
    total = models.PositiveIntegerField(_("入库记录数"))
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("发起人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    started_at = models.DateTimeField(_("开始时间"), default=timezone.now)
    ended_at = models.DateTimeField(_("结束时间"), null=True)

    class Meta:
        verbose_name = _("版本衔接任务")
        verbose_name_plural = _("版本衔接任务")
        constraints = [
            models.UniqueConstraint(
                fields=["category"], condition=~Q(state=RunState.DONE), name="records_one_run_a_category"
            ),
            models.CheckConstraint(
                condition=Q(state=RunState.DONE, ended_at__isnull=False)
                | (~Q(state=RunState.DONE) & Q(ended_at__isnull=True)),
                name="records_done_run_has_time",
            ),
        ]

    def __str__(self) -> str:
        return str(self.version)


class MoveChunk(models.Model):
    """The ledger of a run: what one transaction did with the records up to `last_record`, written in it."""

    run = models.ForeignKey(MoveRun, on_delete=models.CASCADE, related_name="chunks")
    last_record = models.BigIntegerField(_("到记录"))
    moved = models.PositiveIntegerField(_("已衔接"))
    current = models.PositiveIntegerField(_("已是现行版本"))
    open = models.PositiveIntegerField(_("有未办结的变更"))
    failed = models.PositiveIntegerField(_("有换算不了的内容"))
    at = models.DateTimeField(_("时间"), default=timezone.now)

    class Meta:
        verbose_name = _("版本衔接批次")
        verbose_name_plural = _("版本衔接批次")
        constraints = [
            models.UniqueConstraint(fields=["run", "last_record"], name="records_chunk_once_a_run")
        ]

    def __str__(self) -> str:
        return str(self.last_record)


class MoveProblem(models.Model):
    """A record that a run left where it was, and the field for which; its value stands nowhere here."""

    run = models.ForeignKey(MoveRun, on_delete=models.CASCADE, related_name="problems")
    record = models.ForeignKey(TalentRecord, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(_("字段"), max_length=81)
    label = models.CharField(_("名称"), max_length=60)
    why = models.CharField(_("原因"), max_length=40)

    class Meta:
        verbose_name = _("未能衔接的内容")
        verbose_name_plural = _("未能衔接的内容")

    def __str__(self) -> str:
        return self.path
