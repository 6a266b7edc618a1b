"""The pages of the board: for departments in the admin, with a file; for a unit in the portal."""

import csv
from collections.abc import Container, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reviews.inbox.backlog.board import (
    MOST_UNITS,
    SORTS,
    Line,
    board_of,
    counted_at,
    line_of,
    lines_below,
    office_for,
    reviewers_of,
)
from reviews.inbox.unit_pages import UnitDesk
from reviews.inbox.viewsets import StaffDesk
from talent.orgs.models import Organisation
from talent.records.service import review_settings
from talent.security.service import harmless_cell

#: After so long without counting anew, the page says that the figures are old.
_OLD = timedelta(hours=1)


class StaffBoard(StaffDesk):
    """The board of an own office or one below; every other one is not found."""

    def get(self, request: HttpRequest, *, pk: int | None = None) -> HttpResponse:
        sort = request.GET.get("sort", "")
        board = board_of(self.scope, self.office(pk), sort=sort)
        office = board.line.office
        context = {
            "header_title": _("积压情况 · %(office)s") % {"office": office.name},
            "board": board,
            "sort": sort if sort in SORTS else "overdue",
            "most_units": MOST_UNITS,
            "csv_href": reverse("inbox:board_csv", kwargs={"pk": office.pk}),
            "own": self._own(office),
            **_shared(self.offices, office, board.at),
        }
        self._path = board.path
        return self.show("board", context)

    def office(self, pk: int | None) -> Organisation:
        found = office_for(self.scope, pk)
        if found is None:
            raise Http404
        return found

    def crumbs(self) -> list[dict[str, str]]:
        above = [
            {"url": reverse("inbox:board_of", kwargs={"pk": each.pk}), "label": each.name}
            for each in self._path
        ]
        return [*super().crumbs(), {"url": reverse("inbox:board"), "label": _("积压情况")}, *above]

    def _own(self, shown: Organisation) -> list[Organisation]:
        """The reader's further offices."""
        others = [pk for pk in self.offices if pk != shown.pk]
        return list(Organisation.objects.filter(pk__in=others)) if others else []


class StaffBoardFile(StaffBoard):
    """The same and everything below it as CSV, in the reader's language."""

    def get(self, request: HttpRequest, *, pk: int | None = None) -> Any:
        office = self.office(pk)
        at = counted_at()
        named = timezone.localtime(at).strftime("%Y%m%d-%H%M") if at else "0"
        answer = StreamingHttpResponse(
            _csv(lines_below(self.scope, office)), content_type="text/csv; charset=utf-8"
        )
        answer["Content-Disposition"] = f'attachment; filename="backlog-{named}.csv"'
        answer["Cache-Control"] = "no-store, private"
        return answer


class UnitBoard(UnitDesk):
    """A unit's own figures, for whoever reviews for it."""

    def get(self, request: HttpRequest, **named: Any) -> HttpResponse:
        line = line_of(self.organisation)
        context = {
            "header_title": _("积压情况"),
            "line": line,
            "at": (at := counted_at()),
            **_shared(self.offices, line.office, at),
        }
        return self.show("board", context)


def _shared(own: Container[int], office: Organisation, at: datetime | None) -> dict[str, Any]:
    return {
        "reviewers": reviewers_of([office.pk]) if office.pk in own else None,
        "escalate_days": review_settings().escalate_days,
        "is_old": at is not None and timezone.now() - at > _OLD,
    }


class _Echo:
    """What csv writes a line to, to hand it on at once."""

    def write(self, text: str) -> str:
        return text


def _csv(lines: Iterable[Line]) -> Iterator[str]:
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    headings = [
        _("机构"), _("种类"), _("地区"), _("审核员"), _("待审"), _("逾期"), _("已催办"), _("最久(工作日)"),
        _("办理用时中位数(工作日)"), _("退回占比(%)"), _("近 7 天办结"), _("近 30 天办结"), _("统计时间"),
    ]  # fmt: skip
    # The mark tells spreadsheet programs that the text is Unicode.
    yield "\ufeff" + writer.writerow(headings)
    language, at = get_language() or "", counted_at()
    for line in lines:
        yield writer.writerow([harmless_cell(each) for each in _cells(line, language, at)])


def _cells(line: Line, language: str, at: Any) -> list[Any]:
    figures, office = line.figures, line.office
    return [
        office.name,
        office.get_kind_display(),
        office.managing_region.named(language),
        _("有") if line.manned else _("没有"),
        figures.waiting,
        figures.overdue,
        figures.urged,
        "" if line.oldest_days is None else line.oldest_days,
        "" if figures.median_days is None else figures.median_days,
        "" if figures.returned_percent is None else figures.returned_percent,
        figures.decided_week,
        figures.decided_month,
        f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else "",
    ]
