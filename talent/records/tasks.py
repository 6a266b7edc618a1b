"""Jobs of this part."""

from django.utils.translation import gettext_lazy as _

from talent.jobs.service import job, periodic
from talent.orgs.service import areas_due, happen_due
from talent.records import announcing, placing, reminding, renewing, rerouting, transferreminding, unmanned
from talent.records.attachments import collecting


# Each hour of the working day (UTC): a worker that was down in the morning still tells, and nobody twice.
@periodic("records.remind", _("待审与时限提醒"), cron="3 0-10 * * *")
def remind() -> None:
    reminding.remind()
    transferreminding.remind_of_transfers()


# At night, when nobody is typing; a day later is early enough.
@periodic("records.collect_attachments", _("清理无人引用的附件"), cron="40 18 * * *")
def collect_attachments() -> None:
    collecting.collect()


@job("records.announce", _("告知类别的新版本"))
def announce(version: int, kind: str) -> None:
    announcing.announce(version, kind)


@job("records.place", _("人员随单位划转"))
def place(unit: int) -> None:
    placing.place(unit)


@job("records.reroute_area", _("管理区的待审信息转到新的审核机构"))
def reroute_area(code: int) -> None:
    rerouting.reroute_area(code)


@job("records.renew_deadlines", _("重算待审期限"))
def renew_deadlines(run: int) -> None:
    renewing.renew(run)


@job("records.relieve_office", _("停用机构的待审信息转到上级"))
def relieve_office(office: int) -> None:
    unmanned.relieve_office(office)


# Half past midnight in the region and before work: grants end with days, accounts at any hour.
@periodic("records.relieve", _("没有审核员的机构的待审信息转到上级"), cron="30 16,22 * * *")
def relieve() -> None:
    unmanned.relieve()


# Twenty minutes past midnight in the region, and again later for a worker that was down.
@periodic("records.organisation_events", _("到期的机构变动"), cron="20 16,22 * * *")
def organisation_events() -> None:
    areas_due()
    happen_due()
    placing.place_all()
