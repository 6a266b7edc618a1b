from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpotChecksConfig(AppConfig):
    name = "reviews.spotchecks"
    label = "spotchecks"
    verbose_name = _("抽查")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from reviews.spotchecks import notices  # noqa: F401  # declares its kinds once all are loaded
