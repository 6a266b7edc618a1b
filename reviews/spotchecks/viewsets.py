"""The desk of HR departments inside the admin, at /back/spot-checks/."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from reviews.spotchecks.check_pages import Check, Index, New, One
from reviews.spotchecks.desks import Desk
from reviews.spotchecks.doubt_pages import DoubtPage, Doubts
from reviews.spotchecks.item_pages import Item
from talent.orgs.enums import Role
from talent.orgs.models import Organisation
from talent.orgs.service import Scope, organisations_of, scope_of


class StaffDesk(Desk):
    """For reviewers of offices."""

    templates = "spotchecks/admin"
    namespace = "spot_checks"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.scope.grants:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def scope(self) -> Scope:
        return scope_of(self.request).as_(Role.HR_REVIEWER)

    @property
    def offices(self) -> list[Organisation]:
        known = organisations_of(self.request)
        return [known[pk] for pk in self.scope.organisations(Role.HR_REVIEWER)]

    def show(self, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        crumbs = [
            {"url": reverse("wagtailadmin_home"), "label": _("工作台")},
            {"url": self.address("index"), "label": _("抽查")},
        ]
        if page != "index":
            crumbs.append({"url": "", "label": context["header_title"]})
        return super().show(page, {"breadcrumbs_items": crumbs, **context}, status)


class StaffIndex(StaffDesk, Index):
    pass


class StaffNew(StaffDesk, New):
    pass


class StaffOne(StaffDesk, One):
    pass


class StaffCheck(StaffDesk, Check):
    pass


class StaffItem(StaffDesk, Item):
    pass


class StaffDoubts(StaffDesk, Doubts):
    pass


class StaffDoubt(StaffDesk, DoubtPage):
    pass
