"""Start-up checks: the logins must be as weak as the design says, or the walls between them are gone.

And the translations must be compiled, or readers of English read Chinese.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.utils.translation import gettext as _

from config.catalogue import IS_OPEN

logger = logging.getLogger(__name__)

# Views and sequences count: whoever owns one can grant it away.
OWNS_SOMETHING = """
    SELECT EXISTS (
        SELECT FROM pg_class
        WHERE relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
            AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
            AND relpersistence <> 't'
            AND pg_has_role(current_user, relowner, 'MEMBER')
    )
"""
CAN_WRITE = """
    SELECT EXISTS (
        SELECT FROM pg_class
        WHERE relkind IN ('r', 'p', 'v', 'm', 'f')
            AND relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
            AND has_table_privilege(oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
    )
"""
PASSES_WALLS = "SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user"


@dataclass(frozen=True)
class Wall:
    """A question to the server that must be answered with no, and what a yes means."""

    code: str
    question: str
    aliases: tuple[str, ...]

    def message(self, login: str) -> str:
        texts = {
            "E001": _("数据库账号 %(login)s 权限过大：它是超级用户，或可绕过行级安全，或可创建账号。"),
            "E002": _("数据库账号 %(login)s 拥有数据表：应用程序必须使用不是所有者的账号。"),
            "E003": _("公开数据的数据库账号 %(login)s 可以写入数据表。"),
            "W002": _("公开数据的数据库账号 %(login)s 能读到各表的真实行数，或能占用应用程序的锁。"),
        }
        return texts[self.code] % {"login": login}

    def found(self, login: str) -> CheckMessage:
        """A warning where an older edition has prepared the server: its administrator closes it."""
        name = f"config.{self.code}"
        if self.code.startswith("E"):
            return Error(self.message(login), id=name)
        hint = _("请数据库管理员运行 manage.py database_roles --again 打印的语句。")
        return Warning(self.message(login), hint=hint, id=name)


WALLS = (
    Wall("E001", PASSES_WALLS, ("default", "public")),
    Wall("E002", OWNS_SOMETHING, ("default", "public")),
    Wall("E003", CAN_WRITE, ("public",)),
    Wall("W002", IS_OPEN, ("public",)),
)


def check_database_logins(
    app_configs: Sequence[AppConfig] | None = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """One message for each wall that a login in `databases` can pass; asks nothing of other aliases."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            for wall in WALLS:
                if alias in wall.aliases and _answer(cursor, wall.question):
                    login = connections[alias].settings_dict["USER"]
                    found.append(wall.found(login))
    return found


def check_catalogues(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """One warning that names every catalogue whose compiled form is missing or older than its text."""
    stale = [str(path) for folder in settings.LOCALE_PATHS for path in _uncompiled(Path(folder))]
    if not stale:
        return []
    said = _("译文没有编译，页面会缺译文或显示旧译文：%(files)s。") % {"files": _("、").join(stale)}
    return [Warning(said, hint=_("运行 make setup 编译后重新启动。"), id="config.W001")]


def tell_of_stale_catalogues() -> None:
    """The same in the log, for a web process that no command of the project has started."""
    for warning in check_catalogues():
        logger.warning("%s %s", warning.msg, warning.hint)


def tell_of_unusable_fonts() -> None:
    """What is wrong with the office's fonts, in the log: pages are answered, only sheets are not printed."""
    from reports.printing.service import check_fonts  # needs the program set up

    for error in check_fonts():
        logger.error("%s %s", error.msg, error.hint)


def _uncompiled(folder: Path) -> list[Path]:
    texts = sorted(folder.glob("*/LC_MESSAGES/*.po"))
    return [path for path in texts if not _is_fresh(path.with_suffix(".mo"), path)]


def _is_fresh(compiled: Path, text: Path) -> bool:
    return compiled.is_file() and compiled.stat().st_mtime >= text.stat().st_mtime


def refuse_strong_logins() -> None:
    """Raise ImproperlyConfigured when a web process would run with too strong a login; logs warnings."""
    found = check_database_logins(databases=("default", "public"))
    connections.close_all()
    errors = [message for message in found if message.is_serious()]
    if errors:
        raise ImproperlyConfigured(" ".join(error.msg for error in errors))
    for warning in found:
        logger.warning("%s %s", warning.msg, warning.hint)


def _answer(cursor: Any, question: str) -> bool:
    cursor.execute(question)
    return bool(cursor.fetchone()[0])
