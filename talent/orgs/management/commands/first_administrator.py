"""`manage.py first_administrator USERNAME NAME`: who gives all others an account; once an installation."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from talent.orgs.founding import NotFounded, found


class Command(BaseCommand):
    help = "Make the first system administrator and print the first password, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("name", help="the person's name, as it is shown to others")
        parser.add_argument("--office-code", default="", help="code of the region's HR office, if it is new")
        parser.add_argument("--office-name", default="", help="its name")

    def handle(self, *args: Any, username: str, name: str, **options: Any) -> None:
        try:
            user, password = found(
                username=username,
                name=name,
                office_code=options["office_code"],
                office_name=options["office_name"],
            )
        except NotFounded as no:
            raise CommandError(str(no)) from no
        except ValidationError as wrong:
            raise CommandError(" ".join(wrong.messages)) from wrong
        said = {"username": user.username, "password": password}
        self.stdout.write(_("系统管理员 %(username)s，首次口令 %(password)s") % said)
        self.stdout.write(_("口令只显示这一次，登录后须修改。"))
