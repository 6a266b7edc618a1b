"""The 16th character of a skill certificate is its level (1 高级技师 … 5 初级工)."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talent.categories.service import rows_at
from talent.records.checks.check import Check, Looked
from talent.records.checks.finding import Finding, value
from talent.records.enums import Severity

_CERTIFICATE = re.compile(r"[YS][0-9]{21}")


def find(looked: Looked) -> Iterator[Finding]:
    """Also where a category has switched its own rule off, and for a level that stands in no certificate."""
    table = looked.tables.get("skill_level")
    if table is None:
        return
    by_digit = {str(each.attributes.get("cert_digit")): each.code for each in table.entries}
    for at, row in rows_at(looked.document, "skill_cert"):
        number, level = "".join(str(row.get("cert_no") or "").upper().split()), row.get("level")
        if level is None or not _CERTIFICATE.fullmatch(number):
            continue
        proved = by_digit.get(number[15])
        if proved != level:
            given = {"digit": number[15], "level": value("skill_cert.level", level)}
            yield Finding("certificate_level", f"{at}.cert_no", given)


CHECK = Check(
    "certificate_level",
    Severity.WARNING,
    _("“%(label)s”第 16 位是 %(digit)s，与所填等级“%(level)s”不符(1 为高级技师，5 为初级工)。"),
    _("请对照证书原件核对编号和等级，必要时联网查询。"),
    find,
)
