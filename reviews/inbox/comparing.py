"""What a reviewer looks at: the change against the approved state, section by section."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import get_language

from reviews.inbox.history import ROW
from talent.categories.service import Choice, Differing, Failure, Moved, definition_of, difference, not_asked
from talent.records.models import Change
from talent.records.service import carried, unit_facts


@dataclass(frozen=True)
class Line:
    """One field; `remark` is what the reviewer has typed beside it so far."""

    differing: Differing
    remark: str = ""

    @property
    def row(self) -> int | None:
        """The number of the row of a repeating group, counted from 1."""
        return None if self.differing.row is None else self.differing.row + 1


@dataclass(frozen=True)
class Section:
    """Fields of one group: what differs, and what stays as it was approved."""

    key: str
    label: str
    changed: tuple[Line, ...]
    same: tuple[Line, ...]


@dataclass(frozen=True)
class Comparison:
    """`first`: nothing was approved before, so there is nothing to compare with.

    `left_out`: values of the approved change that have no place in the version of this one.
    """

    first: bool
    sections: tuple[Section, ...]
    empty: tuple[Choice, ...]
    left_out: tuple[Failure, ...] = ()

    @property
    def changes(self) -> int:
        return sum(len(section.changed) for section in self.sections)

    @property
    def unchanged(self) -> int:
        return sum(len(section.same) for section in self.sections)


def compare(change: Change, typed: Mapping[str, str]) -> Comparison:
    """The whole document of a change, sensitive values in full, against the approved one of its record.

    What was approved under another version is moved to that of the change first.
    `empty`: fields without a value before and after that are asked for, which a remark may ask for.
    """
    before, document = _before(change), change.document()
    found = difference(change.version, before.document, document)
    lines = [Line(each, typed.get(each.path, "")) for each in found]
    filled = {line.differing.path for line in lines}
    filled |= not_asked(change.version, document, unit=unit_facts(change.unit))
    empty = tuple(choice for choice in _fields(change) if choice.value not in filled)
    sections = tuple(
        _section(key, list(found)) for key, found in groupby(lines, lambda line: _group(line.differing.path))
    )
    return Comparison(change.record.approved is None, sections, empty, before.failures)


def _before(change: Change) -> Moved:
    """The approved state of the record under the version of the change; empty before the first approval."""
    approved = change.record.approved
    return carried(approved, to=change.version) if approved else Moved({})


def _section(key: str, lines: list[Line]) -> Section:
    return Section(
        key,
        lines[0].differing.group_label,
        tuple(line for line in lines if line.differing.kind != "same"),
        tuple(line for line in lines if line.differing.kind == "same"),
    )


def _group(path: str) -> str:
    return path.partition(".")[0]


def _fields(change: Change) -> list[Choice]:
    """Places for remarks where nothing may stand: single fields, and repeating groups as a whole."""
    language = get_language() or ""
    found = []
    for group in definition_of(change.version).groups:
        label = group.named(language)
        if group.repeat:
            found.append(Choice(group.key, label))
        else:
            found += [Choice(each.path, f"{label} · {each.named(language)}") for each in group.fields]
    return found


def names_field(change: Change, path: str) -> bool:
    """Whether a remark may stand at a path: a field of the version, or a repeating group.

    In a repeating group the row is one that stands there, before or after, or the next one.
    """
    group, *rest = path.split(".")
    known = definition_of(change.version).by_key.get(group)
    if known is None:
        return False
    if not known.repeat:
        return len(rest) == 1 and rest[0] in known.by_key
    if not rest:
        return True
    if len(rest) != 2 or rest[1] not in known.by_key:
        return False
    return ROW.fullmatch(rest[0]) is not None and int(rest[0]) <= _rows(change, group)


def _rows(change: Change, group: str) -> int:
    documents = [change.document(), _before(change).document]
    return max(len(document.get(group) or ()) for document in documents)
