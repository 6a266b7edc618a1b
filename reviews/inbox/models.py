"""What reviewers decided, and who is looking at what.

Waiting work itself is not here: it is `records.Change` in the state 待审.
"""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.inbox.bulk.models import BulkItem, BulkRun
from reviews.inbox.enums import Outcome
from talent.orgs.enums import Level
from talent.orgs.models import Organisation, ScopeColumns, ScopedQuerySet
from talent.records.models import Change

__all__ = ["BulkItem", "BulkRun", "Claim", "Decision"]

#: Of rows that belong to a change: they are seen by whoever may see the change.
_OF_THE_CHANGE = ScopeColumns(
    region="change__region_code",
    industry="change__industry",
    system="change__system_id",
    unit="change__unit_id",
)


class Claim(models.Model):
    """Somebody looks at a change at an office, until a time; then it is nobody's again.

    One a change. Where the change waits elsewhere meanwhile, or the time is over, it says nothing
    (`in_force`); a decision takes it away by a trigger, whichever way it was made.
    """

    change = models.OneToOneField(
        Change,
        verbose_name=_("变更"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="claim",
    )
    office = models.ForeignKey(
        Organisation, verbose_name=_("审核机构"), on_delete=models.CASCADE, related_name="+", db_index=False
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("审核人"), on_delete=models.CASCADE, related_name="+"
    )
    at = models.DateTimeField(_("时间"), default=timezone.now)
    until = models.DateTimeField(_("截止时间"))

    scope_columns = _OF_THE_CHANGE
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("正在办理")
        verbose_name_plural = _("正在办理")
        base_manager_name = "_plain"
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=models.F("at")), name="inbox_claim_ends_later")
        ]

    _plain = models.Manager()  # noqa: DJ012  # after `objects`, which stays the default manager

    def __str__(self) -> str:
        return f"{self.by} – {timezone.localtime(self.until):%H:%M}"


class Decision(models.Model):
    """One decision of one office on one change; written with it, never changed afterwards."""

    change = models.ForeignKey(
        Change, verbose_name=_("变更"), on_delete=models.PROTECT, related_name="decisions"
    )
    level = models.CharField(_("级别"), max_length=10, choices=Level)
    office = models.ForeignKey(
        Organisation, verbose_name=_("审核机构"), on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("审核人"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    standing_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("所代审核人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    outcome = models.CharField(_("结论"), max_length=10, choices=Outcome)
    opinion = models.CharField(_("审核意见"), max_length=500, blank=True)
    at = models.DateTimeField(_("时间"), default=timezone.now)
    #: Since which day the change waited at this office.
    arrived_on = models.DateField(_("到达日期"), null=True)
    self_review = models.BooleanField(_("自审"), default=False)

    scope_columns = _OF_THE_CHANGE
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("审核结论")
        verbose_name_plural = _("审核结论")
        base_manager_name = "_plain"
        ordering: ClassVar[list[str]] = ["id"]
        indexes = [
            models.Index(fields=["office", "-id"], name="inbox_decision_office"),
            models.Index(fields=["by", "-id"], name="inbox_decision_by"),
            # Decisions come one after the other: of the latest weeks this finds the pages, and costs nearly
            # nothing to keep.
            BrinIndex(fields=["at"], name="inbox_decision_at", autosummarize=True, pages_per_range=32),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.REJECTED) | ~Q(opinion=""), name="inbox_rejected_has_opinion"
            ),
        ]

    _plain = models.Manager()  # noqa: DJ012  # after `objects`, which stays the default manager

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} {self.at:%Y-%m-%d %H:%M}"


class SavedView(models.Model):
    """Conditions of a queue under a name, kept by one account at one office.

    `shared`: whoever reviews there may use it. `is_default`: the queue opens with it, for its account alone.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.CASCADE, related_name="+"
    )
    office = models.ForeignKey(
        Organisation, verbose_name=_("审核机构"), on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("名称"), max_length=20)
    asked = models.CharField(_("条件"), max_length=1000)
    shared = models.BooleanField(_("与本机构同事共用"), default=False)
    is_default = models.BooleanField(_("打开审核时就用"), default=False)
    position = models.PositiveSmallIntegerField(_("顺序"), default=0)

    class Meta:
        verbose_name = _("审核视图")
        verbose_name_plural = _("审核视图")
        ordering: ClassVar[list[str]] = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["account", "office", "name"], name="inbox_view_name_once"),
            models.UniqueConstraint(
                fields=["account", "office"], condition=Q(is_default=True), name="inbox_one_default_view"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(asked=""), name="inbox_view_says_something"),
        ]

    def __str__(self) -> str:
        return self.name


class Urging(models.Model):
    """A change waited far beyond its deadline, and the office above was told (催办); once a deadline.

    `above` is empty where no office stands above. Who decides stays the same.
    """

    change = models.ForeignKey(
        Change, verbose_name=_("变更"), on_delete=models.PROTECT, related_name="urgings", db_index=False
    )
    office = models.ForeignKey(
        Organisation,
        verbose_name=_("待审机构"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    above = models.ForeignKey(
        Organisation,
        verbose_name=_("报送的上级机构"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    deadline = models.DateField(_("审核时限"))
    at = models.DateTimeField(_("时间"), default=timezone.now)

    scope_columns = _OF_THE_CHANGE
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("逾期催办")
        verbose_name_plural = _("逾期催办")
        base_manager_name = "_plain"
        constraints = [
            models.UniqueConstraint(fields=["change", "office", "deadline"], name="inbox_urged_once")
        ]

    _plain = models.Manager()  # noqa: DJ012  # after `objects`, which stays the default manager

    def __str__(self) -> str:
        return f"{self.office} {self.deadline}"


class Figures(models.Model):
    """What decided is counted of, for an office and for each of its reviewers; days are working days."""

    at = models.DateTimeField(_("统计时间"))
    decided_week = models.PositiveIntegerField(_("近 7 天办结"), default=0)
    decided_month = models.PositiveIntegerField(_("近 30 天办结"), default=0)
    returned_month = models.PositiveIntegerField(_("近 30 天退回"), default=0)
    median_days = models.PositiveIntegerField(_("办理用时中位数(工作日)"), null=True)

    class Meta:
        abstract = True

    @property
    def returned_percent(self) -> int | None:
        """Of the decisions of the last 30 days so many sent back; None without any."""
        return round(100 * self.returned_month / self.decided_month) if self.decided_month else None


class Backlog(Figures):
    """What waits at an office and how fast it decides, as last counted (`backlog.counting`)."""

    office = models.OneToOneField(
        Organisation,
        verbose_name=_("审核机构"),
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="backlog",
    )
    waiting = models.PositiveIntegerField(_("待审"), default=0)
    overdue = models.PositiveIntegerField(_("逾期"), default=0)
    urged = models.PositiveIntegerField(_("已催办"), default=0)
    oldest_on = models.DateField(_("最早到达"), null=True)
    #: Of a unit: since when it is known that nobody reviews there and something waits.
    unmanned_since = models.DateField(_("无人审核的起始日期"), null=True)

    scope_columns = ScopeColumns(
        region="office__managing_region__code",
        industry="office__industry",
        system="office__administrative_department",
        unit="office",
    )
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("积压情况")
        verbose_name_plural = _("积压情况")
        base_manager_name = "_plain"

    _plain = models.Manager()  # noqa: DJ012  # after `objects`, which stays the default manager

    def __str__(self) -> str:
        return f"{self.office} {self.waiting}"


class ReviewerFigures(Figures):
    """How much each reviewer of an office decided; for the eyes of that office alone."""

    office = models.ForeignKey(
        Organisation, verbose_name=_("审核机构"), on_delete=models.CASCADE, related_name="+", db_index=False
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("审核人"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("审核人办理情况")
        verbose_name_plural = _("审核人办理情况")
        constraints = [models.UniqueConstraint(fields=["office", "by"], name="inbox_figures_once_a_reviewer")]

    def __str__(self) -> str:
        return f"{self.by} {self.decided_month}"


class Reason(models.Model):
    """What offices give as a reason again and again; a reviewer picks one, and its text stays as it was."""

    text = models.CharField(_("原因"), max_length=100)
    text_en = models.CharField(_("英文"), max_length=200, blank=True)
    place = models.PositiveSmallIntegerField(_("排序"), default=100)
    at_fields = models.BooleanField(_("用于单个字段的意见"), default=True)
    for_returning = models.BooleanField(_("用于退回修改"), default=True)
    for_rejecting = models.BooleanField(_("用于不予通过"), default=False)
    is_retired = models.BooleanField(_("停用"), default=False)

    class Meta:
        verbose_name = _("预置原因")
        verbose_name_plural = _("预置原因")
        ordering: ClassVar[list[str]] = ["place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["text"], name="inbox_reason_once", violation_error_message=_("已经有这一条。")
            ),
            models.CheckConstraint(
                condition=~Q(text="") & (Q(at_fields=True) | Q(for_returning=True) | Q(for_rejecting=True)),
                name="inbox_reason_has_a_use",
                violation_error_message=_("请至少选一种用处。"),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def named(self, language: str) -> str:
        """In the reader's language, as far as it has words there."""
        return self.text_en if language.startswith("en") and self.text_en else self.text
