"""What somebody is still typing: kept on the server, never on a computer that several people use."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talent.categories.models import Category
from talent.collect.enums import Kind
from talent.orgs.models import Organisation
from talent.records.models import Change


class Scratch(models.Model):
    """One sitting of one account at a form or a grid: what was typed there and is in no draft yet.

    `sitting`: the mark that the page carries from its first showing to its last save. `sealed`: names and
    values as typed, empty where all of it is saved. `is_over`: the sitting ended with a save, so that a
    request of it that comes late keeps nothing.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.CASCADE, related_name="+"
    )
    sitting = models.CharField(_("表单标记"), max_length=32)
    unit = models.ForeignKey(Organisation, verbose_name=_("单位"), on_delete=models.CASCADE, related_name="+")
    category = models.ForeignKey(Category, verbose_name=_("类别"), on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("种类"), max_length=4, choices=Kind)
    about = models.ForeignKey(
        Change, verbose_name=_("变更"), null=True, on_delete=models.CASCADE, related_name="+"
    )
    sealed = models.BinaryField(_("内容(加密)"), default=bytes)
    is_over = models.BooleanField(_("已保存"), default=False)
    updated_at = models.DateTimeField(_("时间"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("未保存的填写内容")
        verbose_name_plural = _("未保存的填写内容")
        constraints = [
            models.UniqueConstraint(fields=["user", "sitting"], name="collect_one_scratch_a_sitting"),
            models.CheckConstraint(
                condition=models.Q(is_over=False) | models.Q(sealed=b""), name="collect_over_is_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} · {self.updated_at:%Y-%m-%d %H:%M}"
