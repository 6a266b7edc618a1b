"""Reads what a batch of submitted changes has around it in the register, in few statements for all of it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count, F, Q
from django.utils import timezone

from talent.categories.service import definition_of
from talent.records.checks.check import Around, Data, Other
from talent.records.checks.marks import Marked, marks_of, records_with
from talent.records.checks.setting import set_by
from talent.records.checks.thresholds import CHANGES_A_DAY, SAME_VALUE
from talent.records.enums import ChangeState
from talent.records.models import Change, TalentRecord

type Documents = Mapping[int, tuple[Data, Data | None]]
#: A mark of a change, by its path; and what is looked for: digest, and unit (0 for all).
type Place = tuple[int, str]
type Wanted = tuple[int, int]


def around_of(
    changes: Sequence[Change], documents: Documents, marks: Mapping[int, Sequence[Marked]], *, batch: bool
) -> Around:
    """`documents`: by change the document and the approved one; `marks`: by change those of its document.

    `batch`: they are just being submitted together, so that what they have in common is told as well.
    """
    asked = {
        (change.pk, each.path): (each.digest, 0 if each.wide else change.unit_id)
        for change in changes
        for each in marks[change.pk]
    }
    met = records_with(list(asked.values()))
    own = {each.pk: each.record_id for each in changes}
    wanted = {
        record for place, key in asked.items() for record in met.get(key, ()) if record != own[place[0]]
    }
    standing = _standing(wanted, changes)
    person_of = {each.pk: each.record.person_id for each in changes}
    return Around(
        size=len(changes),
        same_person=_same_person(standing, set(own.values()), set(person_of.values())),
        alike=_alike(asked, met, standing, person_of),
        same_values=_same_values(changes, documents) if batch else {},
        today=_today(changes, documents) if batch else {},
    )


@dataclass(frozen=True)
class _Standing:
    """What is approved or under review of a record, with its marks where somebody asks for them."""

    other: Other
    digests: frozenset[int]


def _standing(records: set[int], changes: Sequence[Change]) -> dict[int, _Standing]:
    """Of these records and of all of the people of the changes. A draft elsewhere is nobody's business."""
    people = {each.record.person_id for each in changes}
    # A union, since no index serves an OR over two tables.
    of_people = TalentRecord._plain.filter(person__in=people).order_by().values("pk")
    named = TalentRecord._plain.filter(pk__in=records).order_by().values("pk")
    current = Change._plain.filter(
        Q(state=ChangeState.WAITING) | Q(pk=F("record__approved_id")),
        record__in=named.union(of_people) if records else of_people,
    )
    found: dict[int, _Standing] = {}
    # What waits comes last: it says how the person is called now.
    for each in current.select_related("record").order_by("pk"):
        record = each.record
        other = Other(record.pk, record.person_id, record.category_id, record.unit_id, each.full_name)
        digests = {mark.digest for mark in marks_of(each.document())} if record.pk in records else set()
        known = found[record.pk].digests if record.pk in found else frozenset()
        found[record.pk] = _Standing(other, known | digests)
    return found


def _same_person(
    standing: Mapping[int, _Standing], own: set[int], people: set[int]
) -> dict[int, tuple[Other, ...]]:
    found: dict[int, list[Other]] = defaultdict(list)
    for number, each in sorted(standing.items()):
        if number not in own and each.other.person_id in people:
            found[each.other.person_id].append(each.other)
    return {person: tuple(each) for person, each in found.items()}


def _alike(
    asked: Mapping[Place, Wanted],
    met: Mapping[Wanted, set[int]],
    standing: Mapping[int, _Standing],
    person_of: Mapping[int, int],
) -> dict[Place, tuple[Other, ...]]:
    """Records of other people that have a mark now: each one that once had it was looked into."""
    found = {}
    for place, key in asked.items():
        known = (standing[each] for each in sorted(met.get(key, ())) if each in standing)
        alike = tuple(
            each.other
            for each in known
            if key[0] in each.digests and each.other.person_id != person_of[place[0]]
        )
        if alike:
            found[place] = alike
    return found


def _same_values(changes: Sequence[Change], documents: Documents) -> Counter[tuple[str, str]]:
    """Asked only of a batch that is large enough to say something."""
    if len(changes) < SAME_VALUE:
        return Counter()
    return Counter(
        (path, repr(said))
        for change in changes
        for path, said in set_by(
            definition_of(change.version), documents[change.pk][1], documents[change.pk][0]
        )
    )


def _today(changes: Sequence[Change], documents: Documents) -> dict[int, tuple[int, int]]:
    """By unit, asked only where somebody corrects what was approved."""
    units = {each.unit_id for each in changes if documents[each.pk][1] is not None}
    if not units:
        return {}
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time()))
    sent = Change._plain.filter(
        unit__in=units,
        state=ChangeState.WAITING,
        submitted_at__gte=midnight,
        record__approved__isnull=False,
    )
    counts = dict(
        sent.order_by().values("unit_id").annotate(count=Count("pk")).values_list("unit_id", "count")
    )
    many = [unit for unit, count in counts.items() if count >= CHANGES_A_DAY]
    if not many:
        return {}
    approved = TalentRecord._plain.filter(unit__in=many, approved__isnull=False).order_by().values("unit_id")
    of_unit = dict(approved.annotate(count=Count("pk")).values_list("unit_id", "count"))
    return {unit: (counts[unit], of_unit.get(unit, 0)) for unit in many}
