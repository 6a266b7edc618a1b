"""Jobs of this part."""

from django.utils.translation import gettext_lazy as _

from talent.jobs.service import job, periodic
from talent.records import announcing, reminding


# Each hour of the working day (UTC): a worker that was down in the morning still tells, and nobody twice.
@periodic("records.remind", _("待审与时限提醒"), cron="3 0-10 * * *")
def remind() -> None:
    reminding.remind()


@job("records.announce", _("告知类别的新版本"))
def announce(version: int, kind: str) -> None:
    announcing.announce(version, kind)
