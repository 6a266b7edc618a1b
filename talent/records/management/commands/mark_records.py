"""Notes the marks by which the checks compare people, for records that came in before there were marks."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from talent.records.checks.marks import keep_marks, marks_of
from talent.records.models import TalentRecord

_CHUNK = 2000


class Command(BaseCommand):
    """Interrupted or repeated it does no harm: what is noted already stays."""

    help = "给已入库的资料补记比对标记(证书编号、手机号码、姓名和出生年月的摘要)，供自动检查用"

    def handle(self, *args: Any, **options: Any) -> None:
        last = done = 0
        while chunk := list(_approved_after(last)):
            last = chunk[-1].pk
            marked = {each.pk: list(marks_of(each.approved.document())) for each in chunk if each.approved}
            with transaction.atomic():
                keep_marks(marked)
            done += len(chunk)
        self.stdout.write(_("已核对 %(count)s 份资料的比对标记。") % {"count": done})


def _approved_after(last: int) -> Any:
    known = TalentRecord._plain.filter(pk__gt=last, approved__isnull=False).select_related("approved")
    lean = known.only("pk", "approved__data", "approved__sealed")
    return lean.order_by("pk")[:_CHUNK]
