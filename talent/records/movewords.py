"""What becomes of a field in a move, and why a value stays behind, in words that name no value."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HOW: dict[str, str | Promise] = {
    "rename": _("改代号或移到别的分组"),
    "split": _("拆分"),
    "merge_codes": _("合并代码"),
    "retire": _("停用，不带入"),
    "convert": _("换算"),
}
_WHY: dict[str, str | Promise] = {
    "no_longer_asked": _("新版本没有这一项。"),
    "no_new_code": _("代码对照里没有原来的代码。"),
    "no_field_for_code": _("原来的代码没有对应的新字段。"),
    "several_values": _("原来有多个值，新字段放不下。"),
    "too_coarse": _("日期没有写到所需的年或月。"),
    "unknown_field": _("原来的版本里没有这一项。"),
    "not_integer": _("不是整数。"),
    "not_decimal": _("不是数字。"),
    "not_yes_no": _("不是“是”或“否”。"),
    "not_in_list": _("新的列表里没有这一项。"),
    "too_long": _("比新字段允许的长。"),
    "too_short": _("比新字段要求的短。"),
    **dict.fromkeys(
        ("not_a_date", "not_a_month", "not_a_partial_date", "not_a_year"), _("读不成所需的日期或年份。")
    ),
    **dict.fromkeys(("retired_code", "heading_code", "future_code"), _("对应的代码现在不能选。")),
    **dict.fromkeys(
        ("below_minimum", "above_maximum", "year_out_of_range", "in_future"), _("超出新字段允许的范围。")
    ),
}
_OTHERWISE = _("不合新字段的格式。")


def why(key: str) -> str:
    """The reason of a failure as a sentence in the active language."""
    return str(_WHY.get(key, _OTHERWISE))
