from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config.catalogue import catalogue_sql
from config.roles import (
    DATABASE,
    LOGINS,
    OWNER,
    database_sql,
    logins_sql,
    schema_sql,
    settings_sql,
    template_sql,
)


class Command(BaseCommand):
    help = "Prints the SQL with which an administrator prepares a PostgreSQL server, for psql."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--database", default=DATABASE, help="name of the database")
        parser.add_argument(
            "--again", action="store_true", help="only what a server needs that an older edition has prepared"
        )

    def handle(self, *args: Any, database: str, again: bool, **options: Any) -> None:
        connect = f'\\connect "{database}"'
        closing = [f"{statement};" for statement in (*template_sql(), *catalogue_sql())]
        if again:
            settings = [f"{statement};" for statement in settings_sql()]
            self.stdout.write("\n".join([connect, *closing, *settings]))
            return
        lines = [
            "-- 由数据库管理员（超级用户）在 psql 中运行一次；\\password 会逐一询问口令。",
            "-- Run once in psql as a superuser; \\password asks for each password.",
            *(f"{statement};" for statement in logins_sql()),
            *(f"\\password {login}" for login in LOGINS),
            f"CREATE DATABASE \"{database}\" OWNER {OWNER} ENCODING 'UTF8' TEMPLATE template0;",
            connect,
            *closing,
            *(f"{statement};" for statement in (*database_sql(database), *schema_sql())),
        ]
        self.stdout.write("\n".join(lines))
