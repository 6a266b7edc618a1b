"""Which pages the head of the site offers: those that exist here and that the account may use."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talent.orgs.enums import STAFF_ROLES, UNIT_ROLES, Role
from talent.orgs.service import Scope, scope_of


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
    _Place(_("开放数据"), "/open/"),
)
#: Where the review of one's own unit stands among them.
_REVIEW = 2


def entries_for(roles: Iterable[Role], *, path: str, reviews: Sequence[int] = ()) -> list[Entry]:
    """The entries for holders of these roles, the one that `path` belongs to marked as current.

    `reviews`: ids of the units in which the account reviews; of several it chooses one first.
    """
    held = frozenset(roles)
    known = (*_PLACES[:_REVIEW], *_reviewing(reviews), *_PLACES[_REVIEW:])
    places = [each for each in known if (each.roles is None or each.roles & held) and exists(each.href)]
    above = [number for number, place in enumerate(places) if path.startswith(place.href)]
    current = max(above, key=lambda number: len(places[number].href), default=None)
    return [Entry(place.label, place.href, number == current) for number, place in enumerate(places)]


def _reviewing(units: Sequence[int]) -> list[_Place]:
    if not units:
        return []
    return [_Place(_("审核"), f"/unit/{units[0]}/review/" if len(units) == 1 else "/unit/")]


def entries(request: HttpRequest | None) -> list[Entry]:
    """The entries for one request; the memberships are read once a request, and never for visitors."""
    if request is None:
        return entries_for((), path="")
    scope = _scope(request)
    return entries_for(scope.roles, path=request.path, reviews=scope.organisations(Role.UNIT_REVIEWER))


def roles_of(request: HttpRequest) -> frozenset[Role]:
    """The roles of the request's account."""
    return _scope(request).roles


def _scope(request: HttpRequest) -> Scope:
    """Nothing before the account is known, as on some error pages."""
    user = getattr(request, "user", None)
    return scope_of(request) if user is not None and user.is_authenticated else Scope()


def exists(path: str) -> bool:
    """Whether this installation has the page: zones leave groups of addresses out (SITE_ZONE).

    Wagtail answers every other address with its own search for a page, which does not count.
    """
    try:
        return resolve(path).url_name != "wagtail_serve"
    except Resolver404:
        return False
