"""Closed lists of reviewing."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    PASSED = "passed", _("通过")
    RETURNED = "returned", _("退回修改")
    REJECTED = "rejected", _("不予通过")
