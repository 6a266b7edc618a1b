"""A page of who fits a question: portion by portion, within a bound of time, behind a number (keyset)."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q

from reports.query.asking import Condition, Question
from reports.query.conditions import coded, wanted
from reports.query.places import Regions
from reports.stats.service import Coded, Wanted, select_portion
from talent.categories.service import Mover, QueryFields, rows_at
from talent.orgs.models import Organisation
from talent.orgs.service import Scope, ScopedQuerySet
from talent.records.enums import ChangeState
from talent.records.models import Change, TalentRecord
from talent.records.service import changes_visible_to, named, visible_to

PAGE = 50
#: Candidates of each portion: where documents are looked into, and where facts alone say it.
_DOCUMENTS = (5_000, 15_000, 30_000)
_FACTS = (10_000, 60_000, 200_000)
#: Seconds after which no further portion is begun.
_ENOUGH = 0.8


@dataclass(frozen=True)
class Found:
    """`records`: numbers, in order. `after`: behind which number it goes on, None at the end; `looked_at`:
    how many candidates this page took; `bounded`: it stopped there before the page was full."""

    records: tuple[int, ...]
    after: int | None
    looked_at: int
    bounded: bool = False


def people_of(scope: Scope, question: Question, regions: Regions) -> ScopedQuerySet[TalentRecord]:
    """The records that a scope may read, narrowed to a unit, a region and a name."""
    records = visible_to(scope)
    if question.unit:
        asked = Q(name__icontains=question.unit) | Q(code=question.unit.upper())
        records = records.filter(unit__in=Organisation.objects.filter(asked).values("pk"))
    if question.region:
        records = records.filter(regions.within(int(question.region)))
    if question.name and not question.name.isascii():
        approved = changes_visible_to(scope).filter(state=ChangeState.ACCEPTED)
        records = records.filter(approved__in=named(approved, question.name).values("pk"))
    return records


def find(
    records: ScopedQuerySet[TalentRecord],
    question: Question,
    fields: QueryFields,
    mover: Mover,
    *,
    portions: Sequence[int] = (),
) -> Found:
    """The next page. Raises Unscoped for records that nobody gave a scope for.

    `portions`: how many candidates each looks at, where that is not left to what is asked for.
    """
    category, (facts, documents) = question.category, _conditions(question)
    if category is None:
        return Found((), None, 0)
    found: list[int] = []
    began, last, looked_at = time.monotonic(), question.after, 0
    for candidates in portions or _sizes(facts, documents):
        portion = select_portion(
            records,
            category=category,
            coded=facts,
            wanted=documents,
            after=last,
            most=PAGE + 1 - len(found),
            candidates=candidates,
        )
        looked_at += portion.looked_at
        found += _fitting(portion.found, question.asked, fields, mover)
        if len(found) > PAGE:
            return Found(tuple(found[:PAGE]), found[PAGE - 1], looked_at)
        if portion.last is None:
            return Found(tuple(found), None, looked_at)
        last = portion.last
        if time.monotonic() - began > _ENOUGH:
            break
    return Found(tuple(found), last, looked_at, bounded=True)


def _sizes(facts: Sequence[Coded], documents: Sequence[Wanted]) -> tuple[int, ...]:
    if documents:
        return _DOCUMENTS
    return _FACTS if facts else (PAGE + 1,)


def _conditions(question: Question) -> tuple[list[Coded], list[Wanted]]:
    facts: list[Coded] = []
    documents: list[Wanted] = []
    for each in question.asked:
        if each.asked is None:
            continue
        if (fact := coded(each.field, each.asked)) is not None:
            facts.append(fact)
        else:
            documents.append(wanted(each.field, each.asked))
    if question.name and question.name.isascii():
        documents.append(Wanted("change.pinyin LIKE %s", (_beginning(question.name),)))
    return facts, documents


def _beginning(text: str) -> str:
    for sign in "\\%_":
        text = text.replace(sign, f"\\{sign}")
    return f"{text.lower()}%"


def _fitting(
    found: Sequence[tuple[int, int]], asked: Sequence[Condition], fields: QueryFields, mover: Mover
) -> Iterator[int]:
    """Without those whose documents have a field in another form and do not fit once they are moved."""
    doubtful = {number for number, version in found if any(version in each.field.converted for each in asked)}
    documents = _documents(doubtful) if doubtful else {}
    for number, version in found:
        moved = documents.get(number)
        if number not in doubtful or (moved is not None and _fits(moved, version, asked, mover)):
            yield number


def _documents(records: set[int]) -> dict[int, dict[str, object]]:
    within = Change.objects.unscoped(reason="of records that were found within the scope")
    approved = within.filter(record__in=records, record__approved_id__isnull=False)
    return {
        record: data
        for record, pk, in_force, data in approved.values_list(
            "record_id", "pk", "record__approved_id", "data"
        )
        if pk == in_force
    }


def _fits(document: dict[str, object], version: int, asked: Sequence[Condition], mover: Mover) -> bool:
    moved = mover.move(document, version).document
    for each in asked:
        if each.asked is None or version not in each.field.converted:
            continue
        known = each.field.known
        values = [row.get(known.key) for _path, row in rows_at(moved, known.group)]
        if not any(each.asked.holds(value) for value in values if value is not None):
            return False
    return True
