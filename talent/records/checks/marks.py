"""Marks of what two people share when something is wrong: a certificate, a telephone, name and birth."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from talent.categories.service import rows_at
from talent.records.checks.check import Data
from talent.records.checks.thresholds import MOST_ALIKE, SHORTEST_CERTIFICATE
from talent.records.models import Mark
from talent.security.service import blind_index

#: Numbers that one person alone has. Awards are left out: teams share their numbers.
CERTIFICATES = (
    "skill_cert.cert_no",
    "title.cert_no",
    "education.cert_no",
    "education.degree_cert_no",
    "vocational_qualification.admin_no",
)
TELEPHONE = "contact.mobile"
NAME = "identity.full_name"

_ALIKE = """
SELECT wanted.digest, wanted.unit, found.record_id
FROM unnest(%s::bigint[], %s::bigint[]) AS wanted (digest, unit) CROSS JOIN LATERAL (
    SELECT mark.record_id
    FROM records_mark mark JOIN records_talentrecord record ON record.id = mark.record_id
    WHERE mark.digest = wanted.digest AND record.held AND (wanted.unit = 0 OR record.unit_id = wanted.unit)
    LIMIT %s
) AS found
"""


@dataclass(frozen=True)
class Marked:
    """One mark of a document: where its value stands; `wide`: compared in the whole register."""

    path: str
    digest: int
    wide: bool


def marks_of(document: Data) -> Iterator[Marked]:
    """All marks of a document, also of values that its version seals: nothing is read back from a digest."""
    for field in CERTIFICATES:
        group, _, key = field.partition(".")
        for at, row in rows_at(document, group):
            number = "".join(str(row.get(key) or "").split())
            if len(number) >= SHORTEST_CERTIFICATE and len(set(number)) > 1:
                yield Marked(f"{at}.{key}", _digest(field, number), wide=True)
    telephone = (document.get("contact") or {}).get("mobile")
    if telephone:
        yield Marked(TELEPHONE, _digest(TELEPHONE, str(telephone)), wide=False)
    identity = document.get("identity") or {}
    name, born = identity.get("full_name"), str(identity.get("birth_date") or "")[:7]
    if name and born:
        yield Marked(NAME, _digest(NAME, f"{name}{born}"), wide=False)


def _digest(kind: str, text: str) -> int:
    """The first eight bytes of the blind index: chance meetings are found out by a look into the record."""
    return int.from_bytes(blind_index(kind=kind, number=text)[:8], signed=True)


def keep_marks(marks: Mapping[int, Iterable[Marked]]) -> None:
    """Note the marks of records, by record; one statement. What is noted already stays."""
    rows = {(each.digest, record) for record, found in marks.items() for each in found}
    Mark.objects.bulk_create(
        (Mark(digest=digest, record_id=record) for digest, record in sorted(rows)),
        ignore_conflicts=True,
        batch_size=10_000,
    )


def records_with(wanted: Sequence[tuple[int, int]]) -> dict[tuple[int, int], set[int]]:
    """Held records by (digest, unit); unit 0 asks for all units. At most MOST_ALIKE and one of each."""
    found: dict[tuple[int, int], set[int]] = {}
    asked = sorted(set(wanted))
    if not asked:
        return found
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, [[each[0] for each in asked], [each[1] for each in asked], MOST_ALIKE + 1])
        for digest, unit, record in cursor.fetchall():
            found.setdefault((digest, unit), set()).add(record)
    return found
