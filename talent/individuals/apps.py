from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndividualsConfig(AppConfig):
    name = "talent.individuals"
    label = "individuals"
    verbose_name = _("个人录入")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from talent.individuals import notices, receivers  # noqa: F401  # declares its kinds, connects them
        from talent.individuals.files import held, seen
        from talent.records.service import Holder, hold_files_with

        hold_files_with(Holder(held=held, seen=seen))
