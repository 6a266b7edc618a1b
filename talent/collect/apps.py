from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollectConfig(AppConfig):
    name = "talent.collect"
    label = "collect"
    verbose_name = _("信息填报")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from talent.categories.service import show_entry_forms_with  # models must be loaded first
        from talent.collect import receivers, waiting  # noqa: F401  # connects them
        from talent.collect.previewing import preview_of

        show_entry_forms_with(preview_of)
