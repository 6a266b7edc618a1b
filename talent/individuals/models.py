"""Accounts of individuals, what they fill in themselves, and what they ask for.

Nothing here is a record: an account points at a person only once it was claimed, and what somebody filled in
changes no record before a unit has taken it over.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.categories.models import Category, CategoryVersion
from talent.categories.service import join
from talent.individuals.enums import (
    OPEN,
    ContactKind,
    EntryState,
    ErasureState,
    Extent,
    LinkedBy,
    Purpose,
)
from talent.orgs.models import Organisation
from talent.orgs.service import ScopeColumns, ScopedQuerySet
from talent.records.models import Attachment, Change, Person
from talent.security.service import decrypt


class PersonAccount(models.Model):
    """One account of an individual, who says to be the holder of a number; nobody is believed for that.

    Several accounts may have the same number: a refusal would tell that it is known. `person` stands only
    where the account was claimed with a unit's code, or where a unit took over what it filled in about
    somebody of whom nothing stood before; `linked_by` and `linked_unit` tell which.
    `sealed`: name, number, contact. An erased account keeps none of it.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.PROTECT, related_name="individual"
    )
    document_kind = models.CharField(_("证件类型"), max_length=4, blank=True)
    blind_index = models.BinaryField(_("证件号码索引"), max_length=32, default=bytes)
    sealed = models.BinaryField(_("姓名、号码、联系方式(加密)"), default=bytes)
    contact_kind = models.CharField(_("联系方式"), max_length=6, choices=ContactKind)
    contact_index = models.BinaryField(_("联系方式索引"), max_length=32, unique=True, null=True)
    contact_verified_at = models.DateTimeField(_("联系方式验证时间"), null=True)
    notice_version = models.CharField(_("已告知的版本"), max_length=200)
    notice_at = models.DateTimeField(_("告知时间"), default=timezone.now)
    person = models.OneToOneField(
        Person, verbose_name=_("人员"), on_delete=models.PROTECT, null=True, related_name="account"
    )
    claimed_at = models.DateTimeField(_("认领时间"), null=True)
    linked_by = models.CharField(_("关联方式"), max_length=5, choices=LinkedBy, blank=True)
    linked_unit = models.ForeignKey(
        Organisation, verbose_name=_("关联单位"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    wrong_claims = models.PositiveSmallIntegerField(_("认领失败次数"), default=0)
    wrong_claim_at = models.DateTimeField(_("上次认领失败"), null=True)
    erased_at = models.DateTimeField(_("注销时间"), null=True)

    scope_columns = ScopeColumns(
        region="person__records__region_code",
        industry="person__records__industry",
        system="person__records__system_id",
        unit="person__records__unit_id",
        many=True,
        account="pk",
    )
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("个人账号")
        verbose_name_plural = _("个人账号")
        base_manager_name = "_plain"
        indexes = [models.Index(fields=["blind_index"], name="individuals_account_number")]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True, claimed_at__isnull=True)
                | Q(person__isnull=False, claimed_at__isnull=False),
                name="individuals_claimed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True, linked_by="", linked_unit__isnull=True)
                | Q(person__isnull=False, linked_by__in=LinkedBy.values),
                name="individuals_link_says_how",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(sealed=b"", blind_index=b"", contact_index__isnull=True, person__isnull=True),
                name="individuals_erased_is_empty",
            ),
        ]

    _plain = models.Manager()  # noqa: DJ012  # after `objects`, which stays the default manager

    def __str__(self) -> str:
        return str(self.user)

    def about(self) -> dict[str, str]:
        """`name`, `number` and `contact`, opened; empty for an erased account."""
        return decrypt(table="personaccount", column="sealed", row_id=self.pk, blob=self.sealed)


class ContactCode(models.Model):
    """A code sent to a contact. Whether one is sent at all, a job decides: the page never knows.

    `sealed`: contact, code, and what is to be made once the code comes back.
    """

    purpose = models.CharField(_("用途"), max_length=10, choices=Purpose)
    contact_index = models.BinaryField(_("联系方式索引"), max_length=32)
    sealed = models.BinaryField(_("内容(加密)"), default=bytes)
    #: Only a code that really goes out may be answered.
    valid = models.BooleanField(_("有效"), default=False)
    tries = models.PositiveSmallIntegerField(_("已试次数"), default=0)
    made_at = models.DateTimeField(_("时间"), default=timezone.now)
    sent_at = models.DateTimeField(_("发出时间"), null=True)
    used_at = models.DateTimeField(_("使用时间"), null=True)

    class Meta:
        verbose_name = _("验证码")
        verbose_name_plural = _("验证码")
        indexes = [models.Index(fields=["contact_index", "-made_at"], name="individuals_code_contact")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.pk}"


class Invitation(models.Model):
    """A code by which a unit lets a person of its own claim an account; used once, kept as a keyed hash."""

    person = models.ForeignKey(
        Person, verbose_name=_("人员"), on_delete=models.CASCADE, related_name="invitations"
    )
    unit = models.ForeignKey(Organisation, verbose_name=_("单位"), on_delete=models.PROTECT, related_name="+")
    code_index = models.BinaryField(_("邀请码索引"), max_length=32, unique=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("邀请人"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("时间"), default=timezone.now)
    until = models.DateTimeField(_("有效期至"))
    tries = models.PositiveSmallIntegerField(_("号码不符的次数"), default=0)
    used_at = models.DateTimeField(_("使用时间"), null=True)
    revoked_at = models.DateTimeField(_("作废时间"), null=True)

    class Meta:
        verbose_name = _("邀请")
        verbose_name_plural = _("邀请")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="individuals_one_open_invitation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.at:%Y-%m-%d}"


class SelfEntry(models.Model):
    """What an individual fills in of themselves for one unit, apart from every record.

    `base`: the approved change of the own record that it corrects, or none. `change`: what became of it.
    `remarks`: what the unit says of fields: `{"path", "text", "answer", "acted_on"}`.
    """

    account = models.ForeignKey(
        PersonAccount, verbose_name=_("个人账号"), on_delete=models.PROTECT, related_name="entries"
    )
    category = models.ForeignKey(Category, verbose_name=_("类别"), on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(
        CategoryVersion, verbose_name=_("类别版本"), on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Organisation, verbose_name=_("单位"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    base = models.ForeignKey(
        Change, verbose_name=_("更正的资料"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    change = models.ForeignKey(
        Change, verbose_name=_("采纳后的变更"), null=True, on_delete=models.SET_NULL, related_name="entries"
    )
    state = models.CharField(_("状态"), max_length=10, choices=EntryState, default=EntryState.DRAFT)
    data = models.JSONField(_("内容"), default=dict)
    sealed = models.BinaryField(_("敏感内容(加密)"), default=bytes)
    full_name = models.CharField(_("姓名"), max_length=72)
    completeness = models.PositiveSmallIntegerField(_("完整度(%)"), default=0)
    blocking = models.JSONField(_("提交前须补正"), default=list)
    remarks = models.JSONField(_("单位的意见"), default=list)
    #: It takes away what the person no longer agrees to.
    ends_consent = models.BooleanField(_("撤回同意"), default=False)
    lock = models.PositiveIntegerField(_("修改次数"), default=0)
    updated_at = models.DateTimeField(_("修改时间"), default=timezone.now)
    handed_in_at = models.DateTimeField(_("提交时间"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("核对人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("核对时间"), null=True)

    #: Only units read it, each its own; offices see what a unit has taken over.
    scope_columns = ScopeColumns(
        region="unit__managing_region_id",
        industry="unit__industry",
        system="unit__administrative_department_id",
        unit="unit_id",
        account="account_id",
    )
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("个人申报")
        verbose_name_plural = _("个人申报")
        base_manager_name = "_plain"
        indexes = [models.Index(fields=["unit", "state", "id"], name="individuals_entry_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "category"],
                condition=Q(state__in=sorted(OPEN), ends_consent=False),
                name="individuals_one_open_entry",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[EntryState.HANDED_IN, EntryState.TAKEN])
                | Q(unit__isnull=False, handed_in_at__isnull=False),
                name="individuals_handed_in_has_unit",
            ),
        ]

    _plain = models.Manager()  # noqa: DJ012  # after `objects`, which stays the default manager

    def __str__(self) -> str:
        return f"{self.full_name} · {self.category}"

    def document(self) -> dict[str, Any]:
        """The whole document with its sensitive values opened."""
        return join(self.data, decrypt(table="selfentry", column="sealed", row_id=self.pk, blob=self.sealed))


class EntryFile(models.Model):
    """An entry refers to a file: while one does, nobody takes the file away."""

    entry = models.ForeignKey(
        SelfEntry, verbose_name=_("个人申报"), on_delete=models.CASCADE, related_name="files"
    )
    attachment = models.ForeignKey(
        Attachment, verbose_name=_("附件"), on_delete=models.PROTECT, related_name="+"
    )

    scope_columns = ScopeColumns(
        region="entry__unit__managing_region_id",
        industry="entry__unit__industry",
        system="entry__unit__administrative_department_id",
        unit="entry__unit_id",
        account="entry__account_id",
    )
    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("申报的附件")
        verbose_name_plural = _("申报的附件")
        base_manager_name = "_plain"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "attachment"], name="individuals_one_use_an_entry")
        ]

    _plain = models.Manager()  # noqa: DJ012  # after `objects`, which stays the default manager

    def __str__(self) -> str:
        return f"{self.attachment_id} · {self.entry_id}"


class Unlinking(models.Model):
    """A unit ended the link between an account and the record of one of its people, and said why."""

    account = models.ForeignKey(
        PersonAccount, verbose_name=_("个人账号"), on_delete=models.CASCADE, related_name="unlinkings"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("人员"), on_delete=models.CASCADE, related_name="unlinkings"
    )
    unit = models.ForeignKey(Organisation, verbose_name=_("单位"), on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("理由"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("操作人"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("时间"), default=timezone.now)

    class Meta:
        verbose_name = _("解除关联")
        verbose_name_plural = _("解除关联")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="individuals_unlinked_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.at:%Y-%m-%d}"


class Consent(models.Model):
    """What a person agreed to, where consent is the basis of a group of fields; sensitive fields apart."""

    account = models.ForeignKey(
        PersonAccount, verbose_name=_("个人账号"), on_delete=models.CASCADE, related_name="consents"
    )
    version = models.ForeignKey(
        CategoryVersion, verbose_name=_("类别版本"), on_delete=models.PROTECT, related_name="+"
    )
    group = models.CharField(_("分组"), max_length=40)
    sensitive = models.BooleanField(_("敏感内容"), default=False)
    given_at = models.DateTimeField(_("同意时间"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True)

    class Meta:
        verbose_name = _("同意")
        verbose_name_plural = _("同意")
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "version", "group", "sensitive"],
                condition=Q(withdrawn_at__isnull=True),
                name="individuals_one_consent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.group}"


class Erasure(models.Model):
    """A request to be erased, and what the responsible office decided."""

    account = models.ForeignKey(
        PersonAccount, verbose_name=_("个人账号"), on_delete=models.PROTECT, related_name="erasures"
    )
    office = models.ForeignKey(
        Organisation, verbose_name=_("负责机构"), on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("理由"), max_length=500, blank=True)
    at = models.DateTimeField(_("时间"), default=timezone.now)
    state = models.CharField(_("状态"), max_length=10, choices=ErasureState, default=ErasureState.ASKED)
    extent = models.CharField(_("范围"), max_length=10, choices=Extent, blank=True)
    decision = models.CharField(_("处理说明"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("处理人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("处理时间"), null=True)
    #: How the account was linked when it was decided: the reason stays to be seen when the account is gone.
    linked_by = models.CharField(_("关联方式"), max_length=5, choices=LinkedBy, blank=True)
    linked_at = models.DateTimeField(_("关联时间"), null=True)
    linked_unit = models.ForeignKey(
        Organisation, verbose_name=_("关联单位"), null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("删除请求")
        verbose_name_plural = _("删除请求")
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(state=ErasureState.ASKED), name="individuals_one_erasure"
            ),
            models.CheckConstraint(
                condition=Q(state=ErasureState.ASKED, decided_at__isnull=True)
                | ~Q(state=ErasureState.ASKED) & Q(decided_at__isnull=False) & ~Q(decision=""),
                name="individuals_decided_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.at:%Y-%m-%d}"


class LastWord(models.Model):
    """What is still to be said to somebody whose account is closed; gone once it was sent.

    `sealed`: contact, subject and text.
    """

    sealed = models.BinaryField(_("内容(加密)"), default=bytes)
    made_at = models.DateTimeField(_("时间"), default=timezone.now)

    class Meta:
        verbose_name = _("最后告知")
        verbose_name_plural = _("最后告知")

    def __str__(self) -> str:
        return str(self.pk)
