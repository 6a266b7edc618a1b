"""The rules by which changes pass levels of review, and what was ever done to them (notice 四(三))."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talent.categories.models import Category
from talent.orgs.enums import Level

#: The levels that a rule can ask for: a unit reviews its own in any case.
ABOVE_UNIT = tuple(each for each in Level if each != Level.UNIT)


class RouteRule(models.Model):
    """Whatever a rule is met by passes its levels as well. `key`: of a rule that came with the system.

    A rule is met by changes of its categories, from units of its types (any where none is named), whose
    values meet the condition. It is never deleted: what it did stays explicable.
    """

    key = models.SlugField(max_length=40, blank=True, editable=False)
    name = models.CharField(_("名称"), max_length=80)
    name_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(_("次序"), default=100)
    every_category = models.BooleanField(_("全部类别"), default=False)
    categories = models.ManyToManyField(Category, verbose_name=_("类别"), blank=True, related_name="+")
    unit_types = ArrayField(
        models.CharField(max_length=4), verbose_name=_("单位类型"), default=list, blank=True
    )
    condition = models.CharField(_("条件"), max_length=2000, blank=True)
    levels = ArrayField(
        models.CharField(max_length=10, choices=[(each.value, each.label) for each in ABOVE_UNIT]),
        verbose_name=_("经过的级别"),
    )
    valid_from = models.DateField(_("起用日期"), default=timezone.localdate)
    enabled = models.BooleanField(_("启用"), default=True)
    lock = models.PositiveIntegerField(_("修改次数"), default=0)

    class Meta:
        verbose_name = _("审核路线规则")
        verbose_name_plural = _("审核路线规则")
        ordering: ClassVar[list[str]] = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(levels__len__gt=0, levels__contained_by=[each.value for each in ABOVE_UNIT]),
                name="records_route_rule_adds_levels",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="records_route_rule_has_name"),
            models.UniqueConstraint(
                fields=["key"], condition=~Q(key=""), name="records_route_rule_carried_once"
            ),
        ]

    def __str__(self) -> str:
        english = (get_language() or "").startswith("en") and self.name_en
        return self.name_en if english else self.name


class RouteEdit(models.Model):
    """One change of a rule: who, when, and the whole rule before (empty for a new one) and after."""

    rule = models.ForeignKey(
        RouteRule, verbose_name=_("规则"), on_delete=models.PROTECT, related_name="edits"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("修改人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("时间"), default=timezone.now)
    before = models.JSONField(_("修改前"), default=dict)
    after = models.JSONField(_("修改后"))

    class Meta:
        verbose_name = _("审核路线规则的修改")
        verbose_name_plural = _("审核路线规则的修改")
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"{self.rule} {self.at:%Y-%m-%d %H:%M}"
