"""How administrators have a sheet look: title, form number, page, instructions, signatures; by versions.

A look belongs to a sheet, or to one category on it. The newest version is in force; what was there before
stays, and returning to it makes a new version. A look dresses a document when it is drawn and is no part of
its digest: numbers and standings of what was issued are about the data and stay as they are.
"""

from dataclasses import asdict
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from reports.printing.documents import Orientation, Paper, SheetBox, SheetLine, SheetLook
from reports.printing.models import Look
from talent.security.models import User
from talent.security.service import record_event

#: The sheets that have a look of their own for each category, and those that have one look.
BY_CATEGORY = ("change", "sheet", "roster", "collected")
AS_ONE = ("opinions", "statistics")


class Overtaken(RuntimeError):
    """Somebody else changed the look meanwhile."""


def look_of(sheet: str, category: str = "") -> SheetLook | None:
    """The look in force; None where nobody has changed anything."""
    content = _newest(sheet, category).values_list("content", flat=True).first()
    return read_look(content) if content else None


def looks_of(sheet: str) -> dict[str, SheetLook]:
    """The looks in force of a sheet by category, in one query."""
    rows = Look.objects.filter(sheet=sheet).order_by("category", "-number").distinct("category")
    return {category: read_look(content) for category, content in rows.values_list("category", "content")}


def newest_number(sheet: str, category: str) -> int:
    """The number of the version in force; 0 for none."""
    return _newest(sheet, category).values_list("number", flat=True).first() or 0


def older_looks(sheet: str, category: str, *, below: int | None) -> QuerySet[Look]:
    """The versions with whoever made them, the newest first; those under the number `below`, None for all."""
    known = _newest(sheet, category).select_related("by")
    return known if below is None else known.filter(number__lt=below)


@transaction.atomic
def keep_look(look: SheetLook, *, sheet: str, category: str, after: int, by: User) -> Look:
    """Put a look in force. Raises Overtaken where version `after` is not the newest any more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('printing.look'))")
    number = newest_number(sheet, category)
    if number != after:
        raise Overtaken
    kept = Look.objects.create(sheet=sheet, category=category, number=number + 1, content=asdict(look), by=by)
    record_event(
        by=by, action="save_look", subject="look", subject_id=kept.pk, detail={"number": kept.number}
    )
    return kept


def read_look(content: dict[str, Any]) -> SheetLook:
    """A look from how it is kept."""
    boxes = content["boxes"]
    return SheetLook(
        title=content["title"],
        mongolian=content.get("mongolian", ""),  # which older versions do not have
        lines=tuple(SheetLine(each["label"], each["value"]) for each in content["lines"]),
        orientation=Orientation(content["orientation"]) if content["orientation"] else None,
        paper=Paper(content["paper"]) if content["paper"] else None,
        instructions=tuple(content["instructions"]),
        signatures=tuple(content["signatures"]),
        boxes=None
        if boxes is None
        else tuple(SheetBox(each["heading"], tuple(each["lines"])) for each in boxes),
    )


def _newest(sheet: str, category: str) -> QuerySet[Look]:
    return Look.objects.filter(sheet=sheet, category=category).order_by("-number")
