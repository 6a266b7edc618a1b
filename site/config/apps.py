import sys

from django.apps import AppConfig
from django.core import checks

from config.checks import check_catalogues, check_database_logins
from config.commands import needs_owner


class ProjectConfig(AppConfig):
    """The project's own commands, start-up checks, and what one part is told of another above it."""

    name = "config"
    label = "config"

    def ready(self) -> None:
        from config.codechoices import offered  # models must be loaded first
        from reports.printing.service import find_lists_with
        from reports.query.service import matching, told
        from talent.orgs.service import offer_codes

        offer_codes(offered)
        find_lists_with(matching, told)
        checks.register(check_catalogues, checks.Tags.translation)
        # `migrate` runs the checks of the database too, as the owner, whom they would refuse.
        if not needs_owner(sys.argv):
            checks.register(check_database_logins, checks.Tags.database)
