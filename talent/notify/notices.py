"""The kinds of notification that this part sends itself."""

from django.utils.translation import gettext_lazy as _

from talent.notify.enums import MailMode
from talent.notify.kinds import Kind, declare
from talent.orgs.enums import Role

JOB_FAILED = "job_failed"
APPLICATION = "application_waiting"
ROLE_ENDED = "role_ended"

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
)
