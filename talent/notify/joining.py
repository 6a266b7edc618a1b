"""Counts that grow: what is told of many things in several steps reaches each account as one notification."""

from collections.abc import Sequence

from talent.notify.models import Notification


def join_older(kind: str, rows: Sequence[Notification]) -> list[Notification]:
    """Adds the `count` of each row to the older one of its series; returns the rows that have none.

    An older one that was read, or is in a mail already, stays as it is: its reader would not see it grow.
    Two statements however many there are, one where nothing is to be joined.
    """
    if not rows:
        return []
    older = Notification.objects.select_for_update(no_key=True).filter(
        recipient__in={row.recipient_id for row in rows},
        kind=kind,
        series__in={row.series for row in rows},
        read_at__isnull=True,
        mail__isnull=True,
    )
    known = {(each.recipient_id, each.series): each for each in older.order_by("pk")}
    fresh, grown = [], []
    for row in rows:
        if (found := known.get((row.recipient_id, row.series))) is None:
            fresh.append(row)
            continue
        found.data = {**row.data, "count": found.data["count"] + row.data["count"]}
        found.at = row.at
        grown.append(found)
    if grown:
        Notification.objects.bulk_update(grown, ["data", "at"], batch_size=500)
    return fresh
