"""The kinds of notification about individuals. No text of them holds a whole number."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talent.notify.service import Kind, MailMode, declare
from talent.orgs.enums import Role

HANDED_IN, CLAIMED, ERASURE = "entry_handed_in", "record_claimed", "erasure_asked"
TAKEN, SENT_BACK = "entry_taken", "entry_returned"
OWN_ACCEPTED, OWN_RETURNED, OWN_REJECTED = "own_accepted", "own_returned", "own_rejected"
OWN_ASKED = "own_asked"
OWN_DOUBTED, OWN_DOUBT_LIFTED = "own_doubted", "own_doubt_lifted"
ERASURE_DECIDED, UNLINKED = "erasure_decided", "account_unlinked"
DOUBTED = "entry_by_another"

type Words = str | Promise

_ABOUT = {"name": _("姓名"), "category": _("类别"), "unit": _("单位")}
_ENTRY = {
    "name": "乌日娜",
    "category": "农村牧区实用人才",
    "category_en": "Practical talent of rural and pastoral areas",
    "unit": "巴彦嘎查村委会",
}
_FILLS, _REVIEWS = frozenset({Role.COLLECTOR}), frozenset({Role.HR_REVIEWER})
#: Nobody who holds a role: individuals.
_OWN: frozenset[Role] = frozenset()


def _about_entry(key: str, label: Words, subject: Words, body: Words, roles: frozenset[Role]) -> Kind:
    return Kind(
        key=key,
        label=label,
        subject=subject,
        body=body,
        placeholders=_ABOUT,
        example=_ENTRY,
        mail=MailMode.AT_ONCE,
        roles=roles,
    )


declare(
    _about_entry(
        HANDED_IN,
        _("收到个人申报"),
        _("“{name}”向“{unit}”提交了个人申报"),
        _("“{name}”向“{unit}”提交了个人申报（{category}）。请核对后采纳，或写明意见退回本人。"),
        _FILLS,
    ),
    _about_entry(
        TAKEN,
        _("个人申报已被采纳"),
        _("“{unit}”采纳了您的申报"),
        _("“{unit}”核对并采纳了您的申报（{category}），已进入审核。审核的进展在“我的资料”里看。"),
        _OWN,
    ),
    _about_entry(
        SENT_BACK,
        _("个人申报被退回"),
        _("“{unit}”退回了您的申报，请修改"),
        _("“{unit}”退回了您的申报（{category}）。请按意见修改后再次提交。"),
        _OWN,
    ),
    _about_entry(
        OWN_ASKED,
        _("审核机构询问本人填报的资料"),
        _("审核机构就您填报的资料（{category}）有一处询问"),
        _("审核机构就您填报、由“{unit}”上报的资料（{category}）有一处询问，请登录后在这份申报的页面上答复。"),
        _OWN,
    ),
    _about_entry(
        OWN_ACCEPTED,
        _("本人资料审核通过"),
        _("您的资料（{category}）已审核通过"),
        _("“{unit}”为您上报的资料（{category}）已通过最后一级审核，内容已入库。"),
        _OWN,
    ),
    _about_entry(
        OWN_RETURNED,
        _("本人资料被审核机构退回"),
        _("您的资料（{category}）被审核机构退回"),
        _(
            "“{unit}”为您上报的资料（{category}）被审核机构退回，由单位修改后重新上报。需要您补充时单位会联系您。"
        ),
        _OWN,
    ),
    _about_entry(
        OWN_REJECTED,
        _("本人资料未通过审核"),
        _("您的资料（{category}）未通过审核"),
        _("“{unit}”为您上报的资料（{category}）未通过审核，原来的资料不变。原因可向单位了解。"),
        _OWN,
    ),
    Kind(
        key=OWN_DOUBTED,
        label=_("本人入库的资料经抽查存疑"),
        subject=_("您入库的资料（{category}）经抽查存疑"),
        body=_(
            "“{office}”抽查您入库的资料（{category}），认为内容存疑，已请“{unit}”改正。"
            "您可以在“我的资料”里查看并申请更正；需要您补充时单位会联系您。"
        ),
        placeholders={**_ABOUT, "office": _("抽查的机构")},
        example={**_ENTRY, "office": "锡林浩特市人力资源和社会保障局"},
        mail=MailMode.AT_ONCE,
        roles=_OWN,
    ),
    Kind(
        key=OWN_DOUBT_LIFTED,
        label=_("本人资料的存疑标记已解除"),
        subject=_("您的资料（{category}）的存疑标记已解除"),
        body=_("“{office}”核实后解除了您在“{unit}”的资料（{category}）的存疑标记，您不必再做什么。"),
        placeholders={**_ABOUT, "office": _("抽查的机构")},
        example={**_ENTRY, "office": "锡林浩特市人力资源和社会保障局"},
        mail=MailMode.DAILY,
        roles=_OWN,
    ),
    _about_entry(
        DOUBTED,
        _("另一账号以您的证件号码申报"),
        _("另一个账号以您的证件号码向“{unit}”提交了申报"),
        _(
            "另一个账号以您的证件号码向“{unit}”提交了申报（{category}）。您的资料没有改变，单位不会直接采纳。不是您本人提交的，请告诉该单位；是您自己另注册的，请用原来的账号申报。"
        ),
        _OWN,
    ),
    Kind(
        key=CLAIMED,
        label=_("本人已核对邀请"),
        subject=_("邀请的人员已认领自己的资料"),
        body=_("证件号码 {number} 的人员用“{unit}”的邀请码认领了自己的资料，可以查看并申请更正。"),
        placeholders={"number": _("证件号码(遮盖)"), "unit": _("单位")},
        example={"number": "152502********4702", "unit": "示例设计院"},
        mail=MailMode.DAILY,
        roles=_FILLS,
    ),
    Kind(
        key=UNLINKED,
        label=_("账号与资料解除关联"),
        subject=_("“{unit}”解除了您的账号与人才库中资料的关联"),
        body=_(
            "“{unit}”解除了您的账号与人才库中资料的关联，理由在“我的资料”里看。资料是您本人的，请向该单位要邀请码重新认领。"
        ),
        placeholders={"unit": _("单位")},
        example={"unit": "示例设计院"},
        mail=MailMode.AT_ONCE,
        roles=_OWN,
    ),
    Kind(
        key=ERASURE,
        label=_("收到删除个人信息的请求"),
        subject=_("“{office}”收到一项删除个人信息的请求"),
        body=_("有人请求删除个人信息，由“{office}”处理。请在“删除请求”页查看并答复。"),
        placeholders={"office": _("负责机构")},
        example={"office": "锡林浩特市人力资源和社会保障局"},
        mail=MailMode.AT_ONCE,
        roles=_REVIEWS,
    ),
    Kind(
        key=ERASURE_DECIDED,
        label=_("删除请求已答复"),
        subject=_("您的删除请求已答复"),
        body=_("“{office}”已答复您的删除请求，请在“我的权利”页查看。"),
        placeholders={"office": _("负责机构")},
        example={"office": "锡林浩特市人力资源和社会保障局"},
        mail=MailMode.AT_ONCE,
        roles=_OWN,
    ),
)
