"""Facts of approved records, and the frozen releases that the public reads.

Facts and the two secret tables of the gate are for the application only; the login of the public may read
Release, ReleaseTable, ReleaseCell and ReleaseNote and nothing else of the whole database (migrations 0002,
0006), and of those only what is published and not withdrawn.
"""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.stats.enums import NoteKind, ProposalState, ReleaseState
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


class Lattice(models.Model):
    """What is declared public, as a whole (declared.Declared); each change makes a new version (migration
    0006 refuses any other), so the list of them is the history."""

    number = models.PositiveIntegerField(_("版本"), unique=True)
    content = models.JSONField(_("内容"))
    note = models.CharField(_("改了什么"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("修改人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("修改时间"), default=timezone.now)

    class Meta:
        verbose_name = _("统计表方案")
        verbose_name_plural = _("统计表方案")
        ordering: ClassVar[list[str]] = ["-number"]

    def __str__(self) -> str:
        return str(self.number)


class Release(models.Model):
    """A numbered publication of all open tables: a draft until a second person has approved it, frozen from
    then on. Withdrawn, it stays, and the public reads it no longer (row security, migration 0006), until
    somebody else than who withdrew it restores it (migration 0010). A drawn draft that is discarded stays as
    well, without its tables: its number is used up."""

    number = models.PositiveIntegerField(_("发布号"), unique=True)
    as_of = models.DateField(_("统计时点"))
    state = models.CharField(_("状态"), max_length=10, choices=ReleaseState, default=ReleaseState.DRAWING)
    published_at = models.DateTimeField(_("发布时间"), default=timezone.now)

    class Meta:
        verbose_name = _("统计发布")
        verbose_name_plural = _("统计发布")
        ordering: ClassVar[list[str]] = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ReleaseState.values), name="stats_release_state_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class ReleaseNote(models.Model):
    """What is said of a published release wherever it was: a correction that two persons passed, why it is
    withdrawn, or restored. Public, and never changed. It repeats the days of its release, which the public
    cannot ask for once it is withdrawn."""

    release = models.PositiveIntegerField(_("发布号"), db_index=True)
    as_of = models.DateField(_("统计时点"))
    published_at = models.DateTimeField(_("发布时间"))
    kind = models.CharField(_("种类"), max_length=10, choices=NoteKind)
    text_zh = models.CharField(_("说明"), max_length=500)
    text_en = models.CharField(_("英文说明"), max_length=800, blank=True)
    at = models.DateTimeField(_("时间"), default=timezone.now)

    class Meta:
        verbose_name = _("发布说明")
        verbose_name_plural = _("发布说明")
        ordering: ClassVar[list[str]] = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text_zh=""), name="stats_note_says_something"),
        ]

    def __str__(self) -> str:
        return self.text_zh


class ProposedNote(models.Model):
    """A correction before it is public: written by one administrator, passed or refused by another. Its words
    never change, and it is decided once (migration 0010)."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="proposed")
    text_zh = models.CharField(_("说明"), max_length=500)
    text_en = models.CharField(_("英文说明"), max_length=800, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"), default=timezone.now)
    state = models.CharField(_("状态"), max_length=10, choices=ProposalState, default=ProposalState.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("原因"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("待批准的更正说明")
        verbose_name_plural = _("待批准的更正说明")
        ordering: ClassVar[list[str]] = ["-id"]
        indexes = [
            models.Index(
                fields=["at"], condition=models.Q(state=ProposalState.WAITING), name="stats_proposed_waiting"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text_zh=""), name="stats_proposal_says_something"),
            models.CheckConstraint(
                condition=models.Q(
                    state=ProposalState.WAITING, decided_by__isnull=True, decided_at__isnull=True, reason=""
                )
                | models.Q(state=ProposalState.TAKEN_BACK, decided_by=models.F("by"))
                | (
                    models.Q(state__in=[ProposalState.PASSED, ProposalState.REFUSED])
                    & models.Q(decided_by__isnull=False)
                    & ~models.Q(decided_by=models.F("by"))
                ),
                name="stats_correction_by_two",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ProposalState.REFUSED) ^ models.Q(reason=""),
                name="stats_refused_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.text_zh


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
    """What is not public about a release: who made, approved, withdrew and restored it, under which key
    (never under two) and by which version of the declared tables, how far it is drawn, and what it changes
    (comparing)."""

    release = models.OneToOneField(Release, primary_key=True, on_delete=models.CASCADE, related_name="secret")
    key_fingerprint = models.CharField(max_length=16)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    #: Nobody while it is withdrawn.
    restored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    lattice = models.PositiveIntegerField(default=0)
    step = models.CharField(max_length=10, blank=True)
    summary = models.JSONField(default=dict)
    #: How the codes of each dimension were read (kept).
    readings = models.JSONField(default=list, db_default=[])
    discarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("发布的内部资料")
        verbose_name_plural = _("发布的内部资料")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(by__isnull=True)
                | models.Q(approved_by__isnull=True)
                | ~models.Q(approved_by=models.F("by")),
                name="stats_release_by_two",
            ),
            models.CheckConstraint(
                condition=models.Q(restored_by__isnull=True)
                | models.Q(withdrawn_by__isnull=True)
                | ~models.Q(restored_by=models.F("withdrawn_by")),
                name="stats_restored_by_two",
            ),
            models.CheckConstraint(
                condition=models.Q(discarded_by__isnull=True, discarded_at__isnull=True)
                | models.Q(discarded_by__isnull=False, discarded_at__isnull=False, approved_by__isnull=True),
                name="stats_discarded_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.release_id)


class PublishedCell(models.Model):
    """The standing figure of a cell of the lattice and the release that drew it (gate.CellState): the last
    one that anybody saw, be it of a draft that was discarded."""

    cell = models.CharField(max_length=200, primary_key=True)
    last_redraw = models.PositiveIntegerField()
    value = models.PositiveIntegerField(null=True)
    mark = models.CharField(max_length=4, blank=True)

    class Meta:
        verbose_name = _("现行数字")
        verbose_name_plural = _("现行数字")

    def __str__(self) -> str:
        return self.cell


class DrawnCell(models.Model):
    """The same of a draft: what stands in PublishedCell once it is published or discarded."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="+")
    cell = models.CharField(max_length=200)
    last_redraw = models.PositiveIntegerField()
    value = models.PositiveIntegerField(null=True)
    mark = models.CharField(max_length=4, blank=True)
    #: gate.Parts of its set, where this draft drew it.
    parts = ArrayField(models.BigIntegerField(), default=list, db_default=[])

    class Meta:
        verbose_name = _("待发布数字")
        verbose_name_plural = _("待发布数字")
        constraints = [
            models.UniqueConstraint(fields=["release", "cell"], name="stats_drawn_once"),
        ]

    def __str__(self) -> str:
        return self.cell


class DrawnSet(models.Model):
    """A set of persons that a release or a read draft drew under the name of a cell: what it showed and the
    sums of its persons' keys (gate.Parts). Kept as long as the snapshot of that release (sets)."""

    release = models.PositiveIntegerField()
    cell = models.CharField(max_length=200)
    value = models.PositiveIntegerField(null=True)
    mark = models.CharField(max_length=4, blank=True)
    parts = ArrayField(models.BigIntegerField())

    class Meta:
        verbose_name = _("公开过的人群")
        verbose_name_plural = _("公开过的人群")
        constraints = [
            models.UniqueConstraint(fields=["release", "cell"], name="stats_set_once"),
        ]

    def __str__(self) -> str:
        return f"{self.release}/{self.cell}"


class Forgetting(models.Model):
    """The key of an erased person in the snapshots, and the random one that takes its place (forgetting).
    The row goes with the last of them."""

    person_key = models.BigIntegerField()
    instead = models.BigIntegerField()

    class Meta:
        verbose_name = _("快照中待替换的人员")
        verbose_name_plural = _("快照中待替换的人员")

    def __str__(self) -> str:
        return str(self.pk)


class Snapshot(models.Model):
    """Pseudonymous profiles counted in a release that a later one still compares itself with (columns), as
    parts of Parquet."""

    release = models.PositiveIntegerField()
    part = models.PositiveIntegerField()
    rows = models.BinaryField()

    class Meta:
        verbose_name = _("发布快照")
        verbose_name_plural = _("发布快照")
        constraints = [models.UniqueConstraint(fields=["release", "part"], name="stats_snapshot_part")]

    def __str__(self) -> str:
        return f"{self.release}/{self.part}"
