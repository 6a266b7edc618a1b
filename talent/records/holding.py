"""Whose a person is in a category: a draft binds nobody, what was submitted or approved does.

So nobody can take a person away from their unit, or learn where they are, by typing a number into a draft.
Whoever sends a draft is told that the person is held elsewhere only where the names agree.
"""

from collections.abc import Sequence

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talent.records.enums import OPEN
from talent.records.models import Change, Person, TalentRecord
from talent.records.refusal import HeldElsewhere

_ELSEWHERE = _("“%(name)s”已由其他单位登记本类别，请在“人员调动”中申请调入。")
_NOT_AGREEING = _(
    "“%(name)s”的证件号码与姓名没有核对一致，不能上报。请对照证件逐字核对；核对无误的，请联系主管人社部门。"
)


def lock_people(changes: Sequence[Change]) -> list[int]:
    """Lock the people of these changes, in the order of everybody who locks people (before changes).

    Returns their numbers.
    """
    people = Person._plain.filter(records__changes__in=[change.pk for change in changes])
    ordered = Person._plain.filter(pk__in=people.values("pk")).order_by("blind_index")
    return list(ordered.select_for_update(no_key=True).values_list("pk", flat=True))


def hold(changes: Sequence[Change], people: Sequence[int]) -> None:
    """Make the records of these changes their units' own; `people`: whom they are about, locked.

    Raises HeldElsewhere where another unit came first.
    """
    wanted = {each.record_id for each in changes}
    free: dict[int, tuple[int, int]] = {}
    taken: dict[tuple[int, int], str] = {}
    known = TalentRecord._plain.filter(person__in=people).annotate(name=_name_held())
    for pk, person, category, held, name in known.values_list(
        "pk", "person_id", "category_id", "held", "name"
    ):
        if held:
            taken[person, category] = name or ""
        elif pk in wanted:
            free[pk] = (person, category)
    for change in changes:
        place = free.get(change.record_id)
        if place in taken:
            raise HeldElsewhere(change.pk, _why(change.full_name, taken[place]), unit_id=change.unit_id)
        if place is not None:
            taken[place] = change.full_name
    if free:
        TalentRecord._plain.filter(pk__in=free).update(held=True)


def _name_held() -> Coalesce:
    """The name under which a record is held: the approved one, before that the one under review."""
    review = Change._plain.filter(record=OuterRef("pk"), state__in=OPEN)
    return Coalesce("approved__full_name", Subquery(review.values("full_name")[:1]))


def _why(typed: str, held: str) -> str | Promise:
    return (_ELSEWHERE if typed == held else _NOT_AGREEING) % {"name": typed}


def let_go(change: Change) -> None:
    """A record without an approved change is nobody's again once its submission is taken back or refused."""
    TalentRecord._plain.filter(pk=change.record_id, approved__isnull=True).update(held=False)
