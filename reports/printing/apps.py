from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class PrintingConfig(AppConfig):
    name = "reports.printing"
    label = "printing"
    verbose_name = _("打印")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from reports.printing import receivers  # noqa: F401  # importing it connects the receivers
        from reports.printing.fontchecks import check_fonts

        checks.register(check_fonts)
