"""The form of one person: a new one, a draft, or a change to something decided; and with what it begins."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse

from talent.categories.enums import Subject
from talent.categories.models import CategoryVersion
from talent.categories.service import (
    Field,
    Moved,
    Mover,
    NoLiveVersion,
    clean,
    definition_of,
    live_version,
    moved,
)
from talent.collect.access import Desk
from talent.collect.opening import open_under
from talent.records.enums import EDITABLE, FINAL
from talent.records.models import Change
from talent.records.service import unit_facts


@dataclass(frozen=True)
class Paper:
    """`change`: the draft it edits; `base`: the decided change it starts from; neither: a new person.

    A new form may begin with what stands of somebody else: of a `colleague` what colleagues share, of the
    same person in another category (`elsewhere`) what both categories ask for.

    A draft, also one that was returned or withdrawn, keeps the version it was begun with; everything else
    uses the version in force, to which the decided change is moved.
    """

    desk: Desk
    version: CategoryVersion
    change: Change | None = None
    base: Change | None = None
    colleague: Change | None = None
    elsewhere: Change | None = None

    @property
    def url(self) -> str:
        """Where the form posts to."""
        return self.new_url if self.change is None else change_url("change", self.change)

    @property
    def new_url(self) -> str:
        """Where the form for somebody else of the same category is."""
        return reverse("collect:new", args=(self.desk.organisation.pk, definition_of(self.version).key))

    @property
    def person(self) -> str:
        """The name of whom it is about; "" for somebody new."""
        known = self.change or self.base or self.elsewhere
        return known.full_name if known else ""

    @property
    def editable(self) -> bool:
        return self.change is None or self.change.state in EDITABLE

    @cached_property
    def standing(self) -> Moved:
        """What stands in it before anybody types, and what of an earlier version has no place in it."""
        known = self.change or self.base
        if known is not None:
            return open_under(known, version=self.version, by=self.desk.user, mover=self.mover)
        return Moved(self._cleaned({**self._shared_by_colleague(), **self._known_elsewhere()}))

    @cached_property
    def mover(self) -> Mover:
        """The way to the version of the form."""
        return Mover(self.version)

    @property
    def about_id(self) -> int | None:
        """The number of the change that it edits or begins from."""
        known = self.change or self.base
        return known.pk if known else None

    @cached_property
    def taken_over(self) -> tuple[str, ...]:
        """The paths of what a new form begins with, in the order of the form."""
        if self.colleague is None and self.elsewhere is None:
            return ()
        bare, standing = self._cleaned({}), self.standing.document
        return tuple(
            each.path
            for each in definition_of(self.version).all_fields()
            if not (each.repeat or each.fixed)
            and at_path(standing, each.path) not in (None, at_path(bare, each.path))
        )

    def _cleaned(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        return clean(self.version, raw, unit=unit_facts(self.desk.organisation)).data

    def _shared_by_colleague(self) -> dict[str, Any]:
        """What is sensitive is never shared, so that nothing is opened."""
        if self.colleague is None:
            return {}
        found = moved(self.colleague.data, of=self.colleague.version, to=self.version).document
        fields = [each for each in definition_of(self.version).all_fields() if each.shared_by_colleagues]
        return _picked(found, fields)

    def _known_elsewhere(self) -> dict[str, Any]:
        """Fields that both categories have and that are of one type; rows of their groups as well."""
        if self.elsewhere is None:
            return {}
        here, there = definition_of(self.version), definition_of(self.elsewhere.version)
        found = open_under(self.elsewhere, version=self.elsewhere.version, by=self.desk.user).document
        alike = [
            each
            for each in here.all_fields()
            if (other := there.by_path.get(each.path))
            and (each.type, each.repeat, each.code_list) == (other.type, other.repeat, other.code_list)
            and not each.fixed
        ]
        return _picked(found, alike)

    @property
    def older(self) -> bool:
        """Whether it starts from a change under another version."""
        return self.base is not None and self.base.version_id != self.version.pk


def _picked(document: Mapping[str, Any], fields: Iterable[Field]) -> dict[str, Any]:
    """Only these fields of a document."""
    keys: dict[str, set[str]] = {}
    for each in fields:
        keys.setdefault(each.group, set()).add(each.key)
    return {
        group: [_only(row, known) for row in content] if isinstance(content, list) else _only(content, known)
        for group, known in keys.items()
        if (content := document.get(group))
    }


def _only(row: Mapping[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key in keys}


def at_path(document: Mapping[str, Any], path: str) -> Any:
    """The value of a field of a group that has no rows; None where nothing stands."""
    group, _dot, key = path.partition(".")
    return (document.get(group) or {}).get(key)


@dataclass(frozen=True)
class Begun:
    """What the address of a new form says that it begins with: numbers of changes of this unit, as text."""

    base: str = ""
    copy: str = ""
    same: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Begun":
        return cls(given.get("base", ""), given.get("copy", ""), given.get("same", ""))


def new_paper(desk: Desk, key: str, begun: Begun | None = None, *, typed: bool = False) -> Paper:
    """The form for a new person, or one that begins with something that stands. Raises Http404.

    `base`: a decided change to correct; `copy`: that of a colleague in this category; `same`: that of the
    same person in another one. A retired category takes nobody new; who is in it can still be corrected.
    `typed`: a form comes back that was opened before the category was retired, whose content is not lost.
    """
    version, begun = version_in_force(key, Subject.PEOPLE), begun or Begun()
    if begun.base:
        decided = _named(desk, begun.base)
        if decided.state not in FINAL or decided.category_id != version.category_id:
            raise Http404
        return Paper(desk, version, base=decided)
    if version.category.is_retired and not typed:
        raise Http404
    colleague = _named(desk, begun.copy) if begun.copy else None
    elsewhere = _named(desk, begun.same) if begun.same else None
    if colleague and colleague.category_id != version.category_id:
        raise Http404
    if elsewhere and elsewhere.category_id == version.category_id:
        raise Http404
    return Paper(desk, version, colleague=colleague, elsewhere=elsewhere)


def _named(desk: Desk, number: str) -> Change:
    """A change of the unit by a number that stands in an address. Raises Http404."""
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        raise Http404
    return desk.change(int(number))


def draft_paper(desk: Desk, pk: int) -> Paper:
    """The form of a change, whatever its state. Raises Http404 for one of another unit."""
    change = desk.change(pk)
    return Paper(desk, change.version, change=change)


def held_paper(desk: Desk, pk: int) -> Paper:
    """The same with no more than a form that saves itself needs, its change held. Raises Http404."""
    change = desk.held_change(pk)
    return Paper(desk, change.version, change=change)


def version_in_force(key: str, subject: Subject) -> CategoryVersion:
    """The live version of a category or of a sheet. Raises Http404."""
    try:
        version = live_version(key)
    except NoLiveVersion:
        raise Http404 from None
    if definition_of(version).subject != subject:
        raise Http404
    return version


def change_url(name: str, change: Change) -> str:
    """The address of a page about a change: change, check, withdraw."""
    return reverse(f"collect:{name}", args=(change.unit_id, change.pk))
