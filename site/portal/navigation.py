"""Which pages the head of the site offers: those that exist here and that the account may use."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talent.individuals.service import account_of
from talent.orgs.enums import STAFF_ROLES, UNIT_ROLES, Role
from talent.orgs.service import Scope, scope_of


@dataclass(frozen=True)
class Entry:
    label: str | Promise
    href: str
    current: bool = False


@dataclass(frozen=True)
class _Place:
    """An entry with the roles it is for; None is everybody, none at all is individuals."""

    label: str | Promise
    href: str
    roles: frozenset[Role] | None = None

    def offered_to(self, held: frozenset[Role], *, individual: bool) -> bool:
        if self.roles is None:
            return True
        return bool(self.roles & held) or (individual and not self.roles)


_PLACES = (
    _Place(_("公开统计"), "/statistics/"),
    _Place(_("我的资料"), "/me/", frozenset()),
    _Place(_("单位工作台"), "/unit/", UNIT_ROLES),
    _Place(_("负责人员登记表"), "/unit/sheets/", UNIT_ROLES),
    _Place(_("审核"), "/back/review/", frozenset({Role.HR_REVIEWER})),
    _Place(_("人才查询"), "/back/query/", frozenset({Role.HR_REVIEWER, Role.ANALYST})),
    _Place(_("管理后台"), "/back/", STAFF_ROLES),
    _Place(_("开放数据"), "/open/"),
    _Place(_("帮助"), "/help/"),
)
#: Where the pages of one's own unit stand among them.
_REVIEW = 3


def entries_for(
    roles: Iterable[Role],
    *,
    path: str,
    units: Sequence[int] = (),
    reviews: Sequence[int] = (),
    individual: bool = False,
) -> list[Entry]:
    """The entries for holders of these roles, the one that `path` belongs to marked as current.

    `units`: ids of those in which the account has a role of a unit, `reviews`: in which it reviews; of
    several it chooses one first. `individual`: the account is somebody's own.
    """
    held = frozenset(roles)
    own = (*_at_units(_("人才查询"), units, "query", path), *_at_units(_("审核"), reviews, "review", path))
    known = (*_PLACES[:_REVIEW], *own, *_PLACES[_REVIEW:])
    offered = (each for each in known if each.offered_to(held, individual=individual))
    places = [each for each in offered if exists(each.href)]
    above = [number for number, place in enumerate(places) if path.startswith(place.href)]
    current = max(above, key=lambda number: len(places[number].href), default=None)
    return [Entry(place.label, place.href, number == current) for number, place in enumerate(places)]


def _at_units(label: str | Promise, units: Sequence[int], page: str, path: str) -> list[_Place]:
    """A page of one's own unit; of several the one at whose pages the reader is, else the choice of one."""
    if not units:
        return []
    here = [each for each in units if len(units) == 1 or path.startswith(f"/unit/{each}/")]
    return [_Place(label, f"/unit/{here[0]}/{page}/" if here else "/unit/")]


def entries(request: HttpRequest | None) -> list[Entry]:
    """The entries for one request; the memberships are read once a request, and never for visitors."""
    if request is None:
        return entries_for((), path="")
    scope = _scope(request)
    return entries_for(
        scope.roles,
        path=request.path,
        units=scope.organisations(*UNIT_ROLES),
        reviews=scope.organisations(Role.UNIT_REVIEWER),
        individual=not scope.grants and scope.user_id is not None and account_of(request.user) is not None,
    )


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
