"""What the checks found is kept with the change, so that a queue of any length is filtered by it."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db import connection

from talent.orgs.enums import Level
from talent.records.checks.finding import Finding
from talent.records.checks.marks import keep_marks
from talent.records.checks.registry import SERIOUS
from talent.records.checks.searching import marks_in, search, to_check
from talent.records.models import Change, Verification

_KEEP = """
UPDATE records_change SET findings = found.findings::jsonb, warned = found.warned,
    open_warnings = found.open_warnings
FROM unnest(%s::bigint[], %s::text[], %s::int[], %s::int[]) AS found (id, findings, warned, open_warnings)
WHERE records_change.id = found.id
"""


def check_submitted(held: Sequence[Change], *, again: Collection[int]) -> None:
    """Check changes that were just written as waiting, and keep with each what was found.

    `again`: those that were sent before, of which a reviewer may have verified something. The marks are noted
    first, so that a batch is compared with itself as well.
    """
    read = to_check(Change._plain.filter(pk__in=[change.pk for change in held]))
    marks = marks_in(read)
    keep_marks({change.record_id: marks[change.pk] for change in read})
    found, verified = search(read, marks=marks), _still_verified(again)
    changed = []
    for change in held:
        findings = found[change.pk]
        before = change.findings, change.warned, change.open_warnings
        change.findings = [each.kept() for each in findings]
        change.warned = sum(each.check in SERIOUS for each in findings)
        marks_verified = verified.settle(change, findings)
        change.open_warnings = len(still_open(findings, level=change.level, verified=marks_verified))
        # Of what was sent before the database may have opened the warnings anew when it was written.
        if change.pk in again or before != (change.findings, change.warned, change.open_warnings):
            changed.append(change)
    verified.save()
    _keep(changed)


def seen_at(findings: Iterable[Finding], level: str) -> list[Finding]:
    """What a level is told: a unit nothing of what stands outside it."""
    return [each for each in findings if level != Level.UNIT or not each.above]


def still_open(findings: Iterable[Finding], *, level: str, verified: Collection[str]) -> list[Finding]:
    """The warnings of a level that nobody of its office has verified."""
    seen = seen_at(findings, level)
    return [each for each in seen if each.check in SERIOUS and each.mark not in verified]


class _Verified:
    """Earlier verifications of changes that are sent again: those whose finding stands stay good."""

    def __init__(self, known: Iterable[Verification]) -> None:
        self._of: dict[int, list[Verification]] = defaultdict(list)
        for each in known:
            self._of[each.change_id].append(each)

    def settle(self, change: Change, findings: Sequence[Finding]) -> set[str]:
        """The marks that the office where a change waits has verified and that stand."""
        marks = {each.mark for each in findings}
        for each in self._of[change.pk]:
            each.stands = each.mark in marks
        return {
            each.mark
            for each in self._of[change.pk]
            if each.stands and each.office_id == change.waiting_office_id
        }

    def save(self) -> None:
        Verification.objects.bulk_update([row for rows in self._of.values() for row in rows], ["stands"])


def _still_verified(again: Collection[int]) -> _Verified:
    return _Verified(Verification.objects.filter(change__in=again) if again else ())


def _keep(changes: Sequence[Change]) -> None:
    if not changes:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _KEEP,
            [
                [change.pk for change in changes],
                [json.dumps(change.findings, ensure_ascii=False) for change in changes],
                [change.warned for change in changes],
                [change.open_warnings for change in changes],
            ],
        )
