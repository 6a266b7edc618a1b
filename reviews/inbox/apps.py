from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InboxConfig(AppConfig):
    name = "reviews.inbox"
    label = "inbox"
    verbose_name = _("审核")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from reviews.inbox import notices, receivers, unit_waiting  # noqa: F401  # declares its kinds, connects
