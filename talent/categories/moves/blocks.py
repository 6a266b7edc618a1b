"""The blocks in which an administrator states how a new version follows the one in force."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from talent.categories.enums import ConvertRule, DatePart
from talent.categories.moves.stated import Move

_path = RegexValidator(
    r"^[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39})?$",
    _("写“分组.字段”的代号，例如 skill.current_trade；整个分组只写分组代号。"),
)


class _PathBlock(blocks.CharBlock):
    """A place in a definition. What can be meant is offered while it is typed, and may be typed as well."""

    #: The id of the list of places (templates/categories/admin/places_offered.html).
    offered = ""

    def __init__(self, **given: Any) -> None:
        super().__init__(max_length=81, validators=[_path], **given)
        # An item of a list has no label but the heading of its panel.
        self.field.widget.attrs["aria-label"] = self.label
        if self.offered:
            self.field.widget.attrs["list"] = self.offered

    def deconstruct(self) -> tuple[str, Any, Any]:
        """What is offered is no matter of the database."""
        _path, args, named = super().deconstruct()
        return f"{__name__}.{_PathBlock.__name__}", args, named


class _OldPlace(_PathBlock):
    offered = "published-places"


class _NewPlace(_PathBlock):
    offered = "draft-places"


class _CodeBlock(blocks.CharBlock):
    """A code of the field that the move is about; those of its list are offered by the script in moves.js."""

    def __init__(self, **given: Any) -> None:
        super().__init__(max_length=20, **given)
        self.field.widget.attrs |= {"list": "move-codes", "aria-label": self.label}

    def deconstruct(self) -> tuple[str, Any, Any]:
        _path, args, named = super().deconstruct()
        return "wagtail.blocks.CharBlock", args, {"max_length": 20, **named}


#: Beside the inputs of places.
_OLD = _("现行版本里的位置，例如 skill.current_trade；点开可以选。")
_NEW = _("新定义里的位置，例如 skill.trade_now；点开可以选。")


def _note() -> blocks.CharBlock:
    return blocks.CharBlock(label=_("说明"), max_length=200, required=False)


class RenameBlock(blocks.StructBlock):
    source = _OldPlace(label=_("原字段或分组"), help_text=_OLD)
    to = _NewPlace(label=_("新字段或分组"), help_text=_NEW)
    note = _note()

    class Meta:
        label = _("改代号或移到别的分组")
        help_text = _("原来填的内容原样带到新的位置。只写分组代号时，整个分组连同其中的字段一起改名。")


class SplitBlock(blocks.StructBlock):
    source = _OldPlace(label=_("原字段"), help_text=_OLD)
    separator = blocks.CharBlock(label=_("分隔符号"), max_length=10, required=False)
    to = blocks.ListBlock(
        _NewPlace(label=_("新字段")), label=_("新字段(按先后次序)"), default=[], help_text=_NEW
    )
    by = blocks.TextBlock(
        label=_("代码对应的新字段(每行“代码=分组.字段”)"),
        required=False,
        help_text=_("例如两行：1=skill.is_master 和 2=skill.is_senior。"),
    )
    note = _note()

    class Meta:
        label = _("一项拆成几项")
        help_text = _("按分隔符号拆开文字，依次填入新字段；或者每个代码归入一个新字段。两种填一种。")


class MergeCodesBlock(blocks.StructBlock):
    path = _NewPlace(label=_("字段(新版本中的位置)"), help_text=_NEW)
    codes = blocks.ListBlock(
        _CodeBlock(label=_("代码")),
        label=_("并入的代码"),
        help_text=_("先选字段，再点开选它的代码，例如把 5 并入 4 时这里写 5。"),
    )
    into = _CodeBlock(label=_("并成的代码"), help_text=_("例如把 5 并入 4 时这里写 4。"))
    note = _note()

    class Meta:
        label = _("合并代码")
        help_text = _(
            "填了其中任一代码的记录，改为并成的代码；以后填报时这个字段不能再选它。合并后不能再分开。字段自带的选项，合并后请从选项里删去。"
        )


class RetireBlock(blocks.StructBlock):
    path = _OldPlace(label=_("原字段或分组"), help_text=_OLD)
    note = _note()

    class Meta:
        label = _("停用")
        help_text = _("新版本不再采集，已填的内容留在原来的变更里。取消“启用”的字段即为停用，不必再写。")


class ConvertBlock(blocks.StructBlock):
    path = _NewPlace(label=_("字段(新版本中的位置)"), help_text=_NEW)
    rule = blocks.ChoiceBlock(label=_("换算方法"), choices=ConvertRule.choices)
    table = blocks.TextBlock(
        label=_("代码对照(每行“旧代码=新代码”)"),
        required=False,
        help_text=_("只用于代码对照，例如两行：1=A 和 2=B。"),
    )
    part = blocks.ChoiceBlock(label=_("取日期的"), choices=DatePart.choices, required=False)
    note = _note()

    class Meta:
        label = _("换类型或换代码表")
        help_text = _("字段的类型或代码表变了，说明原来的内容怎样换算。换算不了的逐条列出，不会悄悄丢掉。")


MOVES = [
    ("rename", RenameBlock()),
    ("split", SplitBlock()),
    ("merge_codes", MergeCodesBlock()),
    ("retire", RetireBlock()),
    ("convert", ConvertBlock()),
]


def plain_moves(stream: Iterable[Any]) -> Iterator[Move]:
    """The moves of a category's stream. A line of a table without “=” stands in it with nothing behind."""
    for child in stream:
        value = {name: each for name, each in child.value.items() if each not in (None, "")}
        for name in ("to", "codes"):
            if name in value:
                value[name] = (value[name],) if isinstance(value[name], str) else tuple(value[name])
        for name in ("by", "table"):
            if name in value:
                value[name] = _table(value[name])
        if value.get("by") and not value.get("to"):
            value["to"] = tuple(dict.fromkeys(value["by"].values()))
        yield Move(kind=child.block_type, **value)


def _table(text: str) -> dict[str, str]:
    pairs = (line.replace("＝", "=").partition("=") for line in text.splitlines() if line.strip())
    return {code.strip(): end.strip() for code, _sign, end in pairs}
