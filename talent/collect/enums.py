"""Closed lists of this part."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Where something is typed."""

    FORM = "form", _("表单")
    GRID = "grid", _("表格")
    OWN = "own", _("个人填报")
