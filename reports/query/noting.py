"""What the audit log is told of a query: what was asked for and how many were shown, never who or a text."""

from collections.abc import Iterator, Sequence

from django.db import transaction

from reports.query.asking import Condition, Question
from reports.query.rows import Row
from talent.categories.service import FilterKind
from talent.security.models import User
from talent.security.service import record_event


def note_query(question: Question, rows: Sequence[Row], *, by: User) -> None:
    """One event for each page that shows people; none for a page without anybody."""
    if rows and question.category is not None:
        _note(question.category.key, question, rows, by)


@transaction.atomic(savepoint=False)
def _note(category: str, question: Question, rows: Sequence[Row], by: User) -> None:
    record_event(
        by=by,
        action="query_people",
        subject="category",
        subject_id=category,
        organisation_ids={each.unit_id for each in rows},
        detail={
            "asked": list(_asked(question)),
            "columns": [each.name for each in question.columns],
            "count": len(rows),
        },
    )


def _asked(question: Question) -> Iterator[str]:
    """Words that somebody typed stay out: they may be anything, a name or a number among it."""
    for name in ("name", "unit", "region"):
        if said := getattr(question, name):
            yield f"region={said}" if name == "region" else name
    yield from map(_condition, question.asked)


def _condition(condition: Condition) -> str:
    asked, name = condition.asked, condition.field.name
    if asked is None or asked.kind == FilterKind.CONTAINS or asked.words:
        return name
    if asked.kind == FilterKind.RANGE:
        return f"{name}={_end(asked.low)}..{_end(asked.high)}"
    return f"{name}={','.join(map(str, asked.values))}"


def _end(end: object) -> str:
    return "" if end is None else str(end)
