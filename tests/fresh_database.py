"""The databases of a test run: made and migrated as the owner, used as the application.

    migrated_<hash>           tables only; kept between runs while no migration changes
    test_<process>_baseline   with regions, code lists and categories, one for each process
    test_<process>            what the tests use: a copy of the baseline, renewed when a test commits

Copying takes a fraction of a second. Django's own way, TRUNCATE, would need rights that the
application's login does not have, and would lose the baseline.
"""

import fcntl
import hashlib
import os
import time
from collections.abc import Callable
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from config.databases import build_databases
from config.roles import database_sql, schema_sql

# What decides the tables; any change in these files has the database migrated anew.
SOURCES = ("*/*/migrations/*.py", "site/config/roles.py", "requirements.txt")

TRIES = 25


class FreshDatabase:
    """The test database of this process. The application's login sees it through Django's aliases."""

    def __init__(self) -> None:
        self._owner = self._settings(as_owner=True)["default"]
        self._home = self._owner["NAME"]  # where the owner is connected while it makes and drops others
        self.name = f"test_{os.getpid()}"
        self.baseline = f"{self.name}_baseline"
        self.migrated = f"migrated_{hash_of(*SOURCES)}"

    def make(self, *, load: Callable[[], None]) -> None:
        """Make the database, fill it with `load()` as the application, and keep a copy of the result."""
        with (settings.DATA_DIR / "tests.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._drop_abandoned()
            self._migrate_once()
            self._copy(self.migrated, self.name)
        self._point_django_at(self.name)
        load()
        connections.close_all()
        self._copy(self.name, self.baseline)

    def renew(self) -> None:
        """Put the baseline back, whatever was committed and whoever is still connected."""
        connections.close_all()
        self._copy(self.baseline, self.name)

    def act_as_owner(self, *, yes: bool) -> None:
        """Have Django speak through the owner's login, or through the application's again."""
        self._point_django_at(self.name, as_owner=yes)

    def drop(self) -> None:
        """Leave nothing of this process behind."""
        connections.close_all()
        self._insist(*(drop_sql(name) for name in (self.name, self.baseline)))

    def connect(self, *, alias: str = "", database: str = "") -> psycopg.Connection:
        """A connection outside Django, each statement its own transaction: as `alias`, or as the owner."""
        chosen = connections[alias].settings_dict if alias else self._owner
        keys = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
        given = {key: chosen[field] for key, field in keys.items() if chosen[field]}
        return psycopg.connect(**given, **chosen["OPTIONS"], dbname=database or self.name, autocommit=True)

    def _migrate_once(self) -> None:
        if self.migrated in self._names("migrated_%"):
            return
        draft = "migrated_draft"
        old = self._names("migrated_%")
        self._administer(*(drop_sql(name) for name in {*old, draft}), create_sql(draft))
        with self.connect(database=draft) as connection:
            for statement in schema_sql():
                connection.execute(statement)
        self._point_django_at(draft, as_owner=True)
        call_command("migrate", verbosity=0, interactive=False)
        connections.close_all()
        self._administer(f'ALTER DATABASE {draft} RENAME TO "{self.migrated}"')

    def _copy(self, source: str, target: str) -> None:
        self._insist(drop_sql(target), create_sql(target, template=source), *database_sql(target))

    def _insist(self, *statements: str) -> None:
        """Refused while the server's own cleaning is at work there, which ends by itself within moments."""
        for attempt in range(TRIES):
            try:
                self._administer(*statements)
            except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
                if attempt == TRIES - 1:
                    raise
                time.sleep(0.2)
            else:
                return

    def _drop_abandoned(self) -> None:
        """Databases of runs that were killed; on a shared server they might be another machine's."""
        if settings.PRIVATE_POSTGRES:
            names = self._names("test\\_%")
            self._administer(*(drop_sql(name) for name in names if not is_alive(int(name.split("_")[1]))))

    def _names(self, pattern: str) -> list[str]:
        with self.connect(database=self._home) as connection:
            rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [pattern])
            return [name for (name,) in rows]

    def _administer(self, *statements: str) -> None:
        with self.connect(database=self._home) as connection:
            for statement in statements:
                connection.execute(statement)

    def _point_django_at(self, name: str, *, as_owner: bool = False) -> None:
        connections.close_all()
        for alias, chosen in self._settings(as_owner=as_owner).items():
            for login in ("USER", "PASSWORD", "OPTIONS"):
                connections[alias].settings_dict[login] = chosen[login]
            connections[alias].settings_dict["NAME"] = settings.DATABASES[alias]["NAME"] = name

    def _settings(self, *, as_owner: bool) -> dict[str, dict[str, Any]]:
        return build_databases(
            environment=settings.ENVIRONMENT,
            private=settings.PRIVATE_POSTGRES,
            as_owner=as_owner,
            pooled=False,
        )


def create_sql(name: str, *, template: str = "template1") -> str:
    """Copying files is twice as fast as copying through the log, where nothing waits for the disk."""
    return f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY = FILE_COPY'


def drop_sql(name: str) -> str:
    return f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'


def hash_of(*patterns: str) -> str:
    """Twelve hexadecimal digits that change when one of the files does."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in settings.BASE_DIR.glob(pattern)):
        digest.update(bytes(path.relative_to(settings.BASE_DIR)) + path.read_bytes())
    return digest.hexdigest()[:12]


def is_alive(process: int) -> bool:
    """Whether a process with this number runs, whoever it belongs to."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
