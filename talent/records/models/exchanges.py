"""What happens to a change while it waits, besides decisions: questions and other offices."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.orgs.enums import Level
from talent.orgs.models import Organisation, ScopeColumns, ScopedQuerySet
from talent.records.models.people import Change

#: Seen by whoever may see the change.
_OF_THE_CHANGE = ScopeColumns(
    region="change__region_code",
    industry="change__industry",
    system="change__system_id",
    unit="change__unit_id",
)


class Question(models.Model):
    """What an office asked the collector while a change waits there, and the answer; one open a change."""

    change = models.ForeignKey(
        Change, verbose_name=_("变更"), on_delete=models.CASCADE, related_name="questions"
    )
    office = models.ForeignKey(
        Organisation, verbose_name=_("审核机构"), on_delete=models.PROTECT, related_name="+"
    )
    text = models.CharField(_("询问"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("审核人"), on_delete=models.PROTECT, related_name="+"
    )
    #: The reviewer in whose place `by` did it (代审).
    standing_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("所代审核人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    at = models.DateTimeField(_("询问时间"), default=timezone.now)
    due = models.DateField(_("答复期限"))
    #: Working days of the office's own term that were left; None where the term was over already.
    left = models.PositiveSmallIntegerField(null=True)
    answer = models.CharField(_("答复"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("答复人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    #: The change was decided or withdrawn before anybody answered.
    lapsed_at = models.DateTimeField(_("不再需要答复"), null=True)

    scope_columns = _OF_THE_CHANGE
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("询问填报人")
        verbose_name_plural = _("询问填报人")
        base_manager_name = "_plain"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["change"],
                condition=Q(answered_at__isnull=True, lapsed_at__isnull=True),
                name="records_one_open_question",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | Q(answered_at__isnull=False, lapsed_at__isnull=True),
                name="records_answer_has_time",
            ),
        ]

    _plain = models.Manager()  # noqa: DJ012  # after `objects`, which stays the default manager

    def __str__(self) -> str:
        return self.text


class Forward(models.Model):
    """A change went from the office where it waited to another one, at the same step of its route."""

    change = models.ForeignKey(
        Change, verbose_name=_("变更"), on_delete=models.CASCADE, related_name="forwards"
    )
    level = models.CharField(_("级别"), max_length=10, choices=Level)
    from_office = models.ForeignKey(
        Organisation, verbose_name=_("转出机构"), on_delete=models.PROTECT, related_name="+"
    )
    to_office = models.ForeignKey(
        Organisation, verbose_name=_("转入机构"), on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("转办原因"), max_length=200)
    #: None where it went by itself, long overdue (`handingup`).
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("转办人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    #: The reviewer in whose place `by` did it (代审).
    standing_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("所代审核人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    at = models.DateTimeField(_("转办时间"), default=timezone.now)

    scope_columns = _OF_THE_CHANGE
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("转其他机构办理")
        verbose_name_plural = _("转其他机构办理")
        base_manager_name = "_plain"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_office=F("to_office")) & ~Q(reason=""), name="records_forward_goes_away"
            )
        ]

    _plain = models.Manager()  # noqa: DJ012  # after `objects`, which stays the default manager

    def __str__(self) -> str:
        return f"{self.from_office} → {self.to_office}"
