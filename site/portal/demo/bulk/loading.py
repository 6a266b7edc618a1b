"""Fills an empty register with millions of invented people, in one transaction: all of them, or nobody."""

from collections.abc import Callable, Sequence
from functools import partial
from random import Random

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from portal.demo.bulk import names, plan
from portal.demo.bulk.bare import FROZEN, Taken, may_take_off, need_empty
from portal.demo.bulk.making import SEED, Ground, made
from portal.demo.bulk.moulds import Kind, Mould, cast
from portal.demo.bulk.plan import Portion
from portal.demo.bulk.routes import Routes, above, send_health_to_its_department
from portal.demo.bulk.tables import COLUMNS, NUMBERED, RUN, copy_sql
from portal.demo.bulk.timelines import Timelines
from portal.demo.bulk.units import build_units
from portal.demo.bulk.workers import made_in_order
from portal.demo.places import leagues
from portal.demo.staff import hire
from portal.demo.world import SHARES, Progress
from talent.categories.service import live_version
from talent.orgs.models import Organisation

#: So many checked documents of each kind; fewer for few people.
_MOST_MOULDS, _FEWEST_MOULDS = 120, 4
_SETTINGS = {
    "synchronous_commit": "off",
    "maintenance_work_mem": "'1GB'",
    "work_mem": "'256MB'",
    "max_parallel_maintenance_workers": "2",
}
_MOVED_ON = """
WITH drawn (number) AS MATERIALIZED (SELECT nextval(pg_get_serial_sequence(%(table)s, 'id')))
SELECT setval(pg_get_serial_sequence(%(table)s, 'id'), number + %(wanted)s) - %(wanted)s FROM drawn
"""
_DRAWN = """
SELECT min(number) - 1 FROM (
    SELECT nextval(pg_get_serial_sequence(%(table)s, 'id')) AS number FROM generate_series(1, %(wanted)s)
) AS given
"""


def load(*, people: int, workers: int, progress: Progress, say: Callable[[str], None]) -> int:
    """Invent so many people with all that belongs to them; returns how many units they work in.

    The same number of people gives the same people. Under the owner's login indexes are built behind the
    rows, under the application's beside them, which takes several times as long. Raises NotEmpty.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        for name, value in _SETTINGS.items():
            cursor.execute(f"SET LOCAL {name} = {value}")
        need_empty(cursor)
        units = build_units(people=people)
        send_health_to_its_department()
        portions = plan.portions(units, people=people)
        ground = _ground(cursor, portions, units, people)
        taken = Taken.off(cursor) if may_take_off(cursor) else None
        say("rows")
        _fill(cursor, portions, ground, workers, progress, frozen=taken is not None)
        if taken is not None:
            say("indexes")
            taken.put_back()
        say("analyze")
        cursor.execute(f"ANALYZE {', '.join(COLUMNS)}")
    return len(units)


def _fill(
    cursor: CursorWrapper,
    portions: Sequence[Portion],
    ground: Ground,
    workers: int,
    progress: Progress,
    *,
    frozen: bool,
) -> None:
    lines = made_in_order(portions, partial(made, ground=ground), workers=workers)
    for portion, tables in zip(portions, lines, strict=True):
        for table in COLUMNS:
            if table in tables:
                with cursor.copy(copy_sql(table, frozen=frozen and table in FROZEN)) as copy:
                    copy.write(tables[table])
        progress(portion.first + portion.people)


def _ground(
    cursor: CursorWrapper, portions: Sequence[Portion], units: Sequence[Organisation], people: int
) -> Ground:
    random = Random(SEED)
    versions = {category: live_version(category) for category in SHARES}
    wanted = max(_FEWEST_MOULDS, min(_MOST_MOULDS, people // 500))
    works = {
        (Kind.of(part.unit, part.category), above(part.unit)): part
        for each in portions
        for part in each.parts
    }
    moulds: dict[Kind, list[Mould]] = {}
    routes = Routes(versions)
    routes.gather(part.unit for part in works.values())
    for (kind, _above), part in works.items():
        if kind not in moulds:
            moulds[kind] = cast(
                kind, unit=part.unit, version=versions[part.category], random=random, count=wanted
            )
        routes.ask(part.unit, kind, moulds[kind])
    timelines, staff = Timelines(random), hire(units)
    timelines.draw(most=routes.longest)
    return Ground(
        people=people,
        versions=versions,
        moulds={
            kind: (
                [mould for mould in found if not mould.mongol],
                [mould for mould in found if mould.mongol],
            )
            for kind, found in moulds.items()
        },
        routes=routes.known,
        names=names.Names.drawn(random, people=people),
        timelines=timelines,
        mongol_shares={code // 100: league.mongol_share for code, league in leagues().items()},
        clerks={unit: user.pk for unit, user in staff.clerks.items()},
        reviewers={office: user.pk for office, user in staff.reviewers.items()},
        numbers=_numbers(cursor, people=people, parts=sum(len(each.parts) for each in portions)),
        lists={key: f"{version.category.label}花名册.xlsx" for key, version in versions.items()},
        listed=timelines.began,
        at=timezone.now(),
    )


def _numbers(cursor: CursorWrapper, *, people: int, parts: int) -> dict[str, int]:
    wanted = {table: each * people for table, each in NUMBERED.items()} | {RUN: parts}
    return {table: _reserved(cursor, table, count) for table, count in wanted.items()}


def _reserved(cursor: CursorWrapper, table: str, wanted: int) -> int:
    """Take so many numbers for rows of a table, one after the other; returns the one before the first.

    The owner moves the sequence on, where the application's login has to draw one by one. Who draws one in
    that very moment is not noticed here but by the primary key, and then nobody is loaded.
    """
    cursor.execute(
        "WITH named (sequence) AS (SELECT pg_get_serial_sequence(%(table)s, 'id')::regclass)"
        " SELECT has_sequence_privilege(sequence, 'UPDATE') FROM named",
        {"table": table},
    )
    cursor.execute(_MOVED_ON if cursor.fetchone()[0] else _DRAWN, {"table": table, "wanted": wanted})
    return int(cursor.fetchone()[0])
