from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpendataConfig(AppConfig):
    name = "reports.opendata"
    label = "opendata"
    verbose_name = _("开放数据")

    def ready(self) -> None:
        from reports.opendata import receivers  # noqa: F401  # connects them
