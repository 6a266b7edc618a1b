"""Queries that somebody keeps to ask them again: what was asked, nobody who was found, no identity number."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.categories.models import Category
from talent.orgs.models import Organisation

LONGEST_NAME = 40


class SavedQuery(models.Model):
    """One query of one account. `unit`: the unit at whose desk it was asked; empty at the staff's desk."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.CASCADE, related_name="+"
    )
    unit = models.ForeignKey(
        Organisation, verbose_name=_("单位"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    category = models.ForeignKey(Category, verbose_name=_("类别"), on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("名称"), max_length=LONGEST_NAME)
    asked = models.TextField(_("查询条件"))
    saved_at = models.DateTimeField(_("保存时间"), default=timezone.now)

    class Meta:
        verbose_name = _("保存的查询")
        verbose_name_plural = _("保存的查询")
        ordering: ClassVar[list[str]] = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "unit", "name"], nulls_distinct=False, name="query_name_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="query_has_name"),
        ]

    def __str__(self) -> str:
        return self.name
