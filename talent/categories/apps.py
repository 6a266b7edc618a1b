from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CategoriesConfig(AppConfig):
    name = "talent.categories"
    label = "categories"
    verbose_name = _("类别与字段")

    def ready(self) -> None:
        from wagtail.signals import published  # models must be loaded first

        from talent.categories.models import Category
        from talent.categories.receivers import freeze_version

        published.connect(freeze_version, sender=Category, dispatch_uid="categories.freeze_version")
