"""What sheets that are lists have in common: a short one is printed at once, a long one in parts."""

from abc import abstractmethod
from collections.abc import Sequence
from hashlib import blake2b
from typing import ClassVar

from django.http import QueryDict
from django.utils.translation import gettext as _

from reports.printing.enums import Kept
from reports.printing.issuing import Official
from reports.printing.sheets.base import Sheet
from talent.orgs.models import Organisation
from talent.orgs.service import Scope
from talent.security.models import User
from talent.security.service import record_event

#: Lines of a list that is set while somebody waits for it.
AT_ONCE = 200
#: Lines of one file of a batch: some forty pages.
PART = 1000
#: Lines of one batch.
MOST_LINES = 100_000


def part_of(part: tuple[int, int]) -> str:
    """Which of several parts of a list it is; empty for one that is whole."""
    number, count = part
    return _("第 %(part)d 册，共 %(parts)d 册") % {"part": number, "parts": count} if count > 1 else ""


class ListSheet[Subject](Sheet[Subject]):
    """A sheet of lines under one heading. What is too long to be set at once is never cut: it goes in parts.

    `asked` is a question as the address of a list has it, with its place, so that a batch asks it again. The
    `numbers` of a list `of_people` are those of their records.
    """

    of_people: ClassVar[bool] = False

    @abstractmethod
    def whole(self, scope: Scope, unit_id: int | None, asked: QueryDict) -> Subject | None:
        """All of a list for a batch, with the numbers of its lines alone; None for who may not print it.

        `unit_id`: at the desk of which unit it was asked for, none at the staff's.
        """

    @abstractmethod
    def numbers(self, subject: Subject) -> Sequence[int]:
        """Which rows stand on its lines, in order; of a list that is too long at least one too many."""

    @abstractmethod
    def part(self, subject: Subject, first: int, count: int) -> Subject:
        """Its part of `count` lines from the line `first` (from 0) on."""

    @abstractmethod
    def is_cut(self, subject: Subject) -> bool:
        """Whether there are more lines than one batch prints."""

    @abstractmethod
    def asked(self, subject: Subject) -> str:
        """The question that gives the same list again."""

    @abstractmethod
    def place(self, subject: Subject) -> Organisation:
        """The organisation in whose name it is printed."""

    def unit_id(self, subject: Subject) -> int | None:
        """The unit that prints it as its own; none for an office."""
        return None

    def is_long(self, subject: Subject) -> bool:
        """Whether it is too long to be set while somebody waits."""
        return len(self.numbers(subject)) > AT_ONCE

    def official(self, subject: Subject) -> Official | None:
        """Printed again with other lines, the earlier one is superseded: `version` is what was asked for."""
        if not self.numbers(subject):
            return None
        question = blake2b(f"{self.key}?{self.asked(subject)}".encode(), digest_size=7)
        return Official(Kept.LIST, self.place(subject).pk, int.from_bytes(question.digest()))

    def note_batch(self, subject: Subject, run: int, *, by: User) -> None:
        """The audit event of a batch; call it inside a transaction."""
        found = self.identity(subject)
        record_event(
            by=by,
            action=self.action,
            subject="print_run",
            subject_id=run,
            organisation_ids=found.organisation_ids,
            detail=found.detail,
        )
