"""What can be begun from one person: a colleague's form, or the same person in a further category."""

from typing import Any

from talent.categories.enums import Subject
from talent.categories.models import Category
from talent.collect.access import Desk
from talent.records.models import Change
from talent.records.service import visible_to


def further(desk: Desk, change: Change | None) -> dict[str, Any]:
    """For a page about a change. `copies`: its category takes somebody new; `others`: categories in which the
    unit has not registered this person yet."""
    if change is None or not desk.fills:
        return {"copies": False, "others": []}
    held = visible_to(desk.scope).filter(unit=desk.organisation, person=change.record.person_id)
    taken = set(held.values_list("category_id", flat=True))
    offered = Category.objects.offered().filter(subject=Subject.PEOPLE).defer("groups", "rules")
    return {
        "copies": any(each.pk == change.category_id for each in offered),
        "others": [each for each in offered if each.pk not in taken],
    }
