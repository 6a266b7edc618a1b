"""People, their records by category, and the changes proposed to them: `data` in the open, `sealed` encrypted
for this row alone. A record points at its approved change; what is not approved is nowhere else.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.categories.models import Category, CategoryVersion
from talent.categories.service import GONE, join
from talent.orgs.enums import Level
from talent.orgs.models import Organisation, ScopeColumns, ScopedQuerySet
from talent.records.enums import OPEN, Asked, ChangeState, Source
from talent.records.gapwords import gap_in_words
from talent.records.models.imports import ImportRun
from talent.security.service import decrypt, encrypt


class Person(models.Model):
    """One human being, known by the blind index of an identity number; the number is sealed in changes.
    Names stand in the changes: who only knows a number must not learn whose it is."""

    document_kind = models.CharField(_("证件类型"), max_length=4)
    blind_index = models.BinaryField(_("证件号码索引"), max_length=32, unique=True)
    number_masked = models.CharField(_("证件号码(遮盖)"), max_length=40)
    scope_columns = ScopeColumns(
        region="records__region_code",
        industry="records__industry",
        system="records__system_id",
        unit="records__unit_id",
        many=True,
        person="pk",
    )
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("人员")
        verbose_name_plural = _("人员")
        base_manager_name = "_plain"

    _plain = models.Manager()  # noqa: DJ012  # after `objects`, which stays the default manager

    def __str__(self) -> str:
        return self.number_masked

    @property
    def is_erased(self) -> bool:
        """Whether everything was taken out of this row and of all changes of its records."""
        return not self.document_kind


class Placed(models.Model):
    """Columns that scope and lists speak about, copied from the unit when a change is proposed.

    Every index is paid for at every change of a row, so none repeats the beginning of another one, and what
    is mostly empty is indexed where it stands.
    """

    category = models.ForeignKey(
        Category, verbose_name=_("类别"), on_delete=models.PROTECT, related_name="+", db_index=False
    )
    unit = models.ForeignKey(
        Organisation, verbose_name=_("单位"), on_delete=models.PROTECT, related_name="+", db_index=False
    )
    region_code = models.IntegerField(_("管理地区(隶属)"))
    seat_code = models.IntegerField(_("所在地区(属地)"))
    industry = models.CharField(_("行业"), max_length=1, blank=True)
    system = models.ForeignKey(
        Organisation,
        verbose_name=_("行政主管部门"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )

    scope_columns = ScopeColumns()
    objects = ScopedQuerySet.as_manager()
    _plain = models.Manager()  # noqa: DJ012  # after `objects`, which stays the default manager

    class Meta:
        abstract = True


def _where_set(model: str, field: str) -> models.Index:
    """An index of what is mostly empty; whoever looks for a value finds it there."""
    return models.Index(
        fields=[field], name=f"records_{model}_{field}", condition=Q(**{f"{field}__isnull": False})
    )


def placement(unit: Organisation) -> dict[str, Any]:
    """The values of `Placed` for rows of a unit (without the category)."""
    return {
        "unit_id": unit.pk,
        "region_code": unit.managing_region_id,
        "seat_code": unit.seat_region_id,
        "industry": unit.industry,
        "system_id": unit.administrative_department_id,
    }


class TalentRecord(Placed):
    """One person in one category. `approved` is the change in force; without it only review sees it.

    That it is a change of this very record, triggers hold (migration 0012). They find it by its record: an
    index of `approved` would have every index of the row written anew at each approval.
    """

    scope_columns = ScopeColumns(person="person_id")
    person = models.ForeignKey(
        Person, verbose_name=_("人员"), on_delete=models.PROTECT, related_name="records", db_index=False
    )
    approved = models.ForeignKey(
        "Change",
        verbose_name=_("审核通过的变更"),
        null=True,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    approved_at = models.DateTimeField(_("入库时间"), null=True)
    held = models.BooleanField(_("归本单位"), default=False)

    class Meta:
        verbose_name = _("人才记录")
        verbose_name_plural = _("人才记录")
        base_manager_name = "_plain"
        indexes = [
            models.Index(fields=["unit", "category", "id"], name="records_record_unit"),
            models.Index(fields=["region_code", "category", "id"], name="records_record_region"),
            models.Index(fields=["category", "id"], name="records_record_category"),
            _where_set("record", "system"),
        ]
        constraints = [
            # A draft binds nobody: what a unit submitted or an office approved does.
            models.UniqueConstraint(
                fields=["person", "category"], condition=Q(held=True), name="records_one_held_a_category"
            ),
            models.UniqueConstraint(
                fields=["person", "category", "unit"], name="records_one_record_a_category_and_unit"
            ),
            models.CheckConstraint(
                condition=Q(approved__isnull=True) | Q(held=True), name="records_approved_is_held"
            ),
            models.CheckConstraint(
                condition=Q(approved__isnull=True, approved_at__isnull=True)
                | Q(approved__isnull=False, approved_at__isnull=False),
                name="records_approved_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.category}"


class Change(Placed):
    """One proposed state of a record, from the first draft to the decision."""

    scope_columns = ScopeColumns(person="record__person_id")
    record = models.ForeignKey(
        TalentRecord, verbose_name=_("人才记录"), on_delete=models.PROTECT, related_name="changes"
    )
    version = models.ForeignKey(
        CategoryVersion,
        verbose_name=_("类别版本"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    state = models.CharField(_("状态"), max_length=10, choices=ChangeState, default=ChangeState.DRAFT)
    source = models.CharField(_("采集方式"), max_length=10, choices=Source)
    #: The list that it came in with, whoever completed it since.
    import_run = models.ForeignKey(
        ImportRun,
        verbose_name=_("导入批次"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    data = models.JSONField(_("内容"))
    sealed = models.BinaryField(_("敏感内容(加密)"), default=bytes)
    full_name = models.CharField(_("姓名"), max_length=72)
    name_bigrams = ArrayField(models.CharField(max_length=2), default=list)
    pinyin = models.CharField(_("拼音首字母"), max_length=72, blank=True)
    completeness = models.PositiveSmallIntegerField(_("完整度(%)"), default=0)
    blocking = models.JSONField(_("上报前须补正"), default=list)
    warnings = models.JSONField(_("提醒"), default=list)
    #: What the automatic checks found when it was submitted (checks.finding); how many of them are warnings,
    #: and how many the office where it waits has not verified yet: these keep it out of bulk.
    findings = models.JSONField(
        _("检查结果"), default=list, db_default=models.Value([], output_field=models.JSONField())
    )
    warned = models.PositiveSmallIntegerField(_("警告数"), default=0, db_default=0)
    open_warnings = models.PositiveSmallIntegerField(_("未核实的警告数"), default=0, db_default=0)
    lock = models.PositiveIntegerField(_("修改次数"), default=0)

    route = ArrayField(
        models.CharField(max_length=10, choices=Level), verbose_name=_("审核路线"), default=list
    )
    step = models.PositiveSmallIntegerField(_("审核步骤"), default=0)
    passed_over = models.JSONField(
        _("转上级的记录"), default=list, db_default=models.Value([], output_field=models.JSONField())
    )
    waiting_office = models.ForeignKey(
        Organisation,
        verbose_name=_("待审机构"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    deadline = models.DateField(_("审核时限"), null=True)
    #: The day on which the term at the present office began.
    waiting_since = models.DateField(_("到达待审机构的日期"), null=True)
    asked = models.CharField(_("询问"), max_length=10, choices=Asked, blank=True, default="", db_default="")
    #: It went on from the office of its route to another one, and stays there.
    forwarded = models.BooleanField(_("已转办"), default=False, db_default=False)
    reviewers = ArrayField(models.BigIntegerField(), verbose_name=_("各级审核人"), default=list)
    self_reviewed = models.BooleanField(_("自审"), default=False)

    editors = ArrayField(models.BigIntegerField(), verbose_name=_("填写人"), default=list)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("填报人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    created_at = models.DateTimeField(_("填报时间"), default=timezone.now)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("修改人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    updated_at = models.DateTimeField(_("修改时间"), default=timezone.now)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("上报人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    submitted_at = models.DateTimeField(_("上报时间"), null=True)
    decided_at = models.DateTimeField(_("办结时间"), null=True)

    class Meta:
        verbose_name = _("变更")
        verbose_name_plural = _("变更")
        base_manager_name = "_plain"
        indexes = [
            GinIndex(fields=["name_bigrams"], name="records_change_bigrams"),
            models.Index(
                fields=["waiting_office", "deadline", "id"],
                name="records_change_queue",
                # Beside the queue itself, all that counting what waits asks of a row.
                include=["waiting_since", "unit"],
                condition=Q(waiting_office__isnull=False),
            ),
            models.Index(
                fields=["waiting_office", "deadline", "id"],
                name="records_change_open_warnings",
                condition=Q(waiting_office__isnull=False, open_warnings__gt=0),
            ),
            models.Index(
                fields=["waiting_office", "asked", "deadline", "id"],
                name="records_change_asked",
                condition=~Q(asked=""),
            ),
            models.Index(
                fields=["waiting_office", "import_run", "deadline", "id"],
                name="records_change_import_run",
                condition=Q(waiting_office__isnull=False, import_run__isnull=False),
            ),
            models.Index(fields=["unit", "state", "-updated_at", "-id"], name="records_change_unit"),
            models.Index(fields=["unit", "-updated_at", "-id"], name="records_change_newest"),
            *(_where_set("change", each) for each in ("system", "created_by", "updated_by", "submitted_by")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["record"], condition=Q(state__in=sorted(OPEN)), name="records_one_open_change"
            ),
            models.CheckConstraint(
                condition=Q(
                    state=ChangeState.WAITING, waiting_office__isnull=False, deadline__isnull=False,
                    submitted_at__isnull=False,
                )
                | (~Q(state=ChangeState.WAITING) & Q(waiting_office__isnull=True, deadline__isnull=True)),
                name="records_waiting_has_office",
            ),
            models.CheckConstraint(
                condition=Q(state=ChangeState.WAITING) | Q(asked="", forwarded=False),
                name="records_only_waiting_is_asked",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ChangeState.ACCEPTED, ChangeState.REJECTED], decided_at__isnull=False)
                | (~Q(state__in=[ChangeState.ACCEPTED, ChangeState.REJECTED]) & Q(decided_at__isnull=True)),
                name="records_decided_has_time",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.full_name} · {self.category}"

    @property
    def level(self) -> str:
        """The level at which it waits; "" when it does not."""
        return self.route[self.step] if self.state == ChangeState.WAITING else ""

    @property
    def hands(self) -> frozenset[int]:
        """Who filled it in, sent it or answered for it: what they decide on is a self-review (自审)."""
        return hands_of(self.created_by_id, self.submitted_by_id, self.editors)

    @property
    def eyes(self) -> frozenset[int]:
        """Whose eyes it has seen already: its hands, and who passed it before (four eyes)."""
        return self.hands | frozenset(self.reviewers)

    @property
    def gaps(self) -> list[str]:
        """Offices that did not review it since nobody does there, in words, oldest first."""
        return [gap_in_words(mark) for mark in self.passed_over]

    def document(self) -> dict[str, Any]:
        """The whole document with its sensitive values opened."""
        return join(self.data, decrypt(table="change", column="sealed", row_id=self.pk, blob=self.sealed))


def hands_of(created_by: int | None, submitted_by: int | None, editors: Iterable[int]) -> frozenset[int]:
    """Said once for rows that are read as models (`Change.hands`) and those that are not."""
    return frozenset({*editors, *(pk for pk in (created_by, submitted_by) if pk is not None)})


class Remark(models.Model):
    """What a reviewer found at one field ("" = the whole change); to be acted on before resubmitting."""

    change = models.ForeignKey(
        Change, verbose_name=_("变更"), on_delete=models.CASCADE, related_name="remarks"
    )
    path = models.CharField(_("字段"), max_length=90, blank=True)
    text = models.CharField(_("意见"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("审核人"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("时间"), default=timezone.now)
    answer = models.CharField(_("说明"), max_length=500, blank=True)
    acted_on = models.BooleanField(_("已处理"), default=False)
    #: What stood at the field when it was sent back, sealed, once it says something else.
    was = models.BinaryField(_("原内容(加密)"), default=bytes, db_default=b"")

    class Meta:
        verbose_name = _("审核意见")
        verbose_name_plural = _("审核意见")
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.text

    @property
    def is_gone(self) -> bool:
        """Whether the row at which it was made was taken out."""
        return f".{GONE}." in self.path

    @property
    def before(self) -> Any:
        """The value that stood at its field, where that was changed since; else None."""
        return decrypt(table="remark", column="was", row_id=self.pk, blob=self.was).get("value")

    def keep_before(self, value: Any) -> None:
        """Keep the value that stood at its field, sealed: the field may be a sensitive one."""
        self.was = encrypt(table="remark", column="was", row_id=self.pk, values={"value": value})
