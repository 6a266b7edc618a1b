"""Notifications, the mails that carry them, how each account wants them, and the texts that were edited."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.notify.kinds import LANGUAGES


class Mail(models.Model):
    """One mail, made once with all that it carries; sent again it has the same Message-ID."""

    wagtail_reference_index_ignore = True

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("收件人"), on_delete=models.CASCADE, related_name="+"
    )
    #: "" for the daily one, which carries every kind.
    kind = models.CharField(_("种类"), max_length=30, blank=True)
    message_id = models.CharField(max_length=200, unique=True)
    at = models.DateTimeField(_("时间"), default=timezone.now)
    sent_at = models.DateTimeField(_("发出时间"), null=True)

    class Meta:
        verbose_name = _("邮件")
        verbose_name_plural = _("邮件")
        indexes = [models.Index(fields=["recipient", "kind", "-at"], name="notify_mail_recent")]

    def __str__(self) -> str:
        return self.message_id


class Notification(models.Model):
    """Something that one account is told, once: `event` names what happened.

    `place` and `arguments` are the address of the thing, by name; `data` fills the placeholders of the text.
    A mail is wanted where `mail_due` is set, and made where `mail` is.
    """

    wagtail_reference_index_ignore = True

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("收件人"), on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(_("种类"), max_length=30)
    event = models.CharField(_("事件"), max_length=80)
    series = models.CharField(_("系列"), max_length=40, blank=True)
    data = models.JSONField(_("内容"), default=dict)
    place = models.CharField(_("页面"), max_length=60, blank=True)
    arguments = models.JSONField(_("页面参数"), default=list)
    at = models.DateTimeField(_("时间"), default=timezone.now)
    read_at = models.DateTimeField(_("已读时间"), null=True)
    mail_due = models.DateTimeField(_("邮件时间"), null=True)
    mail = models.ForeignKey(
        Mail, verbose_name=_("邮件"), null=True, on_delete=models.SET_NULL, related_name="notifications"
    )

    class Meta:
        verbose_name = _("消息")
        verbose_name_plural = _("消息")
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notify_list"),
            models.Index(fields=["recipient"], name="notify_unread", condition=Q(read_at__isnull=True)),
            models.Index(
                fields=["recipient", "mail_due"],
                name="notify_to_mail",
                condition=Q(mail__isnull=True, mail_due__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "kind", "event"], name="notify_once_an_event")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.event}"


class AddressRequest(models.Model):
    """An account asked to have an address confirmed; the link that was sent names this row, and works once.

    `former`: the address in its place, which is told of the change; without an `address` it was removed. Gone
    after two days.
    """

    wagtail_reference_index_ignore = True

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.CASCADE, related_name="+"
    )
    address = models.EmailField(_("电子邮箱"))
    former = models.EmailField(_("原来的邮箱"), blank=True)
    language = models.CharField(_("语言"), max_length=10, default=LANGUAGES[0])
    made_at = models.DateTimeField(_("时间"), default=timezone.now)
    sent_at = models.DateTimeField(_("发出时间"), null=True)
    used_at = models.DateTimeField(_("使用时间"), null=True)

    class Meta:
        verbose_name = _("邮箱确认")
        verbose_name_plural = _("邮箱确认")
        indexes = [
            models.Index(fields=["address", "sent_at"], name="notify_address_sent"),
            models.Index(fields=["user", "sent_at"], name="notify_address_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.made_at:%Y-%m-%d}"


class Preferences(models.Model):
    """How one account wants its mail; a kind that is not named comes as it is shipped."""

    wagtail_reference_index_ignore = True

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="mail_preferences"
    )
    modes = models.JSONField(_("各类消息的邮件"), default=dict)
    language = models.CharField(_("邮件语言"), max_length=10, default=LANGUAGES[0])

    class Meta:
        verbose_name = _("消息设置")
        verbose_name_plural = _("消息设置")

    def __str__(self) -> str:
        return str(self.user_id)


class Template(models.Model):
    """The texts of a kind where they were edited; without a row the shipped ones hold."""

    wagtail_reference_index_ignore = True

    kind = models.CharField(_("种类"), max_length=30, primary_key=True)
    subject = models.CharField(_("标题"), max_length=120)
    body = models.TextField(_("正文"), max_length=2000)
    subject_en = models.CharField(_("英文标题"), max_length=200)
    body_en = models.TextField(_("英文正文"), max_length=4000)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("修改人"), on_delete=models.PROTECT, related_name="+"
    )
    updated_at = models.DateTimeField(_("修改时间"), default=timezone.now)

    class Meta:
        verbose_name = _("消息模板")
        verbose_name_plural = _("消息模板")

    def __str__(self) -> str:
        return self.kind
