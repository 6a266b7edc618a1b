"""Jobs of this part."""

from django.utils.translation import gettext_lazy as _

from reviews.inbox.backlog import counting, handingup, unmanned, urging
from reviews.inbox.bulk import expiring
from reviews.inbox.bulk.running import work_to_the_end
from talent.jobs.service import job, periodic


@job("inbox.bulk", _("批量审核"))
def bulk(run: int) -> None:
    work_to_the_end(run)


# At night: what was prepared by day is still there in the evening of its last day.
@periodic("inbox.expire_bulk", _("清理没有开始的批量审核"), cron="50 17 * * *")
def expire_bulk() -> None:
    expiring.expire()


@periodic("inbox.count_backlog", _("统计积压情况"), cron="*/10 * * * *")
def count_backlog() -> None:
    counting.count_backlog()


# Each hour of the working day (UTC), after the reminders; what was reported is not reported again.
@periodic("inbox.urge", _("逾期待审报上级催办"), cron="13 0-10 * * *")
def urge() -> None:
    urging.urge()


# After the counting, each hour of the working day: whoever was told is not told again.
@periodic("inbox.unmanned_units", _("没有审核员的单位告知上级"), cron="23 0-10 * * *")
def unmanned_units() -> None:
    unmanned.tell_of_units()


# After the reports of the hour: what goes up was reported before.
@periodic("inbox.hand_up", _("逾期待审自动转上级"), cron="33 0-10 * * *")
def hand_up() -> None:
    handingup.hand_up_overdue()
