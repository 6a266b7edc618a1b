"""Sheets of one organisation: which are published, what it has filled in, and saving one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from talent.categories.enums import Subject
from talent.categories.models import Category, CategoryVersion
from talent.categories.service import Definition, Moved, clean
from talent.collect.access import Desk
from talent.collect.opening import open_sheet
from talent.collect.papers import version_in_force
from talent.collect.wording import category_name
from talent.orgs.models import Organisation
from talent.orgs.service import ScopedQuerySet
from talent.records.enums import SheetState
from talent.records.models import SheetEntry
from talent.records.service import owes_sheets, unit_facts

#: The key of the running number of a row.
_NUMBER = "no"


@dataclass(frozen=True)
class Filed:
    """A published sheet and what this organisation has filled in, if anything; `owed`: whether it must."""

    category: Category
    entry: SheetEntry | None
    owed: bool

    @property
    def label(self) -> str:
        return category_name(self.category)

    @property
    def badge(self) -> str:
        return badge_of(self.entry, owed=self.owed)


def badge_of(entry: SheetEntry | None, *, owed: bool) -> str:
    """The kind of badge for the state of a sheet."""
    if entry is None:
        return "needed" if owed else "draft"
    return "done" if entry.state == SheetState.SUBMITTED else "doing"


def filed(desk: Desk) -> list[Filed]:
    """Every sheet that is offered or was filled in here, in two statements."""
    published = Category.objects.published().filter(subject=Subject.SHEET).defer("groups", "rules")
    entries = {entry.category_id: entry for entry in _entries(desk).defer("data", "sealed")}
    shown = [each for each in published if not each.is_retired or each.pk in entries]
    owed = owes_sheets(desk.organisation)
    return [Filed(each, entries.get(each.pk), owed) for each in shown]


def entry_of(desk: Desk, version: CategoryVersion) -> SheetEntry | None:
    """What this organisation has filled into a sheet."""
    return _entries(desk).filter(category=version.category_id).select_related("updated_by").first()


def sheet_version(key: str) -> CategoryVersion:
    """The version in force of a sheet. Raises Http404."""
    return version_in_force(key, Subject.SHEET)


def sheet_document(desk: Desk, version: CategoryVersion, entry: SheetEntry | None) -> Moved:
    """What stands in the sheet, moved to the version in force, or what an empty one begins with."""
    if entry is not None:
        return open_sheet(entry, version=version, by=desk.user)
    return Moved(clean(version, {}, unit=unit_facts(desk.organisation)).data)


def numbered(definition: Definition, document: Mapping[str, Any]) -> dict[str, Any]:
    """A sheet as typed, its rows numbered by their places (序号): nobody types those."""
    whole = dict(document)
    for group in definition.groups:
        if group.repeat and _NUMBER in group.by_key:
            rows = enumerate(document.get(group.key) or [], start=1)
            whole[group.key] = [row | {_NUMBER: str(place)} for place, row in rows]
    return whole


def numbers_of(definition: Definition) -> list[str]:
    """The fields that `numbered` fills in, by `group.key`."""
    return [f"{each.key}.{_NUMBER}" for each in definition.groups if each.repeat and _NUMBER in each.by_key]


def prefilled(definition: Definition, unit: Organisation) -> dict[str, str]:
    """What a new row begins with, by `group.key`: the name of who fills it in (盟市/单位)."""
    return {
        f"{group.key}.{known.key}": unit.name
        for group in definition.groups
        for known in group.fields
        if group.repeat and not known.fixed and known.derive == "unit_name"
    }


def _entries(desk: Desk) -> ScopedQuerySet[SheetEntry]:
    return SheetEntry.objects.unscoped(reason="one's own organisation, checked at the desk").filter(
        organisation=desk.organisation
    )
