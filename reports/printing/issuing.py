"""Giving an official sheet its number, one statement for as many as are printed together."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from reports.printing.documents import SheetDocument
from reports.printing.enums import Kept
from reports.printing.numbers import new_number, short
from talent.security.models import User
from talent.security.service import OutsideTransaction, blind_index

_TITLE = 200
#: A number that is there for the same content is given back; setting it to itself is what returns it.
_ISSUE = """
INSERT INTO printing_printedsheet
    (number, sheet, kept, subject_id, version, digest, title, printed_by_id, printed_at)
SELECT given.*, %s, %s FROM unnest(
    %s::varchar[], %s::varchar[], %s::varchar[], %s::bigint[], %s::bigint[], %s::bytea[], %s::varchar[]
) AS given
ON CONFLICT (subject_id, kept, sheet, version, digest)
    DO UPDATE SET number = printing_printedsheet.number
RETURNING subject_id, digest, number
"""


@dataclass(frozen=True, slots=True)
class Official:
    """What an official sheet was printed from: the row, and which of its versions is in force."""

    kept: Kept
    subject_id: int
    version: int


def issue(
    sheet: str, printed: Sequence[tuple[Official | None, SheetDocument]], *, by: User | None
) -> list[SheetDocument]:
    """The documents with their numbers, those that are official; call it inside a transaction.

    A draft, what is doubted and what is past is never official. Raises OutsideTransaction.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction("issue")
    keyed = [
        _Keyed(document, official, digest_of(document))
        if official and not (document.draft or document.doubted or document.past)
        else _Keyed(document)
        for official, document in printed
    ]
    numbers = _numbers(sheet, {each.key: each for each in keyed if each.official}, by)
    return [_numbered(each, numbers.get(each.key, "")) for each in keyed]


def digest_of(document: SheetDocument) -> bytes:
    """A keyed hash of all that stands on the sheet but the day of printing: without the key nobody can try
    what stood there. The look, the bookmarks and the line above a page are no part of it: they say nothing
    that does not stand on it."""
    lasting = tuple(line for line in document.head if not line.passing)
    bare = replace(document, head=lasting, number="", digest="", address="", bookmark="")
    told = asdict(bare)
    del told["look"], told["opening"], told["whose"]
    del told["past"], told["in_force"]  # nothing past is official
    said = json.dumps(told, ensure_ascii=False, default=str)
    return blind_index(kind="sheet", number=sha256(said.encode()).hexdigest())


def address_of(number: str) -> str:
    """Where anybody can look a number up."""
    return f"{settings.PUBLIC_URL}/verify/{number}/"  # by no name: the inner zone has no such page


@dataclass(frozen=True, slots=True)
class _Keyed:
    """A document with what tells it from others; without `official` it gets no number."""

    document: SheetDocument
    official: Official | None = None
    digest: bytes = b""

    @property
    def key(self) -> tuple[int, bytes]:
        return (self.official.subject_id if self.official else 0, self.digest)


def _numbered(keyed: _Keyed, number: str) -> SheetDocument:
    if not number:
        return keyed.document
    return replace(keyed.document, number=number, digest=short(keyed.digest), address=address_of(number))


def _numbers(sheet: str, rows: dict[tuple[int, bytes], _Keyed], by: User | None) -> dict[Any, str]:
    if not rows:
        return {}
    officials = [(each.official, each) for each in rows.values() if each.official]
    columns: list[list[Any]] = [
        [new_number() for _row in officials],
        [sheet] * len(officials),
        [official.kept.value for official, _each in officials],
        [official.subject_id for official, _each in officials],
        [official.version for official, _each in officials],
        [each.digest for _official, each in officials],
        [each.document.dressed().title[:_TITLE] for _official, each in officials],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_ISSUE, [by.pk if by else None, timezone.now(), *columns])
        return {(subject, bytes(digest)): number for subject, digest, number in cursor.fetchall()}
