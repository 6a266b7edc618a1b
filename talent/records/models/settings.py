"""What offices set about reviewing: one row a change of settings, and the working calendar of a year."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def _days(label: Any, default: int) -> "models.PositiveSmallIntegerField[int, int]":
    return _number(label, default, 1, 120)


def _number(
    label: Any, default: int, least: int, most: int, help_text: Any = ""
) -> "models.PositiveSmallIntegerField[int, int]":
    bounds = [MinValueValidator(least), MaxValueValidator(most)]
    return models.PositiveSmallIntegerField(label, default=default, validators=bounds, help_text=help_text)


class SettingsChange(models.Model):
    """All settings of reviewing as somebody left them; the newest row is in force, others are history."""

    days_unit = _days(_("单位审核期限(工作日)"), 10)
    days_department = _days(_("主管部门审核期限(工作日)"), 10)
    days_banner = _days(_("旗县级审核期限(工作日)"), 10)
    days_league = _days(_("盟市级审核期限(工作日)"), 10)
    days_region = _days(_("自治区级审核期限(工作日)"), 10)
    answer_days = _days(_("填报人答复询问的期限(工作日)"), 5)
    escalate_days = _days(_("逾期几个工作日后报上级"), 5)
    hand_up_days = _number(
        _("逾期几个工作日后自动转上级审核(0 为不转)"),
        0,
        0,
        120,
        help_text=_("单位审核一步不转：单位必须先审核本单位的信息。转了以后期限重新计算，双方都收到消息。"),
    )
    claim_minutes = _number(_("打开一条后为本人保留(分钟)"), 20, 1, 480)
    sample_percent = _number(_("批量通过前必看的比例(%)"), 5, 0, 100)
    sample_least = _number(_("批量通过前至少看几条"), 3, 0, 100)
    sample_most = _number(_("批量通过前至多看几条"), 200, 0, 20_000)
    sample_refused_percent = _number(_("抽看结论不一致超过多少(%)，整批停办"), 20, 0, 100)
    bulk_days = _number(_("选定一批后几天内不开始即作废"), 7, 1, 60)
    spot_percent = _number(_("抽查比例(%)"), 2, 0, 100)
    self_review_weight = _number(_("自审的抽查倍数"), 5, 1, 50)
    count_doubted = models.BooleanField(
        _("存疑的记录仍计入统计"),
        default=True,
        help_text=_("抽查发现问题后，原来审核通过的内容在更正以前是否仍然计入。"),
    )
    self_review = models.BooleanField(
        _("一人单位可以自审"),
        default=True,
        help_text=_("只有一名审核员的单位可以审核本人填报的信息，并注明“自审”。旗县及以上一律不得自审。"),
    )
    reason = models.CharField(_("修改原因"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("修改人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("修改时间"), default=timezone.now)

    class Meta:
        verbose_name = _("审核设置")
        verbose_name_plural = _("审核设置")
        ordering: ClassVar[list[str]] = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    sample_percent__lte=100,
                    sample_refused_percent__lte=100,
                    spot_percent__lte=100,
                    self_review_weight__gte=1,
                    claim_minutes__gte=1,
                    answer_days__gte=1,
                    escalate_days__gte=1,
                    days_unit__gte=1,
                    days_department__gte=1,
                    days_banner__gte=1,
                    days_league__gte=1,
                    days_region__gte=1,
                ),
                name="records_settings_in_bounds",
            ),
            models.CheckConstraint(
                condition=Q(sample_least__lte=F("sample_most"), bulk_days__gte=1),
                name="records_settings_sample_bounds",
                violation_error_message=_("批量通过前至少看的条数不能多于至多看的条数。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class CalendarYear(models.Model):
    """Days off and make-up days of a year as somebody entered them; without a row they are the library's."""

    year = models.PositiveSmallIntegerField(_("年份"), primary_key=True)
    days_off = ArrayField(models.DateField(), verbose_name=_("放假的工作日"), default=list, blank=True)
    make_up_days = ArrayField(models.DateField(), verbose_name=_("上班的周末"), default=list, blank=True)
    notice = models.CharField(_("依据的通知"), max_length=100, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("修改人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("修改时间"), default=timezone.now)

    class Meta:
        verbose_name = _("工作日历")
        verbose_name_plural = _("工作日历")
        ordering: ClassVar[list[str]] = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__range=(2000, 2100)), name="records_calendar_year_in_bounds"
            ),
            models.CheckConstraint(
                condition=~Q(days_off__overlap=F("make_up_days")), name="records_calendar_day_is_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class DeadlineRun(models.Model):
    """One run of the job that works out waiting deadlines anew: who asked for it, and how far it is."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("发起人"), on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(_("发起时间"), default=timezone.now)
    ended_at = models.DateTimeField(_("办结时间"), null=True)
    looked = models.PositiveIntegerField(_("看过的条数"), default=0)
    moved = models.PositiveIntegerField(_("改了期限的条数"), default=0)
    last = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("重算待审期限")
        verbose_name_plural = _("重算待审期限")
        constraints = [
            models.UniqueConstraint(
                fields=["ended_at"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="records_one_open_deadline_run",
            )
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"
