"""What the fact of a document will say before there is one, for whoever writes many records of few kinds."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from reports.stats.breakdowns import Coder
from reports.stats.cellkeys import StatisticsKey, record_key, to_signed
from reports.stats.facts import birth_year_of, counted_statuses
from talent.categories.models import CategoryVersion
from talent.security.service import statistics_keys

_READ = """
SELECT given.data #>> '{{identity,birth_date}}', given.data #>> '{{employment,person_status}}', {stated}
FROM unnest(%s::jsonb[]) WITH ORDINALITY AS given (data, place) ORDER BY given.place
"""


@dataclass(frozen=True)
class FactPattern:
    """The columns of a fact that follow from its document alone."""

    birth_year: int | None
    counted: bool
    codes: tuple[int, ...]


@transaction.atomic
def fact_patterns(version: CategoryVersion, documents: Sequence[Mapping[str, Any]]) -> list[FactPattern]:
    """The same as `write_facts` would write for an approved change with each of these open documents.

    Codes that no fact had before get their numbers here, as they do there.
    """
    coder, statuses = Coder.load(), counted_statuses()
    stated, places = coder.stated(version, "given.data")
    texts = [json.dumps(document, ensure_ascii=False) for document in documents]
    with connection.cursor() as cursor:
        cursor.execute(_READ.format(stated=stated), [*places, texts])
        return [
            FactPattern(
                birth_year_of(born), status in statuses, tuple(coder.codes(version, json.loads(found)))
            )
            for born, status, found in cursor.fetchall()
        ]


class PersonKeys:
    """The secret keys by which facts know persons; `of` is what stands in Fact.person_key."""

    def __init__(self) -> None:
        self._key = StatisticsKey(*statistics_keys())

    def of(self, person_id: int) -> int:
        return to_signed(record_key(person_id, key=self._key))
