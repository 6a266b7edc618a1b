"""Official sheets that were printed: enough to tell a true one from a false one, and no value of any person.

And batches: who has what printed together, and the files until they are cleared.

Whether a sheet is still current is nowhere written down: the look-up compares what was printed with what is
in force (`verifying`), so that no approval, erasure or correction can forget to say it.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.printing.enums import OPEN_RUNS, Kept, RunState
from reports.printing.numbers import LENGTH, new_number, shown
from talent.orgs.models import Organisation
from talent.security.service import decrypt_bytes, encrypt_bytes


class PrintedSheet(models.Model):
    """One sheet with its number. Printing the same content again gives the same number.

    `subject_id` names the record or the sheet entry, `version` what of it was in force: the approved change,
    or how often the entry had been changed. Of a list they are the organisation in whose name it was printed
    and what was asked for, of a statistics report both are the release. `digest` is a keyed hash of all that
    stands on the sheet but the day of printing.
    """

    wagtail_reference_index_ignore = True

    number = models.CharField(_("核验编号"), max_length=LENGTH, default=new_number, unique=True)
    sheet = models.CharField(_("表"), max_length=40)
    kept = models.CharField(_("依据"), max_length=10, choices=Kept)
    subject_id = models.BigIntegerField(_("对象编号"))
    version = models.BigIntegerField(_("内容版本"))
    digest = models.BinaryField(_("摘要"), max_length=32)
    title = models.CharField(_("标题"), max_length=200)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("打印人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    printed_at = models.DateTimeField(_("打印时间"), default=timezone.now)

    class Meta:
        verbose_name = _("已打印的表")
        verbose_name_plural = _("已打印的表")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id", "kept", "sheet", "version", "digest"], name="printing_content_once"
            ),
            models.CheckConstraint(condition=Q(kept__in=Kept.values), name="printing_kept_known"),
            models.CheckConstraint(
                condition=Q(number__regex=f"^[0-9A-Z]{{{LENGTH}}}$"), name="printing_number_whole"
            ),
        ]

    def __str__(self) -> str:
        return shown(self.number)


class PrintRun(models.Model):
    """What is printed together, for whoever asked for it alone: registration forms of a list of people, or a
    long list (`sheet`).

    `asked` are the parameters of a query or of a list, `unit` the unit at whose desk it was asked, none at
    the staff's; `offices` are the organisations in whose power it was ordered.
    `total` counts people, or lines of a list.
    `troubles` counts how often its job broke off since it was begun; with the last it has failed.
    """

    wagtail_reference_index_ignore = True

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("打印人"), on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Organisation, verbose_name=_("单位"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    offices = ArrayField(
        models.BigIntegerField(), verbose_name=_("打印机构"), default=list, db_default=models.Value([])
    )
    sheet = models.CharField(_("表"), max_length=40, default="change", db_default="change")
    asked = models.TextField(_("查询条件"))
    language = models.CharField(_("语言"), max_length=10)
    state = models.CharField(_("状态"), max_length=10, choices=RunState, default=RunState.WAITING)
    total = models.PositiveIntegerField(_("人数或条数"), null=True)
    cut = models.BooleanField(_("超出上限"), default=False)
    missing = models.TextField(_("字体中没有的字"), blank=True)
    troubles = models.PositiveSmallIntegerField(_("出错次数"), default=0, db_default=0)
    created_at = models.DateTimeField(_("提交时间"), default=timezone.now)
    ended_at = models.DateTimeField(_("结束时间"), null=True)

    class Meta:
        verbose_name = _("成批打印")
        verbose_name_plural = _("成批打印")
        indexes = [models.Index(fields=["by", "-id"], name="printing_run_of_account")]
        constraints = [
            models.UniqueConstraint(
                fields=["by"], condition=Q(state__in=OPEN_RUNS), name="printing_one_open_run_an_account"
            ),
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="printing_run_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_RUNS, ended_at__isnull=True)
                | (~Q(state__in=OPEN_RUNS) & Q(ended_at__isnull=False)),
                name="printing_ended_run_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Look(models.Model):
    """How a sheet looks, as a whole (`looks.read_look`); each change makes a new version, so the list of them
    is the history, which a trigger of the database keeps from any change. `category` is a key, empty for a
    sheet that has one look."""

    wagtail_reference_index_ignore = True

    sheet = models.CharField(_("表"), max_length=40)
    category = models.CharField(_("类别"), max_length=60, blank=True)
    number = models.PositiveIntegerField(_("版本"))
    content = models.JSONField(_("内容"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("修改人"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("修改时间"), default=timezone.now)

    class Meta:
        verbose_name = _("版式")
        verbose_name_plural = _("版式")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "category", "number"], name="printing_look_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="printing_look_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.category} {self.number}"


class MissingGlyph(models.Model):
    """A character that some sheet showed as □, for whoever looks after the fonts; on whose sheet, nowhere."""

    wagtail_reference_index_ignore = True

    code = models.PositiveIntegerField(_("码位"), unique=True)
    times = models.PositiveIntegerField(_("次数"), default=1)
    first_at = models.DateTimeField(_("第一次"), default=timezone.now)
    last_at = models.DateTimeField(_("最近一次"), default=timezone.now)

    class Meta:
        verbose_name = _("字库缺字")
        verbose_name_plural = _("字库缺字")

    def __str__(self) -> str:
        return f"U+{self.code:04X}"


class PrintedFile(models.Model):
    """One file of a run, sealed: numbers stand in it in full. It goes with the run after some days.

    `people` are the records of who stands in it; none of a list that is not of people.
    """

    wagtail_reference_index_ignore = True

    run = models.ForeignKey(
        PrintRun, verbose_name=_("成批打印"), on_delete=models.CASCADE, related_name="files"
    )
    position = models.PositiveIntegerField(_("序号"))
    count = models.PositiveIntegerField(_("人数"))
    last_record = models.BigIntegerField(_("到记录"))
    people = ArrayField(
        models.BigIntegerField(), verbose_name=_("人员"), default=list, db_default=models.Value([])
    )
    sealed = models.BinaryField(_("内容(加密)"))

    class Meta:
        verbose_name = _("打印文件")
        verbose_name_plural = _("打印文件")
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="printing_file_once_a_run"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}-{self.position}"

    @staticmethod
    def seal(pk: int, content: bytes) -> bytes:
        return encrypt_bytes(table="printing_printedfile", column="sealed", row_id=pk, content=content)

    def content(self) -> bytes:
        """The PDF. Raises Unreadable."""
        return decrypt_bytes(
            table="printing_printedfile", column="sealed", row_id=self.pk, blob=bytes(self.sealed)
        )
