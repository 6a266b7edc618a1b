"""Whose a person is in a category: a draft binds nobody, what was submitted or approved does.

So nobody can take a person away from their unit, or learn where they are, by typing a number into a draft.
"""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from talent.records.models import Change, Person, TalentRecord
from talent.records.refusal import NotAllowed


def lock_people(changes: Sequence[Change]) -> list[int]:
    """Lock the people of these changes, in the order of everybody who locks people (before changes).

    Returns their numbers.
    """
    people = Person._plain.filter(records__changes__in=[change.pk for change in changes])
    ordered = Person._plain.filter(pk__in=people.values("pk")).order_by("blind_index")
    return list(ordered.select_for_update(no_key=True).values_list("pk", flat=True))


def hold(changes: Sequence[Change], people: Sequence[int]) -> None:
    """Make the records of these changes their units' own; `people`: whom they are about, locked.

    Raises NotAllowed where another unit came first.
    """
    wanted = {each.record_id for each in changes}
    free: dict[int, tuple[int, int]] = {}
    taken: set[tuple[int, int]] = set()
    known = TalentRecord._plain.filter(person__in=people)
    for pk, person, category, held in known.values_list("pk", "person_id", "category_id", "held"):
        if held:
            taken.add((person, category))
        elif pk in wanted:
            free[pk] = (person, category)
    mine: set[tuple[int, int]] = set()
    for change in changes:
        place = free.get(change.record_id)
        if place is not None and place in taken | mine:
            raise NotAllowed(
                change.pk,
                _("“%(name)s”已由其他单位登记本类别，请在“人员调动”中申请调入。")
                % {"name": change.full_name},
            )
        if place is not None:
            mine.add(place)
    if free:
        TalentRecord._plain.filter(pk__in=free).update(held=True)


def let_go(change: Change) -> None:
    """A record without an approved change is nobody's again once its submission is taken back or refused."""
    TalentRecord._plain.filter(pk=change.record_id, approved__isnull=True).update(held=False)
