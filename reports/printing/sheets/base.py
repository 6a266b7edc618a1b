"""What a sheet is: one class, which says whom it is about, who may print it and what stands on it."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, ClassVar

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import override

from reports.printing.documents import RenderedSheet, SheetDocument
from reports.printing.issuing import Official, issue
from reports.printing.looks import look_of
from reports.printing.render import render_sheet
from reports.printing.verifying import OfRelease
from talent.orgs.service import Scope
from talent.security.models import User
from talent.security.service import record_event

NOTHING_ASKED = QueryDict()


class About(StrEnum):
    """Whom or what a sheet is about."""

    ORGANISATION = "organisation"
    OFFICE = "office"
    CHANGE = "change"
    ACCOUNT = "account"
    CATEGORY = "category"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Identity:
    """Which subject a printed sheet is about, for the audit log and for names of files; never a value."""

    subject_id: str
    file: str
    organisation_ids: tuple[int, ...] = ()
    detail: dict[str, Any] = field(default_factory=dict)


class Sheet[Subject](ABC):
    """A sheet that can be printed; one file with one class, which `register` makes an address of.

    `route` is its address under /print/, whose parameters `find` takes. `action` and `subject` are what the
    audit log says of a printing. One that is `like` another sheet, for somebody else, has its looks and
    its numbers. `kept` sheets are given out as a file to keep, others are shown. What
    stands on `open` ones everybody may read: nobody has to log in, and no event is written.
    """

    key: ClassVar[str]
    title: ClassVar[str | Promise]
    about: ClassVar[About]
    route: ClassVar[str]
    action: ClassVar[str]
    subject: ClassVar[str]
    like: ClassVar[str] = ""
    kept: ClassVar[bool] = False
    open: ClassVar[bool] = False

    @abstractmethod
    def find(self, scope: Scope, asked: QueryDict = NOTHING_ASKED, **place: Any) -> Subject | None:
        """What stands at an address, if who has `scope` may print it; `asked` has choices (columns)."""

    def withdrawn(self, asked: QueryDict) -> OfRelease | None:
        """Why what everybody could print once is there no longer; None where it never was."""
        return None

    @abstractmethod
    def identity(self, subject: Subject) -> Identity:
        """Which subject it is."""

    @abstractmethod
    def document(self, subject: Subject, language: str) -> SheetDocument:
        """What stands on the sheet; called with `language` active, and only for who may print it."""

    def official(self, subject: Subject) -> Official | None:
        """What it is printed from, if what is in force now stands on it; a sheet without has no number."""
        return None

    def category_of(self, subject: Subject) -> str:
        """The key of the category whose look the sheet has; empty for a sheet with one look."""
        return ""

    def in_look(self, subject: Subject, language: str) -> SheetDocument:
        """The document with the look that an administrator gave the sheet."""
        with override(language):
            document = self.document(subject, language)
        look = look_of(self.like or self.key, self.category_of(subject))
        return replace(document, look=look) if look else document

    def numbered(self, subject: Subject, language: str, *, by: User | None) -> SheetDocument:
        """The document with its number, if it is official; call it inside a transaction."""
        document = self.in_look(subject, language)
        (numbered,) = issue(self.like or self.key, [(self.official(subject), document)], by=by)
        return numbered

    def rendered(self, subject: Subject, language: str) -> RenderedSheet:
        """The sheet as PDF, with the characters that no font has."""
        with override(language):
            return render_sheet(self.in_look(subject, language))

    def note(self, subject: Subject, *, by: User | None) -> None:
        """The audit event of one printing; call it inside a transaction."""
        found = self.identity(subject)
        record_event(
            by=by,
            action=self.action,
            subject=self.subject,
            subject_id=found.subject_id,
            organisation_ids=found.organisation_ids,
            detail=found.detail,
        )
