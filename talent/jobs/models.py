"""Jobs that failed for good. The queue itself is the library's: its tables come with its own migrations."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.jobs.enums import Settled


class Failure(models.Model):
    """One job that will not be tried again by itself; it outlives the job's own row."""

    wagtail_reference_index_ignore = True

    job = models.BigIntegerField(_("任务编号"), unique=True)
    task = models.CharField(_("任务"), max_length=128)
    arguments = models.JSONField(_("参数"), default=dict)
    attempts = models.PositiveIntegerField(_("已试次数"))
    error = models.CharField(_("错误"), max_length=200)
    where = models.TextField(_("位置"), blank=True)
    at = models.DateTimeField(_("时间"), default=timezone.now)
    settled = models.CharField(_("处理"), max_length=10, choices=Settled, default=Settled.OPEN, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("处理人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    settled_at = models.DateTimeField(_("处理时间"), null=True)

    class Meta:
        verbose_name = _("失败的任务")
        verbose_name_plural = _("失败的任务")
        indexes = [models.Index(fields=["-id"], name="jobs_failure_open", condition=Q(settled=""))]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled="", settled_at__isnull=True)
                | (~Q(settled="") & Q(settled_at__isnull=False)),
                name="jobs_settled_has_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.job}"
