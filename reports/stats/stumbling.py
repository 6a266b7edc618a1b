"""A draft whose job failed once and is tried again: what happened, when again, and until when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.stats.enums import ReleaseState, Step
from reports.stats.forgetting import sweep
from reports.stats.models import Release, SecretRelease
from reports.stats.telling import tell_stumbled
from talent.jobs.service import Stumble

#: By the kind of error, for people who can do something about it.
_WHY: dict[str, str | Promise] = {
    "reports.stats.releasing.WrongKey": gettext_lazy(
        "统计密钥与起草时或往次发布的不同，请系统管理员放回原来的密钥文件"
    ),
    "reports.stats.drawing.MissingSnapshot": gettext_lazy("找不到往次发布的快照，请系统管理员从备份恢复"),
    "django.db.utils.OperationalError": gettext_lazy("数据库没有回应，或连接断开"),
    "builtins.MemoryError": gettext_lazy("内存不够"),
}


@dataclass(frozen=True)
class Attempt:
    """The attempt of a draft that failed last, in words."""

    number: int
    most: int
    why: str
    again: datetime | None
    until: datetime | None


@transaction.atomic
def note_stumble(stumble: Stumble) -> None:
    """Have a draft say that its attempt failed and what comes next; the first time tell who drafted it."""
    drawing = Release.objects.filter(pk=stumble.arguments["release"], state=ReleaseState.DRAWING)
    if (held := drawing.select_for_update().first()) is None:
        return
    told = {
        "attempt": stumble.attempt,
        "most": stumble.most,
        "error": stumble.error,
        "again": stumble.again.isoformat(),
        "until": stumble.until.isoformat(),
    }
    SecretRelease.objects.filter(release=held).update(step=Step.RETRYING, summary={"stumble": told})
    if stumble.attempt == 1:
        tell_stumbled(held, stumble)
    sweep()


def last_attempt(summary: dict[str, Any]) -> Attempt | None:
    """What a draft says of its attempt that failed last; None where none did."""
    told = summary.get("stumble")
    if told is None:
        return None
    times = [parse_datetime(told[name]) for name in ("again", "until")]
    return Attempt(told["attempt"], told["most"], _why(told["error"]), *times)


def _why(error: str) -> str:
    return str(_WHY.get(error) or _("程序出错(%(kind)s)") % {"kind": error.rpartition(".")[2]})
