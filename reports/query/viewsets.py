"""The staff's desk inside the admin: for reviewers and analysts of offices and departments."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from reports.query.looking import View
from reports.query.views import Desk, Query, Record
from talent.orgs.enums import Role
from talent.orgs.service import Scope, scope_of

READING = (Role.HR_REVIEWER, Role.ANALYST)


class StaffDesk(Desk):
    """The desk at /back/query/."""

    templates = "query/admin"
    namespace = "query"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.scope.grants:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def scope(self) -> Scope:
        return scope_of(self.request).as_(*READING)

    @property
    def prints(self) -> bool:
        """Who reviews: an analyst reads masked values alone."""
        return bool(self.scope.as_(Role.HR_REVIEWER).grants)

    def show(self, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        crumbs = [
            {"url": reverse("wagtailadmin_home"), "label": _("工作台")},
            {"url": self.address(), "label": _("人才查询")},
        ]
        if page != "query":
            crumbs.append({"url": "", "label": context["header_title"]})
        return super().show(page, {"breadcrumbs_items": crumbs, **context}, status)


class StaffQuery(StaffDesk, Query):
    pass


class StaffRecord(StaffDesk, Record):
    def besides(self, view: View) -> dict[str, Any]:
        """Who reviews may print the form in full, or check the record (随时审核): both are recorded."""
        reviews = self.scope.as_(Role.HR_REVIEWER)
        prints = (
            bool(reviews.grants)
            and type(view.record).objects.visible_to(reviews).filter(pk=view.record.pk).exists()
        )
        href = reverse("printing:change", args=(view.change.pk,)) if prints else ""
        check_href = reverse("spot_checks:one", args=(view.record.pk,)) if prints else ""
        return {**super().besides(view), "print_href": href, "check_href": check_href}
