from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollectConfig(AppConfig):
    name = "talent.collect"
    label = "collect"
    verbose_name = _("信息填报")
    default_auto_field = "django.db.models.BigAutoField"
