"""Organisations, and who works for which of them in which role."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.orgs.enums import (
    COLLECTING_KINDS,
    UNIT_ROLES,
    ApplicationState,
    EventKind,
    EventState,
    OrganisationKind,
    Role,
)
from talent.orgs.models.regions import Region
from talent.orgs.uscc import is_temporary, is_uscc


class Organisation(models.Model):
    """A department or a unit. It sits in one region (属地), is managed by one (隶属); powers follow this."""

    code = models.CharField(_("统一社会信用代码"), max_length=18, unique=True)
    code_is_temporary = models.BooleanField(_("临时代码"), default=False)
    name = models.CharField(_("单位全称"), max_length=120)
    name_mongolian = models.CharField(_("蒙古文名称"), max_length=240, blank=True)
    kind = models.CharField(_("种类"), max_length=20, choices=OrganisationKind)
    unit_type = models.CharField(_("单位类型"), max_length=4, blank=True)
    ownership = models.CharField(_("经济类型"), max_length=4, blank=True)
    industry = models.CharField(_("所属行业"), max_length=1, blank=True)
    industries = ArrayField(
        models.CharField(max_length=1), verbose_name=_("主管行业"), default=list, blank=True
    )
    seat_region = models.ForeignKey(
        Region, verbose_name=_("所在地区(属地)"), on_delete=models.PROTECT, related_name="+"
    )
    managing_region = models.ForeignKey(
        Region, verbose_name=_("管理地区(隶属)"), on_delete=models.PROTECT, related_name="+"
    )
    administrative_department = models.ForeignKey(
        "self",
        verbose_name=_("行政主管部门"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="administered",
    )
    is_active = models.BooleanField(_("在用"), default=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("并入的单位"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged",
    )

    class Meta:
        verbose_name = _("机构")
        verbose_name_plural = _("机构")
        ordering: ClassVar[list[str]] = ["code"]
        indexes = [
            models.Index(fields=["managing_region", "kind"], name="orgs_org_region_kind"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["managing_region"],
                condition=Q(kind=OrganisationKind.HR_DEPARTMENT, is_active=True),
                name="orgs_one_hr_office_a_region",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(is_active=False), name="orgs_merged_is_closed"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError for neither a unified code (GB 32100) nor a flagged temporary one.

        A code that is missing altogether is told by the field itself.
        """
        if not self.code:
            return
        if self.code_is_temporary and not is_temporary(self.code):
            raise ValidationError({"code": _("临时代码应为 T 加 12 位数字。")})
        if not self.code_is_temporary and not is_uscc(self.code):
            raise ValidationError({"code": _("统一社会信用代码校验不通过，请对照证照核对 18 位代码。")})

    @property
    def collects(self) -> bool:
        return self.kind in COLLECTING_KINDS


class MembershipQuerySet(models.QuerySet["Membership"]):
    def lasting(self, day: date) -> "MembershipQuerySet":
        """Grants that are not over on a day; of one that was ended at once its last day no longer counts."""
        whole = Q(valid_to=day, ended_at__isnull=True)
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day) | whole)

    def on(self, day: date) -> "MembershipQuerySet":
        """Grants in force on a day (both ends included)."""
        return self.lasting(day).filter(valid_from__lte=day)

    def during(self, begin: date, end: date | None) -> "MembershipQuerySet":
        """Grants in force on at least one day from `begin` to `end` (both included; None: without end)."""
        lasting = self.lasting(begin)
        return lasting.filter(valid_from__lte=end) if end else lasting


class Membership(models.Model):
    """One account holds one role for one organisation from one day to another.

    `ended_at`: it was ended at once, at this moment of its last day. `granted_by`: the administrator who gave
    it or made it last longer; nobody where it came with an invitation or the installation.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("用户"), on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("机构"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("角色"), max_length=20, choices=Role)
    valid_from = models.DateField(_("起始日期"), default=date.today)
    valid_to = models.DateField(_("截止日期"), null=True, blank=True)
    ended_at = models.DateTimeField(_("立即停用时间"), null=True, editable=False)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("授权人"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("任职授权")
        verbose_name_plural = _("任职授权")
        indexes = [models.Index(fields=["user", "valid_from"], name="orgs_membership_user")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="orgs_membership_dates",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(valid_to__isnull=False),
                name="orgs_membership_ended_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation} · {self.get_role_display()}"


class OrganisationApplication(models.Model):
    """A unit asks to be registered. `contact` holds telephone and e-mail, sealed for this row alone.

    Who has the number and the code of the application sees it; of the code only a keyed digest is kept.
    """

    number = models.CharField(_("申请编号"), max_length=12, unique=True)
    code_digest = models.CharField(max_length=64)
    from_digest = models.CharField(max_length=64)
    state = models.CharField(
        _("状态"), max_length=10, choices=ApplicationState, default=ApplicationState.WAITING
    )
    lock = models.PositiveIntegerField(_("修改次数"), default=0)
    code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    name = models.CharField(_("单位全称"), max_length=120)
    kind = models.CharField(_("种类"), max_length=20, choices=OrganisationKind)
    unit_type = models.CharField(_("单位类型"), max_length=4, blank=True)
    ownership = models.CharField(_("经济类型"), max_length=4, blank=True)
    industry = models.CharField(_("所属行业"), max_length=1, blank=True)
    seat_region = models.ForeignKey(
        Region, verbose_name=_("所在地区(属地)"), on_delete=models.PROTECT, related_name="+"
    )
    managing_region = models.ForeignKey(
        Region, verbose_name=_("管理地区(隶属)"), on_delete=models.PROTECT, related_name="+"
    )
    administrative_department = models.ForeignKey(
        Organisation,
        verbose_name=_("行政主管部门"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    administrative_department_typed = models.CharField(
        _("行政主管部门(列表中没有的)"), max_length=120, blank=True
    )
    industry_department = models.ForeignKey(
        Organisation,
        verbose_name=_("行业主管部门"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    industry_department_typed = models.CharField(_("行业主管部门(列表中没有的)"), max_length=120, blank=True)
    contact_name = models.CharField(_("联系人"), max_length=72)
    contact = models.BinaryField(_("联系方式(加密)"), default=bytes)
    reason = models.CharField(_("申请说明"), max_length=500, blank=True)
    office = models.ForeignKey(
        Organisation, verbose_name=_("受理机构"), on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(_("提交时间"), default=timezone.now)
    remark = models.CharField(_("办理意见"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("办理人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("办理时间"), null=True)
    organisation = models.OneToOneField(
        Organisation, verbose_name=_("登记的机构"), null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("单位登记申请")
        verbose_name_plural = _("单位登记申请")
        indexes = [
            models.Index(
                fields=["office", "id"],
                name="orgs_application_waiting",
                condition=Q(state=ApplicationState.WAITING),
            ),
            models.Index(fields=["from_digest", "submitted_at"], name="orgs_application_from"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=sorted(COLLECTING_KINDS)), name="orgs_application_of_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(state=ApplicationState.APPROVED, organisation__isnull=False)
                | (~Q(state=ApplicationState.APPROVED) & Q(organisation__isnull=True)),
                name="orgs_application_approved_is_registered",
            ),
            models.CheckConstraint(
                condition=Q(state=ApplicationState.WAITING)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="orgs_application_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ApplicationState.RETURNED, ApplicationState.REFUSED]) | ~Q(remark=""),
                name="orgs_application_refused_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Invitation(models.Model):
    """Somebody may become a user of a unit until a day, by a code of which only a keyed digest is kept.

    `succeeds`: whose work is taken over, from `begins` on; their grants end with that day.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("机构"), on_delete=models.PROTECT, related_name="invitations"
    )
    roles = ArrayField(models.CharField(max_length=20, choices=Role), verbose_name=_("角色"))
    name = models.CharField(_("姓名"), max_length=72)
    email = models.EmailField(_("电子邮箱"), blank=True)
    code_digest = models.CharField(max_length=64, unique=True)
    last_day = models.DateField(_("有效期至"))
    succeeds = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("交接人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    begins = models.DateField(_("交接日期"), null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("邀请人"), on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("邀请时间"), default=timezone.now)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("接受人"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    revoked = models.BooleanField(_("已撤销"), default=False)

    class Meta:
        verbose_name = _("用户邀请")
        verbose_name_plural = _("用户邀请")
        constraints = [
            models.CheckConstraint(
                condition=Q(roles__len__gt=0, roles__contained_by=sorted(UNIT_ROLES)),
                name="orgs_invitation_to_unit_roles",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True) | Q(revoked=False), name="orgs_invitation_one_end"
            ),
            models.CheckConstraint(
                condition=Q(succeeds__isnull=True, begins__isnull=True)
                | Q(succeeds__isnull=False, begins__isnull=False),
                name="orgs_invitation_succession_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.organisation}"


class OrganisationEvent(models.Model):
    """Something that happens to an organisation from a day on. `after` says what is to change, by column;
    `before` keeps what stood there, once it has happened. `other`: merged into it, or split off as it.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("机构"), on_delete=models.PROTECT, related_name="events"
    )
    other = models.ForeignKey(
        Organisation,
        verbose_name=_("相关机构"),
        null=True,
        on_delete=models.PROTECT,
        related_name="events_as_other",
    )
    kind = models.CharField(_("变动"), max_length=10, choices=EventKind)
    state = models.CharField(_("状态"), max_length=10, choices=EventState)
    effective = models.DateField(_("生效日期"))
    reason = models.CharField(_("原因"), max_length=500)
    document = models.CharField(_("文号"), max_length=120, blank=True)
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
        verbose_name = _("机构变动")
        verbose_name_plural = _("机构变动")
        ordering: ClassVar[list[str]] = ["effective", "id"]
        indexes = [
            models.Index(
                fields=["effective", "id"], name="orgs_event_due", condition=Q(state=EventState.PLANNED)
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=EventKind.MERGED) | Q(other__isnull=False), name="orgs_event_merged_into"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[EventState.PROPOSED, EventState.PLANNED], done_at__isnull=True)
                | (~Q(state__in=[EventState.PROPOSED, EventState.PLANNED]) & Q(done_at__isnull=False)),
                name="orgs_event_settled_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_kind_display()} {self.effective}"
