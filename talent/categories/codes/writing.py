"""Thousands of codes in three statements.

One parameter carries them as JSON: an insert of as many rows through the ORM takes ten times as long.
"""

import json
from collections.abc import Iterable

from django.db import connection

from talent.categories.codes.lines import Line
from talent.categories.models import CodeList

#: First without what stands above and beside, since a new code may stand under another new one.
_WRITE = """
INSERT INTO categories_code AS known (
    code_list_id, code, label, label_en, aliases, attributes, exchange_code, "order", is_heading,
    valid_from, valid_to, is_retired, carried
)
SELECT %(list)s, given.*, '{}' FROM jsonb_to_recordset(%(codes)s) AS given (
    code text, label text, label_en text, aliases text[], attributes jsonb, exchange_code text, "order" int,
    is_heading bool, valid_from date, valid_to date, is_retired bool
)
ON CONFLICT (code_list_id, code) DO UPDATE SET
    label = excluded.label, label_en = excluded.label_en, aliases = excluded.aliases,
    attributes = excluded.attributes, exchange_code = excluded.exchange_code, "order" = excluded."order",
    is_heading = excluded.is_heading, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
    is_retired = excluded.is_retired, parent_id = NULL, merged_into_id = NULL
"""
#: By numbers: of a list that has just been written the database has no statistics to find codes quickly by.
_PLACE = """
UPDATE categories_code AS known SET parent_id = given.parent, merged_into_id = given.merged_into
FROM jsonb_to_recordset(%(places)s) AS given (id bigint, parent bigint, merged_into bigint)
WHERE known.id = given.id
"""


def write_lines(code_list: CodeList, lines: Iterable[Line]) -> None:
    """Insert or overwrite codes of a list, in this order, 1 being the first."""
    codes = [{**vars(line), "order": order} for order, line in enumerate(lines, start=1)]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, {"list": code_list.pk, "codes": json.dumps(codes, default=str)})
        numbers = dict(code_list.codes.values_list("code", "pk"))
        places = [
            {
                "id": numbers[code["code"]],
                "parent": numbers.get(code["parent"]),
                "merged_into": numbers.get(code["merged_into"]),
            }
            for code in codes
            if code["parent"] or code["merged_into"]
        ]
        cursor.execute(_PLACE, {"places": json.dumps(places)})
