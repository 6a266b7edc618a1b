"""The kinds of notification about the review of definitions, for those who administer categories."""

from django.utils.translation import gettext_lazy as _

from talent.notify.service import Kind, MailMode, declare
from talent.orgs.enums import Role

WAITING, PASSED, RETURNED = "definition_waiting", "definition_passed", "definition_returned"

_ADMINISTERS = frozenset({Role.CATEGORY_ADMIN})
_CATEGORY = {"category": "专业技术人才", "category_en": "Professional and technical staff"}
_OUTCOME = {"category": _("类别"), "by": _("审核人"), "remark": _("审核意见")}
_DECIDED = {**_CATEGORY, "by": "其木格", "remark": "请补充英文名称"}

declare(
    Kind(
        key=WAITING,
        label=_("类别定义等待审核"),
        subject=_("“{category}”的定义等待审核"),
        body=_("{author} 提交了“{category}”的定义。请核对变化，再通过或退回。"),
        placeholders={"category": _("类别"), "author": _("提交人")},
        example={**_CATEGORY, "author": "赵平"},
        mail=MailMode.AT_ONCE,
        roles=_ADMINISTERS,
    ),
    Kind(
        key=PASSED,
        label=_("类别定义审核通过"),
        subject=_("“{category}”的定义已审核通过"),
        body=_("您提交的“{category}”的定义已由 {by} 审核通过并发布。审核意见：{remark}"),
        placeholders=_OUTCOME,
        example=_DECIDED,
        mail=MailMode.AT_ONCE,
        roles=_ADMINISTERS,
    ),
    Kind(
        key=RETURNED,
        label=_("类别定义被退回"),
        subject=_("“{category}”的定义被退回，请修改"),
        body=_("您提交的“{category}”的定义由 {by} 退回，改好后请再提交审核。审核意见：{remark}"),
        placeholders=_OUTCOME,
        example=_DECIDED,
        mail=MailMode.AT_ONCE,
        roles=_ADMINISTERS,
    ),
)
