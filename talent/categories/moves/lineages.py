"""Fields over all versions of a category: the same field under whatever path it had.

A field keeps its identity through renames; a conversion, a split or a merge of codes keeps the field as well.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from talent.categories.definition import Definition, Field
from talent.categories.moves.routes import plan_of
from talent.categories.moves.stated import Move


@dataclass(frozen=True)
class Published:
    """One version as its lineage sees it. `moves`: from the version before."""

    number: int
    definition: Definition
    moves: tuple[Move, ...] = ()


@dataclass(eq=False)
class UnionField:
    """A field over all versions: as its newest version defines it, with its path in each.

    `origins`: by version, the name under which statistics keep its codes; renames leave it, another list of
    codes begins another one. `in_force`: the version in force still has the field.
    """

    field: Field
    paths: dict[int, str]
    origins: dict[int, str]
    in_force: bool = True

    @property
    def path(self) -> str:
        """The current path; of a retired field the last one."""
        return self.field.path

    @property
    def label(self) -> str:
        return self.field.label


@dataclass
class _Union:
    key: str
    fields: list[UnionField] = field(default_factory=list)
    taken: dict[str, UnionField] = field(default_factory=dict)

    def origin(self, owner: UnionField, path: str, number: int) -> str:
        """A path names the codes of the field that had it first; a later owner gets a name of its own."""
        if self.taken.setdefault(path, owner) is owner:
            return path
        return f"{path}@{self.key}.{number}"

    def standing(self, known: Field, moved: Collection[UnionField]) -> UnionField | None:
        """A field that was retired from this path and is the same kind of field."""
        same = (each for each in self.fields if each.path == known.path and each not in moved)
        return next((each for each in same if _is_same_kind(each.field, known)), None)


def union_of(published: Iterable[Published]) -> list[UnionField]:
    """The fields of versions given oldest first; in the order of the newest, retired ones last."""
    union: _Union | None = None
    before: Published | None = None
    current: dict[str, UnionField] = {}
    for version in published:
        union = union or _Union(version.definition.key)
        current = dict(_followed(union, before, version, current))
        for each in union.fields:
            each.in_force = current.get(each.path) is each
        before = version
    if union is None or before is None:
        return []
    order = {path: place for place, path in enumerate(before.definition.by_path)}
    return sorted(union.fields, key=lambda each: order[each.path] if each.in_force else len(order))


def _followed(
    union: _Union, before: Published | None, version: Published, current: Mapping[str, UnionField]
) -> Iterator[tuple[str, UnionField]]:
    """Each field of a version with its lineage, new or continued."""
    continued: dict[str, UnionField] = {}
    recoded: set[str] = set()
    if before is not None:
        for route in plan_of(version.moves, before.definition, version.definition).all_routes():
            if route.split is None and len(route.targets) == 1:
                target = route.targets[0]
                continued[target.path] = current[route.source.path]
                if not _is_same_kind(route.source, target):
                    recoded.add(target.path)
    for known in version.definition.all_fields():
        lineage = continued.get(known.path) or union.standing(known, continued.values())
        if lineage is None:
            lineage = UnionField(known, {}, {})
            union.fields.append(lineage)
        last = next(reversed(lineage.origins.values()), "")
        renewed = f"{known.path}@{union.key}.{version.number}" if known.path in recoded else last
        lineage.field = known
        lineage.paths[version.number] = known.path
        lineage.origins[version.number] = renewed or union.origin(lineage, known.path, version.number)
        yield known.path, lineage


def _is_same_kind(one: Field, other: Field) -> bool:
    return (one.type, one.code_list, bool(one.options)) == (other.type, other.code_list, bool(other.options))
