from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "talent.records"
    label = "records"
    verbose_name = _("人才记录")

    def ready(self) -> None:
        from talent.records import notices, receivers  # noqa: F401  # declares its kinds, connects them
