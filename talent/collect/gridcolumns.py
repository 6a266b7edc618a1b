"""The columns of the grid: fields that stand once, and the first row of groups that repeat."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from talent.categories.models import CategoryVersion
from talent.categories.service import ColumnSpec, Field, columns_for, definition_of
from talent.collect.wording import language

#: So many columns a grid begins with, and has at most.
MAIN, MOST = 12, 30
#: Without these nobody can be found again.
_ALWAYS = frozenset({"identity.id_number", "identity.full_name"})


@dataclass(frozen=True)
class Column:
    """`path` as a document has it: with the row 0 in a repeating group."""

    path: str
    spec: ColumnSpec
    field: Field
    group_label: str

    @property
    def label(self) -> str:
        name = self.field.named(language())
        return f"{self.group_label} · {name}" if self.spec.repeat else name

    @property
    def always(self) -> bool:
        """A row without it cannot be saved."""
        return self.path in _ALWAYS


def offered(version: CategoryVersion) -> list[Column]:
    """Every column that a grid can have, in the order of the definition."""
    definition = definition_of(version)
    return [
        Column(
            path=path_of(spec),
            spec=spec,
            field=definition.by_path[spec.path],
            group_label=definition.by_key[spec.path.partition(".")[0]].named(language()),
        )
        for spec in columns_for(version)
    ]


def repeating(version: CategoryVersion, columns: Iterable[Column]) -> tuple[list[str], list[str]]:
    """Names of the groups that repeat: of which a grid can have the first row, and of which it has none."""
    held = {each.spec.path.partition(".")[0] for each in columns}
    groups = [each for each in definition_of(version).groups if each.repeat]
    first = [each.named(language()) for each in groups if each.key in held]
    return first, [each.named(language()) for each in groups if each.key not in held]


def path_of(spec: ColumnSpec) -> str:
    """Where a document holds the value of a column."""
    group, _dot, key = spec.path.partition(".")
    return f"{group}.0.{key}" if spec.repeat else spec.path


def chosen(columns: Sequence[Column], wanted: Iterable[str]) -> list[Column]:
    """The wanted columns with those that a row cannot do without; without a wish the main ones."""
    paths = set(wanted)
    if not paths & {each.path for each in columns}:
        paths = _main(columns)
    found = [each for each in columns if each.path in paths or each.always]
    return found[:MOST]


def _main(columns: Sequence[Column]) -> set[str]:
    """What a submission needs and nothing works out, then what should be filled, until there are enough."""
    needed = [each for each in columns if _needed(each)]
    single = [each for each in columns if not each.spec.repeat and not each.field.derive]
    should = [each for each in single if each.field.required == "complete"]
    return {each.path for each in [*needed, *should][:MAIN]}


def _needed(column: Column) -> bool:
    return column.always or column.spec.required
