"""Jobs of notifications."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.jobs.service import job, periodic
from talent.notify import addressing, gathering, mailing
from talent.notify.models import Mail, Notification

#: Days after which a notification, read or not, tells nobody anything any more.
KEPT_DAYS = 400


@periodic("notify.gather", _("汇集待发邮件"), cron="* * * * *")
def gather() -> None:
    gathering.gather()


@job("notify.send_mail", _("发送邮件"))
def send_mail(mail: int) -> None:
    mailing.send(mail)


@job("notify.send_address_link", _("发送邮箱确认链接"))
def send_address_link(request: int) -> None:
    addressing.send_link(request)


@job("notify.tell_former_address", _("告知原来的邮箱"))
def tell_former_address(request: int) -> None:
    addressing.tell_former(request)


@periodic("notify.clean", _("清理旧消息"), cron="40 19 * * *")
def clean() -> None:
    old = timezone.now() - timedelta(days=KEPT_DAYS)
    Notification.objects.filter(at__lt=old).delete()
    Mail.objects.filter(at__lt=old).delete()
    addressing.forget_requests()
