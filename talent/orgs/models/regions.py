"""Regions, with management areas outside GB/T 2260, and what happens to these."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Mod
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talent.orgs.enums import OF_REGIONS, AreaEventKind, EventState, Level

#: The last two digits that areas have within a league; GB/T 2260 leaves them free (districts have 01-20,
#: counties and banners the numbers from 21 on, of which no league reaches 61, cities 81-99).
FIRST_AREA_NUMBER, LAST_AREA_NUMBER = 61, 80
_IN_LEAGUE = Mod(F("code"), Value(100))
_AREA_NUMBER = Q(
    GreaterThanOrEqual(_IN_LEAGUE, Value(FIRST_AREA_NUMBER)),
    LessThanOrEqual(_IN_LEAGUE, Value(LAST_AREA_NUMBER)),
)


class RegionQuerySet(models.QuerySet["Region"]):
    def in_use(self, day: date | None = None) -> "RegionQuerySet":
        """Regions in use on a day (today)."""
        day = day or timezone.localdate()
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_to__isnull=True) | Q(valid_to__gte=day))

    def of_the_standard(self) -> "RegionQuerySet":
        """Divisions of GB/T 2260, without management areas."""
        return self.filter(is_area=False)


class Region(models.Model):
    """A division of GB/T 2260 with its two parents: by code, and by whom it reports to.

    满洲里 (150781) and 二连浩特 (152501) have a league as code parent and report to the region itself.
    A management area (管理区, 开发区, 新区) is outside the standard and has a number that the standard leaves
    free; its parent is the league or banner in which it lies. It is never removed, so no code is given twice.
    """

    code = models.IntegerField(_("行政区划代码"), primary_key=True)
    name = models.CharField(_("名称"), max_length=60)
    name_en = models.CharField(_("英文名称"), max_length=80, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("上级(按代码)"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    reporting_parent = models.ForeignKey(
        "self",
        verbose_name=_("上级(按报送关系)"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reporting_children",
    )
    level = models.CharField(
        _("级别"), max_length=10, choices=[(each.value, each.label) for each in OF_REGIONS]
    )
    valid_from = models.DateField(_("启用日期"), null=True, blank=True)
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)
    is_area = models.BooleanField(_("管理区"), default=False)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("机构转入"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("地区")
        verbose_name_plural = _("地区")
        ordering: ClassVar[list[str]] = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(_AREA_NUMBER, is_area=True) | Q(~Q(_AREA_NUMBER), is_area=False),
                name="orgs_area_has_a_free_number",
            ),
            models.CheckConstraint(
                condition=Q(is_area=False)
                | Q(
                    level=Level.BANNER,
                    parent__isnull=False,
                    reporting_parent__isnull=False,
                    valid_from__isnull=False,
                ),
                name="orgs_area_is_placed",
            ),
            models.CheckConstraint(
                condition=Q(is_area=False) | Q(valid_to__isnull=True) | Q(successor__isnull=False),
                name="orgs_closed_area_has_successor",
            ),
        ]

    def __str__(self) -> str:
        return self.named(get_language() or "")

    def named(self, language: str) -> str:
        return self.name_en if language.startswith("en") and self.name_en else self.name

    @property
    def reporting_level(self) -> str:
        """The level at which its office works: who reports to the region itself works as a league."""
        if self.reporting_parent_id is None:
            return Level.REGION
        grandparent = self.reporting_parent.reporting_parent_id if self.reporting_parent else None
        return Level.LEAGUE if grandparent is None else Level.BANNER


#: The columns of an event of an area that name a region.
AREA_PLACES = ("parent", "reporting_parent", "successor")


class AreaEvent(models.Model):
    """Something that happens to a management area from a day on. `area` is empty until it is set up.

    `after` says what is to be, by column, and `before` keeps what stood there. `code` is the number of an
    area; regions stand as their codes.
    """

    area = models.ForeignKey(
        Region, verbose_name=_("管理区"), null=True, on_delete=models.PROTECT, related_name="events"
    )
    kind = models.CharField(_("变动"), max_length=10, choices=AreaEventKind)
    state = models.CharField(_("状态"), max_length=10, choices=EventState)
    effective = models.DateField(_("生效日期"))
    document = models.CharField(_("文号"), max_length=120)
    reason = models.CharField(_("说明"), max_length=500, blank=True)
    after = models.JSONField(_("变动后"), default=dict)
    before = models.JSONField(_("变动前"), default=dict)
    note = models.CharField(_("未能生效的原因"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("经办人"), on_delete=models.PROTECT, related_name="+"
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("接收方经办人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("登记时间"), default=timezone.now)
    done_at = models.DateTimeField(_("办结时间"), null=True)

    class Meta:
        verbose_name = _("管理区变动")
        verbose_name_plural = _("管理区变动")
        ordering: ClassVar[list[str]] = ["effective", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(document=""), name="orgs_area_event_has_document"),
            models.CheckConstraint(
                condition=Q(area__isnull=False) | Q(kind=AreaEventKind.SET_UP) & ~Q(state=EventState.DONE),
                name="orgs_area_event_of_an_area",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[EventState.PROPOSED, EventState.PLANNED], done_at__isnull=True)
                | (~Q(state__in=[EventState.PROPOSED, EventState.PLANNED]) & Q(done_at__isnull=False)),
                name="orgs_area_event_settled_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.get_kind_display()} {self.effective}"

    @property
    def name(self) -> str:
        """The name of the area, also before it is set up."""
        return str(self.area) if self.area else str(self.after.get("name", ""))
