"""`manage.py demo`: an invented region to try everything in, with an account for each role."""

import os
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.demo.accounts import Credential, make_accounts
from portal.demo.areas import make_area
from portal.demo.bulk.loading import load
from portal.demo.individuals import make_individuals
from portal.demo.messages import tell_accounts
from portal.demo.news import tell_news
from portal.demo.places import build_places
from portal.demo.releases import ENOUGH, release_earlier
from portal.demo.sheets import fill_sheets
from portal.demo.spotchecks import leave_one_half_way
from portal.demo.transfers import leave_one_unanswered
from portal.demo.world import populate
from reports.stats.service import NotPublic, adopt_recommended, release
from reviews.inbox.service import count_backlog, urge
from talent.records.models import Change
from talent.records.service import latest_working_day

#: From so many people on they do not come through the ordinary door, but are put into the tables at once.
BULK_FROM = 5_000
MOST = 10_000_000
#: (account of the unit, staff list, category)
LISTS = (
    ("tianbao", "professional_staff.xlsx", "professional"),
    ("xiaodanwei", "skilled_workers_gb18030.csv", "skilled"),
)
#: What the loading of millions is at.
_STEPS = {
    "rows": gettext_lazy("正在写入……"),
    "indexes": gettext_lazy("正在建立索引并核对引用……"),
    "analyze": gettext_lazy("正在统计各表……"),
}


def _nothing(number: int) -> None:
    """So few people make no release before the newest."""


class Command(BaseCommand):
    help = (
        "Fill an empty register with invented people (the same ones each time) and print accounts to try it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=1200, help=f"1 to {MOST} (default 1200)")
        parser.add_argument(
            "--bulk", action="store_true", help=f"fill the tables at once, as from {BULK_FROM} people on"
        )
        parser.add_argument(
            "--new-passwords", action="store_true", help="only new passwords for the accounts"
        )
        parser.add_argument("--if-empty", action="store_true", help="do nothing where people are")

    def handle(
        self, *args: Any, people: int, bulk: bool, new_passwords: bool, if_empty: bool, **options: Any
    ) -> None:
        if new_passwords:
            build_places()
            credentials = [*make_accounts(), *make_individuals()]
            make_area()
            self._show(credentials)
            return
        if not 1 <= people <= MOST:
            raise CommandError(_("人数应在 1 至 %(most)s 之间。") % {"most": MOST})
        if Change.objects.unscoped(reason="is the register empty?").exists():
            if if_empty:
                self.stdout.write(_("演示账户的口令忘记时，用 manage.py demo --new-passwords 换新。"))
                return
            raise CommandError(_("库中已有人员，演示数据只装入空库。要换新口令请用 --new-passwords。"))
        adopt_recommended(by=None)
        began = time.monotonic()
        made, units = self._load(people) if bulk or people >= BULK_FROM else self._fill(people)
        seconds = time.monotonic() - began
        self.stdout.write(
            _("已生成 %(made)s 人、%(units)s 个单位；用时 %(seconds).1f 秒，每秒 %(rate).0f 人。")
            % {"made": made, "units": units, "seconds": seconds, "rate": made / seconds}
        )
        fill_sheets()
        self._release()
        tell_news()
        self._end()

    def _fill(self, people: int) -> tuple[int, int]:
        """Through the ordinary door; returns how many people and units there are."""
        units = build_places()
        earlier = release_earlier if people >= ENOUGH else _nothing
        made = populate(people=people, units=units, progress=self._progress(people), release=earlier)
        return made, len(units)

    def _release(self) -> None:
        """The newest release. Where the gate refuses it the rest is there all the same, and says so."""
        try:
            release(by=None)
        except NotPublic as refused:
            self.stderr.write(str(refused))

    def _load(self, people: int) -> tuple[int, int]:
        """The same into the tables at once."""
        units = load(
            people=people, workers=os.cpu_count() or 1, progress=self._progress(people), say=self._say
        )
        return people, units

    def _say(self, step: str) -> None:
        self.stdout.write(str(_STEPS[step]))

    def _end(self) -> None:
        credentials = [*make_accounts(), *make_individuals()]
        make_area()
        leave_one_unanswered()
        leave_one_half_way()
        tell_accounts()
        urge(latest_working_day(timezone.localdate()))
        count_backlog()
        self._show(credentials)

    def _progress(self, people: int) -> Any:
        shown = {"tenth": 0}

        def show(done: int) -> None:
            tenth = 10 * done // people
            if tenth > shown["tenth"]:
                shown["tenth"] = tenth
                self.stdout.write(_("正在生成演示数据：%(percent)s%%") % {"percent": 10 * tenth})

        return show

    def _show(self, credentials: list[Credential]) -> None:
        self.stdout.write(_("演示账户(口令只显示这一次，忘记时用 manage.py demo --new-passwords 换新)："))
        for each in credentials:
            self.stdout.write(f"  {each.entrance:<14} {each.username:<11} {each.password}  {each.what}")
        self.stdout.write(_("用花名册试导入："))
        for username, file, category in LISTS:
            code = next(each.code for each in credentials if each.username == username)
            self.stdout.write(
                f"  .venv/bin/python manage.py import_people talent/imports/examples/{file}"
                f" --category {category} --organisation {code}"
            )
