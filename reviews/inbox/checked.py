"""What the automatic checks say of one change, as its reviewer reads it: at submission, and now again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from reviews.inbox.deciding import held_here
from talent.categories.service import Tables, tables_of
from talent.orgs.service import Scope
from talent.records.enums import Severity
from talent.records.models import Change, Verification
from talent.records.service import (
    BLOCKING,
    SERIOUS,
    Finding,
    Told,
    look_again,
    seen_at,
    told_findings,
    verify,
)
from talent.security.models import User


@dataclass(frozen=True)
class Found:
    """A finding of one change. `since`: it came up after the submission; `over`: it no longer holds."""

    finding: Finding
    since: bool = False
    over: bool = False


@dataclass(frozen=True)
class Checked:
    """A finding in words. `verified`: at this office; `below`: by offices below, which settles nothing.

    `others`: the records that it speaks of and the reader may see; `elsewhere`: there are more, of
    which an office above the unit is told only that they are there.
    """

    told: Told
    found: Found
    verified: Verification | None = None
    below: tuple[Verification, ...] = ()
    others: tuple[Change, ...] = ()
    elsewhere: bool = False

    @property
    def mark(self) -> str:
        return self.found.finding.mark

    @property
    def path(self) -> str:
        return self.found.finding.path

    @property
    def can_be_verified(self) -> bool:
        check = self.found.finding.check
        return check in SERIOUS and check not in BLOCKING and self.verified is None

    @property
    def is_open(self) -> bool:
        return self.found.finding.check in SERIOUS and self.verified is None

    @property
    def colour(self) -> str:
        """The badge of its severity."""
        return {Severity.BLOCK: "needed", Severity.WARNING: "warning"}.get(self.told.severity, "")


def found_in(change: Change, *, tables: Tables) -> list[Found]:
    """What was found when the change was submitted, and what the checks find now, by what its level is told.

    The kept ones stand as they were kept, so that their verifications hold.
    """
    kept = [Finding.of(each) for each in change.findings]
    now = look_again(change, tables=tables)
    known, still = {_place(each) for each in kept}, {_place(each) for each in now}
    found = [Found(each, over=_place(each) not in still and not _of_batch(each)) for each in kept]
    found += [Found(each, since=True) for each in now if _place(each) not in known]
    seen = {id(each) for each in seen_at([each.finding for each in found], change.level)}
    return [each for each in found if id(each.finding) in seen]


def _place(finding: Finding) -> tuple[str, str, str, bool]:
    """The rules of a category may say several things of one field; a check says one more of other units."""
    return finding.check, finding.path, str(finding.given.get("key", "")), finding.above


def _of_batch(finding: Finding) -> bool:
    """What only the submission itself could see."""
    return finding.check in {"one_value", "many_changes"}


def checked(
    change: Change, found: Sequence[Found], *, about: Mapping[int, Change], tables: Tables
) -> tuple[Checked, ...]:
    """The findings in words, with who verified them and which other records they speak of."""
    worded = told_findings(change, [each.finding for each in found], tables=tables)
    by_finding = {id(each.finding): each for each in found}
    done = list(change.verifications.select_related("by", "office").order_by("id")) if worded else []
    return tuple(_checked(change, each, by_finding[id(each.finding)], done, about) for each in worded)


def _checked(
    change: Change, told: Told, found: Found, done: Sequence[Verification], seen: Mapping[int, Change]
) -> Checked:
    mine = [each for each in done if each.mark == found.finding.mark]
    about = found.finding.about
    return Checked(
        told,
        found,
        verified=next((each for each in mine if each.office_id == change.waiting_office_id), None),
        below=tuple(each for each in mine if each.office_id != change.waiting_office_id),
        others=tuple(seen[number] for number in about if number in seen),
        elsewhere=found.finding.above and any(number not in seen for number in about),
    )


@transaction.atomic
def verify_mark(change: Change, *, mark: str, by: User, scope: Scope, lock: int) -> bool:
    """Verify the finding with this mark; False where the change has none.

    Raises NotWaitingHere, ClaimedElsewhere, NotAllowed.
    """
    held_here(change, by=by, scope=scope, lock=lock)
    named = next(
        (
            each.finding
            for each in found_in(change, tables=tables_of(change.version))
            if each.finding.mark == mark
        ),
        None,
    )
    if named is None:
        return False
    away = scope.stands_for(change.waiting_office_id or 0)
    verify(change=change, finding=named, by=by, lock=lock, standing_for=away)
    return True
