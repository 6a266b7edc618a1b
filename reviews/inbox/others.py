"""What stands beside a change, as far as its reviewer may read it.

These are the records that its findings name, and the other records of the same person. Of what is outside the
scope nothing is listed or counted, not even that there is something: an invisible record changes no byte of
the page. What the checks must tell all the same, they tell themselves (checked).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q

from talent.orgs.service import Scope
from talent.records.enums import ChangeState
from talent.records.models import Change, Doubt, TalentRecord
from talent.records.service import changes_visible_to

#: What is edited of a category is large, and its name is all that is needed.
_EDITED = ("category__groups", "category__rules", "category__moves")


@dataclass(frozen=True)
class Other:
    """Another record of the person: what is in force, what waits for review; one of them at least."""

    approved: Change | None
    waiting: Change | None

    @property
    def change(self) -> Change:
        found = self.waiting or self.approved
        assert found is not None
        return found

    @property
    def is_doubted(self) -> bool:
        """Whether what is in force is under question (存疑)."""
        return bool(getattr(self.approved, "is_doubted", False))


@dataclass(frozen=True)
class Beside:
    """`named`: by record the newest change that is approved or waits. `others`: by category and unit."""

    named: Mapping[int, Change]
    others: tuple[Other, ...]


def beside(change: Change, *, named: Collection[int], scope: Scope) -> Beside:
    """Records with these numbers, and all others of the person of `change`; one statement."""
    person = change.record.person_id
    records = TalentRecord._plain.filter(Q(pk__in=named) | Q(person=person)).exclude(pk=change.record_id)
    stands = Q(pk=F("record__approved_id")) | Q(state=ChangeState.WAITING)
    doubted = Doubt._plain.filter(record=OuterRef("record"), ended_at__isnull=True)
    seen = changes_visible_to(scope).filter(stands, record__in=records).annotate(is_doubted=Exists(doubted))
    lean = seen.select_related("category", "unit", "record", "waiting_office")
    found = list(lean.defer("data", "sealed", *_EDITED).order_by("category__order", "record", "pk"))
    by_record: dict[int, list[Change]] = {}
    for each in found:
        by_record.setdefault(each.record_id, []).append(each)
    return Beside(
        {number: by_record[number][-1] for number in named if number in by_record},
        tuple(_other(rows) for rows in by_record.values() if rows[0].record.person_id == person),
    )


def _other(rows: list[Change]) -> Other:
    waiting = next((each for each in rows if each.state == ChangeState.WAITING), None)
    return Other(next((each for each in rows if each is not waiting), None), waiting)
