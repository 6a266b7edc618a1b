"""Jobs of this part."""

from django.utils.translation import gettext_lazy as _

from reviews.spotchecks.starting import JOB, draw_waiting
from talent.jobs.service import job


@job(JOB, _("抽取抽查样本"))
def draw(check: int) -> None:
    draw_waiting(check)
