"""What the pages of a run show: its counts, its rows by keyset, the same as a file."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO

from django.db.models import Count
from django.utils.translation import gettext as _

from reviews.inbox.bulk.enums import BulkState, ItemState, Why
from reviews.inbox.bulk.models import BulkItem, BulkRun
from talent.orgs.service import Scope
from talent.records.models import Change
from talent.security.service import harmless_cell

PAGE, _FILE_ROWS = 100, 2000
#: Units that are told by name, those with most changes first.
MOST_UNITS = 12


@dataclass(frozen=True)
class Counts:
    """How many of a run are ready, done and left, these by reason."""

    ready: int
    done: int
    own: int
    left: Mapping[Why, int]

    @property
    def all_left(self) -> int:
        return sum(self.left.values())

    @property
    def total(self) -> int:
        return self.ready + self.done + self.all_left

    @property
    def chosen(self) -> int:
        """Of which it is decided, or was."""
        return self.ready + self.done

    @property
    def percent(self) -> int:
        return 100 - 100 * self.ready // self.total if self.total else 100

    @property
    def reasons(self) -> list[tuple[str, int]]:
        return [(str(why.label), count) for why, count in self.left.items()]


def counts_of(run: BulkRun) -> Counts:
    """One statement over the run's own ledger."""
    rows = BulkItem._plain.filter(run=run).order_by().values_list("state", "why", "self_review")
    ready = done = own = 0
    left: dict[Why, int] = {}
    for state, why, self_review, count in rows.annotate(count=Count("pk")):
        if state == ItemState.LEFT:
            left[Why(why)] = left.get(Why(why), 0) + count
            continue
        ready += count if state == ItemState.READY else 0
        done += count if state == ItemState.DONE else 0
        own += count if self_review else 0
    return Counts(ready, done, own, dict(sorted(left.items(), key=lambda each: -each[1])))


def units_of(run: BulkRun) -> tuple[list[tuple[str, int]], int]:
    """The units with most changes that are ready or done, and how many more units there are."""
    items = BulkItem._plain.filter(run=run).exclude(state=ItemState.LEFT)
    rows = items.order_by().values_list("change__unit__name").annotate(count=Count("pk"))
    found = list(rows.order_by("-count", "change__unit__name"))
    return [(name, count) for name, count in found[:MOST_UNITS]], max(0, len(found) - MOST_UNITS)


@dataclass(frozen=True)
class Row:
    """One change of a run; `name` and `unit` are "" for what the reader may read no longer."""

    item: BulkItem
    name: str
    unit: str
    category: str

    @property
    def reason(self) -> str:
        """Why it was left alone, in the words of the step where it gave some."""
        return (self.item.said or self.item.get_why_display()) if self.item.why else ""


@dataclass(frozen=True)
class Page:
    """`next` is the key of the following page, 0 where there is none."""

    rows: list[Row]
    next: int = 0


def page_of(run: BulkRun, scope: Scope, *, after: int = 0, only: str = "", size: int = PAGE) -> Page:
    """The rows of a run behind a change; `only` those of one state."""
    items = BulkItem._plain.filter(run=run, change__gt=after).order_by("change")
    if only in ItemState.values:
        items = items.filter(state=only)
    found = list(items[: size + 1])
    rows = _rows(found[:size], scope)
    return Page(rows, found[size - 1].change_id if len(found) > size else 0)


def _rows(items: list[BulkItem], scope: Scope) -> list[Row]:
    """Names by the reader's own scope: a change may have gone out of it since."""
    seen = Change.objects.visible_to(scope).filter(pk__in=[each.change_id for each in items])
    known = seen.select_related("unit", "category").only(
        "full_name", "unit__name", "category__label", "category__label_en"
    )
    by_pk = {change.pk: change for change in known}
    return [
        Row(item, change.full_name, change.unit.name, str(change.category))
        if (change := by_pk.get(item.change_id))
        else Row(item, "", "", "")
        for item in items
    ]


def lines_of(run: BulkRun, scope: Scope) -> Iterator[bytes]:
    """All rows of a run as a CSV file, portion by portion; no cell becomes a formula."""
    yield "\ufeff".encode() + _line([_("编号"), _("姓名"), _("单位"), _("类别"), _("结果"), _("说明")])
    after, more = 0, True
    while more:
        page = page_of(run, scope, after=after, size=_FILE_ROWS)
        yield b"".join(
            _line(
                [str(row.item.change_id), row.name, row.unit, row.category, said(run, row.item), row.reason]
            )
            for row in page.rows
        )
        after, more = page.next, bool(page.next)


def _line(cells: list[str]) -> bytes:
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([harmless_cell(cell) for cell in cells])
    return text.getvalue().encode()


def said(run: BulkRun, item: BulkItem) -> str:
    """What became of a change, in a word."""
    if item.state == ItemState.DONE:
        return _("已通过") if run.passes else _("已退回")
    if item.state == ItemState.READY and run.state in {BulkState.PREPARED, BulkState.RUNNING}:
        return _("待办理")
    return _("未办理")
