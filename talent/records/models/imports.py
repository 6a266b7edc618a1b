"""The lists that people came in with: who brought which one in, for which unit, and when (整体导入)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.categories.models import Category
from talent.orgs.models import Organisation, ScopeColumns, ScopedQuerySet


class ImportRun(models.Model):
    """One list on its way in. Its changes name it (`Change.import_run`), whoever completed them since."""

    unit: "models.ForeignKey[Organisation, Organisation]" = models.ForeignKey(
        Organisation, verbose_name=_("单位"), on_delete=models.PROTECT, related_name="+"
    )
    category: "models.ForeignKey[Category, Category]" = models.ForeignKey(
        Category, verbose_name=_("类别"), on_delete=models.PROTECT, related_name="+"
    )
    filename = models.CharField(_("文件名"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("导入人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("导入时间"), default=timezone.now)

    scope_columns = ScopeColumns(
        region="unit__managing_region__code",
        industry="unit__industry",
        system="unit__administrative_department_id",
        unit="unit_id",
    )
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("导入批次")
        verbose_name_plural = _("导入批次")
        ordering: ClassVar[list[str]] = ["-id"]
        base_manager_name = "_plain"

    _plain = models.Manager()  # noqa: DJ012  # after `objects`, which stays the default manager

    def __str__(self) -> str:
        return f"{self.filename} · {timezone.localtime(self.at):%Y-%m-%d %H:%M}"
