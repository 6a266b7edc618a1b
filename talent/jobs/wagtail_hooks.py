"""The place of failed jobs in the admin."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from talent.jobs.models import Failure
from talent.jobs.overview import oversees
from talent.jobs.viewsets import failed_jobs, settle_job
from talent.orgs.service import WaitingRows, scope_of, shows_waiting


class _JobsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return oversees(scope_of(request))


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLResolver]:
    pages = [
        path("", failed_jobs, name="index"),
        path("<int:pk>/", settle_job, name="settle"),
    ]
    return [path("jobs/", include((pages, "jobs")))]


@hooks.register("register_admin_menu_item")
def jobs_menu_item() -> MenuItem:
    return _JobsMenuItem(_("后台任务"), reverse("jobs:index"), name="jobs", icon_name="cogs", order=615)


@shows_waiting(order=50)
def waiting_jobs(request: HttpRequest) -> WaitingRows | None:
    if not oversees(scope_of(request)):
        return None
    rows = Failure.objects.filter(settled="")
    return WaitingRows(_("失败的后台任务"), rows, reverse("jobs:index"), "at")
