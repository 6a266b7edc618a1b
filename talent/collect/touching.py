"""Who changed what since a form was opened: somebody else in what stands, its reader in what was typed."""

from collections.abc import Iterator
from dataclasses import dataclass

from talent.categories.service import Cleaned, Definition, Group
from talent.collect.merging import Data, Opened, changed_here, mark_of, marks_of_mine, own_rows


@dataclass(frozen=True)
class Touched:
    """Paths of fields, and keys of repeating groups as a whole.

    `theirs`: what somebody else changed. `both`: what of this was changed in the form as well, to something
    else, so that a person has to choose.
    """

    theirs: tuple[str, ...] = ()
    both: tuple[str, ...] = ()

    def clashes(self, path: str) -> bool:
        """Whether a person has to choose at this field, or in the group of its row."""
        return path in self.both or path.partition(".")[0] in self.both


def touched(
    definition: Definition, opened: Opened, *, standing: Data, raw: Data, cleaned: Cleaned
) -> Touched:
    """Compare what stands and what was typed with what the form was opened with."""
    found: list[tuple[str, bool]] = []
    for group in definition.groups:
        find = _in_rows if group.repeat else _in_fields
        found += find(group, opened, standing, raw, cleaned)
    return Touched(tuple(path for path, _ in found), tuple(path for path, clash in found if clash))


def _in_fields(
    group: Group, opened: Opened, standing: Data, raw: Data, cleaned: Cleaned
) -> Iterator[tuple[str, bool]]:
    unread = {problem.path for problem in cleaned.invalid}
    stands, typed = standing.get(group.key) or {}, raw.get(group.key) or {}
    mine = cleaned.data.get(group.key) or {}
    for known in group.fields:
        theirs = stands.get(known.key)
        if known.fixed or opened.kept(known.path, theirs):
            continue
        here = changed_here(known, opened, typed=typed, mine=mine, unread=known.path in unread)
        if here and known.path not in unread and mine.get(known.key) == theirs:
            continue  # both typed the same
        yield known.path, here


def _in_rows(
    group: Group, opened: Opened, standing: Data, raw: Data, cleaned: Cleaned
) -> Iterator[tuple[str, bool]]:
    """Rows that one side added are kept beside the others; a row that both rewrote or took out is a clash."""
    before = list(opened.rows.get(group.key, ()))
    theirs = [mark_of(opened.nonce, row) for row in own_rows(group, standing)]
    if theirs == before:
        return
    mine = marks_of_mine(group, opened, cleaned, {problem.path for problem in cleaned.invalid})
    gone = any(mark not in theirs and mark not in mine for mark in before)
    yield group.key, gone and set(theirs) - set(before) != set(mine) - set(before)
