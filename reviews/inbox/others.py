"""What stands of the records that findings name, as far as a reviewer may read it.

Of what is outside the scope nothing is listed, not even that there is something: an invisible record changes
no byte of the list. What the checks must tell all the same, they tell themselves (checked).
"""

from collections.abc import Collection

from django.db.models import F, Q

from talent.orgs.service import Scope
from talent.records.enums import ChangeState
from talent.records.models import Change
from talent.records.service import changes_visible_to

#: What is edited of a category is large, and its name is all that is needed.
_EDITED = ("category__groups", "category__rules", "category__moves")


def standing_of(records: Collection[int], *, scope: Scope) -> dict[int, Change]:
    """By record the newest change that is approved or waits; one statement, none where none is named."""
    if not records:
        return {}
    stands = Q(pk=F("record__approved_id")) | Q(state=ChangeState.WAITING)
    seen = changes_visible_to(scope).filter(stands, record__in=records)
    lean = seen.select_related("category", "unit").defer("data", "sealed", *_EDITED)
    return {each.record_id: each for each in lean.order_by("pk")}
