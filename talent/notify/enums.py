"""How a kind of notification also comes by mail; in the site it always does."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailMode(models.TextChoices):
    AT_ONCE = "at_once", _("随时发邮件")
    DAILY = "daily", _("每天早上汇总成一封")
    NEVER = "never", _("不发邮件，只在网站上看")
