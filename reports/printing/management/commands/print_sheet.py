"""`manage.py print_sheet KEY --organisation CODE --output FILE`: an organisation's sheet as PDF."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from reports.printing.service import render
from talent.records.models import SheetEntry
from talent.security.service import record_event


class Command(BaseCommand):
    help = "Print the sheet that an organisation has filled in; a draft says so across each page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sheet", help="key of the sheet, such as responsible_person")
        parser.add_argument("--organisation", required=True, help="code of the organisation")
        parser.add_argument("--output", required=True, type=Path, help="PDF file to write")

    def handle(self, *args: Any, sheet: str, organisation: str, output: Path, **options: Any) -> None:
        entry = (
            SheetEntry.objects.unscoped(reason="an operator's command on the server")
            .filter(category__key=sheet, organisation__code=organisation)
            .select_related("organisation", "version", "category")
            .first()
        )
        if entry is None:
            raise CommandError(
                _("代码为“%(code)s”的机构还没有填写“%(sheet)s”。") % {"code": organisation, "sheet": sheet}
            )
        rendered = render(sheet=sheet, subject=entry)
        with transaction.atomic():
            record_event(
                by=None,
                action="print_sheet",
                subject="sheet",
                subject_id=entry.pk,
                organisation_id=entry.organisation_id,
            )
        output.write_bytes(rendered.pdf)
        for note in rendered.missing:
            self.stdout.write(_("字体中没有这个字：%(note)s") % {"note": note})
        self.stdout.write(_("已写入 %(file)s") % {"file": output})
