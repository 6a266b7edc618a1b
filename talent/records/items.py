"""A document on its way into the register, with what is found out about it on the way."""

from dataclasses import dataclass, field
from typing import Any, Literal

from talent.categories.service import Cleaned, Moved, Mover
from talent.records.carrying import carried
from talent.records.models import Change, Person, TalentRecord

Kind = Literal["new", "changed", "same", "refused", "waiting", "elsewhere", "doubled"]


@dataclass
class Item:
    """A document on its way. One that is refused for a code alone has the `index` of its person as well.

    `hidden`: another unit has the record, under another name; it is treated as if nobody had it.
    """

    raw: dict[str, Any]
    cleaned: Cleaned
    index: bytes = b""
    person: Person | None = None
    record: TalentRecord | None = None
    change: Change | None = None
    kind: Kind = "new"
    extra: dict[str, Any] = field(default_factory=dict)
    carried: Moved | None = None
    hidden: bool = False

    def standing(self, mover: Mover) -> Moved | None:
        """What stands of its person in this category, under the version of the batch; opened once."""
        change = self.change or (self.record.approved if self.record else None)
        if change is not None and self.carried is None:
            self.carried = carried(change, to=mover.to, mover=mover)
        return self.carried
