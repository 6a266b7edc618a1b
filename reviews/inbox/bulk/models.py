"""Runs that decide on many changes together, and their ledger: what became of each, written with it."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.inbox.bulk.enums import ENDED, NEVER_STARTED, BulkState, ItemState, Why
from reviews.inbox.enums import Outcome
from talent.orgs.enums import Role
from talent.orgs.models import ScopeColumns, ScopedQuerySet
from talent.records.models import Change


class BulkRuns(models.QuerySet["BulkRun"]):
    """Runs are seen by whoever reviews for all the offices that they decide for."""

    def seen_at(self, offices: tuple[int, ...]) -> Self:
        return self.filter(offices__overlap=list(offices), offices__contained_by=list(offices))


class BulkRun(models.Model):
    """One decision that somebody makes on many changes at once: passes them, or sends them back.

    `offices`: at which they waited. `seed` draws the sample: the same seed and changes give the same sample.
    `query`: what the queue was narrowed to, "" where rows were ticked.
    """

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("审核人"), on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(_("角色"), max_length=20, choices=Role)
    offices = ArrayField(models.BigIntegerField(), verbose_name=_("审核机构"))
    outcome = models.CharField(_("结论"), max_length=10, choices=Outcome)
    opinion = models.CharField(_("审核意见"), max_length=500, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=BulkState, default=BulkState.PREPARED)
    query = models.CharField(_("筛选条件"), max_length=1000, blank=True)
    seed = models.PositiveIntegerField(_("抽样种子"))
    at = models.DateTimeField(_("选定时间"), default=timezone.now)
    started_at = models.DateTimeField(_("开始时间"), null=True)
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    #: The list of what it was about was taken away: it was never started.
    cleared = models.BooleanField(_("清单已清除"), default=False)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("停止的人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = BulkRuns.as_manager()

    class Meta:
        verbose_name = _("批量审核")
        verbose_name_plural = _("批量审核")
        ordering: ClassVar[list[str]] = ["-id"]
        indexes = [
            GinIndex(fields=["offices"], name="inbox_bulk_offices"),
            models.Index(fields=["at"], name="inbox_bulk_prepared", condition=Q(state="prepared")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=Outcome.PASSED) | Q(outcome=Outcome.RETURNED),
                name="inbox_bulk_passes_or_returns",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.PASSED)
                | Q(state__in=sorted({BulkState.PREPARED, *NEVER_STARTED})) | ~Q(opinion=""),
                name="inbox_bulk_returned_has_opinion",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(ENDED), ended_at__isnull=False)
                | (~Q(state__in=sorted(ENDED)) & Q(ended_at__isnull=True)),
                name="inbox_bulk_ended_has_time",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"

    @property
    def was_started(self) -> bool:
        return self.started_at is not None

    @property
    def passes(self) -> bool:
        return self.outcome == Outcome.PASSED


class BulkItem(models.Model):
    """One change of a run, in the state that was seen (`lock`), and what became of it.

    `sampled`: to be opened before the run may start; `seen_at`: when its maker opened it.
    """

    run = models.ForeignKey(BulkRun, on_delete=models.CASCADE, related_name="items", db_index=False)
    change: models.ForeignKey[Any, Any] = models.ForeignKey(
        Change, verbose_name=_("变更"), on_delete=models.CASCADE, related_name="+"
    )
    lock = models.PositiveIntegerField(_("修改次数"))
    state = models.CharField(_("结果"), max_length=10, choices=ItemState, default=ItemState.READY)
    why = models.CharField(_("原因"), max_length=10, choices=Why, blank=True)
    said = models.CharField(_("说明"), max_length=200, blank=True)
    self_review = models.BooleanField(_("自审"), default=False)
    sampled = models.BooleanField(_("抽看"), default=False)
    seen_at = models.DateTimeField(_("看过的时间"), null=True)

    scope_columns = ScopeColumns(
        region="change__region_code",
        industry="change__industry",
        system="change__system_id",
        unit="change__unit_id",
    )
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("批量审核的变更")
        verbose_name_plural = _("批量审核的变更")
        base_manager_name = "_plain"
        indexes = [
            models.Index(
                fields=["run", "change"], name="inbox_bulk_ready", condition=Q(state=ItemState.READY)
            ),
            models.Index(fields=["run", "change"], name="inbox_bulk_sampled", condition=Q(sampled=True)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["run", "change"], name="inbox_bulk_once_a_run"),
            models.CheckConstraint(
                condition=Q(state=ItemState.LEFT) & ~Q(why="") | ~Q(state=ItemState.LEFT) & Q(why=""),
                name="inbox_bulk_left_says_why",
            ),
        ]

    _plain = models.Manager()  # noqa: DJ012  # after `objects`, which stays the default manager

    def __str__(self) -> str:
        return f"{self.change_id} {self.get_state_display()}"
