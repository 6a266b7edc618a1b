"""The kinds of notification to reviewers. Those about work that is far behind name no single people."""

from django.utils.translation import gettext_lazy as _

from talent.notify.service import Kind, MailMode, declare
from talent.orgs.enums import Role

URGED, REPORTED_BELOW, BULK_STOPPED = "review_urged", "overdue_below", "bulk_stopped"
UNIT_UNMANNED, UNITS_UNMANNED = "unit_unmanned", "units_unmanned"
WITHDRAWN = "withdrawn_in_hand"
HANDED_FROM, HANDED_TO = "overdue_handed_from", "overdue_handed_to"
_HANDED = {
    "office": _("审核机构"),
    "above": _("上级机构"),
    "count": _("条数"),
    "days": _("超过时限的工作日"),
}
_HANDED_EXAMPLE = {
    "office": "锡林浩特市人力资源和社会保障局",
    "above": "锡林郭勒盟人力资源和社会保障局",
    "count": "12",
    "days": "15",
}

declare(
    Kind(
        key=URGED,
        label=_("本机构的逾期待审信息已报上级"),
        subject=_("“{office}”有 {count} 条信息逾期未审，已报上级催办"),
        body=_(
            "“{office}”有 {count} 条信息超过审核时限 {days} 个工作日仍未办结，已报“{above}”催办。"
            "仍由本机构审核，请尽快办理。"
        ),
        placeholders={
            "office": _("审核机构"),
            "count": _("条数"),
            "days": _("超过时限的工作日"),
            "above": _("上级机构"),
        },
        example={
            "office": "示例设计院",
            "count": "12",
            "days": "5",
            "above": "锡林浩特市人力资源和社会保障局",
        },
        mail=MailMode.AT_ONCE,
        roles=frozenset({Role.UNIT_REVIEWER, Role.HR_REVIEWER}),
    ),
    Kind(
        key=REPORTED_BELOW,
        label=_("下级机构的待审信息严重逾期"),
        subject=_("下级 {offices} 个机构有 {count} 条信息逾期未审"),
        body=_(
            "“{office}”的下级有 {offices} 个机构的 {count} 条信息超过审核时限 {days} 个工作日仍未办结，"
            "其中最多的是“{most}”。仍由它们审核，请了解情况并督促；各机构的积压见“积压情况”。"
        ),
        placeholders={
            "office": _("审核机构"),
            "offices": _("下级机构数"),
            "count": _("条数"),
            "days": _("超过时限的工作日"),
            "most": _("最多的机构"),
        },
        example={
            "office": "锡林浩特市人力资源和社会保障局",
            "offices": "3",
            "count": "12",
            "days": "5",
            "most": "示例设计院",
        },
        mail=MailMode.AT_ONCE,
        roles=frozenset({Role.HR_REVIEWER}),
    ),
    Kind(
        key=BULK_STOPPED,
        label=_("同事停止了本人的批量审核"),
        subject=_("{by}停止了您的批量审核"),
        body=_("您选定的 {count} 条中已办理 {done} 条，{by}停止了其余的办理。没有办理的仍在待审。"),
        placeholders={"by": _("停止的人"), "count": _("条数"), "done": _("已办理的条数")},
        example={"by": "乌云", "count": "2000", "done": "800"},
        mail=MailMode.AT_ONCE,
        roles=frozenset({Role.UNIT_REVIEWER, Role.HR_REVIEWER}),
    ),
    Kind(
        key=WITHDRAWN,
        label=_("正在看的信息被单位撤回"),
        subject=_("“{unit}”撤回了您正在看的“{name}”"),
        body=_("您打开正在看的“{name}”已由“{unit}”撤回，不用再办理；修改后重新上报的，会再到待审列表。"),
        placeholders={"name": _("姓名"), "unit": _("单位")},
        example={"name": "苏和", "unit": "示例设计院"},
        mail=MailMode.NEVER,
        roles=frozenset({Role.UNIT_REVIEWER, Role.HR_REVIEWER}),
    ),
    Kind(
        key=UNIT_UNMANNED,
        label=_("本单位没有审核员，信息停在本单位"),
        subject=_("“{unit}”没有审核员，{count} 条信息停在本单位审核一步"),
        body=_(
            "“{unit}”今天没有审核员，已上报的 {count} 条停在本单位审核一步，不会跳过，也不会自动通过。"
            "请联系“{above}”授权单位审核员，授权以后即可审核。"
        ),
        placeholders={"unit": _("单位"), "count": _("条数"), "above": _("上级机构")},
        example={"unit": "示例设计院", "count": "12", "above": "锡林浩特市人力资源和社会保障局"},
        mail=MailMode.AT_ONCE,
        roles=frozenset({Role.COLLECTOR}),
    ),
    Kind(
        key=UNITS_UNMANNED,
        label=_("下级单位没有审核员，信息停在单位"),
        subject=_("{units} 个单位没有审核员，{count} 条信息停在单位审核一步"),
        body=_(
            "新发现 {units} 个单位没有审核员，已上报的 {count} 条停在单位审核一步，其中最多的是“{most}”。"
            "单位这一步不会跳过，请在“任职授权”里授权单位审核员，或请这些单位申请；各单位见“积压情况”。"
        ),
        placeholders={"units": _("单位数"), "count": _("条数"), "most": _("最多的单位")},
        example={"units": "3", "count": "40", "most": "示例设计院"},
        mail=MailMode.AT_ONCE,
        roles=frozenset({Role.HR_REVIEWER, Role.SYSTEM_ADMIN}),
    ),
    Kind(
        key=HANDED_FROM,
        label=_("本机构逾期的信息已转上级审核"),
        subject=_("“{office}”逾期的 {count} 条已转“{above}”审核"),
        body=_("“{office}”有 {count} 条超过审核时限 {days} 个工作日未办，按审核设置自动转“{above}”审核。"),
        placeholders=_HANDED,
        example=_HANDED_EXAMPLE,
        mail=MailMode.AT_ONCE,
        roles=frozenset({Role.HR_REVIEWER}),
    ),
    Kind(
        key=HANDED_TO,
        label=_("下级逾期的信息转到本机构审核"),
        subject=_("“{office}”逾期的 {count} 条转到“{above}”审核"),
        body=_(
            "“{office}”有 {count} 条超过审核时限 {days} 个工作日未办，按审核设置自动转到“{above}”，"
            "期限重新计算，请审核。"
        ),
        placeholders=_HANDED,
        example=_HANDED_EXAMPLE,
        mail=MailMode.AT_ONCE,
        roles=frozenset({Role.HR_REVIEWER}),
    ),
)
