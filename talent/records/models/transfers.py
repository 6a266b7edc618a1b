"""The row of a transfer (调动): a person's records go from one unit to another when both agree."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.orgs.models import Organisation
from talent.records.enums import OPEN_TRANSFERS, TransferState


class TransferQuerySet(models.QuerySet["Transfer"]):
    def of(self, unit: Organisation) -> "TransferQuerySet":
        """Those that a unit has a part in; nobody else sees any."""
        return self.filter(Q(from_unit=unit) | Q(to_unit=unit))

    def to_answer(self, unit: Organisation) -> "TransferQuerySet":
        """Those that wait for this unit."""
        asked = Q(state=TransferState.ASKED, from_unit=unit)
        return self.filter(asked | Q(state=TransferState.OFFERED, to_unit=unit))


class Transfer(models.Model):
    """One person's way from one unit to another; answered by the unit that did not begin it."""

    person = models.ForeignKey(
        "records.Person", verbose_name=_("人员"), on_delete=models.PROTECT, related_name="transfers"
    )
    full_name = models.CharField(_("姓名"), max_length=72)
    from_unit = models.ForeignKey(
        Organisation, verbose_name=_("原单位"), on_delete=models.PROTECT, related_name="+"
    )
    to_unit = models.ForeignKey(
        Organisation, verbose_name=_("新单位"), on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(_("状态"), max_length=10, choices=TransferState)
    asked = models.BooleanField(_("由新单位申请"))
    day = models.DateField(_("调动日期"), default=date.today)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    answer = models.CharField(_("不同意的原因"), max_length=200, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("发起人"), on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(_("发起时间"), default=timezone.now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("办理人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    ended_at = models.DateTimeField(_("办结时间"), null=True)
    deadline = models.DateField(_("答复期限"))
    #: The office above both units, which may decide once the deadline is over; none where no office stands.
    office = models.ForeignKey(
        Organisation, verbose_name=_("负责机构"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    by_office = models.BooleanField(_("由负责机构决定"), default=False)

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = _("人员调动")
        verbose_name_plural = _("人员调动")
        indexes = [
            models.Index(fields=["from_unit", "-id"], name="records_transfer_from"),
            models.Index(fields=["to_unit", "-id"], name="records_transfer_to"),
            models.Index(fields=["office", "-id"], name="records_transfer_office"),
            models.Index(
                fields=["deadline"],
                name="records_transfer_due",
                condition=Q(state__in=sorted(OPEN_TRANSFERS)),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "from_unit"],
                condition=Q(state__in=sorted(OPEN_TRANSFERS)),
                name="records_one_open_transfer",
            ),
            models.CheckConstraint(condition=~Q(from_unit=F("to_unit")), name="records_transfer_goes_away"),
            models.CheckConstraint(
                condition=~Q(state=TransferState.ASKED, asked=False)
                & ~Q(state=TransferState.OFFERED, asked=True),
                name="records_transfer_begun_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(OPEN_TRANSFERS), ended_at__isnull=True)
                | (~Q(state__in=sorted(OPEN_TRANSFERS)) & Q(ended_at__isnull=False)),
                name="records_ended_transfer_has_time",
            ),
            models.CheckConstraint(
                condition=Q(by_office=False)
                | Q(office__isnull=False, state__in=[TransferState.DONE, TransferState.REFUSED]),
                name="records_office_has_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} → {self.to_unit}"

    def is_overdue(self, today: date | None = None) -> bool:
        """Whether nobody answered in time, so that the office may decide."""
        return self.state in OPEN_TRANSFERS and self.deadline < (today or timezone.localdate())

    @property
    def answering(self) -> Organisation:
        """The unit that answers: the one that did not begin it."""
        return self.from_unit if self.asked else self.to_unit

    @property
    def beginning(self) -> Organisation:
        return self.to_unit if self.asked else self.from_unit
