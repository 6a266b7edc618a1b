"""What the rules are called on the pages of the editor."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RULE_NAMES: dict[str, str | Promise] = {
    "identity_agrees": _("证件号码与出生日期、性别一致"),
    "skill_certificate_agrees": _("职业技能证书编号与等级一致"),
    "title_agrees": _("职称名称与级别、系列一致"),
    "in_order": _("两个时间有先后"),
    "old_enough": _("到该时间时已满年龄"),
    "unit_type_in": _("单位类型在所列之内"),
    "unit_type_not_in": _("单位类型不在所列之内"),
    "value_not_in": _("内容不在所列之内"),
}
