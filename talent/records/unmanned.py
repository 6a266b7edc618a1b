"""Nothing is stranded at an office that closed or lost its reviewers: what waits there goes further up."""

from collections.abc import Iterator

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from talent.orgs.enums import COLLECTING_KINDS, Role
from talent.orgs.models import Membership, Organisation
from talent.records.enums import ChangeState
from talent.records.models import Change
from talent.records.rerouting import reroute

_CHUNK = 2000
# From one office to the next along the index of the queue: a step an office, however much waits at each.
_OFFICES = """
WITH RECURSIVE found(office) AS (
    (SELECT waiting_office_id FROM records_change WHERE waiting_office_id IS NOT NULL
     ORDER BY waiting_office_id LIMIT 1)
    UNION ALL
    SELECT (SELECT waiting_office_id FROM records_change WHERE waiting_office_id > found.office
            ORDER BY waiting_office_id LIMIT 1)
    FROM found WHERE found.office IS NOT NULL
) SELECT office FROM found WHERE office IS NOT NULL
"""


def relieve() -> None:
    """Send on what waits at offices that cannot decide; the same done twice. Where nobody above could decide
    either, it stays, and those who appoint reviewers are told once a day."""
    for office in list(unable()):
        relieve_office(office)


def unable() -> Iterator[int]:
    """Ids of the offices above units at which something waits, and that are closed or have no reviewer."""
    with connection.cursor() as cursor:
        cursor.execute(_OFFICES)
        waiting = [row[0] for row in cursor.fetchall()]
    reviewed = Membership.objects.on(timezone.localdate()).filter(
        organisation=OuterRef("pk"), role=Role.HR_REVIEWER, user__is_active=True
    )
    found = Organisation.objects.filter(~Exists(reviewed) | Q(is_active=False), pk__in=waiting)
    yield from found.exclude(kind__in=COLLECTING_KINDS).order_by("pk").values_list("pk", flat=True)


def relieve_office(office: int) -> None:
    """All that waits at an office goes to the one that answers now, chunk by chunk."""
    after = 0
    while True:
        with transaction.atomic():
            found = Change._plain.filter(state=ChangeState.WAITING, waiting_office=office, pk__gt=after)
            held = found.select_for_update(of=("self",), no_key=True).order_by("pk")
            ids = list(held.values_list("pk", flat=True)[:_CHUNK])
            moved = reroute(ids)
        if len(ids) < _CHUNK or not moved:  # where nobody above could decide, the rest cannot go either
            return
        after = ids[-1]
