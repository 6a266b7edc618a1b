"""The kinds of notification about reviewing that is far behind. They say nothing of single people."""

from django.utils.translation import gettext_lazy as _

from talent.notify.service import Kind, MailMode, declare
from talent.orgs.enums import Role

URGED, REPORTED_BELOW, BULK_STOPPED = "review_urged", "overdue_below", "bulk_stopped"

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
)
