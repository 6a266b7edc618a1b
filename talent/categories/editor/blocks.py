"""The blocks in which an administrator writes a definition, and their plain values for compiling."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from django.core.validators import RegexValidator
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from talent.categories.checking.rulenames import RULE_NAMES
from talent.categories.checking.rules import GIVEN
from talent.categories.compiling import MOST_FILES
from talent.categories.definition import KEY
from talent.categories.editor.folding import FoldedBlock, NamedBlock
from talent.categories.editor.formulainput import ConditionBlock, FormulaBlock
from talent.categories.editor.listchoice import CodeListBlock
from talent.categories.enums import Accepts, LegalBasis, Required, Sensitivity, Severity
from talent.categories.fieldtypes import REGISTRY
from talent.categories.fieldtypes.base import SETTINGS

key_validator = RegexValidator(
    f"^{KEY}$",
    _("代号用小写英文字母、数字和下划线，以字母开头，最多 40 个字符；发布后不能再改。"),
)


_FORMULA = _('公式，例如 skill.highest_level in ["4", "5"]、any(title.title_level = "1")；空为不设。')
#: What the two marks do by now, and no more.
_FILTERABLE = _(
    "目前只在数据字典和公开的字段定义里标明“可作查询条件”，还没有页面按它查询；敏感字段不作查询条件。"
)
_DIMENSION = _(
    "审核通过的资料按本项的代码计入统计底数；公开的统计表目前只按固定的项目分组，不会因此多出一种。"
)


class OptionBlock(blocks.StructBlock):
    code = blocks.CharBlock(label=_("代码"), max_length=20)
    label = blocks.CharBlock(label=_("名称"), max_length=100)
    label_en = blocks.CharBlock(label=_("英文名称"), max_length=100, required=False)

    class Meta:
        label = _("选项")


class FieldBlock(FoldedBlock):
    """One field of any type; which type it is, is its place in the stream."""

    key = blocks.CharBlock(label=_("代号"), validators=[key_validator])
    label = blocks.CharBlock(label=_("名称"), max_length=60)
    label_en = blocks.CharBlock(label=_("英文名称"), max_length=100, required=False)
    help = blocks.CharBlock(label=_("填写说明"), max_length=200, required=False)
    help_en = blocks.CharBlock(label=_("填写说明(英文)"), max_length=300, required=False)
    enabled = blocks.BooleanBlock(label=_("启用"), default=True, required=False)
    required = blocks.ChoiceBlock(label=_("必填程度"), choices=Required.choices, default=Required.OPTIONAL)
    required_if = ConditionBlock(label=_("必填条件"), help_text=_FORMULA, max_length=2000, required=False)
    shown_if = ConditionBlock(label=_("显示条件"), help_text=_FORMULA, max_length=2000, required=False)
    sensitivity = blocks.ChoiceBlock(
        label=_("敏感程度(空为随分组)"), choices=Sensitivity.choices, required=False
    )
    code_list = CodeListBlock(label=_("代码表"), max_length=40, required=False)
    options = blocks.ListBlock(OptionBlock(), label=_("选项"), default=[], collapsed=True)
    open = blocks.BooleanBlock(label=_("允许填写列表之外的内容"), required=False)
    max_length = blocks.IntegerBlock(label=_("最多字数"), min_value=1, required=False)
    minimum = blocks.IntegerBlock(label=_("最小值或最少字数"), required=False)
    maximum = blocks.IntegerBlock(label=_("最大值"), required=False)
    pattern = blocks.CharBlock(label=_("格式(正则表达式)"), max_length=200, required=False)
    future = blocks.BooleanBlock(
        label=_("可以晚于今天"),
        required=False,
        help_text=_("只对日期、年月和年份：有效期、任期终止等可以在今天之后。"),
    )
    default = blocks.CharBlock(label=_("默认值"), max_length=100, required=False)
    derive = FormulaBlock(label=_("自动推算"), help_text=_FORMULA, max_length=2000, required=False)
    fixed = blocks.BooleanBlock(label=_("只取推算值，不可手填"), required=False)
    filterable = blocks.BooleanBlock(label=_("可作查询条件"), required=False, help_text=_FILTERABLE)
    dimension = blocks.BooleanBlock(label=_("可作统计分组"), required=False, help_text=_DIMENSION)
    in_template = blocks.BooleanBlock(label=_("放入导入模板"), default=True, required=False)
    accepts = blocks.ChoiceBlock(
        label=_("附件种类"),
        choices=Accepts.choices,
        required=False,
        help_text=_("只对附件字段；空为图片或 PDF。"),
    )
    most = blocks.IntegerBlock(
        label=_("最多附件数"), min_value=1, max_value=MOST_FILES, required=False, help_text=_("空为 1 个。")
    )
    light = blocks.BooleanBlock(
        label=_("放入简表"),
        required=False,
        help_text=_("简表只列上报必填的和勾选本项的字段，供农牧民等填写；其余字段随时可以展开。"),
    )
    copied = blocks.BooleanBlock(
        label=_("可从同事的资料复制"),
        required=False,
        help_text=_("同一单位的人往往相同的内容。身份、联系方式、敏感内容和多行分组从不复制。"),
    )
    width = blocks.IntegerBlock(label=_("打印宽度(1 至 3 栏)"), min_value=1, max_value=3, default=1)
    aliases = blocks.ListBlock(blocks.CharBlock(max_length=60), label=_("导入时的其他叫法"), default=[])
    exchange_code = blocks.CharBlock(label=_("交换代码"), max_length=20, required=False)

    @property
    def unasked(self) -> Mapping[str, Any]:
        """What means nothing to fields of this type."""
        kind = REGISTRY.get(self.name)
        names = sorted(SETTINGS - kind.settings) if kind else ()
        parts = {name: self.child_blocks[name] for name in names}
        return {name: part.get_form_state(part.get_default()) for name, part in parts.items()}

    class Meta:
        label_format = "{label} {key}"


class FieldsBlock(blocks.StreamBlock):
    """Fields of a group, in order."""

    def get_form_state(self, value: Any) -> Any:
        """The editor finds a panel by the id of its block, which a definition made by hand may lack."""
        return [{**each, "id": each["id"] or str(uuid4())} for each in super().get_form_state(value)]

    @classproperty
    def registered(cls) -> list[tuple[str, blocks.Block]]:
        return [(name, FieldBlock(label=FIELD_TYPE_NAMES[name])) for name in REGISTRY]

    class Meta:
        collapsed = True


FIELD_TYPE_NAMES = {name: kind.label for name, kind in REGISTRY.items()}


class GroupBlock(NamedBlock):
    key = blocks.CharBlock(label=_("代号"), validators=[key_validator])
    label = blocks.CharBlock(label=_("名称"), max_length=60)
    label_en = blocks.CharBlock(label=_("英文名称"), max_length=100, required=False)
    repeat = blocks.BooleanBlock(label=_("可填多行"), required=False)
    purpose = blocks.CharBlock(label=_("处理目的"), max_length=200, required=False)
    purpose_en = blocks.CharBlock(label=_("处理目的(英文)"), max_length=300, required=False)
    legal_basis = blocks.ChoiceBlock(
        label=_("处理依据"), choices=LegalBasis.choices, default=LegalBasis.STATUTORY_DUTY
    )
    sensitivity = blocks.ChoiceBlock(
        label=_("敏感程度"), choices=Sensitivity.choices, default=Sensitivity.INTERNAL
    )
    shown_if = ConditionBlock(label=_("显示条件"), help_text=_FORMULA, max_length=2000, required=False)
    fields = FieldsBlock(FieldsBlock.registered, label=_("字段"))

    class Meta:
        label = _("分组")
        label_format = "{label} {key}"


class RuleBlock(blocks.StructBlock):
    """A check over several fields or an admission rule of the category."""

    rule = blocks.ChoiceBlock(label=_("规则"), choices=list(RULE_NAMES.items()))
    severity = blocks.ChoiceBlock(label=_("不符合时"), choices=Severity.choices, default=Severity.BLOCK)
    path = blocks.CharBlock(label=_("字段(分组.字段)"), max_length=81, required=False)
    group = blocks.CharBlock(label=_("分组"), max_length=40, required=False)
    first = blocks.CharBlock(label=_("较早的字段"), max_length=40, required=False)
    second = blocks.CharBlock(label=_("较晚的字段"), max_length=40, required=False)
    age = blocks.IntegerBlock(label=_("年龄"), min_value=0, required=False)
    codes = blocks.ListBlock(blocks.CharBlock(max_length=20), label=_("代码"), default=[])
    label = blocks.CharBlock(label=_("说明"), max_length=100, required=False)

    class Meta:
        label = _("规则")
        label_format = "{rule} {path}{group}"


def plain_groups(stream: Any) -> Iterator[dict[str, Any]]:
    """The groups of a definition's stream as plain dicts for `compiling.compile_definition`."""
    for group in stream:
        values = dict(group.value)
        values["fields"] = [
            {**_plain(child.value), "type": child.block_type} for child in group.value["fields"]
        ]
        yield values


def _plain(value: Any) -> dict[str, Any]:
    plain = dict(value)
    plain["options"] = [dict(option) for option in value["options"]]
    plain["aliases"] = list(value["aliases"])
    return plain


def plain_rules(stream: Any) -> Iterator[dict[str, Any]]:
    """The rules of a definition's stream as plain dicts for `compiling.compile_definition`."""
    for rule in stream:
        value = rule.value
        wanted = {name: value[name] for name in GIVEN[value["rule"]]}
        given = {name: list(each) if name == "codes" else each for name, each in wanted.items()}
        filled = {name: each for name, each in given.items() if each not in (None, "", [])}
        yield {"rule": value["rule"], "severity": value["severity"], "with": filled}
