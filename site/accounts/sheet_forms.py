"""The form of the look-up of printed sheets."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.puzzle import WithPuzzle


class SheetNumberForm(WithPuzzle):
    """The number of a printed sheet, as it stands on the paper."""

    number = forms.CharField(
        label=_("核验编号"),
        max_length=40,
        help_text=_("印在每页左下角，共 18 位；大小写、空格和横线都不影响。也可以用手机扫描右下角的二维码。"),
        error_messages={"required": _("请填写核验编号。")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
