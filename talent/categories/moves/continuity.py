"""What must hold between a new definition and the versions before it; each fault with its place.

Keys are for ever: a path means the same field in every version, unless a stated move says otherwise.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from talent.categories.codes.tables import Tables
from talent.categories.definition import Definition, Field
from talent.categories.moves.checks import fits, move_faults
from talent.categories.moves.merged import Merged, still_offered
from talent.categories.moves.sealed import unsealed
from talent.categories.moves.stated import Move, destinations, renamed_groups

Complaint = tuple[str, str]


@dataclass(frozen=True)
class Following:
    """A new definition with what it follows. `earlier`: all published versions, oldest first, with `old`.

    `sealed`: paths at which anything sealed stood in any of them (sealed.sealed_paths). `merged`: the codes
    that moves merged, those of this definition too (merged.merged_codes).
    """

    new: Definition
    old: Definition | None
    moves: Sequence[Move] = ()
    earlier: Sequence[Definition] = ()
    tables: Tables = field(default_factory=dict)
    sealed: frozenset[str] = frozenset()
    merged: Merged = field(default_factory=dict)


def complaints(following: Following) -> Iterator[Complaint]:
    """Why the new definition cannot follow; nothing when it can."""
    old, new, moves = following.old, following.new, following.moves
    if old is None:
        yield from ((each.leaves or each.path, _("还没有上一版本，不需要衔接。")) for each in moves)
        return
    faults = list(move_faults(moves, old, new, following.tables))
    yield from faults
    yield from _crowded(moves, old, new)
    ends = destinations(moves, old)
    yield from _groups(old, new, moves)
    named = {place for place, _said in faults}
    for known in old.all_fields():
        if not named & {known.path, *ends[known.path]}:
            yield from _field(known, ends, following)
    yield from _returned(ends, following)
    yield from unsealed(new, old, moves, following.sealed)
    yield from still_offered(new, following.merged)


def _crowded(moves: Sequence[Move], old: Definition, new: Definition) -> Iterator[Complaint]:
    """Two moves that take the same value, or bring two values to one place."""
    sources = Counter(each.leaves for each in moves if each.leaves)
    yield from ((path, _("有两条衔接都处理它，请只留一条。")) for path, count in sources.items() if count > 1)
    ends = Counter(end for ends in destinations(moves, old).values() for end in set(ends))
    for path, count in ends.items():
        if count > 1 and path in new.by_path:
            yield path, _("有两个原字段都要填入这里，请只留一个。")
    groups = Counter(renamed_groups(moves).get(group.key, group.key) for group in old.groups)
    for key, count in groups.items():
        if count > 1 and key in new.by_key and key in renamed_groups(moves).values():
            yield key, _("有两个原分组都要并到这里，请改用别的代号。")
    changed = Counter(each.path for each in moves if each.kind == "convert")
    changed += Counter({each.path for each in moves if each.kind == "merge_codes"})
    changed += Counter({end for each in moves if each.kind == "split" for end in each.to})
    yield from ((path, _("有两条衔接都处理它，请只留一条。")) for path, count in changed.items() if count > 1)
    merged = Counter((each.path, code) for each in moves if each.kind == "merge_codes" for code in each.codes)
    for (path, code), count in merged.items():
        if count > 1:
            yield path, _("代码“%(code)s”在两条合并里都有。") % {"code": code}
    for each in moves:
        if each.kind == "merge_codes" and (each.path, each.into) in merged:
            yield (
                each.path,
                _("代码“%(code)s”又并入别的代码，又有别的代码并入它：请直接并到最后留下的代码。")
                % {"code": each.into},
            )


def _groups(old: Definition, new: Definition, moves: Sequence[Move]) -> Iterator[Complaint]:
    homes = renamed_groups(moves)
    retired = {each.path for each in moves if each.kind == "retire"}
    for group in old.groups:
        home = new.by_key.get(homes.get(group.key, group.key))
        if home is not None and home.repeat != group.repeat and group.key not in retired:
            yield home.key, _("已发布的分组不能在“单行”与“可填多行”之间改换，请另建一个分组。")


def _field(known: Field, ends: dict[str, tuple[str, ...]], following: Following) -> Iterator[Complaint]:
    """What becomes of one field of the version in force."""
    new, moves = following.new, following.moves
    targets = [new.by_path[path] for path in ends[known.path] if path in new.by_path]
    if ends[known.path] and not targets:
        yield (
            known.path,
            _("“%(label)s”是现行版本的字段，不能直接删去：请在“与上一版本的衔接”里写明停用、改代号或拆分。")
            % {"label": known.label},
        )
        return
    if any(each.source == known.path and each.kind == "split" for each in moves):
        return
    for target in targets:
        stated = {each.kind for each in moves if each.path == target.path}
        if target.repeat == known.repeat and "convert" not in stated:
            yield from fits(known, target, moves, following.tables)


def _returned(ends: dict[str, tuple[str, ...]], following: Following) -> Iterator[Complaint]:
    """A key that was given up keeps its meaning: it comes back as what it was, or not at all."""
    stayed = {path for path, found in ends.items() if path in found}
    for known in following.new.all_fields():
        if known.path in stayed:
            continue
        uses = (each.by_path[known.path] for each in following.earlier if known.path in each.by_path)
        if any((use.type, use.chooses_from) != (known.type, known.chooses_from) for use in uses):
            yield known.path, _("这个代号以前用于另一种字段，不能改作他用，请换一个代号。")


def retirements(old: Definition, off: Iterable[str], moves: Iterable[Move]) -> Iterator[Move]:
    """The moves that are said by switching a published field off (`off`: paths) and by nothing else."""
    stated = {each.leaves for each in moves}
    for path in off:
        if path in old.by_path and path not in stated and path.partition(".")[0] not in stated:
            yield Move("retire", path=path)
