"""What an office drew from its approved records, and what became of each."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.spotchecks.enums import CheckState, Outcome
from talent.orgs.models import Organisation, ScopeColumns, ScopedQuerySet
from talent.records.models import Change, Doubt, TalentRecord


class SpotCheck(models.Model):
    """One sample of one office.

    With `rule`, `seed`, `bits`, `highest` and `until` it is the same sample again, as long as nothing of the
    records that it was drawn from has changed. `self_review_weight`: how many times as often 自审 was drawn.
    """

    office = models.ForeignKey(
        Organisation, verbose_name=_("抽查机构"), on_delete=models.PROTECT, related_name="+", db_index=False
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("抽取人"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("抽取时间"), default=timezone.now)
    state = models.CharField(_("状态"), max_length=10, choices=CheckState, default=CheckState.DRAWING)
    rule = models.JSONField(_("抽取范围"))
    size = models.PositiveIntegerField(_("抽取条数"), null=True)
    share = models.DecimalField(_("抽取比例(%)"), max_digits=5, decimal_places=2, null=True)
    self_review_weight = models.PositiveSmallIntegerField(_("自审的抽取倍数"))
    seed = models.BigIntegerField(_("随机种子"))
    bits = models.PositiveSmallIntegerField(_("编号位数"))
    highest = models.BigIntegerField(_("最大档案编号"))
    drawn = models.PositiveIntegerField(_("抽到条数"), default=0)

    scope_columns = ScopeColumns(
        region="office__managing_region__code",
        industry="office__industry",
        system="office__administrative_department",
        unit="office_id",
    )
    objects = ScopedQuerySet.as_manager()
    _plain = models.Manager()  # noqa: DJ012  # after `objects`, which stays the default manager

    class Meta:
        verbose_name = _("抽查")
        verbose_name_plural = _("抽查")
        base_manager_name = "_plain"
        ordering: ClassVar[list[str]] = ["-id"]
        indexes = [models.Index(fields=["office", "-id"], name="spotchecks_check_office")]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gte=1, share__isnull=True)
                | Q(size__isnull=True, share__gt=0, share__lte=100),
                name="spotchecks_size_or_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"


class SpotItem(models.Model):
    """One record that was drawn. `change`: the version that was drawn, then the one that was looked at."""

    check_of = models.ForeignKey(
        SpotCheck, verbose_name=_("抽查"), on_delete=models.PROTECT, related_name="items", db_index=False
    )
    number = models.PositiveIntegerField(_("序号"))
    record = models.ForeignKey(
        TalentRecord, verbose_name=_("人才记录"), on_delete=models.PROTECT, related_name="+", db_index=False
    )
    change = models.ForeignKey(
        Change, verbose_name=_("抽查的内容"), on_delete=models.PROTECT, related_name="+", db_index=False
    )
    looker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("在看的人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    opened_at = models.DateTimeField(_("打开时间"), null=True)
    outcome = models.CharField(_("结论"), max_length=10, choices=Outcome, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("核查人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("核查时间"), null=True)
    doubt = models.OneToOneField(Doubt, verbose_name=_("存疑"), null=True, on_delete=models.PROTECT)

    scope_columns = ScopeColumns(
        region="check_of__office__managing_region__code",
        industry="check_of__office__industry",
        system="check_of__office__administrative_department",
        unit="check_of__office_id",
    )
    objects = ScopedQuerySet.as_manager()
    _plain = models.Manager()  # noqa: DJ012  # after `objects`, which stays the default manager

    class Meta:
        verbose_name = _("抽查的记录")
        verbose_name_plural = _("抽查的记录")
        base_manager_name = "_plain"
        ordering: ClassVar[list[str]] = ["check_of", "number"]
        indexes = [models.Index(fields=["record", "-at"], name="spotchecks_item_record")]
        constraints = [
            models.UniqueConstraint(fields=["check_of", "number"], name="spotchecks_number_once"),
            models.UniqueConstraint(fields=["check_of", "record"], name="spotchecks_record_once"),
            models.CheckConstraint(
                condition=Q(outcome="", by__isnull=True, at__isnull=True)
                | (~Q(outcome="") & Q(by__isnull=False, at__isnull=False)),
                name="spotchecks_outcome_by_somebody",
            ),
            models.CheckConstraint(
                condition=(Q(outcome=Outcome.DOUBTED) & Q(doubt__isnull=False))
                | (~Q(outcome=Outcome.DOUBTED) & Q(doubt__isnull=True)),
                name="spotchecks_doubted_has_doubt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_of_id}.{self.number}"
