"""An account's own mail address: given, changed or removed by its holder; confirmed by a link sent there.

A page that asks for a link does the same work whatever the address is: whether one goes out, a job finds
out afterwards. Several accounts may have one address, as colleagues of an office do.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from talent.jobs.service import defer
from talent.notify.models import AddressRequest
from talent.security.models import User
from talent.security.service import record_event

#: How long a link works, and how many go to one address, or out for one account, in an hour.
LINK_HOURS, MOST_AN_HOUR = 24, 5
#: The address is personal data: a request that is over is kept no longer.
_KEPT = timedelta(days=2)
_SIGNER = TimestampSigner(salt="talent.notify.addressing")


@dataclass(frozen=True)
class WaitingAddress:
    """An address whose link was asked for and not opened yet; `until`: how long the link works."""

    address: str
    until: datetime


@transaction.atomic
def ask_address(*, user: User, address: str, language: str) -> AddressRequest:
    """Have a link sent to an address that shall be the account's. Nothing changes before it is opened."""
    request = AddressRequest.objects.create(user=user, address=address, language=language)
    defer("notify.send_address_link", request=request.pk)
    record_event(by=user, action="ask_own_address", subject="user", subject_id=user.pk)
    return request


def waiting_address(user: User) -> WaitingAddress | None:
    """The newest address that waits for its link to be opened, whether the link has gone out yet or not."""
    since = timezone.now() - timedelta(hours=LINK_HOURS)
    asked = AddressRequest.objects.filter(user=user, used_at__isnull=True, made_at__gte=since)
    newest = asked.order_by("-pk").first()
    if newest is None:
        return None
    return WaitingAddress(newest.address, newest.made_at + timedelta(hours=LINK_HOURS))


def open_request(*, user: User, token: str) -> AddressRequest | None:
    """The request of a link, for the account that asked; None for every other link."""
    try:
        number = int(_SIGNER.unsign(token, max_age=timedelta(hours=LINK_HOURS)))
    except (BadSignature, ValueError):
        return None
    return _open().filter(pk=number, user=user).first()


@transaction.atomic
def confirm_address(*, user: User, token: str) -> User | None:
    """The account with its new address, confirmed; None as in `open_request`. Its other links end.

    The address that stood there before is told.
    """
    held = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    request = open_request(user=held, token=token)
    if request is None:
        return None
    now = timezone.now()
    request.former = "" if held.email.lower() == request.address.lower() else held.email
    request.save(update_fields=["former"])
    AddressRequest.objects.filter(user=held, used_at__isnull=True).update(used_at=now)
    held.email, held.email_confirmed_at = request.address, now
    held.save(update_fields=["email", "email_confirmed_at"])
    record_event(by=held, action="confirm_own_address", subject="user", subject_id=held.pk)
    if request.former:
        defer("notify.tell_former_address", request=request.pk)
    return held


@transaction.atomic
def remove_address(*, user: User, language: str) -> bool:
    """Leave the account without an address; False where it has none. Links that are under way end.

    From then on nothing comes by mail. An address that was confirmed is told once more.
    """
    held = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not held.email:
        return False
    now, former = timezone.now(), held.email if held.email_confirmed_at else ""
    AddressRequest.objects.filter(user=held, used_at__isnull=True).update(used_at=now)
    held.email, held.email_confirmed_at = "", None
    held.save(update_fields=["email", "email_confirmed_at"])
    record_event(by=held, action="remove_own_address", subject="user", subject_id=held.pk)
    if former:
        gone = AddressRequest.objects.create(user=held, former=former, language=language, used_at=now)
        defer("notify.tell_former_address", request=gone.pk)
    return True


def send_link(request_id: int) -> None:
    """What the job does: send the link, unless it went out, or too many did lately.

    Only the newest link counts. The older ones end when it goes out, so that nobody is left without any.
    """
    with transaction.atomic():
        found = AddressRequest.objects.select_for_update(of=("self",)).select_related("user")
        request = found.filter(pk=request_id, sent_at__isnull=True, used_at__isnull=True).first()
        if request is None or not settings.MAILERS or not request.user.is_active or _too_many(request):
            return
        token = _SIGNER.sign(str(request.pk))
        with override(request.language):
            _mail(request.address, _("请确认您的邮箱"), _text_of_link(request, token))
        request.sent_at = timezone.now()
        request.save(update_fields=["sent_at"])
        older = AddressRequest.objects.filter(user=request.user, pk__lt=request.pk, used_at__isnull=True)
        older.update(used_at=request.sent_at)


def tell_former(request_id: int) -> None:
    """What the other job does: the address that was replaced or removed learns it. It may come twice."""
    request = AddressRequest.objects.select_related("user").filter(pk=request_id).first()
    if request is None or not request.former or not settings.MAILERS:
        return
    with override(request.language):
        subject, told = _replaced() if request.address else _removed()
        _mail(request.former, subject, told % {"name": request.user.name})


def _replaced() -> tuple[str, str]:
    return _("接收消息的邮箱已更换"), _(
        "账号“%(name)s”接收消息的邮箱已经换成另一个，这里不再收到它的消息。"
        "如果不是您本人更换的，请立即登录修改密码，并联系主管部门。"
    )


def _removed() -> tuple[str, str]:
    return _("接收消息的邮箱已移除"), _(
        "账号“%(name)s”已经移除了这个邮箱，这里不再收到它的消息，消息只在网站上看。"
        "如果不是您本人移除的，请立即登录修改密码，并联系主管部门。"
    )


def forget_requests() -> None:
    """Remove the requests that are over."""
    AddressRequest.objects.filter(made_at__lt=timezone.now() - _KEPT).delete()


def _open() -> QuerySet[AddressRequest]:
    since = timezone.now() - timedelta(hours=LINK_HOURS)
    return AddressRequest.objects.filter(sent_at__isnull=False, used_at__isnull=True, made_at__gte=since)


def _too_many(request: AddressRequest) -> bool:
    lately = AddressRequest.objects.filter(
        Q(address__iexact=request.address) | Q(user=request.user_id),
        sent_at__gt=timezone.now() - timedelta(hours=1),
    )
    return lately.count() >= MOST_AN_HOUR


def _text_of_link(request: AddressRequest, token: str) -> str:
    told = _(
        "账号“%(name)s”要用这个邮箱接收内蒙古人才信息库的消息。请登录该账号后打开下面的链接确认，"
        "%(hours)s 小时内有效，只能用一次：\n\n%(address)s\n\n不是您本人操作的，请不要理会这封邮件。"
    )
    link = settings.WAGTAILADMIN_BASE_URL + reverse("own_address_confirm", args=[token])
    return told % {"name": request.user.name, "hours": LINK_HOURS, "address": link}


def _mail(address: str, subject: str, body: str) -> None:
    EmailMessage(
        subject=f"[{_('内蒙古人才信息库')}] {subject}",
        body=body,
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()
