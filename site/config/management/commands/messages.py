from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.messages import catalogue
from config.messages.borrowed import borrowed_faults
from config.messages.checking import faults
from config.messages.extracting import messages_in
from config.messages.unwrapped import unwrapped_in


class Command(BaseCommand):
    help = (
        "Brings the English catalogue in step with the texts of the code and says what is left to translate."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail where work is left")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        path = Path(settings.LOCALE_PATHS[0], catalogue.LANGUAGE, "LC_MESSAGES", "django.po")
        found = messages_in(settings.BASE_DIR)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(catalogue.rendered(found, catalogue.read(path)), encoding="utf-8")
        translations = catalogue.read(path)
        left = [
            *faults(found, translations),
            *unwrapped_in(settings.BASE_DIR),
            *borrowed_faults(Path(settings.LOCALE_PATHS[0])),
        ]
        if check and not left and path.read_text(encoding="utf-8") != catalogue.rendered(found, translations):
            left = [f"{path}: run `manage.py messages`"]
        for fault in left:
            self.stderr.write(fault)
        if check and left:
            raise CommandError(f"{len(left)} texts need work: run `manage.py messages`, then translate.")
        self.stdout.write(f"{len(found)} texts, {len(left)} left to translate")
