"""The declared tables version by version: reading what stands, declaring anew."""

from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.stats.admission import LatticeError
from reports.stats.apart import label
from reports.stats.declared import Declared, read_declared, shipped
from reports.stats.lattice import CATEGORY
from reports.stats.models import Lattice
from reports.stats.recommended import with_recommended
from reports.stats.regrouping import check_regrouping
from reports.stats.resolved import KEYS, Resolved, resolve
from reports.stats.room import check_usable
from talent.security.models import User
from talent.security.service import record_event


class Overtaken(RuntimeError):
    """Somebody else changed the declared tables meanwhile."""


def newest() -> tuple[int, Declared]:
    """The version that stands and what it says; 0 is what is shipped."""
    found = Lattice.objects.first()
    return (found.number, read_declared(found.content)) if found else (0, shipped())


def version(number: int) -> Declared:
    """The declared tables of a version."""
    content = Lattice.objects.filter(number=number).values_list("content", flat=True).first()
    return read_declared(content) if content else shipped()


@transaction.atomic
def declare(declared: Declared, *, after: int, note: str, by: User | None) -> Lattice:
    """Make what is declared the new version, if it may be public as a whole.

    The next draft follows it; what is published stays. Raises LatticeError, and Overtaken where version
    `after` stands no longer. To take away is never refused, or what breaks a rule that is newer than itself
    could not be mended step by step; the next draft is checked as a whole.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('reports.stats.lattice'))")
    number, standing = newest()
    if number != after:
        raise Overtaken
    if not within(declared, standing):
        check_usable(check_anew(declared, on=timezone.localdate()), standing)
        check_meanings(declared, [read_declared(each) for each in _contents()])
    lattice = Lattice.objects.create(number=number + 1, content=declared.as_json(), note=note[:200], by=by)
    record_event(
        by=by,
        action="declare_tables",
        subject="lattice",
        subject_id=lattice.number,
        detail={"number": lattice.number},
    )
    return lattice


def within(declared: Declared, standing: Declared) -> bool:
    """Whether it is what stands, or that without some tables and dimensions that no table uses."""
    used = {each.key for table in declared.tables for each in table.breaks} - {CATEGORY.key}
    return (
        set(declared.dimensions) <= set(standing.dimensions)
        and set(declared.tables) <= set(standing.tables)
        and used <= declared.by_key.keys()
    )


def check_anew(declared: Declared, *, on: date) -> Resolved:
    """What a release of this day may show, after all those before. Raises LatticeError."""
    resolved = resolve(declared, on=on)
    check_regrouping(declared, on=on, known=resolved.sources, fixed=KEYS)
    return resolved


def adopt_recommended(*, by: User | None) -> Lattice:
    """Declare the recommended tables beside those that stand. Raises LatticeError."""
    number, declared = newest()
    return declare(with_recommended(declared), after=number, note=_("采用推荐的统计表"), by=by)


def check_meanings(declared: Declared, earlier: Iterable[Declared]) -> None:
    """A dimension keeps its fields and a public class its fine codes for good: a changed one is another cell
    and needs another name, or its figures before and after could be subtracted. Raises LatticeError."""
    for past in earlier:
        for dimension in declared.dimensions:
            known = past.by_key.get(dimension.key)
            if known is None:
                continue
            if (known.fields, known.left_out) != (dimension.fields, dimension.left_out):
                raise LatticeError(
                    _("维度“%(dimension)s”已声明过别的字段或不单列的代码，请另取代号")
                    % {"dimension": label(dimension)}
                )
            groups = {each.code: set(each.codes) for each in known.groups}
            for group in dimension.groups:
                if groups.get(group.code, set(group.codes)) != set(group.codes):
                    raise LatticeError(
                        _("维度“%(dimension)s”：分组代码 %(code)s(%(label)s)已用于别的细分代码，请另取代码")
                        % {"dimension": label(dimension), "code": group.code, "label": group.label_zh}
                    )


def _contents() -> Iterable[dict[str, object]]:
    return Lattice.objects.values_list("content", flat=True)
