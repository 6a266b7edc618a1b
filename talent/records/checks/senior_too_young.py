"""A senior title at an age at which hardly anybody can have one."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talent.categories.service import rows_at
from talent.records.checks.check import Check, Looked, earlier
from talent.records.checks.finding import Finding, value
from talent.records.checks.thresholds import YOUNGEST_SENIOR
from talent.records.enums import Severity

#: Of the list title_level: 正高级 and 副高级.
_SENIOR = frozenset({"1", "2"})


def find(looked: Looked) -> Iterator[Finding]:
    """Rows of the titles, by the level that stands in them."""
    of_age = looked.when_aged(YOUNGEST_SENIOR)
    for at, row in rows_at(looked.document, "title"):
        level, said = row.get("title_level"), str(row.get("obtained_on") or "")
        if level in _SENIOR and earlier(said, of_age):
            given = {
                "said": value("title.obtained_on", said),
                "level": value("title.title_level", level),
                "age": YOUNGEST_SENIOR,
            }
            yield Finding("senior_too_young", f"{at}.obtained_on", given)


CHECK = Check(
    "senior_too_young",
    Severity.WARNING,
    _("“%(label)s”是 %(said)s，当时不满 %(age)s 岁，职称级别却是“%(level)s”。"),
    _("请对照职称证书核对取得时间和级别；破格评审的，应有文件依据。"),
    find,
)
