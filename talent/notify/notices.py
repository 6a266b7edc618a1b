"""The kinds of notification that this part sends itself."""

from django.utils.translation import gettext_lazy as _

from talent.notify.enums import MailMode
from talent.notify.kinds import Kind, declare
from talent.orgs.enums import Role

JOB_FAILED = "job_failed"
APPLICATION = "application_waiting"
ROLE_ENDED = "role_ended"
ADMINISTRATOR_NAMED = "administrator_named"
STAND_IN_NAMED, STAND_IN_ENDED = "stand_in_named", "stand_in_ended"
_STAND_IN = {
    "by": _("设立或结束的人"),
    "deputy": _("代审人"),
    "away": _("所代审核人"),
    "office": _("机构"),
    "first": _("起始日期"),
    "last": _("截止日期"),
}
_STAND_IN_EXAMPLE = {
    "by": "孙强",
    "deputy": "乌云",
    "away": "李敏",
    "office": "锡林浩特市人力资源和社会保障局",
    "first": "2026-12-01",
    "last": "2026-12-15",
}

declare(
    Kind(
        key=JOB_FAILED,
        label=_("后台任务失败"),
        subject=_("后台任务失败：{task}"),
        body=_("后台任务“{task}”试了 {attempts} 次仍未成功。请到“后台任务”页查看原因，再试一次或放弃。"),
        placeholders={"task": _("任务名称"), "attempts": _("已试次数")},
        example={"task": "发送邮件", "task_en": "Send mail", "attempts": "8"},
        mail=MailMode.AT_ONCE,
        roles=frozenset({Role.SYSTEM_ADMIN}),
    ),
    Kind(
        key=APPLICATION,
        label=_("有单位申请登记"),
        subject=_("“{name}”申请登记，请办理"),
        body=_("“{name}”（{region}）申请登记为填报单位，由“{office}”受理。请核对后通过、退回或不予通过。"),
        placeholders={"name": _("单位名称"), "region": _("管理地区"), "office": _("受理机构")},
        example={
            "name": "示例设计院",
            "region": "锡林浩特市",
            "region_en": "Xilinhot",
            "office": "锡林浩特市人力资源和社会保障局",
        },
        mail=MailMode.AT_ONCE,
        roles=frozenset({Role.HR_REVIEWER}),
    ),
    Kind(
        key=ROLE_ENDED,
        label=_("角色已结束"),
        subject=_("您在“{unit}”的角色已结束"),
        body=_(
            "您在“{unit}”的角色“{role}”到 {day} 为止；立即停用的，现在就不能再打开那里的页面。"
            "需要继续办理的，请联系该单位的审核员或主管人社部门。"
        ),
        placeholders={"unit": _("单位名称"), "role": _("角色"), "day": _("最后一天")},
        example={
            "unit": "示例设计院",
            "role": "单位填报员",
            "role_en": "Unit collector",
            "day": "2026-11-30",
        },
        mail=MailMode.AT_ONCE,
    ),
    Kind(
        key=ADMINISTRATOR_NAMED,
        label=_("新的类别管理员"),
        subject=_("{name}成为类别管理员"),
        body=_(
            "{by}给了{name}（用户名 {username}）在“{office}”的“类别管理员”角色，从 {first} 起。"
            "类别管理员两人一起决定公开什么统计：请确认这是真实的同事；不是的，请告诉审计管理员。"
        ),
        placeholders={
            "name": _("新管理员"),
            "username": _("用户名"),
            "by": _("授权人"),
            "office": _("机构"),
            "first": _("起始日期"),
        },
        example={
            "name": "其木格",
            "username": "leishen",
            "by": "孙强",
            "office": "内蒙古自治区人力资源和社会保障厅",
            "first": "2026-12-01",
        },
        mail=MailMode.AT_ONCE,
        roles=frozenset({Role.CATEGORY_ADMIN}),
    ),
    Kind(
        key=STAND_IN_NAMED,
        label=_("代审已设立"),
        subject=_("{deputy}自 {first} 至 {last} 代{away}审核"),
        body=_(
            "{by}设立代审：{deputy}自 {first} 至 {last} 代{away}在“{office}”审核。其间{away}作为审核员的"
            "全部权限，代审人都有；办理的每一件都写明代谁。到期自动结束，两人都可提前结束。"
        ),
        placeholders=_STAND_IN,
        example=_STAND_IN_EXAMPLE,
        mail=MailMode.AT_ONCE,
        roles=frozenset({Role.UNIT_REVIEWER, Role.HR_REVIEWER}),
    ),
    Kind(
        key=STAND_IN_ENDED,
        label=_("代审已提前结束"),
        subject=_("{deputy}代{away}的审核已提前结束"),
        body=_("{by}结束了代审：{deputy}不再代{away}在“{office}”审核。已办理的不受影响。"),
        placeholders=_STAND_IN,
        example=_STAND_IN_EXAMPLE,
        mail=MailMode.AT_ONCE,
        roles=frozenset({Role.UNIT_REVIEWER, Role.HR_REVIEWER}),
    ),
)
