"""Jobs of the queue about itself."""

from django.utils.translation import gettext_lazy as _

from talent.jobs import keeping
from talent.jobs.defining import periodic


@periodic("jobs.keep", _("接续中断的任务"), cron="* * * * *", priority=100)
def keep() -> None:
    keeping.keep()


@periodic("jobs.clean", _("清理已结束的任务"), cron="20 19 * * *")
def clean() -> None:
    keeping.clean()
