from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CategoriesConfig(AppConfig):
    name = "talent.categories"
    label = "categories"
    verbose_name = _("类别与字段")

    def ready(self) -> None:
        from wagtail import signals  # models must be loaded first

        from talent.categories import notices, telling  # noqa: F401  # declares its kinds
        from talent.categories.models import Category
        from talent.categories.receivers import freeze_version

        signals.published.connect(freeze_version, sender=Category, dispatch_uid="categories.freeze_version")
        signals.task_submitted.connect(telling.tell_deciders, dispatch_uid="categories.tell_deciders")
        signals.workflow_approved.connect(telling.tell_passed, dispatch_uid="categories.tell_passed")
        signals.workflow_rejected.connect(telling.tell_returned, dispatch_uid="categories.tell_returned")
