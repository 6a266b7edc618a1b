"""The kinds of notification that this part sends itself."""

from django.utils.translation import gettext_lazy as _

from talent.notify.enums import MailMode
from talent.notify.kinds import Kind, declare
from talent.orgs.enums import Role

JOB_FAILED = "job_failed"

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
    )
)
