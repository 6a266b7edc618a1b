from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connections

from talent.jobs.running import CONCURRENCY, run_worker, settle


class Command(BaseCommand):
    help = "Runs the jobs of the queue: mail, reminders, and what takes longer than a page may."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--concurrency", type=int, default=CONCURRENCY, help="jobs at once, at least 2")
        parser.add_argument("--until-empty", action="store_true", help="end when no job is due")

    def handle(self, *args: Any, concurrency: int, until_empty: bool, **options: Any) -> None:
        self.check(databases=["default"])
        connections.close_all()
        settle()
        run_worker(concurrency=max(2, concurrency), until_empty=until_empty)
