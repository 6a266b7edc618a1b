"""What organisations fill into sheets."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.categories.models import Category, CategoryVersion
from talent.categories.service import join
from talent.orgs.models import Organisation, ScopeColumns, ScopedQuerySet
from talent.records.enums import SheetState
from talent.security.service import decrypt


class SheetEntry(models.Model):
    """What one organisation has filled into one sheet."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("机构"), on_delete=models.PROTECT, related_name="+"
    )
    category = models.ForeignKey(
        Category, verbose_name=_("登记表"), on_delete=models.PROTECT, related_name="+"
    )
    version = models.ForeignKey(
        CategoryVersion, verbose_name=_("版本"), on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(_("状态"), max_length=10, choices=SheetState, default=SheetState.DRAFT)
    data = models.JSONField(_("内容"))
    sealed = models.BinaryField(_("敏感内容(加密)"), default=bytes)
    lock = models.PositiveIntegerField(_("修改次数"), default=0)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("填表人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    updated_at = models.DateTimeField(_("修改时间"), default=timezone.now)

    scope_columns = ScopeColumns(
        region="organisation__managing_region__code",
        industry="organisation__industry",
        system="organisation__administrative_department",
        unit="organisation_id",
    )
    objects = ScopedQuerySet.as_manager()
    _plain = models.Manager()  # noqa: DJ012  # after `objects`, which stays the default manager

    class Meta:
        verbose_name = _("机构登记表")
        verbose_name_plural = _("机构登记表")
        base_manager_name = "_plain"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "category"], name="records_one_entry_a_sheet")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.category}"

    def document(self) -> dict[str, Any]:
        """The whole sheet with its sensitive values opened."""
        return join(self.data, decrypt(table="sheetentry", column="sealed", row_id=self.pk, blob=self.sealed))
