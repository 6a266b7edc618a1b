"""Jobs of this part."""

from django.utils.translation import gettext_lazy as _

from reports.stats.forgetting import JOB as FORGET
from reports.stats.forgetting import forget, sweep
from reports.stats.releasing import JOB, draw_draft
from talent.jobs.service import job


@job(JOB, _("计算统计发布的草稿"))
def draw(release: int) -> None:
    try:
        draw_draft(release)
    finally:
        sweep()


@job(FORGET, _("从统计快照里除去已删除的人"))
def forget_erased(forgetting: int) -> None:
    forget(forgetting)
