"""What every step of the walk of a change begins and ends with: the locked rows, and the moved columns."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from talent.records.enums import ChangeState
from talent.records.models import Change
from talent.records.refusal import NotAllowed


def locked_changes(changes: Iterable[Change]) -> list[Change]:
    """The rows as they stand now, held until the transaction ends, in the order asked for."""
    wanted = [change.pk for change in changes]
    held = (
        Change._plain.select_for_update(of=("self",))
        .filter(pk__in=wanted)
        .select_related("unit", "category")
        # No step of the walk reads them; of the category it is the name that people are told.
        .defer("data", "sealed", "warnings", "category__groups", "category__rules", "category__moves")
        .order_by("pk")
    )
    by_pk = {change.pk: change for change in held}
    return [by_pk[pk] for pk in dict.fromkeys(wanted)]


def locked_change(change: Change) -> Change:
    """The row of one change, held."""
    return locked_changes([change])[0]


def need_waiting(change: Change, lock: int | None) -> None:
    """Raises NotAllowed where it does not wait, or not in the state that was looked at (`lock`)."""
    changed = lock is not None and change.lock != lock
    if change.state != ChangeState.WAITING or changed:
        raise NotAllowed(
            change.pk, _("“%(name)s”在此期间已被他人处理或修改，请刷新后再看。") % {"name": change.full_name}
        )


def end_term(change: Change) -> None:
    """It waits nowhere now, and what was special about the office where it did is over."""
    change.waiting_office, change.deadline, change.waiting_since = None, None, None
    change.asked, change.forwarded = "", False


def save_walk(changes: Sequence[Change], *columns: str) -> None:
    """Write the moved columns: one statement for all changes that get the same values."""
    names = (
        *("state", "waiting_office_id", "deadline", "waiting_since", "step", "asked", "forwarded"),
        *columns,
    )
    groups: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        groups[repr([getattr(change, name) for name in names])].append(change)
    for alike in groups.values():
        values = {name: getattr(alike[0], name) for name in names}
        Change._plain.filter(pk__in=[change.pk for change in alike]).update(**values, lock=F("lock") + 1)
    for change in changes:
        change.lock += 1
