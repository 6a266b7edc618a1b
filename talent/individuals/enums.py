"""States of what individuals hand in and ask for; code asks for the named group, not for single states."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryState(models.TextChoices):
    DRAFT = "draft", _("暂存")
    HANDED_IN = "handed_in", _("待单位核对")
    RETURNED = "returned", _("已退回")
    TAKEN = "taken", _("已采纳")
    WITHDRAWN = "withdrawn", _("已撤回")


#: The individual works on it.
EDITABLE = frozenset({EntryState.DRAFT, EntryState.RETURNED, EntryState.WITHDRAWN})
#: Not taken over yet: an account has at most one such entry a category.
OPEN = EDITABLE | {EntryState.HANDED_IN}

#: What a unit finds at its desk; drafts and what was withdrawn are the individual's alone.
SEEN = frozenset({EntryState.HANDED_IN, EntryState.RETURNED, EntryState.TAKEN})


class ContactKind(models.TextChoices):
    MOBILE = "mobile", _("手机号码")
    MAIL = "mail", _("电子邮箱")


class Act(models.TextChoices):
    """What an organisation opened somebody's contents for."""

    REVIEW = "review", _("审核")
    CHECK = "check", _("核对个人申报")
    READ = "read", _("打开资料")


class LinkedBy(models.TextChoices):
    """How an account came to look after the record of a person."""

    CODE = "code", _("凭单位的邀请码认领")
    ENTRY = "entry", _("单位采纳本人的首次申报")


class Purpose(models.TextChoices):
    """What a code that was sent to a contact is for."""

    REGISTER = "register", _("注册")
    RESET = "reset", _("重设密码")


class ErasureState(models.TextChoices):
    ASKED = "asked", _("待处理")
    GRANTED = "granted", _("已同意")
    REFUSED = "refused", _("未同意")


class Extent(models.TextChoices):
    """How much an erasure removes: what rests on a statutory duty stays unless the office says so."""

    ACCOUNT = "account", _("注销账号，删除本人填报的内容和账号资料")
    RECORD = "record", _("同时删除人才库中的资料")
