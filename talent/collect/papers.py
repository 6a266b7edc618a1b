"""The form of one person: a new one, a draft, or a change to something decided."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404
from django.urls import reverse

from talent.categories.enums import Subject
from talent.categories.models import CategoryVersion
from talent.categories.service import Moved, NoLiveVersion, clean, definition_of, live_version
from talent.collect.access import Desk
from talent.collect.opening import open_under
from talent.records.enums import EDITABLE, FINAL
from talent.records.models import Change
from talent.records.service import unit_facts


@dataclass(frozen=True)
class Paper:
    """`change`: the draft it edits; `base`: the decided change it starts from; neither: a new person.

    A draft, also one that was returned or withdrawn, keeps the version it was begun with; everything else
    uses the version in force, to which the decided change is moved.
    """

    desk: Desk
    version: CategoryVersion
    change: Change | None = None
    base: Change | None = None

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
        known = self.change or self.base
        return known.full_name if known else ""

    @property
    def editable(self) -> bool:
        return self.change is None or self.change.state in EDITABLE

    @cached_property
    def standing(self) -> Moved:
        """What stands in it before anybody types, and what of an earlier version has no place in it."""
        known = self.change or self.base
        if known is not None:
            return open_under(known, version=self.version, by=self.desk.user)
        return Moved(clean(self.version, {}, unit=unit_facts(self.desk.organisation)).data)

    @property
    def older(self) -> bool:
        """Whether it starts from a change under another version."""
        return self.base is not None and self.base.version_id != self.version.pk


def new_paper(desk: Desk, key: str, *, base: str = "") -> Paper:
    """The form for a new person, or one filled from the decided change numbered `base`. Raises Http404.

    A retired category takes nobody new; who is in it can still be corrected.
    """
    version = version_in_force(key, Subject.PEOPLE)
    if not base:
        if version.category.is_retired:
            raise Http404
        return Paper(desk, version)
    if not base.isascii() or not base.isdigit() or len(base) > 18:
        raise Http404
    decided = desk.change(int(base))
    if decided.state not in FINAL or decided.category_id != version.category_id:
        raise Http404
    return Paper(desk, version, base=decided)


def draft_paper(desk: Desk, pk: int) -> Paper:
    """The form of a change, whatever its state. Raises Http404 for one of another unit."""
    change = desk.change(pk)
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
