"""The forms in which administrators write a code list and its codes."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talent.categories.codes.lines import Line, line_of, mark_of
from talent.categories.models import Code, CodeList

MAX_BYTES = 8 * 1024 * 1024
_ATTRIBUTE_HELP = _("每行一项，写作“名称=值”。系统按这些属性推算(如学历的 rank)，不了解时请勿改动。")


class ListForm(forms.ModelForm):
    """The facts of a list. Its key stays once it is in use: definitions name it."""

    class Meta:
        model = CodeList
        fields = ("key", "name", "name_en", "standard", "is_open")
        help_texts = {
            "key": _("类别定义用它指明代码表。用小写英文字母、数字和下划线，以字母开头；启用后不能再改。"),
            "standard": _("例如 GB/T 4658-2006。"),
            "is_open": _("填表时可以写列表里没有的内容，按原文保存并标为未编码。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.instance.is_draft:
            self.fields["key"].disabled = True

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("CSV 文件"),
        help_text=_("UTF-8 或 GB 18030 编码，第一行为列名；可先导出一份，照它填写。"),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(gettext("文件超过 8 MB，请拆成几张代码表。"))
        content: bytes = file.read()
        return content


class NewListForm(ListForm):
    """A new list, with a file of its codes if there is one."""

    file = forms.FileField(
        label=_("CSV 文件"),
        required=False,
        help_text=_("有现成的代码时上传，先预览再写入；没有可留空，以后逐个添加。"),
    )


class CodeForm(forms.Form):
    """One code. `seen` carries how it stood when the page was opened."""

    code = forms.CharField(label=_("代码"), max_length=20)
    label = forms.CharField(label=_("名称"), max_length=120)
    label_en = forms.CharField(label=_("英文名称"), max_length=160, required=False)
    parent = forms.CharField(
        label=_("上级代码"), max_length=20, required=False, help_text=_("不分层时留空。")
    )
    is_heading = forms.BooleanField(
        label=_("只作分组标题，不可选"),
        required=False,
        help_text=_("名单里若会只写这一级(如只写“本科”)，请不要勾选。"),
    )
    aliases = forms.CharField(
        label=_("其他叫法"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("每行一个；导入和填表时写其中任何一个，都认作这个代码。"),
    )
    exchange_code = forms.CharField(label=_("交换代码"), max_length=40, required=False)
    valid_from = forms.DateField(
        label=_("有效期起"), required=False, help_text=_("这一天起可选；不限时留空。")
    )
    valid_to = forms.DateField(
        label=_("有效期止"), required=False, help_text=_("这一天过后不能再选，已填的照常显示；不限时留空。")
    )
    attributes = forms.CharField(
        label=_("属性"), widget=forms.Textarea(attrs={"rows": 3}), required=False, help_text=_ATTRIBUTE_HELP
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, code: Code | None = None, **kwargs: Any) -> None:
        self.before = line_of(code) if code is not None else None
        if self.before is not None:
            kwargs["initial"] = _initial(self.before)
        super().__init__(*args, **kwargs)
        if code is not None and not code.code_list.is_draft:
            self.fields["code"].disabled = True

    def clean_attributes(self) -> dict[str, str]:
        pairs = {}
        for row in filter(str.strip, self.cleaned_data["attributes"].splitlines()):
            name, sign, value = row.partition("=")
            if not (sign and name.strip() and value.strip()):
                raise forms.ValidationError(gettext("“%(row)s”请写作“名称=值”。") % {"row": row.strip()})
            pairs[name.strip()] = value.strip()
        return pairs

    @property
    def line(self) -> Line:
        """What was typed; retirement and merging have buttons of their own and stay as they are."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        words = self.cleaned_data["aliases"].replace(";", "\n").replace("；", "\n").splitlines()
        given["aliases"] = tuple(dict.fromkeys(word.strip() for word in words if word.strip()))
        before = self.before or Line(code="")
        return Line(is_retired=before.is_retired, merged_into=before.merged_into, **given)


def _initial(line: Line) -> dict[str, Any]:
    return {
        **vars(line),
        "aliases": "\n".join(line.aliases),
        "attributes": "\n".join(f"{name}={value}" for name, value in line.attributes.items()),
        "seen": mark_of(line),
    }
