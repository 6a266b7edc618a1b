"""Whose a person is in a category: a draft binds nobody, what was submitted or approved does.

So nobody can take a person away from their unit, or learn where they are, by typing a number into a draft.
"""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from talent.records.enums import OPEN
from talent.records.models import Change, Person, TalentRecord
from talent.records.refusal import HeldElsewhere

_ELSEWHERE = _("“%(name)s”已由其他单位登记本类别，请在“人员调动”中申请调入。")
_NOT_CERTAIN = _(
    "“%(name)s”不能上报：请对照证件核对证件类型、号码和姓名。确认无误仍不能上报的，请联系旗县人社部门。"
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
    taken: dict[tuple[int, int], int] = {}
    known = TalentRecord._plain.filter(person__in=people)
    for pk, person, category, held in known.values_list("pk", "person_id", "category_id", "held"):
        if held:
            taken[person, category] = pk
        elif pk in wanted:
            free[pk] = (person, category)
    mine: set[tuple[int, int]] = set()
    for change in changes:
        place = free.get(change.record_id)
        if place is not None and (place in taken or place in mine):
            text = _ELSEWHERE if _named(taken.get(place), change.full_name) else _NOT_CERTAIN
            raise HeldElsewhere(change.pk, text % {"name": change.full_name})
        if place is not None:
            mine.add(place)
    if free:
        TalentRecord._plain.filter(pk__in=free).update(held=True)


def _named(record: int | None, name: str) -> bool:
    """Whether the unit that holds a record has its person under this name; as where it is asked for them."""
    if record is None:
        return True
    held = TalentRecord._plain.select_related("approved").get(pk=record)
    under_way = Change._plain.filter(record=record, state__in=OPEN)
    names = {held.approved.full_name} if held.approved else set(under_way.values_list("full_name", flat=True))
    return name in names


def let_go(change: Change) -> None:
    """A record without an approved change is nobody's again once its submission is taken back or refused."""
    TalentRecord._plain.filter(pk=change.record_id, approved__isnull=True).update(held=False)
