"""`manage.py move_records --category KEY`: approved records of older versions to the version in force."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils.translation import gettext as _

from talent.categories.enums import Subject
from talent.categories.models import Category
from talent.categories.service import Mover
from talent.records.enums import RunState
from talent.records.models import MoveRun
from talent.records.moverunning import CHUNK, problems_of, progress_of, start_run, work
from talent.records.movewords import why

#: How often a chunk is tried that the server broke off (a deadlock, a restart of the connection's server).
_TRIES = 5


class Command(BaseCommand):
    help = "Move approved records of a category to its version in force; goes on where it was interrupted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--category", required=True, help="key of the category, such as skilled")
        parser.add_argument("--chunk", type=int, default=CHUNK, help="records in one transaction")

    def handle(self, *args: Any, category: str, chunk: int, **options: Any) -> None:
        found = Category.objects.filter(key=category, subject=Subject.PEOPLE, current__isnull=False).first()
        if found is None or chunk < 1:
            raise CommandError(_("没有代号为“%(key)s”的已发布类别。") % {"key": category})
        run = start_run(category=found, by=None)
        mover = Mover(run.version)
        while run.state == RunState.RUNNING:
            run = self._one(run, mover, chunk)
            progress = progress_of(run)
            self.stdout.write(
                _("%(percent)s%%　%(done)s / %(total)s，已衔接 %(moved)s")
                % {**vars(progress), "percent": progress.percent, "done": progress.done}
            )
        self._told(run)

    def _one(self, run: MoveRun, mover: Mover, chunk: int) -> MoveRun:
        for left in reversed(range(_TRIES)):
            try:
                return work(run=run, mover=mover, chunk=chunk)
            except OperationalError:
                if not left:
                    raise
        raise RuntimeError(run.pk)

    def _told(self, run: MoveRun) -> None:
        progress = progress_of(run)
        self.stdout.write(
            _(
                "%(state)s：已衔接 %(moved)s 条，已是现行版本 %(current)s 条，"
                "有未办结变更的 %(open)s 条(下次修改时衔接)，有换算不了的内容的 %(failed)s 条。"
            )
            % {**vars(progress), "state": run.get_state_display()}
        )
        for path, label, key, count in problems_of(run):
            self.stdout.write(
                _("“%(label)s”(%(path)s)有 %(count)s 条没有衔接：%(why)s")
                % {"path": path, "label": label, "why": why(key), "count": count}
            )
