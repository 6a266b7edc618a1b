"""Facts of approved records, and the frozen releases that the public reads.

Facts and the two secret tables of the gate are for the application only; the login of the public may read
Release, ReleaseTable and ReleaseCell and nothing else of the whole database (migration 0002).
"""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.categories.models import Category
from talent.records.models import Person, TalentRecord


class BreakDown(models.Model):
    """A field by which statistics break down; `slot` is its place in Fact.codes, given out once for good.

    `path` is the name under which the field began: a renamed field keeps its slot.
    """

    path = models.CharField(_("字段"), max_length=140, unique=True)
    slot = models.PositiveSmallIntegerField(_("位置"), unique=True)

    class Meta:
        verbose_name = _("统计分组")
        verbose_name_plural = _("统计分组")

    def __str__(self) -> str:
        return self.path


class BreakDownCode(models.Model):
    """The small number that stands for a code in Fact.codes (0 = not stated or not in the list)."""

    breakdown = models.ForeignKey(BreakDown, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(_("代码"), max_length=20)
    number = models.PositiveSmallIntegerField(_("编号"))

    class Meta:
        verbose_name = _("统计分组代码")
        verbose_name_plural = _("统计分组代码")
        constraints = [
            models.UniqueConstraint(fields=["breakdown", "code"], name="stats_code_once"),
            models.UniqueConstraint(fields=["breakdown", "number"], name="stats_number_once"),
        ]

    def __str__(self) -> str:
        return self.code


class FactColumns(models.Model):
    """One approved record, narrow: small numbers only, no name and no text."""

    person = models.ForeignKey(Person, on_delete=models.DO_NOTHING, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.DO_NOTHING, related_name="+")
    unit_id = models.BigIntegerField()
    region_code = models.IntegerField()
    seat_code = models.IntegerField()
    birth_year = models.SmallIntegerField(null=True)
    counted = models.BooleanField()
    person_key = models.BigIntegerField()
    codes = ArrayField(models.SmallIntegerField())

    class Meta:
        abstract = True


class Fact(FactColumns):
    """The facts of every record that has an approved change, written in the approving transaction."""

    record = models.OneToOneField(
        TalentRecord, primary_key=True, on_delete=models.DO_NOTHING, related_name="+"
    )

    class Meta:
        verbose_name = _("统计事实")
        verbose_name_plural = _("统计事实")

    def __str__(self) -> str:
        return str(self.record_id)


class FactLog(models.Model):
    """Which facts changed in which transaction: append-only, for snapshots that catch up."""

    record_id = models.BigIntegerField()
    transaction = models.BigIntegerField(
        db_default=RawSQL("(pg_current_xact_id()::text)::bigint", []), editable=False
    )

    class Meta:
        verbose_name = _("统计事实日志")
        verbose_name_plural = _("统计事实日志")

    def __str__(self) -> str:
        return str(self.record_id)


class Release(models.Model):
    """A frozen, numbered publication of all open tables."""

    number = models.PositiveIntegerField(_("发布号"), unique=True)
    as_of = models.DateField(_("统计时点"))
    published_at = models.DateTimeField(_("发布时间"), default=timezone.now)

    class Meta:
        verbose_name = _("统计发布")
        verbose_name_plural = _("统计发布")
        ordering: ClassVar[list[str]] = ["-number"]

    def __str__(self) -> str:
        return str(self.number)


class ReleaseTable(models.Model):
    """One table of a release; it carries its own labels, so that reading needs no other table.

    areas: [{"code", "level", "label_zh", "label_en"}];
    dimensions: [{"key", "label_zh", "label_en", "codes": [{"code", "label_zh", "label_en"}]}].
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="tables")
    key = models.CharField(_("代号"), max_length=60)
    title_zh = models.CharField(_("标题"), max_length=120)
    title_en = models.CharField(_("英文标题"), max_length=200)
    level = models.CharField(_("级别"), max_length=10)
    areas = models.JSONField(_("地区"))
    dimensions = models.JSONField(_("分组"))

    class Meta:
        verbose_name = _("发布的表")
        verbose_name_plural = _("发布的表")
        constraints = [models.UniqueConstraint(fields=["release", "key"], name="stats_table_once_a_release")]

    def __str__(self) -> str:
        return self.title_zh


class ReleaseCell(models.Model):
    """A published figure: a number, or a mark in its place. `classes` lacks what it is a total over."""

    table = models.ForeignKey(ReleaseTable, on_delete=models.CASCADE, related_name="cells")
    area = models.IntegerField(_("地区"))
    classes = models.JSONField(_("分组"))
    value = models.PositiveIntegerField(_("数值"), null=True)
    mark = models.CharField(_("标记"), max_length=4, blank=True)

    class Meta:
        verbose_name = _("发布的数字")
        verbose_name_plural = _("发布的数字")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value__isnull=True) ^ models.Q(mark=""), name="stats_number_or_mark"
            ),
            models.UniqueConstraint(fields=["table", "area", "classes"], name="stats_cell_once_a_table"),
        ]

    def __str__(self) -> str:
        return self.mark or str(self.value)


class SecretRelease(models.Model):
    """What is not public about a release: who made it, and under which key (never under two)."""

    release = models.OneToOneField(Release, primary_key=True, on_delete=models.CASCADE, related_name="+")
    key_fingerprint = models.CharField(max_length=16)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("发布的内部资料")
        verbose_name_plural = _("发布的内部资料")

    def __str__(self) -> str:
        return str(self.release_id)


class PublishedCell(models.Model):
    """The standing figure of a cell of the lattice and the release that drew it (gate.CellState)."""

    cell = models.CharField(max_length=200, primary_key=True)
    last_redraw = models.PositiveIntegerField()
    value = models.PositiveIntegerField(null=True)
    mark = models.CharField(max_length=4, blank=True)

    class Meta:
        verbose_name = _("现行数字")
        verbose_name_plural = _("现行数字")

    def __str__(self) -> str:
        return self.cell


class ReleasedProfile(models.Model):
    """A pseudonymous profile counted in a release that a later one still compares itself with."""

    release = models.PositiveIntegerField()
    person_key = models.BigIntegerField()
    league = models.IntegerField()
    category = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("发布快照")
        verbose_name_plural = _("发布快照")
        indexes = [models.Index(fields=["release"], name="stats_snapshot_release")]

    def __str__(self) -> str:
        return str(self.release)
