"""What a cell shows that no release had, where it is nearly a cell that one has: as much and no news.

A table, a dimension or a grouping that is declared later makes new cells, and some of them hold just the
persons of a standing one (a banner all of whose skilled workers are in one industry; a group of a class and
an empty one). Drawn at once beside a figure that its gate keeps, such a twin would tell whether anybody came
or went since. So a new cell that is apart from a standing one by fewer persons than open that one's gate, and
holds most of its persons, is drawn from the set of the standing cell at its last redraw, with what sets the
two apart today: the same persons show the very same figure.

Whose kin a cell is follows from what is declared: the cell without some of its breaks, in the league or the
region around it, or with a class in place of its group.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import polars as pl

from reports.stats.cellkeys import StatisticsKey, Tally, from_signed
from reports.stats.columns import PERSON, grouped, id_of, members, names_of
from reports.stats.declared import Break
from reports.stats.disclosure import Shown, shown
from reports.stats.gate import CellState, gate_width
from reports.stats.lattice import CATEGORY, UPWARD, parts_of
from reports.stats.resolved import Cuboid, Resolved

#: The snapshot of a release.
type Then = Callable[[int], pl.DataFrame]
_COUNT, _KIN, _BOTH, _CELL = "@count", "@kin", "@both", "@cell"


@dataclass(frozen=True)
class Kin:
    """The standing cell that a new one is nearly, and by how many persons they are apart today."""

    cell: str
    places: tuple[str | int, ...]
    kin: str
    kin_places: tuple[str | int, ...]
    apart: int


@dataclass(frozen=True)
class Kinship:
    """Who is kin in a release that is being drawn; `staying` are the cells that it does not draw anew."""

    resolved: Resolved
    now: pl.DataFrame
    staying: Mapping[str, CellState]
    key: StatisticsKey
    then: Then

    def first_figures(self, new: Collection[str]) -> dict[str, Shown]:
        """What those of the new cells show that are kin of a staying one."""
        found: dict[str, tuple[Cuboid, Cuboid, Kin]] = {}
        fresh = frozenset(new) if self.staying else frozenset[str]()
        for cuboid in self.resolved.cuboids if fresh else []:
            for kin_cuboid, each in self._kin(cuboid, fresh):
                if each.cell not in found or each.apart < found[each.cell][2].apart:
                    found[each.cell] = cuboid, kin_cuboid, each
        return self._figures(found)

    @cached_property
    def _rows(self) -> pl.DataFrame:
        return grouped(self.now, self.resolved)

    @cached_property
    def _breaks(self) -> frozenset[frozenset[str]]:
        return frozenset(frozenset(parts_of(cell)[1]) for cell in self.staying)

    def _kin(self, cuboid: Cuboid, new: Collection[str]) -> Iterator[tuple[Cuboid, Kin]]:
        names = names_of(cuboid)
        own = members(self._rows, cuboid).group_by(names).agg(pl.len().alias(_COUNT))
        own = own.filter([id_of(cuboid, row) in new for row in own.select(names).iter_rows()])
        if own.is_empty():
            return
        rows = self._rows.join(own.select(names), on=names, how="semi")
        for each in self._around(cuboid):
            yield from ((each, kin) for kin in self._near(cuboid, each, own, rows))

    def _around(self, cuboid: Cuboid) -> Iterator[Cuboid]:
        """The margins in which a cell of this one has kin, those with the most breaks first."""
        level, breaks = cuboid
        ways = [[each, *self._other(each), None] for each in breaks]
        for above, chosen in product(UPWARD[level], product(*ways)):
            found = above, tuple(each for each in chosen if each)
            if found != cuboid and frozenset(each.key for each in found[1]) in self._breaks:
                yield found

    def _other(self, each: Break) -> list[Break]:
        if each.key == CATEGORY.key or not self.resolved.declared.by_key[each.key].groups:
            return []
        return [Break(each.key, grouped=not each.grouped)]

    def _near(self, cuboid: Cuboid, around: Cuboid, own: pl.DataFrame, rows: pl.DataFrame) -> Iterator[Kin]:
        names, kin_names = names_of(cuboid), names_of(around)
        every = list(dict.fromkeys([*names, *kin_names]))
        both = rows.select(PERSON, *every).drop_nulls().unique().group_by(every).agg(pl.len().alias(_BOTH))
        sizes = members(self._rows, around).group_by(kin_names).agg(pl.len().alias(_KIN))
        pairs = both.join(own, on=names).join(sizes, on=kin_names)
        apart = pl.col(_COUNT) + pl.col(_KIN) - 2 * pl.col(_BOTH)
        most = (2 * pl.col(_BOTH) > pl.col(_COUNT)) & (2 * pl.col(_BOTH) > pl.col(_KIN))
        near = pairs.filter(most).with_columns(apart.alias("@apart"))
        for row in near.iter_rows(named=True):
            places, kin_places = (tuple(row[name] for name in chosen) for chosen in (names, kin_names))
            kin = id_of(around, kin_places)
            if kin in self.staying and row["@apart"] < self._width(kin):
                yield Kin(id_of(cuboid, places), places, kin, kin_places, row["@apart"])

    def _width(self, cell: str) -> int:
        state = self.staying[cell]
        return gate_width(cell, state.last_redraw, state.shown, key=self.key)

    def _figures(self, found: Mapping[str, tuple[Cuboid, Cuboid, Kin]]) -> dict[str, Shown]:
        figures = {cell: self.staying[kin.kin].shown for cell, (*_c, kin) in found.items() if not kin.apart}
        drawn = defaultdict[tuple[Cuboid, Cuboid, int], list[Kin]](list)
        for cuboid, around, kin in found.values():
            if kin.apart:
                drawn[cuboid, around, self.staying[kin.kin].last_redraw].append(kin)
        for (cuboid, around, release), kins in drawn.items():
            then = grouped(self.then(release), self.resolved)
            tallies = self._as_of(cuboid, around, kins, then)
            figures |= {each.cell: shown(tallies[each.cell], key=self.key) for each in kins}
        return figures

    def _as_of(
        self, cuboid: Cuboid, around: Cuboid, kins: Collection[Kin], then: pl.DataFrame
    ) -> Mapping[str, Tally]:
        """Who was in the kin then, without those of it who are not in the cell now, and with those of the
        cell who are not in its kin now."""
        places = {each.cell: each.places for each in kins}
        kin_places = {each.cell: each.kin_places for each in kins}
        in_cell = _chosen(self._rows, cuboid, places)
        in_kin = _chosen(self._rows, around, kin_places)
        on = [PERSON, _CELL]
        stood = _chosen(then, around, kin_places).join(
            in_kin.join(in_cell, on=on, how="anti"), on=on, how="anti"
        )
        more = in_cell.join(in_kin, on=on, how="anti")
        sums = pl.concat([stood, more]).unique().group_by(_CELL).agg(pl.len(), pl.col(PERSON).sum())
        tallies = {cell: Tally(count, from_signed(key)) for cell, count, key in sums.iter_rows()}
        return defaultdict(lambda: Tally(0, 0), tallies)


def _chosen(
    columns: pl.DataFrame, cuboid: Cuboid, places: Mapping[str, tuple[str | int, ...]]
) -> pl.DataFrame:
    """(PERSON, the new cell) of all who are at one of these places."""
    names = names_of(cuboid)
    rows = members(columns, cuboid).with_columns(pl.col(names).cast(pl.String))
    wanted = pl.DataFrame(
        [(cell, *map(str, at)) for cell, at in places.items()],
        schema=dict.fromkeys([_CELL, *names], pl.String),
        orient="row",
    )
    return rows.join(wanted, on=names).select(PERSON, _CELL).unique()
