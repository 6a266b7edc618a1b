"""Passwords of the logins, in PostgreSQL's own password file format.

libpq reads the file when it connects, so no password stands in the settings, in an error page or in
a process list. The file holds one line a login, is 0600, and lies beside the data.
"""

import secrets
from pathlib import Path

from config.folders import keep_once
from config.roles import LOGINS

SUPERUSER = "postgres"


def keep_passwords(path: Path) -> dict[str, str]:
    """Password of each login by its name; made at random at the first call."""
    text = keep_once(path, make=_random_passwords)
    lines = (line.split(":") for line in text.splitlines())
    return {login: password for _host, _port, _database, login, password in lines}


def _random_passwords() -> str:
    return "".join(f"*:*:*:{login}:{secrets.token_hex(24)}\n" for login in (SUPERUSER, *LOGINS))
