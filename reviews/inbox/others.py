"""What else a reviewer may read: earlier changes of a record, others of its person, those a finding names.

Of what is outside the scope nothing is listed, not even that there is something: an invisible record changes
no byte of the list. What the checks must tell all the same, they tell themselves (checked).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q

from talent.orgs.service import Scope, ScopedQuerySet
from talent.records.enums import FINAL, ChangeState
from talent.records.models import Change, TalentRecord
from talent.records.service import changes_visible_to

#: What of a person's changes an office is shown: nothing that is still being written.
_SENT = FINAL | {ChangeState.WAITING}
#: Somebody has a few records with a few changes each; a page shows the newest.
_MOST = 100
#: What is edited of a category is large, and its name is all that is needed.
_EDITED = ("category__groups", "category__rules", "category__moves")


@dataclass(frozen=True)
class Related:
    """`earlier`: of the same record, newest first. `others`: what stands of other records of the person.
    `about`: what stands of the records that findings name, by record."""

    earlier: tuple[Change, ...]
    others: tuple[Change, ...]
    about: dict[int, Change]


def related_to(change: Change, *, scope: Scope, about: Iterable[int] = ()) -> Related:
    """All that a scope reads around a change, in one statement."""
    named = frozenset(about)
    rows = list(_readable(change, scope, named)[:_MOST])
    person = change.record.person_id
    return Related(
        earlier=tuple(each for each in rows if each.record_id == change.record_id and each.pk != change.pk),
        others=tuple(
            each
            for each in rows
            if each.record.person_id == person and each.record_id != change.record_id and _stands(each)
        ),
        about={each.record_id: each for each in reversed(rows) if each.record_id in named and _stands(each)},
    )


def readable_beside(change: Change, *, scope: Scope) -> ScopedQuerySet[Change]:
    """The changes that the page of a change leads to, with all that a page about one of them reads."""
    return _readable(change, scope, frozenset())


def _readable(change: Change, scope: Scope, named: frozenset[int]) -> ScopedQuerySet[Change]:
    person = change.record.person_id
    of_person, of_named = (
        TalentRecord._plain.filter(**given).order_by().values("pk")
        for given in ({"person": person}, {"pk__in": named})
    )
    # A union, since no index serves an OR over two tables.
    records = of_named.union(of_person) if named else of_person
    shown = Q(record__person=person) | Q(pk=F("record__approved_id")) | Q(state=ChangeState.WAITING)
    seen = changes_visible_to(scope).filter(shown, record__in=records, state__in=_SENT)
    lean = seen.select_related("category", "unit", "record").defer("data", "sealed", *_EDITED)
    return lean.order_by("-pk")


def _stands(change: Change) -> bool:
    """Whether it is what its record has approved, or waits."""
    return change.state == ChangeState.WAITING or change.record.approved_id == change.pk
