"""Counts that grow: what is told of many things in several steps reaches each account as one notification."""

import json
from collections.abc import Sequence

from django.db import connection

from talent.notify.models import Notification

_GROW = """
UPDATE notify_notification SET data = grown.data, at = grown.at
FROM jsonb_to_recordset(%s) AS grown (id bigint, data jsonb, at timestamptz)
WHERE notify_notification.id = grown.id
"""


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
        _write(grown)
    return fresh


def _write(grown: Sequence[Notification]) -> None:
    rows = [{"id": each.pk, "data": each.data, "at": each.at.isoformat()} for each in grown]
    with connection.cursor() as cursor:
        cursor.execute(_GROW, [json.dumps(rows)])
