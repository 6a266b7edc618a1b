"""From facts to a frozen release: count, draw behind the gate, freeze."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from reports.stats.cellkeys import Snapshot, StatisticsKey, from_signed, tally_cells, to_signed
from reports.stats.disclosure import Shown
from reports.stats.gate import CellState, changes_since_redraw, redraw, releases_in_use
from reports.stats.lattice import TABLES, TableSpec, cell_id, margins, profile_cells, table_cells
from reports.stats.models import (
    Fact,
    PublishedCell,
    Release,
    ReleaseCell,
    ReleasedProfile,
    ReleaseTable,
    SecretRelease,
)
from reports.stats.signals import release_published
from talent.categories.enums import Subject
from talent.categories.models import Category
from talent.orgs.enums import Level
from talent.orgs.models import Region
from talent.orgs.service import leagues_of_areas
from talent.security.models import User
from talent.security.service import record_event, statistics_key

REGION = 150000
#: (record key of the person, league of the seat by code, key of the category)
Profile = tuple[int, int, str]
_BATCH = 5000


class WrongKey(RuntimeError):
    """The statistics key is not the one of the releases before: two draws of one set could be averaged."""


@transaction.atomic
def release(*, by: User | None) -> Release:
    """Publish every open table as it stands; a figure moves only where its gate opens. Raises WrongKey."""
    key = StatisticsKey(statistics_key())
    last = _last_release()
    if last is not None and SecretRelease.objects.get(release=last).key_fingerprint != key.fingerprint:
        raise WrongKey(f"release {last.number} was made under another statistics key")
    new = Release.objects.create(number=last.number + 1 if last else 1, as_of=timezone.localdate())
    SecretRelease.objects.create(release=new, key_fingerprint=key.fingerprint, by=by)
    profiles = list(_profiles())
    states = _draw(new.number, profiles, key)
    for table in TABLES:
        _freeze(new, table, states)
    _keep_snapshot(new.number, profiles, states)
    release_published.send(Release, number=new.number)
    record_event(by=by, action="release", subject="release", subject_id=new.number)
    return new


def _last_release() -> Release | None:
    # Two releases at once would take the same number; the second waits here for the first.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('reports.stats.release'))")
    return Release.objects.order_by("-number").first()


def _profiles() -> Iterator[Profile]:
    """Profiles that count now: approved, and in a state that the statistics count."""
    leagues, areas = set(_areas()[Level.LEAGUE]), leagues_of_areas()
    published = {category.key for category in _classes()["category"]}
    rows = Fact.objects.filter(counted=True).values_list("person_key", "seat_code", "category__key")
    for person_key, seat, category in rows.iterator(chunk_size=_BATCH):
        # A retired category or league has no cell of its own any more, so it counts in no total either.
        league = areas.get(seat) or league_of(seat)
        if league in leagues and category in published:
            yield from_signed(person_key), league, category


def league_of(seat_code: int) -> int:
    """The league or city of a seat by the code (满洲里 counts in 呼伦贝尔, 二连浩特 in 锡林郭勒);
    management areas are counted by `leagues_of_areas`."""
    return seat_code // 100 * 100


def _draw(number: int, profiles: Iterable[Profile], key: StatisticsKey) -> dict[str, CellState]:
    previous = {
        row.cell: CellState(row.last_redraw, Shown(row.value, row.mark))
        for row in PublishedCell.objects.all()
    }
    now = snapshot_of(profiles)
    kept = {each: snapshot_of(_kept_profiles(each)) for each in releases_in_use(previous)}
    states = redraw(
        release=number,
        cells=frozenset().union(*(_cells_of(table) for table in TABLES)),
        previous=previous,
        changed=changes_since_redraw(previous, snapshots=kept, now=now),
        now=tally_cells(now),
        key=key,
    )
    PublishedCell.objects.all().delete()
    PublishedCell.objects.bulk_create(
        PublishedCell(
            cell=cell, last_redraw=state.last_redraw, value=state.shown.value, mark=state.shown.mark
        )
        for cell, state in states.items()
    )
    return states


def snapshot_of(profiles: Iterable[Profile]) -> Snapshot:
    """Each person's cells over all open tables and all of the person's profiles."""
    cells: dict[int, frozenset[str]] = {}
    for person, league, category in profiles:
        mine = _cells_of_profile(league, category)
        # One set is shared by all who have a single profile of the kind: millions of persons, a few sets.
        cells[person] = cells[person] | mine if person in cells else mine
    return cells


@cache
def _cells_of_profile(league: int, category: str) -> frozenset[str]:
    areas = {Level.LEAGUE: league, Level.REGION: REGION}
    tables = (profile_cells(table, areas=areas, classes={"category": category}) for table in TABLES)
    return frozenset().union(*tables)


def _kept_profiles(number: int) -> Iterator[Profile]:
    rows = ReleasedProfile.objects.filter(release=number).values_list("person_key", "league", "category")
    for person_key, league, category in rows.iterator(chunk_size=_BATCH):
        yield from_signed(person_key), league, category


def _keep_snapshot(number: int, profiles: Iterable[Profile], states: Mapping[str, CellState]) -> None:
    in_use = releases_in_use(states)
    if number in in_use:
        ReleasedProfile.objects.bulk_create(
            (
                ReleasedProfile(
                    release=number, person_key=to_signed(person), league=league, category=category
                )
                for person, league, category in profiles
            ),
            batch_size=_BATCH,
        )
    ReleasedProfile.objects.exclude(release__in=in_use).delete()


def _areas() -> dict[Level, list[int]]:
    leagues = Region.objects.filter(level=Level.LEAGUE, valid_to__isnull=True).order_by("code")
    return {Level.LEAGUE: list(leagues.values_list("code", flat=True)), Level.REGION: [REGION]}


def _classes() -> dict[str, list[Category]]:
    people = Category.objects.published().filter(subject=Subject.PEOPLE).order_by("order", "key")
    return {"category": list(people)}


def _cells_of(table: TableSpec) -> frozenset[str]:
    classes = {key: [category.key for category in found] for key, found in _classes().items()}
    return table_cells(table, areas=_areas(), classes=classes)


def _freeze(new: Release, table: TableSpec, states: Mapping[str, CellState]) -> None:
    areas, classes = _areas(), _classes()
    frozen = ReleaseTable.objects.create(
        release=new,
        key=table.key,
        title_zh=table.title_zh,
        title_en=table.title_en,
        level=table.level,
        areas=[_area_label(code) for code in areas[Level.REGION] + areas[table.level]],
        dimensions=[_dimension_label(key, classes[key]) for key in sorted(table.dimension_keys)],
    )
    ReleaseCell.objects.bulk_create(
        ReleaseCell(table=frozen, area=area, classes=chosen, value=shown.value, mark=shown.mark)
        for area in areas[Level.REGION] + areas[table.level]
        for chosen in _combinations(table, classes)
        for shown in [states[cell_id(area, chosen)].shown]
    )


def _combinations(table: TableSpec, classes: Mapping[str, list[Category]]) -> Iterator[dict[str, str]]:
    for keys in margins(table.dimension_keys):
        combinations: list[dict[str, str]] = [{}]
        for key in keys:
            combinations = [{**each, key: found.key} for each in combinations for found in classes[key]]
        yield from combinations


def _area_label(code: int) -> dict[str, Any]:
    region = Region.objects.get(code=code)
    names = {"label_zh": region.name, "label_en": region.named("en")}
    return {"code": str(code), "level": region.level, **names}


def _dimension_label(key: str, categories: Iterable[Category]) -> dict[str, Any]:
    codes = [{"code": each.key, "label_zh": each.label, "label_en": each.label_en} for each in categories]
    return {"key": key, "label_zh": "人才类别", "label_en": "Category of talent", "codes": codes}
