"""`manage.py release`: publish the open statistics as they stand now."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from reports.stats.service import release


class Command(BaseCommand):
    help = "Publish a new numbered release of the open statistics (disclosure control included)."

    def handle(self, *args: Any, **options: Any) -> None:
        new = release(by=None)
        self.stdout.write(_("已发布第 %(number)s 号统计。") % {"number": new.number})
