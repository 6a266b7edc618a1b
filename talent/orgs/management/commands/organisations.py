"""`manage.py organisations [TEXT]`: codes and names, for the commands that ask for a code."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Q
from django.utils.translation import gettext as _

from talent.orgs.models import Organisation

MOST = 50


class Command(BaseCommand):
    help = "List organisations with their codes; of many the first, by code."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("text", nargs="?", default="", help="part of the name, or beginning of the code")

    def handle(self, *args: Any, text: str, **options: Any) -> None:
        wanted = Q(name__icontains=text) | Q(code__startswith=text)
        found = list(Organisation.objects.filter(wanted, is_active=True).order_by("code")[: MOST + 1])
        for each in found[:MOST]:
            self.stdout.write(f"{each.code}  {each.name}")
        if not found:
            self.stdout.write(_("没有符合的机构。"))
        if len(found) > MOST:
            self.stdout.write(_("还有更多，请加上名称的一部分再查：manage.py organisations 名称的一部分"))
