"""What the automatic checks need and leave behind: marks for comparing people, and what was verified."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.orgs.models import Organisation


class Mark(models.Model):
    """A record has, or once had, this number of a certificate, this telephone, or this name with this birth.

    `digest` is the beginning of a keyed hash, from which nothing is read back; whoever finds a row looks into
    the record whether it still stands there.
    """

    pk = models.CompositePrimaryKey("digest", "record")
    digest = models.BigIntegerField(_("摘要"))
    record = models.ForeignKey(
        "records.TalentRecord", verbose_name=_("人才记录"), on_delete=models.CASCADE, related_name="marks"
    )

    class Meta:
        verbose_name = _("比对标记")
        verbose_name_plural = _("比对标记")

    def __str__(self) -> str:
        return f"{self.digest} · {self.record_id}"


class Verification(models.Model):
    """Somebody of an office has looked into one finding of the checks and found it in order (已核实).

    `mark` names the finding with its values: with other values it is another finding. `stands`: the checks
    find it in what was submitted last.
    """

    change: models.ForeignKey[Any, Any] = models.ForeignKey(
        "records.Change", verbose_name=_("变更"), on_delete=models.CASCADE, related_name="verifications"
    )
    office = models.ForeignKey(
        Organisation, verbose_name=_("审核机构"), on_delete=models.PROTECT, related_name="+"
    )
    mark = models.CharField(_("检查结果"), max_length=160)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("核实人"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("时间"), default=timezone.now)
    stands = models.BooleanField(_("仍是这样"), default=True)

    class Meta:
        verbose_name = _("检查核实")
        verbose_name_plural = _("检查核实")
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["change", "office", "mark"], name="records_verified_once")
        ]

    def __str__(self) -> str:
        return self.mark
