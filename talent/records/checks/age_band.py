"""An age at which people are hardly in service."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talent.records.checks.check import Check, Looked
from talent.records.checks.finding import Finding
from talent.records.checks.thresholds import OLDEST_IN_SERVICE, YOUNGEST
from talent.records.enums import Severity

#: Of the list person_status: 在职(在岗), 离岗创业.
_IN_SERVICE = frozenset({"1", "2"})


def find(looked: Looked) -> Iterator[Finding]:
    """Too young for any work, or in service beyond any age of retirement."""
    age, status = looked.age, looked.one("employment.person_status")
    if age is None:
        return
    if age < YOUNGEST or (age > OLDEST_IN_SERVICE and status in _IN_SERVICE):
        yield Finding("age_band", "identity.birth_date", {"age": age})


CHECK = Check(
    "age_band",
    Severity.WARNING,
    _("按“%(label)s”现年 %(age)s 岁，不像在职人员的年龄。"),
    _("请核对证件号码和出生日期；确已退休的，人员状态应改为退休。"),
    find,
)
