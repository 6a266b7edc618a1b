from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QueryConfig(AppConfig):
    name = "reports.query"
    label = "query"
    verbose_name = _("人才查询")
