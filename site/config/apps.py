from django.apps import AppConfig
from django.core import checks

from config.checks import check_database_logins


class ProjectConfig(AppConfig):
    """The project's own commands and start-up checks."""

    name = "config"
    label = "config"

    def ready(self) -> None:
        checks.register(check_database_logins, checks.Tags.database)
