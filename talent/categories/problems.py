"""What can be wrong with a value, in one place: a key, and a sentence that says how to mend it.

Form, import, API and review show the same sentence for the same key.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "required": _("请填写“%(label)s”。"),
    "row_required": _("“%(label)s”至少要有一行。"),
    "too_long": _("“%(label)s”最多 %(limit)s 个字，现有 %(length)s 个，请缩短。"),
    "too_short": _("“%(label)s”至少 %(limit)s 个字。"),
    "not_integer": _("“%(label)s”应为整数，例如 12；现为“%(text)s”。"),
    "not_decimal": _("“%(label)s”应为数字，例如 12.5；现为“%(text)s”。"),
    "below_minimum": _("“%(label)s”不能小于 %(limit)s。"),
    "above_maximum": _("“%(label)s”不能大于 %(limit)s。"),
    "not_a_date": _("“%(label)s”应写到日，例如 1985-07-26 或 1985年7月26日；现为“%(text)s”。"),
    "not_a_month": _("“%(label)s”应写到月，例如 1985-07 或 1985年7月；现为“%(text)s”。"),
    "not_a_partial_date": _(
        "“%(label)s”应为日期，日或月不详的只写到月或年，例如 2012-05-18、2012-05 或 2012；现为“%(text)s”。"
    ),
    "not_a_year": _("“%(label)s”应为四位年份，例如 2024；现为“%(text)s”。"),
    "year_out_of_range": _("“%(label)s”的年份应在 1900 年至 %(limit)s 年之间。"),
    "in_future": _("“%(label)s”不能晚于今天(%(today)s)，请核对后改正；现为“%(text)s”。"),
    "ends_reversed": _("“%(label)s”的“从”(%(low)s)大于“到”(%(high)s)，请对调或改正。"),
    "not_yes_no": _("“%(label)s”请填“是”或“否”；现为“%(text)s”。"),
    "not_in_list": _("“%(label)s”没有“%(text)s”这一项，请从列表中选择。"),
    "retired_code": _("“%(label)s”的“%(text)s”已停用，请改选现行的一项。"),
    "heading_code": _("“%(label)s”的“%(text)s”只是分组的标题，请改选它下面的一项。"),
    "future_code": _("“%(label)s”的“%(text)s”还没有到启用日期，请改选现行的一项。"),
    "not_a_phone": _("“%(label)s”应为 11 位手机号或带区号的固定电话，例如 0471-1234567；现为“%(text)s”。"),
    "not_an_email": _("“%(label)s”不是有效的邮箱地址，例如 name@example.cn。"),
    "bad_format": _("“%(label)s”的格式不对；现为“%(text)s”。"),
    "private_script": _(
        "“%(label)s”含有旧式蒙古文字库(如蒙科立)的专用编码，请用国际标准编码(Unicode)重新输入。"
    ),
    "control_character": _("“%(label)s”含有不可见的控制字符，请删去后重新输入。"),
    "id_format": _("“%(label)s”的位数或格式与证件类型“%(kind)s”不符，请对照证件核对。"),
    "id_check_digit": _("“%(label)s”的校验位不对，请对照证件逐位核对(前 17 位对应的末位应为 %(expected)s)。"),
    "id_birth_date": _("“%(label)s”中的出生日期不存在，请对照证件核对第 7 至 14 位。"),
    "other_person": _("证件号码与原来的人员不是同一人。要登记另一个人，请返回后“新增一人”。"),
    "id_type_missing": _("请先选择证件类型，再填写“%(label)s”。"),
    "birth_disagrees": _("“%(label)s”与证件号码中的 %(expected)s 不一致，请核对后改正其中一项。"),
    "sex_disagrees": _("“%(label)s”与证件号码第 17 位不一致，请核对后改正其中一项。"),
    "title_disagrees": _("“%(label)s”与职称名称“%(title)s”不符，请改正其中一项，或清空本项由系统推算。"),
    "certificate_level": _("“%(label)s”第 16 位与所选技能等级不一致，请核对证书。"),
    "certificate_format": _("“%(label)s”不是已知的证书编号格式(22 位或旧版 16 位)，请核对证书。"),
    "wrong_order": _("“%(label)s”早于“%(other)s”，请核对两个时间。"),
    "too_young": _("“%(label)s”时年龄不足 %(limit)s 周岁，请核对。"),
    "not_shown": _("“%(label)s”在当前条件下不填，没有保留所填内容。"),
    "unknown_field": _("没有“%(label)s”这一项，请删去或对照模板改名。"),
    "not_a_row": _("“%(label)s”的内容无法识别，请按模板分行填写。"),
    "category_retired": _("“%(label)s”已停用，不再新增人员；已有的资料可以照常修改。"),
    "not_moved": _("“%(label)s”原来填的是“%(text)s”，未能带入现行表单，请重新填写。原因：%(why)s"),
    "no_longer_asked": _("现行表单没有“%(label)s”这一项。"),
    "no_new_code": _("“%(label)s”的这一项在新代码表中没有对应。"),
    "no_field_for_code": _("“%(label)s”的这一项没有对应的新字段。"),
    "several_values": _("“%(label)s”有多个值，新字段放不下。"),
    "too_coarse": _("“%(label)s”没有写到所需的年或月。"),
    "not_an_attachment": _("“%(label)s”的附件无法识别，请重新上传。"),
    "unknown_attachment": _("“%(label)s”的附件“%(name)s”不存在，或不能用在这里，请移除后重新上传。"),
    "too_many_attachments": _("“%(label)s”最多 %(limit)s 个附件，请移除多余的。"),
    "form_attachments": _("“%(label)s”的“%(name)s”没有上传：整份表单最多 %(limit)s 个附件，请先移除几个。"),
    "own_attachments": _(
        "“%(label)s”的“%(name)s”没有上传：您上传而单位还没有采纳的附件合计最多 %(limit)s MB，"
        "请压缩或移除几个，移除的一天后不再计入。"
    ),
    "file_kind": _("“%(label)s”的“%(name)s”按内容不是 JPG、PNG 图片或 PDF，没有上传，请换一个文件。"),
    "file_picture": _("“%(label)s”只收 JPG、PNG 图片，“%(name)s”没有上传，请换一个文件。"),
    "file_empty": _("“%(label)s”的“%(name)s”是空文件，没有上传，请换一个文件。"),
    "file_too_big": _("“%(label)s”的“%(name)s”超过 %(limit)s MB，没有上传，请压缩后再传。"),
    "file_pixels": _("“%(label)s”的“%(name)s”超过 %(limit)s 万像素，没有上传，请缩小后再传。"),
    "file_damaged": _("“%(label)s”的“%(name)s”打不开，可能已损坏，没有上传，请换一个文件。"),
    "pdf_locked": _("“%(label)s”的“%(name)s”有密码或已加密，没有上传，请解除后再传。"),
    "pdf_damaged": _("“%(label)s”的“%(name)s”不是完好的 PDF，没有上传，请重新导出或拍照上传。"),
    "pdf_too_much": _("“%(label)s”的“%(name)s”过于复杂，无法检查，没有上传，请另存为普通 PDF 或拍照上传。"),
    "admission_unit_type": _("本单位类型不在“%(label)s”的采集范围内，请核对单位类型或所选类别。"),
    "admission_value": _("“%(label)s”的内容不符合本类别的入库条件，请核对。"),
}

_IN_ROW = _("%(row)s：%(text)s")


@dataclass(frozen=True)
class Problem:
    """One thing wrong at one place: `path` is `group.key` or `group.row.key` (rows count from 0).

    `row`: the name of the row for people, “专业技术职称 第 2 条”; "" outside repeating groups and before
    `wording.in_language` has given it.
    """

    path: str
    key: str
    given: dict[str, Any] = field(default_factory=dict)
    row: str = ""

    @property
    def text(self) -> str:
        """The sentence in the active language, for a place beside the field."""
        return str(SENTENCES[self.key]) % self.given

    @property
    def located(self) -> str:
        """The sentence with its row before it, for a list of all problems."""
        return str(_IN_ROW) % {"row": self.row, "text": self.text} if self.row else self.text


class Refused(ValueError):
    """A field type refuses a value; the caller knows the place and makes the Problem."""

    def __init__(self, key: str, **given: Any) -> None:
        super().__init__(key)
        self.key = key
        self.given = given
