"""Everything that the page of one drawn record shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reviews.inbox.models import Decision
from reviews.spotchecks.deciding import had_part
from reviews.spotchecks.enums import Outcome
from reviews.spotchecks.models import SpotItem
from talent.categories.service import Differing, Problem, difference, in_reader_language, named_place
from talent.orgs.service import Scope
from talent.records.enums import ChangeState
from talent.records.models import Change, Doubt, TalentRecord
from talent.records.service import changes_visible_to, doubts_of
from talent.security.models import User
from talent.security.service import record_event

#: Whoever opened a record is said to look at it for so long.
LOOKING = timedelta(minutes=30)


@dataclass(frozen=True)
class Line:
    """One field of what is approved; `remark` is what the reader has typed beside it so far."""

    field: Differing
    remark: str = ""

    @property
    def row(self) -> int | None:
        """The number of the row of a repeating group, counted from 1."""
        return None if self.field.row is None else self.field.row + 1


@dataclass(frozen=True)
class Section:
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Event:
    """One thing that happened to the record. `badge`: its colour; `by`: "" where nobody is named."""

    at: datetime
    badge: str
    label: str
    text: str = ""
    by: str = ""


@dataclass(frozen=True)
class View:
    """`barred`: the reader had a part in the record. `doubt`: the standing mark. `other`: who looks too."""

    record: TalentRecord
    change: Change
    sections: tuple[Section, ...]
    warnings: tuple[tuple[str, str], ...]
    history: tuple[Event, ...]
    barred: bool
    doubt: Doubt | None
    other: User | None

    @property
    def paths(self) -> frozenset[str]:
        """The fields that stand on the page."""
        return frozenset(line.field.path for section in self.sections for line in section.lines)


@transaction.atomic
def look_at(
    record: TalentRecord, item: SpotItem, *, by: User, scope: Scope, typed: Mapping[str, str]
) -> View:
    """Opens what is approved of a record, sensitive values in full: each look is in the audit log."""
    change = record.approved
    if change is None:
        raise ValueError(record.pk)
    change.unit = record.unit
    record_event(
        by=by,
        action="read_sensitive",
        subject="change",
        subject_id=change.pk,
        organisation_id=record.unit_id,
        detail={"office": item.check_of.office_id, "record": record.pk},
    )
    barred = had_part(record.pk, by, scope.stands_for(item.check_of.office_id))
    marks = doubts_of(record.pk)
    return View(
        record=record,
        change=change,
        sections=tuple(_sections(change, typed)),
        warnings=tuple(_warnings(change)),
        history=tuple(sorted(_history(record, marks, scope), key=lambda event: event.at, reverse=True)),
        barred=barred,
        doubt=next((each for each in marks if each.is_open), None),
        other=None if barred else _take_up(item, by),
    )


def _take_up(item: SpotItem, by: User) -> User | None:
    """Notes that somebody looks at it; another account that has been doing so just now."""
    now = timezone.now()
    fresh = item.opened_at is not None and now - item.opened_at < LOOKING
    if item.outcome or (fresh and item.looker_id != by.pk):
        return None if item.outcome else item.looker
    SpotItem._plain.filter(pk=item.pk, outcome="").update(looker=by, opened_at=now)
    return None


def _sections(change: Change, typed: Mapping[str, str]) -> Iterator[Section]:
    found = difference(change.version, {}, change.document())
    for label, fields in groupby(found, lambda each: each.group_label):
        yield Section(label, tuple(Line(each, typed.get(each.path, "")) for each in fields))


def known_paths(change: Change) -> frozenset[str]:
    """Places at which a remark may stand: every field that has a value."""
    return frozenset(each.path for each in difference(change.version, {}, change.document()))


def _warnings(change: Change) -> Iterator[tuple[str, str]]:
    problems = [Problem(each["path"], each["key"], each["given"]) for each in change.warnings]
    for problem in in_reader_language(change.version, problems):
        yield named_place(change.version, problem.path), problem.text


def _history(record: TalentRecord, marks: list[Doubt], scope: Scope) -> Iterator[Event]:
    yield from _changes(record, scope)
    decisions = Decision.objects.visible_to(scope).filter(change__record=record.pk)
    for each in decisions.select_related("by", "office"):
        badge = "accepted" if each.outcome == "passed" else each.outcome
        said = " · ".join(filter(None, (each.office.name, each.opinion)))
        yield Event(each.at, badge, each.get_outcome_display(), said, each.by.name)
    for mark in marks:
        yield Event(mark.at, "warning", _("存疑"), f"{mark.office.name} {mark.reason}".strip(), mark.by.name)
        if mark.ended_at is not None:
            ended = mark.ended_by.name if mark.ended_by else ""
            yield Event(mark.ended_at, "accepted", mark.get_ended_how_display(), mark.end_reason, ended)
    passed = SpotItem.objects.visible_to(scope).filter(record=record.pk, outcome=Outcome.PASSED)
    for item in passed.select_related("by", "check_of__office"):
        if item.at is not None and item.by is not None:
            yield Event(item.at, "accepted", _("抽查无误"), item.check_of.office.name, item.by.name)


def _changes(record: TalentRecord, scope: Scope) -> Iterator[Event]:
    lean = changes_visible_to(scope).filter(record=record.pk).select_related("created_by", "submitted_by")
    for each in lean.defer("data", "sealed"):
        source = each.get_source_display()
        yield Event(each.created_at, "", _("填报"), source, each.created_by.name if each.created_by else "")
        if each.submitted_at is not None:
            sent = each.submitted_by.name if each.submitted_by else ""
            yield Event(each.submitted_at, "waiting", _("上报"), "", sent)
        if each.state == ChangeState.ACCEPTED and each.decided_at is not None:
            yield Event(each.decided_at, "accepted", _("入库"), source)
