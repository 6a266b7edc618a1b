"""The kinds of notification about changes, offices and versions. No text of them holds a personal number."""

from django.utils.translation import gettext_lazy as _

from talent.notify.service import Kind, MailMode, declare
from talent.orgs.enums import Role

RETURNED, REJECTED, ACCEPTED = "change_returned", "change_rejected", "change_accepted"
#: The same of many changes of a unit that were decided together.
OF_MANY = {RETURNED: "changes_returned", REJECTED: "changes_rejected", ACCEPTED: "changes_accepted"}
WAITING, DEADLINE = "work_waiting", "deadline_near"
VERSION, MOVED, STAYED = "version_published", "records_moved", "records_stayed"
TRANSFER_TO_ANSWER, TRANSFER_ANSWERED = "transfer_to_answer", "transfer_answered"
TRANSFER_DUE, TRANSFER_OVERDUE = "transfer_due", "transfer_overdue"
TRANSFER_DECIDED = "transfer_decided"
QUESTION, ANSWERED = "question_asked", "question_answered"
ENDED_BY_MERGER = "change_ended_by_merger"
DOUBTED, DOUBT_LIFTED = "record_doubted", "doubt_lifted"
MANY_TRIES = "numbers_tried"
PASSED_OVER, NOBODY_REVIEWS = "office_passed_over", "nobody_reviews"

_ABOUT_CHANGE = {"name": _("姓名"), "category": _("类别"), "unit": _("单位")}
_CHANGE = {
    "name": "乌日娜",
    "category": "专业技术人才",
    "category_en": "Professional and technical staff",
    "unit": "示例设计院",
}
_ABOUT_MANY = {"unit": _("单位"), "count": _("条数")}
_MANY = {"unit": "示例设计院", "count": "300"}
_ABOUT_TRANSFER = {"name": _("姓名"), "unit": _("单位")}
_TRANSFER = {"name": "乌日娜", "unit": "示例设计院"}
_ABOUT_OFFICE = {"office": _("审核机构"), "count": _("条数")}
_OFFICE = {"office": "锡林浩特市人力资源和社会保障局", "count": "12"}
_ABOUT_CATEGORY = {"category": _("类别"), "number": _("版本号")}
_CATEGORY = {"category": "专业技术人才", "category_en": "Professional and technical staff", "number": "3"}
_FILLS = frozenset({Role.COLLECTOR})
_REVIEWS = frozenset({Role.UNIT_REVIEWER, Role.HR_REVIEWER})

declare(
    Kind(
        key=RETURNED,
        label=_("填报的信息被退回"),
        subject=_("“{name}”的信息被退回，请修改"),
        body=_("“{unit}”填报的“{name}”（{category}）被退回。请按退回意见逐条修改或说明，再重新上报。"),
        placeholders=_ABOUT_CHANGE,
        example=_CHANGE,
        mail=MailMode.AT_ONCE,
        roles=_FILLS,
    ),
    Kind(
        key=REJECTED,
        label=_("填报的信息不予通过"),
        subject=_("“{name}”的信息不予通过"),
        body=_("“{unit}”填报的“{name}”（{category}）不予通过，本次变更已经办结。原因见审核意见。"),
        placeholders=_ABOUT_CHANGE,
        example=_CHANGE,
        mail=MailMode.AT_ONCE,
        roles=_FILLS,
    ),
    Kind(
        key=QUESTION,
        label=_("审核机构有询问待答复"),
        subject=_("“{office}”就“{name}”的信息有一处询问"),
        body=_(
            "“{office}”审核“{unit}”填报的“{name}”（{category}）时有一处询问，请在 {due} 以前答复。"
            "审核没有停止，不用重新上报。"
        ),
        placeholders={**_ABOUT_CHANGE, "office": _("审核机构"), "due": _("答复期限")},
        example={**_CHANGE, "office": "锡林浩特市人力资源和社会保障局", "due": "2026-12-03"},
        mail=MailMode.AT_ONCE,
        roles=_FILLS,
    ),
    Kind(
        key=ANSWERED,
        label=_("填报人已答复询问"),
        subject=_("“{name}”的询问已有答复"),
        body=_("您就“{unit}”填报的“{name}”（{category}）提出的询问已有答复，请继续审核。"),
        placeholders=_ABOUT_CHANGE,
        example=_CHANGE,
        mail=MailMode.DAILY,
        roles=_REVIEWS,
    ),
    Kind(
        key=ENDED_BY_MERGER,
        label=_("填报因单位合并办结"),
        subject=_("“{name}”的一份填报因单位合并办结"),
        body=_(
            "“{unit}”并入“{into}”，两个单位都在填报“{name}”（{category}）。一人只留一份：您填的这份已经办结，"
            "另一份继续办理。填过的内容没有删除，仍留在“{into}”名下，可对照着补充到另一份里。"
        ),
        placeholders={**_ABOUT_CHANGE, "into": _("并入的单位")},
        example={**_CHANGE, "into": "示例集团"},
        mail=MailMode.AT_ONCE,
        roles=_FILLS,
    ),
    Kind(
        key=ACCEPTED,
        label=_("填报的信息审核通过"),
        subject=_("“{name}”的信息已审核通过"),
        body=_("“{unit}”填报的“{name}”（{category}）已通过最后一级审核，内容已入库。"),
        placeholders=_ABOUT_CHANGE,
        example=_CHANGE,
        mail=MailMode.DAILY,
        roles=_FILLS,
    ),
    Kind(
        key=DOUBTED,
        label=_("入库的信息经抽查存疑"),
        subject=_("“{name}”入库的信息经抽查存疑，请改正"),
        body=_(
            "“{office}”抽查“{unit}”的“{name}”（{category}），认为入库的内容存疑。"
            "请按意见逐条修改或说明，再重新上报；新内容审核通过后，存疑标记自动解除。"
        ),
        placeholders={**_ABOUT_CHANGE, "office": _("抽查的机构")},
        example={**_CHANGE, "office": "锡林浩特市人力资源和社会保障局"},
        mail=MailMode.AT_ONCE,
        roles=_FILLS,
    ),
    Kind(
        key=DOUBT_LIFTED,
        label=_("存疑标记已解除"),
        subject=_("“{name}”的存疑标记已解除"),
        body=_(
            "“{office}”核实后解除了“{unit}”的“{name}”（{category}）的存疑标记，入库的内容不必再改。"
            "已经动手修改的，可以照常上报。"
        ),
        placeholders={**_ABOUT_CHANGE, "office": _("抽查的机构")},
        example={**_CHANGE, "office": "锡林浩特市人力资源和社会保障局"},
        mail=MailMode.DAILY,
        roles=_FILLS,
    ),
    Kind(
        key=OF_MANY[RETURNED],
        label=_("填报的信息成批被退回"),
        subject=_("“{unit}”有 {count} 条信息被退回，请修改"),
        body=_(
            "“{unit}”填报的 {count} 条信息被退回。请在工作台的退回记录里按意见逐条修改或说明，再重新上报。"
        ),
        placeholders=_ABOUT_MANY,
        example=_MANY,
        mail=MailMode.AT_ONCE,
        roles=_FILLS,
        follows=RETURNED,
    ),
    Kind(
        key=OF_MANY[REJECTED],
        label=_("填报的信息成批不予通过"),
        subject=_("“{unit}”有 {count} 条信息不予通过"),
        body=_("“{unit}”填报的 {count} 条信息不予通过，这些变更已经办结。原因见各条的审核意见。"),
        placeholders=_ABOUT_MANY,
        example=_MANY,
        mail=MailMode.AT_ONCE,
        roles=_FILLS,
        follows=REJECTED,
    ),
    Kind(
        key=OF_MANY[ACCEPTED],
        label=_("填报的信息成批审核通过"),
        subject=_("“{unit}”有 {count} 条信息已审核通过"),
        body=_("“{unit}”填报的 {count} 条信息已通过最后一级审核，内容已入库。"),
        placeholders=_ABOUT_MANY,
        example=_MANY,
        mail=MailMode.DAILY,
        roles=_FILLS,
        follows=ACCEPTED,
    ),
    Kind(
        key=WAITING,
        label=_("本机构有待审信息"),
        subject=_("“{office}”有 {count} 条信息等待审核"),
        body=_("“{office}”有 {count} 条信息等待审核，其中 {late} 条已过时限，最早的时限是 {deadline}。"),
        placeholders={**_ABOUT_OFFICE, "late": _("已过时限的条数"), "deadline": _("最早的时限")},
        example={**_OFFICE, "late": "2", "deadline": "2026-12-03"},
        mail=MailMode.AT_ONCE,
        roles=_REVIEWS,
    ),
    Kind(
        key=DEADLINE,
        label=_("审核时限将到"),
        subject=_("“{office}”有 {count} 条信息的审核时限是 {deadline}"),
        body=_("“{office}”有 {count} 条信息须在 {deadline} 以前审核，还有 {days} 个工作日。"),
        placeholders={**_ABOUT_OFFICE, "deadline": _("时限"), "days": _("剩余工作日")},
        example={**_OFFICE, "deadline": "2026-12-03", "days": "2"},
        mail=MailMode.AT_ONCE,
        roles=_REVIEWS,
    ),
    Kind(
        key=VERSION,
        label=_("类别有新版本"),
        subject=_("“{category}”的填报表更新为第 {number} 版"),
        body=_("“{category}”发布了第 {number} 版。正在填写的按原版本填完；新填和修改的按新版本填。"),
        placeholders=_ABOUT_CATEGORY,
        example=_CATEGORY,
        mail=MailMode.DAILY,
        roles=_FILLS,
    ),
    Kind(
        key=MOVED,
        label=_("已入库的记录衔接到新版本"),
        subject=_("“{category}”的记录已衔接到第 {number} 版"),
        body=_(
            "“{category}”已入库的记录已衔接到第 {number} 版，原来的内容仍可查到。请留意带不进新版的内容。"
        ),
        placeholders=_ABOUT_CATEGORY,
        example=_CATEGORY,
        mail=MailMode.DAILY,
        roles=_FILLS,
    ),
    Kind(
        key=STAYED,
        label=_("有记录没有衔接到新版本"),
        subject=_("“{unit}”有 {count} 条“{category}”的记录没有衔接到第 {number} 版"),
        body=_(
            "“{unit}”有 {count} 条“{category}”的记录，其中有的内容换算不成第 {number} 版所要的，"
            "仍在原来的版本。请在“没有衔接的人员”里逐人更正后上报。"
        ),
        placeholders={**_ABOUT_CATEGORY, "unit": _("单位"), "count": _("条数")},
        example={**_CATEGORY, "unit": "示例设计院", "count": "2"},
        mail=MailMode.DAILY,
        roles=_FILLS,
    ),
    Kind(
        key=TRANSFER_TO_ANSWER,
        label=_("有人员调动待答复"),
        subject=_("“{name}”的调动等待“{unit}”答复"),
        body=_("“{name}”的调动等待“{unit}”答复。同意以后，入库的资料归新单位；原来的内容仍可查到。"),
        placeholders=_ABOUT_TRANSFER,
        example=_TRANSFER,
        mail=MailMode.AT_ONCE,
        roles=_FILLS,
    ),
    Kind(
        key=TRANSFER_ANSWERED,
        label=_("人员调动已答复"),
        subject=_("“{name}”的调动已有答复"),
        body=_("“{unit}”发起的“{name}”的调动已有答复，结果见调动页面。"),
        placeholders=_ABOUT_TRANSFER,
        example=_TRANSFER,
        mail=MailMode.AT_ONCE,
        roles=_FILLS,
    ),
    Kind(
        key=TRANSFER_DUE,
        label=_("人员调动的答复期限将到"),
        subject=_("“{name}”的调动请在 {deadline} 以前答复"),
        body=_(
            "“{name}”的调动等待“{unit}”答复，期限是 {deadline}，还有 {days} 个工作日。"
            "过期没有答复的，由两个单位共同的上级人社部门决定。"
        ),
        placeholders={**_ABOUT_TRANSFER, "deadline": _("期限"), "days": _("剩余工作日")},
        example={**_TRANSFER, "deadline": "2026-12-03", "days": "2"},
        mail=MailMode.AT_ONCE,
        roles=_FILLS,
    ),
    Kind(
        key=TRANSFER_OVERDUE,
        label=_("人员调动逾期没有答复"),
        subject=_("“{name}”的调动逾期没有答复，请决定"),
        body=_(
            "“{name}”从“{from_unit}”到“{to_unit}”的调动，期限 {deadline} 已过，还没有答复。请“{office}”决定。"
        ),
        placeholders={
            "name": _("姓名"),
            "from_unit": _("原单位"),
            "to_unit": _("新单位"),
            "deadline": _("期限"),
            "office": _("负责机构"),
        },
        example={
            "name": "乌日娜",
            "from_unit": "示例设计院",
            "to_unit": "示例矿山",
            "deadline": "2026-12-03",
            "office": "锡林浩特市人力资源和社会保障局",
        },
        mail=MailMode.AT_ONCE,
        roles=frozenset({Role.HR_REVIEWER}),
    ),
    Kind(
        key=TRANSFER_DECIDED,
        label=_("人员调动由上级决定"),
        subject=_("“{name}”的调动由“{office}”决定"),
        body=_("“{name}”的调动逾期没有答复，已由“{office}”决定，结果见调动页面。"),
        placeholders={"name": _("姓名"), "office": _("负责机构")},
        example={"name": "乌日娜", "office": "锡林浩特市人力资源和社会保障局"},
        mail=MailMode.AT_ONCE,
        roles=_FILLS,
    ),
    Kind(
        key=MANY_TRIES,
        label=_("有账号多次试填别处的人员"),
        subject=_("账号“{account}”今天多次填报已登记在别处的人"),
        body=_(
            "“{unit}”的账号“{account}”今天填报或申请调入已登记在别处、或不存在的人员，已有 {count} 次。"
            "可能是名单拿错，也可能在试探人员在不在库中。请联系该单位核实，必要时停用账号。"
        ),
        placeholders={"account": _("用户名"), "unit": _("单位"), "count": _("次数")},
        example={"account": "caiji", "unit": "示例设计院", "count": "20"},
        mail=MailMode.AT_ONCE,
        roles=frozenset({Role.SYSTEM_ADMIN}),
    ),
    Kind(
        key=PASSED_OVER,
        label=_("审核机构没有审核员，待审信息转上级"),
        subject=_("“{office}”没有审核员，待审信息转到“{to}”"),
        body=_(
            "“{office}”今天没有审核员，应由它审核的信息转到“{to}”审核。请在“任职授权”里授权审核员；"
            "授权以后新到的信息仍由“{office}”审核。"
        ),
        placeholders={"office": _("审核机构"), "to": _("代为审核的上级机构")},
        example={"office": "锡林浩特市人力资源和社会保障局", "to": "锡林郭勒盟人力资源和社会保障局"},
        mail=MailMode.AT_ONCE,
        roles=frozenset({Role.SYSTEM_ADMIN}),
    ),
    Kind(
        key=NOBODY_REVIEWS,
        label=_("本级和上级都没有审核员"),
        subject=_("“{office}”和上级都没有审核员，信息无人审核"),
        body=_(
            "“{office}”今天没有审核员，它的上级也都没有，待审信息仍留在“{office}”。请在“任职授权”里授权审核员。"
        ),
        placeholders={"office": _("审核机构")},
        example={"office": "自治区人力资源和社会保障厅"},
        mail=MailMode.AT_ONCE,
        roles=frozenset({Role.SYSTEM_ADMIN}),
    ),
)
