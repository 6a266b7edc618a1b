"""The tables that are filled, and how: each row as one line of COPY in the text format."""

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db.models import Field
from django.db.models.fields import NOT_PROVIDED

_NULL = r"\N"
PERSON, RECORD, CHANGE = "records_person", "records_talentrecord", "records_change"
RUN = "records_importrun"
FACT, FACT_LOG = "stats_fact", "stats_factlog"
DECISION, REMARK, AUDIT = "inbox_decision", "records_remark", "security_auditevent"
_PLACED = ("category_id", "unit_id", "region_code", "seat_code", "industry", "system_id")
#: In the order in which they are filled: what a row refers to stands before it.
COLUMNS: dict[str, tuple[str, ...]] = {
    PERSON: ("id", "document_kind", "blind_index", "number_masked"),
    RUN: ("id", "unit_id", "category_id", "filename", "by_id", "at"),
    CHANGE: (
        *("id", "record_id", *_PLACED, "version_id", "state", "source", "import_run_id", "data", "sealed"),
        *("full_name", "name_bigrams", "pinyin", "completeness", "blocking", "warnings", "lock"),
        *(
            "route",
            "step",
            "passed_over",
            "waiting_office_id",
            "deadline",
            "waiting_since",
            "reviewers",
            "self_reviewed",
            "editors",
        ),
        *("created_by_id", "created_at", "updated_by_id", "updated_at"),
        *("submitted_by_id", "submitted_at", "decided_at"),
    ),
    RECORD: ("id", "person_id", *_PLACED, "approved_id", "approved_at", "held"),
    FACT: (
        *("record_id", "person_id", "category_id", "unit_id", "region_code", "seat_code"),
        *("birth_year", "counted", "person_key", "codes"),
    ),
    FACT_LOG: ("record_id",),
    DECISION: (
        "change_id",
        "level",
        "office_id",
        "by_id",
        "outcome",
        "opinion",
        "at",
        "self_review",
        "arrived_on",
    ),
    REMARK: ("change_id", "path", "text", "by_id", "at", "answer", "acted_on"),
    AUDIT: ("at", "by_id", "action", "subject", "subject_id", "organisation_ids", "detail"),
}
#: Those that get the numbers of their rows here, since others speak of them; so many at most a person. Of
#: RUN there is one a part at most.
NUMBERED = {PERSON: 1, RECORD: 1, CHANGE: 2}


@cache
def unspoken(table: str) -> dict[str, str]:
    """What a new row has in the columns that are not filled here: their defaults, as the model says them."""
    model = next(each for each in apps.get_models() if each._meta.db_table == table)
    fields = [each for each in model._meta.concrete_fields if each.db_default is NOT_PROVIDED]
    spoken = {*COLUMNS[table], "id"}
    return {str(each.column): _default(each) for each in fields if each.column not in spoken}


def _default(field: Field[Any, Any]) -> str:
    value = field.get_default()
    match value:
        case None:
            return _NULL
        case bool():
            return "t" if value else "f"
        case [] if isinstance(field, ArrayField):
            return "{}"
        case list() | dict():
            return json.dumps(value)
    return str(value)


class Lines:
    """Lines of some tables, as they are made."""

    def __init__(self) -> None:
        self.of: dict[str, list[str]] = defaultdict(list)

    def packed(self) -> dict[str, bytes]:
        return {table: _whole(table, "".join(lines)).encode() for table, lines in self.of.items()}


def _whole(table: str, lines: str) -> str:
    rest = "".join(f"\t{value}" for value in unspoken(table).values())
    return lines.replace("\n", f"{rest}\n") if rest else lines


def line(*values: object) -> str:
    """One row: None is no value, True and False are truths, all else is its text as it stands."""
    return "\t".join([_NULL if each is None else str(each) for each in values]) + "\n"


def array(values: Iterable[object]) -> str:
    """The text of an array of numbers or plain words."""
    return "{" + ",".join(map(str, values)) + "}"


def copy_sql(table: str, *, frozen: bool) -> str:
    columns = ", ".join((*COLUMNS[table], *unspoken(table)))
    return f"COPY {table} ({columns}) FROM STDIN{' (FREEZE)' if frozen else ''}"
