"""A release: counted from approved records, drawn behind the gate, frozen under a number."""

import pytest

from reports.stats.cellkeys import StatisticsKey
from reports.stats.models import (
    Fact,
    PublishedCell,
    Release,
    ReleaseCell,
    ReleasedProfile,
    ReleaseTable,
    SecretRelease,
)
from reports.stats.releasing import WrongKey, league_of, release, snapshot_of
from talent.orgs.models import Region
from talent.records.service import FieldRemark, reject, send_back, withdraw
from talent.security.models import AuditEvent
from talent.security.service import statistics_key
from tests.reports.stats.population import CATEGORIES, approve, at_banner, draft, figures, waiting

REGION, LEAGUE, OTHER_LEAGUE = 150000, 152500, 150100
#: The cells of a skilled person in the league.
TOUCHED = {(REGION, "total"), (REGION, "skilled"), (LEAGUE, "total"), (LEAGUE, "skilled")}


def leagues():
    return set(Region.objects.filter(level="league", valid_to=None).values_list("code", flat=True))


def hidden():
    """A release in which nobody is counted."""
    return {(area, key): "<10" for area in leagues() | {REGION} for key in (*CATEGORIES, "total")}


def redrawn(number):
    """The cells whose figure was drawn by this release."""
    cells = PublishedCell.objects.filter(last_redraw=number).values_list("cell", flat=True)
    found = set()
    for cell in cells:
        area, _, category = cell.partition("|category=")
        found.add((int(area), category or "total"))
    return found


def secrets():
    """All that is kept for the gate."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Release, ReleaseTable, ReleaseCell, SecretRelease, PublishedCell, ReleasedProfile)
    ]


def test_a_release_holds_every_cell_of_the_lattice_near_its_count(register):
    approve(register, range(100, 160))

    new = release(by=register.boss)

    shown = figures(new)
    counted = {cell: shown[cell] for cell in TOUCHED}
    assert {cell: mark for cell, mark in shown.items() if cell not in TOUCHED} == {
        cell: mark for cell, mark in hidden().items() if cell not in TOUCHED
    }
    assert len(set(counted.values())) == 1  # one set of persons has one figure
    assert (abs(counted[REGION, "total"] - 60) <= 9, counted[REGION, "total"] % 5) == (True, 0)


def test_releases_are_numbered_logged_and_signed_by_their_key(register):
    first, second = release(by=register.boss), release(by=None)

    fingerprint = StatisticsKey(statistics_key()).fingerprint
    assert (first.number, second.number) == (1, 2)
    assert list(
        SecretRelease.objects.order_by("pk").values_list("release__number", "key_fingerprint", "by")
    ) == [(1, fingerprint, register.boss.pk), (2, fingerprint, None)]
    assert list(
        AuditEvent.objects.filter(action="release").order_by("pk").values_list("subject_id", "by")
    ) == [("1", register.boss.pk), ("2", None)]


def test_unreviewed_data_appears_in_no_statistic(register):
    serials = iter(range(100, 400))
    many = [[next(serials) for _ in range(20)] for _ in range(6)]
    draft(register, many[0])
    waiting(register, many[1])
    at_banner(register, many[2])
    for change in waiting(register, many[3]):
        send_back(change=change, by=register.checker, remarks=[FieldRemark("", "请核对")])
    for change in waiting(register, many[4]):
        reject(change=change, by=register.checker, reason="材料不实")
    for change in waiting(register, many[5]):
        withdraw(change=change, by=register.clerk)

    new = release(by=None)

    assert (Fact.objects.count(), ReleasedProfile.objects.count(), figures(new)) == (0, 0, hidden())


def test_the_retired_are_in_no_figure(register):
    approve(register, range(100, 140), employment={"person_status": "3"})

    assert (Fact.objects.count(), figures(release(by=None))) == (40, hidden())


def test_a_person_in_two_categories_is_once_in_the_totals_and_in_each_category(register):
    approve(register, range(100, 160), key="skilled")
    approve(register, range(100, 160), key="professional")

    shown = figures(release(by=None))

    twice = TOUCHED | {(REGION, "professional"), (LEAGUE, "professional")}
    assert {cell for cell, figure in shown.items() if figure != "<10"} == twice
    # The same sixty in every cell: counted twice, a total would stand near 120.
    assert len({shown[cell] for cell in twice}) == 1
    assert abs(shown[REGION, "total"] - 60) <= 9


def test_a_snapshot_has_each_person_once_with_all_cells():
    assert snapshot_of([(7, LEAGUE, "skilled"), (7, LEAGUE, "rural"), (8, OTHER_LEAGUE, "rural")]) == {
        7: {
            "150000",
            "150000|category=rural",
            "150000|category=skilled",
            "152500",
            "152500|category=rural",
            "152500|category=skilled",
        },
        8: {"150000", "150000|category=rural", "150100", "150100|category=rural"},
    }


@pytest.mark.parametrize(("seat", "league"), [(152502, 152500), (150781, 150700), (152501, 152500)])
def test_the_league_of_a_seat_follows_its_code(seat, league):
    assert league_of(seat) == league


def test_a_few_changes_repeat_every_figure_and_many_move_those_of_their_cells(register):
    approve(register, range(100, 130))
    first = figures(release(by=None))
    approve(register, range(130, 139))  # nine: below the narrowest gate

    second = figures(release(by=None))
    drawn_by_second = redrawn(2)
    approve(register, range(139, 199))
    third = figures(release(by=None))

    assert (second, drawn_by_second) == (first, set())
    assert (redrawn(3), redrawn(1)) == (TOUCHED, set(hidden()) - TOUCHED)
    assert {cell for cell in third if third[cell] != first[cell]} == TOUCHED
    assert abs(third[REGION, "total"] - 99) <= 9


def test_who_leaves_also_opens_the_gate(register):
    approve(register, range(100, 160))
    release(by=None)
    approve(register, range(100, 160), employment={"person_status": "3"})

    assert figures(release(by=None)) == hidden()


def test_a_release_stays_as_it_was_made(register):
    approve(register, range(100, 130))
    first = release(by=None)
    before = (figures(first), ReleaseTable.objects.filter(release=first).values().get())

    approve(register, range(130, 190))
    release(by=None)

    assert (figures(first), ReleaseTable.objects.filter(release=first).values().get()) == before


def test_only_snapshots_that_a_later_release_needs_are_kept(register):
    approve(register, range(100, 130))
    release(by=None)
    kept = [set(ReleasedProfile.objects.values_list("release", flat=True))]
    release(by=None)
    kept.append(set(ReleasedProfile.objects.values_list("release", flat=True)))

    assert kept == [{1}, {1}]
    assert ReleasedProfile.objects.count() == 30


def test_under_another_key_nothing_is_released(register, settings, tmp_path):
    approve(register, range(100, 130))
    release(by=None)
    before = secrets()
    settings.TALENT_KEY_FILE = tmp_path / "other-keys.json"

    with pytest.raises(WrongKey, match="release 1 was made under another statistics key"):
        release(by=None)

    assert secrets() == before
