"""`manage.py renew_statistics_key --reason WHY`: a newer secret for the open statistics."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reports.stats.service import NotPossible, renew_key


class Command(BaseCommand):
    help = "Add a newer statistics key to the key file; the next draft of a release is drawn by it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reason", required=True, help="why; it stands in the audit log")
        parser.add_argument(
            "--known-to-others",
            action="store_true",
            help="the newest key has leaked: it may be replaced within a year of its first use",
        )

    def handle(self, *args: Any, reason: str, known_to_others: bool, **options: Any) -> None:
        try:
            number = renew_key(reason=reason, known_to_others=known_to_others)
        except NotPossible as refused:
            raise CommandError(str(refused)) from None
        except OSError as failed:
            raise CommandError(_("写不了密钥文件：%(error)s") % {"error": failed}) from None
        self.stdout.write(
            _(
                "已加入第 %(number)d 号统计密钥，下一份草稿起用。已公布的数字不变，到该重算时才用新密钥。"
                "原来的密钥仍在文件里，不能删去；请立即备份密钥文件。"
            )
            % {"number": number}
        )
