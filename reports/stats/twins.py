"""Sets of persons that were public already, under whatever name: a cell that holds one shows its figure.

Any new table, class, area or merger can make a cell of the persons of another one, and a set drawn on two
days tells who left in between; so does a cell that becomes what it was two releases ago. `kin` and `renaming`
find such a cell by what is declared and in the last release; here it is found by its persons alone, among all
sets that were drawn (`sets`). Of each the sums of its persons' keys are kept in eight parts. One person more
or less changes one part, so a cell that is about to be drawn and shares enough parts with such a set is
nearly that set, and shows what it showed.

Nobody who knows all others may tell from the choice whether one person is still there. So how many parts are
enough is secret, as k of the gate is (from two to six of eight), and of several near sets the newest counts
and not the nearest: two public sets may differ by that very person.
"""

from collections.abc import Mapping

import polars as pl

from reports.stats.cellkeys import StatisticsKey, to_signed
from reports.stats.disclosure import Shown
from reports.stats.gate import Parts

#: The columns of the sets that were drawn.
SETS: Mapping[str, pl.DataType] = {
    "release": pl.Int64(),
    "value": pl.Int64(),
    "mark": pl.String(),
    "parts": pl.List(pl.Int64()),
}
#: Of eight parts so many are enough; which number of these is secret for every set.
ENOUGH = range(2, 7)
_OF = 8
_CELL, _SET, _PLACE, _PART, _PLACES, _SHARED = "@cell", "@set", "@place", "@part", "@places", "@shared"


def twins(sets: pl.DataFrame, drawn: Mapping[str, Parts], *, key: StatisticsKey) -> dict[str, Shown]:
    """What those of the drawn cells show that are nearly a set that was public."""
    cells = pl.DataFrame(
        {_CELL: list(drawn), "parts": list(map(list, drawn.values()))},
        schema={_CELL: pl.String(), "parts": SETS["parts"]},
    )
    newest = sets.sort("release", "value", "mark", descending=[True, False, False])
    known = newest.unique("parts", keep="first", maintain_order=True).with_row_index(_SET)
    near = _near(_filled(cells, _CELL), _filled(known.select(_SET, "parts"), _SET))
    words = [
        (number, enough, tie)
        for number, parts in known.join(near, on=_SET, how="semi").select(_SET, "parts").iter_rows()
        for enough, tie in [_secrets(parts, key)]
    ]
    secret = pl.DataFrame(
        words, schema={_SET: pl.UInt32, "@enough": pl.Int64, "@tie": pl.Int64}, orient="row"
    )
    chosen = (
        near.join(secret, on=_SET)
        .filter(_OF * pl.col(_SHARED) >= pl.col("@enough") * pl.col(_PLACES))
        .join(known.drop("parts"), on=_SET)
        .sort("release", "@tie", "value", descending=[True, False, False])
        .unique(_CELL, keep="first", maintain_order=True)
    )
    return {
        cell: Shown(value, mark) for cell, value, mark in chosen.select(_CELL, "value", "mark").iter_rows()
    }


def _filled(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Each part in which a set has anybody: its name, all its places as bits, the place and the sum."""
    places = pl.int_ranges(pl.col("parts").list.len()).alias(_PLACE)
    each = rows.filter(pl.col("parts").list.len() > 0).with_columns(places).explode("parts", _PLACE)
    return each.filter(pl.col("parts") != 0).select(
        name,
        pl.lit(1, pl.Int64).mul(2 ** pl.col(_PLACE)).cast(pl.Int64).sum().over(name).alias(f"{name}s"),
        _PLACE,
        pl.col("parts").alias(_PART),
    )


def _near(cells: pl.DataFrame, sets: pl.DataFrame) -> pl.DataFrame:
    """Which share the least that may be enough: how many parts, of how many in which either has anybody."""
    both = (pl.col(f"{_CELL}s") | pl.col(f"{_SET}s")).first().bitwise_count_ones().cast(pl.Int64)
    shared = cells.join(sets, on=[_PLACE, _PART]).group_by(_CELL, _SET)
    counts = shared.agg(pl.len().cast(pl.Int64).alias(_SHARED), both.alias(_PLACES))
    return counts.filter(_OF * pl.col(_SHARED) >= ENOUGH.start * pl.col(_PLACES))


def _secrets(parts: Parts, key: StatisticsKey) -> tuple[int, int]:
    """How many parts are enough for this set, and its place among the sets of its release. They follow from
    its persons, so that under twelve names it is asked once."""
    word = key.word(b"twin", b"".join(each.to_bytes(8, "big", signed=True) for each in parts))
    return ENOUGH[word % len(ENOUGH)], to_signed(word)
