"""Files attached to changes: who put them there, who refers to them. Their contents stand sealed on disk."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.orgs.models import Organisation, ScopeColumns, ScopedQuerySet
from talent.security.service import decrypt


class Attachment(models.Model):
    """One file. It never changes: another file is another row.

    `record` is whose it is since it was first saved with a change; `loose_since` is set while no change
    refers to it. `digest` is of the sealed file, so that a backup can be checked without a key.
    """

    key = models.UUIDField(_("编号"), unique=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Organisation, verbose_name=_("单位"), on_delete=models.PROTECT, related_name="+")
    region_code = models.IntegerField(_("管理地区(隶属)"))
    industry = models.CharField(_("行业"), max_length=1, blank=True)
    system = models.ForeignKey(
        Organisation, verbose_name=_("行政主管部门"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    record = models.ForeignKey(
        "records.TalentRecord",
        verbose_name=_("人才记录"),
        null=True,
        on_delete=models.PROTECT,
        related_name="attachments",
    )
    kind = models.CharField(_("种类"), max_length=4)
    size = models.PositiveIntegerField(_("大小(字节)"))
    digest = models.BinaryField(_("密文摘要"), max_length=32)
    sealed = models.BinaryField(_("文件名(加密)"))
    file = models.CharField(_("存储名"), max_length=32, unique=True)
    loose_since = models.DateTimeField(_("无人引用起"), null=True, default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("上传人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("上传时间"), default=timezone.now)

    scope_columns = ScopeColumns(person="record__person_id")
    objects = ScopedQuerySet.as_manager()
    _plain = models.Manager()  # noqa: DJ012  # after `objects`, which stays the default manager

    class Meta:
        verbose_name = _("附件")
        verbose_name_plural = _("附件")
        base_manager_name = "_plain"
        indexes = [
            models.Index(
                fields=["loose_since", "id"],
                name="records_attachment_loose",
                condition=Q(loose_since__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["jpg", "png", "pdf"]), name="records_attachment_kind"
            ),
            models.CheckConstraint(
                condition=Q(loose_since__isnull=False) | Q(record__isnull=False),
                name="records_attachment_in_use_has_record",
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def name(self) -> str:
        """The name under which people know it."""
        opened = decrypt(table="attachment", column="sealed", row_id=self.pk, blob=self.sealed)
        return str(opened["name"])


class AttachmentUse(models.Model):
    """A change refers to a file: while one does, nobody takes the file away."""

    attachment = models.ForeignKey(
        Attachment, verbose_name=_("附件"), on_delete=models.PROTECT, related_name="uses"
    )
    change = models.ForeignKey(
        "records.Change", verbose_name=_("变更"), on_delete=models.CASCADE, related_name="uses"
    )

    class Meta:
        verbose_name = _("附件引用")
        verbose_name_plural = _("附件引用")
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["attachment", "change"], name="records_one_use_a_change")
        ]

    def __str__(self) -> str:
        return f"{self.attachment_id} · {self.change_id}"
