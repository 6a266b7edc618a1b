"""What the description tells of addresses and of their answers, in the language of the reader."""

from typing import Any

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talent.categories.service import SCHEMA_KEYWORDS


def _of_a_definition() -> str:
    """With the keywords that JSON Schema has no word for, each explained."""
    named = "\n".join(f"- `{name}`: {meaning}" for name, meaning in SCHEMA_KEYWORDS.items())
    told = gettext(
        "一份可以上报的资料，JSON Schema (2020-12)。"
        "名称和说明有中英文两种：`title` 和 `x-title-en`，"
        "`description` 和 `x-description-en`。自有的关键字："
    )
    return f"{told}\n\n{named}"


#: By the name of the operation.
OPERATIONS: dict[str, str | Promise] = {
    "index": _("各部分的地址。从这里读起，程序里就不必写死别的地址。"),
    "releases": _("最新的在前，分页；`withdrawn` 是已撤回的发布和原因。"),
    "release": _("一次发布：统计时点、各表、更正说明、许可，以及压缩包的大小和 SHA-256。"),
    "archive": _(
        "一个 zip：CSV、Parquet、数据字典、代码和校验和。中断的可以用 `Range` 和 `If-Range` 接着下载(206)。"
    ),
    "tables": _("每张表的标题、地区级别、分组和各种格式的地址；还没有发布时是空的。"),
    "table": _(
        "一张表的数字：可按地区、级别和每个分组的代码筛选，可排序、分页；四种格式的数字相同。`value` 是空的，"
        "看 `mark`：`<10` 人数很少，不公开；`–` 按定义不会出现。"
    ),
    "dimensions": _("各表的分组(地区也是一个)，每个分组有哪些代码、用在哪些表。"),
    "areas": _("各级行政区划(GB/T 2260)和标准以外的管理区，以前的也在，写明从哪天用到哪天、由哪个代码接替。"),
    "code_lists": _("现行的类别定义所用的代码表。"),
    "code_list": _("一个代码表的代码，按次序分页，写明上级、起止日期，停用的和并入的也在。"),
    "catalogue": _("供其他开放数据平台收录的目录，不含数字。"),
    "feed": _("发布、更正、撤回和地址停用的消息，最新的在前。"),
    "new_key": _("给一个新密钥，随请求头 X-API-Key 发送。不问是谁，不保存密钥。"),
    "definitions_list": _("现行的人才类别和登记表，各有版本号、校验值和地址。"),
    "definition_format_retrieve": _("版本冻结时的格式，JSON Schema (2020-12)。"),
    "definitions_retrieve": lazy(_of_a_definition, str)(),
}
#: By the name of the component.
COMPONENTS: dict[str, str | Promise] = {
    "CodeList": _("类别定义所用的一个代码表。"),
    "CodeListDetail": _("一个代码表和它的代码。"),
    "Definition": _("一个人才类别，或单位填报的一张登记表，现行版本。"),
    "Division": _("GB/T 2260 的行政区划，或标准以外的管理区。"),
    "KindEnum": _("`correction`：更正；`withdrawal`：撤回；`restoration`：撤回后恢复公开"),
    "Problem": _("RFC 9457。程序比较 `type`，人读 `detail`。"),
    "Release": _("一次发布：有编号，发布后不再改动。"),
    "ReleaseDetail": _("一次发布，连同各表、许可和压缩包的校验值。"),
    "ReleasedDimension": _("各表的一个分组；地区(`area`)也是。"),
    "Remark": _("发布之后的更正或撤回说明。"),
    "SubjectEnum": _("`people`：人才类别；`sheet`：登记表"),
    "Table": _("一张数据表和它的数字；各项之和可能不等于合计。"),
    "TableSummary": _("一张数据表，不含数字。"),
}


def explain_components(schemas: dict[str, Any]) -> None:
    """Write the descriptions of components in the active language."""
    for name in COMPONENTS.keys() & schemas.keys():
        schemas[name]["description"] = str(COMPONENTS[name])
