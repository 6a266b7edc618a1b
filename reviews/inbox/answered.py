"""The remarks of the last sending-back beside what became of them, for whoever reviews the change next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reviews.inbox.history import Noted, Step
from talent.categories.service import Tables, definition_of, difference
from talent.records.models import Change, Remark


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
    words = _in_words(change, [noted.remark for noted in said[-1]], tables)
    return tuple(Answered(noted, *words.get(noted.remark.pk, ("", ""))) for noted in said[-1])


def _in_words(change: Change, remarks: Iterable[Remark], tables: Tables | None) -> dict[int, tuple[str, str]]:
    """(before, after) of each remark whose field was changed; one difference for all of them."""
    changed = [remark for remark in remarks if remark.was and "." in remark.path]
    if not changed:
        return {}
    document, before = change.document(), dict[str, Any]()
    places = {remark.pk: _put(remark, before, document, change) for remark in changed}
    every = difference(change.version, before, document, tables=tables)
    found = {each.path: (each.before, each.after) for each in every}
    return {pk: found[path] for pk, path in places.items() if path in found}


def _put(remark: Remark, before: dict[str, Any], document: dict[str, Any], change: Change) -> str:
    """Puts what stood there into `before`, where it stands now; a row that is gone behind all others."""
    group, *row, key = remark.path.split(".")
    known = definition_of(change.version).by_key.get(group)
    if known is None or known.repeat != bool(row):
        return ""
    if not row:
        before.setdefault(group, {})[key] = remark.before
        return remark.path
    rows = before.setdefault(group, [])
    place = max(len(rows), len(document.get(group) or [])) if remark.is_gone else int(row[0])
    rows += [{} for _ in range(place + 1 - len(rows))]
    rows[place][key] = remark.before
    return f"{group}.{place}.{key}"
