"""`manage.py release`: draft a new release of the open statistics; an administrator approves it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from reports.stats.service import NotPossible, draft


class Command(BaseCommand):
    help = "Draft a numbered release of the open statistics; an administrator approves it in the admin."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            new = draft(by=None)
        except NotPossible as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(
            _("已起草第 %(number)s 号统计，后台正在计算；由管理员在 %(address)s 批准。")
            % {"number": new.number, "address": reverse("releases:release", args=[new.pk])}
        )
