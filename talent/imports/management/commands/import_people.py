"""`manage.py import_people FILE`: a staff list of a personnel office, as it is, into one unit."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from talent.categories.service import NoLiveVersion, live_version
from talent.imports.importing import ImportReport, RowProblem, import_list
from talent.imports.readers import Unreadable
from talent.orgs.models import Organisation
from talent.records.service import NotAllowed, submit_many


class Command(BaseCommand):
    help = "Read a staff list (xlsx; csv in UTF-8 or GB 18030) and propose its people for a unit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--category", required=True, help="key of the category, such as professional")
        parser.add_argument("--organisation", required=True, help="code of the unit")
        parser.add_argument("--submit", action="store_true", help="also submit what lacks nothing")

    def handle(
        self, *args: Any, file: Path, category: str, organisation: str, submit: bool, **options: Any
    ) -> None:
        unit = Organisation.objects.filter(code=organisation, is_active=True).first()
        if unit is None or not unit.collects:
            raise CommandError(_("没有代码为“%(code)s”的在用单位。") % {"code": organisation})
        try:
            version = live_version(category)
            report = import_list(file, file.name, version=version, unit=unit, by=None)
        except NoLiveVersion:
            raise CommandError(_("没有代号为“%(key)s”的已发布类别。") % {"key": category}) from None
        except FileNotFoundError:
            raise CommandError(_("找不到文件“%(file)s”。") % {"file": file}) from None
        except Unreadable as unreadable:
            raise CommandError(str(unreadable)) from None
        self._show(report)
        if submit:
            self._submit(report)

    def _show(self, report: ImportReport) -> None:
        for header in report.staff.headers:
            for heading in (*header.unknown, *header.ambiguous, *header.doubled):
                self.stdout.write(_("%(cell)s “%(text)s”：没有对应的字段，未导入。") % vars(heading))
        for skipped in report.staff.skipped:
            self.stdout.write(_("第 %(row)s 行跳过：%(reason)s") % vars(skipped))
        for problem in report.problems:
            self.stdout.write(_("未导入　%(at)s") % {"at": self._at(problem)})
        for problem in report.lacking:
            self.stdout.write(_("已暂存，尚缺　%(at)s") % {"at": self._at(problem)})
        counts = {kind: report.outcomes[kind] for kind in ("new", "changed", "same")}
        other = sum(report.outcomes.values()) - sum(counts.values())
        self.stdout.write(
            _("新增 %(new)s 人，更新 %(changed)s 人，无变化 %(same)s 人，未导入 %(other)s 人。")
            % {**counts, "other": other}
        )

    def _at(self, problem: RowProblem) -> str:
        place = problem.cell or _("第 %(row)s 行") % {"row": problem.row}
        return place + _("：") + problem.text

    def _submit(self, report: ImportReport) -> None:
        ready = [change for change in report.changes if not change.blocking]
        try:
            submit_many(changes=ready, by=None)
        except NotAllowed as refused:
            raise CommandError(str(refused.reason)) from None
        self.stdout.write(_("已上报 %(count)s 人，等待单位审核。") % {"count": len(ready)})
