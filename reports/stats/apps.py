from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatsConfig(AppConfig):
    name = "reports.stats"
    label = "stats"
    verbose_name = _("统计与发布")

    def ready(self) -> None:
        from reports.stats import notices, receivers  # noqa: F401  # declares its kinds, connects them
        from reports.stats.admission import check_lattice
        from reports.stats.lattice import TABLES

        check_lattice(TABLES)
