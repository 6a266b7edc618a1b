"""The sessions of an account in words a person knows: which program, which system, where, when."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: In the order of asking: a program names those that it resembles as well.
_PROGRAMS = (
    ("MicroMessenger", gettext_lazy("微信")),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", gettext_lazy("鸿蒙系统")),
    ("Android", gettext_lazy("安卓手机或平板")),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class Device:
    pk: int
    name: str
    address: str
    began: datetime
    seen: datetime
    current: bool


def device_name(user_agent: str) -> str:
    """Browser and system as far as they are known; else that they are not."""
    program, system = _first(_PROGRAMS, user_agent), _first(_SYSTEMS, user_agent)
    named = [each for each in (program, system) if each]
    return _("，").join(named) or _("未知的浏览器")


def _first(known: Iterable[tuple[str, object]], text: str) -> str:
    return next((str(name) for sign, name in known if re.search(re.escape(sign), text)), "")


def devices_of(request: HttpRequest) -> list[Device]:
    """The sessions of the request's account that are still open, the own one first."""
    UserSession.objects.create_from_request(request)
    own = request.session.session_key
    sessions = UserSession.objects.purge_and_list(request.user)
    devices = [
        Device(
            pk=each.pk,
            name=device_name(each.user_agent),
            address=each.ip,
            began=each.created_at,
            seen=each.last_seen_at,
            current=each.session_key == own,
        )
        for each in sessions
    ]
    return sorted(devices, key=lambda each: (not each.current, -each.seen.timestamp()))
