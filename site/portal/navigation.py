"""Which pages the head of the site offers: those that exist here and that the account may use."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talent.orgs.enums import STAFF_ROLES, UNIT_ROLES, Role
from talent.orgs.service import scope_of


@dataclass(frozen=True)
class Entry:
    label: str | Promise
    href: str
    current: bool = False


@dataclass(frozen=True)
class _Place:
    """An entry with the roles it is for; None is everybody."""

    label: str | Promise
    href: str
    roles: frozenset[Role] | None = None


_PLACES = (
    _Place(_("公开统计"), "/statistics/"),
    _Place(_("单位工作台"), "/unit/", UNIT_ROLES),
    _Place(_("负责人员登记表"), "/unit/sheets/", UNIT_ROLES),
    _Place(_("审核"), "/back/review/", frozenset({Role.HR_REVIEWER})),
    _Place(_("管理后台"), "/back/", STAFF_ROLES),
    _Place(_("开放数据"), "/open/v1/"),
)


def entries_for(roles: Iterable[Role], *, path: str) -> list[Entry]:
    """The entries for holders of these roles, the one that `path` belongs to marked as current."""
    held = frozenset(roles)
    places = [each for each in _PLACES if (each.roles is None or each.roles & held) and exists(each.href)]
    above = [place.href for place in places if path.startswith(place.href)]
    current = max(above, key=len, default="")
    return [Entry(place.label, place.href, place.href == current) for place in places]


def entries(request: HttpRequest | None) -> list[Entry]:
    """The entries for one request; the memberships are read once a request, and never for visitors."""
    if request is None:
        return entries_for((), path="")
    return entries_for(roles_of(request), path=request.path)


def roles_of(request: HttpRequest) -> frozenset[Role]:
    """The roles of the request's account; none before the account is known, as on some error pages."""
    user = getattr(request, "user", None)
    return scope_of(request).roles if user is not None and user.is_authenticated else frozenset()


def exists(path: str) -> bool:
    """Whether this installation has the page: zones leave groups of addresses out (SITE_ZONE).

    Wagtail answers every other address with its own search for a page, which does not count.
    """
    try:
        return resolve(path).url_name != "wagtail_serve"
    except Resolver404:
        return False
