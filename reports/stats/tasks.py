"""Jobs of this part."""

from django.utils.translation import gettext_lazy as _

from reports.stats.releasing import JOB, draw_draft
from talent.jobs.service import job


@job(JOB, _("计算统计发布的草稿"))
def draw(release: int) -> None:
    draw_draft(release)
