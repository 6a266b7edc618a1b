"""A level that sinks: a senior title does not become an intermediate one by itself."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talent.categories.service import Field, rows_at
from talent.records.checks.check import Check, Data, Looked
from talent.records.checks.finding import Finding, value
from talent.records.enums import Severity


def find(looked: Looked) -> Iterator[Finding]:
    """Fields whose list has ranks; of a repeating group the highest row is compared with the highest."""
    if looked.before is None:
        return
    for known in looked.definition.all_fields():
        if not known.code_list or known.is_sensitive:
            continue
        before, now = _highest(looked, known, looked.before), _highest(looked, known, looked.document)
        if before is None or now is None or now[0] <= before[0]:
            continue
        given = {"before": value(known.path, before[1]), "now": value(known.path, now[1])}
        yield Finding("backwards", now[2], given)


def _highest(looked: Looked, known: Field, document: Data) -> tuple[int, str, str] | None:
    """(rank, code, path) of the highest code that stands in a field."""
    ranked = [
        (rank, str(row[known.key]), f"{at}.{known.key}")
        for at, row in rows_at(document, known.group)
        if isinstance(row.get(known.key), str) and (rank := looked.rank(known, row[known.key])) is not None
    ]
    return min(ranked, default=None)


CHECK = Check(
    "backwards",
    Severity.WARNING,
    _("“%(label)s”由“%(before)s”降为“%(now)s”。"),
    _("请核对是否漏填了较高的一项；确有降低的，应有文件依据。"),
    find,
)
