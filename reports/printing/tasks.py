"""Jobs of printing."""

from django.utils.translation import gettext_lazy as _

from reports.printing import running
from talent.jobs.service import job, periodic


@job(running.JOB, _("成批打印登记表"))
def print_run(run: int) -> None:
    try:
        running.print_run(run)
    except Exception:
        running.note_trouble(run)
        raise


@periodic("printing.clear", _("清除成批打印的文件"), cron="40 19 * * *")
def clear() -> None:
    running.clear_runs()
