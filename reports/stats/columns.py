"""Facts as columns: true counts and keys of all cells, and how many persons of each differ from a snapshot.

PostgreSQL's own GROUP BY gives the same (tests hold one against the other), at a multiple of the time. A cell
counts persons: who has several profiles in it is there once.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import polars as pl
from django.db import connection

from reports.stats.cellkeys import Tally, from_signed
from reports.stats.declared import AGE, AGE_BANDS, Break, DeclaredDimension
from reports.stats.gate import Parts
from reports.stats.lattice import CATEGORY, cell_id
from reports.stats.models import BreakDown, BreakDownCode
from reports.stats.resolved import REGION, Cuboid, Resolved
from talent.orgs.enums import Level
from talent.orgs.models import Region
from talent.orgs.service import leagues_of_areas

PERSON = "@person"
#: A power of two, so that a person's part is in the last bits of the key.
PARTS = 8
#: The columns of the levels.
AREAS = {Level.REGION: "@region", Level.LEAGUE: "@league", Level.BANNER: "@banner"}


class Counted(NamedTuple):
    """The true count and key of every cell that has a person, and the keys of its persons in parts."""

    tallies: Mapping[str, Tally]
    parts: Mapping[str, Parts]


_FACTS = """COPY (
    SELECT person_key, category_id, seat_code, birth_year {codes}
    FROM stats_fact WHERE counted AND category_id = ANY('{{{categories}}}'::bigint[])
) TO STDOUT (FORMAT csv)"""


def read_columns(resolved: Resolved, *, as_of: date) -> pl.DataFrame:
    """One row a profile that counts: the person's key, its areas, its category, its fine class of every
    declared dimension, null where it has none.

    A profile in a retired category or league has no cell of its own, so it counts in no total either.
    """
    names = list(dict.fromkeys(name for each in resolved.declared.dimensions for name in each.fields))
    slots = dict(BreakDown.objects.filter(path__in=names).values_list("path", "slot"))
    raw = _copied(list(resolved.category_ids), slots)
    columns = [
        pl.col("person").alias(PERSON),
        _renamed(
            pl.col("category"), resolved.category_ids, [each.code for each in resolved.categories]
        ).alias(CATEGORY.key),
        *_places(raw, resolved),
        *(_fine(each, resolved, slots, as_of).alias(each.key) for each in resolved.declared.dimensions),
    ]
    return raw.select(columns).filter(pl.col(AREAS[Level.LEAGUE]).is_not_null())


def _copied(categories: Sequence[int], slots: Mapping[str, int]) -> pl.DataFrame:
    """The facts as the database sends them: one stream, no row of them a Python object."""
    codes = "".join(f", codes[{slot + 1}]" for slot in slots.values())
    statement = _FACTS.format(codes=codes, categories=",".join(map(str, categories)))
    stream = io.BytesIO()
    with connection.cursor() as cursor, cursor.copy(statement) as copied:
        for block in copied:
            stream.write(block)
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "person": pl.Int64,
        "category": pl.Int64,
        "seat": pl.Int32,
        "born": pl.Int32,
        **dict.fromkeys(slots, pl.Int32),
    }
    if not stream.tell():
        return pl.DataFrame(schema=schema)
    stream.seek(0)
    return pl.read_csv(stream, has_header=False, new_columns=list(schema), schema_overrides=schema)


def _places(raw: pl.DataFrame, resolved: Resolved) -> list[pl.Expr]:
    """Region, league and banner of the seat (属地); 满洲里 counts in 呼伦贝尔, 二连浩特 in 锡林郭勒."""
    areas = leagues_of_areas()
    leagues, banners = set(resolved.areas[Level.LEAGUE]), set(resolved.areas[Level.BANNER])
    within = dict(Region.objects.filter(is_area=True).values_list("code", "parent_id"))
    seats = [int(seat) for seat in raw["seat"].unique()]
    in_league = {seat: areas.get(seat) or league_of(seat) for seat in seats}
    in_banner = {seat: within.get(seat, seat) for seat in seats}
    seat = pl.col("seat")
    return [
        pl.lit(REGION, pl.Int32).alias(AREAS[Level.REGION]),
        _numbered(seat, {seat: code for seat, code in in_league.items() if code in leagues}).alias(
            AREAS[Level.LEAGUE]
        ),
        _numbered(seat, {seat: code for seat, code in in_banner.items() if code in banners}).alias(
            AREAS[Level.BANNER]
        ),
    ]


def league_of(seat_code: int) -> int:
    """The league or city of a seat by the code; management areas are counted by `leagues_of_areas`."""
    return seat_code // 100 * 100


def _fine(dimension: DeclaredDimension, resolved: Resolved, slots: Mapping[str, int], as_of: date) -> pl.Expr:
    """The fine class of each profile: of its first field that states one."""
    if dimension.fields == (AGE,):
        age = as_of.year - pl.col("born")
        bands = (pl.when(age.is_between(low, high)).then(pl.lit(code)) for code, low, high in AGE_BANDS)
        return pl.coalesce(list(bands)).cast(pl.Enum([code for code, _low, _high in AGE_BANDS]))
    fine = resolved.fine[dimension.key]
    known = [each.code for each in fine.classes]
    found = []
    for name in dimension.fields:
        if name in slots:
            numbers = BreakDownCode.objects.filter(breakdown__path=name).values_list("number", "code")
            ends = {number: fine.merged.get(code, code) for number, code in numbers}
            words = {each: code for each, code in ends.items() if code in known}
            found.append(_renamed(pl.col(name), words, known))
    return pl.coalesce(found) if found else pl.lit(None, pl.Enum(known))


def _renamed(column: pl.Expr, words: Mapping[int, str], classes: Sequence[str]) -> pl.Expr:
    if not words:
        return pl.lit(None, pl.Enum(classes))
    return column.replace_strict(words, default=None, return_dtype=pl.Enum(classes))


def _numbered(column: pl.Expr, numbers: Mapping[int, int]) -> pl.Expr:
    return column.replace_strict(numbers, default=None, return_dtype=pl.Int32)


def tally(columns: pl.DataFrame, resolved: Resolved) -> Iterator[tuple[str, Tally]]:
    """Every cell that has a person, with its true count and its key."""
    for cell, count, key, *_parts in _sums(columns, resolved, []):
        yield cell, Tally(count, from_signed(key))


def counted(columns: pl.DataFrame, resolved: Resolved) -> Counted:
    """The same, with the keys of each cell's persons added up in parts as well."""
    in_part = [
        pl.when((pl.col(PERSON) & (PARTS - 1)) == part).then(pl.col(PERSON)).otherwise(0).alias(f"@{part}")
        for part in range(PARTS)
    ]
    tallies, parts = dict[str, Tally](), dict[str, Parts]()
    for cell, count, key, *keys in _sums(columns, resolved, in_part):
        tallies[cell], parts[cell] = Tally(count, from_signed(key)), tuple(keys)
    return Counted(tallies, parts)


def _sums(columns: pl.DataFrame, resolved: Resolved, more: Sequence[pl.Expr]) -> Iterator[tuple[Any, ...]]:
    """Each cell with its persons, their keys added up, and what is said more of a key, added up."""
    alone = pl.len().over(PERSON) == 1
    marked = grouped(columns, resolved).with_columns(alone.alias("@alone"), *more)
    single, several = marked.filter("@alone"), marked.filter(~pl.col("@alone"))
    added = [PERSON, *(each.meta.output_name() for each in more)]
    for cuboid in resolved.cuboids:
        names = names_of(cuboid)
        both = pl.concat([single.select(*added, *names), several.select(*added, *names).unique()])
        sums = both.drop_nulls(names).group_by(names).agg(pl.len(), pl.col(added).sum())
        for row in sums.iter_rows():
            yield id_of(cuboid, row[: len(names)]), *row[len(names) :]


def changed_persons(before: pl.DataFrame, now: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows then and now, in the columns that both have, of the persons of whom anything differs.

    Codes are text: two releases may know different lists of them. Two equal profiles of one person, of which
    one went, differ in nothing.
    """
    shared = sorted(set(before.columns) & set(now.columns))
    old, new = in_words(before.select(shared)), in_words(now.select(shared))
    gone_or_come = [
        one.join(other, on=shared, how="anti", nulls_equal=True).select(PERSON)
        for one, other in ((old, new), (new, old))
    ]
    touched = pl.concat(gone_or_come).unique()
    return old.join(touched, on=PERSON, how="semi"), new.join(touched, on=PERSON, how="semi")


def changes(old: pl.DataFrame, new: pl.DataFrame, resolved: Resolved) -> Iterator[tuple[str, int]]:
    """How many persons of each cell differ (came or went), of the rows of `changed_persons`; cells without a
    change are absent. A dimension that one side does not know has no cell that both knew."""
    sides = [grouped(each, resolved) for each in (old, new)]
    for cuboid in resolved.cuboids:
        names = names_of(cuboid)
        if all(set(names) <= set(each.columns) for each in sides):
            both = [members(each, cuboid) for each in sides]
            moved = pl.concat(both).group_by([PERSON, *names]).len().filter(pl.col("len") == 1)
            for *places, count in moved.group_by(names).len().iter_rows():
                yield id_of(cuboid, places), count


def members(columns: pl.DataFrame, cuboid: Cuboid) -> pl.DataFrame:
    """Every person of every cell of a margin once: PERSON and the names of its places."""
    return columns.select(PERSON, *names_of(cuboid)).drop_nulls().unique()


def grouped(columns: pl.DataFrame, resolved: Resolved) -> pl.DataFrame:
    """With a column more for every dimension that has groups."""
    more = [
        pl.col(each.key)
        .cast(pl.String)  # an older list may have other codes
        .replace_strict(
            each.public_of, default=None, return_dtype=pl.Enum([group.code for group in each.groups])
        )
        .alias(_name(Break(each.key, grouped=True)))
        for each in resolved.declared.dimensions
        if each.groups and each.key in columns.columns
    ]
    return columns.with_columns(more)


def in_words(columns: pl.DataFrame) -> pl.DataFrame:
    """Codes as text: what is not a number."""
    coded = [name for name, kind in columns.schema.items() if not kind.is_integer()]
    return columns.with_columns(pl.col(coded).cast(pl.String)) if coded else columns


def names_of(cuboid: Cuboid) -> list[str]:
    level, breaks = cuboid
    return [AREAS[level], *(_name(each) for each in breaks)]


def _name(each: Break) -> str:
    return f"{each.key}*" if each.grouped else each.key


def id_of(cuboid: Cuboid, places: Sequence[str | int]) -> str:
    """The name of the cell of a margin at these places: the area and the codes of its breaks."""
    area, *codes = places
    keys = (each.key for each in cuboid[1])
    return cell_id(int(area), dict(zip(keys, map(str, codes), strict=True)))


def as_bytes(columns: pl.DataFrame) -> bytes:
    """A snapshot as it is kept: Parquet, about a tenth of the rows."""
    stream = io.BytesIO()
    columns.write_parquet(stream, compression="zstd")
    return stream.getvalue()


def from_bytes(parts: Iterable[bytes]) -> pl.DataFrame:
    """The same from the parts of it, in their order."""
    return pl.concat([pl.read_parquet(io.BytesIO(bytes(each))) for each in parts])
