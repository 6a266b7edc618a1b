"""A value that contradicts what follows from other fields: birth and sex, the highest of rows."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from talent.categories.service import derived, field_path
from talent.records.checks.check import Check, Looked
from talent.records.checks.finding import Finding, value
from talent.records.enums import Severity


def find(looked: Looked) -> Iterator[Finding]:
    """Two codes of one rank say the same. Of a sensitive field no value is kept, so none is compared."""
    found = derived(looked.change.version, looked.document, unit=looked.unit, tables=looked.tables)
    for path, follows in found.items():
        place = field_path(path)
        known = looked.definition.by_path[place]
        stated = next((said for at, said in looked.each(place) if at == path), None)
        if known.is_sensitive or stated in (None, follows):
            continue
        rank = looked.rank(known, stated)
        if rank is not None and rank == looked.rank(known, follows):
            continue
        given = {"stated": value(place, stated), "follows": value(place, follows)}
        yield Finding("differs_from_derived", path, given)


CHECK = Check(
    "differs_from_derived",
    Severity.WARNING,
    _("“%(label)s”填的是“%(stated)s”，按其他内容推算应为“%(follows)s”。"),
    _("请对照明细和证件核对，属实的注明核实，有误的请退回修改。"),
    find,
)
