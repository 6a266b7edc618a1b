"""Accounts and the append-only log of what they did."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=username)

    def create_user(self, *, username: str, password: str | None, name: str = "", **fields: Any) -> "User":
        """Make an account; a password of None makes one that cannot log in until it is set."""
        user = self.model(username=username, name=name or username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """An account. What it may do follows from its memberships (talent.orgs), never from a superuser flag."""

    username = models.CharField(
        _("用户名"), max_length=150, unique=True, validators=[UnicodeUsernameValidator()]
    )
    name = models.CharField(_("姓名"), max_length=72)
    email = models.EmailField(_("电子邮箱"), blank=True)
    #: When the holder proved to read this address; mail of the site goes to no other one.
    email_confirmed_at = models.DateTimeField(_("邮箱确认时间"), null=True, blank=True, editable=False)
    is_active = models.BooleanField(_("启用"), default=True)
    date_joined = models.DateTimeField(_("注册时间"), default=timezone.now, editable=False)
    password_changed_at = models.DateTimeField(_("密码设置时间"), default=timezone.now, editable=False)
    must_change_password = models.BooleanField(_("下次登录须改密码"), default=False)
    created_by = models.ForeignKey(
        "self",
        verbose_name=_("建账号的管理员"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("用户")
        verbose_name_plural = _("用户")
        constraints = [
            # A Django superuser would pass every permission check and so every scope.
            models.CheckConstraint(condition=models.Q(is_superuser=False), name="security_no_superuser"),
            models.CheckConstraint(
                condition=models.Q(email_confirmed_at__isnull=True) | ~models.Q(email=""),
                name="security_confirmed_address_stands",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """What Wagtail's sidebar calls the account; without it, it shows the user name."""
        return self.name

    def get_short_name(self) -> str:
        return self.name


class FormerPassword(models.Model):
    """The hash of a password that an account has or had, so that it does not come back."""

    user = models.ForeignKey(
        User, verbose_name=_("用户"), on_delete=models.CASCADE, related_name="former_passwords"
    )
    password = models.CharField(_("密码"), max_length=128)

    class Meta:
        verbose_name = _("用过的密码")
        verbose_name_plural = _("用过的密码")

    def __str__(self) -> str:
        return str(self.user)


class AuditEvent(models.Model):
    """One action by one account; insert only: a trigger and the login's rights refuse the rest."""

    at = models.DateTimeField(_("时间"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        User, verbose_name=_("操作人"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    action = models.CharField(_("操作"), max_length=60)
    subject = models.CharField(_("对象类型"), max_length=60)
    subject_id = models.CharField(_("对象编号"), max_length=60, blank=True)
    organisation_ids = ArrayField(models.BigIntegerField(), verbose_name=_("机构"), default=list)
    detail = models.JSONField(_("详情"), default=dict)

    class Meta:
        verbose_name = _("审计日志")
        verbose_name_plural = _("审计日志")
        indexes = [
            models.Index(fields=["subject", "subject_id", "at"], name="security_audit_subject"),
            models.Index(fields=["action", "-id"], name="security_audit_action"),
            models.Index(fields=["at"], name="security_audit_at"),
            GinIndex(fields=["organisation_ids"], name="security_audit_organisations"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.action} {self.subject} {self.subject_id}"
