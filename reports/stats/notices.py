"""The kinds of notification about releases, for those who administer categories."""

from django.utils.translation import gettext_lazy as _

from talent.notify.service import Kind, MailMode, declare
from talent.orgs.enums import Role

WAITING, DECIDED = "release_waiting", "release_published"
DISCARDED, WITHDRAWN = "release_discarded", "release_withdrawn"
FAILED, REFUSED = "release_failed", "release_refused"

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
        body=_("按实际的人，第 {number} 号统计发布的草稿会透露太多，没有起草成。请打开草稿看原因和怎样改。"),
        placeholders={"number": _("发布号")},
        example={"number": "3"},
        mail=MailMode.AT_ONCE,
        roles=_ADMINISTERS,
    ),
    Kind(
        key=WITHDRAWN,
        label=_("统计发布已撤回"),
        subject=_("第 {number} 号统计发布已撤回"),
        body=_("第 {number} 号统计发布由 {by} 撤回，公众不再看到它的数字。原因：{reason}"),
        placeholders={"number": _("发布号"), "by": _("办理人"), "reason": _("原因")},
        example={"number": "3", "by": "其木格", "reason": "乌海市的数据重复计数"},
        mail=MailMode.AT_ONCE,
        roles=_ADMINISTERS,
    ),
)
