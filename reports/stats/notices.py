"""The kinds of notification about releases, for those who administer categories."""

from django.utils.translation import gettext_lazy as _

from talent.notify.service import Kind, MailMode, declare
from talent.orgs.enums import Role

WAITING, DECIDED = "release_waiting", "release_published"
DISCARDED, WITHDRAWN, FAILED = "release_discarded", "release_withdrawn", "release_failed"
RESTORED, CORRECTION = "release_restored", "correction_waiting"
CORRECTED, NOT_CORRECTED = "correction_passed", "correction_refused"
REFUSED, STUMBLED = "release_refused", "release_stumbled"

_ADMINISTERS = frozenset({Role.CATEGORY_ADMIN})

declare(
    Kind(
        key=WAITING,
        label=_("统计发布等待批准"),
        subject=_("第 {number} 号统计发布的草稿等待批准"),
        body=_("第 {number} 号统计发布的草稿已经算好。请看将公布什么、与上次相比变了什么，再批准或放弃。"),
        placeholders={"number": _("发布号")},
        example={"number": "3"},
        mail=MailMode.AT_ONCE,
        roles=_ADMINISTERS,
    ),
    Kind(
        key=DECIDED,
        label=_("统计发布已批准"),
        subject=_("您起草的第 {number} 号统计已经发布"),
        body=_("您起草的第 {number} 号统计由 {by} 批准，已经公开，不能再改。"),
        placeholders={"number": _("发布号"), "by": _("批准人")},
        example={"number": "3", "by": "其木格"},
        mail=MailMode.AT_ONCE,
        roles=_ADMINISTERS,
    ),
    Kind(
        key=DISCARDED,
        label=_("统计发布草稿被放弃"),
        subject=_("您起草的第 {number} 号统计没有发布"),
        body=_("您起草的第 {number} 号统计由 {by} 放弃，没有公开任何内容。可以重新起草。"),
        placeholders={"number": _("发布号"), "by": _("办理人")},
        example={"number": "3", "by": "其木格"},
        mail=MailMode.AT_ONCE,
        roles=_ADMINISTERS,
    ),
    Kind(
        key=STUMBLED,
        label=_("统计发布草稿没有一次算成"),
        subject=_("第 {number} 号统计发布的草稿没有算成，系统会再试"),
        body=_(
            "第 {number} 号统计发布的草稿第一次没有算成({error})。系统会自己再试，最多共 {most} 次，"
            "到 {until} 前后为止；算成了照常告诉批准的人，都没有算成再告诉您。不想等的，可以打开草稿放弃它。"
        ),
        placeholders={
            "number": _("发布号"),
            "error": _("错误的种类"),
            "most": _("最多试几次"),
            "until": _("最晚到什么时候"),
        },
        example={
            "number": "3",
            "error": "OperationalError",
            "most": "8",
            "until": "2026-11-28 16:20",
        },
        mail=MailMode.AT_ONCE,
        roles=_ADMINISTERS,
    ),
    Kind(
        key=FAILED,
        label=_("统计发布草稿计算失败"),
        subject=_("第 {number} 号统计发布的草稿没有算成"),
        body=_(
            "第 {number} 号统计发布的草稿几次都没有算成，系统不会再自动重试。"
            "请打开草稿再算一次，或放弃它。仍不行的，请系统管理员看“后台任务”里失败的原因。"
        ),
        placeholders={"number": _("发布号")},
        example={"number": "3"},
        mail=MailMode.AT_ONCE,
        roles=_ADMINISTERS,
    ),
    Kind(
        key=REFUSED,
        label=_("统计发布草稿不能公布"),
        subject=_("第 {number} 号统计发布的草稿不能公布"),
        body=_(
            "按实际的人，第 {number} 号统计发布的草稿会透露太多，不能公布。"
            "请打开草稿看原因和怎样改，再起草一份。"
        ),
        placeholders={"number": _("发布号")},
        example={"number": "3"},
        mail=MailMode.AT_ONCE,
        roles=_ADMINISTERS,
    ),
    Kind(
        key=WITHDRAWN,
        label=_("统计发布已撤回"),
        subject=_("第 {number} 号统计发布已撤回"),
        body=_(
            "第 {number} 号统计发布由 {by} 撤回，公众不再看到它的数字。原因：{reason}"
            " 撤回由一人决定；不应撤回的，另一位管理员可以在它的页面恢复公开。"
        ),
        placeholders={"number": _("发布号"), "by": _("办理人"), "reason": _("原因")},
        example={"number": "3", "by": "其木格", "reason": "乌海市的数据重复计数"},
        mail=MailMode.AT_ONCE,
        roles=_ADMINISTERS,
    ),
    Kind(
        key=RESTORED,
        label=_("统计发布已恢复公开"),
        subject=_("第 {number} 号统计发布已恢复公开"),
        body=_("第 {number} 号统计发布由 {by} 恢复公开，公众又看到它的数字。原因：{reason}"),
        placeholders={"number": _("发布号"), "by": _("办理人"), "reason": _("原因")},
        example={"number": "3", "by": "其木格", "reason": "经核对没有重复计数"},
        mail=MailMode.AT_ONCE,
        roles=_ADMINISTERS,
    ),
    Kind(
        key=CORRECTION,
        label=_("更正说明等待批准"),
        subject=_("第 {number} 号统计发布的更正说明等待批准"),
        body=_("{by}为第 {number} 号统计发布写了更正说明，批准后公开：{text}"),
        placeholders={"number": _("发布号"), "by": _("起草人"), "text": _("说明")},
        example={"number": "3", "by": "赵平", "text": "包头市的数字偏低"},
        mail=MailMode.AT_ONCE,
        roles=_ADMINISTERS,
    ),
    Kind(
        key=CORRECTED,
        label=_("更正说明已公布"),
        subject=_("您写的第 {number} 号统计的更正说明已公布"),
        body=_("您为第 {number} 号统计发布写的更正说明由 {by} 批准，已写在数字旁边：{text}"),
        placeholders={"number": _("发布号"), "by": _("批准人"), "text": _("说明")},
        example={"number": "3", "by": "其木格", "text": "包头市的数字偏低"},
        mail=MailMode.AT_ONCE,
        roles=_ADMINISTERS,
    ),
    Kind(
        key=NOT_CORRECTED,
        label=_("更正说明不予通过"),
        subject=_("您写的第 {number} 号统计的更正说明不予通过"),
        body=_(
            "您为第 {number} 号统计发布写的更正说明由 {by} 不予通过，没有公开。原因：{reason} 说明：{text}"
        ),
        placeholders={
            "number": _("发布号"),
            "by": _("办理人"),
            "reason": _("原因"),
            "text": _("说明"),
        },
        example={"number": "3", "by": "其木格", "reason": "数字没有错", "text": "包头市的数字偏低"},
        mail=MailMode.AT_ONCE,
        roles=_ADMINISTERS,
    ),
)
