from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotifyConfig(AppConfig):
    name = "talent.notify"
    label = "notify"
    verbose_name = _("消息")

    def ready(self) -> None:
        from talent.notify import notices, receivers  # noqa: F401  # registers its kind, connects them
