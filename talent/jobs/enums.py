"""What was decided about a job that had failed for good."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Settled(models.TextChoices):
    OPEN = "", _("待处理")
    AGAIN = "again", _("已重试")
    GIVEN_UP = "given_up", _("已放弃")
