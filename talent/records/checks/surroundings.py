"""Reads what a batch of submitted changes has around it in the register, in few statements for all of it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, time

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from talent.categories.service import definition_of
from talent.records.checks.check import Around, Data, Other
from talent.records.checks.marks import Marked, marks_of, records_with
from talent.records.checks.setting import set_by
from talent.records.checks.thresholds import CHANGES_A_DAY, SAME_VALUE
from talent.records.enums import ChangeState
from talent.records.models import Change, TalentRecord

Documents = Mapping[int, tuple[Data, Data | None]]


def around_of(
    changes: Sequence[Change], documents: Documents, marks: Mapping[int, Sequence[Marked]]
) -> Around:
    """`documents`: by change the document and the approved one; `marks`: by change those of its document."""
    return Around(
        size=len(changes),
        same_person=_same_person(changes),
        alike=_alike(changes, marks),
        same_values=_same_values(changes, documents),
        today=_today(changes, documents),
    )


def _same_person(changes: Sequence[Change]) -> dict[int, tuple[Other, ...]]:
    """Other records that bind somebody; a draft elsewhere is nobody's business."""
    review = Change._plain.filter(record=OuterRef("pk"), state=ChangeState.WAITING)
    name = Coalesce("approved__full_name", Subquery(review.values("full_name")[:1]))
    known = TalentRecord._plain.filter(person__in={each.record.person_id for each in changes}, held=True)
    known = known.exclude(pk__in=[each.record_id for each in changes]).annotate(name=name).order_by("pk")
    found: dict[int, list[Other]] = defaultdict(list)
    for pk, person, category, unit, said in known.values_list(
        "pk", "person_id", "category_id", "unit_id", "name"
    ):
        if said:
            found[person].append(Other(pk, person, category, unit, said))
    return {person: tuple(each) for person, each in found.items()}


def _alike(
    changes: Sequence[Change], marks: Mapping[int, Sequence[Marked]]
) -> dict[tuple[int, str], tuple[Other, ...]]:
    """Records of other people that have a mark now: each one that once had it is looked into."""
    asked = {
        (change.pk, each.path): (each.digest, 0 if each.wide else change.unit_id)
        for change in changes
        for each in marks[change.pk]
    }
    met = records_with(list(asked.values()))
    person_of = {each.pk: each.record.person_id for each in changes}
    own = {each.pk: each.record_id for each in changes}
    wanted = {
        record for place, key in asked.items() for record in met.get(key, ()) if record != own[place[0]]
    }
    standing = _standing(wanted)
    found = {}
    for place, key in asked.items():
        others = (standing[each] for each in sorted(met.get(key, ())) if each in standing)
        alike = tuple(
            other for other, digests in others if key[0] in digests and other.person_id != person_of[place[0]]
        )
        if alike:
            found[place] = alike
    return found


def _standing(records: set[int]) -> dict[int, tuple[Other, set[int]]]:
    """What is approved or under review of these records, with its marks."""
    if not records:
        return {}
    current = Change._plain.filter(
        Q(state=ChangeState.WAITING) | Q(pk=F("record__approved_id")), record__in=records
    )
    found: dict[int, tuple[Other, set[int]]] = {}
    for each in current.select_related("record").order_by("pk"):
        record = each.record
        other = Other(record.pk, record.person_id, record.category_id, record.unit_id, each.full_name)
        digests = found[record.pk][1] if record.pk in found else set()
        found[record.pk] = other, digests | {mark.digest for mark in marks_of(each.document())}
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
