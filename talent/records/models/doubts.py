"""The mark of an approved record that a later look found doubtful (存疑)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.orgs.models import Organisation, ScopeColumns, ScopedQuerySet
from talent.records.enums import DoubtEnd
from talent.records.models.people import Change, TalentRecord


class Doubt(models.Model):
    """An office found what is approved of a record doubtful, until it is corrected or the mark is lifted.

    `change` is the version that was looked at; `correction` the change in which the collector was told of it.
    """

    record = models.ForeignKey(
        TalentRecord, verbose_name=_("人才记录"), on_delete=models.PROTECT, related_name="doubts"
    )
    change = models.ForeignKey(
        Change, verbose_name=_("存疑的内容"), on_delete=models.PROTECT, related_name="+", db_index=False
    )
    correction = models.ForeignKey(
        Change, verbose_name=_("改正"), on_delete=models.PROTECT, related_name="doubts"
    )
    office = models.ForeignKey(
        Organisation, verbose_name=_("提出的机构"), on_delete=models.PROTECT, related_name="+", db_index=False
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("提出人"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("提出时间"), default=timezone.now)
    reason = models.CharField(_("存疑原因"), max_length=500, blank=True)
    ended_at = models.DateTimeField(_("解除时间"), null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("解除人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    ended_how = models.CharField(_("怎样解除"), max_length=10, choices=DoubtEnd, blank=True)
    end_reason = models.CharField(_("解除原因"), max_length=500, blank=True)

    scope_columns = ScopeColumns(
        region="record__region_code",
        industry="record__industry",
        system="record__system_id",
        unit="record__unit_id",
        person="record__person_id",
    )
    objects = ScopedQuerySet.as_manager()
    _plain = models.Manager()  # noqa: DJ012  # after `objects`, which stays the default manager

    class Meta:
        verbose_name = _("存疑")
        verbose_name_plural = _("存疑")
        base_manager_name = "_plain"
        ordering: ClassVar[list[str]] = ["-id"]
        indexes = [models.Index(fields=["office", "-id"], name="records_doubt_office")]
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=Q(ended_at__isnull=True), name="records_one_open_doubt"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_how="")
                | (Q(ended_at__isnull=False) & ~Q(ended_how="")),
                name="records_doubt_ends_somehow",
            ),
            models.CheckConstraint(
                condition=~Q(ended_how=DoubtEnd.LIFTED) | (~Q(end_reason="") & Q(ended_by__isnull=False)),
                name="records_lifted_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.change.full_name} {self.at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None
