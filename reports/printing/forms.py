"""The form in which an administrator gives a sheet its look."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reports.printing.documents import Orientation, Paper, SheetBox, SheetDocument, SheetLine, SheetLook
from reports.printing.mongolian import MOST_COLUMNS, SPACE, TooLong, is_mongolian, set_columns
from reports.printing.unshown import name_character
from talent.security.service import legible

LINES = ("表号", "制定机关", "批准机关", "批准文号", "有效期至")
MOST_LINES = {"signatures": 8, "boxes": 4, "instructions": 30}
LONGEST = {"signatures": 20, "boxes": 30, "instructions": 500}
SEAL, DATE, SIGNED = "(盖章)", "　　　年　　月　　日", ("签字", "签名")


def _short(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, **{"max_length": 60, "validators": [legible], **more})


def _lines(label: Any, help_text: Any, rows: int) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=8000, help_text=help_text, widget=area)


class LookForm(forms.Form):
    """What is left empty is printed as the sheet has it by itself; nothing here is ever a seal."""

    title = _short(_("标题"), help_text=_("不填则按类别名称。"))
    mongolian = forms.CharField(
        label=_("蒙古文标题"),
        required=False,
        max_length=200,
        help_text=_(
            "不填不印。传统蒙古文(Unicode 编码)，印在中文标题左边，从左到右成列；格助词前用窄空格(U+202F)。"
        ),
        widget=forms.TextInput(attrs={"lang": "mn-Mong", "class": "mongolian"}),
    )
    number = _short(_("表号"))
    made_by = _short(_("制定机关"))
    approved_by = _short(_("批准机关"))
    approval = _short(_("批准文号"))
    valid_until = _short(_("有效期至"))
    orientation = forms.ChoiceField(
        label=_("纸张方向"),
        required=False,
        choices=[
            ("", _("按内容自动")),
            (Orientation.PORTRAIT.value, _("竖排")),
            (Orientation.LANDSCAPE.value, _("横排")),
        ],
    )
    paper = forms.ChoiceField(
        label=_("纸张"),
        required=False,
        choices=[("", _("A4(默认)")), (Paper.A3.value, "A3")],
    )
    signatures = _lines(
        _("签字栏"),
        _("每行一个，按打印的先后，例如：填表人、审核人、单位负责人。表里已有同名项目的不重复。"),
        4,
    )
    boxes = _lines(
        _("意见栏"),
        _(
            "每行一个，印在表下，留出盖章(以“签字”“签名”结尾的不留)和日期的位置；不填则用这张表原有的。系统不印公章。"
        ),
        4,
    )
    instructions = _lines(_("填表说明"), _("每行一段，印在表的最后。"), 6)

    def __init__(self, *given: Any, keeps_paper: bool, has_boxes: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        if keeps_paper:
            del self.fields["paper"]
        if not has_boxes:
            del self.fields["boxes"]

    def clean_mongolian(self) -> str:
        return mongolian_of(self.cleaned_data["mongolian"])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name in MOST_LINES:
            try:
                given[name] = lines_of(name, given.get(name) or "")
            except ValidationError as refused:
                self.add_error(name, refused)
        return given

    @property
    def look(self) -> SheetLook:
        """What was typed, of a form that is valid."""
        given = self.cleaned_data
        named = ("number", "made_by", "approved_by", "approval", "valid_until")
        lines = tuple(
            SheetLine(label, given[name]) for label, name in zip(LINES, named, strict=True) if given[name]
        )
        boxes = tuple(
            SheetBox(heading, (DATE,) if heading.endswith(SIGNED) else (SEAL, DATE))
            for heading in given["boxes"]
        )
        return SheetLook(
            title=given["title"],
            mongolian=given["mongolian"],
            lines=lines,
            orientation=Orientation(given["orientation"]) if given["orientation"] else None,
            paper=Paper(given["paper"]) if given.get("paper") else None,
            instructions=tuple(given["instructions"]),
            signatures=tuple(given["signatures"]),
            boxes=boxes or None,
        )


def lines_of(name: str, text: str) -> list[str]:
    """The lines that are not empty. Raises ValidationError for too many, or one that is too long."""
    lines = [each.strip() for each in text.splitlines() if each.strip()]
    if len(lines) > MOST_LINES[name]:
        raise ValidationError(_("最多 %(most)d 行。"), params={"most": MOST_LINES[name]})
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST[name]:
            raise ValidationError(
                _("第 %(line)d 行太长：最多 %(most)d 字。"),
                params={"line": number, "most": LONGEST[name]},
            )
        legible(line)
    return lines


def mongolian_of(text: str) -> str:
    """The title with single spaces. Raises ValidationError for other scripts, no letters, or too much."""
    words = " ".join(word for word in text.split(SPACE) if word)
    for place, char in enumerate(words, 1):
        if not is_mongolian(char):
            raise ValidationError(
                _("第 %(place)d 个字符是 %(char)s，不是传统蒙古文：只填 U+1800–18AF、空格、窄空格(U+202F)。"),
                params={"place": place, "char": name_character(char)},
            )
    if words and not any(map(str.isalpha, words)):
        raise ValidationError(_("里面没有字母。"))
    try:
        if words:
            set_columns(words)
    except TooLong as error:
        raise ValidationError(
            _("太长：缩到最小的字号，%(most)d 列也排不下。请缩短，或在词与词之间加空格。"),
            params={"most": MOST_COLUMNS},
        ) from error
    return words


def typed(look: SheetLook) -> dict[str, str]:
    """A look as the form shows it."""
    lines = {line.label: line.value for line in look.lines}
    return {
        "title": look.title,
        "mongolian": look.mongolian,
        "number": lines.get(LINES[0], ""),
        "made_by": lines.get(LINES[1], ""),
        "approved_by": lines.get(LINES[2], ""),
        "approval": lines.get(LINES[3], ""),
        "valid_until": lines.get(LINES[4], ""),
        "orientation": look.orientation or "",
        "paper": look.paper or "",
        "signatures": "\n".join(look.signatures),
        "boxes": "\n".join(box.heading for box in look.boxes or ()),
        "instructions": "\n".join(look.instructions),
    }


def has_boxes(document: SheetDocument) -> bool:
    """Whether a sheet has places for opinions of its own."""
    return bool(document.boxes)
