"""Closed lists of reviewing."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    PASSED = "passed", _("通过")
    RETURNED = "returned", _("退回修改")
    REJECTED = "rejected", _("不予通过")


#: Reasons that offices give again and again; a reviewer picks one or writes another.
REASONS: tuple[Promise, ...] = (
    _("附件缺失或有误"),
    _("照片不合要求"),
    _("号码填写有误"),
    _("单位名称有误"),
    _("逾期"),
)
