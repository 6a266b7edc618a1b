"""`manage.py print_sheet KEY --organisation CODE --output FILE`: an organisation's sheet as PDF."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from reports.printing.service import sheet_of
from talent.categories.enums import Subject
from talent.categories.models import Category
from talent.orgs.models import Organisation
from talent.records.models import SheetEntry


class Command(BaseCommand):
    help = "Print the sheet that an organisation has filled in; a draft says so across each page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sheet", help="key of the sheet, such as responsible_person")
        parser.add_argument("--organisation", required=True, help="code of the organisation")
        parser.add_argument("--output", required=True, type=Path, help="PDF file to write")

    def handle(self, *args: Any, sheet: str, organisation: str, output: Path, **options: Any) -> None:
        entry = _entry(_sheet(sheet), _organisation(organisation))
        filled = sheet_of("sheet")
        rendered = filled.rendered(entry, "zh-hans")
        with transaction.atomic():
            filled.note(entry, by=None)
        output.write_bytes(rendered.pdf)
        for note in rendered.missing:
            self.stdout.write(_("字体中没有这个字：%(note)s") % {"note": note})
        self.stdout.write(_("已写入 %(file)s") % {"file": output})


def _sheet(key: str) -> Category:
    sheets = Category.objects.filter(subject=Subject.SHEET).defer("groups", "rules").order_by("order")
    found = sheets.filter(key=key).first()
    if found is None:
        known = _("、").join(f"{each.key}({each.label})" for each in sheets)
        raise CommandError(_("没有代号为“%(key)s”的登记表。现有：%(known)s。") % {"key": key, "known": known})
    return found


def _organisation(code: str) -> Organisation:
    found = Organisation.objects.filter(code=code).first()
    if found is None:
        raise CommandError(
            _("没有代码为“%(code)s”的机构。查代码用：manage.py organisations 名称的一部分") % {"code": code}
        )
    return found


def _entry(sheet: Category, organisation: Organisation) -> SheetEntry:
    found = (
        SheetEntry.objects.unscoped(reason="an operator's command on the server")
        .filter(category=sheet, organisation=organisation)
        .select_related("organisation", "version", "category")
        .first()
    )
    if found is None:
        raise CommandError(
            _("“%(organisation)s”还没有填写“%(sheet)s”。查别的代码用：manage.py organisations 名称的一部分")
            % {"organisation": organisation.name, "sheet": sheet.label}
        )
    return found
