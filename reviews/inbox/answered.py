"""The remarks of the last sending-back beside what became of them, for whoever reviews the change next."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviews.inbox.history import Noted, Step
from talent.categories.service import Tables
from talent.records.models import Change, Remark
from talent.records.service import values_at_remarks


@dataclass(frozen=True)
class Answered:
    """A remark with what its field said then and says now, in words; both "" where no value was changed."""

    noted: Noted
    before: str = ""
    after: str = ""

    @property
    def remark(self) -> Remark:
        return self.noted.remark

    @property
    def path(self) -> str:
        return self.remark.path

    @property
    def changed(self) -> bool:
        """Whether the field says something else, or, at a place without a value of its own, that it may."""
        remark = self.remark
        return bool(remark.was) or (remark.acted_on and not remark.answer)


def answers_to(
    change: Change, steps: Sequence[Step], *, tables: Tables | None = None
) -> tuple[Answered, ...]:
    """The remarks of the newest sending-back in `steps`, oldest first; none where nothing was sent back."""
    said = [step.remarks for step in steps if step.remarks]
    if not said:
        return ()
    words = values_at_remarks(change, [noted.remark for noted in said[-1]], tables=tables)
    return tuple(Answered(noted, *words.get(noted.remark.pk, ("", ""))) for noted in said[-1])
