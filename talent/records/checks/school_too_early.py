"""Schooling above junior high that begins or ends in childhood."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talent.categories.service import rows_at
from talent.records.checks.check import Check, Looked, earlier
from talent.records.checks.finding import Finding, value
from talent.records.checks.thresholds import (
    YOUNGEST_AT_SCHOOL_ABOVE_JUNIOR,
    YOUNGEST_GRADUATE_ABOVE_JUNIOR,
)
from talent.records.enums import Severity

#: Of the list education (GB/T 4658): levels at which children may well be.
_FOR_CHILDREN = frozenset({"junior_high_below", "unknown", None})
_YOUNGEST = {"start": YOUNGEST_AT_SCHOOL_ABOVE_JUNIOR, "end": YOUNGEST_GRADUATE_ABOVE_JUNIOR}


def find(looked: Looked) -> Iterator[Finding]:
    """Rows of the education whose level is above junior high, or unknown while they end in childhood."""
    table = looked.tables.get("education")
    for at, row in rows_at(looked.document, "education"):
        entry = table.by_code.get(str(row.get("education"))) if table else None
        if entry is None or entry.attributes.get("stat_level") in _FOR_CHILDREN:
            continue
        for key, age in _YOUNGEST.items():
            if row.get(key) and earlier(str(row[key]), looked.when_aged(age)):
                given = {
                    "said": value(f"education.{key}", row[key]),
                    "level": value("education.education", row["education"]),
                    "age": age,
                }
                yield Finding("school_too_early", f"{at}.{key}", given)


CHECK = Check(
    "school_too_early",
    Severity.WARNING,
    _("“%(label)s”是 %(said)s，当时不满 %(age)s 岁，学历却是“%(level)s”。"),
    _("请对照学历证书核对入学、毕业时间和学历。"),
    find,
)
