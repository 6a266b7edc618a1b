"""Jobs of the open data."""

from django.utils.translation import gettext_lazy as _

from reports.opendata.archive.keeping import kept_archive
from reports.opendata.standing import standing
from talent.jobs.service import job


@job("opendata.archive", _("制作开放数据压缩包"))
def make_archive(release: int) -> None:
    """The archive of a release; one that is withdrawn meanwhile has none."""
    if found := standing(release):
        kept_archive(found)
